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

func keepFile(t *testing.T, s *db.Store, data string) string {
	t.Helper()
	hash, err := s.SaveFile(context.Background(), "text/plain", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// A file is public once an update that names it is, and not before.
func TestFileBecomesPublic(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	hash := keepFile(t, s, "minutes")
	if again := keepFile(t, s, "minutes"); again != hash {
		t.Errorf("the same bytes are %s and %s", hash, again)
	}
	d := draftOf("C03")
	d.Update.Evidence = []tracker.Evidence{{Title: tracker.Text{EN: "Minutes"}, SHA256: hash, Media: "text/plain", Size: 7}}
	draft, err := s.SaveDraft(ctx, dbtest.Actor, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PublicFile(ctx, hash); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a draft's file is public: %v", err)
	}
	if f, err := s.File(ctx, hash); err != nil || string(f.Data) != "minutes" {
		t.Errorf("%+v, %v", f, err)
	}
	if err := s.PublishDrafts(ctx, "test", "ca-3", []tracker.DraftVersion{{ID: draft.ID, Version: draft.Version}}); err != nil {
		t.Fatal(err)
	}
	if f, err := s.PublicFile(ctx, hash); err != nil || f.Media != "text/plain" {
		t.Errorf("%+v, %v", f, err)
	}
	r, err := s.Record(ctx, "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	if e := r.Updates[0].Evidence; len(e) != 1 || !e[0].IsFile() || e[0].Size != 7 {
		t.Errorf("evidence %+v", e)
	}
}

func TestStrayFilesGo(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	stray, drafted := keepFile(t, s, "stray"), keepFile(t, s, "drafted")
	d := draftOf("C03")
	d.Update.Evidence = []tracker.Evidence{{SHA256: drafted, Media: "text/plain"}}
	if _, err := s.SaveDraft(ctx, dbtest.Actor, d); err != nil {
		t.Fatal(err)
	}
	if n, err := s.RemoveStrayFiles(ctx, dbtest.Clock); err != nil || n != 0 {
		t.Errorf("%d removed that were just kept, %v", n, err)
	}
	if n, err := s.RemoveStrayFiles(ctx, dbtest.Clock.Add(time.Second)); err != nil || n != 1 {
		t.Errorf("%d removed, %v", n, err)
	}
	if _, err := s.File(ctx, stray); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("the stray file: %v", err)
	}
	if _, err := s.File(ctx, drafted); err != nil {
		t.Error(err)
	}
}

func TestLinkChecks(t *testing.T) {
	s := dbtest.Open(t)
	real := trackertest.Record()
	real.Plan.Illustrative, real.Updates = false, nil
	dbtest.Save(t, s, real)
	ctx := context.Background()
	const address = "https://open.canada.ca/en/open-data"
	u := said("Begun.")
	u.Evidence = []tracker.Evidence{{URL: address}, {URL: "https://open.canada.ca/other"}}
	if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{u}); err != nil {
		t.Fatal(err)
	}
	links, err := s.Links(ctx)
	if err != nil || len(links) != 2 || !links[0].CheckedAt.IsZero() {
		t.Fatalf("%+v, %v", links, err)
	}
	check := tracker.LinkCheck{URL: address}
	var entries []int64
	for day, status := range []int{200, 200, 404, 404, 404} {
		before := s.Version()
		check = check.Next(dbtest.Clock.AddDate(0, 0, day), status)
		if err := s.SaveLinkCheck(ctx, "test", check); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, s.Version()-before)
	}
	// A check that finds nothing new is kept, and is no change of the record.
	if want := [5]int64{1, 0, 1, 1, 0}; [5]int64(entries) != want {
		t.Errorf("audit entries %v, want %v", entries, want)
	}
	r, err := s.Record(ctx, "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.LinkCheck(address); got != check {
		t.Errorf("%+v, want %+v", got, check)
	}
	if links, err := s.Links(ctx); err != nil || links[0].URL == address {
		t.Errorf("the link checked last comes first: %+v, %v", links, err)
	}
}
