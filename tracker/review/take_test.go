package review

import (
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/trackertest"
)

func TestTake(t *testing.T) {
	p := trackertest.Plan()
	r := New(&p, 1, "ab")
	first, second := &r.Assessments[0], &r.Assessments[1]
	first.Completion, first.Findings.EN, first.Reply.EN = benchmark.CompletionLimited, "Mine.", "Ours."
	second.Reply.FR = "La nôtre."
	from := &Review{
		Reviewer: tracker.Text{FR: "Un institut"},
		Reply:    tracker.Text{EN: "Not for a reviewer to say."},
		Assessments: []Assessment{
			{Commitment: second.Commitment, Codes: Codes{Specificity: DegreeHigh}, Reply: tracker.Text{FR: "Autre chose."}},
			{Commitment: first.Commitment, Findings: tracker.Text{FR: "Les miens."}},
			{Commitment: r.Assessments[2].Commitment},
			{Commitment: "X9", Codes: Codes{Completion: benchmark.CompletionComplete}},
		},
	}
	got, taken := r.Take(from)
	if want := (Taken{Added: 1, Changed: 1, Unchanged: 1, Whole: true}); taken != want {
		t.Errorf("%+v, want %+v", taken, want)
	}
	a := got.Assessments[0]
	if a.Completion != benchmark.CompletionLimited || a.Findings != (tracker.Text{EN: "Mine.", FR: "Les miens."}) || a.Reply.EN != "Ours." {
		t.Errorf("the first is %+v", a)
	}
	if b := got.Assessments[1]; b.Specificity != DegreeHigh || b.Reply.FR != "La nôtre." {
		t.Errorf("the second is %+v", b)
	}
	if got.Reviewer.FR != "Un institut" || !got.Reply.IsZero() || got.Of("X9") != nil || got.SHA256 != "ab" {
		t.Errorf("the whole is %+v", got)
	}
	if first.Findings.FR != "" || second.Specificity != "" {
		t.Error("the review that took was changed itself")
	}
}

// TestTakeProperties holds that to take the same again changes nothing, and that nothing
// that was said is lost.
func TestTakeProperties(t *testing.T) {
	p := trackertest.Plan()
	text := rapid.SampledFrom([]string{"", "one", "two"})
	draw := func(t *rapid.T, label string) *Review {
		r := New(&p, 1, "ab")
		r.Findings.EN = text.Draw(t, label)
		for i := range r.Assessments {
			a := &r.Assessments[i]
			a.EvidenceNotes.FR, a.Recommendations.EN, a.Reply.EN = text.Draw(t, label), text.Draw(t, label), text.Draw(t, label)
			for _, v := range Variables(&p) {
				for _, q := range Questions(v) {
					a.SetAnswer(q, rapid.SampledFrom(append(Values(v), "")).Draw(t, label))
				}
			}
		}
		return r
	}
	rapid.Check(t, func(t *rapid.T) {
		r, from := draw(t, "kept"), draw(t, "taken")
		once, taken := r.Take(from)
		if n := taken.Added + taken.Changed + taken.Unchanged; n != len(r.Assessments) {
			t.Fatalf("%+v is %d of %d", taken, n, len(r.Assessments))
		}
		if _, again := once.Take(from); again != (Taken{Unchanged: len(r.Assessments)}) {
			t.Fatalf("again: %+v", again)
		}
		for i := range once.Assessments {
			got, mine, other := &once.Assessments[i], &r.Assessments[i], &from.Assessments[i]
			if got.Reply != mine.Reply {
				t.Fatalf("a reply was taken: %+v", got)
			}
			for _, v := range Variables(&p) {
				for _, q := range Questions(v) {
					want := other.Answer(q)
					if want == "" {
						want = mine.Answer(q)
					}
					if got.Answer(q) != want {
						t.Fatalf("%v is %q, want %q", q, got.Answer(q), want)
					}
				}
			}
		}
	})
}
