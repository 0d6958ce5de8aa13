package tracker_test

import (
	"fmt"
	"slices"
	"testing"

	"ogptracker/tracker"
)

func TestSchedule(t *testing.T) {
	complete := func(id int64, period tracker.Period, published string) tracker.Update {
		return report(id, "L", period, tracker.Complete, published)
	}
	recurring := tracker.Deadline{Text: both("Ongoing"), Meaning: tracker.Meaning{Kind: tracker.Recurring}}
	until := tracker.Deadline{Text: both("Annually until 2017"), Meaning: tracker.Meaning{Kind: tracker.Recurring, Due: day("2017-12-31")}}
	moved := func(revisions ...tracker.Revision) tracker.Deadline {
		d := due("2017-03-31")
		d.Revisions = revisions
		return d
	}
	june := tracker.Revision{On: day("2017-02-15"), Due: day("2017-06-30"), Reason: both("staff left")}
	for name, c := range map[string]struct {
		deadline tracker.Deadline
		updates  []tracker.Update
		asOf     string
		want     string // state, days, slippage, completed on
	}{
		"far ahead":                         {due("2017-12-31"), nil, "2017-01-01", "scheduled 364 0 "},
		"91 days ahead":                     {due("2017-04-02"), nil, "2017-01-01", "scheduled 91 0 "},
		"90 days ahead":                     {due("2017-04-01"), nil, "2017-01-01", "due_soon 90 0 "},
		"on the day":                        {due("2017-03-31"), nil, "2017-03-31", "due_soon 0 0 "},
		"the day after":                     {due("2017-03-31"), nil, "2017-04-01", "overdue -1 0 "},
		"reported, not complete":            {due("2017-03-31"), []tracker.Update{report(1, "L", "2016-12", tracker.Substantial, "2017-01-20")}, "2017-04-10", "overdue -10 0 "},
		"undated":                           {tracker.Deadline{}, nil, "2017-04-01", "undated 0 0 "},
		"recurring":                         {recurring, nil, "2099-04-01", "recurring 0 0 "},
		"recurring with an end":             {until, nil, "2018-01-10", "overdue -10 0 "},
		"withdrawn":                         {due("2017-03-31"), []tracker.Update{report(1, "L", "2016-12", tracker.Withdrawn, "2017-01-20")}, "2018-01-01", "withdrawn 0 0 "},
		"moved, before the revision":        {moved(june), nil, "2017-02-14", "due_soon 45 0 "},
		"moved, after the revision":         {moved(june), nil, "2017-02-15", "scheduled 135 91 "},
		"moved and passed":                  {moved(june), nil, "2017-07-01", "overdue -1 91 "},
		"moved earlier":                     {moved(tracker.Revision{On: day("2016-12-01"), Due: day("2017-01-31")}), nil, "2017-01-01", "due_soon 30 -59 "},
		"complete before the date":          {due("2017-03-31"), []tracker.Update{complete(1, "2016-12", "2017-01-20")}, "2017-12-31", "complete_on_time 90 0 2016-12-31"},
		"complete on the date":              {due("2017-06-30"), []tracker.Update{complete(1, "2017-06", "2017-08-20")}, "2017-12-31", "complete_on_time 0 0 2017-06-30"},
		"published before the period's end": {due("2017-03-31"), []tracker.Update{complete(1, "2017-06", "2017-03-31")}, "2017-12-31", "complete_on_time 0 0 2017-03-31"},
		"complete late":                     {due("2017-03-31"), []tracker.Update{complete(1, "2017-06", "2017-08-20")}, "2017-12-31", "complete_late -91 0 2017-06-30"},
		"late against the original date":    {moved(june), []tracker.Update{complete(1, "2017-06", "2017-06-15")}, "2017-12-31", "complete_late -76 91 2017-06-15"},
		"fell back and was completed again": {due("2017-03-31"), []tracker.Update{
			complete(1, "2016-12", "2017-01-20"), report(2, "L", "2017-06", tracker.Substantial, "2017-07-20"), complete(3, "2017-12", "2018-01-20")},
			"2018-06-30", "complete_late -275 0 2017-12-31"},
		"complete all along": {due("2017-03-31"), []tracker.Update{
			complete(1, "2016-12", "2017-01-20"), complete(2, "2017-12", "2018-01-20")}, "2018-06-30", "complete_on_time 90 0 2016-12-31"},
		"complete without a date":  {recurring, []tracker.Update{complete(1, "2016-12", "2017-01-20")}, "2017-12-31", "complete_undated 0 0 2016-12-31"},
		"dated by a revision only": {tracker.Deadline{Text: both("TBD"), Revisions: []tracker.Revision{june}}, nil, "2017-07-01", "overdue -1 0 "},
	} {
		t.Run(name, func(t *testing.T) {
			in := indicator("L", "")
			in.Deadline = c.deadline
			r := record(in)
			r.Updates = c.updates
			s := tracker.Assess(r, day(c.asOf)).Leaf("L").Schedule
			if got := fmt.Sprintf("%s %d %d %s", s.State, s.Days, s.Slippage, s.CompletedOn); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestListsOfLeaves(t *testing.T) {
	moved := indicator("moved", "2017-03-31")
	moved.Deadline.Revisions = []tracker.Revision{{On: day("2017-01-01"), Due: day("2017-12-31"), Reason: both("later")}}
	r := record(indicator("late", "2017-05-31"), indicator("later", "2016-12-31"), indicator("soon", "2017-08-31"), indicator("sooner", "2017-06-30"),
		moved, indicator("gone", "2016-12-31"), indicator("done", "2016-12-31"))
	r.Updates = []tracker.Update{
		report(1, "gone", "2016-12", tracker.Withdrawn, "2017-01-20"),
		report(2, "done", "2016-12", tracker.Complete, "2017-01-20"),
		report(3, "late", "2016-12", tracker.NoEvidence, "2017-01-20"),
	}
	a := tracker.Assess(r, day("2017-06-30"))
	for name, c := range map[string]struct {
		got  []tracker.LeafState
		want []string
	}{
		"overdue":    {a.Overdue(), []string{"later", "late"}},
		"due soon":   {a.DueSoon(), []string{"sooner", "soon"}},
		"unreported": {a.Unreported(), []string{"late", "later", "soon", "sooner", "moved"}},
		"moved":      {a.Moved(), []string{"moved"}},
	} {
		var got []string
		for _, l := range c.got {
			got = append(got, l.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	if got := a.Counts(); got[tracker.Limited] != 1 || len(got) != 1 {
		t.Errorf("counts: %v", got)
	}
	if a.Leaf("nobody") != nil || a.Commitment("nobody") != nil {
		t.Error("found what is not there")
	}
}

func TestEarnedValue(t *testing.T) {
	moved := indicator("moved", "2016-12-31")
	moved.Deadline.Revisions = []tracker.Revision{{On: day("2017-01-15"), Due: day("2017-12-31"), Reason: both("later")}}
	r := record(indicator("done", "2017-06-30"), moved, indicator("ahead", "2018-06-30"), indicator("undated", ""))
	r.Updates = []tracker.Update{
		report(1, "done", "2017-06", tracker.Complete, "2017-06-30"),
		report(2, "undated", "2017-06", tracker.Complete, "2017-06-30"),
		report(3, "ahead", "2017-06", tracker.Limited, "2017-06-30"),
	}
	a := tracker.Assess(r, day("2017-06-30"))
	e := a.Earned
	got := fmt.Sprint(e.Planned.Rat(), e.PlannedCurrent.Rat(), e.Earned.Rat(), e.SPI.Rat(), e.SPICurrent.Rat(), e.Dated)
	if want := "2/3 1/3 4/9 2/3 4/3 3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	points := ""
	for _, p := range a.BurnUp {
		points += fmt.Sprintf("%s %d %d", p.On, p.Planned.Percent(), p.PlannedCurrent.Percent())
		if p.Earned.Valid() {
			points += fmt.Sprintf(" %d", p.Earned.Percent())
		}
		points += "; "
	}
	if want := "2016-12-31 33 0 0; 2017-06-30 67 33 44; 2017-12-31 67 67; 2018-06-30 100 100; "; points != want {
		t.Errorf("burn-up: got %s, want %s", points, want)
	}
}

// TestBurnUpAfterAWithdrawal: from the period in which a leaf is withdrawn, its
// weight goes to the others.
func TestBurnUpAfterAWithdrawal(t *testing.T) {
	r := record(indicator("done", "2016-12-31"), indicator("gone", "2018-06-30"))
	r.Updates = []tracker.Update{
		report(1, "done", "2016-12", tracker.Complete, "2016-12-31"),
		report(2, "gone", "2017-06", tracker.Withdrawn, "2017-06-30"),
	}
	got := ""
	for _, p := range tracker.Assess(r, day("2017-12-31")).BurnUp {
		got += fmt.Sprintf("%s %d; ", p.On, p.Planned.Percent())
	}
	if want := "2016-12-31 50; 2017-06-30 100; 2017-12-31 100; 2018-06-30 100; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestElapsed(t *testing.T) {
	p := tracker.Plan{Start: day("2017-01-01"), End: day("2017-01-10")}
	for asOf, want := range map[string]string{
		"2016-12-31": "0/1", "2017-01-01": "1/10", "2017-01-05": "1/2", "2017-01-10": "1/1", "2018-01-01": "1/1",
	} {
		if got := p.Elapsed(day(asOf)).Rat().String(); got != want {
			t.Errorf("%s: got %s, want %s", asOf, got, want)
		}
	}
	p.End = tracker.Date{}
	if p.Elapsed(day("2017-01-05")).Valid() {
		t.Error("a plan without an end has a share of it elapsed")
	}
}

func TestReportingDay(t *testing.T) {
	r := record(indicator("L", ""))
	r.Updates = []tracker.Update{report(1, "L", "2018-06", tracker.Complete, "2018-08-15")}
	for today, want := range map[string]string{
		"2015-01-01": "2015-01-01", // before it begins
		"2017-03-01": "2017-03-01", // while it runs
		"2018-07-20": "2018-07-20", // while it is being reported
		"2018-11-13": "2018-11-13", // 90 days after the last publication
		"2018-11-14": "2018-08-15", // closed
		"2026-01-01": "2018-08-15",
	} {
		if got := r.ReportingDay(day(today)); got != day(want) {
			t.Errorf("on %s: got %s, want %s", today, got, want)
		}
	}
	r.Updates = nil
	if got := r.ReportingDay(day("2026-01-01")); got != day("2018-06-30") {
		t.Errorf("never reported: got %s", got)
	}
}

func TestAPlanKeptAsARecordOnly(t *testing.T) {
	r := record()
	r.Plan.Commitments = nil
	r.Plan.Promised = 12
	a := tracker.Assess(r, day("2026-01-01"))
	if a.Level != tracker.NoEvidence || a.Coverage.Valid() || len(a.Leaves) != 0 || len(a.Flags) != 0 || len(a.Clocks) == 0 {
		t.Errorf("got %+v", a)
	}
}

func TestMilestonesAndCommitmentsCanBeLeaves(t *testing.T) {
	r := record()
	r.Plan.Commitments = append(r.Plan.Commitments, tracker.Commitment{Item: tracker.Item{Code: "C2", Title: both("Bare")}, Number: 2})
	r.Updates = []tracker.Update{report(1, "C1.1", "2016-12", tracker.Complete, "2017-01-20"), report(2, "C2", "2016-12", tracker.Limited, "2017-01-20")}
	a := tracker.Assess(r, day("2017-12-31"))
	if got := a.Progress.Rat().String(); got != "2/3" {
		t.Errorf("progress is %s", got)
	}
	c := a.Commitment("C1")
	if len(c.Milestones) != 1 || c.Milestones[0].Level != tracker.Complete || c.Milestones[0].First != 0 || c.Milestones[0].Last != 1 {
		t.Errorf("got %+v", c.Milestones)
	}
	if got := a.Leaves[c.First:c.Last]; len(got) != 1 || got[0].Code != "C1.1" {
		t.Errorf("got %+v", got)
	}
}
