package compose

import (
	"math"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker/benchmark"
)

// scores composes the chapter on the published scores of the country and its peers.
func (c *comparer) scores() document.Section {
	s := document.Section{ID: "scores", Title: c.l.T("report.benchmark.scores.title")}
	if c.row != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(c.standing(c.row))})
		if beside := c.beside(); beside != "" {
			s.Blocks = append(s.Blocks, document.Paragraph{Text: document.Plainly(beside)})
		}
	}
	rows := c.chosen()
	caption := c.l.N("report.benchmark.scores.table", len(rows), "index", c.edition(), "year", strconv.Itoa(c.t.Year), "of", c.t.Size())
	s.Blocks = append(s.Blocks, c.scoreTable(caption, rows))
	if c.row != nil && c.row.Tied {
		if tie := c.homeTie(); tie != "" {
			s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.ties"), Text: document.Plainly(tie)})
		}
	}
	s.Blocks = append(s.Blocks, c.figure(c.l.T("report.benchmark.scores.bars"), func(size chart.Size) chart.Chart {
		return chart.BenchmarkBars(c.l, *c.t, c.home, size, c.peers...)
	})...)
	return s
}

// beside sets the country's score beside the median of its peers; blank where it has
// none.
func (c *comparer) beside() string {
	median, n := benchmark.MedianOf(c.t.Index.Edition(c.t.Year), c.peers)
	if n == 0 {
		return ""
	}
	said := []any{"median", c.derived(median), "country", c.l.Country(c.home), "points", c.derived(math.Abs(c.row.Score - median))}
	switch {
	case c.row.Score > median:
		return c.l.N("report.benchmark.scores.above", n, said...)
	case c.row.Score < median:
		return c.l.N("report.benchmark.scores.below", n, said...)
	}
	return c.l.N("report.benchmark.scores.at", n, said...)
}

// scoreTable sets the scores of some countries with all that qualifies their ranks.
func (c *comparer) scoreTable(caption string, rows []*benchmark.Row) document.Table {
	low, high := c.trendScale()
	columns := c.scoreColumns()
	if len(c.t.Components) > 0 {
		columns = append(columns, c.endColumn("composite_rank", 5), c.endColumn("rank_range", 4))
	}
	if c.in.Simulated != nil {
		columns = append(columns, c.endColumn("sensitivity", 3.6))
	}
	var out []document.Row
	for _, row := range rows {
		cells := c.scoreCells(row, low, high)
		if len(c.t.Components) > 0 {
			composite := document.Cell{Text: c.none()}
			if row.CompositeRank > 0 {
				composite.Text = document.Plainly(c.l.Int(row.CompositeRank))
			}
			cells = append(cells, composite, c.rangeCell(row))
		}
		if c.in.Simulated != nil {
			cells = append(cells, document.Cell{Text: orElse(document.Plainly(c.sensitivity(row.Country)), c.none())})
		}
		out = append(out, document.Row{Cells: cells, Strong: row.Country == c.home})
	}
	return c.table(caption, columns, document.Group{Rows: out})
}

// wholeEdition composes the annex with every country of the edition.
func (c *comparer) wholeEdition() document.Section {
	s := document.Section{ID: "edition", Title: c.l.T("report.benchmark.whole.title")}
	rows := make([]*benchmark.Row, len(c.t.Rows))
	for i := range c.t.Rows {
		rows[i] = &c.t.Rows[i]
	}
	caption := c.l.N("report.benchmark.whole.table", len(rows), "index", c.edition(), "year", strconv.Itoa(c.t.Year), "series", c.l.T("report.series."+string(c.series())))
	s.Blocks = append(s.Blocks, c.scoreTable(caption, rows))
	if len(c.t.Years) > 1 {
		least, most := bounds(c.t.Sizes)
		low, high := c.trendScale()
		s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.trend"), Text: c.say("report.comparison.trend_text",
			"low", c.l.Decimal(low, 0), "high", c.l.Decimal(high, 0), "least", least, "most", most)})
	}
	return s
}
