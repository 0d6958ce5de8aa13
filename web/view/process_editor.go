package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ProcessEditor lists what is recorded of a plan's process.
type ProcessEditor struct {
	Events            []ProcessRow
	Recommendations   []ProcessRow
	AddEvent          Link
	AddRecommendation Link
	Above             Text
}

// ProcessRow is an event or a recommendation in the list.
type ProcessRow struct {
	Link  Link
	Lang  tracker.Lang // of the label, where it is not the page's
	Facts []string
	// Blank says that nothing was recorded of what was done about it.
	Blank string
}

// ProcessPage lists a plan's events and recommendations to edit.
func ProcessPage(l *locale.Locale, account *tracker.Account, r *tracker.Record) *Page {
	p := &r.Plan
	page := editFrame(l, EditInput{Account: account, Record: r, To: func(k Links) string { return k.Process(p.ID) }}, "process-editor")
	page.Title = l.T("work.process.title")
	k := page.Links()
	data := &ProcessEditor{
		Above:             planShort(l, p),
		AddEvent:          Link{Href: k.EditEvent(p.ID, 0), Label: l.T("work.process.event_add")},
		AddRecommendation: Link{Href: k.EditRecommendation(p.ID, 0), Label: l.T("work.process.recommendation_add")},
	}
	for i, e := range r.Events {
		title := titleOf(l, e.Title, l.EventKind(e.Kind))
		day := l.Date(e.On)
		if !e.Until.IsZero() {
			day = l.DateRange(e.On, e.Until)
		}
		data.Events = append(data.Events, ProcessRow{
			Link: Link{Href: k.EditEvent(p.ID, i+1), Label: title.plain()}, Lang: title.Lang, Facts: []string{day, l.EventKind(e.Kind)},
		})
	}
	for i, rec := range r.Recommendations {
		text := excerptOf(l, rec.Text, 120)
		row := ProcessRow{Link: Link{Href: k.EditRecommendation(p.ID, i+1), Label: titleOf(l, rec.Text, rec.Source).plain()}, Lang: text.Lang, Facts: []string{rec.Source}}
		if text.Text != "" {
			row.Link.Label = text.plain()
		}
		if rec.Level != "" {
			row.Facts = append(row.Facts, l.Level(rec.Level))
		}
		if rec.Response.IsZero() {
			row.Blank = l.T("work.process.no_response")
		}
		data.Recommendations = append(data.Recommendations, row)
	}
	page.Data = data
	return page
}

// NamesEditor lists organizations and jurisdictions.
type NamesEditor struct {
	Organizations, Jurisdictions     []NameRow
	AddOrganization, AddJurisdiction Link
}

// NameRow is one of them.
type NameRow struct {
	Link  Link
	Lang  tracker.Lang
	Code  string
	Kind  string
	Lacks string // the language in which it has no name
}

// NamesPage lists organizations and jurisdictions to edit.
func NamesPage(l *locale.Locale, account *tracker.Account, organizations []tracker.Organization, jurisdictions []tracker.Jurisdiction) *Page {
	page := workPage(l, account, "names-editor", Links.Names)
	page.Title = l.T("work.names.title")
	k := page.Links()
	data := &NamesEditor{
		AddOrganization: Link{Href: k.EditOrganization(""), Label: l.T("work.names.organization_add")},
		AddJurisdiction: Link{Href: k.EditJurisdiction(""), Label: l.T("work.names.jurisdiction_add")},
	}
	row := func(href, code, kind string, name tracker.Text) NameRow {
		t := titleOf(l, name, code)
		r := NameRow{Link: Link{Href: href, Label: t.Text}, Lang: t.Lang, Code: code, Kind: kind}
		for _, lang := range name.Missing() {
			r.Lacks = l.T("work.missing.in." + string(lang))
		}
		return r
	}
	for _, o := range organizations {
		data.Organizations = append(data.Organizations, row(k.EditOrganization(o.Code), o.Code, l.OrganizationKind(o.Kind), o.Name))
	}
	for _, j := range jurisdictions {
		data.Jurisdictions = append(data.Jurisdictions, row(k.EditJurisdiction(j.Code), j.Code, l.JurisdictionLevel(j.Level), j.Name))
	}
	page.Data = data
	return page
}

// NewCodeInput asks for the code of something new.
func NewCodeInput(l *locale.Locale, code string) Input {
	return Input{ID: "code", Type: "text", Label: l.T("work.field.code"), Hint: l.T("work.field_hint.code"), Value: code}
}
