package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"ogptracker/cmd/ogptracker/linkcheck"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// answers says what is found at each address.
type answers map[string]linkcheck.Found

func (a answers) Look(_ context.Context, address string, keep bool) (linkcheck.Found, error) {
	found, ok := a[address]
	if !ok {
		return found, errors.New("looked at " + address)
	}
	if !keep {
		found.Copy = nil
	}
	return found, nil
}

func TestCheckLinks(t *testing.T) {
	s := dbtest.Open(t)
	ctx := t.Context()
	r := trackertest.Record()
	r.Plan.Illustrative = false
	for i := range r.Updates {
		r.Updates[i].Evidence = nil
	}
	const good, gone = "https://open.canada.ca/good", "https://open.canada.ca/gone"
	r.Updates[0].Evidence = []tracker.Evidence{{URL: good}, {URL: gone}}
	dbtest.Save(t, s, r)
	site := answers{
		good: {Status: 200, Copy: &tracker.File{Media: "text/plain", Data: []byte("minutes")}},
		gone: {Status: 404},
	}
	now := dbtest.Clock
	look := func() checkedLinks {
		t.Helper()
		now = now.Add(24 * time.Hour)
		links, err := s.Links(ctx)
		if err != nil {
			t.Fatal(err)
		}
		found, err := checkLinks(ctx, s, site, links, true, func() time.Time { return now }, func() {})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if first := look(); first.Answer != 1 || first.Copies != 1 || len(first.Failing) != 1 || first.Failing[0] != gone {
		t.Errorf("first: %+v", first)
	}
	if second := look(); second.Copies != 0 {
		t.Errorf("a copy that is kept was made again: %+v", second)
	}
	record, err := s.Record(ctx, r.Plan.ID)
	if err != nil {
		t.Fatal(err)
	}
	day := tracker.DateOf(now)
	if !record.LinkCheck(gone).DeadAt(day, time.UTC) || record.LinkCheck(good).DeadAt(day, time.UTC) {
		t.Errorf("gone %+v, good %+v", record.LinkCheck(gone), record.LinkCheck(good))
	}
	if f, err := s.PublicFile(ctx, record.LinkCheck(good).SHA256); err != nil || string(f.Data) != "minutes" {
		t.Errorf("the copy: %+v, %v", f, err)
	}
}
