package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// WorkMenu is what a page of the work area shows of who is signed in.
type WorkMenu struct {
	Account int64 // number
	Name    string
	Links   []Link
	SignOut string // address that a form posts to
	Notices Link   // says how many notices are new, see [Page.Tell]
}

// Tell says in the page's head how many notices of the account are new. Only when
// the page is sent is that known.
func (p *Page) Tell(unread int) {
	l, m, here := p.L, p.Work, p.Links().Notices(0)
	m.Notices = Link{Href: here, Label: l.T("work.notice.title"), Current: p.Path == here}
	if unread > 0 {
		m.Notices.Label = l.N("work.notice.count", unread)
	}
}

// Done is a sentence that says what was just done; blank for nothing.
type Done string

// workPage begins a page of the work area: not for search engines, with the menu of
// who is signed in, below the area's first page.
func workPage(l *locale.Locale, account *tracker.Account, template string, to func(Links) string) *Page {
	page := plainPage(l, template, InWork, to)
	k := page.Links()
	page.NoIndex = true
	page.Work = &WorkMenu{Account: account.ID, Name: clean(account.Name), SignOut: k.SignOut(), Links: workLinks(l, k, account)}
	for i, link := range page.Work.Links {
		page.Work.Links[i].Current = link.Href == page.Path
	}
	if page.Path != k.Work() {
		page.Crumbs = append(page.Crumbs, Link{Href: k.Work(), Label: l.T("work.title")})
	}
	return page
}

// workLinks lists the parts of the work area that are for an account.
func workLinks(l *locale.Locale, k Links, account *tracker.Account) []Link {
	links := []Link{{Href: k.Work(), Label: l.T("work.home.title")}}
	if account.Has(tracker.Contributor) || account.Has(tracker.Coordinator) {
		links = append(links, Link{Href: k.Sheets(), Label: l.T("work.sheet.title")})
	}
	if account.Has(tracker.Coordinator) {
		links = append(links, Link{Href: k.Queue(), Label: l.T("work.queue.title")})
	}
	if seesReviews(account) {
		links = append(links, Link{Href: k.Reviews(), Label: l.T("work.review.list")})
	}
	if account.May(tracker.MayCreatePlan, tracker.Subject{}).Allowed {
		links = append(links, Link{Href: k.PlansEditor(), Label: l.T("work.plans.title")}, Link{Href: k.Names(), Label: l.T("work.names.title")})
	}
	if account.May(tracker.MaySeeAudit, tracker.Subject{}).Allowed {
		links = append(links, Link{Href: k.Audit(AuditChoice{}), Label: l.T("work.audit.title")})
	}
	if account.May(tracker.MayManageAccounts, tracker.Subject{}).Allowed {
		links = append(links, Link{Href: k.Accounts(), Label: l.T("work.accounts.title")})
	}
	return append(links, Link{Href: k.Account(), Label: l.T("work.account.title")})
}

// seesReviews reports whether the review area is for an account.
func seesReviews(account *tracker.Account) bool {
	return account.May(tracker.MayReview, tracker.Subject{}).Allowed || account.May(tracker.MayReply, tracker.Subject{}).Allowed
}
