package chart

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// keyItem explains one mark that a chart repeats.
type keyItem struct {
	// marks make the sign; places and sizes are in units, from the sign's middle.
	marks   []mark
	line    *stroke // a line through the sign's whole width
	hatched bool    // the sign is hatched
	dashed  bool    // the sign is a broken outline
	width   float64 // of the sign, in units; 20 when 0
	code    string  // what the mark reads in the chart, "" for none
	name    string
}

// The measures of a key, in units.
const (
	keyRow   = 20 // height of a row
	keySign  = 20 // width of a sign
	keyWords = 8  // between sign and words
	keyGap   = 20 // between items
)

// span returns how wide an item is.
func (k keyItem) span(size Size) float64 {
	u, text := size.unit(), size.text()
	width := (k.signWidth()+keyWords)*u + widest(text, false, k.name)
	if k.code != "" {
		width += widest(text, true, k.code) + 5*u
	}
	return width
}

func (k keyItem) signWidth() float64 {
	if k.width > 0 {
		return k.width
	}
	return keySign
}

// layKey calls place for each item with the left edge and the middle of its row,
// and returns the height of all rows.
func layKey(size Size, items []keyItem, place func(item keyItem, x, y float64)) float64 {
	u := size.unit()
	x, y := 0.0, keyRow*u/2
	for _, item := range items {
		width := item.span(size)
		if x > 0 && x+width > float64(size) {
			x, y = 0, y+keyRow*u
		}
		place(item, x, y)
		x += width + keyGap*u
	}
	if len(items) == 0 {
		return 0
	}
	return y + keyRow*u/2
}

func keyHeight(size Size, items []keyItem) float64 {
	return layKey(size, items, func(keyItem, float64, float64) {})
}

// key draws a key along the top of the picture.
func (p *plot) key(items []keyItem) {
	u, text := p.size.unit(), p.size.text()
	var marks []mark
	var hatched, dashed []box
	var words []caption
	layKey(p.size, items, func(item keyItem, x, y float64) {
		width := item.signWidth() * u
		if item.line != nil {
			p.segments(stroke{item.line.color, item.line.width * u, item.line.dash}, true, segment{p.at(x, y), p.at(x+width, y)})
		}
		for _, m := range item.marks {
			m.at = p.at(x+width/2+m.at.x*u, y+m.at.y*u)
			m.width, m.height, m.labelSize = m.width*u, m.height*u, m.labelSize*u
			marks = append(marks, m)
		}
		sign := box{x, y - 6*u, x + width, y + 6*u}
		if item.hatched {
			hatched = append(hatched, sign)
		}
		if item.dashed {
			dashed = append(dashed, sign)
		}
		x += width + keyWords*u
		if item.code != "" {
			words = append(words, caption{at: p.at(x, y), text: item.code, bold: true})
			x += widest(text, true, item.code) + 5*u
		}
		words = append(words, caption{at: p.at(x, y), text: item.name})
	})
	p.marks(marks...)
	p.hatchLines(hatched...)
	p.dashedBoxes(dashed...)
	p.captions(words...)
}

// levelKey explains areas painted by level.
func levelKey(l *locale.Locale, levels []tracker.Level) []keyItem {
	items := make([]keyItem, len(levels))
	for i, level := range levels {
		paint := paintOf(level)
		items[i] = keyItem{
			marks:   []mark{{symbol: "rect", width: 20, height: 12, fill: paint.fill, edge: paint.edge}},
			hatched: paint.hatched,
			code:    level.Code(),
			name:    l.Level(level),
		}
	}
	return items
}
