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

// updates says, period by period and newest first, what moved: each report that
// changed a level, with its words. Reports that repeated the level, and leaves
// that went without a report, are listed by code.
func (c *composer) updates(state *tracker.CommitmentState, leaves []tracker.LeafState) document.Block {
	var groups []document.Group
	for _, period := range periodsOf(leaves) {
		g := document.Group{Title: c.l.Month(period)}
		var same, missing []string
		for i := range leaves {
			before, at := reportedAt(&leaves[i], period)
			switch {
			case at == nil:
				missing = append(missing, leaves[i].Item.Code)
			case before == at.Status && at.Replaces == 0:
				same = append(same, at.Leaf)
			default:
				g.Rows = append(g.Rows, c.updateRow(at, before))
			}
		}
		for _, rest := range []struct {
			key   string
			codes []string
		}{{"report.updates.same", same}, {"report.updates.missing", missing}} {
			if len(rest.codes) > 0 {
				g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
					{Text: c.quiet(rest.key)}, {Text: document.Plainly(c.list(rest.codes, 2*mostItems))}, {},
				}})
			}
		}
		groups = append(groups, g)
	}
	if groups == nil {
		return document.Paragraph{Text: c.quiet("report.updates.none")}
	}
	t := c.table(c.l.T("report.updates.table", "number", c.number(state.Commitment)), []document.Column{
		c.rowHead("code", 3), c.column("update", 17), c.column("level", 6),
	}, groups...)
	t.Note = c.l.T("report.updates.note")
	return t
}

// updateRow says what one report changed.
func (c *composer) updateRow(u *tracker.Update, before tracker.Level) document.Row {
	text := document.Cell{Text: c.quiet("report.progress.no_text")}
	if !u.Progress.IsZero() {
		paragraphs := c.paragraphs(u.Progress)
		text = document.Cell{Text: paragraphs[0], Sub: paragraphs[1:]}
	}
	published := c.quiet("report.updates.published", "day", tracker.DateOf(u.PublishedAt.In(c.p.Location())))
	if u.Replaces != 0 {
		published = c.quiet("report.updates.corrected", "day", tracker.DateOf(u.PublishedAt.In(c.p.Location())))
	}
	text.Sub = append(text.Sub, published)
	level := document.Cell{Sign: u.Status, Text: document.Plainly(c.l.Level(u.Status))}
	if before != "" && before != u.Status {
		level.Sub = []document.Inline{c.quiet("report.updates.from", "level", before)}
	}
	return document.Row{Cells: []document.Cell{{Text: document.Plainly(clean(u.Leaf))}, text, level}}
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

// periodsOf returns the periods that the leaves' histories hold, newest first.
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
	slices.Reverse(periods)
	return periods
}
