package compose

import (
	"strconv"
	"strings"

	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// methodology composes the annex on how every figure was computed.
func (c *comparer) methodology() document.Section {
	s := document.Section{ID: "methodology", Title: c.l.T("report.methodology.title")}
	s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.benchmark.method.intro")}}
	part := func(id string, blocks ...document.Block) {
		s.Sections = append(s.Sections, document.Section{ID: "method-" + id, Title: c.l.T("report.benchmark.method." + id), Blocks: blocks})
	}
	part("ranks", c.rules("rank", "change", "median"))
	if len(c.t.Components) > 0 {
		part("composite", c.rules("direction", "minmax", "screen", "mean", "composite"), c.parameters())
		part("range", c.rules("range_pair", "range_best", "range_worst", "dominance"))
	}
	if c.in.Simulated != nil {
		part("simulation", c.rules("draw_weights", "draw_normalisation", "draw_aggregation", "draw_components", "percentiles", "first", "total"), c.drawn())
	}
	if c.hasCommitments() {
		part("completion", c.rules("assessed", "share", "wilson", "apart"))
	}
	part("literature", document.List{Items: c.literature()})
	return s
}

// rules sets rules one under the other: what each is called in the margin, its
// formula, and below what it means.
func (c *comparer) rules(names ...string) document.Facts {
	rows := make([]document.Fact, len(names))
	for i, name := range names {
		rows[i] = document.Fact{Label: c.l.T("report.benchmark.rule." + name), Value: []document.Inline{
			{{Text: c.l.T("report.benchmark.formula." + name), Style: document.Code}},
			c.say("report.benchmark.rule_text."+name, "delta", c.delta()),
		}}
	}
	return document.Facts{Rows: rows}
}

// parameters says what weighs how much.
func (c *comparer) parameters() document.Block {
	names := make([]string, len(c.t.Components))
	for j, component := range c.t.Components {
		names[j] = c.words(component.Name)
		if component.LowerIsBetter {
			names[j] = c.l.T("report.benchmark.lower_is_better", "component", names[j])
		}
	}
	return document.Paragraph{Label: c.l.T("report.benchmark.parameters"), Text: c.say("report.benchmark.weights",
		"components", strings.Join(names, c.separator()), "delta", c.delta())}
}

// drawn says what was drawn, so that anybody can draw the same.
func (c *comparer) drawn() document.Block {
	vary := c.in.Simulation.Vary
	if vary == nil {
		vary = benchmark.Choices
	}
	names := make([]string, len(vary))
	for i, choice := range vary {
		names[i] = c.l.T("report.benchmark.choice." + string(choice))
	}
	return document.Paragraph{Label: c.l.T("report.benchmark.parameters"), Text: c.say("report.benchmark.simulation",
		"draws", c.in.Simulated.Draws, "seed", strconv.FormatUint(c.in.Simulation.Seed, 10), "delta", c.l.Decimal(100*c.in.Simulation.Delta, 0), "choices", c.l.List(names))}
}

// literature lists what the methods follow. Titles of works are in their language.
func (c *comparer) literature() []document.Inline {
	works := []document.Inline{
		{{Text: "OECD and Joint Research Centre (2008). Handbook on Constructing Composite Indicators: Methodology and User Guide. OECD Publishing, ISBN 978-92-64-04345-9."}},
		{{Text: "Becker, W., Caperna, G., Del Sorbo, M., Norlén, H., Papadimitriou, E. and Saisana, M. (2022). COINr: An R package for developing composite indicators. Journal of Open Source Software 7(78), 4567. "}, address("https://doi.org/10.21105/joss.04567")},
	}
	if c.in.Simulated != nil {
		works = append(works,
			document.Inline{{Text: "Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics Communications 181, 259–270."}},
			document.Inline{{Text: "Jansen, M. J. W. (1999). Analysis of variance designs for model output. Computer Physics Communications 117, 35–43."}})
	}
	if c.hasCommitments() {
		works = append(works, document.Inline{{Text: "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22, 209–212."}})
	}
	if c.l.Lang() != tracker.EN {
		for _, work := range works {
			for i := range work {
				work[i].Lang = c.l.Lang().Other()
			}
		}
	}
	return works
}
