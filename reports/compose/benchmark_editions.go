package compose

import (
	"cmp"
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker/benchmark"
)

// editions composes the chapter on what changed through the editions: scores, and
// ranks among the countries that can be followed.
func (c *comparer) editions() document.Section {
	s := document.Section{ID: "editions", Title: c.l.T("report.benchmark.editions.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.benchmark.editions.intro")})
	s.Blocks = append(s.Blocks, c.ofEdition("report.benchmark.editions.trends", chart.BenchmarkTrends)...)
	s.Blocks = append(s.Blocks, c.sinceFirst()...)
	s.Blocks = append(s.Blocks, c.ofEdition("report.benchmark.editions.ranks", chart.BenchmarkRanks)...)
	return s
}

// sinceFirst compares the first edition with this one on the countries that both
// cover.
func (c *comparer) sinceFirst() []document.Block {
	first, year := strconv.Itoa(c.t.Years[0]), strconv.Itoa(c.t.Year)
	compared, err := benchmark.Compare(&c.t.Index, c.t.Years[0], c.t.Year)
	if err != nil {
		return nil // the table has both editions
	}
	var shifts []benchmark.Shift
	for _, shift := range compared.Shifts {
		if shift.Country == c.home || slices.Contains(c.peers, shift.Country) {
			shifts = append(shifts, shift)
		}
	}
	if len(shifts) == 0 {
		return nil
	}
	slices.SortStableFunc(shifts, func(a, b benchmark.Shift) int { return cmp.Compare(a.To.Rank, b.To.Rank) })
	columns := []document.Column{
		c.rowHead("country", 7),
		{Head: c.l.T("report.column.rank_in", "year", first), Align: document.End, Share: 3},
		{Head: c.l.T("report.column.rank_in", "year", year), Align: document.End, Share: 3},
		{Head: c.l.T("report.column.score_in", "year", first), Align: document.End, Share: 3},
		{Head: c.l.T("report.column.score_in", "year", year), Align: document.End, Share: 3},
	}
	if compared.Points {
		columns = append(columns, c.endColumn("change", 3))
	}
	var rows []document.Row
	for _, shift := range shifts {
		cells := []document.Cell{
			{Text: document.Plainly(c.l.Country(shift.Country))},
			{Text: document.Plainly(c.l.Rank(shift.From.Rank, shift.From.Tied))}, {Text: document.Plainly(c.l.Rank(shift.To.Rank, shift.To.Tied))},
			{Text: document.Plainly(c.score(shift.FromScore))}, {Text: document.Plainly(c.score(shift.ToScore))},
		}
		if compared.Points {
			cells = append(cells, document.Cell{Text: document.Plainly(c.change(shift.ToScore - shift.FromScore))})
		}
		rows = append(rows, document.Row{Cells: cells, Strong: shift.Country == c.home})
	}
	t := c.table(c.l.N("report.benchmark.editions.table", len(compared.Shifts), "first", first, "year", year), columns, document.Group{Rows: rows})
	blocks := []document.Block{t}
	for _, e := range compared.Breaks {
		blocks = append(blocks, document.Paragraph{
			Label: c.l.T("report.benchmark.editions.break", "year", strconv.Itoa(e.Year)), Text: c.orBlank(e.Break),
		})
	}
	return blocks
}
