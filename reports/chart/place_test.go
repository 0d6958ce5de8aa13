package chart

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

func TestSpread(t *testing.T) {
	for _, tt := range []struct {
		middles []float64
		want    []float64
	}{
		{nil, []float64{}},
		{[]float64{50}, []float64{50}},
		{[]float64{10, 40, 90}, []float64{10, 40, 90}},         // far enough apart already
		{[]float64{50, 50, 50}, []float64{40, 50, 60}},         // as little as it takes, on both sides
		{[]float64{2, 3}, []float64{0, 10}},                    // kept within the lower end
		{[]float64{98, 99}, []float64{90, 100}},                // and the upper one
		{[]float64{30, 35, 45, 46}, []float64{24, 34, 44, 54}}, // a block pushes its neighbour
	} {
		if got := spread(tt.middles, 10, 0, 100); !slices.Equal(got, tt.want) {
			t.Errorf("spread(%v) = %v, want %v", tt.middles, got, tt.want)
		}
	}
}

func TestSpreadKeepsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		middles := rapid.SliceOfN(rapid.Float64Range(0, 400), 1, 15).Draw(t, "middles")
		slices.Sort(middles)
		got := spread(middles, 16, 0, 400)
		for i := range got {
			if i > 0 && got[i]-got[i-1] < 16-1e-6 {
				t.Fatalf("%v: labels %g apart", got, got[i]-got[i-1])
			}
			if got[i] < -1e-6 || got[i] > 400+1e-6 {
				t.Fatalf("%v: out of bounds", got)
			}
		}
	})
}

func TestCrossed(t *testing.T) {
	b := box{10, 10, 20, 20}
	for _, tt := range []struct {
		x1, y1, x2, y2, want float64
	}{
		{0, 15, 30, 15, 10},               // through
		{12, 12, 15, 16, 5},               // inside
		{0, 0, 9, 9, 0},                   // before
		{0, 5, 30, 5, 0},                  // above
		{15, 0, 15, 30, 10},               // upright
		{10, 10, 20, 20, 10 * math.Sqrt2}, // from corner to corner
	} {
		if got := b.crossed(tt.x1, tt.y1, tt.x2, tt.y2); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("crossed(%g, %g, %g, %g) = %g, want %g", tt.x1, tt.y1, tt.x2, tt.y2, got, tt.want)
		}
	}
}

// TestProgressMarks holds that no two words around the bar of progress overlap,
// and that none leaves the picture.
func TestProgressMarks(t *testing.T) {
	ratio := func(t *rapid.T, name string, low, high int64) tracker.Ratio {
		return tracker.NewRatio(rapid.Int64Range(low, high).Draw(t, name), 1000)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := locale.For(rapid.SampledFrom(tracker.Langs).Draw(t, "language"))
		size := rapid.SampledFrom([]Size{Wide, Narrow, Print}).Draw(t, "size")
		known := rapid.Int64Range(0, 1000).Draw(t, "known")
		lower := rapid.Int64Range(0, known).Draw(t, "lower")
		a := &tracker.Assessment{Elapsed: ratio(t, "elapsed", 0, 1000)}
		a.Coverage, a.Lower, a.Upper = tracker.NewRatio(known, 1000), tracker.NewRatio(lower, 1000), tracker.NewRatio(1000-known+lower, 1000)
		if known > 0 {
			a.Progress = tracker.NewRatio(lower, known)
		}
		marks := layProgressMarks(l, a, size)
		rows := map[float64][]caption{-1: marks.above}
		for _, c := range marks.below {
			rows[c.dy] = append(rows[c.dy], c)
		}
		for _, row := range rows {
			slices.SortFunc(row, func(a, b caption) int { return cmp.Compare(a.dx, b.dx) })
			end := -1e-6
			for _, c := range row {
				if c.dx < end {
					t.Fatalf("%q begins at %g, before %g", c.text, c.dx, end)
				}
				end = c.dx + typeface.Width(c.text, size.text(), c.bold)
			}
			if end > float64(size)+1e-6 {
				t.Fatalf("%q ends at %g", row[len(row)-1].text, end)
			}
		}
	})
}

// TestSmallInfluences holds that the longest figures of two columns stay apart, and off
// the axis.
func TestSmallInfluences(t *testing.T) {
	for _, lang := range tracker.Langs {
		for _, size := range []Size{Wide, Print} {
			l := locale.For(lang)
			i := newInfluences(Sensitivity{Overall: []benchmark.Influence{{Choice: benchmark.VaryWeights, First: 0.001, Total: 0.001}}}, "CA")
			i.draw(l, size)
			small := l.T("chart.influence.small", "n", percentLabel(l, 1))
			c := i.columns()
			if begins := c.total - typeface.Width(small, size.text(), false); begins < c.first {
				t.Errorf("%s %d: the second figure begins at %g, before %g", lang, size, begins, c.first)
			}
			if begins := c.first - typeface.Width(small, size.text(), true); begins < i.px(100) {
				t.Errorf("%s %d: the first figure begins at %g, before %g", lang, size, begins, i.px(100))
			}
		}
	}
}

func TestRound(t *testing.T) {
	for in, want := range map[float64]float64{1.0 / 3: 0.3333, math.Inf(1): 0, -2: -2} {
		if got := round(in); got != want {
			t.Errorf("round(%g) = %g, want %g", in, got, want)
		}
	}
	if round(math.NaN()) != 0 {
		t.Error("no number is not 0")
	}
}

func TestInert(t *testing.T) {
	if got := inert("{a|b} __f__x__f__ {c}"); got != "(a|b) x (c)" {
		t.Errorf("got %q", got)
	}
}
