// Package dbtest opens stores for tests: real ones, in a folder that goes with
// the test. What to put into them is in package trackertest.
package dbtest

import (
	"context"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
)

// Actor is who writes what the helpers write.
const Actor = "test"

// Clock is when they write it, so that the same test leaves the same bytes.
var Clock = time.Date(2018, time.July, 3, 14, 30, 0, 0, time.UTC)

// Open returns an empty store that is closed when the test ends.
func Open(t testing.TB) *db.Store {
	t.Helper()
	return OpenIn(t, t.TempDir())
}

// OpenIn is [Open] for a folder of the test's own, so that it can be opened again.
func OpenIn(t testing.TB, dir string) *db.Store {
	t.Helper()
	s, err := db.Open(context.Background(), dir, db.Options{Now: func() time.Time { return Clock }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Save records a plan with its updates.
func Save(t testing.TB, s *db.Store, r *tracker.Record) {
	t.Helper()
	if _, err := s.SavePlan(context.Background(), Actor, r); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := s.AddUpdates(context.Background(), Actor, r.Plan.ID, r.Updates); err != nil {
		t.Fatal(err)
	}
}
