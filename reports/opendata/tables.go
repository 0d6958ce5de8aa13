package opendata

import (
	"slices"

	"ogptracker/tracker"
)

// tablesOf makes the tables of a plan. Each says on every row of which plan and
// day it is, and whether the progress in it is made up to show the program, so
// that no file loses it.
func tablesOf(a *tracker.Assessment) []Table {
	return []Table{
		commitments(a), milestones(a), indicators(a), updates(a), evidence(a), deadlines(a), burnUp(a),
	}
}

// origin are the columns that every table begins with.
func origin[R any](a *tracker.Assessment) []column[R] {
	return []column[R]{
		{"plan", String, func(R) any { return a.Record.Plan.ID }},
		{"as_of", Day, func(R) any { return a.AsOf }},
		{"illustrative", Boolean, func(R) any { return a.Record.Plan.Illustrative }},
	}
}

// figures are the columns of what the roll-up gives.
func figures[R any](of func(R) tracker.Figures) []column[R] {
	return []column[R]{
		{"level", String, func(r R) any { return string(of(r).Level) }},
		{"coverage", Number, func(r R) any { return of(r).Coverage }},
		{"lower", Number, func(r R) any { return of(r).Lower }},
		{"upper", Number, func(r R) any { return of(r).Upper }},
		{"progress", Number, func(r R) any { return of(r).Progress }},
		{"counted", Integer, func(r R) any { return of(r).Leaves }},
		{"reported", Integer, func(r R) any { return of(r).Known }},
	}
}

func commitments(a *tracker.Assessment) Table {
	type state = tracker.CommitmentState
	overdue := func(c state) any {
		n := 0
		for _, l := range a.Leaves[c.First:c.Last] {
			if l.Schedule.State == tracker.Overdue {
				n++
			}
		}
		return n
	}
	stated := func(c state) tracker.Stated {
		if c.Stated == nil {
			return tracker.Stated{}
		}
		return *c.Stated
	}
	columns := slices.Concat(
		origin[state](a),
		[]column[state]{
			{"commitment", String, func(c state) any { return c.Code }},
			{"number", Integer, func(c state) any { return c.Number }},
		},
		texts("title", func(c state) tracker.Text { return c.Title }),
		[]column[state]{
			{"theme", String, func(c state) any { return c.Theme }},
			{"leads", String, func(c state) any { return codes(c.Leads) }},
			{"supporting", String, func(c state) any { return codes(c.Supporting) }},
		},
		figures(func(c state) tracker.Figures { return c.Figures }),
		[]column[state]{
			{"weight", Number, func(c state) any { return c.Weight }},
			{"overdue", Integer, overdue},
			{"last_update", Day, func(c state) any { return c.LastUpdate }},
			{"stated_level", String, func(c state) any { return string(stated(c).Level) }},
			{"stated_on", Day, func(c state) any { return stated(c).On }},
		},
		texts("stated_reason", func(c state) tracker.Text { return stated(c).Reason }),
		texts("description", func(c state) tracker.Text { return c.Description }),
		texts("problem", func(c state) tracker.Text { return c.Problem }),
		texts("objective", func(c state) tracker.Text { return c.Objective }),
		texts("what_changed", func(c state) tracker.Text { return c.WhatChanged }),
		texts("next_steps", func(c state) tracker.Text { return c.NextSteps }),
		texts("contact", func(c state) tracker.Text { return c.Contact.Title }),
		[]column[state]{{"contact_email", String, func(c state) any { return c.Contact.Email }}},
	)
	return build("commitments", []string{"commitment"}, a.Commitments, columns)
}

// milestoneRow is a milestone with the commitment it is a step of.
type milestoneRow struct {
	commitment string
	tracker.MilestoneState
}

func milestones(a *tracker.Assessment) Table {
	var rows []milestoneRow
	for _, c := range a.Commitments {
		for _, m := range c.Milestones {
			rows = append(rows, milestoneRow{c.Code, m})
		}
	}
	columns := slices.Concat(
		origin[milestoneRow](a),
		[]column[milestoneRow]{
			{"commitment", String, func(m milestoneRow) any { return m.commitment }},
			{"milestone", String, func(m milestoneRow) any { return m.MilestoneState.Code }},
		},
		texts("title", func(m milestoneRow) tracker.Text { return m.Title }),
		[]column[milestoneRow]{{"leads", String, func(m milestoneRow) any { return codes(m.Leads) }}},
		figures(func(m milestoneRow) tracker.Figures { return m.Figures }),
		texts("deadline", func(m milestoneRow) tracker.Text { return m.Deadline.Text }),
		texts("expected_output", func(m milestoneRow) tracker.Text { return m.ExpectedOutput }),
	)
	return build("milestones", []string{"milestone"}, rows, columns)
}

// leafState is shorter to write.
type leafState = *tracker.LeafState

// leafColumns name the leaf that a row is about, and what it is part of.
func leafColumns[R any](leaf func(R) leafState) []column[R] {
	return []column[R]{
		{"commitment", String, func(r R) any { return leaf(r).Commitment.Code }},
		{"milestone", String, func(r R) any {
			if m := leaf(r).Milestone; m != nil {
				return m.Code
			}
			return ""
		}},
		{"indicator", String, func(r R) any { return leaf(r).Item.Code }},
	}
}

func indicators(a *tracker.Assessment) Table {
	rows := make([]leafState, len(a.Leaves))
	for i := range a.Leaves {
		rows[i] = &a.Leaves[i]
	}
	self := func(l leafState) leafState { return l }
	kind := func(l leafState) any {
		switch {
		case l.Indicator != nil:
			return "indicator"
		case l.Milestone != nil:
			return "milestone"
		}
		return "commitment"
	}
	latest := func(l leafState) tracker.Update {
		if l.Latest == nil {
			return tracker.Update{}
		}
		return *l.Latest
	}
	measure := func(text func(*tracker.Indicator) tracker.Text) func(leafState) tracker.Text {
		return func(l leafState) tracker.Text {
			if l.Indicator == nil {
				return tracker.Text{}
			}
			return text(l.Indicator)
		}
	}
	columns := slices.Concat(
		origin[leafState](a),
		leafColumns(self),
		[]column[leafState]{{"kind", String, kind}},
		texts("title", func(l leafState) tracker.Text { return l.Title }),
		[]column[leafState]{
			{"leads", String, func(l leafState) any { return codes(l.Leads) }},
			{"weight", Number, func(l leafState) any { return l.Weight }},
			{"status", String, func(l leafState) any { return string(l.Status) }},
			{"supported_status", String, func(l leafState) any { return string(l.Supported()) }},
			{"period", Month, func(l leafState) any { return string(latest(l).Period) }},
			{"published_at", DateTime, func(l leafState) any { return latest(l).PublishedAt }},
			{"reported_by", String, func(l leafState) any { return latest(l).Organization }},
		},
		texts("progress", func(l leafState) tracker.Text { return latest(l).Progress }),
		texts("challenges", func(l leafState) tracker.Text { return latest(l).Challenges }),
		[]column[leafState]{
			{"risk", String, func(l leafState) any { return string(latest(l).Risk) }},
			{"has_evidence", Boolean, func(l leafState) any { return l.HasEvidence() }},
		},
		texts("deadline", func(l leafState) tracker.Text { return l.Deadline.Text }),
		[]column[leafState]{
			{"deadline_kind", String, func(l leafState) any { return string(l.Deadline.Meaning.Kind) }},
			{"precision", String, func(l leafState) any { return string(l.Deadline.Meaning.Precision) }},
			{"original_date", Day, func(l leafState) any { return l.Schedule.Original }},
			{"current_date", Day, func(l leafState) any { return l.Schedule.Current }},
			{"slippage_days", Integer, func(l leafState) any { return l.Schedule.Slippage }},
			{"schedule", String, func(l leafState) any { return string(l.Schedule.State) }},
			{"completed_on", Day, func(l leafState) any { return l.Schedule.CompletedOn }},
		},
		texts("baseline", measure(func(i *tracker.Indicator) tracker.Text { return i.Baseline })),
		texts("target", measure(func(i *tracker.Indicator) tracker.Text { return i.Target })),
		texts("actual", measure(func(i *tracker.Indicator) tracker.Text { return i.Actual })),
		[]column[leafState]{{"actual_on", Day, func(l leafState) any {
			if l.Indicator == nil {
				return tracker.Date{}
			}
			return l.Indicator.ActualOn
		}}},
	)
	return build("indicators", []string{"indicator"}, rows, columns)
}

// evidenceRow is one piece of evidence of one update.
type evidenceRow struct {
	leaf   leafState
	update *tracker.Update
	number int // among the update's pieces, from 1
	tracker.Evidence
	words tracker.Text // evidence in words, where it is no link
}

// evidence lists what was given with every published update, corrected ones
// included: the update says whether it stands.
func evidence(a *tracker.Assessment) Table {
	var rows []evidenceRow
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		for _, u := range leaf.Updates {
			for n, e := range u.Evidence {
				rows = append(rows, evidenceRow{leaf: leaf, update: u, number: n + 1, Evidence: e})
			}
			if !u.EvidenceIn.IsZero() {
				rows = append(rows, evidenceRow{leaf: leaf, update: u, number: len(u.Evidence) + 1, words: u.EvidenceIn})
			}
		}
	}
	columns := slices.Concat(
		origin[evidenceRow](a),
		leafColumns(func(e evidenceRow) leafState { return e.leaf }),
		[]column[evidenceRow]{
			{"period", Month, func(e evidenceRow) any { return string(e.update.Period) }},
			{"published_at", DateTime, func(e evidenceRow) any { return e.update.PublishedAt }},
			{"evidence", Integer, func(e evidenceRow) any { return e.number }},
		},
		texts("title", func(e evidenceRow) tracker.Text { return e.Title }),
		[]column[evidenceRow]{
			{"url", String, func(e evidenceRow) any { return e.URL }},
			{"language", String, func(e evidenceRow) any { return string(e.Lang) }},
			{"captured_on", Day, func(e evidenceRow) any { return e.CapturedOn }},
			{"sha256", String, func(e evidenceRow) any { return e.SHA256 }},
		},
		texts("words", func(e evidenceRow) tracker.Text { return e.words }),
	)
	return build("evidence", []string{"indicator", "published_at", "evidence"}, rows, columns)
}

// deadlineRow is one state of a deadline: as first promised, then each revision.
type deadlineRow struct {
	leaf     leafState
	sequence int
	on, due  tracker.Date
	reason   tracker.Text
}

func deadlines(a *tracker.Assessment) Table {
	var rows []deadlineRow
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		rows = append(rows, deadlineRow{leaf: leaf, due: leaf.Deadline.Original()})
		for n, r := range leaf.Deadline.Revisions {
			rows = append(rows, deadlineRow{leaf, n + 1, r.On, r.Due, r.Reason})
		}
	}
	columns := slices.Concat(
		origin[deadlineRow](a),
		leafColumns(func(d deadlineRow) leafState { return d.leaf }),
		[]column[deadlineRow]{
			{"sequence", Integer, func(d deadlineRow) any { return d.sequence }},
			{"set_on", Day, func(d deadlineRow) any { return d.on }},
			{"due", Day, func(d deadlineRow) any { return d.due }},
		},
		texts("deadline", func(d deadlineRow) tracker.Text {
			if d.sequence > 0 {
				return tracker.Text{}
			}
			return d.leaf.Deadline.Text
		}),
		texts("reason", func(d deadlineRow) tracker.Text { return d.reason }),
	)
	return build("deadlines", []string{"indicator", "sequence"}, rows, columns)
}

func burnUp(a *tracker.Assessment) Table {
	type point = tracker.BurnPoint
	columns := append(origin[point](a), []column[point]{
		{"on", Day, func(p point) any { return p.On }},
		{"planned", Number, func(p point) any { return p.Planned }},
		{"planned_current", Number, func(p point) any { return p.PlannedCurrent }},
		{"earned", Number, func(p point) any { return p.Earned }},
		{"unreported", Number, func(p point) any { return p.Unreported }},
	}...)
	return build("burn_up", []string{"on"}, a.BurnUp, columns)
}
