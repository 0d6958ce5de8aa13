package view

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Work is the first page of the work area: what is due from the reader and where
// the reports stand, and for a coordinator who owes what.
type Work struct {
	Counts        []Alert
	Plans         []WorkPlan
	Published     []FeedEntry
	Email         string
	Roles         []WorkRole
	Organizations []Text
	Contents      []Link
	Reads         []Link      // what a reviewer reads
	Reviews       []ReviewRow // under way
	AllReviews    Link        // blank for whoever neither reviews nor replies
}

// WorkRole is a role of the account, and what it may do.
type WorkRole struct{ Name, Meaning string }

// WorkPlan is the work on one plan.
type WorkPlan struct {
	ID      string
	Name    Text
	Periods []string // which periods are asked for, and until when
	All     Link     // everything that the account may report on
	// Mine is set where the account's organizations report on the plan.
	Mine     bool
	Returned []DraftItem
	Begun    []DraftItem
	Waiting  []DraftItem
	Due      []OwingItem
	// Owed is who owes what, for a coordinator.
	Coordinates bool
	Owed        []OwedBy
	Queue       Link
	OwedCount   string
	Coverage    Coverage
}

// Coverage is how much of what was reported has evidence.
type Coverage struct {
	Text    string // blank where nothing was reported
	Share   string
	Lacking string // "Without evidence: 12 items"
	Items   []Item // that lack it, each with the form in which it can be given
}

// coverageOf says how much of what an account reports on has evidence; of the whole
// plan for whoever coordinates it.
func coverageOf(l *locale.Locale, k Links, account *tracker.Account, a *tracker.Assessment, coordinates bool) Coverage {
	plan := &a.Record.Plan
	share := a.EvidenceShare(func(leaf *tracker.LeafState) bool {
		return coordinates || len(account.ReportsAs(plan, leaf)) > 0
	})
	if share.Of == 0 {
		return Coverage{}
	}
	c := Coverage{
		Text:  l.N("work.coverage.text", share.Of, "with", share.With),
		Share: l.Percent(tracker.NewRatio(int64(share.With), int64(share.Of))), Lacking: l.N("work.coverage.lacking", len(share.Without)),
	}
	for _, leaf := range share.Without {
		item := itemOf(l, k, plan.ID, leaf)
		if as := account.ReportsAs(plan, leaf); len(as) > 0 && leaf.Latest != nil {
			item.Href = k.Update(tracker.DraftKey{Plan: plan.ID, Leaf: leaf.Code, Period: leaf.Latest.Period, Organization: as[0]})
		}
		c.Items = append(c.Items, item)
	}
	return c
}

// DraftItem is a report on its way.
type DraftItem struct {
	Item    Item
	Period  string
	As      Text
	Saved   string
	Comment Prose // why it was returned
	Warning string
}

// OwingItem is an item that owes reports, for one or two periods.
type OwingItem struct {
	Item     Item
	Status   Status
	Timing   Timing
	Deadline Deadline
	Reports  []DueItem
}

// overdue is 0 for an item that owes an overdue report, which comes first, and else 1.
func (o OwingItem) overdue() int {
	if slices.ContainsFunc(o.Reports, func(d DueItem) bool { return d.Late }) {
		return 0
	}
	return 1
}

// OwedBy is what one organization owes.
type OwedBy struct {
	Name          Text
	Overdue, Open string
	Late          bool
	Items         []DueItem
}

// WorkInput is what the first page of the work area needs.
type WorkInput struct {
	Now           time.Time
	Plans         []WorkPlanInput
	Organizations []tracker.Organization // of the account
	Reviews       []PlanReviews          // that the account may see
}

// WorkPlanInput is the work on one plan.
type WorkPlanInput struct {
	State       *tracker.Assessment // of today
	Drafts      []tracker.Draft     // that the account writes on
	Due         []tracker.DueReport // from the account's organizations
	Coordinates bool
	Owed        []tracker.DueReport // from anybody, for a coordinator
	Waiting     int                 // drafts in the queue
}

// recentDays is how long what was published is listed.
const recentDays = 60

// recentMost is how many reports are listed as published lately.
const recentMost = 8

// WorkPage is the first page of the work area.
func WorkPage(l *locale.Locale, account *tracker.Account, in WorkInput) *Page {
	page := workPage(l, account, "work", func(k Links) string { return k.Work() })
	page.Title = l.T("work.home.title")
	k := page.Links()
	data := &Work{Email: account.Email}
	data.Roles = rolesOf(l, account)
	for _, o := range in.Organizations {
		data.Organizations = append(data.Organizations, textOf(l, o.Name))
	}
	if account.Has(tracker.Reviewer) {
		data.Reads = []Link{
			{Href: k.Plans(), Label: l.T("web.nav.plans")}, {Href: k.Activity(ActivityChoice{}), Label: l.T("web.nav.activity")},
			{Href: k.Reports(), Label: l.T("web.nav.reports")}, {Href: k.Data(), Label: l.T("web.nav.data")},
		}
	}
	if seesReviews(account) {
		data.AllReviews = Link{Href: k.Reviews(), Label: l.T("work.review.list")}
	}
	for _, p := range in.Reviews {
		for _, row := range reviewRows(l, k, p) {
			if row.Into.Href == "" {
				data.Reviews = append(data.Reviews, row)
			}
		}
	}
	var counts workCounts
	for _, p := range in.Plans {
		plan := workPlan(l, k, account, p)
		counts.add(p, &plan)
		if plan.Mine || plan.Coordinates {
			data.Plans = append(data.Plans, plan)
		}
		data.addPublished(l, k, account, p, in.Now)
	}
	data.Counts = counts.alerts(l, k)
	page.Data = data
	return page
}

func workPlan(l *locale.Locale, k Links, account *tracker.Account, in WorkPlanInput) WorkPlan {
	r := in.State.Record
	closed := r.Plan.Closed(in.State.AsOf)
	p := WorkPlan{
		ID: "plan-" + r.Plan.ID, Name: planShort(l, &r.Plan), All: Link{Href: k.Updates(r.Plan.ID), Label: l.T("work.home.all")},
		Mine: account.Has(tracker.Contributor) && !closed || len(in.Drafts) > 0, Coordinates: in.Coordinates && (!closed || in.Waiting > 0),
	}
	p.Coverage = coverageOf(l, k, account, in.State, in.Coordinates)
	for _, period := range r.Plan.PeriodsAsked(in.State.AsOf) {
		p.Periods = append(p.Periods, periodAsked(l, &r.Plan, period, in.State.AsOf))
	}
	for i := range in.Drafts {
		d := &in.Drafts[i]
		item := draftItem(l, k, r, in.State, d)
		switch d.State {
		case tracker.DraftReturned:
			p.Returned = append(p.Returned, item)
		case tracker.DraftSubmitted:
			p.Waiting = append(p.Waiting, item)
		default:
			p.Begun = append(p.Begun, item)
		}
	}
	for _, d := range in.Due {
		item := dueItem(l, k, r, d, false)
		if n := len(p.Due); n > 0 && p.Due[n-1].Item.Code == d.Leaf.Code {
			p.Due[n-1].Reports = append(p.Due[n-1].Reports, item)
			continue
		}
		p.Due = append(p.Due, OwingItem{
			Item: item.Item, Status: item.Status, Timing: item.Timing, Deadline: deadlineOf(l, d.Leaf), Reports: []DueItem{item},
		})
	}
	slices.SortStableFunc(p.Due, func(a, b OwingItem) int { return a.overdue() - b.overdue() })
	if p.Coordinates {
		p.Owed = owedBy(l, k, r, in.Owed)
		p.OwedCount = l.N("work.home.owed_count", len(in.Owed))
		p.Queue = Link{Href: k.Queue() + "#plan-" + r.Plan.ID, Label: l.N("work.home.queue", in.Waiting)}
	}
	return p
}

// periodAsked says which period is asked for, and until when.
func periodAsked(l *locale.Locale, p *tracker.Plan, period tracker.Period, day tracker.Date) string {
	switch p.PeriodState(period, day) {
	case tracker.PeriodRunning:
		return l.T("work.period.running", "period", period, "day", period.End())
	case tracker.PeriodDue:
		return l.T("work.period.due", "period", period, "day", period.End().AddDays(tracker.ReportingGraceDays))
	}
	return l.T("work.period.overdue", "period", period, "day", period.End().AddDays(tracker.ReportingGraceDays))
}

func draftItem(l *locale.Locale, k Links, r *tracker.Record, a *tracker.Assessment, d *tracker.Draft) DraftItem {
	item := DraftItem{
		Item:   Item{Href: k.Update(d.Key()), Code: d.Update.Leaf, Title: Text{Text: d.Update.Leaf}},
		Period: l.Month(d.Update.Period), Warning: staleWarning(l, d),
		Saved: handedIn(l, &r.Plan, d),
	}
	if leaf := a.Leaf(d.Update.Leaf); leaf != nil {
		item.Item.Title = titleOf(l, leaf.Title, leaf.Code)
	}
	if d.Update.Organization != "" {
		item.As = textOf(l, r.Organization(d.Update.Organization).Name)
	}
	if d.State == tracker.DraftReturned {
		item.Comment = Prose{HTML: markdown(clean(d.Comment))}
	}
	return item
}

// owedBy groups what is owed by the first organization that owes it.
func owedBy(l *locale.Locale, k Links, r *tracker.Record, due []tracker.DueReport) []OwedBy {
	byCode := map[string][]tracker.DueReport{}
	var codes []string
	for _, d := range due {
		code := ""
		if len(d.From) > 0 {
			code = d.From[0]
		}
		if byCode[code] == nil {
			codes = append(codes, code)
		}
		byCode[code] = append(byCode[code], d)
	}
	slices.SortStableFunc(codes, func(a, b string) int { return overdueIn(byCode[b]) - overdueIn(byCode[a]) })
	out := make([]OwedBy, len(codes))
	for i, code := range codes {
		late := overdueIn(byCode[code])
		out[i] = OwedBy{
			Name: Text{Text: l.T("web.no_lead")}, Late: late > 0,
			Overdue: l.Int(late), Open: l.Int(len(byCode[code]) - late),
		}
		if code != "" {
			out[i].Name = textOf(l, r.Organization(code).Name)
		}
		for _, d := range byCode[code] {
			out[i].Items = append(out[i].Items, dueItem(l, k, r, d, false))
		}
	}
	return out
}

func overdueIn(due []tracker.DueReport) int {
	n := 0
	for _, d := range due {
		if d.State == tracker.PeriodOverdue {
			n++
		}
	}
	return n
}

// addPublished lists what the account's organizations published lately; for a
// coordinator, what anybody did.
func (data *Work) addPublished(l *locale.Locale, k Links, account *tracker.Account, in WorkPlanInput, now time.Time) {
	r := in.State.Record
	for _, u := range in.State.PublishedSince(now.AddDate(0, 0, -recentDays)) {
		if len(data.Published) == recentMost {
			return
		}
		if !in.Coordinates && !slices.Contains(account.Organizations, u.Organization) {
			continue
		}
		leaf := in.State.Leaf(u.Leaf)
		e := FeedEntry{
			On: dateOf(l, dayIn(&r.Plan, u.PublishedAt)), Item: itemOf(l, k, r.Plan.ID, leaf), To: reportedOf(l, u.Status),
			Kind: l.Month(u.Period),
		}
		if u.Organization != "" {
			e.By = textOf(l, r.Organization(u.Organization).Name)
		}
		data.Published = append(data.Published, e)
	}
}

// workCounts are the counts at the top of the page.
type workCounts struct {
	overdue, due, returned, waiting int
	mine, coordinates               bool
	// Where the first of each is listed on the page, blank for nowhere.
	overdueAt, dueAt, returnedAt string
}

func (c *workCounts) add(in WorkPlanInput, p *WorkPlan) {
	c.mine = c.mine || p.Mine
	c.coordinates = c.coordinates || p.Coordinates
	reports, listed := in.Due, "#"+p.ID+"-due"
	if in.Coordinates {
		reports, listed = in.Owed, "#"+p.ID+"-owed"
	}
	count := func(total *int, at *string, n int, listed string) {
		if *total += n; n > 0 {
			*at = cmp.Or(*at, listed)
		}
	}
	late := overdueIn(reports)
	count(&c.overdue, &c.overdueAt, late, listed)
	count(&c.due, &c.dueAt, len(reports)-late, listed)
	count(&c.returned, &c.returnedAt, len(p.Returned), "#"+p.ID+"-returned")
	c.waiting += in.Waiting
}

func (c *workCounts) alerts(l *locale.Locale, k Links) []Alert {
	switch {
	case c.coordinates:
		return []Alert{
			{Count: strconv.Itoa(c.waiting), Glyph: "info", Label: l.N("work.count.queue", c.waiting), Note: l.N("work.count.queue_note", c.waiting), Href: k.Queue()},
			{Count: strconv.Itoa(c.overdue), Glyph: "late", Label: l.N("work.count.overdue", c.overdue), Note: l.T("work.count.overdue_all"), Href: c.overdueAt, Late: c.overdue > 0},
			{Count: strconv.Itoa(c.due), Glyph: "soon", Label: l.N("work.count.due", c.due), Note: l.T("work.count.due_all"), Href: c.dueAt},
		}
	case c.mine:
		return []Alert{
			{Count: strconv.Itoa(c.overdue), Glyph: "late", Label: l.N("work.count.overdue", c.overdue), Note: l.T("work.count.overdue_mine"), Href: c.overdueAt, Late: c.overdue > 0},
			{Count: strconv.Itoa(c.due), Glyph: "soon", Label: l.N("work.count.due", c.due), Note: l.T("work.count.due_mine"), Href: c.dueAt},
			{Count: strconv.Itoa(c.returned), Glyph: "info", Label: l.N("work.count.returned", c.returned), Note: l.T("work.count.returned_note"), Href: c.returnedAt},
		}
	}
	return nil
}

// UpdateList is everything that an account may report on in a plan.
type UpdateList struct {
	Name    Text
	Groups  []UpdateListGroup
	Nothing bool
}

// UpdateListGroup is a commitment with what may be reported of it.
type UpdateListGroup struct {
	Title Text
	Rows  []UpdateListRow
}

// UpdateListRow is one item.
type UpdateListRow struct {
	Item      Item // on the public page
	Status    Status
	Timing    Timing
	Periods   []Link // the forms of the periods, the latest first
	Withdrawn bool
}

// UpdateListInput is what the list needs.
type UpdateListInput struct {
	State  *tracker.Assessment // of today
	Leaves []*tracker.LeafState
}

// listPeriods is how many periods each item of the list links to; the form leads to
// the others.
const listPeriods = 2

// UpdateListPage lists what an account may report on in a plan.
func UpdateListPage(l *locale.Locale, account *tracker.Account, in UpdateListInput) *Page {
	r := in.State.Record
	page := workPage(l, account, "update-list", func(k Links) string { return k.Updates(r.Plan.ID) })
	page.Notice = noticeOf(l, r.Plan.Illustrative)
	page.Title = l.T("work.list.title")
	k := page.Links()
	data := &UpdateList{Name: planShort(l, &r.Plan), Nothing: len(in.Leaves) == 0}
	periods := r.Plan.PeriodsReportable(in.State.AsOf)
	slices.Reverse(periods)
	periods = periods[:min(len(periods), listPeriods)]
	for _, leaf := range in.Leaves {
		row := UpdateListRow{
			Item: itemOf(l, k, r.Plan.ID, leaf), Status: reportedOf(l, leaf.Status), Timing: timingOf(l, leaf.Schedule),
			Withdrawn: leaf.Status == tracker.Withdrawn,
		}
		for _, p := range periods {
			label := l.ShortMonth(p)
			if slices.ContainsFunc(leaf.Updates, func(u *tracker.Update) bool { return u.Period == p }) {
				label = l.T("work.list.correct", "period", l.ShortMonth(p))
			}
			row.Periods = append(row.Periods, Link{
				Href:  k.Update(tracker.DraftKey{Plan: r.Plan.ID, Leaf: leaf.Code, Period: p}),
				Label: label, Hidden: l.T("work.list.for", "code", leaf.Code),
			})
		}
		title := commitmentTitle(l, leaf.Commitment)
		if n := len(data.Groups); n == 0 || data.Groups[n-1].Title != title {
			data.Groups = append(data.Groups, UpdateListGroup{Title: title})
		}
		g := &data.Groups[len(data.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
	page.Data = data
	return page
}
