package tracker

import (
	"slices"
	"time"
)

// Every is how often a plan is reported on, in months.
type Every int

// How often plans are reported on.
const (
	Quarterly  Every = 3
	HalfYearly Every = 6
)

// PeriodsMost is how many periods are made at once: four years by the month.
const PeriodsMost = 48

// PeriodsBetween returns the reporting periods of a plan that is reported on every
// so many months, each named by its last month. The last one holds the plan's end.
func PeriodsBetween(start, end Date, every Every) []Period {
	var periods []Period
	if start.IsZero() || end.Before(start) || every < 1 {
		return nil
	}
	for months := int(every) - 1; len(periods) < PeriodsMost; months += int(every) {
		last := MonthEnd(start.Year, start.Month+time.Month(months))
		periods = append(periods, Period(last.String()[:len("2018-06")]))
		if !last.Before(end) {
			break
		}
	}
	return periods
}

// every returns how often a plan is reported on, half-yearly where its periods do not
// tell.
func (p *Plan) every() Every {
	if len(p.Periods) < 2 {
		return HalfYearly
	}
	first, second := p.Periods[0].End(), p.Periods[1].End()
	return Every(12*(second.Year-first.Year) + int(second.Month-first.Month))
}

// NextPlan returns a draft of the plan that follows one and begins on a day, the day
// after its end where that is zero: its structure, texts, weights and organizations
// under the next number, with every date as much later as the plan begins. What was reported, assessed, revised and withdrawn stays behind.
// A deadline is set by hand to its shifted date, for its text names the old one;
// one that recurs or has no date keeps its text.
func NextPlan(r *Record, start Date) *Record {
	old := &r.Plan
	next := &Record{Jurisdiction: r.Jurisdiction, Plan: *old, Organizations: slices.Clone(r.Organizations)}
	p := &next.Plan
	p.Number++
	p.ID = PlanID(p.Jurisdiction, p.Number)
	p.Draft, p.OGPID, p.Source, p.Promised = true, "", "", 0
	if p.Start = start; start.IsZero() {
		p.Start = old.End.AddDays(1)
	}
	shift := shiftBy(old.Start, p.Start)
	p.End = shift(old.End)
	p.Periods = PeriodsBetween(p.Start, p.End, old.every())
	p.Themes = slices.Clone(old.Themes)
	p.Commitments = nil
	for _, c := range old.Commitments {
		c.Item = nextItem(c.Item, shift)
		c.Start, c.End = shift(c.Start), shift(c.End)
		c.PolicyAreas = slices.Clone(c.PolicyAreas)
		c.OGPID, c.WithdrawReason, c.Stated, c.WhatChanged, c.NextSteps = "", Text{}, nil, Text{}, Text{}
		milestones := c.Milestones
		c.Milestones = nil
		for _, m := range milestones {
			m.Item = nextItem(m.Item, shift)
			indicators := m.Indicators
			m.Indicators = nil
			for _, in := range indicators {
				in.Item = nextItem(in.Item, shift)
				in.Actual, in.ActualOn = Text{}, Date{}
				m.Indicators = append(m.Indicators, in)
			}
			c.Milestones = append(c.Milestones, m)
		}
		p.Commitments = append(p.Commitments, c)
	}
	return next
}

func nextItem(i Item, shift func(Date) Date) Item {
	i.Leads, i.Supporting = slices.Clone(i.Leads), slices.Clone(i.Supporting)
	i.Deadline.Revisions = nil
	if m := i.Deadline.Meaning; m.Kind == Dated {
		i.Deadline = Deadline{SetByHand: true, Meaning: Meaning{Kind: Dated}}
		i.Deadline.setDue(shift(m.Due))
	}
	return i
}

// shiftBy returns a function that moves days as many months as lie between two; the
// end of a month stays one.
func shiftBy(from, to Date) func(Date) Date {
	months := 12*(to.Year-from.Year) + int(to.Month-from.Month)
	return func(d Date) Date {
		if d.IsZero() {
			return d
		}
		later := d.AddMonths(months)
		if d == MonthEnd(d.Year, d.Month) {
			return MonthEnd(later.Year, later.Month)
		}
		return later
	}
}
