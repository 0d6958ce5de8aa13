package benchmark

import (
	"fmt"
	"math"
)

// Aggregation turns a country's normalised components into one figure.
type Aggregation string

// The aggregations. w are weights that sum to 1, z a country's values.
const (
	// Arithmetic is the weighted mean, sum of w z: a weak component is made up
	// for by a strong one. COINr: a_amean; Handbook, step 6, "additive".
	Arithmetic Aggregation = "arithmetic"
	// Geometric is the weighted geometric mean, product of (1 + 0.99 z)^w, of
	// min-max values, 1 to 100: a weak component costs more. The scale starts at
	// 1, since one zero would make the whole zero. COINr: a_gmean; Handbook,
	// step 6, "geometric".
	Geometric Aggregation = "geometric"
)

// MinCoverage is the share of the weight that a country must have values for to
// enter a composite; what it lacks is then left out and the rest weighs more.
const MinCoverage = 2.0 / 3.0

// Method is how a composite is made.
type Method struct {
	Normalisation Normalisation
	Aggregation   Aggregation
	// Weights are by component, in any proportion; nil weighs all alike.
	Weights []float64
}

// check reports what keeps the parts of a method from going together.
func (how Method) check() error {
	if how.Aggregation == Geometric && how.Normalisation != MinMax {
		return fmt.Errorf("%w, not of %q", ErrGeometric, how.Normalisation)
	}
	return nil
}

// Composite is one figure a country, in the order of the matrix.
type Composite struct {
	Values Values // missing where a country did not enter
	Ranks  []int  // see [Rank]
	// Partial marks countries that entered without some component: their other
	// weights were scaled up.
	Partial []bool
	// Constant lists the components left out because they have no scale: the
	// countries that entered all have the same value, or at most one has any.
	Constant []string
}

// Compose makes a composite in the Handbook's order: direction, screening,
// normalisation, aggregation. Countries that the coverage rule keeps out do not
// influence the scale of the others.
//
// It returns an error for a matrix that [Matrix.Check] refuses, for weights that
// are negative, not finite or all zero, and for a geometric mean of anything but
// min-max values. One country alone is no error, but has no min-max or z-score.
func Compose(m Matrix, how Method) (Composite, error) {
	s, err := m.scaled(how.Weights, how.Normalisation)
	if err != nil {
		return Composite{}, err
	}
	if err := how.check(); err != nil {
		return Composite{}, err
	}
	c := Composite{Constant: s.constant, Partial: make([]bool, len(s.rows)), Values: make(Values, len(s.rows))}
	for i, row := range s.rows {
		if c.Values[i], err = Aggregate(row, s.weights, how.Aggregation); err != nil {
			return Composite{}, err
		}
		for j, w := range s.weights {
			if w > 0 && math.IsNaN(row[j]) && !math.IsNaN(c.Values[i]) {
				c.Partial[i] = true
			}
		}
	}
	c.Ranks = Rank(c.Values)
	return c, nil
}

// Aggregate returns the weighted mean of one country's values. Weights must be
// at least zero; they are renormalised over the values that are not missing. The
// result is missing when none is.
func Aggregate(row Values, weights []float64, how Aggregation) (float64, error) {
	sum, total := 0.0, 0.0
	for j, w := range weights {
		z := row[j]
		if w == 0 || math.IsNaN(z) {
			continue
		}
		switch how {
		case Arithmetic:
			sum += w * z
		case Geometric:
			if z < 0 || z > 100 {
				return 0, ErrGeometric
			}
			sum += w * math.Log(1+0.99*z)
		default:
			return 0, fmt.Errorf("%w: %q", ErrAggregation, how)
		}
		total += w
	}
	switch {
	case total == 0:
		return math.NaN(), nil
	case how == Geometric:
		return math.Exp(sum / total), nil
	}
	return sum / total, nil
}

// Screen reports for each country whether it has values for at least
// [MinCoverage] of the weight. COINr: Screen, with unit_screen = "byNA".
func Screen(rows []Values, weights []float64) []bool {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	enters := make([]bool, len(rows))
	for i, row := range rows {
		covered := 0.0
		for j, w := range weights {
			if !math.IsNaN(row[j]) {
				covered += w
			}
		}
		// The margin keeps two of three equal weights at two thirds.
		enters[i] = covered >= MinCoverage*total-TieWithin
	}
	return enters
}

// scales is a matrix made ready to be weighed.
type scales struct {
	rows     []Values  // directed and normalised; all missing for a country screened out
	entered  []bool    // by country: not screened out
	weights  []float64 // sum to 1 before those of constant components became 0
	constant []string  // codes of the components that have no scale
}

// scaled directs, screens and normalises the matrix; nil weighs all alike.
func (m Matrix) scaled(chosen []float64, how Normalisation) (*scales, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	if chosen == nil {
		chosen = m.EqualWeights()
	}
	if len(chosen) != len(m.Components) {
		return nil, fmt.Errorf("%w: %d weights for %d components", ErrWeights, len(chosen), len(m.Components))
	}
	weights, err := scaledWeights(chosen)
	if err != nil {
		return nil, err
	}
	s := &scales{rows: m.Directed(), weights: weights}
	s.entered = Screen(s.rows, weights)
	for j, component := range m.Components {
		column := make([]float64, len(s.rows))
		for i, row := range s.rows {
			column[i] = row[j]
			if !s.entered[i] {
				column[i] = math.NaN()
			}
		}
		z, err := Normalise(column, how)
		if err != nil {
			return nil, err
		}
		for i, row := range s.rows {
			row[j] = z[i]
		}
		if weights[j] > 0 && len(present(z)) == 0 {
			s.constant = append(s.constant, component.Code)
			weights[j] = 0
		}
	}
	return s, nil
}
