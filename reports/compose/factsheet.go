package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// FactSheet composes what is known of one commitment; nil for a code that the plan does
// not have. r is the independent review that the edition holds, nil for none.
func FactSheet(l *locale.Locale, a *tracker.Assessment, r *review.Review, code string, o Options) *document.Document {
	state := a.Commitment(code)
	if state == nil {
		return nil
	}
	c := newAlone(l, a, "factsheet --commitment "+clean(code), o)
	d := c.framed(l.T("report.factsheet.kind"))
	plan := d.Title
	d.Brief = true
	s := c.commitment(state)
	d.Title, d.TitleSpans = s.Title, s.TitleSpans
	d.Subject = l.T("report.factsheet.subject", "commitment", s.Title, "plan", plan, "day", a.AsOf)
	d.Cover.Title, d.Cover.Signs, d.Cover.SignNote = s.Title, nil, ""
	d.Cover.Subtitle = plan + " · " + c.briefSubtitle()
	s.Title, s.TitleSpans = l.T("report.factsheet.stands"), nil
	d.Sections = []document.Section{s}
	if r != nil && r.Of(code) != nil {
		d.Sections = append(d.Sections, c.reviewed(a, r, r.Of(code)))
	}
	if checks := c.checksOf(state); checks != nil {
		d.Sections = append(d.Sections, document.Section{ID: "checks", Title: l.T("report.checks.title"), Blocks: checks})
	}
	d.Sections = append(d.Sections, c.integrity())
	return d
}

// checksOf lists what a careful reviewer would ask about on a commitment and below it.
func (c *composer) checksOf(state *tracker.CommitmentState) []document.Block {
	own := map[string]bool{state.Code: true}
	for i := range state.Milestones {
		own[state.Milestones[i].Code] = true
	}
	for _, leaf := range c.a.Leaves[state.First:state.Last] {
		own[leaf.Code] = true
	}
	list := document.List{}
	for _, f := range c.a.Flags {
		if !own[f.Item] {
			continue
		}
		list.Items = append(list.Items, append(document.Plainly(c.l.T("report.factsheet.check", "check", c.l.Check(f.Check))+" "), c.flagged(f)...))
	}
	if list.Items == nil {
		return nil
	}
	return []document.Block{list}
}
