package view

import (
	"slices"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Accounts is the list of all accounts.
type Accounts struct {
	New   string // address of the form for a new one
	Rows  []AccountRow
	Count string
}

// AccountRow is one account of the list.
type AccountRow struct {
	Href          string
	Name, Email   string
	Roles         string
	Organizations []Text
	State         string
	Disabled      bool
	Last          string // when it last signed in
}

// AccountsInput is what the list of accounts needs.
type AccountsInput struct {
	Account       *tracker.Account // who reads it
	All           []tracker.Account
	Organizations []tracker.Organization
	LastSignIns   map[int64]time.Time
	Clock         *time.Location // by which their days are told
}

// AccountsPage lists all accounts.
func AccountsPage(l *locale.Locale, in AccountsInput) *Page {
	page := workPage(l, in.Account, "accounts", func(k Links) string { return k.Accounts() })
	page.Title = l.T("work.accounts.title")
	k := page.Links()
	data := &Accounts{New: k.NewAccount(), Count: l.N("work.accounts.count", len(in.All))}
	names := map[string]Text{}
	for _, o := range in.Organizations {
		names[o.Code] = textOf(l, o.Name)
	}
	for i := range in.All {
		a := &in.All[i]
		row := AccountRow{Href: k.EditAccount(a.ID), Name: clean(a.Name), Email: a.Email, Disabled: a.Disabled, State: l.T("work.accounts.active")}
		if a.Disabled {
			row.State = l.T("work.accounts.disabled")
		}
		var roles []string
		for _, r := range rolesOf(l, a) {
			roles = append(roles, r.Name)
		}
		row.Roles = strings.Join(roles, ", ")
		for _, code := range a.Organizations {
			row.Organizations = append(row.Organizations, names[code])
		}
		row.Last = l.T("work.accounts.never")
		if at, ok := in.LastSignIns[a.ID]; ok {
			row.Last = l.Date(tracker.DateOf(at.In(in.Clock)))
		}
		data.Rows = append(data.Rows, row)
	}
	page.Data = data
	return page
}

// EditAccount is the form for an account.
type EditAccount struct {
	Title  string
	Action string
	Hidden []Hidden
	Errors FormErrors
	// Theirs lists what somebody else saved meanwhile.
	Theirs        []string
	Name          Input
	Email         Input
	Lang          Input
	Roles         Boxes
	Organizations Boxes
	Jurisdictions Boxes
	Disabled      Input
	// What may be done besides, for an account that is there.
	New                       bool
	Reset, RemoveFactor, Back string
	HasFactor                 bool
	Factor                    string
}

// EditAccountInput is what the form for an account needs.
type EditAccountInput struct {
	Account *tracker.Account // who edits
	// Edited is the account with what was typed; its number is 0 for a new one.
	Edited        tracker.Account
	Organizations []tracker.Organization
	Jurisdictions []tracker.Jurisdiction
	HasFactor     bool
	Problems      []tracker.Problem
	Taken         bool // the address is another account's
	Last          bool // it is the last administrator
	// Theirs is the account as somebody else saved it meanwhile, nil where nobody
	// did.
	Theirs *tracker.Account
}

// EditAccountPage is the form for an account.
func EditAccountPage(l *locale.Locale, in EditAccountInput) *Page {
	e := &in.Edited
	page := workPage(l, in.Account, "edit-account", func(k Links) string {
		if e.ID == 0 {
			return k.NewAccount()
		}
		return k.EditAccount(e.ID)
	})
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Accounts(), Label: l.T("work.accounts.title")})
	page.Title = l.T("work.accounts.new")
	if e.ID != 0 {
		page.Title = l.T("work.accounts.edit")
	}
	data := &EditAccount{
		Title: page.Title, Action: page.Path, Hidden: []Hidden{{"version", number(e.Version)}}, New: e.ID == 0, Back: k.Accounts(),
		Name:          Input{ID: "name", Type: "text", Label: l.T("work.name"), Hint: l.T("work.name_hint"), Value: clean(e.Name), Autocomplete: "off", Error: problemAt(l, in.Problems, "name")},
		Email:         emailInput(l, e.Email, in.Problems, in.Taken),
		Lang:          langInput(l, e.Lang),
		Roles:         Boxes{ID: "roles", Legend: l.T("work.accounts.roles"), Error: problemAt(l, in.Problems, "roles")},
		Organizations: Boxes{ID: "organizations", Legend: l.T("work.accounts.organizations"), Hint: l.T("work.accounts.organizations_hint"), Long: true, Error: problemAt(l, in.Problems, "organizations")},
		Jurisdictions: Boxes{ID: "jurisdictions", Legend: l.T("work.accounts.jurisdictions"), Hint: l.T("work.accounts.jurisdictions_hint")},
		Disabled:      Input{ID: "disabled", Type: "checkbox", Label: l.T("work.accounts.disable"), Hint: l.T("work.accounts.disable_hint"), Checked: e.Disabled},
		Reset:         k.ResetAccount(e.ID), RemoveFactor: k.RemoveFactor(e.ID), HasFactor: in.HasFactor, Factor: l.T("work.accounts.factor_off"),
	}
	data.Email.Autocomplete = "off"
	if in.HasFactor {
		data.Factor = l.T("work.accounts.factor_on")
	}
	for _, r := range tracker.Roles {
		data.Roles.Each = append(data.Roles.Each, Box{Value: string(r), Label: Text{Text: l.Role(r)}, Note: l.RoleMeaning(r), Checked: e.Has(r)})
	}
	for _, o := range in.Organizations {
		data.Organizations.Each = append(data.Organizations.Each, Box{Value: o.Code, Label: textOf(l, o.Name), Checked: slices.Contains(e.Organizations, o.Code)})
	}
	slices.SortStableFunc(data.Organizations.Each, func(a, b Box) int { return l.Compare(a.Label.Text, b.Label.Text) })
	for _, j := range in.Jurisdictions {
		data.Jurisdictions.Each = append(data.Jurisdictions.Each, Box{Value: j.Code, Label: textOf(l, j.Name), Checked: slices.Contains(e.Jurisdictions, j.Code)})
	}
	message := ""
	if in.Last {
		message = l.T("work.accounts.last")
	}
	if in.Theirs != nil {
		message = l.T("work.accounts.stale")
		data.Theirs = accountDifference(l, &in)
	}
	if message != "" || in.Taken || len(in.Problems) > 0 {
		data.Errors = errorsOf(l, message, data.Name, data.Email,
			Input{ID: data.Roles.ID, Error: data.Roles.Error}, Input{ID: data.Organizations.ID, Error: data.Organizations.Error})
	}
	page.Data = data
	return page
}

// accountDifference says what an account is now where that is not what was typed.
func accountDifference(l *locale.Locale, in *EditAccountInput) []string {
	var lines []string
	say := func(label, mine, theirs string) {
		if mine != theirs {
			lines = append(lines, l.T("work.accounts.theirs", "field", label, "value", theirs))
		}
	}
	mine, theirs := &in.Edited, in.Theirs
	state := func(a *tracker.Account) string {
		if a.Disabled {
			return l.T("work.accounts.disabled")
		}
		return l.T("work.accounts.active")
	}
	roles := func(a *tracker.Account) string {
		var names []string
		for _, r := range rolesOf(l, a) {
			names = append(names, r.Name)
		}
		return strings.Join(names, ", ")
	}
	say(l.T("work.name"), mine.Name, theirs.Name)
	say(l.T("work.email"), mine.Email, theirs.Email)
	say(l.T("work.account.lang"), l.Language(mine.Lang), l.Language(theirs.Lang))
	say(l.T("work.accounts.roles"), roles(mine), roles(theirs))
	say(l.T("work.accounts.organizations"), codes(mine.Organizations), codes(theirs.Organizations))
	say(l.T("work.accounts.jurisdictions"), codes(mine.Jurisdictions), codes(theirs.Jurisdictions))
	say(l.T("work.accounts.state"), state(mine), state(theirs))
	return lines
}

// codes lists codes in one order, whatever order they were ticked in.
func codes(list []string) string { return strings.Join(slices.Sorted(slices.Values(list)), ", ") }

// AccountLink is the page that shows a one-time link, once.
type AccountLink struct {
	Lead string
	Link string
	Back string
}

// AccountLinkPage shows the one-time link of an account.
func AccountLinkPage(l *locale.Locale, account, of *tracker.Account, link string, created bool) *Page {
	page := workPage(l, account, "account-link", func(k Links) string { return k.EditAccount(of.ID) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Accounts(), Label: l.T("work.accounts.title")})
	page.Title = l.T("work.accounts.link_title")
	data := &AccountLink{Lead: l.T("work.accounts.link_lead", "name", clean(of.Name), "hours", int(LinkLasts/time.Hour)), Link: link, Back: k.Accounts()}
	if created {
		page.Done = Done(l.T("work.accounts.created", "name", clean(of.Name)))
	}
	page.Data = data
	return page
}
