package view

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ActivityInput is what the page of activity needs.
type ActivityInput struct {
	Choice   ActivityChoice
	Changes  []tracker.Activity // newest first, one more than PageSize where there are more
	PageSize int
	Plans    []tracker.Plan
	Records  func(plan string) *tracker.Record // may return nil
	Clock    *time.Location                    // of changes whose plan is not there
	// Organizations are those a reader may choose, by name.
	Organizations []tracker.Organization
}

// Known reports whether the plan and the organization chosen are there.
func (in *ActivityInput) Known() bool {
	plan, organization := in.Choice.Plan, in.Choice.Organization
	return (plan == "" || slices.ContainsFunc(in.Plans, func(p tracker.Plan) bool { return p.ID == plan })) &&
		(organization == "" || slices.ContainsFunc(in.Organizations, func(o tracker.Organization) bool { return o.Code == organization }))
}

// Activity is every published change, newest first.
type Activity struct {
	Form    Form
	Entries []FeedEntry
	Count   string // says what the list holds
	Feed    string
	Newest  string // back to the newest, blank on the first page
	Older   string // the next page, blank on the last
}

// Form is a set of choices in the address.
type Form struct {
	Wide    bool // its lists have long entries
	Action  string
	Choices []Choice
	// Countries are offered to choose, nil where the form asks for none.
	Countries *CountryBoxes
	Hidden    []Option // carried along: Label is the parameter's name
	Submit    string
	Reset     string // leads back to no choice, blank where nothing is chosen
	ResetText string // what that is called
}

// Choice is one drop-down list.
type Choice struct {
	Name, Label string
	Options     []Option
}

// Option is an entry of a drop-down list.
type Option struct {
	Value, Label string
	Selected     bool
}

// ActivityPage lists published changes.
func ActivityPage(l *locale.Locale, in ActivityInput) *Page {
	page := plainPage(l, "activity", InActivity, func(k Links) string { return k.Activity(in.Choice) })
	page.Title, page.Description = l.T("web.activity.title"), l.T("web.activity.description")
	k := page.Links()
	page.Feed = k.ActivityFeed(in.Choice)
	page.NoIndex = in.Choice != ActivityChoice{}
	data := &Activity{Form: activityForm(l, k, in), Feed: page.Feed}
	page.Data = data

	illustrative := false
	for _, p := range in.Plans {
		illustrative = illustrative || p.Illustrative && (in.Choice.Plan == "" || in.Choice.Plan == p.ID)
	}
	page.Notice = noticeOf(l, illustrative)

	changes := in.Changes
	if len(changes) > in.PageSize {
		changes = changes[:in.PageSize]
		older := in.Choice
		older.Before = changes[len(changes)-1].Seq
		data.Older = k.Activity(older)
	}
	if in.Choice.Before != 0 {
		newest := in.Choice
		newest.Before = 0
		data.Newest = k.Activity(newest)
	}
	for _, c := range changes {
		data.Entries = append(data.Entries, activityEntry(l, k, c, in.Records(c.Plan), in.Clock))
	}
	if len(changes) > 0 {
		page.Modified = dayWhere(in.Records(changes[0].Plan), in.Clock, changes[0].At)
	}
	return page
}

func activityForm(l *locale.Locale, k Links, in ActivityInput) Form {
	w, c := k.words(), in.Choice
	plans := Choice{Name: w.Plan, Label: l.T("web.activity.plan"), Options: []Option{{Label: l.T("web.activity.all_plans"), Selected: c.Plan == ""}}}
	for i := range in.Plans {
		p := &in.Plans[i]
		plans.Options = append(plans.Options, Option{Value: p.ID, Label: planShort(l, p).plain(), Selected: c.Plan == p.ID})
	}
	leads := Choice{Name: w.Organization, Label: l.T("web.activity.organization"), Options: []Option{{Label: l.T("web.activity.all_organizations"), Selected: c.Organization == ""}}}
	for _, o := range in.Organizations {
		leads.Options = append(leads.Options, Option{Value: o.Code, Label: textOf(l, o.Name).plain(), Selected: c.Organization == o.Code})
	}
	kinds := Choice{Name: w.Kind, Label: l.T("web.activity.kind"), Options: []Option{{Label: l.T("web.activity.all_kinds"), Selected: c.Kind == ""}}}
	for _, kind := range tracker.ActivityKinds {
		kinds.Options = append(kinds.Options, Option{Value: string(kind), Label: l.ActivityKind(kind), Selected: c.Kind == kind})
	}
	form := Form{Action: k.Activity(ActivityChoice{}), Choices: []Choice{plans, leads, kinds}, Submit: l.T("web.form.apply")}
	if c != (ActivityChoice{}) {
		form.Reset, form.ResetText = form.Action, l.T("web.form.reset")
	}
	return form
}

// activityEntry says what changed. r may be nil: then the change's day is that of
// clock and its organization goes by its code.
func activityEntry(l *locale.Locale, k Links, c tracker.Activity, r *tracker.Record, clock *time.Location) FeedEntry {
	day, by := dayWhere(r, clock, c.At), Text{Text: c.Organization}
	if r != nil && c.Organization != "" {
		by = textOf(l, r.Organization(c.Organization).Name)
	}
	e := FeedEntry{On: dateOf(l, day), By: by, Item: Item{Href: ActivityAddress(k, c), Code: c.Item, Title: titleOf(l, c.Title, cmp.Or(c.Item, c.Plan))}}
	switch c.Kind {
	case tracker.ActivityUpdate:
		e.To = reportedOf(l, c.To)
		e.From, e.Change = changeFrom(l, c.From, c.To)
		if c.Correction {
			e.Kind = l.T("web.activity.correction")
		}
	case tracker.ActivityDeadline:
		e.Kind = l.ActivityKind(c.Kind)
		e.Note = dueChange(l, c.DueFrom, c.DueTo)
		e.Reason = textOf(l, c.Reason)
	default:
		e.Kind = l.ActivityKind(c.Kind)
		e.Reason = textOf(l, c.Reason)
	}
	return e
}

// changeFrom is the level before an update where it was another one, and else says
// in words what the update did: it was the first, or left the level as it was.
func changeFrom(l *locale.Locale, from, to tracker.Level) (Status, string) {
	switch from {
	case "":
		return Status{}, l.T("web.feed.first")
	case to:
		return Status{}, l.T("web.feed.unchanged")
	}
	return reportedOf(l, from), ""
}

// ActivityAddress is the address of what a change is about.
func ActivityAddress(k Links, c tracker.Activity) string {
	switch {
	case c.Commitment != "" && c.Item != "" && c.Item != c.Commitment:
		return k.Item(c.Plan, c.Commitment, c.Item)
	case c.Commitment != "":
		return k.Commitment(c.Plan, c.Commitment)
	}
	return k.Plan(c.Plan)
}

// dueChange says how a deadline was revised.
func dueChange(l *locale.Locale, from, to tracker.Date) string {
	switch {
	case from.IsZero():
		return l.T("web.activity.due_set", "to", to)
	case to.IsZero():
		return l.T("web.activity.due_dropped", "from", from)
	}
	return l.T("web.activity.due_moved", "from", from, "to", to, "days", signedDays(l, to.DaysSince(from)))
}

// ParseActivityChoice reads a choice from an address; get returns a parameter's
// value. It reports whether every value may stand.
func ParseActivityChoice(lang tracker.Lang, get func(name string) string) (ActivityChoice, bool) {
	w := words[lang]
	c := ActivityChoice{Plan: get(w.Plan), Organization: get(w.Organization), Kind: tracker.ActivityKind(get(w.Kind))}
	known := c.Kind == ""
	for _, kind := range tracker.ActivityKinds {
		known = known || c.Kind == kind
	}
	if s := get(w.Before); s != "" {
		seq, err := strconv.ParseInt(s, 10, 64)
		if err != nil || seq < 1 {
			return c, false
		}
		c.Before = seq
	}
	return c, known
}
