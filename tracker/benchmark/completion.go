package benchmark

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// Proportion is how many of the commitments assessed have a quality.
type Proportion struct{ High, Assessed int }

// count adds a commitment.
func (p *Proportion) count(is, assessed bool) {
	if assessed {
		p.Assessed++
		if is {
			p.High++
		}
	}
}

// Share returns High of Assessed, 0 to 1, and NaN where nothing was assessed.
func (p Proportion) Share() float64 { return float64(p.High) / float64(p.Assessed) }

// z95 is the 97.5th percentile of the standard normal distribution.
const z95 = 1.959963984540054

// Wilson95 returns the Wilson score interval of the share at 95 %, without
// correction for continuity: (p + z²/2n ± z sqrt(p (1-p)/n + z²/4n²)) / (1 + z²/n).
// It lies within 0 to 1, also for a share of 0 or 1 and for few commitments, and is
// NaN where nothing was assessed. Source: E. B. Wilson, "Probable inference, the law
// of succession, and statistical inference", JASA 22 (1927), 209-212. The
// commitments assessed are taken as a sample of what the member does; where all of
// a plan was assessed, the interval says how much the share would vary among plans
// of that size, not how well it is known.
func (p Proportion) Wilson95() (low, high float64) {
	if p.Assessed == 0 {
		return math.NaN(), math.NaN()
	}
	n, share := float64(p.Assessed), p.Share()
	center := share + z95*z95/(2*n)
	half := z95 * math.Sqrt(share*(1-share)/n+z95*z95/(4*n*n))
	scale := 1 + z95*z95/n
	low, high = (center-half)/scale, (center+half)/scale
	// Both ends are exact here, where floating point is not.
	if p.High == 0 {
		low = 0
	}
	if p.High == p.Assessed {
		high = 1
	}
	return low, high
}

// Relation is how a share stands beside another, as far as can be told.
type Relation string

// The relations.
const (
	Untold            Relation = "" // nothing was assessed in one of them
	Higher            Relation = "higher"
	Lower             Relation = "lower"
	Indistinguishable Relation = "not_distinguishable"
)

// Beside tells whether a share is higher or lower than another beyond doubt: where
// their 95 % intervals do not overlap.
func (p Proportion) Beside(other Proportion) Relation {
	low, high := p.Wilson95()
	otherLow, otherHigh := other.Wilson95()
	switch {
	case p.Assessed == 0 || other.Assessed == 0:
		return Untold
	case low > otherHigh:
		return Higher
	case high < otherLow:
		return Lower
	}
	return Indistinguishable
}

// MarshalJSON writes the counts, the share and its interval, null where nothing
// was assessed.
func (p Proportion) MarshalJSON() ([]byte, error) { return json.Marshal(p.figures()) }

// figures are a proportion as JSON.
type figures struct {
	High     int       `json:"high"`
	Assessed int       `json:"assessed"`
	Share    *float64  `json:"share"`
	Wilson95 []float64 `json:"wilson95"`
}

func (p Proportion) figures() figures {
	f := figures{High: p.High, Assessed: p.Assessed}
	if p.Assessed > 0 {
		share := p.Share()
		low, high := p.Wilson95()
		f.Share, f.Wilson95 = &share, []float64{low, high}
	}
	return f
}

// Grouping is by what commitments are put together.
type Grouping string

// The groupings.
const (
	ByCountry    Grouping = "country"     // all plans of a member pooled
	ByPlan       Grouping = "plan"        // each plan by itself
	ByPolicyArea Grouping = "policy_area" // under every area that it is tagged with
)

// Groupings lists them.
var Groupings = []Grouping{ByCountry, ByPlan, ByPolicyArea}

// Standing is what became of a group's commitments.
type Standing struct {
	// Key names the group: the member and the policy area as OGP names them, or
	// the plan's identifier.
	Key string
	// Number and Submitted are a plan's: which of its member's it is, and the year in
	// which it was submitted; 0 where not given, and for other groups.
	Number, Submitted int
	// Member and Country are whose the commitments are; blank for a policy area.
	Member, Country string
	Commitments     int // all of them, assessed or not
	Withdrawn       int // not assessed, but found
	// Halfway is how many of those assessed have only a progress report.
	Halfway int

	Completed   Proportion // substantially or fully
	Starred2015 Proportion
	Starred     Proportion
	Ambitious   Proportion
	Promising   Proportion
	Strong      Proportion // early results

	// Above and Below are the keys of the groups whose share of completion is
	// lower and higher beyond doubt: their intervals do not overlap. From all
	// others the group is not distinguishable, and neither may be called better.
	// The rule is cautious, since two shares may differ although their intervals
	// overlap a little. Where nothing was assessed, nothing can be told.
	Above, Below []string
}

// MarshalJSON writes the figures of completion beside the group's own.
func (s Standing) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Member  string `json:"member,omitempty"`
		Country string `json:"iso2,omitempty"`
		figures
		Commitments int        `json:"commitments"`
		Withdrawn   int        `json:"withdrawn"`
		Halfway     int        `json:"progress_report_only,omitempty"`
		Starred2015 Proportion `json:"starred_2015_rule"`
		Starred     Proportion `json:"starred"`
		Ambitious   Proportion `json:"high_ambition"`
		Promising   Proportion `json:"substantial_potential"`
		Strong      Proportion `json:"strong_early_results"`
		Above       []string   `json:"above"`
		Below       []string   `json:"below"`
	}{
		s.Member, s.Country, s.Completed.figures(), s.Commitments, s.Withdrawn, s.Halfway,
		s.Starred2015, s.Starred, s.Ambitious, s.Promising, s.Strong, orEmpty(s.Above), orEmpty(s.Below),
	})
}

// orEmpty keeps an empty list from becoming null.
func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// Completed is what became of OGP's commitments: the standings of groups, with what
// they are of.
type Completed struct {
	By        Grouping
	View      View
	Source    CommitmentSource
	Standings []Standing
}

// MaxStandings is how many groups are told apart: each is compared with each other.
// OGP has some 80 members and 500 plans.
const MaxStandings = 2000

// ErrManyGroups is what [Standings] reports beyond that.
var ErrManyGroups = fmt.Errorf("at most %d groups of commitments can be told apart", MaxStandings)

// Standings returns what became of the national commitments, grouped: those with
// the greatest share of completion first, those of which nothing was assessed last.
// The order alone is no ranking: groups that are not distinguishable stand in it by
// chance, and Above and Below say which are. The error is [ErrManyGroups].
func Standings(commitments []Commitment, by Grouping, v View) ([]Standing, error) {
	groups := make(map[string]*Standing)
	for i := range commitments {
		c := &commitments[i]
		if !c.National {
			continue
		}
		for _, key := range c.keys(by) {
			g := groups[key]
			if g == nil {
				g = &Standing{Key: key}
				if by != ByPolicyArea {
					g.Member, g.Country = c.Member, c.Country
				}
				if by == ByPlan {
					g.Number, g.Submitted = c.PlanNumber, c.Submitted
				}
				groups[key] = g
			}
			g.count(c, v)
		}
	}
	if len(groups) > MaxStandings {
		return nil, fmt.Errorf("%w: %d", ErrManyGroups, len(groups))
	}
	all := make([]Standing, 0, len(groups))
	for _, g := range groups {
		all = append(all, *g)
	}
	slices.SortFunc(all, func(a, b Standing) int {
		if (a.Completed.Assessed == 0) != (b.Completed.Assessed == 0) {
			return cmp.Compare(b.Completed.Assessed, a.Completed.Assessed)
		}
		// Shares are compared as fractions, so that equal ones are equal.
		return cmp.Or(
			cmp.Compare(b.Completed.High*a.Completed.Assessed, a.Completed.High*b.Completed.Assessed),
			cmp.Compare(b.Completed.Assessed, a.Completed.Assessed),
			cmp.Compare(a.Key, b.Key))
	})
	tellApart(all)
	return all, nil
}

// Together returns what became of all national commitments as one group, which has
// no key: of one member where they are all its own.
func Together(commitments []Commitment, v View) Standing {
	var all Standing
	for i := range commitments {
		c := &commitments[i]
		if !c.National {
			continue
		}
		if all.Commitments == 0 {
			all.Member, all.Country = c.Member, c.Country
		} else if c.Member != all.Member {
			all.Member, all.Country = "", ""
		}
		all.count(c, v)
	}
	return all
}

// tellApart fills in who stands above whom beyond doubt, in the order of the groups.
func tellApart(all []Standing) {
	low, high := make([]float64, len(all)), make([]float64, len(all))
	for i := range all {
		low[i], high[i] = all[i].Completed.Wilson95()
	}
	for i := range all {
		for k := range all {
			switch { // intervals of nothing are NaN, and compare as neither
			case low[i] > high[k]:
				all[i].Above = append(all[i].Above, all[k].Key)
			case high[i] < low[k]:
				all[i].Below = append(all[i].Below, all[k].Key)
			}
		}
	}
}

// keys returns the groups that a commitment belongs to.
func (c *Commitment) keys(by Grouping) []string {
	switch by {
	case ByPlan:
		return []string{c.Plan}
	case ByPolicyArea:
		return c.PolicyAreas
	}
	return []string{c.Member}
}

// count adds a commitment to the group.
func (s *Standing) count(c *Commitment, v View) {
	done := c.Completion(v)
	s.Commitments++
	if done == CompletionWithdrawn {
		s.Withdrawn++
	}
	if done.Assessed() && c.EndOfTerm == "" {
		s.Halfway++
	}
	s.Completed.count(done.High(), done.Assessed())
	s.Starred2015.count(c.Starred2015(v))
	s.Starred.count(c.Starred(v))
	s.Ambitious.count(c.Ambitious())
	s.Promising.count(c.Promising())
	s.Strong.count(c.StrongEarlyResults())
}
