package main

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/exchange"
	"ogptracker/tracker/review"
)

// demoEditions are the editions of the third plan: halfway and at its end.
var demoEditions = []edition.Request{
	{Plan: "ca-3", Kind: edition.MidTerm, AsOf: tracker.MustDate("2017-06-30")},
	{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")},
}

// freezeDemo freezes the editions that are not there yet: it may have been interrupted.
func freezeDemo(ctx context.Context, s *db.Store) error {
	there, err := s.Editions(ctx, "ca-3")
	if err != nil {
		return err
	}
	for _, r := range demoEditions[min(len(there), len(demoEditions)):] {
		r.Program = version
		if _, err := s.Freeze(ctx, demoActor, r); err != nil {
			return err
		}
	}
	return nil
}

// reviewDemo takes the review of the third plan from where it stands into an edition of
// its own.
func reviewDemo(ctx context.Context, s *db.Store) error {
	of, err := editionOf(ctx, s, "ca-3", len(demoEditions))
	if err != nil {
		return err
	}
	k, err := s.Review(ctx, of.Plan, of.Number)
	if errors.Is(err, tracker.ErrNotFound) {
		k, err = beginDemoReview(ctx, s, of)
	}
	if err != nil || k.State == review.Frozen {
		return err
	}
	states := []review.State{review.Draft, review.Final, review.Replied}
	for _, state := range states[slices.Index(states, k.State)+1:] {
		k.State = state
		if k, err = s.SaveReview(ctx, demoActor, *k); err != nil {
			return err
		}
	}
	_, err = s.FreezeReview(ctx, demoActor, of.Plan, of.Number, k.Version, version)
	return err
}

// beginDemoReview keeps the review as its reviewer's draft. The government's replies
// come with it.
func beginDemoReview(ctx context.Context, s *db.Store, of *frozenEdition) (*review.Kept, error) {
	read, err := exchange.ReadReview(bytes.NewReader(demo.Review()), &of.content.Record.Plan, review.New(&of.content.Record.Plan, of.Number, of.SHA256))
	if err == nil {
		err = firstFault(read.Faults)
	}
	if err != nil {
		return nil, err
	}
	reviewer, err := saveDemoAccount(ctx, s, demoReviewer())
	if err != nil {
		return nil, err
	}
	k := review.Kept{Review: read.Review, State: review.Draft, Author: reviewer.ID}
	k.SHA256 = of.SHA256
	return s.SaveReview(ctx, demoActor, k)
}

// demoReviewer returns the demonstration's account that reviews.
func demoReviewer() demo.Account {
	all := demo.Accounts()
	return all[slices.IndexFunc(all, func(a demo.Account) bool { return a.Has(tracker.Reviewer) })]
}
