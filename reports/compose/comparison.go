package compose

import (
	"math"
	"slices"
	"strconv"

	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// countriesShown is how many countries the report's table lists; the home country
// is added where it ranks lower.
const countriesShown = 12

// standings says where a country stands in an edition of an index.
type standings struct {
	*author
	t    *benchmark.Table
	home string
}

// comparison composes the annex on where the country stands: the table as
// published, and what a reader must know before comparing.
func (c *composer) comparison() document.Section {
	s := standings{c.author, c.t, c.o.Home}.annex()
	if c.p.Illustrative {
		last := len(s.Blocks) - 1
		source := s.Blocks[last].(document.Paragraph)
		source.Text = append(source.Text, document.Span{Text: " " + c.l.T("report.comparison.real")})
		s.Blocks[last] = source
	}
	return s
}

func (c standings) annex() document.Section {
	s := document.Section{ID: "comparison", Title: c.l.T("report.comparison.title")}
	if home := c.t.Row(c.home); home != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(c.standing(home))})
	}
	s.Blocks = append(s.Blocks, c.countryTable())
	note := func(label, text string) {
		s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison." + label), Text: document.Plainly(text)})
	}
	note("ties", c.ties())
	if len(c.t.Components) > 0 {
		note("range", c.l.T("report.comparison.range_text", "delta", c.l.Decimal(100*c.t.WeightDelta, 0)))
	}
	if len(c.t.Years) > 1 {
		least, most := bounds(c.t.Sizes)
		low, high := c.trendScale()
		note("trend", c.l.T("report.comparison.trend_text", "low", c.l.Decimal(low, 0), "high", c.l.Decimal(high, 0), "least", least, "most", most))
	}
	ix := c.t.Index
	if text := c.text(ix.Note); text != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.note"), Text: text})
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.source"), Text: c.credit(ix.Source, ix.SourceURL, ix.Licence, ix.LicenceURL)})
	return s
}

// credit says who published data, where, and under which licence.
func (c *author) credit(source tracker.Text, url, licence, licenceURL string) document.Inline {
	out := append(document.Inline{}, c.orBlank(source)...)
	if url != "" {
		out = append(out, document.Span{Text: ", "}, address(url))
	}
	out = append(out, document.Span{Text: "."})
	if clean(licence) == "" {
		return out
	}
	return append(out, document.Span{Text: " " + c.l.T("report.comparison.licence") + " "},
		document.Span{Text: clean(licence), Link: address(licenceURL).Link}, document.Span{Text: "."})
}

// standing says where the home country stands.
func (c standings) standing(home *benchmark.Row) string {
	where := c.l.T("report.comparison.standing", "country", c.l.Country(home.Country), "score", c.score(home.Score),
		"rank", c.l.Ordinal(home.Rank), "of", c.t.Size())
	var tied []string
	for _, row := range c.t.Rows {
		if row.Rank == home.Rank && row.Country != home.Country {
			tied = append(tied, c.l.Country(row.Country))
		}
	}
	if len(tied) > 0 {
		where = c.l.T("report.comparison.standing_tied", "country", c.l.Country(home.Country), "score", c.score(home.Score),
			"rank", c.l.Ordinal(home.Rank), "of", c.t.Size(), "others", c.l.List(tied))
	}
	change := ""
	if home.Since > 0 {
		change = c.l.T("report.comparison.change", "change", c.change(home.Change), "since", strconv.Itoa(home.Since))
	}
	return sentences(where, change)
}

// countryTable sets the first countries, and the home country where it is not
// among them.
func (c standings) countryTable() document.Table {
	low, high := c.trendScale()
	columns := c.scoreColumns()
	for _, component := range c.t.Components {
		columns = append(columns, document.Column{Head: c.words(component.Name), Align: document.End, Share: 3.6})
	}
	if len(c.t.Components) > 0 {
		columns = append(columns, c.endColumn("rank_range", 4))
	}
	var rows []document.Row
	for i := range c.t.Rows {
		row := &c.t.Rows[i]
		if i >= countriesShown && row.Country != c.home {
			continue
		}
		rows = append(rows, c.countryRow(row, low, high))
	}
	return c.table(c.l.T("report.comparison.table", "index", c.edition(), "year", strconv.Itoa(c.t.Year),
		"shown", len(rows), "of", c.t.Size(), "series", c.l.T("report.series."+string(c.series()))),
		columns, document.Group{Rows: rows})
}

// scoreColumns are those that every table of scores begins with.
func (c standings) scoreColumns() []document.Column {
	columns := []document.Column{c.endColumn("rank", 2.6), c.rowHead("country", 7), c.endColumn("score", 5)}
	if c.hasChanges() {
		columns = append(columns, document.Column{Head: c.l.T("report.column.since", "year", strconv.Itoa(c.t.Base())), Align: document.End, Share: 4.6})
	}
	if len(c.t.Years) > 1 {
		columns = append(columns, document.Column{
			Head: c.l.T("report.column.trend", "from", strconv.Itoa(c.t.Years[0]), "to", strconv.Itoa(c.t.Year)), Share: 4,
		})
	}
	return columns
}

// scoreCells are the cells under these columns.
func (c standings) scoreCells(row *benchmark.Row, low, high float64) []document.Cell {
	cells := []document.Cell{
		{Text: document.Plainly(c.l.Rank(row.Rank, row.Tied))},
		{Text: document.Plainly(c.l.Country(row.Country))},
		c.scoreCell(row),
	}
	if c.hasChanges() {
		cells = append(cells, c.changeCell(row))
	}
	if len(c.t.Years) > 1 {
		cells = append(cells, document.Cell{Line: &document.Line{Values: row.Trend, Min: low, Max: high}})
	}
	return cells
}

// hasChanges reports whether the score of some country can be compared with one of an
// earlier edition.
func (c standings) hasChanges() bool {
	return slices.ContainsFunc(c.t.Rows, func(r benchmark.Row) bool { return r.Since > 0 })
}

// edition names the index, and the edition where it has a name of its own.
func (c standings) edition() string {
	name := c.words(c.t.Index.Name)
	if edition := c.text(c.t.Name); edition != nil {
		name += ", " + plain(edition)
	}
	return name
}

// series is how the scores are anchored, absolute unless the index says
// otherwise.
func (c standings) series() benchmark.Series {
	if c.t.Index.Series == benchmark.Scaled {
		return benchmark.Scaled
	}
	return benchmark.Absolute
}

func (c standings) countryRow(row *benchmark.Row, low, high float64) document.Row {
	cells := c.scoreCells(row, low, high)
	for i := range c.t.Components {
		value := math.NaN()
		if i < len(row.Components) {
			value = row.Components[i]
		}
		cells = append(cells, document.Cell{Text: document.Plainly(c.l.Decimal(value, c.t.PartDigits))})
	}
	if len(c.t.Components) > 0 {
		cells = append(cells, c.rangeCell(row))
	}
	return document.Row{Cells: cells, Strong: row.Country == c.home}
}

// score writes a score of the index.
func (c standings) score(v float64) string { return c.l.Decimal(v, c.t.ScoreDigits) }

// derived writes what is computed from scores, with one decimal where it needs it.
func (c standings) derived(v float64) string {
	if v != math.Trunc(v) {
		return c.l.Decimal(v, 1)
	}
	return c.score(v)
}

// change writes a change of score with its sign.
func (c standings) change(v float64) string { return c.l.SignedDecimal(v, c.t.ScoreDigits) }

func (c standings) scoreCell(row *benchmark.Row) document.Cell {
	return document.Cell{Text: document.Plainly(c.score(row.Score)), Fill: &document.Fill{Value: row.Score, Of: 100}}
}

// rangeCell says between which ranks a country's composite stays.
func (c standings) rangeCell(row *benchmark.Row) document.Cell {
	if row.Best == 0 {
		return document.Cell{Text: c.none()}
	}
	return document.Cell{Text: document.Plainly(c.span(row.Best, row.Worst)), Span: &document.Range{Best: row.Best, Worst: row.Worst, Of: c.t.Size()}}
}

// span writes a range of ranks: "1–4", or "3" where it is one.
func (c *author) span(best, worst int) string {
	if best == worst {
		return c.l.Int(best)
	}
	return c.l.Int(best) + "–" + c.l.Int(worst)
}

// changeCell says by how much a score changed, and since when where that is not
// the index's first edition.
func (c standings) changeCell(row *benchmark.Row) document.Cell {
	if row.Since == 0 {
		return document.Cell{Text: c.none()}
	}
	cell := document.Cell{Text: document.Plainly(c.change(row.Change))}
	if row.Since != c.t.Base() {
		cell.Sub = []document.Inline{c.quiet("report.comparison.since", "year", strconv.Itoa(row.Since))}
	}
	return cell
}

// ties says what published scores and the means of components make of the first
// tie: both facts are shown.
func (c standings) ties() string {
	for i := 0; i+1 < len(c.t.Rows); i++ {
		a, b := c.t.Rows[i], c.t.Rows[i+1]
		if a.Rank != b.Rank || a.MeanRank == 0 || b.MeanRank == 0 {
			continue
		}
		return c.l.T("report.comparison.ties_text", "score", c.score(a.Score),
			"a", c.l.Country(a.Country), "mean_a", c.l.Decimal(a.Mean, 2),
			"b", c.l.Country(b.Country), "mean_b", c.l.Decimal(b.Mean, 2))
	}
	return c.l.T("report.comparison.ties_rule")
}

// trendScale returns the scale, in steps of ten, that holds the score of every
// country in every edition shown.
func (c standings) trendScale() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, row := range c.t.Rows {
		for _, v := range row.Trend {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return 0, 100
	}
	return 10 * math.Floor(low/10), 10 * math.Ceil(high/10)
}

// bounds returns the least and the greatest of some numbers.
func bounds(numbers []int) (least, most int) {
	for i, n := range numbers {
		if i == 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	return least, most
}
