package benchmark

import (
	"fmt"
	"math"
)

// WeightDelta is the share by which weights vary in published rank ranges: each
// moves within a quarter of itself, up and down.
const WeightDelta = 0.25

// RankRanges are the ranks between which each country stays; 0 for one that did
// not enter.
type RankRanges struct {
	Best, Worst []int
}

// RankRange returns the ranks between which every country stays when each weight
// w varies on its own within w (1 - delta) to w (1 + delta), 0 <= delta < 1; nil
// weighs all alike. It draws nothing at random: country k is always above i when
// the greatest possible value of sum_j w_j (z_ij - z_kj), z being min-max values,
// is below zero; that sum is linear in each weight, so it is greatest at the
// interval's end that the difference's sign picks. The best rank is one more
// than the number always above, the worst the number of countries less those
// always below. A difference within [TieWithin] puts neither above. No weights
// lead out of the range, and between two countries it is exact; that one choice
// of weights reaches its end is not certain, since another country may ask for
// other weights. The rank of the min-max composite always lies in it.
//
// A missing component may be anything from 0 to 100: such a country's range, and
// that of those it is compared with, then holds every rank it could have, and
// perhaps more. Show it as a sensitivity range, never as a confidence interval.
//
// Errors are those of [Compose], and [ErrDelta].
func RankRange(m Matrix, weights []float64, delta float64) (RankRanges, error) {
	return RankRangeBy(m, Method{Normalisation: MinMax, Aggregation: Arithmetic, Weights: weights}, delta)
}

// RankRangeBy is [RankRange] of a composite made in any way: z are the values of its
// normalisation, and for the geometric mean their logarithms, ln (1 + 0.99 z), in
// which that mean is linear too. A missing component may be anything from the lowest
// to the highest of all z that weigh something. The rank of the composite lies in its
// range.
//
// Errors are those of [Compose], and [ErrDelta].
func RankRangeBy(m Matrix, how Method, delta float64) (RankRanges, error) {
	s, err := m.varied(how, delta)
	if err != nil {
		return RankRanges{}, err
	}
	ranges := RankRanges{Best: make([]int, len(s.rows)), Worst: make([]int, len(s.rows))}
	entered := 0
	for _, in := range s.entered {
		if in {
			entered++
		}
	}
	for i, in := range s.entered {
		if in {
			ranges.Best[i], ranges.Worst[i] = 1, entered
		}
	}
	s.alwaysAbove(delta, func(over, under int) {
		ranges.Best[under]++
		ranges.Worst[over]--
	})
	return ranges, nil
}

// AlwaysAbove returns the pairs in which the first country's min-max composite is
// above the second's whatever each weight w becomes within w (1 - delta) to
// w (1 + delta), 0 <= delta < 1; nil weighs all alike. It is exact for each pair, and
// the pairs are those that [RankRange] counts. The order is that of the matrix.
//
// Errors are those of [Compose], and [ErrDelta].
func AlwaysAbove(m Matrix, weights []float64, delta float64) ([]Pair, error) {
	s, err := m.varied(Method{Normalisation: MinMax, Aggregation: Arithmetic, Weights: weights}, delta)
	if err != nil {
		return nil, err
	}
	var pairs []Pair
	s.alwaysAbove(delta, func(over, under int) {
		pairs = append(pairs, Pair{Over: m.Countries[over], Under: m.Countries[under]})
	})
	return pairs, nil
}

// varied returns values, linear in the weights, whose weights are to vary.
func (m Matrix) varied(how Method, delta float64) (*scales, error) {
	if !(delta >= 0 && delta < 1) {
		return nil, fmt.Errorf("%w: %v", ErrDelta, delta)
	}
	if err := how.check(); err != nil {
		return nil, err
	}
	s, err := m.scaled(how.Weights, how.Normalisation)
	if err != nil {
		return nil, err
	}
	if how.Aggregation == Geometric {
		for _, row := range s.rows {
			for j, z := range row {
				row[j] = math.Log(1 + 0.99*z)
			}
		}
	}
	return s, nil
}

// bounds returns the lowest and the highest value that counts.
func (s *scales) bounds() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i, row := range s.rows {
		for j, z := range row {
			if s.entered[i] && s.weights[j] > 0 && !math.IsNaN(z) {
				low, high = min(low, z), max(high, z)
			}
		}
	}
	return low, high
}

// alwaysAbove finds the pairs of which the first is above the second with all weights.
func (s *scales) alwaysAbove(delta float64, found func(over, under int)) {
	low, high := s.bounds()
	for i, in := range s.entered {
		if !in {
			continue
		}
		for k := i + 1; k < len(s.rows); k++ {
			if !s.entered[k] {
				continue
			}
			least, greatest := differenceBounds(s.rows[i], s.rows[k], s.weights, delta, low, high)
			switch {
			case greatest < -TieWithin:
				found(k, i)
			case least > TieWithin:
				found(i, k)
			}
		}
	}
}

// differenceBounds returns the least and the greatest value that
// sum_j w_j (a_j - b_j) takes while each w_j moves by up to delta of itself, and what
// is missing is anything from low to high.
func differenceBounds(a, b Values, weights []float64, delta, low, high float64) (least, greatest float64) {
	sum, absolute := 0.0, 0.0
	for j, w := range weights {
		if w > 0 {
			d := a[j] - b[j]
			sum += w * d
			absolute += w * math.Abs(d)
		}
	}
	if !math.IsNaN(sum) {
		return sum - delta*absolute, sum + delta*absolute
	}
	return gappyBounds(a, b, weights, delta, low, high)
}

// gappyBounds is [differenceBounds] of values of which some are missing.
func gappyBounds(a, b Values, weights []float64, delta, low, high float64) (least, greatest float64) {
	for j, w := range weights {
		if w == 0 {
			continue
		}
		from, to := a[j]-b[j], a[j]-b[j]
		if math.IsNaN(from) { // at least one is missing
			from, to = orElse(a[j], low)-orElse(b[j], high), orElse(a[j], high)-orElse(b[j], low)
		}
		least += w * (from - delta*math.Abs(from))
		greatest += w * (to + delta*math.Abs(to))
	}
	return least, greatest
}

// orElse returns x, or other when x is missing.
func orElse(x, other float64) float64 {
	if math.IsNaN(x) {
		return other
	}
	return x
}

// Pair names two countries of which the first dominates the second.
type Pair struct {
	Over  string `json:"over"`
	Under string `json:"under"`
}

// Dominance returns the pairs in which one country is at least as good as the
// other on every component and better on one, so that no weighting can turn them
// round (Handbook, step 7; COINr: outrankMatrix holds the same comparison by
// weight). A country that lacks a component is in no pair. The order is that of
// the matrix.
func Dominance(m Matrix) ([]Pair, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	rows := m.Directed()
	var pairs []Pair
	for i, a := range rows {
		for k, b := range rows {
			if i != k && dominates(a, b) {
				pairs = append(pairs, Pair{Over: m.Countries[i], Under: m.Countries[k]})
			}
		}
	}
	return pairs, nil
}

func dominates(a, b Values) bool {
	better := false
	for j := range a {
		if !(a[j] >= b[j]) { // the negation also catches missing values
			return false
		}
		better = better || a[j] > b[j]
	}
	return better
}
