package view

import (
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// TimelineInput is what a plan's timeline needs beside the plan's figures.
type TimelineInput struct {
	Day     Day
	Amended tracker.Date // of the plan's last amendment, zero where there is none
	Filter  TimelineFilter
}

// Timeline is a plan's deadlines on a time axis.
type Timeline struct {
	Heading   string
	Nav       []Link
	AsOf      AsOf
	Lead      string // what moved and what is late, in words
	Form      Form
	Narrowed  string // says what a filter does not narrow, blank where there is none
	Key       []Status
	Today     string // "As of 16 January 2018", the dotted line
	Wide      Lane   // the axis
	Narrow    Lane
	Groups    []TimelineGroup
	None      bool // the filter leaves nothing
	Foot      ChartFoot
	TableName string
	Unit      string
	Rows      []TimelineRow
}

// TimelineGroup is a theme with the lanes of its commitments.
type TimelineGroup struct {
	Name  Text
	Lanes []TimelineLane
}

// TimelineLane is a commitment with the dates of its leaves.
type TimelineLane struct {
	Href  string
	Title Text
	Lane  Lane
}

// TimelineRow is a leaf in the data table.
type TimelineRow struct {
	Item     Item
	Text     Text
	Original Date
	Current  Date
	None     string
	Moved    string
	Status   Status
	Timing   Timing
}

// TimelinePage is a plan's deadlines on a time axis.
func TimelinePage(l *locale.Locale, a *tracker.Assessment, in TimelineInput) *Page {
	r, p := a.Record, &a.Record.Plan
	k := in.Day.links(l.Lang())
	self := func(k Links) string { return k.Timeline(p.ID, in.Filter) }
	page := planFrame(l, r, in.Day, "timeline", self)
	page.Title = l.T("web.timeline.title", "plan", planShort(l, p).plain())
	page.NoIndex = in.Filter != TimelineFilter{}
	page.Modified = modifiedOn(a, in.Amended)
	u := unitOf(a.Leaves)

	data := &Timeline{
		Nav: planNav(l, k, p.ID, "timeline"), AsOf: asOfForm(l, a, in.Day, self),
		Lead: timelineLead(l, a, u), Form: timelineForm(l, k, a, in.Filter), Today: l.T("web.as_of.summary", "day", a.AsOf),
		Heading: page.Title, Unit: u.head(l),
		Foot: ChartFoot{
			Downloads: append(chartFiles(l, func(ext string) string { return k.PlanChart(p.ID, "timeline", ext) }),
				Link{Href: k.PlanData(p.ID, "deadlines.ics"), Label: l.T("web.file.deadlines_ics")}),
			Method: k.Methodology("deadlines"),
		},
	}
	page.Data, page.Description = data, data.Lead
	for _, v := range levelsIn(a.Leaves) {
		data.Key = append(data.Key, reportedOf(l, v))
	}
	x := axisOf(a)
	data.Wide, data.Narrow = x.head(l, false), x.head(l, true)
	for _, g := range groupsOf(l, k, a) {
		group := TimelineGroup{Name: g.Name}
		for _, row := range g.Rows {
			c := a.Commitments[row.place]
			leaves := in.Filter.keep(p, c, a.Leaves[c.First:c.Last])
			if len(leaves) == 0 {
				continue
			}
			group.Lanes = append(group.Lanes, TimelineLane{Href: row.Href, Title: row.Title, Lane: x.lane(l, leaves)})
			for _, leaf := range leaves {
				data.Rows = append(data.Rows, timelineRow(l, k, p.ID, leaf))
			}
		}
		if len(group.Lanes) > 0 {
			data.Groups = append(data.Groups, group)
		}
	}
	data.None = len(data.Groups) == 0
	if in.Filter != (TimelineFilter{}) {
		data.Narrowed = l.N("web.timeline.narrowed", len(a.Leaves), "n", len(data.Rows), "units", u.of(l, len(a.Leaves)))
	}
	data.TableName = l.N("web.timeline.table", len(data.Rows), "units", u.of(l, len(data.Rows)))
	return page
}

// Fits reports whether a filter names what the plan has.
func (f TimelineFilter) Fits(a *tracker.Assessment) bool {
	themes, leads := a.Record.Plan.Themes, f.Lead == ""
	for i := range a.Leaves {
		leads = leads || slices.Contains(leadsOf(&a.Leaves[i]), f.Lead)
	}
	return leads && (f.Show == "" || f.Show == ShowAttention) &&
		(f.Theme == "" || slices.ContainsFunc(themes, func(t tracker.Theme) bool { return t.Code == f.Theme }))
}

// keep returns the leaves of a commitment that a filter lets through.
func (f TimelineFilter) keep(p *tracker.Plan, c tracker.CommitmentState, leaves []tracker.LeafState) []*tracker.LeafState {
	if f.Theme != "" && c.Theme != f.Theme {
		return nil
	}
	var kept []*tracker.LeafState
	for i := range leaves {
		leaf := &leaves[i]
		if f.Lead != "" && !slices.Contains(leadsOf(leaf), f.Lead) {
			continue
		}
		if f.Show == ShowAttention && leaf.Schedule.State != tracker.Overdue && leaf.Schedule.Slippage == 0 {
			continue
		}
		kept = append(kept, leaf)
	}
	return kept
}

func timelineLead(l *locale.Locale, a *tracker.Assessment, u unit) string {
	moved, dated := a.Moved(), a.Earned.Dated
	lead := l.N("web.timeline.none_moved", dated, "units", u.of(l, dated))
	if len(moved) > 0 {
		days := 0
		for _, leaf := range moved {
			days += leaf.Schedule.Slippage
		}
		average := l.Days(days / len(moved))
		if days < 0 {
			average = signedDays(l, days/len(moved))
		}
		lead = l.N("web.timeline.moved", len(moved), "of", dated, "units", u.of(l, dated), "average", average)
	}
	overdue := len(a.Overdue())
	if overdue == 0 {
		return lead + " " + l.T("web.timeline.none_overdue")
	}
	return lead + " " + l.N("web.timeline.overdue", overdue)
}

func timelineForm(l *locale.Locale, k Links, a *tracker.Assessment, f TimelineFilter) Form {
	w, p := k.words(), &a.Record.Plan
	themes := Choice{Name: w.Theme, Label: l.T("web.timeline.theme"), Options: []Option{{Label: l.T("web.timeline.all_themes"), Selected: f.Theme == ""}}}
	for _, t := range p.Themes {
		themes.Options = append(themes.Options, Option{Value: t.Code, Label: titleOf(l, t.Name, t.Code).plain(), Selected: f.Theme == t.Code})
	}
	leads := Choice{Name: w.Lead, Label: l.T("web.column.lead"), Options: []Option{{Label: l.T("web.activity.all_organizations"), Selected: f.Lead == ""}}}
	for _, o := range leadOrganizations(l, a) {
		leads.Options = append(leads.Options, Option{Value: o.Code, Label: textOf(l, o.Name).plain(), Selected: f.Lead == o.Code})
	}
	show := Choice{Name: w.Show, Label: l.T("web.form.show"), Options: []Option{
		{Label: l.T("web.timeline.everything"), Selected: f.Show == ""},
		{Value: ShowAttention, Label: l.T("web.timeline.attention"), Selected: f.Show == ShowAttention},
	}}
	form := Form{Action: Links{Lang: k.Lang}.Timeline(p.ID, TimelineFilter{}), Choices: []Choice{themes, leads, show}, Submit: l.T("web.form.apply")}
	if !k.AsOf.IsZero() {
		form.Hidden = []Option{{Value: k.AsOf.String(), Label: w.AsOf}}
	}
	if f != (TimelineFilter{}) {
		form.Reset, form.ResetText = k.Timeline(p.ID, TimelineFilter{}), l.T("web.form.reset")
	}
	return form
}

// leadOrganizations are those that lead a leaf of the plan, by name.
func leadOrganizations(l *locale.Locale, a *tracker.Assessment) []tracker.Organization {
	seen := map[string]bool{}
	var out []tracker.Organization
	for i := range a.Leaves {
		for _, code := range leadsOf(&a.Leaves[i]) {
			if !seen[code] {
				seen[code] = true
				out = append(out, a.Record.Organization(code))
			}
		}
	}
	SortOrganizations(l, out)
	return out
}

// SortOrganizations sorts by name as a reader of the language expects.
func SortOrganizations(l *locale.Locale, all []tracker.Organization) {
	slices.SortStableFunc(all, func(x, y tracker.Organization) int {
		return l.Compare(textOf(l, x.Name).Text, textOf(l, y.Name).Text)
	})
}

func timelineRow(l *locale.Locale, k Links, plan string, leaf *tracker.LeafState) TimelineRow {
	d := deadlineOf(l, leaf)
	row := TimelineRow{
		Item: itemOf(l, k, plan, leaf), Text: d.Text, Original: shortDateOf(l, leaf.Schedule.Original),
		Current: d.Current, None: d.None, Moved: d.Moved, Status: reportedOf(l, leaf.Status), Timing: timingOf(l, leaf.Schedule),
	}
	return row
}
