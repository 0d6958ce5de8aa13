package pdf

import "ogptracker/reports/document"

// leadLines is how many lines a lead sentence may take before it is set smaller.
const leadLines = 2

// paragraphBox is running text, with its label in the margin column where it has
// one.
type paragraphBox struct {
	label, text *passage // label nil for none
	x           float64  // of the text, from the left edge
}

func (f *flow) paragraph(p document.Paragraph, afterLead bool) *paragraphBox {
	switch {
	case p.Lead:
		lead := f.passage(p.Text, leadStyle).balance(measure)
		if len(lead.lines) > leadLines {
			lead = f.passage(p.Text, longLeadStyle).balance(measure)
		}
		return &paragraphBox{text: lead}
	case p.Label == "" && afterLead:
		return &paragraphBox{text: f.passage(p.Text, bodyStyle).fit(measure)}
	}
	b := &paragraphBox{text: f.passage(p.Text, bodyStyle).fit(textMeasure), x: textIndent}
	if p.Label != "" {
		b.label = f.label(p.Label, labelWidth)
	}
	return b
}

func (b *paragraphBox) space() (above, below float64) { return half, half }

func (b *paragraphBox) opening() float64 {
	h := openingLines(len(b.text.lines)) * b.text.style.leading
	if b.label != nil {
		h = max(h, b.label.height())
	}
	return h
}

func (b *paragraphBox) place(f *flow) {
	f.begin("P")
	end := f.y
	if b.label != nil {
		end += f.labelled(b.label)
	}
	first := f.page
	f.lines(b.text, f.left+b.x)
	if f.page == first {
		f.y = max(f.y, end)
	}
	f.end()
}

// label fits a label to the margin column.
func (f *flow) label(text string, width float64) *passage {
	return f.plain(text, labelStyle).fit(width).limit(labelLines, width)
}

// labelLines is how many lines a label may have.
const labelLines = 8

// labelled sets a label in the margin column at f.y and returns its height. A
// space follows for who hears it.
func (f *flow) labelled(label *passage) float64 {
	h := f.block(label, f.left, f.y)
	if n := len(label.lines); n > 0 {
		at := f.y + float64(n-1)*label.style.leading + label.style.baseline()
		f.text(f.left+label.lines[n-1].width, at, " ", label.style)
	}
	return h
}

// lines sets a passage from f.y on, with two lines at least on either side of a
// page break; three lines stay together.
func (f *flow) lines(p *passage, x float64) {
	lead, n := p.style.leading, len(p.lines)
	for i := range n {
		keep := 1
		switch {
		case i == 0:
			keep = int(openingLines(n))
		case i == n-2:
			keep = 2
		}
		f.need(float64(keep) * lead)
		f.set(p, i, x, f.y)
		f.y += lead
	}
}

// openingLines returns how many of n lines must stand together where a passage
// begins.
func openingLines(n int) float64 {
	if n == 3 {
		return 3
	}
	return float64(min(n, 2))
}

// itemBox is one item of a list. A list is as many boxes, of which the first
// opens and the last closes its element.
type itemBox struct {
	label       *passage // of the list, beside its first item; nil for none
	mark        string   // "1." or a bullet
	text        *passage
	first, last bool
}

func (f *flow) list(l document.List) []box {
	boxes := make([]box, len(l.Items))
	for i, item := range l.Items {
		b := &itemBox{
			mark:  "•",
			text:  f.passage(item, bodyStyle).fit(textMeasure),
			first: i == 0,
			last:  i == len(l.Items)-1,
		}
		if l.Ordered {
			b.mark = f.words.Int(i+1) + "."
		}
		if i == 0 && l.Label != "" {
			b.label = f.label(l.Label, labelWidth-listHang)
		}
		boxes[i] = b
	}
	return boxes
}

// listHang is how far numbers of items stand left of their text; bullets stand
// half as far.
const listHang = 18.0

func (b *itemBox) space() (above, below float64) {
	above, below = half/2, half/2
	if b.first {
		above = half
	}
	if b.last {
		below = half
	}
	return above, below
}

func (b *itemBox) opening() float64 {
	h := openingLines(len(b.text.lines)) * b.text.style.leading
	if b.label != nil {
		h = max(h, b.label.height())
	}
	return h
}

func (b *itemBox) place(f *flow) {
	if b.first {
		if b.label != nil {
			f.begin("P")
			f.labelled(b.label)
			f.end()
		}
		f.begin("L")
	}
	f.begin("LI")
	f.begin("Lbl")
	st := bodyStyle
	x := f.left + textIndent - listHang/2
	if b.mark != "•" {
		st = st.strong()
		x = f.left + textIndent - listHang
	}
	f.text(x, f.y+st.baseline(), b.mark+" ", st)
	f.end()
	f.begin("LBody")
	f.lines(b.text, f.left+textIndent)
	f.end()
	f.end()
	if b.last {
		f.end()
	}
}

// factBox is one labelled value between hairlines.
type factBox struct {
	label       *passage
	values      []*passage
	first, last bool
}

// factPad is the space between a fact and the hairlines around it.
const factPad = 3.25

func (f *flow) facts(d document.Facts) []box {
	boxes := make([]box, len(d.Rows))
	for i, r := range d.Rows {
		b := &factBox{
			label: f.label(r.Label, labelWidth),
			first: i == 0,
			last:  i == len(d.Rows)-1,
		}
		for _, v := range r.Value {
			b.values = append(b.values, f.passage(v, bodyStyle).fit(textMeasure))
		}
		boxes[i] = b
	}
	return boxes
}

func (b *factBox) space() (above, below float64) {
	if b.first {
		above = half
	}
	if b.last {
		below = half
	}
	return above, below
}

func (b *factBox) height() float64 {
	h := 0.0
	for _, v := range b.values {
		h += v.height()
	}
	return max(h, b.label.height()) + 2*factPad
}

// opening is all of a short fact, and three lines of a long one.
func (b *factBox) opening() float64 {
	return max(min(b.height(), 3*bodyStyle.leading+factPad), b.label.height()+factPad)
}

func (b *factBox) place(f *flow) {
	f.rule(f.y, hairline, 0.4)
	f.y += factPad
	f.begin("P")
	end := f.y + f.labelled(b.label)
	first := f.page
	for _, v := range b.values {
		f.lines(v, f.left+textIndent)
	}
	f.end()
	if f.page == first {
		f.y = max(f.y, end)
	}
	f.y += factPad
	if b.last {
		f.rule(f.y, hairline, 0.4)
	}
}

// noteBox is a remark set apart: smaller, with a bar at its left.
type noteBox struct{ text *passage }

const noteIndent = 10.0

func (f *flow) note(n document.Note) *noteBox {
	return &noteBox{f.passage(n.Text, captionStyle.in(grey)).fit(textMeasure - noteIndent)}
}

func (b *noteBox) space() (above, below float64) { return half, half }
func (b *noteBox) opening() float64 {
	return openingLines(len(b.text.lines)) * b.text.style.leading
}

func (b *noteBox) place(f *flow) {
	x := f.left + textIndent
	f.begin("Note")
	page, top := f.page, f.y
	for i := range b.text.lines {
		if f.need(b.text.style.leading); f.page != page {
			page, top = f.page, f.y
		}
		f.set(b.text, i, x+noteIndent, f.y)
		f.y += b.text.style.leading
		f.box(x, top, 2, f.y-top, mid)
		top = f.y
	}
	f.end()
}
