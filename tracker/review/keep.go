package review

import (
	"time"

	"ogptracker/tracker"
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

// Way is a step from one state of a review to another.
type Way struct {
	From, To State
	Action   string        // under which the audit trail knows it
	Right    tracker.Right // that it needs
}

// ways are all that there are. The last one, into an edition, is a freeze.
var ways = []Way{
	{Draft, Final, "finalize", tracker.MayReview},
	{Final, Draft, "reopen", tracker.MayReview},
	{Final, Replied, "reply", tracker.MayReply},
	{Replied, Final, "reopen", tracker.MayReply},
	{Replied, Frozen, "freeze", tracker.MayReply},
}

// Step returns the action by which a review goes from one state to another, and whether
// there is such a way. To stay where it is, is none, and needs none.
func Step(from, to State) (action string, ok bool) {
	if from == to {
		return "", to != Frozen
	}
	for _, w := range ways {
		if w.From == from && w.To == to {
			return w.Action, true
		}
	}
	return "", false
}

// Ways returns the steps that lead on from a state, the one forward first.
func Ways(from State) []Way {
	var out []Way
	for _, to := range []State{Frozen, Replied, Final, Draft} {
		for _, w := range ways {
			if w.From == from && w.To == to {
				out = append(out, w)
			}
		}
	}
	return out
}

// Writes returns the right that it takes to write in a state: the reviewer's while a
// review is a draft, the government's once it is final; blank where nobody may.
func (s State) Writes() tracker.Right {
	switch s {
	case Draft:
		return tracker.MayReview
	case Final:
		return tracker.MayReply
	}
	return ""
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
