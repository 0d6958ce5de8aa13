package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ClockRow is one of OGP's requirements, and where it stands.
type ClockRow struct {
	Name  string
	State string
	Glyph string // "ok", "late", "soon", "info", or blank
	Late  bool
	Text  string
	Items []Item // what keeps it from being met
}

// itemsNamed is how many items a requirement names; the checks name all.
const itemsNamed = 12

func clockRows(l *locale.Locale, k Links, a *tracker.Assessment) []ClockRow {
	rows := make([]ClockRow, len(a.Clocks))
	for i, c := range a.Clocks {
		row := ClockRow{Name: l.Clock(c.Code), State: l.ClockState(c.State), Text: clockText(l, c)}
		switch c.State {
		case tracker.ClockMet:
			row.Glyph = "ok"
		case tracker.ClockLate, tracker.ClockNotMet:
			row.Glyph, row.Late = "late", true
		case tracker.ClockRunning:
			row.Glyph = "soon"
		case tracker.ClockPartly, tracker.ClockNeeds:
			row.Glyph = "info"
		}
		for _, code := range c.Items[:min(itemsNamed, len(c.Items))] {
			row.Items = append(row.Items, anyItem(l, k, a, code))
		}
		rows[i] = row
	}
	return rows
}

// clockText says where a requirement stands, by what its code counts.
func clockText(l *locale.Locale, c tracker.Clock) string {
	if c.State == tracker.ClockNotAsked {
		return l.T("web.clock.not_asked")
	}
	switch c.Code {
	case tracker.ClockRepository:
		if c.On.IsZero() {
			return l.T("web.clock.no_update")
		}
		return l.N("web.clock.last_update", c.Days, "on", c.On)
	case tracker.ClockMidterm, tracker.ClockEndOfTerm:
		return owedText(l, c)
	case tracker.ClockNextPlan:
		return nextPlanText(l, c)
	case tracker.ClockForum:
		if c.Count == 0 {
			return l.T("web.clock.no_record")
		}
		return l.N("web.clock.meetings", c.Count, "gap", l.Days(c.Days))
	case tracker.ClockTimeline:
		if c.On.IsZero() {
			return l.T("web.clock.no_record")
		}
		return l.N("web.clock.ahead", c.Days, "on", c.On)
	case tracker.ClockForumRules, tracker.ClockResponse:
		if c.On.IsZero() {
			return l.T("web.clock.no_record")
		}
		return l.T("web.clock.published", "on", c.On)
	}
	return countedText(l, c)
}

// countedText says of how many things a requirement is met.
func countedText(l *locale.Locale, c tracker.Clock) string {
	if c.Of == 0 {
		return l.T("web.clock.nothing_yet")
	}
	args := []any{"n", c.Count, "of", c.Of}
	switch c.Code {
	case tracker.ClockCommitments:
		return l.T("web.clock.commitments", args...)
	case tracker.ClockEvidence:
		return l.T("web.clock.evidence", args...)
	case tracker.ClockProgress:
		return l.T("web.clock.progress", args...)
	case tracker.ClockMeetings:
		return l.T("web.clock.years", args...)
	case tracker.ClockComment, tracker.ClockCommentSummary:
		return l.T("web.clock.assessments", args...)
	case tracker.ClockIndependent:
		return l.T("web.clock.reports", args...)
	}
	return l.T("web.of", args...)
}

// owedText says of a report that is owed when it came, or how long it has.
func owedText(l *locale.Locale, c tracker.Clock) string {
	switch {
	case !c.On.IsZero() && c.Days > 0:
		return l.N("web.clock.published_late", c.Days, "on", c.On, "due", c.Due)
	case !c.On.IsZero():
		return l.T("web.clock.published_by", "on", c.On, "due", c.Due)
	case c.State == tracker.ClockRunning:
		return l.N("web.clock.due_in", c.Days, "due", c.Due)
	case c.State == tracker.ClockLate:
		return l.N("web.clock.missing", c.Days, "due", c.Due)
	case c.Due.IsZero():
		return l.T("web.clock.no_record")
	}
	return l.T("web.clock.due_no_record", "due", c.Due)
}

func nextPlanText(l *locale.Locale, c tracker.Clock) string {
	switch {
	case c.Due.IsZero():
		return l.T("web.clock.no_record")
	case !c.On.IsZero() && c.Days > 0:
		return l.N("web.clock.began_late", c.Days, "on", c.On)
	case !c.On.IsZero():
		return l.T("web.clock.began", "on", c.On)
	case c.State == tracker.ClockRunning:
		return l.N("web.clock.due_in", c.Days, "due", c.Due)
	}
	return l.N("web.clock.none_since", c.Days, "due", c.Due)
}
