package compose

import (
	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// implementation composes the chapter on the commitments: all of them in a
// table, then each in a section of its own.
func (c *composer) implementation() document.Section {
	s := document.Section{ID: "implementation", Title: c.l.T("report.implementation.title")}
	if len(c.a.Commitments) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: document.Plainly(c.headline())})
		return s
	}
	s.Sections = append(s.Sections, c.overview())
	for i := range c.a.Commitments {
		s.Sections = append(s.Sections, c.commitment(&c.a.Commitments[i]))
	}
	return s
}

// overview composes the state of all commitments: how many stand at each level, as
// OGP asks, before anything else.
func (c *composer) overview() document.Section {
	n := len(c.a.Commitments)
	s := document.Section{ID: "status", Title: c.l.N("report.overview.title", n)}
	s.Blocks = append(s.Blocks, c.levelCounts(), c.statusTable())
	s.Blocks = append(s.Blocks, c.figure(c.l.T("report.overview.status_figure"), func(size chart.Size) chart.Chart {
		return chart.StatusByCommitment(c.l, c.a, size)
	})...)
	if len(c.p.Periods) > 0 {
		s.Blocks = append(s.Blocks, c.figure(c.l.T("report.overview.heatmap"), func(size chart.Size) chart.Chart {
			return chart.StatusHeatmap(c.l, c.a, size)
		})...)
	}
	// The figures may fill a page each; what follows can begin anywhere.
	s.Blocks = append(s.Blocks, document.Heading{Text: c.l.T("report.moved.title")})
	if moved := c.a.Moved(); len(moved) > 0 {
		s.Blocks = append(s.Blocks, c.movedTable(moved))
	} else {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.moved.none")})
	}
	return s
}

// statusTable sets every commitment under its theme, and the plan below.
func (c *composer) statusTable() document.Table {
	var groups []document.Group
	for _, theme := range c.themes() {
		var rows []document.Row
		for i := range c.a.Commitments {
			if commitment := &c.a.Commitments[i]; commitment.Theme == theme.Code {
				rows = append(rows, c.statusRow(commitment))
			}
		}
		if len(rows) == 0 {
			continue
		}
		g := document.Group{Rows: rows}
		switch {
		case theme.Code != "":
			g.Title, g.TitleSpans = titled(c.name(theme.Name))
		case len(groups) > 0:
			g.Title = c.l.T("report.overview.no_theme")
		}
		groups = append(groups, g)
	}
	plan := document.Row{Strong: true, Cells: []document.Cell{
		{}, {Text: c.say("report.overview.plan")},
		{Sign: c.a.Level, Text: document.Plainly(c.l.Level(c.a.Level))},
		c.progressCell(c.a.Figures), c.reportedCell(c.a.Figures), c.lateCell(len(c.a.Overdue())),
	}}
	groups = append(groups, document.Group{Rows: []document.Row{plan}})
	return c.table(c.l.T("report.overview.table", "day", c.a.AsOf), []document.Column{
		c.column("number", 1.2), c.rowHead("commitment", 15), c.column("level", 5.2), c.column("progress", 5),
		c.endColumn("reported", 2.5), c.endColumn("late", 2),
	}, groups...)
}

// themes returns the plan's themes in order, those that commitments name but the
// plan does not list, and last the blank one of commitments without a theme.
func (c *composer) themes() []tracker.Theme {
	themes := append([]tracker.Theme(nil), c.p.Themes...)
	known := make(map[string]bool)
	for _, t := range themes {
		known[t.Code] = true
	}
	for i := range c.p.Commitments {
		if code := c.p.Commitments[i].Theme; code != "" && !known[code] {
			known[code] = true
			themes = append(themes, tracker.Theme{Code: code, Name: tracker.Text{EN: code, FR: code}})
		}
	}
	return append(themes, tracker.Theme{})
}

func (c *composer) statusRow(commitment *tracker.CommitmentState) document.Row {
	title := document.Inline{}
	for i, span := range orElse(c.text(commitment.Title), c.quiet("report.untitled")) {
		if i == 0 {
			span.Link = "#" + c.anchors.of(commitment.Code)
		}
		title = append(title, span)
	}
	level := document.Cell{Sign: commitment.Level, Text: document.Plainly(c.l.Level(commitment.Level))}
	if stated := commitment.Stated; stated != nil {
		level.Sub = []document.Inline{c.say("report.overview.stated", "level", stated.Level)}
	}
	name := document.Cell{Text: title}
	if leads := c.organizations(commitment.Leads); leads != nil {
		name.Sub = []document.Inline{leads}
	}
	return document.Row{Cells: []document.Cell{
		{Text: document.Plainly(c.number(commitment.Commitment))}, name, level,
		c.progressCell(commitment.Figures), c.reportedCell(commitment.Figures),
		c.lateCell(c.overdueIn(commitment.First, commitment.Last)),
	}}
}

// number is what a commitment is called by: its place in the plan, or its code
// where it has none.
func (c *composer) number(commitment *tracker.Commitment) string {
	if commitment.Number > 0 {
		return c.l.Int(commitment.Number)
	}
	return clean(commitment.Code)
}

func (c *composer) progressCell(f tracker.Figures) document.Cell {
	cell := document.Cell{Text: document.Plainly(c.progress(f))}
	if f.Leaves > 0 {
		cell.Bar = barOf(f)
	}
	return cell
}

// barOf draws a figure between its bounds.
func barOf(f tracker.Figures) *document.Bar {
	return &document.Bar{
		Lower: f.Lower.Float(), Upper: f.Upper.Float(),
		Progress: f.Progress.Float(), HasProgress: f.Progress.Valid() && !f.BoundsOnly(),
	}
}

func (c *composer) reportedCell(f tracker.Figures) document.Cell {
	if f.Leaves == 0 {
		return document.Cell{Text: c.none()}
	}
	return document.Cell{Text: document.Plainly(c.l.Int(f.Known) + "/" + c.l.Int(f.Leaves))}
}

func (c *composer) lateCell(n int) document.Cell {
	if n == 0 {
		return document.Cell{Text: c.none()}
	}
	return document.Cell{Text: late(c.l.Int(n))}
}

// overdueIn counts what is past its date among a run of leaves.
func (c *composer) overdueIn(first, last int) int {
	n := 0
	for _, leaf := range c.a.Leaves[first:last] {
		if leaf.Schedule.State == tracker.Overdue {
			n++
		}
	}
	return n
}

// movedTable lists the deadlines that were revised, each with its reason.
func (c *composer) movedTable(moved []tracker.LeafState) document.Table {
	var rows []document.Row
	for _, leaf := range moved {
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.itemLink(*leaf.Item), Sub: c.reasons(leaf)},
			{Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Original))},
			{Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Current))},
			{Text: document.Plainly(c.signedDays(leaf.Schedule.Slippage))},
		}})
	}
	return c.table(c.l.N("report.moved.table", len(moved), "day", c.a.AsOf), []document.Column{
		c.rowHead("moved", 24), c.column("original", 5), c.column("current", 5), c.endColumn("moved_by", 5),
	}, document.Group{Rows: rows})
}

// signedDays writes a change of a date: "+184 days".
func (c *composer) signedDays(days int) string {
	return c.l.N("report.signed_days", days, "days", c.l.Signed(days))
}

// reasons lists each revision of a leaf's deadline that counts by the day.
func (c *composer) reasons(leaf tracker.LeafState) []document.Inline {
	var out []document.Inline
	for _, revision := range leaf.Deadline.Revisions {
		if revision.On.After(c.a.AsOf) {
			continue
		}
		out = append(out, append(c.say("report.moved.revision", "on", revision.On, "due", revision.Due), c.orBlank(revision.Reason)...))
	}
	return out
}
