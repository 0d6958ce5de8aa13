package db_test

import (
	"context"
	"errors"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
)

func TestUploadsWait(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	account := func(email string) int64 {
		a, err := s.SaveAccount(ctx, dbtest.Actor, tracker.Account{Email: email, Name: "Somebody", Roles: []tracker.Role{tracker.Coordinator}, Lang: tracker.EN})
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	mine, theirs := account("mine@example.org"), account("theirs@example.org")
	version := s.Version()
	save := func(account int64) *tracker.Upload {
		u, err := s.SaveUpload(ctx, tracker.Upload{Account: account, Plan: "ca-3", Name: "a.xlsx", Document: []byte(`{"a":"\u0000"}`)})
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	other, first := save(theirs), save(mine)
	got, err := s.Upload(ctx, first.ID)
	if err != nil || got.Account != mine || got.Plan != "ca-3" || got.Name != "a.xlsx" || string(got.Document) != `{"a":"\u0000"}` || !got.ExpiresAt.Equal(first.ExpiresAt) {
		t.Fatalf("%+v, %v", got, err)
	}
	first.Document = []byte(`{"b":1}`)
	if again, err := s.SaveUpload(ctx, *first); err != nil || again.ID != first.ID {
		t.Fatalf("%+v, %v", again, err)
	}
	for range tracker.UploadsMost - 1 {
		save(mine)
	}
	if got, err := s.Upload(ctx, first.ID); err != nil || string(got.Document) != `{"b":1}` {
		t.Errorf("%+v, %v", got, err)
	}
	save(mine)
	if _, err := s.Upload(ctx, first.ID); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("the oldest is still there: %v", err)
	}
	if _, err := s.Upload(ctx, other.ID); err != nil {
		t.Errorf("somebody else's had to go: %v", err)
	}
	if s.Version() != version {
		t.Error("an upload changed the version of the data")
	}
}

func TestSaveDraftsAllOrNone(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	first, second := draftOf("C03"), draftOf("C02.1")
	saved, err := s.SaveDrafts(ctx, []tracker.Draft{first, second})
	if err != nil || len(saved) != 2 || saved[0].ID == saved[1].ID || saved[1].Version != 1 {
		t.Fatalf("%+v, %v", saved, err)
	}
	saved[0].Update.Progress.EN = "Mine."
	stale := saved[1]
	stale.Version = 0
	if _, err := s.SaveDrafts(ctx, []tracker.Draft{saved[0], stale}); !errors.Is(err, tracker.ErrStale) {
		t.Fatalf("%v", err)
	}
	if d, err := s.Draft(ctx, saved[0].ID); err != nil || d.Version != 1 || d.Update.Progress.EN == "Mine." {
		t.Errorf("half was saved: %+v, %v", d, err)
	}
}
