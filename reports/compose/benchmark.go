package compose

import (
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Compared is what a benchmark report compares.
type Compared struct {
	Index   *benchmark.Index
	Year    int    // of one of its editions
	Country string // whose report it is
	Peers   []string
	// Simulation is what was drawn of [benchmark.MatrixOf] the edition, and
	// Simulated what came out; nil leaves the sensitivity out.
	Simulation benchmark.Simulation
	Simulated  *benchmark.Simulated
	// Commitments is what became of OGP's commitments by country, of all countries;
	// nil leaves that chapter out.
	Commitments *benchmark.Completed
	// Day is the day that the report states, and that its file is stamped with.
	Day tracker.Date
}

// Benchmark composes the comparison of a country with its peers on an edition of an
// index, in the locale's language: where it stands, how far that hangs on choices,
// and which differences are real. The arguments are not changed.
func Benchmark(l *locale.Locale, in Compared, o Options) *document.Document {
	c := newComparer(l, in, o)
	front := []document.Section{c.glance(), c.terms()}
	chapters := []document.Section{c.scores()}
	if len(c.t.Years) > 1 {
		chapters = append(chapters, c.editions())
	}
	if len(c.t.Components) > 0 {
		chapters = append(chapters, c.firmness(), c.components())
	}
	if c.hasCommitments() {
		chapters = append(chapters, c.commitments())
	}
	annexes := []document.Section{c.wholeEdition(), c.methodology(), c.sources()}

	d := c.frame()
	d.Sections = append(d.Sections, front...)
	d.Sections = append(d.Sections, numbered(chapters, func(i int) string { return l.Int(i + 1) })...)
	d.Sections = append(d.Sections, numbered(annexes, func(i int) string { return string(rune('A' + i)) })...)
	return d
}

// comparer composes one benchmark report.
type comparer struct {
	standings
	in     Compared
	row    *benchmark.Row // of the country; nil where the edition does not cover it
	peers  []string       // that the edition covers
	absent []string       // chosen, but not covered
}

func newComparer(l *locale.Locale, in Compared, o Options) *comparer {
	t := benchmark.TableOf(in.Index, in.Year)
	c := &comparer{standings: standings{newAuthor(l, o), &t, in.Country}, in: in, row: t.Row(in.Country)}
	for _, peer := range chart.Peers(in.Country, in.Peers) {
		if t.Row(peer) != nil {
			c.peers = append(c.peers, peer)
		} else {
			c.absent = append(c.absent, peer)
		}
	}
	return c
}

// frame composes what stands outside the chapters.
func (c *comparer) frame() *document.Document {
	country, year := c.l.Country(c.home), strconv.Itoa(c.t.Year)
	title := c.l.T("report.benchmark.title", "country", country)
	kind := c.l.T("report.comparison.title")
	return &document.Document{
		Lang: c.l.Lang(), Title: title, Kind: kind,
		Subject:     c.l.T("report.benchmark.subject", "country", country, "index", c.words(c.t.Index.Name), "year", year, "day", c.in.Day),
		RunningHead: kind + " · " + country,
		Foot:        c.l.T("report.benchmark.foot", "index", c.words(c.t.Index.Name), "year", year, "day", c.in.Day),
		Date:        c.in.Day.UTC(),
		Cover: document.Cover{
			Top: country, TopRight: c.l.T("report.benchmark.report"),
			Kicker: kind, Title: title, Subtitle: c.edition() + ", " + year,
			Facts: c.coverFacts(),
		},
	}
}

func (c *comparer) coverFacts() []document.Fact {
	fact := func(label string, value document.Inline) document.Fact {
		return document.Fact{Label: c.l.T("report.benchmark.cover." + label), Value: []document.Inline{value}}
	}
	ix := &c.t.Index
	facts := []document.Fact{
		fact("index", document.Plainly(c.words(ix.Name)+", "+c.l.T("report.series."+string(c.series())))),
		fact("edition", document.Plainly(c.editionText())),
		fact("peers", document.Plainly(c.peersText())),
		fact("day", document.Plainly(c.l.Date(c.in.Day))),
		fact("source", c.credit(ix.Source, ix.SourceURL, ix.Licence, ix.LicenceURL)),
	}
	if c.o.Page != "" {
		facts = append(facts, fact("page", document.Inline{address(c.o.Page)}))
	}
	return append(facts, c.languages())
}

// editionText says which edition it is, and of how many countries.
func (c *comparer) editionText() string {
	year := strconv.Itoa(c.t.Year)
	if name := c.text(c.t.Name); name != nil {
		return c.l.N("report.benchmark.edition_named", c.t.Size(), "year", year, "name", plain(name))
	}
	return c.l.N("report.benchmark.edition", c.t.Size(), "year", year)
}

// peersText lists the peers, and those chosen that the edition does not cover.
func (c *comparer) peersText() string {
	text := c.l.T("report.benchmark.no_peers")
	if len(c.peers) > 0 {
		text = c.countries(c.peers)
	}
	if len(c.absent) > 0 {
		text += ". " + c.l.N("report.benchmark.absent", len(c.absent), "countries", c.countries(c.absent))
	}
	return text
}

// countries lists countries by name, in the order of a list for readers.
func (c *author) countries(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = c.l.Country(code)
	}
	return c.l.List(names)
}

// chosen are the rows of the country and its peers, by rank.
func (c *comparer) chosen() []*benchmark.Row {
	var rows []*benchmark.Row
	for i := range c.t.Rows {
		if r := &c.t.Rows[i]; r.Country == c.home || slices.Contains(c.peers, r.Country) {
			rows = append(rows, r)
		}
	}
	return rows
}

// shown is a chart, on paper with what it shows said before it; a page says it below.
func (c *comparer) shown(caption string, draw func(chart.Size) chart.Chart) []document.Block {
	figure := c.figure(c.l.T(caption), draw)
	if c.o.Screen {
		return figure
	}
	said := document.Paragraph{Text: document.Plainly(draw(chart.Print).Sentence)}
	return append([]document.Block{said}, figure...)
}

// ofEdition is [comparer.shown] for a chart of the edition, with the peers.
func (c *comparer) ofEdition(caption string, build chart.BenchmarkChart) []document.Block {
	return c.shown(caption, func(size chart.Size) chart.Chart { return build(c.l, *c.t, c.home, size, c.peers...) })
}
