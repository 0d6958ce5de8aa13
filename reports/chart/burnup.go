package chart

import (
	"math"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// BurnUp sets what the plan promised by each day against what it earned (rules
// v1, 5): planned by original dates, planned by current dates where they differ,
// and earned, with a band for what nothing is known of.
func BurnUp(l *locale.Locale, a *tracker.Assessment, size Size) Chart {
	c := Chart{
		ID:       "burn-up",
		Title:    l.T("chart.burnup.title"),
		Subtitle: l.T("chart.burnup.subtitle", "leaves", leaves(l, a, a.Earned.Dated)),
		Sentence: burnUpSentence(l, a),
		Note:     planNote(l, a),
		Table:    burnUpTable(l, a),
		Width:    int(size),
	}
	if a.Earned.Dated == 0 || len(a.BurnUp) == 0 {
		return c.empty(l.T("chart.burnup.none"), size)
	}
	p := newBurnUpPlot(l, a, size)
	p.grid(l, a)
	p.curves()
	p.dots(l, a)
	p.names(l, a)
	c.Height, c.Options = int(p.height), p.options()
	return c
}

// burnUpPlot is a plot of shares in per cent over the plan's days.
type burnUpPlot struct {
	*plot
	original, current []point // planned, by original and by current dates
	revised           bool    // they differ
	earned, upper     []point // earned, and as much as may have been
	open              bool    // they differ
	today             []point // the line of the day
	todayBox          box     // where its label stands
}

func newBurnUpPlot(l *locale.Locale, a *tracker.Assessment, size Size) *burnUpPlot {
	p := &burnUpPlot{}
	if startsAtZero(a) {
		p.original, p.current = []point{{0, 0}}, []point{{0, 0}}
	}
	days := 1.0
	for _, b := range withToday(a) {
		x := float64(b.On.DaysSince(a.Record.Plan.Start))
		days = max(days, x)
		p.original = append(p.original, point{x, percent(b.Planned)})
		p.current = append(p.current, point{x, percent(b.PlannedCurrent)})
		p.revised = p.revised || b.Planned.Cmp(b.PlannedCurrent) != 0
		if !b.Earned.Valid() || b.On.After(a.AsOf) {
			continue
		}
		if len(p.earned) == 0 && startsAtZero(a) {
			p.earned, p.upper = []point{{0, 0}}, []point{{0, 100}} // by then everything is unreported
		}
		p.earned = append(p.earned, point{x, percent(b.Earned)})
		p.upper = append(p.upper, point{x, percent(b.Earned) + percent(b.Unreported)})
		p.open = p.open || percent(b.Unreported) > 0
	}

	u := size.unit()
	f := frame{left: widest(size.text(), false, percentLabel(l, 100)) + 10*u, top: 30*u + 0.5, right: 26 * u, bottom: 38 * u}
	height := map[Size]float64{Wide: 400, Narrow: 320, Print: 165}[size]
	p.plot = newPlot(size, height, f, scale{min: 0, max: days}, scale{min: 0, max: 100})
	return p
}

// curves draws the lines and the band between what was earned and what may have
// been.
func (p *burnUpPlot) curves() {
	u := p.size.unit()
	if p.open {
		p.band(p.earned, p.upper, colorTrack)
	}
	p.line(p.original, stroke{colorQuiet, 1.75 * u, []float64{6 * u, 4 * u}})
	if p.revised {
		p.line(p.current, stroke{colorSecond, 1.75 * u, nil})
	}
	if len(p.earned) > 0 {
		p.line(p.earned, stroke{colorComplete, 3 * u, nil})
	}
}

// names sets the lines' names beside them, with what they amount to on the day.
func (p *burnUpPlot) names(l *locale.Locale, a *tracker.Assessment) {
	planned, current := a.Earned.Planned, a.Earned.PlannedCurrent
	lines := []obstacle{{p.today, 4}}
	var tags []tag
	add := func(t tag, line []point, weight float64) {
		t.own = len(lines)
		lines, tags = append(lines, obstacle{line, weight}), append(tags, t)
	}
	if len(p.earned) > 0 {
		add(tag{text: l.T("chart.burnup.earned", "share", a.Earned.Earned), bold: true, color: colorComplete, line: p.earned}, p.earned, 8)
	}
	original := tag{text: l.T("chart.burnup.planned_only", "share", planned), color: colorQuiet, line: upTo(p.original, a)}
	switch {
	case p.revised && p.size == Narrow:
		original.text = l.T("chart.burnup.short_original", "share", planned)
	case p.revised:
		original.text = l.T("chart.burnup.planned_original", "share", planned)
	}
	add(original, p.original, 5)
	if p.revised {
		text := l.T("chart.burnup.planned_current", "share", current)
		if p.size == Narrow {
			text = l.T("chart.burnup.short_current", "share", current)
		}
		add(tag{text: text, bold: true, color: colorSecond, line: upTo(p.current, a)}, p.current, 5)
	}
	if p.open {
		tags = append(tags, p.unreportedTag(l, a))
	}
	p.placeTags(lines, tags, []box{p.todayBox})
}

// withToday returns the points of the burn-up with one for the day itself, so
// that what is drawn ends where the figures do. A day long after the last period
// is left out: nothing is planned there.
func withToday(a *tracker.Assessment) []tracker.BurnPoint {
	today := tracker.BurnPoint{
		On: a.AsOf, Planned: a.Earned.Planned, PlannedCurrent: a.Earned.PlannedCurrent,
		Earned: a.Earned.Earned, Unreported: a.Earned.Unreported,
	}
	var out []tracker.BurnPoint
	placed := a.AsOf.Before(a.Record.Plan.Start)
	for _, b := range a.BurnUp {
		if !b.On.After(a.Record.Plan.Start) {
			continue
		}
		if !placed && !b.On.Before(a.AsOf) {
			placed = true
			if b.On != a.AsOf {
				out = append(out, today)
			}
		}
		out = append(out, b)
	}
	if last := len(out) - 1; !placed && last >= 0 && a.AsOf.DaysSince(out[last].On) <= lateDays {
		out = append(out, today)
	}
	return out
}

// lateDays is how long after the last reporting period the burn-up still goes on.
const lateDays = 184

// unreportedTag names the band, beside the part of its edge where it is open.
func (p *burnUpPlot) unreportedTag(l *locale.Locale, a *tracker.Assessment) tag {
	end := len(p.upper)
	for end > 1 && p.upper[end-1].y == p.earned[end-1].y {
		end--
	}
	text := l.T("chart.burnup.unreported", "share", a.Earned.Unreported)
	if end < len(p.upper) {
		text = l.T("chart.burnup.unreported_then")
	}
	return tag{text: text, color: colorQuiet, line: p.upper[:end], own: -1}
}

// upTo returns the part of a line until the day, where its label belongs.
func upTo(line []point, a *tracker.Assessment) []point {
	x := float64(a.AsOf.DaysSince(a.Record.Plan.Start))
	n := 0
	for n < len(line) && line[n].x <= x {
		n++
	}
	if n < 2 {
		return line
	}
	return line[:n]
}

// startsAtZero reports whether nothing was due or published by the day the plan
// began, so that all lines begin at zero there.
func startsAtZero(a *tracker.Assessment) bool {
	start, zone := a.Record.Plan.Start, a.Record.Plan.Location()
	for _, leaf := range a.Leaves {
		if d := leaf.Schedule.Original; !d.IsZero() && !d.After(start) {
			return false
		}
		if n := len(leaf.Updates); n > 0 && !tracker.DateOf(leaf.Updates[n-1].PublishedAt.In(zone)).After(start) {
			return false // the oldest
		}
	}
	return true
}

// grid draws the grid, the labels of both axes and the line of the day.
func (p *burnUpPlot) grid(l *locale.Locale, a *tracker.Assessment) {
	u := p.size.unit()
	for y := 0.0; y <= 100; y += 25 {
		color := colorLine
		if y == 0 {
			color = colorEdge
		}
		p.segments(stroke{color: color, width: u}, layerGrid, segment{point{p.x.min, y}, point{p.x.max, y}})
		text := l.Int(int(y))
		if y == 100 {
			text = percentLabel(l, 100)
		}
		p.captions(caption{at: point{p.x.min, y}, dx: -8 * u, align: "right", text: text, color: colorQuiet})
	}

	var ticks []segment
	var labels []caption
	for _, b := range a.BurnUp {
		x := float64(b.On.DaysSince(a.Record.Plan.Start))
		if x <= 0 {
			continue
		}
		ticks = append(ticks, segment{point{x, 0}, point{x, 5 * u * p.y1px()}})
		labels = append(labels, caption{at: point{x, 0}, dy: 19 * u, align: "center", text: l.ShortMonth(monthOf(b.On)), color: colorQuiet})
	}
	p.segments(stroke{color: colorEdge, width: u}, layerGrid, ticks...)
	p.captions(p.thin(labels)...)

	if x := float64(a.AsOf.DaysSince(a.Record.Plan.Start)); x >= 0 && x <= p.x.max {
		p.today = []point{{x, 0}, {x, 100}}
		p.segments(stroke{colorQuiet, 1.25 * u, []float64{2 * u, 3 * u}}, layerLines, segment{p.today[0], p.today[1]})
		today := caption{at: point{x, 100}, dy: -14 * u, align: "center", text: l.ShortDate(a.AsOf), color: colorInk}
		p.inside(&today)
		p.captions(today)
		width := widest(p.size.text(), false, today.text)
		at := p.px(x) + today.dx
		p.todayBox = box{at - width/2, 0, at + width/2, p.frame.top - 4*u}
	}
}

// dots marks the figures that were reported.
func (p *burnUpPlot) dots(l *locale.Locale, a *tracker.Assessment) {
	u := p.size.unit()
	for _, b := range withToday(a) {
		if !b.Earned.Valid() || b.On.After(a.AsOf) {
			continue
		}
		p.symbols(look{symbol: "circle", width: 8 * u, height: 8 * u, fill: colorComplete}, item{
			at:  point{float64(b.On.DaysSince(a.Record.Plan.Start)), percent(b.Earned)},
			tip: l.T("chart.burnup.tip", "date", b.On, "earned", b.Earned, "planned", b.Planned, "current", b.PlannedCurrent),
		})
	}
}

func burnUpSentence(l *locale.Locale, a *tracker.Assessment) string {
	ev := a.Earned
	if ev.Dated == 0 || !ev.Earned.Valid() {
		return l.T("chart.burnup.none")
	}
	said := []any{"date", a.AsOf, "earned", ev.Earned, "planned", ev.Planned, "current", ev.PlannedCurrent}
	behind := points(ev.Planned) - points(ev.Earned)
	key := "chart.burnup.sentence.level"
	switch {
	case behind > 0:
		key = "chart.burnup.sentence.behind"
	case behind < 0:
		key = "chart.burnup.sentence.ahead"
	}
	sentence := l.N(key, int(math.Abs(float64(behind))), said...)
	if ev.Planned.Cmp(ev.PlannedCurrent) != 0 {
		sentence += " " + l.T("chart.burnup.sentence.current", said...)
	}
	if ev.Unreported.Valid() && points(ev.Unreported) > 0 {
		sentence += " " + l.N("chart.burnup.sentence.unreported", points(ev.Unreported))
	}
	return sentence
}

func burnUpTable(l *locale.Locale, a *tracker.Assessment) Table {
	t := Table{
		Caption: l.T("chart.burnup.caption"),
		Head: []string{
			l.T("chart.column.date"), l.T("chart.burnup.column.original"), l.T("chart.burnup.column.current"),
			l.T("chart.burnup.column.earned"), l.T("chart.burnup.column.unreported"),
		},
		Numeric: []bool{false, true, true, true, true},
	}
	for _, b := range a.BurnUp {
		t.Rows = append(t.Rows, []string{
			b.On.String(), number(l, b.Planned), number(l, b.PlannedCurrent), number(l, b.Earned), number(l, b.Unreported),
		})
		t.exactly(1, b.Planned, b.PlannedCurrent, b.Earned, b.Unreported)
	}
	return t
}
