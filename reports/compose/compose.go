// Package compose says what a report says: it turns a plan's figures into a
// document of sections, tables and figures, in one language.
//
// It computes no figure and applies no rule: what it states, package tracker
// computed. It sets no type either: reports/pdf and reports/html set the document,
// so that both say the same. One file holds one chapter.
package compose

import (
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Options are what a report states beside the plan's own figures. The zero value
// makes a report for paper.
type Options struct {
	// Screen composes for a page: charts are drawn for a wide and for a narrow
	// screen instead of for paper.
	Screen bool
	// Charts, when set, is told of every chart as it is placed, so that a caller
	// can draw them ahead.
	Charts func(chart.Chart)
	// AuditHead is the hash of the last audit entry; blank when it is not known.
	AuditHead string
	// Program is the version of the program.
	Program string
	// Home is the country that the international comparison puts first, by its
	// ISO 3166-1 code; blank for the plan's own jurisdiction.
	Home string
	// Page is the address of the plan's page, which the report links to; blank
	// for no link.
	Page string
}

// SelfAssessment composes a plan's self-assessment as of the assessment's day, in
// the locale's language, in the order that OGP asks for. t is the benchmark that
// the annex shows; nil leaves that annex out. The arguments are not changed.
func SelfAssessment(l *locale.Locale, a *tracker.Assessment, t *benchmark.Table, o Options) *document.Document {
	c := newComposer(l, a, t, o)
	// Chapters are composed in the order in which they stand, since tables and
	// figures are numbered on the way.
	front := []document.Section{c.glance(), c.reading()}
	chapters := []document.Section{
		c.introduction(), c.process(), c.recommendations(), c.implementation(), c.openItems(), c.conclusion(),
	}
	var annexes []document.Section
	if t != nil && len(t.Rows) > 0 {
		annexes = append(annexes, c.comparison())
	}
	annexes = append(annexes, c.methodology(), c.checks(), c.integrity())

	d := c.frame()
	d.Sections = append(d.Sections, front...)
	d.Sections = append(d.Sections, numbered(chapters, func(i int) string { return l.Int(i + 1) })...)
	d.Sections = append(d.Sections, numbered(annexes, func(i int) string { return string(rune('A' + i)) })...)
	return d
}

// Kind is what a self-assessment is in the life of its plan.
type Kind string

// The kinds of self-assessment.
const (
	Interim   Kind = "interim"
	MidTerm   Kind = "mid_term"
	EndOfTerm Kind = "end_of_term"
)

// midTermDays is for how long after the middle of a plan a self-assessment is
// the mid-term one.
const midTermDays = 183

// KindOf returns what a self-assessment as of a day is: end-of-term from the
// plan's last day on, mid-term for half a year from the middle of the plan on
// (the last day of the first year of a plan of two), interim otherwise.
func KindOf(p *tracker.Plan, asOf tracker.Date) Kind {
	if p.Start.IsZero() || p.End.IsZero() {
		return Interim
	}
	middle := p.Start.AddDays(p.End.DaysSince(p.Start) / 2)
	switch {
	case !asOf.Before(p.End):
		return EndOfTerm
	case !asOf.Before(middle) && asOf.DaysSince(middle) <= midTermDays:
		return MidTerm
	}
	return Interim
}

// composer composes one report.
type composer struct {
	l     *locale.Locale
	other *locale.Locale // of the other language, for texts that exist only there
	a     *tracker.Assessment
	r     *tracker.Record
	p     *tracker.Plan
	t     *benchmark.Table
	o     Options
	kind  Kind
	noun  string // what the plan's leaves are: "indicator", "milestone", "commitment", "item"
	// tables and figures count those placed so far.
	tables, figures int
	anchors         anchors
}

func newComposer(l *locale.Locale, a *tracker.Assessment, t *benchmark.Table, o Options) *composer {
	c := &composer{
		l: l, other: locale.For(l.Lang().Other()), a: a, r: a.Record, p: &a.Record.Plan, t: t, o: o,
		kind: KindOf(&a.Record.Plan, a.AsOf), noun: leafNoun(a.Leaves),
	}
	if c.o.Home == "" {
		c.o.Home = c.r.Jurisdiction.Code
	}
	c.anchors = newAnchors(c.p)
	return c
}

// leafNoun returns what the leaves are all called, "item" where they differ.
func leafNoun(leaves []tracker.LeafState) string {
	noun := ""
	for _, leaf := range leaves {
		this := "commitment"
		switch {
		case leaf.Indicator != nil:
			this = "indicator"
		case leaf.Milestone != nil:
			this = "milestone"
		}
		if noun != "" && noun != this {
			return "item"
		}
		noun = this
	}
	if noun == "" {
		return "item"
	}
	return noun
}

// leaves names a number of leaves without the number: "indicators". The nouns
// are masculine in French, so that one sentence serves all of them.
func (c *composer) leaves(n int) string { return c.l.N("report.noun."+c.noun, n) }

// say returns a message of the catalogue as running text.
func (c *composer) say(key string, args ...any) document.Inline {
	return document.Plainly(c.l.T(key, args...))
}

// quiet is [composer.say] for what explains.
func (c *composer) quiet(key string, args ...any) document.Inline {
	return document.Inline{{Text: c.l.T(key, args...), Style: document.Quiet}}
}

// table numbers a table.
func (c *composer) table(caption string, columns []document.Column, groups ...document.Group) document.Table {
	c.tables++
	return document.Table{Number: c.tables, Caption: caption, Columns: columns, Groups: groups}
}

// column is a column of a table, headed by a message of the catalogue.
func (c *composer) column(key string, share float64) document.Column {
	return document.Column{Head: c.l.T("report.column." + key), Share: share}
}

// figures end on the right edge of their column.
func (c *composer) endColumn(key string, share float64) document.Column {
	col := c.column(key, share)
	col.Align = document.End
	return col
}

// rowHead is the column whose cells name their rows.
func (c *composer) rowHead(key string, share float64) document.Column {
	col := c.column(key, share)
	col.RowHead = true
	return col
}

// figure numbers a figure and draws its chart for paper or for screens. One that
// fills several pages is a figure on each.
func (c *composer) figure(caption string, draw func(chart.Size) chart.Chart) []document.Block {
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
func (c *composer) placed(f document.Figure) document.Figure {
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

// numbered numbers chapters and their parts: "4", "4.1".
func numbered(chapters []document.Section, name func(int) string) []document.Section {
	for i := range chapters {
		chapters[i].Number = name(i)
		for j := range chapters[i].Sections {
			chapters[i].Sections[j].Number = name(i) + "." + strconv.Itoa(j+1)
		}
	}
	return chapters
}
