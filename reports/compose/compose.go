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
	"ogptracker/tracker/edition"
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
	// Edition is the edition whose frozen record the report states; nil for a report of
	// the live record, which can change.
	Edition *edition.Edition
	// Program is the version of the program.
	Program string
	// Key is the public key that the edition's review package is signed with; blank for
	// none.
	Key string
	// Home is the country that the international comparison puts first, by its
	// ISO 3166-1 code; blank for the plan's own jurisdiction.
	Home string
	// Page is the address of the plan's or the edition's page, which the report links to,
	// and Computation that of how its figures come about; blank for no link.
	Page, Computation string
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

// composer composes one report of a plan.
type composer struct {
	*author
	a       *tracker.Assessment
	r       *tracker.Record
	p       *tracker.Plan
	t       *benchmark.Table
	kind    edition.Kind
	noun    string // what the plan's leaves are: "indicator", "milestone", "commitment", "item"
	anchors anchors
	// alone is set for a report without the chapters of a self-assessment: links to
	// them would lead nowhere. bare is set where it has no annex on integrity either.
	alone, bare bool
	// command is what makes the report again, without the plan and the day or edition;
	// named says that it names its editions itself.
	command string
	named   bool
}

func newComposer(l *locale.Locale, a *tracker.Assessment, t *benchmark.Table, o Options) *composer {
	c := &composer{
		author: newAuthor(l, o), a: a, r: a.Record, p: &a.Record.Plan, t: t,
		kind: edition.KindOf(&a.Record.Plan, a.AsOf), noun: leafNoun(a.Leaves),
		command: "selfassessment",
	}
	if o.Edition != nil && o.Edition.Kind != edition.Reviewed { // a review has the self-assessment of what it reviews
		c.kind = o.Edition.Kind
	}
	if c.o.Home == "" {
		c.o.Home = c.r.Jurisdiction.Code
	}
	c.anchors = newAnchors(c.p)
	return c
}

// newAlone returns a composer of a report that has none of a self-assessment's chapters.
func newAlone(l *locale.Locale, a *tracker.Assessment, command string, o Options) *composer {
	c := newComposer(l, a, nil, o)
	c.anchors, c.alone, c.command = anchors{}, true, command
	return c
}

// to is a link to a chapter; blank where the report lacks it.
func (c *composer) to(chapter string) string {
	if c.bare || c.alone && chapter != "integrity" {
		return ""
	}
	return "#" + chapter
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
