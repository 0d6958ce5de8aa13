package tracker_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// TestLinkChecks holds when a link counts as dead: after two failures in a row, from
// the day of the first on, and no longer once it answers.
func TestLinkChecks(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		statuses []int // on 1 November and the days that follow
		dead     int   // first day of November on which it counts as dead, 0 for never
	}{
		"never checked":              {nil, 0},
		"answers":                    {[]int{200, 200}, 0},
		"moved":                      {[]int{301}, 0},
		"one failure":                {[]int{404}, 0},
		"two failures":               {[]int{404, 500}, 1},
		"nobody answers":             {[]int{200, 0, 0}, 2},
		"back again":                 {[]int{404, 404, 200}, 0},
		"gone again":                 {[]int{404, 404, 200, 404, 410, 410}, 4},
		"not for programs":           {[]int{403, 405, 429, 401}, 0},
		"a failure in between":       {[]int{200, 503, 200, 503}, 0},
		"forbidden, then not there":  {[]int{403, 404, 404}, 2},
		"a redirect without a place": {[]int{399, 400}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var check tracker.LinkCheck
			for i, status := range c.statuses {
				check = check.Next(at(i+1), status)
			}
			first := 0
			for day := 30; day >= 1; day-- {
				if check.DeadAt(tracker.NewDate(2026, time.November, day), time.UTC) {
					first = day
				}
			}
			if first != c.dead {
				t.Errorf("dead from day %d, want %d", first, c.dead)
			}
		})
	}
}

func TestFileNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hash := rapid.StringMatching(`[0-9a-f]{64}`).Draw(rt, "hash")
		for media := range tracker.MediaTypes {
			if got, ok := tracker.FileOf(tracker.FileName(hash, media)); !ok || got != hash {
				rt.Fatalf("%s of %s is read as %s, %v", media, hash, got, ok)
			}
		}
	})
	for _, name := range []string{"", "x.pdf", "../../etc/passwd", "A" + string(make([]byte, 63)), ".pdf"} {
		if got, ok := tracker.FileOf(name); ok {
			t.Errorf("%q is read as %s", name, got)
		}
	}
}

func TestDeadLinkIsFlagged(t *testing.T) {
	r := record(clean())
	r.Updates = []tracker.Update{linking(report(1, "L", "2017-06", tracker.Limited, "2017-07-20"), "https://open.canada.ca/en/open-data")}
	failing := func(day string) []tracker.LinkCheck {
		return []tracker.LinkCheck{{URL: "https://open.canada.ca/en/open-data", FailingSince: tracker.MustDate(day).UTC(), Failures: 2}}
	}
	for name, c := range map[string]struct {
		links []tracker.LinkCheck
		want  int
	}{
		"never checked":       {nil, 0},
		"dead":                {failing("2017-09-01"), 1},
		"dead only later":     {failing("2018-03-01"), 0},
		"another link's":      {[]tracker.LinkCheck{{URL: "https://open.canada.ca/", FailingSince: tracker.MustDate("2017-09-01").UTC(), Failures: 2}}, 0},
		"failed only once so": {[]tracker.LinkCheck{{URL: "https://open.canada.ca/en/open-data", FailingSince: tracker.MustDate("2017-09-01").UTC(), Failures: 1}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r.Links = c.links
			got := 0
			for _, f := range tracker.Assess(r, day("2017-12-31")).Flags {
				if f.Check == tracker.CheckDeadLink {
					got++
				}
			}
			if got != c.want {
				t.Errorf("%d flags, want %d", got, c.want)
			}
		})
	}
}
