package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
)

// reviewers is what a reviewer gets of a review that is still a draft, which the
// government does not see.
func reviewers(status int) map[string]int {
	return map[string]int{nobody: away, "reviewer": status, "coordinator": absent, everyone: refused}
}

// assessors is the same where a form is sent.
func assessors(status int) map[string]int {
	return map[string]int{nobody: unknown, "reviewer": status, "coordinator": absent, everyone: refused}
}

// reviewAccesses are those of the review area, for a review that was begun: see
// [desk.begunReview].
var reviewAccesses = []access{
	{http.MethodGet, "/en/work/reviews", "", map[string]int{nobody: away, "reviewer": ok, "coordinator": ok, everyone: refused}},
	{http.MethodGet, "/en/work/reviews/:plan/:edition", "/en/work/reviews/ca-3/1", reviewers(ok)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/begin", "/en/work/reviews/ca-3/1/begin", map[string]int{nobody: away, "reviewer": away, everyone: refused}},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/begin", "/en/work/reviews/ca-3/1/begin", map[string]int{nobody: unknown, "reviewer": away, everyone: refused}},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/finalize", "/en/work/reviews/ca-3/1/finalize", reviewers(ok)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/finalize", "/en/work/reviews/ca-3/1/finalize", assessors(missing)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/take-back", "/en/work/reviews/ca-3/1/take-back", reviewers(away)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/take-back", "/en/work/reviews/ca-3/1/take-back", assessors(away)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/replied", "/en/work/reviews/ca-3/1/replied", reviewers(away)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/replied", "/en/work/reviews/ca-3/1/replied", assessors(away)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/freeze", "/en/work/reviews/ca-3/1/freeze", reviewers(away)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/freeze", "/en/work/reviews/ca-3/1/freeze", assessors(away)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/whole", "/en/work/reviews/ca-3/1/whole", reviewers(ok)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/whole", "/en/work/reviews/ca-3/1/whole", assessors(missing)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/whole/draft", "/en/work/reviews/ca-3/1/whole/draft", assessors(missing)},
	{http.MethodGet, "/en/work/reviews/:plan/:edition/commitments/:code", "/en/work/reviews/ca-3/1/commitments/C01", reviewers(ok)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/commitments/:code", "/en/work/reviews/ca-3/1/commitments/C01", assessors(missing)},
	{http.MethodPost, "/en/work/reviews/:plan/:edition/commitments/:code/draft", "/en/work/reviews/ca-3/1/commitments/C01/draft", assessors(missing)},
}

// begunReview freezes edition 1 of ca-3, and begins its review.
func (d *desk) begunReview() *review.Kept {
	d.Helper()
	of, err := d.store.Freeze(d.Context(), dbtest.Actor, edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")})
	if err != nil {
		d.Fatal(err)
	}
	rec, err := d.store.Record(d.Context(), "ca-3")
	if err != nil {
		d.Fatal(err)
	}
	return d.saveReview(review.Kept{Review: *review.New(&rec.Plan, of.Number, of.SHA256), State: review.Draft, Author: d.account["reviewer"].ID})
}

func (d *desk) saveReview(k review.Kept) *review.Kept {
	d.Helper()
	saved, err := d.store.SaveReview(d.Context(), dbtest.Actor, k)
	if err != nil {
		d.Fatal(err)
	}
	return saved
}

// keptReview is the review of edition 1 as it is kept.
func (d *desk) keptReview() review.Kept {
	d.Helper()
	k, err := d.store.Review(d.Context(), "ca-3", 1)
	if err != nil {
		d.Fatal(err)
	}
	return *k
}

// whollyAnswered answers everything of a review that there is to answer.
func whollyAnswered(k review.Kept) review.Kept {
	k.Reviewer = tracker.Text{EN: "Sample institute", FR: "Institut d’essai"}
	for i := range k.Assessments {
		a := &k.Assessments[i]
		a.Specificity, a.Access, a.Participation, a.Accountability = review.DegreeHigh, benchmark.Yes, benchmark.No, benchmark.No
		a.PotentialImpact, a.Completion, a.Opened = benchmark.ImpactMinor, benchmark.CompletionComplete, benchmark.OpenedMarginal
		a.Findings = tracker.Text{EN: "Found."}
	}
	return k
}

// TestReviewAccessByState holds who gets what of a review in each of its states: what
// may be read, and which form may be sent. An empty form changes nothing.
func TestReviewAccessByState(t *testing.T) {
	const overview, form, finalize, back, replied, freeze = "", "/commitments/C01", "/finalize", "/take-back", "/replied", "/freeze"
	lost := http.StatusConflict
	d := newDesk(t)
	k := whollyAnswered(*d.begunReview())
	// By what is asked for: GET, then the status of an empty form.
	for _, state := range []struct {
		state review.State
		want  map[string][4]int // reviewer: GET, POST; coordinator: GET, POST
	}{
		{review.Draft, map[string][4]int{
			overview: {ok, 0, absent, 0}, form: {ok, missing, absent, absent}, finalize: {ok, missing, absent, absent},
			back: {away, away, absent, absent}, replied: {away, away, absent, absent}, freeze: {away, away, absent, absent},
		}},
		{review.Final, map[string][4]int{
			overview: {ok, 0, ok, 0}, form: {ok, lost, ok, missing}, finalize: {away, away, away, away},
			back: {ok, missing, refused, refused}, replied: {refused, refused, ok, missing}, freeze: {away, away, away, away},
		}},
		{review.Replied, map[string][4]int{
			overview: {ok, 0, ok, 0}, form: {ok, lost, ok, lost}, finalize: {away, away, away, away},
			back: {refused, refused, ok, missing}, replied: {away, away, away, away}, freeze: {refused, refused, ok, missing},
		}},
		{review.Frozen, map[string][4]int{
			overview: {ok, 0, ok, 0}, form: {ok, lost, ok, lost}, finalize: {away, away, away, away},
			back: {away, away, away, away}, replied: {away, away, away, away}, freeze: {away, away, away, away},
		}},
	} {
		if k.State = state.state; k.State == review.Frozen {
			if _, err := d.store.FreezeReview(t.Context(), dbtest.Actor, "ca-3", 1, k.Version, "test"); err != nil {
				t.Fatal(err)
			}
			k = d.keptReview()
		} else {
			k = *d.saveReview(k)
		}
		for _, path := range slices.Sorted(maps.Keys(state.want)) {
			statuses := state.want[path]
			for i, name := range []string{"reviewer", "coordinator"} {
				v, address := d.signedIn(name), "/en/work/reviews/ca-3/1"+path
				if got := v.get(address).Code; got != statuses[2*i] {
					t.Errorf("%s: GET %s as %s: %d, want %d", state.state, address, name, got, statuses[2*i])
				}
				if statuses[2*i+1] == 0 {
					continue
				}
				if got := v.post(address, url.Values{}).Code; got != statuses[2*i+1] {
					t.Errorf("%s: POST %s as %s: %d, want %d", state.state, address, name, got, statuses[2*i+1])
				}
			}
			for _, name := range []string{"lead", "admin"} {
				if got := d.signedIn(name).get("/en/work/reviews/ca-3/1" + path).Code; got != refused {
					t.Errorf("%s: GET %s as %s: %d", state.state, path, name, got)
				}
			}
		}
		if now := d.keptReview(); now.Version != k.Version || now.State != k.State {
			t.Fatalf("%s: an empty form made it version %d, %s", state.state, now.Version, now.State)
		}
	}
	// Of a review edition, and of an edition that there is not, there is no review.
	for _, number := range []int{2, 3} {
		if got := d.signedIn("reviewer").get("/en/work/reviews/ca-3/" + strconv.Itoa(number)).Code; got != absent {
			t.Errorf("edition %d: %d", number, got)
		}
	}
	d.elsewhere()
	if a := d.signedIn("elsewhere").get("/en/work/reviews/ca-3/1"); a.Code != refused {
		t.Errorf("a coordinator of another government: %d", a.Code)
	}
}
