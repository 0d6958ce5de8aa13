package db

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// SQLite reports a file that may not grow as it reports a disk that is full.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := trackertest.Record()
	if _, err := s.SavePlan(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	version := s.Version()
	if _, err := s.write.Exec(`PRAGMA max_page_count = 1`); err != nil { // as many as there are
		t.Fatal(err)
	}
	many := make([]tracker.Update, 200)
	for i := range many {
		many[i] = tracker.Update{Leaf: "C03", Period: "2018-06", Status: tracker.Limited, Organization: fmt.Sprint(i),
			Progress: tracker.Text{EN: strings.Repeat("x", 1000)}}
	}
	if _, _, _, err := s.AddUpdates(ctx, "test", r.Plan.ID, many); !errors.Is(err, tracker.ErrFull) {
		t.Errorf("%v, want %v", err, tracker.ErrFull)
	}
	if s.Version() != version {
		t.Errorf("version %d, was %d", s.Version(), version)
	}
	if _, err := s.write.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Record(ctx, r.Plan.ID); err != nil || len(got.Updates) != 0 {
		t.Errorf("something of it was written: %v, %v", got.Updates, err)
	}
	if _, _, _, err := s.AddUpdates(ctx, "test", r.Plan.ID, many); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// The plan's progress is read from the index alone, and the activity list in the
// order of an index: neither sorts, nor reads the table through.
func TestQueriesUseTheirIndexes(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	plan := func(query string, args ...any) string {
		steps, err := list(ctx, s.read, `EXPLAIN QUERY PLAN `+query, func(r row) (string, error) {
			var id, parent, unused int
			var step string
			return step, r.Scan(&id, &parent, &unused, &step)
		}, args...)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(steps, "\n")
	}
	latest := plan(selectLatest, "ca-3", "2018")
	if !strings.Contains(latest, "x USING COVERING INDEX updates_latest (plan_id=? AND leaf=?)") || strings.Contains(latest, "TEMP B-TREE") {
		t.Errorf("the latest statuses:\n%s", latest)
	}
	indexes := []string{"updates_by_time", "deadline_revisions_by_time", "amendments_by_time"}
	for i, source := range activitySources {
		text, args := source.statement(tracker.ActivityQuery{}, cursor{"2018", 5}, 50)
		if got := plan(text, args...); !strings.Contains(got, indexes[i]) || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("activity from %s:\n%s", source.from, got)
		}
	}
}
