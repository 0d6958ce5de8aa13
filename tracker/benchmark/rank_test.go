package benchmark

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var missing = math.NaN()

func TestRank(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   []int
	}{
		{"none", nil, []int{}},
		{"one", []float64{5}, []int{1}},
		{"ties share the better rank", []float64{76, 76, 75, 72, 72, 69}, []int{1, 1, 3, 4, 4, 6}},
		{"order of input does not matter", []float64{69, 76, 72, 75, 72, 76}, []int{6, 1, 4, 3, 4, 1}},
		{"unrounded values decide", []float64{76.0, 76.33, 75.999}, []int{2, 1, 3}},
		{"last bits do not", []float64{0.1 + 0.2, 0.3, 0.2}, []int{1, 1, 3}},
		{"missing has no rank and takes none", []float64{missing, 3, missing, 4}, []int{0, 2, 0, 1}},
		{"all missing", []float64{missing, missing}, []int{0, 0}},
		{"infinite is a value like others", []float64{math.Inf(-1), 0, math.Inf(1)}, []int{3, 2, 1}},
	} {
		if got := Rank(c.values); !slices.Equal(got, c.want) {
			t.Errorf("%s: Rank(%v) = %v, want %v", c.name, c.values, got, c.want)
		}
	}
}

func TestPositions(t *testing.T) {
	scores := []float64{76, 76, 75, missing, 40}
	equal(t, "PercentileRank", PercentileRank(scores), Values{2.0 / 3, 2.0 / 3, 1.0 / 3, missing, 0})
	equal(t, "PercentileRank of one", PercentileRank([]float64{7}), Values{missing})
	equal(t, "GapToBest", GapToBest(scores), Values{0, 0, 1, missing, 36})
	equal(t, "GapToBest of none", GapToBest([]float64{missing}), Values{missing})
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{3, 1, 2}, 2}, {[]float64{4, 1, missing, 2, 3}, 2.5}, {[]float64{missing}, missing}, {nil, missing},
	} {
		equal(t, "Median", Values{Median(c.values)}, Values{c.want})
	}
}

// A rank depends on order alone: any rescaling that keeps the order keeps it.
func TestRankKeepsUnderMonotoneRescaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.SliceOfN(rapid.IntRange(-50, 50), 1, 40).Draw(t, "values")
		factor := rapid.Float64Range(0.5, 1000).Draw(t, "factor")
		shift := rapid.Float64Range(-1000, 1000).Draw(t, "shift")
		values, rescaled := make([]float64, len(whole)), make([]float64, len(whole))
		for i, x := range whole {
			values[i] = float64(x)
			rescaled[i] = factor*float64(x*x*x) + shift
		}
		if a, b := Rank(values), Rank(rescaled); !slices.Equal(a, b) {
			t.Fatalf("ranks %v became %v", a, b)
		}
	})
}

// Ranks are a competition's: the number of better countries plus one.
func TestRankCountsTheBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 30).Draw(t, "values")
		values := make([]float64, len(whole))
		for i, x := range whole {
			values[i] = float64(x)
		}
		for i, rank := range Rank(values) {
			better := 0
			for _, x := range whole {
				if x > whole[i] {
					better++
				}
			}
			if rank != better+1 {
				t.Fatalf("%d has rank %d among %v", whole[i], rank, whole)
			}
		}
	})
}

// equal compares figures to 1e-9, missing ones included.
func equal(t *testing.T, what string, got, want Values) {
	t.Helper()
	same := len(got) == len(want)
	for i := 0; same && i < len(got); i++ {
		same = math.IsNaN(got[i]) == math.IsNaN(want[i]) && !(math.Abs(got[i]-want[i]) > 1e-9)
	}
	if !same {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
