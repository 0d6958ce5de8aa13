package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
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

func TestUploadsExpire(t *testing.T) {
	ctx := context.Background()
	now := dbtest.Clock
	s, err := db.Open(ctx, t.TempDir(), db.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dbtest.Save(t, s, trackertest.Record())
	a, err := s.SaveAccount(ctx, dbtest.Actor, tracker.Account{Email: "a@example.org", Name: "Somebody", Roles: []tracker.Role{tracker.Coordinator}, Lang: tracker.EN})
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.SaveUpload(ctx, tracker.Upload{Account: a.ID, Plan: "ca-3", Document: []byte(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(tracker.UploadWaits - time.Second)
	if _, err := s.Upload(ctx, u.ID); err != nil {
		t.Errorf("within a day: %v", err)
	}
	now = now.Add(time.Second)
	if _, err := s.Upload(ctx, u.ID); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("after a day: %v", err)
	}
}

func TestSaveDraftsAllOrNone(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	first, second := draftOf("C03"), draftOf("C02.1")
	saved, err := s.SaveDrafts(ctx, dbtest.Actor, []tracker.Draft{first, second})
	if err != nil || len(saved) != 2 || saved[0].ID == saved[1].ID || saved[1].Version != 1 {
		t.Fatalf("%+v, %v", saved, err)
	}
	saved[0].Update.Progress.EN = "Mine."
	stale := saved[1]
	stale.Version = 0
	if _, err := s.SaveDrafts(ctx, dbtest.Actor, []tracker.Draft{saved[0], stale}); !errors.Is(err, tracker.ErrStale) {
		t.Fatalf("%v", err)
	}
	if d, err := s.Draft(ctx, saved[0].ID); err != nil || d.Version != 1 || d.Update.Progress.EN == "Mine." {
		t.Errorf("half was saved: %+v, %v", d, err)
	}
}
