package benchmark

import (
	"context"
	"math"
)

// Study is a composite with all that says how far its ranks can be relied on. Lists
// by country are in the order of the matrix.
type Study struct {
	Matrix    Matrix
	Method    Method
	Composite Composite
	Published []int // ranks of the published scores among these countries; nil where there are none
	Ranges    RankRanges
	Dominance []Pair
	// Simulation is what was drawn: with the weights of the method, and with the
	// share by which they vary in the ranges too.
	Simulation Simulation
	Simulated  *Simulated
}

// Examine makes a composite, with the exact range of its ranks, the pairs that no
// weights can turn round, and a simulation of the choices in making it. The
// simulation draws normalisation and aggregation around the min-max arithmetic mean,
// whichever the composite is made by. Errors are those of [Compose], [RankRange] and
// [Simulate].
func Examine(ctx context.Context, m Matrix, how Method, s Simulation) (*Study, error) {
	s.Weights = how.Weights
	study := &Study{Matrix: m, Method: how, Simulation: s}
	var err error
	if study.Composite, err = Compose(m, how); err != nil {
		return nil, err
	}
	if study.Ranges, err = RankRangeBy(m, how, s.Delta); err != nil {
		return nil, err
	}
	if study.Dominance, err = Dominance(m); err != nil {
		return nil, err
	}
	if study.Simulated, err = Simulate(ctx, m, s); err != nil {
		return nil, err
	}
	if m.Scores != nil {
		study.Published = Rank(m.Scores)
	}
	return study, nil
}

// Entered returns how many countries have a rank.
func (s *Study) Entered() int {
	n := 0
	for _, rank := range s.Composite.Ranks {
		if rank > 0 {
			n++
		}
	}
	return n
}

// Analysis returns the figures by the names that the commands `benchmark composite`,
// `range` and `simulate` give them.
func (s *Study) Analysis() *Analysis {
	a, r := newFigures(s.Matrix, s.weights()), s.Simulated
	a.PublishedScore, a.PublishedRank = s.Matrix.Scores, s.Published
	values, ranks := a.Of(s.Method)
	*values, *ranks = s.Composite.Values, s.Composite.Ranks
	a.omit(s.Matrix, &s.Composite)
	a.WeightDelta, a.BestPossibleRank, a.WorstPossibleRank = &s.Simulation.Delta, s.Ranges.Best, s.Ranges.Worst
	a.Dominance = s.Dominance
	a.simulated(s.Matrix, &s.Simulation, r)
	return a
}

// weights are those of the method, which sum to 1.
func (s *Study) weights() []float64 {
	if s.Method.Weights == nil {
		return s.Matrix.EqualWeights()
	}
	return s.Method.Weights
}

// Of returns where the composite of a method stands in an analysis.
func (a *Analysis) Of(how Method) (*Values, *Ranks) {
	switch {
	case how.Normalisation == Raw:
		return &a.RawArithmetic, &a.RawArithmeticRank
	case how.Normalisation == ZScore:
		return &a.ZScoreArithmetic, &a.ZScoreArithmeticRank
	case how.Normalisation == DistanceToBest:
		return &a.Dist2MaxArithmetic, &a.Dist2MaxArithmeticRank
	case how.Aggregation == Geometric:
		return &a.MinMaxGeometric, &a.MinMaxGeometricRank
	}
	return &a.MinMaxArithmetic, &a.MinMaxArithmeticRank
}

// omit notes which countries and components a composite left out.
func (a *Analysis) omit(m Matrix, c *Composite) {
	a.Renormalised, a.NotRanked, a.Constant = nil, nil, c.Constant
	for i, country := range m.Countries {
		if c.Partial[i] {
			a.Renormalised = append(a.Renormalised, country)
		}
		if math.IsNaN(c.Values[i]) {
			a.NotRanked = append(a.NotRanked, country)
		}
	}
}
