package view

import (
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Account is the page about one's own account.
type Account struct {
	Errors        FormErrors
	Email         string
	Roles         []WorkRole
	Organizations []Text
	Details       AccountForm
	Password      AccountForm
	Factor        AccountFactor
	Sessions      []Session
	// EndSessions is where the forms that end sessions lead, and Others whether
	// there are others than this one.
	EndSessions string
	Others      bool
}

// AccountForm is a form of the page about one's own account.
type AccountForm struct {
	Action string
	Hidden []Hidden
	Inputs []Input
}

// AccountFactor is what the page says of the second factor.
type AccountFactor struct {
	Action   string
	On       bool
	State    string
	Password Input
	// May list what may be done about it, as values of "do" with their labels.
	May []Option
}

// Session is one session of an account.
type Session struct {
	Token  string
	Device string
	Began  string
	Seen   string
	Here   bool // the session of who reads the page
}

// SessionInput is what is known of a session.
type SessionInput struct {
	Token       string // hashed
	UserAgent   string
	Began, Seen time.Time
	Here        bool
	Pending     bool // the second factor is still to come
}

// The things that may be done about one's second factor.
const (
	SetFactor    = "set"
	RemoveFactor = "remove"
	NewCodes     = "codes"
)

// AccountInput is what the page about one's own account needs.
type AccountInput struct {
	Account       *tracker.Account
	Organizations []tracker.Organization // those of the account
	Credentials   tracker.Credentials
	Sessions      []SessionInput
	Now           time.Time
	// Name and Lang are what was typed where it is refused, and Problems why.
	Name     string
	Lang     tracker.Lang
	Problems []tracker.Problem
	Stale    bool // somebody else changed the account meanwhile
	// What is wrong with the passwords: the old one, the new one, the one typed to
	// change the second factor.
	OldWrong, FactorWrong bool
	Fault                 PasswordFault
	Why                   string // as in [SignInInput]
}

// AccountPage is the page about one's own account.
func AccountPage(l *locale.Locale, in AccountInput) *Page {
	page := workPage(l, in.Account, "account", func(k Links) string { return k.Account() })
	page.Title = l.T("work.account.title")
	k := page.Links()
	data := &Account{Email: in.Account.Email, Roles: rolesOf(l, in.Account), EndSessions: k.AccountSessions()}
	for _, o := range in.Organizations {
		data.Organizations = append(data.Organizations, textOf(l, o.Name))
	}

	name := Input{ID: "name", Type: "text", Label: l.T("work.name"), Hint: l.T("work.name_hint"), Value: in.Name, Autocomplete: "name", Error: problemAt(l, in.Problems, "name")}
	data.Details = AccountForm{
		Action: k.AccountDetails(), Hidden: []Hidden{{"version", number(in.Account.Version)}},
		Inputs: []Input{name, langInput(l, in.Lang)},
	}

	old := Input{ID: "old_password", Type: "password", Label: l.T("work.account.old_password"), Autocomplete: "current-password"}
	if in.OldWrong {
		old.Error = l.T("work.account.old_wrong")
	}
	password, again := newPassword(l, in.Fault)
	data.Password = AccountForm{Action: k.AccountPassword(), Inputs: []Input{old, password, again}}

	data.Factor = accountFactor(l, k, in)
	for _, s := range in.Sessions {
		data.Sessions = append(data.Sessions, sessionOf(l, s, in.Now))
		data.Others = data.Others || !s.Here
	}
	switch message := in.Why; {
	case in.Stale:
		data.Errors = errorsOf(l, l.T("work.account.stale"))
	case message != "" || len(in.Problems) > 0 || in.OldWrong || in.FactorWrong || in.Fault != "":
		data.Errors = errorsOf(l, message, name, old, password, again, data.Factor.Password)
	}
	page.Data = data
	return page
}

func accountFactor(l *locale.Locale, k Links, in AccountInput) AccountFactor {
	f := AccountFactor{
		Action: k.AccountSecondFactor(), On: in.Credentials.HasSecondFactor(),
		Password: Input{ID: "password", Type: "password", Label: l.T("work.account.password"), Hint: l.T("work.account.password_hint"), Autocomplete: "current-password"},
	}
	if in.FactorWrong {
		f.Password.Error = l.T("work.account.old_wrong")
	}
	if !f.On {
		f.State = l.T("work.factor.off")
		f.May = []Option{{Value: SetFactor, Label: l.T("work.factor.set")}}
		return f
	}
	f.State = l.N("work.factor.on", in.Credentials.RecoveryCodes)
	f.May = []Option{
		{Value: NewCodes, Label: l.T("work.factor.codes")},
		{Value: SetFactor, Label: l.T("work.factor.replace")},
	}
	if !in.Account.NeedsSecondFactor() {
		f.May = append(f.May, Option{Value: RemoveFactor, Label: l.T("work.factor.remove")})
	}
	return f
}

func sessionOf(l *locale.Locale, s SessionInput, now time.Time) Session {
	out := Session{Token: s.Token, Device: deviceName(l, s.UserAgent), Here: s.Here, Began: ago(l, now.Sub(s.Began)), Seen: ago(l, now.Sub(s.Seen))}
	switch {
	case s.Pending:
		out.Began, out.Seen = l.T("work.session.pending"), ""
	case s.Here:
		out.Seen = l.T("work.session.now")
	}
	return out
}

// ago says how long ago something was, for what is not older than a day.
func ago(l *locale.Locale, d time.Duration) string {
	if d >= time.Hour {
		return l.N("work.ago.hours", int(d/time.Hour))
	}
	return l.N("work.ago.minutes", max(1, int(d/time.Minute)))
}

// langInput is the choice of the language of notices.
func langInput(l *locale.Locale, chosen tracker.Lang) Input {
	in := Input{ID: "lang", Type: "select", Label: l.T("work.account.lang")}
	for _, lang := range tracker.Langs {
		in.Options = append(in.Options, Option{Value: string(lang), Label: locale.For(lang).T("web.language"), Selected: lang == chosen})
	}
	return in
}

// rolesOf lists the roles of an account, and what each may do.
func rolesOf(l *locale.Locale, a *tracker.Account) []WorkRole {
	var roles []WorkRole
	for _, r := range tracker.Roles {
		if a.Has(r) {
			roles = append(roles, WorkRole{l.Role(r), l.RoleMeaning(r)})
		}
	}
	return roles
}
