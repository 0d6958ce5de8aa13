package compose

import (
	"math/big"
	"slices"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// hasCommitments reports whether the country's or a peer's commitments were
// assessed.
func (c *comparer) hasCommitments() bool {
	return len(c.compared()) > 0
}

// compared are what became of the commitments of the country and its peers, of those
// of which some were assessed.
func (c *comparer) compared() []benchmark.Standing {
	if c.in.Commitments == nil {
		return nil
	}
	var out []benchmark.Standing
	chosen := append([]string{c.home}, chart.Peers(c.home, c.in.Peers)...)
	for _, s := range c.in.Commitments.Standings {
		if s.Completed.Assessed > 0 && slices.Contains(chosen, s.Country) {
			out = append(out, s)
		}
	}
	return out
}

// commitmentsOf returns what became of a country's commitments, nil where none was
// assessed.
func (c *comparer) commitmentsOf(country string) *benchmark.Standing {
	for _, s := range c.compared() {
		if s.Country == country {
			return &s
		}
	}
	return nil
}

// interval writes the ends of a share's interval in per cent.
func (c *author) interval(s *benchmark.Standing) (low, high string) {
	from, to := s.Completed.Wilson95()
	percent := func(v float64) string { return c.l.Percent(tracker.RatioOf(new(big.Rat).SetFloat64(v))) }
	return percent(from), percent(to)
}

// completion draws what became of the commitments of the country and its peers.
func (c *comparer) completion(size chart.Size) chart.Chart {
	done := *c.in.Commitments
	done.Standings = c.compared()
	return chart.Completion(c.l, done, c.home, size, chart.Peers(c.home, c.in.Peers)...)
}

// commitments composes the chapter on the commitments made in OGP.
func (c *comparer) commitments() document.Section {
	s := document.Section{ID: "commitments", Title: c.l.T("report.benchmark.commitments.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.benchmark.commitments.intro")})
	source := c.in.Commitments.Source
	if note := c.text(source.Note); note != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.comparison.note"), Text: note})
	}
	s.Blocks = append(s.Blocks, c.shown("report.benchmark.commitments.figure", c.completion)...)
	s.Blocks = append(s.Blocks, c.commitmentTable())
	var without []string
	for _, country := range append([]string{c.home}, chart.Peers(c.home, c.in.Peers)...) {
		if c.commitmentsOf(country) == nil {
			without = append(without, country)
		}
	}
	if len(without) > 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Label: c.l.T("report.benchmark.commitments.without"), Text: document.Plainly(c.countries(without) + ".")})
	}
	if c.text(source.Source) != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{
			Label: c.l.T("report.comparison.source"), Text: c.credit(source.Source, source.SourceURL, source.Licence, source.LicenceURL),
		})
	}
	return s
}

// commitmentTable sets what the reviewers found beside what was completed.
func (c *comparer) commitmentTable() document.Table {
	of := func(p benchmark.Proportion) document.Cell {
		if p.Assessed == 0 {
			return document.Cell{Text: c.none()}
		}
		return document.Cell{Text: c.say("report.benchmark.commitments.of", "high", p.High, "assessed", p.Assessed)}
	}
	var rows []document.Row
	for _, s := range c.compared() {
		low, high := c.interval(&s)
		share := document.Cell{
			Text: document.Plainly(c.l.Percent(tracker.NewRatio(int64(s.Completed.High), int64(s.Completed.Assessed)))),
			Sub:  []document.Inline{c.quiet("report.benchmark.commitments.interval", "low", low, "to", high)},
		}
		rows = append(rows, document.Row{Strong: s.Country == c.home, Cells: []document.Cell{
			{Text: document.Plainly(c.l.Country(s.Country))},
			{Text: document.Plainly(c.l.Int(s.Commitments))}, of(s.Completed), share, of(s.Starred), of(s.Ambitious), of(s.Strong),
		}})
	}
	t := c.table(c.l.T("report.benchmark.commitments.table"), []document.Column{
		c.rowHead("country", 5), c.endColumn("commitments", 4), c.endColumn("completed", 4), c.endColumn("completed_share", 5),
		c.endColumn("starred", 4), c.endColumn("ambitious", 4), c.endColumn("early", 4),
	}, document.Group{Rows: rows})
	t.Note = c.quiet("report.benchmark.commitments.note")
	return t
}
