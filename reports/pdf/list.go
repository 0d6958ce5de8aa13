package pdf

import "ogptracker/reports/document"

// itemBox is one item of a list. A list is as many boxes, of which the first
// opens and the last closes its element.
type itemBox struct {
	label       *passage // of the list, beside its first item; nil for none
	mark        string   // "1." or a bullet
	style       style    // of the mark
	hang        float64  // how far the mark stands left of the text
	text        *passage
	first, last bool
}

// How far marks of items stand left of their text.
const (
	numberHang = 18.0
	bulletHang = 9.0
)

// keptItem is an item that stands with the next one: the first and the last of a
// list would look lost alone on a page.
type keptItem struct{ *itemBox }

func (keptItem) leads() {}

func (f *flow) list(l document.List) []box {
	items := make([]box, len(l.Items))
	for i, item := range l.Items {
		b := &itemBox{
			mark: "•", style: bodyStyle, hang: bulletHang,
			text:  f.passage(item, bodyStyle).fit(textMeasure),
			first: i == 0,
			last:  i == len(l.Items)-1,
		}
		if l.Ordered {
			b.mark, b.style, b.hang = f.words.Int(i+1)+".", bodyStyle.strong(), numberHang
		}
		if i == 0 && l.Label != "" {
			b.label = f.label(l.Label, labelWidth-numberHang)
		}
		items[i] = b
		if !b.last && (b.first || i == len(l.Items)-2) {
			items[i] = keptItem{b}
		}
	}
	return items
}

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
	h := b.text.beginning()
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
	f.text(f.left+textIndent-b.hang, f.y+b.style.baseline(), b.mark+" ", b.style)
	f.end()
	f.begin("LBody")
	f.lines(b.text, f.left+textIndent)
	f.end()
	f.end()
	if b.last {
		f.end()
	}
}
