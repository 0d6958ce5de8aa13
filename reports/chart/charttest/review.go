package charttest

import (
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// Review returns a review of a plan with every completion that there is in turn, the
// blank one among them.
func Review(a *tracker.Assessment) *review.Review {
	r := review.New(&a.Record.Plan, 1, "")
	r.Illustrative = true
	r.Reviewer = tracker.Text{EN: "Sample institute", FR: "Institut d’essai"}
	completions := append([]string{""}, review.Values(review.Completion)...)
	for i := range r.Assessments {
		r.Assessments[i].Completion = benchmark.Completion(completions[len(completions)-1-i%len(completions)])
	}
	return r
}
