package view

import (
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Problem is the page that says why a reader gets nothing else: in one language,
// or in both where the address does not tell which.
type Problem struct {
	Said []ProblemIn
}

// ProblemIn says what is wrong in one language.
type ProblemIn struct {
	Lang   tracker.Lang // set only where it is not the page's
	Title  string
	Status string // "Error 404"
	Text   string
	Detail string // what exactly, blank where there is nothing more to say
	Ways   []Link
}

// Explain says in a language what exactly is wrong; "" for nothing more than the
// status says.
type Explain func(*locale.Locale) string

// ProblemPage says why there is nothing else, first in lang; in both languages
// where the address has none.
func ProblemPage(lang tracker.Lang, both bool, status int, explain Explain) *Page {
	l := locale.For(lang)
	data := &Problem{Said: []ProblemIn{problemIn(l, status, explain)}}
	page := &Page{
		Template: "problem", Lang: lang, L: l, Title: data.Said[0].Title, NoIndex: true, Data: data,
		OtherPath: Links{Lang: lang.Other()}.Home(),
	}
	if both {
		other := problemIn(locale.For(lang.Other()), status, explain)
		other.Lang = lang.Other()
		data.Said = append(data.Said, other)
		page.Title += " / " + other.Title
	}
	return page
}

// ProblemInWork says the same to somebody who is signed in, with the menu of the work
// area; path is the address that was asked for.
func ProblemInWork(l *locale.Locale, account *tracker.Account, path string, status int, explain Explain) *Page {
	page := workPage(l, account, "problem", func(k Links) string {
		if k.Lang == l.Lang() {
			return path
		}
		return k.Work()
	})
	data := problemIn(l, status, explain)
	data.Ways = []Link{{Href: page.Links().Work(), Label: l.T("work.problem.home")}}
	page.Title, page.Data = data.Title, &Problem{Said: []ProblemIn{data}}
	return page
}

func problemIn(l *locale.Locale, status int, explain Explain) ProblemIn {
	k := Links{Lang: l.Lang()}
	p := ProblemIn{
		Status: l.T("web.problem.status", "status", strconv.Itoa(status)),
		Detail: explain(l),
		Ways: []Link{
			{Href: k.Home(), Label: l.T("web.problem.home")},
			{Href: k.Plans(), Label: l.T("web.nav.plans")},
			{Href: k.Data(), Label: l.T("web.nav.data")},
		},
	}
	switch status {
	case 400:
		p.Title, p.Text = l.T("web.problem.400"), l.T("web.problem.400_text")
	case 403:
		p.Title, p.Text = l.T("web.problem.403"), l.T("web.problem.403_text")
	case 404:
		p.Title, p.Text = l.T("web.problem.404"), l.T("web.problem.404_text")
	case 405:
		p.Title, p.Text = l.T("web.problem.405"), l.T("web.problem.405_text")
	case 413:
		p.Title, p.Text = l.T("web.problem.413"), l.T("web.problem.413_text")
	case 414:
		p.Title, p.Text = l.T("web.problem.414"), l.T("web.problem.414_text")
	case 503:
		p.Title, p.Text = l.T("web.problem.503"), l.T("web.problem.503_text")
	case 500:
		p.Title, p.Text = l.T("web.problem.500"), l.T("web.problem.500_text")
	default:
		p.Title, p.Text = l.T("web.problem.other"), l.T("web.problem.other_text")
	}
	return p
}
