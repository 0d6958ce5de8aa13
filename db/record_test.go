package db_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestRecordIsReadAsWritten(t *testing.T) {
	s := dbtest.Open(t)
	want := trackertest.Record()
	dbtest.Save(t, s, want)
	same(t, s, want)
	if diff := cmp.Diff(trackertest.Record(), want); diff != "" {
		t.Errorf("writing changed what was given:\n%s", diff)
	}
	plans, err := s.Plans(context.Background())
	header := want.Plan
	header.Commitments = nil
	if diff := cmp.Diff([]tracker.Plan{header}, plans); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	jurisdictions, err := s.Jurisdictions(context.Background())
	if diff := cmp.Diff([]tracker.Jurisdiction{want.Jurisdiction}, jurisdictions); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

// same reports how a record that is read differs from what it should be.
func same(t testing.TB, s *db.Store, want *tracker.Record) {
	t.Helper()
	got, err := s.Record(context.Background(), want.Plan.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
}

func TestSavingTheSameWritesNothing(t *testing.T) {
	s := dbtest.Open(t)
	r := trackertest.Record()
	change, err := s.SavePlan(context.Background(), "test", r)
	if want := (tracker.Change{Changed: true, Created: true, Entries: 21}); err != nil || change != want {
		t.Errorf("first: %+v, %v; want %+v", change, err, want)
	}
	version := s.Version()
	change, err = s.SavePlan(context.Background(), "test", r)
	if err != nil || change != (tracker.Change{}) || s.Version() != version {
		t.Errorf("again: %+v, %v, version %d, was %d", change, err, s.Version(), version)
	}
}

func TestSavePlanWritesWhatDiffers(t *testing.T) {
	for name, c := range map[string]struct {
		edit     func(r *tracker.Record)
		subjects string // of the entries that it leaves
	}{
		"a title of the plan":       {func(r *tracker.Record) { r.Plan.Title.EN = "x" }, "plan/ca-3"},
		"a period":                  {func(r *tracker.Record) { r.Plan.Periods = append(r.Plan.Periods, "2018-12") }, "plan/ca-3"},
		"the conclusion":            {func(r *tracker.Record) { r.Conclusion.FR = "x" }, "plan/ca-3"},
		"the jurisdiction":          {func(r *tracker.Record) { r.Jurisdiction.Since = 2011 }, "jurisdiction/CA"},
		"an organization":           {func(r *tracker.Record) { r.Organizations[2].Name.EN = "x" }, "organization/partner"},
		"the list of organizations": {func(r *tracker.Record) { r.Organizations = r.Organizations[:2] }, "plan/ca-3"},
		"a field of a commitment":   {func(r *tracker.Record) { r.Plan.Commitments[1].NextSteps.EN = "x" }, "item/ca-3/C02"},
		"a lead":                    {func(r *tracker.Record) { r.Plan.Commitments[1].Leads = []string{"tbs-sct"} }, "item/ca-3/C02"},
		"a weight":                  {func(r *tracker.Record) { r.Plan.Commitments[0].Milestones[0].Weight = 3 }, "item/ca-3/C01.1"},
		"a target":                  {func(r *tracker.Record) { r.Plan.Commitments[0].Milestones[0].Indicators[0].Target.FR = "x" }, "item/ca-3/C01.1.1"},
		"a deadline": {func(r *tracker.Record) {
			r.Plan.Commitments[2].Deadline.Meaning.Due = tracker.MustDate("2019-06-30")
		}, "item/ca-3/C03"},
		"a revision": {func(r *tracker.Record) {
			d := &r.Plan.Commitments[1].Milestones[0].Deadline
			d.Revisions = append(d.Revisions, tracker.Revision{On: tracker.MustDate("2018-05-01"), Due: tracker.MustDate("2018-09-30")})
		}, "revision/ca-3/C02.1/1"},
		"another revision": {func(r *tracker.Record) {
			d := &r.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline
			d.Revisions = append(d.Revisions, tracker.Revision{On: tracker.MustDate("2018-05-01"), Due: tracker.MustDate("2018-09-30")})
		}, "revision/ca-3/C01.1.2/2"},
		"the reason of a revision": {func(r *tracker.Record) {
			r.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions[0].Reason.EN = "x"
		}, "revision/ca-3/C01.1.2/1"},
		"no revision": {func(r *tracker.Record) {
			r.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions = nil
		}, "revision/ca-3/C01.1.2/1"},
		"an event more":      {func(r *tracker.Record) { r.Events = append(r.Events, r.Events[0]) }, "event/ca-3/4"},
		"an event less":      {func(r *tracker.Record) { r.Events = r.Events[:2] }, "event/ca-3/3"},
		"a recommendation":   {func(r *tracker.Record) { r.Recommendations[0].Level = tracker.Complete }, "recommendation/ca-3/1"},
		"an item more":       {func(r *tracker.Record) { addMilestone(r, "C02.3") }, "item/ca-3/C02.3"},
		"an item less":       {func(r *tracker.Record) { c := &r.Plan.Commitments[1]; c.Milestones = c.Milestones[:1] }, "item/ca-3/C02.2"},
		"a commitment first": {func(r *tracker.Record) { first(r, tracker.Commitment{Item: tracker.Item{Code: "C00"}}) }, "item/ca-3/C00"},
		"the order of items": {func(r *tracker.Record) { c := r.Plan.Commitments; c[0], c[2] = c[2], c[0] }, "order/ca-3"},
		"an item that moved": {move, "item/ca-3/C02.2 order/ca-3"},
		"milestones of a new": {func(r *tracker.Record) {
			r.Plan.Commitments[2].Milestones = []tracker.Milestone{{Item: tracker.Item{Code: "C03.1"}}}
		}, "item/ca-3/C03.1"},
		"one that gives way to its like": {func(r *tracker.Record) {
			c := &r.Plan.Commitments[1]
			c.Milestones[1].Code = "C02.9"
		}, "item/ca-3/C02.9 item/ca-3/C02.2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := dbtest.Open(t)
			r := trackertest.Record()
			dbtest.Save(t, s, r)
			before := s.Version()
			c.edit(r)
			change, err := s.SavePlan(context.Background(), "test", r)
			if err != nil {
				t.Fatal(err)
			}
			var subjects []string
			err = s.AuditEntries(context.Background(), before+1, func(e *tracker.AuditEntry) error {
				subjects = append(subjects, e.Subject)
				return nil
			})
			if got := strings.Join(subjects, " "); err != nil || got != c.subjects {
				t.Errorf("entries for %q, %v; want %q", got, err, c.subjects)
			}
			if want := (tracker.Change{Changed: len(subjects) > 0, Entries: len(subjects)}); change != want {
				t.Errorf("%+v, want %+v", change, want)
			}
			r.Plan.Weigh() // what is new above was given no weight
			same(t, s, r)
			if err := s.Check(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

func addMilestone(r *tracker.Record, code string) {
	c := &r.Plan.Commitments[1]
	c.Milestones = append(c.Milestones, tracker.Milestone{Item: tracker.Item{Code: code}})
}

func first(r *tracker.Record, c tracker.Commitment) {
	r.Plan.Commitments = append([]tracker.Commitment{c}, r.Plan.Commitments...)
}

// move hangs a milestone that was not reported on under another commitment.
func move(r *tracker.Record) {
	from, to := &r.Plan.Commitments[1], &r.Plan.Commitments[0]
	to.Milestones = append(to.Milestones, from.Milestones[1])
	from.Milestones = from.Milestones[:1]
}

func TestSavePlanRefuses(t *testing.T) {
	for name, edit := range map[string]func(r *tracker.Record){
		"no identifier":               func(r *tracker.Record) { r.Plan.ID = "" },
		"another's jurisdiction":      func(r *tracker.Record) { r.Jurisdiction.Code = "FR" },
		"a code twice":                func(r *tracker.Record) { r.Plan.Commitments[2].Code = "C01" },
		"a blank code":                func(r *tracker.Record) { r.Plan.Commitments[2].Code = "" },
		"an organization twice":       func(r *tracker.Record) { r.Organizations[1].Code = "tbs-sct" },
		"an item that was reported":   func(r *tracker.Record) { r.Plan.Commitments[0].Milestones = r.Plan.Commitments[0].Milestones[1:] },
		"a day of no calendar":        func(r *tracker.Record) { r.Plan.Start = tracker.Date{Year: 2018, Month: 2, Day: 30} },
		"a year with five digits":     func(r *tracker.Record) { r.Plan.End = tracker.NewDate(12018, 1, 1) },
		"a weight that is no number":  func(r *tracker.Record) { r.Plan.Commitments[0].Weight = math.NaN() },
		"a weight without end":        func(r *tracker.Record) { r.Plan.Commitments[0].Weight = math.Inf(1) },
		"the number of another plan":  func(r *tracker.Record) { r.Plan.ID = "ca-4" },
		"a plan under an unknown one": func(r *tracker.Record) { r.Plan.Jurisdiction, r.Jurisdiction.Code = "", "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := dbtest.Open(t)
			dbtest.Save(t, s, trackertest.Record())
			version := s.Version()
			r := trackertest.Record()
			r.Plan.Title.EN = "Amended"
			edit(r)
			change, err := s.SavePlan(context.Background(), "test", r)
			if !errors.Is(err, tracker.ErrConflict) || change != (tracker.Change{}) {
				t.Errorf("%+v, %v", change, err)
			}
			if s.Version() != version {
				t.Errorf("version %d, was %d", s.Version(), version)
			}
			same(t, s, trackertest.Record())
		})
	}
}

// The importers know of an organization, at times, nothing but its code.
func TestCodeAloneLeavesWhatIsRecorded(t *testing.T) {
	s := dbtest.Open(t)
	want := trackertest.Record()
	dbtest.Save(t, s, want)
	r := trackertest.Record()
	r.Jurisdiction = tracker.Jurisdiction{Code: "CA"}
	r.Organizations = []tracker.Organization{{Code: "tbs-sct"}, {Code: "lac-bac"}, {Code: "partner"}}
	change, err := s.SavePlan(context.Background(), "test", r)
	if err != nil || change.Changed {
		t.Errorf("%+v, %v", change, err)
	}
	same(t, s, want)
}

func TestPlansOfSeveralJurisdictionsLiveSideBySide(t *testing.T) {
	s := dbtest.Open(t)
	older, other := trackertest.Record(), trackertest.Record()
	older.Plan.ID, older.Plan.Number = "ca-2", 2
	older.Plan.Start = tracker.MustDate("2014-07-01")
	other.Plan.ID, other.Plan.Jurisdiction = "fr-3", "FR"
	other.Jurisdiction = tracker.Jurisdiction{Code: "FR", Level: tracker.National, Name: tracker.Text{EN: "France", FR: "France"}}
	other.Plan.Commitments[0].Title.EN = "Another title"
	for _, r := range []*tracker.Record{trackertest.Record(), older, other} {
		for i := range r.Updates {
			r.Updates[i].ID, r.Updates[i].Replaces = 0, 0
		}
		r.Updates = r.Updates[:3] // up to the one that is corrected
		dbtest.Save(t, s, r)
	}
	plans, err := s.Plans(context.Background())
	if err != nil || len(plans) != 3 || plans[2].ID != "ca-2" {
		t.Errorf("%v, %v", plans, err)
	}
	for _, id := range []string{"ca-2", "ca-3", "fr-3"} {
		r, err := s.Record(context.Background(), id)
		if err != nil || len(r.Updates) != 3 || len(r.Plan.Commitments) != 3 {
			t.Errorf("%s: %+v, %v", id, r, err)
		}
	}
	r, err := s.Record(context.Background(), "ca-3")
	if err != nil || r.Plan.Commitments[0].Title.EN != "Publish spending data" {
		t.Errorf("the plans share an item: %q, %v", r.Plan.Commitments[0].Title.EN, err)
	}
}

// Any text is kept as it is, but for what Unicode and the engines make of it.
func TestHostileTexts(t *testing.T) {
	s := dbtest.Open(t)
	r := trackertest.Record()
	c := &r.Plan.Commitments[0]
	for name, text := range map[string][2]string{
		"quotes":     {`'; DROP TABLE audit; --"`, `'; DROP TABLE audit; --"`},
		"markup":     {"<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"},
		"emoji":      {"👩🏽‍💻", "👩🏽‍💻"},
		"bidi":       {"\u202Eabc\u202C", "\u202Eabc\u202C"},
		"separators": {"a\u2028b\u2029c\r\n\t", "a\u2028b\u2029c\r\n\t"},
		"a megabyte": {strings.Repeat("x", 1<<20), strings.Repeat("x", 1<<20)},
		"NUL":        {"a\x00b", "a\uFFFDb"},
		"not UTF-8":  {"a\xff\xfeb", "a\uFFFDb"},
		"decomposed": {"e\u0301", "é"},
		"JSON":       {`{"a": null}`, `{"a": null}`},
	} {
		c.Title.EN, c.Problem.FR, r.Conclusion.EN = text[0], text[0], text[0]
		if _, err := s.SavePlan(context.Background(), text[0], r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := s.Record(context.Background(), r.Plan.ID)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if g := got.Plan.Commitments[0]; g.Title.EN != text[1] || g.Problem.FR != text[1] || got.Conclusion.EN != text[1] {
			t.Errorf("%s: %+q", name, g.Title.EN)
		}
		change, err := s.SavePlan(context.Background(), "test", r)
		if err != nil || change.Changed {
			t.Errorf("%s: the same again: %+v, %v", name, change, err)
		}
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// A data folder of an older program may hold the weight 0, which stood for 1.
func TestAWeightOfZeroIsReadAsOne(t *testing.T) {
	dir := t.TempDir()
	s := dbtest.OpenIn(t, dir)
	dbtest.Save(t, s, trackertest.Record())
	if _, err := open(t, dir).Exec("UPDATE items SET weight = 0 WHERE code = 'C02.1'"); err != nil {
		t.Fatal(err)
	}
	same(t, s, trackertest.Record())
}
