package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// DueItem is a report that is owed, with a link to its form.
type DueItem struct {
	Item    Item
	Period  string
	Late    bool
	State   string // "due by 31 December 2026", "overdue"
	Timing  Timing // against the item's own deadline
	Status  Status // as reported last
	From    []Text
	Current bool // the one that is being written
}

// dueItem names a report that is owed; its link leads to the form.
func dueItem(l *locale.Locale, k Links, r *tracker.Record, d tracker.DueReport, current bool) DueItem {
	key := tracker.DraftKey{Plan: r.Plan.ID, Leaf: d.Leaf.Code, Period: d.Period}
	item := DueItem{
		Item:   Item{Href: k.Update(key), Code: d.Leaf.Code, Title: titleOf(l, d.Leaf.Title, d.Leaf.Code)},
		Period: l.Month(d.Period), Timing: timingOf(l, d.Leaf.Schedule), Status: reportedOf(l, d.Leaf.Status),
		From: organizations(l, r, d.From), Current: current,
	}
	switch d.State {
	case tracker.PeriodOverdue:
		item.Late = true
		item.State = l.T("work.due.overdue", "period", d.Period)
	case tracker.PeriodDue:
		item.State = l.T("work.due.due", "period", d.Period, "day", d.Period.End().AddDays(tracker.ReportingGraceDays))
	default:
		item.State = l.T("work.due.running", "period", d.Period)
	}
	return item
}
