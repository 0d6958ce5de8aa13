package benchmark

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSpearman(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b []float64
		want float64
		n    int
	}{
		{"none", nil, nil, missing, 0},
		{"two are too few", []float64{1, 2}, []float64{1, 2}, missing, 2},
		{"the same order", []float64{1, 2, 3}, []float64{10, 20, 1e6}, 1, 3},
		{"the reverse", []float64{1, 2, 3}, []float64{3, 2, 1}, -1, 3},
		{"all tie", []float64{5, 5, 5}, []float64{1, 2, 3}, missing, 3},
		{"missing ones are left out", []float64{1, missing, 2, 3, 9}, []float64{4, 1, 5, 6, missing}, 1, 3},
		// R: cor(c(1, 2, 3, 4, 5), c(5, 6, 7, 8, 7), method = "spearman")
		{"with a tie", []float64{1, 2, 3, 4, 5}, []float64{5, 6, 7, 8, 7}, 0.8207826816681233, 5},
		// Without ties 1 - 6 sum(d^2) / (n (n^2 - 1)): IQ and hours of television.
		{"without ties", []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}, []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}, -29.0 / 165, 10},
	} {
		got, n := Spearman(c.a, c.b)
		if n != c.n {
			t.Errorf("%s: of %d, want %d", c.name, n, c.n)
		}
		equal(t, c.name, Values{got}, Values{c.want})
	}
}

func TestSpearmanDependsOnOrderAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		draw := func(name string) []float64 {
			out := make([]float64, n)
			for i, x := range rapid.SliceOfN(rapid.IntRange(-6, 6), n, n).Draw(t, name) {
				if out[i] = float64(x); x == 6 {
					out[i] = missing
				}
			}
			return out
		}
		a, b := draw("a"), draw("b")
		rho, of := Spearman(a, b)
		if rho < -1 || rho > 1 {
			t.Fatalf("%v is beyond -1 to 1", rho)
		}
		near := func(what string, got, want float64) {
			if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s: %v, want %v", what, got, want)
			}
		}
		other, n2 := Spearman(b, a)
		if near("turned round", other, rho); n2 != of {
			t.Fatalf("of %d and %d", of, n2)
		}
		rescaled, reversed := slices.Clone(a), slices.Clone(a)
		for i, x := range a {
			rescaled[i], reversed[i] = 3*x*x*x+7, -x
		}
		same, _ := Spearman(rescaled, b)
		near("another scale", same, rho)
		opposite, _ := Spearman(reversed, b)
		near("reversed", opposite, -rho)
		if self, _ := Spearman(a, a); !math.IsNaN(self) {
			near("with itself", self, 1)
		}
	})
}
