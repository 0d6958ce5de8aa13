package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// PlansInput is what the list of plans needs.
type PlansInput struct {
	// Plans are each plan's figures on the day it shows by itself, newest first. A
	// plan of which only the record is kept has no commitments.
	Plans    []*tracker.Assessment
	Modified tracker.Date
}

// Plans is the list of plans, by government.
type Plans struct {
	Governments []Government
}

// Government is a jurisdiction with its plans, newest first.
type Government struct {
	Name Text
	Rows []PlanRow
}

// PlanRow is a plan in the list.
type PlanRow struct {
	Href     string
	Title    Text
	Period   string
	Promised string // "22 commitments"
	// RecordOnly is set where nothing but the plan's own record is kept; the rest
	// is then blank.
	RecordOnly bool
	Share      Share
	Bar        Lane
	AsOf       Date
	Overdue    string // "7 overdue", blank where none is
	Reports    string
}

// PlansPage lists the plans.
func PlansPage(l *locale.Locale, in PlansInput) *Page {
	page := plainPage(l, "plans", InPlans, Links.Plans)
	page.Title, page.Description = l.T("web.plans.title"), l.T("web.plans.description")
	page.Modified = in.Modified
	data := &Plans{}
	page.Data = data
	places := map[string]int{}
	illustrative := false
	for _, a := range in.Plans {
		j := a.Record.Jurisdiction
		place, ok := places[j.Code]
		if !ok {
			place = len(data.Governments)
			places[j.Code] = place
			data.Governments = append(data.Governments, Government{Name: titleOf(l, j.Name, j.Code)})
		}
		data.Governments[place].Rows = append(data.Governments[place].Rows, planRow(l, page.Links(), a))
		illustrative = illustrative || a.Record.Plan.Illustrative
	}
	page.Notice = noticeOf(l, illustrative)
	return page
}

func planRow(l *locale.Locale, k Links, a *tracker.Assessment) PlanRow {
	p := &a.Record.Plan
	row := PlanRow{Href: k.Plan(p.ID), Title: planTitle(l, p), Period: l.DateRange(p.Start, p.End)}
	if len(p.Commitments) == 0 {
		row.RecordOnly = true
		if p.Promised > 0 {
			row.Promised = l.N("web.plan.commitments", p.Promised)
		}
		return row
	}
	row.Promised = l.N("web.plan.commitments", len(p.Commitments))
	row.Share, row.Bar = shareOf(l, a.Figures), shareLane(a.Figures)
	row.AsOf = shortDateOf(l, a.AsOf)
	if n := len(a.Overdue()); n > 0 {
		row.Overdue = l.T("web.plans.overdue", "n", n)
	}
	row.Reports = fragment(k.Reports(), Anchor(p.ID))
	return row
}

// shareLane draws progress between its bounds without any label: the words stand
// beside it.
func shareLane(f tracker.Figures) Lane {
	low, high := 100*f.Lower.Float(), 100*f.Upper.Float()
	lane := Lane{Height: 18, Rects: []Rect{{X: "0", Width: "100%", Y: 2, Height: 14, Class: "f-track"}}}
	if high > low {
		lane.Rects = append(lane.Rects,
			Rect{X: at(low), Width: at(high - low), Y: 2, Height: 14, Hatch: true},
			Rect{X: at(low), Width: at(high - low), Y: 2.5, Height: 13, Class: "s-line f-none"})
	}
	if low > 0 {
		lane.Rects = append(lane.Rects, Rect{X: "0", Width: at(low), Y: 2, Height: 14, Class: "f-c"})
	}
	if f.Progress.Valid() && !f.BoundsOnly() && high > low {
		point := at(100 * f.Progress.Float())
		lane.Lines = append(lane.Lines, Line{X1: point, X2: point, Y1: "0", Y2: "18", Class: "s-ink", Thick: "2.5"})
	}
	return lane
}
