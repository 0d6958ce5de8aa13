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

// CompletionInput is what the page of OGP's commitments needs.
type CompletionInput struct {
	benchmark.Completed // of those chosen; the home country stands beside chosen ones
	Choice              CompletionChoice
	Home                string                 // its code
	Commitments         []benchmark.Commitment // all that are recorded
	// Whole is all of those chosen together, and Beside the home country's, with
	// which each is compared; it has the same policy area.
	Whole, Beside benchmark.Standing
	Chart         *Chart // nil where there is nothing to draw
	Modified      tracker.Date
}

// Completion says what became of OGP's commitments, and never who is first: what
// cannot be told apart is said to be so.
type Completion struct {
	Nav      []Link
	Heading  string
	Empty    bool // no commitments are recorded
	Lead     string
	Told     []string // from whom the home country can be told apart
	Note     Prose    // what a reader must know before comparing
	Form     Form
	Title    string
	Caption  string
	SortBy   string
	Home     string // what the rows are compared with: "Canada"; blank where with each other
	Heads    CompletionHeads
	Rows     []CompletionRow
	Key      string // what the band behind the intervals is; blank where there is none
	Nothing  string // says that nothing was assessed
	Rest     string // those of which nothing was assessed
	Files    []Link
	Method   string
	Chart    *Chart
	ReadWith []string
	Credit   Credit
}

// CompletionHeads head the columns.
type CompletionHeads struct {
	Name, Share, Assessed, Interval, Starred, Ambition, Potential, Results SortHead
	Beside                                                                 string
}

// CompletionRow is a country, a plan or a policy area.
type CompletionRow struct {
	Href      string // the country's page; blank for a policy area
	Name, Sub string // "Canada", "Plan 3, 2016"
	Home      bool
	Share     string // "86%"
	Of        string // "6 of 7"
	Interval  string // "49–97%"
	Bar       Lane
	Relation  string // "Not distinguishable"
	Differs   bool   // Relation says that there is a difference
	Starred   string
	Ambition  string
	Potential string // of later plans
	Results   string
}

// EmptyCompletionPage says that no commitments are recorded.
func EmptyCompletionPage(l *locale.Locale) *Page {
	page := completionPage(l, CompletionChoice{})
	page.Data = &Completion{Nav: benchNav(l, benchCompletion), Heading: page.Title, Empty: true}
	return page
}

func completionPage(l *locale.Locale, c CompletionChoice) *Page {
	page := plainPage(l, "completion", InBenchmark, func(k Links) string { return k.Completion(c) })
	page.Crumbs = append(page.Crumbs, Link{Href: page.Links().Benchmark(BenchmarkChoice{}), Label: l.T("web.nav.benchmark")})
	page.Title, page.Description = l.T("web.completion.title"), l.T("web.completion.description")
	page.NoIndex, page.Forms = c.narrowed(), true
	return page
}

// CompletionPage says what became of OGP's commitments.
func CompletionPage(l *locale.Locale, in CompletionInput) *Page {
	page := completionPage(l, in.Choice)
	page.Modified, page.Live = in.Modified, in.Chart != nil
	k := page.Links()
	data := &Completion{
		Nav: benchNav(l, benchCompletion), Heading: page.Title, Chart: in.Chart,
		Note: proseOf(l, in.Source.Note), Form: completionForm(l, k, in),
		Method: k.Methodology("commitments"), Credit: commitmentCredit(l, &in.Source),
	}
	page.Data = data
	data.addLead(l, in)
	if absent := in.absent(); len(absent) > 0 {
		data.Told = append(data.Told, l.N("web.completion.absent", len(absent), "countries", countriesIn(l, absent)))
	}
	data.addTable(l, k, in)
	data.ReadWith = readWith(l, in)
	data.Files = completionFiles(k, in.Choice)
	for i := range data.Files {
		data.Files[i].Hidden = l.T("web.completion.file_of")
	}
	return page
}

// absent are the countries chosen of which no commitment is recorded.
func (in *CompletionInput) absent() []string {
	return slices.DeleteFunc(slices.Clone(in.Choice.Countries), func(code string) bool {
		return slices.ContainsFunc(in.Commitments, func(c benchmark.Commitment) bool { return c.Country == code })
	})
}

// completionFiles are the table as files.
func completionFiles(k Links, c CompletionChoice) []Link {
	return []Link{{Href: k.CompletionData("csv", c), Label: "CSV"}, {Href: k.CompletionData("json", c), Label: "JSON"}}
}

// CompletionChartFiles are the chart as files.
func CompletionChartFiles(l *locale.Locale, c CompletionChoice) []Link {
	return chartFiles(l, func(ext string) string { return Links{Lang: l.Lang()}.CompletionChart(ext, c) })
}

// addLead says how far the home country is, and from whom it can be told apart.
func (data *Completion) addLead(l *locale.Locale, in CompletionInput) {
	if in.Choice.By == benchmark.ByPolicyArea {
		data.Lead = leadOfAll(l, &in.Whole)
		return
	}
	country := l.Country(in.Home)
	done := in.Beside.Completed
	if done.Assessed == 0 {
		data.Lead = l.T("web.completion.lead_none", "country", country)
		return
	}
	low, high := done.Wilson95()
	data.Lead = l.N("web.completion.lead", done.High, "country", country, "of", done.Assessed, "share", shareIn(l, done.Share()),
		"low", shareIn(l, low), "top", shareIn(l, high))
	var higher, lower []string
	others := 0
	for i := range in.Standings {
		s := &in.Standings[i]
		if s.Country == in.Home || s.Completed.Assessed == 0 {
			continue
		}
		others++
		switch s.Completed.Beside(done) {
		case benchmark.Higher:
			higher = append(higher, groupName(l, in.Choice, s))
		case benchmark.Lower:
			lower = append(lower, groupName(l, in.Choice, s))
		}
	}
	unit := string(in.Choice.Grouping())
	rest := others - len(higher) - len(lower)
	switch {
	case others == 0:
	case rest == others:
		data.Told = append(data.Told, l.N("web.completion.none_told."+unit, others, "country", l.CountryIn(in.Home)))
	default:
		for _, told := range []struct {
			key   string
			names []string
		}{{"web.completion.higher", higher}, {"web.completion.lower", lower}} {
			if n := len(told.names); n > 0 {
				data.Told = append(data.Told, l.T(told.key, "n", n, "list", fewOf(l, told.names)))
			}
		}
		data.Told = append(data.Told, l.N("web.completion.others."+unit, others, "n", rest, "country", l.CountryIn(in.Home)))
	}
}

// leadOfAll says how far all that is shown is together.
func leadOfAll(l *locale.Locale, s *benchmark.Standing) string {
	done := s.Completed
	if done.Assessed == 0 {
		return l.T("web.completion.nothing")
	}
	low, high := done.Wilson95()
	return l.N("web.completion.lead_all", done.High, "of", done.Assessed, "share", shareIn(l, done.Share()), "low", shareIn(l, low), "top", shareIn(l, high))
}

// fewNames is how many names a sentence lists.
const fewNames = 8

// fewOf lists names, not too many of them.
func fewOf(l *locale.Locale, names []string) string {
	if len(names) <= fewNames {
		return l.List(names)
	}
	return l.List(append(names[:fewNames:fewNames], l.N("web.completion.more", len(names)-fewNames)))
}

// groupName names a country, plan or policy area.
func groupName(l *locale.Locale, c CompletionChoice, s *benchmark.Standing) string {
	if c.By == benchmark.ByPolicyArea {
		return l.PolicyArea(s.Key)
	}
	name := s.Member
	if s.Country != "" {
		name = l.Country(s.Country)
	}
	if c.By == benchmark.ByPlan {
		if s.Number == 0 {
			return l.T("web.completion.plan_named", "country", name, "plan", s.Key)
		}
		return l.T("web.completion.plan", "country", name, "number", s.Number)
	}
	return name
}

// readWith says what to know of the figures.
func readWith(l *locale.Locale, in CompletionInput) []string {
	said := []string{l.T("web.completion.overlap"), l.T("web.completion.small")}
	if in.Choice.View == benchmark.WithProgress {
		said = append(said, l.N("web.completion.halfway", in.Whole.Halfway, "of", in.Whole.Completed.Assessed))
	} else {
		said = append(said, l.T("web.completion.end_only"))
	}
	said = append(said, l.T("web.completion.assessed_note"))
	if in.Whole.Withdrawn > 0 {
		said = append(said, l.N("web.completion.withdrawn", in.Whole.Withdrawn))
	}
	local := 0
	for i := range in.Commitments {
		if !in.Commitments[i].National {
			local++
		}
	}
	if local > 0 {
		said = append(said, l.N("web.completion.local", local))
	}
	said = append(said, l.T("web.completion.denominators"))
	if g := country.GroupOf(in.Choice.Group); g != nil && g.Through > 0 {
		said = append(said, l.T("web.completion.group_through", "group", l.Text(g.Name), "through", strconv.Itoa(g.Through)))
	}
	return said
}

func commitmentCredit(l *locale.Locale, s *benchmark.CommitmentSource) Credit {
	return Credit{Source: textOf(l, s.Source), SourceURL: webAddress(s.SourceURL), Licence: s.Licence, LicenceURL: webAddress(s.LicenceURL)}
}

// shareIn writes a share in whole per cent; a dash where there is none.
func shareIn(l *locale.Locale, x float64) string {
	if math.IsNaN(x) {
		return l.Percent(tracker.Ratio{})
	}
	return l.Percent(tracker.RatioOf(ratOf(x)))
}
