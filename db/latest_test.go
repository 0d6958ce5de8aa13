package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestLatestStatuses(t *testing.T) {
	s := dbtest.Open(t)
	dbtest.Save(t, s, trackertest.Record())
	for day, want := range map[string]string{
		"2017-07-13": "? ? ? ? ? ? ?",
		"2017-07-14": "LP SP ? ? ? ? ?",
		"2018-01-15": "C SP ? W ? ? ?",
		"2018-02-01": "C LP ? W ? ? ?", // the correction holds from the day on which it was published
		"2018-06-30": "C LP ? W C ? ?",
	} {
		latest, err := s.LatestStatuses(context.Background(), "ca-3", tracker.MustDate(day))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, l := range latest {
			if i > 0 {
				got += " "
			}
			got += l.Status.Code()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

// The query and the rule of package tracker say the same of any updates on any
// day, at the edges of days included.
func TestLatestStatusesFollowTheRule(t *testing.T) {
	s := planned(t)
	leaves := []string{"C01.1.1", "C03"}
	rapid.Check(t, func(rt *rapid.T) {
		// A plan of its own for each case, in one store.
		r := trackertest.Record()
		r.Plan.Number = int(caseNumber.Add(1)) + 100
		r.Plan.ID = tracker.PlanID("CA", r.Plan.Number)
		r.Plan.TimeZone = rapid.SampledFrom([]string{"America/Toronto", "Pacific/Auckland", "nowhere"}).Draw(rt, "zone")
		r.Updates = drawUpdates(rt, leaves)
		dbtest.Save(t, s, r)
		recorded, err := s.Record(context.Background(), r.Plan.ID)
		if err != nil {
			rt.Fatal(err)
		}
		asOf := tracker.MustDate("2018-01-01").AddDays(rapid.IntRange(-2, 12).Draw(rt, "as of"))
		got, err := s.LatestStatuses(context.Background(), r.Plan.ID, asOf)
		if err != nil {
			rt.Fatal(err)
		}
		var want []db.LeafStatus
		for _, leaf := range tracker.Assess(recorded, asOf).Leaves {
			l := db.LeafStatus{Leaf: leaf.Code, Status: leaf.Status}
			if leaf.Latest != nil {
				l.Period, l.PublishedAt = leaf.Latest.Period, leaf.Latest.PublishedAt
			}
			want = append(want, l)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("as of %s (-rule +query):\n%s", asOf, diff)
		}
	})
}

// drawUpdates draws updates of some leaves that crowd into few periods and days.
func drawUpdates(t *rapid.T, leaves []string) []tracker.Update {
	edge := time.Date(2018, 1, 1, 5, 0, 0, 0, time.UTC) // midnight in Toronto
	updates := make([]tracker.Update, rapid.IntRange(0, 12).Draw(t, "updates"))
	for i := range updates {
		updates[i] = tracker.Update{
			Leaf:     rapid.SampledFrom(leaves).Draw(t, "leaf"),
			Period:   tracker.Period(rapid.SampledFrom([]string{"2017-06", "2017-12", "2018-06"}).Draw(t, "period")),
			Status:   rapid.SampledFrom(tracker.Levels).Draw(t, "status"),
			Progress: tracker.Text{EN: fmt.Sprint(i)},
			PublishedAt: edge.AddDate(0, 0, rapid.IntRange(0, 10).Draw(t, "day")).
				Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "edge")) * time.Microsecond),
			Organization: rapid.SampledFrom([]string{"tbs-sct", "lac-bac"}).Draw(t, "organization"),
		}
	}
	return updates
}
