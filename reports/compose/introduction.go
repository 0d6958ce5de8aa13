package compose

import (
	"slices"

	"ogptracker/reports/document"
)

// introduction composes the chapter that says what the partnership, the plan and
// the report are.
func (c *composer) introduction() document.Section {
	s := document.Section{ID: "introduction", Title: c.l.T("report.introduction.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{
		Label: c.l.T("report.introduction.ogp"), Text: c.say("report.introduction.ogp_text"),
	})
	for i, text := range c.planTexts() {
		p := document.Paragraph{Text: text}
		if i == 0 {
			p.Label = c.l.T("report.introduction.plan")
		}
		s.Blocks = append(s.Blocks, p)
	}
	s.Blocks = append(s.Blocks, document.Paragraph{
		Label: c.l.T("report.introduction.report"),
		Text: document.Plainly(sentences(
			c.l.T("report.introduction.kind."+string(c.kind)),
			c.l.T("report.introduction.as_of", "day", c.a.AsOf),
			c.l.T("report.introduction.evidence"),
		)),
	})
	return s
}

// planTexts says what the plan holds, then what is recorded about its background.
func (c *composer) planTexts() []document.Inline {
	first := ""
	if !c.p.Start.IsZero() && !c.p.End.IsZero() {
		first = c.l.T("report.introduction.span", "start", c.p.Start, "end", c.p.End)
	}
	switch n := len(c.p.Commitments); {
	case n > 0:
		first = sentences(first,
			c.l.N("report.introduction.holds", n),
			c.l.N("report.introduction.tracked", len(c.a.Leaves), "noun", c.leaves(len(c.a.Leaves))),
			c.institutions())
	case c.p.Promised > 0:
		first = sentences(first, c.l.N("report.headline.record_only", c.p.Promised))
	}
	texts := []document.Inline{orElse(document.Plainly(first), c.blank())}
	if !c.p.Summary.IsZero() {
		texts = append(texts, c.paragraphs(c.p.Summary)...)
	}
	if !c.p.Background.IsZero() {
		texts = append(texts, c.paragraphs(c.p.Background)...)
	}
	if c.p.Source != "" {
		texts = append(texts, document.Inline{{Text: c.l.T("report.introduction.source") + " "}, address(c.p.Source)})
	}
	return texts
}

// institutions says how many organizations lead or support the commitments.
func (c *composer) institutions() string {
	var codes []string
	add := func(more []string) { codes = append(codes, more...) }
	for i := range c.p.Commitments {
		add(c.p.Commitments[i].Leads)
		add(c.p.Commitments[i].Supporting)
	}
	for _, leaf := range c.a.Leaves {
		add(leaf.Leads)
		add(leaf.Supporting)
	}
	slices.Sort(codes)
	n := len(slices.Compact(codes))
	if n == 0 {
		return c.l.T("report.introduction.no_leads")
	}
	return c.l.N("report.introduction.institutions", n)
}
