package db_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// caseNumber numbers the plans that the properties record in one store.
var caseNumber atomic.Int64

// A record that is written, whatever it holds, is read the same; written again it
// changes nothing; and however it is amended, it then reads as amended.
func TestAnyRecordIsReadAsWritten(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		first := drawRecord(rt)
		second := drawRecord(rt)
		second.Plan.ID, second.Plan.Number = first.Plan.ID, first.Plan.Number
		for _, r := range []*tracker.Record{first, second} {
			if _, err := s.SavePlan(ctx, "test", r); err != nil {
				rt.Fatal(err)
			}
			got, err := s.Record(ctx, r.Plan.ID)
			if err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(r, got, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("(-want +got):\n%s", diff)
			}
			if change, err := s.SavePlan(ctx, "test", r); err != nil || change.Changed {
				rt.Fatalf("the same again: %+v, %v", change, err)
			}
		}
	})
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// Updates that are added are there, once each, whatever order they come in.
func TestAnyUpdatesAreReadAsWritten(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		r := trackertest.Record()
		r.Plan.Number = int(caseNumber.Add(1)) + 100
		r.Plan.ID = tracker.PlanID("CA", r.Plan.Number)
		r.Updates = nil
		dbtest.Save(t, s, r)
		updates := drawUpdates(rt, []string{"C01.1.1", "C02.1", "C03"})
		added, changed, unchanged, err := s.AddUpdates(ctx, "test", r.Plan.ID, updates)
		if err != nil || added+changed+unchanged != len(updates) {
			rt.Fatalf("%d + %d + %d of %d, %v", added, changed, unchanged, len(updates), err)
		}
		read, err := s.Record(ctx, r.Plan.ID)
		if err != nil || len(read.Updates) != added+changed {
			rt.Fatalf("%d updates, %v", len(read.Updates), err)
		}
		// What comes out goes in again without effect.
		added, changed, unchanged, err = s.AddUpdates(ctx, "test", r.Plan.ID, read.Updates)
		if err != nil || added+changed != 0 || unchanged != len(read.Updates) {
			rt.Fatalf("again: %d added, %d changed, %d unchanged, %v", added, changed, unchanged, err)
		}
	})
}

func drawRecord(t *rapid.T) *tracker.Record {
	d := drawer{t}
	number := int(caseNumber.Add(1)) + 100
	r := &tracker.Record{
		Jurisdiction: tracker.Jurisdiction{Code: "CA", Level: tracker.National, Name: tracker.Text{EN: "Canada", FR: "Canada"}},
		Plan: tracker.Plan{
			ID: tracker.PlanID("CA", number), Jurisdiction: "CA", Number: number,
			Title: d.text(), Short: d.text(), Summary: d.text(), Background: d.text(),
			Start: d.date(), End: d.date(), CycleYears: d.number(), OGPID: d.string(), Source: d.string(),
			TimeZone: d.string(), Publication: tracker.Direct, Promised: d.number(), Illustrative: d.yes(),
			Rules:   tracker.UpdateRules{ChallengesFor: draw(d, 2, d.level), EvidenceFor: draw(d, 2, d.level)},
			Periods: draw(d, 2, func() tracker.Period { return "2018-06" }),
			Themes:  draw(d, 2, func() tracker.Theme { return tracker.Theme{Code: d.string(), Name: d.text()} }),
		},
		Events: draw(d, 2, func() tracker.Event {
			return tracker.Event{Kind: tracker.ForumMeeting, On: d.date(), Until: d.date(), Title: d.text(), Note: d.text(), URL: d.string()}
		}),
		Recommendations: draw(d, 2, func() tracker.Recommendation {
			return tracker.Recommendation{Number: d.number(), Text: d.text(), Response: d.text(), Level: d.level(), Source: d.string()}
		}),
		NextPlanStart: d.date(),
		Conclusion:    d.text(),
	}
	codes := rapid.Permutation([]string{"A", "B", "B.1", "C", "ç", "D", "D.1", "D.1.1", "E", "F"}).Draw(t, "codes")
	next := func() string {
		code := codes[0]
		codes = codes[1:]
		return code
	}
	for range rapid.IntRange(0, 2).Draw(t, "commitments") {
		c := tracker.Commitment{
			Item: d.item(next()), Number: d.number(), OGPID: d.string(), Theme: d.string(),
			Problem: d.text(), Objective: d.text(), Actions: d.text(), Results: d.text(),
			Values:      tracker.Values{AccessToInformation: d.text(), CivicParticipation: d.text(), PublicAccountability: d.text()},
			PolicyAreas: draw(d, 2, d.text), Resources: d.text(), RelatedPlans: d.text(), NonGovernment: d.text(),
			Start: d.date(), End: d.date(), WithdrawReason: d.text(), WhatChanged: d.text(), NextSteps: d.text(),
			Contact: tracker.Contact{Name: d.string(), Title: d.text(), Organization: d.string(), Email: d.string()},
		}
		if d.yes() {
			c.Stated = &tracker.Stated{Level: d.level(), Reason: d.text(), On: d.date()}
		}
		for range rapid.IntRange(0, 2).Draw(t, "milestones") {
			m := tracker.Milestone{Item: d.item(next()), ExpectedOutput: d.text()}
			if d.yes() {
				m.Indicators = []tracker.Indicator{{Item: d.item(next()), Baseline: d.text(), Target: d.text(),
					Actual: d.text(), ActualOn: d.date(), S4D: d.yes()}}
			}
			c.Milestones = append(c.Milestones, m)
		}
		r.Plan.Commitments = append(r.Plan.Commitments, c)
	}
	for _, code := range []string{"tbs-sct", "lac-bac"}[:rapid.IntRange(0, 2).Draw(t, "organizations")] {
		r.Organizations = append(r.Organizations, tracker.Organization{Code: code, Kind: tracker.Department, Name: tracker.Text{EN: code, FR: code}})
	}
	return r
}

// drawer draws the values that records are made of.
type drawer struct{ *rapid.T }

func (d drawer) string() string {
	return rapid.SampledFrom([]string{"", "a", "é", "'", "\"", "<b>", "\n", "null", "😀", "\u2028"}).Draw(d.T, "string")
}

func (d drawer) text() tracker.Text   { return tracker.Text{EN: d.string(), FR: d.string()} }
func (d drawer) number() int          { return rapid.IntRange(-1, 9999).Draw(d.T, "number") }
func (d drawer) yes() bool            { return rapid.Bool().Draw(d.T, "yes") }
func (d drawer) level() tracker.Level { return rapid.SampledFrom(tracker.Levels).Draw(d.T, "level") }

func (d drawer) date() tracker.Date {
	if d.yes() {
		return tracker.Date{}
	}
	return tracker.MustDate("2016-02-29").AddDays(rapid.IntRange(-700000, 2000000).Draw(d.T, "day"))
}

func (d drawer) item(code string) tracker.Item {
	return tracker.Item{
		Code: code, Title: d.text(), Description: d.text(), Weight: rapid.Float64Range(1e-300, 1e300).Draw(d.T, "weight"),
		Leads: draw(d, 2, d.string), Supporting: draw(d, 2, d.string),
		Deadline: tracker.Deadline{
			Text: d.text(), SetByHand: d.yes(),
			Meaning: tracker.Meaning{Kind: tracker.Dated, Precision: tracker.ByDay, From: d.date(),
				Dates: draw(d, 2, d.date), Due: d.date(), Ambiguous: d.yes()},
			Revisions: draw(d, 2, func() tracker.Revision {
				return tracker.Revision{On: d.date(), Due: d.date(), Reason: d.text(), Author: d.string()}
			}),
		},
	}
}

// draw draws a list of at most so many values.
func draw[T any](d drawer, most int, value func() T) []T {
	var list []T
	for range rapid.IntRange(0, most).Draw(d.T, "length") {
		list = append(list, value())
	}
	return list
}
