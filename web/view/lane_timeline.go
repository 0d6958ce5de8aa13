package view

import (
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// axis is the time axis of a timeline.
type axis struct {
	from, to tracker.Date
	ticks    []tracker.Date
	today    tracker.Date
}

// Years by which the axis may reach beyond its plan: a date far off stands at the
// edge instead of pressing all others together.
const axisMargin = 2

// axisOf spans the plan and the dates of its leaves.
func axisOf(a *tracker.Assessment) axis {
	p := &a.Record.Plan
	x := axis{from: p.Start, to: p.End, today: a.AsOf}
	for i := range a.Leaves {
		for _, d := range []tracker.Date{a.Leaves[i].Schedule.Original, a.Leaves[i].Schedule.Current} {
			if d.IsZero() {
				continue
			}
			if x.from.IsZero() || d.Before(x.from) {
				x.from = d
			}
			if x.to.IsZero() || d.After(x.to) {
				x.to = d
			}
		}
	}
	if !p.Start.IsZero() && x.from.Before(p.Start.AddMonths(-12*axisMargin)) {
		x.from = p.Start.AddMonths(-12 * axisMargin)
	}
	if !p.End.IsZero() && x.to.After(p.End.AddMonths(12*axisMargin)) {
		x.to = p.End.AddMonths(12 * axisMargin)
	}
	if x.from.IsZero() || !x.from.Before(x.to) {
		x.from, x.to = x.today.AddMonths(-6), x.today.AddMonths(6)
	}
	days := x.to.DaysSince(x.from)
	x.from, x.to = x.from.AddDays(-days/100), x.to.AddDays(days/25)
	x.ticks = ticksOf(x.from, x.to)
	return x
}

// ticksOf marks half-years, years, or several years, so that at most six marks
// stand on the axis.
func ticksOf(from, to tracker.Date) []tracker.Date {
	months := 6
	for to.DaysSince(from) > 6*31*months {
		months *= 2
	}
	first := tracker.NewDate(from.Year, time.January, 1)
	if months > 12 {
		first.Year -= first.Year % (months / 12)
	}
	var ticks []tracker.Date
	for d := first; !d.After(to); d = d.AddMonths(months) {
		if !d.Before(from) {
			ticks = append(ticks, d)
		}
	}
	return ticks
}

// place returns where a day stands across the axis, 0 to 100.
func (x axis) place(d tracker.Date) float64 {
	return min(max(100*float64(d.DaysSince(x.from))/float64(x.to.DaysSince(x.from)), 0), 100)
}

// What the label of a tick takes of the axis, in per cent: at the narrowest that
// a wide screen is, and at 320 pixels.
const tickRoomWide, tickRoomNarrow = 16.0, 26.0

// head draws the axis itself.
func (x axis) head(l *locale.Locale, narrow bool) Lane {
	lane := Lane{Height: 40}
	room, free := tickRoomWide, 0.0 // free is where the labels so far end
	if narrow {
		room = tickRoomNarrow
	}
	for _, tick := range x.ticks {
		place := x.place(tick)
		here := at(place)
		label := l.ShortMonth(tracker.Period(tick.String()[:len("2018-06")]))
		lane.Lines = append(lane.Lines, Line{X1: here, X2: here, Y1: "24", Y2: "40", Class: "s-line"})
		anchor, dx, from := "start", "4", place
		if place+room > 100 {
			anchor, dx, from = "end", "-4", place-room
		}
		if from < free {
			continue // it would run into the label before it
		}
		free = from + room
		lane.Texts = append(lane.Texts, LaneText{X: here, DX: dx, Y: "34", Anchor: anchor, Size: 13, Class: "axis", Text: label})
	}
	if today, ok := x.todayAt(); ok {
		lane.Lines = append(lane.Lines, Line{X1: at(today), X2: at(today), Y1: "17", Y2: "44", Class: "s-ink", Dash: "2 3"})
		lane.Texts = append(lane.Texts, LaneText{X: at(today), Y: "13", Anchor: anchorAt(today, 10), Size: 13, Class: "b", Text: l.ShortDate(x.today)})
	}
	return lane
}

// todayAt returns where the day of the page stands, if it is on the axis.
func (x axis) todayAt() (float64, bool) {
	return x.place(x.today), x.today.After(x.from) && x.today.Before(x.to)
}

// Heights of a lane, in pixels.
const (
	leafHeight, lanePadding = 20, 8
	// labelRoom is what the code of a leaf takes left of its mark, in per cent of
	// a narrow screen.
	labelRoom = 24.0
)

// lane draws the dates of one commitment's leaves, one below the other.
func (x axis) lane(l *locale.Locale, leaves []*tracker.LeafState) Lane {
	lane := Lane{Height: leafHeight*len(leaves) + lanePadding}
	for _, tick := range x.ticks {
		here := at(x.place(tick))
		lane.Lines = append(lane.Lines, Line{X1: here, X2: here, Y1: "0", Y2: "100%", Class: "grid"})
	}
	if today, ok := x.todayAt(); ok {
		lane.Lines = append(lane.Lines, Line{X1: at(today), X2: at(today), Y1: "0", Y2: "100%", Class: "s-ink", Dash: "2 3"})
	}
	said := make([]string, len(leaves))
	for i, leaf := range leaves {
		x.addLeaf(l, &lane, leaf, leafHeight*i+leafHeight/2+lanePadding/2)
		said[i] = leafInWords(l, leaf)
	}
	lane.Label = strings.Join(said, " ")
	return lane
}

func (x axis) addLeaf(l *locale.Locale, lane *Lane, leaf *tracker.LeafState, y int) {
	s := leaf.Schedule
	code := shorten(leaf.Code, 12)
	baseline := strconv.FormatFloat(float64(y)+4.5, 'f', 1, 64)
	if s.Current.IsZero() {
		text := textOf(l, leaf.Deadline.Text)
		label := code + " " + l.Schedule(s.State)
		if !text.IsZero() {
			label = code + " " + shorten(text.Text, 36)
		}
		lane.Texts = append(lane.Texts, LaneText{X: "0", Y: baseline, Anchor: "start", Size: 12, Class: "axis halo", Text: label})
		return
	}
	current, left := x.place(s.Current), x.place(s.Current)
	mid := strconv.Itoa(y)
	if s.Current != s.Original && !s.Original.IsZero() {
		original := x.place(s.Original)
		left = min(left, original)
		lane.Lines = append(lane.Lines, Line{X1: at(original), X2: at(current), Y1: mid, Y2: mid, Class: "s-muted", Thick: "1.5"})
		lane.Marks = append(lane.Marks, Mark{X: at(original), Y: y})
	}
	glyph, class := glyphOf(leaf.Status), "axis halo"
	if s.State == tracker.Overdue {
		glyph, class = "late", "t-late b halo"
	}
	lane.Marks = append(lane.Marks, Mark{X: at(current), Y: y, Glyph: glyph})
	label := LaneText{X: at(left), DX: "-13", Y: baseline, Anchor: "end", Size: 12, Class: class, Text: code}
	if left < labelRoom { // no room on the left: on the right of all its marks
		right := max(current, x.place(s.Original))
		if s.Original.IsZero() {
			right = current
		}
		label.X, label.DX, label.Anchor = at(right), "13", "start"
	}
	lane.Texts = append(lane.Texts, label)
}

// leafInWords says what a lane shows of one leaf.
func leafInWords(l *locale.Locale, leaf *tracker.LeafState) string {
	s := leaf.Schedule
	status := reportedOf(l, leaf.Status).Label
	switch {
	case s.Current.IsZero():
		return l.T("web.timeline.word_undated", "code", leaf.Code, "status", status, "schedule", l.Schedule(s.State))
	case s.Current != s.Original && !s.Original.IsZero():
		return l.T("web.timeline.word_moved", "code", leaf.Code, "status", status, "schedule", l.Schedule(s.State), "due", s.Current, "original", s.Original)
	}
	return l.T("web.timeline.word", "code", leaf.Code, "status", status, "schedule", l.Schedule(s.State), "due", s.Current)
}
