package view

import (
	"math"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// BenchmarkInput is what the benchmark page needs beside the table.
type BenchmarkInput struct {
	Choice   BenchmarkChoice
	Home     string // the home country's code
	Index    *benchmark.Index
	Indices  []benchmark.Index // those a reader may choose
	Shown    benchmark.Table   // the countries of the choice
	Charts   []*Chart          // of those, see [TableCharts]
	Modified tracker.Date
}

// Benchmark compares countries on an index.
type Benchmark struct {
	Nav     []Link
	Heading string
	Empty   bool // no index is recorded
	Lead    string
	Form    Form
	Title   string // "Scores in 2017"
	// Notes say what is not among the rows, and who is taken for a member of a group.
	Notes       []string
	Table       BenchTable
	Files       []Link
	Method      string
	Tie         *Tie
	RangeNote   string
	RangeMethod string
	Trends      *Chart
	TrendsTitle string
	Charts      []ChartSection
	Care        []string
	Note        Prose
	Credit      Credit
	Shifts      *Shifts
}

// BenchTable is a table of countries. The template "bench-table" draws it.
type BenchTable struct {
	Caption string
	// The heads of the columns. Group, Since and Trend are nil or blank where there is
	// no group chosen, no change to show, or one edition only.
	Rank, Country, Score SortHead
	Group, Since         *SortHead
	Trend                string
	Components           []SortHead
	Composite            SortHead
	SortBy               string // blank where it cannot be sorted
	Rows                 []BenchmarkRow
}

// ChartSection is a chart under a heading of its own.
type ChartSection struct {
	Title string
	Chart *Chart
}

func chartSection(l *locale.Locale, c *Chart) ChartSection {
	return ChartSection{l.T("web.benchmark.chart." + c.ID), c}
}

// BenchmarkRow is one country.
type BenchmarkRow struct {
	StandingRow
	BestScore  bool       // among those compared
	Group      *GroupRank // rank within the group that is chosen; nil outside of it
	Since      string     // "since 2015", where that is not the base of the others
	Spark      Spark
	Components []ComponentCell
	Composite  string // rank by the components; blank where the country lacks too many
	Range      string // "1–2", around Composite
	RangeBar   Lane
}

// GroupRank is a rank within a group.
type GroupRank struct {
	Rank string
	Tied bool
}

// ComponentCell is a component's value for a country.
type ComponentCell struct {
	Name, Value string
	Best        bool // among those compared
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
	Label         string
	Runs          []string // of points; a change of the method parts them
	First, Last   string   // values
	FirstY, LastY string
	LastX         string
	LastTextY     string
	None          bool
}

// EmptyBenchmarkPage says that no index is recorded.
func EmptyBenchmarkPage(l *locale.Locale, home string) *Page {
	page := plainPage(l, "benchmark", InBenchmark, func(k Links) string { return k.Benchmark(BenchmarkChoice{}) })
	page.Title = l.T("web.benchmark.title", "country", l.Country(home))
	page.Data = &Benchmark{Nav: benchNav(l, benchTable), Heading: page.Title, Empty: true}
	return page
}

// TableCharts are the charts of the page, in its order.
var TableCharts = []string{chartTrends, chartRanks, chartRankRange, chartHeatMap, chartScores}

// The charts of the benchmark's pages.
const (
	chartScores    = "scores"
	chartTrends    = "trends"
	chartRanks     = "ranks"
	chartRadar     = "components"
	chartHeatMap   = "component-heat-map"
	chartRankRange = "rank-range"
	chartDominance = "dominance"
)

// BenchmarkHasChart reports whether a chart of an index has something to show of the
// countries that are shown.
func BenchmarkHasChart(id string, shown *benchmark.Table) bool {
	switch id {
	case chartTrends, chartRanks:
		return len(shown.Rows) > 0 && len(shown.Years) > 1
	case chartRankRange, chartHeatMap, chartDominance:
		return len(shown.Rows) > 0 && len(shown.Components) > 0
	case chartRadar:
		return len(shown.Rows) > 0 && len(shown.Components) > 2
	}
	return len(shown.Rows) > 0
}

// BenchmarkPage compares countries on an index.
func BenchmarkPage(l *locale.Locale, t *benchmark.Table, in BenchmarkInput) *Page {
	page := plainPage(l, "benchmark", InBenchmark, func(k Links) string { return k.Benchmark(in.Choice) })
	page.Title, page.Modified = l.T("web.benchmark.title", "country", l.Country(in.Home)), in.Modified
	page.NoIndex, page.Forms, page.Live = in.Choice.narrowed(), true, len(in.Charts) > 0
	k := page.Links()
	data := &Benchmark{Nav: benchNav(l, benchTable), Heading: page.Title, Form: benchmarkForm(l, k, t, in)}
	page.Data = data
	name := textOf(l, t.Index.Name)

	home := t.Row(in.Home)
	data.Lead = l.T("web.benchmark.lead_none", "country", l.CountryIn(in.Home), "index", name.plain(), "year", strconv.Itoa(t.Year))
	if home != nil {
		data.Lead = leadOf(l, t, home, name.plain())
		data.Tie = tieOf(l, t, home)
	}
	page.Description = data.Lead
	data.Title, data.Notes = l.T("web.benchmark.scores", "year", strconv.Itoa(t.Year)), notesOf(l, t, in)
	data.Table = benchTableOf(l, k, t, in)
	data.Files = slices.Concat(tableFiles(l, k, t, in), compareLink(l, k, in),
		reportLinks(l, t, ReportChoice{Index: in.Choice.Index, Year: in.Choice.Year, Countries: in.Choice.Countries}, in.Home))

	data.Method, data.RangeMethod = k.Methodology("rank"), k.Methodology("rank")
	data.RangeNote = l.T("web.benchmark.range_note", "delta", l.Percent(tracker.RatioOf(ratOf(t.WeightDelta))))
	data.TrendsTitle = l.N("web.benchmark.editions", len(t.Years))
	for _, c := range in.Charts {
		if c.ID == chartTrends {
			data.Trends = c
		} else {
			data.Charts = append(data.Charts, chartSection(l, c))
		}
	}
	data.Note, data.Credit = proseOf(l, t.Index.Note), creditOf(l, &t.Index)
	data.Care = careOf(l, t)
	data.Shifts = shiftsOf(l, in.Index, t, in.Home)
	return page
}

// benchTableOf is the table of the countries of the choice.
func benchTableOf(l *locale.Locale, k Links, t *benchmark.Table, in BenchmarkInput) BenchTable {
	c := in.Choice
	table := BenchTable{
		Caption: captionOf(l, t, len(in.Shown.Rows)), SortBy: l.T("web.benchmark.sort_by"),
		Rank: c.head(k, l.T("web.column.rank"), "r rank", SortRank), Country: c.head(k, l.T("web.column.country"), "", SortCountry),
		Score: c.head(k, l.T("web.column.score"), "r", SortScore), Composite: c.head(k, l.T("web.column.rank_components"), "", SortComponents),
	}
	var among map[string]benchmark.Place
	if g := country.GroupOf(c.Group); g != nil {
		among = t.Among(g.Members(t.Year))
		head := c.head(k, l.T("web.benchmark.rank_in", "group", l.Text(g.Name)), "r group-rank", SortGroup)
		table.Group = &head
	}
	if slices.ContainsFunc(in.Shown.Rows, func(r benchmark.Row) bool { return r.Since != 0 }) {
		head := c.head(k, l.T("web.benchmark.since", "year", strconv.Itoa(t.Base())), "r since", SortChange)
		table.Since = &head
	}
	if len(t.Years) > 1 {
		table.Trend = l.T("web.benchmark.trend", "first", strconv.Itoa(t.First), "year", strconv.Itoa(t.Year))
	}
	for _, component := range t.Components {
		table.Components = append(table.Components, c.head(k, textOf(l, component.Name).plain(), "r comp", ComponentSort(component.Code)))
	}
	low, high := trendScale(in.Shown.Rows)
	for _, row := range c.sorted(l, &in.Shown, among) {
		shown := benchmarkRow(l, t, row, in.Home, low, high)
		if place, in := among[row.Country]; in {
			shown.Group = &GroupRank{Rank: l.Int(place.Rank), Tied: place.Tied}
		}
		table.Rows = append(table.Rows, shown)
	}
	return table
}

// tableFiles are the table's countries, and the whole index, as files.
func tableFiles(l *locale.Locale, k Links, t *benchmark.Table, in BenchmarkInput) []Link {
	file, n := BenchmarkChoice{Year: t.Year}, t.Size()
	if !in.Choice.IsAll() {
		file.Group, file.Countries, n = in.Choice.Group, in.Choice.Countries, len(in.Shown.Rows)
	}
	return []Link{
		{Href: k.BenchmarkData(t.ID+".csv", file), Label: l.N("web.benchmark.csv", n), Hidden: l.T("web.benchmark.csv_of", "year", strconv.Itoa(t.Year))},
		{Href: k.BenchmarkData(t.ID+".json", BenchmarkChoice{}), Label: l.T("web.benchmark.json"), Hidden: l.T("web.benchmark.json_of")},
	}
}

// compareLink sets the countries shown side by side, where they are few enough.
func compareLink(l *locale.Locale, k Links, in BenchmarkInput) []Link {
	codes := codesOf(&in.Shown)
	if len(codes) < 2 || len(codes) > MostCompared {
		return nil
	}
	slices.Sort(codes)
	return []Link{{Href: k.Compare(CompareChoice{Index: in.Choice.Index, Year: in.Choice.Year, Countries: codes}), Label: l.N("web.benchmark.compare", len(codes))}}
}

// captionOf says what is in the table, and among whom the ranks are.
func captionOf(l *locale.Locale, t *benchmark.Table, shown int) string {
	name := textOf(l, t.Index.Name).plain()
	if edition := textOf(l, t.Name); !edition.IsZero() {
		name = l.T("web.benchmark.caption_edition", "index", name, "edition", edition.plain())
	}
	said := []any{"name", name, "n", shown, "of", t.Size()}
	if shown == t.Size() {
		return l.T("web.benchmark.caption_all", said...)
	}
	return l.T("web.benchmark.caption", said...)
}

// notesOf say what is not among the rows although it was chosen, what charts leave out,
// and who is taken for a member of a group.
func notesOf(l *locale.Locale, t *benchmark.Table, in BenchmarkInput) []string {
	var notes []string
	if g := country.GroupOf(in.Choice.Group); g != nil {
		notes = append(notes, groupNote(l, t, g, len(t.Among(g.Members(t.Year)))))
	}
	if len(in.Shown.Rows) > MostDrawn {
		notes = append(notes, l.T("web.benchmark.most_drawn", "n", MostDrawn))
	}
	if absent := absentFrom(l, t, in.Choice.Countries); absent != "" {
		notes = append(notes, absent)
	}
	return notes
}

// leadOf says where the home country stands in one or two sentences.
func leadOf(l *locale.Locale, t *benchmark.Table, home *benchmark.Row, index string) string {
	country := l.Country(home.Country)
	lead := l.T("web.benchmark.lead", "country", country, "score", scoreOf(l, t, home.Score), "index", index, "year", strconv.Itoa(t.Year))
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
		Strong: l.T("web.benchmark.tie", "countries", l.List(names), "score", scoreOf(l, t, home.Score)),
		Rest:   l.T("web.benchmark.tie_rest", "means", l.List(means)),
	}
	if !t.ScoresAreMeans() {
		tie.Rest = l.T("web.benchmark.tie_other", "means", l.List(means))
	}
	return tie
}

func benchmarkRow(l *locale.Locale, t *benchmark.Table, row benchmark.Row, home string, low, high float64) BenchmarkRow {
	out := BenchmarkRow{StandingRow: standingRow(l, t, row, home), Spark: sparkOf(l, t, row, low, high)}
	if row.Since != 0 && row.Since != t.Base() {
		out.Since = l.T("web.benchmark.row_since", "year", strconv.Itoa(row.Since))
	}
	for i := range t.Components {
		cell := ComponentCell{Name: textOf(l, t.Components[i].Name).plain(), Value: l.Decimal(math.NaN(), 0)}
		if i < len(row.Components) {
			cell.Value = l.Decimal(row.Components[i], t.PartDigits)
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

// scoreOf writes a score of a table's index.
func scoreOf(l *locale.Locale, t *benchmark.Table, v float64) string {
	return l.Decimal(v, t.ScoreDigits)
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
	for i := range t.Index.Editions {
		if e := &t.Index.Editions[i]; e.Year <= t.Year && !e.Break.IsZero() {
			care = append(care, l.T("web.benchmark.care_break", "year", strconv.Itoa(e.Year), "what", textOf(l, e.Break).plain()))
		}
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
				"country", l.CountryIn(home), "from", l.OrdinalRank(s.From.Rank, s.From.Tied), "to", l.OrdinalRank(s.To.Rank, s.To.Tied)),
		}
	}
	return nil
}
