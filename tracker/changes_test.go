package tracker_test

import (
	"slices"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestCompareRecords(t *testing.T) {
	before := trackertest.Record()
	if c := tracker.CompareRecords(before, trackertest.Record()); len(c.Added)+len(c.Changed)+len(c.Removed)+len(c.Shorter)+len(c.Plan.Fields) > 0 {
		t.Errorf("nothing differs: %+v", c)
	}
	if c := tracker.CompareRecords(nil, before); len(c.Added) == 0 || len(c.Changed)+len(c.Removed)+len(c.Plan.Fields) > 0 {
		t.Errorf("a new plan: %+v", c)
	}
	after := trackertest.Record()
	first := &after.Plan.Commitments[0]
	first.Problem, first.Contact, first.Objective.EN = tracker.Text{}, tracker.Contact{}, "Other"
	first.Milestones[0].Indicators = first.Milestones[0].Indicators[:1]
	after.Plan.Commitments[1].Milestones[1].Code = "C02.9"
	after.Events, after.Conclusion = nil, tracker.Text{}
	c := tracker.CompareRecords(before, after)
	if !slices.Equal(c.Added, []string{"C02.9"}) || !slices.Equal(c.Removed, []string{"C01.1.2", "C02.2"}) {
		t.Errorf("added %v, removed %v", c.Added, c.Removed)
	}
	if len(c.Changed) != 1 || c.Changed[0].Code != "C01" || !slices.Equal(c.Changed[0].Fields, []string{"contact", "objective", "problem"}) ||
		!slices.Equal(c.Changed[0].Cleared, []string{"contact", "problem"}) {
		t.Errorf("changed %+v", c.Changed)
	}
	if !slices.Equal(c.Plan.Cleared, []string{"conclusion", "events"}) || len(c.Shorter) != 1 || c.Shorter[0] != (tracker.ListChange{Name: "events", Before: 3}) {
		t.Errorf("the plan: %+v, %+v", c.Plan, c.Shorter)
	}
}
