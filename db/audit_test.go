package db_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestEveryWriteLeavesItsEntries(t *testing.T) {
	s := dbtest.Open(t)
	r := trackertest.Record()
	dbtest.Save(t, s, r)
	ctx := context.Background()
	subjects := map[string]int{}
	var last *tracker.AuditEntry
	err := s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
		subjects[e.Subject]++
		last = e
		if e.Actor != dbtest.Actor || !e.At.Equal(dbtest.Clock) || e.Before != nil || e.After == nil {
			t.Errorf("entry %d: %+v", e.Seq, e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// jurisdiction, plan, organizations, items, revision, events, recommendation, updates
	if want := 1 + 1 + 3 + 3 + 4 + 4 + 1 + 3 + 1 + len(r.Updates); len(subjects) != want {
		t.Errorf("%d records left entries, want %d: %v", len(subjects), want, subjects)
	}
	for _, subject := range []string{"jurisdiction/CA", "plan/ca-3", "organization/partner", "item/ca-3/C01", "item/ca-3/C01.1",
		"item/ca-3/C01.1.2", "revision/ca-3/C01.1.2/1", "event/ca-3/3", "recommendation/ca-3/1", "update/6"} {
		if subjects[subject] != 1 {
			t.Errorf("%d entries for %s", subjects[subject], subject)
		}
	}
	seq, hash, err := s.AuditHead(ctx)
	if err != nil || seq != last.Seq || hash != last.Hash || s.Version() != seq {
		t.Errorf("head %d %s %v, version %d, last entry %d %s", seq, hash, err, s.Version(), last.Seq, last.Hash)
	}
	if err := s.VerifyAudit(ctx); err != nil {
		t.Error(err)
	}
}

// An entry holds the record whole, before and after, so that the record of any
// day can be told from the chain.
func TestEntriesHoldBeforeAndAfter(t *testing.T) {
	s := dbtest.Open(t)
	r := trackertest.Record()
	dbtest.Save(t, s, r)
	seq := s.Version()
	r.Plan.Commitments[0].Title.FR = "Publier toutes les données"
	ctx := context.Background()
	if _, err := s.SavePlan(ctx, "coordinator", r); err != nil {
		t.Fatal(err)
	}
	var entries []*tracker.AuditEntry
	err := s.AuditEntries(ctx, seq+1, func(e *tracker.AuditEntry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	e := entries[0]
	if e.Action != "update" || e.Subject != "item/ca-3/C01" || e.Actor != "coordinator" {
		t.Errorf("%+v", e)
	}
	for side, want := range map[string]string{string(e.Before): "Publier les données sur les dépenses", string(e.After): "Publier toutes les données"} {
		var record struct {
			Kind string
			Item tracker.Commitment
		}
		if err := json.Unmarshal([]byte(side), &record); err != nil {
			t.Fatal(err)
		}
		if record.Kind != "commitment" || record.Item.Title.FR != want || record.Item.Problem != r.Plan.Commitments[0].Problem {
			t.Errorf("%s", side)
		}
	}
}

func TestDatabaseRefusesToRewriteHistory(t *testing.T) {
	dir := t.TempDir()
	s := dbtest.OpenIn(t, dir)
	dbtest.Save(t, s, trackertest.Record())
	pool := open(t, dir)
	for _, statement := range []string{
		`UPDATE audit SET actor = 'nobody' WHERE seq = 3`,
		`UPDATE audit SET seq = seq + 1000`,
		`DELETE FROM audit WHERE seq = 3`,
		`DELETE FROM audit`,
		`INSERT OR REPLACE INTO audit SELECT seq, at, 'nobody', action, subject, before, after, prev, hash, salt FROM audit WHERE seq = 3`,
		`INSERT INTO audit SELECT seq + 100000, at, actor, action, subject, before, after, prev, hash, salt FROM audit WHERE seq = 3`,
		`INSERT INTO audit SELECT -1, at, actor, action, subject, before, after, prev, hash, salt FROM audit WHERE seq = 3`,
		`UPDATE updates SET status = 'complete' WHERE id = 1`,
		`DELETE FROM updates WHERE id = 4`,
		`INSERT OR REPLACE INTO updates SELECT * FROM updates WHERE id = 1`,
	} {
		if _, err := pool.Exec(statement); err == nil {
			t.Errorf("done: %s", statement)
		} else if !strings.Contains(err.Error(), "never") && !strings.Contains(err.Error(), "must follow") {
			t.Errorf("%s: refused for another reason: %v", statement, err)
		}
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestTamperingIsFound(t *testing.T) {
	for name, statement := range map[string]string{
		"an actor":          `UPDATE audit SET actor = 'nobody' WHERE seq = 5`,
		"a time":            `UPDATE audit SET at = '2018-07-03T14:30:00.000001Z' WHERE seq = 5`,
		"what was written":  `UPDATE audit SET after = replace(after, 'Library', 'Librarian') WHERE subject = 'organization/lac-bac'`,
		"no document":       `UPDATE audit SET after = '{' WHERE seq = 5`,
		"a removed entry":   `DELETE FROM audit WHERE seq = 5`,
		"a removed first":   `DELETE FROM audit WHERE seq = 1`,
		"a swapped pair":    `UPDATE audit SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END WHERE seq IN (5, 6); UPDATE audit SET seq = -seq WHERE seq < 0`,
		"a hash":            `UPDATE audit SET hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' WHERE seq = 5`,
		"a time that is no": `UPDATE audit SET at = 'yesterday' WHERE seq = 5`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := dbtest.OpenIn(t, dir)
			dbtest.Save(t, s, trackertest.Record())
			pool := open(t, dir)
			dropGuards(t, pool)
			if _, err := pool.Exec(`PRAGMA foreign_keys = 0; ` + statement); err != nil {
				t.Fatal(err)
			}
			if err := s.VerifyAudit(context.Background()); !errors.Is(err, tracker.ErrCorrupt) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCheckFindsWhatTheChainDoesNot(t *testing.T) {
	dir := t.TempDir()
	s := dbtest.OpenIn(t, dir)
	dbtest.Save(t, s, trackertest.Record())
	if _, err := open(t, dir).Exec(`PRAGMA foreign_keys = 0; DELETE FROM items WHERE code = 'C03'`); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(context.Background()); !errors.Is(err, tracker.ErrCorrupt) || !strings.Contains(err.Error(), "deadlines") {
		t.Errorf("%v", err)
	}
}

func TestAuditEntriesEndWithTheCaller(t *testing.T) {
	s := dbtest.Open(t)
	dbtest.Save(t, s, trackertest.Record())
	enough := errors.New("enough")
	seen := 0
	err := s.AuditEntries(context.Background(), 4, func(e *tracker.AuditEntry) error {
		seen++
		if e.Seq != 4 {
			t.Errorf("entry %d", e.Seq)
		}
		return enough
	})
	if !errors.Is(err, enough) || seen != 1 {
		t.Errorf("%v after %d entries", err, seen)
	}
}
