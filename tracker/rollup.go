package tracker

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// The roll-up (rules v1, 2) works on whole numbers only: the weights of siblings
// are brought to a common unit, and the effective weights of all leaves below a
// node to a common denominator. Sums are then integer additions, and a fraction
// is reduced once, when a figure leaves this file. That is exact and cheap.

// branch is a node of a tree whose leaves are numbered in the tree's order.
type branch struct {
	weight   *big.Int // among its siblings, in a unit common to them
	leaf     int      // its number, where there are no children
	children []branch
}

// grow numbers the leaves of a tree and brings the weights of siblings to whole
// numbers.
func grow(root Node) (b branch, leaves int) {
	var below func(n Node, weight *big.Int) branch
	below = func(n Node, weight *big.Int) branch {
		if len(n.Children) == 0 {
			leaves++
			return branch{weight: weight, leaf: leaves - 1}
		}
		b := branch{weight: weight, children: make([]branch, len(n.Children))}
		weights := make([]float64, len(n.Children))
		for i, c := range n.Children {
			weights[i] = c.Weight
		}
		for i, w := range wholeWeights(weights) {
			b.children[i] = below(n.Children[i], w)
		}
		return b
	}
	b = below(root, big.NewInt(1))
	return b, leaves
}

// wholeWeights returns whole numbers in the same proportions as weights, each
// read as its shortest decimal: 0.1 is one tenth, not the binary number nearest
// to it. What is not a weight (0, negative, not a number) is read as 1.
func wholeWeights(weights []float64) []*big.Int {
	whole := make([]string, len(weights))
	fraction := make([]string, len(weights))
	places := 0 // decimal places of the finest weight
	for i, w := range weights {
		if !validWeight(w) {
			w = 1
		}
		whole[i], fraction[i], _ = strings.Cut(strconv.FormatFloat(w, 'f', -1, 64), ".")
		places = max(places, len(fraction[i]))
	}
	scaled := make([]*big.Int, len(weights))
	for i := range weights {
		digits := whole[i] + fraction[i] + strings.Repeat("0", places-len(fraction[i]))
		scaled[i], _ = new(big.Int).SetString(digits, 10)
	}
	return scaled
}

// validWeight reports whether w can be a weight: a finite number above 0.
func validWeight(w float64) bool { return w > 0 && !math.IsInf(w, 1) }

// shares are the effective weights of the leaves below a branch: num[i]/den for
// the i-th of them. They sum to 1. A leaf that drops out has 0; where all drop
// out den is 0.
type shares struct {
	num   []*big.Int
	den   *big.Int
	below []shares // of the branch's children
}

// share spreads 1 over the leaves that count: siblings share by weight, and what
// drops out leaves its share to them.
func (b *branch) share(counts []bool) shares {
	if len(b.children) == 0 {
		n := new(big.Int)
		if counts[b.leaf] {
			n.SetInt64(1)
		}
		return shares{num: []*big.Int{n}, den: n}
	}
	s := shares{below: make([]shares, len(b.children))}
	total, common, leaves := new(big.Int), big.NewInt(1), 0
	for i := range b.children {
		s.below[i] = b.children[i].share(counts)
		leaves += len(s.below[i].num)
		if s.below[i].counts() {
			total.Add(total, b.children[i].weight)
			common = leastMultiple(common, s.below[i].den)
		}
	}
	s.num = make([]*big.Int, 0, leaves)
	for i, c := range s.below {
		factor := new(big.Int)
		if c.counts() {
			factor.Quo(common, c.den).Mul(factor, b.children[i].weight)
		}
		for _, n := range c.num {
			s.num = append(s.num, new(big.Int).Mul(n, factor))
		}
	}
	s.den = total.Mul(total, common)
	return s
}

// counts reports whether any leaf counts.
func (s shares) counts() bool { return s.den.Sign() != 0 }

// of returns the effective weight of the leaves [first, last), 0 when none counts.
func (s shares) of(first, last int) Ratio {
	if !s.counts() {
		return NewRatio(0, 1)
	}
	sum := new(big.Int)
	for _, n := range s.num[first:last] {
		sum.Add(sum, n)
	}
	return fraction(sum, s.den)
}

// figures rolls up the levels of the leaves below the branch, in their order.
func (s shares) figures(status []Level) Figures {
	var f Figures
	known, thirds := new(big.Int), new(big.Int) // sums of W and of 3 x W x points, times den
	for i, n := range s.num {
		if n.Sign() == 0 {
			continue
		}
		f.Leaves++
		if status[i].Known() {
			f.Known++
			known.Add(known, n)
			addSteps(thirds, n, status[i])
		}
	}
	if f.Leaves == 0 {
		f.Level = Withdrawn
		return f
	}
	all := new(big.Int).Mul(s.den, big.NewInt(3))
	unknown := new(big.Int).Sub(s.den, known)
	most := unknown.Mul(unknown, big.NewInt(3))
	most.Add(most, thirds)
	f.Coverage = fraction(known, s.den)
	f.Lower = fraction(thirds, all)
	f.Upper = fraction(most, all)
	if f.Known > 0 {
		f.Progress = fraction(thirds, new(big.Int).Mul(known, big.NewInt(3)))
	}
	switch {
	case f.Known == 0:
		f.Level = NoEvidence
	case thirds.Cmp(all) == 0:
		f.Level = Complete
	case thirds.Sign() == 0:
		f.Level = NotStarted
	case new(big.Int).Lsh(thirds, 1).Cmp(all) >= 0:
		f.Level = Substantial
	default:
		f.Level = Limited
	}
	return f
}

// addSteps adds n times the thirds that a known level is worth.
func addSteps(sum, n *big.Int, l Level) {
	for range l.Steps() {
		sum.Add(sum, n)
	}
}

// fraction returns num/den reduced; it keeps neither.
func fraction(num, den *big.Int) Ratio { return RatioOf(new(big.Rat).SetFrac(num, den)) }

// leastMultiple returns the least common multiple of two positive numbers.
func leastMultiple(a, b *big.Int) *big.Int {
	if a.Cmp(b) == 0 {
		return a
	}
	g := new(big.Int).GCD(nil, nil, a, b)
	return g.Mul(new(big.Int).Quo(a, g), b)
}
