package view

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// HistoryInput is what the page of a commitment's history needs.
type HistoryInput struct {
	Record     *tracker.Record
	Commitment string
	Choice     HistoryChoice
	History    tracker.History
	// Account is who reads it in the work area, nil in public; Name then returns the
	// name of an account by its number.
	Account *tracker.Account
	Name    func(account int64) string
}

// History is who changed a commitment, when and how, newest first.
type History struct {
	Heading Text
	Back    string // to the commitment's page
	Items   Form   // narrows it to one item
	Entries []HistoryRow
	Newest  string // blank on the first page
	Older   string // blank on the last
	Feed    string
	// Inside leads to the same page with names; in the work area, Public leads out.
	Inside, Public string
}

// HistoryRow is one entry of a history.
type HistoryRow struct {
	ID        string
	Seq       string
	Hash      string
	Href      string // to the entry's own page, blank where there is none
	On        Date
	Time      string
	Published Date // zero unless it counts from another day than it was written on
	What      string
	Item      Item // blank where it is not one item's
	Who       Who
	Reason    Text
	Changes   []ChangeRow
	// Folded are further values, behind FoldedLabel.
	Folded      []ChangeRow
	FoldedLabel string
	AsOf        Link // the plan on the day
	// Twin leads to the same entry in the other language, where its texts in that
	// language are shown; blank where this page shows both.
	Twin     Link
	TwinLang tracker.Lang
}

// Who is who wrote: in public a role and an organization, inside a name as well.
type Who struct {
	Role         string
	Organization Text
	Name         string
}

// HistoryPage is the history of a commitment, in public or in the work area. It is
// nil where the plan has no such commitment, or the commitment no such item.
func HistoryPage(l *locale.Locale, in HistoryInput) *Page {
	p := &in.Record.Plan
	c := p.Commitment(in.Commitment)
	if c == nil {
		return nil
	}
	items := itemsIn(c)
	if in.Choice.Item != "" && !slices.ContainsFunc(items, func(i *tracker.Item) bool { return i.Code == in.Choice.Item }) {
		return nil
	}
	address := func(k Links, choice HistoryChoice) string { return k.History(p.ID, c.Code, choice) }
	self := func(k Links) string { return address(k, in.Choice) }
	var page *Page
	if in.Account != nil {
		address = func(k Links, choice HistoryChoice) string { return k.WorkHistory(p.ID, c.Code, choice) }
		page = workPage(l, in.Account, "history", self)
	} else {
		page = planFrame(l, in.Record, Day{}, "history", self)
		page.NoIndex = in.Choice != HistoryChoice{}
	}
	k := page.Links()
	title := commitmentTitle(l, c)
	page.Crumbs = append(page.Crumbs, Link{Href: k.Commitment(p.ID, c.Code), Label: title.plain()})
	page.Title = l.T("web.history.title", "commitment", title.plain())
	page.Description = l.T("web.history.description")
	page.Feed = k.ActivityFeed(ActivityChoice{Plan: p.ID})

	data := &History{
		Heading: title, Back: k.Commitment(p.ID, c.Code), Feed: page.Feed,
		Items: itemChoice(l, k, address(k, HistoryChoice{}), items, in.Choice.Item),
	}
	if in.Account == nil {
		data.Inside = k.WorkHistory(p.ID, c.Code, in.Choice)
	} else {
		data.Public = k.History(p.ID, c.Code, in.Choice)
	}
	for _, e := range in.History.Entries {
		data.Entries = append(data.Entries, historyRow(l, k, &e, in))
	}
	if in.History.More > 0 {
		data.Older = address(k, HistoryChoice{in.Choice.Item, in.History.More})
	}
	if in.Choice.Before > 0 {
		data.Newest = address(k, HistoryChoice{Item: in.Choice.Item})
	}
	if len(in.History.Entries) > 0 {
		page.Modified = dayIn(p, in.History.Entries[0].At)
	}
	page.Data = data
	return page
}

// itemsIn are a commitment and what is below it, in the plan's order.
func itemsIn(c *tracker.Commitment) []*tracker.Item {
	items := []*tracker.Item{&c.Item}
	for i := range c.Milestones {
		m := &c.Milestones[i]
		items = append(items, &m.Item)
		for j := range m.Indicators {
			items = append(items, &m.Indicators[j].Item)
		}
	}
	return items
}

// itemChoice narrows a history to one item.
func itemChoice(l *locale.Locale, k Links, action string, items []*tracker.Item, chosen string) Form {
	choice := Choice{Name: k.words().Item, Label: l.T("web.history.of"), Options: []Option{{Label: l.T("web.history.of_all"), Selected: chosen == ""}}}
	for _, i := range items {
		title := shorten(titleOf(l, i.Title, "").plain(), 70)
		choice.Options = append(choice.Options, Option{Value: i.Code, Label: i.Code + " " + title, Selected: chosen == i.Code})
	}
	form := Form{Action: action, Choices: []Choice{choice}, Submit: l.T("web.form.apply")}
	if chosen != "" {
		form.Reset, form.ResetText = action, l.T("web.form.reset")
	}
	return form
}

func historyRow(l *locale.Locale, k Links, e *tracker.HistoryEntry, in HistoryInput) HistoryRow {
	p := &in.Record.Plan
	day := dayIn(p, e.At)
	row := HistoryRow{
		ID: "entry-" + strconv.FormatInt(e.Seq, 10), Seq: l.Int(int(e.Seq)), Hash: e.Hash,
		On: dateOf(l, day), Time: timeOf(l, e.At.In(p.Location())), Reason: textOf(l, e.Reason),
		Who: whoOf(l, in.Record, e.Actor, in.Name), What: whatOf(l, &e.AuditEntry),
	}
	subject := tracker.ParseSubject(e.Subject)
	changes := tracker.PublicChanges(e.Changes())
	if subject.Kind == tracker.SubjectUpdate {
		var u tracker.Update
		if json.Unmarshal(e.After, &u) == nil { // else the entry still shows what it holds
			subject.Item = u.Leaf
			row.What += " · " + l.Month(u.Period)
			if published := dayIn(p, u.PublishedAt); !u.PublishedAt.IsZero() && published != day {
				row.Published = dateOf(l, published)
				day = published
			}
		}
		changes = slices.DeleteFunc(changes, func(c tracker.FieldChange) bool { return slices.Contains(updateEnvelope, c.Field()) })
	}
	row.Item = historyItem(l, k, in, subject.Item)
	row.AsOf = Link{Href: Links{Lang: l.Lang(), AsOf: day}.Plan(p.ID), Label: l.T("web.history.as_of", "day", day)}
	if in.Account != nil && in.Account.May(tracker.MaySeeAudit, tracker.Subject{}).Allowed {
		row.Href = k.AuditEntry(e.Seq)
	}
	values := len(changes)
	if in.Account == nil {
		row.TwinLang = l.Lang().Other()
		if changes = inOneLanguage(changes, l.Lang()); len(changes) < values {
			twin := Links{Lang: row.TwinLang}.History(p.ID, in.Commitment, in.Choice)
			row.Twin = Link{Href: twin + "#" + row.ID, Label: l.T("web.history.twin")}
		}
	}
	rows := changeRows(l, in.Record, changes[:min(len(changes), changesMost)])
	if e.Before == nil && e.Base == nil {
		rows = plainRows(rows)
	}
	// A whole record that comes or goes is long, and says no more than the page of
	// the commitment does.
	if whole := e.Before == nil || e.After == nil; whole && (subject.Kind == tracker.SubjectItem || subject.Kind == tracker.SubjectPlan) {
		row.Folded, row.FoldedLabel = rows, l.N("web.history.values", values)
	} else {
		row.Changes = rows
	}
	return row
}

// inOneLanguage leaves out what changed of a text in the other language where the
// text changed in both: the public page in that language shows it.
func inOneLanguage(changes []tracker.FieldChange, lang tracker.Lang) []tracker.FieldChange {
	own := map[string]bool{}
	for i := range changes {
		if changes[i].Lang == lang {
			own[changes[i].Path] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(changes), func(c tracker.FieldChange) bool {
		return c.Lang == lang.Other() && own[c.Path]
	})
}

// changesMost is how many changed fields of one entry are shown.
const changesMost = 200

// updateEnvelope are the fields of an update that its entry's heading says, or that
// mean nothing to a reader.
var updateEnvelope = []string{"id", "plan", "leaf", "period", "published_at", "replaces", "organization"}

// historyItem names an item with a link to its place on the commitment's page.
func historyItem(l *locale.Locale, k Links, in HistoryInput, code string) Item {
	c := in.Record.Plan.Commitment(in.Commitment)
	for i, item := range itemsIn(c) {
		switch {
		case item.Code != code:
		case i == 0:
			return Item{Href: k.Commitment(in.Record.Plan.ID, c.Code), Code: code, Title: titleOf(l, item.Title, code)}
		default:
			return Item{Href: k.Item(in.Record.Plan.ID, c.Code, code), Code: code, Title: titleOf(l, item.Title, code)}
		}
	}
	return Item{Code: clean(code)}
}

// whatOf says what an entry did to what: "Change · indicator".
func whatOf(l *locale.Locale, e *tracker.AuditEntry) string {
	action := e.Action
	if key := "web.history.action." + action; l.Has(key) {
		action = l.T(key)
	}
	subject := tracker.ParseSubject(e.Subject)
	kind := string(subject.Kind)
	if subject.Kind == tracker.SubjectItem {
		var r struct{ Kind string }
		for _, side := range []json.RawMessage{e.Before, e.After} {
			_ = json.Unmarshal(side, &r) // what is not a record has no kind
		}
		if r.Kind != "" {
			kind = r.Kind
		}
	}
	return clean(action) + " · " + subjectName(l, kind)
}

// subjectName names a kind of subject, or of item.
func subjectName(l *locale.Locale, kind string) string {
	if key := "web.history.subject." + kind; l.Has(key) {
		return l.T(key)
	}
	return clean(itemKindName(l, kind))
}

// commandNames are the commands that write, by the last part of a catalogue key.
var commandNames = map[string]string{"ogptracker import": "import", "ogptracker demo": "demo"}

// whoOf says who wrote. r may be nil, and then an organization goes by its code;
// name is nil where names are not shown.
func whoOf(l *locale.Locale, r *tracker.Record, actor string, name func(int64) string) Who {
	a := tracker.ParseActor(actor)
	if a.Account == 0 {
		if key, ok := commandNames[a.Command]; ok {
			return Who{Role: l.T("web.history.by." + key)}
		}
		return Who{Role: l.T("web.history.by.command")}
	}
	who := Who{Role: clean(l.Role(a.Role))}
	if who.Role == "" {
		who.Role = l.T("web.history.by.account")
	}
	if a.Organization != "" {
		who.Organization = Text{Text: clean(a.Organization)}
		if r != nil {
			who.Organization = textOf(l, r.Organization(a.Organization).Name)
		}
	}
	if name != nil {
		who.Name = clean(name(a.Account))
	}
	return who
}

// timeOf writes a time of day: "14:05", "14 h 05".
func timeOf(l *locale.Locale, at time.Time) string {
	return l.T("web.history.time", "hour", at.Hour(), "minute", fmt.Sprintf("%02d", at.Minute()))
}
