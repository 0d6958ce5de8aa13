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

// CountryInput is what the page of a country needs.
type CountryInput struct {
	Code, Home string
	Indices    []CountryIndex
	OGP        OGPInput
	Modified   tracker.Date
}

// CountryIndex is an index, with the newest edition that covers the country; Table is
// nil where none does.
type CountryIndex struct {
	Index  *benchmark.Index
	Table  *benchmark.Table
	Trends *Chart // nil where there is no more than one edition
}

// Country is one country in every index.
type Country struct {
	Nav     []Link
	Heading string
	Lead    string
	Compare Link // blank where no index covers the country
	// Groups are those that the country belongs to, in the year that GroupsIn says.
	Groups   []Link
	GroupsIn string
	Indices  []CountrySection
	// Absent names the indices that never covered the country.
	Absent string
	OGP    *OGPSection
}

// CountrySection is a country in one index.
type CountrySection struct {
	ID, Name string
	Lead     string
	Place    string // how far from the best, and ahead of how many
	Late     string // that the newest edition leaves the country out
	Against  Against
	Through  Through
	Trends   *Chart
	Table    []Link // the whole index, and the report on the country
	Method   string
	Credit   Credit
}

// Against sets a country's score and components beside those of others.
type Against struct {
	Title, Caption string
	Heads          []string
	Rows           []AgainstRow
}

// AgainstRow is one comparison of all measures.
type AgainstRow struct {
	Name, Note string
	Own        bool // the country's own values
	Cells      []AgainstCell
}

// AgainstCell is one measure in a comparison.
type AgainstCell struct {
	Label, Value, Note string
}

// Through is a country through the editions of an index.
type Through struct {
	Caption string
	Common  string // head of the column of ranks that can be followed; blank for one edition
	Changes bool   // there is some change to show
	Rows    []ThroughRow
	Notes   []string
}

// ThroughRow is a country in one edition.
type ThroughRow struct {
	Year, Edition string
	StandingRow
	Of    string
	Among RankText // among the countries of Common
	Note  string   // since when the change is, or why there is none
}

// CountryPage shows a country in every index.
func CountryPage(l *locale.Locale, in CountryInput) *Page {
	page := plainPage(l, "country", InBenchmark, func(k Links) string { return k.Country(in.Code) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Benchmark(BenchmarkChoice{}), Label: l.T("web.nav.benchmark")})
	page.Title, page.Modified = l.T("web.country.title", "country", l.Country(in.Code)), in.Modified
	data := &Country{Nav: benchNav(l, ""), Heading: page.Title, OGP: ogpSection(l, k, in.OGP, in.Home)}
	page.Data = data
	var absent []string
	year := 0
	for _, ix := range in.Indices {
		if ix.Table == nil {
			absent = append(absent, textOf(l, ix.Index.Name).plain())
			continue
		}
		year = max(year, ix.Table.Year)
		data.Indices = append(data.Indices, countrySection(l, k, ix, in))
		page.Live = page.Live || ix.Trends != nil
	}
	if len(absent) > 0 {
		data.Absent = l.T("web.country.absent", "country", l.CountryIn(in.Code), "indices", l.List(absent))
	}
	data.Lead = l.T("web.country.none", "country", l.CountryIn(in.Code))
	if len(data.Indices) > 0 { // the first is said on top of the page
		data.Lead, data.Indices[0].Lead = data.Indices[0].Lead, ""
	}
	page.NoIndex = len(data.Indices) == 0 && data.OGP == nil
	if len(data.Indices) > 0 {
		data.Compare = Link{Href: k.Compare(besidesUsual(in.Code, in.Home)), Label: l.T("web.country.compare")}
	}
	data.Groups, data.GroupsIn = countryGroups(l, k, in.Code, year), l.T("web.country.groups", "year", strconv.Itoa(year))
	page.Description = data.Lead
	return page
}

// besidesUsual compares a country with those that are compared where nobody is chosen.
func besidesUsual(code, home string) CompareChoice {
	codes := UsualCountries(home)
	if slices.Contains(codes, code) {
		return CompareChoice{}
	}
	codes = append(codes, code)
	slices.Sort(codes)
	return CompareChoice{Countries: codes}
}

// countryGroups are the groups that a country belongs to in a year, none without a year.
func countryGroups(l *locale.Locale, k Links, code string, year int) []Link {
	var links []Link
	for _, g := range memberships(code, year) {
		links = append(links, Link{Href: k.Benchmark(BenchmarkChoice{Group: g.Code}), Label: l.Text(g.Name)})
	}
	return links
}

// memberships are the groups that a country belongs to in a year.
func memberships(code string, year int) []*country.Group {
	var groups []*country.Group
	for i := range country.Groups {
		g := &country.Groups[i]
		if year > 0 && slices.Contains(g.Members(year), code) {
			groups = append(groups, g)
		}
	}
	return groups
}

func countrySection(l *locale.Locale, k Links, ix CountryIndex, in CountryInput) CountrySection {
	t, row := ix.Table, ix.Table.Row(in.Code)
	name := textOf(l, ix.Index.Name).plain()
	s := CountrySection{
		ID: "index-" + ix.Index.ID, Name: name, Lead: leadOf(l, t, row, name), Place: placeAmongOthers(l, t, in.Code),
		Against: againstOf(l, t, in.Code), Through: throughOf(l, ix.Index, t, in), Trends: ix.Trends,
		Table: append([]Link{{Href: k.Benchmark(BenchmarkChoice{Index: ix.Index.ID, Year: t.Year, Group: AllCountries}), Label: l.N("web.country.table", t.Size(), "year", strconv.Itoa(t.Year))}},
			reportLinks(l, t, ReportChoice{Index: ix.Index.ID, Subject: in.Code}, in.Home)...),
		Method: k.Methodology("rank"), Credit: creditOf(l, ix.Index),
	}
	if latest := ix.Index.Latest(); latest.Year != t.Year {
		s.Late = l.T("web.country.late", "latest", strconv.Itoa(latest.Year), "year", strconv.Itoa(t.Year), "country", l.CountryIn(in.Code))
	}
	return s
}

// placeAmongOthers says how far the country is from the best, and how many it is ahead
// of.
func placeAmongOthers(l *locale.Locale, t *benchmark.Table, code string) string {
	m := &t.Measures(code)[0]
	if math.IsNaN(m.Percentile) {
		return ""
	}
	ahead := l.T("web.country.percentile", "share", shareIn(l, m.Percentile))
	if m.Gap == 0 {
		return ahead
	}
	return l.T("web.country.gap", "points", scoreOf(l, t, m.Gap), "best", countriesIn(l, m.Leaders)) + " " + ahead
}

// countriesIn lists countries as they stand in a sentence.
func countriesIn(l *locale.Locale, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = l.CountryIn(code)
	}
	return l.List(names)
}

// againstOf sets the score and the components beside the best and the medians.
func againstOf(l *locale.Locale, t *benchmark.Table, code string) Against {
	measures := t.Measures(code)
	a := Against{Title: l.T("web.country.against", "year", strconv.Itoa(t.Year)), Caption: captionOf(l, t, t.Size())}
	for i := range measures {
		label := l.T("web.column.score")
		if c := measures[i].Component; c != nil {
			label = textOf(l, c.Name).plain()
			if c.LowerIsBetter {
				label = l.T("web.country.lower_is_better", "component", label)
			}
		}
		a.Heads = append(a.Heads, label)
	}
	add := func(name, note string, cell func(m *benchmark.Measure) AgainstCell) {
		row := AgainstRow{Name: name, Note: note, Own: len(a.Rows) == 0}
		for i := range measures {
			c := cell(&measures[i])
			c.Label = a.Heads[i]
			row.Cells = append(row.Cells, c)
		}
		a.Rows = append(a.Rows, row)
	}
	value := func(m *benchmark.Measure, v float64) string { return valueIn(l, t, m, v) }
	figure := func(has bool, text string) AgainstCell {
		if !has {
			text = l.Decimal(math.NaN(), 0)
		}
		return AgainstCell{Value: text}
	}
	add(l.Country(code), "", func(m *benchmark.Measure) AgainstCell { return figure(true, value(m, m.Value)) })
	add(l.T("web.column.rank"), "", func(m *benchmark.Measure) AgainstCell {
		if m.Tied {
			return figure(true, l.T("web.country.rank_tied", "n", m.Rank, "of", m.Of))
		}
		return figure(m.Rank != 0, l.T("web.of", "n", m.Rank, "of", m.Of))
	})
	add(l.T("web.country.ahead_of"), "", func(m *benchmark.Measure) AgainstCell {
		return figure(true, shareIn(l, m.Percentile))
	})
	add(l.T("web.country.best"), "", func(m *benchmark.Measure) AgainstCell {
		c := figure(m.Rank != 0, value(m, m.Best))
		c.Note = leadersOf(l, m.Leaders)
		return c
	})
	add(l.T("web.country.gap_to_best"), "", func(m *benchmark.Measure) AgainstCell { return figure(m.Rank != 0, value(m, m.Gap)) })
	median := func(name string, countries []string) {
		_, n := t.MedianOf(&measures[0], countries)
		if n < 2 {
			return
		}
		add(name, l.N("web.country.median_of", n), func(m *benchmark.Measure) AgainstCell {
			v, of := t.MedianOf(m, countries)
			c := figure(true, value(m, v))
			if of != n {
				c.Note = l.N("web.country.median_of", of)
			}
			return c
		})
	}
	median(l.T("web.country.median_all"), codesOf(t))
	for _, g := range memberships(code, t.Year) {
		median(l.T("web.country.median", "group", l.Text(g.Name)), g.Members(t.Year))
	}
	return a
}

// valueIn writes a value of a measure as all of its are written, and with one decimal
// where it is none that was published and needs it, as a median may.
func valueIn(l *locale.Locale, t *benchmark.Table, m *benchmark.Measure, v float64) string {
	switch {
	case v != math.Trunc(v):
		return l.Decimal(v, 1)
	case m.Component != nil:
		return l.Decimal(v, t.PartDigits)
	}
	return scoreOf(l, t, v)
}

// mostLeaders is how many countries are named as the best.
const mostLeaders = 3

func leadersOf(l *locale.Locale, codes []string) string {
	if len(codes) > mostLeaders {
		return l.N("web.country.leaders", len(codes))
	}
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = l.Country(code)
	}
	return l.List(names)
}

// throughOf is the country in every edition, the newest first.
func throughOf(l *locale.Locale, ix *benchmark.Index, t *benchmark.Table, in CountryInput) Through {
	p := benchmark.ProfileOf(ix, in.Code)
	through := Through{Caption: l.N("web.country.through", len(p.Appearances), "of", len(ix.Editions), "index", textOf(l, ix.Name).plain())}
	if len(ix.Editions) == 1 {
		through.Caption = l.T("web.country.through_only", "index", textOf(l, ix.Name).plain())
	}
	if len(p.Appearances) > 1 {
		through.Common = l.N("web.country.common", len(p.Common))
		through.Notes = append(through.Notes, l.N("web.country.common_note", len(p.Common)))
	}
	for i := len(p.Appearances) - 1; i >= 0; i-- {
		a := &p.Appearances[i]
		row := ThroughRow{
			Year: strconv.Itoa(a.Edition.Year), Edition: textOf(l, a.Edition.Name).plain(), Of: l.Int(a.Of), Among: RankText{Rank: l.Int(a.Among.Rank), Tied: a.Among.Tied},
			StandingRow: StandingRow{Rank: l.Int(a.Rank), Tied: a.Tied, Score: scoreOf(l, t, a.Score), Bar: scoreLane(a.Score, true)},
		}
		if a.Since != 0 {
			row.Change, row.Up, row.Down = l.SignedDecimal(a.Change, t.ScoreDigits), a.Change > 0, a.Change < 0
			through.Changes = true
			at := slices.IndexFunc(ix.Editions, func(e benchmark.Edition) bool { return e.Year == a.Edition.Year })
			if ix.Editions[at-1].Year != a.Since { // an edition in between leaves the country out
				row.Note = l.T("web.benchmark.row_since", "year", strconv.Itoa(a.Since))
			}
		}
		if !a.Edition.Break.IsZero() && a.Since == 0 {
			row.Note = l.T("web.country.break", "what", textOf(l, a.Edition.Break).plain())
		}
		through.Rows = append(through.Rows, row)
	}
	if ix.Series == benchmark.Scaled {
		through.Notes = append(through.Notes, l.T("web.benchmark.care_scaled"))
	}
	return through
}
