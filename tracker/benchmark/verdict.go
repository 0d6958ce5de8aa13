package benchmark

import "slices"

// Verdict is what holds between two countries of an edition.
type Verdict string

// The verdicts, from the one that hangs on nothing to the one that nothing is known of.
const (
	// Dominates: at least as good on every component and better on one, so that no
	// weights can turn them round.
	Dominates Verdict = "dominates"
	// Ahead: above in the min-max composite as long as each weight stays within delta of
	// itself; see [AlwaysAbove].
	Ahead Verdict = "ahead"
	// Open: the order hangs on the weights, or the values are alike.
	Open Verdict = "open"
	// Incomparable: one of them lacks too many components to enter the composite.
	Incomparable Verdict = "incomparable"
)

// PairVerdict is what holds between two countries. For [Open] and [Incomparable] their
// order says nothing.
type PairVerdict struct {
	Pair
	Verdict Verdict
}

// Verdicts returns what holds between each two of some countries, whose order decides
// that of the verdicts; those that the matrix does not have are left out. The
// components are weighed alike, and stretched between the lowest and highest of all
// countries of the matrix. Errors are those of [AlwaysAbove].
func Verdicts(m Matrix, delta float64, countries []string) ([]PairVerdict, error) {
	dominance, err := Dominance(m)
	if err != nil {
		return nil, err
	}
	above, err := AlwaysAbove(m, nil, delta)
	if err != nil {
		return nil, err
	}
	entered := Screen(m.Directed(), m.EqualWeights())
	within := func(country string) bool {
		i := slices.Index(m.Countries, country)
		return i >= 0 && entered[i]
	}
	var verdicts []PairVerdict
	for at, a := range countries {
		for _, b := range countries[at+1:] {
			if !slices.Contains(m.Countries, a) || !slices.Contains(m.Countries, b) {
				continue
			}
			r := PairVerdict{Pair{a, b}, Open}
			turned := Pair{b, a}
			switch {
			case slices.Contains(dominance, r.Pair):
				r.Verdict = Dominates
			case slices.Contains(dominance, turned):
				r = PairVerdict{turned, Dominates}
			case !within(a) || !within(b):
				r.Verdict = Incomparable
			case slices.Contains(above, r.Pair):
				r.Verdict = Ahead
			case slices.Contains(above, turned):
				r = PairVerdict{turned, Ahead}
			}
			verdicts = append(verdicts, r)
		}
	}
	return verdicts, nil
}
