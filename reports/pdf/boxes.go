package pdf

import "ogptracker/reports/document"

// box is a laid-out block: it knows its size before it is placed.
type box interface {
	// space returns what the box wants free above and below it. Between two boxes
	// the larger wish counts.
	space() (above, below float64)
	// opening returns the height that must be free where the box begins: all of
	// it, or enough of a box that may go on overleaf.
	opening() float64
	// place sets the box from f.y on and leaves f.y at its end.
	place(f *flow)
}

// leader is a box that must stand with the beginning of the one after it.
type leader interface{ leads() }

// place sets boxes one below the other.
func (f *flow) place(boxes []box) {
	for i, b := range boxes {
		if o, ok := b.(opener); ok {
			o.open(f)
		}
		above, below := b.space()
		f.space(above)
		f.need(f.keep(boxes[i:]))
		b.place(f)
		f.gap = below
	}
}

// opener is a box that may want a page of its own before it is placed.
type opener interface{ open(f *flow) }

// keep returns the height that must be free for the first of the boxes to begin:
// a heading asks for the beginning of what it heads, too.
func (f *flow) keep(boxes []box) float64 {
	h := 0.0
	for i, b := range boxes {
		h += b.opening()
		if _, leads := b.(leader); !leads || i+1 == len(boxes) {
			break
		}
		_, below := b.space()
		above, _ := boxes[i+1].space()
		h = f.after(f.y+h, max(below, above)) - f.y
	}
	return h
}

// boxes lays out a section's blocks and, after them, its sections.
func (f *flow) boxes(s document.Section, level int) []box {
	boxes := []box{f.sectionHeading(s, level)}
	afterLead := false
	for _, b := range s.Blocks {
		boxes = follow(boxes, f.boxOf(b, afterLead))
		p, ok := b.(document.Paragraph)
		afterLead = ok && p.Lead
	}
	for _, sub := range s.Sections {
		boxes = append(boxes, f.boxes(sub, level+1)...)
	}
	return boxes
}

// follow appends the boxes of a block, a table close to the heading above it.
func follow(boxes, next []box) []box {
	if len(next) == 0 {
		return boxes
	}
	if t, ok := next[0].(*tableBox); ok {
		above := boxes[len(boxes)-1]
		if h, ok := above.(*smallHeading); ok && t.headWith(h) {
			boxes = boxes[:len(boxes)-1]
		}
		_, t.headed = above.(leader)
	}
	return append(boxes, next...)
}

// boxOf lays out one block. afterLead says that it follows the sentence that
// opens the chapter.
func (f *flow) boxOf(b document.Block, afterLead bool) []box {
	switch b := b.(type) {
	case document.Paragraph:
		return []box{f.paragraph(b, afterLead)}
	case document.List:
		return f.list(b)
	case document.Facts:
		return boxesOf(f.facts(b.Rows))
	case document.KeyFigures:
		return f.keyFigures(b)
	case document.Levels:
		return []box{f.levels(b)}
	case document.Status:
		return []box{f.status(b)}
	case document.Heading:
		return []box{f.heading(b)}
	case document.Note:
		return []box{f.note(b)}
	case document.Figure:
		return []box{f.figureBox(b)}
	case document.Table:
		return []box{f.table(b)}
	}
	return nil
}

func boxesOf[B box](in []B) []box {
	out := make([]box, len(in))
	for i, b := range in {
		out[i] = b
	}
	return out
}
