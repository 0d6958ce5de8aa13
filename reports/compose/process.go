package compose

import (
	"slices"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// process composes the chapter on how the plan was made and is followed: what
// OGP asks of the process, and the record of events that it is judged from.
func (c *composer) process() document.Section {
	s := document.Section{ID: "process", Title: c.l.T("report.process.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.process.intro")})
	if len(c.a.Clocks) > 0 {
		s.Blocks = append(s.Blocks, c.clockTable())
	}
	if len(c.r.Events) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.quiet("report.process.no_events")})
		return s
	}
	s.Blocks = append(s.Blocks, c.eventTable())
	return s
}

// mostItems is how many codes a sentence lists before it says how many more.
const mostItems = 12

// clockTable says of each requirement how it stands and by what record.
func (c *composer) clockTable() document.Table {
	var rows []document.Row
	for _, clock := range c.a.Clocks {
		name := document.Cell{Text: document.Plainly(c.l.Clock(clock.Code))}
		if key := "common.clock." + clock.Code + ".why"; c.l.Has(key) {
			name.Sub = []document.Inline{document.Plainly(c.l.T(key))}
		}
		state := document.Plainly(c.l.ClockState(clock.State))
		if clock.State == tracker.ClockLate || clock.State == tracker.ClockNotMet {
			state = late(c.l.ClockState(clock.State))
		}
		rows = append(rows, document.Row{Cells: []document.Cell{name, {Text: state}, {Text: c.clockRecord(clock)}}})
	}
	return c.table(c.l.T("report.process.clocks", "day", c.a.AsOf), []document.Column{
		c.rowHead("requirement", 12), c.column("state", 3), c.column("record", 7),
	}, document.Group{Rows: rows})
}

// clockRecord says what a requirement was judged from: when it happened, by when
// it is asked for, what was counted, and the items that keep it from being met.
func (c *composer) clockRecord(clock tracker.Clock) document.Inline {
	var parts []string
	if !clock.On.IsZero() {
		parts = append(parts, c.l.T("report.clock.on", "day", clock.On))
	}
	if key := "report.clock.counted." + clock.Code; c.l.Has(key) && (clock.Of > 0 || clock.Count > 0) {
		parts = append(parts, c.l.T(key, "count", clock.Count, "of", clock.Of, "days", c.l.Days(clock.Days)))
	}
	switch {
	case clock.Due.IsZero():
	case clock.State == tracker.ClockRunning:
		parts = append(parts, c.l.T("report.clock.due", "day", clock.Due))
	case clock.State == tracker.ClockLate && clock.Due.Before(c.a.AsOf):
		parts = append(parts, c.l.T("report.clock.was_due", "day", clock.Due))
	}
	if len(clock.Items) > 0 {
		parts = append(parts, c.l.T("report.clock.items", "items", c.list(clock.Items, mostItems)))
	}
	return orElse(document.Plainly(sentences(parts...)), c.blank())
}

// eventTable lists the events of the plan in order of time.
func (c *composer) eventTable() document.Table {
	events := slices.Clone(c.r.Events)
	slices.SortStableFunc(events, func(a, b tracker.Event) int { return a.On.Compare(b.On) })
	var rows []document.Row
	for _, e := range events {
		what := document.Cell{Text: orElse(c.text(e.Title), document.Plainly(c.l.EventKind(e.Kind)))}
		if c.text(e.Title) != nil {
			what.Sub = append(what.Sub, document.Plainly(c.l.EventKind(e.Kind)))
		}
		if note := c.text(e.Note); note != nil {
			what.Sub = append(what.Sub, note)
		}
		record := c.quiet("report.process.no_record")
		if e.URL != "" {
			record = document.Inline{address(e.URL)}
		}
		day := c.l.Date(e.On)
		if !e.Until.IsZero() && e.Until != e.On {
			day = c.l.DateRange(e.On, e.Until)
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: orElse(document.Plainly(day), c.blank())}, what, {Text: record},
		}})
	}
	return c.table(c.l.T("report.process.events"), []document.Column{
		c.column("day", 5), c.rowHead("event", 9), c.column("record", 6),
	}, document.Group{Rows: rows})
}
