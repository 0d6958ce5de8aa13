package svg

import (
	"math"
	"strings"

	"ogptracker/reports/typeface"
)

// maxCalls bounds the drawing calls of one picture; the largest chart needs
// about 20,000.
const maxCalls = 500_000

// Draw carries out a picture on a canvas. It covers what charts consist of:
// groups, rectangles, circles, ellipses, lines, polylines, polygons, paths and
// single lines of text, with transformations, clip paths, patterns of the
// picture's own, opacity and dashes. Anything else is left out. An error means
// that the picture could not be read or is too large; part of it may then have
// been drawn.
func Draw(picture []byte, c Canvas) error {
	root, err := parse(picture)
	if err != nil {
		return err
	}
	d := &drawing{canvas: c, byID: map[string]*element{}, left: maxCalls}
	root.walk(func(e *element) {
		if id := e.get("id"); id != "" {
			d.byID[id] = e
		}
	})
	start := style{fill: "#000000", fillOpacity: 1, strokeOpacity: 1, strokeWidth: 1, opacity: 1, size: 16}
	d.element(root, identity, start)
	if d.left < 0 {
		return errTooLarge
	}
	return nil
}

// Size returns the width and height that a picture asks for, or 0, 0.
func Size(picture []byte) (width, height float64) {
	root, err := parse(picture)
	if err != nil {
		return 0, 0
	}
	return root.size()
}

func (e *element) size() (width, height float64) {
	return max(0, number(e.get("width"), 0)), max(0, number(e.get("height"), 0))
}

// drawing is one run of Draw.
type drawing struct {
	canvas    Canvas
	byID      map[string]*element
	left      int  // calls that may still be made
	inPattern bool // patterns do not hold patterns
}

// style is what elements inherit.
type style struct {
	fill, stroke                   string
	fillOpacity, strokeOpacity     float64
	opacity                        float64 // of the groups around, multiplied
	strokeWidth                    float64
	dash, cap, join                string
	size                           float64
	weight, anchor, baseline, halo string
}

// inherit returns the style inside e.
func (s style) inherit(e *element) style {
	for _, a := range e.attrs {
		switch a.name {
		case "fill":
			s.fill = a.value
		case "stroke":
			s.stroke = a.value
		case "fill-opacity":
			s.fillOpacity = unit(number(a.value, 1))
		case "stroke-opacity":
			s.strokeOpacity = unit(number(a.value, 1))
		case "opacity":
			s.opacity *= unit(number(a.value, 1))
		case "stroke-width":
			s.strokeWidth = number(a.value, 1)
		case "stroke-dasharray":
			s.dash = a.value
		case "stroke-linecap":
			s.cap = a.value
		case "stroke-linejoin":
			s.join = a.value
		case "font-size":
			s.size = number(a.value, s.size)
		case "font-weight":
			s.weight = a.value
		case "text-anchor":
			s.anchor = a.value
		case "dominant-baseline":
			s.baseline = a.value
		case "paint-order":
			s.halo = a.value
		}
	}
	return s
}

// element draws e and what it holds. m leads from e's surroundings to the
// canvas.
func (d *drawing) element(e *element, m matrix, s style) {
	if d.left < 0 || e.get("display") == "none" || e.get("visibility") == "hidden" {
		return
	}
	switch e.name {
	case "svg", "g", "a", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text":
	default:
		return // definitions are drawn where they are used; the rest has no picture
	}
	if t := e.get("transform"); t != "" {
		m = m.then(transform(t))
	}
	s = s.inherit(e)
	if id, ok := reference(e.get("clip-path")); ok {
		clip := d.clipPath(id, m)
		if len(clip) == 0 {
			return // clipped to nothing
		}
		d.left--
		d.canvas.Clip(clip)
		defer d.canvas.Unclip()
	}
	switch e.name {
	case "svg", "g", "a":
		for _, c := range e.children {
			d.element(c, m, s)
		}
	case "text":
		d.text(e, m, s)
	default:
		d.shape(transformed(shapeOf(e), m), m, s)
	}
}

// reference returns the id in "url(#id)".
func reference(s string) (id string, ok bool) {
	s, ok = strings.CutPrefix(strings.TrimSpace(s), "url(#")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(s, ")")
}

func (d *drawing) clipPath(id string, m matrix) Path {
	def := d.byID[id]
	if def == nil || def.name != "clipPath" {
		return nil
	}
	var p Path
	for _, c := range def.children {
		p = append(p, transformed(shapeOf(c), transform(c.get("transform")))...)
	}
	return transformed(p, m)
}

// shape paints a path that is already in the canvas's coordinates.
func (d *drawing) shape(p Path, m matrix, s style) {
	if len(p) == 0 {
		return
	}
	if id, ok := reference(s.fill); ok {
		d.pattern(p, id, m, s)
	} else if c, ok := color(s.fill); ok {
		if c.A *= s.fillOpacity * s.opacity; c.A > 0 {
			d.left--
			d.canvas.Fill(p, c)
		}
	}
	if line := s.line(m); line.Width > 0 {
		d.left--
		d.canvas.Stroke(p, line)
	}
}

// line returns the stroke that a style asks for, with width 0 where none can be
// seen.
func (s style) line(m matrix) Stroke {
	c, ok := color(s.stroke)
	c.A *= s.strokeOpacity * s.opacity
	width := s.strokeWidth * m.scale()
	if !ok || c.A == 0 || !(width > 0) || math.IsInf(width, 0) {
		return Stroke{}
	}
	line := Stroke{Color: c, Width: width}
	switch s.cap {
	case "round":
		line.Cap = RoundCap
	case "square":
		line.Cap = SquareCap
	}
	switch s.join {
	case "round":
		line.Join = RoundJoin
	case "bevel":
		line.Join = BevelJoin
	}
	sum := 0.0
	for _, v := range numbers(s.dash) {
		v = max(0, v*m.scale())
		sum += v
		line.Dash = append(line.Dash, v)
	}
	if len(line.Dash)%2 == 1 {
		line.Dash = append(line.Dash, line.Dash...)
	}
	// Shorter than a tenth of a unit there is nothing to see but work to do.
	if !(sum >= 0.1) || math.IsInf(sum, 0) {
		line.Dash = nil
	}
	return line
}

// pattern fills a path with the tiles of a pattern. A tile's content is not cut
// at its edges: charts' tiles hold nothing beyond them.
func (d *drawing) pattern(p Path, id string, m matrix, s style) {
	def := d.byID[id]
	if def == nil || def.name != "pattern" || d.inPattern {
		return
	}
	width, height := number(def.get("width"), 0), number(def.get("height"), 0)
	m = m.then(transform(def.get("patternTransform"))).then(matrix{1, 0, 0, 1, number(def.get("x"), 0), number(def.get("y"), 0)})
	back, ok := m.inverse()
	if !ok || width <= 0 || height <= 0 {
		return
	}
	low, high := bounds(transformed(p, back))
	firstX, lastX := math.Floor(low.X/width), math.Ceil(high.X/width)
	firstY, lastY := math.Floor(low.Y/height), math.Ceil(high.Y/height)
	if tiles := (lastX - firstX) * (lastY - firstY); !(tiles <= float64(d.left)) {
		d.left = -1
		return
	}
	d.inPattern = true
	d.left--
	d.canvas.Clip(p)
	for y := firstY; y < lastY; y++ {
		for x := firstX; x < lastX; x++ {
			tile := m.then(matrix{1, 0, 0, 1, x * width, y * height})
			for _, c := range def.children {
				d.element(c, tile, s)
			}
		}
	}
	d.canvas.Unclip()
	d.inPattern = false
}

// text sets a line of text. White space counts as in HTML: runs are one space,
// none at the ends; a no-break space is not white space.
func (d *drawing) text(e *element, m matrix, s style) {
	words := strings.FieldsFunc(e.text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
	line := strings.Join(words, " ")
	c, ok := color(s.fill)
	c.A *= s.fillOpacity * s.opacity
	y := number(e.get("y"), 0)
	switch s.baseline {
	case "central", "middle":
		y += typeface.CapMiddle * s.size
	case "hanging", "text-before-edge":
		y += typeface.Ascent * s.size
	}
	at := m.apply(Point{number(e.get("x"), 0), y})
	size := s.size * m.scale()
	if line == "" || !ok || c.A == 0 || !(size > 0) || !finite(at) || math.IsInf(size, 0) {
		return
	}
	t := Text{String: line, X: at.X, Y: at.Y, Size: size, Color: c, Angle: m.angle()}
	if s.weight == "bold" || s.weight == "bolder" || number(s.weight, 400) >= 600 {
		t.Bold = true
	}
	switch s.anchor {
	case "middle":
		t.Anchor = AnchorMiddle
	case "end":
		t.Anchor = AnchorEnd
	}
	if strings.HasPrefix(s.halo, "stroke") {
		t.Halo = s.line(m)
	}
	d.left--
	d.canvas.Text(t)
}
