package chart

import (
	"cmp"
	"math"
	"slices"
	"time"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// MilestoneTimeline sets every leaf on a time axis: its sign at the date it is
// due, a diamond where it was first promised when that has moved, and the day.
func MilestoneTimeline(l *locale.Locale, a *tracker.Assessment, size Size) Chart {
	c := Chart{
		ID:       "timeline",
		Title:    l.T("chart.timeline.title"),
		Subtitle: l.T("chart.timeline.subtitle", "leaves", leaves(l, a, len(a.Leaves)), "date", a.AsOf),
		Sentence: timelineSentence(l, a),
		Note:     planNote(l, a),
		Table:    timelineTable(l, a),
		Width:    int(size),
	}
	if len(a.Leaves) == 0 || a.Record.Plan.Start.IsZero() {
		return c.empty(l.T("chart.timeline.none"), size)
	}
	lanes := maxRows
	t := newTimeline(l, a, size, lanes)
	for size == Print && t.height > printHeight && lanes > 4 {
		lanes = min(lanes, t.lanes) - 4
		t = newTimeline(l, a, size, lanes)
	}
	t.axis(l, a)
	for _, b := range t.blocks {
		t.block(l, a, b)
	}
	t.plot.key(t.keyItems)
	if left := len(a.Leaves) - t.lanes; left > 0 {
		t.captions(caption{at: t.at(0, t.height-10*size.unit()), text: l.N("chart.timeline.left_out", left), color: colorQuiet})
	}
	c.Height, c.Options = int(t.height), t.options()
	return c
}

// timeline is a plot over days since the plan's start.
type timeline struct {
	*plot
	blocks   []timelineBlock
	keyItems []keyItem
	lane     float64 // height of a lane in pixels
	lanes    int     // how many there are
	first    tracker.Date
	last     tracker.Date
}

// timelineBlock is a commitment with its lanes.
type timelineBlock struct {
	state  *tracker.CommitmentState
	title  []string
	leaves []*tracker.LeafState
	top    float64 // in pixels below the frame's top
	height float64
	laneAt float64 // middle of the first lane
}

// newTimeline lays out a timeline of at most so many lanes.
func newTimeline(l *locale.Locale, a *tracker.Assessment, size Size, lanes int) *timeline {
	u, text := size.unit(), size.text()
	t := &timeline{lane: 19 * u}
	f := frame{right: 14 * u}
	titleWidth := float64(size) - 8
	if size != Narrow {
		titleWidth = map[Size]float64{Wide: 236, Print: 150}[size]
		f.left = titleWidth + 40*u
	} else {
		f.left = 14
	}
	chosen := chooseLeaves(a, lanes)
	t.keyItems = timelineKey(l, a, chosen)
	f.top = keyHeight(size, t.keyItems) + 50*u
	t.lanes = len(chosen)
	y := 0.0
	for i := range a.Commitments {
		state := &a.Commitments[i]
		b := timelineBlock{state: state, top: y}
		for j := state.First; j < state.Last; j++ {
			if chosen[j] {
				b.leaves = append(b.leaves, &a.Leaves[j])
			}
		}
		if len(b.leaves) == 0 {
			continue
		}
		b.title = typeface.Wrap(commitmentTitle(l, state), titleWidth, text, false, 3)
		title, rows := float64(len(b.title))*text*leading, float64(len(b.leaves))*t.lane
		if size == Narrow {
			b.laneAt = y + 11 + title + t.lane/2
			b.height = 11 + title + rows + 8
		} else {
			b.laneAt = y + 5*u + t.lane/2
			b.height = max(title, rows) + 10*u
		}
		y += b.height
		t.blocks = append(t.blocks, b)
	}
	f.bottom = 4 * u
	if t.lanes < len(a.Leaves) {
		f.bottom += 20 * u
	}
	t.first, t.last = timelineSpan(a)
	days := float64(max(1, t.last.DaysSince(t.first)))
	height := math.Ceil(f.top + y + f.bottom)
	t.plot = newPlot(size, height, f, scale{min: 0, max: days}, scale{min: 0, max: height - f.top - f.bottom, down: true})
	return t
}

// timelineSpan returns the first and last day of the axis: the plan's days,
// widened to hold every date within two years of them.
func timelineSpan(a *tracker.Assessment) (first, last tracker.Date) {
	plan := &a.Record.Plan
	first, last = plan.Start, plan.End
	if !last.After(first) {
		last = first.AddMonths(24)
	}
	low, high := first.AddMonths(-24), last.AddMonths(24)
	for i := range a.Leaves {
		for _, d := range []tracker.Date{a.Leaves[i].Schedule.Original, a.Leaves[i].Schedule.Current} {
			switch {
			case d.IsZero():
			case d.Before(first):
				first = latest(d, low)
			case d.After(last):
				last = earliest(d, high)
			}
		}
	}
	return first.AddDays(-12), last.AddDays(12)
}

func earliest(a, b tracker.Date) tracker.Date {
	if b.Before(a) {
		return b
	}
	return a
}

func latest(a, b tracker.Date) tracker.Date {
	if b.After(a) {
		return b
	}
	return a
}

// chooseLeaves picks at most n leaves, by index: those first that ask for
// attention.
func chooseLeaves(a *tracker.Assessment, n int) map[int]bool {
	order := make([]int, len(a.Leaves))
	for i := range order {
		order[i] = i
	}
	if len(order) > n {
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(urgency(&a.Leaves[i]), urgency(&a.Leaves[j])) })
		order = order[:n]
	}
	chosen := make(map[int]bool, len(order))
	for _, i := range order {
		chosen[i] = true
	}
	return chosen
}

func urgency(leaf *tracker.LeafState) int {
	switch {
	case leaf.Schedule.State == tracker.Overdue:
		return 0
	case leaf.Schedule.State == tracker.DueSoon:
		return 1
	case leaf.Schedule.Slippage != 0:
		return 2
	case leaf.Status == tracker.Complete:
		return 5
	case leaf.Schedule.Current.IsZero():
		return 4
	}
	return 3
}

// day returns where a date lies; one outside the axis lies at its end.
func (t *timeline) day(d tracker.Date) float64 {
	return max(0, min(t.x.max, float64(d.DaysSince(t.first))))
}

// axis draws the months and the line of the day.
func (t *timeline) axis(l *locale.Locale, a *tracker.Assessment) {
	u, text := t.size.unit(), t.size.text()
	room := widest(text, false, l.ShortMonth("2018-09")) + 14*u
	step := 120 // months from one label to the next
	for _, s := range []int{60, 24, 12, 6, 3, 1} {
		if float64(s)*30/t.x1px() >= room {
			step = s
		}
	}
	for float64(step)*30/t.x1px() < room {
		step *= 2 // a plan of centuries
	}
	var grid []segment
	var labels []caption
	for d := tracker.NewDate(t.first.Year, time.January, 1); !d.After(t.last); d = d.AddMonths(step) {
		if d.Before(t.first) {
			continue
		}
		x := t.day(d)
		grid = append(grid, segment{point{x, -6 * u}, point{x, t.y.max}})
		label := caption{at: point{x, 0}, dy: -17 * u, align: "center", text: l.ShortMonth(monthOf(d)), color: colorQuiet, halo: true}
		t.inside(&label)
		labels = append(labels, label)
	}
	t.segments(stroke{color: colorLine, width: u}, layerGrid, grid...)
	t.captions(labels...)
	left := -t.frame.left * t.x1px()
	t.segments(stroke{color: colorInk, width: 1.5 * u}, layerGrid, segment{point{left, 0}, point{t.x.max, 0}})
	for _, b := range t.blocks {
		t.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{left, b.top + b.height}, point{t.x.max, b.top + b.height}})
	}
	if a.AsOf.Before(t.first) || a.AsOf.After(t.last) {
		return
	}
	x := t.day(a.AsOf)
	t.segments(stroke{colorInk, 1.25 * u, []float64{2 * u, 3 * u}}, layerGrid, segment{point{x, -28 * u}, point{x, t.y.max}})
	today := caption{at: point{x, 0}, dy: -37 * u, align: "center", text: l.ShortDate(a.AsOf), bold: true}
	t.inside(&today)
	t.captions(today)
}

// block sets a commitment's title and its lanes.
func (t *timeline) block(l *locale.Locale, a *tracker.Assessment, b timelineBlock) {
	u, text := t.size.unit(), t.size.text()
	title := caption{at: point{0, b.laneAt}, dx: -t.frame.left}
	if t.size == Narrow {
		title.at.y, title.dy, title.halo = b.top+8, text*leading/2, true
	}
	t.lines(title, b.title)
	for i, leaf := range b.leaves {
		t.leaf(l, leaf, b.laneAt+float64(i)*t.lane, u)
	}
}

// leaf sets one leaf on its lane.
func (t *timeline) leaf(l *locale.Locale, leaf *tracker.LeafState, y, u float64) {
	schedule := leaf.Schedule
	code := typeface.Fit(leaf.Code, 90*u, t.size.small(), false)
	if schedule.Current.IsZero() {
		t.captions(caption{at: point{0, y}, text: l.T("chart.timeline.no_date", "code", code, "text", l.Schedule(schedule.State)), size: t.size.small(), color: colorQuiet, halo: true})
		return
	}
	overdue := schedule.State == tracker.Overdue
	at := point{t.day(schedule.Current), y}
	left, right := at.x, at.x
	if schedule.Slippage != 0 && !schedule.Original.IsZero() {
		was := point{t.day(schedule.Original), y}
		left, right = min(left, was.x), max(right, was.x)
		t.segments(stroke{color: colorQuiet, width: 1.5 * u}, layerGrid, segment{was, at})
		drawDiamond(t.plot, t.px(was.x), t.py(was.y))
	}
	t.sign(at, leaf.Status, overdue, timelineTip(l, leaf))
	label := caption{at: point{left, y}, dx: -11 * u, align: "right", text: code, size: t.size.small(), color: colorQuiet, halo: true}
	if overdue {
		label.bold, label.color = true, colorLate
	}
	if t.px(left)-11*u-typeface.Width(code, t.size.small(), overdue) < t.frame.left-34*u {
		label.at.x, label.dx, label.align = right, 11*u, "left"
	}
	t.captions(label)
}

// timelineTip says what a mark stands for.
func timelineTip(l *locale.Locale, leaf *tracker.LeafState) string {
	schedule := leaf.Schedule
	text := leaf.Code + " " + titleOf(l, leaf.Item) + "\n"
	if schedule.Slippage != 0 {
		text += l.T("chart.timeline.tip.moved", "date", schedule.Current, "original", schedule.Original, "days", l.Signed(schedule.Slippage))
	} else {
		text += l.T("chart.timeline.tip.due", "date", schedule.Current)
	}
	return text + "\n" + levelName(l, leaf.Status) + l.T("chart.colon") + l.Schedule(schedule.State)
}

// timelineKey explains the signs that occur on the chosen leaves.
func timelineKey(l *locale.Locale, a *tracker.Assessment, chosen map[int]bool) []keyItem {
	has := map[tracker.Level]bool{}
	overdue, moved := false, false
	for i := range chosen {
		s := a.Leaves[i].Schedule
		switch {
		case s.Current.IsZero():
		case s.State == tracker.Overdue:
			overdue = true
		default:
			has[levelOf(&a.Leaves[i])] = true
		}
		moved = moved || s.Slippage != 0
	}
	var items []keyItem
	add := func(name string, level tracker.Level, late bool) {
		items = append(items, keyItem{width: signSize, name: name, draw: func(p *plot, x, y float64) { p.sign(p.at(x, y), level, late, "") }})
	}
	for _, level := range inOrder(has) {
		add(levelName(l, level), level, false)
	}
	if overdue {
		add(l.Schedule(tracker.Overdue), tracker.NoEvidence, true)
	}
	if moved {
		items = append(items, keyItem{width: 26, name: l.T("chart.timeline.key.moved"), draw: drawMove})
	}
	return items
}

func timelineSentence(l *locale.Locale, a *tracker.Assessment) string {
	dated, most := a.Earned.Dated, 0
	for i := range a.Leaves {
		most = max(most, a.Leaves[i].Schedule.Slippage)
	}
	if dated == 0 {
		return l.T("chart.timeline.none")
	}
	moved, overdue, soon := len(a.Moved()), len(a.Overdue()), len(a.DueSoon())
	said := []any{"leaves", leaves(l, a, dated), "days", l.Days(most)}
	sentence := l.T("chart.timeline.sentence.none_moved", said...)
	switch {
	case moved > 0 && most > 0:
		sentence = l.N("chart.timeline.sentence.moved_by", moved, said...)
	case moved > 0:
		sentence = l.N("chart.timeline.sentence.moved", moved, said...)
	}
	if overdue > 0 {
		sentence += " " + l.N("chart.timeline.sentence.overdue", overdue)
	} else {
		sentence += " " + l.T("chart.timeline.sentence.none_overdue")
	}
	if soon > 0 {
		sentence += " " + l.N("chart.timeline.sentence.soon", soon, "days", l.Days(tracker.DueSoonDays))
	}
	return sentence
}

func timelineTable(l *locale.Locale, a *tracker.Assessment) Table {
	t := Table{
		Caption: l.T("chart.timeline.caption"),
		Head: []string{
			l.T("chart.column.code"), l.T("chart.column.item"), l.T("chart.timeline.column.original"), l.T("chart.timeline.column.current"),
			l.T("chart.timeline.column.slippage"), l.T("chart.column.level"), l.T("chart.timeline.column.schedule"),
		},
		Numeric: []bool{false, false, false, false, true, false, false},
	}
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		s := leaf.Schedule
		slippage := ""
		if !s.Current.IsZero() {
			slippage = l.Signed(s.Slippage)
		}
		t.Rows = append(t.Rows, []string{
			leaf.Code, titleOf(l, leaf.Item), s.Original.String(), s.Current.String(), slippage, levelName(l, leaf.Status), l.Schedule(s.State),
		})
	}
	return t
}
