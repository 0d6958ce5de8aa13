package db_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// ogp is where the commitments of the tests are from.
var ogp = benchmark.CommitmentSource{
	Source: tracker.Text{EN: "Open Government Partnership", FR: "Partenariat pour un gouvernement ouvert"}, SourceURL: "https://www.opengovpartnership.org/",
	Note: tracker.Text{EN: "A sample", FR: "Un échantillon"},
}

// someCommitments returns three commitments of two plans, one with every field
// and one with hardly any, new at each call.
func someCommitments() []benchmark.Commitment {
	return []benchmark.Commitment{
		{ID: "CA0001", Member: "Canada", Country: "CA", National: true, Plan: "AP_CAN01", PlanNumber: 1, Submitted: 2012, Number: "2.1",
			Title: "Donne\u0301es", Lead: "Treasury Board", Start: tracker.MustDate("2012-04-01"), End: tracker.MustDate("2014-03-31"),
			PolicyAreas: []string{"Open Data", "Tax"}, URL: "https://example.org/1", Verifiable: benchmark.Yes, Relevant: benchmark.No,
			Impact: benchmark.ImpactModerate, Potential: benchmark.PotentialModest, Midterm: benchmark.CompletionLimited,
			EndOfTerm: benchmark.CompletionComplete, Opened: benchmark.OpenedMajor, Early: benchmark.EarlyModerate},
		{ID: "CA0002", Member: "Canada", Country: "CA", National: true, Plan: "AP_CAN01", EndOfTerm: benchmark.CompletionSubstantial},
		{ID: "GBSC1", Member: "Scotland, United Kingdom", Plan: "AP_GBSC01"},
	}
}

// write saves commitments, and holds what became of them and how many audit
// entries it left to what is wanted.
func writeCommitments(t *testing.T, s *db.Store, what string, source benchmark.CommitmentSource, all []benchmark.Commitment, remove bool, want db.SavedCommitments, entries int64) {
	t.Helper()
	before := s.Version()
	got, err := s.SaveCommitments(context.Background(), "test", source, all, remove)
	want.Removed = remove
	if err != nil || !cmp.Equal(got, want) || got.Wrote() != (entries > 0) {
		t.Errorf("%s: %+v, %v, want %+v", what, got, err, want)
	}
	if n := s.Version() - before; n != entries {
		t.Errorf("%s: %d audit entries, want %d", what, n, entries)
	}
}

func holds(t *testing.T, s *db.Store, what string, want []benchmark.Commitment) {
	t.Helper()
	got, err := s.Commitments(context.Background())
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("%s: %v (-want +got):\n%s", what, err, diff)
	}
}

func TestCommitmentsAreReadAsWritten(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	holds(t, s, "nothing", nil)
	if source, err := s.CommitmentSource(ctx); err != nil || source != (benchmark.CommitmentSource{}) {
		t.Errorf("nothing is from %+v, %v", source, err)
	}

	all := someCommitments()
	writeCommitments(t, s, "first", ogp, all, false, db.SavedCommitments{Added: 3, Source: true}, 3) // two plans and the source
	all[0].Title = "Données"
	holds(t, s, "first", all)
	if source, err := s.CommitmentSource(ctx); err != nil || source != ogp {
		t.Errorf("the source is %+v, %v", source, err)
	}
	writeCommitments(t, s, "again", ogp, all, true, db.SavedCommitments{Unchanged: 3}, 0)

	all[1].EndOfTerm = benchmark.CompletionWithdrawn
	writeCommitments(t, s, "one changed", ogp, all, false, db.SavedCommitments{Changed: 1, Unchanged: 2}, 1)
	holds(t, s, "one changed", all)

	// A sheet of one member leaves the others.
	writeCommitments(t, s, "a part", ogp, all[:2], false, db.SavedCommitments{Unchanged: 2, Missing: []string{"GBSC1"}}, 0)
	holds(t, s, "a part", all)
	writeCommitments(t, s, "a part of a plan", ogp, append([]benchmark.Commitment{{ID: "CA0003", Plan: "AP_CAN01"}}, all[2]), true,
		db.SavedCommitments{Added: 1, Unchanged: 1, Missing: []string{"CA0001", "CA0002"}}, 1)
	all = []benchmark.Commitment{{ID: "CA0003", Plan: "AP_CAN01"}, all[2]}
	holds(t, s, "a part of a plan", all)

	// Into another plan, one that comes after and one that came before.
	for _, plan := range []string{"AP_ZZZ01", "AP_AAA01"} {
		all[0].Plan = plan
		writeCommitments(t, s, plan, ogp, all, false, db.SavedCommitments{Changed: 1, Unchanged: 1}, 2)
		holds(t, s, plan, all)
	}
	writeCommitments(t, s, "source", benchmark.CommitmentSource{Licence: "CC BY 4.0"}, all, false, db.SavedCommitments{Unchanged: 2, Source: true}, 1)

	var trail []string
	err := s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
		trail = append(trail, e.Action+" "+e.Subject)
		if !e.IsPublic() {
			t.Errorf("%s is not public", e.Subject)
		}
		return nil
	})
	want := []string{"create commitments/AP_CAN01", "create commitments/AP_GBSC01", "create commitment_source/ogp", "update commitments/AP_CAN01",
		"update commitments/AP_CAN01", "remove commitments/AP_CAN01", "create commitments/AP_ZZZ01", "create commitments/AP_AAA01",
		"remove commitments/AP_ZZZ01", "update commitment_source/ogp"}
	if err != nil || !slices.Equal(trail, want) {
		t.Errorf("%v, the trail is %q", err, trail)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// The trail tells which commitment changed, and what of it.
func TestCommitmentsTrail(t *testing.T) {
	s := dbtest.Open(t)
	all := someCommitments()
	for range 2 {
		if _, err := s.SaveCommitments(context.Background(), "test", ogp, all, false); err != nil {
			t.Fatal(err)
		}
		all[1].EndOfTerm = benchmark.CompletionLimited
	}
	e, err := s.AuditEntry(context.Background(), s.Version())
	if err != nil {
		t.Fatal(err)
	}
	changes := e.Changes()
	want := []tracker.FieldChange{{Path: "CA0002.completion_end_of_term", From: []string{"substantial"}, To: []string{"limited"}}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	var both map[string]benchmark.Commitment
	if err := json.Unmarshal(e.After, &both); err != nil || len(both) != 2 {
		t.Errorf("%v: the entry holds %s", err, e.After)
	}
}

func TestSaveCommitmentsRefuses(t *testing.T) {
	for name, all := range map[string][]benchmark.Commitment{
		"no identifier": {{Plan: "AP_CAN01"}},
		"twice":         {{ID: "CA0001", Plan: "AP_CAN01"}, {ID: "CA0001", Plan: "AP_CAN02"}},
		"no day":        {{ID: "CA0001", Plan: "AP_CAN01", Start: tracker.Date{Year: 2016, Month: 2, Day: 30}}},
	} {
		s := dbtest.Open(t)
		if done, err := s.SaveCommitments(context.Background(), "test", ogp, all, false); !errors.Is(err, tracker.ErrConflict) || done.Wrote() {
			t.Errorf("%s: %+v, %v", name, done, err)
		}
		holds(t, s, name, nil)
		if s.Version() != 0 {
			t.Errorf("%s: something was written", name)
		}
	}
}

// A dry run says what it would do, and does nothing.
func TestSaveCommitmentsOnTrial(t *testing.T) {
	s := dbtest.Open(t)
	done, err := s.SaveCommitments(db.Trial(context.Background()), "test", ogp, someCommitments(), false)
	if err != nil || done.Added != 3 || !done.Wrote() || s.Version() != 0 {
		t.Errorf("%+v, %v, version %d", done, err, s.Version())
	}
	holds(t, s, "a dry run", nil)
}

// OGP's whole sheet has some 6,000 commitments of 500 plans.
func BenchmarkSaveCommitments(b *testing.B) {
	var all []benchmark.Commitment
	for i := range 10_000 {
		c := someCommitments()[0]
		c.ID, c.Plan = fmt.Sprintf("CA%05d", i), fmt.Sprintf("AP_%03d", i/20)
		all = append(all, c)
	}
	for b.Loop() {
		s := dbtest.Open(b)
		for range 2 {
			if _, err := s.SaveCommitments(context.Background(), "test", ogp, all, false); err != nil {
				b.Fatal(err)
			}
		}
	}
}
