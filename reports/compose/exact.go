package compose

import (
	"math/big"

	"ogptracker/tracker"
)

// The worked example shows steps between two figures that package tracker gives.
// They are exact, like the figures, and nothing else is stated from them.

// times returns share x the points of a level, and no value where either has
// none.
func times(share tracker.Ratio, level tracker.Level) tracker.Ratio {
	s, points := share.Rat(), level.Points()
	if s == nil || points == nil {
		return tracker.Ratio{}
	}
	return tracker.RatioOf(new(big.Rat).Mul(s, points))
}
