package benchmark

import (
	"context"
	"encoding/json"
	"math"
	"slices"
)

// Analysis is what the commands `benchmark rank`, `composite`, `range` and `simulate`
// print
// about one matrix. Lists by country are in the order of ISO2; a figure that
// cannot be had is null, and so is the rank that goes with it.
type Analysis struct {
	Index          string             `json:"index,omitempty"`   // its name in English, where it is one edition of one
	Edition        int                `json:"edition,omitempty"` // the year
	ISO2           []string           `json:"iso2"`
	PublishedScore Values             `json:"published_score,omitempty"`
	PublishedRank  Ranks              `json:"published_rank,omitempty"`
	Weights        map[string]float64 `json:"weights"`
	Components     []Values           `json:"components"`

	RawArithmetic          Values `json:"raw_arithmetic,omitempty"`
	RawArithmeticRank      Ranks  `json:"raw_arithmetic_rank,omitempty"`
	MinMaxArithmetic       Values `json:"minmax_arithmetic,omitempty"`
	MinMaxArithmeticRank   Ranks  `json:"minmax_arithmetic_rank,omitempty"`
	MinMaxGeometric        Values `json:"minmax_geometric,omitempty"`
	MinMaxGeometricRank    Ranks  `json:"minmax_geometric_rank,omitempty"`
	ZScoreArithmetic       Values `json:"zscore_arithmetic,omitempty"`
	ZScoreArithmeticRank   Ranks  `json:"zscore_arithmetic_rank,omitempty"`
	Dist2MaxArithmetic     Values `json:"dist2max_arithmetic,omitempty"`
	Dist2MaxArithmeticRank Ranks  `json:"dist2max_arithmetic_rank,omitempty"`

	// GapToBest and PercentileRank are those of the published score, or of the raw
	// mean where none is published, and so is PeerMedian, of Peers peers.
	GapToBest      Values   `json:"gap_to_best,omitempty"`
	PercentileRank Values   `json:"percentile_rank,omitempty"`
	PeerMedian     *float64 `json:"peer_median,omitempty"`
	Peers          []string `json:"peers,omitempty"`

	// Since is the edition compared with, among the countries that both cover, in
	// the order of Common; Change is null where scores cannot be subtracted.
	Since       int      `json:"since,omitempty"`
	Common      []string `json:"common,omitempty"`
	CommonRank  Ranks    `json:"common_rank,omitempty"`
	CommonSince Ranks    `json:"common_rank_since,omitempty"`
	Change      Values   `json:"change,omitempty"`

	WeightDelta       *float64 `json:"weight_delta,omitempty"`
	BestPossibleRank  Ranks    `json:"best_possible_rank,omitempty"`
	WorstPossibleRank Ranks    `json:"worst_possible_rank,omitempty"`
	Dominance         []Pair   `json:"dominance,omitempty"`

	// The simulation; see [Simulated]. Q5 and Q95 bound the sensitivity range.
	Draws         int                    `json:"draws,omitempty"`
	Seed          *uint64                `json:"seed,omitempty"`
	MedianRank    Values                 `json:"median_rank,omitempty"`
	Q5Rank        Values                 `json:"q5_rank,omitempty"`
	Q95Rank       Values                 `json:"q95_rank,omitempty"`
	LeastRank     Ranks                  `json:"least_rank_drawn,omitempty"`
	GreatestRank  Ranks                  `json:"greatest_rank_drawn,omitempty"`
	Sensitivity   []Influence            `json:"sensitivity,omitempty"`
	SensitivityBy map[string][]Influence `json:"sensitivity_by_country,omitempty"`

	// Renormalised lists countries that entered a composite without some
	// component, NotRanked those that lack too much of the weight to enter, and
	// Constant the components that have no scale.
	Renormalised []string `json:"renormalised,omitempty"`
	NotRanked    []string `json:"not_ranked,omitempty"`
	Constant     []string `json:"constant,omitempty"`
}

// Ranks are ranks by country; 0 stands for none, which JSON writes as null.
type Ranks []int

// MarshalJSON implements [json.Marshaler].
func (r Ranks) MarshalJSON() ([]byte, error) {
	out := make([]*int, len(r))
	for i := range r {
		if r[i] > 0 {
			out[i] = &r[i]
		}
	}
	return json.Marshal(out)
}

// AnalyseRanks ranks the published scores, where there are any, and the weighted
// mean of the components as they are. The weights are by component code, nil for
// equal ones. Errors are those of [Compose] and [Matrix.Weights].
func AnalyseRanks(m Matrix, chosen map[string]float64) (*Analysis, error) {
	a, weights, err := newAnalysis(m, chosen)
	if err != nil {
		return nil, err
	}
	if m.Scores != nil {
		a.PublishedScore, a.PublishedRank = m.Scores, Rank(m.Scores)
	}
	if a.RawArithmetic, a.RawArithmeticRank, err = a.compose(m, Method{Raw, Arithmetic, weights}); err != nil {
		return nil, err
	}
	a.GapToBest, a.PercentileRank = GapToBest(a.score()), PercentileRank(a.score())
	return a, nil
}

// score returns the published score, or the raw mean where none is published.
func (a *Analysis) score() Values {
	if a.PublishedScore != nil {
		return a.PublishedScore
	}
	return a.RawArithmetic
}

// SetPeers adds the median of the peers that the matrix holds and that have a score.
func (a *Analysis) SetPeers(isPeer func(country string) bool) {
	var scores []float64
	for i, country := range a.ISO2 {
		if x := a.score()[i]; isPeer(country) && !math.IsNaN(x) {
			a.Peers, scores = append(a.Peers, country), append(scores, x)
		}
	}
	if len(scores) > 0 {
		median := Median(scores)
		a.PeerMedian = &median
	}
}

// SetSince adds a comparison with an earlier edition, among the countries of the
// matrix.
func (a *Analysis) SetSince(year int, c Comparison) {
	a.Since = year
	var before, after []float64
	for _, s := range c.Shifts {
		if !slices.Contains(a.ISO2, s.Country) {
			continue
		}
		a.Common, before, after = append(a.Common, s.Country), append(before, s.FromScore), append(after, s.ToScore)
		change := math.NaN()
		if c.Points {
			change = s.ToScore - s.FromScore
		}
		a.Change = append(a.Change, change)
	}
	a.CommonSince, a.CommonRank = Rank(before), Rank(after)
}

// AnalyseComposites makes the composite in every way offered. Arguments and
// errors are those of [AnalyseRanks].
func AnalyseComposites(m Matrix, chosen map[string]float64) (*Analysis, error) {
	a, weights, err := newAnalysis(m, chosen)
	if err != nil {
		return nil, err
	}
	for _, way := range []struct {
		normalisation Normalisation
		aggregation   Aggregation
		values        *Values
		ranks         *Ranks
	}{
		{Raw, Arithmetic, &a.RawArithmetic, &a.RawArithmeticRank},
		{MinMax, Arithmetic, &a.MinMaxArithmetic, &a.MinMaxArithmeticRank},
		{MinMax, Geometric, &a.MinMaxGeometric, &a.MinMaxGeometricRank},
		{ZScore, Arithmetic, &a.ZScoreArithmetic, &a.ZScoreArithmeticRank},
		{DistanceToBest, Arithmetic, &a.Dist2MaxArithmetic, &a.Dist2MaxArithmeticRank},
	} {
		*way.values, *way.ranks, err = a.compose(m, Method{way.normalisation, way.aggregation, weights})
		if err != nil {
			return nil, err
		}
	}
	return a, nil
}

// AnalyseSimulation draws the choices that the simulation names; its weights are
// those chosen. Errors are those of [AnalyseRanks] and [Simulate].
func AnalyseSimulation(ctx context.Context, m Matrix, chosen map[string]float64, s Simulation) (*Analysis, error) {
	a, weights, err := newAnalysis(m, chosen)
	if err != nil {
		return nil, err
	}
	if a.MinMaxArithmetic, a.MinMaxArithmeticRank, err = a.compose(m, Method{MinMax, Arithmetic, weights}); err != nil {
		return nil, err
	}
	s.Weights = weights
	r, err := Simulate(ctx, m, s)
	if err != nil {
		return nil, err
	}
	a.simulated(m, &s, r)
	return a, nil
}

// simulated adds what came out of a simulation.
func (a *Analysis) simulated(m Matrix, s *Simulation, r *Simulated) {
	a.WeightDelta, a.Seed, a.Draws = &s.Delta, &s.Seed, r.Draws
	a.MedianRank, a.Q5Rank, a.Q95Rank, a.LeastRank, a.GreatestRank = r.Median, r.Low, r.High, r.Least, r.Greatest
	a.Sensitivity, a.SensitivityBy = r.Overall, make(map[string][]Influence, len(m.Countries))
	for i, country := range m.Countries {
		a.SensitivityBy[country] = r.ByCountry[i]
	}
}

// AnalyseRange gives the exact range of ranks of a composite made in a way whose
// weights are those chosen, and the pairs that no weights can turn round. Errors are
// those of [AnalyseRanks] and [RankRangeBy].
func AnalyseRange(m Matrix, chosen map[string]float64, how Method, delta float64) (*Analysis, error) {
	a, weights, err := newAnalysis(m, chosen)
	if err != nil {
		return nil, err
	}
	how.Weights = weights
	values, ranks := a.Of(how)
	if *values, *ranks, err = a.compose(m, how); err != nil {
		return nil, err
	}
	ranges, err := RankRangeBy(m, how, delta)
	if err != nil {
		return nil, err
	}
	a.WeightDelta, a.BestPossibleRank, a.WorstPossibleRank = &delta, ranges.Best, ranges.Worst
	a.Dominance, err = Dominance(m)
	return a, err
}

// newAnalysis begins an analysis with what all three have in common.
func newAnalysis(m Matrix, chosen map[string]float64) (*Analysis, []float64, error) {
	weights := m.EqualWeights()
	if chosen != nil {
		var err error
		if weights, err = m.Weights(chosen); err != nil {
			return nil, nil, err
		}
	}
	return newFigures(m, weights), weights, nil
}

// newFigures begins an analysis by weights that sum to 1.
func newFigures(m Matrix, weights []float64) *Analysis {
	a := &Analysis{ISO2: m.Countries, Components: m.Values, Weights: make(map[string]float64)}
	for j, c := range m.Components {
		a.Weights[c.Code] = weights[j]
	}
	return a
}

// compose makes one composite and notes which countries and components it left
// out. Every composite of one matrix and weights leaves out the same countries;
// only those that need a scale leave out components.
func (a *Analysis) compose(m Matrix, how Method) (Values, []int, error) {
	c, err := Compose(m, how)
	if err != nil {
		return nil, nil, err
	}
	a.omit(m, &c)
	return c.Values, c.Ranks, nil
}
