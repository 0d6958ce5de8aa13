package pdf

import "ogptracker/reports/document"

// tableBox is a table with all its rows measured.
type tableBox struct {
	*document.Table
	columns    []columnBox
	caption    *passage
	continued  *passage // the caption overleaf
	headHeight float64
	rows       []rowBox
	pad        float64 // above and below a row's text
	note       *passage
	room       float64  // for rows on a page of their own
	rowHead    int      // the column whose cells name their rows
	headed     bool     // follows a heading, and stands close to it
	heading    *passage // stands beside the caption; nil for none
}

// rowBox is one row of a table, or the row that titles a group of them.
type rowBox struct {
	cells  []*cellBox
	height float64
	id     string
	group  *document.Group // where the row is the group's title
	strong bool            // the home country, the total
	within *rowBox         // title of the group that the row belongs to
}

// How many lines the parts of a table that stand whole may have.
const (
	captionLines = 8
	headLines    = 6
)

// captionIndent is where captions begin that stand beside a heading.
var captionIndent = column(4)

// Measures of tables. Rows keep a rhythm of their own.
const (
	captionGap  = 5.0  // below the caption
	headPad     = 3.25 // above and below the head
	rowPad      = 3.1  // above and below a row's text
	rowPadTight = 2.1  // where at least three rows of four have one line
	noteGap     = 4.0  // above the note
	wholeTo     = 0.2  // tables up to this part of a page are not broken
	cutFrom     = 0.2  // rows higher than this part of a page may be cut
	cutLeast    = 44.0 // of it on either side of the cut: four lines
	shortRow    = 3    // lines of a row that does not stand alone
	tableSpace  = unit
	ruleStrong  = 1.0
	ruleHead    = 0.5
	ruleGroup   = 0.6
	ruleBetween = 0.4
)

func (f *flow) table(t document.Table) *tableBox {
	b := &tableBox{Table: &t}
	b.caption = f.passage(f.numbered("pdf.table", t.Number, t.Caption), captionStyle).fit(measure).limit(captionLines, measure)
	b.continued = f.passage(document.Inline{
		{Text: f.words.T("pdf.table", "number", t.Number), Style: document.Strong},
		{Text: " " + f.words.T("pdf.continued")},
	}, captionStyle.in(grey)).fit(measure)
	b.note = f.passage(t.Note, smallStyle).fit(measure).limit(captionLines, measure)
	for i, c := range b.Columns {
		if c.RowHead {
			b.rowHead = i
			break
		}
	}
	f.tableRows(b)
	f.tableColumns(b)
	b.room = f.bottom - f.top - b.continued.height() - captionGap - b.headBand()
	return b
}

// numbered returns "Table 4." and the caption after it; without a number, the
// caption.
func (f *flow) numbered(key string, number int, caption string) document.Inline {
	if number == 0 {
		return document.Plainly(caption)
	}
	return document.Inline{
		{Text: f.words.T(key, "number", number) + ".", Style: document.Strong},
		{Text: " " + caption},
	}
}

// tableRows makes the rows of all groups, their texts split into words.
func (f *flow) tableRows(b *tableBox) {
	count := 1
	for _, g := range b.Groups {
		count += 1 + len(g.Rows)
	}
	b.rows = make([]rowBox, 0, count) // rows point at each other: no growing
	for i := range b.Groups {
		g := &b.Groups[i]
		var title *rowBox
		if g.Title != "" {
			b.rows = append(b.rows, f.groupRow(b, g))
			title = &b.rows[len(b.rows)-1]
		}
		for j := range g.Rows {
			b.rows = append(b.rows, f.plainRow(b, &g.Rows[j], title))
		}
	}
	if len(b.rows) == 0 && len(b.Columns) > 0 {
		nothing := f.newCell(&document.Cell{Text: document.Inline{{Text: f.words.T("pdf.empty"), Style: document.Quiet}}}, false, false)
		nothing.span = len(b.Columns)
		b.rows = append(b.rows, rowBox{cells: []*cellBox{nothing}})
	}
}

// plainRow makes a row as wide as the table, whatever it holds.
func (f *flow) plainRow(b *tableBox, r *document.Row, title *rowBox) rowBox {
	row := rowBox{id: r.ID, strong: r.Strong, within: title}
	for i, column := range b.Columns {
		var content document.Cell
		if i < len(r.Cells) {
			content = r.Cells[i]
		}
		row.cells = append(row.cells, f.newCell(&content, column.Align == document.End, r.Strong))
	}
	return row
}

// groupRow makes the row that titles a group. The title runs on over the blank
// cells beside it.
func (f *flow) groupRow(b *tableBox, g *document.Group) rowBox {
	row := rowBox{group: g}
	if len(b.Columns) == 0 {
		return row
	}
	title := f.newCell(&document.Cell{Text: titleOf(g.Title, g.TitleSpans)}, false, true)
	row.cells = append(row.cells, title)
	for i := 1; i < len(b.Columns); i++ {
		switch {
		case i-1 < len(g.Cells) && !blank(&g.Cells[i-1]):
			row.cells = append(row.cells, f.newCell(&g.Cells[i-1], b.Columns[i].Align == document.End, true))
		case len(row.cells) == 1:
			title.span++
		default:
			row.cells = append(row.cells, f.newCell(&document.Cell{}, false, true))
		}
	}
	return row
}

// blank reports whether nothing stands in a cell.
func blank(c *document.Cell) bool {
	for _, s := range c.Text {
		if s.Text != "" {
			return false
		}
	}
	return len(c.Sub) == 0 && c.Sign == "" && c.Bar == nil && c.Line == nil && c.Span == nil && c.Fill == nil
}

// tableColumns decides how wide the columns are and breaks all texts for them.
func (f *flow) tableColumns(b *tableBox) {
	n := len(b.Columns)
	least, easy := make([]float64, n), make([]float64, n)
	b.columns = make([]columnBox, n)
	for i, c := range b.Columns {
		b.columns[i].head = f.plain(c.Head, headStyle)
		b.columns[i].end = c.Align == document.End
		least[i] = min(b.columns[i].head.longest(), leastWide)
		easy[i] = least[i]
	}
	for i := range b.rows {
		b.rows[i].each(func(at int, c *cellBox) {
			if c.span == 1 {
				l, e := c.least()
				least[at], easy[at] = max(least[at], l), max(easy[at], e)
			}
			if c.drawn() {
				b.columns[at].drawn = true
				b.columns[at].beside = max(b.columns[at].beside, c.text.natural())
			}
		})
	}
	total := 0.0
	for i := range n {
		least[i] += b.gutter(i)
		easy[i] += b.gutter(i)
		total += easy[i]
	}
	if total <= measure {
		least = easy
	}
	x := 0.0
	for i, w := range columnWidths(b.Columns, least) {
		c := &b.columns[i]
		c.x, c.width = x, w
		c.width = max(c.width-b.gutter(i), 1)
		c.beside = max(min(c.beside, c.width-graphicMin/2-graphicGap), 0)
		c.head.fit(c.width).limit(headLines, c.width)
		b.headHeight = max(b.headHeight, c.head.height())
		x += w
	}
	single := 0 // rows of one line
	for i := range b.rows {
		b.fitRow(&b.rows[i])
		if b.rows[i].height == cellStyle.leading {
			single++
		}
	}
	b.pad = rowPad
	if single*4 >= len(b.rows)*3 {
		b.pad = rowPadTight
	}
	for i := range b.rows {
		b.rows[i].height += 2 * b.pad
	}
}

// fitRow breaks the texts of a row's cells for their columns and measures them,
// without the space above and below.
func (b *tableBox) fitRow(r *rowBox) {
	r.height = cellStyle.leading
	r.each(func(at int, c *cellBox) {
		last := &b.columns[at+c.span-1]
		c.x = b.columns[at].x
		c.fit(last.x+last.width-c.x, b.columns[at].beside)
		r.height = max(r.height, c.height(0))
	})
}

// each hands out a row's cells with the columns they begin in.
func (r *rowBox) each(yield func(at int, c *cellBox)) {
	at := 0
	for _, c := range r.cells {
		yield(at, c)
		at += c.span
	}
}

func (b *tableBox) space() (above, below float64) {
	switch {
	case b.heading != nil:
		return headingSpace, tableSpace
	case b.headed:
		return half, tableSpace
	}
	return tableSpace, tableSpace
}

// headWith sets a small heading on the line of the caption, where both are short,
// and reports whether they are: four of them open every commitment's tables.
func (b *tableBox) headWith(h *smallHeading) bool {
	if len(h.title.lines) != 1 || len(b.caption.lines) != 1 ||
		h.title.width()+gutter > captionIndent || captionIndent+b.caption.width() > measure {
		return false
	}
	b.heading = h.title
	return true
}

// opening is the caption, the head and the row that begins with them, two where the
// first is short; all of a
// short table, and of one without a number, which could not say overleaf what goes
// on there.
func (b *tableBox) opening() float64 {
	above := b.captionHeight() + b.headBand()
	whole := above + b.noteHeight()
	for i := range b.rows {
		whole += b.rows[i].height
	}
	if whole <= wholeTo*b.room || b.Number == 0 && whole <= b.room {
		return whole
	}
	above += b.keep(0)
	if len(b.rows) > 1 && b.rows[0].group == nil && b.short(0) {
		above += b.begins(1)
	}
	return above
}

func (b *tableBox) captionHeight() float64 {
	switch h := b.caption.height(); {
	case b.heading != nil:
		return b.heading.height() + captionGap
	case h > 0:
		return h + captionGap
	}
	return 0
}

// headBand is the height of the head with its rules.
func (b *tableBox) headBand() float64 { return b.headHeight + 2*headPad }
