package compose

import (
	"math/big"
	"testing"

	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
)

// TestWorkedExampleAddsUp holds that the steps the report shows lead to the
// figures that package tracker gives.
func TestWorkedExampleAddsUp(t *testing.T) {
	for name, r := range map[string]*tracker.Record{
		"sample": reporttest.Sample(), "unreported": reporttest.Unreported(), "withdrawn": reporttest.Withdrawn(),
	} {
		a := tracker.Assess(r, reporttest.Day)
		for _, state := range a.Commitments {
			coverage, lower := new(big.Rat), new(big.Rat)
			for _, leaf := range a.Leaves[state.First:state.Last] {
				share := leaf.Weight.Over(state.Weight)
				if product := times(share, leaf.Status); product.Valid() {
					coverage.Add(coverage, share.Rat())
					lower.Add(lower, product.Rat())
				}
			}
			if state.Leaves == 0 {
				continue // withdrawn: it has no figures
			}
			if coverage.Cmp(state.Coverage.Rat()) != 0 || lower.Cmp(state.Lower.Rat()) != 0 {
				t.Errorf("%s: %s adds up to %s and %s, not %s and %s", name, state.Code, coverage, lower, state.Coverage.Rat(), state.Lower.Rat())
			}
		}
	}
}

func TestExactWithoutValue(t *testing.T) {
	third := tracker.NewRatio(1, 3)
	if third.Over(tracker.NewRatio(0, 1)).Valid() || (tracker.Ratio{}).Over(third).Valid() || third.Over(tracker.Ratio{}).Valid() {
		t.Error("a share of nothing has a value")
	}
	if times(third, tracker.NoEvidence).Valid() || times(tracker.Ratio{}, tracker.Complete).Valid() {
		t.Error("a product of nothing has a value")
	}
	if got := times(third, tracker.Substantial).Rat(); got.Cmp(big.NewRat(2, 9)) != 0 {
		t.Errorf("1/3 × 2/3 = %s", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  two\r\nlines\t ":             "two  lines",
		"\u202Eturned\u202C":            "turned",
		"nul\x00 bell\a":                "nul bell",
		"\xff":                          "\uFFFD",
		"« garde\u00a0»":                "« garde\u00a0»",
		"\u2066isolated\u2069\uFEFF":    "isolated",
		"👩‍👩‍👧‍👦":                       "👩‍👩‍👧‍👦",
		"para\u2029graph\u2028s \u0085": "para graph s",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	p := &tracker.Plan{Commitments: []tracker.Commitment{
		{Item: tracker.Item{Code: "C 1"}}, {Item: tracker.Item{Code: "C/1"}}, {Item: tracker.Item{Code: "É"}},
	}}
	a := newAnchors(p)
	for code, want := range map[string]string{"C 1": "c-C-1", "C/1": "c-C-1-2", "É": "c--", "unknown": ""} {
		if got := a.of(code); got != want {
			t.Errorf("%q is shown at %q, want %q", code, got, want)
		}
	}
}
