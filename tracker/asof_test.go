package tracker_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestStateAsOfADay(t *testing.T) {
	correction := func(u tracker.Update, replaces int64) tracker.Update {
		u.Replaces = replaces
		return u
	}
	for name, c := range map[string]struct {
		updates []tracker.Update
		asOf    string
		want    tracker.Level
	}{
		"nothing published":       {nil, "2017-06-30", tracker.NoEvidence},
		"published on the day":    {[]tracker.Update{report(1, "L", "2016-12", tracker.Limited, "2017-01-20")}, "2017-01-20", tracker.Limited},
		"published the day after": {[]tracker.Update{report(1, "L", "2016-12", tracker.Limited, "2017-01-20")}, "2017-01-19", tracker.NoEvidence},
		"the newer period decides": {[]tracker.Update{
			report(1, "L", "2017-06", tracker.Substantial, "2017-07-10"), report(2, "L", "2016-12", tracker.Limited, "2017-07-20")}, "2017-12-31", tracker.Substantial},
		"a correction counts from its publication": {[]tracker.Update{
			report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), correction(report(2, "L", "2016-12", tracker.Limited, "2017-03-01"), 1)}, "2017-02-28", tracker.Complete},
		"a correction counts": {[]tracker.Update{
			report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), correction(report(2, "L", "2016-12", tracker.Limited, "2017-03-01"), 1)}, "2017-03-01", tracker.Limited},
		"a correction of an old period undoes no newer one": {[]tracker.Update{
			report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), report(2, "L", "2017-06", tracker.Complete, "2017-07-20"),
			correction(report(3, "L", "2016-12", tracker.NotStarted, "2017-09-01"), 1)}, "2017-12-31", tracker.Complete},
		"a correction that moves the period": {[]tracker.Update{
			report(1, "L", "2017-06", tracker.Complete, "2017-01-20"), correction(report(2, "L", "2016-12", tracker.Limited, "2017-01-21"), 1)}, "2017-12-31", tracker.Limited},
		"a correction of a correction": {[]tracker.Update{
			report(1, "L", "2016-12", tracker.NotStarted, "2017-01-20"), correction(report(2, "L", "2016-12", tracker.Complete, "2017-02-01"), 1),
			correction(report(3, "L", "2016-12", tracker.Limited, "2017-03-01"), 2)}, "2017-12-31", tracker.Limited},
		"what replaces another leaf's update replaces nothing": {[]tracker.Update{
			report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), correction(report(2, "M", "2016-12", tracker.Complete, "2017-02-01"), 1)}, "2017-12-31", tracker.Limited},
		"of two in one period the later publication": {[]tracker.Update{
			report(9, "L", "2016-12", tracker.Limited, "2017-01-20"), report(2, "L", "2016-12", tracker.Substantial, "2017-01-21")}, "2017-12-31", tracker.Substantial},
		"of two at one instant the greater number": {[]tracker.Update{
			report(9, "L", "2016-12", tracker.Limited, "2017-01-20"), report(2, "L", "2016-12", tracker.Substantial, "2017-01-20")}, "2017-12-31", tracker.Limited},
	} {
		t.Run(name, func(t *testing.T) {
			r := record(indicator("L", ""), indicator("M", ""))
			r.Updates = c.updates
			if got := tracker.Assess(r, day(c.asOf)).Leaf("L").Status; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestADayEndsWhereThePlanLives(t *testing.T) {
	r := record(indicator("L", ""))
	u := report(1, "L", "2016-12", tracker.Limited, "2017-01-21")
	u.PublishedAt = time.Date(2017, 1, 21, 3, 0, 0, 0, time.UTC) // 22:00 on the 20th in Toronto
	r.Updates = []tracker.Update{u}
	if got := tracker.Assess(r, day("2017-01-20")).Leaf("L").Status; got != tracker.Limited {
		t.Errorf("in Toronto: got %s", got)
	}
	r.Plan.TimeZone = "UTC"
	if got := tracker.Assess(r, day("2017-01-20")).Leaf("L").Status; got != tracker.NoEvidence {
		t.Errorf("in UTC: got %s", got)
	}
}

func TestTheLastInstantOfADayBelongsToIt(t *testing.T) {
	asOf := day("2017-01-20")
	r := record(indicator("L", ""))
	end := asOf.EndIn(r.Plan.Location())
	first := report(1, "L", "2016-12", tracker.Complete, "2017-01-10")
	second := report(2, "L", "2016-12", tracker.Limited, "2017-01-20")
	second.Replaces, second.PublishedAt = 1, end
	r.Updates = []tracker.Update{first, second}
	if got := tracker.Assess(r, asOf).Leaf("L"); got.Status != tracker.Limited || len(got.Updates) != 2 {
		t.Errorf("corrected at the last instant: got %s", got.Status)
	}
	r.Updates[1].PublishedAt = end.Add(1)
	if got := tracker.Assess(r, asOf).Leaf("L").Status; got != tracker.Complete {
		t.Errorf("corrected an instant later: got %s", got)
	}
	// A correction of another period takes what it replaces away at once.
	r.Updates[1].Period, r.Updates[1].PublishedAt = "2016-06", end
	if got := tracker.Assess(r, asOf).Leaf("L").Status; got != tracker.Limited {
		t.Errorf("moved to another period at the last instant: got %s", got)
	}
}

func TestHistory(t *testing.T) {
	r := record(indicator("L", ""))
	r.Updates = []tracker.Update{
		report(1, "L", "2016-12", tracker.Limited, "2017-01-20"),
		report(2, "L", "2017-12", tracker.Substantial, "2017-11-20"), // before its period ended
	}
	l := tracker.Assess(r, day("2017-12-01")).Leaf("L")
	got := ""
	for _, p := range l.History {
		got += fmt.Sprintf("%s %s; ", p.Period, p.Level())
	}
	if want := "2016-12 limited; 2017-06 no_evidence; 2017-12 substantial; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(l.Updates) != 2 || l.Updates[0].ID != 2 {
		t.Errorf("updates are not newest first: %v", l.Updates)
	}
}

// drawRecord draws a small record with corrections, withdrawals and revisions.
func drawRecord(t *rapid.T) *tracker.Record {
	r := record()
	start := r.Plan.Start
	anyDay := rapid.Custom(func(t *rapid.T) tracker.Date { return start.AddDays(rapid.IntRange(0, 800).Draw(t, "day")) })
	var leaves []string
	for i := range rapid.IntRange(1, 5).Draw(t, "leaves") {
		in := indicator(fmt.Sprintf("C1.1.%d", i), "")
		in.Weight = float64(rapid.IntRange(0, 4).Draw(t, "weight")) / 2
		if rapid.Bool().Draw(t, "dated") {
			in.Deadline = due(anyDay.Draw(t, "due").String())
		}
		if rapid.Bool().Draw(t, "revised") {
			in.Deadline.Revisions = []tracker.Revision{{On: anyDay.Draw(t, "on"), Due: anyDay.Draw(t, "new"), Reason: both("because")}}
		}
		leaves = append(leaves, in.Code)
		r.Plan.Commitments[0].Milestones[0].Indicators = append(r.Plan.Commitments[0].Milestones[0].Indicators, in)
	}
	for id := range rapid.IntRange(0, 12).Draw(t, "updates") {
		u := report(int64(id+1), rapid.SampledFrom(leaves).Draw(t, "leaf"), rapid.SampledFrom(r.Plan.Periods).Draw(t, "period"),
			rapid.SampledFrom(tracker.Levels).Draw(t, "level"), anyDay.Draw(t, "published").String())
		u.Replaces = int64(rapid.IntRange(0, id).Draw(t, "replaces"))
		r.Updates = append(r.Updates, u)
	}
	return r
}

// TestWhatComesLaterDoesNotExist compares the state as of a day with that of a
// record in which nothing later was ever published.
func TestWhatComesLaterDoesNotExist(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		asOf := r.Plan.Start.AddDays(rapid.IntRange(0, 800).Draw(t, "as of"))
		then := *r
		then.Updates = slices.DeleteFunc(slices.Clone(r.Updates), func(u tracker.Update) bool {
			return u.PublishedAt.After(asOf.EndIn(r.Plan.Location()))
		})
		got, want := tracker.Assess(r, asOf), tracker.Assess(&then, asOf)
		sameFigures(t, got.Figures, want.Figures)
		for i := range got.Leaves {
			g, w := got.Leaves[i], want.Leaves[i]
			if g.Status != w.Status || g.Schedule != w.Schedule || len(g.History) != len(w.History) || len(g.Updates) != len(w.Updates) {
				t.Fatalf("leaf %s: %+v is not %+v", g.Code, g, w)
			}
		}
	})
}

// TestBurnUpIsTheStateOfItsDays compares each point of the burn-up with an
// assessment as of the point's own day.
func TestBurnUpIsTheStateOfItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		asOf := r.Plan.Start.AddDays(rapid.IntRange(0, 900).Draw(t, "as of"))
		for _, p := range tracker.Assess(r, asOf).BurnUp {
			if p.On.After(asOf) {
				if p.Earned.Valid() {
					t.Fatalf("%s lies ahead of %s and has earned %v", p.On, asOf, p.Earned.Rat())
				}
				continue
			}
			then := tracker.Assess(r, p.On).Earned
			if p.Earned.Cmp(then.Earned) != 0 || p.Planned.Cmp(then.Planned) != 0 {
				t.Fatalf("%s: %+v, as of that day %+v", p.On, p, then)
			}
		}
	})
}

// TestWeightsSumToOne adds up the effective weights of leaves and commitments.
func TestWeightsSumToOne(t *testing.T) {
	r := bigRecord()
	for _, leaf := range []string{"C01.1.1", "C02.1.1", "C02.1.2", "C02.2.1", "C02.2.2", "C02.2.3"} {
		r.Updates = append(r.Updates, report(int64(len(r.Updates)+1), leaf, "2029-12", tracker.Withdrawn, "2029-12-31"))
	}
	a := tracker.Assess(r, day("2029-12-31"))
	var leaves, commitments tracker.Ratio = tracker.NewRatio(0, 1), tracker.NewRatio(0, 1)
	for _, l := range a.Leaves {
		leaves = tracker.RatioOf(leaves.Rat().Add(leaves.Rat(), l.Weight.Rat()))
	}
	for _, c := range a.Commitments {
		commitments = tracker.RatioOf(commitments.Rat().Add(commitments.Rat(), c.Weight.Rat()))
		if (c.Level == tracker.Withdrawn) != (c.Weight.Float() == 0) {
			t.Errorf("commitment %s is %s and weighs %v", c.Code, c.Level, c.Weight.Float())
		}
	}
	one := tracker.NewRatio(1, 1)
	if leaves.Cmp(one) != 0 || commitments.Cmp(one) != 0 {
		t.Errorf("leaves sum to %v, commitments to %v", leaves.Rat(), commitments.Rat())
	}
	if got := a.Commitment("C02").Level; got != tracker.Withdrawn {
		t.Errorf("C02 is %s", got)
	}
}
