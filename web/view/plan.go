package view

import (
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// PlanInput is what a plan's dashboard needs beside the plan's figures.
type PlanInput struct {
	Day     Day
	Amended tracker.Date // of the plan's last amendment, zero where there is none
	// BurnUp and History are charts, nil where there is nothing to draw.
	BurnUp, History *Chart
	// Reviewed is the newest review, nil where there is none or a day was asked for.
	Reviewed *Reviewed
}

// Plan is a plan's dashboard.
type Plan struct {
	Heading      Text
	Jurisdiction Text
	Start, End   Date
	Contains     string // "22 commitments, 65 indicators"
	Nav          []Link
	Ended        string // says that the plan has ended, blank where it has not
	AsOf         AsOf
	// RecordOnly is set where only the plan's own record is kept: then only
	// Promised, Source and Summary are filled.
	RecordOnly bool
	Promised   string
	Summary    Prose
	Source     string

	Figure      Figure
	Bar         Lane
	BarFiles    []Link
	Computation string // with these figures
	Method      string // where the figure's rule is
	Rules       string // "rules v1"
	Alerts      []Alert
	LevelsTitle string
	Levels      []LevelCount
	Contents    []Link // on this page

	Unit          string // head of the column of items
	Overdue       []OverdueRow
	OverdueTitle  string // caption
	DueHeading    string
	Due           []DueRow
	DueTitle      string
	NothingDue    string
	Calendar      string // iCalendar of the deadlines
	Groups        []Group
	Withdrawn     bool // some leaf is, so the key explains the sign
	Weighted      bool // commitments weigh unequally, so their weights are shown
	StatusActions []Link
	BurnUp        *Chart
	Performance   Performance
	History       *Chart
	Moved         []MovedRow
	Clocks        []ClockRow
	ClocksMethod  string
	Checks        []CheckGroup
	ChecksMethod  string
	Updates       []FeedEntry
	Activity      string
	Feed          string
	Review        *ReviewBrief // nil where there is none
	Reports       Reports
	Downloads     []Link
}

// Alert is one thing that needs attention: a count that leads to its section.
type Alert struct {
	Count, Glyph, Label, Note, Href string
	Late                            bool
}

// LevelCount is how many commitments stand at a level.
type LevelCount struct {
	Count, Class string
	Status       Status
}

// OverdueRow is an item past its date, and why.
type OverdueRow struct {
	Item     Item
	People   People
	Deadline Deadline
	Days     string
	Status   Status
	Why      Challenge
}

// DueRow is an item that is due soon.
type DueRow struct {
	Item     Item
	People   People
	Deadline Deadline
	In       string
	Status   Status
}

// Group is a theme with its commitments.
type Group struct {
	Name Text
	Rows []CommitmentRow
}

// CommitmentRow is a commitment in a table.
type CommitmentRow struct {
	Href     string
	Title    Text
	People   People
	Bar      Lane
	Small    string // counts that have no room on the bar
	Level    Status
	Stated   string // "stated: substantial progress", blank where none is
	Share    Share
	Reported string // "5 of 6"
	Weight   string // share of the plan, "8%"; a dash for what is withdrawn

	place int // in Assessment.Commitments
}

// Performance is how the plan keeps to its schedule.
type Performance struct {
	Original, Current string // "0.77"; blank where there is no value
	Moved             string // "16 of 63 indicators"
	Timeline, Method  string
}

// MovedRow is a deadline that moved.
type MovedRow struct {
	Item     Item
	Deadline Deadline
	Days     string
	Reason   Text
	On       Date
}

// CheckGroup is one check with what it found.
type CheckGroup struct {
	Count, Name, Why string

	Items []CheckItem
}

// CheckItem is an item that a check found, with what it found there.
type CheckItem struct {
	Item Item
	Note string
}

// FeedEntry is one published change.
type FeedEntry struct {
	On       Date
	By       Text
	Item     Item
	From, To Status
	Change   string // "first report" or "unchanged", where From is not told
	Kind     string // of change, where it is no report of progress
	Note     string
	Reason   Text
}

// latestUpdates is how many of a plan's latest updates its page lists.
const latestUpdates = 6

// PlanPage is a plan's dashboard.
func PlanPage(l *locale.Locale, a *tracker.Assessment, in PlanInput) *Page {
	r, p := a.Record, &a.Record.Plan
	k := in.Day.links(l.Lang())
	page := planFrame(l, a.Record, in.Day, "plan", func(k Links) string { return k.Plan(p.ID) })
	title := planTitle(l, p)
	page.Title = title.plain()
	page.Crumbs = page.Crumbs[:len(page.Crumbs)-1]
	page.Feed = k.ActivityFeed(ActivityChoice{Plan: p.ID})
	page.Modified = modifiedOn(a, in.Amended)

	data := &Plan{
		Heading:      title,
		Jurisdiction: textOf(l, r.Jurisdiction.Name), Start: dateOf(l, p.Start), End: dateOf(l, p.End),
		Summary: proseOf(l, p.Summary), Source: webAddress(p.Source),
	}
	page.Data = data
	if len(p.Commitments) == 0 {
		data.RecordOnly, page.Modified = true, in.Amended
		if p.Promised > 0 {
			data.Promised = l.N("web.plans.promised", p.Promised)
		}
		page.Description = l.T("web.plan.record_only")
		return page
	}
	u := unitOf(a.Leaves)
	data.Nav = planNav(l, k, p.ID, "plan")
	data.AsOf = asOfForm(l, a, in.Day, func(k Links) string { return k.Plan(p.ID) })
	data.Ended = endedNote(l, p, in.Day)
	data.Contains = contains(l, a, u)
	data.Figure = figureOf(l, a.Figures, u)
	data.Bar = boundsLane(l, a.Figures, a.Elapsed)
	data.BarFiles = chartFiles(l, func(ext string) string { return k.PlanChart(p.ID, "progress", ext) })
	data.Computation = k.Computation(a.Record.Plan.ID, "")
	data.Method, data.Rules = k.Methodology("rollup"), l.T("web.rules", "version", a.Rules)
	data.Alerts = alertsOf(l, a, u, in.Day, "")
	data.LevelsTitle = l.N("web.plan.levels", len(a.Commitments))
	data.Levels = levelCounts(l, a)
	page.Description = data.Figure.Value + " " + data.Figure.Strong + data.Figure.Rest

	data.Unit = u.head(l)
	data.addSchedule(l, k, a, in.Day, u)
	data.Withdrawn = len(levelsIn(a.Leaves)) > len(shownInBars)
	data.Groups, data.Weighted = groupsOf(l, k, a), weighted(a)
	data.StatusActions = chartFiles(l, func(ext string) string { return k.PlanChart(p.ID, "status", ext) })
	data.BurnUp, data.History = in.BurnUp, in.History
	page.Live = in.BurnUp != nil || in.History != nil
	data.Performance = performanceOf(l, k, a, u)
	data.Clocks, data.ClocksMethod = clockRows(l, k, a), k.Methodology("clocks")
	data.Checks, data.ChecksMethod = checkGroups(l, k, a, a.Flags), k.Methodology("checks")
	data.Updates = updatesOf(l, k, a, latestUpdates)
	data.Activity, data.Feed = k.Activity(ActivityChoice{Plan: p.ID}), page.Feed
	data.Reports = reportsOf(l, a.Record, in.Day.Today)
	data.Downloads = planFiles(l, k, p.ID)
	data.Review = reviewOfPlan(l, in.Reviewed)
	data.Contents = data.contents(l, in.Day.closed(p))
	return page
}

// planFrame is what all pages of a plan have in common.
func planFrame(l *locale.Locale, r *tracker.Record, d Day, template string, to func(Links) string) *Page {
	lang := l.Lang()
	k := d.links(lang)
	page := &Page{
		Template: template, Lang: lang, L: l, Section: InPlans,
		Path: to(k), OtherPath: to(d.links(lang.Other())),
		Crumbs: []Link{
			{Href: k.Home(), Label: l.T("web.crumb.home")},
			{Href: k.Plans(), Label: l.T("web.nav.plans")},
			{Href: k.Plan(r.Plan.ID), Label: planShort(l, &r.Plan).plain()},
		},
	}
	page.Notice = noticeOf(l, r.Plan.Illustrative)
	return page
}

// noticeOf says that data are made up to show the program, where they are.
func noticeOf(l *locale.Locale, illustrative bool) string {
	if !illustrative {
		return ""
	}
	return l.T("common.demonstration")
}

// modifiedOn is the day on which what a plan's page shows last changed: the
// latest of its updates, revised deadlines, stated levels, events, and amendments
// by the day that is shown.
func modifiedOn(a *tracker.Assessment, amended tracker.Date) tracker.Date {
	days := []tracker.Date{amended}
	for i := range a.Commitments {
		days = append(days, changesOf(a, &a.Commitments[i])...)
	}
	for _, e := range a.Record.Events {
		days = append(days, e.On)
	}
	return latestOf(days, a.AsOf)
}

// changesOf are the days on which something about a commitment changed.
func changesOf(a *tracker.Assessment, c *tracker.CommitmentState) []tracker.Date {
	days := []tracker.Date{c.LastUpdate}
	if c.Stated != nil {
		days = append(days, c.Stated.On)
	}
	for i := range a.Leaves[c.First:c.Last] {
		for _, r := range a.Leaves[c.First+i].Deadline.Revisions {
			days = append(days, r.On)
		}
	}
	return days
}

// latestOf is the latest of some days that is not after the last.
func latestOf(days []tracker.Date, last tracker.Date) tracker.Date {
	var latest tracker.Date
	for _, d := range days {
		if d.After(latest) && !d.After(last) {
			latest = d
		}
	}
	return latest
}

// dayIn is the day of an instant where the plan is.
func dayIn(p *tracker.Plan, at time.Time) tracker.Date { return tracker.DateOf(at.In(p.Location())) }

// dayWhere is the day of an instant where a record's plan is, and by the clock where
// there is no record.
func dayWhere(r *tracker.Record, clock *time.Location, at time.Time) tracker.Date {
	if r != nil {
		return dayIn(&r.Plan, at)
	}
	return tracker.DateOf(at.In(clock))
}

func contains(l *locale.Locale, a *tracker.Assessment, u unit) string {
	promised := l.N("web.plan.commitments", len(a.Commitments))
	if u == commitments {
		return promised
	}
	all := l.T("web.plan.contains", "commitments", promised, "n", len(a.Leaves), "units", u.of(l, len(a.Leaves)))
	if withdrawn := len(a.Leaves) - a.Figures.Leaves; withdrawn > 0 {
		return l.N("web.plan.contains_withdrawn", withdrawn, "all", all)
	}
	return all
}

// planNav leads from one page of a plan to the others.
func planNav(l *locale.Locale, k Links, plan, current string) []Link {
	return []Link{
		{Href: k.Plan(plan), Label: l.T("web.plan.nav_dashboard"), Current: current == "plan"},
		{Href: k.Timeline(plan, TimelineFilter{}), Label: l.T("web.plan.nav_timeline"), Current: current == "timeline"},
		{Href: k.SelfAssessment(plan, ""), Label: l.T("web.plan.nav_report")},
		{Href: fragment(k.Data(), Anchor(plan)), Label: l.T("web.plan.nav_data")},
	}
}

// alertsOf counts what is late, near and unknown; each leads to its section on
// the page at path.
func alertsOf(l *locale.Locale, a *tracker.Assessment, u unit, d Day, path string) []Alert {
	overdue, due, unreported := a.Overdue(), a.DueSoon(), a.Unreported()
	alerts := []Alert{
		{Count: l.Int(len(overdue)), Glyph: "late", Late: len(overdue) > 0, Href: path + "#overdue",
			Label: l.N("web.alert.overdue", len(overdue), "units", u.of(l, len(overdue)))},
		{Count: l.Int(len(due)), Glyph: "soon", Href: path + "#due",
			Label: l.T("web.alert.due")},
		{Count: l.Int(len(unreported)), Glyph: "u", Href: path + "#status", Note: l.T("web.alert.unreported_note"),
			Label: l.N("web.alert.unreported", len(unreported), "units", u.of(l, len(unreported)))},
	}
	if len(overdue) > 0 {
		alerts[0].Note = l.N("web.alert.overdue_note", abs(overdue[0].Schedule.Days))
	} else {
		alerts[0].Glyph = "ok"
	}
	if d.closed(&a.Record.Plan) {
		alerts[1].Label = l.T("web.alert.due_closed")
	}
	if len(due) > 0 {
		alerts[1].Note = l.T("web.alert.due_note", "day", due[0].Schedule.Current)
	}
	return alerts
}

func levelCounts(l *locale.Locale, a *tracker.Assessment) []LevelCount {
	counts := a.Counts()
	out := make([]LevelCount, len(tracker.Levels))
	for i, v := range tracker.Levels {
		class := "l-" + glyphOf(v)
		if counts[v] == 0 {
			class = "zero"
		}
		out[i] = LevelCount{Count: l.Int(counts[v]), Class: class, Status: levelOf(l, v)}
	}
	return out
}

// contents lists the sections that the page has.
func (data *Plan) contents(l *locale.Locale, closed bool) []Link {
	due := l.T("web.plan.toc_due")
	if closed {
		due = l.T("web.plan.toc_due_closed")
	}
	links := []Link{
		{Href: "#overdue", Label: l.T("web.plan.toc_overdue")},
		{Href: "#due", Label: due},
		{Href: "#status", Label: l.T("web.plan.toc_status")},
		{Href: "#earned", Label: l.T("web.plan.toc_earned")},
		{Href: "#deadlines", Label: l.T("web.plan.toc_deadlines")},
		{Href: "#clocks", Label: l.T("web.plan.toc_clocks")},
		{Href: "#checks", Label: l.T("web.plan.toc_checks")},
	}
	if data.Review != nil {
		links = append(links, Link{Href: "#review", Label: l.T("web.review.title")})
	}
	return append(links,
		Link{Href: "#updates", Label: l.T("web.plan.toc_updates")},
		Link{Href: "#reports", Label: l.T("web.plan.toc_reports")},
	)
}

// webAddress returns an address that may be linked to, or "".
func webAddress(s string) string {
	if len(s) > 8 && (s[:8] == "https://" || s[:7] == "http://") {
		return s
	}
	return ""
}
