package tracker

import (
	"slices"
	"time"
)

// PeriodState is where a reporting period stands on a day: whether it may be
// reported for, and whether its reports are asked for.
type PeriodState string

// The states of a reporting period.
const (
	PeriodUnknown PeriodState = ""        // the plan has no such period
	PeriodAhead   PeriodState = "ahead"   // has not begun: nothing can be reported for it
	PeriodRunning PeriodState = "running" // has begun and not ended: asked for by its last day
	PeriodDue     PeriodState = "due"     // the last that ended, its reports still come in
	PeriodOverdue PeriodState = "overdue" // the last that ended, more than [ReportingGraceDays] ago
	PeriodPast    PeriodState = "past"    // no longer asked for; what is late or corrects is still taken
)

// Asked reports whether reports are asked for in this state.
func (s PeriodState) Asked() bool {
	return s == PeriodRunning || s == PeriodDue || s == PeriodOverdue
}

// Reportable reports whether something may be reported for a period in this
// state: for each that has begun.
func (s PeriodState) Reportable() bool { return s == PeriodPast || s.Asked() }

// PeriodBegin returns the first day of a reporting period of the plan: the day
// after the period before it ended. The first one begins with the plan, or with
// the month that names it where the plan begins later or names no day. It returns
// no date for what is no period of the plan.
func (p *Plan) PeriodBegin(period Period) Date {
	i := slices.Index(p.Periods, period)
	switch {
	case i < 0:
		return Date{}
	case i > 0:
		return p.Periods[i-1].End().AddDays(1)
	}
	end := period.End()
	return earlier(p.Start, NewDate(end.Year, end.Month, 1))
}

// PeriodState returns where a reporting period stands on a day.
//
// Two periods are asked for on a day: the one that runs, and the last that has
// ended. What an older one lacks, a newer report has overtaken. A plan whose last
// period ended more than [ReportingGraceDays] ago is closed and asks for nothing.
func (p *Plan) PeriodState(period Period, day Date) PeriodState {
	i := slices.Index(p.Periods, period)
	if i < 0 {
		return PeriodUnknown
	}
	last := i == len(p.Periods)-1
	late := day.DaysSince(period.End()) > ReportingGraceDays
	switch {
	case p.PeriodBegin(period).After(day):
		return PeriodAhead
	case !period.End().Before(day):
		return PeriodRunning
	case !last && p.Periods[i+1].End().Before(day), last && late:
		return PeriodPast
	case late:
		return PeriodOverdue
	}
	return PeriodDue
}

// PeriodsAsked returns the reporting periods that are asked for on a day, two at
// most, in order of time.
func (p *Plan) PeriodsAsked(day Date) []Period {
	return p.periodsThat(day, PeriodState.Asked)
}

// PeriodsReportable returns the reporting periods that have begun by a day, in
// order of time.
func (p *Plan) PeriodsReportable(day Date) []Period {
	return p.periodsThat(day, PeriodState.Reportable)
}

func (p *Plan) periodsThat(day Date, keep func(PeriodState) bool) []Period {
	var out []Period
	for _, period := range p.Periods {
		if keep(p.PeriodState(period, day)) {
			out = append(out, period)
		}
	}
	return out
}

// DueReport is a report that is asked for and was not published.
type DueReport struct {
	Leaf   *LeafState
	Period Period
	State  PeriodState // running, due or overdue
	// From are the codes of the organizations that owe it, see [Leaf.Owing]. One
	// report of any of them, or of one that supports them, is enough.
	From []string
}

// DueReports returns the reports that are owed on the assessment's day, in the
// plan's order, then by period.
//
// A leaf owes a report for each period that is asked for, unless one was
// published for that period or a later one. What is complete owes none, for there
// is nothing more to say, and neither does what was withdrawn.
func (a *Assessment) DueReports() []DueReport {
	plan := &a.Record.Plan
	asked := plan.PeriodsAsked(a.AsOf)
	var out []DueReport
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		if leaf.Status == Complete || leaf.Status == Withdrawn {
			continue
		}
		for _, period := range asked {
			if leaf.Latest == nil || leaf.Latest.Period < period {
				out = append(out, DueReport{leaf, period, plan.PeriodState(period, a.AsOf), leaf.Owing()})
			}
		}
	}
	return out
}

// IsFrom reports whether one of the organizations owes the report.
func (d DueReport) IsFrom(organizations []string) bool {
	return slices.ContainsFunc(d.From, func(code string) bool { return slices.Contains(organizations, code) })
}

// Owing returns the codes of the organizations that a report on the leaf is due
// from: its leads, or those that support it where it has no lead. A leaf that
// names neither is its milestone's, and then its commitment's.
func (l *Leaf) Owing() []string {
	i := l.answering()
	if len(i.Leads) > 0 {
		return i.Leads
	}
	return i.Supporting
}

// ReportsAs returns the codes of the organizations in whose name an account may
// report on a leaf; none where it may not report at all. A coordinator may for
// every one that answers for the leaf or has reported on it, blank where there is
// none; a contributor for its own among those that answer for it.
func (a *Account) ReportsAs(p *Plan, leaf *LeafState) []string {
	d := a.May(MayReport, Subject{Plan: p, Leaf: &leaf.Leaf})
	if !d.Allowed {
		return nil
	}
	responsible := leaf.Responsible()
	if d.Role == Contributor {
		return slices.DeleteFunc(responsible, func(code string) bool { return !slices.Contains(a.Organizations, code) })
	}
	for _, u := range leaf.Updates {
		if !slices.Contains(responsible, u.Organization) {
			responsible = append(responsible, u.Organization)
		}
	}
	if len(responsible) == 0 {
		return []string{""}
	}
	return responsible
}

// Closed reports whether a plan asks for no more reports on a day.
func (p *Plan) Closed(day Date) bool { return len(p.PeriodsAsked(day)) == 0 }

// PublishedSince returns the updates published after an instant that no later one
// replaces, newest first.
func (a *Assessment) PublishedSince(since time.Time) []*Update {
	var out []*Update
	for i := range a.Leaves {
		replaced := map[int64]bool{}
		for _, u := range a.Leaves[i].Updates { // newest first
			replaced[u.Replaces] = true
			if u.PublishedAt.After(since) && !replaced[u.ID] {
				out = append(out, u)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y *Update) int { return y.PublishedAt.Compare(x.PublishedAt) })
	return out
}
