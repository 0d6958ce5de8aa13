package benchmark

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// leaders are six countries of the Open Data Barometer, Leaders Edition 2017,
// with the published components.
func leaders() Matrix {
	return Matrix{
		Countries:  []string{"AU", "CA", "FR", "GB", "JP", "KR"},
		Components: []Component{{Code: "readiness"}, {Code: "implementation"}, {Code: "impact"}},
		Values:     []Values{{79, 84, 62}, {86, 87, 55}, {84, 77, 55}, {83, 89, 57}, {78, 68, 58}, {82, 67, 67}},
		Scores:     Values{75, 76, 72, 76, 68, 72},
	}
}

// small is worked out by hand: min-max of a is 0, 50, 100 and of b 100, 0, 50.
func small() Matrix {
	return Matrix{
		Countries:  []string{"X", "Y", "Z"},
		Components: []Component{{Code: "a"}, {Code: "b"}},
		Values:     []Values{{1, 30}, {2, 10}, {3, 20}},
	}
}

func TestCompose(t *testing.T) {
	withHole := small()
	withHole.Countries = []string{"X", "Y", "Z", "W"}
	withHole.Components = append(withHole.Components, Component{Code: "c"})
	withHole.Values = []Values{{1, 30, 5}, {2, missing, 7}, {3, missing, missing}, {2, 10, 6}}
	lower := small()
	lower.Components[1].LowerIsBetter = true
	constant := small()
	constant.Values = []Values{{1, 8}, {2, 8}, {3, 8}}
	alone := small()
	alone.Countries, alone.Values = alone.Countries[:1], alone.Values[:1]
	empty := small()
	empty.Values = []Values{{missing, missing}, {missing, missing}, {missing, missing}}

	for _, c := range []struct {
		name     string
		m        Matrix
		how      Method
		want     Values
		ranks    []int
		partial  []bool
		constant []string
	}{
		{"raw mean", leaders(), Method{Raw, Arithmetic, nil},
			Values{75, 76, 72, 229.0 / 3, 68, 72}, []int{3, 2, 4, 1, 6, 4}, nil, nil},
		{"min-max", small(), Method{MinMax, Arithmetic, nil},
			Values{50, 25, 75}, []int{2, 3, 1}, nil, nil},
		{"weights in any proportion", small(), Method{MinMax, Arithmetic, []float64{6, 2}},
			Values{25, 37.5, 87.5}, []int{3, 2, 1}, nil, nil},
		{"a weight of zero leaves the component out", small(), Method{MinMax, Arithmetic, []float64{0, 5}},
			Values{100, 0, 50}, []int{1, 3, 2}, nil, nil},
		{"lower is better", lower, Method{MinMax, Arithmetic, nil},
			Values{0, 75, 75}, []int{3, 1, 1}, nil, nil},
		{"z-score with the sample deviation", small(), Method{ZScore, Arithmetic, nil},
			Values{0, -0.5, 0.5}, []int{2, 3, 1}, nil, nil},
		{"distance to the best", small(), Method{DistanceToBest, Arithmetic, nil},
			Values{0.5, 0.25, 0.75}, []int{2, 3, 1}, nil, nil},
		{"geometric", small(), Method{MinMax, Geometric, nil},
			Values{10, math.Sqrt(50.5), math.Sqrt(100 * 50.5)}, []int{2, 3, 1}, nil, nil},
		{"two thirds enter, less does not", withHole, Method{MinMax, Arithmetic, nil},
			Values{100.0 / 3, 100, missing, 50}, []int{3, 1, 0, 2}, []bool{false, true, false, false}, nil},
		{"a constant component has no scale", constant, Method{MinMax, Arithmetic, nil},
			Values{0, 50, 100}, []int{3, 2, 1}, nil, []string{"b"}},
		{"but it has a value", constant, Method{Raw, Arithmetic, nil},
			Values{4.5, 5, 5.5}, []int{3, 2, 1}, nil, nil},
		{"one country has no scale", alone, Method{ZScore, Arithmetic, nil},
			Values{missing}, []int{0}, nil, []string{"a", "b"}},
		{"but a mean", alone, Method{Raw, Arithmetic, nil}, Values{15.5}, []int{1}, nil, nil},
		{"all missing", empty, Method{MinMax, Arithmetic, nil},
			Values{missing, missing, missing}, []int{0, 0, 0}, nil, []string{"a", "b"}},
	} {
		got, err := Compose(c.m, c.how)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		equal(t, c.name, got.Values, c.want)
		if !slices.Equal(got.Ranks, c.ranks) || !slices.Equal(got.Constant, c.constant) {
			t.Errorf("%s: ranks %v constant %v, want %v %v", c.name, got.Ranks, got.Constant, c.ranks, c.constant)
		}
		if c.partial == nil {
			c.partial = make([]bool, len(got.Partial))
		}
		if !slices.Equal(got.Partial, c.partial) {
			t.Errorf("%s: partial %v, want %v", c.name, got.Partial, c.partial)
		}
	}
}

func TestComposeRefuses(t *testing.T) {
	change := func(f func(m *Matrix)) Matrix { m := small(); f(&m); return m }
	for _, c := range []struct {
		name string
		m    Matrix
		how  Method
		want error
	}{
		{"no country", Matrix{}, Method{Raw, Arithmetic, nil}, ErrNoCountries},
		{"a country twice", change(func(m *Matrix) { m.Countries[2] = "X" }), Method{Raw, Arithmetic, nil}, ErrDuplicate},
		{"a short row", change(func(m *Matrix) { m.Values[1] = Values{1} }), Method{Raw, Arithmetic, nil}, ErrShape},
		{"too few rows", change(func(m *Matrix) { m.Values = m.Values[1:] }), Method{Raw, Arithmetic, nil}, ErrShape},
		{"too few scores", change(func(m *Matrix) { m.Scores = Values{1} }), Method{Raw, Arithmetic, nil}, ErrShape},
		{"infinite", change(func(m *Matrix) { m.Values[0][0] = math.Inf(-1) }), Method{Raw, Arithmetic, nil}, ErrRange},
		{"enormous", change(func(m *Matrix) { m.Values[0][1] = 1e300 }), Method{ZScore, Arithmetic, nil}, ErrRange},
		{"no component", change(func(m *Matrix) {
			m.Components, m.Values = nil, []Values{{}, {}, {}}
		}), Method{Raw, Arithmetic, nil}, ErrWeights},
		{"negative weight", small(), Method{MinMax, Arithmetic, []float64{2, -1}}, ErrWeights},
		{"weight not a number", small(), Method{MinMax, Arithmetic, []float64{missing, 1}}, ErrWeights},
		{"infinite weight", small(), Method{MinMax, Arithmetic, []float64{math.Inf(1), 1}}, ErrWeights},
		{"all weights zero", small(), Method{MinMax, Arithmetic, []float64{0, 0}}, ErrWeights},
		{"too few weights", small(), Method{MinMax, Arithmetic, []float64{1}}, ErrWeights},
		{"unknown normalisation", small(), Method{"rank", Arithmetic, nil}, ErrNormalisation},
		{"unknown aggregation", small(), Method{MinMax, "harmonic", nil}, ErrAggregation},
		{"geometric mean of z-scores", small(), Method{ZScore, Geometric, nil}, ErrGeometric},
		{"geometric mean of raw values", small(), Method{Raw, Geometric, nil}, ErrGeometric},
	} {
		if _, err := Compose(c.m, c.how); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := small().Weights(map[string]float64{"z": 1}); !errors.Is(err, ErrWeights) {
		t.Errorf("a weight for an unknown component: error %v", err)
	}
}

// Weights count by proportion alone.
func TestComposeIgnoresTheScaleOfWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, false)
		factor := rapid.Float64Range(1e-6, 1e6).Draw(t, "factor")
		scaled := make([]float64, len(weights))
		for j, w := range weights {
			scaled[j] = w * factor
		}
		a, errA := Compose(m, Method{MinMax, Arithmetic, weights})
		b, errB := Compose(m, Method{MinMax, Arithmetic, scaled})
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		for i := range a.Values {
			if math.IsNaN(a.Values[i]) != math.IsNaN(b.Values[i]) || math.Abs(a.Values[i]-b.Values[i]) > 1e-9 {
				t.Fatalf("%v became %v", a.Values, b.Values)
			}
		}
	})
}

// Every scale keeps the order within a component, and a min-max composite stays
// within its components' bounds.
func TestComposeStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		for _, how := range []Method{{MinMax, Arithmetic, weights}, {MinMax, Geometric, weights}, {DistanceToBest, Arithmetic, weights}} {
			c, err := Compose(m, how)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range c.Values {
				if x < -1e-9 || x > 100+1e-9 {
					t.Fatalf("%v gives %v", how, x)
				}
			}
		}
	})
}

// drawMatrix draws a matrix of small whole values, so that real differences are
// far above TieWithin, and positive weights.
func drawMatrix(t *rapid.T, holes bool) (Matrix, []float64) {
	n := rapid.IntRange(1, 8).Draw(t, "countries")
	components := rapid.IntRange(1, 5).Draw(t, "components")
	var m Matrix
	var weights []float64
	for j := range components {
		m.Components = append(m.Components, Component{
			Code: string(rune('a' + j)), LowerIsBetter: rapid.Bool().Draw(t, "lower is better"),
		})
		weights = append(weights, float64(rapid.IntRange(1, 9).Draw(t, "weight")))
	}
	for i := range n {
		m.Countries = append(m.Countries, string(rune('A'+i)))
		row := make(Values, components)
		for j := range row {
			row[j] = float64(rapid.IntRange(0, 12).Draw(t, "value"))
			if holes && rapid.IntRange(0, 5).Draw(t, "hole") == 0 {
				row[j] = missing
			}
		}
		m.Values = append(m.Values, row)
	}
	return m, weights
}
