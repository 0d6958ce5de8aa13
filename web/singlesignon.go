package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/signon"
	"ogptracker/web/view"
)

// identityStore is what single sign-on needs.
type identityStore interface {
	AccountByIdentity(ctx context.Context, issuer, subject string) (*tracker.Account, error)
	AddIdentity(ctx context.Context, actor, issuer, subject string, account int64) error
}

// SignOnReturn is the address to which a provider of single sign-on sends a browser
// back: one for both languages, for it is registered there.
const SignOnReturn = "/sign-in/return"

// signOnActor signs the audit entries of accounts that single sign-on creates.
const signOnActor = "single sign-on"

// onTheWay is what a session holds while somebody is at the provider.
type onTheWay struct {
	signon.Attempt
	Lang tracker.Lang `json:"lang"`
	Next string       `json:"next"`
	Kept string       `json:"kept,omitempty"`
}

// signInForm is the page that asks who somebody is, with every way there is to say
// so.
func (s *Server) signInForm(r *Request, in view.SignInInput) *view.Page {
	in.SignOn = s.signOn != nil
	return view.SignInPage(r.L, in)
}

// toSignOn sends somebody to the provider. It answers with a page that goes on by
// itself, not with a redirect: the content security policy lets a form lead to this
// site only, and that holds for where it is sent on to.
func (s *Server) toSignOn(ctx context.Context, r *Request, form url.Values) (*Response, error) {
	if s.signOn == nil {
		return nil, notFound
	}
	on := s.onward(r, form)
	if wait := s.throttle.spend(r.Now, []use{{wholeNetwork, networkOf(r.Client)}}); wait > 0 {
		return s.tooMany(s.signInForm(r, view.SignInInput{Onward: on, Why: waitFor(r, wait)}), wait)
	}
	attempt, address, err := s.signOn.Begin(ctx)
	if err != nil {
		s.log.Error("single sign-on", "err", err)
		return s.render(http.StatusServiceUnavailable, s.signInForm(r, view.SignInInput{Onward: on, Why: r.L.T("work.sso.down")}))
	}
	kept, err := json.Marshal(onTheWay{attempt, r.Lang, on.Next, on.Kept})
	if err != nil {
		return nil, err
	}
	if err := s.freshSession(ctx); err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, sessionSignOn, string(kept))
	resp, err := s.render(http.StatusOK, view.ToSignOnPage(r.L, address))
	if err == nil {
		resp.Refresh = "0; url=" + address
	}
	return resp, err
}

// fromSignOn reads who somebody is from the provider's answer. Whoever is refused
// sees the sign-in page again, with the reason and all that was kept.
func (s *Server) fromSignOn(ctx context.Context, r *Request, _ url.Values) (*Response, error) {
	if s.signOn == nil {
		return nil, notFound
	}
	var way onTheWay
	if err := json.Unmarshal([]byte(s.sessions.PopString(ctx, sessionSignOn)), &way); err != nil {
		return nil, badRequest("work.sso.forged")
	}
	r.Lang, r.L = way.Lang, locale.For(way.Lang)
	on := view.Onward{Next: way.Next, Kept: way.Kept}
	who, err := s.signOn.Finish(ctx, way.Attempt, r.Query)
	why := ""
	var account *tracker.Account
	switch {
	case errors.Is(err, signon.ErrForged):
		why = "work.sso.forged"
	case errors.Is(err, signon.ErrRefused):
		why = "work.sso.refused"
	case err != nil:
		why = "work.sso.down"
	default:
		if account, why, err = s.accountOf(ctx, r, who); err != nil {
			return nil, err
		}
	}
	if why != "" {
		s.log.Warn("single sign-on", "refused", why, "err", err)
		return s.render(http.StatusForbidden, s.signInForm(r, view.SignInInput{Onward: on, Why: r.L.T(why)}))
	}
	if who.SecondFactor {
		return s.signedIn(ctx, r, account, on, nil)
	}
	return s.passed(ctx, r, account, on)
}

// accountOf returns the account of somebody whom the provider vouches for: the one
// that signed on as them before, else the one with their verified address, else a
// new one with the roles that the provider gives. An account that is there keeps
// the roles it has. It says why there is none.
func (s *Server) accountOf(ctx context.Context, r *Request, who signon.Identity) (account *tracker.Account, why string, err error) {
	account, err = s.workStore.AccountByIdentity(ctx, who.Issuer, who.Subject)
	if errors.Is(err, tracker.ErrNotFound) {
		if who.Email == "" {
			return nil, "work.sso.no_email", nil
		}
		account, err = s.workStore.AccountByEmail(ctx, who.Email)
		if errors.Is(err, tracker.ErrNotFound) {
			account, err = s.newcomer(ctx, r, who)
		}
		if err == nil && account == nil {
			return nil, "work.sso.no_role", nil
		}
		if err == nil && !account.Disabled {
			err = s.workStore.AddIdentity(ctx, signOnActor, who.Issuer, who.Subject, account.ID)
		}
	}
	if err == nil && account.Disabled {
		return nil, "work.sso.disabled", nil
	}
	return account, "", err
}

// newcomer creates an account with what the provider says, nil where that gives no
// role.
func (s *Server) newcomer(ctx context.Context, r *Request, who signon.Identity) (*tracker.Account, error) {
	known, err := s.workStore.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	a := tracker.Account{Email: who.Email, Name: who.Name, Roles: who.Roles, Lang: r.Lang, Organizations: []string{}, Jurisdictions: []string{}}
	for _, o := range known {
		if slices.Contains(who.Organizations, o.Code) {
			a.Organizations = append(a.Organizations, o.Code)
		}
	}
	if len(a.Validate()) > 0 {
		return nil, nil
	}
	return s.workStore.SaveAccount(ctx, signOnActor, a)
}
