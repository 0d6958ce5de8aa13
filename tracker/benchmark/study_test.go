package benchmark

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// methods are all ways of making a composite.
var methods = []Method{
	{Normalisation: Raw, Aggregation: Arithmetic}, {Normalisation: MinMax, Aggregation: Arithmetic}, {Normalisation: MinMax, Aggregation: Geometric},
	{Normalisation: ZScore, Aggregation: Arithmetic}, {Normalisation: DistanceToBest, Aggregation: Arithmetic},
}

// However a composite is made, and whatever its weights become within their intervals,
// its ranks lie in the range, also where components are missing.
func TestRankRangeByHoldsEveryRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		how := methods[rapid.IntRange(0, len(methods)-1).Draw(t, "method")]
		how.Weights = weights
		delta := rapid.Float64Range(0, 0.9).Draw(t, "delta")
		ranges, err := RankRangeBy(m, how, delta)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := m.scaled(weights, how.Normalisation)
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			composite := make(Values, len(m.Countries))
			drawn := make([]float64, len(weights))
			for j, w := range kept.weights {
				drawn[j] = w * (1 - delta + 2*delta*rapid.Float64Range(0, 1).Draw(t, "weight"))
			}
			for i, row := range kept.rows {
				if composite[i], err = Aggregate(row, drawn, how.Aggregation); err != nil {
					t.Fatal(err)
				}
			}
			for i, rank := range Rank(composite) {
				if rank != 0 && (rank < ranges.Best[i] || rank > ranges.Worst[i]) {
					t.Fatalf("%v: %s: rank %d outside %d to %d", how, m.Countries[i], rank, ranges.Best[i], ranges.Worst[i])
				}
			}
		}
	})
	if _, err := RankRangeBy(small(), Method{Normalisation: ZScore, Aggregation: Geometric}, 0.25); !errors.Is(err, ErrGeometric) {
		t.Errorf("geometric of z-scores: error %v", err)
	}
}

// Distance to the best is min-max but for a factor, so that ranges and ranks agree.
func TestRankRangeByDistanceIsMinMax(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		of := func(n Normalisation) RankRanges {
			r, err := RankRangeBy(m, Method{n, Arithmetic, weights}, 0.25)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		a, b := of(MinMax), of(DistanceToBest)
		if !slices.Equal(a.Best, b.Best) || !slices.Equal(a.Worst, b.Worst) {
			t.Fatalf("min-max %v, distance %v", a, b)
		}
	})
}

func TestExamine(t *testing.T) {
	m := Matrix{
		Countries: []string{"A", "B", "C", "D"}, Components: []Component{{Code: "x"}, {Code: "y"}, {Code: "z"}},
		Values: []Values{{9, 1, 5}, {5, 5, missing}, {1, 9, 4}, {missing, missing, 9}}, Scores: Values{3, 5, 1, 9},
	}
	usual := Simulation{Delta: 0.25, Draws: 200, Seed: 3}
	for _, how := range methods {
		how.Weights = []float64{0.5, 0.25, 0.25}
		s, err := Examine(t.Context(), m, how, usual)
		if err != nil {
			t.Fatal(err)
		}
		ranges, err := RankRangeBy(m, how, usual.Delta)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.Ranges.Best, ranges.Best) || !slices.Equal(s.Published, []int{3, 2, 4, 1}) || s.Entered() != 3 {
			t.Errorf("%v: ranges %v, published %v, %d entered", how, s.Ranges, s.Published, s.Entered())
		}
		simulated, err := AnalyseSimulation(t.Context(), m, map[string]float64{"x": 2, "y": 1, "z": 1}, usual)
		if err != nil {
			t.Fatal(err)
		}
		a := s.Analysis()
		if !slices.Equal(a.Q95Rank[:3], simulated.Q95Rank[:3]) || a.Weights["x"] != 0.5 || !slices.Equal(a.Renormalised, []string{"B"}) || !slices.Equal(a.NotRanked, []string{"D"}) {
			t.Errorf("%v: %+v", how, a)
		}
		if values, ranks := a.Of(how); !slices.Equal((*values)[:3], s.Composite.Values[:3]) || !slices.Equal(*ranks, s.Composite.Ranks) {
			t.Errorf("%v: the composite stands elsewhere", how)
		}
		if _, err := json.Marshal(a); err != nil {
			t.Error(err)
		}
	}
	if s, err := Examine(t.Context(), m, Method{Normalisation: MinMax, Aggregation: Arithmetic}, usual); err != nil || s.Analysis().Weights["y"] != 1.0/3 {
		t.Errorf("equal weights: %v", err)
	}
	for _, c := range []struct {
		m    Matrix
		how  Method
		s    Simulation
		want error
	}{
		{Matrix{}, methods[1], usual, ErrNoCountries},
		{m, Method{Normalisation: ZScore, Aggregation: Geometric}, usual, ErrGeometric},
		{m, methods[1], Simulation{Delta: 1, Draws: 2}, ErrDelta},
		{m, methods[1], Simulation{Draws: 1}, ErrDraws},
	} {
		if _, err := Examine(t.Context(), c.m, c.how, c.s); !errors.Is(err, c.want) {
			t.Errorf("error %v, want %v", err, c.want)
		}
	}
}

func TestParts(t *testing.T) {
	m := Matrix{Countries: []string{"A"}, Components: []Component{{Code: "x"}, {Code: "y"}}, Values: []Values{{1, 2}}, Scores: Values{7}}
	got := m.Parts(func(code string) bool { return code == "y" })
	if len(got.Components) != 1 || got.Components[0].Code != "y" || !slices.Equal(got.Values[0], Values{2}) || got.Scores[0] != 7 || len(m.Values[0]) != 2 {
		t.Errorf("%+v", got)
	}
}

// The largest that the demonstration holds, with the draws of a published page.
func BenchmarkExamine(b *testing.B) {
	m := large(190, 5)
	for _, draws := range []int{2000, DefaultDraws} {
		b.Run(strconv.Itoa(draws), func(b *testing.B) {
			for b.Loop() {
				if _, err := Examine(b.Context(), m, Method{Normalisation: MinMax, Aggregation: Arithmetic}, Simulation{Delta: WeightDelta, Draws: draws, Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
