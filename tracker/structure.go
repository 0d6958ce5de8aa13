package tracker

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ItemKind is a tier of a plan.
type ItemKind string

// The tiers.
const (
	KindCommitment ItemKind = "commitment"
	KindMilestone  ItemKind = "milestone"
	KindIndicator  ItemKind = "indicator"
)

// Place says where an item stands in its plan.
type Place struct {
	Kind   ItemKind
	Parent string // code, blank for a commitment
	Index  int    // among its siblings, from 0
	Of     int    // how many siblings there are, itself counted
}

// Find returns where the item with a code stands.
func (p *Plan) Find(code string) (Place, bool) {
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if c.Code == code {
			return Place{KindCommitment, "", i, len(p.Commitments)}, true
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if m.Code == code {
				return Place{KindMilestone, c.Code, j, len(c.Milestones)}, true
			}
			for k := range m.Indicators {
				if m.Indicators[k].Code == code {
					return Place{KindIndicator, m.Code, k, len(m.Indicators)}, true
				}
			}
		}
	}
	return Place{}, false
}

// milestone returns the milestone with a code, nil where there is none.
func (p *Plan) milestone(code string) *Milestone {
	for i := range p.Commitments {
		for j := range p.Commitments[i].Milestones {
			if m := &p.Commitments[i].Milestones[j]; m.Code == code {
				return m
			}
		}
	}
	return nil
}

// Add hangs a new item below another as its last one: a [*Commitment] below
// nothing, a [*Milestone] below a commitment, an [*Indicator] below a milestone. It
// reports whether there is such a place. A commitment without a number gets the
// next one.
func (p *Plan) Add(parent string, item any) bool {
	switch v := item.(type) {
	case *Commitment:
		if v.Number == 0 {
			for _, c := range p.Commitments {
				v.Number = max(v.Number, c.Number)
			}
			v.Number++
		}
		p.Commitments = append(p.Commitments, *v)
		return parent == ""
	case *Milestone:
		if c := p.Commitment(parent); c != nil {
			c.Milestones = append(c.Milestones, *v)
			return true
		}
	case *Indicator:
		if m := p.milestone(parent); m != nil {
			m.Indicators = append(m.Indicators, *v)
			return true
		}
	}
	return false
}

// NextCode proposes a code for a new item below another, blank for a commitment: the
// parent's code and the next number, as wide as its siblings' numbers.
func (p *Plan) NextCode(parent string) string {
	var siblings []string
	prefix := parent + "."
	if parent == "" {
		prefix = ""
		for _, c := range p.Commitments {
			siblings = append(siblings, c.Code)
		}
	} else if c := p.Commitment(parent); c != nil {
		for _, m := range c.Milestones {
			siblings = append(siblings, m.Code)
		}
	} else if m := p.milestone(parent); m != nil {
		for _, in := range m.Indicators {
			siblings = append(siblings, in.Code)
		}
	}
	last, width := 0, 1
	for _, code := range siblings {
		digits := code[len(strings.TrimRight(code, "0123456789")):]
		if n, err := strconv.Atoi(digits); err == nil && n >= last {
			last, width, prefix = n, len(digits), strings.TrimSuffix(code, digits)
		}
	}
	for n := last + 1; ; n++ {
		code := fmt.Sprintf("%s%0*d", prefix, width, n)
		if _, taken := p.Find(code); !taken {
			return code
		}
	}
}

// Remove takes an item and all below it out of the plan, and reports whether it was
// there.
func (p *Plan) Remove(code string) bool {
	_, found := p.Find(code)
	p.take(code)
	return found
}

// take removes an item and returns it.
func (p *Plan) take(code string) (item any) {
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if c.Code == code {
			taken := *c
			p.Commitments = slices.Delete(p.Commitments, i, i+1)
			return &taken
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if m.Code == code {
				taken := *m
				c.Milestones = slices.Delete(c.Milestones, j, j+1)
				return &taken
			}
			for k := range m.Indicators {
				if m.Indicators[k].Code == code {
					taken := m.Indicators[k]
					m.Indicators = slices.Delete(m.Indicators, k, k+1)
					return &taken
				}
			}
		}
	}
	return nil
}

// Move gives an item another place: below a parent of the same kind as its own, at
// an index among the children there, from 0; one beyond the last is the last. It
// reports whether there is such a place; where there is none nothing is changed.
// The numbers of commitments follow their order.
func (p *Plan) Move(code, parent string, index int) bool {
	from, found := p.Find(code)
	if !found || index < 0 {
		return false
	}
	switch from.Kind {
	case KindCommitment:
		found = parent == ""
	case KindMilestone:
		found = p.Commitment(parent) != nil
	default:
		found = p.milestone(parent) != nil
	}
	if !found {
		return false
	}
	switch item := p.take(code).(type) {
	case *Commitment:
		numbers := make([]int, 0, len(p.Commitments)+1)
		for _, c := range append(p.Commitments, *item) {
			numbers = append(numbers, c.Number)
		}
		slices.Sort(numbers)
		p.Commitments = slices.Insert(p.Commitments, min(index, len(p.Commitments)), *item)
		for i := range p.Commitments {
			p.Commitments[i].Number = numbers[i]
		}
	case *Milestone:
		c := p.Commitment(parent)
		c.Milestones = slices.Insert(c.Milestones, min(index, len(c.Milestones)), *item)
	case *Indicator:
		m := p.milestone(parent)
		m.Indicators = slices.Insert(m.Indicators, min(index, len(m.Indicators)), *item)
	}
	return true
}

// LeavesOf returns the leaves of an item, itself where it is one.
func (p *Plan) LeavesOf(code string) []Leaf {
	return slices.DeleteFunc(p.Leaves(), func(l Leaf) bool {
		return l.Code != code && l.Commitment.Code != code && (l.Milestone == nil || l.Milestone.Code != code)
	})
}

// HasReports reports whether anything was published on an item or below it.
func (r *Record) HasReports(code string) bool {
	for _, leaf := range r.Plan.LeavesOf(code) {
		if slices.ContainsFunc(r.Updates, func(u Update) bool { return u.Leaf == leaf.Code }) {
			return true
		}
	}
	return false
}

// Withdraw records that an item is withdrawn: an update of each of its leaves that
// says so for a period, in the words of the reason, and for a commitment the reason
// itself. A leaf that was withdrawn before needs no second update. Nothing is
// erased: an update of a later period that says another level takes a leaf up again.
func (r *Record) Withdraw(code string, reason Text, period Period, author string, day Date) {
	for _, leaf := range r.StillRunning(code, day) {
		r.Updates = append(r.Updates, Update{Leaf: leaf.Code, Period: period, Status: Withdrawn, Progress: reason, Author: author})
	}
	if c := r.Plan.Commitment(code); c != nil {
		c.WithdrawReason = reason
	}
}

// StillRunning returns the leaves of an item that are not withdrawn at the end of a
// day.
func (r *Record) StillRunning(code string, day Date) []Leaf {
	state := Assess(r, day)
	return slices.DeleteFunc(r.Plan.LeavesOf(code), func(l Leaf) bool {
		i := slices.IndexFunc(state.Leaves, func(s LeafState) bool { return s.Code == l.Code })
		return state.Leaves[i].Status == Withdrawn
	})
}
