package benchmark

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// same compares results of which figures may be missing.
func same(a, b *Simulated) bool {
	return reflect.DeepEqual(bits(a), bits(b))
}

// bits are a result with its figures as bits, in which NaN equals itself.
func bits(s *Simulated) any {
	list := func(values Values) (out []uint64) {
		for _, x := range values {
			out = append(out, math.Float64bits(x))
		}
		return out
	}
	all := []any{s.Draws, s.Nominal, list(s.Median), list(s.Low), list(s.High), s.Least, s.Greatest}
	for _, country := range append(slices.Clone(s.ByCountry), s.Overall) {
		for _, in := range country {
			all = append(all, in.Choice, list(Values{in.First, in.Total}))
		}
	}
	return all
}

// The same seed gives the same result, whoever shares the work.
func TestSimulateIsRepeatable(t *testing.T) {
	m := large(30, 6)
	m.Values[3][2], m.Values[7][0] = missing, missing
	s := Simulation{Delta: WeightDelta, Draws: 3000, Seed: 7}
	first, err := simulate(t.Context(), m, s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 2, 3, 16} {
		got, err := simulate(t.Context(), m, s, workers)
		if err != nil || !same(got, first) {
			t.Errorf("%d workers: %v, another result", workers, err)
		}
	}
	s.Seed++
	if other, err := Simulate(t.Context(), m, s); err != nil || same(other, first) {
		t.Errorf("another seed: %v, the same result", err)
	}
}

// The first draws are written down, so that a change of the generator, or of the
// order in which it is asked, is noticed: published figures name a seed.
func TestSimulateDrawsWhatItDrew(t *testing.T) {
	got, err := Simulate(t.Context(), leaders(), Simulation{Delta: WeightDelta, Draws: 2000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if want := []int{4, 1, 5, 2, 6, 3}; !slices.Equal(got.Nominal, want) {
		t.Errorf("nominal ranks %v, want %v", got.Nominal, want)
	}
	equal(t, "median", got.Median, Values{3, 2, 5, 2, 6, 4})
	equal(t, "5th percentile", got.Low, Values{1, 1, 3, 1, 3, 1})
	equal(t, "95th percentile", got.High, Values{5, 5, 6, 3, 6, 5})
	equal(t, "influence", Values{got.Overall[0].Total, got.Overall[3].First}, Values{0.093947755, 0.704675576})
}

// Whatever is drawn, the ranks are those of [Aggregate].
func TestSimulateRanksAsAggregate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		sim, err := newSimulator(m, Simulation{Weights: weights, Delta: 0.5, Draws: 2, Seed: rapid.Uint64().Draw(t, "seed")})
		if err != nil {
			t.Fatal(err)
		}
		worker := sim.newTally()
		if worker.draw(0); len(sim.entered) == 0 {
			return
		}
		how := Method{MinMax, Arithmetic, nil}
		if worker.a.geometric {
			how.Aggregation = Geometric
		} else if worker.a.zscore {
			how.Normalisation = ZScore
		}
		minmax, err := m.scaled(weights, MinMax)
		if err != nil {
			t.Fatal(err)
		}
		if len(minmax.constant) > 0 {
			return // components are counted otherwise
		}
		scaled, err := m.scaled(weights, how.Normalisation)
		if err != nil {
			t.Fatal(err)
		}
		kept := slices.Clone(worker.a.weights)
		if worker.a.dropped >= 0 {
			kept[worker.a.dropped] = 0
		}
		values := make(Values, len(m.Countries))
		for i, row := range scaled.rows {
			if values[i], err = Aggregate(row, kept, how.Aggregation); err != nil {
				t.Fatal(err)
			}
		}
		want := Rank(values)
		for at, i := range sim.entered {
			if worker.ra[at] != want[i] {
				t.Fatalf("%+v: %s has rank %d, want %d", worker.a, m.Countries[i], worker.ra[at], want[i])
			}
		}
	})
}

// Ranks of the min-max arithmetic mean stay within the exact range.
func TestRankRangeHoldsTheSimulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		s := Simulation{Weights: weights, Delta: rapid.Float64Range(0, 0.9).Draw(t, "delta"), Draws: 100, Seed: rapid.Uint64().Draw(t, "seed"), Vary: []Choice{VaryWeights}}
		got, err := Simulate(context.Background(), m, s)
		if err != nil {
			t.Fatal(err)
		}
		exact, err := RankRange(m, weights, s.Delta)
		if err != nil {
			t.Fatal(err)
		}
		for i, country := range m.Countries {
			if got.Nominal[i] != 0 && (got.Least[i] < exact.Best[i] || got.Greatest[i] > exact.Worst[i]) {
				t.Fatalf("%s: %d to %d drawn, %d to %d possible", country, got.Least[i], got.Greatest[i], exact.Best[i], exact.Worst[i])
			}
		}
	})
}

// No draw of anything turns a dominating pair round.
func TestDominanceHoldsInEveryDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, false)
		pairs, err := Dominance(m)
		if err != nil {
			t.Fatal(err)
		}
		sim, err := newSimulator(m, Simulation{Weights: weights, Delta: 0.9, Draws: 2, Seed: rapid.Uint64().Draw(t, "seed")})
		if err != nil {
			t.Fatal(err)
		}
		worker := sim.newTally()
		for pair := range 20 {
			worker.draw(pair)
			for _, p := range pairs {
				over, under := slices.Index(sim.entered, slices.Index(m.Countries, p.Over)), slices.Index(sim.entered, slices.Index(m.Countries, p.Under))
				if over < 0 || under < 0 {
					continue
				}
				if worker.ra[over] > worker.ra[under] || worker.rb[over] > worker.rb[under] {
					t.Fatalf("%s dominates %s, but %v %v, %v %v", p.Over, p.Under, worker.a, worker.ra, worker.b, worker.rb)
				}
			}
		}
	})
}

// The unit in which a component is published does not matter, in any draw. Factors
// are powers of two, so that no tie is lost in floating point.
func TestSimulateIgnoresUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, weights := drawMatrix(t, true)
		s := Simulation{Weights: weights, Delta: 0.25, Draws: 50, Seed: 3}
		before, err := Simulate(context.Background(), m, s)
		if err != nil {
			t.Fatal(err)
		}
		for j := range m.Components {
			factor := math.Ldexp(1, rapid.IntRange(-8, 8).Draw(t, "factor"))
			shift := float64(rapid.IntRange(-64, 64).Draw(t, "shift"))
			for i := range m.Values {
				m.Values[i][j] = factor * (m.Values[i][j] + shift)
			}
		}
		after, err := Simulate(context.Background(), m, s)
		if err != nil || !slices.Equal(before.Nominal, after.Nominal) || !slices.Equal(before.Least, after.Least) || !slices.Equal(before.Greatest, after.Greatest) {
			t.Fatalf("%v: %v became %v", err, before, after)
		}
	})
}

func TestInfluence(t *testing.T) {
	ctx := t.Context()
	m := large(20, 5)
	// One choice alone has all the influence, up to chance.
	for _, choice := range Choices {
		got, err := Simulate(ctx, m, Simulation{Delta: 0.9, Draws: 20_000, Seed: 5, Vary: []Choice{choice}})
		if err != nil {
			t.Fatal(err)
		}
		if in := got.Overall[0]; len(got.Overall) != 1 || in.Choice != choice || math.Abs(in.First-1) > 0.05 || math.Abs(in.Total-1) > 0.05 {
			t.Errorf("%s alone: %+v", choice, got.Overall)
		}
	}
	// One that changes nothing has none, and the rest is shared out.
	got, err := Simulate(ctx, m, Simulation{Delta: 0, Draws: 20_000, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	first := 0.0
	for i, in := range got.Overall {
		if first += in.First; in.Choice != Choices[i] || in.First > in.Total+0.05 {
			t.Errorf("%+v", in)
		}
	}
	if w := got.Overall[0]; w.First != 0 || w.Total != 0 || first < 0.5 || first > 1.05 {
		t.Errorf("weights that do not move: %+v", got.Overall)
	}
	// A rank that never changes has no variance to share.
	best := large(5, 2)
	best.Values[2] = Values{1000, 1000}
	if got, err = Simulate(ctx, best, Simulation{Delta: 0.5, Draws: 100}); err != nil || got.Greatest[2] != 1 || !math.IsNaN(got.ByCountry[2][0].Total) {
		t.Errorf("%v: the best has %+v", err, got)
	}
}

// Saltelli's and Jansen's estimators find the indices of a case that can be worked
// out: Y ranks first of two when its lead on a, weighed, beats X's on b. With a and b
// alone to drop, X is first when a is left out, Y when b is, and both choices of the
// mean agree.
func TestInfluenceOfWhatIsLeftOut(t *testing.T) {
	m := Matrix{Countries: []string{"X", "Y"}, Components: []Component{{Code: "a"}, {Code: "b"}}, Values: []Values{{0, 9}, {9, 0}}}
	got, err := Simulate(t.Context(), m, Simulation{Delta: 0.5, Draws: 40_000, Seed: 2, Vary: []Choice{VaryWeights, VaryComponents}})
	if err != nil {
		t.Fatal(err)
	}
	// X's rank is 1 with a third, 2 with a third, and else one or the other by the
	// weights: variance 1/4. Knowing what is left out explains 2/3 of it; knowing the
	// weights 1/9; both 1.
	for i, want := range []Influence{{VaryWeights, 1.0 / 9, 1.0 / 3}, {VaryComponents, 2.0 / 3, 8.0 / 9}} {
		if in := got.Overall[i]; math.Abs(in.First-want.First) > 0.02 || math.Abs(in.Total-want.Total) > 0.02 {
			t.Errorf("%+v, want %+v", in, want)
		}
	}
	equal(t, "5th percentile", got.Low, Values{1, 1})
	equal(t, "95th percentile", got.High, Values{2, 2})
}

func TestSimulateOddMatrices(t *testing.T) {
	alone := small()
	alone.Countries, alone.Values = alone.Countries[:1], alone.Values[:1]
	empty := small()
	empty.Values = []Values{{missing, missing}, {missing, missing}, {missing, missing}}
	ties := small()
	ties.Values = []Values{{1, 30}, {1, 30}, {2, 40}}
	half := small() // of which Z has one component only, which is then never left out
	half.Values = []Values{{1, 30}, {2, 10}, {3, missing}}
	for _, c := range []struct {
		name            string
		m               Matrix
		weights         []float64
		nominal, least  []int
		greatest        []int
		medianOfTheLast float64
	}{
		{"one country", alone, nil, []int{0}, []int{0}, []int{0}, missing},
		{"all missing", empty, nil, []int{0, 0, 0}, []int{0, 0, 0}, []int{0, 0, 0}, missing},
		{"ties", ties, nil, []int{2, 2, 1}, []int{2, 2, 1}, []int{2, 2, 1}, 1},
		{"the only component of one", half, []float64{3, 1}, []int{3, 2, 1}, []int{3, 2, 1}, []int{3, 2, 1}, 1},
	} {
		got, err := Simulate(t.Context(), c.m, Simulation{Weights: c.weights, Delta: 0.25, Draws: 501, Seed: 4})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !slices.Equal(got.Nominal, c.nominal) || !slices.Equal(got.Least, c.least) || !slices.Equal(got.Greatest, c.greatest) || got.Draws != 502 {
			t.Errorf("%s: %+v", c.name, got)
		}
		equal(t, c.name, got.Median[len(got.Median)-1:], Values{c.medianOfTheLast})
	}
}

func TestSimulateRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		m    Matrix
		s    Simulation
		want error
	}{
		{"no country", Matrix{}, Simulation{Draws: 10}, ErrNoCountries},
		{"delta", small(), Simulation{Draws: 10, Delta: 1}, ErrDelta},
		{"no draw", small(), Simulation{Draws: 1}, ErrDraws},
		{"too many draws", small(), Simulation{Draws: MaxDraws + 1}, ErrDraws},
		{"too many countries", large(MaxSimulated+1, 1), Simulation{Draws: 10}, ErrTooMany},
		{"a choice that is none", small(), Simulation{Draws: 10, Vary: []Choice{"luck"}}, ErrChoice},
		{"weights", small(), Simulation{Draws: 10, Weights: []float64{1, -1}}, ErrWeights},
	} {
		if _, err := Simulate(t.Context(), c.m, c.s); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Simulate(ctx, large(50, 5), Simulation{Draws: MaxDraws}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// R: quantile(c(1, 1, 2, 4), p)
func TestQuantile(t *testing.T) {
	counts := []uint32{2, 1, 0, 1}
	for p, want := range map[float64]float64{0: 1, 0.05: 1, 0.5: 1.5, 0.75: 2.5, 0.95: 3.7, 1: 4} {
		if got := quantile(counts, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v-quantile %v, want %v", p, got, want)
		}
	}
}

func TestAnalyseSimulationAsJSON(t *testing.T) {
	m := small()
	m.Countries = append(m.Countries, "W")
	m.Values = append(m.Values, Values{missing, missing})
	a, err := AnalyseSimulation(t.Context(), m, nil, Simulation{Delta: 0.25, Draws: 100})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Median      []*float64 `json:"median_rank"`
		Sensitivity []struct {
			Choice string
			Si     *float64
		}
		ByCountry map[string][]any `json:"sensitivity_by_country"`
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Median) != 4 || got.Median[3] != nil || got.Median[0] == nil || len(got.Sensitivity) != 4 || len(got.ByCountry) != 4 || got.Sensitivity[0].Choice != "weights" {
		t.Errorf("%s", b)
	}
}

// large is a matrix of random values from 0 to 100.
func large(countries, components int) Matrix {
	random := rand.New(rand.NewPCG(1, 2))
	var m Matrix
	for j := range components {
		m.Components = append(m.Components, Component{Code: strconv.Itoa(j)})
	}
	for i := range countries {
		m.Countries = append(m.Countries, strconv.Itoa(i))
		row := make(Values, components)
		for j := range row {
			row[j] = 100 * random.Float64()
		}
		m.Values = append(m.Values, row)
	}
	return m
}

// The quality bar's size.
func BenchmarkSimulate(b *testing.B) {
	m := large(100, 20)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Simulate(b.Context(), m, Simulation{Delta: WeightDelta, Draws: DefaultDraws}); err != nil {
			b.Fatal(err)
		}
	}
}

// What published pages show can be drawn wherever they ask whether it can.
func TestUsualSimulation(t *testing.T) {
	ix := barometer()
	for i := range ix.Editions {
		e := &ix.Editions[i]
		if !Simulable(ix, e) {
			t.Errorf("%d cannot be simulated", e.Year)
		}
		if _, err := Simulate(t.Context(), MatrixOf(ix, e), Usual()); err != nil {
			t.Errorf("%d: %v", e.Year, err)
		}
	}
	if Simulable(&Index{}, ix.Latest()) || Simulable(ix, &Edition{}) || Simulable(ix, &Edition{Scores: make([]Score, MaxSimulated+1)}) {
		t.Error("what has no components, no country or too many can be simulated")
	}
}
