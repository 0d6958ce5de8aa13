package view

import (
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// Methodology is every rule, each with a worked example. The examples' inputs
// are written down here; what comes out of them is computed as the page is made,
// by the functions that compute everything else.
type Methodology struct {
	Version  string
	Lead     string
	Contents []Link
	Rules    []Rule
}

// Rule is one rule.
type Rule struct {
	ID, Title string
	Text      []string
	Points    []string
	Formulas  []string
	Examples  []Example
}

// Example is a worked example.
type Example struct {
	Text   string
	Table  Table
	Result []string
}

// MethodologyPage says how every figure is computed.
func MethodologyPage(l *locale.Locale) *Page {
	page := plainPage(l, "methodology", InMethodology, func(k Links) string { return k.Methodology("") })
	page.Title, page.Description = l.T("web.method.title"), l.T("web.method.description")
	page.Modified = TextsOf
	data := &Methodology{
		Version: l.T("web.rules", "version", tracker.RulesVersion),
		Lead:    l.T("web.method.lead", "version", tracker.RulesVersion),
		Rules: []Rule{
			completionRule(l), rollupRule(l), asOfRule(l), deadlinesRule(l), earnedRule(l), clocksRule(l),
			checksRule(l), reviewRule(l), editionsRule(l), auditRule(l), rankRule(l), commitmentsRule(l), compositeRule(l),
		},
	}
	for _, r := range data.Rules {
		data.Contents = append(data.Contents, Link{Href: "#" + r.ID, Label: r.Title})
	}
	page.Data = data
	return page
}

func completionRule(l *locale.Locale) Rule {
	t := Table{Caption: l.T("web.method.completion.table"), Head: heads(l.T("web.column.level"), l.T("web.method.code"), "#"+l.T("web.method.points"), l.T("web.method.meaning"))}
	for _, v := range tracker.Levels {
		points := l.T("web.method.completion.unknown")
		switch {
		case v.Known():
			points = v.Points().RatString()
		case v == tracker.Withdrawn:
			points = l.T("web.method.completion.not_counted")
		}
		t.Rows = append(t.Rows, cells(t.Head, l.Level(v), v.Code(), points, l.LevelDefinition(v)))
	}
	return Rule{
		ID: "completion", Title: l.T("web.method.completion.title"),
		Text:     []string{l.T("web.method.completion.text"), l.T("web.method.completion.unknown_text")},
		Examples: []Example{{Table: t}},
	}
}

func rollupRule(l *locale.Locale) Rule {
	a := tracker.Assess(exampleRecord(), exampleDay)
	t := Table{
		Caption: l.T("web.method.rollup.table"),
		Head: heads(l.T("web.column.item"), l.T("web.column.status"), "#"+l.T("web.method.weight"),
			"#"+l.T("web.method.points"), "#"+l.T("web.method.product")),
	}
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		points, product := "?", "?"
		switch {
		case leaf.Status == tracker.Withdrawn:
			points, product = "–", "–"
		case leaf.Status.Known():
			points = leaf.Status.Points().RatString()
			w := leaf.Weight.Rat()
			product = w.Mul(w, leaf.Status.Points()).RatString()
		}
		t.Rows = append(t.Rows, cells(t.Head, leaf.Code, reportedOf(l, leaf.Status).Label, exact(leaf.Weight), points, product))
	}
	return Rule{
		ID: "rollup", Title: l.T("web.method.rollup.title"),
		Text: []string{l.T("web.method.rollup.weights"), l.T("web.method.rollup.sums")},
		Formulas: []string{
			l.T("web.method.rollup.coverage"), l.T("web.method.rollup.lower"),
			l.T("web.method.rollup.upper"), l.T("web.method.rollup.progress"),
		},
		Points: []string{
			l.T("web.method.rollup.level"), l.T("web.method.rollup.stated"), l.T("web.method.rollup.rounding"), l.T("web.method.rollup.bounds"),
		},
		Examples: []Example{{
			Text: l.T("web.method.rollup.example"), Table: t,
			Result: []string{
				"c = " + exact(a.Coverage) + ", l = " + exact(a.Lower) + ", u = " + exact(a.Upper) + ", p = " + exact(a.Progress),
				l.T("web.method.rollup.said", "level", a.Level) + " " + said(l, a),
			},
		}},
	}
}

// said is the sentence that a page says about a plan.
func said(l *locale.Locale, a *tracker.Assessment) string {
	f := figureOf(l, a.Figures, unitOf(a.Leaves))
	return f.Value + " " + f.Strong + f.Rest
}

func asOfRule(l *locale.Locale) Rule {
	r := exampleRecord()
	log := Table{
		Caption: l.T("web.method.as_of.published"),
		Head:    heads(l.T("web.column.item"), l.T("web.column.period"), l.T("web.column.status"), l.T("web.method.published_on"), l.T("web.method.replaces")),
	}
	for i := range r.Updates {
		u := &r.Updates[i]
		replaces := ""
		if u.Replaces != 0 {
			replaces = l.T("web.method.replaces_number", "n", int(u.Replaces))
		}
		log.Rows = append(log.Rows, cells(log.Head, u.Leaf, l.ShortMonth(u.Period), l.Level(u.Status), l.ShortDate(tracker.DateOf(u.PublishedAt)), replaces))
	}
	days := Table{
		Caption: l.T("web.method.as_of.states"),
		Head: heads(l.T("web.column.as_of"), "#"+l.T("web.method.coverage"), "#"+l.T("web.method.lower"),
			"#"+l.T("web.method.upper"), "#"+l.T("web.column.progress")),
	}
	for _, day := range exampleDays {
		a := tracker.Assess(r, day)
		days.Rows = append(days.Rows, cells(days.Head, l.ShortDate(day), l.Percent(a.Coverage), l.Percent(a.Lower), l.Percent(a.Upper), l.Percent(a.Progress)))
	}
	return Rule{
		ID: "as-of", Title: l.T("web.method.as_of.title"),
		Text:     []string{l.T("web.method.as_of.text"), l.T("web.method.as_of.correction"), l.T("web.method.as_of.usual")},
		Examples: []Example{{Text: l.T("web.method.as_of.example"), Table: log}, {Table: days}},
	}
}

func deadlinesRule(l *locale.Locale) Rule {
	t := Table{
		Caption: l.T("web.method.deadlines.table", "start", exampleStart),
		Head: heads(l.T("web.column.in_the_plan"), l.T("web.method.kind"), l.T("web.method.from"),
			l.T("web.column.due"), l.T("web.method.precision"), l.T("web.method.note")),
	}
	for _, text := range exampleDeadlines[l.Lang()] {
		m := tracker.ParseDeadline(text, l.Lang(), exampleStart)
		precision, note := "", ""
		if !m.Due.IsZero() {
			precision = l.Precision(m.Precision)
		}
		if m.Ambiguous {
			note = l.T("web.deadline.ambiguous")
		}
		t.Rows = append(t.Rows, cells(t.Head, l.Typeset(text), l.DeadlineKind(m.Kind), l.ShortDate(m.From), l.ShortDate(m.Due), precision, note))
	}
	a := tracker.Assess(exampleRecord(), exampleDay)
	states := Table{
		Caption: l.T("web.method.deadlines.states", "day", exampleDay),
		Head: heads(l.T("web.column.item"), l.T("web.column.original"), l.T("web.column.current"),
			"#"+l.T("web.column.moved"), l.T("web.column.status"), l.T("web.column.schedule")),
	}
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		s := leaf.Schedule
		states.Rows = append(states.Rows, cells(states.Head, leaf.Code, l.ShortDate(s.Original), l.ShortDate(s.Current),
			signedDays(l, s.Slippage), reportedOf(l, leaf.Status).Label, timingOf(l, s).Text))
	}
	return Rule{
		ID: "deadlines", Title: l.T("web.method.deadlines.title"),
		Text: []string{l.T("web.method.deadlines.last_day"), l.T("web.method.deadlines.kept"), l.T("web.method.deadlines.languages")},
		Points: []string{
			l.T("web.method.deadlines.seasons"), l.T("web.method.deadlines.years"), l.T("web.method.deadlines.several"),
			l.T("web.method.deadlines.recurring"), l.T("web.method.deadlines.undated"), l.T("web.method.deadlines.winter"),
			l.T("web.method.deadlines.completed"),
		},
		Examples: []Example{{Table: t}, {Text: l.T("web.method.deadlines.lateness", "days", tracker.DueSoonDays), Table: states}},
	}
}

func earnedRule(l *locale.Locale) Rule {
	a := tracker.Assess(exampleRecord(), exampleDay)
	t := Table{
		Caption: l.T("web.method.earned.table"),
		Head: heads(l.T("web.column.as_of"), "#"+l.T("web.method.earned.pv"), "#"+l.T("web.method.earned.pv_current"),
			"#"+l.T("web.method.earned.ev")),
	}
	for _, b := range a.BurnUp {
		t.Rows = append(t.Rows, cells(t.Head, l.ShortDate(b.On), l.Percent(b.Planned), l.Percent(b.PlannedCurrent), l.Percent(b.Earned)))
	}
	e := a.Earned
	return Rule{
		ID: "earned", Title: l.T("web.method.earned.title"),
		Text:     []string{l.T("web.method.earned.text"), l.T("web.method.earned.unknown")},
		Formulas: []string{l.T("web.method.earned.pv_formula"), l.T("web.method.earned.ev_formula"), l.T("web.method.earned.spi_formula")},
		Examples: []Example{{Text: l.T("web.method.earned.example"), Table: t, Result: []string{
			"PV = " + exact(e.Planned) + ", EV = " + exact(e.Earned) + ", SPI = " + exact(e.SPI) + " ≈ " + l.Decimal(e.SPI.Float(), 2),
		}}},
	}
}

func clocksRule(l *locale.Locale) Rule {
	a := tracker.Assess(exampleRecord(), exampleDay)
	t := Table{
		Caption: l.T("web.method.clocks.table", "day", exampleDay),
		Head:    heads(l.T("web.column.requirement"), l.T("web.column.signal"), l.T("web.column.stands")),
	}
	for _, row := range clockRows(l, Links{Lang: l.Lang()}, a) {
		t.Rows = append(t.Rows, cells(t.Head, row.Name, row.State, row.Text))
	}
	return Rule{
		ID: "clocks", Title: l.T("web.method.clocks.title"),
		Text: []string{l.T("web.method.clocks.text"), l.T("web.method.clocks.record")},
		Points: []string{
			l.T("web.method.clocks.repository"), l.T("web.method.clocks.evidence"), l.T("web.method.clocks.assessments"),
			l.T("web.method.clocks.next"), l.T("web.method.clocks.contrary"), l.T("web.method.clocks.participation"),
			l.T("web.method.clocks.comment"), l.T("web.method.clocks.independent"),
		},
		Examples: []Example{{Text: l.T("web.method.clocks.example"), Table: t}},
	}
}

func reviewRule(l *locale.Locale) Rule {
	variables := Table{
		Caption: l.T("web.method.review.table"),
		Head:    heads(l.T("web.method.review.variable"), l.T("web.method.review.values")),
		Rows:    [][]Cell{},
	}
	for _, row := range [][2]string{
		{l.T("web.method.review.specificity"), l.T("web.method.review.specificity_values")},
		{l.T("web.method.review.verifiable"), l.T("web.method.review.verifiable_values")},
		{l.T("web.method.review.relevance"), l.T("web.method.review.relevance_values")},
		{l.T("web.method.review.impact"), l.T("web.method.review.impact_values")},
		{l.T("web.method.review.potential"), l.T("web.method.review.potential_values")},
		{l.T("web.method.review.completion"), l.T("web.method.review.completion_values")},
		{l.T("web.method.review.opened"), l.T("web.method.review.opened_values")},
		{l.T("web.method.review.early"), l.T("web.method.review.early_values")},
	} {
		variables.Rows = append(variables.Rows, cells(variables.Head, row[0], row[1]))
	}
	steps := Table{
		Caption: l.T("web.method.review.steps"),
		Head:    heads(l.T("web.method.review.own"), l.T("web.method.review.independent"), "#"+l.T("web.method.review.difference")),
	}
	var pairs []review.Pair
	for _, levels := range [][2]tracker.Level{
		{tracker.Complete, tracker.Substantial}, {tracker.Substantial, tracker.Substantial}, {tracker.Substantial, tracker.Limited},
		{tracker.Limited, tracker.Limited}, {tracker.NotStarted, tracker.NotStarted},
	} {
		p := review.Pair{Self: levels[0], Independent: levels[1], Steps: levels[1].Steps() - levels[0].Steps()}
		pairs = append(pairs, p)
		steps.Rows = append(steps.Rows, cells(steps.Head, l.Level(p.Self), l.Level(p.Independent), chart.StepsText(l, p.Steps)))
	}
	var result []string
	for _, f := range agreementOf(l, review.AgreementOf(pairs)).Facts {
		result = append(result, f.Label+l.T("chart.colon")+f.Text)
	}
	return Rule{
		ID: "review", Title: l.T("web.method.review.title"),
		Text:     []string{l.T("web.method.review.text"), l.T("web.method.review.agreement")},
		Points:   []string{l.T("web.method.review.high"), l.T("web.method.review.strong"), l.T("web.method.review.starred")},
		Formulas: []string{l.T("web.method.review.kappa")},
		Examples: []Example{{Table: variables}, {Text: l.T("web.method.review.example"), Table: steps, Result: result}},
	}
}

func editionsRule(l *locale.Locale) Rule {
	return Rule{
		ID: "editions", Title: l.T("web.method.editions.title"),
		Text: []string{l.T("web.method.editions.text"), l.T("web.method.editions.frozen"), l.T("web.method.editions.applies")},
	}
}

// heads are the heads of a table's columns; one that begins with # heads
// numbers.
func heads(names ...string) []Cell {
	out := make([]Cell, len(names))
	for i, name := range names {
		text, number := strings.CutPrefix(name, "#")
		out[i] = Cell{Text: text, Number: number}
	}
	return out
}

// cells are the cells of a row, aligned as their heads are.
func cells(head []Cell, texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, text := range texts {
		out[i] = Cell{Text: text, Number: head[i].Number, Label: head[i].Text}
	}
	return out
}

// exact writes a figure as the fraction that it is.
func exact(r tracker.Ratio) string {
	if !r.Valid() {
		return "–"
	}
	return r.Rat().RatString()
}
