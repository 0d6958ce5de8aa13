package compose_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/html"
	"ogptracker/reports/pdf"
	"ogptracker/reports/reporttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// editions freezes a record halfway and at its end, and a review of the second.
func editions(t *testing.T, r *tracker.Record) []*edition.Frozen {
	t.Helper()
	var all []edition.Edition
	var out []*edition.Frozen
	state := func() edition.State {
		return edition.State{Record: r, Editions: all, Audit: edition.Head{Seq: 41, Hash: strings.Repeat("ab", 32)}, Now: time.Date(2018, 8, 1, 12, 0, 0, 0, time.UTC)}
	}
	keep := func(f *edition.Frozen, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out, all = append(out, f), append(all, edition.Edition{Header: f.Header, SHA256: strings.Repeat("cd", 32)})
	}
	for _, day := range []string{"2017-06-30", "2018-06-30"} {
		keep(edition.Freeze(state(), edition.Request{Plan: r.Plan.ID, Kind: edition.Interim, AsOf: tracker.MustDate(day), Program: "test"}))
	}
	found := charttest.Review(out[1].Assessment())
	found.Edition, found.SHA256 = 2, all[1].SHA256
	found.Findings = tracker.Text{EN: "The plan moved.", FR: "Le plan a avancé."}
	found.Assessments[0].Codes = review.Codes{Specificity: review.DegreeHigh, Access: "yes", PotentialImpact: "minor", Completion: "limited", Opened: "marginal"}
	found.Assessments[0].Findings = tracker.Text{FR: "Un seul jalon."}
	found.Assessments[0].Reply = tracker.Text{EN: "Agreed.", FR: "D’accord."}
	keep(edition.FreezeReview(state(), out[1], found, "test"))
	return out
}

// suite composes every report beside the self-assessment.
func suite(t *testing.T, lang tracker.Lang, r *tracker.Record) map[string]*document.Document {
	t.Helper()
	l, out := locale.For(lang), map[string]*document.Document{}
	all := editions(t, r)
	last := all[2]
	o := compose.EditionOptions(last, strings.Repeat("cd", 32))
	for _, report := range compose.OfEdition(last) {
		if report.Name != "selfassessment" {
			out[report.Name] = report.Compose(l, o)
		}
	}
	a := last.Assessment()
	if len(r.Plan.Commitments) > 0 {
		out["factsheet"] = compose.FactSheet(l, a, last.Review, r.Plan.Commitments[0].Code, o)
	}
	changes := edition.Compare(all[0], all[1])
	out["comparison"] = compose.Changes(l, all[1].Assessment(), &changes, [2]string{strings.Repeat("01", 32), strings.Repeat("23", 32)}, compose.EditionOptions(all[1], strings.Repeat("cd", 32)))
	out["live"] = compose.Slippage(l, tracker.Assess(r, reporttest.Day), options)
	return out
}

// TestSuite compares the reports of the sample with golden files, and holds of each, for
// odd records too, that their links lead somewhere and that they can be set both ways.
func TestSuite(t *testing.T) {
	renderer := svg.NewRenderer(1)
	for _, lang := range tracker.Langs {
		for name, d := range suite(t, lang, reporttest.Sample()) {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				got := dump(d)
				path := filepath.Join("testdata", "suite-"+name+"."+string(lang)+".txt")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the document differs from %s; run with -update and look at the difference", path)
				}
			})
		}
		for name, r := range records() {
			if len(r.Plan.Commitments) == 0 {
				continue // of which nothing is frozen
			}
			for report, d := range suite(t, lang, r) {
				where := name + " " + report + " " + string(lang)
				linksLead(t, where, d)
				papers := []pdf.Paper{pdf.Letter}
				if report == "summary" { // which is to be one page on either
					papers = append(papers, pdf.A4)
				}
				for _, paper := range papers {
					var file bytes.Buffer
					if err := pdf.Write(&file, d, renderer, pdf.Options{Paper: paper}); err != nil {
						t.Fatalf("%s: %v", where, err)
					}
					if n := bytes.Count(file.Bytes(), []byte("/StructParents ")); report == "summary" && n != 1 {
						t.Errorf("%s: %d pages", where, n)
					}
				}
				if err := html.Write(&bytes.Buffer{}, d, renderer, html.Options{}); err != nil {
					t.Errorf("%s: %v", where, err)
				}
			}
		}
	}
}

// linksLead holds that every link inside a report leads to a place of it.
func linksLead(t *testing.T, where string, d *document.Document) {
	t.Helper()
	places := map[string]bool{}
	walk(d, func(s document.Section) { places[s.ID] = true }, func(b document.Block) {
		if table, ok := b.(document.Table); ok {
			for _, g := range table.Groups {
				for _, row := range g.Rows {
					places[row.ID] = true
				}
			}
		}
	})
	eachSpan(d, func(s document.Span) {
		if id, ok := strings.CutPrefix(s.Link, "#"); ok && !places[id] {
			t.Errorf("%s: %q leads to %q, which is nowhere", where, s.Text, id)
		}
	})
}

// TestFactSheetOfNothing holds that there is none of a code that the plan does not have.
func TestFactSheetOfNothing(t *testing.T) {
	if compose.FactSheet(locale.For(tracker.EN), tracker.Assess(reporttest.Sample(), reporttest.Day), nil, "nothing", options) != nil {
		t.Error("a fact sheet of nothing")
	}
}
