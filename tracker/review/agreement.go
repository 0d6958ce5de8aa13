package review

import (
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Pair is a commitment that both the government and the reviewer have assessed.
type Pair struct {
	Commitment  string        `json:"commitment"` // code
	Self        tracker.Level `json:"self"`
	Independent tracker.Level `json:"independent"`
	// Steps is the independent level minus the government's own, in steps of the
	// completion scale, -3 to 3: below 0 where the reviewer found less.
	Steps int `json:"steps"`
}

// Agreement is how far two assessments of the same commitments agree.
type Agreement struct {
	Pairs []Pair `json:"pairs"` // in the plan's order
	// Exact is the share of the pairs with the same level, 0 to 1; no value without
	// pairs.
	Exact tracker.Ratio `json:"exact"`
	// Mean is the mean of Steps, -3 to 3: below 0 where reviewers found less on the
	// whole.
	Mean tracker.Ratio `json:"mean_steps"`
	// Kappa is Cohen's weighted kappa with quadratic weights, at most 1: 1 for full
	// agreement, 0 for what chance would give. It has no value where both have only one
	// level, the same. Source: J. Cohen, "Weighted kappa: Nominal scale agreement with
	// provision for scaled disagreement or partial credit", Psychological Bulletin 70
	// (1968), 213-220.
	Kappa tracker.Ratio `json:"weighted_kappa"`
	// Few is set for fewer than [FewPairs], where kappa says little.
	Few bool `json:"few,omitempty"`
}

// FewPairs is from how many pairs on kappa is given without a warning.
const FewPairs = 5

// LevelOf returns a reviewer's completion on the scale of the government's own
// assessment; blank where it says nothing of how far the commitment was carried out.
func LevelOf(c benchmark.Completion) tracker.Level {
	switch c {
	case benchmark.CompletionNotStarted:
		return tracker.NotStarted
	case benchmark.CompletionLimited:
		return tracker.Limited
	case benchmark.CompletionSubstantial:
		return tracker.Substantial
	case benchmark.CompletionComplete:
		return tracker.Complete
	}
	return ""
}

// Agree sets the government's own level of each commitment against the reviewer's, over
// those that both have assessed: the government's is the level that its reports give,
// not one that a coordinator states.
func Agree(a *tracker.Assessment, of func(commitment string) benchmark.Completion) Agreement {
	var pairs []Pair
	for i := range a.Commitments {
		c := &a.Commitments[i]
		independent := LevelOf(of(c.Code))
		if !c.Level.Known() || independent == "" {
			continue
		}
		pairs = append(pairs, Pair{c.Code, c.Level, independent, independent.Steps() - c.Level.Steps()})
	}
	return AgreementOf(pairs)
}

// AgreementOf is how far the assessments in pairs agree.
func AgreementOf(pairs []Pair) Agreement {
	g := Agreement{Pairs: pairs, Few: len(pairs) < FewPairs}
	if len(pairs) == 0 {
		return g
	}
	const levels = 4
	var exact, sum, observed, expected int64
	var self, independent [levels]int64
	for _, p := range pairs {
		if p.Steps == 0 {
			exact++
		}
		sum += int64(p.Steps)
		observed += int64(p.Steps * p.Steps)
		self[p.Self.Steps()]++
		independent[p.Independent.Steps()]++
	}
	for i, x := range self {
		for j, y := range independent {
			expected += int64((i-j)*(i-j)) * x * y
		}
	}
	n := int64(len(pairs))
	g.Exact, g.Mean = tracker.NewRatio(exact, n), tracker.NewRatio(sum, n)
	// With disagreements weighted by the square of their steps, kappa is 1 minus what was
	// observed of them over what chance would give: 1 - n Σd² / Σ Σ (i-j)² xᵢ yⱼ.
	if expected > 0 {
		g.Kappa = tracker.NewRatio(expected-n*observed, expected)
	}
	return g
}

// Agreement sets the government's own level of each commitment against the reviewer's.
func (r *Review) Agreement(a *tracker.Assessment) Agreement { return Agree(a, r.Completion) }
