package opendata

import (
	"io"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// WriteCalendar writes the plan's deadlines as an iCalendar file (RFC 5545) in a
// language: one event of a whole day for each date that an item is due, as the
// dates hold on the day of the assessment. What is withdrawn has none.
//
// An event keeps its identifier however its date moves, and its stamp is when
// the newest update came out, or its revision: the same assessment gives the same bytes.
func WriteCalendar(w io.Writer, l *locale.Locale, a *tracker.Assessment, o Options) error {
	plan := &a.Record.Plan
	page := o.Page.In(l.Lang())
	cal := ics.NewCalendarFor("ogptracker")
	cal.SetProductId("-//ogptracker//ogptracker//EN")
	cal.SetMethod(ics.MethodPublish)
	name := l.T("opendata.calendar.name", "plan", line(l, plan.Title))
	cal.SetXWRCalName(name, language(l.Lang()))
	if plan.Illustrative {
		cal.SetXWRCalDesc(l.T("common.demonstration"), language(l.Lang()))
	}
	stamp := a.LatestAt
	if stamp.IsZero() {
		stamp = a.AsOf.UTC()
	}
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		dates := datesOf(leaf)
		for n, day := range dates {
			event := cal.AddEvent(identifier(plan.ID, leaf.Item.Code, n, len(dates)))
			event.SetDtStampTime(stampOf(leaf, a, stamp).UTC().Truncate(time.Second))
			event.SetSequence(revisionsBy(leaf, a.AsOf))
			event.SetAllDayStartAt(day.UTC())
			event.SetAllDayEndAt(day.AddDays(1).UTC())
			event.SetTimeTransparency(ics.TransparencyTransparent)
			title, lang := inEither(l, leaf.Title)
			event.SetSummary(oneLine(leaf.Item.Code+" "+title), language(lang))
			event.SetDescription(describe(l, a, leaf, day), language(l.Lang()))
			event.AddCategory(l.Schedule(leaf.Schedule.State))
			switch {
			case o.Item != nil:
				event.SetURL(o.Item(l.Lang(), leaf.Commitment.Code, leaf.Item.Code))
			case page != "":
				event.SetURL(page)
			}
		}
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

// datesOf returns the days on which a leaf is due: every date that its deadline
// names, the last of them as revised.
func datesOf(leaf *tracker.LeafState) []tracker.Date {
	current := leaf.Schedule.Current
	if current.IsZero() || leaf.Status == tracker.Withdrawn {
		return nil
	}
	var days []tracker.Date
	for _, d := range leaf.Deadline.Meaning.Dates {
		if d.Before(leaf.Schedule.Original) && d.Before(current) {
			days = append(days, d)
		}
	}
	return append(days, current)
}

// identifier names an event for good: the plan and the item, and for the dates
// before the deciding one their place.
func identifier(plan, code string, n, of int) string {
	id := plan + "/" + code
	if n < of-1 {
		id += "/" + strconv.Itoa(n+1)
	}
	return oneLine(id) + "@ogptracker"
}

// stampOf is when an event last changed: with the newest update of the plan, or
// with the revision of its deadline that came after it.
func stampOf(leaf *tracker.LeafState, a *tracker.Assessment, newest time.Time) time.Time {
	for _, r := range leaf.Deadline.Revisions {
		if on := r.On.UTC(); !r.On.After(a.AsOf) && on.After(newest) {
			newest = on
		}
	}
	return newest
}

// revisionsBy counts the revisions of a leaf's deadline that hold on a day.
func revisionsBy(leaf *tracker.LeafState, at tracker.Date) int {
	n := 0
	for _, r := range leaf.Deadline.Revisions {
		if !r.On.After(at) {
			n++
		}
	}
	return n
}

// describe says of what a leaf is part, how it stands, and what its deadline
// reads.
func describe(l *locale.Locale, a *tracker.Assessment, leaf *tracker.LeafState, day tracker.Date) string {
	lines := []string{
		l.T("opendata.calendar.commitment", "title", line(l, leaf.Commitment.Title)),
		l.T("opendata.calendar.level", "level", leaf.Status, "day", a.AsOf),
	}
	if text := line(l, leaf.Deadline.Text); text != "" {
		lines = append(lines, l.T("opendata.calendar.printed", "text", text))
	}
	if day == leaf.Schedule.Current && leaf.Schedule.Slippage != 0 {
		lines = append(lines, l.T("opendata.calendar.moved", "original", leaf.Schedule.Original, "days", l.Days(leaf.Schedule.Slippage)))
	}
	if a.Record.Plan.Illustrative {
		lines = append(lines, l.T("common.demonstration"))
	}
	return strings.Join(lines, "\n")
}

// inEither returns a text in the language, or in the other one where it is
// missing, and which it is.
func inEither(l *locale.Locale, t tracker.Text) (string, tracker.Lang) {
	if s := l.Text(t); strings.TrimSpace(s) != "" {
		return s, l.Lang()
	}
	other := l.Lang().Other()
	if s := locale.For(other).Text(t); strings.TrimSpace(s) != "" {
		return s, other
	}
	return "", l.Lang()
}

// line is a text of the record on one line, marked where it is in the other
// language.
func line(l *locale.Locale, t tracker.Text) string {
	s, lang := inEither(l, t)
	if s == "" {
		return ""
	}
	if lang != l.Lang() {
		s += " " + l.T("opendata.only_in_other")
	}
	return oneLine(s)
}

// longest is how many bytes of a text a calendar or a feed carries: they are
// read in small panes, and the page has the rest.
const longest = 1000

// oneLine puts any text on one line of bearable length.
func oneLine(s string) string {
	s = strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(tidy(s)))
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}

// language marks a property's language (RFC 5545, 3.2.10).
func language(lang tracker.Lang) ics.PropertyParameter {
	return &ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{string(lang)}}
}
