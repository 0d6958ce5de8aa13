package tracker_test

import (
	"fmt"
	"time"

	"ogptracker/tracker"
)

// day is short for a date.
func day(s string) tracker.Date { return tracker.MustDate(s) }

// at is an instant at noon, UTC, on a day.
func at(s string) time.Time { return day(s).UTC().Add(12 * time.Hour) }

// both is a text that says the same in both languages.
func both(s string) tracker.Text { return tracker.Text{EN: s, FR: s} }

// due is a deadline for a day.
func due(s string) tracker.Deadline {
	return tracker.Deadline{
		Text:    both(s),
		Meaning: tracker.Meaning{Kind: tracker.Dated, Precision: tracker.ByDay, From: day(s), Dates: []tracker.Date{day(s)}, Due: day(s)},
	}
}

// record returns a plan from July 2016 to June 2018, half-yearly periods, with
// one commitment of one milestone, whose indicators are given.
func record(indicators ...tracker.Indicator) *tracker.Record {
	return &tracker.Record{
		Plan: tracker.Plan{
			ID: "ca-3", Jurisdiction: "CA", Number: 3, Title: both("Plan"), Start: day("2016-07-01"), End: day("2018-06-30"),
			CycleYears: 2, TimeZone: "America/Toronto", Publication: tracker.Direct,
			Periods: []tracker.Period{"2016-12", "2017-06", "2017-12", "2018-06"},
			Commitments: []tracker.Commitment{{
				Item:       tracker.Item{Code: "C1", Title: both("Commitment"), Leads: []string{"tbs-sct"}},
				Number:     1,
				Contact:    tracker.Contact{Email: "open@tbs-sct.gc.ca"},
				Milestones: []tracker.Milestone{{Item: tracker.Item{Code: "C1.1", Title: both("Milestone")}, Indicators: indicators}},
			}},
		},
		Organizations: []tracker.Organization{{Code: "tbs-sct", Name: both("TBS"), Kind: tracker.Department}},
	}
}

// indicator returns a leaf due on a day, "" for undated.
func indicator(code, dueOn string) tracker.Indicator {
	in := tracker.Indicator{Item: tracker.Item{Code: code, Title: both("Indicator " + code)}}
	if dueOn != "" {
		in.Deadline = due(dueOn)
	}
	return in
}

// report returns an update of a leaf for a period, published on a day.
func report(id int64, leaf string, period tracker.Period, level tracker.Level, published string) tracker.Update {
	return tracker.Update{
		ID: id, Leaf: leaf, Period: period, Status: level, Progress: both("Work went on."), EvidenceIn: both("See the site."),
		PublishedAt: at(published),
	}
}

// bigRecord returns a record of Canada's size: 65 leaves in 13 commitments and 9
// periods, all reported in all but the last two.
func bigRecord() *tracker.Record {
	r := record()
	r.Plan.Start, r.Plan.End = day("2025-06-01"), day("2029-12-31")
	r.Plan.Periods = nil
	for i := range 9 {
		r.Plan.Periods = append(r.Plan.Periods, tracker.Period(fmt.Sprintf("%d-%02d", 2025+(i+1)/2, 12-6*(i%2))))
	}
	r.Plan.Commitments = nil
	levels := []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete}
	for i := range 13 {
		c := tracker.Commitment{Item: tracker.Item{Code: fmt.Sprintf("C%02d", i+1), Title: both("Commitment"), Weight: float64(i%3 + 1)}}
		for j := range 2 {
			m := tracker.Milestone{Item: tracker.Item{Code: fmt.Sprintf("%s.%d", c.Code, j+1), Title: both("Milestone")}}
			for k := range 2 + j {
				in := indicator(fmt.Sprintf("%s.%d", m.Code, k+1), "")
				in.Weight = 0.5 * float64(k+1)
				in.Title = both("Number of data sets published with the metadata that the standard asks for")
				in.Deadline.Text = tracker.Text{EN: "By end of 2028", FR: "D’ici la fin de 2028"}
				in.Deadline.Meaning, _ = tracker.ReadDeadline(in.Deadline.Text, r.Plan.Start)
				m.Indicators = append(m.Indicators, in)
				for n, p := range r.Plan.Periods[:7] {
					u := report(int64(len(r.Updates)+1), in.Code, p, levels[min(3, (n+i+k)/3)], p.End().AddDays(20).String())
					r.Updates = append(r.Updates, u)
				}
			}
			c.Milestones = append(c.Milestones, m)
		}
		r.Plan.Commitments = append(r.Plan.Commitments, c)
	}
	return r
}
