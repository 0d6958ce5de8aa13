package chart

import "ogptracker/tracker"

// keyItem explains a sign that a chart repeats.
type keyItem struct {
	// draw draws the sign around a place, in pixels.
	draw  func(p *plot, x, y float64)
	width float64 // of the sign, in units
	code  string  // what the sign reads in the chart, "" for nothing
	name  string
}

// The measures of a key, in units.
const (
	keyRow   = 20 // height of a row
	keyWords = 8  // between sign and words
	keyGap   = 20 // between items
)

// span returns how wide an item is.
func (k keyItem) span(size Size) float64 {
	u, text := size.unit(), size.text()
	width := (k.width+keyWords)*u + widest(text, false, k.name)
	if k.code != "" {
		width += widest(text, true, k.code) + 5*u
	}
	return width
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
	layKey(p.size, items, func(item keyItem, x, y float64) {
		item.draw(p, x+item.width*u/2, y)
		x += (item.width + keyWords) * u
		if item.code != "" {
			p.captions(caption{at: p.at(x, y), text: item.code, bold: true})
			x += widest(text, true, item.code) + 5*u
		}
		p.captions(caption{at: p.at(x, y), text: item.name})
	})
}

// levelKey explains areas painted by level.
func levelKey(levels []tracker.Level, draw func(p *plot, b box, paint levelPaint), name func(tracker.Level) string) []keyItem {
	items := make([]keyItem, len(levels))
	for i, level := range levels {
		items[i] = keyItem{width: 20, code: level.Code(), name: name(level), draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			draw(p, boxAround(x, y, 20*u, 12*u), paintOf(level))
		}}
	}
	return items
}

// swatch draws an area painted by level, as bars have it.
func swatch(p *plot, b box, paint levelPaint) {
	p.element("rect", layerItems, b.shape(), elementStyle{Fill: paint.fill, Stroke: paint.edge, LineWidth: p.size.unit()})
	if paint.hatched {
		p.hatchLines(b)
	}
}

// cell draws an area painted by level as the cells of a grid have it: there are
// too many to hatch, so that unknown has a broken outline, as its sign has.
func cell(p *plot, b box, paint levelPaint) {
	if paint.hatched {
		p.dashedBox(b)
		return
	}
	swatch(p, b, paint)
}
