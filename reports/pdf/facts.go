package pdf

import "ogptracker/reports/document"

// factBox is one labelled value between hairlines.
type factBox struct {
	label       *passage
	values      []*passage
	first, last bool
}

// factPad is the space between a fact and the hairlines around it.
const factPad = 2.5

// Facts are set closer than running text: hairlines tell them apart.
var (
	factStyle = style{sans, bodyStyle.size, 12, ink}
	factLabel = style{sansSemi, labelStyle.size, 12, navy}
)

func (f *flow) facts(rows []document.Fact) []*factBox {
	facts := make([]*factBox, len(rows))
	for i, r := range rows {
		b := &factBox{
			label: f.plain(r.Label, factLabel).fit(labelWidth).limit(labelLines, labelWidth),
			first: i == 0,
			last:  i == len(rows)-1,
		}
		for _, v := range r.Value {
			b.values = append(b.values, f.passage(v, factStyle).fit(textMeasure))
		}
		facts[i] = b
	}
	return facts
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
	return max(min(b.height(), 3*factStyle.leading+factPad), b.label.height()+factPad)
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
