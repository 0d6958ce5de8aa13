package pdf

import "ogptracker/reports/svg"

// page is what is drawn on one page, in order, with the marks that tie it to the
// structure tree.
type page struct {
	ops   []op
	marks []*element // by marked-content number: the element it belongs to
	links []link
	open  *element // whose marked content is open; nil while none or an artifact is
	art   bool     // an artifact is open
	head  string   // right of the running head
	plain bool     // without running head and foot: the cover
}

// op is one drawing operation. Coordinates are points from the page's top left
// corner.
type op interface{ paint(*painter) }

// textOp sets cleaned text with its baseline beginning at x, y.
type textOp struct {
	x, y  float64
	text  string
	style style
	// angle turns the text about x, y, in degrees, clockwise as seen.
	angle float64
}

// shapeOp paints a path's inside, its outline, or both.
type shapeOp struct {
	path   svg.Path
	fill   color // none where its A is 0
	stroke svg.Stroke
}

// clipOp restricts what follows to a path, until the matching unclipOp.
type clipOp struct{ path svg.Path }

type unclipOp struct{}

// markOp begins marked content: of an element by its number, or an artifact where
// the tag is blank. endOp ends it.
type markOp struct {
	tag    string
	number int
}

type endOp struct{}

// link is an area that leads somewhere.
type link struct {
	x, y, w, h float64 // from the top left corner
	target     string  // an address, or "#" and an anchor
	element    *element
}

// add draws an operation as part of an element, or as an artifact where e is nil.
func (p *page) add(e *element, o op) {
	if e == nil && !p.art {
		p.end()
		p.ops = append(p.ops, markOp{})
		p.art = true
	} else if e != nil && p.open != e {
		p.end()
		p.ops = append(p.ops, markOp{e.tag, len(p.marks)})
		e.kids = append(e.kids, kid{page: p, mark: len(p.marks)})
		p.marks = append(p.marks, e)
		p.open = e
	}
	p.ops = append(p.ops, o)
}

// end closes the marked content that is open.
func (p *page) end() {
	if p.open != nil || p.art {
		p.ops = append(p.ops, endOp{})
	}
	p.open, p.art = nil, false
}
