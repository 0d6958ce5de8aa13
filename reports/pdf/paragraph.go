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

// leadBox is the sentence that opens a chapter. It stands with what bears it out.
type leadBox struct{ *paragraphBox }

func (leadBox) leads() {}

func (f *flow) paragraph(p document.Paragraph, afterLead bool) box {
	switch {
	case p.Lead:
		lead := f.passage(p.Text, leadStyle).balance(measure)
		if len(lead.lines) > leadLines {
			lead = f.passage(p.Text, longLeadStyle).balance(measure)
		}
		return leadBox{&paragraphBox{text: lead}}
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
	h := b.text.beginning()
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
			keep = togetherLines(n)
		case i == n-2:
			keep = 2
		}
		f.need(float64(keep) * lead)
		f.set(p, i, x, f.y)
		f.y += lead
	}
}

// togetherLines returns how many of n lines must stand together where a passage
// begins.
func togetherLines(n int) int {
	if n == 3 {
		return 3
	}
	return min(n, 2)
}

// beginning returns the height of the lines that must stand together where the
// passage begins.
func (p *passage) beginning() float64 {
	return float64(togetherLines(len(p.lines))) * p.style.leading
}
