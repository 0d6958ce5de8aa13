// Package view turns domain values into the pages that readers see: typed data
// for each page, and the HTML that shows them.
//
// Building a page's data is pure: no clock, no store, no request. Every figure
// comes from an assessment; this package decides only how it is said. Templates
// hold no logic beyond range, if and with, and every text that they show is
// escaped or has gone through the one Markdown helper.
package view

import (
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Page is one page, ready to be rendered. Handlers fill what is theirs, the
// server the rest.
type Page struct {
	// Template names the page's own template: "plan".
	Template string
	Lang     tracker.Lang
	L        *locale.Locale

	Title       string // the heading, without the site's name
	Description string // one sentence for search engines
	Section     Section
	Crumbs      []Link // from the home page down, without the page itself
	Path        string // own address, query included
	OtherPath   string // the same page in the other language, query included
	Modified    tracker.Date
	Notice      string // stands above the page: that its data are illustrative
	Feed        string // address of an Atom feed of what the page shows
	NoIndex     bool   // search engines should leave the page out
	Live        bool   // the page has charts that the script may bring to life
	Status      int    // with which the page is answered, 0 for 200
	// Work is the menu of who is signed in, nil on public pages.
	Work *WorkMenu
	// Done says what was just done, on a page of the work area.
	Done Done
	// Scripts are the static scripts that the page is easier to use with.
	Scripts []string
	// Forms is set where a page without the menu has a form of more than drop-down lists.
	Forms bool
	Data  any

	// The server fills these in.
	Assets  string // where the static files are: "/static/3f2a9c"
	Base    string // public address without a path, blank when not set
	Contact string // where to report a problem: an e-mail or web address, blank when not set
}

// Section is an entry of the main navigation.
type Section string

// The sections, in the order in which the navigation shows them.
const (
	InPlans       Section = "plans"
	InBenchmark   Section = "benchmark"
	InReports     Section = "reports"
	InData        Section = "data"
	InMethodology Section = "methodology"
	InActivity    Section = "activity"
	InAbout       Section = "about"
	InWork        Section = "work"
)

// Link is an address with its words.
type Link struct {
	Href  string
	Label string
	// Hidden continues the label for those who hear it: "PDF" and " of the third
	// plan".
	Hidden string
	// Current marks the page that is being read.
	Current bool
}

// Links writes addresses in the page's language.
func (p *Page) Links() Links { return Links{Lang: p.Lang} }

// Nav returns the main navigation.
func (p *Page) Nav() []Link {
	k := p.Links()
	return []Link{
		{Href: k.Plans(), Label: p.L.T("web.nav.plans"), Current: p.Section == InPlans},
		{Href: k.Benchmark(BenchmarkChoice{}), Label: p.L.T("web.nav.benchmark"), Current: p.Section == InBenchmark},
		{Href: k.Reports(), Label: p.L.T("web.nav.reports"), Current: p.Section == InReports},
		{Href: k.Data(), Label: p.L.T("web.nav.data"), Current: p.Section == InData},
		{Href: k.Methodology(""), Label: p.L.T("web.nav.methodology"), Current: p.Section == InMethodology},
		{Href: k.Activity(ActivityChoice{}), Label: p.L.T("web.nav.activity"), Current: p.Section == InActivity},
	}
}

// OtherLang is the language that the toggle leads to.
func (p *Page) OtherLang() tracker.Lang { return p.Lang.Other() }

// OtherName is the other language's own name for itself.
func (p *Page) OtherName() string { return locale.For(p.Lang.Other()).T("web.language") }

// OtherSite is the site's name in the other language.
func (p *Page) OtherSite() string { return locale.For(p.Lang.Other()).T("web.site") }

// PathIn returns the page's address in a language, without the site's own.
func (p *Page) PathIn(lang tracker.Lang) string {
	if lang == p.Lang {
		return p.Path
	}
	return p.OtherPath
}

// Problem is where a reader can report a problem with the page, blank where no
// address is set.
func (p *Page) Problem() string {
	switch {
	case p.Contact == "":
		return ""
	case strings.Contains(p.Contact, "://"):
		return p.Contact
	}
	return "mailto:" + p.Contact
}
