package view

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// The bounds of what a reader may ask for.
const (
	MostVaried = 50   // per cent by which weights vary
	MostWeight = 1000 // of one component
)

// The charts of a composite.
const (
	ChartDominance = chartDominance
	ChartInfluence = "influence"
)

// CompositeCharts are those charts in the order of the page.
var CompositeCharts = []string{chartRankRange, ChartDominance, ChartInfluence}

// The composite as files.
const (
	CompositeCSV  = "composite.csv"
	CompositeJSON = "composite.json"
	// ComponentsCSV is what the composite is made of, as the commands read it.
	ComponentsCSV = "components.csv"
)

// CompositeInput is what the page of a composite needs.
type CompositeInput struct {
	Choice CompositeChoice // as far as it was understood
	// Made is the address of the composite that stands for it whatever is recorded
	// later.
	Made    CompositeChoice
	Home    string
	Index   *benchmark.Index   // nil where the scores of several are put together
	Indices []benchmark.Index  // those a reader may choose
	Parts   []CompositePart    // that may be weighed
	Sources []benchmark.Source // of the composite
	Typed   map[string]string  // weights as they were typed, by component
	Unknown []string           // weighed, but no component
	Whole   []string           // countries before some are chosen
	// Rankable are those of Whole that have values for enough of the weight to be
	// ranked.
	Rankable []string
	Wrong    []CompositeFault
	Study    *benchmark.Study // nil where something is wrong
	Charts   []*Chart
	// Modified is when what is published last changed.
	Modified tracker.Date
}

// CompositePart is a component that may be weighed.
type CompositePart struct {
	benchmark.Component
	Series benchmark.Series
}

// ScorePart is the score of an edition as a component.
func ScorePart(source benchmark.Source) CompositePart {
	year := strconv.Itoa(source.Year)
	name := source.Index.Name
	return CompositePart{
		Component: benchmark.Component{Code: source.Index.ID + "-" + year, Name: tracker.Text{EN: name.EN + " " + year, FR: name.FR + " " + year}},
		Series:    source.Index.Series,
	}
}

// CompositeField is a control of the form.
type CompositeField string

// The controls.
const (
	CompositeIndex         CompositeField = "index"
	CompositeEdition       CompositeField = "edition"
	CompositeWeights       CompositeField = "weights"
	CompositeNormalisation CompositeField = "normalisation"
	CompositeAggregation   CompositeField = "aggregation"
	CompositeVary          CompositeField = "vary"
	CompositeGroup         CompositeField = "group"
	CompositeCountries     CompositeField = "countries"
)

// CompositeFault is what is wrong with a control; Code is the component where it is a
// weight.
type CompositeFault struct {
	Field   CompositeField
	Code    string
	Message string
}

// Shortened is a reader's text as messages quote it.
func Shortened(text string) string { return shorten(text, 40) }

// MixedSeries says why indices cannot be put together.
func MixedSeries(l *locale.Locale, sources []benchmark.Source) string {
	of := func(series benchmark.Series) string {
		var names []string
		for _, s := range sources {
			if s.Index.Series == series {
				names = append(names, textOf(l, s.Index.Name).plain())
			}
		}
		return l.List(names)
	}
	return l.T("web.composite.error.mixed", "absolute", of(benchmark.Absolute), "scaled", of(benchmark.Scaled))
}

// Among reports whether a country is among those chosen.
func (in *CompositeInput) Among() func(code string) bool {
	c := in.Choice
	if c.Group == "" && len(c.Countries) == 0 {
		return func(string) bool { return true }
	}
	wanted := slices.Clone(c.Countries)
	if g := country.GroupOf(c.Group); g != nil {
		wanted = append(wanted, g.Members(in.year())...)
	}
	return func(code string) bool { return slices.Contains(wanted, code) }
}

// year is that of the edition, or of the newest of several.
func (in *CompositeInput) year() int {
	year := 0
	for _, source := range in.Sources {
		year = max(year, source.Year)
	}
	return year
}

// places lists the countries by rank, those without one last, as places in the matrix.
func places(s *benchmark.Study) []int {
	all := make([]int, len(s.Matrix.Countries))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := s.Composite.Ranks[a], s.Composite.Ranks[b]
		if x == 0 || y == 0 {
			return y - x
		}
		return x - y
	})
	return all
}

// CompositeDrawn are the countries that charts show: the first ones, and the home
// country.
func CompositeDrawn(in *CompositeInput) []string {
	var drawn []string
	for n, i := range places(in.Study) {
		if code := in.Study.Matrix.Countries[i]; in.Study.Composite.Ranks[i] > 0 && (n < MostDrawn || code == in.Home) {
			drawn = append(drawn, code)
		}
	}
	return drawn
}

// Composite shows how far a rank hangs on how an index is made.
type Composite struct {
	Nav       []Link
	Heading   string
	Empty     bool // no index is recorded
	Lead      string
	Errors    FormErrors
	Pick      CompositePick
	Form      CompositeForm
	Title     string
	Notes     []string
	Caption   string
	Published bool // there is a published rank
	// First are the rows that are shown at once, Rest those under a line that is
	// called RestTitle.
	First, Rest []CompositeRow
	RestTitle   string
	NotRanked   []string
	// NotRankedTitle says how many these are.
	NotRankedTitle string
	RangeNote      string
	Permanent      Link
	Files          []Link
	Method         string
	Charts         []ChartSection
	Commands       []string
	Components     Link
	Credits        []Credit
}

// CompositePick is the form that chooses what is put together.
type CompositePick struct {
	Action string
	Index  Input
	Submit string
}

// CompositeForm is the form that says how.
type CompositeForm struct {
	Action    string
	Hidden    []Hidden
	Weights   []Input
	Error     string // with the weights as a whole
	Choices   []Input
	Countries *CountryBoxes
	Reset     string
}

// CompositeRow is one country.
type CompositeRow struct {
	Rank          string
	Tied          bool
	Country       Link
	Home          bool
	Note          string // says that components are missing
	Value         string
	Published     string
	PublishedTied bool
	Range         string
	RangeBar      Lane
	Sensitivity   string
	Median        string
}

// EmptyCompositePage says that no index is recorded.
func EmptyCompositePage(l *locale.Locale) *Page {
	page := compositePage(l, CompositeChoice{})
	page.Data = &Composite{Nav: benchNav(l, benchComposite), Heading: page.Title, Empty: true}
	return page
}

func compositePage(l *locale.Locale, c CompositeChoice) *Page {
	page := plainPage(l, "composite", InBenchmark, func(k Links) string { return k.Composite(c) })
	page.Crumbs = append(page.Crumbs, Link{Href: page.Links().Benchmark(BenchmarkChoice{}), Label: l.T("web.nav.benchmark")})
	page.Title, page.Description = l.T("web.composite.title"), l.T("web.composite.description")
	page.Forms = true
	return page
}

// CompositePage shows a composite, or what keeps it from being made.
func CompositePage(l *locale.Locale, in CompositeInput) *Page {
	own := in.own()
	page := compositePage(l, own)
	page.Modified, page.NoIndex, page.Live = in.Modified, own.Made(), len(in.Charts) > 0
	k := page.Links()
	data := &Composite{
		Nav: benchNav(l, benchComposite), Heading: page.Title, Lead: l.T("web.composite.lead"),
		Pick: pickOf(l, k, &in), Form: compositeForm(l, k, &in), Method: k.Methodology("composite"),
	}
	page.Data = data
	for _, source := range in.Sources {
		if credit := creditOf(l, source.Index); !slices.Contains(data.Credits, credit) {
			data.Credits = append(data.Credits, credit)
		}
	}
	if len(in.Wrong) > 0 {
		page.Status = 400
		data.Errors = compositeErrors(l, k, &in)
		return page
	}
	s := in.Study
	data.Lead = compositeLead(l, &in)
	data.Title = l.N("web.composite.ranks", s.Entered())
	data.Caption = l.T("web.composite.caption", "of", madeOf(l, &in), "how", capital(howOf(l, s.Method)))
	data.Notes = compositeNotes(l, &in)
	data.addRows(l, k, &in)
	data.RangeNote = l.T("web.composite.range_note", "delta", percentOf(l, s.Simulation.Delta), "draws", s.Simulated.Draws, "seed", strconv.FormatUint(s.Simulation.Seed, 10))
	data.Permanent = Link{Href: k.Composite(in.Made), Label: l.T("web.composite.permanent")}
	data.Files = []Link{
		{Href: k.CompositeData(CompositeCSV, in.Made), Label: "CSV", Hidden: l.T("web.composite.file_of")},
		{Href: k.CompositeData(CompositeJSON, in.Made), Label: "JSON", Hidden: l.T("web.composite.file_of")},
	}
	for _, c := range in.Charts {
		data.Charts = append(data.Charts, chartSection(l, c))
	}
	data.Components = Link{Href: k.CompositeData(ComponentsCSV, in.Made), Label: ComponentsCSV}
	data.Commands = commandsOf(s)
	return page
}

// own is the page's own address: without what is usual, and with no edition where the
// latest was asked for. Where something is wrong, it has the weights as they were typed.
func (in *CompositeInput) own() CompositeChoice {
	own := in.Choice
	if len(in.Wrong) > 0 {
		own.Weights = nil
		for _, code := range slices.Sorted(maps.Keys(in.Typed)) {
			own.Weights = append(own.Weights, ComponentWeight{Code: code, Value: in.Typed[code]})
		}
		return own
	}
	own.Weights, own.Vary = in.Made.Weights, in.Made.Vary
	return own
}

// percentOf writes a share in per cent.
func percentOf(l *locale.Locale, share float64) string {
	return l.Percent(tracker.RatioOf(ratOf(math.Round(share*1e6) / 1e6)))
}

// compositeLead says how far the home country's rank can be relied on.
func compositeLead(l *locale.Locale, in *CompositeInput) string {
	s := in.Study
	i := slices.Index(s.Matrix.Countries, in.Home)
	if i < 0 || s.Composite.Ranks[i] == 0 {
		return l.T("web.composite.home.none", "country", l.CountryIn(in.Home), "of", madeOf(l, in))
	}
	said := []any{
		"country", l.Country(in.Home), "rank", l.Int(s.Composite.Ranks[i]), "delta", percentOf(l, s.Simulation.Delta),
		"best", l.Int(s.Ranges.Best[i]), "worst", l.Int(s.Ranges.Worst[i]), "draws", s.Simulated.Draws,
		"low", l.AtMost(s.Simulated.Low[i]), "high", l.AtMost(s.Simulated.High[i]), "median", l.AtMost(s.Simulated.Median[i]),
	}
	form := "web.composite.home.rank"
	if benchmark.Tied(s.Composite.Ranks, i) {
		form = "web.composite.home.tied"
	}
	lead := l.N(form, s.Entered(), said...)
	switch {
	case s.Simulation.Delta == 0:
	case s.Ranges.Best[i] == s.Ranges.Worst[i]:
		lead += " " + l.T("web.composite.home.stays", said...)
	default:
		lead += " " + l.T("web.composite.home.moves", said...)
	}
	if s.Simulated.Low[i] == s.Simulated.High[i] {
		return lead + " " + l.T("web.composite.home.steady", said...)
	}
	return lead + " " + l.T("web.composite.home.sensitive", said...)
}

// madeOf says what is put together: "Open Data Barometer, 2017".
func madeOf(l *locale.Locale, in *CompositeInput) string {
	names := make([]string, len(in.Sources))
	for i, source := range in.Sources {
		names[i] = l.T("web.composite.edition_of", "index", textOf(l, source.Index.Name).plain(), "year", strconv.Itoa(source.Year))
	}
	return l.List(names)
}

// howOf says how a composite is made.
func howOf(l *locale.Locale, how benchmark.Method) string {
	return l.T("web.composite.how", "normalisation", l.T("web.composite.normalisation."+string(how.Normalisation)), "aggregation", l.T("web.composite.aggregation."+string(how.Aggregation)))
}

// compositeNotes say what is left out, and who is taken for a member of a group.
func compositeNotes(l *locale.Locale, in *CompositeInput) []string {
	s := in.Study
	var notes []string
	if g := country.GroupOf(in.Choice.Group); g != nil {
		covered := 0
		members := g.Members(in.year())
		for _, code := range in.Whole {
			if slices.Contains(members, code) {
				covered++
			}
		}
		notes = append(notes, groupNote(l, &benchmark.Table{Year: in.year()}, g, covered))
	}
	if len(s.Matrix.Countries) < len(in.Whole) {
		// Those without a rank lack too much to count for the scales either.
		notes = append(notes, l.T("web.composite.among", "n", s.Entered(), "of", len(in.Whole)))
		if s.Published != nil {
			notes = append(notes, l.T("web.composite.published_among"))
		}
	}
	var absent []string
	for _, code := range in.Choice.Countries {
		if !slices.Contains(in.Whole, code) {
			absent = append(absent, code)
		}
	}
	if len(absent) > 0 {
		notes = append(notes, l.N("web.composite.absent", len(absent), "countries", countriesIn(l, absent)))
	}
	if constant := partNames(l, s.Matrix, func(j int) bool { return slices.Contains(s.Composite.Constant, s.Matrix.Components[j].Code) }); constant != "" {
		notes = append(notes, l.N("web.composite.constant", len(s.Composite.Constant), "components", constant))
	}
	if s.Method.Normalisation == benchmark.Raw {
		notes = append(notes, l.T("web.composite.raw_note"))
	}
	if s.Entered() > MostDrawn {
		notes = append(notes, l.T("web.benchmark.most_drawn", "n", MostDrawn))
	}
	return notes
}

// partNames lists some of the components.
func partNames(l *locale.Locale, m benchmark.Matrix, which func(j int) bool) string {
	var names []string
	for j, part := range m.Components {
		if which(j) {
			names = append(names, textOf(l, part.Name).plain())
		}
	}
	if len(names) == 0 {
		return ""
	}
	return l.List(names)
}

// addRows adds the countries, and why some have no rank.
func (data *Composite) addRows(l *locale.Locale, k Links, in *CompositeInput) {
	s := in.Study
	data.Published = s.Published != nil
	for n, i := range places(s) {
		code := s.Matrix.Countries[i]
		lacks := partNames(l, s.Matrix, func(j int) bool { return math.IsNaN(s.Matrix.Values[i][j]) })
		if s.Composite.Ranks[i] == 0 {
			data.NotRanked = append(data.NotRanked, l.T("web.composite.not_ranked", "country", l.Country(code), "components", lacks))
			continue
		}
		row := compositeRow(l, k, in, i)
		if s.Composite.Partial[i] {
			row.Note = l.T("web.composite.renormalised", "components", lacks)
		}
		if n < MostDrawn || row.Home {
			data.First = append(data.First, row)
		} else {
			data.Rest = append(data.Rest, row)
		}
	}
	data.RestTitle, data.NotRankedTitle = l.N("web.composite.rest", len(data.Rest)), l.N("web.composite.not_ranked_title", len(data.NotRanked))
}

func compositeRow(l *locale.Locale, k Links, in *CompositeInput, i int) CompositeRow {
	s := in.Study
	code := s.Matrix.Countries[i]
	digits := map[benchmark.Normalisation]int{benchmark.ZScore: 2, benchmark.DistanceToBest: 3}
	row := CompositeRow{
		Rank: l.Int(s.Composite.Ranks[i]), Tied: benchmark.Tied(s.Composite.Ranks, i), Home: code == in.Home,
		Country: Link{Href: k.Country(code), Label: l.Country(code)},
		Value:   l.Decimal(s.Composite.Values[i], max(1, digits[s.Method.Normalisation])),
		Range:   l.Int(s.Ranges.Best[i]), Median: l.AtMost(s.Simulated.Median[i]), Sensitivity: l.AtMost(s.Simulated.Low[i]),
		RangeBar: rangeLane(benchmark.Row{Best: s.Ranges.Best[i], Worst: s.Ranges.Worst[i], CompositeRank: s.Composite.Ranks[i]}, s.Entered()),
	}
	if s.Ranges.Worst[i] > s.Ranges.Best[i] {
		row.Range += "–" + l.Int(s.Ranges.Worst[i])
	}
	if s.Simulated.High[i] > s.Simulated.Low[i] {
		row.Sensitivity += "–" + l.AtMost(s.Simulated.High[i])
	}
	switch {
	case s.Published == nil:
	case s.Published[i] == 0:
		row.Published = "–"
	default:
		row.Published, row.PublishedTied = l.Int(s.Published[i]), benchmark.Tied(s.Published, i)
	}
	return row
}

// commandsOf are the commands that compute the same from [ComponentsCSV].
func commandsOf(s *benchmark.Study) []string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
	weights := make([]string, len(s.Matrix.Components))
	for j, part := range s.Matrix.Components {
		weights[j] = part.Code + "=" + number(s.Method.Weights[j]*100)
	}
	with := ComponentsCSV
	if slices.ContainsFunc(s.Method.Weights, func(w float64) bool { return w != s.Method.Weights[0] }) {
		with += " --weights " + strings.Join(weights, ",")
	}
	delta := " --delta " + number(s.Simulation.Delta)
	how := ""
	if s.Method.Normalisation != benchmark.MinMax {
		how += " --normalisation " + string(s.Method.Normalisation)
	}
	if s.Method.Aggregation != benchmark.Arithmetic {
		how += " --aggregation " + string(s.Method.Aggregation)
	}
	return []string{
		"ogptracker benchmark composite " + with,
		"ogptracker benchmark range " + with + delta + how,
		"ogptracker benchmark simulate " + with + delta + " --draws " + strconv.Itoa(s.Simulation.Draws) + " --seed " + strconv.FormatUint(s.Simulation.Seed, 10),
	}
}

// CompositeChartFiles are the files of a chart of a composite.
func CompositeChartFiles(l *locale.Locale, c CompositeChoice, id string) []Link {
	k := Links{Lang: l.Lang()}
	return chartFiles(l, func(ext string) string { return k.CompositeChart(id, ext, c) })
}
