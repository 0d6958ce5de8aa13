package tracker

import "math/big"

// dues are the dates that a leaf's work is measured against.
type dues struct {
	original Date // zero: the leaf is undated
	current  Date // as revised; zero when there is none
}

// earned sets what was planned by the end of day at against what was earned by
// then (rules v1, 5). Only leaves with an original date are compared, with their
// weights renormalised among them; a due date is inclusive, so what is due on
// the day is planned on the day. Without dated leaves nothing has a value.
func (s shares) earned(status []Level, due []dues, at Date) EarnedValue {
	var v EarnedValue
	dated, planned, revised, thirds, unknown := new(big.Int), new(big.Int), new(big.Int), new(big.Int), new(big.Int)
	for i, n := range s.num {
		if n.Sign() == 0 || due[i].original.IsZero() {
			continue
		}
		v.Dated++
		dated.Add(dated, n)
		if !due[i].original.After(at) {
			planned.Add(planned, n)
		}
		if !due[i].current.IsZero() && !due[i].current.After(at) {
			revised.Add(revised, n)
		}
		if status[i].Known() {
			addSteps(thirds, n, status[i])
		} else {
			unknown.Add(unknown, n)
		}
	}
	if v.Dated == 0 {
		return v
	}
	v.Planned = fraction(planned, dated)
	v.PlannedCurrent = fraction(revised, dated)
	v.Unreported = fraction(unknown, dated)
	v.Earned = fraction(thirds, dated.Mul(dated, big.NewInt(3)))
	v.SPI = v.Earned.Over(v.Planned)
	v.SPICurrent = v.Earned.Over(v.PlannedCurrent)
	return v
}
