package benchmark

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// The intervals are those of an independent implementation.
func TestWilson95(t *testing.T) {
	for _, c := range []struct {
		high, assessed int
		low, top       float64
	}{
		{3, 3, 0.438502968, 1}, {6, 7, 0.486872171, 0.974320376}, {2, 4, 0.150038989, 0.849961011}, {0, 2, 0, 0.657619772},
		{1, 1, 0.206549314, 1}, {10, 19, 0.317078092, 0.726701948}, {1, 6, 0.030053370, 0.563502822}, {0, 0, missing, missing},
	} {
		low, top := Proportion{c.high, c.assessed}.Wilson95()
		equal(t, "interval", Values{low, top}, Values{c.low, c.top})
	}
}

// The interval holds the share, lies within 0 to 1, mirrors that of the share of
// the others, and shrinks as more is assessed.
func TestWilson95Properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1e6).Draw(t, "assessed")
		p := Proportion{rapid.IntRange(0, n).Draw(t, "high"), n}
		low, high := p.Wilson95()
		if !(0 <= low && low <= p.Share() && p.Share() <= high && high <= 1 && low < high) {
			t.Fatalf("%v: %v to %v", p, low, high)
		}
		otherLow, otherHigh := Proportion{n - p.High, n}.Wilson95()
		if math.Abs(1-otherHigh-low) > 1e-12 || math.Abs(1-otherLow-high) > 1e-12 {
			t.Fatalf("%v: %v to %v, mirrored %v to %v", p, low, high, otherLow, otherHigh)
		}
		moreLow, moreHigh := Proportion{10 * p.High, 10 * n}.Wilson95()
		if moreHigh-moreLow >= high-low {
			t.Fatalf("%v: ten times as many widen %v to %v", p, high-low, moreHigh-moreLow)
		}
	})
}

func TestBeside(t *testing.T) {
	for _, c := range []struct {
		a, b Proportion
		want Relation
	}{
		{Proportion{9, 9}, Proportion{0, 9}, Higher}, {Proportion{0, 9}, Proportion{9, 9}, Lower},
		{Proportion{1, 1}, Proportion{0, 1}, Indistinguishable}, {Proportion{3, 3}, Proportion{3, 3}, Indistinguishable},
		{Proportion{}, Proportion{9, 9}, Untold}, {Proportion{9, 9}, Proportion{}, Untold},
	} {
		if got := c.a.Beside(c.b); got != c.want {
			t.Errorf("%v beside %v: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

func TestProportionAsJSON(t *testing.T) {
	if got, err := json.Marshal(Proportion{}); err != nil || string(got) != `{"high":0,"assessed":0,"share":null,"wilson95":null}` {
		t.Errorf("nothing assessed is written %s, %v", got, err)
	}
	var back figures
	got, err := json.Marshal(Proportion{1, 4})
	if err != nil || json.Unmarshal(got, &back) != nil || back.High != 1 || back.Assessed != 4 || *back.Share != 0.25 {
		t.Errorf("1 of 4 is written %s, %v", got, err)
	}
	equal(t, "interval", back.Wilson95, Values{0.045587261, 0.699358157})
}

// star is a commitment that any rule would star.
func star() Commitment {
	return Commitment{Member: "X", National: true, Plan: "X1", PolicyAreas: []string{"Tax", "Open Data"},
		Verifiable: Yes, Relevant: Yes, Impact: ImpactTransformative, EndOfTerm: CompletionComplete}
}

func TestVerdicts(t *testing.T) {
	change := func(f func(*Commitment)) Commitment { c := star(); f(&c); return c }
	type verdict struct{ is, assessed bool }
	yes, no, unknown := verdict{true, true}, verdict{false, true}, verdict{}
	for _, c := range []struct {
		name                 string
		c                    Commitment
		rule2015, star, ambi verdict
	}{
		{"a star", star(), yes, yes, yes},
		{"moderate", change(func(c *Commitment) { c.Impact = ImpactModerate }), yes, no, yes},
		{"minor", change(func(c *Commitment) { c.Impact = ImpactMinor }), no, no, no},
		{"not verifiable", change(func(c *Commitment) { c.Verifiable = No }), no, no, yes},
		{"not relevant", change(func(c *Commitment) { c.Relevant = No }), no, no, no},
		{"limited", change(func(c *Commitment) { c.EndOfTerm = CompletionLimited }), no, no, yes},
		{"withdrawn", change(func(c *Commitment) { c.EndOfTerm = CompletionWithdrawn }), unknown, unknown, yes},
		{"completion unknown", change(func(c *Commitment) { c.EndOfTerm = "" }), unknown, unknown, yes},
		{"impact unknown", change(func(c *Commitment) { c.Impact = "" }), unknown, unknown, unknown},
		{"relevance unknown", change(func(c *Commitment) { c.Relevant = "" }), unknown, unknown, no},
	} {
		for what, pair := range map[string][2]verdict{
			"2015 rule": {verdictOf(c.c.Starred2015(EndOfTerm)), c.rule2015}, "star": {verdictOf(c.c.Starred(EndOfTerm)), c.star},
			"ambition": {verdictOf(c.c.Ambitious()), c.ambi},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s, %s: %v, want %v", c.name, what, pair[0], pair[1])
			}
		}
	}
	for _, c := range []struct {
		c        Commitment
		is, seen bool
	}{
		{Commitment{}, false, false}, {Commitment{Opened: OpenedNotYet}, false, true}, {Commitment{Opened: OpenedMajor}, true, true},
		{Commitment{Opened: OpenedOutstanding}, true, true}, {Commitment{Opened: OpenedMarginal}, false, true},
		{Commitment{Early: EarlySignificant}, true, true}, {Commitment{Early: EarlyModerate}, false, true},
	} {
		if is, seen := c.c.StrongEarlyResults(); is != c.is || seen != c.seen {
			t.Errorf("%+v: strong early results %v, assessed %v", c.c, is, seen)
		}
	}
}

func verdictOf(is, assessed bool) struct{ is, assessed bool } {
	return struct{ is, assessed bool }{is, assessed}
}

func TestStandings(t *testing.T) {
	var all []Commitment
	add := func(member, plan string, n int, c Commitment) {
		c.Member, c.Plan, c.PlanNumber, c.Submitted, c.National = member, plan, 1, 2016, true
		for range n {
			all = append(all, c)
		}
	}
	add("Good", "G1", 9, Commitment{EndOfTerm: CompletionComplete, PolicyAreas: []string{"Tax"}})
	add("Bad", "B1", 8, Commitment{EndOfTerm: CompletionNotStarted, PolicyAreas: []string{"Tax", "Youth"}})
	add("Bad", "B2", 1, Commitment{EndOfTerm: CompletionLimited})
	add("Small", "S1", 1, Commitment{EndOfTerm: CompletionSubstantial})
	add("Halfway", "H1", 2, Commitment{Midterm: CompletionSubstantial})
	add("None", "N1", 1, Commitment{EndOfTerm: CompletionWithdrawn, Midterm: CompletionComplete})
	all = append(all, Commitment{Member: "City", Plan: "C1", EndOfTerm: CompletionComplete})

	grouped := func(by Grouping, v View) []Standing {
		standings, err := Standings(all, by, v)
		if err != nil {
			t.Fatal(err)
		}
		return standings
	}
	standings := grouped(ByCountry, EndOfTerm)
	var keys []string
	for _, s := range standings {
		keys = append(keys, s.Key)
	}
	if want := []string{"Good", "Small", "Bad", "Halfway", "None"}; !slices.Equal(keys, want) {
		t.Fatalf("groups %v, want %v", keys, want)
	}
	good, small, bad, none := standings[0], standings[1], standings[2], standings[4]
	if good.Completed != (Proportion{9, 9}) || bad.Completed != (Proportion{0, 9}) || none.Completed != (Proportion{}) || none.Withdrawn != 1 {
		t.Errorf("%+v", standings)
	}
	if !slices.Equal(good.Above, []string{"Bad"}) || len(good.Below) > 0 || !slices.Equal(bad.Below, []string{"Good"}) ||
		len(small.Above)+len(small.Below) > 0 {
		t.Errorf("told apart: %+v", standings)
	}

	for _, s := range grouped(ByCountry, WithProgress) {
		if s.Key == "Halfway" && (s.Completed != Proportion{2, 2} || s.Halfway != 2) || s.Key == "None" && s.Completed.Assessed != 0 {
			t.Errorf("with the progress report: %+v", s)
		}
	}
	if plans := grouped(ByPlan, EndOfTerm); len(plans) != 6 || plans[0].Key != "G1" || plans[0].Member != "Good" || plans[0].Number != 1 || plans[0].Submitted != 2016 {
		t.Errorf("by plan: %+v", plans)
	}
	areas := grouped(ByPolicyArea, EndOfTerm)
	if len(areas) != 2 || areas[0].Key != "Tax" || areas[0].Completed != (Proportion{9, 17}) || areas[0].Member != "" {
		t.Errorf("by policy area: %+v", areas)
	}
}

func TestStandingsAreBounded(t *testing.T) {
	many := make([]Commitment, MaxStandings+1)
	for i := range many {
		many[i] = Commitment{National: true, Member: strconv.Itoa(i)}
	}
	if _, err := Standings(many, ByCountry, EndOfTerm); !errors.Is(err, ErrManyGroups) {
		t.Errorf("error %v", err)
	}
	if standings, err := Standings(many[1:], ByCountry, EndOfTerm); err != nil || len(standings) != MaxStandings {
		t.Errorf("%d, %v", len(standings), err)
	}
}
