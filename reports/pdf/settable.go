package pdf

import (
	"slices"

	"ogptracker/reports/document"
)

// place sets the table row by row; over a page break the head and the group's
// title repeat.
func (b *tableBox) place(f *flow) {
	if len(b.Columns) == 0 {
		return
	}
	x, y := f.left, f.y
	if b.heading != nil {
		f.begin("H3")
		f.block(b.heading, x, y)
		f.end()
		x, y = x+captionIndent, y+b.heading.style.baseline()-b.caption.style.baseline()
	}
	f.begin("Table")
	if len(b.caption.lines) > 0 {
		f.begin("Caption")
		f.block(b.caption, x, y)
		f.end()
	}
	f.y += b.captionHeight()
	b.placeHead(f)
	for i := range b.rows {
		r := &b.rows[i]
		fresh := i == 0 // the first rows have room: see opening
		if i > 0 && f.y+b.keep(i) > f.bottom+tolerance {
			fresh = b.overleaf(f, r.within)
		}
		b.placeRow(f, r, fresh, i == len(b.rows)-1)
	}
	f.end()
	f.rule(f.y, navy, ruleStrong)
	if h := b.noteHeight(); h > 0 {
		f.need(h)
		f.y += noteGap
		f.begin("P")
		f.y += f.block(b.note, f.left, f.y)
		f.end()
	}
}

// begins returns the height that must be free for row i to begin: all of it, or
// of a high one, which is cut rather than leave a hole, as much as may stand
// before the cut.
func (b *tableBox) begins(i int) float64 {
	if h := b.rows[i].height; h <= cutFrom*b.room {
		return h
	}
	return cutLeast + 2*b.pad
}

// keep returns the height that must be free for row i to begin on a page: a
// group's title keeps its first row, since it repeats overleaf, and a short last
// row the one before it. The note stays with them.
func (b *tableBox) keep(i int) float64 {
	h, last := b.begins(i), i
	switch n := len(b.rows); {
	case b.rows[i].group != nil && i+1 < n && b.rows[i+1].group == nil:
		return h + b.keep(i+1)
	case i == n-2 && b.rows[n-1].group == nil && b.short(n-1):
		h += b.begins(n - 1)
		last = n - 1
	}
	if last == len(b.rows)-1 {
		h += b.noteHeight()
	}
	return h
}

// short reports whether row i is of few lines, and would look lost as the only one
// on its page.
func (b *tableBox) short(i int) bool {
	return b.rows[i].height <= shortRow*cellStyle.leading+2*b.pad
}

// noteHeight is the height of the note with the gap above it.
func (b *tableBox) noteHeight() float64 {
	if h := b.note.height(); h > 0 {
		return noteGap + h
	}
	return 0
}

// placeHead sets the column heads; overleaf they are no content of their own.
func (b *tableBox) placeHead(f *flow) {
	f.rule(f.y, navy, ruleStrong)
	f.begin("TR")
	defer f.end()
	foot := f.y + headPad + b.headHeight
	for _, c := range b.columns {
		f.begin("TH").scope = "Column"
		top := foot - c.head.height()
		if c.end {
			f.blockRight(c.head, f.left+c.x+c.width, top)
		} else {
			f.block(c.head, f.left+c.x, top)
		}
		f.end()
	}
	f.y += b.headBand()
	f.rule(f.y, navy, ruleHead)
}

// overleaf closes the table on this page and takes it up on the next one, under
// its head and the title of the group it is in. It reports whether no row stands
// there yet.
func (b *tableBox) overleaf(f *flow, group *rowBox) (fresh bool) {
	f.rule(f.y, navy, ruleHead)
	f.newPage()
	fresh = true
	f.artifact(func() {
		if b.Number > 0 {
			f.y += f.block(b.continued, f.left, f.y) + captionGap
		}
		b.placeHead(f)
		if group == nil {
			return
		}
		again := *group.group
		again.Cells = nil
		again.TitleSpans = append(slices.Clip(titleOf(again.Title, again.TitleSpans)), document.Span{Text: " " + f.words.T("pdf.continued")})
		row := f.groupRow(b, &again)
		b.fitRow(&row)
		title := row.cells[0]
		title.text.limit(1, title.width)
		title.lines = title.lines[:min(len(title.lines), 1)]
		row.height = cellStyle.leading + 2*b.pad
		b.placeRow(f, &row, true, false)
		fresh = false
	})
	return fresh
}

// placeRow sets one row, over several pages where it must be cut. fresh says that
// the rule above it is there already.
func (b *tableBox) placeRow(f *flow, r *rowBox, fresh, last bool) {
	from := make([]int, len(r.cells))
	f.begin("TR")
	defer f.end()
	elements := make([]*element, len(r.cells))
	for first := true; ; first = false {
		h, to, done := b.slice(f, r, from)
		if r.strong {
			f.box(f.left, f.y+0.3, measure, h-0.6, wash)
		}
		switch {
		case fresh:
		case r.group != nil:
			f.rule(f.y, navy, ruleGroup)
		case r.strong && last:
			f.rule(f.y, navy, ruleHead)
		default:
			f.rule(f.y, hairline, ruleBetween)
		}
		if first {
			f.anchor(r.id, f.y)
		}
		for i, c := range r.cells {
			b.enter(f, r, i, elements)
			c.draw(f, f.left+c.x, f.y+b.pad, from[i], to[i])
			f.end()
		}
		f.y += h
		if done {
			return
		}
		from = to
		fresh = b.overleaf(f, r.within)
	}
}

// enter opens the element of a row's cell i, the same one again after a cut.
func (b *tableBox) enter(f *flow, r *rowBox, i int, elements []*element) {
	if elements[i] != nil {
		f.stack = append(f.stack, elements[i])
		return
	}
	tag, scope := "TD", ""
	if i == b.rowHead || r.group != nil && i == 0 {
		tag, scope = "TH", "Row"
	}
	elements[i] = f.begin(tag)
	elements[i].scope = scope
	if span := r.cells[i].span; span > 1 {
		elements[i].span = span
	}
}

// slice returns how much of a row, from some line of each cell on, stands on this
// page: the height, the lines to go on with, and whether that is all. At least
// one line of the row is taken.
func (b *tableBox) slice(f *flow, r *rowBox, from []int) (h float64, to []int, done bool) {
	h = cellStyle.leading
	for i, c := range r.cells {
		h = max(h, c.height(from[i]))
	}
	room := max(f.free()+tolerance-2*b.pad, cellStyle.leading)
	if over := h - room; over > 0 && over < cutLeast && h >= 2*cutLeast {
		room = h - cutLeast // else a line or two would stand alone overleaf
	}
	to = make([]int, len(r.cells))
	done = true
	used := 0.0
	for i, c := range r.cells {
		to[i] = len(c.lines)
		if h > room {
			to[i] = c.fitting(from[i], room)
		}
		done = done && to[i] == len(c.lines)
		if to[i] > from[i] {
			end := c.lines[to[i]-1]
			used = max(used, end.top+end.height-c.lines[from[i]].top)
		}
	}
	return max(used, cellStyle.leading) + 2*b.pad, to, done
}
