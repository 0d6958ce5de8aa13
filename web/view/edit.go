package view

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Edit is a page with a form that changes a plan, or something beside it.
type Edit struct {
	Heading Text
	Above   Text   // what the heading stands below: the plan's name
	Intro   string // what will happen
	Action  string
	Files   bool // the form sends a file
	Hidden  []Hidden
	Errors  FormErrors
	Groups  []EditGroup
	Facts   []Fact
	Ledger  []LedgerRow // revisions of the deadline, oldest first
	Faults  []FaultRow  // of a file
	Reason  *Pair       // why, nil where it is not asked for
	Effect  []string    // what saving would do
	Submit  string
	Buttons []EditButton // beside the one that saves
	Cancel  Link
	Links   []Link // to what else can be done
}

// EditButton sends the form with a value of its own.
type EditButton struct{ Name, Value, Label string }

// Fact is a line of what is recorded.
type Fact struct{ Label, Text string }

// LedgerRow is one revision of a deadline.
type LedgerRow struct {
	On, Due Date
	Days    string // against the date that was first promised
	Reason  Text
}

// EditInput is what every such page needs.
type EditInput struct {
	Account *tracker.Account
	Record  *tracker.Record // nil outside of a plan
	To      func(Links) string
	// Seen is the version of the data that the form shows.
	Seen int64
	// Reason is as typed, and AskReason whether it is asked for.
	Reason    tracker.Text
	AskReason bool
	Problems  []tracker.Problem
	Message   string // what is wrong with the form as a whole
	Effect    []string
	// Organizations are those that can be chosen.
	Organizations []tracker.Organization
	// Extra are controls before the others: a code, a file. ExtraPairs follow them, and
	// then ExtraAfter.
	Extra, ExtraAfter []Input
	ExtraPairs        []Pair
	// Notes are how a part of the form was read, by its name.
	Notes map[string][]string
}

// seenField is the name under which a form sends the version that it shows.
const seenField = "seen"

// editFrame begins a page of the plan editor.
func editFrame(l *locale.Locale, in EditInput, template string) *Page {
	page := workPage(l, in.Account, template, in.To)
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.PlansEditor(), Label: l.T("work.plans.title")})
	if in.Record != nil {
		p := &in.Record.Plan
		if page.Path != k.PlanEditor(p.ID) {
			page.Crumbs = append(page.Crumbs, Link{Href: k.PlanEditor(p.ID), Label: planShort(l, p).plain()})
		}
		page.Notice = noticeOf(l, p.Illustrative)
	}
	return page
}

// editPage makes a page around a form.
func editPage(l *locale.Locale, in EditInput, heading Text, form editForm) *Page {
	page := editFrame(l, in, "edit")
	page.Title = heading.plain()
	data := &Edit{
		Heading: heading, Intro: form.intro, Action: page.Path, Hidden: []Hidden{{seenField, strconv.FormatInt(in.Seen, 10)}},
		Submit: form.submit, Buttons: form.buttons, Cancel: Link{Href: form.back(page.Links()), Label: l.T("work.cancel")},
		Effect: in.Effect, Facts: form.facts, Ledger: form.ledger, Links: form.links, Files: form.files,
	}
	if in.Record != nil {
		data.Above = planShort(l, &in.Record.Plan)
	}
	found := problemsByControl(l, in.Problems, form.code)
	e := &editor{l: l, thing: form.thing, fields: form.fields, organizations: in.Organizations, errors: found}
	if in.Record != nil {
		e.plan = &in.Record.Plan
	}
	if g := e.extra(in); len(g.Controls) > 0 {
		data.Groups = append(data.Groups, g)
	}
	if form.thing != nil {
		data.Groups = append(data.Groups, e.groups()...)
	}
	for i := range data.Groups {
		data.Groups[i].Notes = in.Notes[strings.TrimPrefix(data.Groups[i].ID, "part-")]
	}
	if in.AskReason {
		p := pairOf(l, "reason", "textarea", l.T("work.reason"), in.Reason)
		p.EN.Hint = l.T("work.reason.hint")
		e.pairProblems(&p)
		data.Reason = &p
	}
	data.Errors = editErrors(l, in, found, e.faults)
	page.Data = data
	return page
}

// extra are the controls that are of no thing: they stand first.
func (e *editor) extra(in EditInput) EditGroup {
	g := EditGroup{}
	one := func(x Input) {
		x.Error = e.problem(x.ID, x.Label)
		g.Controls = append(g.Controls, Control{One: &x})
	}
	for _, x := range in.Extra {
		one(x)
	}
	for _, pair := range in.ExtraPairs {
		e.pairProblems(&pair)
		g.Controls = append(g.Controls, Control{Pair: &pair})
	}
	for _, x := range in.ExtraAfter {
		one(x)
	}
	return g
}

// editForm is what is particular to one form.
type editForm struct {
	thing   tracker.Editable // nil where the form has no fields of a thing
	code    string           // of the item that is edited
	fields  tracker.Fields
	intro   string
	submit  string
	buttons []EditButton
	back    func(Links) string
	facts   []Fact
	ledger  []LedgerRow
	links   []Link
	files   bool
}

// editErrors sums up what is wrong: first what belongs to a control, in the order of
// the form, then the rest.
func editErrors(l *locale.Locale, in EditInput, found map[string]string, faults []Link) FormErrors {
	errors := FormErrors{Items: faults}
	said := []string{in.Message}
	for _, id := range slices.Sorted(maps.Keys(found)) {
		if !slices.ContainsFunc(faults, func(f Link) bool { return f.Href == "#"+id }) {
			said = append(said, found[id])
		}
	}
	errors.Message = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
	errors.Title = l.N("work.form.errors", max(1, len(errors.Items)))
	return errors
}

// problemControls are the controls of those fields of a record that go by another
// name in a form.
var problemControls = map[string]string{
	"deadline.meaning": "deadline_due", "deadline.meaning.due": "deadline_due", "deadline.meaning.kind": "deadline_reading",
	"deadline.revisions": "due", "stated.level": "stated_level", "stated.reason": "stated_reason", "rules": "challenges_for",
	"themes": "theme_1_code", "": "end", "events": "until", "events.kind": "kind", "events.on": "on", "events.url": "url",
	"recommendations.level": "level", "updates.period": "periods",
}

// problemsByControl says what is wrong, by the id of the control that it belongs to.
// What is wrong with another item than the one that is edited is named.
func problemsByControl(l *locale.Locale, problems []tracker.Problem, code string) map[string]string {
	found := make(map[string]string)
	for _, p := range problems {
		id := p.Field
		if to, ok := problemControls[id]; ok {
			id = to
		}
		message := l.Message(p.Code, p.Args)
		if p.Item != "" && p.Item != code && p.Field != "updates.period" {
			id, message = "item-"+p.Item, p.Item+": "+message
		}
		switch id {
		case "title", "name", "reason", "stated_reason", "text":
			id += "_" + string(l.Lang())
		}
		if _, twice := found[id]; !twice {
			found[id] = message
		}
	}
	return found
}

// ItemPage edits a commitment, a milestone or an indicator; fields are as typed.
func ItemPage(l *locale.Locale, in EditInput, thing tracker.Editable, item *tracker.Item, fields tracker.Fields) *Page {
	k := Links{Lang: l.Lang()}
	plan := in.Record.Plan.ID
	form := editForm{
		thing: thing, code: item.Code, fields: fields, intro: l.T("work.item.intro"), submit: l.T("work.save"), buttons: []EditButton{{"preview", "1", l.T("work.item.check")}},
		back: func(k Links) string { return fragment(k.PlanEditor(plan), Anchor(item.Code)) },
		links: []Link{
			{Href: k.ReviseDeadline(plan, item.Code), Label: l.T("work.item.revise")},
			{Href: k.MoveItem(plan, item.Code), Label: l.T("work.item.move")},
			{Href: k.WithdrawItem(plan, item.Code), Label: l.T("work.item.withdraw")},
			{Href: k.RemoveItem(plan, item.Code), Label: l.T("work.item.remove")},
		},
	}
	return editPage(l, in, itemHeading(l, item), form)
}

// itemHeading is an item's code and title.
func itemHeading(l *locale.Locale, item *tracker.Item) Text {
	t := titleOf(l, item.Title, item.Code)
	if t.Text != item.Code {
		t.Text = item.Code + " · " + t.Text
	}
	return t
}

// NewItemPage adds an item below another, or a commitment.
func NewItemPage(l *locale.Locale, in EditInput, thing tracker.Editable, parent *tracker.Item, fields tracker.Fields) *Page {
	plan := in.Record.Plan.ID
	heading := Text{Text: l.T("work.add.commitment")}
	switch thing.(type) {
	case *tracker.Milestone:
		heading.Text = l.T("work.add.milestone", "to", itemHeading(l, parent).plain())
	case *tracker.Indicator:
		heading.Text = l.T("work.add.indicator", "to", itemHeading(l, parent).plain())
	}
	return editPage(l, in, heading, editForm{thing: thing, fields: fields, submit: l.T("work.add.submit"),
		back: func(k Links) string { return k.PlanEditor(plan) }})
}

// HeadPage edits what concerns the plan as a whole.
func HeadPage(l *locale.Locale, in EditInput, fields tracker.Fields) *Page {
	plan := in.Record.Plan.ID
	return editPage(l, in, Text{Text: l.T("work.head.title")}, editForm{thing: in.Record, fields: fields, submit: l.T("work.save"),
		back: func(k Links) string { return k.PlanEditor(plan) }})
}

// ProcessItemPage edits an event or a recommendation; place is 0 for a new one.
func ProcessItemPage(l *locale.Locale, in EditInput, thing tracker.Editable, place int, fields tracker.Fields) *Page {
	plan := in.Record.Plan.ID
	kind := "event"
	if _, ok := thing.(*tracker.Recommendation); ok {
		kind = "recommendation"
	}
	heading, submit := l.T("work.process."+kind+"_edit"), l.T("work.save")
	buttons := []EditButton{{"remove", "1", l.T("work.process.remove")}}
	if place == 0 {
		buttons = nil
		heading, submit = l.T("work.process."+kind+"_add"), l.T("work.add.submit")
	}
	return editPage(l, in, Text{Text: heading}, editForm{thing: thing, fields: fields, submit: submit, buttons: buttons,
		back: func(k Links) string { return k.Process(plan) }})
}

// NamePage edits an organization or a jurisdiction; code is blank for a new one.
func NamePage(l *locale.Locale, in EditInput, thing tracker.Editable, code string, fields tracker.Fields) *Page {
	kind := "organization"
	if _, ok := thing.(*tracker.Jurisdiction); ok {
		kind = "jurisdiction"
	}
	heading, submit := code, l.T("work.save")
	if code == "" {
		heading, submit = l.T("work.names."+kind+"_add"), l.T("work.add.submit")
	}
	page := editPage(l, in, Text{Text: heading}, editForm{thing: thing, fields: fields, submit: submit, back: func(k Links) string { return k.Names() }})
	page.Crumbs[len(page.Crumbs)-1] = Link{Href: page.Links().Names(), Label: l.T("work.names.title")}
	return page
}
