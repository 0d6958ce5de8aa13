package pdf

import (
	"strings"

	"ogptracker/reports/document"
)

// cellBox is what stands in one cell of a table, laid out for its column.
type cellBox struct {
	*document.Cell
	end   bool // aligned at the column's end
	x     float64
	width float64
	span  int // columns it takes
	text  *passage
	subs  []*passage
	lines []cellLine
	// graphic is the width of the cell's drawing, which begins at graphicX; the
	// text beside it ends at textEnd. All count from the cell's left.
	graphic, graphicX, textEnd float64
}

// cellLine is one line of a cell, at its distance from the cell's top.
type cellLine struct {
	top, height float64
	text        *passage // nil where only a drawing stands
	line        int
}

const (
	subGap     = 2.0 // above smaller lines
	graphicGap = 8.0 // between a drawing and the text beside it
	graphicMin = 44.0
	graphicMax = 76.0
	fillMax    = 180.0 // of a value's bar with no figure beside it
)

// newCell splits a cell's text into words; [cellBox.fit] breaks them later, when
// the column's width is known.
func (f *flow) newCell(c *document.Cell, end, strong bool) *cellBox {
	st := cellStyle
	if strong {
		st = st.strong()
	}
	b := &cellBox{Cell: c, end: end, span: 1, text: f.passage(c.Text, st)}
	for _, s := range c.Sub {
		b.subs = append(b.subs, f.passage(s, smallStyle))
	}
	return b
}

// drawn reports whether the cell holds a drawing that wants width.
func (c *cellBox) drawn() bool {
	return c.Bar != nil || c.Line != nil || c.Span != nil || c.Fill != nil
}

// indent is how far the text stands from the left for the sign before it.
func (c *cellBox) indent() float64 {
	if c.Sign == "" {
		return 0
	}
	return signIndent
}

// least returns the width below which the cell would look broken, and the width
// from which its text stands on one line, where that is short: dates and figures
// should not wrap while long texts beside them have room.
func (c *cellBox) least() (least, easy float64) {
	natural := c.text.natural()
	switch {
	case c.drawn() && natural > 0:
		least = graphicMin + graphicGap + natural
	case c.drawn():
		least = graphicMin
	default:
		least = c.indent() + c.text.longest()
	}
	for _, s := range c.subs {
		least = max(least, s.longest())
	}
	least = min(least, leastWide)
	easy = least
	if natural <= shortText && !c.drawn() {
		easy = max(easy, c.indent()+natural)
	}
	return least, easy
}

// fit breaks the cell's text for a width. beside is the width that texts beside
// drawings take in this column.
func (c *cellBox) fit(width, beside float64) {
	c.width = width
	room := width - c.indent()
	if c.drawn() || beside > 0 && c.isFigure() && c.text.natural() <= beside {
		room = c.besideDrawing(width, beside)
	}
	c.text.fit(room)
	top := 0.0
	add := func(p *passage) {
		for i := range p.lines {
			c.lines = append(c.lines, cellLine{top, p.style.leading, p, i})
			top += p.style.leading
		}
	}
	add(c.text)
	if top == 0 && (c.drawn() || c.Sign != "") {
		c.lines = append(c.lines, cellLine{0, cellStyle.leading, nil, 0})
		top = cellStyle.leading
	}
	for _, s := range c.subs {
		s.fit(width)
		if top > 0 {
			top += subGap
		}
		add(s)
	}
}

// isFigure reports whether the cell holds a figure or the dash for none.
func (c *cellBox) isFigure() bool {
	return len(c.text.fragments) > 0 && strings.ContainsRune("0123456789–−+", []rune(c.text.fragments[0].text)[0])
}

// besideDrawing makes room for the column's drawing and returns what is left for
// the text beside it. Figures in cells without a drawing stand there as well, under
// the others.
func (c *cellBox) besideDrawing(width, beside float64) (room float64) {
	graphic := min(width, graphicMax)
	if c.Fill != nil && beside == 0 {
		graphic = min(width, fillMax)
	}
	c.textEnd = graphic
	if beside > 0 {
		graphic = min(max(width-beside-graphicGap, graphicMin/2), graphicMax)
		c.textEnd = graphic + graphicGap + beside
	}
	if c.end {
		c.graphicX = width - c.textEnd
		c.textEnd = width
	}
	if c.drawn() {
		c.graphic = graphic
	}
	return max(beside, 1)
}

// height returns the height of the lines from one on, as if the cell began there.
func (c *cellBox) height(from int) float64 {
	if from >= len(c.lines) {
		return 0
	}
	last := c.lines[len(c.lines)-1]
	return last.top + last.height - c.lines[from].top
}

// fitting returns the line after the last one that, from line from on, ends
// within a height.
func (c *cellBox) fitting(from int, h float64) int {
	to := from
	for to < len(c.lines) && c.lines[to].top+c.lines[to].height-c.lines[from].top <= h+fits {
		to++
	}
	return to
}

// draw sets the lines from..to with the first one's top at y.
func (c *cellBox) draw(f *flow, x, y float64, from, to int) {
	if from == 0 && to > 0 {
		c.drawGraphics(f, x, y+cellStyle.baseline())
	}
	for _, l := range c.lines[min(from, to):to] {
		if l.text == nil {
			continue
		}
		width := l.text.lines[l.line].width
		at := x
		switch {
		case c.end:
			at = x + c.width - width
		case l.text != c.text:
		case c.textEnd > 0:
			at = x + c.textEnd - width
		default:
			at = x + c.indent()
		}
		top := y + l.top - c.lines[from].top
		f.set(l.text, l.line, at, top)
		if l.line == len(l.text.lines)-1 && (l.text != c.text || len(c.subs) > 0) {
			f.text(at+width, top+l.text.style.baseline(), " ", l.text.style)
		}
	}
}

// drawGraphics draws the sign or drawing of a cell whose first line has its
// baseline at base. A drawing with no text beside it is described in words.
func (c *cellBox) drawGraphics(f *flow, x, base float64) {
	if c.Sign != "" {
		f.sign(c.Sign, x+signRadius+0.2, base-2.85, signRadius)
	}
	x += c.graphicX
	draw := func() {
		w := c.graphic
		switch {
		case c.Bar != nil:
			f.bar(c.Bar, x, base-barHeight, w)
		case c.Fill != nil:
			tone := mid
			if c.text.style.face == sansSemi {
				tone = navy // the row that stands out
			}
			f.fill(c.Fill, x, base-barHeight, w, tone)
		case c.Line != nil:
			f.trend(c.Line, x, base-trendHeight+2, w)
		case c.Span != nil:
			f.rankRange(c.Span, x, base-2.85, w)
		}
	}
	switch {
	case !c.drawn():
	case len(c.text.lines) > 0:
		draw()
	default:
		f.figure(f.describe(c.Cell), draw)
	}
}
