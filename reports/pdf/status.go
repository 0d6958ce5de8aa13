package pdf

import (
	"strings"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// statusBox is the strip that opens a commitment: its level, its progress with
// bounds, and what is overdue, side by side on a wash.
type statusBox struct {
	level      tracker.Level
	bar        *document.Bar
	barWidth   float64
	levelLabel *passage
	levelName  *passage
	barLabel   *passage
	progress   *passage // "48%", large
	bounds     *passage // ", between 41% and 55%", small
	lateLabel  *passage
	late       *passage // nil when nothing is
}

// Measures of the strip.
const (
	statusPad     = 8.0
	statusSign    = 19.0 // room for the sign
	statusBarMin  = 44.0
	statusBarMax  = 70.0
	statusLeading = 10.0
	statusLines   = 4
)

var (
	statusLabel = style{sans, 7.25, statusLeading, grey}
	statusValue = style{lato, 11, 13, navy}
	statusSmall = style{sans, 7.25, statusLeading, grey}
)

func (f *flow) status(s document.Status) *statusBox {
	b := &statusBox{level: s.Level, bar: &s.Bar}
	level, bar, over := statusColumns(s.Late != "")

	width := level - statusSign - gutter
	b.levelLabel = f.plain(s.LevelLabel, statusLabel).fit(width).limit(statusLines, width)
	b.levelName = f.plain(s.LevelName, statusValue).fit(width).limit(statusLines, width)

	b.barLabel = f.plain(s.BarLabel, statusLabel).fit(bar).limit(statusLines, bar)
	figure, rest := leadingFigure(s.BarText)
	b.progress = f.plain(figure, statusValue).fit(bar/2).limit(1, bar/2)
	room := bar - b.progress.width() - 5 - gutter
	b.bounds = f.plain(rest, statusSmall)
	b.barWidth = min(max(room-b.bounds.natural()-8, statusBarMin), statusBarMax)
	b.bounds.fit(room-b.barWidth-8).limit(statusLines, room-b.barWidth-8)

	if s.Late != "" {
		b.lateLabel = f.plain(s.LateLabel, statusLabel).fit(over).limit(statusLines, over)
		b.late = f.passage(document.Inline{{Text: s.Late, Style: document.Late}}, statusValue).fit(over).limit(statusLines, over)
	}
	return b
}

// statusColumns returns the widths of the strip's three fields.
func statusColumns(isLate bool) (level, bar, over float64) {
	inner := measure - 2*statusPad
	if !isLate {
		return inner * 0.31, inner * 0.69, 0
	}
	return inner * 0.29, inner * 0.51, inner * 0.20
}

// leadingFigure cuts "48%, between 41% and 55%" after its figure, which is set
// large. A text that does not begin with a short figure is all set small.
func leadingFigure(s string) (figure, rest string) {
	const longest = 12 // bytes
	s = strings.TrimSpace(s)
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		for i := range min(longest, len(s)-1) {
			// A decimal comma has a digit after it and ends nothing.
			if s[i] == '(' || s[i] == ';' || s[i] == ',' && s[i+1] == ' ' {
				return strings.TrimSpace(s[:i]), strings.TrimSpace(strings.TrimLeft(s[i:], ",;"))
			}
		}
	}
	if len(s) <= longest {
		return s, ""
	}
	return "", s
}

func (b *statusBox) space() (above, below float64) { return half, unit }

func (b *statusBox) opening() float64 {
	h := b.levelLabel.height() + b.levelName.height()
	h = max(h, b.barLabel.height()+max(b.progress.height(), b.bounds.height()))
	if b.late != nil {
		h = max(h, b.lateLabel.height()+b.late.height())
	}
	return h + 2*statusPad
}

func (b *statusBox) place(f *flow) {
	h := b.opening()
	f.box(f.left, f.y, measure, h, wash)
	level, bar, _ := statusColumns(b.late != nil)
	x, top := f.left+statusPad, f.y+statusPad

	f.sign(b.level, x+signLarge, f.y+h/2, signLarge)
	f.begin("P")
	f.spaced(b.levelLabel, x+statusSign, top)
	f.block(b.levelName, x+statusSign, top+b.levelLabel.height())
	f.end()

	x += level
	y := top + b.barLabel.height()
	base := y + statusValue.baseline()
	f.begin("P")
	f.spaced(b.barLabel, x, top)
	f.spaced(b.progress, x, y)
	small := x
	if w := b.progress.width(); w > 0 {
		small += w + 5
	}
	f.block(b.bounds, small, base-statusSmall.baseline())
	f.end()
	f.bar(b.bar, x+bar-gutter-b.barWidth, base-barHeight, b.barWidth)

	if b.late != nil {
		x += bar
		f.begin("P")
		f.spaced(b.lateLabel, x, top)
		f.block(b.late, x, top+b.lateLabel.height())
		f.end()
	}
	f.y += h
}
