package tracker_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestLevelsAndTheirCodes(t *testing.T) {
	for _, c := range []struct {
		level tracker.Level
		code  string
		steps int
	}{
		{tracker.NotStarted, "NS", 0}, {tracker.Limited, "LP", 1}, {tracker.Substantial, "SP", 2}, {tracker.Complete, "C", 3},
		{tracker.Withdrawn, "W", -1}, {tracker.NoEvidence, "?", -1}, {"", "?", -1},
	} {
		if c.level.Code() != c.code || c.level.Steps() != c.steps || c.level.Known() != (c.steps >= 0) || (c.level.Points() != nil) != (c.steps >= 0) {
			t.Errorf("%q: %s, %d steps, %v points", c.level, c.level.Code(), c.level.Steps(), c.level.Points())
		}
		if c.steps >= 0 {
			if got, err := tracker.ParseLevel(c.code); err != nil || got != c.level {
				t.Errorf("%s: got %q, %v", c.code, got, err)
			}
		}
	}
	for _, s := range []string{"", "?", "W", "ns", "done", "Complete"} {
		if got, err := tracker.ParseLevel(s); err == nil {
			t.Errorf("%q: got %q", s, got)
		}
	}
}

func TestRatioWithoutAValue(t *testing.T) {
	var none tracker.Ratio
	if none.Valid() || none.Float() != 0 || none.Percent() != 0 || none.Rat() != nil || none.Cmp(none) != 0 {
		t.Errorf("got %v, %v, %v", none.Float(), none.Percent(), none.Rat())
	}
	zero := tracker.NewRatio(0, 1)
	if none.Cmp(zero) != -1 || zero.Cmp(none) != 1 {
		t.Error("no value must sort below 0")
	}
	b, err := json.Marshal([]tracker.Ratio{none, zero, tracker.NewRatio(1, 3)})
	if want := "[null,0,0.3333333333333333]"; err != nil || string(b) != want {
		t.Errorf("got %s, %v; want %s", b, err, want)
	}
}

func TestARatioIsNotChangedThroughItsCopy(t *testing.T) {
	third := tracker.NewRatio(1, 3)
	third.Rat().SetInt64(5)
	if third.Percent() != 33 {
		t.Errorf("got %d%%", third.Percent())
	}
}

func TestDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := tracker.NewDate(rapid.IntRange(1, 9999).Draw(t, "year"), 1, rapid.IntRange(1, 365).Draw(t, "day"))
		n := rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		e := d.AddDays(n)
		if e.DaysSince(d) != n || e.Before(d) != (n < 0) || e.After(d) != (n > 0) {
			t.Fatalf("%s and %d days is %s", d, n, e)
		}
	})
	if got := day("9999-12-31").DaysSince(day("0001-01-01")); got != 3652058 {
		t.Errorf("got %d days", got)
	}
	if got := day("2026-01-31").AddMonths(1); got != day("2026-02-28") {
		t.Errorf("got %s", got)
	}
	var back tracker.Date
	if err := json.Unmarshal([]byte(`"2026-02-28"`), &back); err != nil || back != day("2026-02-28") {
		t.Errorf("got %s, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`"2026-02-30"`), &back); err == nil {
		t.Error("30 February was read")
	}
}

func TestPlanLookups(t *testing.T) {
	r := record(indicator("L", ""))
	r.Plan.Themes = []tracker.Theme{{Code: "open", Name: both("Open")}}
	if r.Plan.Commitment("C1") != &r.Plan.Commitments[0] || r.Plan.Commitment("C9") != nil {
		t.Error("commitment")
	}
	if r.Plan.Theme("open").Name != both("Open") || r.Plan.Theme("shut") != (tracker.Theme{}) {
		t.Error("theme")
	}
	if got := r.Organization("tbs-sct").Name; got != both("TBS") {
		t.Errorf("organization: %v", got)
	}
	if got := r.Organization("nobody"); got.Name != both("nobody") {
		t.Errorf("unknown organization: %v", got)
	}
	if got := r.Plan.Today(at("2018-06-30").Add(-10 * 3600e9)); got != day("2018-06-29") {
		t.Errorf("02:00 UTC is %s in Toronto", got)
	}
	r.Plan.TimeZone = "Nowhere/At_All"
	if got := r.Plan.Today(at("2018-06-30").Add(-10 * 3600e9)); got != day("2018-06-30") {
		t.Errorf("02:00 UTC is %s in UTC", got)
	}
	if !tracker.Period("2018-13").End().IsZero() || tracker.Period("2018-02").End() != day("2018-02-28") {
		t.Error("period's end")
	}
}
