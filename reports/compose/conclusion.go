package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// conclusion composes the closing words, the steps each commitment names, and
// what falls due next.
func (c *composer) conclusion() document.Section {
	s := document.Section{ID: "conclusion", Title: c.l.T("report.conclusion.title")}
	for i, text := range c.paragraphs(c.r.Conclusion) {
		p := document.Paragraph{Text: text}
		if i == 0 {
			p.Label = c.l.T("report.conclusion.words")
		}
		s.Blocks = append(s.Blocks, p)
	}
	var rows []document.Row
	for i := range c.a.Commitments {
		commitment := &c.a.Commitments[i]
		if commitment.NextSteps.IsZero() {
			continue
		}
		steps := c.paragraphs(commitment.NextSteps)
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.itemLink(commitment.Item)},
			{Text: steps[0], Sub: steps[1:]},
			c.leadCell(tracker.Leaf{Item: &commitment.Item, Commitment: commitment.Commitment}),
		}})
	}
	if rows != nil {
		s.Blocks = append(s.Blocks, c.table(c.l.T("report.conclusion.steps"), []document.Column{
			c.rowHead("commitment", 8), c.column("next_steps", 10), c.column("lead", 10),
		}, document.Group{Rows: rows}))
	}
	soon := c.a.DueSoon()
	if len(soon) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.say("report.conclusion.nothing_due")})
		return s
	}
	var due []document.Row
	for i := range soon {
		leaf := &soon[i]
		due = append(due, document.Row{Cells: []document.Cell{
			{Text: c.itemLink(*leaf.Item)}, c.leadCell(leaf.Leaf), {Text: c.due(leaf)},
			{Text: document.Plainly(c.l.Days(leaf.Schedule.Days))},
		}})
	}
	s.Blocks = append(s.Blocks, c.table(c.l.N("report.conclusion.due", len(due), "noun", c.leaves(len(due))),
		[]document.Column{c.rowHead(c.noun, 12), c.column("lead", 13), c.column("deadline", 5), c.endColumn("days_left", 3)},
		document.Group{Rows: due}))
	return s
}
