package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// openItems composes the lists of what is late and of what is unknown.
func (c *composer) openItems() document.Section {
	s := document.Section{ID: "open", Title: c.l.T("report.open.title")}
	if len(c.a.Leaves) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.open.nothing")})
		return s
	}
	s.Sections = []document.Section{c.overdueList(), c.unreportedList()}
	return s
}

func (c *composer) overdueList() document.Section {
	overdue := c.a.Overdue()
	s := document.Section{ID: "overdue", Title: c.l.T("report.open.overdue")}
	if len(overdue) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: document.Plainly(c.l.T("report.headline.none_overdue"))})
		return s
	}
	var rows []document.Row
	for i := range overdue {
		leaf := &overdue[i]
		item := document.Cell{Text: c.itemLink(*leaf.Item)}
		if leaf.Latest != nil {
			if why := c.text(leaf.Latest.Challenges); why != nil {
				item.Sub = append(item.Sub, why)
			}
		}
		rows = append(rows, document.Row{Cells: append([]document.Cell{item, c.leadCell(leaf.Leaf)}, c.lateness(leaf)...)})
	}
	s.Blocks = append(s.Blocks, c.table(
		c.l.N("report.open.overdue_table", len(overdue), "noun", c.leaves(len(overdue)), "day", c.a.AsOf),
		append([]document.Column{c.rowHead(c.noun, 14), c.column("lead", 12)}, c.latenessColumns()...),
		document.Group{Rows: rows}))
	return s
}

// unreportedList lists what nothing was ever reported on: unknown, which is not
// zero.
func (c *composer) unreportedList() document.Section {
	unreported := c.a.Unreported()
	s := document.Section{ID: "unreported", Title: c.l.T("report.open.unreported")}
	if len(unreported) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.open.all_reported")})
		return s
	}
	var rows []document.Row
	for i := range unreported {
		leaf := &unreported[i]
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.itemLink(*leaf.Item)}, c.leadCell(leaf.Leaf), {Text: c.due(leaf)},
		}})
	}
	s.Blocks = append(s.Blocks, c.table(
		c.l.N("report.open.unreported_table", len(unreported), "noun", c.leaves(len(unreported))),
		[]document.Column{c.rowHead(c.noun, 12), c.column("lead", 13), c.column("deadline", 8)},
		document.Group{Rows: rows}))
	return s
}

// due is a leaf's date as it stands, or the words of its deadline where they name
// none.
func (c *composer) due(leaf *tracker.LeafState) document.Inline {
	if !leaf.Schedule.Current.IsZero() {
		return document.Plainly(c.l.Date(leaf.Schedule.Current))
	}
	return c.orBlank(leaf.Deadline.Text)
}
