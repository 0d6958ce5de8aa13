package view

import (
	"strconv"

	"ogptracker/tracker"
)

// AccountWords are the words in the addresses of signing in and of accounts.
type AccountWords struct {
	Code, SecondFactor, OneTime, SignOn      string // below SignIn
	Account, Accounts, Password              string // below Work
	Sessions, NewAccount, ResetLink, Details string // below Account or Accounts
}

var accountWords = map[tracker.Lang]AccountWords{
	tracker.EN: {
		Code: "code", SecondFactor: "second-factor", OneTime: "link", SignOn: "organization",
		Account: "account", Accounts: "accounts", Password: "password",
		Sessions: "sessions", NewAccount: "new", ResetLink: "reset", Details: "details",
	},
	tracker.FR: {
		Code: "code", SecondFactor: "deuxieme-facteur", OneTime: "lien", SignOn: "organisation",
		Account: "compte", Accounts: "comptes", Password: "mot-de-passe",
		Sessions: "sessions", NewAccount: "nouveau", ResetLink: "reinitialiser", Details: "renseignements",
	},
}

// SignInCode is the page that asks for the second factor, and leads to next
// afterwards.
func (k Links) SignInCode(next string) string { return k.signInStep(k.words().Code, next) }

// SignInEnrol is the page that sets up a second factor for an account that needs
// one, and leads to next afterwards.
func (k Links) SignInEnrol(next string) string { return k.signInStep(k.words().SecondFactor, next) }

func (k Links) signInStep(step, next string) string {
	return query(k.path(k.words().SignIn, step), "next", next)
}

// SignOn is where single sign-on is asked for.
func (k Links) SignOn() string { return k.path(k.words().SignIn, k.words().SignOn) }

// OneTime is the page that a one-time link leads to.
func (k Links) OneTime(token string) string {
	return query(k.path(k.words().SignIn, k.words().OneTime), "token", token)
}

// Account is the page about one's own account.
func (k Links) Account() string { return k.Work(k.words().Account) }

// AccountDetails is where name and language of one's own account are sent.
func (k Links) AccountDetails() string { return k.Work(k.words().Account, k.words().Details) }

// AccountPassword is where a new password of one's own is sent.
func (k Links) AccountPassword() string { return k.Work(k.words().Account, k.words().Password) }

// AccountSecondFactor is the page that sets up one's own second factor.
func (k Links) AccountSecondFactor() string { return k.Work(k.words().Account, k.words().SecondFactor) }

// AccountSessions is where ending one's own sessions is asked for.
func (k Links) AccountSessions() string { return k.Work(k.words().Account, k.words().Sessions) }

// Accounts is the list of all accounts.
func (k Links) Accounts() string { return k.Work(k.words().Accounts) }

// NewAccount is the form for a new account.
func (k Links) NewAccount() string { return k.Work(k.words().Accounts, k.words().NewAccount) }

// EditAccount is the form for an account.
func (k Links) EditAccount(id int64) string { return k.Work(k.words().Accounts, number(id)) }

// ResetAccount is where a one-time link for an account is asked for.
func (k Links) ResetAccount(id int64) string {
	return k.Work(k.words().Accounts, number(id), k.words().ResetLink)
}

// RemoveFactor is where the removal of an account's second factor is asked for.
func (k Links) RemoveFactor(id int64) string {
	return k.Work(k.words().Accounts, number(id), k.words().SecondFactor)
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
