package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// event is something that happened on a day.
func event(kind tracker.EventKind, on string) tracker.Event {
	return tracker.Event{Kind: kind, On: day(on), Title: both("Event")}
}

// comments is a period of public comment.
func comments(from, until string) tracker.Event {
	e := event(tracker.CommentPeriod, from)
	e.Until = day(until)
	return e
}

func TestClocks(t *testing.T) {
	reported := func(leaf, published string) tracker.Update {
		return report(1, leaf, "2016-12", tracker.Limited, published)
	}
	bare := func(u tracker.Update) tracker.Update {
		u.EvidenceIn = tracker.Text{}
		return u
	}
	for _, c := range []struct {
		name    string
		code    string
		asOf    string
		updates []tracker.Update
		events  []tracker.Event
		change  func(*tracker.Record)
		want    string // state, on, due, days, count/of, items
	}{
		{name: "lately", code: tracker.ClockRepository, asOf: "2017-03-01", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "met 2017-01-20 2017-07-22 40 0/0 "},
		{name: "183 days", code: tracker.ClockRepository, asOf: "2017-07-22", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "met 2017-01-20 2017-07-22 183 0/0 "},
		{name: "184 days", code: tracker.ClockRepository, asOf: "2017-07-23", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "late 2017-01-20 2017-07-22 184 0/0 "},
		{name: "an event counts", code: tracker.ClockRepository, asOf: "2017-07-23", updates: []tracker.Update{reported("L", "2017-01-20")},
			events: []tracker.Event{event(tracker.RepositoryUpdate, "2017-07-01")}, want: "met 2017-07-01 2017-12-31 22 0/0 "},
		{name: "closed plans owe no more", code: tracker.ClockRepository, asOf: "2020-01-01", updates: []tracker.Update{reported("L", "2018-03-01")}, want: "met 2018-03-01 2018-08-31 121 0/0 "},
		{name: "not yet", code: tracker.ClockRepository, asOf: "2016-12-01", want: "running  2016-12-31 30 0/0 "},
		{name: "no record", code: tracker.ClockRepository, asOf: "2017-03-01", want: "needs_evidence  2016-12-31 0 0/0 "},

		{name: "silent", code: tracker.ClockCommitments, asOf: "2017-12-31", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "late   0 0/1 C1"},
		{name: "heard of", code: tracker.ClockCommitments, asOf: "2017-03-31", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "met   0 1/1 "},
		{name: "never", code: tracker.ClockCommitments, asOf: "2017-12-31", want: "needs_evidence   0 0/1 "},
		{name: "complete owes no more", code: tracker.ClockCommitments, asOf: "2018-06-30",
			updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), report(2, "M", "2016-12", tracker.Complete, "2017-01-20")}, want: "not_applicable   0 0/0 "},

		{name: "all", code: tracker.ClockEvidence, asOf: "2017-03-01", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "met   0 1/1 "},
		{name: "some", code: tracker.ClockEvidence, asOf: "2017-03-01", updates: []tracker.Update{reported("L", "2017-01-20"), bare(reported("M", "2017-01-20"))}, want: "partly   0 1/2 M"},
		{name: "none", code: tracker.ClockEvidence, asOf: "2017-03-01", updates: []tracker.Update{bare(reported("M", "2017-01-20"))}, want: "not_met   0 0/1 M"},
		{name: "nothing to show", code: tracker.ClockEvidence, asOf: "2017-03-01", updates: []tracker.Update{report(1, "L", "2016-12", tracker.NotStarted, "2017-01-20")}, want: "not_applicable   0 0/0 "},

		{name: "to come", code: tracker.ClockMidterm, asOf: "2017-09-01", want: "running  2017-09-30 29 0/0 "},
		{name: "in time", code: tracker.ClockMidterm, asOf: "2018-01-16", events: []tracker.Event{event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "met 2017-09-30 2017-09-30 0 0/0 "},
		{name: "40 days late", code: tracker.ClockMidterm, asOf: "2018-01-16", events: []tracker.Event{event(tracker.SelfAssessmentMid, "2017-11-09")}, want: "late 2017-11-09 2017-09-30 40 0/0 "},
		{name: "missing, nothing recorded", code: tracker.ClockMidterm, asOf: "2018-01-16", want: "needs_evidence  2017-09-30 0 0/0 "},
		{name: "missing from a record", code: tracker.ClockMidterm, asOf: "2017-10-10", events: []tracker.Event{event(tracker.ForumMeeting, "2017-01-01")}, want: "late  2017-09-30 10 0/0 "},
		{name: "published later", code: tracker.ClockMidterm, asOf: "2017-09-01", events: []tracker.Event{event(tracker.SelfAssessmentMid, "2017-11-09")}, want: "running  2017-09-30 29 0/0 "},
		{name: "newer plans", code: tracker.ClockMidterm, asOf: "2024-01-16", change: func(r *tracker.Record) { r.Plan.Start, r.Plan.End = day("2022-01-01"), day("2024-12-31") }, want: "not_applicable   0 0/0 "},
		{name: "to come", code: tracker.ClockEndOfTerm, asOf: "2018-01-16", want: "running  2018-09-30 257 0/0 "},

		{name: "none assessed", code: tracker.ClockComment, asOf: "2018-01-16", want: "running   0 0/0 "},
		{name: "two weeks", code: tracker.ClockComment, asOf: "2018-01-16", events: []tracker.Event{comments("2017-08-01", "2017-08-14"), event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "met 2017-08-01  0 1/1 "},
		{name: "a day short", code: tracker.ClockComment, asOf: "2018-01-16", events: []tracker.Event{comments("2017-08-01", "2017-08-13"), event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "not_met 2017-08-01  0 0/1 "},
		{name: "no end recorded", code: tracker.ClockComment, asOf: "2018-01-16", events: []tracker.Event{event(tracker.CommentPeriod, "2017-08-01"), event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "needs_evidence 2017-08-01  0 0/1 "},
		{name: "cut short by the final", code: tracker.ClockComment, asOf: "2018-01-16", events: []tracker.Event{comments("2017-09-25", "2017-10-25"), event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "not_met 2017-09-25  0 0/1 "},
		{name: "one of two", code: tracker.ClockComment, asOf: "2019-01-16", events: []tracker.Event{comments("2017-08-01", "2017-08-14"),
			event(tracker.SelfAssessmentMid, "2017-09-30"), event(tracker.SelfAssessmentEnd, "2018-09-30")}, want: "partly 2017-08-01  0 1/2 "},
		{name: "published", code: tracker.ClockCommentSummary, asOf: "2018-01-16", events: []tracker.Event{event(tracker.SelfAssessmentMid, "2017-09-30"), event(tracker.CommentSummary, "2017-09-30")}, want: "met 2017-09-30  0 1/1 "},
		{name: "no record", code: tracker.ClockCommentSummary, asOf: "2018-01-16", events: []tracker.Event{event(tracker.SelfAssessmentMid, "2017-09-30")}, want: "needs_evidence   0 0/1 "},

		{name: "in preparation", code: tracker.ClockIndependent, asOf: "2018-01-16", want: "running   0 0/2 "},
		{name: "one", code: tracker.ClockIndependent, asOf: "2018-05-16", events: []tracker.Event{event(tracker.IndependentProduct, "2018-04-01")}, want: "partly 2018-04-01  0 1/2 "},
		{name: "no record", code: tracker.ClockIndependent, asOf: "2020-01-01", want: "needs_evidence   0 0/2 "},

		{name: "to come", code: tracker.ClockNextPlan, asOf: "2018-01-16", want: "running  2018-06-30 165 0/0 "},
		{name: "at once", code: tracker.ClockNextPlan, asOf: "2019-01-16", change: func(r *tracker.Record) { r.NextPlanStart = day("2018-07-01") }, want: "met 2018-07-01 2018-06-30 0 0/0 "},
		{name: "with a gap", code: tracker.ClockNextPlan, asOf: "2019-01-16", change: func(r *tracker.Record) { r.NextPlanStart = day("2018-09-01") }, want: "late 2018-09-01 2018-06-30 62 0/0 "},
		{name: "announced", code: tracker.ClockNextPlan, asOf: "2018-07-10", change: func(r *tracker.Record) { r.NextPlanStart = day("2018-09-01") }, want: "late  2018-06-30 10 0/0 "},
		{name: "twelve months", code: tracker.ClockNextPlan, asOf: "2019-06-30", want: "late  2018-06-30 365 0/0 "},
		{name: "contrary to process", code: tracker.ClockNextPlan, asOf: "2019-07-01", want: "not_met  2018-06-30 366 0/0 "},
		{name: "came too late", code: tracker.ClockNextPlan, asOf: "2021-01-01", change: func(r *tracker.Record) { r.NextPlanStart = day("2020-01-01") }, want: "not_met 2020-01-01 2018-06-30 549 0/0 "},

		{name: "some", code: tracker.ClockProgress, asOf: "2017-03-01", updates: []tracker.Update{reported("L", "2017-01-20")}, want: "met   0 1/1 "},
		{name: "not yet", code: tracker.ClockProgress, asOf: "2017-03-01", want: "running   0 0/1 "},
		{name: "none at the end", code: tracker.ClockProgress, asOf: "2018-07-01", updates: []tracker.Update{report(1, "L", "2016-12", tracker.NotStarted, "2017-01-20")}, want: "not_met   0 0/1 "},
		{name: "no record at the end", code: tracker.ClockProgress, asOf: "2018-07-01", want: "needs_evidence   0 0/1 "},

		{name: "twice a year", code: tracker.ClockForum, asOf: "2017-06-30", events: []tracker.Event{event(tracker.ForumMeeting, "2017-06-01"), event(tracker.ForumMeeting, "2016-12-15")}, want: "met 2017-06-01 2017-12-01 168 2/0 "},
		{name: "a gap", code: tracker.ClockForum, asOf: "2017-12-31", events: []tracker.Event{event(tracker.ForumMeeting, "2016-12-15"), event(tracker.ForumMeeting, "2017-07-16")}, want: "not_met 2017-07-16 2018-01-16 213 2/0 "},
		{name: "not yet", code: tracker.ClockForum, asOf: "2016-12-31", want: "running  2017-01-01 183 0/0 "},
		{name: "no record", code: tracker.ClockForum, asOf: "2017-12-31", want: "needs_evidence  2017-01-01 548 0/0 "},
		{name: "before the plan", code: tracker.ClockForum, asOf: "2016-06-30", want: "running   0 0/0 "},
		{name: "published", code: tracker.ClockForumRules, asOf: "2017-12-31", events: []tracker.Event{event(tracker.ForumRules, "2016-03-01")}, want: "met 2016-03-01  0 0/0 "},
		{name: "no record", code: tracker.ClockForumRules, asOf: "2017-12-31", want: "needs_evidence   0 0/0 "},
		{name: "two weeks", code: tracker.ClockTimeline, asOf: "2017-12-31", events: []tracker.Event{event(tracker.CocreationTimeline, "2016-01-01"), event(tracker.CocreationStart, "2016-01-15")}, want: "met 2016-01-01 2016-01-01 14 0/0 "},
		{name: "a day short", code: tracker.ClockTimeline, asOf: "2017-12-31", events: []tracker.Event{event(tracker.CocreationTimeline, "2016-01-02"), event(tracker.CocreationStart, "2016-01-15")}, want: "not_met 2016-01-02 2016-01-01 13 0/0 "},
		{name: "half a record", code: tracker.ClockTimeline, asOf: "2017-12-31", events: []tracker.Event{event(tracker.CocreationStart, "2016-01-15")}, want: "needs_evidence   0 0/0 "},
		{name: "published", code: tracker.ClockResponse, asOf: "2017-12-31", events: []tracker.Event{event(tracker.ReasonedResponse, "2016-06-15")}, want: "met 2016-06-15  0 0/0 "},
		{name: "before the plan", code: tracker.ClockResponse, asOf: "2016-06-01", want: "running   0 0/0 "},
		{name: "two in the year", code: tracker.ClockMeetings, asOf: "2017-12-31", events: []tracker.Event{event(tracker.CivilSocietyMeeting, "2016-10-01"), event(tracker.CivilSocietyMeeting, "2017-06-30")}, want: "met 2017-06-30  0 1/1 "},
		{name: "one in the second", code: tracker.ClockMeetings, asOf: "2018-12-31", events: []tracker.Event{event(tracker.CivilSocietyMeeting, "2016-10-01"), event(tracker.CivilSocietyMeeting, "2017-06-30"),
			event(tracker.CivilSocietyMeeting, "2017-07-01")}, want: "partly 2017-07-01  0 1/2 "},
		{name: "one in the first", code: tracker.ClockMeetings, asOf: "2017-12-31", events: []tracker.Event{event(tracker.CivilSocietyMeeting, "2016-10-01")}, want: "not_met 2016-10-01  0 0/1 "},
		{name: "no full year yet", code: tracker.ClockMeetings, asOf: "2017-03-31", want: "running   0 0/0 "},
		{name: "no record", code: tracker.ClockMeetings, asOf: "2018-12-31", want: "needs_evidence   0 0/2 "},
	} {
		t.Run(c.code+" "+c.name, func(t *testing.T) {
			r := record(indicator("L", ""), indicator("M", ""))
			r.Updates, r.Events = c.updates, c.events
			if c.change != nil {
				c.change(r)
			}
			k := tracker.Assess(r, day(c.asOf)).Clock(c.code)
			got := fmt.Sprintf("%s %s %s %d %d/%d %s", k.State, k.On, k.Due, k.Days, k.Count, k.Of, strings.Join(k.Items, ","))
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestNoClockFailsForWantOfARecord holds OGP's own reading: what is not recorded
// needs evidence and is not called unmet.
func TestNoClockFailsForWantOfARecord(t *testing.T) {
	for _, asOf := range []string{"2015-01-01", "2016-07-01", "2017-08-01", "2018-06-30", "2019-01-01"} {
		for _, c := range tracker.Assess(record(indicator("L", "")), day(asOf)).Clocks {
			if c.Code != tracker.ClockNextPlan && (c.State == tracker.ClockNotMet || c.State == tracker.ClockLate) {
				t.Errorf("as of %s: %s is %s", asOf, c.Code, c.State)
			}
			if c.State == "" || c.Days < 0 {
				t.Errorf("as of %s: %+v", asOf, c)
			}
		}
	}
	if got := tracker.Assess(record(), day("2017-01-01")).Clock("nothing"); got.Code != "" {
		t.Errorf("found %+v", got)
	}
}
