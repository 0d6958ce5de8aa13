package view

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// The days of the worked examples.
var (
	exampleStart = tracker.MustDate("2026-01-01")
	exampleDay   = tracker.MustDate("2026-12-31")
	exampleDays  = []tracker.Date{tracker.MustDate("2026-07-15"), tracker.MustDate("2026-08-31"), exampleDay}
)

// exampleRecord is a small plan: two commitments of which the second weighs
// twice the first, one leaf never reported, one withdrawn, one corrected, one
// deadline revised.
func exampleRecord() *tracker.Record {
	indicator := func(code, due string) tracker.Indicator {
		return tracker.Indicator{Item: tracker.Item{Code: code, Deadline: exampleDue(due)}}
	}
	second := tracker.Milestone{Item: tracker.Item{Code: "2.1", Deadline: exampleDue("2026-12-31")}}
	second.Deadline.Revisions = []tracker.Revision{{On: tracker.MustDate("2026-10-01"), Due: tracker.MustDate("2027-06-30")}}
	return &tracker.Record{
		Plan: tracker.Plan{
			ID: "example", Start: exampleStart, End: tracker.MustDate("2027-12-31"), CycleYears: 2, TimeZone: "UTC",
			Periods: []tracker.Period{"2026-06", "2026-12", "2027-06", "2027-12"},
			Commitments: []tracker.Commitment{
				{
					Item: tracker.Item{Code: "1", Weight: 1}, Number: 1,
					Milestones: []tracker.Milestone{{
						Item: tracker.Item{Code: "1.1"},
						Indicators: []tracker.Indicator{
							indicator("1.1.1", "2026-06-30"), indicator("1.1.2", "2026-12-31"), indicator("1.1.3", "2026-09-30"),
						},
					}},
				},
				{
					Item: tracker.Item{Code: "2", Weight: 2}, Number: 2,
					Milestones: []tracker.Milestone{second, {Item: tracker.Item{Code: "2.2", Deadline: exampleDue("2027-06-30")}}},
				},
			},
		},
		Updates: []tracker.Update{
			exampleUpdate(1, "1.1.1", "2026-06", tracker.Limited, "2026-07-10", 0),
			exampleUpdate(2, "2.1", "2026-06", tracker.Complete, "2026-07-12", 0),
			exampleUpdate(3, "2.1", "2026-06", tracker.Substantial, "2026-08-01", 2),
			exampleUpdate(4, "1.1.1", "2026-12", tracker.Complete, "2026-12-18", 0),
			exampleUpdate(5, "1.1.2", "2026-12", tracker.Limited, "2026-12-18", 0),
			exampleUpdate(6, "2.2", "2026-12", tracker.Withdrawn, "2026-12-20", 0),
		},
		Events: []tracker.Event{
			{Kind: tracker.ForumMeeting, On: tracker.MustDate("2026-03-12")},
			{Kind: tracker.ForumMeeting, On: tracker.MustDate("2026-10-08")},
		},
	}
}

func exampleDue(day string) tracker.Deadline {
	d := tracker.MustDate(day)
	return tracker.Deadline{Meaning: tracker.Meaning{Kind: tracker.Dated, Precision: tracker.ByDay, From: d, Dates: []tracker.Date{d}, Due: d}}
}

func exampleUpdate(id int64, leaf string, period tracker.Period, v tracker.Level, day string, replaces int64) tracker.Update {
	return tracker.Update{
		ID: id, Leaf: leaf, Period: period, Status: v, Replaces: replaces,
		PublishedAt: tracker.MustDate(day).UTC().Add(15 * time.Hour),
	}
}

// exampleDeadlines are texts as plans print them.
var exampleDeadlines = map[tracker.Lang][]string{
	tracker.EN: {
		"By June 2027", "By spring 2027", "By fall 2027", "Winter 2026", "By the end of 2027", "Fiscal year 2026-27",
		"Early 2027", "March 2027 and March 2028", "Ongoing", "Annually until 2027", "To be determined",
	},
	tracker.FR: {
		"D’ici juin 2027", "D’ici le printemps 2027", "D’ici l’automne 2027", "Hiver 2026", "D’ici la fin de 2027", "Exercice 2026-2027",
		"Début 2027", "Mars 2027 et mars 2028", "En continu", "Annuellement jusqu’en 2027", "À déterminer",
	},
}

func checksRule(l *locale.Locale) Rule {
	a := tracker.Assess(exampleRecord(), exampleDay)
	found := map[tracker.Check]int{}
	for _, f := range a.Flags {
		found[f.Check]++
	}
	t := Table{
		Caption: l.T("web.method.checks.table"),
		Head:    heads(l.T("web.method.checks.check"), l.T("web.method.checks.looks_for"), "#"+l.T("web.method.checks.found")),
	}
	for _, c := range allChecks {
		t.Rows = append(t.Rows, cells(t.Head, l.Check(c), l.T("common.check."+string(c)+".why"), l.Int(found[c])))
	}
	return Rule{
		ID: "checks", Title: l.T("web.method.checks.title"),
		Text:     []string{l.T("web.method.checks.text"), l.T("web.method.checks.evidence")},
		Examples: []Example{{Table: t}},
	}
}

// allChecks are the checks in the order of the rules.
var allChecks = []tracker.Check{
	tracker.CheckNoEvidence, tracker.CheckFallingBack, tracker.CheckStandstill, tracker.CheckMissingPeriod,
	tracker.CheckPastDue, tracker.CheckDueBeforeStart, tracker.CheckOrder, tracker.CheckLanguageMissing,
	tracker.CheckLanguagesDiffer, tracker.CheckPlaceholder, tracker.CheckDeadLink, tracker.CheckNoLead,
	tracker.CheckNoContact, tracker.CheckRecurringNoEnd, tracker.CheckAmbiguousDate,
}

func auditRule(l *locale.Locale) Rule {
	t := Table{
		Caption: l.T("web.method.audit.table"),
		Head:    heads("#"+l.T("web.method.audit.number"), l.T("web.method.audit.change"), l.T("web.method.audit.previous"), l.T("web.method.audit.hash")),
	}
	prev := ""
	for i, after := range []string{`{"status":"limited"}`, `{"status":"complete"}`} {
		e := tracker.AuditEntry{
			Seq: int64(i + 1), At: exampleDays[i].UTC(), Actor: "example", Action: "publish", Subject: "update/" + strconv.Itoa(i+1),
			After: json.RawMessage(after), Salt: strings.Repeat(strconv.Itoa(i+1), 2*tracker.SaltSize), Prev: prev,
		}
		e.Hash = e.Sum()
		t.Rows = append(t.Rows, cells(t.Head, l.Int(i+1), after, shortHash(prev), shortHash(e.Hash)))
		prev = e.Hash
	}
	return Rule{
		ID: "audit", Title: l.T("web.method.audit.title"),
		Text:     []string{l.T("web.method.audit.text"), l.T("web.method.audit.refused"), l.T("web.method.audit.head")},
		Examples: []Example{{Text: l.T("web.method.audit.example"), Table: t}},
	}
}

// shortHash is the beginning of a hash, which is enough to compare by eye.
func shortHash(s string) string {
	if len(s) < 16 {
		return "–"
	}
	return s[:8] + " " + s[8:16] + "…"
}

// exampleIndex holds three countries of the Open Data Barometer 2017.
func exampleIndex() *benchmark.Index {
	return &benchmark.Index{
		ID: "example", Series: benchmark.Absolute,
		Components: []benchmark.Component{{Code: "readiness"}, {Code: "implementation"}, {Code: "impact"}},
		Editions: []benchmark.Edition{{Year: 2017, Scores: []benchmark.Score{
			{Country: "CA", Value: 76, Components: benchmark.Values{86, 87, 55}},
			{Country: "GB", Value: 76, Components: benchmark.Values{83, 89, 57}},
			{Country: "AU", Value: 75, Components: benchmark.Values{79, 84, 62}},
		}}},
	}
}

func rankRule(l *locale.Locale) Rule {
	table := benchmark.TableOf(exampleIndex(), 2017)
	t := Table{
		Caption: l.T("web.method.rank.table"),
		Head: heads(l.T("web.column.country"), "#"+l.T("web.column.score"), "#"+l.T("web.column.rank"),
			l.T("web.method.rank.components"), "#"+l.T("web.method.rank.mean"), "#"+l.T("web.method.rank.mean_rank"),
			"#"+l.T("web.method.rank.composite"), "#"+l.T("web.method.rank.composite_rank"), "#"+l.T("web.column.rank_range")),
	}
	for _, row := range table.Rows {
		parts := make([]string, len(row.Components))
		for i, v := range row.Components {
			parts[i] = l.Decimal(v, table.PartDigits)
		}
		t.Rows = append(t.Rows, cells(t.Head, l.Country(row.Country), scoreOf(l, &table, row.Score), l.Int(row.Rank), l.List(parts),
			l.Decimal(row.Mean, 2), l.Int(row.MeanRank), l.Decimal(row.Composite, 2), l.Int(row.CompositeRank), l.Int(row.Best)+"–"+l.Int(row.Worst)))
	}
	delta := l.Percent(tracker.RatioOf(ratOf(benchmark.WeightDelta)))
	return Rule{
		ID: "rank", Title: l.T("web.method.rank.title"),
		Text: []string{l.T("web.method.rank.text"), l.T("web.method.rank.change"), l.T("web.method.rank.range", "delta", delta), l.T("web.method.rank.pairs", "delta", delta)},
		Points: []string{
			l.T("web.method.rank.place"), l.T("web.method.rank.editions"), l.T("web.method.rank.series"), l.T("web.method.rank.missing"), l.T("web.method.rank.handbook"),
		},
		Examples: []Example{{Text: l.T("web.method.rank.example"), Table: t}},
	}
}

// exampleProportions are the completed among the assessed of three members, as an
// example.
var exampleProportions = []benchmark.Proportion{{High: 3, Assessed: 3}, {High: 9, Assessed: 9}, {High: 2, Assessed: 9}}

func commitmentsRule(l *locale.Locale) Rule {
	first := exampleProportions[0]
	t := Table{
		Caption: l.T("web.method.commitments.table"),
		Head: heads(l.T("web.completion.of_assessed"), "#"+l.T("web.completion.share"), "#"+l.T("web.completion.interval"),
			l.T("web.method.commitments.beside", "counts", countsOf(l, first))),
	}
	for i, p := range exampleProportions {
		low, high := p.Wilson95()
		beside := l.Percent(tracker.Ratio{})
		if i > 0 {
			beside = l.T("web.completion.relation." + string(p.Beside(first)))
		}
		t.Rows = append(t.Rows, cells(t.Head, countsOf(l, p), shareIn(l, p.Share()),
			l.T("web.completion.from_to", "low", l.Decimal(100*low, 1), "top", l.Decimal(100*high, 1)), beside))
	}
	return Rule{
		ID: "commitments", Title: l.T("web.method.commitments.title"),
		Text: []string{l.T("web.method.commitments.text"), l.T("web.completion.assessed_note"), l.T("web.method.commitments.views"), l.T("web.completion.overlap")},
		Points: []string{
			l.T("web.method.commitments.starred"), l.T("web.method.commitments.ambition"), l.T("web.method.commitments.results"),
			l.T("web.method.commitments.denominators"),
		},
		Formulas: []string{l.T("web.method.commitments.formula")},
		Examples: []Example{{Text: l.T("web.method.commitments.example"), Table: t}},
	}
}
