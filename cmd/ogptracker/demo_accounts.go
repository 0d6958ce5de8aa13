package main

import (
	"context"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/credential"
)

// demoAccount is how a demonstration account is printed.
type demoAccount struct {
	Email    string       `json:"email"`
	Role     tracker.Role `json:"role"`
	Password string       `json:"password"`
	Secret   string       `json:"totp_secret,omitempty"`
	Code     string       `json:"code,omitempty"` // of the second factor, at the start
}

// fillDemoAccounts creates the accounts that the demonstration lacks. Those that
// are there stay as they are.
func fillDemoAccounts(ctx context.Context, s *db.Store) error {
	for _, a := range demo.Accounts() {
		if _, err := saveDemoAccount(ctx, s, a); err != nil {
			return err
		}
	}
	return nil
}

// saveDemoAccount creates an account where it is not there yet.
func saveDemoAccount(ctx context.Context, s *db.Store, a demo.Account) (*tracker.Account, error) {
	there, err := s.AccountByEmail(ctx, a.Email)
	if !errors.Is(err, tracker.ErrNotFound) {
		return there, err
	}
	saved, err := s.SaveAccount(ctx, demoActor, a.Account)
	if err == nil {
		err = s.SetPassword(ctx, demoActor, saved.ID, demoHash())
	}
	if err == nil && a.Secret != "" {
		err = s.SetSecondFactor(ctx, demoActor, saved.ID, a.Secret, 0, nil)
	}
	return saved, err
}

// demoHash is the hash of the demonstration's password, which takes its time.
var demoHash = sync.OnceValue(func() string { return credential.HashPassword(demo.Password) })

// demoSignIn returns how to sign in to the demonstration, without an
// authenticator.
func demoSignIn(now time.Time) ([]demoAccount, error) {
	var shown []demoAccount
	for _, a := range demo.Accounts() {
		d := demoAccount{Email: a.Email, Role: a.Roles[0], Password: demo.Password, Secret: a.Secret}
		if a.Secret != "" {
			var err error
			if d.Code, err = credential.TOTPCode(a.Secret, now); err != nil {
				return nil, err
			}
		}
		shown = append(shown, d)
	}
	return shown, nil
}

// sayDemoSignIn prints it for people.
func (o *output) sayDemoSignIn(accounts []demoAccount, dir string) {
	o.say(o.l.T("cli.demo.sign_in", "password", demo.Password))
	for _, a := range accounts {
		o.say("  " + a.Email)
		o.say("    " + o.l.Role(a.Role) + ": " + o.l.RoleMeaning(a.Role))
		if a.Secret != "" {
			o.say("    " + o.l.T("cli.demo.second_factor", "code", a.Code, "secret", a.Secret))
		}
	}
	o.say(o.l.T("cli.demo.code", "command", "ogptracker user code coordinator@example.org --data "+dir))
}

// refuseDemoAccounts fails where accounts that everybody can sign in to would be
// served to others than this machine.
func refuseDemoAccounts(ctx context.Context, s *db.Store, base string) error {
	if loopback(base) {
		return nil
	}
	for _, a := range demo.Accounts() {
		saved, err := s.AccountByEmail(ctx, a.Email)
		if errors.Is(err, tracker.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		c, err := s.Credentials(ctx, saved.ID)
		if err != nil {
			return err
		}
		if !saved.Disabled && credential.PasswordMatches(c.Password, demo.Password) {
			return dataFault("cli.error.demo_accounts", "email", a.Email)
		}
	}
	return nil
}

// loopback reports whether an address leads to this machine only.
func loopback(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// isDemo reports whether an address is a demonstration account's.
func isDemo(email string) bool {
	return slices.ContainsFunc(demo.Accounts(), func(a demo.Account) bool { return a.Email == tracker.FoldEmail(email) })
}
