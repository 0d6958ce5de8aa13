package view

import (
	"cmp"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// addSchedule fills what is overdue, what is due and what has moved.
func (data *Plan) addSchedule(l *locale.Locale, k Links, a *tracker.Assessment, d Day, u unit) {
	r, p := a.Record, &a.Record.Plan
	overdue := a.Overdue()
	for i := range overdue {
		leaf := &overdue[i]
		data.Overdue = append(data.Overdue, OverdueRow{
			Item: itemOf(l, k, p.ID, leaf), People: peopleOf(l, r, leaf.Commitment, leaf.Leads),
			Deadline: deadlineOf(l, leaf), Days: l.Int(abs(leaf.Schedule.Days)),
			Status: reportedOf(l, leaf.Status), Why: whyLate(l, leaf),
		})
	}
	data.OverdueTitle = l.N("web.plan.overdue_caption", len(overdue), "units", u.of(l, len(overdue)))
	due := a.DueSoon()
	data.DueHeading, data.NothingDue = l.T("web.plan.due"), l.T("web.plan.nothing_due")
	if d.closed(p) {
		span := []any{"day", a.AsOf, "days", l.Days(tracker.DueSoonDays)}
		data.DueHeading, data.NothingDue = l.T("web.plan.due_closed", span...), l.T("web.plan.nothing_due_closed", span...)
	}
	for i := range due {
		leaf := &due[i]
		data.Due = append(data.Due, DueRow{
			Item: itemOf(l, k, p.ID, leaf), People: peopleOf(l, r, leaf.Commitment, leaf.Leads),
			Deadline: deadlineOf(l, leaf), In: daysAhead(l, leaf.Schedule.Days), Status: reportedOf(l, leaf.Status),
		})
	}
	data.DueTitle = l.N("web.plan.due_caption", len(due), "units", u.of(l, len(due)), "day", a.AsOf.AddDays(tracker.DueSoonDays))
	data.Calendar = k.PlanData(p.ID, "deadlines.ics")
	moved := a.Moved()
	for i := range moved {
		data.Moved = append(data.Moved, movedRow(l, k, a, &moved[i]))
	}
}

// daysAhead is how far off a day is.
func daysAhead(l *locale.Locale, n int) string {
	if n == 0 {
		return l.T("web.this_day")
	}
	return l.Days(n)
}

func movedRow(l *locale.Locale, k Links, a *tracker.Assessment, leaf *tracker.LeafState) MovedRow {
	row := MovedRow{Item: itemOf(l, k, a.Record.Plan.ID, leaf), Deadline: deadlineOf(l, leaf), Days: signedDays(l, leaf.Schedule.Slippage)}
	for _, rev := range leaf.Deadline.Revisions {
		if !rev.On.After(a.AsOf) {
			row.Reason, row.On = textOf(l, rev.Reason), shortDateOf(l, rev.On)
		}
	}
	return row
}

// groupsOf are the commitments by theme, in the plan's order.
func groupsOf(l *locale.Locale, k Links, a *tracker.Assessment) []Group {
	p := &a.Record.Plan
	byTheme := map[string][]CommitmentRow{}
	for i := range a.Commitments {
		theme := p.Theme(a.Commitments[i].Theme).Code // blank for a theme that is not listed
		byTheme[theme] = append(byTheme[theme], commitmentRow(l, k, a, i))
	}
	var groups []Group
	for _, theme := range p.Themes {
		if rows := byTheme[theme.Code]; len(rows) > 0 {
			groups = append(groups, Group{Name: titleOf(l, theme.Name, theme.Code), Rows: rows})
			delete(byTheme, theme.Code)
		}
	}
	if rows := byTheme[""]; len(rows) > 0 {
		other := Group{Rows: rows}
		if len(groups) > 0 {
			other.Name = Text{Text: l.T("web.plan.other_theme")}
		}
		groups = append(groups, other)
	}
	return groups
}

func commitmentRow(l *locale.Locale, k Links, a *tracker.Assessment, place int) CommitmentRow {
	c := &a.Commitments[place]
	row := CommitmentRow{
		place: place,
		Href:  k.Commitment(a.Record.Plan.ID, c.Code), Title: commitmentTitle(l, c.Commitment),
		People: peopleOf(l, a.Record, c.Commitment, nil), Level: levelOf(l, c.Level),
		Share: shareOf(l, c.Figures), Reported: l.T("web.of", "n", c.Known, "of", c.Leaves), Weight: l.Percent(c.Weight),
	}
	if c.Leaves == 0 {
		row.Reported, row.Weight = l.Percent(tracker.Ratio{}), l.Percent(tracker.Ratio{})
	}
	row.Bar, row.Small = countsLane(l, a.Leaves[c.First:c.Last])
	if c.Stated != nil && !c.Stated.On.After(a.AsOf) {
		row.Stated = l.T("web.stated", "level", c.Stated.Level)
	}
	return row
}

// weighted reports whether commitments that count weigh unequally in the plan.
func weighted(a *tracker.Assessment) bool {
	var first tracker.Ratio
	for i := range a.Commitments {
		c := &a.Commitments[i]
		switch {
		case c.Leaves == 0: // withdrawn
		case !first.Valid():
			first = c.Weight
		case first.Cmp(c.Weight) != 0:
			return true
		}
	}
	return false
}

func performanceOf(l *locale.Locale, k Links, a *tracker.Assessment, u unit) Performance {
	e := a.Earned
	out := Performance{Timeline: k.Timeline(a.Record.Plan.ID, TimelineFilter{}), Method: k.Methodology("earned")}
	if e.SPI.Valid() {
		out.Original = l.Decimal(e.SPI.Float(), 2)
	}
	if e.SPICurrent.Valid() {
		out.Current = l.Decimal(e.SPICurrent.Float(), 2)
	}
	out.Moved = l.T("web.plan.moved_of", "n", len(a.Moved()), "of", e.Dated, "units", u.of(l, e.Dated))
	return out
}

// checkGroups are flags by check, each with a link to its item.
func checkGroups(l *locale.Locale, k Links, a *tracker.Assessment, flags []tracker.Flag) []CheckGroup {
	var groups []CheckGroup
	for _, found := range flagsByCheck(flags) {
		g := CheckGroup{
			Count: l.Int(len(found)), Name: l.Check(found[0].Check), Why: l.T("common.check." + string(found[0].Check) + ".why"),
		}
		for _, f := range found {
			g.Items = append(g.Items, CheckItem{Item: anyItem(l, k, a, f.Item), Note: flagNote(l, f)})
		}
		groups = append(groups, g)
	}
	return groups
}

// flagNote says what a check found beyond its name.
func flagNote(l *locale.Locale, f tracker.Flag) string {
	switch f.Check {
	case tracker.CheckPastDue, tracker.CheckDueBeforeStart:
		return l.Days(f.Days)
	case tracker.CheckMissingPeriod:
		return l.N("web.check.periods_from", f.Count, "period", l.Month(tracker.Period(f.Other)))
	case tracker.CheckStandstill, tracker.CheckFallingBack:
		return l.N("web.check.periods_since", f.Count, "period", l.Month(tracker.Period(f.Other)))
	case tracker.CheckLanguageMissing:
		return l.N("web.check.texts", f.Count, "language", l.Language(f.Lang))
	case tracker.CheckDeadLink:
		return shorten(clean(f.Other), 60)
	case tracker.CheckOrder:
		return l.T("web.check.before", "item", f.Other)
	}
	return ""
}

// anyItem names a commitment, milestone or leaf by its code.
func anyItem(l *locale.Locale, k Links, a *tracker.Assessment, code string) Item {
	plan := a.Record.Plan.ID
	for i := range a.Commitments {
		c := a.Commitments[i].Commitment
		if c.Code == code {
			return Item{Href: k.Commitment(plan, code), Code: code, Title: titleOf(l, c.Title, code)}
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if m.Code == code {
				return Item{Href: k.Item(plan, c.Code, code), Code: code, Title: titleOf(l, m.Title, code)}
			}
			for n := range m.Indicators {
				if m.Indicators[n].Code == code {
					return Item{Href: k.Item(plan, c.Code, code), Code: code, Title: titleOf(l, m.Indicators[n].Title, code)}
				}
			}
		}
	}
	return Item{Href: k.Plan(plan), Code: code, Title: Text{Text: code}}
}

// updatesOf are a plan's latest updates, newest first; the level before each is
// that of the update before it on the same leaf.
func updatesOf(l *locale.Locale, k Links, a *tracker.Assessment, most int) []FeedEntry {
	type change struct {
		leaf     *tracker.LeafState
		now, was *tracker.Update
	}
	var changes []change
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		for j, u := range leaf.Updates {
			c := change{leaf: leaf, now: u}
			if j+1 < len(leaf.Updates) {
				c.was = leaf.Updates[j+1]
			}
			changes = append(changes, c)
		}
	}
	slices.SortStableFunc(changes, func(x, y change) int {
		return cmp.Or(y.now.PublishedAt.Compare(x.now.PublishedAt), cmp.Compare(y.now.ID, x.now.ID))
	})
	var feed []FeedEntry
	for _, c := range changes[:min(most, len(changes))] {
		e := FeedEntry{
			On: dateOf(l, dayIn(&a.Record.Plan, c.now.PublishedAt)),
			By: textOf(l, a.Record.Organization(c.now.Organization).Name), Item: itemOf(l, k, a.Record.Plan.ID, c.leaf),
			To: reportedOf(l, c.now.Status),
		}
		if c.now.Organization == "" {
			e.By = Text{}
		}
		var was tracker.Level
		if c.was != nil {
			was = c.was.Status
		}
		e.From, e.Change = changeFrom(l, was, c.now.Status)
		feed = append(feed, e)
	}
	return feed
}
