package pdf

import "ogptracker/reports/document"

// keyFiguresBox is a row of large figures, each under a rule of its own.
type keyFiguresBox struct {
	items []keyFigure
}

type keyFigure struct {
	value, label, note *passage
	late               bool
}

// keyFigures returns rows of up to five figures.
func (f *flow) keyFigures(k document.KeyFigures) []box {
	var boxes []box
	for items := k.Items; len(items) > 0; {
		n := min(len(items), 5)
		b := &keyFiguresBox{}
		width := (measure+gutter)/float64(n) - gutter
		for _, item := range items[:n] {
			st := figureStyle
			room := width
			if item.Late {
				st.color = late
				room -= triangleWidth(figureSign)
			}
			b.items = append(b.items, keyFigure{
				value: f.plain(item.Value, st).fit(room).limit(2, room),
				label: f.plain(item.Label, captionStyle.strong()).fit(width).limit(4, width),
				note:  f.plain(item.Note, smallStyle).fit(width).limit(4, width),
				late:  item.Late,
			})
		}
		boxes = append(boxes, b)
		items = items[n:]
	}
	return boxes
}

func (b *keyFiguresBox) space() (above, below float64) { return half, unit }

// parts returns the heights of the tallest value and label, so that labels and
// notes of one row stand level.
func (b *keyFiguresBox) parts() (value, label, note float64) {
	for _, k := range b.items {
		value = max(value, k.value.height())
		label = max(label, k.label.height())
		note = max(note, k.note.height())
	}
	return value, label, note
}

const figurePad = 6.0 // between the rule and the figure

// figureSign is the size of the triangle before a large figure.
var figureSign = style{lato, 16, 24, late}

func (b *keyFiguresBox) opening() float64 {
	value, label, note := b.parts()
	return figurePad + value + label + note
}

func (b *keyFiguresBox) place(f *flow) {
	value, label, _ := b.parts()
	step := (measure + gutter) / float64(len(b.items))
	for i, k := range b.items {
		x, y := f.left+float64(i)*step, f.y
		f.line(x, y, x+step-gutter, y, navy, 1)
		y += figurePad
		f.begin("P")
		indent := 0.0
		if k.late {
			f.triangle(x, y+k.value.style.baseline(), figureSign)
			indent = triangleWidth(figureSign)
		}
		f.spaced(k.value, x+indent, y)
		f.spaced(k.label, x, y+value)
		f.block(k.note, x, y+value+label)
		f.end()
	}
	f.y += b.opening()
}
