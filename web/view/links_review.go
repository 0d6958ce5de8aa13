package view

import (
	"strconv"

	"ogptracker/tracker"
)

// ReviewWords are the words in the addresses of the review area.
type ReviewWords struct {
	Reviews, Begin              string
	Finalize, TakeBack, Replied string // the steps, see [Links.ReviewStep]
}

var reviewWords = map[tracker.Lang]ReviewWords{
	tracker.EN: {Reviews: "reviews", Begin: "begin", Finalize: "finalize", TakeBack: "take-back", Replied: "replied"},
	tracker.FR: {Reviews: "examens", Begin: "commencer", Finalize: "rendre-definitif", TakeBack: "reprendre", Replied: "repondu"},
}

// Reviews lists the reviews under way, and the editions that may be reviewed.
func (k Links) Reviews() string { return k.Work(k.words().Reviews) }

// Review is the overview of the review of an edition, or a page below it.
func (k Links) Review(plan string, edition int, segments ...string) string {
	return k.Work(append([]string{k.words().Reviews, plan, strconv.Itoa(edition)}, segments...)...)
}

// BeginReview is where the review of an edition is begun.
func (k Links) BeginReview(plan string, edition int) string {
	return k.Review(plan, edition, k.words().Begin)
}

// ReviewWhole is where a review is written as far as it concerns the plan as a whole.
func (k Links) ReviewWhole(plan string, edition int) string {
	return k.Review(plan, edition, k.words().Head)
}

// ReviewCommitment is where a commitment is reviewed, or the review of it replied to.
func (k Links) ReviewCommitment(plan string, edition int, code string) string {
	return k.Review(plan, edition, k.words().Commitments, code)
}

// ReviewStep is where a review is taken a step further or back, see [review.Ways].
func (k Links) ReviewStep(plan string, edition int, action string) string {
	return k.Review(plan, edition, k.words().ReviewStep(action))
}

// ReviewDraft is where the script of a form of the review keeps what is typed; form is
// the address of the form.
func (k Links) ReviewDraft(form string) string { return form + "/" + k.words().Draft }

// ReviewStep is the word of a step.
func (w Words) ReviewStep(action string) string {
	return map[string]string{"finalize": w.Finalize, "reopen": w.TakeBack, "reply": w.Replied, "freeze": w.Freeze}[action]
}
