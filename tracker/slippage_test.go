package tracker_test

import (
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// TestByLead holds that every leaf that counts is its leads', and the means are those of
// what was moved.
func TestByLead(t *testing.T) {
	a := tracker.Assess(trackertest.Record(), tracker.MustDate("2018-06-30"))
	all := a.ByLead()
	leaves, overdue, moved := 0, 0, 0
	for i, s := range all {
		leaves, overdue, moved = leaves+s.Leaves, overdue+s.Overdue, moved+s.Moved
		if i > 0 && s.Overdue > all[i-1].Overdue {
			t.Errorf("%s stands after one with less overdue", s.Organization)
		}
		if s.Slippage.Valid() != (s.Moved > 0) {
			t.Errorf("%+v", s)
		}
	}
	if leaves < a.Figures.Leaves || overdue < len(a.Overdue()) || moved < len(a.Moved()) || len(all) < 2 {
		t.Errorf("%d leaves, %d overdue, %d moved by lead; the plan has %d, %d, %d", leaves, overdue, moved, a.Figures.Leaves, len(a.Overdue()), len(a.Moved()))
	}
	two := []tracker.LeafState{{}, {}}
	two[0].Schedule.Slippage, two[1].Schedule.Slippage = 30, -9
	if got := tracker.MeanSlippage(two); got.Cmp(tracker.NewRatio(21, 2)) != 0 {
		t.Errorf("%v", got)
	}
	if tracker.MeanSlippage(nil).Valid() {
		t.Error("the mean of nothing")
	}
}
