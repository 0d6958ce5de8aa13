package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// ComputationInput is what the page of a computation needs beside the figures.
type ComputationInput struct {
	Day      Day
	Edition  *edition.Edition // nil for the live record
	Modified tracker.Date
}

// Computation is how every figure of a plan comes about: the formula with the values in
// it, and the table that the sums run over.
type Computation struct {
	Plan    Link
	Day     Date
	Rules   Link
	Edition Link   // blank for the live record
	SHA256  string // of the edition
	Steps   []ComputationStep
	Groups  []ComputationGroup
	Files   []Link
}

// ComputationStep is a figure: its formula, the values put in, and what comes out.
type ComputationStep struct {
	Name, Formula, Values, Result string
	Rule                          string // address
}

// ComputationGroup is a commitment with the leaves that its figures are summed over.
type ComputationGroup struct {
	ID     string
	Item   Item
	Weight string
	Level  Status
	Steps  []ComputationStep
	Rows   []ComputationRow
}

// ComputationRow is a leaf.
type ComputationRow struct {
	Item           Item
	Weight, Within string // effective weight in the plan, and share of its commitment
	Level          Status
	Points         string
	Contribution   string // weight x points
	Period         string // of the update that counts, blank for none
	On             Date   // when it was published
}

// computationDigits are the decimals of weights and sums.
const computationDigits = 4

// ComputationPage shows how every figure of a plan comes about.
func ComputationPage(l *locale.Locale, a *tracker.Assessment, in ComputationInput) *Page {
	p := &a.Record.Plan
	to := func(k Links) string { return k.Computation(p.ID, "") }
	if in.Edition != nil {
		to = func(k Links) string { return k.EditionComputation(p.ID, in.Edition.Number, "") }
	}
	page := planFrame(l, a.Record, in.Day, "computation", to)
	k := page.Links()
	page.Title, page.Modified = l.T("web.title_of", "title", l.T("web.computation.title"), "of", planShort(l, p).plain()), in.Modified
	data := &Computation{
		Plan: Link{Href: k.Plan(p.ID), Label: planTitle(l, p).plain()}, Day: dateOf(l, a.AsOf),
		Rules: Link{Href: k.Methodology("rollup"), Label: a.Rules},
		Steps: append(rollupSteps(l, k, a.Figures, "W"), earnedSteps(l, k, a.Earned)...),
		Files: []Link{
			{Href: k.PlanData(p.ID, "indicators.csv"), Label: l.T("web.file.indicators_csv")},
			{Href: k.PlanData(p.ID, "assessment.json"), Label: l.T("web.file.assessment_json")},
		},
	}
	items := k // by which items are linked to
	if e := in.Edition; e != nil {
		page.Crumbs = append(page.Crumbs, Link{Href: k.Editions(p.ID), Label: l.T("web.editions.title")})
		data.Edition = Link{Href: k.Edition(p.ID, e.Number), Label: l.T("web.edition.title", "number", e.Number)}
		data.SHA256 = e.SHA256
		page.Title = l.T("web.title_of", "title", page.Title, "of", data.Edition.Label)
		data.Files = []Link{
			{Href: k.EditionData(p.ID, e.Number, "indicators.csv"), Label: l.T("web.file.indicators_csv")},
			{Href: k.EditionData(p.ID, e.Number, "assessment.json"), Label: l.T("web.file.assessment_json")},
		}
		items.AsOf = e.AsOf
	}
	for i := range a.Commitments {
		data.Groups = append(data.Groups, computationGroup(l, items, a, &a.Commitments[i]))
	}
	page.Data = data
	return page
}

func computationGroup(l *locale.Locale, k Links, a *tracker.Assessment, c *tracker.CommitmentState) ComputationGroup {
	plan := a.Record.Plan.ID
	g := ComputationGroup{
		ID: Anchor(c.Code), Item: Item{Href: k.Commitment(plan, c.Code), Code: c.Code, Title: titleOf(l, c.Title, c.Code)},
		Weight: ratioText(l, c.Weight), Level: levelOf(l, c.Level), Steps: rollupSteps(l, k, c.Figures, "w"),
	}
	for i := c.First; i < c.Last; i++ {
		leaf := &a.Leaves[i]
		row := ComputationRow{
			Item:   Item{Href: k.Item(plan, c.Code, leaf.Code), Code: leaf.Code, Title: titleOf(l, leaf.Title, leaf.Code)},
			Weight: ratioText(l, leaf.Weight), Within: ratioText(l, leaf.Weight.Over(c.Weight)), Level: reportedOf(l, leaf.Status),
			Contribution: ratioText(l, leaf.Contribution()),
			Points:       l.T("web.computation.unknown"),
		}
		switch {
		case leaf.Status.Known():
			row.Points = leaf.Status.Points().RatString()
		case leaf.Status == tracker.Withdrawn:
			row.Points, row.Weight, row.Within = l.T("web.computation.withdrawn"), "–", "–"
		}
		if u := leaf.Latest; u != nil {
			row.Period, row.On = l.Month(u.Period), shortDateOf(l, dayIn(&a.Record.Plan, u.PublishedAt))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// ratioText writes an exact value with the page's decimals, a dash for none.
func ratioText(l *locale.Locale, r tracker.Ratio) string {
	if !r.Valid() {
		return "–"
	}
	return l.Decimal(r.Float(), computationDigits)
}

// rollupSteps are the roll-up's figures one after the other (rules v1, 2). weight is how
// the weights are called that sum to 1: W in the plan, w in a commitment.
func rollupSteps(l *locale.Locale, k Links, f tracker.Figures, weight string) []ComputationStep {
	if f.Leaves == 0 {
		return nil
	}
	c, low, up := ratioText(l, f.Coverage), ratioText(l, f.Lower), ratioText(l, f.Upper)
	step := func(name, formula, values string, r tracker.Ratio) ComputationStep {
		result := ratioText(l, r)
		if r.Valid() {
			result += " = " + l.Percent(r)
		}
		return ComputationStep{l.T("web.computation." + name), formula, values, result, k.Methodology("rollup")}
	}
	level := ComputationStep{l.T("web.computation.level"), l.T("web.computation.level_rule"), "l = " + low + ", c = " + c, l.Level(f.Level), k.Methodology("rollup")}
	return []ComputationStep{
		step("coverage", l.T("web.computation.coverage_formula", "w", weight), l.T("web.computation.known", "known", f.Known, "of", f.Leaves), f.Coverage),
		step("lower", l.T("web.computation.lower_formula", "w", weight), l.T("web.computation.below", "w", weight), f.Lower),
		step("upper", "u = l + (1 − c)", low+" + (1 − "+c+")", f.Upper),
		step("progress", "p = l ÷ c", low+" ÷ "+c, f.Progress),
		{level.Name, level.Formula, level.Values + ", u = " + up, level.Result, level.Rule},
	}
}

// earnedSteps are planned and earned value (rules v1, 5).
func earnedSteps(l *locale.Locale, k Links, e tracker.EarnedValue) []ComputationStep {
	if e.Dated == 0 {
		return nil
	}
	rule := k.Methodology("earned")
	return []ComputationStep{
		{l.T("web.computation.planned"), l.T("web.computation.planned_formula"), l.N("web.computation.dated", e.Dated), ratioText(l, e.Planned), rule},
		{l.T("web.computation.earned"), l.T("web.computation.earned_formula"), l.N("web.computation.dated", e.Dated), ratioText(l, e.Earned), rule},
		{"SPI", "EV ÷ PV", ratioText(l, e.Earned) + " ÷ " + ratioText(l, e.Planned), ratioText(l, e.SPI), rule},
	}
}
