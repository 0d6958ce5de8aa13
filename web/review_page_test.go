package web

import (
	"encoding/csv"
	"strings"
	"testing"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
)

// frozenReview takes an edition of ca-3 and a review of it all the way into a review
// edition.
func frozenReview(t *testing.T, store *db.Store, author int64, change func(*review.Review)) edition.Edition {
	t.Helper()
	ctx := t.Context()
	of, err := store.Freeze(ctx, dbtest.Actor, edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := store.Record(ctx, "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	k := review.Kept{Review: *review.New(&rec.Plan, of.Number, of.SHA256), Author: author}
	k.Reviewer = tracker.Text{EN: "Sample institute", FR: "Institut d’essai"}
	change(&k.Review)
	for _, state := range []review.State{review.Draft, review.Final, review.Replied} {
		k.State = state
		saved, err := store.SaveReview(ctx, dbtest.Actor, k)
		if err != nil {
			t.Fatal(err)
		}
		k = *saved
	}
	frozen, err := store.FreezeReview(ctx, dbtest.Actor, "ca-3", of.Number, k.Version, "test")
	if err != nil {
		t.Fatal(err)
	}
	return frozen
}

// TestReviewEditionInPublic holds what everybody reads of a frozen review: on its page
// in both languages, in its data and in its chart.
func TestReviewEditionInPublic(t *testing.T) {
	d := newDesk(t)
	frozen := frozenReview(t, d.store, d.account["reviewer"].ID, func(r *review.Review) {
		r.Findings = tracker.Text{FR: "Le plan **a avancé**."}
		r.Reply = tracker.Text{EN: "We agree.", FR: "Nous sommes d’accord."}
		a := &r.Assessments[0]
		a.Specificity, a.Access, a.PotentialImpact = review.DegreeHigh, benchmark.Yes, benchmark.ImpactMinor
		a.Completion, a.Opened = benchmark.CompletionComplete, benchmark.OpenedMajor
		a.Findings = tracker.Text{EN: "=1+1 <b>Done</b>", FR: "Fait"}
	})
	if frozen.Number != 2 || frozen.Kind != edition.Reviewed {
		t.Fatalf("%+v", frozen.Header)
	}
	public := d.visitor()
	for address, want := range map[string][]string{
		"/en/plans/ca-3":                 {"Independent review", "On edition 1", "Both assessed one commitment", `href="/en/plans/ca-3/editions/2#review"`},
		"/fr/plans/ca-3":                 {"Examen indépendant", "Sur l’édition 1", "Un engagement a été évalué des deux côtés"},
		"/en/plans/ca-3/commitments/C01": {"Reviewer’s level", "=1+1 &lt;b&gt;Done", "Not starred: potential impact is minor", `href="/en/plans/ca-3/editions/2#review-`},
		"/fr/plans/ca-3/engagements/C01": {"Niveau selon l’examen", "Fait", "L’examen situe la réalisation"},
		"/en/plans/ca-3/editions/2": {"Independent review", "Sample institute", "Not starred: potential impact is minor", "(in French only)", "We agree.",
			"Access to information", "Strong early results", "Weighted kappa", "=1+1 &lt;b&gt;Done"},
		"/fr/plans/ca-3/editions/2": {"Examen indépendant", "Institut d’essai", "Non étoilé\u00a0: l’incidence potentielle est mineure", "<strong>a avancé</strong>", "Nous sommes d’accord.",
			"Accès à l’information", "Résultats précoces marqués", "Kappa pondéré"},
	} {
		answer := public.get(address)
		body := answer.Body.String()
		if answer.Code != 200 {
			t.Fatalf("%s: %d", address, answer.Code)
		}
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", address, w)
			}
		}
	}
	for _, address := range []string{"/en/plans/ca-3?as-of=2018-01-31", "/en/plans/ca-3/commitments/C01?as-of=2018-01-31"} {
		if a := public.get(address); a.Code != 200 || strings.Contains(a.Body.String(), "Sample institute") {
			t.Errorf("%s: %d, and a review that nobody knew then", address, a.Code)
		}
	}
	a := public.get("/en/plans/ca-3/editions/2/review.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v: %d rows", err, len(rows))
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{"completion": "complete", "potential_impact": "minor", "is_high_completion": "yes", "has_strong_early_results": "yes", "is_starred": "false",
		"findings_en": "'=1+1 <b>Done</b>", "edition": "1"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	for _, address := range []string{"/en/plans/ca-3/editions/2/charts/self-independent.svg", "/fr/plans/ca-3/editions/2/graphiques/self-independent.csv", "/fr/plans/ca-3/editions/2/examen.csv"} {
		if a := public.get(address); a.Code != 200 {
			t.Errorf("%s: %d", address, a.Code)
		}
	}
	for _, address := range []string{"/en/plans/ca-3/editions/1/review.csv", "/en/plans/ca-3/editions/1/charts/self-independent.svg", "/en/plans/ca-3/editions/2/charts/progress.svg"} {
		if a := public.get(address); a.Code != 404 {
			t.Errorf("%s: %d", address, a.Code)
		}
	}
}
