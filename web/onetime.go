package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// linkStore is what one-time links need.
type linkStore interface {
	// Link returns the account that a link is for, 0 for the first administrator's.
	Link(ctx context.Context, hash string) (account int64, err error)
	UseLink(ctx context.Context, hash, password string) (*tracker.Account, error)
	CreateFirstAdministrator(ctx context.Context, link string, a tracker.Account, password string) (*tracker.Account, error)
}

// linkGone says that a one-time link is used up, past its time, or never was.
var linkGone error = &Problem{Status: http.StatusNotFound, Key: "work.link.gone"}

// oneTimeFor returns the account that a one-time link is for, nil for the first
// administrator's.
func (s *Server) oneTimeFor(ctx context.Context, token string) (*tracker.Account, error) {
	id, err := s.workStore.Link(ctx, credential.Kept(token))
	if errors.Is(err, tracker.ErrNotFound) {
		return nil, linkGone
	}
	if err != nil || id == 0 {
		return nil, err
	}
	account, err := s.workStore.Account(ctx, id)
	if err == nil && account.Disabled {
		return nil, linkGone
	}
	return account, err
}

// oneTimePage asks for the password that a one-time link sets.
func (s *Server) oneTimePage(ctx context.Context, r *Request, _ url.Values) (*Response, error) {
	token := r.Query.Get("token")
	account, err := s.oneTimeFor(ctx, token)
	if err != nil {
		return nil, err
	}
	return s.render(http.StatusOK, view.OneTimePage(r.L, view.OneTimeInput{Token: token, Account: account}))
}

// oneTime sets the password of a one-time link, and goes on as after signing in
// with it. Whoever was signed in with the old one no longer is.
func (s *Server) oneTime(ctx context.Context, r *Request, form url.Values) (*Response, error) {
	in := view.OneTimeInput{Token: form.Get("token")}
	account, err := s.oneTimeFor(ctx, in.Token)
	if err != nil {
		return nil, err
	}
	if account == nil {
		return s.firstAdministrator(ctx, r, in, form)
	}
	in.Account = account
	hash, fault, err := s.newPassword(ctx, r, form, account.Name, account.Email)
	if err != nil {
		return nil, err
	}
	if in.Fault = fault; fault != "" {
		return s.render(http.StatusUnprocessableEntity, view.OneTimePage(r.L, in))
	}
	if account, err = s.workStore.UseLink(ctx, credential.Kept(in.Token), hash); errors.Is(err, tracker.ErrNotFound) {
		return nil, linkGone
	}
	if err == nil {
		err = s.endSessions(ctx, account.ID, "")
	}
	if err != nil {
		return nil, err
	}
	return s.passed(ctx, r, account, view.Onward{Next: view.Links{Lang: r.Lang}.Work()})
}

// firstAdministrator creates the first account that can manage accounts.
func (s *Server) firstAdministrator(ctx context.Context, r *Request, in view.OneTimeInput, form url.Values) (*Response, error) {
	in.Name, in.Email = strings.TrimSpace(form.Get("name")), tracker.FoldEmail(form.Get("email"))
	a := tracker.Account{
		Email: in.Email, Name: in.Name, Lang: r.Lang, Roles: []tracker.Role{tracker.Administrator},
		Organizations: []string{}, Jurisdictions: []string{},
	}
	in.Problems = a.Validate()
	hash, fault, err := s.newPassword(ctx, r, form, a.Name, a.Email)
	if err != nil {
		return nil, err
	}
	if in.Fault = fault; fault != "" || len(in.Problems) > 0 {
		return s.render(http.StatusUnprocessableEntity, view.OneTimePage(r.L, in))
	}
	account, err := s.workStore.CreateFirstAdministrator(ctx, credential.Kept(in.Token), a, hash)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return nil, linkGone
	case errors.Is(err, tracker.ErrConflict):
		in.Taken = true
		return s.render(http.StatusUnprocessableEntity, view.OneTimePage(r.L, in))
	case err != nil:
		return nil, err
	}
	return s.passed(ctx, r, account, view.Onward{Next: view.Links{Lang: r.Lang}.Work()})
}
