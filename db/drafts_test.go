package db_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"ogptracker/tracker"
)

func draftOf(leaf string) tracker.Draft {
	return tracker.Draft{Plan: "ca-3", State: tracker.DraftOpen, Author: 7, Update: tracker.Update{
		Leaf: leaf, Period: "2018-06", Organization: "tbs-sct", Status: tracker.Limited, Author: "account:7 contributor tbs-sct",
		Progress: tracker.Text{EN: "Begun.", FR: "Commencé."},
	}}
}

func TestDraftBecomesAnUpdate(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	version := s.Version()
	saved, err := s.SaveDraft(ctx, "test", draftOf("C03"))
	if err != nil || saved.Version != 1 || saved.SavedEN.IsZero() {
		t.Fatalf("%+v, %v", saved, err)
	}
	if s.Version() != version {
		t.Error("a draft changed the version of the data")
	}
	again, err := s.DraftOf(ctx, saved.Key())
	if err != nil || again.ID != saved.ID || again.Update.Progress != saved.Update.Progress {
		t.Errorf("%+v, %v", again, err)
	}
	if all, err := s.Drafts(ctx, "ca-3"); err != nil || len(all) != 1 {
		t.Errorf("%d drafts, %v", len(all), err)
	}
	if err := s.PublishDrafts(ctx, "account:1 coordinator", "ca-3", []tracker.DraftVersion{{ID: saved.ID, Version: saved.Version}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Draft(ctx, saved.ID); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("the draft is still there: %v", err)
	}
	r, err := s.Record(ctx, "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Updates, func(u tracker.Update) bool { return u.Leaf == "C03" && u.Period == "2018-06" })
	if i < 0 || r.Updates[i].Author != "account:7 contributor tbs-sct" || r.Updates[i].PublishedAt.IsZero() {
		t.Errorf("published: %d, %+v", i, r.Updates)
	}
}

func TestDraftsAreNotOverwritten(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	saved, err := s.SaveDraft(ctx, "test", draftOf("C03"))
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs := *saved, *saved
	theirs.Update.Progress.EN = "Theirs."
	newer, err := s.SaveDraft(ctx, "test", theirs)
	if err != nil || newer.SavedFR != saved.SavedFR {
		t.Fatalf("%+v, %v", newer, err)
	}
	if _, err := s.SaveDraft(ctx, "test", mine); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("a save from an older version: %v", err)
	}
	if _, err := s.SaveDraft(ctx, "test", draftOf("C03")); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("a second first draft: %v", err)
	}
	for what, err := range map[string]error{
		"publish": s.PublishDrafts(ctx, "test", "ca-3", []tracker.DraftVersion{{ID: saved.ID, Version: saved.Version}}),
		"discard": s.DiscardDraft(ctx, tracker.Actor{Account: saved.Author}.String(), saved.ID, saved.Version),
	} {
		if !errors.Is(err, tracker.ErrStale) {
			t.Errorf("%s what somebody has changed since: %v", what, err)
		}
	}
	if _, err := s.SaveDraft(ctx, "test", draftOf("nothing")); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a draft of no leaf: %v", err)
	}
	if err := s.PublishDrafts(ctx, "test", "ca-4", []tracker.DraftVersion{{ID: newer.ID, Version: newer.Version}}); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a draft of another plan: %v", err)
	}
	if err := s.DiscardDraft(ctx, tracker.Actor{Account: newer.Author}.String(), newer.ID, newer.Version); err != nil {
		t.Error(err)
	}
}

// What becomes of a draft is on the record: who handed it in, returned it, took it
// back or threw it away, with what it said. Writing on it is not, and nothing of it is
// public.
func TestWhatBecomesOfDraftsIsAudited(t *testing.T) {
	s := planned(t)
	ctx := t.Context()
	lead, head := tracker.Actor{Account: 7, Role: tracker.Contributor}.String(), tracker.Actor{Account: 8, Role: tracker.Coordinator}.String()
	d := draftOf("C03")
	for _, step := range []struct {
		actor   string
		state   tracker.DraftState
		comment string
	}{
		{lead, tracker.DraftOpen, ""},
		{lead, tracker.DraftOpen, ""},
		{lead, tracker.DraftSubmitted, ""},
		{lead, tracker.DraftOpen, ""},
		{lead, tracker.DraftSubmitted, ""},
		{head, tracker.DraftReturned, "Say how many."},
		{lead, tracker.DraftReturned, "Say how many."}, // still written on
		{lead, tracker.DraftSubmitted, ""},
		{head, tracker.DraftReturned, "Again."},
	} {
		d.State, d.Comment = step.state, step.comment
		d.Update.Progress.EN += " More."
		saved, err := s.SaveDraft(ctx, step.actor, d)
		if err != nil {
			t.Fatal(err)
		}
		d = *saved
	}
	if err := s.DiscardDraft(ctx, lead, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	h, err := s.History(ctx, tracker.HistoryQuery{Plan: "ca-3", Item: "C03", Kind: tracker.SubjectDraft})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range h.Entries {
		got = append(got, e.Action+" "+e.Actor)
		if e.IsPublic() || !strings.Contains(string(e.After), "More.") {
			t.Errorf("entry %d: public %v, %s", e.Seq, e.IsPublic(), e.After)
		}
		if e.Action == "return" && !strings.Contains(string(e.After), `"comment"`) {
			t.Errorf("entry %d does not say why: %s", e.Seq, e.After)
		}
	}
	want := []string{"discard " + lead, "return " + head, "submit " + lead, "return " + head, "submit " + lead, "take_back " + lead, "submit " + lead}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if public, err := s.History(ctx, tracker.HistoryQuery{Plan: "ca-3", Item: "C03", Public: true}); err != nil || slices.ContainsFunc(public.Entries, func(e tracker.HistoryEntry) bool { return strings.HasPrefix(e.Subject, "draft/") }) {
		t.Errorf("public: %v, %v", public.Entries, err)
	}
}

// An update that came out meanwhile, as by an import, is not replaced unseen.
func TestDraftOfAnOlderUpdate(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	saved, err := s.SaveDraft(ctx, "test", draftOf("C03"))
	if err != nil {
		t.Fatal(err)
	}
	other := saved.Update
	other.Progress = tracker.Text{EN: "Imported.", FR: "Importé."}
	if _, _, _, err := s.AddUpdates(ctx, "import", "ca-3", []tracker.Update{other}); err != nil {
		t.Fatal(err)
	}
	publish := func(d *tracker.Draft) error {
		return s.PublishDrafts(ctx, "test", "ca-3", []tracker.DraftVersion{{ID: d.ID, Version: d.Version}})
	}
	if err := publish(saved); !errors.Is(err, tracker.ErrStale) {
		t.Fatalf("published over an update that came out since: %v", err)
	}
	r, err := s.Record(ctx, "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range r.Updates {
		if u.Leaf == "C03" && u.Period == "2018-06" {
			saved.Update.Replaces = u.ID
		}
	}
	if saved, err = s.SaveDraft(ctx, "test", *saved); err != nil {
		t.Fatal(err)
	}
	if err := publish(saved); err != nil {
		t.Errorf("a correction that names what it replaces: %v", err)
	}
}

// Fifty people who save one draft at the same time: one wins, and each of the
// others learns it.
func TestManySaveOneDraft(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	saved, err := s.SaveDraft(ctx, "test", draftOf("C03"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var won, stale atomic.Int32
	for range 50 {
		wg.Go(func() {
			switch _, err := s.SaveDraft(ctx, "test", *saved); {
			case err == nil:
				won.Add(1)
			case errors.Is(err, tracker.ErrStale):
				stale.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 || stale.Load() != 49 {
		t.Errorf("%d won, %d were told", won.Load(), stale.Load())
	}
}
