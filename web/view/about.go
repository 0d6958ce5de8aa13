package view

import (
	"slices"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// TextsOf is the day on which the texts of the fixed pages (about, methodology,
// data) were last changed.
var TextsOf = tracker.MustDate("2026-12-01")

// AboutInput is what the page about the site needs.
type AboutInput struct {
	Contact    string // e-mail or web address, blank when not set
	Licence    tracker.Text
	LicenceURL tracker.Text
	Program    string // version
	Plans      []tracker.Plan
	Indices    []benchmark.Index
	// Commitments is where OGP's commitments are from, nil where none are recorded.
	Commitments *benchmark.CommitmentSource
}

// About is the page about the site.
type About struct {
	Contact     Link // Href is blank where no contact is set
	Licence     Text
	LicenceURL  string
	Program     string
	Rules       string
	Credits     []Credit
	Contents    []Link
	Data        string
	Methodology string
}

// AboutPage says what the site is and is not, how accessible it is, what it
// keeps of its readers, and under which licence its data are.
func AboutPage(l *locale.Locale, in AboutInput) *Page {
	page := plainPage(l, "about", InAbout, func(k Links) string { return k.About("") })
	page.Title, page.Description = l.T("web.about.title"), l.T("web.about.description")
	page.Modified = TextsOf
	page.Notice = noticeOf(l, anyIllustrative(in.Plans))
	k := page.Links()
	data := &About{
		Licence: textOf(l, in.Licence), LicenceURL: webAddress(in.LicenceURL.In(l.Lang())),
		Program: in.Program, Rules: tracker.RulesVersion,
		Data: k.Data(), Methodology: k.Methodology(""),
		Contents: []Link{
			{Href: "#unofficial", Label: l.T("web.about.unofficial")},
			{Href: "#accessibility", Label: l.T("web.foot.accessibility")},
			{Href: "#privacy", Label: l.T("web.foot.privacy")},
			{Href: "#licence", Label: l.T("web.about.licence")},
			{Href: "#contact", Label: l.T("web.foot.contact")},
		},
	}
	for i := range in.Indices {
		data.Credits = append(data.Credits, creditOf(l, &in.Indices[i]))
	}
	if in.Commitments != nil {
		data.Credits = append(data.Credits, commitmentCredit(l, in.Commitments))
	}
	if in.Contact != "" {
		data.Contact = Link{Href: "mailto:" + in.Contact, Label: in.Contact}
		if strings.Contains(in.Contact, "://") {
			data.Contact.Href = in.Contact
		}
	}
	page.Data = data
	return page
}

// anyIllustrative reports whether the progress of any of the plans is made up.
func anyIllustrative(plans []tracker.Plan) bool {
	return slices.ContainsFunc(plans, func(p tracker.Plan) bool { return p.Illustrative })
}
