package view

import (
	"math"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// CompareInput is what the page that compares countries needs.
type CompareInput struct {
	Choice   CompareChoice // as it was asked for
	Home     string
	Index    *benchmark.Index
	Indices  []benchmark.Index // those a reader may choose
	Table    *benchmark.Table  // the whole edition
	Compared CompareChoice     // what is compared, with what was left to the program
	Verdicts []benchmark.PairVerdict
	Charts   []*Chart
	Measures []Option           // that may be set against each other
	Others   []*benchmark.Index // beside Index, of which a measure is drawn
	// Twice are countries that were asked for more than once, and Odd what is no
	// country's code.
	Twice, Odd []string
	Modified   tracker.Date
}

// Wrong reports whether the choice is none that can be compared.
func (in *CompareInput) Wrong() bool {
	return len(in.Odd) > 0 || len(in.Choice.Countries) > MostCompared
}

// Compare sets countries side by side.
type Compare struct {
	Nav      []Link
	Heading  string
	Empty    bool // no index is recorded
	Errors   FormErrors
	Lead     string
	Form     Form
	Notes    []string
	Title    string
	Table    *BenchTable
	Files    []Link
	Method   string
	Verdicts []VerdictGroup
	// RangeNote says between which countries and weights the verdicts are.
	RangeNote string
	Charts    []ChartSection
	Care      []string
	Note      Prose
	Credits   []Credit
}

// VerdictGroup is what holds in the same way between some pairs of countries.
type VerdictGroup struct {
	Title, Text string
	Lines       []string
}

// CompareCharts are the charts of the page, in its order.
var CompareCharts = []string{chartTrends, chartRanks, chartHeatMap, chartRadar, chartRankRange, chartDominance, ChartScatter}

// ChartScatter is the chart of two measures.
const ChartScatter = "scatter"

// UsualCountries are the countries compared where nobody is chosen: the home country and
// its usual peers, in order of code.
func UsualCountries(home string) []string {
	codes := country.Beside(home)
	if home != "" {
		codes = append(codes, home)
	}
	slices.Sort(codes)
	return codes
}

// EmptyComparePage says that no index is recorded.
func EmptyComparePage(l *locale.Locale) *Page {
	page := comparePage(l, CompareChoice{})
	page.Data = &Compare{Nav: benchNav(l, benchCompare), Heading: page.Title, Empty: true}
	return page
}

func comparePage(l *locale.Locale, c CompareChoice) *Page {
	page := plainPage(l, "compare", InBenchmark, func(k Links) string { return k.Compare(c) })
	page.Title = l.T("web.compare.title")
	page.Description = l.T("web.compare.description")
	page.Crumbs = append(page.Crumbs, Link{Href: page.Links().Benchmark(BenchmarkChoice{}), Label: l.T("web.nav.benchmark")})
	return page
}

// ComparePage sets countries side by side.
func ComparePage(l *locale.Locale, in CompareInput) *Page {
	page := comparePage(l, in.Choice)
	page.Modified, page.Forms, page.Live = in.Modified, true, len(in.Charts) > 0
	page.NoIndex = len(in.Choice.Countries) > 0 || in.Choice.X != "" || in.Choice.Y != ""
	k := page.Links()
	data := &Compare{
		Nav: benchNav(l, benchCompare), Heading: page.Title, Form: compareForm(l, k, in),
		Method: k.Methodology("rank"), Care: careOf(l, in.Table), Note: proseOf(l, in.Index.Note), Credits: []Credit{creditOf(l, in.Index)},
	}
	for _, ix := range in.Others {
		data.Credits = append(data.Credits, creditOf(l, ix))
	}
	page.Data = data
	if in.Wrong() {
		page.Status = 400
		data.Errors = compareErrors(l, data.Form.Countries, in)
		return page
	}
	year := strconv.Itoa(in.Table.Year)
	shown := in.Table.Only(func(code string) bool { return slices.Contains(in.Compared.Countries, code) })
	data.Title = l.T("web.benchmark.scores", "year", year)
	data.Notes = compareNotes(l, in, &shown)
	if len(shown.Rows) == 0 {
		return page
	}
	data.Lead = l.T("web.compare.lead", "countries", capital(countriesIn(l, codesOf(&shown))), "index", textOf(l, in.Index.Name).plain(), "year", year)
	choice := BenchmarkInput{Choice: BenchmarkChoice{Index: in.Index.ID, Year: in.Table.Year, Countries: in.Compared.Countries}, Home: in.Home, Shown: shown}
	table := benchTableOf(l, k, in.Table, choice).fixed()
	table.markBest(&shown)
	data.Table, data.Files = &table, append(tableFiles(l, k, in.Table, choice), reportLinks(l, in.Table, compareReport(in, &shown), in.Home)...)
	data.Verdicts = verdictsOf(l, in.Verdicts, in.Table.WeightDelta)
	data.RangeNote = l.T("web.compare.range_note", "n", in.Table.Size())
	for _, c := range in.Charts {
		data.Charts = append(data.Charts, chartSection(l, c))
	}
	return page
}

// compareReport is the report on what is compared: on the home country where it is
// among it, else on the country that ranks first.
func compareReport(in CompareInput, shown *benchmark.Table) ReportChoice {
	c := ReportChoice{Index: in.Choice.Index, Year: in.Choice.Year, Countries: in.Compared.Countries}
	if shown.Row(in.Home) == nil {
		c.Subject = shown.Rows[0].Country
	}
	return c
}

// compareErrors say why nothing is compared, at the list of countries and above the
// form.
func compareErrors(l *locale.Locale, boxes *CountryBoxes, in CompareInput) FormErrors {
	message := l.N("web.compare.too_many", len(in.Choice.Countries), "most", MostCompared)
	if len(in.Odd) > 0 {
		message = l.T("web.error.country", "value", shorten(in.Odd[0], 40))
	}
	boxes.Error, boxes.Open = message, true
	return errorsOf(l, "", Input{ID: boxes.ID, Error: message})
}

// compareNotes say what is not as it was asked for.
func compareNotes(l *locale.Locale, in CompareInput, shown *benchmark.Table) []string {
	var notes []string
	if len(in.Twice) > 0 {
		notes = append(notes, l.N("web.compare.twice", len(in.Twice), "countries", countriesIn(l, in.Twice)))
	}
	if absent := absentFrom(l, in.Table, in.Choice.Countries); absent != "" {
		notes = append(notes, absent)
	}
	if len(shown.Rows) == 1 {
		notes = append(notes, l.T("web.compare.one"))
	}
	if in.Compared.X == in.Compared.Y && in.Compared.X != "" {
		notes = append(notes, l.T("web.compare.same"))
	}
	return notes
}

// absentFrom says which countries an edition does not cover, blank where it covers all.
func absentFrom(l *locale.Locale, t *benchmark.Table, codes []string) string {
	absent := slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return t.Row(code) != nil })
	if len(absent) == 0 {
		return ""
	}
	return l.N("web.benchmark.absent", len(absent), "countries", countriesIn(l, absent), "year", strconv.Itoa(t.Year))
}

func compareForm(l *locale.Locale, k Links, in CompareInput) Form {
	w := k.words()
	f := Form{Action: k.Compare(CompareChoice{}), Submit: l.T("web.form.show")}
	f.Choices = []Choice{indexChoice(l, k, in.Indices, in.Index.ID), editionChoice(l, k, in.Index, in.Table.Year)}
	if len(in.Measures) > 1 {
		f.Choices = append(f.Choices,
			Choice{Name: w.Across, Label: l.T("web.compare.x"), Options: chosenOf(in.Measures, in.Compared.X)},
			Choice{Name: w.Up, Label: l.T("web.compare.y"), Options: chosenOf(in.Measures, in.Compared.Y)})
	}
	ticked := in.Choice.Countries
	if !in.Wrong() {
		ticked = in.Compared.Countries
	}
	f.Countries = countryBoxes(l, w.Country, codesOf(in.Table), ticked)
	f.Countries.Hint = l.T("web.compare.hint", "most", MostCompared)
	if len(in.Choice.Countries) > 0 || in.Wrong() {
		f.Reset, f.ResetText = k.Compare(CompareChoice{Index: in.Choice.Index, Year: in.Choice.Year}), l.T("web.compare.reset")
	}
	return f
}

// chosenOf marks an option as the one chosen.
func chosenOf(options []Option, value string) []Option {
	marked := slices.Clone(options)
	for i := range marked {
		marked[i].Selected = marked[i].Value == value
	}
	return marked
}

// fixed is the table without ways to sort it.
func (t BenchTable) fixed() BenchTable {
	plain := func(h SortHead) SortHead { return SortHead{Label: h.Label, Class: h.Class} }
	t.SortBy = ""
	t.Rank, t.Country, t.Score, t.Composite = plain(t.Rank), plain(t.Country), plain(t.Score), plain(t.Composite)
	if t.Since != nil {
		since := plain(*t.Since)
		t.Since = &since
	}
	components := make([]SortHead, len(t.Components))
	for i, h := range t.Components {
		components[i] = plain(h)
	}
	t.Components = components
	return t
}

// markBest marks in every column which countries are best among those shown, where
// there is a difference. The rows are those of the table, in its order.
func (t *BenchTable) markBest(shown *benchmark.Table) {
	rows := shown.Rows
	best := func(value func(r *benchmark.Row) float64, mark func(row *BenchmarkRow)) {
		low, high := math.Inf(1), math.Inf(-1)
		for i := range rows {
			if v := value(&rows[i]); !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
		for i := range rows {
			if value(&rows[i]) == high && low < high {
				mark(&t.Rows[i])
			}
		}
	}
	best(func(r *benchmark.Row) float64 { return r.Score }, func(row *BenchmarkRow) { row.BestScore = true })
	for j := range shown.Components {
		best(func(r *benchmark.Row) float64 {
			switch {
			case j >= len(r.Components):
				return math.NaN()
			case shown.Components[j].LowerIsBetter:
				return -r.Components[j]
			}
			return r.Components[j]
		}, func(row *BenchmarkRow) { row.Components[j].Best = true })
	}
}

// verdictsOf says in words what holds between the countries.
func verdictsOf(l *locale.Locale, verdicts []benchmark.PairVerdict, delta float64) []VerdictGroup {
	share := l.Percent(tracker.RatioOf(ratOf(delta)))
	var groups []VerdictGroup
	for _, v := range []benchmark.Verdict{benchmark.Dominates, benchmark.Ahead, benchmark.Open, benchmark.Incomparable} {
		of := slices.DeleteFunc(slices.Clone(verdicts), func(p benchmark.PairVerdict) bool { return p.Verdict != v })
		if len(of) == 0 {
			continue
		}
		g := VerdictGroup{Title: l.T("web.compare.verdict."+string(v), "delta", share), Text: l.T("web.compare.verdict_text." + string(v))}
		for len(of) > 0 {
			over, under := of[0].Over, []string{}
			of = slices.DeleteFunc(of, func(p benchmark.PairVerdict) bool {
				if p.Over == over {
					under = append(under, p.Under)
				}
				return p.Over == over
			})
			g.Lines = append(g.Lines, l.N("web.compare.line."+string(v), len(under), "over", capital(l.CountryIn(over)), "under", countriesIn(l, under)))
		}
		groups = append(groups, g)
	}
	return groups
}

// capital begins a sentence with a text that may not begin with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
