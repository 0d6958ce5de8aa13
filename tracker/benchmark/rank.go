package benchmark

import (
	"math"
	"slices"
	"sort"
)

// TieWithin is how close two values are held to be equal. Composites of equal
// standing differ in the last bits when their sums are taken in floating point;
// published scores differ by 0.01 at least.
const TieWithin = 1e-9

// Rank returns the standard competition rank of each value, "1, 1, 3": one more
// than the number of values that are better, that is greater by more than
// [TieWithin]. Values must not be rounded first. A missing value (NaN) has rank
// 0 and is not counted. COINr: the "sport" ranking of rank_df.
func Rank(values []float64) []int {
	sorted := present(values)
	ranks := make([]int, len(values))
	for i, x := range values {
		if math.IsNaN(x) {
			continue
		}
		firstBetter := sort.Search(len(sorted), func(k int) bool { return sorted[k]-x > TieWithin })
		ranks[i] = 1 + len(sorted) - firstBetter
	}
	return ranks
}

// Tied reports whether another country has the rank of the one at place i, which has
// one.
func Tied(ranks []int, i int) bool {
	for k, rank := range ranks {
		if k != i && rank == ranks[i] && rank > 0 {
			return true
		}
	}
	return false
}

// Places returns the rank of each value, as [Rank] does, and whether others share it.
func Places(values []float64) []Place {
	ranks := Rank(values)
	sharing := map[int]int{}
	for _, rank := range ranks {
		sharing[rank]++
	}
	places := make([]Place, len(ranks))
	for i, rank := range ranks {
		places[i] = Place{Rank: rank, Tied: rank > 0 && sharing[rank] > 1}
	}
	return places
}

// PercentileRank returns for each value the share of the other values that are
// lower, 0 to 1. It is missing where the value is, and where there is no other.
// COINr: n_prank.
func PercentileRank(values []float64) Values {
	sorted := present(values)
	shares := make(Values, len(values))
	for i, x := range values {
		if math.IsNaN(x) || len(sorted) < 2 {
			shares[i] = math.NaN()
			continue
		}
		lower := sort.Search(len(sorted), func(k int) bool { return sorted[k]-x >= -TieWithin })
		shares[i] = float64(lower) / float64(len(sorted)-1)
	}
	return shares
}

// GapToBest returns how far each value is below the greatest, in the values' own
// unit; 0 for the best, missing where the value is.
func GapToBest(values []float64) Values {
	sorted := present(values)
	gaps := make(Values, len(values))
	for i, x := range values {
		gaps[i] = math.NaN()
		if !math.IsNaN(x) {
			gaps[i] = sorted[len(sorted)-1] - x
		}
	}
	return gaps
}

// Median returns the middle one of the values that are not missing, the mean of
// the two middle ones when their number is even, and NaN when there is none.
func Median(values []float64) float64 {
	sorted := present(values)
	n := len(sorted)
	switch {
	case n == 0:
		return math.NaN()
	case n%2 == 1:
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

// present returns the values that are not missing, in ascending order.
func present(values []float64) []float64 {
	known := make([]float64, 0, len(values))
	for _, x := range values {
		if !math.IsNaN(x) {
			known = append(known, x)
		}
	}
	slices.Sort(known)
	return known
}
