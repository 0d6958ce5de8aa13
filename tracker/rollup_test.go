package tracker_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// allLevels are what a leaf can say; "" is unknown.
var allLevels = []tracker.Level{
	"", tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete, tracker.Withdrawn, tracker.NoEvidence,
}

// treeDepth is how deep drawn trees go: plan, commitments, milestones, indicators.
const treeDepth = 4

// drawTree draws a tree with weights in quarters, so that products stay exact.
func drawTree(t *rapid.T) tracker.Node {
	var node func(depth int, code string) tracker.Node
	node = func(depth int, code string) tracker.Node {
		n := tracker.Node{Code: code, Weight: float64(rapid.IntRange(1, 24).Draw(t, "weight")) / 4}
		children := 0
		if depth < treeDepth {
			children = rapid.IntRange(0, 4).Draw(t, "children")
		}
		for i := range children {
			n.Children = append(n.Children, node(depth+1, fmt.Sprintf("%s.%d", code, i)))
		}
		if children == 0 {
			n.Status = rapid.SampledFrom(allLevels).Draw(t, "status")
			if rapid.Bool().Draw(t, "dated") {
				n.Due = tracker.NewDate(2026, 1, rapid.IntRange(1, 800).Draw(t, "due"))
			}
		}
		return n
	}
	return node(1, "p")
}

// asOfDrawn is the day as of which drawn trees are scored; their dates lie around it.
var asOfDrawn = day("2027-01-31")

// plainFigures computes the roll-up the way the rules are worded, one fraction at
// a time: an independent check of the whole-number arithmetic.
type plainFigures struct{ coverage, lower, planned, earned, dated *big.Rat }

func plainScore(root tracker.Node, asOf tracker.Date) (f plainFigures, counts bool) {
	var counted func(n tracker.Node) bool
	counted = func(n tracker.Node) bool {
		if len(n.Children) == 0 {
			return n.Status != tracker.Withdrawn
		}
		return slices.ContainsFunc(n.Children, counted)
	}
	f = plainFigures{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	var walk func(n tracker.Node, w *big.Rat)
	walk = func(n tracker.Node, w *big.Rat) {
		if len(n.Children) == 0 {
			earned := new(big.Rat)
			if p := n.Status.Points(); p != nil {
				f.coverage.Add(f.coverage, w)
				earned.Mul(w, p)
				f.lower.Add(f.lower, earned)
			}
			if !n.Due.IsZero() {
				f.dated.Add(f.dated, w)
				f.earned.Add(f.earned, earned)
				if !n.Due.After(asOf) {
					f.planned.Add(f.planned, w)
				}
			}
			return
		}
		total := new(big.Rat)
		for _, c := range n.Children {
			if counted(c) {
				total.Add(total, weightOf(c))
			}
		}
		for _, c := range n.Children {
			if counted(c) {
				share := new(big.Rat).Quo(weightOf(c), total)
				walk(c, share.Mul(share, w))
			}
		}
	}
	if !counted(root) {
		return f, false
	}
	walk(root, big.NewRat(1, 1))
	return f, true
}

func weightOf(n tracker.Node) *big.Rat {
	if n.Weight == 0 {
		return big.NewRat(1, 1)
	}
	r, _ := new(big.Rat).SetString(fmt.Sprint(n.Weight))
	return r
}

func TestScoreAgreesWithThePlainWording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		got := tracker.Score(root, asOfDrawn)
		want, counts := plainScore(root, asOfDrawn)
		if !counts {
			if got.Level != tracker.Withdrawn || got.Coverage.Valid() || got.Lower.Valid() || got.Upper.Valid() || got.Progress.Valid() {
				t.Fatalf("wholly withdrawn: got %+v", got)
			}
			return
		}
		equal := func(name string, got tracker.Ratio, want *big.Rat) {
			if !got.Valid() || got.Rat().Cmp(want) != 0 {
				t.Fatalf("%s is %v, want %v", name, got.Rat(), want)
			}
		}
		equal("coverage", got.Coverage, want.coverage)
		equal("lower", got.Lower, want.lower)
		upper := new(big.Rat).Sub(big.NewRat(1, 1), want.coverage)
		equal("upper", got.Upper, upper.Add(upper, want.lower))
		if got.Progress.Valid() != (want.coverage.Sign() > 0) {
			t.Fatalf("progress valid: %v", got.Progress.Valid())
		}
		if want.coverage.Sign() > 0 {
			equal("progress", got.Progress, new(big.Rat).Quo(want.lower, want.coverage))
		}
		if want.dated.Sign() == 0 {
			if got.Earned.Planned.Valid() || got.Earned.Earned.Valid() || got.Earned.SPI.Valid() {
				t.Fatalf("nothing is dated: got %+v", got.Earned)
			}
			return
		}
		equal("planned", got.Earned.Planned, want.planned.Quo(want.planned, want.dated))
		equal("earned", got.Earned.Earned, want.earned.Quo(want.earned, want.dated))
		if want.planned.Sign() > 0 {
			equal("spi", got.Earned.SPI, new(big.Rat).Quo(want.earned, want.planned))
		} else if got.Earned.SPI.Valid() {
			t.Fatal("SPI has a value although nothing was planned")
		}
	})
}

// sameFigures compares two scores of the same leaves.
func sameFigures(t *rapid.T, a, b tracker.Figures) {
	if a.Level != b.Level || a.Leaves != b.Leaves || a.Known != b.Known || a.Coverage.Cmp(b.Coverage) != 0 ||
		a.Lower.Cmp(b.Lower) != 0 || a.Upper.Cmp(b.Upper) != 0 || a.Progress.Cmp(b.Progress) != 0 {
		t.Fatalf("%+v\nis not\n%+v", a, b)
	}
}

// remake returns a copy of the tree with fn applied to every list of siblings.
func remake(n tracker.Node, fn func([]tracker.Node)) tracker.Node {
	n.Children = slices.Clone(n.Children)
	for i := range n.Children {
		n.Children[i] = remake(n.Children[i], fn)
	}
	fn(n.Children)
	return n
}

func TestScalingTheWeightsOfSiblingsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		scaled := remake(root, func(siblings []tracker.Node) {
			factor := float64(rapid.IntRange(1, 1000).Draw(t, "factor")) / 8
			for i := range siblings {
				siblings[i].Weight *= factor
			}
		})
		a, b := tracker.Score(root, asOfDrawn), tracker.Score(scaled, asOfDrawn)
		sameFigures(t, a.Figures, b.Figures)
		for i := range a.Commitments {
			sameFigures(t, a.Commitments[i].Figures, b.Commitments[i].Figures)
		}
	})
}

func TestReorderingSiblingsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		shuffled := remake(root, func(siblings []tracker.Node) {
			if len(siblings) > 1 {
				copy(siblings, rapid.Permutation(slices.Clone(siblings)).Draw(t, "order"))
			}
		})
		a, b := tracker.Score(root, asOfDrawn), tracker.Score(shuffled, asOfDrawn)
		sameFigures(t, a.Figures, b.Figures)
		if a.Earned.Planned.Cmp(b.Earned.Planned) != 0 || a.Earned.Earned.Cmp(b.Earned.Earned) != 0 {
			t.Fatalf("%+v is not %+v", a.Earned, b.Earned)
		}
	})
}

// TestBoundsContainEveryCompletion fills in the unknown leaves in any way and
// finds the progress of the whole between the bounds; all complete and none
// started reach them.
func TestBoundsContainEveryCompletion(t *testing.T) {
	known := []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete}
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		before := tracker.Score(root, asOfDrawn)
		if before.Level == tracker.Withdrawn {
			return
		}
		fill := func(level func() tracker.Level) tracker.Figures {
			root := tracker.Node{Children: []tracker.Node{root}} // so that the root is a sibling too
			return tracker.Score(remake(root, func(siblings []tracker.Node) {
				for i, n := range siblings {
					if len(n.Children) == 0 && !n.Status.Known() && n.Status != tracker.Withdrawn {
						siblings[i].Status = level()
					}
				}
			}), asOfDrawn).Figures
		}
		f := fill(func() tracker.Level { return rapid.SampledFrom(known).Draw(t, "filled") })
		if f.Progress.Cmp(before.Lower) < 0 || f.Progress.Cmp(before.Upper) > 0 {
			t.Fatalf("%v is not between %v and %v", f.Progress.Rat(), before.Lower.Rat(), before.Upper.Rat())
		}
		if low := fill(func() tracker.Level { return tracker.NotStarted }); low.Progress.Cmp(before.Lower) != 0 {
			t.Fatalf("none started gives %v, lower bound is %v", low.Progress.Rat(), before.Lower.Rat())
		}
		if high := fill(func() tracker.Level { return tracker.Complete }); high.Progress.Cmp(before.Upper) != 0 {
			t.Fatalf("all complete gives %v, upper bound is %v", high.Progress.Rat(), before.Upper.Rat())
		}
	})
}

func TestFiguresKeepTheirRanges(t *testing.T) {
	zero, one := tracker.NewRatio(0, 1), tracker.NewRatio(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		s := tracker.Score(root, asOfDrawn)
		if s.Level == tracker.Withdrawn {
			return
		}
		for name, r := range map[string]tracker.Ratio{"coverage": s.Coverage, "lower": s.Lower, "upper": s.Upper} {
			if r.Cmp(zero) < 0 || r.Cmp(one) > 0 {
				t.Fatalf("%s is %v", name, r.Rat())
			}
		}
		if s.Progress.Valid() && (s.Progress.Cmp(s.Lower) < 0 || s.Progress.Cmp(s.Upper) > 0) {
			t.Fatalf("progress %v is not between %v and %v", s.Progress.Rat(), s.Lower.Rat(), s.Upper.Rat())
		}
		if s.BoundsOnly() != (s.Progress.Cmp(one) == 0 && s.Coverage.Cmp(one) < 0) {
			t.Fatalf("BoundsOnly is %v at progress %v, coverage %v", s.BoundsOnly(), s.Progress.Rat(), s.Coverage.Rat())
		}
		if (s.Level == tracker.Complete) != (s.Lower.Cmp(one) == 0) {
			t.Fatalf("level %s at lower bound %v", s.Level, s.Lower.Rat())
		}
	})
}

func TestWeightsAreReadAsDecimals(t *testing.T) {
	share := func(weights ...float64) string {
		root := tracker.Node{}
		for i, w := range weights {
			status := tracker.NotStarted
			if i == 0 {
				status = tracker.Complete
			}
			root.Children = append(root.Children, tracker.Node{Code: fmt.Sprint(i), Weight: w, Status: status})
		}
		return tracker.Score(root, asOfDrawn).Lower.Rat().String()
	}
	for _, c := range []struct {
		weights []float64
		want    string
	}{
		{[]float64{0.1, 0.2}, "1/3"},
		{[]float64{0.3, 0.1, 0.2}, "1/2"},
		{[]float64{1, 0}, "1/2"}, // 0 is the default, 1
		{[]float64{2.5, 1e-3}, "2500/2501"},
		{[]float64{1e21, 1e21}, "1/2"},
	} {
		if got := share(c.weights...); got != c.want {
			t.Errorf("%v: the first has %s, want %s", c.weights, got, c.want)
		}
	}
}

func TestLevelsOfANode(t *testing.T) {
	for _, c := range []struct {
		leaves []tracker.Level
		want   tracker.Level
	}{
		{[]tracker.Level{"", tracker.NoEvidence}, tracker.NoEvidence},
		{[]tracker.Level{tracker.Complete, tracker.Complete}, tracker.Complete},
		{[]tracker.Level{tracker.Complete, tracker.Withdrawn}, tracker.Complete},
		{[]tracker.Level{tracker.Complete, ""}, tracker.Substantial},
		{[]tracker.Level{tracker.NotStarted, ""}, tracker.NotStarted},
		{[]tracker.Level{tracker.Complete, tracker.NotStarted}, tracker.Substantial},
		{[]tracker.Level{tracker.Limited, tracker.NotStarted}, tracker.Limited},
		{[]tracker.Level{tracker.Complete, tracker.NotStarted, ""}, tracker.Limited},
		{[]tracker.Level{tracker.Withdrawn, tracker.Withdrawn}, tracker.Withdrawn},
	} {
		root := tracker.Node{}
		for i, l := range c.leaves {
			root.Children = append(root.Children, tracker.Node{Code: fmt.Sprint(i), Status: l})
		}
		if got := tracker.Score(root, asOfDrawn).Level; got != c.want {
			t.Errorf("%v: level %s, want %s", c.leaves, got, c.want)
		}
	}
}

// TestPercent holds the rule of display: half up, but 100 and 0 only when exact.
func TestPercent(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     int
	}{
		{0, 1, 0}, {1, 1, 100}, {1, 200, 1}, {1, 1000, 1}, {999, 1000, 99}, {199, 200, 99}, {1, 3, 33}, {2, 3, 67}, {29, 200, 15}, {5, 4, 125},
	} {
		if got := tracker.NewRatio(c.num, c.den).Percent(); got != c.want {
			t.Errorf("%d/%d: %d%%, want %d%%", c.num, c.den, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 1_000_000).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		p := tracker.NewRatio(num, den).Percent()
		if (p == 100) != (num == den) || (p == 0) != (num == 0) {
			t.Fatalf("%d/%d shows as %d%%", num, den, p)
		}
	})
}
