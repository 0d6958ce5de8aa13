package db_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/db/dbtest"
	"ogptracker/tracker/trackertest"
)

func TestRecordIsReadAsWritten(t *testing.T) {
	s := dbtest.Open(t)
	want := trackertest.Record()
	dbtest.Save(t, s, want)
	got, err := s.Record(context.Background(), want.Plan.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}
