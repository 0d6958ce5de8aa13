package demo

import "ogptracker/tracker"

// Password is every demonstration account's. It is printed at each start and is no
// secret: see [Account].
const Password = "nine lakes and one canoe"

// Account is somebody who may sign in to the demonstration. Password and secret
// are in the source for all to read, so such accounts are made by the demonstration
// only, in a folder of its own, and served to nobody but this machine unless
// somebody insists.
type Account struct {
	tracker.Account
	// Secret is that of the second factor, blank for none.
	Secret string
}

// Accounts returns one account for each role.
func Accounts() []Account {
	account := func(name, email string, role tracker.Role, secret string, organizations ...string) Account {
		return Account{tracker.Account{
			Email: email, Name: name, Roles: []tracker.Role{role}, Lang: tracker.EN,
			Organizations: append([]string{}, organizations...), Jurisdictions: []string{},
		}, secret}
	}
	return []Account{
		account("Demo contributor", "contributor@example.org", tracker.Contributor, "", "tbs-sct", "lac-bac"),
		account("Demo coordinator", "coordinator@example.org", tracker.Coordinator, "CANADAOPENGOVERNMENTCOORDINATOR2"),
		account("Demo reviewer", "reviewer@example.org", tracker.Reviewer, ""),
		account("Demo administrator", "administrator@example.org", tracker.Administrator, "CANADAOPENGOVERNMENTADMINISTRAT2"),
	}
}
