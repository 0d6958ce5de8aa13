package tracker

import (
	"math/big"
	"strconv"
)

// Ratio is an exact fraction that a rule computed, or no value at all. Figures
// are kept exact and rounded once, when they are shown, so that a level's
// boundary and a rank never depend on floating point.
type Ratio struct{ rat *big.Rat }

// NewRatio returns num/den; den must not be zero.
func NewRatio(num, den int64) Ratio { return Ratio{big.NewRat(num, den)} }

// RatioOf returns r as a Ratio, and no value for nil. It keeps r: the caller
// must not change it afterwards.
func RatioOf(r *big.Rat) Ratio { return Ratio{r} }

// Valid reports whether there is a value.
func (r Ratio) Valid() bool { return r.rat != nil }

// Rat returns a copy of the exact value, or nil.
func (r Ratio) Rat() *big.Rat {
	if r.rat == nil {
		return nil
	}
	return new(big.Rat).Set(r.rat)
}

// Float returns the nearest float64, and 0 when there is no value.
func (r Ratio) Float() float64 {
	if r.rat == nil {
		return 0
	}
	f, _ := r.rat.Float64()
	return f
}

// Cmp compares two values exactly; no value sorts below every value.
func (r Ratio) Cmp(o Ratio) int {
	switch {
	case r.rat == nil && o.rat == nil:
		return 0
	case r.rat == nil:
		return -1
	case o.rat == nil:
		return 1
	}
	return r.rat.Cmp(o.rat)
}

// Percent returns the value in whole per cent for display: rounded half up, but
// never to 100 unless it is exactly 1, nor to 0 unless it is exactly 0. It
// returns 0 when there is no value; ask [Ratio.Valid] first.
func (r Ratio) Percent() int {
	if r.rat == nil {
		return 0
	}
	// floor(100 x + 1/2), as floor((200 num + den) / (2 den))
	num, den := r.rat.Num(), r.rat.Denom()
	var above, below big.Int
	above.Add(above.Mul(num, big.NewInt(200)), den)
	below.Lsh(den, 1)
	n := int(above.Div(&above, &below).Int64())
	switch {
	case n >= 100 && num.Cmp(den) < 0:
		return 99
	case n <= 0 && r.rat.Sign() > 0:
		return 1
	}
	return n
}

// MarshalJSON writes the nearest float64, or null for no value.
func (r Ratio) MarshalJSON() ([]byte, error) {
	if r.rat == nil {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, r.Float(), 'g', -1, 64), nil
}

// Over returns r/o, and no value when either has none or o is 0.
func (r Ratio) Over(o Ratio) Ratio {
	if r.rat == nil || o.rat == nil || o.rat.Sign() == 0 {
		return Ratio{}
	}
	return Ratio{new(big.Rat).Quo(r.rat, o.rat)}
}
