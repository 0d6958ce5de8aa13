package pdf

import (
	"strings"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
	"ogptracker/tracker/locale"
)

// flow lays a document out: it holds the place reached so far and the pages
// filled.
type flow struct {
	grid
	doc    *document.Document
	words  *locale.Locale
	charts charts
	clean  cleaner

	pages []*page
	page  *page
	y     float64 // top of what comes next
	gap   float64 // space owed to what was set last

	stack   []*element // open elements, the root first
	silent  bool       // what is set is an artifact
	drawing bool       // shapes are content too: inside a figure

	head     string           // in force for the running head
	anchors  map[string]place // where links lead
	outline  []bookmark
	contents []int     // pages, from 1, of the sections listed
	slots    []*textOp // of the contents' lines, waiting for those pages
	failed   error     // the first thing that could not be drawn
}

// place is a point that a link or a bookmark leads to.
type place struct {
	page int // from 0
	y    float64
}

type bookmark struct {
	place
	level int // 0 for a chapter, 1 for a section
	title string
}

func newFlow(d *document.Document, c charts, p Paper) *flow {
	words := locale.For(d.Lang)
	return &flow{
		grid:    newGrid(p),
		doc:     d,
		words:   words,
		charts:  c,
		clean:   cleaner{left: maxTotal, short: " " + words.T("pdf.shortened")},
		stack:   []*element{{tag: "Document"}},
		anchors: anchorsOf(d.Sections, map[string]place{}),
	}
}

// newPage starts a page.
func (f *flow) newPage() {
	if f.page != nil {
		f.page.end()
	}
	f.page = &page{head: f.head}
	f.pages = append(f.pages, f.page)
	f.y, f.gap = f.top, 0
}

// atTop reports whether nothing is set on the page yet.
func (f *flow) atTop() bool { return f.y == f.top }

// free returns the height left on the page.
func (f *flow) free() float64 { return f.bottom - f.y }

// need starts a page unless height h is free, and reports whether it did.
func (f *flow) need(h float64) bool {
	if f.y+h <= f.bottom+0.5 || f.atTop() {
		return false
	}
	f.newPage()
	return true
}

// space leaves the gap that what comes next asks for, or the gap owed to what
// stands above where that is more, and returns to the half unit after all but the
// smallest. A page begins without one.
func (f *flow) space(before float64) {
	gap := max(f.gap, before)
	f.gap = 0
	switch {
	case f.atTop():
	case gap < half:
		f.y += gap
	default:
		f.y = f.snap(f.y + gap)
	}
}

// anchor names the place at height y of the page.
func (f *flow) anchor(id string, y float64) {
	if id != "" {
		f.anchors[id] = place{len(f.pages) - 1, y}
	}
}

// anchorsOf collects the anchors that a document will have, so that links to
// others can be told and left out.
func anchorsOf(sections []document.Section, to map[string]place) map[string]place {
	for _, s := range sections {
		to[s.ID] = place{}
		for _, b := range s.Blocks {
			if t, ok := b.(document.Table); ok {
				for _, g := range t.Groups {
					for _, r := range g.Rows {
						to[r.ID] = place{}
					}
				}
			}
		}
		anchorsOf(s.Sections, to)
	}
	delete(to, "")
	return to
}

// target returns a link's address where it may be followed from a report: the web
// and mail, and anchors of the document. Others are set as text.
func (f *flow) target(link string) string {
	if id, ok := strings.CutPrefix(link, "#"); ok {
		if _, known := f.anchors[id]; !known {
			return ""
		}
		return link
	}
	scheme, _, _ := strings.Cut(link, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		if len(link) <= maxWord {
			return link
		}
	}
	return ""
}

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

// linked sets text that leads somewhere, underlined, and returns its width.
func (f *flow) linked(target string, x, y float64, s string, st style) float64 {
	e := f.begin("Link")
	f.text(x, y, s, st)
	f.end()
	w := widthOf(s, st)
	f.line(x, y+1.4, x+w, y+1.4, mid, 0.35)
	f.area(e, target, x, y-0.8*st.size, w, 1.1*st.size)
	return w
}

// area makes a rectangle of the page lead to a target, as part of a link element.
func (f *flow) area(e *element, target string, x, y, w, h float64) {
	if f.silent {
		e = nil
	} else {
		e.kids = append(e.kids, kid{page: f.page, mark: len(f.page.links), link: true})
	}
	f.page.links = append(f.page.links, link{x, y, w, h, target, e})
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
