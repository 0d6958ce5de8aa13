package view

import (
	"context"
	"strconv"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// exampleDraws are enough for three countries.
const exampleDraws = 2000

// compositeRule says how a composite is made, and how far its ranks can be relied on.
func compositeRule(l *locale.Locale) Rule {
	rule := Rule{
		ID: "composite", Title: l.T("web.method.composite.title"),
		Text: []string{l.T("web.method.composite.text"), l.T("web.method.composite.range"), l.T("web.method.composite.simulation"), l.T("web.method.composite.matters")},
		Formulas: []string{
			l.T("web.method.composite.minmax"), l.T("web.method.composite.zscore"), l.T("web.method.composite.dist2max"),
			l.T("web.method.composite.arithmetic"), l.T("web.method.composite.geometric"), l.T("web.method.composite.above"),
		},
		Points: []string{l.T("web.method.composite.coverage"), l.T("web.method.composite.missing"), l.T("web.method.composite.constant"), l.T("web.method.composite.among")},
	}
	t := Table{
		Caption: l.T("web.method.composite.table"),
		Head: heads(l.T("web.composite.normalisation"), l.T("web.composite.aggregation"), l.T("web.column.country"), "#"+l.T("web.composite.value"),
			"#"+l.T("web.column.rank"), "#"+l.T("web.column.rank_range"), "#"+l.T("web.composite.sensitivity")),
	}
	index := exampleIndex()
	for _, how := range []benchmark.Method{
		{Normalisation: benchmark.MinMax, Aggregation: benchmark.Arithmetic},
		{Normalisation: benchmark.ZScore, Aggregation: benchmark.Arithmetic},
		{Normalisation: benchmark.MinMax, Aggregation: benchmark.Geometric},
	} {
		how.Weights = []float64{0.5, 0.25, 0.25}
		s, err := benchmark.Examine(context.Background(), benchmark.MatrixOf(index, index.Latest()), how, benchmark.Simulation{Delta: benchmark.WeightDelta, Draws: exampleDraws, Seed: 1})
		if err != nil {
			continue // the example is one that can be made
		}
		for _, i := range places(s) {
			row := compositeRow(l, Links{Lang: l.Lang()}, &CompositeInput{Study: s}, i)
			t.Rows = append(t.Rows, cells(t.Head, capital(l.T("web.composite.normalisation."+string(how.Normalisation))), l.T("web.composite.aggregation."+string(how.Aggregation)),
				row.Country.Label, row.Value, row.Rank, row.Range, row.Sensitivity))
		}
	}
	rule.Examples = []Example{{Text: l.T("web.method.composite.example", "draws", exampleDraws, "seed", strconv.Itoa(1)), Table: t}}
	return rule
}
