package tracker

import (
	"fmt"
	"math/big"
)

// Level is a step on OGP's completion scale, by its stable code.
//
// The points are equal steps (0, 1/3, 2/3, 1) because OGP's own data codes the
// same four levels 2, 3, 4 and 5. [Withdrawn] is not counted; [NoEvidence] is
// unknown, and unknown is never zero.
type Level string

// The completion scale.
const (
	NotStarted  Level = "not_started"
	Limited     Level = "limited"
	Substantial Level = "substantial"
	Complete    Level = "complete"
	Withdrawn   Level = "withdrawn"
	NoEvidence  Level = "no_evidence"
)

// Levels lists the scale from best to none, as pages and reports list it.
var Levels = []Level{Complete, Substantial, Limited, NotStarted, NoEvidence, Withdrawn}

// Code returns Canada's reporting code (NS, LP, SP, C), "W" when withdrawn and
// "?" when unknown.
func (l Level) Code() string {
	switch l {
	case NotStarted:
		return "NS"
	case Limited:
		return "LP"
	case Substantial:
		return "SP"
	case Complete:
		return "C"
	case Withdrawn:
		return "W"
	}
	return "?"
}

// ParseLevel reads a stable code or Canada's reporting code.
func ParseLevel(s string) (Level, error) {
	for _, l := range Levels {
		if s == string(l) || (l != NoEvidence && l != Withdrawn && s == l.Code()) {
			return l, nil
		}
	}
	return "", fmt.Errorf("%q is not a level", s)
}

// Known reports whether the level says how far the work is: one of the four
// steps that have points.
func (l Level) Known() bool {
	return l == NotStarted || l == Limited || l == Substantial || l == Complete
}

// Steps returns how many thirds of the way the level stands (0 to 3), or -1
// when it has no points.
func (l Level) Steps() int {
	switch l {
	case NotStarted:
		return 0
	case Limited:
		return 1
	case Substantial:
		return 2
	case Complete:
		return 3
	}
	return -1
}

// Points returns the level's points, 0 to 1, and nil when it has none.
func (l Level) Points() *big.Rat {
	if !l.Known() {
		return nil
	}
	return big.NewRat(int64(l.Steps()), 3)
}
