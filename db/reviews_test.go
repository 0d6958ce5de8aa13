package db_test

import (
	"context"
	"errors"
	"testing"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/tracker/trackertest"
)

// reviewed is a store with one edition and a reviewer.
func reviewed(t *testing.T) (*db.Store, edition.Edition, *review.Review, int64) {
	t.Helper()
	s := dbtest.Open(t)
	ctx := context.Background()
	r := trackertest.Record()
	if _, err := s.SaveRecord(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	e, err := s.Freeze(ctx, "test", edition.Request{Plan: r.Plan.ID, Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.SaveAccount(ctx, "test", tracker.Account{Email: "reviewer@example.org", Name: "R", Lang: tracker.EN, Roles: []tracker.Role{tracker.Reviewer}})
	if err != nil {
		t.Fatal(err)
	}
	return s, e, review.New(&r.Plan, e.Number, e.SHA256), a.ID
}

// TestReviewGoesItsWay takes a review from its first save into an edition.
func TestReviewGoesItsWay(t *testing.T) {
	s, e, r, account := reviewed(t)
	ctx := context.Background()
	k := &review.Kept{Review: *r, State: review.Draft, Author: account}
	version := s.Version()
	save := func() {
		t.Helper()
		saved, err := s.SaveReview(ctx, "test", *k)
		if err != nil {
			t.Fatal(err)
		}
		k = saved
	}
	save()
	k.Assessments[0].Completion, k.Assessments[0].Findings.FR = benchmark.CompletionLimited, "Constats"
	save()
	if s.Version() != version {
		t.Error("a draft is in the audit trail")
	}
	stale := *k
	stale.Version--
	if _, err := s.SaveReview(ctx, "test", stale); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	for _, state := range []review.State{review.Replied, review.Frozen} {
		leap := *k
		leap.State = state
		if _, err := s.SaveReview(ctx, "test", leap); !errors.Is(err, tracker.ErrConflict) {
			t.Errorf("from a draft to %s: %v", state, err)
		}
	}
	if _, err := s.FreezeReview(ctx, "test", k.Plan, k.Edition, k.Version, "test"); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a draft is frozen: %v", err)
	}
	for _, state := range []review.State{review.Final, review.Replied} {
		k.State = state
		save()
	}
	if s.Version() != version+2 {
		t.Errorf("%d entries for two steps", s.Version()-version)
	}
	read, err := s.Review(ctx, k.Plan, k.Edition)
	if err != nil || read.State != review.Replied || read.Of(r.Assessments[0].Commitment).Findings.FR != "Constats" {
		t.Fatalf("%v: %+v", err, read)
	}
	if _, err := s.FreezeReview(ctx, "test", k.Plan, k.Edition, k.Version-1, "test"); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("an old version is frozen: %v", err)
	}
	frozen, err := s.FreezeReview(ctx, "test", k.Plan, k.Edition, k.Version, "test")
	if err != nil || frozen.Kind != edition.Reviewed || frozen.Of.SHA256 != e.SHA256 || frozen.Number != 2 {
		t.Fatalf("%v: %+v", err, frozen)
	}
	content, err := s.Edition(ctx, k.Plan, frozen.Number)
	if err != nil {
		t.Fatal(err)
	}
	f, err := edition.Read(content)
	if err != nil || f.Check() != nil || f.Review.Of(r.Assessments[0].Commitment).Completion != benchmark.CompletionLimited {
		t.Errorf("%v, %v", err, f.Check())
	}
	all, err := s.Reviews(ctx)
	if err != nil || len(all) != 1 || all[0].State != review.Frozen {
		t.Errorf("%v: %+v", err, all)
	}
	again := all[0]
	again.State = review.Draft
	if _, err := s.SaveReview(ctx, "test", again); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a frozen review is reopened: %v", err)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestSaveReviewRefuses(t *testing.T) {
	s, _, r, account := reviewed(t)
	for name, edit := range map[string]func(*review.Kept){
		"no such edition": func(k *review.Kept) { k.Edition = 7 },
		"another hash":    func(k *review.Kept) { k.SHA256 = "ab" },
		"no such plan":    func(k *review.Kept) { k.Plan = "ca-9" },
	} {
		k := review.Kept{Review: *r, State: review.Draft, Author: account}
		edit(&k)
		if _, err := s.SaveReview(context.Background(), "test", k); !errors.Is(err, tracker.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Review(context.Background(), r.Plan, 1); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a review that is not there: %v", err)
	}
}
