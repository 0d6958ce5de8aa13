package tracker

import (
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Account is somebody who may sign in. What it may do follows from its roles;
// see [Account.May].
type Account struct {
	ID    int64  `json:"id"`
	Email string `json:"email"` // what is typed to sign in, unique, see [FoldEmail]
	Name  string `json:"name"`  // shown to those signed in, never in public
	Roles []Role `json:"roles"`
	// Organizations are the codes of those that a contributor reports for.
	Organizations []string `json:"organizations,omitempty"`
	// Jurisdictions are the codes of those whose plans a coordinator coordinates;
	// none means every one.
	Jurisdictions []string  `json:"jurisdictions,omitempty"`
	Lang          Lang      `json:"lang"`               // of notices and e-mail
	Disabled      bool      `json:"disabled,omitempty"` // may not sign in; what it wrote stays
	CreatedAt     time.Time `json:"created_at"`
	// Version counts the times it was saved, from 1. A save names the version it
	// started from.
	Version int64 `json:"version"`
}

// Role is what an account is for. One account may have several.
type Role string

// The roles.
const (
	Administrator Role = "administrator" // accounts, roles, health; no say in the record
	Coordinator   Role = "coordinator"   // the plan's owner: edits, publishes, freezes
	Contributor   Role = "contributor"   // a department's lead: reports on its organizations' items
	Reviewer      Role = "reviewer"      // independent: assesses, changes nothing of the record
)

// Roles lists the roles in the order in which a form offers them.
var Roles = []Role{Contributor, Coordinator, Reviewer, Administrator}

// Has reports whether the account has a role.
func (a *Account) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// NeedsSecondFactor reports whether signing in asks for a second factor: for
// those who can change what others see.
func (a *Account) NeedsSecondFactor() bool { return a.Has(Coordinator) || a.Has(Administrator) }

// FoldEmail returns an address as accounts are known by: without spaces around
// it, in lower case.
func FoldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// accountNameMost is how many bytes a name or an address may take.
const accountNameMost = 200

// Validate returns everything that keeps the account from being accepted. That
// its organizations exist is for the store to say.
func (a *Account) Validate() []Problem {
	var ps problems
	if parsed, err := mail.ParseAddress(a.Email); err != nil || parsed.Address != a.Email || FoldEmail(a.Email) != a.Email || len(a.Email) > accountNameMost {
		ps.add("", "email", "account_email", "email", a.Email)
	}
	if blank(a.Name) || len(a.Name) > accountNameMost {
		ps.add("", "name", "account_name", "most", accountNameMost)
	}
	if len(a.Roles) == 0 {
		ps.add("", "roles", "account_role_missing")
	}
	for _, r := range a.Roles {
		if !slices.Contains(Roles, r) {
			ps.add("", "roles", "account_role_unknown", "role", string(r))
		}
	}
	if a.Has(Reviewer) && len(a.Roles) > 1 {
		ps.add("", "roles", "account_reviewer_alone")
	}
	if a.Has(Contributor) && len(a.Organizations) == 0 {
		ps.add("", "organizations", "account_organization_missing")
	}
	if a.Lang != EN && a.Lang != FR {
		ps.add("", "lang", "account_lang", "lang", string(a.Lang))
	}
	return ps
}

// Actor is who wrote: what an audit entry and an update keep of it. An account is
// known by its number, so that nobody's name stands in what is published; the
// name is looked up for those signed in.
type Actor struct {
	Account int64 // 0 where it is a command
	// Role and Organization are those in which the account wrote; an organization
	// only where it reported for one.
	Role         Role
	Organization string
	Command      string // the command that wrote, where there is no account
}

// Actor returns the account as the writer of something.
func (a *Account) Actor(role Role, organization string) Actor {
	return Actor{Account: a.ID, Role: role, Organization: organization}
}

const actorPrefix = "account:"

// String returns the actor as it is kept: "account:7 contributor tbs-sct", or the
// command's name.
func (a Actor) String() string {
	if a.Account == 0 {
		return a.Command
	}
	return strings.TrimSpace(fmt.Sprintf("%s%d %s %s", actorPrefix, a.Account, a.Role, a.Organization))
}

// ParseActor reads what [Actor.String] wrote. What no account wrote is a command.
func ParseActor(s string) Actor {
	rest, ok := strings.CutPrefix(s, actorPrefix)
	fields := strings.Fields(rest)
	if !ok || len(fields) == 0 {
		return Actor{Command: s}
	}
	id, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil || id <= 0 {
		return Actor{Command: s}
	}
	a := Actor{Account: id}
	if len(fields) > 1 {
		a.Role = Role(fields[1])
	}
	if len(fields) > 2 {
		a.Organization = fields[2]
	}
	return a
}

// Credentials are what an account signs in with, as package credential makes it.
type Credentials struct {
	Password   string // hash, blank where none was set yet
	TOTPSecret string // blank where there is no second factor
	TOTPStep   int64  // of the last code that was used
	// RecoveryCodes is how many are left.
	RecoveryCodes int
}

// HasSecondFactor reports whether signing in asks for a code.
func (c *Credentials) HasSecondFactor() bool { return c.TOTPSecret != "" }
