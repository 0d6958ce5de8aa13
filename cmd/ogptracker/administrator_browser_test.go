package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// password is what the people of these journeys choose.
const password = "seven rivers and two paddles"

// setsPassword chooses a password on the page of a one-time link, at the second
// attempt.
func (p *typist) setsPassword() {
	p.Helper()
	p.write("#new_password", "short")
	p.write("#again", "short")
	p.enter("main form button")
	p.mends("new_password")
	p.write("#new_password", password)
	p.write("#again", password)
	p.enter("main form button")
}

// link returns the path of the one-time link that the page shows.
func (p *typist) link() string {
	p.Helper()
	link := asks[string](p, `document.querySelector(".one-time code").textContent`)
	if !strings.HasPrefix(link, p.base) {
		p.Errorf("%s leads elsewhere than to %s", link, p.base)
	}
	return strings.TrimPrefix(link, p.base)
}

// administratorBegins starts with an empty folder: creates the first account by the
// link that is printed, and one for somebody else, who takes it into use; then makes
// good for a lost telephone and a lost password, and ends the account.
func administratorBegins(t *testing.T, h *house) {
	first := ""
	site := *h
	site.base = ownSite(t, func(a *app) (err error) {
		first, err = firstLink(context.Background(), a.store, "", h.lang)
		return err
	})
	p := site.visitor(t)
	p.open(p.k.Home())
	p.open(first)
	p.says("work.link.first_lead")
	p.write("#new_password", password)
	p.write("#again", password)
	p.enter("main form button")
	p.mends("name")
	p.mends("email")
	p.write("#name", "First administrator")
	p.write("#email", "first@example.org")
	p.setsPassword()
	p.enrols()
	p.reads(p.l.RoleMeaning(tracker.Administrator))

	p.enter(`.plan-nav ` + linkTo(p.k.Accounts()))
	p.follow(p.k.NewAccount())
	p.enter(save)
	p.mends("email")
	p.mends("roles")
	p.write("#name", "New coordinator")
	p.write("#email", "new@example.org")
	p.choose("#lang", string(h.lang))
	p.press(`input[name="roles"][value="coordinator"]`, " ")
	p.enter(save)
	p.says("work.accounts.created", "name", "New coordinator")
	link := p.link()
	p.enter("main a.btn")

	owner := site.visitor(t)
	owner.open(link)
	owner.says("work.link.lead", "email", "new@example.org")
	owner.setsPassword()
	owner.enrols()
	owner.reads(owner.l.RoleMeaning(tracker.Coordinator))
	stranger := site.visitor(t)
	stranger.open(link)
	stranger.says("work.link.gone")

	edit := func() { p.enter(fmt.Sprintf(`main th a[href^=%q]`, p.k.EditAccount(2))) }
	edit()
	p.enter(`form[action="` + p.k.RemoveFactor(2) + `"] button`)
	p.says("work.accounts.factor_removed")
	owner.open(owner.k.Work())
	owner.says("work.sign_in.title")
	edit()
	p.enter(`form[action="` + p.k.ResetAccount(2) + `"] button`)
	link = p.link()
	p.enter("main a.btn")
	owner.open(link)
	owner.setsPassword()
	owner.enrols()

	edit()
	p.press("#disabled", " ")
	p.enter(save)
	p.says("work.accounts.disabled")
	owner.open(owner.k.Work())
	owner.signIn("new@example.org", password)
	owner.says("work.sign_in.failed")

	p.enter(fmt.Sprintf(`main th a[href^=%q]`, p.k.EditAccount(1)))
	p.press("#disabled", " ")
	p.enter(save)
	p.says("work.accounts.last")
	p.signOut()
}
