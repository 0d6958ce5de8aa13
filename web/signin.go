package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// signInPage asks who somebody is.
func (s *Server) signInPage(ctx context.Context, r *Request, _ url.Values) (*Response, error) {
	next := s.ownAddress(r, r.Query.Get("next"))
	account, err := s.whoIs(ctx, r.Now)
	if err != nil {
		return nil, err
	}
	if account != nil {
		return seeOther(next), nil
	}
	return s.render(http.StatusOK, view.SignInPage(r.L, view.SignInInput{Next: next}))
}

// signIn checks an address and a password.
func (s *Server) signIn(ctx context.Context, r *Request, form url.Values) (*Response, error) {
	in := view.SignInInput{Email: form.Get("email"), Next: s.ownAddress(r, form.Get("next")), Kept: form.Get("kept")}
	account, err := s.checkPassword(ctx, in.Email, form.Get("password"))
	if err != nil {
		return nil, err
	}
	if account == nil {
		in.Failed = true
		return s.render(http.StatusUnprocessableEntity, view.SignInPage(r.L, in))
	}
	return s.signedIn(ctx, r, account, in.Next, in.Kept)
}

// checkPassword returns the account that an address and a password belong to, nil
// for none. It takes as long for an address that has none.
func (s *Server) checkPassword(ctx context.Context, email, password string) (*tracker.Account, error) {
	account, err := s.workStore.AccountByEmail(ctx, email)
	if errors.Is(err, tracker.ErrNotFound) {
		credential.PasswordMatches("", password)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := s.workStore.Credentials(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	if !credential.PasswordMatches(c.Password, password) || account.Disabled {
		return nil, nil
	}
	return account, nil
}

// signedIn begins the session of an account, under a new token, and goes on to
// where the reader wanted to go: with the form that was sent before, where there is
// one.
func (s *Server) signedIn(ctx context.Context, r *Request, account *tracker.Account, next, kept string) (*Response, error) {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, sessionAccount, account.ID)
	s.sessions.Put(ctx, sessionSeen, r.Now.UTC().Format(time.RFC3339))
	if kept == "" {
		return seeOther(next), nil
	}
	form, err := url.ParseQuery(kept)
	if err != nil {
		return nil, badRequest("web.error.form")
	}
	return s.render(http.StatusOK, view.ResumePage(r.L, account, next, hiddenFields(form)))
}

// signOut ends the session.
func (s *Server) signOut(ctx context.Context, r *Request, _ url.Values) (*Response, error) {
	if err := s.sessions.Destroy(ctx); err != nil {
		return nil, err
	}
	return seeOther(view.Links{Lang: r.Lang}.Home()), nil
}

// ownAddress returns an address within the reader's language of this site, the
// work area for any other: nobody is sent elsewhere by a link that leads here.
func (s *Server) ownAddress(r *Request, address string) string {
	k := view.Links{Lang: r.Lang}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.ContainsAny(address, "\\\t\r\n") ||
		!strings.HasPrefix(u.Path, k.Home()) {
		return k.Work()
	}
	return u.RequestURI()
}
