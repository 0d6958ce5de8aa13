package compose

import (
	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

// overdueAtAGlance is how many of the longest overdue the first page lists.
const overdueAtAGlance = 5

// glance composes the first page: how far the plan is and what is late.
func (c *composer) glance() document.Section {
	s := document.Section{ID: "glance", Title: c.l.T("report.glance.title"), NewPage: true}
	lead := sentences(c.headline(), c.overdueSentence())
	s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(lead)})
	if len(c.a.Leaves) == 0 {
		return s
	}
	reported := append(c.reported(c.a.Figures), document.Span{Text: " "},
		document.Span{Text: c.l.T("report.how_computed"), Link: c.to("rollup")})
	if c.o.Computation != "" {
		reported = append(reported, document.Span{Text: " · "}, document.Span{Text: c.l.T("report.these_figures"), Link: c.o.Computation})
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: reported})
	if c.a.Figures.Leaves > 0 {
		s.Blocks = append(s.Blocks, c.keyFigures())
	}
	s.Blocks = append(s.Blocks, c.levelCounts())
	if c.a.Earned.Dated > 0 {
		s.Blocks = append(s.Blocks, c.figure(c.l.T("report.glance.burn_up"), func(size chart.Size) chart.Chart {
			return chart.BurnUp(c.l, c.a, size)
		})...)
	}
	if overdue := c.a.Overdue(); len(overdue) > 0 {
		s.Blocks = append(s.Blocks, c.longestOverdue(overdue))
	}
	return s
}

// headline says in one sentence how far the plan is.
func (c *composer) headline() string {
	f := c.a.Figures
	switch {
	case len(c.p.Commitments) == 0 && c.p.Promised > 0:
		return c.l.N("report.headline.record_only", c.p.Promised)
	case len(c.p.Commitments) == 0:
		return c.l.T("report.headline.no_commitments")
	case f.Leaves == 0:
		return c.l.T("report.headline.withdrawn")
	case f.Known == 0:
		return c.l.T("report.headline.unknown")
	}
	when := "running"
	switch {
	case c.kind == edition.EndOfTerm && c.a.AsOf == c.p.End:
		when = "at_end"
	case c.kind == edition.EndOfTerm:
		when = "after_end"
	case c.kind == edition.MidTerm:
		when = "halfway"
	case c.a.Elapsed.Valid() && c.a.Elapsed.Float() <= 0:
		when = "before"
	}
	if f.BoundsOnly() {
		return c.l.T("report.headline."+when+".bounds", "elapsed", c.a.Elapsed, "lower", f.Lower, "upper", f.Upper)
	}
	return c.l.T("report.headline."+when, "elapsed", c.a.Elapsed, "progress", f.Progress)
}

// overdueSentence says how much is past its date; blank for a plan of which
// nothing counts.
func (c *composer) overdueSentence() string {
	if c.a.Figures.Leaves == 0 {
		return ""
	}
	n := len(c.a.Overdue())
	if n == 0 {
		return c.l.T("report.headline.none_overdue")
	}
	return c.l.N("report.headline.overdue", n, "noun", c.leaves(n))
}

// reported says a figure's coverage and bounds in words (rules v1, 2): "54 of 65
// indicators reported; between 48% and 65% whatever the other 11 are".
func (c *composer) reported(f tracker.Figures) document.Inline {
	unknown := f.Leaves - f.Known
	switch {
	case len(c.a.Leaves) == 0:
		return c.quiet("report.reported.no_items")
	case f.Leaves == 0:
		return c.quiet("report.reported.none_count")
	case f.Known == 0:
		return c.say("report.reported.nothing", "of", f.Leaves, "noun", c.leaves(f.Leaves))
	case unknown == 0:
		return c.say("report.reported.all", "of", f.Leaves, "noun", c.leaves(f.Leaves))
	}
	return document.Plainly(c.l.N("report.reported.some", unknown, "known", f.Known, "of", f.Leaves,
		"noun", c.leaves(f.Leaves), "lower", f.Lower, "upper", f.Upper))
}

// progress is a figure as a table shows it: the point, or the bounds where only
// they may be shown (rules v1, 2), or a dash where nothing is known.
func (c *composer) progress(f tracker.Figures) string {
	if f.BoundsOnly() {
		return c.l.T("report.bounds", "lower", f.Lower, "upper", f.Upper)
	}
	return c.l.Percent(f.Progress)
}

func (c *composer) keyFigures() document.KeyFigures {
	var out document.KeyFigures
	out.Items = append(out.Items,
		document.KeyFigure{
			Value: c.progress(c.a.Figures), Label: c.l.T("report.key.progress"),
			Note: c.l.T("report.key.coverage", "coverage", c.a.Coverage),
		},
		document.KeyFigure{
			Value: c.decimal(c.a.Earned.SPI, 2), Label: c.l.T("report.key.earned"), Note: c.l.T("report.key.earned_note"),
		})
	overdue := c.a.Overdue()
	in := make(map[string]bool)
	for _, leaf := range overdue {
		in[leaf.Commitment.Code] = true
	}
	item := document.KeyFigure{
		Value: c.l.Int(len(overdue)), Late: len(overdue) > 0,
		Label: c.l.N("report.key.overdue", len(overdue), "noun", c.leaves(len(overdue))),
	}
	if len(in) > 0 {
		item.Note = c.l.N("report.key.overdue_in", len(in))
	}
	out.Items = append(out.Items, item)
	if evidence := c.a.Clock(tracker.ClockEvidence); evidence.Of > 0 {
		out.Items = append(out.Items, document.KeyFigure{
			Value: c.l.Percent(tracker.NewRatio(int64(evidence.Count), int64(evidence.Of))),
			Label: c.l.T("report.key.evidence"),
			Note:  c.l.T("report.key.evidence_note", "count", evidence.Count, "of", evidence.Of),
		})
	}
	return out
}

// decimal writes an exact value with so many digits, a dash for no value.
func (c *composer) decimal(r tracker.Ratio, digits int) string {
	if !r.Valid() {
		return c.l.Percent(r)
	}
	return c.l.Decimal(r.Float(), digits)
}

// levelCounts counts the commitments by level.
func (c *composer) levelCounts() document.Levels {
	counts := c.a.Counts()
	out := document.Levels{Title: c.l.N("report.glance.levels", len(c.a.Commitments))}
	for _, level := range tracker.Levels {
		out.Items = append(out.Items, document.LevelCount{Level: level, Name: c.l.Level(level), Count: counts[level]})
	}
	return out
}

// longestOverdue lists the first of what is past its date, by how long.
func (c *composer) longestOverdue(overdue []tracker.LeafState) document.Table {
	shown := overdue[:min(len(overdue), overdueAtAGlance)]
	var rows []document.Row
	for i := range shown {
		rows = append(rows, document.Row{Cells: append([]document.Cell{{Text: c.itemLink(*shown[i].Item)}}, c.lateness(&shown[i])...)})
	}
	t := c.table(c.l.N("report.glance.overdue", len(overdue), "shown", len(shown)),
		append([]document.Column{c.rowHead(c.noun, 28)}, c.latenessColumns()...), document.Group{Rows: rows})
	if len(overdue) > len(shown) {
		t.Note = document.Inline{{Text: c.l.T("report.glance.all_overdue"), Link: c.to("overdue")}}
	}
	return t
}

// latenessColumns head the cells of [composer.lateness].
func (c *composer) latenessColumns() []document.Column {
	return []document.Column{c.column("original", 4), c.column("current", 4), c.endColumn("late_by", 4)}
}

// lateness states a leaf's dates and how long it is past them. The dates are
// short, to leave the titles beside them one line.
func (c *composer) lateness(leaf *tracker.LeafState) []document.Cell {
	return []document.Cell{
		{Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Original))},
		{Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Current))},
		{Text: late(c.l.Days(-leaf.Schedule.Days))},
	}
}

// reading composes how to read the report's marks.
func (c *composer) reading() document.Section {
	var levels []document.Row
	for _, level := range tracker.Levels {
		levels = append(levels, document.Row{Cells: []document.Cell{
			{Sign: level, Text: document.Plainly(c.l.Level(level))},
			{Text: document.Plainly(c.l.LevelDefinition(level))},
		}})
	}
	// Not any plan's figures: a bar that shows all three parts.
	bar := &document.Bar{Lower: 0.4, Upper: 0.7, Progress: 0.57, HasProgress: true}
	marks := []document.Row{
		{Cells: []document.Cell{{Text: c.say("report.reading.progress"), Bar: bar}, {Text: c.say("report.reading.bar")}}},
		{Cells: []document.Cell{{Text: late(c.l.T("report.reading.late"))}, {Text: c.say("report.reading.late_means")}}},
		{Cells: []document.Cell{{Text: c.blank()}, {Text: c.say("report.reading.blank_means")}}},
		{Cells: []document.Cell{{Text: c.quiet("report.only_in_other")}, {Text: c.say("report.reading.only_in_other_means")}}},
	}
	columns := []document.Column{c.rowHead("mark", 4), c.column("meaning", 9)}
	return document.Section{
		ID: "reading", Title: c.l.T("report.reading.title"), NoTOC: true,
		Blocks: []document.Block{document.Table{
			Caption: c.l.T("report.reading.caption"), Columns: columns,
			Groups: []document.Group{{Rows: levels}, {Rows: marks}},
		}},
	}
}
