package compose

import "ogptracker/reports/document"

// recommendations composes what the last independent review recommended, and
// what was done about each.
func (c *composer) recommendations() document.Section {
	s := document.Section{ID: "recommendations", Title: c.l.T("report.recommendations.title")}
	if len(c.r.Recommendations) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.quiet("report.recommendations.none")})
		return s
	}
	answered := 0
	var rows []document.Row
	for _, rec := range c.r.Recommendations {
		level := document.Cell{Text: c.blank()}
		if rec.Level != "" {
			level = document.Cell{Sign: rec.Level, Text: document.Plainly(c.l.Level(rec.Level))}
		}
		what := document.Cell{Text: c.orBlank(rec.Text)}
		if source := clean(rec.Source); source != "" {
			what.Sub = []document.Inline{{address(source)}}
		}
		if !rec.Response.IsZero() {
			answered++
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: document.Plainly(c.l.Int(rec.Number))}, what, {Text: c.orBlank(rec.Response)}, level,
		}})
	}
	s.Blocks = append(s.Blocks,
		document.Paragraph{Text: document.Plainly(sentences(
			c.l.N("report.recommendations.made", len(rows)),
			c.l.N("report.recommendations.answered", answered),
		))},
		c.table(c.l.T("report.recommendations.table"), []document.Column{
			c.column("number", 1.5), c.rowHead("recommendation", 8), c.column("response", 8), c.column("level", 5),
		}, document.Group{Rows: rows}))
	return s
}
