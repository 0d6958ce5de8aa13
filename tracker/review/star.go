package review

import (
	"slices"

	"ogptracker/tracker/benchmark"
)

// StarRule is a rule by which a commitment is starred.
type StarRule string

// The rules. Both ask for a commitment that is verifiable, relevant, and substantially
// or fully carried out.
const (
	Rule2015    StarRule = "2015"    // potential impact moderate or transformative
	RuleCurrent StarRule = "current" // potential impact transformative
)

// StarRules lists them.
var StarRules = []StarRule{RuleCurrent, Rule2015}

// Star says whether a commitment is starred, and if not, why.
type Star struct {
	Rule    StarRule `json:"rule"`
	Starred bool     `json:"starred"`
	// Missing are the conditions that are not met or not assessed.
	Missing []Condition `json:"missing,omitempty"`
}

// Condition is a condition of a star that a commitment does not meet: potential impact,
// being minor. A blank value was not assessed.
type Condition struct {
	Variable Variable `json:"variable"`
	Value    string   `json:"value"`
}

// StarBy applies a rule. Plans of later years have no potential impact, and none of
// their commitments is starred. Of one that was withdrawn, that is reason enough.
func (c *Codes) StarBy(rule StarRule) Star {
	impacts := []benchmark.PotentialImpact{benchmark.ImpactTransformative}
	if rule == Rule2015 {
		impacts = append(impacts, benchmark.ImpactModerate)
	}
	s := Star{Rule: rule}
	if c.Completion == benchmark.CompletionWithdrawn { // whatever else is known of it
		s.Missing = []Condition{{Completion, string(c.Completion)}}
		return s
	}
	ask := func(met bool, v Variable, value string) {
		if !met {
			s.Missing = append(s.Missing, Condition{v, value})
		}
	}
	ask(c.IsVerifiable() == benchmark.Yes, Verifiable, string(c.IsVerifiable()))
	ask(c.IsRelevant() == benchmark.Yes, Relevance, string(c.IsRelevant()))
	ask(slices.Contains(impacts, c.PotentialImpact), PotentialImpact, string(c.PotentialImpact))
	ask(c.Completion.High(), Completion, string(c.Completion))
	s.Starred = len(s.Missing) == 0
	return s
}
