package view

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// Control is one row of a form that edits something: exactly one of its parts is
// set.
type Control struct {
	One  *Input
	Pair *Pair
	Many *Many
}

// Many is a group of controls under one label: the choices of a list, or the parts
// of a row.
type Many struct {
	ID     string
	Legend string
	Hint   string
	Error  string
	Inputs []Input
	// Row lays the inputs side by side, each with its own label; else their labels
	// number them.
	Row bool
}

// EditGroup is a part of such a form.
type EditGroup struct {
	ID       string
	Legend   string
	Hint     string
	Controls []Control
	// Notes say how what stands in the group was read.
	Notes []string
}

// editPart is a part of a form: the catalogue's word for it, and its fields in
// order. A text in both languages is named once.
type editPart struct {
	name   string
	fields []string
}

// The forms, by what they edit.
var (
	commitmentForm = []editPart{
		{"text", []string{"title", "description"}},
		{"people", []string{"leads", "supporting", "non_government", "contact_name", "contact_title", "contact_organization", "contact_email"}},
		{"why", []string{"problem", "objective", "actions", "results"}},
		{"values", []string{"access_to_information", "civic_participation", "public_accountability", "policy_areas"}},
		{"means", []string{"resources", "related_plans"}},
		{"place", []string{"theme", "weight", "start", "end", "ogp_id"}},
		{"deadline", []string{"deadline", "deadline_reading", "deadline_due"}},
		{"outcome", []string{"what_changed", "next_steps"}},
		{"stated", []string{"stated_level", "stated_reason"}},
		{"withdrawn", []string{"withdraw_reason"}},
	}
	milestoneForm = []editPart{
		{"text", []string{"title", "description", "expected_output"}},
		{"people", []string{"leads", "supporting"}},
		{"place", []string{"weight"}},
		{"deadline", []string{"deadline", "deadline_reading", "deadline_due"}},
	}
	indicatorForm = []editPart{
		{"text", []string{"title", "description"}},
		{"measure", []string{"baseline", "target", "actual", "actual_on"}},
		{"people", []string{"leads", "supporting"}},
		{"place", []string{"weight", "s4d"}},
		{"deadline", []string{"deadline", "deadline_reading", "deadline_due"}},
	}
	planForm = []editPart{
		{"text", []string{"title", "short", "summary", "background", "conclusion"}},
		{"time", []string{"start", "end", "next_plan_start", "cycle_years", "time_zone", "periods"}},
		{"rules", []string{"publication", "challenges_for", "evidence_for"}},
		{"themes", themeRows()},
		{"people", []string{"organizations"}},
		{"identity", []string{"ogp_id", "source"}},
	}
	eventForm          = []editPart{{"event", []string{"kind", "on", "until", "title", "note", "url"}}}
	recommendationForm = []editPart{{"recommendation", []string{"number", "source", "text", "response", "level"}}}
	organizationForm   = []editPart{{"organization", []string{"name", "kind"}}}
	jurisdictionForm   = []editPart{{"jurisdiction", []string{"name", "level", "since"}}}
)

// themeRows are the names of the rows of themes.
func themeRows() []string {
	rows := make([]string, tracker.ThemesMost)
	for i := range rows {
		rows[i] = fmt.Sprintf("theme_%d", i+1)
	}
	return rows
}

// formOf returns the form of something that is edited.
func formOf(e tracker.Editable) []editPart {
	switch e.(type) {
	case *tracker.Commitment:
		return commitmentForm
	case *tracker.Milestone:
		return milestoneForm
	case *tracker.Indicator:
		return indicatorForm
	case *tracker.Record:
		return planForm
	case *tracker.Event:
		return eventForm
	case *tracker.Recommendation:
		return recommendationForm
	case *tracker.Organization:
		return organizationForm
	}
	return jurisdictionForm
}

// The fields that are no text of several lines, by the kind of their control.
var fieldControls = map[string]string{
	"title": "text", "short": "text", "name": "text", "deadline": "text", "contact_title": "text",
	"contact_name": "text", "contact_email": "email", "ogp_id": "text", "time_zone": "text",
	"source": "text", "url": "url", "cycle_years": "number", "number": "number", "since": "number", "weight": "decimal",
	"start": "date", "end": "date", "next_plan_start": "date", "on": "date", "until": "date", "actual_on": "date", "deadline_due": "date",
	"theme": "select", "publication": "select", "kind": "select", "level": "select", "stated_level": "select",
	"deadline_reading": "select", "contact_organization": "select",
	"leads": "selects", "supporting": "selects", "organizations": "selects",
	"challenges_for": "checks", "evidence_for": "checks", "s4d": "checkbox",
	"periods": "lines",
}

// editor makes the controls of one form.
type editor struct {
	l             *locale.Locale
	thing         tracker.Editable
	fields        tracker.Fields
	plan          *tracker.Plan // nil outside of a plan
	organizations []tracker.Organization
	errors        map[string]string // by the control's id
	faults        []Link            // to the controls that show an error, in the order of the form
}

func (e *editor) groups() []EditGroup {
	parts := formOf(e.thing)
	groups := make([]EditGroup, 0, len(parts))
	for _, part := range parts {
		g := EditGroup{ID: "part-" + part.name, Legend: e.l.T("work.part." + part.name)}
		if key := "work.part_hint." + part.name; e.l.Has(key) {
			g.Hint = e.l.T(key)
		}
		for _, name := range part.fields {
			if c, ok := e.control(name); ok {
				g.Controls = append(g.Controls, c)
			}
		}
		if len(g.Controls) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// control makes the control of a field, or none where the form has no use for it.
func (e *editor) control(name string) (Control, bool) {
	switch {
	case strings.HasPrefix(name, "theme_"):
		return e.themeRow(name)
	case name == "withdraw_reason" && e.fields.Get("withdraw_reason_en") == "" && e.fields.Get("withdraw_reason_fr") == "":
		return Control{}, false // withdrawing has a page of its own
	case name == "theme" && len(e.plan.Themes) == 0:
		return Control{}, false
	case e.has(name + "_en"):
		return Control{Pair: e.pair(name)}, true
	}
	switch fieldControls[name] {
	case "selects":
		return Control{Many: e.selects(name)}, true
	case "checks":
		return Control{Many: e.checks(name)}, true
	}
	in := e.input(name)
	return Control{One: &in}, true
}

func (e *editor) has(name string) bool {
	return slices.ContainsFunc(e.fields, func(f tracker.Field) bool { return f.Name == name })
}

// problem returns what is wrong with a control, and lists it under the control's
// label.
func (e *editor) problem(id, label string) string {
	s := e.errors[id]
	fault := Link{Href: "#" + id, Label: e.l.T("work.form.error_at", "label", label, "error", s)}
	if s != "" && !slices.Contains(e.faults, fault) {
		e.faults = append(e.faults, fault)
	}
	return s
}

// hint explains a field, where that needs more than its label. The word of what is
// edited may have an explanation of its own.
func (e *editor) hint(name string) string {
	if key := "work.field_hint." + name; e.l.Has(key) {
		return e.l.T(key)
	}
	return ""
}

func (e *editor) input(name string) Input {
	in := Input{ID: name, Label: FieldLabel(e.l, name), Hint: e.hint(name), Value: e.fields.Get(name), Error: e.problem(name, FieldLabel(e.l, name))}
	switch kind := fieldControls[name]; kind {
	case "lines", "":
		in.Type = "textarea"
	case "decimal":
		in.Type, in.InputMode = "text", "decimal"
		in.Value = decimalOf(e.l, in.Value)
	case "select":
		in.Type, in.Options = kind, e.options(name, in.Value)
	case "checkbox":
		in.Type, in.Checked, in.Value = kind, in.Value != "", "1"
	default:
		in.Type = kind
	}
	return in
}

// decimalOf writes a number that is typed as the language writes it.
func decimalOf(l *locale.Locale, s string) string {
	if l.Lang() == tracker.FR {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

func (e *editor) pair(name string) *Pair {
	kind := "textarea"
	if fieldControls[name] == "text" {
		kind = "text"
	}
	p := pairOf(e.l, name, kind, FieldLabel(e.l, name), tracker.Text{EN: e.fields.Get(name + "_en"), FR: e.fields.Get(name + "_fr")})
	p.EN.Hint = e.hint(name) // once is enough
	e.pairProblems(&p)
	return &p
}

func (e *editor) pairProblems(p *Pair) {
	for _, in := range []*Input{&p.EN, &p.FR} {
		in.Error = e.problem(in.ID, in.Label+" "+in.Mark)
	}
}

// selects offers a list of organizations: those chosen, and room for two more.
func (e *editor) selects(name string) *Many {
	m := &Many{ID: name, Legend: FieldLabel(e.l, name), Hint: e.hint(name), Error: e.problem(name, FieldLabel(e.l, name))}
	chosen := append(strings.FieldsFunc(e.fields.Get(name), func(r rune) bool { return r == '\n' }), "", "")
	for i, code := range chosen {
		in := Input{ID: name, Name: name, Type: "select", Label: e.l.T("work.field.nth", "n", i+1), Options: e.options("organization", code)}
		if i > 0 {
			in.ID = fmt.Sprintf("%s-%d", name, i+1)
		}
		m.Inputs = append(m.Inputs, in)
	}
	return m
}

// checks offers the levels, each to be ticked.
func (e *editor) checks(name string) *Many {
	m := &Many{ID: name, Legend: FieldLabel(e.l, name), Hint: e.hint(name), Error: e.problem(name, FieldLabel(e.l, name))}
	chosen := strings.Fields(e.fields.Get(name))
	for i, level := range tracker.ReportedLevels {
		in := Input{ID: name, Name: name, Type: "checkbox", Label: e.l.Level(level), Value: string(level), Checked: slices.Contains(chosen, string(level))}
		if i > 0 {
			in.ID = fmt.Sprintf("%s-%d", name, i+1)
		}
		m.Inputs = append(m.Inputs, in)
	}
	return m
}

// themeRow is one theme. Rows without one are offered twice, as room for more.
func (e *editor) themeRow(name string) (Control, bool) {
	blank := 0
	for _, row := range themeRows() {
		if e.fields.Get(row+"_code")+e.fields.Get(row+"_en")+e.fields.Get(row+"_fr") == "" {
			blank++
		}
		if row == name {
			break
		}
	}
	if blank > 2 {
		return Control{}, false
	}
	m := &Many{ID: name, Legend: e.l.T("work.field.theme_nth", "n", strings.TrimPrefix(name, "theme_")), Row: true}
	for _, part := range []string{"code", "en", "fr"} {
		in := Input{ID: name + "_" + part, Type: "text", Label: e.l.T("work.theme." + part), Value: e.fields.Get(name + "_" + part), Error: e.problem(name+"_"+part, FieldLabel(e.l, name+"_"+part))}
		if part != "code" {
			in.Lang = tracker.Lang(part)
		}
		m.Inputs = append(m.Inputs, in)
	}
	return Control{Many: m}, true
}

// options are what a select offers, with the value as it is chosen. A value that is
// none of them is offered too: what is recorded is never changed by a form that
// does not know it.
func (e *editor) options(name, value string) []Option {
	var all []Option
	add := func(v, label string) { all = append(all, Option{Value: v, Label: label, Selected: v == value}) }
	none := func() { add("", e.l.T("work.choice.none")) }
	switch name {
	case "organization", "contact_organization":
		none()
		for _, o := range e.organizations {
			add(o.Code, titleOf(e.l, o.Name, o.Code).plain())
		}
	case "theme":
		none()
		for _, t := range e.plan.Themes {
			add(t.Code, titleOf(e.l, t.Name, t.Code).plain())
		}
	case "publication":
		add(string(tracker.Direct), e.l.Publication(tracker.Direct))
		add(string(tracker.Approval), e.l.Publication(tracker.Approval))
	case "deadline_reading":
		for _, m := range tracker.ReadingModes {
			add(string(m), readingChoice(e.l, m))
		}
	case "stated_level":
		none()
		for _, v := range tracker.Levels {
			add(string(v), e.l.Level(v))
		}
	case "kind":
		if _, event := e.thing.(*tracker.Event); event {
			for _, k := range tracker.EventKinds {
				add(string(k), e.l.EventKind(k))
			}
			break
		}
		for _, k := range []tracker.OrganizationKind{tracker.Department, tracker.CivilSociety, tracker.OtherPartner} {
			add(string(k), e.l.OrganizationKind(k))
		}
	case "level":
		if _, place := e.thing.(*tracker.Jurisdiction); place {
			for _, v := range []tracker.JurisdictionLevel{tracker.National, tracker.Provincial, tracker.Municipal} {
				add(string(v), e.l.JurisdictionLevel(v))
			}
			break
		}
		none()
		for _, v := range tracker.Levels {
			add(string(v), e.l.Level(v))
		}
	}
	if value != "" && !slices.ContainsFunc(all, func(o Option) bool { return o.Selected }) {
		add(value, value)
	}
	return all
}

// FieldLabel is the label of a field, by its name without a language.
func FieldLabel(l *locale.Locale, name string) string {
	if strings.HasPrefix(name, "theme_") {
		rest := strings.TrimPrefix(name, "theme_")
		n, part, _ := strings.Cut(rest, "_")
		return l.T("work.field.theme_nth", "n", n) + " · " + l.T("work.theme."+part)
	}
	if q, ok := review.QuestionOf(name); ok {
		return questionLabel(l, q)
	}
	if name == string(review.Relevance) {
		return l.Variable(review.Relevance)
	}
	return l.T("work.field." + name)
}
