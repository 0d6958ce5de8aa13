package pdf

import "ogptracker/reports/document"

// noteBox is a remark set apart: smaller, with a bar at its left.
type noteBox struct{ text *passage }

const noteIndent = 10.0

func (f *flow) note(n document.Note) *noteBox {
	return &noteBox{f.passage(n.Text, captionStyle.in(grey)).fit(textMeasure - noteIndent)}
}

func (b *noteBox) space() (above, below float64) { return half, half }
func (b *noteBox) opening() float64 {
	return b.text.beginning()
}

func (b *noteBox) place(f *flow) {
	x := f.left + textIndent
	f.begin("Note")
	page, top := f.page, f.y
	for i := range b.text.lines {
		f.need(b.text.style.leading)
		if f.page != page {
			page, top = f.page, f.y
		}
		f.set(b.text, i, x+noteIndent, f.y)
		f.y += b.text.style.leading
		f.box(x, top, 2, f.y-top, mid)
		top = f.y
	}
	f.end()
}
