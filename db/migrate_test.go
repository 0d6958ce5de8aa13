package db

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/trackertest"
)

// A file of any schema that there was is brought up to this one, with what it holds.
func TestEveryOlderSchemaIsMigrated(t *testing.T) {
	ctx := context.Background()
	pool, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	provider, err := newProvider(pool)
	if err != nil {
		t.Fatal(err)
	}
	sources := provider.ListSources()
	for _, source := range sources[:len(sources)-1] {
		dir := t.TempDir()
		olderFile(t, filepath.Join(dir, FileName), source.Version)
		s, err := Open(ctx, dir, Options{})
		if err != nil {
			t.Fatalf("schema %d: %v", source.Version, err)
		}
		ix, err := s.Index(ctx, "old")
		if err != nil || len(ix.Editions) != 1 || ix.Editions[0].Year != 2016 || len(ix.Editions[0].Scores) != 1 || !ix.Editions[0].Break.IsZero() {
			t.Errorf("schema %d: the index is %+v, %v", source.Version, ix, err)
		}
		ix.Editions[0].Break = tracker.Text{EN: "Another method", FR: "Une autre méthode"}
		changed, err := s.SaveIndex(ctx, "test", ix)
		again, err2 := s.SaveIndex(ctx, "test", ix)
		if !changed || again || err != nil || err2 != nil {
			t.Errorf("schema %d: a break is written %v, then %v: %v, %v", source.Version, changed, again, err, err2)
		}
		_, err = s.SaveCommitments(ctx, "test", benchmark.CommitmentSource{}, []benchmark.Commitment{{ID: "CA0001", Plan: "AP_CAN01"}}, false)
		_, err2 = s.SavePlan(ctx, "test", trackertest.Record())
		if _, err := s.write.Exec(`DELETE FROM audit`); err == nil || !strings.Contains(err.Error(), "an audit entry is never deleted") {
			t.Errorf("schema %d: the guards are not there: %v", source.Version, err)
		}
		if err := errors.Join(err, err2, s.Check(ctx), s.Close()); err != nil {
			t.Errorf("schema %d: %v", source.Version, err)
		}
	}
}

// olderFile writes a data file of an older schema, with an index in it.
func olderFile(t *testing.T, path string, version int64) {
	t.Helper()
	pool, err := openExclusive(path, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := newProvider(pool)
	if err == nil {
		_, err = provider.UpTo(context.Background(), version)
	}
	for _, statement := range []string{
		`INSERT INTO indices VALUES ('old', 'Old', 'Ancien', '', '', '', '', '', 'absolute', '', '', '[]')`,
		`INSERT INTO index_editions (index_id, position, year, name_en, name_fr) VALUES ('old', 1, 2016, 'First', 'Première')`,
		`INSERT INTO index_scores VALUES ('old', 2016, 1, 'CA', 68, 'null')`,
	} {
		if err == nil {
			_, err = pool.Exec(statement)
		}
	}
	if err := errors.Join(err, pool.Close()); err != nil {
		t.Fatal(err)
	}
}
