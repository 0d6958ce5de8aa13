package db_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// TestAuditLinks holds that the chain can be followed by anybody up to its head, and
// holds nothing that is not for everybody.
func TestAuditLinks(t *testing.T) {
	s := dbtest.Open(t)
	dbtest.Save(t, s, trackertest.Record())
	prepared := trackertest.Record()
	prepared.Plan.ID, prepared.Plan.Number, prepared.Plan.Draft, prepared.Updates = "ca-4", 4, true, nil
	prepared.Plan.Title = tracker.Text{EN: "Geheim plan", FR: "Plan geheim"}
	dbtest.Save(t, s, prepared)
	if _, err := s.SaveAccount(t.Context(), "Geheim actor", tracker.Account{Email: "geheim@example.org", Name: "Geheim name", Roles: []tracker.Role{tracker.Reviewer}}); err != nil {
		t.Fatal(err)
	}
	seq, head, err := s.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var check tracker.ChainCheck
	opened := 0
	err = s.AuditLinks(t.Context(), seq, func(l *tracker.AuditLink) error {
		b, err := json.Marshal(l)
		if bytes.Contains(bytes.ToLower(b), []byte("geheim")) {
			t.Errorf("what is not for everybody is in %s", b)
		}
		if l.Open.Subject != "" {
			opened++
		}
		return errors.Join(err, check.Next(l.Seq, l.Prev, l.Hash, l.Sum()))
	})
	if err != nil || check.Head != head || check.Seq != seq {
		t.Fatalf("%v: the links end at %d with %s, the chain at %d with %s", err, check.Seq, check.Head, seq, head)
	}
	if opened == 0 || opened >= int(seq) {
		t.Errorf("%d of %d are open", opened, seq)
	}
	// A part of the chain is one too.
	check = tracker.ChainCheck{}
	if err := s.AuditLinks(t.Context(), 3, func(l *tracker.AuditLink) error { return check.Next(l.Seq, l.Prev, l.Hash, l.Sum()) }); err != nil || check.Seq != 3 {
		t.Errorf("%v: up to 3 it ends at %d", err, check.Seq)
	}
}
