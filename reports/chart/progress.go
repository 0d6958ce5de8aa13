package chart

import (
	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// PlanProgress is the bar of a plan's progress: solid as far as is certain,
// hatched as far as what is unreported could take it, a tick at the progress
// among what is reported, and a dotted line at the time elapsed.
func PlanProgress(l *locale.Locale, a *tracker.Assessment, size Size) Chart {
	c := Chart{
		ID:       "progress",
		Title:    l.T("chart.progress.title"),
		Subtitle: l.T("chart.progress.subtitle"),
		Sentence: progressSentence(l, a),
		Note:     planNote(l, a),
		Table:    progressTable(l, a),
		Width:    int(size),
	}
	if a.Figures.Leaves == 0 {
		return c.empty(c.Sentence, size)
	}
	u := size.unit()
	bar := 30 * u
	marks := layProgressMarks(l, a, size)
	f := frame{top: 32 * u, bottom: 30 * u}
	if marks.timeBelow {
		f.bottom += 22 * u
	}
	p := newPlot(size, f.top+bar+f.bottom, f, scale{min: 0, max: 100}, stepScale(1))
	p.progressBar(l, a, bar)

	top, bottom := p.y.min, p.y.max
	if marks.tick {
		half := 1.5 * u * p.x1px()
		x := max(half, min(100-half, percent(a.Progress))) // the tick stays within the bar
		p.segments(stroke{color: colorInk, width: 3 * u}, layerMarks, segment{point{x, top - 5*u*p.y1px()}, point{x, bottom + 5*u*p.y1px()}})
	}
	if a.Elapsed.Valid() {
		x := percent(a.Elapsed)
		from, to := top-8*u*p.y1px(), bottom+3*u*p.y1px()
		if marks.timeBelow {
			from, to = top-3*u*p.y1px(), bottom+8*u*p.y1px()
		}
		p.segments(stroke{colorQuiet, 1.5 * u, []float64{2 * u, 3 * u}}, layerMarks, segment{point{x, from}, point{x, to}})
	}
	for _, c := range marks.above {
		c.at.y = top
		p.captions(c)
	}
	for _, c := range marks.below {
		c.at.y = bottom
		p.captions(c)
	}
	c.Height, c.Options = int(p.height), p.options()
	return c
}

// progressBar draws the bar's three parts.
func (p *plot) progressBar(l *locale.Locale, a *tracker.Assessment, height float64) {
	lower, upper := percent(a.Lower), percent(a.Upper)
	part := func(value float64, style *itemStyle) {
		if value > 0 {
			p.bars("progress", height, style, item{at: point{value, 0}, tip: progressSentence(l, a)})
		}
	}
	part(lower, painted(colorComplete))
	part(upper-lower, p.levelStyle(paintOf(tracker.NoEvidence)))
	part(100-upper, painted(colorTrack))
}

// progressMarks is where the words around the bar stand, in pixels right of its
// left end.
type progressMarks struct {
	tick         bool
	timeBelow    bool // the time elapsed is told under the bar, having no room above
	above, below []caption
}

// layProgressMarks sets the words so that none covers another.
func layProgressMarks(l *locale.Locale, a *tracker.Assessment, size Size) progressMarks {
	u, width := size.unit(), float64(size)
	gap := 10 * u
	var m progressMarks
	centred := func(text string, bold bool, x float64) (left, right float64) {
		w := typeface.Width(text, size.text(), bold)
		left = max(0, min(width-w, x-w/2))
		return left, left + w
	}

	text, x := l.Percent(a.Progress), width*a.Progress.Float()
	switch {
	case !a.Progress.Valid():
		text, x = l.T("chart.progress.unknown"), width/2
	case a.BoundsOnly():
		text, x = boundsLabel(l, a.Figures), width*(a.Lower.Float()+a.Upper.Float())/2
	default:
		m.tick = true
	}
	left, right := centred(text, true, x)
	m.above = append(m.above, caption{dx: left, dy: -17 * u, text: text, bold: true})
	if a.Elapsed.Valid() {
		time := caption{dy: -17 * u, text: l.T("chart.progress.time", "share", a.Elapsed), color: colorQuiet}
		timeLeft, timeRight := centred(time.text, false, width*a.Elapsed.Float())
		time.dx = timeLeft
		if timeLeft < right+gap && timeRight > left-gap {
			m.timeBelow = true
			time.dy = 40 * u
			m.below = append(m.below, time)
		} else {
			m.above = append(m.above, time)
		}
	}

	// Under the bar: the ends, and the bounds between them where they differ.
	under := func(text string, left float64) {
		m.below = append(m.below, caption{dx: left, dy: 18 * u, text: text, color: colorQuiet})
	}
	wide := func(text string) float64 { return typeface.Width(text, size.text(), false) }
	roomLeft, roomRight := width, width // for the ends
	if a.Progress.Valid() && a.Lower.Cmp(a.Upper) != 0 {
		least, most := l.T("chart.progress.lower", "share", a.Lower), l.T("chart.progress.upper", "share", a.Upper)
		mostLeft := min(width*a.Upper.Float(), width-wide(most))
		leastLeft := max(0, min(width*a.Lower.Float(), mostLeft-gap)-wide(least))
		mostLeft = max(mostLeft, leastLeft+wide(least)+gap)
		under(least, leastLeft)
		under(most, mostLeft)
		roomLeft, roomRight = leastLeft-gap, width-mostLeft-wide(most)-gap
	}
	if zero := l.Int(0); wide(zero) <= roomLeft {
		under(zero, 0)
	}
	if full := percentLabel(l, 100); wide(full) <= roomRight {
		under(full, width-wide(full))
	}
	return m
}

func progressSentence(l *locale.Locale, a *tracker.Assessment) string {
	f := a.Figures
	missing := f.Leaves - f.Known
	said := []any{"progress", f.Progress, "low", f.Lower, "high", f.Upper, "known", f.Known, "leaves", leaves(l, a, f.Leaves)}
	var sentence string
	switch {
	case f.Leaves == 0 && len(a.Leaves) > 0:
		return l.T("chart.progress.sentence.withdrawn")
	case f.Leaves == 0:
		return l.T("chart.progress.sentence.empty")
	case !f.Progress.Valid():
		sentence = l.N("chart.progress.sentence.none", f.Leaves, said...)
	case f.BoundsOnly():
		sentence = l.N("chart.progress.sentence.bounds", missing, said...)
	case missing == 0:
		sentence = l.N("chart.progress.sentence.all", f.Leaves, said...)
	default:
		sentence = l.N("chart.progress.sentence.some", missing, said...)
	}
	if a.Elapsed.Valid() {
		sentence += " " + l.T("chart.progress.sentence.time", "share", a.Elapsed)
	}
	return sentence
}

func progressTable(l *locale.Locale, a *tracker.Assessment) Table {
	t := Table{
		Caption: l.T("chart.progress.caption"),
		Head: []string{
			l.T("chart.column.date"), l.T("chart.column.progress_percent"), l.T("chart.column.lower_percent"),
			l.T("chart.column.upper_percent"), l.T("chart.column.reported_count"), l.T("chart.column.of_count"),
			l.T("chart.progress.column.time"),
		},
		Numeric: []bool{false, true, true, true, true, true, true},
		Rows: [][]string{{
			a.AsOf.String(), number(l, a.Progress), number(l, a.Lower), number(l, a.Upper),
			l.Int(a.Figures.Known), l.Int(a.Figures.Leaves), number(l, a.Elapsed),
		}},
	}
	t.exactly(1, a.Progress, a.Lower, a.Upper)
	t.exactly(6, a.Elapsed)
	return t
}
