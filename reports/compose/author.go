package compose

import (
	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker/locale"
)

// author is what the composers of all reports share: words in the report's language,
// and the numbers of tables and figures, which are counted as they are placed.
type author struct {
	l               *locale.Locale
	other           *locale.Locale // of the other language, for texts that exist only there
	o               Options
	tables, figures int
}

func newAuthor(l *locale.Locale, o Options) *author {
	return &author{l: l, other: locale.For(l.Lang().Other()), o: o}
}

// say returns a message of the catalogue as running text.
func (c *author) say(key string, args ...any) document.Inline {
	return document.Plainly(c.l.T(key, args...))
}

// quiet is [author.say] for what explains.
func (c *author) quiet(key string, args ...any) document.Inline {
	return document.Inline{{Text: c.l.T(key, args...), Style: document.Quiet}}
}

// table numbers a table.
func (c *author) table(caption string, columns []document.Column, groups ...document.Group) document.Table {
	c.tables++
	return document.Table{Number: c.tables, Caption: caption, Columns: columns, Groups: groups}
}

// column is a column of a table, headed by a message of the catalogue.
func (c *author) column(key string, share float64) document.Column {
	return document.Column{Head: c.l.T("report.column." + key), Share: share}
}

// figures end on the right edge of their column.
func (c *author) endColumn(key string, share float64) document.Column {
	col := c.column(key, share)
	col.Align = document.End
	return col
}

// rowHead is the column whose cells name their rows.
func (c *author) rowHead(key string, share float64) document.Column {
	col := c.column(key, share)
	col.RowHead = true
	return col
}

// figure numbers a figure and draws its chart for paper or for screens. One that
// fills several pages is a figure on each.
func (c *author) figure(caption string, draw func(chart.Size) chart.Chart) []document.Block {
	if !c.o.Screen {
		drawn := draw(chart.Print)
		parts := append([]chart.Chart{drawn}, drawn.Rest...)
		out := make([]document.Block, len(parts))
		for i, part := range parts {
			said := caption
			if len(parts) > 1 {
				said = c.l.T("report.figure.part", "caption", caption, "part", i+1, "of", len(parts))
			}
			out[i] = c.placed(document.Figure{Caption: said, Chart: part})
		}
		return out
	}
	narrow := draw(chart.Narrow)
	return []document.Block{c.placed(document.Figure{Caption: caption, Chart: draw(chart.Wide), Narrow: &narrow})}
}

// placed numbers a figure and tells of its charts.
func (c *author) placed(f document.Figure) document.Figure {
	c.figures++
	f.Number = c.figures
	if c.o.Charts != nil {
		c.o.Charts(f.Chart)
		if f.Narrow != nil {
			c.o.Charts(*f.Narrow)
		}
	}
	return f
}

// labelled is a paragraph with its label in the margin; both stand in the
// catalogue under key, which ends in a dot.
func (c *author) labelled(key string, args ...any) document.Paragraph {
	return document.Paragraph{Label: c.l.T(key + "label"), Text: document.Plainly(c.l.T(key+"text", args...))}
}

// none stands for a number of which there is none.
func (c *author) none() document.Inline { return document.Plainly("–") }
