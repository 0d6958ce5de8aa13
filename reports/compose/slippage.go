package compose

import (
	"math"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Slippage composes the report on what is late and on what was moved: by item with its
// reasons, and by the organization that leads it.
func Slippage(l *locale.Locale, a *tracker.Assessment, o Options) *document.Document {
	c := newAlone(l, a, "slippage", o)
	d := c.framed(l.T("report.slippage.kind"))
	d.Sections = []document.Section{c.slippageAtAGlance()}
	chapters := []document.Section{c.overdueList(), c.movedList(), c.byOrganization(), c.comingList(), c.withoutDate()}
	d.Sections = append(d.Sections, numbered(chapters, func(i int) string { return l.Int(i + 1) })...)
	d.Sections = append(d.Sections, numbered([]document.Section{c.integrity()}, func(int) string { return "A" })...)
	return d
}

func (c *composer) slippageAtAGlance() document.Section {
	s := document.Section{ID: "glance", Title: c.l.T("report.glance.title"), NewPage: true}
	moved, overdue := c.a.Moved(), c.a.Overdue()
	lead := c.overdueSentence()
	if len(c.a.Leaves) > 0 {
		lead = sentences(lead, c.l.N("report.slippage.moved", len(moved), "noun", c.leaves(len(moved))))
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(sentences(c.headline(), lead))})
	if len(c.a.Leaves) == 0 {
		return s
	}
	longest := 0
	for i := range overdue {
		longest = max(longest, -overdue[i].Schedule.Days)
	}
	s.Blocks = append(s.Blocks, document.KeyFigures{Items: []document.KeyFigure{
		{Value: c.l.Int(len(overdue)), Late: len(overdue) > 0, Label: c.l.T("report.slippage.key.overdue"), Note: c.l.T("report.slippage.key.longest", "days", c.l.Days(longest))},
		{Value: c.l.Int(len(moved)), Label: c.l.T("report.slippage.key.moved"), Note: c.l.T("report.slippage.key.mean", "days", c.meanDays(tracker.MeanSlippage(moved)))},
		{Value: c.l.Int(len(c.a.DueSoon())), Label: c.l.T("report.slippage.key.soon"), Note: c.l.T("report.slippage.key.soon_note")},
		{Value: c.decimal(c.a.Earned.SPI, 2), Label: c.l.T("report.key.earned"), Note: c.l.T("report.key.earned_note")},
	}})
	if c.a.Earned.Dated > 0 {
		s.Blocks = append(s.Blocks, c.figure(c.l.T("report.glance.burn_up"), func(size chart.Size) chart.Chart { return chart.BurnUp(c.l, c.a, size) })...)
	}
	return s
}

// meanDays writes a mean of days, rounded to a whole one; a dash for none.
func (c *composer) meanDays(r tracker.Ratio) string {
	if !r.Valid() {
		return "–"
	}
	return c.signedDays(int(math.Round(r.Float())))
}

// movedList lists what was moved, with the reason of each revision.
func (c *composer) movedList() document.Section {
	s := document.Section{ID: "moved", Title: c.l.T("report.slippage.moved_title")}
	moved := c.a.Moved()
	if len(moved) == 0 {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.moved.none")}}
		return s
	}
	s.Blocks = []document.Block{c.movedTable(moved)}
	return s
}

// byOrganization counts by the organization that leads an item; who leads it with others
// counts it too.
func (c *composer) byOrganization() document.Section {
	s := document.Section{ID: "organizations", Title: c.l.T("report.slippage.by_organization")}
	var rows []document.Row
	for _, o := range c.a.ByLead() {
		name := c.quiet("report.blank")
		if o.Organization != "" {
			name = c.organization(o.Organization)
		}
		overdue := document.Plainly(c.l.Int(o.Overdue))
		if o.Overdue > 0 {
			overdue = late(c.l.Int(o.Overdue))
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: name}, {Text: document.Plainly(c.l.Int(o.Leaves))}, {Text: overdue}, {Text: document.Plainly(c.l.Int(o.Moved))}, {Text: document.Plainly(c.meanDays(o.Slippage))},
		}})
	}
	if rows == nil {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.open.nothing")}}
		return s
	}
	t := c.table(c.l.T("report.slippage.organizations_table", "noun", c.leaves(2)), []document.Column{
		c.rowHead("lead", 18), c.endColumn("leads_on", 5), c.endColumn("overdue_count", 5), c.endColumn("moved_count", 5), c.endColumn("mean_slip", 6),
	}, document.Group{Rows: rows})
	t.Note = c.say("report.slippage.organizations_note")
	s.Blocks = []document.Block{t}
	return s
}

// comingList lists what is due within ninety days.
func (c *composer) comingList() document.Section {
	s := document.Section{ID: "coming", Title: c.l.T("report.slippage.coming")}
	soon := c.a.DueSoon()
	if len(soon) == 0 {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.slippage.none_coming")}}
		return s
	}
	var rows []document.Row
	for i := range soon {
		rows = append(rows, document.Row{Cells: append([]document.Cell{{Text: c.itemLink(*soon[i].Item)}, c.leadCell(soon[i].Leaf)}, c.coming(&soon[i])...)})
	}
	s.Blocks = []document.Block{c.table(c.l.N("report.slippage.coming_table", len(soon)),
		append([]document.Column{c.rowHead(c.noun, 14), c.column("lead", 12)}, c.comingColumns()...), document.Group{Rows: rows})}
	return s
}

// withoutDate lists what recurs without an end and what names no date: neither can be
// late.
func (c *composer) withoutDate() document.Section {
	s := document.Section{ID: "undated", Title: c.l.T("report.slippage.undated")}
	var groups []document.Group
	for _, state := range []tracker.ScheduleState{tracker.RecurringDue, tracker.NoDate} {
		g := document.Group{Title: c.l.Schedule(state)}
		for i := range c.a.Leaves {
			if leaf := &c.a.Leaves[i]; leaf.Schedule.State == state {
				g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{{Text: c.itemLink(*leaf.Item)}, c.leadCell(leaf.Leaf), {Text: c.orBlank(leaf.Deadline.Text)}}})
			}
		}
		if g.Rows != nil {
			groups = append(groups, g)
		}
	}
	if groups == nil {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.slippage.none_undated")}}
		return s
	}
	s.Blocks = []document.Block{
		document.Paragraph{Text: c.say("report.slippage.undated_text")},
		c.table(c.l.T("report.slippage.undated_table"), []document.Column{c.rowHead(c.noun, 14), c.column("lead", 10), c.column("deadline", 9)}, groups...),
	}
	return s
}

// comingColumns head the cells of [composer.coming].
func (c *composer) comingColumns() []document.Column {
	return []document.Column{c.column("current", 4), c.endColumn("due_in", 4)}
}

// coming states when a leaf is due, and in how many days.
func (c *composer) coming(leaf *tracker.LeafState) []document.Cell {
	return []document.Cell{
		{Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Current))},
		{Text: document.Plainly(c.l.Days(leaf.Schedule.Days))},
	}
}
