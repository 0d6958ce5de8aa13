package benchmark

import (
	"fmt"
	"math"
	"slices"
)

// Normalisation brings components onto one scale, so that they can be weighed
// against each other.
type Normalisation string

// The normalisations, by the names of COINr's functions without their "n_".
// x is a country's value, the others are taken over the countries compared.
const (
	// Raw leaves values as published, for components that share a scale.
	Raw Normalisation = "none"
	// MinMax is 100 (x - min) / (max - min), 0 to 100. COINr: n_minmax with
	// l_u = c(0, 100); OECD/JRC Handbook, step 5, "Min-Max".
	MinMax Normalisation = "minmax"
	// ZScore is (x - mean) / s, with the sample standard deviation s (n - 1).
	// COINr: n_zscore; Handbook, step 5, "Standardisation".
	ZScore Normalisation = "zscore"
	// DistanceToBest is 1 - (max - x) / (max - min), 0 to 1. COINr: n_dist2max.
	DistanceToBest Normalisation = "dist2max"
)

// Normalise returns one component's values on the scale that how names. Greater
// must be better: see [Matrix.Directed].
//
// Missing values stay missing and are not counted. A component that cannot tell
// countries apart, because all that have it share one value or only one has it,
// has no scale: every value is then missing, as in COINr. [Raw] alone keeps it.
func Normalise(column []float64, how Normalisation) (Values, error) {
	if how == Raw {
		return slices.Clone(column), nil
	}
	scaled := make(Values, len(column))
	known := present(column)
	if len(known) == 0 || known[len(known)-1]-known[0] <= TieWithin {
		for i := range scaled {
			scaled[i] = math.NaN()
		}
		return scaled, nil
	}
	lowest, best := known[0], known[len(known)-1]
	mean, deviation := meanAndDeviation(known)
	for i, x := range column { // a missing x gives NaN in each formula
		switch how {
		case MinMax:
			scaled[i] = 100 * (x - lowest) / (best - lowest)
		case ZScore:
			scaled[i] = (x - mean) / deviation
		case DistanceToBest:
			scaled[i] = 1 - (best-x)/(best-lowest)
		default:
			return nil, fmt.Errorf("%w: %q", ErrNormalisation, how)
		}
	}
	return scaled, nil
}

// meanAndDeviation returns the mean and the sample standard deviation.
func meanAndDeviation(values []float64) (mean, deviation float64) {
	n := float64(len(values))
	for _, x := range values {
		mean += x / n
	}
	for _, x := range values {
		deviation += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(deviation / (n - 1))
}
