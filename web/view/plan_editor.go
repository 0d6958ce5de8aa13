package view

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// PlanEditor is the overview of a plan that is edited.
type PlanEditor struct {
	Heading Text
	Draft   bool
	Publish string // address, blank for a plan that is public
	Public  Link   // its public page, blank while it is prepared
	Links   []Link
	Add     Link // a commitment
	Items   []EditorRow
	Missing []MissingText
	// Owed is how many texts one language still lacks.
	Owed string
}

// EditorRow is an item in the overview.
type EditorRow struct {
	ID, Kind string
	Code     string
	Title    Text
	Href     string
	Weight   string
	Leads    []Text
	Deadline Text
	Due      Date
	// Doubt says what is doubtful about the deadline, blank for nothing.
	Doubt     string
	Owed      string // "2 texts lack French"
	Withdrawn bool
	Add       Link // an item below it, blank under an indicator
	Items     []EditorRow
}

// MissingText is a text that one language lacks.
type MissingText struct {
	Item  Link
	Texts []string // "Problem, in French"
}

// PlanEditorPage is the overview of a plan that is edited.
func PlanEditorPage(l *locale.Locale, account *tracker.Account, r *tracker.Record) *Page {
	p := &r.Plan
	page := editFrame(l, EditInput{Account: account, Record: r, To: func(k Links) string { return k.PlanEditor(p.ID) }}, "plan-editor")
	k := page.Links()
	heading := planTitle(l, p)
	page.Title = heading.plain()
	data := &PlanEditor{
		Heading: heading, Draft: p.Draft, Add: Link{Href: k.AddItem(p.ID, ""), Label: l.T("work.add.commitment")},
		Links: []Link{
			{Href: k.PlanHead(p.ID), Label: l.T("work.head.title")},
			{Href: k.Process(p.ID), Label: l.T("work.process.title")},
			{Href: k.PlanSheet(p.ID, "xlsx"), Label: l.T("work.sheet.xlsx")},
			{Href: k.PlanSheet(p.ID, "csv"), Label: l.T("work.sheet.csv")},
			{Href: k.NewPlan(p.ID), Label: l.T("work.new_plan.next")},
		},
	}
	if !p.Draft && len(p.Commitments) > 0 {
		data.Links = append(data.Links, Link{Href: k.FreezePlan(p.ID), Label: l.T("work.freeze.title")})
	}
	if p.Draft {
		data.Publish = k.PublishPlan(p.ID)
	} else {
		data.Public = Link{Href: k.Plan(p.ID), Label: l.T("work.plan.public")}
	}
	b := editorRows{l: l, k: k, r: r, data: data}
	b.missing(Link{Href: k.PlanHead(p.ID), Label: l.T("work.head.title")}, r.Fields())
	for i := range p.Commitments {
		c := &p.Commitments[i]
		row := b.row("commitment", &c.Item, c.Fields())
		row.Withdrawn = row.Withdrawn || !c.WithdrawReason.IsZero()
		row.Add = Link{Href: k.AddItem(p.ID, c.Code), Label: l.T("work.add.milestone_here"), Hidden: " · " + c.Code}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			below := b.row("milestone", &m.Item, m.Fields())
			below.Add = Link{Href: k.AddItem(p.ID, m.Code), Label: l.T("work.add.indicator_here"), Hidden: " · " + m.Code}
			for n := range m.Indicators {
				in := &m.Indicators[n]
				below.Items = append(below.Items, b.row("indicator", &in.Item, in.Fields()))
			}
			row.Items = append(row.Items, below)
		}
		data.Items = append(data.Items, row)
	}
	if b.owed > 0 {
		data.Owed = l.N("work.missing.count", b.owed)
	}
	page.Data = data
	return page
}

// editorRows makes the rows of an overview and collects what languages lack.
type editorRows struct {
	l    *locale.Locale
	k    Links
	r    *tracker.Record
	data *PlanEditor
	owed int
}

func (b *editorRows) row(kind string, item *tracker.Item, fields tracker.Fields) EditorRow {
	href := b.k.EditItem(b.r.Plan.ID, item.Code)
	row := EditorRow{
		ID: Anchor(item.Code), Kind: b.l.T("work.kind." + kind), Code: item.Code, Title: titleOf(b.l, item.Title, item.Code), Href: href,
		Withdrawn: b.withdrawn(item.Code),
		Leads:     organizations(b.l, b.r, item.Leads), Deadline: textOf(b.l, item.Deadline.Text), Due: shortDateOf(b.l, item.Deadline.CurrentAt(farAway)),
	}
	if w := item.Weight; w != 0 && w != 1 {
		row.Weight = decimalOf(b.l, strconv.FormatFloat(w, 'g', 4, 64))
	}
	if item.Deadline.Meaning.Ambiguous && !item.Deadline.SetByHand {
		row.Doubt = b.l.T("work.reading.ambiguous_short")
	}
	if n := b.missing(Link{Href: href, Label: itemHeading(b.l, item).plain()}, fields); n > 0 {
		row.Owed = b.l.N("work.missing.texts", n)
	}
	return row
}

// withdrawn reports whether all that is reported on of an item was withdrawn.
func (b *editorRows) withdrawn(code string) bool {
	leaves := b.r.Plan.LeavesOf(code)
	return len(leaves) > 0 && !slices.ContainsFunc(leaves, func(l tracker.Leaf) bool {
		last := b.r.LastReported(l.Code, "9999-12")
		return last == nil || last.Status != tracker.Withdrawn
	})
}

// farAway is after every revision that a ledger holds.
var farAway = tracker.NewDate(9999, 12, 31)

// missing collects the texts of a thing that one language lacks, and counts them.
func (b *editorRows) missing(at Link, fields tracker.Fields) int {
	var texts []string
	for _, f := range fields {
		name, english := strings.CutSuffix(f.Name, "_en")
		if !english {
			continue
		}
		french := fields.Get(name + "_fr")
		switch {
		case f.Value == "" && french != "":
			texts = append(texts, FieldLabel(b.l, name)+" "+b.l.T("work.in.en"))
		case f.Value != "" && french == "":
			texts = append(texts, FieldLabel(b.l, name)+" "+b.l.T("work.in.fr"))
		}
	}
	if len(texts) > 0 {
		b.data.Missing = append(b.data.Missing, MissingText{Item: at, Texts: texts})
		b.owed += len(texts)
	}
	return len(texts)
}

// PlansEditor lists the plans that an account may edit.
type PlansEditor struct {
	Plans []EditorPlan
	Links []Link // to create one
}

// EditorPlan is a plan in that list.
type EditorPlan struct {
	Link   Link
	Title  Text
	Period string
	Draft  bool
}

// PlansEditorPage lists the plans that an account may edit.
func PlansEditorPage(l *locale.Locale, account *tracker.Account, plans []tracker.Plan) *Page {
	page := workPage(l, account, "plans-editor", Links.PlansEditor)
	page.Title = l.T("work.plans.title")
	k := page.Links()
	data := &PlansEditor{Links: []Link{
		{Href: k.NewPlan(""), Label: l.T("work.new_plan.title")},
		{Href: k.ImportPlan(), Label: l.T("work.import_plan.title")},
	}}
	for i := range plans {
		p := &plans[i]
		data.Plans = append(data.Plans, EditorPlan{
			Link: Link{Href: k.PlanEditor(p.ID), Label: planShort(l, p).plain()}, Title: planTitle(l, p), Period: l.DateRange(p.Start, p.End), Draft: p.Draft,
		})
	}
	page.Data = data
	return page
}
