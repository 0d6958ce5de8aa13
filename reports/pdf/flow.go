package pdf

import (
	"ogptracker/reports/document"
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

// tolerance is by how much of a point what stands at a page's end may overstep it.
// Whoever asks for room and whoever fills it allow the same.
const tolerance = 0.5

// need starts a page unless height h is free on this one or nothing stands on it
// yet.
func (f *flow) need(h float64) {
	if f.y+h > f.bottom+tolerance && !f.atTop() {
		f.newPage()
	}
}

// space leaves the gap that what comes next asks for, or the gap owed to what
// stands above where that is more, and returns to the half unit after all but the
// smallest. A page begins without one.
func (f *flow) space(before float64) {
	gap := max(f.gap, before)
	f.gap = 0
	if !f.atTop() {
		f.y = f.after(f.y, gap)
	}
}

// after returns where what follows at a distance of a gap begins.
func (f *flow) after(y, gap float64) float64 {
	if gap < half {
		return y + gap
	}
	return f.snap(y + gap)
}
