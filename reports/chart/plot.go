package chart

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"ogptracker/reports/typeface"
)

// plot collects the series of a chart in one pair of axes. Coordinates are in
// the data's units; what is set beside the data keeps its distance in pixels.
// Axes draw nothing themselves: grid lines and their labels are series too, so
// that their words come from the catalogues.
type plot struct {
	size          Size
	width, height float64
	frame         frame
	x, y          scale
	series        []series
	extra         map[string]any // options besides axes and series

	// Straight lines, marks and captions are gathered, so that however many there
	// are they make few series.
	straight []straight
	signs    []mark
	words    []caption
}

// straight is a group of straight lines that look the same.
type straight struct {
	stroke stroke
	behind bool
	list   []segment
}

// frame is the room between the picture's edges and the area of the data.
type frame struct{ left, top, right, bottom float64 }

// scale is one axis.
type scale struct {
	min, max float64
	down     bool // the vertical axis runs downwards
	// steps is the number of places for bars on an axis that runs downwards, the
	// middle of place i at i. Bars need an axis of categories, which stands beside
	// that of values with the index barAxis.
	steps int
}

// barAxis is the index of the vertical axis that bars stand on.
const barAxis = 1

// stepScale returns the scale of n steps.
func stepScale(n int) scale { return scale{min: -0.5, max: float64(n) - 0.5, down: true, steps: n} }

func newPlot(size Size, height float64, f frame, x, y scale) *plot {
	return &plot{size: size, width: float64(size), height: math.Ceil(height), frame: f, x: x, y: y}
}

// px and py return where a value lies, in pixels.
func (p *plot) px(x float64) float64 {
	return p.frame.left + (x-p.x.min)/(p.x.max-p.x.min)*(p.width-p.frame.left-p.frame.right)
}

func (p *plot) py(y float64) float64 {
	share := (y - p.y.min) / (p.y.max - p.y.min)
	if !p.y.down {
		share = 1 - share
	}
	return p.frame.top + share*(p.height-p.frame.top-p.frame.bottom)
}

// x1px and y1px return how much of the data one pixel is, signed so that adding
// them moves right and down.
func (p *plot) x1px() float64 {
	return (p.x.max - p.x.min) / (p.width - p.frame.left - p.frame.right)
}

func (p *plot) y1px() float64 {
	d := (p.y.max - p.y.min) / (p.height - p.frame.top - p.frame.bottom)
	if p.y.down {
		return d
	}
	return -d
}

// The sizes of type and, derived from them, the unit of lengths: a report is
// printed in points, about half a screen's pixels.
func (s Size) text() float64 {
	switch {
	case s <= Narrow:
		return 13
	case s < Wide:
		return 7.5
	}
	return 14
}

// small is the type of codes and other marks inside a chart.
func (s Size) small() float64 {
	if s == Print {
		return 6.75
	}
	return 12
}

// printHeight bounds a chart in a report, in points: a page with its caption.
const printHeight = 610

// unit converts a length given for the screen.
func (s Size) unit() float64 {
	if s == Print {
		return 0.54
	}
	return 1
}

// point is a place in the data's units.
type point struct{ x, y float64 }

// stroke is how a line is drawn.
type stroke struct {
	color string
	width float64
	dash  []float64
}

// line draws a line through points, in front of the grid.
func (p *plot) line(points []point, s stroke) {
	p.curve(points, s, series{})
}

// curve adds a line series on top of what base says.
func (p *plot) curve(points []point, s stroke, base series) {
	base.Type, base.Silent, base.Z = "line", true, 3
	base.ShowSymbol = opts.Bool(false)
	base.Symbol = "none"
	base.LineStyle = &lineStyle{LineStyle: opts.LineStyle{Color: s.color, Width: float32(s.width)}, Dash: s.dash, Cap: "butt", Join: "round"}
	data := make([]datum, len(points))
	for i, q := range points {
		data[i].Value = []float64{round(q.x), round(q.y)}
	}
	base.Data = data
	p.add(base)
}

// band fills the area between two lines that have the same x.
func (p *plot) band(lower, upper []point, fill string) {
	rise := make([]point, len(lower))
	for i := range lower {
		rise[i] = point{lower[i].x, upper[i].y - lower[i].y}
	}
	none := stroke{color: fill}
	p.curve(lower, none, series{SingleSeries: charts.SingleSeries{Stack: "band"}})
	area := opts.AreaStyle{Color: fill, Opacity: opts.Float(1)}
	p.curve(rise, none, series{SingleSeries: charts.SingleSeries{Stack: "band", AreaStyle: &area}})
}

// segment is a straight line between two points.
type segment struct{ from, to point }

// segments draws straight lines, behind the data when behind is set.
func (p *plot) segments(s stroke, behind bool, list ...segment) {
	for i := range p.straight {
		if g := &p.straight[i]; g.behind == behind && g.stroke.color == s.color && g.stroke.width == s.width && slices.Equal(g.stroke.dash, s.dash) {
			g.list = append(g.list, list...)
			return
		}
	}
	if len(list) > 0 {
		p.straight = append(p.straight, straight{s, behind, list})
	}
}

// polyline is one item of a series of lines.
type polyline struct {
	Coords [][2]float64 `json:"coords"`
}

func (g straight) data() []polyline {
	data := make([]polyline, len(g.list))
	for i, l := range g.list {
		data[i].Coords = [][2]float64{{round(l.from.x), round(l.from.y)}, {round(l.to.x), round(l.to.y)}}
	}
	return data
}

// straightSeries returns a series of lines that look as a group does.
func straightSeries(g straight, data []polyline) series {
	z := 4
	if g.behind {
		z = 1
	}
	return series{
		SingleSeries: charts.SingleSeries{Type: "lines", CoordSystem: "cartesian2d", Data: data},
		Z:            z, Silent: true,
		LineStyle: &lineStyle{LineStyle: opts.LineStyle{Color: g.stroke.color, Width: float32(g.stroke.width), Opacity: opts.Float(1)}, Dash: g.stroke.dash, Cap: "butt"},
	}
}

// mark is a symbol at a point.
type mark struct {
	at            point
	symbol        string // "circle", "rect", "diamond" or "path://..."
	width, height float64
	fill          string
	edge          string // outline, "" for none
	tip           string // shown by the live chart when the mark is pointed at
	// label stands in the middle of the mark.
	label     string
	labelSize float64 // of its type; that of codes when 0
	ink       string
	plain     bool // label in regular weight
}

// marks draws symbols with their labels, in front of lines.
func (p *plot) marks(list ...mark) { p.signs = append(p.signs, list...) }

// markSeries returns the series of the marks.
func (p *plot) markSeries() series {
	u := p.size.unit()
	data := make([]datum, len(p.signs))
	for i, m := range p.signs {
		d := datum{
			Value:      []float64{round(m.at.x), round(m.at.y)},
			Symbol:     m.symbol,
			SymbolSize: []float64{round(m.width), round(m.height)},
			ItemStyle:  &itemStyle{ItemStyle: opts.ItemStyle{Color: m.fill, Opacity: opts.Float(1)}},
			Tooltip:    tip(m.tip),
		}
		if m.edge != "" {
			d.ItemStyle.BorderColor, d.ItemStyle.BorderWidth = m.edge, float32(u)
		}
		if m.label != "" {
			size := m.labelSize
			if size == 0 {
				size = p.size.small()
			}
			d.Label = newLabel(m.label, size, !m.plain, m.ink)
		}
		data[i] = d
	}
	return series{SingleSeries: charts.SingleSeries{Type: "scatter", Data: data}, Z: 3, Cursor: "default"}
}

// hatchLines draws the hatch of what is unknown in boxes given in pixels, for
// marks that cannot have a pattern of their own.
func (p *plot) hatchLines(boxes ...box) {
	u := p.size.unit()
	gap := 6 * u * math.Sqrt2
	var lines []segment
	for _, b := range boxes {
		width, height := b.right-b.left, b.bottom-b.top
		for c := gap / 2; c < width+height; c += gap { // the line x + y = c
			x1, x2 := max(0, c-height), min(width, c)
			if x2-x1 > u {
				lines = append(lines, segment{p.at(b.left+x1, b.top+c-x1), p.at(b.left+x2, b.top+c-x2)})
			}
		}
	}
	p.segments(stroke{color: colorUnknown, width: max(u, 0.6)}, false, lines...)
}

// dashedBoxes draws broken outlines around boxes given in pixels.
func (p *plot) dashedBoxes(boxes ...box) {
	if len(boxes) == 0 {
		return
	}
	u := p.size.unit()
	data := make([]polyline, len(boxes))
	for i, b := range boxes {
		for _, corner := range [][2]float64{{b.left, b.top}, {b.right, b.top}, {b.right, b.bottom}, {b.left, b.bottom}, {b.left, b.top}} {
			at := p.at(corner[0], corner[1])
			data[i].Coords = append(data[i].Coords, [2]float64{round(at.x), round(at.y)})
		}
	}
	s := straightSeries(straight{stroke: stroke{colorEdge, u, []float64{3 * u, 2.5 * u}}}, data)
	s.Polyline = true
	p.add(s)
}

// caption is a line of text beside the data.
type caption struct {
	at     point
	dx, dy float64 // pixels right and down from there
	text   string
	align  string // "left", "center" or "right" of the place; "left" when blank
	size   float64
	bold   bool
	color  string // ink when blank
	halo   bool   // keep lines behind the text off it
}

// captions sets lines of text, in front of everything.
func (p *plot) captions(list ...caption) { p.words = append(p.words, list...) }

// captionSeries returns the series of the captions: labels of marks too small to
// be seen.
func (p *plot) captionSeries() series {
	data := make([]datum, 0, len(p.words))
	for _, c := range p.words {
		if c.text == "" {
			continue
		}
		if c.size == 0 {
			c.size = p.size.text()
		}
		if c.color == "" {
			c.color = colorInk
		}
		if c.align == "" {
			c.align = "left"
		}
		label := newLabel(c.text, c.size, c.bold, c.color)
		label.Align = c.align
		label.Offset = []float64{round(c.dx), round(c.dy)}
		if c.halo {
			label.TextBorderColor, label.TextBorderWidth = colorPage, 4*p.size.unit()
		}
		data = append(data, datum{Value: []float64{round(c.at.x), round(c.at.y)}, Label: label})
	}
	return series{
		SingleSeries: charts.SingleSeries{Type: "scatter", Symbol: "circle", SymbolSize: 0.01, Data: data},
		Z:            6, Silent: true,
		ItemStyle: &itemStyle{ItemStyle: opts.ItemStyle{Color: "transparent", Opacity: opts.Float(1)}},
	}
}

// lines sets lines of text under each other, the first where c says.
func (p *plot) lines(c caption, lines []string) {
	if c.size == 0 {
		c.size = p.size.text()
	}
	list := make([]caption, len(lines))
	for i, line := range lines {
		list[i] = c
		list[i].text = line
		list[i].dy += float64(i) * c.size * leading
	}
	p.captions(list...)
}

// leading is the distance of lines in a chart, in parts of the size of type.
const leading = 1.3

// at returns the place that lies so many pixels right of and below the
// picture's corner.
func (p *plot) at(x, y float64) point {
	return point{p.x.min + (x-p.px(p.x.min))*p.x1px(), p.y.min + (y-p.py(p.y.min))*p.y1px()}
}

// add adds a series.
func (p *plot) add(s series) {
	s.Clip = opts.Bool(false)
	s.Emphasis = &emphasis{Disabled: true}
	p.series = append(p.series, s)
}

// options returns what ECharts draws. The library's own type is filled in and
// validated; then come the series, with the options that it has no fields for.
func (p *plot) options() json.RawMessage {
	base := charts.NewScatter()
	x := opts.XAxis{Show: opts.Bool(false), Type: "value", Min: p.x.min, Max: p.x.max}
	y := opts.YAxis{Show: opts.Bool(false), Type: "value", Min: p.y.min, Max: p.y.max}
	if p.y.down {
		y.Inverse = opts.Bool(true)
	}
	if p.y.steps > 0 {
		names := make([]string, p.y.steps)
		for i := range names {
			names[i] = strconv.Itoa(i + 1)
		}
		base.ExtendYAxis(opts.YAxis{Show: opts.Bool(false), Type: "category", Inverse: opts.Bool(true), Data: names})
	}
	base.SetGlobalOptions(
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(y),
		charts.WithGridOpts(opts.Grid{Left: pixels(p.frame.left), Top: pixels(p.frame.top), Right: pixels(p.frame.right), Bottom: pixels(p.frame.bottom)}),
	)
	base.Validate()
	for _, g := range p.straight {
		p.add(straightSeries(g, g.data()))
	}
	if len(p.signs) > 0 {
		p.add(p.markSeries())
	}
	if len(p.words) > 0 {
		p.add(p.captionSeries())
	}
	built := base.JSON()
	maps.Copy(built, p.extra)
	return finish(built, p.series)
}

// finish makes options of what go-echarts built. Its defaults that would show
// something nobody asked for (a legend, a palette, a tool box) go.
func finish(built map[string]any, list []series) json.RawMessage {
	for _, key := range []string{"title", "legend", "toolbox", "color"} {
		delete(built, key)
	}
	if list == nil {
		list = []series{}
	}
	built["series"] = list
	built["textStyle"] = textStyle{FontFamily: typeface.Family, Color: colorInk}
	built["tooltip"] = newTooltip()
	out, err := json.Marshal(built)
	if err != nil {
		panic("chart: options hold what JSON cannot: " + err.Error()) // all numbers pass through round
	}
	return out
}

func pixels(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }

// round keeps four decimals, far below what can be seen, and 0 for what is no
// number.
func round(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return math.Round(v*1e4) / 1e4
}

// inert makes a text safe inside options: ECharts reads {a} and {name|text} in
// labels as instructions, and go-echarts' own renderer (which is not used) turns
// what stands between two markers into script.
func inert(s string) string { return inertReplacer.Replace(s) }

var inertReplacer = strings.NewReplacer("{", "(", "}", ")", "__f__", "")
