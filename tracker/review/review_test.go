package review

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/trackertest"
)

func TestVariablesFollowThePlansYear(t *testing.T) {
	for start, want := range map[string][]Variable{
		"2014-07-01": {Specificity, Relevance, PotentialImpact, Completion, Opened},
		"2016-07-01": {Specificity, Relevance, PotentialImpact, Completion, Opened},
		"2018-12-01": {Verifiable, Relevance, PotentialImpact, Completion, Opened},
		"2020-01-01": {Verifiable, Relevance, Potential, Completion, Opened},
		"2022-09-01": {Verifiable, Relevance, Potential, Completion, EarlyResults},
		"":           {Verifiable, Relevance, Potential, Completion, EarlyResults},
	} {
		p := tracker.Plan{Start: tracker.Date{}}
		if start != "" {
			p.Start = tracker.MustDate(start)
		}
		if got := Variables(&p); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", start, got, want)
		}
	}
}

func TestStars(t *testing.T) {
	good := Codes{
		Specificity: DegreeMedium, Access: benchmark.Yes, Participation: benchmark.No, Accountability: benchmark.No,
		PotentialImpact: benchmark.ImpactTransformative, Completion: benchmark.CompletionSubstantial,
	}
	for name, c := range map[string]struct {
		edit          func(*Codes)
		current, rule bool // starred by the current formula, by the rule of 2015
		missing       []Condition
	}{
		"all is met":      {func(*Codes) {}, true, true, nil},
		"moderate impact": {func(c *Codes) { c.PotentialImpact = benchmark.ImpactModerate }, false, true, []Condition{{PotentialImpact, "moderate"}}},
		"minor impact":    {func(c *Codes) { c.PotentialImpact = benchmark.ImpactMinor }, false, false, []Condition{{PotentialImpact, "minor"}}},
		"low specificity": {func(c *Codes) { c.Specificity = DegreeLow }, false, false, []Condition{{Verifiable, "no"}}},
		"technology alone": {func(c *Codes) { c.Access, c.Technology = benchmark.No, benchmark.Yes }, false, false,
			[]Condition{{Relevance, "no"}}},
		"limited":          {func(c *Codes) { c.Completion = benchmark.CompletionLimited }, false, false, []Condition{{Completion, "limited"}}},
		"withdrawn":        {func(c *Codes) { *c = Codes{Completion: benchmark.CompletionWithdrawn} }, false, false, []Condition{{Completion, "withdrawn"}}},
		"nothing is known": {func(c *Codes) { *c = Codes{} }, false, false, []Condition{{Verifiable, ""}, {Relevance, ""}, {PotentialImpact, ""}, {Completion, ""}}},
	} {
		codes := good
		c.edit(&codes)
		current, rule := codes.StarBy(RuleCurrent), codes.StarBy(Rule2015)
		if current.Starred != c.current || rule.Starred != c.rule || !slices.Equal(current.Missing, c.missing) {
			t.Errorf("%s: %+v and %+v", name, current, rule)
		}
	}
}

// TestStarsAreOGPs holds that the rules here and those that OGP's own columns were
// compared with are the same.
func TestStarsAreOGPs(t *testing.T) {
	one := func(t *rapid.T, v Variable, label string) string {
		return rapid.SampledFrom(append(Values(v), "")).Draw(t, label)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Codes{
			Verifiable: benchmark.Answer(one(t, Verifiable, "verifiable")), Access: benchmark.Answer(one(t, Relevance, "access")),
			Participation: benchmark.Answer(one(t, Relevance, "participation")), Accountability: benchmark.Answer(one(t, Relevance, "accountability")),
			PotentialImpact: benchmark.PotentialImpact(one(t, PotentialImpact, "impact")), Completion: benchmark.Completion(one(t, Completion, "completion")),
			Opened: benchmark.Opened(one(t, Opened, "opened")),
		}
		o := benchmark.Commitment{Verifiable: c.Verifiable, Relevant: c.IsRelevant(), Impact: c.PotentialImpact, EndOfTerm: c.Completion, Opened: c.Opened}
		current, _ := o.Starred(benchmark.EndOfTerm)
		rule, _ := o.Starred2015(benchmark.EndOfTerm)
		strong, assessed := o.StrongEarlyResults()
		if c.StarBy(RuleCurrent).Starred != current || c.StarBy(Rule2015).Starred != rule {
			t.Fatalf("%+v: %+v and %+v", c, c.StarBy(RuleCurrent), c.StarBy(Rule2015))
		}
		if got := c.HasStrongResults(); (got != "") != assessed || (got == benchmark.Yes) != (strong && assessed) {
			t.Fatalf("strong results %q for %v", got, c.Opened)
		}
	})
}

var scale = []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete}

func pairsOf(self, independent []int) []Pair {
	pairs := make([]Pair, len(self))
	for i := range self {
		pairs[i] = Pair{Self: scale[self[i]], Independent: scale[independent[i]], Steps: independent[i] - self[i]}
	}
	return pairs
}

// TestAgreementByHand holds an example that was computed by hand: five pairs, two of
// which differ by one step; chance would give disagreements of 44 / 5.
func TestAgreementByHand(t *testing.T) {
	g := AgreementOf(pairsOf([]int{3, 2, 2, 1, 0}, []int{2, 2, 1, 1, 0}))
	for name, c := range map[string]struct{ got, want tracker.Ratio }{
		"exact": {g.Exact, tracker.NewRatio(3, 5)}, "mean": {g.Mean, tracker.NewRatio(-2, 5)}, "kappa": {g.Kappa, tracker.NewRatio(17, 22)},
	} {
		if c.got.Cmp(c.want) != 0 {
			t.Errorf("%s is %v, want %v", name, c.got.Float(), c.want.Float())
		}
	}
	if g.Few {
		t.Error("five are not few")
	}
	if none := AgreementOf(nil); none.Exact.Valid() || none.Mean.Valid() || none.Kappa.Valid() || !none.Few {
		t.Errorf("of nothing: %+v", none)
	}
	if same := AgreementOf(pairsOf([]int{2, 2}, []int{2, 2})); same.Kappa.Valid() || same.Exact.Float() != 1 {
		t.Errorf("one level only: %+v", same)
	}
}

func TestAgreementProperties(t *testing.T) {
	level := rapid.IntRange(0, 3)
	rapid.Check(t, func(t *rapid.T) {
		self := rapid.SliceOfN(level, 1, 40).Draw(t, "self")
		independent := rapid.SliceOfN(level, len(self), len(self)).Draw(t, "independent")
		g, back := AgreementOf(pairsOf(self, independent)), AgreementOf(pairsOf(independent, self))
		if g.Kappa.Valid() != back.Kappa.Valid() || g.Kappa.Valid() && g.Kappa.Cmp(back.Kappa) != 0 || g.Mean.Float() != -back.Mean.Float() {
			t.Fatalf("one way %+v, the other %+v", g, back)
		}
		if g.Kappa.Valid() && (g.Kappa.Float() > 1 || g.Kappa.Float() < -1) {
			t.Fatalf("kappa is %v", g.Kappa.Float())
		}
		if all := AgreementOf(pairsOf(self, self)); all.Exact.Float() != 1 || all.Mean.Float() != 0 || all.Kappa.Valid() && all.Kappa.Float() != 1 {
			t.Fatalf("with itself %+v", all)
		}
		twice := AgreementOf(append(pairsOf(self, independent), pairsOf(self, independent)...))
		if twice.Kappa.Valid() && twice.Kappa.Cmp(g.Kappa) != 0 {
			t.Fatalf("twice the same pairs: %v, once %v", twice.Kappa.Float(), g.Kappa.Float())
		}
	})
}

// TestAgreeTakesWhatBothAssessed holds that what either has not assessed is left out.
func TestAgreeTakesWhatBothAssessed(t *testing.T) {
	a := tracker.Assess(trackertest.Record(), tracker.MustDate("2018-06-30"))
	g := Agree(a, func(string) benchmark.Completion { return benchmark.CompletionSubstantial })
	known := 0
	for i := range a.Commitments {
		if a.Commitments[i].Level.Known() {
			known++
		}
	}
	if known == 0 || len(g.Pairs) != known {
		t.Errorf("%d pairs, %d commitments are known", len(g.Pairs), known)
	}
	for _, c := range []benchmark.Completion{"", benchmark.CompletionUnclear, benchmark.CompletionWithdrawn, CompletionNoEvidence} {
		if got := Agree(a, func(string) benchmark.Completion { return c }); len(got.Pairs) != 0 {
			t.Errorf("%q is taken for a level: %+v", c, got.Pairs)
		}
	}
}

func TestCheckAndOwed(t *testing.T) {
	p := trackertest.Plan() // from 2016 on
	r := New(&p, 1, "ab")
	if problems := r.Check(&p); len(problems) != 0 {
		t.Errorf("a new review: %+v", problems)
	}
	first := p.Commitments[0].Code
	if owed := r.Owed(&p); len(owed) != 1+6*len(p.Commitments) || owed[0].Field != "reviewer" || owed[1].Item != first {
		t.Errorf("a new review owes %+v", owed)
	}
	r.Reviewer.EN = "An institution"
	for i := range r.Assessments {
		r.Assessments[i].Codes = Codes{
			Specificity: DegreeHigh, Access: benchmark.Yes, Participation: benchmark.No, Accountability: benchmark.No,
			PotentialImpact: benchmark.ImpactMinor, Completion: benchmark.CompletionLimited, Opened: benchmark.OpenedMarginal,
		}
		r.Assessments[i].Findings.FR = "Constats."
	}
	if owed := r.Owed(&p); len(owed) != 0 {
		t.Errorf("a whole review owes %+v", owed)
	}
	if got := r.Assessments[0].Follows(); !slices.Equal(got, []tracker.Lang{tracker.EN}) {
		t.Errorf("what follows: %v", got)
	}
	r.Assessments[1].Codes, r.Assessments[1].Findings = Codes{Completion: benchmark.CompletionWithdrawn}, tracker.Text{}
	if owed := r.Owed(&p); len(owed) != 0 {
		t.Errorf("a commitment that was withdrawn owes %+v", owed)
	}

	r.Assessments[0].Verifiable = benchmark.Yes // of later plans
	r.Assessments[2].Completion = "nearly"
	r.Assessments[2].Technology = "perhaps"
	r.Assessments[2].Findings.EN = string(make([]byte, TextMost+1))
	r.Assessments = append(r.Assessments, Assessment{Commitment: "X9"}, Assessment{Commitment: first})
	var said []string
	for _, problem := range r.Check(&p) {
		said = append(said, problem.Item+" "+problem.Field)
	}
	want := []string{"X9 commitment", first + " verifiable", first + " commitment", p.Commitments[2].Code + " findings_en", p.Commitments[2].Code + " relevance", p.Commitments[2].Code + " completion"}
	if !slices.Equal(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
}

// TestFieldsComeBack holds that whatever a form sends of a review is what the form then
// shows, and that a reply and what was found do not touch each other.
func TestFieldsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fill := func(f tracker.Fields) tracker.Fields {
			for i, v := range f {
				f[i].Value = rapid.StringMatching(`[a-z]{0,6}`).Draw(t, v.Name)
			}
			return f
		}
		asked := Variables(&tracker.Plan{Start: tracker.Date{Year: rapid.IntRange(2012, 2026).Draw(t, "year"), Month: 1, Day: 1}})
		var a Assessment
		found, reply := fill(a.Fields(asked)), fill(a.ReplyFields())
		a.SetFields(found)
		a.SetFields(reply)
		if !slices.Equal(a.Fields(asked), found) || !slices.Equal(a.ReplyFields(), reply) {
			t.Fatalf("%+v is not %+v and %+v", a, found, reply)
		}
		for _, v := range asked {
			for _, q := range Questions(v) {
				if back, ok := QuestionOf(q.Field()); !ok || back != q {
					t.Fatalf("%q is %+v, not %+v", q.Field(), back, q)
				}
			}
		}
		var r Review
		found, reply = fill(r.Fields()), fill(r.ReplyFields())
		r.SetFields(found)
		r.SetFields(reply)
		if !slices.Equal(r.Fields(), found) || !slices.Equal(r.ReplyFields(), reply) {
			t.Fatalf("%+v is not %+v and %+v", r, found, reply)
		}
	})
}

// TestWaysAndRights holds who may take a review from where to where, and that no way
// leads out of an edition.
func TestWaysAndRights(t *testing.T) {
	for from, want := range map[State][]Way{
		Draft:   {{Draft, Final, "finalize", tracker.MayReview}},
		Final:   {{Final, Replied, "reply", tracker.MayReply}, {Final, Draft, "reopen", tracker.MayReview}},
		Replied: {{Replied, Frozen, "freeze", tracker.MayReply}, {Replied, Final, "reopen", tracker.MayReply}},
		Frozen:  nil,
	} {
		if got := Ways(from); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", from, got, want)
		}
	}
	if Draft.Writes() != tracker.MayReview || Final.Writes() != tracker.MayReply || Replied.Writes() != "" || Frozen.Writes() != "" {
		t.Error("somebody else writes")
	}
}

func TestAssessKeepsThePlansOrder(t *testing.T) {
	p := &trackertest.Record().Plan
	r := New(p, 1, "")
	want := slices.Clone(r.Assessments)
	for i := range want {
		r.Assessments = slices.Delete(slices.Clone(want), i, i+1)
		if a := r.Assess(p, want[i].Commitment); a.Commitment != want[i].Commitment || !slices.Equal(r.Assessments, want) {
			t.Errorf("%+v", r.Assessments)
		}
	}
	r.Assess(p, want[0].Commitment).Reply = tracker.Text{FR: "D’accord"}
	if got := r.Unanswered(p); len(got) != len(want)-1 || slices.Contains(got, want[0].Commitment) {
		t.Errorf("%v", got)
	}
}
