package compose

import (
	"math/big"

	"ogptracker/tracker"
)

// The worked example shows steps between two figures that package tracker gives.
// They are exact, like the figures, and nothing else is stated from them.

// shareOf returns part / whole, and no value where there is no whole.
func shareOf(part, whole tracker.Ratio) tracker.Ratio {
	p, w := part.Rat(), whole.Rat()
	if p == nil || w == nil || w.Sign() == 0 {
		return tracker.Ratio{}
	}
	return tracker.RatioOf(p.Quo(p, w))
}

// times returns share x the points of a level, and no value where either has
// none.
func times(share tracker.Ratio, level tracker.Level) tracker.Ratio {
	s, points := share.Rat(), level.Points()
	if s == nil || points == nil {
		return tracker.Ratio{}
	}
	return tracker.RatioOf(new(big.Rat).Mul(s, points))
}
