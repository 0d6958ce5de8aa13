package review

import (
	"time"
)

// Kept is a review as it is kept while it is worked on.
type Kept struct {
	Review
	State State `json:"state"`
	// Version counts the times it was saved, from 1. A save names the version it
	// started from.
	Version int64     `json:"version"`
	Author  int64     `json:"author"` // the reviewer's account
	SavedAt time.Time `json:"saved_at"`
}

// steps are the ways from one state to another, by the action under which the audit
// trail knows them. The last one, into an edition, is a freeze.
var steps = map[[2]State]string{
	{Draft, Final}:    "finalize",
	{Final, Draft}:    "reopen",
	{Final, Replied}:  "reply",
	{Replied, Final}:  "reopen",
	{Replied, Frozen}: "freeze",
}

// Step returns the action by which a review goes from one state to another, and whether
// there is such a way. To stay where it is, is none, and needs none.
func Step(from, to State) (action string, ok bool) {
	if from == to {
		return "", to != Frozen
	}
	action, ok = steps[[2]State{from, to}]
	return action, ok
}

// WithReplies returns a review as the government may change it: the replies of another
// version of it, and nothing else.
func (r *Review) WithReplies(of *Review) Review {
	out := *r
	out.Reply = of.Reply
	out.Assessments = make([]Assessment, len(r.Assessments))
	for i, a := range r.Assessments {
		out.Assessments[i] = a
		if b := of.Of(a.Commitment); b != nil {
			out.Assessments[i].Reply = b.Reply
		}
	}
	return out
}

// WithFindings is the like for the reviewer: all of another version but the replies.
func (r *Review) WithFindings(of *Review) Review { return of.WithReplies(r) }
