package db_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/trackertest"
)

func TestIndexIsReadAsWritten(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	want := trackertest.Index()
	want.Editions[1].Break = tracker.Text{EN: "Weights changed", FR: "Les pondérations ont changé"}
	alike := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}
	for range 2 {
		if changed, err := s.SaveIndex(ctx, "test", want); err != nil || !changed {
			t.Fatalf("changed %v, %v", changed, err)
		}
		if changed, err := s.SaveIndex(ctx, "test", want); err != nil || changed {
			t.Errorf("again: changed %v, %v", changed, err)
		}
		got, err := s.Index(ctx, want.ID)
		if diff := cmp.Diff(want, got, alike); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		headers, err := s.Indices(ctx)
		if err != nil || len(headers) != 1 || len(headers[0].Editions) != 2 || headers[0].Editions[1].Scores != nil {
			t.Errorf("%+v, %v", headers, err)
		}
		// Once more, amended.
		want.Editions[0].Scores = append(want.Editions[0].Scores, benchmark.Score{Country: "KR", Value: 62.125})
		want.Editions[1].Scores = want.Editions[1].Scores[1:]
		want.Components[0].LowerIsBetter = true
		want.Editions[1].Break.EN = ""
	}
	if s.Version() != 2 {
		t.Errorf("%d entries for 2 writes", s.Version())
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestSaveIndexRefuses(t *testing.T) {
	for name, edit := range map[string]func(ix *benchmark.Index){
		"no identifier":    func(ix *benchmark.Index) { ix.ID = "" },
		"a year twice":     func(ix *benchmark.Index) { ix.Editions[1].Year = 2016 },
		"a country twice":  func(ix *benchmark.Index) { ix.Editions[1].Scores[1].Country = "CA" },
		"a score of none":  func(ix *benchmark.Index) { ix.Editions[1].Scores[1].Value = math.NaN() },
		"an endless score": func(ix *benchmark.Index) { ix.Editions[1].Scores[1].Components[0] = math.Inf(1) },
	} {
		s := dbtest.Open(t)
		ix := trackertest.Index()
		edit(ix)
		if changed, err := s.SaveIndex(context.Background(), "test", ix); !errors.Is(err, tracker.ErrConflict) || changed {
			t.Errorf("%s: %v, %v", name, changed, err)
		}
		if all, err := s.Indices(context.Background()); err != nil || len(all) != 0 || s.Version() != 0 {
			t.Errorf("%s: something was written: %v, %v", name, all, err)
		}
	}
}
