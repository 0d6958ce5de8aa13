package view

import (
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// LinkLasts is how long a one-time link is good.
const LinkLasts = 48 * time.Hour

// OneTime is the page of a one-time link: it sets a password, and before there is
// an administrator creates the first.
type OneTime struct {
	Title  string
	Action string
	Hidden []Hidden
	Errors FormErrors
	Lead   string
	Inputs []Input
	Submit string
}

// OneTimeInput is what the page of a one-time link needs.
type OneTimeInput struct {
	Token string
	// Account is whose password is set, nil for the first administrator.
	Account *tracker.Account
	// Name and Email are what was typed for the first administrator, and Problems
	// what is wrong with it.
	Name, Email string
	Problems    []tracker.Problem
	Taken       bool // the address is another account's
	Fault       PasswordFault
}

// OneTimePage asks for a new password, and for the first administrator's name and
// address.
func OneTimePage(l *locale.Locale, in OneTimeInput) *Page {
	page := signInPage(l, "one-time", func(k Links) string { return k.OneTime(in.Token) })
	data := &OneTime{Action: page.Links().OneTime(""), Hidden: []Hidden{{"token", in.Token}}}
	if in.Account != nil {
		page.Title, data.Submit = l.T("work.link.title"), l.T("work.link.submit")
		data.Lead = l.T("work.link.lead", "email", in.Account.Email)
	} else {
		page.Title, data.Submit = l.T("work.link.first"), l.T("work.link.first_submit")
		data.Lead = l.T("work.link.first_lead")
		data.Inputs = append(data.Inputs,
			Input{ID: "name", Type: "text", Label: l.T("work.name"), Value: in.Name, Autocomplete: "name", Error: problemAt(l, in.Problems, "name")},
			emailInput(l, in.Email, in.Problems, in.Taken))
	}
	password, again := newPassword(l, in.Fault)
	data.Inputs = append(data.Inputs, password, again)
	for _, i := range data.Inputs {
		if i.Error != "" {
			data.Errors = errorsOf(l, "", data.Inputs...)
			break
		}
	}
	data.Title = page.Title
	page.Data = data
	return page
}

// emailInput is the control for the address that an account signs in with.
func emailInput(l *locale.Locale, value string, problems []tracker.Problem, taken bool) Input {
	in := Input{ID: "email", Type: "email", Label: l.T("work.email"), Value: value, Autocomplete: "username", Error: problemAt(l, problems, "email")}
	if value == "" && in.Error != "" {
		in.Error = l.T("work.account.email_missing")
	}
	if taken && in.Error == "" {
		in.Error = l.T("work.account.taken")
	}
	return in
}

// problemAt says what is wrong with a field, "" for nothing.
func problemAt(l *locale.Locale, problems []tracker.Problem, field string) string {
	for _, p := range problems {
		if p.Field == field {
			return l.Message(p.Code, p.Args)
		}
	}
	return ""
}
