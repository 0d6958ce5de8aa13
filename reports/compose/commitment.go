package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// commitment composes the section of one commitment.
func (c *composer) commitment(state *tracker.CommitmentState) document.Section {
	s := document.Section{ID: c.anchors.of(state.Code)}
	s.Title, s.TitleSpans = titled(c.around(c.name(state.Title), "report.commitment.title", "number", c.number(state.Commitment)))
	leaves := c.a.Leaves[state.First:state.Last]
	sources := c.evidenceOf(leaves)
	s.Blocks = append(s.Blocks, c.strip(state), c.facts(state, leaves))

	s.Blocks = append(s.Blocks,
		document.Heading{Text: c.l.T("report.commitment.milestones")}, c.milestoneTable(state, sources),
		document.Heading{Text: c.l.T("report.evidence.title")})
	if len(sources.list) > 0 {
		s.Blocks = append(s.Blocks, c.evidenceTable(state, sources))
	} else {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: c.quiet("report.evidence.none")})
	}
	s.Blocks = append(s.Blocks,
		document.Heading{Text: c.l.T("report.challenges.title")}, c.challenges(state, leaves),
		document.Heading{Text: c.l.T("report.updates.title")})
	s.Blocks = append(s.Blocks, c.updates(state, leaves)...)
	return s
}

// strip opens the section: level, progress with bounds, what is overdue.
func (c *composer) strip(state *tracker.CommitmentState) document.Status {
	s := document.Status{
		LevelLabel: c.l.T("report.strip.level"), Level: state.Level, LevelName: c.l.Level(state.Level),
		BarLabel: c.l.T("report.strip.progress"), Bar: *barOf(state.Figures),
		BarText: c.stripText(state.Figures), LateLabel: c.l.T("report.strip.overdue"),
	}
	if n := c.overdueIn(state.First, state.Last); n > 0 {
		s.Late = c.l.N("report.strip.late", n, "noun", c.leaves(n))
	}
	return s
}

func (c *composer) stripText(f tracker.Figures) string {
	switch {
	case f.Leaves == 0:
		return c.l.T("report.reported.none_count")
	case f.Known == f.Leaves:
		return c.l.T("report.strip.all", "progress", f.Progress, "known", f.Known, "of", f.Leaves)
	case f.Known == 0:
		return c.l.T("report.strip.nothing", "of", f.Leaves)
	case f.BoundsOnly():
		return c.l.T("report.strip.bounds", "lower", f.Lower, "upper", f.Upper, "known", f.Known, "of", f.Leaves)
	}
	return c.l.T("report.strip.some", "progress", f.Progress, "lower", f.Lower, "upper", f.Upper, "known", f.Known, "of", f.Leaves)
}

// facts says who leads a commitment, what it is for, and what came of it so far:
// what changed told apart from what was done.
func (c *composer) facts(state *tracker.CommitmentState, leaves []tracker.LeafState) document.Facts {
	var out document.Facts
	add := func(key string, value ...document.Inline) {
		out.Rows = append(out.Rows, document.Fact{Label: c.l.T("report.fact." + key), Value: value})
	}
	// optional leaves out what few plans have, so that blanks mean something.
	optional := func(key string, t tracker.Text) {
		if !t.IsZero() {
			add(key, c.paragraphs(t)...)
		}
	}
	add("lead", orElse(c.organizations(state.Leads), c.blank()))
	add("others", c.otherActors(state.Commitment)...)
	add("contact", c.contact(state.Contact))
	add("problem", c.paragraphs(state.Problem)...)
	add("objective", c.paragraphs(state.Objective)...)
	add("description", c.paragraphs(state.Description)...)
	optional("actions", state.Actions)
	optional("expected", state.Results)
	add("values", c.values(state.Values)...)
	if len(state.PolicyAreas) > 0 {
		areas := make([]document.Inline, len(state.PolicyAreas))
		for i, area := range state.PolicyAreas {
			areas[i] = c.text(area)
		}
		add("policy_areas", orElse(join(areas, c.separator()), c.blank()))
	}
	optional("resources", state.Resources)
	optional("related", state.RelatedPlans)
	if span := c.l.DateRange(state.Start, state.End); span != "" {
		add("span", document.Plainly(span))
	}
	if state.Stated != nil {
		add("stated", append([]document.Inline{c.say("report.fact.stated_text", "level", state.Stated.Level, "day", state.Stated.On)},
			c.paragraphs(state.Stated.Reason)...)...)
	}
	if state.Level == tracker.Withdrawn {
		add("withdrawn", c.paragraphs(state.WithdrawReason)...)
	}
	add("done", c.done(leaves))
	add("changed", c.paragraphs(state.WhatChanged)...)
	add("next", c.paragraphs(state.NextSteps)...)
	add("design", c.design(state.Commitment)...)
	return out
}

// otherActors names who supports a commitment, in government and outside it.
func (c *composer) otherActors(commitment *tracker.Commitment) []document.Inline {
	var out []document.Inline
	if names := c.organizations(commitment.Supporting); names != nil {
		out = append(out, names)
	}
	if !commitment.NonGovernment.IsZero() {
		out = append(out, c.paragraphs(commitment.NonGovernment)...)
	}
	if out == nil {
		out = append(out, c.blank())
	}
	return out
}

// values says how a commitment serves each of OGP's values.
func (c *composer) values(v tracker.Values) []document.Inline {
	var out []document.Inline
	for _, value := range []struct {
		code string
		how  tracker.Text
	}{
		{"access_to_information", v.AccessToInformation},
		{"civic_participation", v.CivicParticipation},
		{"public_accountability", v.PublicAccountability},
	} {
		if how := c.text(value.how); how != nil {
			out = append(out, append(document.Inline{{Text: c.l.T("report.fact.value", "value", c.l.Value(value.code)) + " ", Style: document.Strong}}, how...))
		}
	}
	if out == nil {
		out = append(out, c.blank())
	}
	return out
}

// contact names whom the public can ask.
func (c *composer) contact(contact tracker.Contact) document.Inline {
	var parts []document.Inline
	if name := clean(contact.Name); name != "" {
		parts = append(parts, document.Plainly(name))
	}
	if title := c.text(contact.Title); title != nil {
		parts = append(parts, title)
	}
	if contact.Organization != "" {
		parts = append(parts, c.organization(contact.Organization))
	}
	if email := clean(contact.Email); email != "" {
		parts = append(parts, document.Inline{{Text: email, Link: "mailto:" + email}})
	}
	return orElse(join(parts, ", "), c.blank())
}

// design says which marks of a well designed commitment its text has, has in
// part, and lacks.
func (c *composer) design(commitment *tracker.Commitment) []document.Inline {
	var met, partly, lacking []document.Inline
	for _, point := range commitment.Design() {
		mark := document.Plainly(c.l.T("common.design." + point.Code))
		switch {
		case point.Of == 0:
		case point.Met():
			met = append(met, mark)
		case point.Count > 0:
			mark[0].Text = c.l.T("report.design.share", "mark", mark[0].Text, "count", point.Count, "of", point.Of)
			partly = append(partly, mark)
		default:
			lacking = append(lacking, mark)
		}
	}
	var out []document.Inline
	for _, group := range []struct {
		key   string
		marks []document.Inline
	}{{"report.design.met", met}, {"report.design.partly", partly}, {"report.design.lacking", lacking}} {
		if group.marks != nil {
			out = append(out, append(c.quiet(group.key), join(group.marks, c.separator())...))
		}
	}
	return out
}

// done counts the activities finished, as the reports have it.
func (c *composer) done(leaves []tracker.LeafState) document.Inline {
	complete, counted := 0, 0
	for _, leaf := range leaves {
		if leaf.Status != tracker.Withdrawn {
			counted++
		}
		if leaf.Status == tracker.Complete {
			complete++
		}
	}
	if counted == 0 {
		return c.quiet("report.reported.none_count")
	}
	return document.Plainly(c.l.N("report.fact.done_text", complete, "of", counted, "noun", c.leaves(counted)))
}
