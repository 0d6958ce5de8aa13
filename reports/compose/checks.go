package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// checks composes the annex of what a careful reviewer would ask about: every
// flag, by check, with its item.
func (c *composer) checks() document.Section {
	s := document.Section{ID: "checks", Title: c.l.T("report.checks.title")}
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
	var rows []document.Row
	for _, check := range order {
		what := document.Cell{Text: document.Plainly(c.l.Check(check))}
		if key := "common.check." + string(check) + ".why"; c.l.Has(key) {
			what.Sub = []document.Inline{document.Plainly(c.l.T(key))}
		}
		items := make([]document.Inline, len(flags[check]))
		for i, f := range flags[check] {
			items[i] = c.flagged(f)
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			what, {Text: join(items, c.separator())}, {Text: document.Plainly(c.l.Int(len(items)))},
		}})
	}
	t := c.table(c.l.T("report.checks.table"), []document.Column{
		c.rowHead("check", 9), c.column("items", 16), c.endColumn("flags", 1),
	}, document.Group{Rows: rows})
	t.Note = c.say("report.checks.note")
	s.Blocks = append(s.Blocks, t)
	return s
}

// flagged names the item that a flag is on by its code, and in brackets what the
// flag adds to its check.
func (c *composer) flagged(f tracker.Flag) document.Inline {
	item := document.Span{Text: clean(f.Item)}
	if place := c.anchors.of(f.Item); place != "" {
		item.Link = "#" + place
	}
	if detail := c.flagDetail(f); detail != "" {
		return document.Inline{item, {Text: " (" + detail + ")", Style: document.Quiet}}
	}
	return document.Inline{item}
}

// flagDetail says what a flag adds to its check: how late, in which language, how
// often, or which other period, day, text or item it concerns.
func (c *composer) flagDetail(f tracker.Flag) string {
	switch {
	case f.Days != 0:
		return c.l.Days(f.Days)
	case f.Lang != "" && f.Count > 1:
		return c.l.T("report.checks.texts", "language", c.l.Language(f.Lang), "count", f.Count)
	case f.Lang != "":
		return c.l.Language(f.Lang)
	case f.Count > 1:
		return c.l.T("report.checks.times", "count", f.Count)
	}
	if period, err := tracker.ParsePeriod(f.Other); err == nil {
		return c.l.ShortMonth(period)
	}
	if day, err := tracker.ParseDate(f.Other); err == nil {
		return c.l.Date(day)
	}
	if key := "report.field." + f.Other; c.l.Has(key) {
		return c.l.T(key)
	}
	return clean(f.Other)
}
