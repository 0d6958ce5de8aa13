package view

import (
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// ChangesInput is what the comparison of two editions needs.
type ChangesInput struct {
	Record   *tracker.Record
	Editions []edition.Edition
	From, To int
	// Changes are nil where the plan has fewer than two editions, and After is the
	// record of the later one.
	Changes  *edition.Comparison
	After    *tracker.Record
	Modified tracker.Date
}

// Changes is what changed from one edition of a plan to another.
type Changes struct {
	Form        Form
	Lead        string
	Before      ChangesFigures
	After       ChangesFigures
	Plan        []ChangeRow // of the plan as a whole
	Commitments []CommitmentChanges
	Editions    Link
	JSON        string
	Report      []Link
}

// ChangesFigures are a plan's figures in one of the editions.
type ChangesFigures struct {
	Name  Link
	AsOf  Date
	Share Share
	Level Status
}

// CommitmentChanges are the changes of a commitment and all below it.
type CommitmentChanges struct {
	Item  Item
	Items []ItemChanges
}

// ItemChanges are the changes of one item.
type ItemChanges struct {
	Code   string
	Title  Text
	Own    bool   // of the commitment itself, whose title stands above
	What   string // "New", "Removed", blank for a change
	Levels []Status
	Facts  []string // dates, evidence, updates, progress
	Texts  []ChangeRow
}

// ChangesPage shows what changed from one edition to another.
func ChangesPage(l *locale.Locale, in ChangesInput) *Page {
	p := &in.Record.Plan
	page := planFrame(l, in.Record, Day{}, "edition-changes", func(k Links) string { return k.EditionChanges(p.ID, in.From, in.To, "") })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Editions(p.ID), Label: l.T("web.editions.title")})
	page.Title, page.Modified = l.T("web.changes.title"), in.Modified
	data := &Changes{Editions: Link{Href: k.Editions(p.ID), Label: l.T("web.edition.all")}, Lead: l.T("web.changes.too_few")}
	page.Data = data
	if in.Changes == nil {
		return page
	}
	c := in.Changes
	data.Form = Form{Action: k.EditionChanges(p.ID, 0, 0, ""), Submit: l.T("web.form.apply"), Choices: []Choice{
		{k.words().FromEdition, l.T("web.changes.from"), editionOptions(l, in.Editions, in.From)},
		{k.words().ToEdition, l.T("web.changes.to"), editionOptions(l, in.Editions, in.To)},
	}}
	data.Report = reportFiles(l.T("report.changes.kind"), func(ext string) string { return k.EditionChangesReport(p.ID, in.From, in.To, ext) }).Files
	data.JSON = k.EditionChanges(p.ID, in.From, in.To, ".json")
	data.Before, data.After = changesFigures(l, k, c.From, c.Before), changesFigures(l, k, c.To, c.After)
	data.Plan = changeRows(l, in.After, fieldChanges(c.Texts))
	for _, item := range c.Items {
		if n := len(data.Commitments); n == 0 || data.Commitments[n-1].Item.Code != item.Commitment {
			data.Commitments = append(data.Commitments, CommitmentChanges{Item: commitmentIn(l, k, in.After, item)})
		}
		last := &data.Commitments[len(data.Commitments)-1]
		last.Items = append(last.Items, itemChanges(l, in.After, item))
	}
	data.Lead = l.N("web.changes.lead", len(c.Items), "commitments", len(data.Commitments))
	if c.IsEmpty() {
		data.Lead = l.T("web.changes.none")
	}
	return page
}

func editionOptions(l *locale.Locale, all []edition.Edition, chosen int) []Option {
	options := make([]Option, len(all))
	for i, e := range all {
		options[i] = Option{
			Value: strconv.Itoa(e.Number), Label: l.T("web.changes.edition", "number", e.Number, "day", l.ShortDate(e.AsOf)), Selected: e.Number == chosen,
		}
	}
	return options
}

func changesFigures(l *locale.Locale, k Links, h edition.Header, f tracker.Figures) ChangesFigures {
	return ChangesFigures{
		Name: Link{Href: k.Edition(h.Plan, h.Number), Label: l.T("web.edition.title", "number", h.Number)},
		AsOf: shortDateOf(l, h.AsOf), Share: shareOf(l, f), Level: levelOf(l, f.Level),
	}
}

// commitmentIn names the commitment that an item belongs to; one that the later
// edition lacks goes by its code.
func commitmentIn(l *locale.Locale, k Links, r *tracker.Record, item edition.ItemChange) Item {
	out := Item{Code: item.Commitment, Href: k.Commitment(r.Plan.ID, item.Commitment), Title: titleOf(l, item.Title, item.Commitment)}
	if c := r.Plan.Commitment(item.Commitment); c != nil {
		out.Title = titleOf(l, c.Title, c.Code)
	}
	return out
}

func itemChanges(l *locale.Locale, r *tracker.Record, item edition.ItemChange) ItemChanges {
	out := ItemChanges{Code: item.Code, Title: titleOf(l, item.Title, item.Code), Own: item.Code == item.Commitment}
	switch item.Change {
	case edition.Added:
		out.What = l.T("web.changes.added")
	case edition.Removed:
		out.What = l.T("web.changes.removed")
	default:
		// The texts of an item that is new or gone are those of the item, and no change.
		out.Texts = changeRows(l, r, fieldChanges(item.Texts))
	}
	if item.LevelFrom != item.LevelTo {
		for _, level := range []tracker.Level{item.LevelFrom, item.LevelTo} {
			if level != "" {
				out.Levels = append(out.Levels, reportedOf(l, level))
			}
		}
	}
	fact := func(key string, from, to any) { out.Facts = append(out.Facts, l.T(key, "from", from, "to", to)) }
	if item.Change != edition.Changed {
		return out
	}
	if from, to := item.ProgressFrom, item.ProgressTo; from.Valid() && to.Valid() && from.Percent() != to.Percent() {
		fact("web.changes.progress", l.Percent(from), l.Percent(to))
	}
	if item.DueFrom != item.DueTo {
		fact("web.changes.due", dayOrNone(l, item.DueFrom), dayOrNone(l, item.DueTo))
	}
	if item.UpdatesFrom != item.UpdatesTo {
		fact("web.changes.updates", item.UpdatesFrom, item.UpdatesTo)
	}
	if item.EvidenceFrom != item.EvidenceTo {
		fact("web.changes.evidence", item.EvidenceFrom, item.EvidenceTo)
	}
	return out
}

func dayOrNone(l *locale.Locale, d tracker.Date) string {
	if d.IsZero() {
		return l.T("web.changes.no_date")
	}
	return l.Date(d)
}

// fieldChanges are changes as the history shows them.
func fieldChanges(changes []edition.Change) []tracker.FieldChange {
	out := make([]tracker.FieldChange, len(changes))
	for i, c := range changes {
		out[i] = tracker.FieldChange{Path: c.Field, Lang: c.Lang, From: c.From, To: c.To}
	}
	return tracker.PublicChanges(out)
}
