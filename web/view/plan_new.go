package view

import (
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
	"ogptracker/tracker/locale"
)

// NewPlanForm is what was typed to create a plan.
type NewPlanForm struct {
	Jurisdictions                    []tracker.Jurisdiction
	Plans                            []tracker.Plan // that one can follow
	From                             string         // the plan that it follows, blank for none
	Jurisdiction, Number, Start, End string
	Every, Cycle                     string
	// Fields are those of the plan as a whole, as typed.
	Fields tracker.Fields
	// Faults are what is wrong with a sheet, and Read what it says.
	Faults []exchange.RowError
	Read   *tracker.Plan
}

// Follow fills the form in as the plan begins that follows another; nil leaves it
// blank.
func (f *NewPlanForm) Follow(before *tracker.Record) {
	f.Every, f.Cycle = strconv.Itoa(int(tracker.HalfYearly)), "2"
	if before == nil {
		blank := tracker.Record{Plan: tracker.Plan{TimeZone: "UTC", CycleYears: 2, Publication: tracker.Approval}}
		f.Fields = blank.Fields()
		return
	}
	next := tracker.NextPlan(before, tracker.Date{})
	p := &next.Plan
	f.Fields, f.Cycle = next.Fields(), strconv.Itoa(p.CycleYears)
	f.Jurisdiction, f.Number, f.Start, f.End = p.Jurisdiction, strconv.Itoa(p.Number), p.Start.String(), p.End.String()
	if len(p.Periods) > 1 && p.Periods[0].End().AddMonths(int(tracker.Quarterly)).Month == p.Periods[1].End().Month {
		f.Every = strconv.Itoa(int(tracker.Quarterly))
	}
}

// whose are the controls that say which plan it will be.
func (f *NewPlanForm) whose(l *locale.Locale) []Input {
	whose := Input{ID: "jurisdiction", Type: "select", Label: l.T("work.new_plan.jurisdiction")}
	for _, j := range f.Jurisdictions {
		whose.Options = append(whose.Options, Option{j.Code, titleOf(l, j.Name, j.Code).plain(), j.Code == f.Jurisdiction})
	}
	return []Input{whose, {ID: "number", Type: "number", Label: l.T("work.new_plan.number"), Value: f.Number, Min: "1"}}
}

// NewPlanPage creates a plan from nothing, or as the one that follows another.
func NewPlanPage(l *locale.Locale, in EditInput, f NewPlanForm) *Page {
	in.Extra = f.whose(l)
	e := &editor{l: l, thing: &tracker.Record{}, fields: f.Fields, errors: problemsByControl(l, in.Problems, "")}
	in.ExtraPairs = []Pair{*e.pair("title"), *e.pair("short")}
	every := Input{ID: "every", Type: "select", Label: l.T("work.new_plan.every")}
	for _, v := range []tracker.Every{tracker.Quarterly, tracker.HalfYearly} {
		value := strconv.Itoa(int(v))
		every.Options = append(every.Options, Option{value, l.T("work.every." + value), value == f.Every})
	}
	cycle := Input{ID: "cycle_years", Type: "select", Label: l.T("work.field.cycle_years")}
	for _, value := range []string{"2", "4"} {
		cycle.Options = append(cycle.Options, Option{value, value, value == f.Cycle})
	}
	in.ExtraAfter = []Input{
		{ID: "start", Type: "date", Label: l.T("work.field.start"), Value: f.Start},
		{ID: "end", Type: "date", Label: l.T("work.field.end"), Value: f.End},
		every, cycle, e.input("time_zone"), e.input("publication"),
	}
	form := editForm{intro: l.T("work.new_plan.intro"), submit: l.T("work.new_plan.submit"), back: func(k Links) string { return k.PlansEditor() }}
	heading := l.T("work.new_plan.title")
	k := Links{Lang: l.Lang()}
	for i := range f.Plans {
		p := &f.Plans[i]
		if p.ID == f.From {
			heading = l.T("work.new_plan.after", "plan", planShort(l, p).plain())
			form.intro = l.T("work.new_plan.after_intro")
			continue
		}
		form.links = append(form.links, Link{Href: k.NewPlan(p.ID), Label: l.T("work.new_plan.after", "plan", planShort(l, p).plain())})
	}
	if f.From != "" {
		form.links = nil
	}
	return editPage(l, in, Text{Text: heading}, form)
}

// faultsMost is how many faults of a sheet are listed.
const faultsMost = 100

// ImportPlanPage creates a plan from a sheet.
func ImportPlanPage(l *locale.Locale, in EditInput, f NewPlanForm) *Page {
	k := Links{Lang: l.Lang()}
	in.Extra = append(f.whose(l), Input{ID: "file", Type: "file", Label: l.T("work.import_plan.file"), Hint: l.T("work.import_plan.file_hint"), Accept: ".csv,.xlsx"})
	form := editForm{
		files: true, intro: l.T("work.import_plan.intro"), submit: l.T("work.import_plan.submit"), back: func(k Links) string { return k.PlansEditor() },
		buttons: []EditButton{{"preview", "1", l.T("work.item.check")}},
		links: []Link{
			{Href: k.PlanTemplate("xlsx"), Label: l.T("work.import_plan.template_xlsx")},
			{Href: k.PlanTemplate("csv"), Label: l.T("work.import_plan.template_csv")},
		},
	}
	if p := f.Read; p != nil {
		milestones, indicators := 0, 0
		for _, c := range p.Commitments {
			milestones += len(c.Milestones)
			for _, m := range c.Milestones {
				indicators += len(m.Indicators)
			}
		}
		in.Effect = []string{
			l.T("work.import_plan.read", "title", planTitle(l, p).plain(), "start", p.Start, "end", p.End),
			l.T("work.import_plan.counts", "commitments", len(p.Commitments), "milestones", milestones, "indicators", indicators, "periods", len(p.Periods)),
		}
	}
	if len(f.Faults) > 0 {
		in.Message = l.N("work.import_plan.faults", len(f.Faults))
	}
	page := editPage(l, in, Text{Text: l.T("work.import_plan.title")}, form)
	data := page.Data.(*Edit)
	for i, fault := range f.Faults {
		if i == faultsMost {
			break
		}
		row := FaultRow{Column: clean(fault.Column), Message: l.Message(fault.Key, fault.Args)}
		if fault.Row > 0 {
			row.Row = strconv.Itoa(fault.Row)
		}
		data.Faults = append(data.Faults, row)
	}
	return page
}

// FaultRow is one thing wrong with a sheet.
type FaultRow struct{ Row, Column, Message string }
