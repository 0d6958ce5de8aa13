package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// methodology composes the annex on how every figure was computed, with the
// plan's own numbers as the worked example.
func (c *composer) methodology() document.Section {
	s := document.Section{ID: "methodology", Title: c.l.T("report.methodology.title")}
	s.Blocks = []document.Block{
		document.Paragraph{Text: c.say("report.methodology.intro", "rules", c.a.Rules)},
		c.scaleTable(),
	}
	s.Sections = []document.Section{c.rollUp(), c.deadlineRules(), c.earnedRules(), c.openRules()}
	return s
}

func (c *composer) scaleTable() document.Table {
	var rows []document.Row
	for _, level := range tracker.Levels {
		points := c.l.T("report.points." + string(level))
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Sign: level, Text: document.Plainly(c.l.Level(level))},
			{Text: document.Inline{{Text: string(level), Style: document.Code}}},
			{Text: document.Plainly(points)},
			{Text: document.Plainly(c.l.LevelDefinition(level))},
		}})
	}
	return c.table(c.l.T("report.methodology.scale"), []document.Column{
		c.rowHead("level", 6), c.column("scale_code", 4), c.endColumn("points", 3), c.column("meaning", 11),
	}, document.Group{Rows: rows})
}

// rollUp says how the levels of leaves become the figures of the plan.
func (c *composer) rollUp() document.Section {
	s := document.Section{ID: "rollup", Title: c.l.T("report.rollup.title")}
	s.Blocks = []document.Block{
		c.labelled("report.rollup.weights."),
		document.List{Label: c.l.T("report.rollup.figures"), Items: []document.Inline{
			c.formula("coverage"), c.formula("lower"), c.formula("upper"), c.formula("progress"),
		}},
	}
	if example := c.exampleCommitment(); example != nil {
		s.Blocks = append(s.Blocks, c.workedExample(example)...)
	}
	s.Blocks = append(s.Blocks,
		c.labelled("report.rollup.level."),
		c.labelled("report.rollup.rounding."),
		document.Paragraph{Label: c.l.T("report.rollup.plan"), Text: c.reported(c.a.Figures)},
	)
	return s
}

// formula sets one figure's rule.
func (c *composer) formula(figure string) document.Inline {
	return document.Inline{
		{Text: c.l.T("report.rollup.formula." + figure), Style: document.Code},
		{Text: "  " + c.l.T("report.rollup.name."+figure), Style: document.Quiet},
	}
}

// The size of a commitment that makes a good example.
const exampleLeast, exampleMost = 2, 8

// exampleCommitment chooses the commitment whose figures are worked through: the
// first of a few leaves of which some are unknown, else the first of a few leaves
// that was reported on. It is nil when there is none.
func (c *composer) exampleCommitment() *tracker.CommitmentState {
	var second *tracker.CommitmentState
	for i := range c.a.Commitments {
		state := &c.a.Commitments[i]
		if state.Known == 0 || state.Leaves < exampleLeast || state.Leaves > exampleMost {
			continue
		}
		if state.Known < state.Leaves {
			return state
		}
		if second == nil {
			second = state
		}
	}
	return second
}

// workedExample sets out the figures of one commitment, leaf by leaf.
func (c *composer) workedExample(state *tracker.CommitmentState) []document.Block {
	var rows []document.Row
	for _, leaf := range c.a.Leaves[state.First:state.Last] {
		share := c.none()
		if leaf.Status != tracker.Withdrawn {
			share = document.Plainly(c.decimal(leaf.Weight.Over(state.Weight), exampleDigits))
		}
		product := c.none()
		if leaf.Status.Known() {
			product = document.Plainly(c.decimal(times(leaf.Weight.Over(state.Weight), leaf.Status), exampleDigits))
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.itemLink(*leaf.Item)},
			{Sign: leaf.Status, Text: document.Plainly(c.l.Level(leaf.Status))},
			{Text: share},
			{Text: document.Plainly(c.l.T("report.points." + string(leaf.Status)))},
			{Text: product},
		}})
	}
	t := c.table(c.l.T("report.rollup.example", "number", c.number(state.Commitment)), []document.Column{
		c.rowHead(c.noun, 12), c.column("level", 6), c.endColumn("weight", 4), c.endColumn("points", 4), c.endColumn("product", 5),
	}, document.Group{Rows: rows})
	result := document.List{Items: []document.Inline{
		c.result("coverage", state.Coverage), c.result("lower", state.Lower), c.result("upper", state.Upper),
		c.result("progress", state.Progress),
	}}
	return []document.Block{t, result}
}

// exampleDigits is how many digits the worked example shows.
const exampleDigits = 4

// result states one figure of the worked example, exact to a few digits and as
// it is shown.
func (c *composer) result(figure string, value tracker.Ratio) document.Inline {
	return document.Inline{
		{Text: c.l.T("report.rollup.formula." + figure), Style: document.Code},
		{Text: " = " + c.decimal(value, exampleDigits) + " "},
		{Text: c.l.T("report.rollup.shown", "value", value), Style: document.Quiet},
	}
}

// deadlineRules says how a deadline's words become a date, and when something is
// late.
func (c *composer) deadlineRules() document.Section {
	s := document.Section{ID: "deadlines", Title: c.l.T("report.deadlines.title")}
	s.Blocks = append(s.Blocks, c.labelled("report.deadlines.meant."))
	if leaf := c.exampleDeadline(); leaf != nil {
		s.Blocks = append(s.Blocks, document.Paragraph{
			Label: c.l.T("report.deadlines.example"),
			Text: c.around(c.orBlank(leaf.Deadline.Text), "report.deadlines.example_text",
				"from", leaf.Deadline.Meaning.From, "due", leaf.Schedule.Original, "code", clean(leaf.Item.Code)),
		})
	}
	s.Blocks = append(s.Blocks, c.labelled("report.deadlines.recurring."), c.labelled("report.deadlines.lateness."), c.labelled("report.deadlines.moved."))
	return s
}

// exampleDeadline returns the first leaf whose deadline names a season, a year or
// a month rather than a day, nil when there is none.
func (c *composer) exampleDeadline() *tracker.LeafState {
	for _, precision := range []tracker.Precision{tracker.BySeason, tracker.ByYear, tracker.ByMonth} {
		for i := range c.a.Leaves {
			meaning := c.a.Leaves[i].Deadline.Meaning
			if meaning.Precision == precision && !c.a.Leaves[i].Deadline.SetByHand && !meaning.Due.IsZero() && !meaning.From.IsZero() {
				return &c.a.Leaves[i]
			}
		}
	}
	return nil
}

// earnedRules says how what was planned is set against what was earned.
func (c *composer) earnedRules() document.Section {
	s := document.Section{ID: "earned", Title: c.l.T("report.earned.title")}
	s.Blocks = append(s.Blocks, c.labelled("report.earned.rule."))
	e := c.a.Earned
	if e.Dated == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.quiet("report.earned.none")})
		return s
	}
	s.Blocks = append(s.Blocks, document.Paragraph{
		Label: c.l.T("report.earned.here"),
		Text: c.say("report.earned.here_text", "day", c.a.AsOf, "dated", e.Dated, "of", c.a.Figures.Leaves,
			"planned", c.decimal(e.Planned, exampleDigits), "earned", c.decimal(e.Earned, exampleDigits), "spi", c.decimal(e.SPI, 2)),
	})
	return s
}

// openRules says what else a careful reader asks about.
func (c *composer) openRules() document.Section {
	return document.Section{ID: "asof", Title: c.l.T("report.asof.title"), Blocks: []document.Block{
		c.labelled("report.asof.state.", "day", c.a.AsOf),
		c.labelled("report.asof.correction."),
		c.labelled("report.asof.flags."),
	}}
}
