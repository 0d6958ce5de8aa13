package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// summaryRows is how many of what is late, and of what comes next, have room on the page.
const summaryRows = 3

// Summary composes one page for an executive: how far the plan is, what is late, what
// comes next, and what asks for a decision.
func Summary(l *locale.Locale, a *tracker.Assessment, o Options) *document.Document {
	c := newAlone(l, a, "summary", o)
	c.bare = true
	d := c.framed(l.T("report.summary.kind"))
	d.Brief = true
	d.Cover.Subtitle = c.briefSubtitle()
	s := document.Section{ID: "summary", Title: l.T("report.summary.stands")}
	s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(sentences(c.headline(), c.overdueSentence()))})
	d.Sections = []document.Section{s}
	if len(a.Leaves) == 0 {
		return d
	}
	blocks := []document.Block{document.Paragraph{Text: c.reported(a.Figures)}}
	if a.Figures.Leaves > 0 {
		blocks = append(blocks, c.keyFigures())
	}
	blocks = append(blocks, c.levelCounts())
	d.Sections[0].Blocks = append(d.Sections[0].Blocks, blocks...)
	d.Sections = append(d.Sections, c.decisions(), c.lateAndNext())
	return d
}

// briefSubtitle stands under the title of a report without a cover: the plan's years,
// the day, and the edition with its hash.
func (c *composer) briefSubtitle() string {
	parts := []string{c.l.DateRange(c.p.Start, c.p.End), c.l.T("report.summary.as_of", "day", c.a.AsOf)}
	if e := c.o.Edition; e != nil {
		parts = append(parts, c.l.T("report.edition.text", "number", e.Number, "day", tracker.DateOf(e.FrozenAt.In(c.p.Location())))+" "+short(e.SHA256))
	}
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += " · "
		}
		out += p
	}
	return out
}

// decisions says what asks for somebody to decide, from what a plan is looked at for
// before it is frozen.
func (c *composer) decisions() document.Section {
	s := document.Section{ID: "decisions", Title: c.l.T("report.summary.decisions")}
	list := document.List{}
	for _, f := range edition.Checklist(c.a) {
		if len(f.Items) > 0 {
			list.Items = append(list.Items, document.Plainly(c.l.N("report.summary.point."+string(f.Point), len(f.Items))))
		}
	}
	if list.Items == nil {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.summary.nothing")}}
		return s
	}
	s.Blocks = []document.Block{list}
	return s
}

// lateAndNext lists the longest overdue and what is due next, as far as there is room.
func (c *composer) lateAndNext() document.Section {
	s := document.Section{ID: "dates", Title: c.l.T("report.summary.dates")}
	var groups []document.Group
	list := func(key string, leaves []tracker.LeafState, days func(*tracker.LeafState) document.Inline) {
		if len(leaves) == 0 {
			return
		}
		shown := leaves[:min(len(leaves), summaryRows)]
		g := document.Group{Title: c.l.N("report.summary."+key, len(leaves), "shown", len(shown))}
		for i := range shown {
			leaf := &shown[i]
			g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
				{Text: c.shortLink(leaf)}, {Text: document.Plainly(c.l.ShortDate(leaf.Schedule.Current))}, {Text: days(leaf)},
			}})
		}
		groups = append(groups, g)
	}
	list("late", c.a.Overdue(), func(leaf *tracker.LeafState) document.Inline { return late(c.l.Days(-leaf.Schedule.Days)) })
	list("next", c.a.DueSoon(), func(leaf *tracker.LeafState) document.Inline { return document.Plainly(c.l.Days(leaf.Schedule.Days)) })
	if groups == nil {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.summary.no_dates")}}
		return s
	}
	s.Blocks = []document.Block{c.table(c.l.T("report.summary.dates_table"), []document.Column{
		c.rowHead(c.noun, 28), c.column("current", 4), c.endColumn("late_or_due", 5),
	}, groups...)}
	return s
}

// titleMost bounds a title where a page has room for a line or two of it, in characters.
const titleMost = 80

// shortLink names a leaf, its title cut where it is long.
func (c *composer) shortLink(leaf *tracker.LeafState) document.Inline {
	out := c.itemLink(*leaf.Item)
	for i := range out {
		if r := []rune(out[i].Text); len(r) > titleMost {
			out[i].Text = string(r[:titleMost-1]) + "…"
		}
	}
	return out
}
