package db_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// amended returns a store in which the usual plan was recorded and then amended:
// its title, a commitment, and a milestone that went.
func amended(t *testing.T) *db.Store {
	t.Helper()
	s := dbtest.Open(t)
	r := trackertest.Record()
	dbtest.Save(t, s, r)
	r.Plan.Title.EN = "Amended"
	r.Events = r.Events[:1]
	r.Plan.Commitments[2].Title.FR = "En anglais seulement"
	r.Plan.Commitments[1].Milestones = r.Plan.Commitments[1].Milestones[:1]
	if _, err := s.SavePlan(context.Background(), "coordinator", r); err != nil {
		t.Fatal(err)
	}
	return s
}

// told writes activities one a line.
func told(activities []tracker.Activity) string {
	var lines []string
	for _, a := range activities {
		line := fmt.Sprintf("%s %s %s|%s|%s", tracker.DateOf(a.At), a.Kind, a.Commitment, a.Item, a.Title.FR)
		switch a.Kind {
		case tracker.ActivityUpdate:
			line += fmt.Sprintf(" %s %s>%s %s", a.Period, a.From, a.To, a.Organization)
			if a.Correction {
				line += " corrected"
			}
		case tracker.ActivityDeadline:
			line += fmt.Sprintf(" %s>%s %s", a.DueFrom, a.DueTo, a.Reason.EN)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestActivity(t *testing.T) {
	s := amended(t)
	const amendments = `2018-07-03 amendment ||Troisième plan, 2016-2018
2018-07-03 amendment C02|C02.2|
2018-07-03 amendment C03|C03|En anglais seulement
`
	const imported = "2018-07-03 import ||Troisième plan, 2016-2018\n"
	const updates = `2018-06-20 update C02|C02.1|Inventorier les fonds 2018-06 >complete lac-bac
2018-02-01 update C01|C01.1.2|Les données sont mises à jour tous les mois 2017-06 substantial>limited tbs-sct corrected
2018-01-15 update C01|C01.2.2|Un prix est décerné 2017-12 >withdrawn tbs-sct
2018-01-15 update C01|C01.1.1|Un premier ensemble est en ligne 2017-12 limited>complete tbs-sct
2017-07-14 update C01|C01.1.2|Les données sont mises à jour tous les mois 2017-06 >substantial tbs-sct
2017-07-14 update C01|C01.1.1|Un premier ensemble est en ligne 2017-06 >limited tbs-sct
`
	const revision = "2017-06-15 deadline C01|C01.1.2|Les données sont mises à jour tous les mois 2017-06-30>2018-03-31 The supplier changed.\n"
	lines := func(text string, from, to int) string {
		return strings.Join(strings.SplitAfter(text, "\n")[from:to], "")
	}
	for name, c := range map[string]struct {
		query tracker.ActivityQuery
		want  string
	}{
		"all":                  {tracker.ActivityQuery{}, amendments + imported + updates + revision},
		"updates":              {tracker.ActivityQuery{Kind: tracker.ActivityUpdate}, updates},
		"deadlines":            {tracker.ActivityQuery{Kind: tracker.ActivityDeadline}, revision},
		"amendments":           {tracker.ActivityQuery{Kind: tracker.ActivityAmendment}, amendments},
		"imports":              {tracker.ActivityQuery{Kind: tracker.ActivityImport}, imported},
		"a kind that is none":  {tracker.ActivityQuery{Kind: "x"}, ""},
		"of a plan":            {tracker.ActivityQuery{Plan: "ca-3", Kind: tracker.ActivityImport}, imported},
		"of another plan":      {tracker.ActivityQuery{Plan: "ca-4"}, ""},
		"of a commitment":      {tracker.ActivityQuery{Commitment: "C02"}, lines(amendments, 1, 2) + lines(updates, 0, 1)},
		"of an organization":   {tracker.ActivityQuery{Organization: "lac-bac"}, lines(updates, 0, 1)},
		"from a day":           {tracker.ActivityQuery{Kind: tracker.ActivityUpdate, From: tracker.MustDate("2018-02-01")}, lines(updates, 0, 2)},
		"up to a day":          {tracker.ActivityQuery{To: tracker.MustDate("2017-07-14")}, lines(updates, 4, 6) + revision},
		"some":                 {tracker.ActivityQuery{Limit: 5}, amendments + imported + lines(updates, 0, 1)},
		"more than is allowed": {tracker.ActivityQuery{Limit: 1 << 40}, amendments + imported + updates + revision},
		"a hostile plan":       {tracker.ActivityQuery{Plan: "' OR 1=1 --"}, ""},
	} {
		got, err := s.Activity(context.Background(), c.query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(strings.TrimSpace(c.want), told(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Page after page gives every change once, also where several were published at
// one instant.
func TestActivityInPages(t *testing.T) {
	s := amended(t)
	all, err := s.Activity(context.Background(), tracker.ActivityQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for size := 1; size <= len(all); size++ {
		var paged []tracker.Activity
		query := tracker.ActivityQuery{Limit: size}
		for {
			page, err := s.Activity(context.Background(), query)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			paged = append(paged, page...)
			query.BeforeSeq = page[len(page)-1].Seq
		}
		if diff := cmp.Diff(all, paged); diff != "" {
			t.Errorf("pages of %d:\n%s", size, diff)
		}
	}
	if got, err := s.Activity(context.Background(), tracker.ActivityQuery{BeforeSeq: 1 << 40}); err != nil || len(got) != len(all) {
		t.Errorf("before a change that is not there: %d, %v", len(got), err)
	}
}
