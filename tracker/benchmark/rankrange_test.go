package benchmark

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRankRange(t *testing.T) {
	twins := small()
	twins.Values = []Values{{1, 30}, {1, 30}, {3, 40}}
	alone := Matrix{Countries: []string{"X"}, Components: []Component{{Code: "a"}}, Values: []Values{{5}}}
	screened := small()
	screened.Values = append([]Values{{missing, 30}}, screened.Values[1:]...)

	for _, c := range []struct {
		name        string
		m           Matrix
		delta       float64
		best, worst []int
	}{
		// Min-max values are X 0 100, Y 50 0, Z 100 50. Z less X is at least
		// (0.75 x 100 - 1.25 x 50) / 2 = 6.25 at 25 %, but (10 - 95) / 2 at 90 %.
		{"small", small(), 0.25, []int{2, 3, 1}, []int{2, 3, 1}},
		{"small, weights nearly free", small(), 0.9, []int{1, 2, 1}, []int{3, 3, 2}},
		{"weights fixed", small(), 0, []int{2, 3, 1}, []int{2, 3, 1}},
		{"twins are never above each other", twins, 0.25, []int{2, 2, 1}, []int{3, 3, 1}},
		{"one country", alone, 0.25, []int{1}, []int{1}},
		{"screened out", screened, 0.25, []int{0, 2, 1}, []int{0, 2, 1}},
	} {
		got, err := RankRange(c.m, nil, c.delta)
		if err != nil || !slices.Equal(got.Best, c.best) || !slices.Equal(got.Worst, c.worst) {
			t.Errorf("%s: %v %v, %v; want %v %v", c.name, got.Best, got.Worst, err, c.best, c.worst)
		}
	}
	for _, delta := range []float64{-0.1, 1, math.NaN(), math.Inf(1)} {
		if _, err := RankRange(small(), nil, delta); !errors.Is(err, ErrDelta) {
			t.Errorf("delta %v: error %v, want %v", delta, err, ErrDelta)
		}
	}
	if _, err := RankRange(small(), []float64{-1, 1}, 0.25); !errors.Is(err, ErrWeights) {
		t.Errorf("negative weight: error %v, want %v", err, ErrWeights)
	}
}

// Every rank that some weights within the interval give lies in the range, also
// where components are missing.
func TestRankRangeHoldsEverySampledRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		delta := rapid.Float64Range(0, 0.9).Draw(t, "delta")
		ranges, err := RankRange(m, weights, delta)
		if err != nil {
			t.Fatal(err)
		}
		s, err := m.scaled(weights, MinMax)
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			composite := make(Values, len(m.Countries))
			drawn := make([]float64, len(weights))
			for j, w := range s.weights {
				drawn[j] = w * (1 - delta + 2*delta*rapid.Float64Range(0, 1).Draw(t, "weight"))
			}
			for i, row := range s.rows {
				composite[i], _ = Aggregate(row, drawn, Arithmetic)
			}
			for i, rank := range Rank(composite) {
				if rank != 0 && (rank < ranges.Best[i] || rank > ranges.Worst[i]) {
					t.Fatalf("%s: rank %d outside %d to %d", m.Countries[i], rank, ranges.Best[i], ranges.Worst[i])
				}
			}
		}
	})
}

func TestDominance(t *testing.T) {
	m := small()
	m.Countries = append(m.Countries, "W")
	m.Values = []Values{{1, 30}, {2, 30}, {2, missing}, {2, 30}}
	got, err := Dominance(m)
	if want := []Pair{{"Y", "X"}, {"W", "X"}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Dominance = %v, %v; want %v", got, err, want)
	}
	m.Components[0].LowerIsBetter = true
	if got, _ = Dominance(m); !slices.Equal(got, []Pair{{"X", "Y"}, {"X", "W"}}) {
		t.Errorf("Dominance with the first component turned round = %v", got)
	}
	if _, err := Dominance(Matrix{}); !errors.Is(err, ErrNoCountries) {
		t.Errorf("Dominance of nothing: error %v", err)
	}
}

// A country that dominates another is ranked at least as high by any weights,
// and higher where every weight is above zero and every component has a scale.
func TestDominanceImpliesOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, false)
		pairs, err := Dominance(m)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Compose(m, Method{MinMax, Arithmetic, weights})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pairs {
			over, under := slices.Index(m.Countries, p.Over), slices.Index(m.Countries, p.Under)
			if c.Ranks[over] >= c.Ranks[under] {
				t.Fatalf("%s dominates %s but has rank %d against %d", p.Over, p.Under, c.Ranks[over], c.Ranks[under])
			}
		}
	})
}

// The quality bar's size: 100 countries with 20 components.
func BenchmarkRankRange(b *testing.B) {
	m := large(100, 20)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RankRange(m, nil, WeightDelta); err != nil {
			b.Fatal(err)
		}
	}
}

// The pairs are those that the ranges count, none stands there both ways, and who
// dominates is among them.
func TestAlwaysAboveIsWhatRangesCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		delta := rapid.Float64Range(0, 0.9).Draw(t, "delta")
		pairs, err := AlwaysAbove(m, weights, delta)
		if err != nil {
			t.Fatal(err)
		}
		ranges, err := RankRange(m, weights, delta)
		if err != nil {
			t.Fatal(err)
		}
		s, err := m.scaled(weights, MinMax)
		if err != nil {
			t.Fatal(err)
		}
		above := map[string]int{}
		for _, p := range pairs {
			above[p.Under]++
			if slices.Contains(pairs, Pair{Over: p.Under, Under: p.Over}) {
				t.Fatalf("%s and %s are above each other", p.Over, p.Under)
			}
		}
		for i, country := range m.Countries {
			if s.entered[i] {
				if ranges.Best[i] != 1+above[country] {
					t.Fatalf("%s: best rank %d with %d above it", country, ranges.Best[i], above[country])
				}
			} else if ranges.Best[i] != 0 || above[country] != 0 {
				t.Fatalf("%s did not enter, and is compared", country)
			}
		}
		dominance, err := Dominance(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range dominance {
			if slices.Contains(pairs, Pair{Over: p.Under, Under: p.Over}) {
				t.Fatalf("%s dominates %s, and is below it", p.Over, p.Under)
			}
		}
	})
	if _, err := AlwaysAbove(small(), nil, 1); !errors.Is(err, ErrDelta) {
		t.Errorf("error %v", err)
	}
}
