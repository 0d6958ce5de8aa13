package compose

import (
	"strings"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// checks composes the annex of what a careful reviewer would ask about: every
// flag, by check, with its item.
func (c *composer) checks() document.Section {
	s := document.Section{ID: "checks", Title: c.l.T("report.checks.title"), NewPage: true}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: document.Plainly(sentences(
		c.l.T("report.checks.intro"), c.l.N("report.checks.count", len(c.a.Flags)),
	))})
	if len(c.a.Flags) == 0 {
		return s
	}
	var order []tracker.Check
	flags := make(map[tracker.Check][]tracker.Flag)
	for _, f := range c.a.Flags {
		if flags[f.Check] == nil {
			order = append(order, f.Check)
		}
		flags[f.Check] = append(flags[f.Check], f)
	}
	var counts []document.Row
	for _, check := range order {
		what := document.Cell{Text: document.Plainly(c.l.Check(check))}
		if key := "common.check." + string(check) + ".why"; c.l.Has(key) {
			what.Sub = []document.Inline{document.Plainly(c.l.T(key))}
		}
		counts = append(counts, document.Row{Cells: []document.Cell{what, {Text: document.Plainly(c.l.Int(len(flags[check])))}}})
	}
	s.Blocks = append(s.Blocks, c.table(c.l.T("report.checks.counts"), []document.Column{
		c.rowHead("check", 20), c.endColumn("flags", 3),
	}, document.Group{Rows: counts}))

	var groups []document.Group
	for _, check := range order {
		g := document.Group{Title: c.l.T("report.checks.group", "check", c.l.Check(check), "count", len(flags[check]))}
		for _, f := range flags[check] {
			g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{{Text: c.flagged(f)}, {Text: c.flagDetail(f)}}})
		}
		groups = append(groups, g)
	}
	s.Blocks = append(s.Blocks, c.table(c.l.T("report.checks.items"), []document.Column{
		c.rowHead("item", 15), c.column("detail", 8),
	}, groups...))
	return s
}

// flagged names the item that a flag is on.
func (c *composer) flagged(f tracker.Flag) document.Inline {
	if leaf := c.a.Leaf(f.Item); leaf != nil {
		return c.itemLink(*leaf.Item)
	}
	for i := range c.p.Commitments {
		commitment := &c.p.Commitments[i]
		if commitment.Code == f.Item {
			return c.itemLink(commitment.Item)
		}
		for j := range commitment.Milestones {
			if commitment.Milestones[j].Code == f.Item {
				return c.itemLink(commitment.Milestones[j].Item)
			}
		}
	}
	return document.Plainly(clean(f.Item))
}

// flagDetail says what a flag adds to its check: how late, in which language, how
// often and where first.
func (c *composer) flagDetail(f tracker.Flag) document.Inline {
	var parts []string
	switch {
	case f.Check == tracker.CheckPastDue:
		parts = append(parts, c.l.T("report.deadline.late", "days", c.l.Days(f.Days)))
	case f.Check == tracker.CheckDueBeforeStart:
		parts = append(parts, c.l.T("report.checks.before", "days", c.l.Days(f.Days)))
	case f.Lang != "":
		parts = append(parts, c.l.T("report.checks.language", "language", c.l.Language(f.Lang)))
	}
	switch other := c.flagOther(f); {
	case other != "" && f.Count > 1:
		parts = append(parts, c.l.N("report.checks.first_of", f.Count, "first", other))
	case other != "":
		parts = append(parts, other)
	}
	return orElse(document.Plainly(strings.Join(parts, c.separator())), c.none())
}

// flagOther names the period, day, text, item or link that a flag is about.
func (c *composer) flagOther(f tracker.Flag) string {
	if f.Other == "" {
		return ""
	}
	if period, err := tracker.ParsePeriod(f.Other); err == nil {
		return c.l.Month(period)
	}
	if day, err := tracker.ParseDate(f.Other); err == nil {
		return c.l.Date(day)
	}
	if key := "report.field." + f.Other; c.l.Has(key) {
		return c.l.T(key)
	}
	return clean(f.Other)
}
