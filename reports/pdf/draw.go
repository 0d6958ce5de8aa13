package pdf

import (
	"strings"

	"ogptracker/reports/svg"
)

// put draws an operation: text as part of the open element, shapes as artifacts
// unless they are a figure's.
func (f *flow) put(o op) {
	e := f.open()
	_, isText := o.(*textOp)
	if f.silent || !isText && !f.drawing {
		e = nil
	}
	f.page.add(e, o)
}

// text sets cleaned text with its baseline beginning at x, y.
func (f *flow) text(x, y float64, s string, st style) *textOp {
	o := &textOp{x: x, y: y, text: s, style: st}
	f.put(o)
	return o
}

// line draws a straight line.
func (f *flow) line(x1, y1, x2, y2 float64, c color, width float64) {
	f.put(&shapeOp{
		path:   svg.Path{moveTo(x1, y1), lineTo(x2, y2)},
		stroke: svg.Stroke{Color: c, Width: width},
	})
}

// rule draws a line over the whole text block.
func (f *flow) rule(y float64, c color, width float64) { f.line(f.left, y, f.right, y, c, width) }

// box paints a rectangle.
func (f *flow) box(x, y, w, h float64, c color) {
	if w > 0 && h > 0 {
		f.put(&shapeOp{path: rectangle(x, y, w, h), fill: c})
	}
}

// frame draws a rectangle's outline.
func (f *flow) frame(x, y, w, h float64, c color, width float64) {
	f.put(&shapeOp{path: rectangle(x, y, w, h), stroke: svg.Stroke{Color: c, Width: width}})
}

// set draws line i of a passage with its top left corner at x, y.
func (f *flow) set(p *passage, i int, x, y float64) {
	base := y + p.style.baseline()
	p.runs(i, func(r run) {
		f.run(r, x+r.x, base)
	})
}

// run draws a run with its baseline beginning at x, y: with its triangle, its
// link and its language.
func (f *flow) run(r run, x, y float64) {
	if r.lang != "" {
		f.begin("Span").lang = r.lang
		defer f.end()
	}
	if r.late {
		f.triangle(x, y, r.style)
		x += triangleWidth(r.style)
	}
	if r.link == "" {
		f.text(x, y, r.text, r.style)
		return
	}
	text, spaced := strings.CutSuffix(r.text, " ")
	x += f.linked(r.link, x, y, text, r.style)
	if spaced {
		f.text(x, y, " ", r.style)
	}
}

// block sets all lines of a passage with the top left corner at x, y, and returns
// the height.
func (f *flow) block(p *passage, x, y float64) float64 {
	for i := range p.lines {
		f.set(p, i, x, y+float64(i)*p.style.leading)
	}
	return p.height()
}

// blockRight is [flow.block] with every line ending at x.
func (f *flow) blockRight(p *passage, x, y float64) {
	for i, l := range p.lines {
		f.set(p, i, x-l.width, y+float64(i)*p.style.leading)
	}
}

// spaced sets a passage and a space after it, for who hears it run on.
func (f *flow) spaced(p *passage, x, y float64) {
	f.block(p, x, y)
	if n := len(p.lines); n > 0 {
		f.text(x+p.lines[n-1].width, y+float64(n-1)*p.style.leading+p.style.baseline(), " ", p.style)
	}
}
