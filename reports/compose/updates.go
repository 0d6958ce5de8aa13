package compose

import (
	"slices"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// challenges lists what stood in the way, as last reported, with its kind.
func (c *composer) challenges(state *tracker.CommitmentState, leaves []tracker.LeafState) document.Block {
	var rows []document.Row
	for i := range leaves {
		u := leaves[i].Latest
		if u == nil || u.Challenges.IsZero() {
			continue
		}
		kind := c.blank()
		if u.Risk != "" {
			kind = document.Plainly(c.l.Risk(u.Risk))
		}
		paragraphs := c.paragraphs(u.Challenges)
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: document.Plainly(clean(u.Leaf))}, {Text: kind},
			{Text: paragraphs[0], Sub: paragraphs[1:]}, {Text: document.Plainly(c.l.ShortMonth(u.Period))},
		}})
	}
	if rows == nil {
		return document.Paragraph{Text: c.quiet("report.challenges.none")}
	}
	return c.table(c.l.T("report.challenges.table", "number", c.number(state.Commitment)), []document.Column{
		c.rowHead("code", 3), c.column("risk", 4), c.column("challenge", 15), c.column("period", 4),
	}, document.Group{Rows: rows})
}

// periodsShown is how many reporting periods the table by period has room for.
const periodsShown = 12

// updates says what was reported period by period: the level of every leaf, and
// the words of the earlier reports that changed one. The latest words stand with
// the milestones.
func (c *composer) updates(state *tracker.CommitmentState, leaves []tracker.LeafState) []document.Block {
	periods := periodsOf(leaves)
	if periods == nil {
		return []document.Block{document.Paragraph{Text: c.quiet("report.updates.none")}}
	}
	blocks := []document.Block{c.levelsByPeriod(state, leaves, periods[max(0, len(periods)-periodsShown):])}
	if rows := c.earlierReports(leaves, periods); rows != nil {
		blocks = append(blocks, c.table(c.l.T("report.updates.earlier", "number", c.number(state.Commitment)), []document.Column{
			c.column("period", 3), c.rowHead("code", 2.5), c.column("update", 17), c.column("before", 2.5), c.column("level", 6),
		}, document.Group{Rows: rows}))
	}
	return blocks
}

// levelsByPeriod sets the level of every leaf in every period.
func (c *composer) levelsByPeriod(state *tracker.CommitmentState, leaves []tracker.LeafState, periods []tracker.Period) document.Table {
	columns := []document.Column{c.rowHead("code", 4)}
	for _, period := range periods {
		columns = append(columns, document.Column{Head: c.l.ShortMonth(period), Share: 3})
	}
	var rows []document.Row
	for i := range leaves {
		cells := []document.Cell{{Text: document.Plainly(clean(leaves[i].Item.Code))}}
		for _, period := range periods {
			_, at := reportedAt(&leaves[i], period)
			cell := document.Cell{Text: c.none()}
			if at != nil {
				code := at.Status.Code()
				if at.Replaces != 0 {
					code += "*"
				}
				cell = document.Cell{Sign: at.Status, Text: document.Plainly(code)}
			}
			cells = append(cells, cell)
		}
		rows = append(rows, document.Row{Cells: cells})
	}
	t := c.table(c.l.T("report.updates.table", "number", c.number(state.Commitment)), columns, document.Group{Rows: rows})
	t.Note = c.say("report.updates.note")
	return t
}

// earlierReports returns, newest first, the reports before the latest that
// changed a level or corrected one, with their words.
func (c *composer) earlierReports(leaves []tracker.LeafState, periods []tracker.Period) []document.Row {
	var rows []document.Row
	for i := len(periods) - 1; i >= 0; i-- {
		for j := range leaves {
			before, at := reportedAt(&leaves[j], periods[i])
			if at != nil && at != leaves[j].Latest && (at.Status != before || at.Replaces != 0) {
				rows = append(rows, c.updateRow(at, before))
			}
		}
	}
	return rows
}

// updateRow says what one report changed.
func (c *composer) updateRow(u *tracker.Update, before tracker.Level) document.Row {
	text := document.Cell{Text: c.quiet("report.progress.no_text")}
	if !u.Progress.IsZero() {
		paragraphs := c.paragraphs(u.Progress)
		text = document.Cell{Text: paragraphs[0], Sub: paragraphs[1:]}
	}
	if u.Replaces != 0 {
		text.Sub = append(text.Sub, c.quiet("report.updates.corrected", "day", tracker.DateOf(u.PublishedAt.In(c.p.Location()))))
	}
	was := document.Cell{Text: c.none()}
	if before != "" {
		was = document.Cell{Sign: before, Text: document.Plainly(before.Code())}
	}
	return document.Row{Cells: []document.Cell{
		{Text: document.Plainly(c.l.ShortMonth(u.Period))}, {Text: document.Plainly(clean(u.Leaf))}, text, was,
		{Sign: u.Status, Text: document.Plainly(c.l.Level(u.Status))},
	}}
}

// reportedAt returns the update that counts for a leaf in a period, nil for none,
// and the level that the last report of an earlier period gave, "" for none.
func reportedAt(leaf *tracker.LeafState, period tracker.Period) (before tracker.Level, at *tracker.Update) {
	for _, h := range leaf.History {
		switch {
		case h.Update == nil:
		case h.Period < period:
			before = h.Update.Status
		case h.Period == period:
			at = h.Update
		}
	}
	return before, at
}

// periodsOf returns the periods that the leaves' histories hold, in order of
// time; nil where none has a report.
func periodsOf(leaves []tracker.LeafState) []tracker.Period {
	var periods []tracker.Period
	reported := false
	for i := range leaves {
		for _, h := range leaves[i].History {
			reported = reported || h.Update != nil
			if !slices.Contains(periods, h.Period) {
				periods = append(periods, h.Period)
			}
		}
	}
	if !reported {
		return nil
	}
	slices.Sort(periods)
	return periods
}
