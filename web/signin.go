package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ogptracker/tracker"
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
	return s.render(http.StatusOK, s.signInForm(r, view.SignInInput{Onward: view.Onward{Next: next}}))
}

// signIn checks an address and a password.
func (s *Server) signIn(ctx context.Context, r *Request, form url.Values) (*Response, error) {
	in := view.SignInInput{Email: form.Get("email"), Onward: s.onward(r, form)}
	p, err := s.checkPassword(ctx, r, in.Email, form.Get("password"))
	switch {
	case err != nil:
		return nil, err
	case p.wait > 0:
		in.Why = waitFor(r, p.wait)
		return s.tooMany(s.signInForm(r, in), p.wait)
	case p.account == nil:
		in.Failed = true
		return s.render(http.StatusUnprocessableEntity, s.signInForm(r, in))
	}
	return s.passed(ctx, r, p.account, in.Onward)
}

// begin begins the session of an account, under a new token.
func (s *Server) begin(ctx context.Context, r *Request, account *tracker.Account) error {
	if err := s.freshSession(ctx); err != nil {
		return err
	}
	now := r.Now.UTC().Format(time.RFC3339)
	s.sessions.Put(ctx, sessionAccount, account.ID)
	s.sessions.Put(ctx, sessionSeen, now)
	s.sessions.Put(ctx, sessionBegan, now)
	s.sessions.Put(ctx, sessionDevice, shorten(r.UserAgent(), deviceMost))
	return s.workStore.NoteSignIn(ctx, account.ID)
}

// freshSession empties the session and gives it a new token, so that one that
// somebody else planted or has seen is worth nothing.
func (s *Server) freshSession(ctx context.Context) error {
	if err := s.sessions.Clear(ctx); err != nil {
		return err
	}
	return s.sessions.RenewToken(ctx)
}

// shorten cuts a text of a request to so many bytes.
func shorten(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// signedIn begins the session of an account, and goes on to where the reader
// wanted to go: with the form that was sent before, where there is one. codes are
// recovery codes to be shown first, nil for none.
func (s *Server) signedIn(ctx context.Context, r *Request, account *tracker.Account, on view.Onward, codes []string) (*Response, error) {
	if err := s.begin(ctx, r, account); err != nil {
		return nil, err
	}
	fields, err := keptFields(on)
	if err != nil {
		return nil, err
	}
	resp := seeOther(on.Next)
	switch {
	case codes != nil:
		resp, err = s.render(http.StatusOK, view.CodesPage(r.L, account, codes, on.Next, fields))
	case fields != nil:
		resp, err = s.render(http.StatusOK, view.ResumePage(r.L, account, on.Next, fields))
	}
	if err != nil {
		return nil, err
	}
	resp.Cookie, err = s.deviceOf(ctx, r, account)
	return resp, err
}

// keptFields returns the kept form as a page sends it again.
func keptFields(on view.Onward) ([]view.Hidden, error) {
	form, err := url.ParseQuery(on.Kept)
	if err != nil {
		return nil, badRequest("web.error.form")
	}
	return hiddenFields(form), nil
}

// onward reads where a step of signing in leads to.
func (s *Server) onward(r *Request, form url.Values) view.Onward {
	return view.Onward{Next: s.ownAddress(r, form.Get("next")), Kept: form.Get("kept")}
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
