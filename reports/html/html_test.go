package html_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/html"
	"ogptracker/reports/reporttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

var update = flag.Bool("update", false, "write the golden files anew")

// written composes a record's report and sets it, without drawings.
func written(t *testing.T, lang tracker.Lang, r *tracker.Record, o html.Options) string {
	t.Helper()
	d := compose.SelfAssessment(locale.For(lang), tracker.Assess(r, reporttest.Day), reporttest.Table(),
		compose.Options{Screen: true, AuditHead: strings.Repeat("ab", 32), Program: "1.0.0", Page: "https://example.org/plans/ca-3"})
	var b bytes.Buffer
	if err := html.Write(&b, d, nil, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var options = html.Options{
	Stylesheet: "/static/report.css",
	Links:      []html.Link{{Text: "PDF", Href: "report.pdf", Type: "application/pdf"}},
	Alternate:  html.Link{Text: "Other", Href: "/other"},
}

func parse(t *testing.T, page string) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// small is a document with one of each block, for the golden file: what a chapter
// says is held by the golden files of compose.
func small() *document.Document {
	french := document.Inline{{Text: "Bonjour", Lang: tracker.FR}, {Text: " [in French only]", Style: document.Quiet}}
	fig := chart.Chart{
		ID: "one", Title: "Chart", Subtitle: "in points", Sentence: "It rises.", Width: 760, Height: 200,
		Table: chart.Table{Caption: "Data", Head: []string{"Year", "Points"}, Numeric: []bool{false, true}, Rows: [][]string{{"2016", "1"}, {"2017", "2"}}},
	}
	return &document.Document{
		Lang: tracker.EN, Title: "A plan", Kind: "Interim self-assessment", Subject: "About a plan",
		Notice: "Made up.", NoticeShort: "Made up", Foot: "State as of a day",
		Cover: document.Cover{
			Top: "Canada", TopRight: "Report", Kicker: "Interim", Title: "A plan", Subtitle: "2016 to 2018",
			Signs: []tracker.Level{tracker.Complete, tracker.NoEvidence}, SignNote: "Two.",
			Facts: []document.Fact{{Label: "Day", Value: []document.Inline{document.Plainly("30 June")}}},
		},
		Sections: []document.Section{
			{ID: "glance", Title: "At a glance", Blocks: []document.Block{
				document.Paragraph{Lead: true, Text: document.Plainly("Half is done.")},
				document.Paragraph{Label: "Label", Text: french},
				document.KeyFigures{Items: []document.KeyFigure{{Value: "52%", Label: "progress", Note: "of all"}, {Value: "2", Label: "late", Late: true}}},
				document.Levels{Title: "By level", Items: []document.LevelCount{
					{Level: tracker.Complete, Name: "Complete", Count: 3}, {Level: tracker.NotStarted, Name: "Not started"}, {Level: tracker.NoEvidence, Name: "Unknown", Count: 1},
				}},
				document.Figure{Number: 1, Caption: "How it went.", Chart: fig},
			}},
			{ID: "hidden", Title: "Not in the contents", NoTOC: true},
			{ID: "one", Number: "1", Title: "Chapter", Sections: []document.Section{{
				ID: "c-1", Number: "1.1", Title: "Bonjour", TitleSpans: french,
				Blocks: []document.Block{
					document.Status{LevelLabel: "Level", Level: tracker.Limited, LevelName: "Limited", BarLabel: "Progress",
						Bar: document.Bar{Lower: 0.25, Upper: 0.75, Progress: 0.5, HasProgress: true}, BarText: "50%", LateLabel: "Overdue", Late: "1 indicator"},
					document.Facts{Rows: []document.Fact{{Label: "Two", Value: []document.Inline{document.Plainly("a"), {{Text: "b", Style: document.Strong}}}}}},
					document.Heading{Text: "Heading"},
					document.List{Label: "List", Ordered: true, Items: []document.Inline{{{Text: "run", Style: document.Code}}, {{Text: "link", Link: "#glance"}}}},
					document.List{Items: []document.Inline{{{Text: "script", Link: "javascript:alert(1)"}}, {{Text: "web", Link: "https://example.org/?a=1&b=2"}}}},
					document.Note{Text: document.Plainly("<b>not bold</b>")},
					document.Table{Number: 1, Caption: "Marks", Note: document.Plainly("A note."),
						Columns: []document.Column{{Head: "Code"}, {Head: "Name", RowHead: true}, {Head: "Bar"}, {Head: "Figure", Align: document.End}},
						Groups: []document.Group{
							{Title: "Group", Cells: []document.Cell{{}, {Text: document.Plainly("50%")}, {}}, Rows: []document.Row{
								{ID: "row", Cells: []document.Cell{{Text: document.Plainly("1")}, {Sign: tracker.Complete, Text: document.Plainly("First"), Sub: []document.Inline{{{Text: "30 days late", Style: document.Late}}}},
									{Bar: &document.Bar{Lower: 0.5, Upper: 0.5, Progress: 1}}, {Fill: &document.Fill{Value: 76, Of: 100}}}},
							}},
							{Rows: []document.Row{{Strong: true, Cells: []document.Cell{{}, {Text: document.Plainly("Second")},
								{Line: &document.Line{Values: []float64{20, 90}, Min: 20, Max: 90}}, {Span: &document.Range{Best: 1, Worst: 3, Of: 3}}}}}},
						}},
				},
			}}},
		},
	}
}

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	if err := html.Write(&b, small(), nil, options); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "small.html")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("the page differs from %s; run with -update and look at the difference", path)
	}
}

// TestStructure holds what a screen reader and a strict content security policy
// rely on, in both languages.
func TestStructure(t *testing.T) {
	for _, lang := range tracker.Langs {
		page := written(t, lang, reporttest.Sample(), options)
		d := parse(t, page)
		if got, _ := d.Find("html").Attr("lang"); got != string(lang) {
			t.Errorf("%s: the page's language is %q", lang, got)
		}
		if n := d.Find("h1").Length(); n != 1 {
			t.Errorf("%s: %d h1", lang, n)
		}
		last := 1
		d.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, h *goquery.Selection) {
			level := int(goquery.NodeName(h)[1] - '0')
			if level > last+1 {
				t.Errorf("%s: heading %q jumps from %d to %d", lang, h.Text(), last, level)
			}
			if strings.TrimSpace(h.Text()) == "" {
				t.Errorf("%s: an empty heading", lang)
			}
			last = level
		})
		d.Find("table").Each(func(_ int, table *goquery.Selection) {
			caption := strings.TrimSpace(table.Find("caption").Text())
			if caption == "" {
				t.Errorf("%s: a table without a caption", lang)
			}
			heads := table.Find("thead th[scope=col]").Length()
			if heads == 0 {
				t.Errorf("%s: %s: no column heads", lang, caption)
			}
			table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				cells := 0
				row.Find("th, td").Each(func(_ int, c *goquery.Selection) {
					span := 1
					if s, ok := c.Attr("colspan"); ok {
						fmt.Sscan(s, &span)
					}
					cells += span
				})
				if cells != heads {
					t.Errorf("%s: %s: a row of %d cells under %d heads: %s", lang, caption, cells, heads, row.Text())
				}
				if row.Find("th[scope]").Length() != 1 {
					t.Errorf("%s: %s: a row without one head", lang, caption)
				}
			})
		})
		if n := d.Find("[style], script, iframe, object, embed, link[rel=preload], img").Length(); n > 0 {
			t.Errorf("%s: %d elements that the policy forbids", lang, n)
		}
		for _, node := range d.Find("*").Nodes {
			for _, a := range node.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: %s has an event handler", lang, node.Data)
				}
			}
		}
		ids := make(map[string]bool)
		d.Find("[id]").Each(func(_ int, e *goquery.Selection) {
			id := e.AttrOr("id", "")
			if id == "" || ids[id] {
				t.Errorf("%s: id %q is blank or used twice", lang, id)
			}
			ids[id] = true
		})
		d.Find("[aria-labelledby]").Each(func(_ int, e *goquery.Selection) {
			if id := e.AttrOr("aria-labelledby", ""); !ids[id] {
				t.Errorf("%s: nothing is called %q", lang, id)
			}
		})
		d.Find("a").Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", "")
			if id, ok := strings.CutPrefix(href, "#"); ok && !ids[id] {
				t.Errorf("%s: a link to %q, which is nowhere", lang, id)
			}
			if href == "" || strings.TrimSpace(a.Text()) == "" {
				t.Errorf("%s: a link without an address or a text", lang)
			}
		})
		d.Find("figure").Each(func(_ int, f *goquery.Selection) {
			if f.Find("figcaption").Length() != 1 || f.Find(".sentence").Text() == "" || f.Find("details table").Length() != 1 {
				t.Errorf("%s: a figure without caption, sentence or table: %s", lang, f.Text())
			}
		})
		if first := d.Find("body > *").First(); !first.Is("a.skip[href='#report']") || d.Find("main#report").Length() != 1 {
			t.Errorf("%s: the skip link is not first, or leads nowhere", lang)
		}
	}
}

// TestForeignSpans holds that text in the other language carries its language.
func TestForeignSpans(t *testing.T) {
	for lang, text := range map[tracker.Lang]string{tracker.EN: "Presque ouvert.", tracker.FR: "Portal kept up"} {
		d := parse(t, written(t, lang, reporttest.Sample(), options))
		found := 0
		d.Find("main *").Each(func(_ int, e *goquery.Selection) {
			if e.Children().Length() == 0 && e.Text() == text {
				found++
				if e.Closest("[lang]").AttrOr("lang", "") != string(lang.Other()) {
					t.Errorf("%q in the %s report carries no language", text, lang)
				}
			}
		})
		if found == 0 {
			t.Errorf("%q is not in the %s report", text, lang)
		}
	}
}

// TestHostileTexts holds that no text of a record becomes markup, an address or
// a style.
func TestHostileTexts(t *testing.T) {
	for _, lang := range tracker.Langs {
		page := written(t, lang, reporttest.Hostile(), html.Options{})
		d := parse(t, page)
		if n := d.Find("script, img, [onerror], main style, main b").Length(); n > 0 {
			t.Errorf("%s: %d elements came out of texts", lang, n)
		}
		if n := d.Find("style").Length(); n != 1 {
			t.Errorf("%s: %d style elements", lang, n)
		}
		d.Find("a").Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", "")
			if !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "mailto:") {
				t.Errorf("%s: a link leads to %q", lang, href)
			}
		})
		if !strings.Contains(page, "&lt;script&gt;") || !strings.Contains(page, reporttest.LongWord()) {
			t.Errorf("%s: texts of the record are missing", lang)
		}
	}
}

func TestEveryRecord(t *testing.T) {
	for name, r := range map[string]*tracker.Record{
		"record only": reporttest.RecordOnly(), "unreported": reporttest.Unreported(), "withdrawn": reporttest.Withdrawn(), "nothing": {},
	} {
		for _, lang := range tracker.Langs {
			if d := parse(t, written(t, lang, r, html.Options{})); d.Find("main section").Length() < 8 {
				t.Errorf("%s %s: chapters are missing", name, lang)
			}
		}
	}
}

// TestPalette holds that the style sheet gives every colour of charts its value in
// the reader's scheme.
func TestPalette(t *testing.T) {
	css := string(html.Stylesheet)
	for _, token := range chart.Palette {
		for _, property := range []string{"fill", "stroke"} {
			if rule := "[" + property + `="` + token.Hex + `"] { ` + property + ": var(" + token.Name + "); }"; !strings.Contains(css, rule) {
				t.Errorf("the style sheet has no %s", rule)
			}
		}
	}
}

// TestDrawings holds that drawings stand in the page twice, for two widths, and
// bring nothing that the policy forbids, and that their tables then start closed.
func TestDrawings(t *testing.T) {
	d := compose.SelfAssessment(locale.For(tracker.FR), tracker.Assess(reporttest.Sample(), reporttest.Day), nil, compose.Options{Screen: true})
	var b bytes.Buffer
	if err := html.Write(&b, d, svg.NewRenderer(1), options); err != nil {
		t.Fatal(err)
	}
	page := parse(t, b.String())
	figures := page.Find("figure").Length()
	if n := page.Find("figure .drawing svg[role=img]").Length(); figures == 0 || n != 2*figures {
		t.Errorf("%d drawings in %d figures", n, figures)
	}
	if n := page.Find("[style], figure style, script, details[open]").Length(); n > 0 {
		t.Errorf("%d elements that must not be there", n)
	}
	ids := make(map[string]bool)
	page.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		if id := e.AttrOr("id", ""); ids[id] {
			t.Errorf("id %q is used twice", id)
		}
		ids[e.AttrOr("id", "")] = true
	})
}

// TestDrawingStops holds that a caller who gives up gets an error and no page.
func TestDrawingStops(t *testing.T) {
	d := compose.SelfAssessment(locale.For(tracker.EN), tracker.Assess(reporttest.Sample(), reporttest.Day), nil, compose.Options{Screen: true})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var b bytes.Buffer
	if err := html.WriteContext(ctx, &b, d, svg.NewRenderer(1), options); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
}

func TestSameBytes(t *testing.T) {
	first := written(t, tracker.FR, reporttest.Sample(), options)
	if again := written(t, tracker.FR, reporttest.Sample(), options); again != first {
		t.Error("two pages of the same report differ")
	}
}
