package compose

import (
	"slices"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// milestoneTable sets a commitment's indicators under their milestones: what was
// reported last, the level, and the deadline with its history.
func (c *composer) milestoneTable(state *tracker.CommitmentState, sources *sources) document.Table {
	var groups []document.Group
	row := func(leaf *tracker.LeafState) document.Row {
		return document.Row{ID: c.rowID(leaf), Cells: []document.Cell{
			{Text: document.Plainly(clean(leaf.Item.Code))},
			c.progressOf(leaf, sources),
			c.levelCell(leaf),
			c.deadlineCell(leaf),
		}}
	}
	if len(state.Milestones) == 0 { // the commitment is the leaf
		groups = append(groups, document.Group{})
		for i := state.First; i < state.Last; i++ {
			groups[0].Rows = append(groups[0].Rows, row(&c.a.Leaves[i]))
		}
	}
	for i := range state.Milestones {
		milestone := &state.Milestones[i]
		var g document.Group
		if len(milestone.Indicators) > 0 {
			title := append(document.Plainly(clean(milestone.Code)+" "), c.name(milestone.Title)...)
			g.Title, g.TitleSpans = titled(title)
			g.Cells = []document.Cell{{}, c.progressCell(milestone.Figures), {}}
		} else if n := len(groups); n > 0 && groups[n-1].Title == "" {
			// Milestones without indicators follow one another in one group.
			g, groups = groups[n-1], groups[:n-1]
		}
		for j := milestone.First; j < milestone.Last; j++ {
			g.Rows = append(g.Rows, row(&c.a.Leaves[j]))
		}
		groups = append(groups, g)
	}
	return c.table(c.l.T("report.commitment.table", "number", c.number(state.Commitment)), []document.Column{
		c.column("code", 2), c.rowHead(c.noun+"_progress", 15), c.column("level", 5.5), c.column("deadline", 7.5),
	}, groups...)
}

// rowID is the place of a leaf's row. A commitment that is itself the leaf has
// its section for a place.
func (c *composer) rowID(leaf *tracker.LeafState) string {
	if leaf.Milestone == nil {
		return ""
	}
	return c.anchors.of(leaf.Item.Code)
}

// progressOf says what a leaf is and what was last reported on it, with the
// evidence given.
func (c *composer) progressOf(leaf *tracker.LeafState, sources *sources) document.Cell {
	cell := document.Cell{Text: orElse(c.text(leaf.Title), c.quiet("report.untitled"))}
	if len(leaf.Leads) > 0 && (leaf.Latest == nil || !slices.Equal(leaf.Leads, []string{leaf.Latest.Organization})) {
		cell.Sub = append(cell.Sub, append(c.quiet("report.progress.lead"), c.organizations(leaf.Leads)...))
	}
	if leaf.Latest == nil {
		cell.Sub = append(cell.Sub, c.quiet("report.progress.none."+c.noun))
	} else {
		if !leaf.Latest.Progress.IsZero() {
			cell.Sub = append(cell.Sub, c.paragraphs(leaf.Latest.Progress)...)
		} else {
			cell.Sub = append(cell.Sub, c.quiet("report.progress.no_text"))
		}
		cell.Sub = append(cell.Sub, c.provenance(leaf, sources))
	}
	switch in := leaf.Indicator; {
	case in == nil:
	case in.Baseline.IsZero() && in.Target.IsZero() && in.Actual.IsZero():
		// That nothing is recorded needs no line of its own.
		last := &cell.Sub[len(cell.Sub)-1]
		*last = append(append(*last, document.Span{Text: " "}), c.quiet("report.measures.none")...)
	default:
		cell.Sub = append(cell.Sub, c.measures(in))
	}
	return cell
}

// provenance says who reported a leaf's latest update for which period, and which
// evidence carries it.
func (c *composer) provenance(leaf *tracker.LeafState, sources *sources) document.Inline {
	u := leaf.Latest
	out := c.quiet("report.progress.period", "period", u.Period)
	if u.Organization != "" {
		out = append(out, document.Span{Text: ", ", Style: document.Quiet})
		for _, span := range c.organization(u.Organization) {
			span.Style = document.Quiet
			out = append(out, span)
		}
	}
	out = append(out, document.Span{Text: ". ", Style: document.Quiet})
	key, numbers := "report.progress.evidence", sources.of(u)
	if len(numbers) == 0 {
		key, numbers = "report.progress.earlier_evidence", sources.before(leaf)
	}
	if len(numbers) == 0 {
		return append(out, c.quiet("report.progress.no_evidence")...)
	}
	out = append(append(out, c.quiet(key)...), document.Span{Text: " "})
	for i, n := range numbers {
		if i > 0 {
			out = append(out, document.Span{Text: ", ", Style: document.Quiet})
		}
		out = append(out, document.Span{Text: sources.name(n), Link: "#" + sources.anchor(n)})
	}
	return append(out, document.Span{Text: ".", Style: document.Quiet})
}

// levelCell states the level that was reported and, beside it, the one that the
// evidence given supports where that is another.
func (c *composer) levelCell(leaf *tracker.LeafState) document.Cell {
	cell := document.Cell{Sign: leaf.Status, Text: document.Plainly(c.l.Level(leaf.Status))}
	if supported := leaf.Supported(); supported != leaf.Status {
		cell.Sub = []document.Inline{c.quiet("report.progress.supported", "level", supported)}
	}
	return cell
}

// measures states an indicator's baseline, target and actual value; what is blank
// is shown as blank.
func (c *composer) measures(in *tracker.Indicator) document.Inline {
	actual := c.orBlank(in.Actual)
	if !in.Actual.IsZero() && !in.ActualOn.IsZero() {
		actual = append(actual, document.Span{Text: " (" + c.l.Date(in.ActualOn) + ")"})
	}
	return join([]document.Inline{
		append(c.quiet("report.measures.baseline"), c.orBlank(in.Baseline)...),
		append(c.quiet("report.measures.target"), c.orBlank(in.Target)...),
		append(c.quiet("report.measures.actual"), actual...),
	}, c.separator())
}

// deadlineCell says when a leaf is due: the date, the text it was read from,
// every revision with its reason, and how it stands on the day.
func (c *composer) deadlineCell(leaf *tracker.LeafState) document.Cell {
	sch := leaf.Schedule
	text := c.text(leaf.Deadline.Text)
	var cell document.Cell
	switch {
	case !sch.Current.IsZero():
		cell.Text = document.Plainly(c.l.Date(sch.Current))
		if text != nil && plain(text) != c.l.Date(sch.Current) {
			cell.Sub = append(cell.Sub, c.around(text, "report.deadline.printed"))
		}
	case text != nil:
		cell.Text = text
	default:
		cell.Text = c.blank()
	}
	if leaf.Deadline.Meaning.Ambiguous {
		cell.Sub = append(cell.Sub, c.quiet("report.deadline.ambiguous"))
	}
	if sch.Slippage != 0 {
		cell.Sub = append(cell.Sub, c.say("report.deadline.was", "original", sch.Original, "days", c.signedDays(sch.Slippage)))
		cell.Sub = append(cell.Sub, c.reasons(*leaf)...)
	}
	switch sch.State {
	case tracker.DueSoon:
		due := c.say("report.deadline.soon", "days", c.l.Days(sch.Days))
		if sch.Days == 0 {
			due = c.say("report.deadline.today")
		}
		cell.Sub = append(cell.Sub, due)
	case tracker.Overdue:
		cell.Sub = append(cell.Sub, late(c.l.T("report.deadline.late", "days", c.l.Days(-sch.Days))))
	case tracker.CompleteLate:
		cell.Sub = append(cell.Sub, c.say("report.deadline.complete_late", "on", sch.CompletedOn, "days", c.l.Days(-sch.Days)))
	case tracker.OnTime, tracker.CompleteNoDue:
		cell.Sub = append(cell.Sub, c.say("report.deadline.complete", "on", sch.CompletedOn))
	case tracker.RecurringDue, tracker.NoDate:
		cell.Sub = append(cell.Sub, c.quiet("report.deadline."+string(sch.State)))
	}
	return cell
}
