package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/trackertest"
)

// TestFreeze freezes a plan, goes on with it, and finds the edition as it was.
func TestFreeze(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	r := trackertest.Record()
	if _, err := s.SaveRecord(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveIndex(ctx, "test", trackertest.Index()); err != nil {
		t.Fatal(err)
	}
	seq, head, err := s.AuditHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ask := edition.Request{Plan: r.Plan.ID, Kind: edition.MidTerm, AsOf: tracker.MustDate("2017-06-30"), Program: "test"}
	first, err := s.Freeze(ctx, "test", ask)
	if err != nil {
		t.Fatal(err)
	}
	if first.Number != 1 || first.Audit != (edition.Head{Seq: seq, Hash: head}) {
		t.Errorf("%+v", first)
	}
	before, err := s.Edition(ctx, r.Plan.ID, 1)
	if err != nil || edition.Sum(before) != first.SHA256 || int64(len(before)) != first.Size {
		t.Fatalf("%v, %s for %+v", err, edition.Sum(before), first)
	}

	// The chain holds the hash of the edition.
	var entry string
	err = s.AuditEntries(ctx, seq+1, func(e *tracker.AuditEntry) error {
		entry = e.Action + " " + e.Subject + " " + string(e.After)
		return nil
	})
	if err != nil || !strings.HasPrefix(entry, "freeze edition/ca-3/1 ") || !strings.Contains(entry, first.SHA256) {
		t.Errorf("%v, %s", err, entry)
	}

	r.Plan.Title.EN = "Amended afterwards"
	if _, err := s.SavePlan(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	ask.Corrects, ask.Reason = 1, tracker.Text{EN: "The title was wrong.", FR: "Le titre était erroné."}
	second, err := s.Freeze(ctx, "test", ask)
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Edition(ctx, r.Plan.ID, 1)
	if err != nil || string(after) != string(before) {
		t.Errorf("the first edition changed: %v", err)
	}
	all, err := s.Editions(ctx, r.Plan.ID)
	if err != nil || len(all) != 2 || all[0].CorrectedBy != 2 || all[1].SHA256 != second.SHA256 || all[1].Corrects != 1 || all[1].Size != second.Size {
		t.Errorf("%v, %+v", err, all)
	}
	for number := range all {
		content, err := s.Edition(ctx, r.Plan.ID, number+1)
		if err != nil {
			t.Fatal(err)
		}
		f, err := edition.Read(content)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Check(); err != nil {
			t.Error(err)
		}
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestFreezeRefuses(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	r := trackertest.Record()
	if _, err := s.SaveRecord(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	version := s.Version()
	good := edition.Request{Plan: r.Plan.ID, Kind: edition.MidTerm, AsOf: tracker.MustDate("2017-06-30"), Program: "test"}
	unknown, kind, gone := good, good, good
	unknown.Plan, kind.Kind, gone.Corrects = "ca-9", "yearly", 1
	for name, c := range map[string]struct {
		ask  edition.Request
		want []error
	}{
		"no plan":       {unknown, []error{tracker.ErrNotFound}},
		"no kind":       {kind, []error{tracker.ErrConflict, edition.ErrKind}},
		"corrects none": {gone, []error{tracker.ErrConflict, edition.ErrNoEdition}},
	} {
		_, err := s.Freeze(ctx, "test", c.ask)
		for _, want := range c.want {
			if !errors.Is(err, want) {
				t.Errorf("%s: %v is not %v", name, err, want)
			}
		}
	}
	if s.Version() != version {
		t.Error("a refusal wrote something")
	}
	if _, err := s.Edition(ctx, r.Plan.ID, 1); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("an edition that is not there: %v", err)
	}
}

// TestEditionIsNeverChanged holds that the database itself refuses, whoever asks.
func TestEditionIsNeverChanged(t *testing.T) {
	dir := t.TempDir()
	s := dbtest.OpenIn(t, dir)
	ctx := context.Background()
	r := trackertest.Record()
	if _, err := s.SaveRecord(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Freeze(ctx, "test", edition.Request{Plan: r.Plan.ID, Kind: edition.Interim, AsOf: tracker.MustDate("2017-01-31")}); err != nil {
		t.Fatal(err)
	}
	raw := open(t, dir)
	for _, statement := range []string{
		`UPDATE editions SET content = content || ' '`,
		`DELETE FROM editions`,
		`REPLACE INTO editions SELECT * FROM editions`,
		`INSERT INTO editions SELECT plan_id, 3, header, sha256, content, seq FROM editions`,
	} {
		if _, err := raw.ExecContext(ctx, statement); err == nil {
			t.Errorf("%s is not refused", statement)
		}
	}
}
