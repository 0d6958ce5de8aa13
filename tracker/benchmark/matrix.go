package benchmark

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// What may be wrong with data or parameters. The error's text names the place.
var (
	ErrNoCountries   = errors.New("there is no country to compare")
	ErrDuplicate     = errors.New("a country stands there twice")
	ErrShape         = errors.New("a row has not one value a component")
	ErrRange         = errors.New("a value is beyond ±1e15")
	ErrWeights       = errors.New("weights must be finite, none negative, and at least one above zero")
	ErrDelta         = errors.New("the share by which weights vary must be at least 0 and below 1")
	ErrNormalisation = errors.New("there is no such normalisation")
	ErrAggregation   = errors.New("there is no such aggregation")
	ErrGeometric     = errors.New("the geometric mean is taken of min-max values only")
)

// MaxValue is the greatest magnitude of a value, so that no square or sum of
// values overflows.
const MaxValue = 1e15

// Matrix is what is compared: one row a country, one column a component. COINr:
// iData.
type Matrix struct {
	Countries  []string
	Components []Component
	Values     []Values // by country, in the order of Components; NaN where missing
	// Scores are the published scores by country, nil where the index publishes
	// none or the components were brought by a reader.
	Scores Values
	// Digits are how many decimals the values of a component are written with, and
	// ScoreDigits the scores, as [Table] has them; nil where the components were brought
	// by a reader.
	Digits      []int
	ScoreDigits int
}

// MatrixOf returns an edition of an index as a matrix, in the edition's order.
func MatrixOf(ix *Index, e *Edition) Matrix {
	score, part := ix.digits(e.Year)
	m := Matrix{Components: ix.Components, ScoreDigits: score, Digits: slices.Repeat([]int{part}, len(ix.Components))}
	for _, s := range e.Scores {
		m.Countries = append(m.Countries, s.Country)
		m.Scores = append(m.Scores, s.Value)
		row := make(Values, len(ix.Components))
		for j := range row {
			row[j] = math.NaN()
			if j < len(s.Components) {
				row[j] = s.Components[j]
			}
		}
		m.Values = append(m.Values, row)
	}
	return m
}

// Where returns the matrix without the countries that are not kept.
func (m Matrix) Where(keep func(country string) bool) Matrix {
	kept := Matrix{Components: m.Components, Digits: m.Digits, ScoreDigits: m.ScoreDigits}
	for i, country := range m.Countries {
		if keep(country) {
			kept.Countries, kept.Values = append(kept.Countries, country), append(kept.Values, m.Values[i])
			if m.Scores != nil {
				kept.Scores = append(kept.Scores, m.Scores[i])
			}
		}
	}
	return kept
}

// Check reports the first thing that keeps the matrix from being compared: no
// country, a country twice, a row of another length, a value beyond [MaxValue].
func (m Matrix) Check() error {
	if len(m.Countries) == 0 {
		return ErrNoCountries
	}
	if len(m.Values) != len(m.Countries) || m.Scores != nil && len(m.Scores) != len(m.Countries) {
		return fmt.Errorf("%w: %d countries, %d rows", ErrShape, len(m.Countries), len(m.Values))
	}
	seen := make(map[string]bool, len(m.Countries))
	for i, country := range m.Countries {
		if seen[country] {
			return fmt.Errorf("%w: %s", ErrDuplicate, country)
		}
		seen[country] = true
		if len(m.Values[i]) != len(m.Components) {
			return fmt.Errorf("%w: %s", ErrShape, country)
		}
		for j, x := range m.Values[i] {
			if math.Abs(x) > MaxValue {
				return fmt.Errorf("%w: %s, %s", ErrRange, country, m.Components[j].Code)
			}
		}
	}
	return nil
}

// Directed returns the values with greater always better: those of components in
// which a small value is good change sign. COINr: Direction = -1.
func (m Matrix) Directed() []Values {
	rows := make([]Values, len(m.Values))
	for i, row := range m.Values {
		rows[i] = make(Values, len(row))
		for j, x := range row {
			if m.Components[j].LowerIsBetter {
				x = -x
			}
			rows[i][j] = x
		}
	}
	return rows
}

// EqualWeights returns the same weight for every component, summing to 1.
func (m Matrix) EqualWeights() []float64 {
	weights := make([]float64, len(m.Components))
	for j := range weights {
		weights[j] = 1 / float64(len(weights))
	}
	return weights
}

// Parts returns the matrix without the components that are not kept.
func (m Matrix) Parts(keep func(code string) bool) Matrix {
	parts := Matrix{Countries: m.Countries, Scores: m.Scores, ScoreDigits: m.ScoreDigits, Values: make([]Values, len(m.Values))}
	for j, c := range m.Components {
		if !keep(c.Code) {
			continue
		}
		parts.Components = append(parts.Components, c)
		if m.Digits != nil {
			parts.Digits = append(parts.Digits, m.Digits[j])
		}
		for i, row := range m.Values {
			parts.Values[i] = append(parts.Values[i], row[j])
		}
	}
	return parts
}

// Weights returns the weights chosen by component code, scaled to sum to 1, in
// the order of the components. A component not chosen weighs nothing. It returns
// [ErrWeights] for an unknown code, a negative or infinite weight, or none above
// zero.
func (m Matrix) Weights(chosen map[string]float64) ([]float64, error) {
	weights := make([]float64, len(m.Components))
	found := 0
	for j, c := range m.Components {
		w, ok := chosen[c.Code]
		if ok {
			found++
		}
		weights[j] = w
	}
	if found != len(chosen) {
		return nil, fmt.Errorf("%w: a weight is given for a component that is not there", ErrWeights)
	}
	return scaledWeights(weights)
}

// scaledWeights returns weights that sum to 1 in the same proportions.
func scaledWeights(weights []float64) ([]float64, error) {
	greatest := 0.0
	for _, w := range weights {
		if !(w >= 0) || math.IsInf(w, 1) { // the negation also catches NaN
			return nil, fmt.Errorf("%w: %v", ErrWeights, w)
		}
		greatest = math.Max(greatest, w)
	}
	if greatest == 0 {
		return nil, ErrWeights
	}
	// Dividing by the greatest first keeps the sum from overflowing.
	scaled, sum := make([]float64, len(weights)), 0.0
	for j, w := range weights {
		scaled[j] = w / greatest
		sum += scaled[j]
	}
	for j := range scaled {
		scaled[j] /= sum
	}
	return scaled, nil
}
