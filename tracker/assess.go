package tracker

import (
	"math/big"
	"slices"
	"time"
)

// Assess computes every figure of a plan as of the end of day asOf, where the
// plan lives. It reads nothing but the record and changes nothing in it; the
// same record and day always give the same assessment. What was published after
// asOf does not exist for it.
func Assess(r *Record, asOf Date) *Assessment {
	book := newLedger(r)
	at := asOf.EndIn(book.loc)
	a := &Assessment{Record: r, AsOf: asOf, Rules: RulesVersion, Elapsed: r.Plan.Elapsed(asOf)}
	leaves := r.Plan.Leaves()
	tree, _ := grow(r.Plan.tree())

	status, due := statesOf(leaves, book, asOf)
	all := shareOut(&tree, status)
	a.Figures = all.figures(status)
	if len(leaves) == 0 {
		a.Figures.Level = NoEvidence
	}
	a.Earned = all.earned(status, due, asOf)
	a.BurnUp = burnUp(&r.Plan, &tree, leaves, book, asOf)

	a.Leaves = make([]LeafState, len(leaves))
	for i, leaf := range leaves {
		reported := book.reported(leaf.Item.Code, at)
		s := LeafState{
			Leaf:    leaf,
			Code:    leaf.Item.Code,
			Weight:  all.of(i, i+1),
			Status:  status[i],
			Latest:  book.latest(leaf.Item.Code, at),
			History: history(r.Plan.Periods, reported, asOf),
			Updates: book.published(leaf.Item.Code, at),
		}
		s.Schedule = leaf.Deadline.schedule(s.Status, book.completedOn(reported), asOf)
		if len(s.Updates) > 0 && s.Updates[0].PublishedAt.After(a.LatestAt) {
			a.LatestAt = s.Updates[0].PublishedAt
		}
		a.Leaves[i] = s
	}
	a.Commitments = commitmentStates(&r.Plan, all, a.Leaves, status, book.loc)
	a.Clocks = clocks(a)
	a.Flags = flags(a)
	for i := range a.Leaves {
		a.Leaves[i].Flags = a.FlagsOf(a.Leaves[i].Code)
	}
	return a
}

// tree returns the plan's shape and weights.
func (p *Plan) tree() Node {
	plan := Node{Code: p.ID, Children: make([]Node, len(p.Commitments))}
	for i, c := range p.Commitments {
		commitment := Node{Code: c.Code, Weight: c.Weight, Children: make([]Node, len(c.Milestones))}
		for j, m := range c.Milestones {
			milestone := Node{Code: m.Code, Weight: m.Weight, Children: make([]Node, len(m.Indicators))}
			for k, in := range m.Indicators {
				milestone.Children[k] = Node{Code: in.Code, Weight: in.Weight}
			}
			commitment.Children[j] = milestone
		}
		plan.Children[i] = commitment
	}
	return plan
}

// statesOf returns the level of each leaf at the end of a day, and the dates it
// is measured against.
func statesOf(leaves []Leaf, book ledger, day Date) ([]Level, []dues) {
	at := day.EndIn(book.loc)
	status, due := make([]Level, len(leaves)), make([]dues, len(leaves))
	for i, leaf := range leaves {
		status[i] = book.level(leaf.Item.Code, at)
		due[i] = leaf.Deadline.dues(day)
	}
	return status, due
}

// shareOut spreads the plan's weight over the leaves that are not withdrawn. A
// plan of which only the record is kept has none.
func shareOut(tree *branch, status []Level) shares {
	if len(status) == 0 {
		return shares{den: new(big.Int)}
	}
	counts := make([]bool, len(status))
	for i, s := range status {
		counts[i] = s != Withdrawn
	}
	return tree.share(counts)
}

// commitmentStates rolls up each commitment and milestone.
func commitmentStates(p *Plan, all shares, leaves []LeafState, status []Level, loc *time.Location) []CommitmentState {
	states := make([]CommitmentState, len(all.below))
	first := 0
	for i, s := range all.below {
		c := &p.Commitments[i]
		last := first + len(s.num)
		state := CommitmentState{
			Commitment: c,
			Code:       c.Code,
			Figures:    s.figures(status[first:last]),
			Weight:     all.of(first, last),
			First:      first,
			Last:       last,
		}
		for _, leaf := range leaves[first:last] {
			if len(leaf.Updates) > 0 {
				state.LastUpdate = later(state.LastUpdate, DateOf(leaf.Updates[0].PublishedAt.In(loc)))
			}
		}
		at := first
		for j, ms := range s.below {
			end := at + len(ms.num)
			m := &c.Milestones[j]
			state.Milestones = append(state.Milestones,
				MilestoneState{Milestone: m, Code: m.Code, Figures: ms.figures(status[at:end]), First: at, Last: end})
			at = end
		}
		states[i] = state
		first = last
	}
	return states
}

// burnUp sets planned against earned at each reporting period's end (rules v1,
// 5). Each point is the state as of its own day, so that it never differs from
// what an edition of that day says; the dates called current are those that hold
// on day asOf. Past asOf the plan goes on, and nothing is earned yet.
func burnUp(p *Plan, tree *branch, leaves []Leaf, book ledger, asOf Date) []BurnPoint {
	_, now := statesOf(leaves, book, asOf)
	var all shares
	var before []Level
	points := make([]BurnPoint, 0, len(p.Periods))
	for _, period := range p.Periods {
		on := period.End()
		status, due := statesOf(leaves, book, earlier(on, asOf))
		for i := range due {
			due[i].current = now[i].current
		}
		if before == nil || !sameWithdrawn(before, status) {
			all = shareOut(tree, status)
		}
		before = status
		v := all.earned(status, due, on)
		if on.After(asOf) {
			v.Earned, v.Unreported = Ratio{}, Ratio{}
		}
		points = append(points, BurnPoint{on, v.Planned, v.PlannedCurrent, v.Earned, v.Unreported})
	}
	return points
}

// sameWithdrawn reports whether the same leaves are withdrawn in both states.
func sameWithdrawn(a, b []Level) bool {
	return slices.EqualFunc(a, b, func(x, y Level) bool { return (x == Withdrawn) == (y == Withdrawn) })
}

// Elapsed returns the share of the plan's days that have passed by the end of
// day at, 0 to 1; no value where the plan's dates are not both known.
func (p *Plan) Elapsed(at Date) Ratio {
	days := p.End.DaysSince(p.Start) + 1
	if p.Start.IsZero() || p.End.IsZero() || days < 1 {
		return Ratio{}
	}
	return NewRatio(int64(min(max(at.DaysSince(p.Start)+1, 0), days)), int64(days))
}

// ReportingDay returns the day that a plan's page shows unless another is asked
// for: today while the plan runs or is still being reported, and for a closed
// plan the later of its end, the end of its last period and its last
// publication. It is never after today.
func (r *Record) ReportingDay(today Date) Date {
	p := &r.Plan
	last := p.End
	for _, period := range p.Periods {
		last = later(last, period.End())
	}
	loc := p.Location()
	for i := range r.Updates {
		if at := r.Updates[i].PublishedAt; !at.IsZero() {
			last = later(last, earlier(DateOf(at.In(loc)), today))
		}
	}
	if last.IsZero() || today.DaysSince(last) <= ReportingGraceDays {
		return today
	}
	return last
}
