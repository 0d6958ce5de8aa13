package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// WorkMenu is what a page of the work area shows of who is signed in.
type WorkMenu struct {
	Name    string
	Links   []Link
	SignOut string // address that a form posts to
}

// Done is a sentence that says what was just done; blank for nothing.
type Done string

// workPage begins a page of the work area: not for search engines, with the menu of
// who is signed in, below the area's first page.
func workPage(l *locale.Locale, account *tracker.Account, template string, to func(Links) string) *Page {
	page := plainPage(l, template, InWork, to)
	k := page.Links()
	page.NoIndex = true
	page.Work = &WorkMenu{Name: account.Name, SignOut: k.SignOut(), Links: workLinks(l, k, account)}
	if page.Path != k.Work() {
		page.Crumbs = append(page.Crumbs, Link{Href: k.Work(), Label: l.T("work.title")})
	}
	return page
}

// workLinks lists the parts of the work area that are for an account.
func workLinks(l *locale.Locale, k Links, _ *tracker.Account) []Link {
	return []Link{{Href: k.Work(), Label: l.T("work.title")}}
}

// Work is the first page of the work area.
type Work struct {
	Email         string
	Roles         []WorkRole
	Organizations []Text
}

// WorkRole is a role of the account, and what it may do.
type WorkRole struct{ Name, Meaning string }

// WorkPage is the first page of the work area.
func WorkPage(l *locale.Locale, account *tracker.Account, organizations []tracker.Organization) *Page {
	page := workPage(l, account, "work", func(k Links) string { return k.Work() })
	page.Title = l.T("work.title")
	data := &Work{Email: account.Email}
	for _, r := range tracker.Roles {
		if account.Has(r) {
			data.Roles = append(data.Roles, WorkRole{l.Role(r), l.RoleMeaning(r)})
		}
	}
	for _, o := range organizations {
		data.Organizations = append(data.Organizations, textOf(l, o.Name))
	}
	page.Data = data
	return page
}
