package tracker_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// The small plan runs from July 2016 to June 2018, with periods that end in June
// 2017, December 2017 and June 2018.
func TestPeriodState(t *testing.T) {
	p := trackertest.Plan()
	for _, c := range []struct {
		period tracker.Period
		day    string
		want   tracker.PeriodState
	}{
		{"2017-06", "2016-06-30", tracker.PeriodAhead},
		{"2017-06", "2016-07-01", tracker.PeriodRunning}, // the first begins with the plan
		{"2017-06", "2017-06-30", tracker.PeriodRunning},
		{"2017-06", "2017-07-01", tracker.PeriodDue},
		{"2017-06", "2017-09-28", tracker.PeriodDue}, // 90 days after its end
		{"2017-06", "2017-09-29", tracker.PeriodOverdue},
		{"2017-06", "2017-12-31", tracker.PeriodOverdue},
		{"2017-06", "2018-01-01", tracker.PeriodPast}, // the next one ended
		{"2017-12", "2017-06-30", tracker.PeriodAhead},
		{"2017-12", "2017-07-01", tracker.PeriodRunning},
		{"2018-06", "2018-09-28", tracker.PeriodDue},
		{"2018-06", "2018-09-29", tracker.PeriodPast}, // the plan is closed
		{"2018-03", "2018-01-01", tracker.PeriodUnknown},
	} {
		if got := p.PeriodState(c.period, tracker.MustDate(c.day)); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.period, c.day, got, c.want)
		}
	}
	p.Start = tracker.Date{}
	if got := p.PeriodBegin("2017-06"); got != tracker.MustDate("2017-06-01") {
		t.Errorf("without a start the first period begins on %s", got)
	}
	if got := p.PeriodBegin("2018-03"); !got.IsZero() {
		t.Errorf("what is no period begins on %s", got)
	}
}

// TestPeriodsAsked holds, for any plan and day, that what is asked for can be
// reported, that it is two periods at most, and that reporting never closes again.
func TestPeriodsAsked(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := tracker.Plan{Start: tracker.NewDate(2020, time.Month(rapid.IntRange(1, 12).Draw(rt, "start")), 1)}
		month := 0
		for range rapid.IntRange(0, 6).Draw(rt, "periods") {
			month += rapid.IntRange(1, 12).Draw(rt, "months")
			end := tracker.MonthEnd(2020, time.Month(12+month))
			p.Periods = append(p.Periods, tracker.Period(fmt.Sprintf("%04d-%02d", end.Year, int(end.Month))))
		}
		day := tracker.MustDate("2020-01-01").AddDays(rapid.IntRange(0, 3000).Draw(rt, "day"))
		asked, reportable := p.PeriodsAsked(day), p.PeriodsReportable(day)
		if len(asked) > 2 {
			rt.Fatalf("%v are asked for on %s", asked, day)
		}
		for _, period := range asked {
			if !slices.Contains(reportable, period) {
				rt.Fatalf("%s is asked for on %s and cannot be reported", period, day)
			}
		}
		for _, period := range reportable {
			if p.PeriodBegin(period).After(day) || !slices.Contains(p.PeriodsReportable(day.AddDays(1)), period) {
				rt.Fatalf("%s: reportable on %s", period, day)
			}
		}
		if p.Closed(day) != (len(asked) == 0) {
			rt.Fatal("closed, and something is asked for")
		}
	})
}

func TestDueReports(t *testing.T) {
	due := func(day string, change ...func(*tracker.Record)) string {
		r := trackertest.Record()
		for _, c := range change {
			c(r)
		}
		s := ""
		for _, d := range tracker.Assess(r, tracker.MustDate(day)).DueReports() {
			s += fmt.Sprintf("%s %s %s %v; ", d.Leaf.Code, d.Period, d.State, d.From)
		}
		return s
	}
	// C01.1.1 is complete, C01.2.2 withdrawn, C01.1.2 last reported for June 2017.
	const spring = "C01.1.2 2017-12 due [tbs-sct]; C01.1.2 2018-06 running [tbs-sct]; " +
		"C01.2.1 2017-12 due [tbs-sct]; C01.2.1 2018-06 running [tbs-sct]; " +
		"C02.1 2017-12 due [lac-bac]; C02.1 2018-06 running [lac-bac]; " +
		"C02.2 2017-12 due [lac-bac]; C02.2 2018-06 running [lac-bac]; C03 2017-12 due [tbs-sct]; C03 2018-06 running [tbs-sct]; "
	if got := due("2018-03-01"); got != spring {
		t.Errorf("got  %s\nwant %s", got, spring)
	}
	// On 3 July C02.1 is reported complete, and one report a leaf is left.
	const summer = "C01.1.2 2018-06 due [tbs-sct]; C01.2.1 2018-06 due [tbs-sct]; C02.2 2018-06 due [lac-bac]; C03 2018-06 due [tbs-sct]; "
	if got := due("2018-07-03"); got != summer {
		t.Errorf("got  %s\nwant %s", got, summer)
	}
	if got := due("2018-12-01"); got != "" {
		t.Errorf("a closed plan is owed %s", got)
	}
	// What nobody leads is owed by those who support it; a report of a later period
	// is enough, whoever made it.
	got := due("2018-07-03", func(r *tracker.Record) {
		r.Plan.Commitments[1].Leads = nil
		u := r.Updates[0]
		u.ID, u.Leaf, u.Period, u.Organization = 50, "C03", "2018-06", "partner"
		r.Updates = append(r.Updates, u)
	})
	const want = "C01.1.2 2018-06 due [tbs-sct]; C01.2.1 2018-06 due [tbs-sct]; C02.2 2018-06 due [tbs-sct partner]; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReportsAs(t *testing.T) {
	r := trackertest.Record()
	a := tracker.Assess(r, tracker.MustDate("2018-07-03"))
	contributor := func(organizations ...string) *tracker.Account {
		return &tracker.Account{Roles: []tracker.Role{tracker.Contributor}, Organizations: organizations}
	}
	coordinator := &tracker.Account{Roles: []tracker.Role{tracker.Coordinator}}
	for name, c := range map[string]struct {
		account *tracker.Account
		leaf    string
		want    string
	}{
		"its own":                 {contributor("tbs-sct"), "C01.1.1", "[tbs-sct]"},
		"what it supports":        {contributor("tbs-sct"), "C02.1", "[tbs-sct]"},
		"several, leads first":    {contributor("partner", "lac-bac"), "C02.1", "[lac-bac partner]"},
		"somebody else's":         {contributor("partner"), "C01.1.1", "[]"},
		"a coordinator for all":   {coordinator, "C02.1", "[lac-bac tbs-sct partner]"},
		"of another country":      {&tracker.Account{Roles: coordinator.Roles, Jurisdictions: []string{"FR"}}, "C02.1", "[]"},
		"disabled":                {&tracker.Account{Roles: coordinator.Roles, Disabled: true}, "C02.1", "[]"},
		"reviewers do not":        {&tracker.Account{Roles: []tracker.Role{tracker.Reviewer}}, "C02.1", "[]"},
		"nobody is not signed in": {nil, "C02.1", "[]"},
	} {
		if got := fmt.Sprint(c.account.ReportsAs(&r.Plan, a.Leaf(c.leaf))); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	r.Plan.Commitments[2].Leads = nil
	if got := coordinator.ReportsAs(&r.Plan, a.Leaf("C03")); !slices.Equal(got, []string{""}) {
		t.Errorf("of a leaf that nobody answers for: %q", got)
	}
}

func TestPublishedSince(t *testing.T) {
	a := tracker.Assess(trackertest.Record(), tracker.MustDate("2018-07-03"))
	var got []int64
	for _, u := range a.PublishedSince(tracker.MustDate("2018-01-01").UTC()) {
		got = append(got, u.ID)
	}
	if !slices.Equal(got, []int64{6, 5, 3, 4}) {
		t.Errorf("got %v", got)
	}
}
