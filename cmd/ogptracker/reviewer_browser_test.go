package main

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/tracker/trackertest"
)

const reviewer = "reviewer@example.org"

// fillSmallSite puts a plan of three commitments, an edition of it and the accounts of
// the demonstration into a site.
func fillSmallSite(a *app) error {
	ctx, r := context.Background(), trackertest.Record()
	_, err := a.store.SavePlan(ctx, demoActor, r)
	if err == nil {
		_, _, _, err = a.store.AddUpdates(ctx, demoActor, r.Plan.ID, r.Updates)
	}
	if err == nil {
		_, err = a.store.Freeze(ctx, demoActor, edition.Request{Plan: r.Plan.ID, Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30"), Program: version})
	}
	if err == nil {
		err = fillDemoAccounts(ctx, a.store)
	}
	return err
}

// step takes the review that is open a step.
func (p *typist) step(action, done string) {
	p.Helper()
	p.follow(p.k.ReviewStep("ca-3", 1, action))
	p.enter(`main form button.btn`)
	if done != "" {
		p.says(done)
	}
}

// TestReviewerJourneyInTheBrowser goes from a frozen edition to the edition that holds its
// review and the government's reply, with the keyboard alone: in English with the pages'
// scripts, in French without.
func TestReviewerJourneyInTheBrowser(t *testing.T) {
	for lang, script := range map[tracker.Lang]bool{tracker.EN: true, tracker.FR: false} {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			h := houseAt(t, ownSite(t, fillSmallSite), lang, script)
			reviewerReviews(t, h)
			coordinatorReplies(t, h)
			p := h.member(t, reviewer)
			p.enter(`.plan-nav ` + linkTo(p.k.Reviews()))
			p.says("work.review.frozen")
			p.follow(p.k.Edition("ca-3", 2))
		})
	}
}

// reviewerReviews begins a review, learns what is missing before it can be final, gives
// it, and makes it final.
func reviewerReviews(t *testing.T, h *house) {
	p := h.member(t, reviewer)
	p.says("work.review.no_under_way")
	p.enter(`#reviews ` + linkTo(p.k.Reviews()))
	p.follow(p.k.BeginReview("ca-3", 1))
	p.reads(p.l.Variable(review.PotentialImpact))
	p.enter(`main form button.btn`)
	p.says("work.review.did.begin")
	p.step("finalize", "")
	p.enter(fmt.Sprintf(`.error-summary a[href^=%q]`, p.k.ReviewCommitment("ca-3", 1, "C01")))
	for _, answer := range []string{"specificity-high", "relevance_access-yes", "relevance_participation-no", "relevance_accountability-no",
		"potential_impact-minor", "completion-limited", "opened-marginal"} {
		p.pick("#" + answer)
	}
	p.write("#findings_"+string(h.lang), "Half of it – la moitié.")
	p.enter(`button[value="next"]`)
	p.says("work.review.did.save")
	p.pick("#completion-withdrawn")
	p.enter(`button[value="next"]`)
	p.pick("#completion-withdrawn")
	p.enter(`.submit button[value="save"]`)
	p.follow(p.k.Review("ca-3", 1))
	p.reads(p.l.Star((&review.Codes{Specificity: review.DegreeHigh, Access: "yes", PotentialImpact: "minor", Completion: "limited"}).StarBy(review.Rule2015)))
	p.follow(p.k.ReviewWhole("ca-3", 1))
	p.write("#reviewer_en", "Sample institute")
	p.write("#reviewer_fr", "Institut d’essai")
	p.enter(`.submit button[value="save"]`)
	p.follow(p.k.Review("ca-3", 1))
	p.step("finalize", "work.review.did.draft.final")
	p.signOut()
}

// coordinatorReplies reads the review, replies to it, says so, and freezes both; the
// edition is there for everybody, with its report.
func coordinatorReplies(t *testing.T, h *house) {
	p := h.member(t, coordinator)
	p.enter(`#reviews ` + linkTo(p.k.Review("ca-3", 1)))
	p.follow(p.k.ReviewCommitment("ca-3", 1, "C01"))
	p.reads("Half of it – la moitié.")
	p.write("#reply_"+string(h.lang), "Agreed – d’accord.")
	p.enter(`.submit button[value="save"]`)
	p.follow(p.k.Review("ca-3", 1))
	p.step("reply", "work.review.did.final.replied")
	p.step("freeze", "")
	if want := p.k.Edition("ca-3", 2); p.path() != want {
		t.Fatalf("freezing leads to %s, want %s", p.path(), want)
	}
	for _, text := range []string{tracker.Text{EN: "Sample institute", FR: "Institut d’essai"}.In(h.lang), "Half of it – la moitié.", "Agreed – d’accord."} {
		p.reads(text)
	}
	if !bytes.HasPrefix(p.download(p.k.EditionReport("ca-3", 2, ".pdf")), []byte("%PDF-")) {
		t.Error("the report is no PDF")
	}
}
