package pdf

import (
	"ogptracker/reports/document"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

// levelsBox is a bar in parts, one a level, under its title; below it stands what
// each part is.
type levelsBox struct {
	title *passage
	items []levelItem
}

type levelItem struct {
	level tracker.Level
	share float64  // of the bar
	count *passage // on the bar; nil for none
	words *passage // "Complete 3"
}

// Measures of the bar and of what stands below it.
const (
	levelsBar  = unit
	levelsGap  = 4.0 // below the bar
	levelsARow = 3   // so many levels stand side by side below
	levelLines = 2
)

func (f *flow) levels(l document.Levels) *levelsBox {
	b := &levelsBox{title: f.plain(l.Title, titleStyle).balance(measure).limit(captionLines, measure)}
	total := 0.0
	for _, item := range l.Items {
		total += float64(max(item.Count, 0))
	}
	width := (measure+gutter)/levelsARow - gutter - signIndent
	for _, item := range l.Items {
		count := f.words.Int(item.Count)
		words := document.Inline{{Text: item.Name + " "}, {Text: count, Style: document.Strong}}
		i := levelItem{level: item.Level, words: f.passage(words, cellStyle).fit(width).limit(levelLines, width)}
		if item.Count > 0 {
			i.share = float64(item.Count) / total
			on := cellStyle.strong().in(levelInk(item.Level))
			if c := f.plain(count, on).fit(measure); c.natural()+6 <= measure*i.share {
				i.count = c
			}
		}
		b.items = append(b.items, i)
	}
	return b
}

// levelInk returns the colour of figures on a level's part of the bar.
func levelInk(l tracker.Level) color {
	if l == tracker.Complete || l == tracker.Substantial {
		return white
	}
	return ink
}

func (b *levelsBox) space() (above, below float64) { return unit, unit }

func (b *levelsBox) opening() float64 {
	h := b.title.height() + 2 + levelsBar + levelsGap
	for at := range b.items {
		if at%levelsARow == 0 {
			h += b.rowHeight(at)
		}
	}
	return h
}

// rowHeight returns the height of the row of words that begins with an item.
func (b *levelsBox) rowHeight(first int) float64 {
	h := 0.0
	for _, item := range b.items[first:min(first+levelsARow, len(b.items))] {
		h = max(h, item.words.height())
	}
	return h
}

func (b *levelsBox) place(f *flow) {
	f.begin("P")
	f.spaced(b.title, f.left, f.y)
	f.end()
	f.y += b.title.height() + 2
	f.artifact(func() { b.bar(f) }) // the words below say it all
	f.y += levelsBar + levelsGap

	f.begin("L")
	step := (measure + gutter) / levelsARow
	for at, item := range b.items {
		x := f.left + float64(at%levelsARow)*step
		f.sign(item.level, x+signRadius+0.2, f.y+cellStyle.baseline()-2.85, signRadius)
		f.begin("LI")
		f.begin("LBody")
		f.spaced(item.words, x+signIndent, f.y)
		f.end()
		f.end()
		if at%levelsARow == levelsARow-1 || at == len(b.items)-1 {
			f.y += b.rowHeight(at - at%levelsARow)
		}
	}
	f.end()
}

// bar draws the parts from the left, each in its level's tone and with its count
// where there is room.
func (b *levelsBox) bar(f *flow) {
	x, y := f.left, f.y
	for _, item := range b.items {
		w := measure * item.share
		if w == 0 {
			continue
		}
		f.levelTone(item.level, x, y, w, levelsBar)
		f.frame(x, y, w, levelsBar, navy, 0.5)
		if item.count != nil {
			f.block(item.count, x+(w-item.count.width())/2, y+(levelsBar-item.count.style.leading)/2)
		}
		x += w
	}
}

// levelTone fills a rectangle so that the levels' order holds in grey print:
// darker the more is done, white where nothing is, and hatched where nothing is
// known.
func (f *flow) levelTone(l tracker.Level, x, y, w, h float64) {
	switch l {
	case tracker.Complete:
		f.box(x, y, w, h, navy)
	case tracker.Substantial:
		f.box(x, y, w, h, mid)
	case tracker.Limited:
		f.box(x, y, w, h, pale)
	case tracker.NotStarted:
		f.box(x, y, w, h, white)
	case tracker.Withdrawn:
		f.box(x, y, w, h, wash)
	default:
		f.hatch(x, y, w, h)
	}
}

// hatch rules a rectangle with slanting lines.
func (f *flow) hatch(x, y, w, h float64) {
	const step = 4.0
	var lines svg.Path
	for at := x - h + step; at < x+w; at += step {
		lines = append(lines, moveTo(at, y+h), lineTo(at+h, y))
	}
	f.put(clipOp{rectangle(x, y, w, h)})
	f.put(&shapeOp{path: lines, stroke: svg.Stroke{Color: grey, Width: 0.5}})
	f.put(unclipOp{})
}
