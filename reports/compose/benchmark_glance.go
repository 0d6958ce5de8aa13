package compose

import (
	"math"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// glance composes the first page: where the country stands, and how far that can be
// relied on.
func (c *comparer) glance() document.Section {
	s := document.Section{ID: "glance", Title: c.l.T("report.glance.title"), NewPage: true}
	if c.row == nil {
		s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: c.say("report.benchmark.not_covered", "country", c.l.Country(c.home))})
		return s
	}
	s.Blocks = append(s.Blocks,
		document.Paragraph{Lead: true, Text: document.Plainly(c.lead())},
		c.figures(),
		document.Facts{Rows: c.findings()},
	)
	return s
}

// lead says in one or two sentences where the country stands, and between which
// ranks by its components.
func (c *comparer) lead() string {
	said := []any{"country", c.l.Country(c.home), "rank", c.l.Ordinal(c.row.Rank), "of", c.t.Size(), "delta", c.delta(),
		"best", c.l.Ordinal(c.row.Best), "worst", c.l.Ordinal(c.row.Worst)}
	where := "report.benchmark.lead.alone"
	if c.row.Tied {
		where = "report.benchmark.lead.tied"
	}
	hangs := ""
	switch {
	case c.row.Best == 0:
	case c.row.Best == c.row.Worst:
		hangs = c.l.T("report.benchmark.lead.stays", said...)
	default:
		hangs = c.l.T("report.benchmark.lead.moves", said...)
	}
	return sentences(c.l.T(where, said...), hangs)
}

// delta writes the share by which weights vary.
func (c *comparer) delta() string { return c.l.Decimal(100*c.t.WeightDelta, 0) }

// figures are the country's large figures.
func (c *comparer) figures() document.KeyFigures {
	figure := func(key, value, note string) document.KeyFigure {
		return document.KeyFigure{Value: value, Label: c.l.T("report.benchmark.key." + key), Note: note}
	}
	change := ""
	if c.row.Since > 0 {
		change = c.l.T("report.benchmark.key.change", "change", c.change(c.row.Change), "since", strconv.Itoa(c.row.Since))
	}
	items := []document.KeyFigure{
		figure("score", c.score(c.row.Score), change),
		figure("rank", c.l.Rank(c.row.Rank, c.row.Tied), c.l.N("report.benchmark.key.of", c.t.Size())),
	}
	if c.row.Best > 0 {
		items = append(items, figure("range", c.span(c.row.Best, c.row.Worst),
			c.l.T("report.benchmark.key.range_note", "rank", c.row.CompositeRank, "delta", c.delta())))
	}
	if s := c.sensitivity(c.home); s != "" {
		items = append(items, figure("sensitivity", s, c.l.T("report.benchmark.key.sensitivity_note", "draws", c.in.Simulated.Draws)))
	}
	// A share of what is only a part of the commitments, as the source's note then says,
	// is no figure to stand alone.
	if own := c.commitmentsOf(c.home); own != nil && c.in.Commitments.Source.Note.IsZero() {
		low, high := c.interval(own)
		items = append(items, figure("completed", c.l.Percent(tracker.NewRatio(int64(own.Completed.High), int64(own.Completed.Assessed))),
			c.l.T("report.benchmark.key.completed_note", "high", own.Completed.High, "assessed", own.Completed.Assessed, "low", low, "to", high)))
	}
	return document.KeyFigures{Items: items}
}

// sensitivity writes a country's sensitivity range; blank where there is none.
func (c *comparer) sensitivity(country string) string {
	for _, s := range c.ranges().Spans {
		switch {
		case s.Country != country || math.IsNaN(s.Median):
		case s.Low == s.High:
			return c.l.AtMost(s.Low)
		default:
			return c.l.AtMost(s.Low) + "–" + c.l.AtMost(s.High)
		}
	}
	return ""
}

// rangesDrawn is how many countries the figure of rank ranges draws: the annex has
// all.
const rangesDrawn = 40

func (c *comparer) ranges() chart.Ranges {
	r := chart.RangesOf(c.l, c.t, c.in.Simulated, c.in.Simulation.Seed)
	r.Most = rangesDrawn
	return r
}

// findings are what the chapters find, each with the way there.
func (c *comparer) findings() []document.Fact {
	var facts []document.Fact
	add := func(label, text, section string) {
		if text != "" {
			facts = append(facts, document.Fact{Label: c.l.T("report.benchmark.finding." + label), Value: []document.Inline{{
				{Text: text + " "}, {Text: c.l.T("report.benchmark.see", "chapter", c.l.T("report.benchmark."+section+".title")), Link: "#" + section},
			}}})
		}
	}
	of := func(build chart.BenchmarkChart, peers ...string) string {
		return build(c.l, *c.t, c.home, chart.Print, peers...).Sentence
	}
	add("score", sentences(c.standing(c.row), c.beside()), "scores")
	if c.row.Tied {
		add("tie", c.homeTie(), "scores")
	}
	if len(c.t.Years) > 1 {
		add("editions", of(chart.BenchmarkRanks), "editions")
	}
	if len(c.t.Components) > 0 {
		add("range", chart.RankRanges(c.l, c.ranges(), c.home, chart.Print).Sentence, "firmness")
		add("dominance", of(chart.BenchmarkDominance), "firmness")
	}
	if c.in.Simulated != nil {
		add("influence", chart.Influences(c.l, c.influence(), c.home, chart.Print).Sentence, "firmness")
	}
	if c.hasCommitments() {
		found := c.l.T("report.benchmark.finding.no_commitments", "country", c.l.CountryIn(c.home))
		if c.commitmentsOf(c.home) != nil {
			found = c.completion(chart.Print).Sentence
		}
		note := ""
		if text := c.text(c.in.Commitments.Source.Note); text != nil {
			note = plain(text)
		}
		add("commitments", sentences(found, note), "commitments")
	}
	return facts
}

// homeTie sets the country's tie beside the means of the components, which may not
// tie; blank where they do.
func (c *comparer) homeTie() string {
	var names, means []string
	alike := true // as far as they are shown
	for i := range c.t.Rows {
		r := &c.t.Rows[i]
		if r.Rank == c.row.Rank && r.MeanRank > 0 {
			alike = alike && c.l.Decimal(r.Mean, 2) == c.l.Decimal(c.row.Mean, 2)
			names = append(names, c.l.CountryIn(r.Country))
			means = append(means, c.l.T("report.benchmark.tie_mean", "country", c.l.Country(r.Country), "mean", c.l.Decimal(r.Mean, 2)))
		}
	}
	if len(names) < 2 || alike {
		return ""
	}
	said := []any{"countries", c.l.List(names), "score", c.score(c.row.Score), "means", c.l.List(means)}
	if !c.t.ScoresAreMeans() {
		return c.l.T("report.benchmark.tie_other", said...)
	}
	return c.l.T("report.benchmark.tie", said...)
}

// terms says what the report's words mean.
func (c *comparer) terms() document.Section {
	words := []string{"rank", "range", "sensitivity", "dominance"}
	if len(c.t.Components) == 0 {
		words = words[:1]
	} else if c.in.Simulated == nil {
		words = []string{"rank", "range", "dominance"}
	}
	if c.hasCommitments() {
		words = append(words, "wilson")
	}
	var rows []document.Row
	for _, word := range words {
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.say("report.benchmark.term." + word)}, {Text: c.say("report.benchmark.term_means."+word, "delta", c.delta())},
		}})
	}
	return document.Section{
		ID: "reading", Title: c.l.T("report.reading.title"), NoTOC: true,
		Blocks: []document.Block{document.Table{
			Caption: c.l.T("report.benchmark.terms"), Columns: []document.Column{c.rowHead("mark", 4), c.column("meaning", 13)},
			Groups: []document.Group{{Rows: rows}},
		}},
	}
}
