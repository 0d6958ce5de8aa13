package benchmark

import "math"

// Spearman returns Spearman's rank correlation of two measures of the same
// countries, and of how many it is: those for which neither value is missing. It is
// Pearson's correlation of the ranks, countries that tie having the mean of the
// places that they share, so that it depends on order alone: 1 where both measures
// order the countries alike, -1 where one reverses the other, about 0 where neither
// tells anything of the other. It is NaN for fewer than three countries, and where
// one measure does not tell any of them apart. R: cor with method = "spearman".
//
// It says that two measures go together, not that one brings the other about.
// Both lists have the same length; a country stands at the same place in both.
func Spearman(a, b []float64) (rho float64, n int) {
	var x, y []float64
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	if n = len(x); n < 3 {
		return math.NaN(), n
	}
	x, y = meanRanks(x), meanRanks(y)
	middle := float64(n+1) / 2 // the mean of the ranks, with ties or without
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-middle, y[i]-middle
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return math.NaN(), n
	}
	return max(-1, min(1, xy/math.Sqrt(xx*yy))), n
}

// meanRanks returns ranks of which those that tie share the mean of their places,
// "1.5, 1.5, 3". No value is missing.
func meanRanks(values []float64) []float64 {
	ranks := Rank(values)
	sharing := make(map[int]int, len(ranks))
	for _, r := range ranks {
		sharing[r]++
	}
	mean := make([]float64, len(ranks))
	for i, r := range ranks {
		mean[i] = float64(r) + float64(sharing[r]-1)/2
	}
	return mean
}
