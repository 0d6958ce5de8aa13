package compose

import (
	"math"
	"strconv"

	"ogptracker/reports/document"
	"ogptracker/tracker/benchmark"
)

// countriesShown is how many countries the report's table lists; the home country
// is added where it ranks lower.
const countriesShown = 12

// comparison composes the annex on where the country stands: the table as
// published, and what a reader must know before comparing.
func (c *composer) comparison() document.Section {
	s := document.Section{ID: "comparison", Title: c.l.T("report.comparison.title")}
	if home := c.t.Row(c.o.Home); home != nil {
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
	source := append(document.Inline{}, c.orBlank(ix.Source)...)
	if ix.SourceURL != "" {
		source = append(source, document.Span{Text: ", "}, address(ix.SourceURL))
	}
	source = append(source, document.Span{Text: ". " + c.l.T("report.comparison.licence") + " "},
		document.Span{Text: clean(ix.Licence), Link: address(ix.LicenceURL).Link}, document.Span{Text: "."})
	if c.p.Illustrative {
		source = append(source, document.Span{Text: " " + c.l.T("report.comparison.real")})
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.source"), Text: source})
	return s
}

// standing says where the home country stands.
func (c *composer) standing(home *benchmark.Row) string {
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
func (c *composer) countryTable() document.Table {
	low, high := c.trendScale()
	first := strconv.Itoa(c.t.First)
	columns := []document.Column{
		c.endColumn("rank", 2.6), c.rowHead("country", 7), c.endColumn("score", 5),
		{Head: c.l.T("report.column.since", "year", first), Align: document.End, Share: 3},
	}
	if len(c.t.Years) > 1 {
		columns = append(columns, document.Column{
			Head: c.l.T("report.column.trend", "from", strconv.Itoa(c.t.Years[0]), "to", strconv.Itoa(c.t.Year)), Share: 4,
		})
	}
	for _, component := range c.t.Components {
		columns = append(columns, document.Column{Head: c.words(component.Name), Align: document.End, Share: 3.6})
	}
	if len(c.t.Components) > 0 {
		columns = append(columns, c.endColumn("rank_range", 4))
	}
	var rows []document.Row
	for i := range c.t.Rows {
		row := &c.t.Rows[i]
		if i >= countriesShown && row.Country != c.o.Home {
			continue
		}
		rows = append(rows, c.countryRow(row, low, high))
	}
	name := c.words(c.t.Index.Name)
	if edition := c.text(c.t.Name); edition != nil {
		name += ", " + plain(edition)
	}
	return c.table(c.l.T("report.comparison.table", "index", name, "year", strconv.Itoa(c.t.Year),
		"shown", len(rows), "of", c.t.Size(), "series", c.l.T("report.series."+string(c.series()))),
		columns, document.Group{Rows: rows})
}

// series is how the scores are anchored, absolute unless the index says
// otherwise.
func (c *composer) series() benchmark.Series {
	if c.t.Index.Series == benchmark.Scaled {
		return benchmark.Scaled
	}
	return benchmark.Absolute
}

func (c *composer) countryRow(row *benchmark.Row, low, high float64) document.Row {
	rank := c.l.Int(row.Rank)
	if row.Tied {
		rank += "="
	}
	cells := []document.Cell{
		{Text: document.Plainly(rank)},
		{Text: document.Plainly(c.l.Country(row.Country))},
		{Text: document.Plainly(c.score(row.Score)), Fill: &document.Fill{Value: row.Score, Of: 100}},
		c.changeCell(row),
	}
	if len(c.t.Years) > 1 {
		cells = append(cells, document.Cell{Line: &document.Line{Values: row.Trend, Min: low, Max: high}})
	}
	for i := range c.t.Components {
		value := math.NaN()
		if i < len(row.Components) {
			value = row.Components[i]
		}
		cells = append(cells, document.Cell{Text: document.Plainly(c.score(value))})
	}
	if len(c.t.Components) > 0 {
		cell := document.Cell{Text: c.none()}
		if row.Best > 0 {
			text := c.l.Int(row.Best)
			if row.Worst != row.Best {
				text += "–" + c.l.Int(row.Worst)
			}
			cell = document.Cell{Text: document.Plainly(text), Span: &document.Range{Best: row.Best, Worst: row.Worst, Of: c.t.Size()}}
		}
		cells = append(cells, cell)
	}
	return document.Row{Cells: cells, Strong: row.Country == c.o.Home}
}

// changeCell says by how much a score changed, and since when where that is not
// the index's first edition.
func (c *composer) changeCell(row *benchmark.Row) document.Cell {
	if row.Since == 0 {
		return document.Cell{Text: c.none()}
	}
	cell := document.Cell{Text: document.Plainly(c.change(row.Change))}
	if row.Since != c.t.First {
		cell.Sub = []document.Inline{c.quiet("report.comparison.since", "year", strconv.Itoa(row.Since))}
	}
	return cell
}

// ties says what published scores and the means of components make of the first
// tie: both facts are shown.
func (c *composer) ties() string {
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

// score writes a score as it was published: whole, or with two digits.
func (c *composer) score(v float64) string {
	if v == math.Trunc(v) {
		return c.l.Decimal(v, 0)
	}
	return c.l.Decimal(v, 2)
}

// change writes a change of score with its sign.
func (c *composer) change(v float64) string {
	if v > 0 {
		return "+" + c.score(v)
	}
	return c.score(v)
}

// trendScale returns the scale, in steps of ten, that holds the score of every
// country in every edition shown.
func (c *composer) trendScale() (low, high float64) {
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
