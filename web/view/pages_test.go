package view

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/trackertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var testDay = tracker.MustDate("2018-04-20")

// drawn stands for a chart that the renderer drew.
func drawn(id string) *Chart {
	table := chart.Table{Caption: "Data", Head: []string{"Period", "Value"}, Numeric: []bool{false, true}, Rows: [][]string{{"2018-06", "1"}}}
	c := chart.Chart{ID: id, Title: "Chart " + id, Subtitle: "In per cent", Sentence: "It rose.", Table: table, Options: []byte(`{"title":"</script><b>"}`)}
	return NewChart(c, c, template.HTML(`<svg viewBox="0 0 1 1"></svg>`), template.HTML(`<svg viewBox="0 0 1 1"></svg>`))
}

// sitePages are all pages of a tracker that holds one plan and one index, in one
// language.
func sitePages(l *locale.Locale, r *tracker.Record, ix *benchmark.Index) map[string]*Page {
	day := Day{AsOf: testDay, Usual: testDay, Today: testDay}
	a := tracker.Assess(r, testDay)
	changes := []tracker.Activity{
		{Seq: 3, At: time.Date(2018, 4, 2, 3, 0, 0, 0, time.UTC), Kind: tracker.ActivityUpdate, Plan: r.Plan.ID, Item: "C01.1.1", Commitment: "C01", Title: tracker.Text{EN: "A first set is online", FR: "Un premier ensemble est en ligne"}, From: tracker.Limited, To: tracker.Complete, Organization: "tbs-sct", Correction: true},
		{Seq: 2, At: time.Date(2017, 6, 15, 12, 0, 0, 0, time.UTC), Kind: tracker.ActivityDeadline, Plan: r.Plan.ID, Item: "C01.1.2", Commitment: "C01", DueFrom: tracker.MustDate("2017-06-30"), DueTo: tracker.MustDate("2018-03-31"), Reason: tracker.Text{EN: "The supplier changed.", FR: "Le fournisseur a changé."}},
		{Seq: 1, At: time.Date(2016, 6, 15, 12, 0, 0, 0, time.UTC), Kind: tracker.ActivityImport, Plan: r.Plan.ID, Title: r.Plan.Short},
	}
	records := func(string) *tracker.Record { return r }
	pages := map[string]*Page{
		"plans": PlansPage(l, PlansInput{Plans: []*tracker.Assessment{a}, Modified: testDay}),
		"plan":  PlanPage(l, a, PlanInput{Day: day, BurnUp: drawn("burn-up"), History: drawn("heatmap")}),
		"plan as of a day": PlanPage(l, tracker.Assess(r, tracker.MustDate("2017-07-31")),
			PlanInput{Day: Day{AsOf: tracker.MustDate("2017-07-31"), Usual: testDay, Today: testDay}}),
		"timeline":    TimelinePage(l, a, TimelineInput{Day: day}),
		"methodology": MethodologyPage(l),
		"data": DataPage(l, DataInput{Plans: []tracker.Plan{r.Plan}, Indices: []benchmark.Index{*ix},
			Fields: []FileFields{{File: "commitments.csv", Text: "One row each", Fields: []Field{{"plan", "string", "The plan"}}}}}),
		"reports":  ReportsPage(l, ReportsInput{Records: []*tracker.Record{r}, Today: func(*tracker.Plan) tracker.Date { return testDay }}),
		"activity": ActivityPage(l, ActivityInput{Changes: changes, PageSize: 2, Plans: []tracker.Plan{r.Plan}, Records: records, Organizations: r.Organizations}),
		"about":    AboutPage(l, AboutInput{Contact: "team@example.org", Licence: tracker.Text{EN: "Licence", FR: "Licence"}, Plans: []tracker.Plan{r.Plan}, Indices: []benchmark.Index{*ix}, Program: "test"}),
		"problem":  ProblemPage(l.Lang(), true, 404, func(*locale.Locale) string { return "<b>" }),
	}
	home := HomeInput{Jurisdiction: r.Jurisdiction, Current: a, Day: day, Activity: changes, Records: records, Home: "CA", Modified: testDay}
	if latest := ix.Latest(); latest != nil {
		t := benchmark.TableOf(ix, latest.Year)
		home.Benchmark = &t
		pages["reports"] = ReportsPage(l, ReportsInput{
			Records: []*tracker.Record{r}, Today: func(*tracker.Plan) tracker.Date { return testDay }, Home: "CA", Tables: []benchmark.Table{t},
		})
		pages["benchmark"] = BenchmarkPage(l, &t, BenchmarkInput{
			Home: "CA", Index: ix, Indices: []benchmark.Index{*ix}, Shown: t, Charts: drawnAll(TableCharts), Modified: testDay,
		})
		pages["compare"] = ComparePage(l, comparisonOf(ix, &t))
		pages["composite"] = CompositePage(l, composedOf(ix))
		wrong := composedOf(ix)
		wrong.Study, wrong.Charts, wrong.Unknown = nil, nil, []string{"a b"}
		wrong.Wrong = []CompositeFault{{CompositeWeights, "a b", "Unknown"}, {CompositeWeights, "", "Nothing weighs"}, {CompositeVary, "", "Too much"}, {CompositeCountries, "", "No code"}}
		pages["composite that cannot be"] = CompositePage(l, wrong)
		pages["country"] = CountryPage(l, CountryInput{
			Code: "CA", Home: "CA", Indices: []CountryIndex{{Index: ix, Table: &t, Trends: drawn("trends-odb")}}, Modified: testDay,
			OGP: OGPInput{Commitments: ownCommitments(), Source: benchmark.CommitmentSource{Source: tracker.Text{EN: "OGP", FR: "PGO"}, SourceURL: "https://www.opengovpartnership.org/"}, Plans: []tracker.Plan{r.Plan}},
		})
		pages["country elsewhere"] = CountryPage(l, CountryInput{Code: "UY", Home: "CA", Indices: []CountryIndex{{Index: ix}}})
	} else {
		pages["benchmark"] = EmptyBenchmarkPage(l, "CA")
	}
	pages["completion"] = EmptyCompletionPage(l)
	if ix.Latest() != nil {
		pages["completion"] = CompletionPage(l, completionInput(CompletionChoice{}))
		pages["completion by plan"] = CompletionPage(l, completionInput(CompletionChoice{By: benchmark.ByPlan, View: benchmark.WithProgress, Sort: SortName}))
		pages["completion by area"] = CompletionPage(l, completionInput(CompletionChoice{By: benchmark.ByPolicyArea, Group: "g7"}))
	}
	pages["home"] = HomePage(l, home)
	pages["editions of a plan without any"] = EditionsPage(l, EditionsInput{Record: r, Modified: testDay})
	pages["changes between no editions"] = ChangesPage(l, ChangesInput{Record: r, Modified: testDay})
	if frozen, all := editionsOf(r, ix); len(all) == 2 {
		c := edition.Compare(frozen[0], frozen[1])
		pages["editions"] = EditionsPage(l, EditionsInput{Record: r, Editions: all, Modified: testDay})
		pages["edition"] = EditionPage(l, EditionInput{Edition: all[0], Frozen: frozen[0], Figures: frozen[0].Assessment()})
		pages["computation"] = ComputationPage(l, frozen[1].Assessment(), ComputationInput{Edition: &all[1], Modified: testDay})
		pages["changes"] = ChangesPage(l, ChangesInput{Record: r, Editions: all, From: 1, To: 2, Changes: &c, After: &frozen[1].Record, Modified: testDay})
	}
	for _, c := range r.Plan.Commitments {
		pages["commitment "+c.Code] = CommitmentPage(l, a, CommitmentInput{Code: c.Code, Day: day})
		pages["history "+c.Code] = HistoryPage(l, HistoryInput{Record: r, Commitment: c.Code, History: trailOf(r)})
	}
	return pages
}

// editionsOf freezes a plan twice, the second time as a correction of the first; none
// where there is nothing to freeze.
func editionsOf(r *tracker.Record, ix *benchmark.Index) (frozen []*edition.Frozen, all []edition.Edition) {
	now := time.Date(2018, 8, 1, 12, 0, 0, 0, time.UTC)
	for i, day := range []string{"2017-06-30", "2018-06-30"} {
		request := edition.Request{Plan: r.Plan.ID, Kind: edition.Interim, AsOf: tracker.MustDate(day), Program: "test"}
		if request.Corrects = i; i > 0 {
			request.Reason = tracker.Text{EN: "A day was wrong.", FR: "Un jour était erroné."}
		}
		f, err := edition.Freeze(edition.State{Record: r, Index: ix, Editions: all, Audit: edition.Head{Seq: 41, Hash: strings.Repeat("ab", 32)}, Now: now}, request)
		if err != nil {
			return nil, nil
		}
		frozen, all = append(frozen, f), append(all, edition.Edition{Header: f.Header, SHA256: strings.Repeat("cd", 32), Size: 1})
	}
	all[0].CorrectedBy = 2
	return frozen, all
}

// comparisonOf compares all countries of a table.
func comparisonOf(ix *benchmark.Index, t *benchmark.Table) CompareInput {
	codes := codesOf(t)
	verdicts, _ := benchmark.Verdicts(benchmark.MatrixOf(ix, ix.Edition(t.Year)), t.WeightDelta, codes)
	slices.Sort(codes)
	return CompareInput{
		Home: "CA", Index: ix, Indices: []benchmark.Index{*ix}, Table: t, Verdicts: verdicts, Charts: drawnAll(CompareCharts), Modified: testDay,
		Compared: CompareChoice{Countries: codes, X: "odb.readiness", Y: "odb.impact"},
		Measures: []Option{{Value: "odb", Label: "Score"}, {Value: "odb.readiness", Label: "Readiness"}, {Value: "odb.impact", Label: "Impact"}},
	}
}

// composedOf makes a composite of an index's components.
func composedOf(ix *benchmark.Index) CompositeInput {
	e := ix.Latest()
	m := benchmark.MatrixOf(ix, e)
	s, err := benchmark.Examine(context.Background(), m, benchmark.Method{Normalisation: benchmark.MinMax, Aggregation: benchmark.Arithmetic, Weights: m.EqualWeights()},
		benchmark.Simulation{Delta: benchmark.WeightDelta, Draws: 200, Seed: 1})
	if err != nil {
		panic(err)
	}
	in := CompositeInput{
		Home: "CA", Index: ix, Indices: []benchmark.Index{*ix}, Sources: []benchmark.Source{{Index: ix, Year: e.Year}}, Typed: map[string]string{}, Whole: m.Countries, Rankable: m.Countries,
		Made: CompositeChoice{Index: ix.ID, Year: e.Year}, Study: s, Charts: drawnAll(CompositeCharts), Modified: testDay,
	}
	for _, component := range ix.Components {
		in.Parts, in.Typed[component.Code] = append(in.Parts, CompositePart{Component: component, Series: ix.Series}), "1"
	}
	return in
}

func drawnAll(ids []string) []*Chart {
	charts := make([]*Chart, len(ids))
	for i, id := range ids {
		charts[i] = drawn(id)
	}
	return charts
}

// ownCommitments are commitments of two plans of one country, of which the newer was
// not assessed.
func ownCommitments() []benchmark.Commitment {
	c := func(plan int, end benchmark.Completion) benchmark.Commitment {
		return benchmark.Commitment{Member: "Canada", Country: "CA", National: true, Plan: fmt.Sprintf("AP_CAN0%d", plan), PlanNumber: plan, Submitted: 2010 + 2*plan,
			Verifiable: benchmark.Yes, Relevant: benchmark.Yes, Impact: benchmark.ImpactTransformative, EndOfTerm: end}
	}
	return []benchmark.Commitment{c(2, benchmark.CompletionComplete), c(2, benchmark.CompletionSubstantial), c(2, benchmark.CompletionLimited), c(3, ""), c(3, benchmark.CompletionWithdrawn)}
}

// completionInput is what a choice shows of the commitments of the tests.
func completionInput(c CompletionChoice) CompletionInput {
	in := CompletionInput{Choice: c, Home: "CA", Commitments: trackertest.Commitments(), Modified: testDay}
	in.By, in.View, in.Source = c.Grouping(), c.Seen(), trackertest.CommitmentSource()
	var shown, chosen, home []benchmark.Commitment
	for _, one := range in.Commitments {
		if c.Shows(&one, in.Home) {
			shown = append(shown, one)
		}
		if c.Includes(&one) {
			chosen = append(chosen, one)
		}
		if c.Tagged(&one) && one.Country == in.Home {
			home = append(home, one)
		}
	}
	in.Standings, _ = benchmark.Standings(shown, in.By, in.View) // they are few
	in.Whole, in.Beside = benchmark.Together(chosen, in.View), benchmark.Together(home, in.View)
	return in
}

// render renders a page and holds what must hold of every page.
func render(t *testing.T, p *Page) (*goquery.Document, []byte) {
	t.Helper()
	p.Assets, p.Base = "/static/abc", "https://tracker.example.org"
	b, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if lang, _ := doc.Find("html").Attr("lang"); lang != string(p.Lang) {
		t.Errorf("lang is %q", lang)
	}
	if n := doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d headings of the first order", n)
	}
	if title := doc.Find("title").Text(); !strings.Contains(title, p.Title) || p.Title == "" {
		t.Errorf("the title is %q", title)
	}
	for _, never := range []string{"[style]", "style", "script:not([src]):not([type='application/json'])", "iframe", "img", "[onclick]", "[href^='javascript']", "[src^='http']", "link[rel=stylesheet][href^='http']"} {
		if doc.Find(never).Length() > 0 {
			t.Errorf("the page has %s", never)
		}
	}
	for _, left := range []string{"{{", "%!", "<no value>", "ZgotmplZ", ">web.", "\"web."} {
		if bytes.Contains(b, []byte(left)) {
			t.Errorf("%q is left in the page", left)
		}
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if ids[id] {
			t.Errorf("two parts have the id %q", id)
		}
		ids[id] = true
	})
	doc.Find("a[href^='#'], use[href^='#']").Each(func(_ int, s *goquery.Selection) {
		if href, _ := s.Attr("href"); !ids[href[1:]] {
			t.Errorf("nothing is at %s", href)
		}
	})
	if n := doc.Find("a:not([href])").Length(); n > 0 {
		t.Errorf("%d links lead nowhere", n)
	}
	doc.Find("a").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" {
			href, _ := s.Attr("href")
			t.Errorf("the link to %s has no words", href)
		}
	})
	alternates := 1
	if doc.Find("main .problem").Length() > 0 {
		alternates = 0 // what says that there is no page has no address
	}
	for _, lang := range tracker.Langs {
		if n := doc.Find(`link[rel=alternate][hreflang=` + string(lang) + `]`).Length(); n != alternates {
			t.Errorf("%d alternates in %s", n, lang)
		}
	}
	if n := doc.Find(`.site-tools a[hreflang=` + string(p.Lang.Other()) + `]`).Length(); n != 1 {
		t.Errorf("%d links to the other language", n)
	}
	if first, _ := doc.Find("body > *").First().Attr("class"); first != "skip" {
		t.Errorf("the first thing in the page is %q", first)
	}
	return doc, b
}

func TestPages(t *testing.T) {
	golden := []string{"home", "plans", "plan", "commitment C01", "timeline", "benchmark", "compare", "composite", "country", "activity", "problem", "history C01", "completion", "completion by plan", "completion by area"}
	for _, lang := range tracker.Langs {
		for name, p := range sitePages(locale.For(lang), trackertest.Record(), trackertest.Index()) {
			t.Run(string(lang)+"/"+name, func(t *testing.T) {
				doc, b := render(t, p)
				if slices.Contains(golden, name) {
					compare(t, name+"."+string(lang)+".html", mainPart.Find(b))
				}
				aside := strings.HasPrefix(name, "completion") || slices.Contains([]string{"benchmark", "compare", "composite", "composite that cannot be", "country", "country elsewhere", "methodology", "problem"}, name)
				if doc.Find(".demo").Length() != 1 && !aside {
					t.Error("the page does not say that its data are illustrative")
				}
			})
		}
	}
}

var mainPart = regexp.MustCompile(`(?s)<main.*</main>`)

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-"))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("%s, line %d: run with -update and look\n got  %s\n want %s", file, i+1, g[i], w[i])
			}
		}
		t.Fatalf("%s has %d lines, the page %d", file, len(w), len(g))
	}
}

func TestWhatPagesSay(t *testing.T) {
	pages := map[tracker.Lang]map[string]*goquery.Document{}
	for _, lang := range tracker.Langs {
		pages[lang] = map[string]*goquery.Document{}
		for name, p := range sitePages(locale.For(lang), trackertest.Record(), trackertest.Index()) {
			pages[lang][name], _ = render(t, p)
		}
	}
	for _, tt := range []struct {
		lang           tracker.Lang
		page, selector string
		has, hasNot    []string
	}{
		{tracker.EN, "plan", ".headline", []string{"56%", "progress", "2 of 6 items reported", "between 9% and 93%"}, nil},
		{tracker.FR, "plan", ".headline", []string{"56\u00a0%", "d’avancement", "2 des 6 éléments sont déclarés"}, nil},
		{tracker.EN, "plan", "#overdue", []string{"C01.1.2", "31\u00a0Mar 2018", "“By June 2017”", "30\u00a0Jun 2017", "+274", "20", "People", "Staff left.", "Treasury Board of Canada Secretariat", "Open Government Team"}, []string{"C01.1.1", "Du personnel"}},
		{tracker.FR, "plan", "#overdue", []string{"«\u00a0D’ici juin 2017\u00a0»", "Personnes", "Du personnel est parti."}, []string{"Staff left"}},
		{tracker.EN, "plan", "#due", []string{"C02.1", "C02.2", "71\u00a0days", "Library and Archives Canada"}, nil},
		{tracker.EN, "plan", "#status", []string{"1. Publish spending data", "28–78%", "2 of 3", "stated by the coordinator: Limited progress"}, nil},
		{tracker.FR, "plan", "#status", []string{"3. Only in English", "(en anglais seulement)"}, nil},
		{tracker.EN, "plan", "#earned", []string{"It rose.", "0.56", "1 of 5 dated items"}, nil},
		{tracker.EN, "plan", "#clocks", []string{"Mid-term self-assessment", "Published 31\u00a0October 2017"}, nil},
		{tracker.EN, "plan", "#checks", []string{"Missing reporting period", "C03"}, nil},
		{tracker.EN, "plan", "#updates", []string{"Limited progress", "1\u00a0February 2018"}, nil},
		{tracker.EN, "plan", "#reports", []string{"PDF in English", "Page in French", "End of December 2017"}, []string{"End of June 2018"}},
		{tracker.EN, "plan as of a day", ".as-of + .note", []string{"31\u00a0July 2017", "Show the latest state"}, nil},
		{tracker.EN, "commitment C01", ".panel", []string{"Treasury Board of Canada Secretariat", "Open Government Team", "CA0001", "1 indicator, by up to 20\u00a0days"}, nil},
		{tracker.EN, "commitment C01", "[id='item-C01.1.1']", []string{"Complete on time", "1 piece of evidence", "0 sets", "1 set"}, nil},
		{tracker.EN, "commitment C01", "[id='item-C01.2.1']", []string{"Not reported", "“Ongoing”", "unknown, not zero"}, nil},
		{tracker.EN, "commitment C01", "#evidence", []string{"The set", "Given"}, nil},
		{tracker.EN, "commitment C01", "#updates", []string{"Correction", "Corrected since", "Nearly done.", "The pipeline is being built."}, []string{"contributor"}},
		{tracker.EN, "commitment C03", "main", []string{"Level stated by the coordinator", "Only the groundwork is laid."}, nil},
		{tracker.EN, "timeline", ".lead", []string{"1 of 5 dated items has moved, by 274\u00a0days", "1 is past its current date"}, nil},
		{tracker.EN, "timeline", "details.data", []string{"C03", "By 2019", "Recurring"}, nil},
		{tracker.EN, "benchmark", ".bench", []string{"Canada", "76", "+8", "1–2"}, nil},
		{tracker.EN, "benchmark", "main", []string{"Canada 76.00 and United Kingdom 76.33", "it is not a confidence interval", "CC BY 4.0", "rank of Canada went from 2nd to 1st"}, nil},
		{tracker.FR, "benchmark", "main", []string{"Canada 76,00 et Royaume-Uni 76,33"}, nil},
		{tracker.EN, "compare", ".verdicts", []string{"Canada is at least as good as France on every component and better on at least one: no weighting can turn them round."}, nil},
		{tracker.EN, "compare", ".bench", []string{"76best", "86best", "67best", "+8"}, []string{"84best", "+8best"}},
		{tracker.FR, "compare", "main", []string{"Aucune pondération ne peut inverser l’ordre", "Dépend des poids", "4 pays choisis", "meilleur"}, nil},
		{tracker.EN, "country", ".against", []string{"2 of 3", "1\u00a0of\u00a04, tied", "Median, G7", "3 countries"}, []string{"Americas"}},
		{tracker.EN, "country", ".against .me", []string{"Canada", "76", "86", "87", "55"}, nil},
		{tracker.EN, "country", ".through", []string{"Leaders Edition", "+8", "2 of 3", "Rank among the 3 countries in all of these"}, nil},
		{tracker.EN, "country", "#ogp ~ p", []string{"2 of the 3 commitments assessed", "67%", "21–94%"}, nil},
		{tracker.FR, "country", "main", []string{"1\u00a0sur\u00a04, à\u00a0égalité", "Étoilés", "2 sur 3"}, nil},
		{tracker.EN, "country elsewhere", "main", []string{"No index recorded here covers Uruguay", "do not cover Uruguay: Open Data Barometer"}, []string{"Counted in"}},
		{tracker.EN, "home", "main", []string{"Third plan, 2016–18", "56%", "20 days late", "Open Data Barometer", "joined in 2012"}, nil},
		{tracker.EN, "activity", "main", []string{"1\u00a0April 2018", "Correction", "From 30\u00a0June 2017 to 31\u00a0March 2018 (+274\u00a0days)", "The supplier changed.", "Older changes"}, []string{"Plan recorded · "}},
		{tracker.FR, "problem", "main", []string{"Il n’y a pas de page", "There is no page", "Erreur 404", "<b>"}, nil},
		{tracker.FR, "reports", "main", []string{"PDF en français", "Page en anglais", "Fin juin 2017"}, nil},
		{tracker.EN, "data", "main", []string{"commitments.csv", "The plan", "/api/v1/plans"}, nil},
		{tracker.EN, "about", "main", []string{"not an official site", "team@example.org", "World Wide Web Foundation"}, nil},
	} {
		text := pages[tt.lang][tt.page].Find(tt.selector).Text()
		for _, s := range tt.has {
			if !strings.Contains(text, s) {
				t.Errorf("%s %s %s: %q is missing from %q", tt.lang, tt.page, tt.selector, s, squeeze(text))
			}
		}
		for _, s := range tt.hasNot {
			if strings.Contains(text, s) {
				t.Errorf("%s %s %s: %q must not be there", tt.lang, tt.page, tt.selector, s)
			}
		}
	}
	if lang, _ := pages[tracker.FR]["commitment C03"].Find("h1 span").Attr("lang"); lang != "en" {
		t.Error("an English title on a French page is not marked as English")
	}
	if n := pages[tracker.EN]["plan"].Find("figure.chart[data-chart='burn-up'] script[type='application/json']").Length(); n != 2 {
		t.Errorf("%d blocks of options", n)
	}
}

func squeeze(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return s[:min(len(s), 400)]
}

// The methodology's anchors are where every figure's link leads.
func TestMethodologyHasEveryRule(t *testing.T) {
	for _, lang := range tracker.Langs {
		doc, _ := render(t, MethodologyPage(locale.For(lang)))
		for _, id := range []string{"completion", "rollup", "as-of", "deadlines", "earned", "clocks", "checks", "review", "editions", "audit", "rank", "commitments", "composite"} {
			rule := doc.Find("section#" + id)
			if rule.Length() != 1 || !strings.Contains(rule.Text(), tracker.RulesVersion) {
				t.Errorf("%s: %s is missing or names no version", lang, id)
			}
			if id != "editions" && rule.Find(".example").Length() != 1 {
				t.Errorf("%s: %s has no worked example", lang, id)
			}
		}
	}
	a := tracker.Assess(exampleRecord(), exampleDay)
	doc, _ := render(t, MethodologyPage(locale.For(tracker.EN)))
	want := fmt.Sprintf("c = %s, l = %s, u = %s, p = %s", exact(a.Coverage), exact(a.Lower), exact(a.Upper), exact(a.Progress))
	if text := doc.Find("#rollup").Text(); !strings.Contains(text, want) || !strings.Contains(text, "16/27") {
		t.Errorf("the roll-up's example does not say %q", want)
	}
	for _, text := range exampleDeadlines[tracker.FR] {
		if m := tracker.ParseDeadline(text, tracker.FR, exampleStart); m.Kind == tracker.Undated && text != "À déterminer" {
			t.Errorf("%q cannot be read", text)
		}
	}
}

// Every requirement in every state says where it stands.
func TestClockText(t *testing.T) {
	codes := []string{
		tracker.ClockRepository, tracker.ClockCommitments, tracker.ClockEvidence, tracker.ClockMidterm, tracker.ClockEndOfTerm,
		tracker.ClockComment, tracker.ClockCommentSummary, tracker.ClockIndependent, tracker.ClockNextPlan, tracker.ClockProgress,
		tracker.ClockForum, tracker.ClockForumRules, tracker.ClockTimeline, tracker.ClockResponse, tracker.ClockMeetings,
	}
	states := []tracker.ClockState{
		tracker.ClockMet, tracker.ClockPartly, tracker.ClockLate, tracker.ClockRunning, tracker.ClockNotMet, tracker.ClockNeeds, tracker.ClockNotAsked,
	}
	d := tracker.MustDate("2018-06-30")
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for _, code := range codes {
			for _, state := range states {
				for _, c := range []tracker.Clock{
					{Code: code, State: state}, {Code: code, State: state, On: d, Due: d, Days: 3, Count: 1, Of: 2}, {Code: code, State: state, Due: d, Days: 3, Of: 1},
				} {
					if text := clockText(l, c); text == "" || strings.Contains(text, "web.") {
						t.Errorf("%s %s %s: %q", lang, code, state, text)
					}
				}
			}
		}
	}
}

func TestUnusualRecords(t *testing.T) {
	long := strings.Repeat("Engagement très long ", 10)
	hostile := `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)> javascript:alert(3) 😀 ` + "\u202e\x00\x07\xff" + `]]> --> &lt;`
	everywhere := func(text string) *tracker.Record {
		r := trackertest.Record()
		both := tracker.Text{EN: text, FR: text}
		p := &r.Plan
		p.Title, p.Short, p.Summary = both, both, both
		p.Themes[0].Name, r.Jurisdiction.Name, r.Organizations[0].Name = both, both, both
		p.Source = "javascript:alert(1)"
		for i := range p.Commitments {
			c := &p.Commitments[i]
			c.Title, c.Description, c.Problem, c.NextSteps, c.WithdrawReason, c.PolicyAreas = both, both, both, both, both, []tracker.Text{both}
			c.OGPID, c.Contact = text, tracker.Contact{Name: text, Title: both, Email: text}
			c.Deadline.Text = both
			for j := range c.Milestones {
				m := &c.Milestones[j]
				m.Title, m.Description, m.ExpectedOutput, m.Deadline.Text = both, both, both, both
				for k := range m.Indicators {
					in := &m.Indicators[k]
					in.Title, in.Baseline, in.Target, in.Actual, in.Deadline.Text = both, both, both, both, both
					for n := range in.Deadline.Revisions {
						in.Deadline.Revisions[n].Reason = both
					}
				}
			}
		}
		for i := range r.Updates {
			u := &r.Updates[i]
			u.Progress, u.Challenges, u.EvidenceIn, u.Risk = both, both, both, tracker.Risk(text)
			u.Evidence = []tracker.Evidence{{Title: both, URL: "javascript:alert(1)", SHA256: text}, {URL: text}}
		}
		return r
	}
	records := map[string]func() *tracker.Record{
		"a plan of which only the record is kept": func() *tracker.Record {
			r := trackertest.Record()
			r.Plan.Commitments, r.Updates, r.Plan.Promised = nil, nil, 12
			return r
		},
		"nothing reported": func() *tracker.Record {
			r := trackertest.Record()
			r.Updates = nil
			return r
		},
		"one commitment": func() *tracker.Record {
			r := trackertest.Record()
			r.Plan.Commitments = r.Plan.Commitments[2:]
			return r
		},
		"no themes, leads, contacts, dates": func() *tracker.Record {
			r := trackertest.Record()
			r.Plan.Themes, r.Plan.Start, r.Plan.End, r.Plan.Periods = nil, tracker.Date{}, tracker.Date{}, nil
			for i := range r.Plan.Commitments {
				r.Plan.Commitments[i].Leads, r.Plan.Commitments[i].Contact = nil, tracker.Contact{}
			}
			return r
		},
		"a plan with nothing but its name": func() *tracker.Record { return &tracker.Record{Plan: tracker.Plan{ID: "xx-1"}} },
		"long titles":                      func() *tracker.Record { return everywhere(long) },
		"hostile texts":                    func() *tracker.Record { return everywhere(hostile) },
		"one endless word":                 func() *tracker.Record { return everywhere(strings.Repeat("x", 50_000)) },
	}
	indices := map[string]*benchmark.Index{"an index": trackertest.Index(), "an empty index": {ID: "none"}}
	for name, record := range records {
		for indexName, ix := range indices {
			for _, lang := range tracker.Langs {
				for page, p := range sitePages(locale.For(lang), record(), ix) {
					t.Run(strings.Join([]string{name, indexName, string(lang), page}, "/"), func(t *testing.T) {
						_, b := render(t, p)
						if bytes.Contains(b, []byte("<script>alert")) || bytes.Contains(b, []byte("<img")) || bytes.Contains(b, []byte(`"javascript:`)) || bytes.ContainsAny(b, "\u202e\x00\x07") {
							t.Error("a text of the record became markup")
						}
					})
				}
			}
		}
	}
}

// What is sent stays small.
func TestPageWeight(t *testing.T) {
	for name, p := range sitePages(locale.For(tracker.FR), trackertest.Record(), trackertest.Index()) {
		_, b := render(t, p)
		var small bytes.Buffer
		z := gzip.NewWriter(&small)
		if _, err := z.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if small.Len() > 20_000 {
			t.Errorf("%s: %d bytes compressed", name, small.Len())
		}
	}
}

func TestThereIsNoSuchCommitment(t *testing.T) {
	a := tracker.Assess(trackertest.Record(), testDay)
	if p := CommitmentPage(locale.For(tracker.EN), a, CommitmentInput{Code: "none"}); p != nil {
		t.Errorf("a page %q", p.Title)
	}
}

func TestProblemPages(t *testing.T) {
	for _, lang := range tracker.Langs {
		for _, status := range []int{400, 403, 404, 405, 413, 414, 418, 500, 503} {
			doc, _ := render(t, ProblemPage(lang, false, status, func(*locale.Locale) string { return "" }))
			if text := doc.Find("main").Text(); !strings.Contains(text, fmt.Sprint(status)) {
				t.Errorf("%s %d: %q", lang, status, squeeze(text))
			}
			if n := doc.Find("main .problem").Length(); n != 1 {
				t.Errorf("%s %d: said in %d languages", lang, status, n)
			}
		}
	}
}

// TestBeforeThePlanBegins holds that a page for a day before the plan begins says
// so, and on its first day no longer.
func TestBeforeThePlanBegins(t *testing.T) {
	r := trackertest.Record()
	for lang, want := range map[tracker.Lang]string{tracker.EN: "nothing was due on this day", tracker.FR: "aucune échéance n’était atteinte ce jour-là"} {
		for asOf, early := range map[tracker.Date]bool{tracker.MustDate("1900-01-01"): true, r.Plan.Start.AddDays(-1): true, r.Plan.Start: false} {
			l, a := locale.For(lang), tracker.Assess(r, asOf)
			day := Day{AsOf: asOf, Usual: testDay, Today: testDay}
			for name, page := range map[string]*Page{
				"plan":       PlanPage(l, a, PlanInput{Day: day}),
				"timeline":   TimelinePage(l, a, TimelineInput{Day: day}),
				"commitment": CommitmentPage(l, a, CommitmentInput{Code: r.Plan.Commitments[0].Code, Day: day}),
			} {
				doc, _ := render(t, page)
				if got := strings.Contains(doc.Find(".note").Text(), want); got != early {
					t.Errorf("%s in %s on %s: says that the plan has not begun: %v", name, lang, asOf, got)
				}
			}
		}
	}
}
