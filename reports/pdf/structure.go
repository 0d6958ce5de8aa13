package pdf

import "ogptracker/tracker"

// element is a node of the structure tree, by which assistive technology reads
// the report: "H1", "P", "Table", ...
type element struct {
	tag   string
	alt   string       // what a figure shows
	lang  tracker.Lang // where it is not the document's
	scope string       // of a table's head cell: "Row" or "Column"
	span  int          // columns of a table that a cell takes; 0 for one
	kids  []kid
	// number is the element's object in the file, given when it is written.
	number int
}

// kid is what an element holds: another element, marked content of a page, or a
// link's area on a page.
type kid struct {
	element *element
	page    *page
	mark    int
	link    bool // mark is an index into page.links
}

// empty reports whether nothing readable is in the element; such elements are
// left out of the file. A blank cell of a table stays, so that the cells after it
// keep their columns.
func (e *element) empty() bool {
	if e.tag == "TD" || e.tag == "TH" {
		return false
	}
	for _, k := range e.kids {
		if k.element == nil || !k.element.empty() {
			return false
		}
	}
	return true
}

// begin opens an element inside the one that is open. What an artifact opens is
// part of no tree.
func (f *flow) begin(tag string) *element {
	e := &element{tag: tag}
	if !f.silent {
		parent := f.open()
		parent.kids = append(parent.kids, kid{element: e})
	}
	f.stack = append(f.stack, e)
	return e
}

// end closes the element opened last.
func (f *flow) end() { f.stack = f.stack[:len(f.stack)-1] }

// open returns the innermost open element.
func (f *flow) open() *element { return f.stack[len(f.stack)-1] }

// artifact runs draw with everything it sets kept out of the structure tree: what
// repeats or decorates.
func (f *flow) artifact(draw func()) {
	was := f.silent
	f.silent = true
	draw()
	f.silent = was
}

// figure runs draw with everything it draws as one figure that alt describes.
func (f *flow) figure(alt string, draw func()) {
	e := f.begin("Figure")
	e.alt = f.clean.text(alt)
	was := f.drawing
	f.drawing = true
	draw()
	f.drawing = was
	f.end()
}
