package benchmark

import "slices"

// Shift is one country in two editions, ranked in both among the countries that
// both cover.
type Shift struct {
	Country            string
	FromScore, ToScore float64
	FromRank, ToRank   int
}

// Common returns the countries that every edition covers, in order of code; nil
// for no edition. Only among them may ranks of different editions be compared.
func Common(editions ...*Edition) []string {
	covered := make(map[string]int)
	for _, e := range editions {
		for _, s := range e.Scores {
			covered[s.Country]++
		}
	}
	var common []string
	for country, n := range covered {
		if n == len(editions) {
			common = append(common, country)
		}
	}
	slices.Sort(common)
	return common
}

// Between compares two editions on the countries common to both, in order of
// code. Scores of a [Scaled] series say only who is ahead: use their ranks.
func Between(from, to *Edition) []Shift {
	common := Common(from, to)
	shifts := make([]Shift, len(common))
	before, after := make([]float64, len(common)), make([]float64, len(common))
	for i, country := range common {
		before[i], after[i] = from.Score(country).Value, to.Score(country).Value
	}
	fromRanks, toRanks := Rank(before), Rank(after)
	for i, country := range common {
		shifts[i] = Shift{country, before[i], after[i], fromRanks[i], toRanks[i]}
	}
	return shifts
}

// MedianOf returns the median score of chosen countries in an edition, and of
// how many it is: those the edition does not cover are left out. The median is
// NaN when none is covered.
func MedianOf(e *Edition, countries []string) (median float64, of int) {
	var scores []float64
	for _, s := range e.Scores {
		if slices.Contains(countries, s.Country) {
			scores = append(scores, s.Value)
		}
	}
	return Median(scores), len(scores)
}
