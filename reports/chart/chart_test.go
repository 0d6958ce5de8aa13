package chart_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/trackertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var sizes = []chart.Size{chart.Wide, chart.Narrow, chart.Print}

// all draws every chart of a plan and of an index.
func all(l *locale.Locale, a *tracker.Assessment, t benchmark.Table, size chart.Size) []chart.Chart {
	var out []chart.Chart
	for _, id := range chart.PlanCharts {
		draw, _ := chart.ForPlan(id)
		out = append(out, draw(l, a, size))
	}
	for _, id := range chart.BenchmarkCharts {
		draw, _ := chart.ForBenchmark(id)
		out = append(out, draw(l, t, "CA", size))
	}
	return out
}

// samples are the plans and indices that charts must cope with.
func samples() map[string]charttest.Options {
	return map[string]charttest.Options{
		"ordinary":     {Commitments: 5, Leaves: 4, Themes: true},
		"empty":        {},
		"one":          {Commitments: 1, Leaves: 1},
		"unknown":      {Commitments: 3, Leaves: 2, Unknown: true},
		"complete":     {Commitments: 3, Leaves: 2, AllComplete: true, NoRevisions: true},
		"undated":      {Commitments: 3, Leaves: 2, NoDates: true},
		"large":        {Commitments: 130, Leaves: 2},
		"deep":         {Commitments: 2, Leaves: 100},
		"long":         {Commitments: 4, Leaves: 3, Title: strings.Repeat("Une étiquette extrêmement longue ", 7)},
		"before start": {Commitments: 3, Leaves: 2, AsOf: "2015-01-01"},
		"long after":   {Commitments: 3, Leaves: 2, AsOf: "2030-01-01"},
	}
}

func tables() map[string]benchmark.Table {
	return map[string]benchmark.Table{
		"published":  benchmark.TableOf(charttest.Index(), 2017),
		"first":      benchmark.TableOf(charttest.Index(), 2013),
		"no edition": benchmark.TableOf(charttest.Index(), 1999),
		"wide":       benchmark.TableOf(charttest.WideIndex(150), 2017),
		"one":        benchmark.TableOf(charttest.WideIndex(1), 2017),
		"none":       {},
		"ties": benchmark.TableOf(changed(func(s *benchmark.Score) {
			s.Value = 50
			for j := range s.Components {
				s.Components[j] = 50
			}
		}), 2017),
		"nothing known": benchmark.TableOf(changed(func(s *benchmark.Score) {
			s.Value = math.NaN()
			for j := range s.Components {
				s.Components[j] = math.NaN()
			}
		}), 2017),
		"no components": benchmark.TableOf(changed(func(s *benchmark.Score) { s.Components = nil }), 2017),
		"another method": benchmark.TableOf(func() *benchmark.Index {
			ix := charttest.Index()
			ix.Editions[3].Break = tracker.Text{EN: "New questions.", FR: "Nouvelles questions."}
			return ix
		}(), 2017),
		"many components": benchmark.TableOf(charttest.ManyComponents(20), 2017),
	}
}

// changed returns the index of ten countries with every score changed.
func changed(change func(*benchmark.Score)) *benchmark.Index {
	ix := charttest.Index()
	for i := range ix.Editions {
		for j := range ix.Editions[i].Scores {
			change(&ix.Editions[i].Scores[j])
		}
	}
	return ix
}

// choices are the home country and the chosen ones that benchmark charts must cope
// with.
var choices = []struct {
	home   string
	chosen []string
}{
	{home: "CA"},
	{home: ""},
	{home: "XX"},
	{home: "CA", chosen: []string{"GB", "CA", "GB", "XX", "", "DE"}},
	{home: "CA", chosen: []string{"GB", "AU", "FR", "KR", "MX", "JP", "NZ", "DE", "US"}},
	{home: "", chosen: []string{"AA", "AB", "AC"}},
}

// TestOptions compares the options of a small plan's charts with golden files.
func TestOptions(t *testing.T) {
	a := charttest.Plan(charttest.Options{Commitments: 2, Leaves: 3, Themes: true})
	table := benchmark.TableOf(charttest.Index(), 2017)
	for _, v := range []struct {
		lang tracker.Lang
		size chart.Size
	}{{tracker.EN, chart.Wide}, {tracker.FR, chart.Narrow}} {
		for _, c := range all(locale.For(v.lang), a, table, v.size) {
			t.Run(fmt.Sprintf("%s-%s-%d", c.ID, v.lang, v.size), func(t *testing.T) {
				var got bytes.Buffer
				fmt.Fprintf(&got, "%s\n%s\n%s\n%d x %d\n\n", c.Title, c.Subtitle, c.Sentence, c.Width, c.Height)
				if err := json.Indent(&got, c.Options, "", " "); err != nil {
					t.Fatal(err)
				}
				got.WriteByte('\n')
				golden(t, fmt.Sprintf("%s-%s-%d.txt", c.ID, v.lang, v.size), got.Bytes())
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the picture, then run with -update", path)
	}
}

// TestEverything draws every chart of every sample in both languages and all
// sizes, and checks what must hold of each.
func TestEverything(t *testing.T) {
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for name, o := range samples() {
			a := charttest.Plan(o)
			for _, size := range sizes {
				for _, id := range chart.PlanCharts {
					draw, _ := chart.ForPlan(id)
					checkChart(t, fmt.Sprintf("%s %s %s %d", name, id, lang, size), draw(l, a, size), id, size)
				}
			}
		}
		for name, table := range tables() {
			for _, size := range sizes {
				for _, choice := range choices {
					for _, id := range chart.BenchmarkCharts {
						draw, _ := chart.ForBenchmark(id)
						c := draw(l, table, choice.home, size, choice.chosen...)
						checkChart(t, fmt.Sprintf("%s %s %s %d %q", name, id, lang, size, choice), c, id, size)
					}
				}
			}
		}
	}
}

func checkChart(t *testing.T, name string, c chart.Chart, id string, size chart.Size) {
	t.Helper()
	if c.ID != id || c.Title == "" || c.Subtitle == "" || c.Table.Caption == "" {
		t.Errorf("%s: incomplete: %q %q %q %q", name, c.ID, c.Title, c.Subtitle, c.Table.Caption)
	}
	if !strings.HasSuffix(c.Sentence, ".") || strings.Contains(c.Sentence, "{{") || strings.Contains(c.Sentence, "chart.") {
		t.Errorf("%s: not a sentence: %q", name, c.Sentence)
	}
	if _, plan := chart.ForPlan(id); plan && c.Note == "" {
		t.Errorf("%s: no note", name)
	}
	if c.Width != int(size) || c.Height < 20 {
		t.Errorf("%s: %d x %d", name, c.Width, c.Height)
	}
	if size == chart.Print && c.Height > 620 {
		t.Errorf("%s: %d points high, a page has 637 with the caption", name, c.Height)
	}
	if !json.Valid(c.Options) {
		t.Errorf("%s: options are not JSON", name)
	}
	if bytes.Contains(c.Options, []byte("__f__")) || bytes.ContainsAny(c.Options, "<>") {
		t.Errorf("%s: options could leave their script block", name)
	}
	for _, used := range hexColor.FindAllString(string(c.Options), -1) {
		if !inPalette(used) {
			t.Errorf("%s: the colour %s is not in the palette", name, used)
		}
	}
	if len(c.Table.Numeric) != len(c.Table.Head) {
		t.Errorf("%s: %d columns, %d of them said to be numeric or not", name, len(c.Table.Head), len(c.Table.Numeric))
	}
	for _, row := range c.Table.Rows {
		if len(row) != len(c.Table.Head) {
			t.Fatalf("%s: a row of %d cells under %d heads", name, len(row), len(c.Table.Head))
		}
	}
	texts(t, name, c)
}

var hexColor = regexp.MustCompile(`#[0-9A-Fa-f]{3,8}\b`)

func inPalette(hex string) bool {
	for _, token := range chart.Palette {
		if token.Hex == hex {
			return true
		}
	}
	return false
}

// texts checks that all words of a chart lie within the picture and are large
// enough to be read.
func texts(t *testing.T, name string, c chart.Chart) {
	t.Helper()
	var o struct {
		Graphic struct {
			Elements []struct {
				Type  string
				X, Y  float64
				Style struct {
					Text                 string
					FontSize, LineHeight float64
					FontWeight           int
					Align                string
				}
			}
		}
	}
	if err := json.Unmarshal(c.Options, &o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, e := range o.Graphic.Elements {
		if e.Type != "text" || e.Style.Text == "?" { // the latter is part of a sign
			continue
		}
		lines := strings.Split(e.Style.Text, "\n")
		width := 0.0
		for _, line := range lines {
			width = max(width, typeface.Width(line, e.Style.FontSize, e.Style.FontWeight == 600))
		}
		left := e.X - width*map[string]float64{"": 0, "left": 0, "center": 0.5, "right": 1}[e.Style.Align]
		half := e.Style.FontSize*0.6 + float64(len(lines)-1)*e.Style.LineHeight/2
		const slack = 1.5
		if left < -slack || left+width > float64(c.Width)+slack || e.Y-half < -slack || e.Y+half > float64(c.Height)+slack {
			t.Errorf("%s: %q reaches from %.0f to %.0f and %.0f to %.0f, out of %d x %d", name, e.Style.Text, left, left+width, e.Y-half, e.Y+half, c.Width, c.Height)
		}
		if e.Style.FontSize < 6.5 || c.Width != int(chart.Print) && e.Style.FontSize < 12 {
			t.Errorf("%s: %q is set in %g", name, e.Style.Text, e.Style.FontSize)
		}
	}
}

// TestHostile holds that no text of a record breaks a chart, its options or what
// they stand in.
func TestHostile(t *testing.T) {
	for i, text := range charttest.Hostile {
		a := charttest.Plan(charttest.Options{Commitments: 2, Leaves: 2, Title: text})
		for _, lang := range tracker.Langs {
			for _, size := range sizes {
				for _, id := range chart.PlanCharts {
					draw, _ := chart.ForPlan(id)
					c := draw(locale.For(lang), a, size)
					checkChart(t, fmt.Sprintf("text %d %s %s %d", i, id, lang, size), c, id, size)
					if len(c.Options) > 40_000 {
						t.Errorf("text %d %s: %d bytes of options", i, id, len(c.Options))
					}
				}
			}
		}
	}
}

// TestSentences holds what charts say, in both languages.
func TestSentences(t *testing.T) {
	published := benchmark.TableOf(charttest.Index(), 2017)
	ordinary := charttest.Options{Commitments: 10, Leaves: 4}
	for _, tt := range []struct {
		id     string
		plan   charttest.Options
		en, fr string
	}{
		{"progress", ordinary,
			"69% complete; 33 of 40 indicators are reported, and whatever the other 7 are, the plan stands between 57% and 74%. 77% of the plan’s time has passed.",
			"Plan réalisé à 69\u00a0%; 33 des 40 indicateurs sont déclarés et, quel que soit l’état des 7 autres, le plan se situe entre 57\u00a0% et 74\u00a0%. 77\u00a0% de la durée du plan s’est écoulée."},
		{"progress", charttest.Options{Commitments: 2, Leaves: 2, Unknown: true},
			"Nothing has been reported on the plan’s 4 indicators, so how far it is remains unknown. 77% of the plan’s time has passed.",
			"Rien n’est déclaré pour les 4 indicateurs du plan; on ignore donc où il en est. 77\u00a0% de la durée du plan s’est écoulée."},
		{"progress", charttest.Options{}, "The plan has nothing to report on yet.", "Le plan n’a encore rien à déclarer."},
		{"status", ordinary,
			"Of 10 commitments, 8 have made substantial progress and 2 have made limited progress.",
			"Sur 10 engagements, 8 affichent un progrès important et 2 affichent un progrès limité."},
		{"status", charttest.Options{Commitments: 3, Leaves: 2, AllComplete: true},
			"Each of the 3 commitments stands at “Complete”.", "Les 3 engagements sont au niveau «\u00a0Réalisé\u00a0»."},
		{"status", charttest.Options{Commitments: 2, Leaves: 2, Unknown: true},
			"Nothing has been reported on any of the 2 commitments.", "Rien n’est déclaré pour aucun des 2 engagements."},
		{"burn-up", ordinary,
			"By 16\u00a0January 2018 the plan had earned 57%, 4 points more than its original dates promised (53%). Its current dates ask for 50%. What is unreported could add up to 18 points.",
			"Au 16\u00a0janvier 2018, l’acquis du plan était de 57\u00a0%, soit 4 points de plus que ne le promettaient ses échéances initiales (53\u00a0%). Ses échéances actuelles demandent 50\u00a0%. Ce qui n’est pas déclaré pourrait y ajouter jusqu’à 18 points."},
		{"timeline", ordinary,
			"Of 38 indicators with a date, 4 have moved, by up to 92\u00a0days. 11 are overdue. 6 are due within 90\u00a0days.",
			"Sur 38 indicateurs avec échéance, 4 ont été reportés, de 92\u00a0jours au plus. 11 sont en retard. 6 arrivent à échéance d’ici 90\u00a0jours."},
		{"timeline", charttest.Options{Commitments: 3, Leaves: 2, AllComplete: true, NoRevisions: true},
			"Of 6 indicators with a date, none has moved. Nothing is overdue.",
			"Sur 6 indicateurs avec échéance, aucun n’a été reporté. Aucun n’est en retard."},
		{"heatmap", ordinary,
			"From September 2016 to December 2017, 8 of 10 commitments rose to a higher level. 2 were first reported after September 2016. In 12 of 60 cases nothing was reported for a period.",
			"De septembre 2016 à décembre 2017, 8 engagements sur 10 sont passés à un niveau supérieur. 2 ont été déclarés pour la première fois après septembre 2016. Dans 12 cas sur 60, rien n’a été déclaré pour une période."},
		{"scores", charttest.Options{},
			"Canada scored 76 out of 100 in the Open Data Barometer of 2017 (+18 since 2013). It ranks 1st of 10 countries, tied with the United Kingdom.",
			"Canada\u00a0: 76 sur 100 à l’indice «\u00a0Open Data Barometer\u00a0» de 2017 (+18 depuis 2013). Rang\u00a0: 1er sur 10 pays; même rang\u00a0: Royaume-Uni."},
		{"trends", charttest.Options{},
			"Canada went from 58 in 2013 to 76 in 2017 (+18). Largest rise since 2013: Mexico (+33).",
			"Canada\u00a0: de 58 en 2013 à 76 en 2017 (+18). Plus forte hausse depuis 2013\u00a0: Mexique (+33)."},
		{"ranks", charttest.Options{},
			"10 countries are in all 5 editions from 2013 to 2017, and are ranked among each other. Canada: from 4th (tied) to 1st (tied).",
			"10 pays figurent dans les 5 éditions de 2013 à 2017 et sont classés entre eux. Canada\u00a0: 4e (à égalité) à la première édition, 1er (à égalité) à la dernière."},
		{"components", charttest.Options{},
			"Canada does best on Implementation (87) and worst on Impact (55). Beside the United Kingdom and Australia it leads or ties on Readiness.",
			"Canada\u00a0: meilleure composante, Mise en œuvre (87); plus faible, Incidence (55). Composantes en tête ou à égalité par rapport à ces pays (Royaume-Uni et Australie)\u00a0: État de préparation."},
	} {
		for lang, want := range map[tracker.Lang]string{tracker.EN: tt.en, tracker.FR: tt.fr} {
			var got string
			if draw, ok := chart.ForPlan(tt.id); ok {
				got = draw(locale.For(lang), charttest.Plan(tt.plan), chart.Wide).Sentence
			} else if draw, ok := chart.ForBenchmark(tt.id); ok {
				got = draw(locale.For(lang), published, "CA", chart.Wide).Sentence
			}
			if got != want {
				t.Errorf("%s %s:\n got %q\nwant %q", tt.id, lang, got, want)
			}
		}
	}
}

// TestChosen holds what charts say of the countries chosen beside the home country.
func TestChosen(t *testing.T) {
	ix := charttest.Index()
	ix.Editions[3].Break = tracker.Text{EN: "New questions.", FR: "Nouvelles questions."}
	ix.Editions[0].Scores = ix.Editions[0].Scores[:9] // without Germany
	broken := benchmark.TableOf(ix, 2017)
	for _, tt := range []struct {
		id     string
		en, fr string
	}{
		{"ranks",
			"9 countries are in all 5 editions from 2013 to 2017, and are ranked among each other. Canada: from 4th (tied) to 1st (tied); United Kingdom: 1st in the first edition, 1st (tied) in the last; France: from 6th to 4th (tied). Not in every edition: Germany. The method changed in 2016, so that ranks before and after compare with care only.",
			"9 pays figurent dans les 5 éditions de 2013 à 2017 et sont classés entre eux. Canada\u00a0: 4e (à égalité) à la première édition, 1er (à égalité) à la dernière; Royaume-Uni\u00a0: 1er à la première édition, 1er (à égalité) à la dernière; France\u00a0: 6e à la première édition, 4e (à égalité) à la dernière. Absent d’au moins une édition\u00a0: Allemagne. La méthode a changé en 2016; les rangs d’avant et d’après se comparent avec prudence."},
		{"trends",
			"Canada went from 68 in 2016 to 76 in 2017 (+8). Change of other countries since 2016: United Kingdom +1, France +7, Germany +2. Largest rise since 2016: Australia (+13).",
			"Canada\u00a0: de 68 en 2016 à 76 en 2017 (+8). Variation d’autres pays depuis 2016\u00a0: Royaume-Uni +1, France +7, Allemagne +2. Plus forte hausse depuis 2016\u00a0: Australie (+13)."},
	} {
		draw, _ := chart.ForBenchmark(tt.id)
		for lang, want := range map[tracker.Lang]string{tracker.EN: tt.en, tracker.FR: tt.fr} {
			if got := draw(locale.For(lang), broken, "CA", chart.Wide, "GB", "FR", "DE").Sentence; got != want {
				t.Errorf("%s %s:\n got %q\nwant %q", tt.id, lang, got, want)
			}
		}
	}
}

// TestTables holds that a chart's table says what the chart shows.
func TestTables(t *testing.T) {
	l := locale.For(tracker.EN)
	a := charttest.Plan(charttest.Options{Commitments: 10, Leaves: 4})
	rows := func(c chart.Chart) [][]string { return c.Table.Rows }
	for name, tt := range map[string]struct{ got, want []string }{
		"progress": {rows(chart.PlanProgress(l, a, chart.Wide))[0], []string{"2018-01-16", "69", "57", "74", "33", "40", "77"}},
		"status":   {rows(chart.StatusByCommitment(l, a, chart.Wide))[0], []string{"1. Enhance access to information", "1", "0", "2", "1", "Limited progress", "56", "42", "67", "3", "4"}},
		"burn-up":  {rows(chart.BurnUp(l, a, chart.Wide))[7], []string{"2018-06-30", "100", "100", "", ""}},
		"timeline": {rows(chart.MilestoneTimeline(l, a, chart.Wide))[11], []string{"3.2.2", "Develop open government skills across the federal public service", "2017-05-31", "2017-08-31", "+92", "Not reported", "Overdue"}},
		"heatmap":  {rows(chart.StatusHeatmap(l, a, chart.Wide))[0], []string{"1. Enhance access to information", "NS", "NS", "LP", "(LP)", "LP", "LP", "", ""}},
		"scores":   {rows(chart.BenchmarkBars(l, benchmark.TableOf(charttest.Index(), 2017), "CA", chart.Wide))[1], []string{"1=", "United Kingdom", "76", "−4", "2013"}},
	} {
		if fmt.Sprint(tt.got) != fmt.Sprint(tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, tt.got, tt.want)
		}
	}
	if n := len(rows(chart.StatusByCommitment(l, charttest.Plan(charttest.Options{Commitments: 130, Leaves: 1}), chart.Print))); n != 130 {
		t.Errorf("the table of 130 commitments has %d rows", n)
	}
}

// TestPalette holds that the pages know every colour of the charts: its token
// has the same light value, and the stylesheet swaps it, as fill and as stroke.
func TestPalette(t *testing.T) {
	static := filepath.Join("..", "..", "web", "static")
	tokens, err := os.ReadFile(filepath.Join(static, "style.css"))
	if err != nil {
		t.Fatal(err)
	}
	swaps, err := os.ReadFile(filepath.Join(static, "charts.css"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range chart.Palette {
		if !strings.Contains(string(tokens), c.Name+": "+c.Hex+";") {
			t.Errorf("style.css does not say %s: %s", c.Name, c.Hex)
		}
		for _, property := range []string{"fill", "stroke"} {
			rule := fmt.Sprintf(`.chart svg [%[1]s="%[2]s"] { %[1]s: var(%[3]s); }`, property, c.Hex, c.Name)
			if !strings.Contains(string(swaps), rule) {
				t.Errorf("charts.css lacks %s", rule)
			}
		}
	}
}

// TestWithdrawnAreNotCounted holds that the timeline counts what the page counts:
// the dated leaves that were not withdrawn.
func TestWithdrawnAreNotCounted(t *testing.T) {
	a := tracker.Assess(trackertest.Record(), tracker.MustDate("2018-01-16"))
	dated := 0
	for i := range a.Leaves {
		if leaf := &a.Leaves[i]; leaf.Status != tracker.Withdrawn && !leaf.Schedule.Original.IsZero() {
			dated++
		}
	}
	if dated != a.Earned.Dated || dated == len(a.Leaves) {
		t.Fatalf("%d dated leaves of %d, %d by the assessment", dated, len(a.Leaves), a.Earned.Dated)
	}
	said := chart.MilestoneTimeline(locale.For(tracker.EN), a, chart.Wide).Sentence
	if want := fmt.Sprintf("Of %d items with a date", dated); !strings.HasPrefix(said, want) {
		t.Errorf("%q does not begin with %q", said, want)
	}
}

// TestHeatmapLeavesOutWhatIsDone holds that nothing is missed of what is complete.
func TestHeatmapLeavesOutWhatIsDone(t *testing.T) {
	r := charttest.Record(charttest.Options{Commitments: 1, Leaves: 1})
	leaf := r.Updates[0].Leaf
	r.Updates = []tracker.Update{{ID: 1, Leaf: leaf, Period: r.Plan.Periods[0], Status: tracker.Complete, PublishedAt: r.Plan.Periods[0].End().UTC()}}
	a := tracker.Assess(r, tracker.MustDate("2018-01-16"))
	if said := chart.StatusHeatmap(locale.For(tracker.EN), a, chart.Wide).Sentence; strings.Contains(said, "nothing was reported") {
		t.Errorf("a complete commitment is said to be missing: %q", said)
	}
}

// TestNotes holds that a picture away from its page says what it is of.
func TestNotes(t *testing.T) {
	r := charttest.Record(charttest.Options{Commitments: 1, Leaves: 1})
	r.Plan.Illustrative = true
	a := tracker.Assess(r, tracker.MustDate("2018-01-16"))
	if got, want := chart.BurnUp(locale.For(tracker.EN), a, chart.Wide).Note, "Sample plan, as of 16\u00a0January 2018 (rules v1). Demonstration data: titles and dates of plans are real; progress, evidence, events and contacts are illustrative."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	ix := charttest.Index()
	ix.Source, ix.Licence = tracker.Text{EN: "World Wide Web Foundation", FR: "World Wide Web Foundation"}, "CC BY 4.0"
	if got, want := chart.BenchmarkTrends(locale.For(tracker.FR), benchmark.TableOf(ix, 2017), "CA", chart.Wide).Note, "Source\u00a0: World Wide Web Foundation, CC BY 4.0."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnknownNames(t *testing.T) {
	if _, ok := chart.ForPlan("scores"); ok {
		t.Error("a plan has no scores")
	}
	if _, ok := chart.ForBenchmark("status"); ok {
		t.Error("an index has no status")
	}
	for _, id := range chart.PlanCharts {
		if _, ok := chart.ForPlan(id); !ok {
			t.Errorf("%s is listed but cannot be drawn", id)
		}
	}
	for _, id := range chart.BenchmarkCharts {
		if _, ok := chart.ForBenchmark(id); !ok {
			t.Errorf("%s is listed but cannot be drawn", id)
		}
	}
}
