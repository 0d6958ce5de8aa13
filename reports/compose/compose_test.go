package compose_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

var update = flag.Bool("update", false, "write the golden files anew")

// composed composes a record's report as of the tests' day.
func composed(lang tracker.Lang, r *tracker.Record, t *benchmark.Table, o compose.Options) *document.Document {
	return compose.SelfAssessment(locale.For(lang), tracker.Assess(r, reporttest.Day), t, o)
}

var options = compose.Options{AuditHead: strings.Repeat("ab", 32), Program: "1.0.0", Page: "https://example.org/plans/ca-3"}

func TestGolden(t *testing.T) {
	for _, test := range []struct {
		name   string
		record *tracker.Record
		table  *benchmark.Table
	}{
		{"sample", reporttest.Sample(), reporttest.Table()},
		{"record-only", reporttest.RecordOnly(), nil},
		{"unreported", reporttest.Unreported(), nil},
		{"withdrawn", reporttest.Withdrawn(), nil},
	} {
		for _, lang := range tracker.Langs {
			name := test.name + "." + string(lang)
			t.Run(name, func(t *testing.T) {
				got := dump(composed(lang, test.record, test.table, options))
				path := filepath.Join("testdata", name+".txt")
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
	}
}

// TestAnchors holds that every link inside a report leads somewhere, and that no
// two places share a name.
func TestAnchors(t *testing.T) {
	for _, lang := range tracker.Langs {
		for name, r := range records() {
			d := composed(lang, r, reporttest.Table(), options)
			places := make(map[string]bool)
			place := func(id string) {
				if id == "" {
					return
				}
				if places[id] {
					t.Errorf("%s %s: two places are called %q", name, lang, id)
				}
				places[id] = true
			}
			walk(d, func(s document.Section) { place(s.ID) }, func(b document.Block) {
				if table, ok := b.(document.Table); ok {
					for _, g := range table.Groups {
						for _, row := range g.Rows {
							place(row.ID)
						}
					}
				}
			})
			eachSpan(d, func(s document.Span) {
				if id, ok := strings.CutPrefix(s.Link, "#"); ok && !places[id] {
					t.Errorf("%s %s: %q leads to %q, which is nowhere", name, lang, s.Text, id)
				}
			})
		}
	}
}

// TestNumbering holds that tables and figures are numbered from 1 in the order
// in which they stand.
func TestNumbering(t *testing.T) {
	d := composed(tracker.EN, reporttest.Sample(), reporttest.Table(), options)
	tables, figures := 0, 0
	walk(d, nil, func(b document.Block) {
		switch b := b.(type) {
		case document.Table:
			if b.Number == 0 { // how to read the report
				return
			}
			if tables++; b.Number != tables {
				t.Errorf("table %q has number %d, want %d", b.Caption, b.Number, tables)
			}
		case document.Figure:
			if figures++; b.Number != figures {
				t.Errorf("figure %q has number %d, want %d", b.Caption, b.Number, figures)
			}
		}
	})
	if tables == 0 || figures == 0 {
		t.Errorf("%d tables and %d figures", tables, figures)
	}
}

// TestShape holds that no row has more cells than its table has columns, and
// that every table names its columns.
func TestShape(t *testing.T) {
	for name, r := range records() {
		walk(composed(tracker.FR, r, reporttest.Table(), options), nil, func(b document.Block) {
			table, ok := b.(document.Table)
			if !ok {
				return
			}
			if table.Caption == "" || len(table.Groups) == 0 {
				t.Errorf("%s: table %d has no caption or nothing in it", name, table.Number)
			}
			for _, c := range table.Columns {
				if c.Head == "" || c.Share <= 0 {
					t.Errorf("%s: %s has a column without a head or a width", name, table.Caption)
				}
			}
			for _, g := range table.Groups {
				if len(g.Cells) >= len(table.Columns) {
					t.Errorf("%s: %s: %q has too many cells", name, table.Caption, g.Title)
				}
				for _, row := range g.Rows {
					if len(row.Cells) != len(table.Columns) {
						t.Errorf("%s: %s: %d cells for %d columns", name, table.Caption, len(row.Cells), len(table.Columns))
					}
				}
			}
		})
	}
}

// TestHostileTexts holds that nothing of a hostile record comes through as a
// link, a control character or a turn of direction, and that all else does.
func TestHostileTexts(t *testing.T) {
	for _, lang := range tracker.Langs {
		d := composed(lang, reporttest.Hostile(), reporttest.Table(), options)
		markup, word := false, false
		eachText(d, func(s string) {
			markup = markup || strings.Contains(s, "<script>")
			word = word || strings.Contains(s, strings.Repeat("W", 1<<20))
			if i := strings.IndexFunc(s, func(r rune) bool {
				return r < ' ' || r == 0x7F || r >= 0x202A && r <= 0x202E
			}); i >= 0 {
				t.Errorf("%s: %.60q holds a character that must not be set", lang, s[i:])
			}
		})
		eachSpan(d, func(s document.Span) {
			if s.Link != "" && !strings.HasPrefix(s.Link, "#") && !strings.HasPrefix(s.Link, "https://") && !strings.HasPrefix(s.Link, "mailto:") {
				t.Errorf("%s: a link leads to %q", lang, s.Link)
			}
		})
		if !markup || !word {
			t.Errorf("%s: texts of the record are missing: markup %t, long word %t", lang, markup, word)
		}
	}
}

// TestOtherLanguageIsMarked holds that a text that exists in one language only is
// marked in the report of the other, in its language and in words.
func TestOtherLanguageIsMarked(t *testing.T) {
	r := reporttest.Sample()
	for lang, text := range map[tracker.Lang]string{tracker.EN: "Presque ouvert.", tracker.FR: "Portal kept up"} {
		found := 0
		eachInline(composed(lang, r, nil, options), func(spans document.Inline) {
			for i, s := range spans {
				if s.Text != text {
					continue
				}
				found++
				if s.Lang != lang.Other() {
					t.Errorf("%q in the %s report has language %q", text, lang, s.Lang)
				}
				if i+1 == len(spans) || !strings.Contains(spans[i+1].Text, locale.For(lang).T("report.only_in_other")) {
					t.Errorf("%q in the %s report is not marked in words", text, lang)
				}
			}
		})
		if found == 0 {
			t.Errorf("%q is not in the %s report", text, lang)
		}
	}
}

// TestNothingAfterTheDay holds that a report knows nothing published later.
func TestNothingAfterTheDay(t *testing.T) {
	if s := dump(composed(tracker.EN, reporttest.Sample(), nil, options)); strings.Contains(s, "After the day") {
		t.Error("the report tells what came after its day")
	}
}

// TestSameDocument holds that the same arguments give the same document, and
// that the record is left alone.
func TestSameDocument(t *testing.T) {
	r := reporttest.Sample()
	a := tracker.Assess(r, reporttest.Day)
	first := dump(compose.SelfAssessment(locale.For(tracker.FR), a, reporttest.Table(), options))
	second := dump(compose.SelfAssessment(locale.For(tracker.FR), a, reporttest.Table(), options))
	if first != second {
		t.Error("two reports of the same assessment differ")
	}
}

func TestScreen(t *testing.T) {
	var told []chart.Chart
	o := options
	o.Screen, o.Charts = true, func(c chart.Chart) { told = append(told, c) }
	placed := 0
	walk(composed(tracker.EN, reporttest.Sample(), nil, o), nil, func(b document.Block) {
		if f, ok := b.(document.Figure); ok {
			placed += 2
			if f.Narrow == nil || f.Chart.Width <= f.Narrow.Width {
				t.Errorf("figure %d is not drawn for both widths", f.Number)
			}
		}
	})
	if placed == 0 || len(told) != placed {
		t.Errorf("%d charts placed, %d told of", placed, len(told))
	}
}

func records() map[string]*tracker.Record {
	return map[string]*tracker.Record{
		"sample": reporttest.Sample(), "record only": reporttest.RecordOnly(), "unreported": reporttest.Unreported(),
		"withdrawn": reporttest.Withdrawn(), "hostile": reporttest.Hostile(), "nothing at all": {},
	}
}
