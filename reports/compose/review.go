package compose

import (
	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// Review composes the independent review that an edition holds.
func Review(l *locale.Locale, a *tracker.Assessment, r *review.Review, o Options) *document.Document {
	c := newAlone(l, a, "review", o)
	d := c.framed(l.T("report.kind.review"))
	d.Cover.Facts = append([]document.Fact{
		{Label: l.T("report.review.by"), Value: []document.Inline{c.orBlank(r.Reviewer)}},
		{Label: l.T("report.review.of"), Value: []document.Inline{c.reviewedEdition(r)}},
	}, d.Cover.Facts...)
	if r.Illustrative {
		d.Notice, d.NoticeShort = l.T("report.review.illustrative"), l.T("report.notice_short")
		if c.p.Illustrative {
			d.Notice = l.T("report.review.all_illustrative")
		}
	}
	agreement := r.Agreement(a)
	d.Sections = []document.Section{c.reviewAtAGlance(r, agreement)}
	commitments := document.Section{ID: "commitments", Title: l.T("report.review.commitments")}
	for i := range a.Commitments {
		state := &a.Commitments[i]
		if found := r.Of(state.Code); found != nil {
			s := c.reviewed(a, r, found)
			s.ID = "r-" + slug(state.Code)
			s.Title, s.TitleSpans = titled(c.around(c.name(state.Title), "report.commitment.title", "number", c.number(state.Commitment)))
			commitments.Sections = append(commitments.Sections, s)
		}
	}
	chapters := []document.Section{c.onThePlan(r), c.selfAgainstReview(a, r, agreement), commitments}
	d.Sections = append(d.Sections, numbered(chapters, func(i int) string { return l.Int(i + 1) })...)
	annexes := []document.Section{c.reviewMethod(), c.integrity()}
	d.Sections = append(d.Sections, numbered(annexes, func(i int) string { return string(rune('A' + i)) })...)
	return d
}

func (c *composer) reviewedEdition(r *review.Review) document.Inline {
	return document.Inline{{Text: c.l.T("report.review.edition", "number", r.Edition) + " "}, {Text: short(r.SHA256), Style: document.Code}}
}

func (c *composer) reviewAtAGlance(r *review.Review, g review.Agreement) document.Section {
	s := document.Section{ID: "glance", Title: c.l.T("report.glance.title"), NewPage: true}
	s.Blocks = append(s.Blocks, document.Paragraph{Lead: true, Text: document.Plainly(chart.AgreementSentence(c.l, g))})
	high, strong, starred, assessed := 0, 0, 0, 0
	for i := range r.Assessments {
		found := &r.Assessments[i]
		if found.IsHigh() != "" {
			assessed++
		}
		if found.IsHigh() == "yes" {
			high++
		}
		if found.HasStrongResults() == "yes" {
			strong++
		}
		if found.StarBy(review.RuleCurrent).Starred {
			starred++
		}
	}
	n := len(r.Assessments)
	s.Blocks = append(s.Blocks, document.KeyFigures{Items: []document.KeyFigure{
		{Value: c.l.Int(high), Label: c.l.T("review.derived.high"), Note: c.l.N("report.review.of_assessed", assessed)},
		{Value: c.l.Int(strong), Label: c.l.T("review.derived.strong"), Note: c.l.N("report.review.of_all", n)},
		{Value: c.l.Int(starred), Label: c.l.T("review.star.yes"), Note: c.l.T("review.star.rule.current")},
		{Value: c.decimal(g.Kappa, 2), Label: c.l.T("review.agreement.kappa"), Note: c.l.N("report.review.pairs", len(g.Pairs))},
	}})
	s.Blocks = append(s.Blocks, c.foundBlocks(r.Findings, tracker.Text{}, tracker.Text{}, tracker.Text{})...)
	return s
}

// onThePlan is what the reviewer wrote of the plan as a whole, and the reply.
func (c *composer) onThePlan(r *review.Review) document.Section {
	s := document.Section{ID: "plan", Title: c.l.T("report.review.plan")}
	s.Blocks = c.foundBlocks(r.Findings, tracker.Text{}, r.Recommendations, r.Reply)
	if s.Blocks == nil {
		s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.review.nothing_on_plan")}}
	}
	return s
}

// foundBlocks sets the texts that there are.
func (c *composer) foundBlocks(findings, evidenceNotes, recommendations, reply tracker.Text) []document.Block {
	var facts document.Facts
	for _, part := range []struct {
		key  string
		text tracker.Text
	}{{"findings", findings}, {"evidence_notes", evidenceNotes}, {"recommendations", recommendations}, {"reply", reply}} {
		if !part.text.IsZero() {
			facts.Rows = append(facts.Rows, document.Fact{Label: c.l.T("report.review." + part.key), Value: c.paragraphs(part.text)})
		}
	}
	if facts.Rows == nil {
		return nil
	}
	return []document.Block{facts}
}

func (c *composer) selfAgainstReview(a *tracker.Assessment, r *review.Review, g review.Agreement) document.Section {
	s := document.Section{ID: "agreement", Title: c.l.T("chart.dumbbell.title")}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: document.Plainly(chart.AgreementSentence(c.l, g))})
	if len(g.Pairs) == 0 {
		return s
	}
	kappa := c.say("review.agreement.no_kappa")
	if g.Kappa.Valid() {
		kappa = document.Plainly(c.l.Decimal(g.Kappa.Float(), 2))
	}
	s.Blocks = append(s.Blocks, document.Facts{Rows: []document.Fact{
		{Label: c.l.T("review.agreement.exact"), Value: []document.Inline{document.Plainly(c.l.N("review.agreement.share", len(g.Pairs), "share", g.Exact, "n", len(g.Pairs)))}},
		{Label: c.l.T("review.agreement.mean"), Value: []document.Inline{document.Plainly(c.l.SignedDecimal(g.Mean.Float(), 2))}},
		{Label: c.l.T("review.agreement.kappa"), Value: []document.Inline{kappa}},
	}})
	if g.Few {
		s.Blocks = append(s.Blocks, document.Note{Text: c.say("review.agreement.few", "least", review.FewPairs)})
	}
	differ := false
	var rows []document.Row
	for _, p := range g.Pairs {
		differ = differ || p.Steps != 0
		state := a.Commitment(p.Commitment)
		rows = append(rows, document.Row{Cells: []document.Cell{
			{Text: c.around(c.name(state.Title), "report.commitment.title", "number", c.number(state.Commitment))},
			{Sign: p.Self, Text: document.Plainly(c.l.Level(p.Self))},
			{Sign: p.Independent, Text: document.Plainly(c.l.Level(p.Independent))},
			{Text: document.Plainly(chart.StepsText(c.l, p.Steps))},
		}})
	}
	s.Blocks = append(s.Blocks, c.figure(c.l.T("chart.dumbbell.title"), func(size chart.Size) chart.Chart {
		return chart.SelfAgainstIndependent(c.l, a, r, size)
	})...)
	t := c.table(c.l.T("chart.dumbbell.caption"), []document.Column{
		c.rowHead("commitment", 16), {Head: c.l.T("chart.dumbbell.key.self"), Share: 7}, {Head: c.l.T("chart.dumbbell.key.independent"), Share: 7},
		{Head: c.l.T("chart.dumbbell.head.steps"), Share: 3, Align: document.End},
	}, document.Group{Rows: rows})
	if differ {
		t.Note = c.say("report.review.differ_note")
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

// reviewed composes what the reviewer found of one commitment.
func (c *composer) reviewed(a *tracker.Assessment, r *review.Review, found *review.Assessment) document.Section {
	s := document.Section{ID: "review", Title: c.l.T("report.kind.review")}
	state := a.Commitment(found.Commitment)
	var facts document.Facts
	add := func(label, text string) {
		facts.Rows = append(facts.Rows, document.Fact{Label: label, Value: []document.Inline{document.Plainly(text)}})
	}
	add(c.l.T("report.review.self"), c.l.Level(state.Level))
	for _, v := range review.Variables(c.p) {
		add(c.l.Variable(v), c.l.Answered(&found.Codes, v))
	}
	add(c.l.T("review.derived.high"), c.l.Derived(found.IsHigh()))
	add(c.l.T("review.derived.strong"), c.l.Derived(found.HasStrongResults()))
	for _, rule := range review.StarRules {
		add(c.l.StarRule(rule), c.l.Star(found.StarBy(rule)))
	}
	s.Blocks = append(s.Blocks, facts)
	for _, p := range r.Agreement(a).Pairs {
		switch {
		case p.Commitment != found.Commitment || p.Steps == 0:
		case p.Steps < 0:
			s.Blocks = append(s.Blocks, document.Note{Text: document.Plainly(c.l.N("review.difference.less", -p.Steps))})
		default:
			s.Blocks = append(s.Blocks, document.Note{Text: document.Plainly(c.l.N("review.difference.more", p.Steps))})
		}
	}
	s.Blocks = append(s.Blocks, c.foundBlocks(found.Findings, found.EvidenceNotes, found.Recommendations, found.Reply)...)
	return s
}

// reviewMethod says what the variables are, and what follows from them.
func (c *composer) reviewMethod() document.Section {
	s := document.Section{ID: "method", Title: c.l.T("report.review.method")}
	var rows []document.Row
	for _, v := range review.Variables(c.p) {
		var values []document.Inline
		for _, value := range review.Values(v) {
			values = append(values, document.Plainly(c.l.Finding(v, value)))
		}
		rows = append(rows, document.Row{Cells: []document.Cell{{Text: document.Plainly(c.l.Variable(v))}, {Text: join(values, ", ")}}})
	}
	s.Blocks = []document.Block{
		document.Paragraph{Text: c.say("report.review.method_text")},
		c.table(c.l.T("report.review.variables"), []document.Column{c.rowHead("variable", 6), c.column("values", 14)}, document.Group{Rows: rows}),
		document.List{Items: []document.Inline{
			c.say("web.method.review.high"), c.say("web.method.review.strong"), c.say("web.method.review.starred"),
		}},
		document.Paragraph{Text: c.say("web.method.review.agreement")},
		document.Paragraph{Text: c.say("web.method.review.kappa")},
	}
	return s
}
