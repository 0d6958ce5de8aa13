package db_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// planned returns a store that has the usual plan and no updates.
func planned(t testing.TB) *db.Store {
	t.Helper()
	s := dbtest.Open(t)
	r := trackertest.Record()
	r.Updates = nil
	dbtest.Save(t, s, r)
	return s
}

// said returns an update of one leaf in one period that says so much.
func said(text string, edit ...func(*tracker.Update)) tracker.Update {
	u := tracker.Update{Leaf: "C03", Period: "2018-06", Status: tracker.Limited, Organization: "tbs-sct",
		Progress: tracker.Text{EN: text, FR: text}}
	for _, e := range edit {
		e(&u)
	}
	return u
}

func on(day string) func(*tracker.Update) {
	return func(u *tracker.Update) { u.PublishedAt = tracker.MustDate(day).UTC() }
}

func numbered(id, replaces int64) func(*tracker.Update) {
	return func(u *tracker.Update) { u.ID, u.Replaces = id, replaces }
}

func by(organization string) func(*tracker.Update) {
	return func(u *tracker.Update) { u.Organization = organization }
}

func TestAddUpdates(t *testing.T) {
	type batch struct {
		updates                   []tracker.Update
		added, changed, unchanged int
	}
	for name, c := range map[string]struct {
		batches []batch
		want    []string // number, what it says, what it replaces, day of publication; in order of time
	}{
		"a new one": {[]batch{{[]tracker.Update{said("a")}, 1, 0, 0}}, []string{"1 a 0 2018-07-03"}},
		"the same again": {[]batch{{[]tracker.Update{said("a")}, 1, 0, 0}, {[]tracker.Update{said("a")}, 0, 0, 1}},
			[]string{"1 a 0 2018-07-03"}},
		"something else": {[]batch{{[]tracker.Update{said("a")}, 1, 0, 0}, {[]tracker.Update{said("b")}, 0, 1, 0}},
			[]string{"1 a 0 2018-07-03", "2 b 1 2018-07-03"}},
		"back again": {[]batch{{[]tracker.Update{said("a")}, 1, 0, 0}, {[]tracker.Update{said("b")}, 0, 1, 0}, {[]tracker.Update{said("a")}, 0, 1, 0}},
			[]string{"1 a 0 2018-07-03", "2 b 1 2018-07-03", "3 a 2 2018-07-03"}},
		"of two organizations": {[]batch{{[]tracker.Update{said("a"), said("b", by("lac-bac"))}, 2, 0, 0}, {[]tracker.Update{said("b", by("lac-bac"))}, 0, 0, 1}},
			[]string{"1 a 0 2018-07-03", "2 b 0 2018-07-03"}},
		"of two times": {[]batch{{[]tracker.Update{said("b", on("2018-02-01")), said("a", on("2018-01-01"))}, 1, 1, 0}},
			[]string{"1 a 0 2018-01-01", "2 b 1 2018-02-01"}},
		"of two times again": {[]batch{
			{[]tracker.Update{said("a", on("2018-01-01")), said("b", on("2018-02-01"))}, 1, 1, 0},
			{[]tracker.Update{said("a", on("2018-01-01")), said("b", on("2018-02-01"))}, 0, 0, 2}},
			[]string{"1 a 0 2018-01-01", "2 b 1 2018-02-01"}},
		"the same at another time": {[]batch{{[]tracker.Update{said("a", on("2018-01-01")), said("a", on("2018-02-01"))}, 1, 0, 1}},
			[]string{"1 a 0 2018-01-01"}},
		"something else at the same time": {[]batch{
			{[]tracker.Update{said("a", on("2018-01-01"))}, 1, 0, 0},
			{[]tracker.Update{said("b", on("2018-01-01"))}, 0, 1, 0},
			{[]tracker.Update{said("b", on("2018-01-01"))}, 0, 0, 1}},
			[]string{"1 a 0 2018-01-01", "2 b 1 2018-07-03"}},
		"one from before": {[]batch{
			{[]tracker.Update{said("b", on("2018-02-01"))}, 1, 0, 0},
			{[]tracker.Update{said("a", on("2018-01-01"))}, 1, 0, 0}},
			[]string{"2 a 0 2018-01-01", "1 b 0 2018-02-01"}},
		"numbers of its own": {[]batch{
			{[]tracker.Update{said("a", on("2018-01-01"), numbered(7, 0)), said("b", on("2018-02-01"), numbered(9, 7))}, 1, 1, 0},
			{[]tracker.Update{said("a", on("2018-01-01"), numbered(7, 0)), said("b", on("2018-02-01"), numbered(9, 7))}, 0, 0, 2}},
			[]string{"7 a 0 2018-01-01", "9 b 7 2018-02-01"}},
		"numbers that are taken": {[]batch{
			{[]tracker.Update{said("x", on("2018-01-01"), by("lac-bac"), numbered(7, 0))}, 1, 0, 0},
			{[]tracker.Update{said("a", on("2018-01-02"), numbered(7, 0)), said("b", on("2018-02-01"), numbered(9, 7))}, 1, 1, 0}},
			[]string{"7 x 0 2018-01-01", "8 a 0 2018-01-02", "9 b 8 2018-02-01"}},
		"a number too many": {[]batch{{[]tracker.Update{said("a", numbered(1<<60, 0))}, 1, 0, 0}},
			[]string{"1 a 0 2018-07-03"}},
		"the correction of a recorded one": {[]batch{
			{[]tracker.Update{said("a", on("2018-01-01"))}, 1, 0, 0},
			{[]tracker.Update{said("b", on("2018-02-01"), numbered(0, 1))}, 0, 1, 0}},
			[]string{"1 a 0 2018-01-01", "2 b 1 2018-02-01"}},
		"a correction that moves the period": {[]batch{
			{[]tracker.Update{said("a", on("2018-01-01"), numbered(1, 0))}, 1, 0, 0},
			{[]tracker.Update{said("a", on("2018-02-01"), numbered(2, 1), func(u *tracker.Update) { u.Period = "2017-12" })}, 0, 1, 0}},
			[]string{"1 a 0 2018-01-01", "2 a 1 2018-02-01"}},
		"none": {[]batch{{nil, 0, 0, 0}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := planned(t)
			for i, b := range c.batches {
				version := s.Version()
				added, changed, unchanged, err := s.AddUpdates(context.Background(), "test", "ca-3", b.updates)
				if err != nil {
					t.Fatal(err)
				}
				if added != b.added || changed != b.changed || unchanged != b.unchanged {
					t.Errorf("batch %d: %d added, %d changed, %d unchanged, want %d, %d, %d", i, added, changed, unchanged, b.added, b.changed, b.unchanged)
				}
				if got := s.Version() - version; got != int64(added+changed) {
					t.Errorf("batch %d: %d entries for %d writes", i, got, added+changed)
				}
			}
			r, err := s.Record(context.Background(), "ca-3")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, u := range r.Updates {
				got = append(got, fmt.Sprintf("%d %s %d %s", u.ID, u.Progress.EN, u.Replaces, tracker.DateOf(u.PublishedAt)))
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if err := s.Check(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhatIsADifference(t *testing.T) {
	full := said("a", func(u *tracker.Update) {
		u.Evidence = []tracker.Evidence{{URL: "https://open.canada.ca/"}}
		u.Author = "one"
		u.Portal = &tracker.PortalRecord{Modified: "2018-01-01"}
	})
	for name, c := range map[string]struct {
		edit func(*tracker.Update)
		want bool
	}{
		"status":            {func(u *tracker.Update) { u.Status = tracker.Complete }, true},
		"progress":          {func(u *tracker.Update) { u.Progress.FR = "b" }, true},
		"challenges":        {func(u *tracker.Update) { u.Challenges.EN = "b" }, true},
		"risk":              {func(u *tracker.Update) { u.Risk = tracker.RiskChange }, true},
		"evidence in words": {func(u *tracker.Update) { u.EvidenceIn.EN = "b" }, true},
		"evidence":          {func(u *tracker.Update) { u.Evidence = nil }, true},
		"the title of it": {func(u *tracker.Update) {
			u.Evidence = []tracker.Evidence{{URL: "https://open.canada.ca/", Title: tracker.Text{EN: "b"}}}
		}, true},
		"author":               {func(u *tracker.Update) { u.Author = "two" }, false},
		"portal":               {func(u *tracker.Update) { u.Portal = nil }, false},
		"another way to write": {func(u *tracker.Update) { u.Progress.EN = "a" }, false},
	} {
		s := planned(t)
		if _, _, _, err := s.AddUpdates(context.Background(), "test", "ca-3", []tracker.Update{full}); err != nil {
			t.Fatal(err)
		}
		u := full
		c.edit(&u)
		_, changed, _, err := s.AddUpdates(context.Background(), "test", "ca-3", []tracker.Update{u})
		if err != nil || (changed == 1) != c.want {
			t.Errorf("%s: %d changed, %v", name, changed, err)
		}
	}
}

func TestAddUpdatesRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		plan string
		bad  tracker.Update
		want error
	}{
		"a plan that is not there":       {"ca-9", said("b"), tracker.ErrNotFound},
		"an unknown leaf":                {"ca-3", said("b", func(u *tracker.Update) { u.Leaf = "C99" }), tracker.ErrConflict},
		"a milestone with indicators":    {"ca-3", said("b", func(u *tracker.Update) { u.Leaf = "C01.1" }), tracker.ErrConflict},
		"no period":                      {"ca-3", said("b", func(u *tracker.Update) { u.Period = "" }), tracker.ErrConflict},
		"a period that is none":          {"ca-3", said("b", func(u *tracker.Update) { u.Period = "2018-13" }), tracker.ErrConflict},
		"no level":                       {"ca-3", said("b", func(u *tracker.Update) { u.Status = "" }), tracker.ErrConflict},
		"a reporting code":               {"ca-3", said("b", func(u *tracker.Update) { u.Status = "SP" }), tracker.ErrConflict},
		"the correction of nothing":      {"ca-3", said("b", numbered(0, 77)), tracker.ErrConflict},
		"the correction of another leaf": {"ca-3", said("b", numbered(0, 1), func(u *tracker.Update) { u.Leaf = "C02.1" }), tracker.ErrConflict},
		"a time of no calendar":          {"ca-3", said("b", func(u *tracker.Update) { u.PublishedAt = time.Date(12018, 1, 1, 0, 0, 0, 0, time.UTC) }), tracker.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			s := planned(t)
			if _, _, _, err := s.AddUpdates(context.Background(), "test", "ca-3", []tracker.Update{said("a")}); err != nil {
				t.Fatal(err)
			}
			version := s.Version()
			good := said("x", by("lac-bac"))
			_, _, _, err := s.AddUpdates(context.Background(), "test", c.plan, []tracker.Update{good, c.bad})
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if r, err := s.Record(context.Background(), "ca-3"); err != nil || len(r.Updates) != 1 || s.Version() != version {
				t.Errorf("half of it was written: %v, %v", r.Updates, err)
			}
		})
	}
}

func TestEndedContextWritesNothing(t *testing.T) {
	s := planned(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	version := s.Version()
	if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{said("a")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := s.Record(ctx, "ca-3"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if s.Version() != version {
		t.Error("something was written")
	}
}

// What is written last holds, even where the clock was set back before it.
func TestClockSetBack(t *testing.T) {
	now := time.Date(2018, 7, 3, 12, 0, 0, 0, time.UTC)
	s, err := db.Open(context.Background(), t.TempDir(), db.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := trackertest.Record()
	r.Updates = nil
	dbtest.Save(t, s, r)
	for _, level := range []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial} {
		u := said("a", func(u *tracker.Update) { u.Status = level })
		for range 2 {
			if _, _, _, err := s.AddUpdates(context.Background(), "test", "ca-3", []tracker.Update{u}); err != nil {
				t.Fatal(err)
			}
			now = now.Add(-24 * time.Hour)
		}
	}
	latest, err := s.LatestStatuses(context.Background(), "ca-3", tracker.MustDate("2018-07-03"))
	if err != nil || latest[len(latest)-1].Status != tracker.Substantial {
		t.Errorf("%+v, %v", latest, err)
	}
	if got, err := s.Record(context.Background(), "ca-3"); err != nil || len(got.Updates) != 3 {
		t.Errorf("%+v, %v", got.Updates, err)
	}
	if err := s.VerifyAudit(context.Background()); err != nil {
		t.Error(err)
	}
}

// A trial says what a write would do, and leaves nothing of it.
func TestTrial(t *testing.T) {
	s := planned(t)
	version := s.Version()
	ctx := db.Trial(context.Background())
	added, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{said("a"), said("b", by("lac-bac"))})
	if added != 2 || err != nil {
		t.Errorf("%d would be added, %v", added, err)
	}
	if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{said("a", numbered(0, 7))}); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a trial meets the errors of the write: %v", err)
	}
	r := trackertest.Record()
	r.Plan.Title.EN = "Amended"
	if change, err := s.SavePlan(ctx, "test", r); err != nil || change.Entries != 1 {
		t.Errorf("%+v, %v", change, err)
	}
	if changed, err := s.SaveIndex(ctx, "test", trackertest.Index()); err != nil || !changed {
		t.Errorf("%v, %v", changed, err)
	}
	want := trackertest.Record()
	want.Updates = nil
	same(t, s, want)
	if seq, _, err := s.AuditHead(context.Background()); seq != version || s.Version() != version || err != nil {
		t.Errorf("head %d, version %d, was %d, %v", seq, s.Version(), version, err)
	}
}
