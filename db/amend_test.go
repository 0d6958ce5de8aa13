package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

var why = tracker.Text{EN: "Because", FR: "Parce que"}

func planned3(t testing.TB) *db.Store {
	s := dbtest.Open(t)
	dbtest.Save(t, s, trackertest.Record())
	return s
}

// Whatever fields are edited, the record then reads as edited, each changed record
// has left one entry, and a trial leaves nothing.
func TestAnyEditIsReadAsEdited(t *testing.T) {
	s := planned3(t)
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		before, err := s.Record(ctx, "ca-3")
		if err != nil {
			rt.Fatal(err)
		}
		fields := tracker.Fields{
			{Name: "title_en", Value: rapid.SampledFrom([]string{"a", "é", "<b>", "=1+1"}).Draw(rt, "title")},
			{Name: "problem_fr", Value: rapid.SampledFrom([]string{"", "x\ny", "« »"}).Draw(rt, "problem")},
			{Name: "weight", Value: rapid.SampledFrom([]string{"1", "0.5", "2,5"}).Draw(rt, "weight")},
		}
		places := rapid.Permutation([]int{0, 1, 2}).Draw(rt, "places")[:rapid.IntRange(1, 3).Draw(rt, "how many")]
		edit := func(r *tracker.Record) error {
			for _, i := range places {
				if ps := r.Plan.Commitments[i].SetFields(fields); len(ps) > 0 {
					rt.Fatal(ps)
				}
			}
			return nil
		}
		want := *before
		want.Plan.Commitments = append([]tracker.Commitment(nil), before.Plan.Commitments...)
		_ = edit(&want)
		differ := 0
		for i := range want.Plan.Commitments {
			if !cmp.Equal(want.Plan.Commitments[i], before.Plan.Commitments[i]) {
				differ++
			}
		}
		a := tracker.Amendment{Plan: "ca-3", Reason: why, Seen: s.Version(), About: []string{tracker.ItemSubject("ca-3", "C01")}}
		version := s.Version()
		tried, err := s.EditPlan(db.Trial(ctx), "test", a, edit)
		if err != nil || s.Version() != version || tried.Entries != differ {
			rt.Fatalf("trial: %+v, %v, version %d, was %d", tried, err, s.Version(), version)
		}
		same(t, s, before)
		done, err := s.EditPlan(ctx, "test", a, edit)
		if err != nil || done.Entries != differ || int(s.Version()-version) != differ {
			rt.Fatalf("%+v, %v; %d records differ", done, err, differ)
		}
		got, err := s.Record(ctx, "ca-3")
		if diff := cmp.Diff(&want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			rt.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	})
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestEditPlanSaysWhy(t *testing.T) {
	s := planned3(t)
	ctx := context.Background()
	_, err := s.EditPlan(ctx, "test", tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error {
		r.Plan.Commitments[0].Title.EN = "Another title"
		c := r.Plan.Commitments
		c[1], c[2] = c[2], c[1]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	changes, err := s.Activity(ctx, tracker.ActivityQuery{Kind: tracker.ActivityAmendment})
	if err != nil || len(changes) != 2 {
		t.Fatalf("%d changes, %v; want the title's and the order's", len(changes), err)
	}
	for _, c := range changes {
		if c.Reason != why {
			t.Errorf("%s: reason %q", c.Item, c.Reason)
		}
	}
}

func TestEditPlanRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		amendment tracker.Amendment
		edit      func(*tracker.Record) error
		want      error
		problem   string
	}{
		"no reason":          {tracker.Amendment{Plan: "ca-3"}, func(r *tracker.Record) error { r.Plan.Title.EN = "x"; return nil }, tracker.ErrConflict, "reason_missing"},
		"no such plan":       {tracker.Amendment{Plan: "ca-9", Reason: why}, func(*tracker.Record) error { return nil }, tracker.ErrNotFound, ""},
		"a worse record":     {tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error { r.Plan.Commitments[1].Title = tracker.Text{}; return nil }, tracker.ErrConflict, "title_missing"},
		"a period in use":    {tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error { r.Plan.Periods = r.Plan.Periods[1:]; return nil }, tracker.ErrConflict, "update_period_unknown"},
		"another identifier": {tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error { r.Plan.Number, r.Plan.ID = 4, "ca-4"; return nil }, tracker.ErrConflict, ""},
		"a code twice":       {tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error { r.Plan.Commitments[1].Code = "C01"; return nil }, tracker.ErrConflict, ""},
		"what was reported on": {tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error {
			r.Plan.Commitments = r.Plan.Commitments[1:]
			return nil
		}, tracker.ErrConflict, "update_leaf_unknown"},
		"what edit refuses": {tracker.Amendment{Plan: "ca-3", Reason: why}, func(*tracker.Record) error { return tracker.ErrFull }, tracker.ErrFull, ""},
		"stale": {tracker.Amendment{Plan: "ca-3", Reason: why, Seen: 1, About: []string{tracker.ItemSubject("ca-3", "C01")}},
			func(r *tracker.Record) error { r.Plan.Commitments[0].Title.EN = "x"; return nil }, tracker.ErrStale, ""},
		"stale revisions": {tracker.Amendment{Plan: "ca-3", Reason: why, Seen: 1, About: []string{tracker.RevisionsSubject("ca-3", "C01.1.2")}},
			func(r *tracker.Record) error { r.Plan.Commitments[0].Title.EN = "x"; return nil }, tracker.ErrStale, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := planned3(t)
			version := s.Version()
			_, err := s.EditPlan(context.Background(), "test", c.amendment, c.edit)
			if !errors.Is(err, c.want) || s.Version() != version {
				t.Errorf("%v; want %v, and nothing written", err, c.want)
			}
			var refusal *tracker.Refusal
			if errors.As(err, &refusal) != (c.problem != "") || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%v; want problem %q", err, c.problem)
			}
			same(t, s, trackertest.Record())
		})
	}
}

// What somebody else changed elsewhere makes nothing stale.
func TestEditPlanIsNotStaleForOthers(t *testing.T) {
	s := planned3(t)
	ctx := context.Background()
	seen := s.Version()
	title := func(i int, to string) func(*tracker.Record) error {
		return func(r *tracker.Record) error { r.Plan.Commitments[i].Title.EN = to; return nil }
	}
	about := func(code string) tracker.Amendment {
		return tracker.Amendment{Plan: "ca-3", Reason: why, Seen: seen, About: []string{tracker.ItemSubject("ca-3", code)}}
	}
	if _, err := s.EditPlan(ctx, "a", about("C01"), title(0, "one")); err != nil {
		t.Error(err)
	}
	if _, err := s.EditPlan(ctx, "b", about("C02"), title(1, "two")); err != nil {
		t.Error(err)
	}
	if _, err := s.EditPlan(ctx, "c", about("C01"), title(0, "three")); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("%v, want stale", err)
	}
	base, err := s.RecordAsSeen(ctx, "ca-3", tracker.ItemSubject("ca-3", "C01"), seen)
	if err != nil {
		t.Fatal(err)
	}
	want := trackertest.Record().Plan.Commitments[0]
	if diff := cmp.Diff(want, base.Plan.Commitments[0], cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("as seen (-want +got):\n%s", diff)
	}
	if base.Plan.Commitments[1].Title.EN != "two" {
		t.Error("more than what was asked for was put back")
	}
}

func TestRecordAsSeen(t *testing.T) {
	s := planned3(t)
	ctx := context.Background()
	seen := s.Version()
	_, err := s.EditPlan(ctx, "test", tracker.Amendment{Plan: "ca-3", Reason: why}, func(r *tracker.Record) error {
		r.Plan.Title.EN, r.Conclusion.FR = "x", "y"
		r.Plan.Commitments[0].Milestones[0].Title.EN = "x"
		r.Plan.Commitments[0].Milestones[0].Indicators[1].Target.EN = "x"
		r.Events[1].Note.EN = "x"
		r.Recommendations[0].Response.EN = "x"
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := trackertest.Record()
	for subject, part := range map[string]func(*tracker.Record) any{
		tracker.PlanSubject("ca-3"):              func(r *tracker.Record) any { return []any{r.Plan.Title, r.Conclusion, r.Organizations} },
		tracker.ItemSubject("ca-3", "C01.1"):     func(r *tracker.Record) any { return r.Plan.Commitments[0].Milestones[0].Title },
		tracker.ItemSubject("ca-3", "C01.1.2"):   func(r *tracker.Record) any { return r.Plan.Commitments[0].Milestones[0].Indicators[1] },
		tracker.EventSubject("ca-3", 2):          func(r *tracker.Record) any { return r.Events[1] },
		tracker.RecommendationSubject("ca-3", 1): func(r *tracker.Record) any { return r.Recommendations[0] },
	} {
		got, err := s.RecordAsSeen(ctx, "ca-3", subject, seen)
		if err != nil {
			t.Errorf("%s: %v", subject, err)
			continue
		}
		if diff := cmp.Diff(part(want), part(got), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", subject, diff)
		}
	}
	for _, subject := range []string{tracker.ItemSubject("ca-3", "C99"), tracker.EventSubject("ca-3", 9), "update/1", "event/ca-3/x"} {
		if _, err := s.RecordAsSeen(ctx, "ca-3", subject, seen); !errors.Is(err, tracker.ErrNotFound) {
			t.Errorf("%s: %v, want not found", subject, err)
		}
	}
}

// A plan that is being prepared needs no reasons, tells nobody, takes no updates,
// and is announced when it is published.
func TestDraftPlan(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	r := trackertest.Record()
	r.Plan.Draft = true
	if _, err := s.SavePlan(ctx, "test", r); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", r.Updates); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("an update: %v, want a conflict", err)
	}
	retitle := func(r *tracker.Record) error { r.Plan.Title.EN = "x"; return nil }
	if _, err := s.EditPlan(ctx, "test", tracker.Amendment{Plan: "ca-3"}, retitle); err != nil {
		t.Error(err)
	}
	if changes, err := s.Activity(ctx, tracker.ActivityQuery{}); err != nil || len(changes) > 0 {
		t.Errorf("%d changes, %v; want none", len(changes), err)
	}
	again := trackertest.Record() // as an import by command would
	again.Updates = nil
	if _, err := s.SaveRecord(ctx, "test", again); err != nil {
		t.Error(err)
	}
	if got, err := s.Record(ctx, "ca-3"); err != nil || !got.Plan.Draft {
		t.Errorf("an import published it, %v", err)
	}
	publish := func(r *tracker.Record) error { r.Plan.Draft = false; return nil }
	if _, err := s.EditPlan(ctx, "test", tracker.Amendment{Plan: "ca-3", Reason: why}, publish); err != nil {
		t.Error(err)
	}
	changes, err := s.Activity(ctx, tracker.ActivityQuery{Kind: tracker.ActivityImport})
	if err != nil || len(changes) != 1 || changes[0].Reason != why {
		t.Errorf("%+v, %v; want its announcement", changes, err)
	}
	if _, err := s.SaveRecord(ctx, "test", r); err != nil { // a file from before
		t.Error(err)
	}
	if got, err := s.Record(ctx, "ca-3"); err != nil || got.Plan.Draft {
		t.Errorf("an import took a public plan back, %v", err)
	}
}

func TestOrganizationsAndJurisdictions(t *testing.T) {
	s := planned3(t)
	ctx := context.Background()
	seen := s.Version()
	o := tracker.Organization{Code: "partner", Kind: tracker.OtherPartner, Name: tracker.Text{EN: "A", FR: "B"}}
	for name, c := range map[string]struct {
		o    tracker.Organization
		seen int64
		want error
	}{
		"a code that is taken":   {o, 0, tracker.ErrConflict},
		"one that is not there":  {tracker.Organization{Code: "none"}, seen, tracker.ErrNotFound},
		"one that changed since": {o, 1, tracker.ErrStale},
		"a change":               {o, seen, nil},
	} {
		if err := s.SaveOrganization(ctx, "test", c.o, c.seen); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if was, err := s.OrganizationAsSeen(ctx, "partner", seen); err != nil || was.Kind != tracker.CivilSociety {
		t.Errorf("%+v, %v", was, err)
	}
	if err := s.SaveOrganization(ctx, "test", tracker.Organization{Code: "new", Kind: tracker.Department, Name: why}, 0); err != nil {
		t.Error(err)
	}
	all, err := s.Organizations(ctx)
	if err != nil || len(all) != 4 || all[1].Code != "new" {
		t.Errorf("%v, %v", all, err)
	}
	j := tracker.Jurisdiction{Code: "CA-ON", Level: tracker.Provincial, Name: tracker.Text{EN: "Ontario", FR: "Ontario"}}
	if err := s.SaveJurisdiction(ctx, "test", j, 0); err != nil {
		t.Error(err)
	}
	if err := s.SaveJurisdiction(ctx, "test", j, 0); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("%v, want a conflict", err)
	}
}
