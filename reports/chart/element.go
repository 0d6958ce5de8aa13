package chart

import (
	"math"
	"strings"

	"ogptracker/reports/typeface"
)

// element is a part of a chart that explains the data and answers no pointer: a
// grid line, a label, a sign of the key. Its place is in pixels. Elements cost
// ECharts a quarter of what series cost.
type element struct {
	Type   string       `json:"type"` // "text", "line", "polyline", "polygon", "circle" or "rect"
	Silent bool         `json:"silent"`
	X      float64      `json:"x,omitempty"`
	Y      float64      `json:"y,omitempty"`
	Z      int          `json:"z,omitempty"`
	Shape  any          `json:"shape,omitempty"`
	Style  elementStyle `json:"style"`
}

type elementStyle struct {
	Fill      string    `json:"fill,omitempty"`
	Stroke    string    `json:"stroke,omitempty"`
	LineWidth float64   `json:"lineWidth,omitempty"`
	LineDash  []float64 `json:"lineDash,omitempty"`
	LineCap   string    `json:"lineCap,omitempty"`
	LineJoin  string    `json:"lineJoin,omitempty"`

	Text          string  `json:"text,omitempty"`
	FontSize      float64 `json:"fontSize,omitempty"`
	FontWeight    int     `json:"fontWeight,omitempty"`
	FontFamily    string  `json:"fontFamily,omitempty"`
	LineHeight    float64 `json:"lineHeight,omitempty"`
	Align         string  `json:"align,omitempty"`
	VerticalAlign string  `json:"verticalAlign,omitempty"`
}

type lineShape struct {
	X1 float64 `json:"x1"`
	Y1 float64 `json:"y1"`
	X2 float64 `json:"x2"`
	Y2 float64 `json:"y2"`
}

type pointsShape struct {
	Points [][2]float64 `json:"points"`
}

type circleShape struct {
	X float64 `json:"cx"`
	Y float64 `json:"cy"`
	R float64 `json:"r"`
}

type rectShape struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

func (p *plot) element(kind string, layer int, shape any, style elementStyle) {
	style.LineWidth = round(style.LineWidth)
	p.elements = append(p.elements, element{Type: kind, Silent: true, Z: layer, Shape: shape, Style: style})
}

// segment is a straight line between two places.
type segment struct{ from, to point }

// segments draws straight lines on a layer.
func (p *plot) segments(s stroke, layer int, list ...segment) {
	for _, g := range list {
		shape := lineShape{p.px(g.from.x), p.py(g.from.y), p.px(g.to.x), p.py(g.to.y)}
		if shape.X1 == shape.X2 {
			shape.X1 = p.crisp(shape.X1, s.width)
			shape.X2 = shape.X1
		}
		if shape.Y1 == shape.Y2 {
			shape.Y1 = p.crisp(shape.Y1, s.width)
			shape.Y2 = shape.Y1
		}
		shape = lineShape{round(shape.X1), round(shape.Y1), round(shape.X2), round(shape.Y2)}
		p.element("line", layer, shape, elementStyle{Stroke: s.color, LineWidth: s.width, LineDash: s.dash})
	}
}

// polyline draws a line that is context: unlike a series it answers no pointer.
func (p *plot) polyline(s stroke, points []point) {
	at := make([][2]float64, len(points))
	for i, q := range points {
		at[i] = [2]float64{round(p.px(q.x)), round(p.py(q.y))}
	}
	p.element("polyline", layerGrid, pointsShape{at}, elementStyle{Stroke: s.color, LineWidth: s.width, LineDash: s.dash, LineJoin: "round"})
}

// crisp moves a thin upright or level line onto a row of the screen's pixels.
// Paper has none.
func (p *plot) crisp(v, width float64) float64 {
	if p.size == Print || width > 1.5 {
		return v
	}
	return math.Floor(v) + 0.5
}

// box is a rectangle in pixels.
type box struct{ left, top, right, bottom float64 }

func boxAround(x, y, width, height float64) box {
	return box{x - width/2, y - height/2, x + width/2, y + height/2}
}

func (b box) shape() rectShape {
	return rectShape{round(b.left), round(b.top), round(b.right - b.left), round(b.bottom - b.top)}
}

// hatchLines draws the hatch of what is unknown in a box, where there is no
// series that could have a pattern.
func (p *plot) hatchLines(b box) {
	u := p.size.unit()
	gap := 6 * u * math.Sqrt2
	width, height := b.right-b.left, b.bottom-b.top
	for c := gap / 2; c < width+height; c += gap { // the line x + y = c
		x1, x2 := max(0, c-height), min(width, c)
		if x2-x1 > u {
			shape := lineShape{round(b.left + x1), round(b.top + c - x1), round(b.left + x2), round(b.top + c - x2)}
			p.element("line", layerItems, shape, elementStyle{Stroke: colorUnknown, LineWidth: max(u, 0.6)})
		}
	}
}

// dashedBox draws a broken outline.
func (p *plot) dashedBox(b box) {
	u := p.size.unit()
	p.element("rect", layerItems, b.shape(), elementStyle{Fill: colorPage, Stroke: colorEdge, LineWidth: u, LineDash: []float64{round(3 * u), round(2.5 * u)}})
}

// caption is a line of text.
type caption struct {
	at     point
	dx, dy float64 // pixels right and down from there to the middle of the line
	text   string
	align  string // "left", "center" or "right" of the place; "left" when blank
	size   float64
	bold   bool
	color  string // ink when blank
	halo   bool   // keep lines behind the text off it
}

// captions sets lines of text, in front of everything.
func (p *plot) captions(list ...caption) {
	for _, c := range list {
		p.text(c, []string{c.text})
	}
}

// leading is the distance of lines of text, in parts of their size.
const leading = 1.3

// lines sets lines of text under each other, the first where c says.
func (p *plot) lines(c caption, lines []string) {
	size := c.size
	if size == 0 {
		size = p.size.text()
	}
	c.dy += float64(len(lines)-1) * size * leading / 2
	p.text(c, lines)
}

// text sets lines of text around a middle.
func (p *plot) text(c caption, lines []string) {
	cleaned := make([]string, len(lines))
	for i, line := range lines {
		cleaned[i] = inert(typeface.Clean(line))
	}
	style := elementStyle{
		Text: strings.Join(cleaned, "\n"), Fill: c.color, FontSize: c.size, FontFamily: typeface.Family, Align: c.align, VerticalAlign: "middle",
	}
	if style.Text == "" {
		return
	}
	if style.FontSize == 0 {
		style.FontSize = p.size.text()
	}
	if len(lines) > 1 {
		style.LineHeight = round(style.FontSize * leading)
	}
	if style.Fill == "" {
		style.Fill = colorInk
	}
	if c.bold {
		style.FontWeight = 600
	}
	if c.halo {
		style.Stroke, style.LineWidth = colorPage, round(4*p.size.unit())
	}
	p.elements = append(p.elements, element{
		Type: "text", Silent: true, Z: layerWords, X: round(p.px(c.at.x) + c.dx), Y: round(p.py(c.at.y) + c.dy), Style: style,
	})
}

// inside moves a centred line of text so that it stays within the picture.
func (p *plot) inside(c *caption) {
	half := widest(p.size.text(), c.bold, c.text)/2 + 1
	x := p.px(c.at.x) + c.dx
	if x+half > p.width {
		c.dx -= x + half - p.width
	}
	if x-half < 0 {
		c.dx += half - x
	}
}

// thin leaves out labels of a horizontal axis until the rest stand apart. The
// last one stays, then every second, third, ... before it.
func (p *plot) thin(labels []caption) []caption {
	for step := 1; step <= len(labels); step++ {
		var kept []caption
		fits, right := true, math.Inf(1)
		for i := len(labels) - 1; i >= 0 && fits; i -= step {
			c := labels[i]
			p.inside(&c)
			half := widest(p.size.text(), c.bold, c.text) / 2
			x := p.px(c.at.x) + c.dx
			fits = x+half+10*p.size.unit() <= right
			right = x - half
			kept = append(kept, c)
		}
		if fits {
			return kept
		}
	}
	return nil
}
