package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/web/view"
)

const (
	reviewAt = "/en/work/reviews/ca-3/1"
	reviewC1 = reviewAt + "/commitments/C01"
	theForm  = "#review-form"
)

// step opens the page of a step and sends its form.
func (v *visitor) step(address string) *answered {
	v.Helper()
	page := v.get(address)
	if page.Code != ok {
		v.Fatalf("%s: %d", address, page.Code)
	}
	return v.post(address, page.fields("main form"))
}

// TestReviewFromBeginToEdition takes a review all the way as its reviewer and a
// coordinator do, and holds what either of them and everybody else reads on the way.
func TestReviewFromBeginToEdition(t *testing.T) {
	d := newDesk(t)
	if _, err := d.store.Freeze(t.Context(), dbtest.Actor, edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")}); err != nil {
		t.Fatal(err)
	}
	reviewer, coordinator, public := d.signedIn("reviewer"), d.signedIn("coordinator"), d.visitor()

	if a := reviewer.get(reviewAt); a.Header().Get("Location") != reviewAt+"/begin" {
		t.Fatalf("%d %s", a.Code, a.Header().Get("Location"))
	}
	if a := reviewer.get("/en/work/reviews"); a.doc.Find(`a[href="`+reviewAt+`/begin"]`).Length() != 1 {
		t.Error("the list does not offer the edition")
	}
	reviewer.step(reviewAt + "/begin")
	if a := coordinator.get("/en/work/reviews"); strings.Contains(a.Body.String(), reviewAt) {
		t.Error("the coordinator is told of a draft")
	}

	// What is missing is listed, with where it is given.
	refusal := reviewer.step(reviewAt + "/finalize")
	if refusal.Code != missing || refusal.doc.Find(`.error-summary a[href="`+reviewC1+`#specificity-none"]`).Length() != 1 ||
		refusal.doc.Find(`.error-summary a[href="`+reviewAt+`/whole#reviewer_en"]`).Length() != 1 {
		t.Fatalf("%d %s", refusal.Code, refusal.text(".error-summary"))
	}

	whole := reviewer.get(reviewAt + "/whole").fields(theForm)
	whole.Set("reviewer_en", "Sample institute")
	whole.Set("findings_fr", "Le plan **a avancé**.")
	if a := reviewer.post(reviewAt+"/whole", whole); a.Code != away {
		t.Fatalf("%d", a.Code)
	}
	form := reviewer.get(reviewC1).fields(theForm)
	for name, value := range map[string]string{"specificity": "high", "relevance_access": "yes", "relevance_participation": "no", "relevance_accountability": "no",
		"potential_impact": "minor", "completion": "complete", "opened": "marginal", "findings_en": "Found in C01.", "action": view.ActNext} {
		form.Set(name, value)
	}
	saved := reviewer.post(reviewC1, form)
	if to := saved.Header().Get("Location"); to != reviewAt+"/commitments/C02" {
		t.Fatalf("%d, to %q", saved.Code, to)
	}
	for _, other := range []string{"/commitments/C02", "/commitments/C03"} {
		form = reviewer.get(reviewAt + other).fields(theForm)
		form.Set("completion", "withdrawn") // nothing more is asked
		reviewer.post(reviewAt+other, form)
	}
	over := reviewer.get(reviewAt)
	for _, want := range []string{"Not starred: potential impact is minor", "High completion – Yes", "French to follow", "(in French only)", "a avancé</strong>"} {
		if !strings.Contains(over.Body.String(), want) {
			t.Errorf("the overview lacks %q", want)
		}
	}
	if over.doc.Find("details.owed").Length() != 0 {
		t.Errorf("something is missing: %s", over.text("details.owed"))
	}
	if a := reviewer.step(reviewAt + "/finalize"); a.Code != away {
		t.Fatalf("%d %s", a.Code, a.text(".error-summary"))
	}

	// The government reads, replies, and says when it is done.
	if a := coordinator.get("/en/work"); a.doc.Find(`#reviews a[href="`+reviewAt+`"]`).Length() != 1 {
		t.Error("nothing leads from My work to the review")
	}
	reply := coordinator.get(reviewC1)
	if !strings.Contains(reply.Body.String(), "Found in C01.") || reply.doc.Find("input[name=specificity]").Length() != 0 {
		t.Error("the coordinator does not read what was found, or may change it")
	}
	form = reply.fields(theForm)
	form.Set("reply_en", "We agree.")
	form.Set("findings_en", "Nothing was found.") // is not the government's to write
	if a := coordinator.post(reviewC1, form); a.Code != away {
		t.Fatalf("%d", a.Code)
	}
	if a := reviewer.get(reviewC1); strings.Contains(a.Body.String(), "We agree.") || !strings.Contains(a.Body.String(), "Found in C01.") {
		t.Error("the reviewer reads an unfinished reply, or no longer what was found")
	}
	coordinator.step(reviewAt + "/replied")
	if a := reviewer.get(reviewC1); !strings.Contains(a.Body.String(), "We agree.") {
		t.Error("the reviewer does not read the reply")
	}
	for _, address := range []string{"/en/plans/ca-3/editions", "/en/plans/ca-3/editions/1", "/en/plans/ca-3/editions/1.json"} {
		if a := public.get(address); a.Code != ok || strings.Contains(a.Body.String(), "Sample institute") || strings.Contains(a.Body.String(), "Found in C01") {
			t.Errorf("%s: %d, or it tells of a review that is not frozen", address, a.Code)
		}
	}
	frozen := coordinator.step(reviewAt + "/freeze")
	if to := frozen.Header().Get("Location"); to != "/en/plans/ca-3/editions/2" {
		t.Fatalf("%d, to %q: %s", frozen.Code, to, frozen.text("main"))
	}
	page := public.get("/en/plans/ca-3/editions/2").Body.String()
	for _, want := range []string{"Sample institute", "Found in C01.", "We agree."} {
		if !strings.Contains(page, want) {
			t.Errorf("the edition lacks %q", want)
		}
	}
	if a := reviewer.get("/en/work/reviews"); a.doc.Find(`main a[href="/en/plans/ca-3/editions/2"]`).Length() != 1 {
		t.Error("the list does not lead to the edition")
	}
}

// TestReviewersMeet holds what becomes of two reviewers at one review: another part is
// joined without a word, the same part is shown side by side, and nothing is lost.
func TestReviewersMeet(t *testing.T) {
	d := newDesk(t)
	d.begunReview()
	one, other := d.signedIn("reviewer"), d.signedIn("reviewer")
	first, second := one.get(reviewC1).fields(theForm), other.get(reviewC1).fields(theForm)
	elsewhere := other.get(reviewAt + "/commitments/C02").fields(theForm)

	first.Set("findings_en", "What one found.")
	first.Set("completion", "limited")
	if a := one.post(reviewC1, first); a.Code != away {
		t.Fatalf("%d", a.Code)
	}
	elsewhere.Set("findings_en", "Of another commitment.")
	if a := other.post(reviewAt+"/commitments/C02", elsewhere); a.Code != away {
		t.Fatalf("another part: %d", a.Code)
	}
	second.Set("findings_en", "What the other found.")
	second.Set("recommendations_fr", "Aller plus loin.")
	met := other.post(reviewC1, second)
	body := met.Body.String()
	if met.Code != http.StatusConflict || !strings.Contains(met.text("main"), "Limited progress") || !strings.Contains(body, "Aller plus loin.") {
		t.Fatalf("%d %s", met.Code, met.text("main"))
	}
	open := met.fields("main form")
	open.Set("action", view.ActResolve)
	again := other.post(reviewC1, open)
	if again.Code != missing || again.doc.Find(".error-summary a").Length() != 1 {
		t.Fatalf("a choice left open: %d", again.Code)
	}
	settled := again.fields("main form")
	settled.Set("choice_findings_en", "hand")
	settled.Set("hand_findings_en", "What both found.")
	if a := other.post(reviewC1, settled); a.Code != away {
		t.Fatalf("%d %s", a.Code, a.text("main"))
	}
	k := d.keptReview()
	a := k.Of("C01")
	if a.Findings.EN != "What both found." || a.Completion != "limited" || a.Recommendations.FR != "Aller plus loin." || k.Of("C02").Findings.EN != "Of another commitment." {
		t.Errorf("%+v", k.Assessments)
	}
}

// TestReviewFormKeepsWhatIsTyped holds that nothing typed is lost: to a mistake, to a
// review that was made final meanwhile, to a session that ended; and what the script
// keeps by itself.
func TestReviewFormKeepsWhatIsTyped(t *testing.T) {
	d := newDesk(t)
	k := whollyAnswered(*d.begunReview())
	reviewer := d.signedIn("reviewer")
	form := reviewer.get(reviewC1).fields(theForm)
	form.Set("findings_fr", "Ce qui a été constaté.")

	wrong := url.Values{}
	for name, values := range form {
		wrong[name] = values
	}
	wrong.Set("completion", "excellent")
	wrong.Set("evidence_notes_en", strings.Repeat("e", review.TextMost+1))
	refusal := reviewer.post(reviewC1, wrong)
	if refusal.Code != missing || refusal.doc.Find(`.error-summary a`).Length() != 2 || refusal.doc.Find("#findings_fr").Text() != "Ce qui a été constaté." {
		t.Fatalf("%d %s", refusal.Code, refusal.text(".error-summary"))
	}

	asked := d.visitor().post(reviewC1, form)
	if asked.Code != unknown || !strings.Contains(asked.Body.String(), url.QueryEscape("constaté")) {
		t.Errorf("signed out: %d", asked.Code)
	}

	auto := reviewer.post(reviewC1+"/draft", form)
	var told autosaved
	if err := json.Unmarshal(auto.Body.Bytes(), &told); err != nil || auto.Code != ok || told.Base.Get("findings_fr") != "Ce qui a été constaté." || told.Version != 2 {
		t.Fatalf("%d %s", auto.Code, auto.Body)
	}
	form.Set("findings_fr", "Autre chose.") // from what it was made from before
	if a := reviewer.post(reviewC1+"/draft", form); a.Code != http.StatusConflict {
		t.Errorf("the script overwrites: %d", a.Code)
	}

	k.Version, k.State = 2, review.Draft
	k = *d.saveReview(k)
	k.State = review.Final
	d.saveReview(k)
	lost := reviewer.post(reviewC1, form)
	if lost.Code != http.StatusConflict || !strings.Contains(lost.doc.Find("textarea.lost").Text(), "Autre chose.") {
		t.Errorf("made final meanwhile: %d %s", lost.Code, lost.text("main"))
	}
	// The same for a reply to a review that was taken back.
	coordinator := d.signedIn("coordinator")
	form = coordinator.get(reviewC1).fields(theForm)
	form.Set("reply_en", "We see it otherwise.")
	k = d.keptReview()
	k.State = review.Draft
	d.saveReview(k)
	lost = coordinator.post(reviewC1, form)
	if lost.Code != absent || !strings.Contains(lost.doc.Find("textarea.lost").Text(), "We see it otherwise.") || strings.Contains(lost.Body.String(), "Found.") {
		t.Errorf("taken back: %d %s", lost.Code, lost.text("main"))
	}
}

// TestReviewStepIsOfWhatWasSeen holds that a step is taken only from the review as it was
// shown.
func TestReviewStepIsOfWhatWasSeen(t *testing.T) {
	d := newDesk(t)
	k := *d.saveReview(whollyAnswered(*d.begunReview()))
	reviewer := d.signedIn("reviewer")
	form := reviewer.get(reviewAt + "/finalize").fields("main form")
	k.Findings.EN = "One more thing."
	d.saveReview(k)
	met := reviewer.post(reviewAt+"/finalize", form)
	if met.Code != http.StatusConflict || d.keptReview().State != review.Draft {
		t.Fatalf("%d", met.Code)
	}
	if a := reviewer.post(reviewAt+"/finalize", met.fields("main form")); a.Code != away || d.keptReview().State != review.Final {
		t.Errorf("%d %s", a.Code, d.keptReview().State)
	}
}
