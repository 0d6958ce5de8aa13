package compose

import (
	"math"
	"slices"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker/benchmark"
)

// firmness composes the chapter on how far the ranks hang on choices: weights, the
// way of composing, components; and which orders hang on none.
func (c *comparer) firmness() document.Section {
	s := document.Section{ID: "firmness", Title: c.l.T("report.benchmark.firmness.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.benchmark.firmness.intro")})

	ranges := document.Section{ID: "ranges", Title: c.l.T("report.benchmark.firmness.ranges")}
	ranges.Blocks = c.shown("report.benchmark.firmness.ranges_figure", func(size chart.Size) chart.Chart {
		return chart.RankRanges(c.l, c.ranges(), c.home, size, c.peers...)
	})
	dominance := document.Section{ID: "dominance", Title: c.l.T("report.benchmark.firmness.dominance")}
	dominance.Blocks = c.ofEdition("report.benchmark.firmness.dominance_figure", chart.BenchmarkDominance)
	if c.row != nil && len(c.peers) > 0 {
		dominance.Blocks = append(dominance.Blocks, c.pairTable())
	}
	s.Sections = append(s.Sections, ranges, dominance)
	if c.in.Simulated != nil {
		influence := document.Section{ID: "influence", Title: c.l.T("report.benchmark.firmness.influence")}
		influence.Blocks = c.shown("report.benchmark.firmness.influence_figure", func(size chart.Size) chart.Chart {
			return chart.Influences(c.l, c.influence(), c.home, size)
		})
		s.Sections = append(s.Sections, influence)
	}
	return s
}

func (c *comparer) influence() chart.Sensitivity {
	return chart.SensitivityOf(c.l, c.t, c.in.Simulated, c.in.Simulation.Seed, c.home)
}

// pairTable sets the country beside each peer, component by component.
func (c *comparer) pairTable() document.Table {
	m := benchmark.MatrixOf(&c.t.Index, c.t.Index.Edition(c.t.Year))
	pairs, _ := benchmark.Dominance(m) // what it refuses has no pairs
	own := c.directed(c.row)
	var rows []document.Row
	for _, row := range c.chosen() {
		if row.Country == c.home {
			continue
		}
		var ahead, behind []string
		for j, v := range c.directed(row) {
			name := c.words(c.t.Components[j].Name)
			switch {
			case own[j] > v:
				ahead = append(ahead, name)
			case own[j] < v:
				behind = append(behind, name)
			}
		}
		said := []any{"a", c.l.CountryIn(c.home), "b", c.l.CountryIn(row.Country)}
		order := c.l.T("report.benchmark.order.open", said...)
		switch {
		case slices.Contains(pairs, benchmark.Pair{Over: c.home, Under: row.Country}):
			order = c.l.T("report.benchmark.order.over", said...)
		case slices.Contains(pairs, benchmark.Pair{Over: row.Country, Under: c.home}):
			order = c.l.T("report.benchmark.order.under", said...)
		case slices.ContainsFunc(own, math.IsNaN) || slices.ContainsFunc(row.Components, math.IsNaN):
			order = c.l.T("report.benchmark.order.unknown", said...)
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: document.Plainly(c.l.Country(row.Country))},
			{Text: orElse(document.Plainly(strings.Join(ahead, ", ")), c.none())},
			{Text: orElse(document.Plainly(strings.Join(behind, ", ")), c.none())},
			{Text: document.Plainly(order)},
		}})
	}
	return c.table(c.l.T("report.benchmark.firmness.pairs", "country", c.l.CountryIn(c.home)), []document.Column{
		c.rowHead("peer", 4), c.column("ahead_on", 5), c.column("behind_on", 5), c.column("order", 6),
	}, document.Group{Rows: rows})
}

// directed returns a country's components with greater always better; NaN where one
// was not published.
func (c *comparer) directed(row *benchmark.Row) benchmark.Values {
	values := make(benchmark.Values, len(c.t.Components))
	for j := range values {
		values[j] = math.NaN()
		if j < len(row.Components) {
			values[j] = row.Components[j]
		}
		if c.t.Components[j].LowerIsBetter {
			values[j] = -values[j]
		}
	}
	return values
}

// components composes the chapter on the parts of the score.
func (c *comparer) components() document.Section {
	s := document.Section{ID: "components", Title: c.l.T("report.benchmark.components.title")}
	if len(c.t.Components) > 2 {
		s.Blocks = c.ofEdition("report.benchmark.components.radar", chart.ComponentsRadar)
	}
	compared := c.t.Only(func(country string) bool { return country == c.home || slices.Contains(c.peers, country) })
	s.Blocks = append(s.Blocks, c.shown("report.benchmark.components.map", func(size chart.Size) chart.Chart {
		return chart.BenchmarkComponents(c.l, compared, c.home, size, c.peers...)
	})...)
	return s
}
