package view

import (
	"math"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// BenchmarkInput is what the benchmark page needs beside the table.
type BenchmarkInput struct {
	Choice   BenchmarkChoice
	Home     string // the home country's code
	Index    *benchmark.Index
	Indices  []benchmark.Index // those a reader may choose
	Bars     *Chart
	Trends   *Chart
	Radar    *Chart
	Modified tracker.Date
}

// Benchmark compares countries on an index.
type Benchmark struct {
	Nav         []Link
	Heading     string
	Empty       bool // no index is recorded
	Lead        string
	Form        Form
	Title       string // "Scores in 2017"
	Caption     string
	Since       string // "Change since 2013"; blank where no country was in an edition before
	Trend       string // "Trend, 2013 to 2017"; blank in the first edition
	Components  []string
	Rows        []BenchmarkRow
	Files       []Link
	Method      string
	Tie         *Tie
	RangeNote   string
	RangeMethod string
	Bars        *Chart
	Trends      *Chart
	TrendsTitle string
	Radar       *Chart
	Care        []string
	Note        Prose
	Credit      Credit
	Shifts      *Shifts
}

// BenchmarkRow is one country.
type BenchmarkRow struct {
	StandingRow
	Since      string // "since 2015", where that is not the index's first edition
	Spark      Spark
	Components []ComponentCell
	Composite  string // rank by the components; blank where the country lacks too many
	Range      string // "1–2", around Composite
	RangeBar   Lane
}

// ComponentCell is a component's value for a country.
type ComponentCell struct {
	Name, Value string
}

// Tie says what the published scores hide where countries share the home
// country's rank.
type Tie struct {
	Strong, Rest string
}

// Credit is who published an index, as it asks to be credited.
type Credit struct {
	Source     Text
	SourceURL  string
	Licence    string
	LicenceURL string
}

// Shifts compares two editions on the countries that both cover.
type Shifts struct {
	Title, Text string
}

// Spark is a small trend; X and Y are pixels.
type Spark struct {
	Label, Points string
	First, Last   string // values
	FirstY, LastY string
	LastX         string
	LastTextY     string
	None          bool
}

// FirstCountries is how many countries are shown at first.
const FirstCountries = 10

// EmptyBenchmarkPage says that no index is recorded.
func EmptyBenchmarkPage(l *locale.Locale, home string) *Page {
	page := plainPage(l, "benchmark", InBenchmark, func(k Links) string { return k.Benchmark(BenchmarkChoice{}) })
	page.Title = l.T("web.benchmark.title", "country", l.Country(home))
	page.Data = &Benchmark{Nav: benchNav(l, benchTable), Heading: page.Title, Empty: true}
	return page
}

// BenchmarkPage compares countries on an index.
func BenchmarkPage(l *locale.Locale, t *benchmark.Table, in BenchmarkInput) *Page {
	page := plainPage(l, "benchmark", InBenchmark, func(k Links) string { return k.Benchmark(in.Choice) })
	page.Title, page.Modified = l.T("web.benchmark.title", "country", l.Country(in.Home)), in.Modified
	k := page.Links()
	data := &Benchmark{Nav: benchNav(l, benchTable), Heading: page.Title, Form: benchmarkForm(l, k, t, in), Bars: in.Bars, Trends: in.Trends, Radar: in.Radar}
	page.Data = data
	year, first := strconv.Itoa(t.Year), strconv.Itoa(t.First)
	name := textOf(l, t.Index.Name)

	home := t.Row(in.Home)
	data.Lead = l.T("web.benchmark.lead_none", "country", l.CountryIn(in.Home), "index", name.plain(), "year", year)
	if home != nil {
		data.Lead = leadOf(l, t, home, name.plain())
		data.Tie = tieOf(l, t, home)
	}
	page.Description = data.Lead

	shown := shownRows(t, in)
	data.Title = l.T("web.benchmark.scores", "year", year)
	data.Caption = l.T("web.benchmark.caption", "index", name.plain(), "edition", textOf(l, t.Name).plain(), "n", len(shown), "of", t.Size())
	if t.Name.IsZero() {
		data.Caption = l.T("web.benchmark.caption_unnamed", "index", name.plain(), "n", len(shown), "of", t.Size())
	}
	if slices.ContainsFunc(shown, func(r benchmark.Row) bool { return r.Since != 0 }) {
		data.Since = l.T("web.benchmark.since", "year", first)
	}
	if len(t.Years) > 1 {
		data.Trend = l.T("web.benchmark.trend", "first", first, "year", year)
	}
	for _, c := range t.Components {
		data.Components = append(data.Components, textOf(l, c.Name).plain())
	}
	low, high := trendScale(shown)
	for _, row := range shown {
		data.Rows = append(data.Rows, benchmarkRow(l, t, row, in.Home, low, high))
	}
	data.Files = append(chartFiles(l, func(ext string) string { return k.BenchmarkChart("scores", ext, in.Choice) }),
		Link{Href: k.BenchmarkData(t.ID + ".json"), Label: "JSON", Hidden: l.T("web.benchmark.file_of")})
	data.Method, data.RangeMethod = k.Methodology("rank"), k.Methodology("rank")
	data.RangeNote = l.T("web.benchmark.range_note", "delta", l.Percent(tracker.RatioOf(ratOf(t.WeightDelta))))
	data.TrendsTitle = l.N("web.benchmark.editions", len(t.Years))
	data.Note, data.Credit = proseOf(l, t.Index.Note), creditOf(l, &t.Index)
	data.Care = careOf(l, t)
	page.Live = in.Bars != nil || in.Trends != nil || in.Radar != nil
	data.Shifts = shiftsOf(l, in.Index, t, in.Home)
	return page
}

// leadOf says where the home country stands in one or two sentences.
func leadOf(l *locale.Locale, t *benchmark.Table, home *benchmark.Row, index string) string {
	country := l.Country(home.Country)
	lead := l.T("web.benchmark.lead", "country", country, "score", scoreOf(l, home.Score), "index", index, "year", strconv.Itoa(t.Year))
	if home.Since != 0 {
		n := int(math.Round(math.Abs(home.Change)))
		since := strconv.Itoa(home.Since)
		switch {
		case n == 0:
			lead += " " + l.T("web.benchmark.lead_same", "since", since)
		case home.Change > 0:
			lead += " " + l.N("web.benchmark.lead_up", n, "since", since)
		default:
			lead += " " + l.N("web.benchmark.lead_down", n, "since", since)
		}
	}
	var same []string
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Rank == home.Rank && r != home {
			same = append(same, l.CountryIn(r.Country))
		}
	}
	if len(same) > 0 {
		return lead + " " + l.T("web.benchmark.lead_tied", "rank", l.Ordinal(home.Rank), "of", t.Size(), "others", l.List(same))
	}
	return lead + " " + l.T("web.benchmark.lead_rank", "rank", l.Ordinal(home.Rank), "of", t.Size())
}

// tieOf sets the published tie beside the means of the components, which may
// not tie.
func tieOf(l *locale.Locale, t *benchmark.Table, home *benchmark.Row) *Tie {
	if !home.Tied {
		return nil
	}
	var names, means []string
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Rank != home.Rank || r.MeanRank == 0 {
			continue
		}
		names = append(names, l.CountryIn(r.Country))
		means = append(means, l.T("web.benchmark.tie_mean", "country", l.Country(r.Country), "mean", l.Decimal(r.Mean, 2)))
	}
	if len(names) < 2 {
		return nil
	}
	tie := &Tie{
		Strong: l.T("web.benchmark.tie", "countries", l.List(names), "score", scoreOf(l, home.Score)),
		Rest:   l.T("web.benchmark.tie_rest", "means", l.List(means)),
	}
	if !t.ScoresAreMeans() {
		tie.Rest = l.T("web.benchmark.tie_other", "means", l.List(means))
	}
	return tie
}

// shownRows are the countries to show: the first ones and the home country, or
// all.
func shownRows(t *benchmark.Table, in BenchmarkInput) []benchmark.Row {
	if in.Choice.Countries == AllCountries || t.Size() <= FirstCountries {
		return t.Rows
	}
	rows := slices.Clone(t.Rows[:FirstCountries])
	if home := t.Row(in.Home); home != nil && !slices.ContainsFunc(rows, func(r benchmark.Row) bool { return r.Country == in.Home }) {
		rows = append(rows, *home)
	}
	return rows
}

func benchmarkForm(l *locale.Locale, k Links, t *benchmark.Table, in BenchmarkInput) Form {
	w := k.words()
	indices := Choice{Name: w.Index, Label: l.T("web.benchmark.index")}
	for i := range in.Indices {
		ix := &in.Indices[i]
		indices.Options = append(indices.Options, Option{Value: ix.ID, Label: textOf(l, ix.Name).plain(), Selected: ix.ID == t.ID})
	}
	editions := Choice{Name: w.Edition, Label: l.T("web.benchmark.edition")}
	for i := len(in.Index.Editions) - 1; i >= 0; i-- {
		e := &in.Index.Editions[i]
		editions.Options = append(editions.Options, Option{
			Value: strconv.Itoa(e.Year), Selected: e.Year == t.Year,
			Label: l.T("web.benchmark.edition_of", "year", strconv.Itoa(e.Year), "n", len(e.Scores)),
		})
	}
	all := in.Choice.Countries == AllCountries
	countries := Choice{Name: w.Countries, Label: l.T("web.benchmark.countries"), Options: []Option{
		{Label: l.T("web.benchmark.first_countries", "n", FirstCountries), Selected: !all},
		{Value: AllCountries, Label: l.T("web.benchmark.all_countries", "n", t.Size()), Selected: all},
	}}
	return Form{Action: k.Benchmark(BenchmarkChoice{}), Choices: []Choice{indices, editions, countries}, Submit: l.T("web.form.show")}
}

func benchmarkRow(l *locale.Locale, t *benchmark.Table, row benchmark.Row, home string, low, high float64) BenchmarkRow {
	out := BenchmarkRow{StandingRow: standingRow(l, row, home), Spark: sparkOf(l, t, row, low, high)}
	if row.Since != 0 && row.Since != t.First {
		out.Since = l.T("web.benchmark.row_since", "year", strconv.Itoa(row.Since))
	}
	for i := range t.Components {
		cell := ComponentCell{Name: textOf(l, t.Components[i].Name).plain(), Value: l.Decimal(math.NaN(), 0)}
		if i < len(row.Components) {
			cell.Value = l.Decimal(row.Components[i], componentDigits(t, i))
		}
		out.Components = append(out.Components, cell)
	}
	if row.CompositeRank != 0 {
		out.Composite, out.Range = l.Int(row.CompositeRank), l.Int(row.Best)
		if row.Worst != row.Best {
			out.Range += "–" + l.Int(row.Worst)
		}
		out.RangeBar = rangeLane(row, t.Size())
	}
	return out
}

// componentDigits is how many decimals a component is written with: one where
// some country's value has any, so that the figures of a column line up.
func componentDigits(t *benchmark.Table, component int) int {
	for _, row := range t.Rows {
		if component < len(row.Components) && row.Components[component] != math.Trunc(row.Components[component]) && !math.IsNaN(row.Components[component]) {
			return 1
		}
	}
	return 0
}

// scoreOf writes a score, with a decimal only where it was published with one.
func scoreOf(l *locale.Locale, v float64) string {
	if v == math.Trunc(v) || math.IsNaN(v) {
		return l.Decimal(v, 0)
	}
	return l.Decimal(v, 1)
}

func changeOf(l *locale.Locale, v float64) string {
	if v == math.Trunc(v) {
		return l.Signed(int(v))
	}
	if v > 0 {
		return "+" + l.Decimal(v, 1)
	}
	return l.Decimal(v, 1)
}

func creditOf(l *locale.Locale, ix *benchmark.Index) Credit {
	return Credit{
		Source: textOf(l, ix.Source), SourceURL: webAddress(ix.SourceURL),
		Licence: ix.Licence, LicenceURL: webAddress(ix.LicenceURL),
	}
}

// careOf says what a reader must know before comparing.
func careOf(l *locale.Locale, t *benchmark.Table) []string {
	var care []string
	if len(t.Sizes) > 1 && t.Index.Note.IsZero() { // a note of the index itself says it better
		sizes := make([]string, len(t.Sizes))
		for i, n := range t.Sizes {
			sizes[i] = l.Int(n)
		}
		care = append(care, l.T("web.benchmark.care_sizes", "sizes", l.List(sizes), "n", t.Size(), "year", strconv.Itoa(t.Year)))
	}
	if t.Index.Series == benchmark.Absolute {
		return append(care, l.T("web.benchmark.care_absolute"))
	}
	return append(care, l.T("web.benchmark.care_scaled"))
}

// shiftsOf compares the first edition with the one that is shown, among the
// countries that both cover.
func shiftsOf(l *locale.Locale, ix *benchmark.Index, t *benchmark.Table, home string) *Shifts {
	if len(t.Years) < 2 {
		return nil
	}
	shifts := benchmark.Between(ix.Edition(t.Years[0]), ix.Edition(t.Year))
	for _, s := range shifts {
		if s.Country != home {
			continue
		}
		return &Shifts{
			Title: l.T("web.benchmark.common"),
			Text: l.T("web.benchmark.common_text", "n", len(shifts), "first", strconv.Itoa(t.Years[0]), "year", strconv.Itoa(t.Year),
				"country", l.CountryIn(home), "from", l.Ordinal(s.FromRank), "to", l.Ordinal(s.ToRank)),
		}
	}
	return nil
}
