package tracker

import (
	"cmp"
	"slices"
)

// Counts returns how many commitments stand at each level, as computed: a level
// that a coordinator states stands beside the computed one and replaces nothing.
func (a *Assessment) Counts() map[Level]int {
	counts := make(map[Level]int, len(Levels))
	for _, c := range a.Commitments {
		counts[c.Level]++
	}
	return counts
}

// Overdue returns the leaves past their current date and not complete, longest
// overdue first.
func (a *Assessment) Overdue() []LeafState { return a.bySchedule(Overdue) }

// DueSoon returns the leaves due within [DueSoonDays], soonest first.
func (a *Assessment) DueSoon() []LeafState { return a.bySchedule(DueSoon) }

func (a *Assessment) bySchedule(state ScheduleState) []LeafState {
	out := a.leavesThat(func(l *LeafState) bool { return l.Schedule.State == state })
	slices.SortStableFunc(out, func(x, y LeafState) int { return cmp.Compare(x.Schedule.Days, y.Schedule.Days) })
	return out
}

// Unreported returns the leaves of which no level was ever published, in the
// plan's order.
func (a *Assessment) Unreported() []LeafState {
	return a.leavesThat(func(l *LeafState) bool { return l.Status != Withdrawn && !l.Status.Known() })
}

// Moved returns the leaves whose date was revised to another one, in the plan's
// order.
func (a *Assessment) Moved() []LeafState {
	return a.leavesThat(func(l *LeafState) bool { return l.Schedule.Slippage != 0 })
}

func (a *Assessment) leavesThat(keep func(*LeafState) bool) []LeafState {
	var out []LeafState
	for i := range a.Leaves {
		if keep(&a.Leaves[i]) {
			out = append(out, a.Leaves[i])
		}
	}
	return out
}

// Leaf returns the leaf with a code, or nil.
func (a *Assessment) Leaf(code string) *LeafState {
	for i := range a.Leaves {
		if a.Leaves[i].Code == code {
			return &a.Leaves[i]
		}
	}
	return nil
}

// Contribution returns what the leaf adds to the plan's lower bound: its effective weight
// times the points of its level, 0 to 1 (rules v1, 2). There is no value for a leaf of
// which nothing is known, or that was withdrawn.
func (l *LeafState) Contribution() Ratio {
	weight, points := l.Weight.Rat(), l.Status.Points()
	if weight == nil || points == nil {
		return Ratio{}
	}
	return RatioOf(weight.Mul(weight, points))
}

// Commitment returns the commitment with a code, or nil.
func (a *Assessment) Commitment(code string) *CommitmentState {
	for i := range a.Commitments {
		if a.Commitments[i].Code == code {
			return &a.Commitments[i]
		}
	}
	return nil
}

// FlagsOf returns the flags on an item, on the milestones and leaves below it
// not included.
func (a *Assessment) FlagsOf(code string) []Flag {
	var out []Flag
	for _, f := range a.Flags {
		if f.Item == code {
			out = append(out, f)
		}
	}
	return out
}

// Supported returns the level that what was published supports: a leaf reported
// complete without any evidence counts as no evidence for a reviewer (rules v1,
// 10). It stands beside the reported level and enters no figure.
func (l *LeafState) Supported() Level {
	if l.Status == Complete && !l.HasEvidence() {
		return NoEvidence
	}
	return l.Status
}

// EvidenceShare is how much of what was reported has evidence.
type EvidenceShare struct {
	With, Of int          // leaves
	Without  []*LeafState // the others, in the plan's order
}

// EvidenceShare counts, of the leaves to be counted that are reported beyond not
// started, those that have at least one piece of evidence (rules v1, 6).
func (a *Assessment) EvidenceShare(counts func(*LeafState) bool) EvidenceShare {
	var s EvidenceShare
	for i := range a.Leaves {
		l := &a.Leaves[i]
		if l.Status.Steps() < 1 || !counts(l) {
			continue
		}
		s.Of++
		if l.HasEvidence() {
			s.With++
		} else {
			s.Without = append(s.Without, l)
		}
	}
	return s
}

// HasEvidence reports whether any update that still counts for one of the leaf's
// periods carries evidence.
func (l *LeafState) HasEvidence() bool {
	if l.Latest != nil && l.Latest.HasEvidence() {
		return true
	}
	return slices.ContainsFunc(l.History, func(p PeriodUpdate) bool { return p.Update != nil && p.Update.HasEvidence() })
}

// earlier returns the earlier of two days; none is as good as the other.
func earlier(a, b Date) Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// later returns the later of two days.
func later(a, b Date) Date {
	if b.After(a) {
		return b
	}
	return a
}
