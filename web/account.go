package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// ownStore is what somebody's own account needs.
type ownStore interface {
	SaveAccount(ctx context.Context, actor string, a tracker.Account) (*tracker.Account, error)
	SetPassword(ctx context.Context, actor string, account int64, hash string) error
	RemoveSecondFactor(ctx context.Context, actor string, account int64) error
	SetRecoveryCodes(ctx context.Context, actor string, account int64, hashes []string) error
	Organizations(ctx context.Context) ([]tracker.Organization, error)
}

// accountRoutes lays out the page about one's own account.
func (s *Server) accountRoutes(on func(method, path string, h workAnswer), w view.Words) {
	at := "/" + w.Account
	on(http.MethodGet, at, s.accountPage)
	on(http.MethodPost, at+"/"+w.Details, s.saveDetails)
	on(http.MethodPost, at+"/"+w.Password, s.changePassword)
	on(http.MethodGet, at+"/"+w.SecondFactor, s.ownFactorPage)
	on(http.MethodPost, at+"/"+w.SecondFactor, s.ownFactor)
	on(http.MethodPost, at+"/"+w.Sessions, s.endOwnSessions)
}

// accountPage shows one's own account.
func (s *Server) accountPage(ctx context.Context, w *Work) (*Response, error) {
	return s.showAccount(ctx, w, http.StatusOK, view.AccountInput{})
}

// showAccount shows one's own account with what the handler has to add.
func (s *Server) showAccount(ctx context.Context, w *Work, status int, in view.AccountInput) (*Response, error) {
	page, err := s.ownAccount(ctx, w, in)
	if err != nil {
		return nil, err
	}
	return s.showWork(ctx, status, page)
}

func (s *Server) ownAccount(ctx context.Context, w *Work, in view.AccountInput) (*view.Page, error) {
	in.Account, in.Now = w.Account, w.Now
	if in.Name == "" && len(in.Problems) == 0 {
		in.Name = w.Account.Name
	}
	if in.Lang == "" {
		in.Lang = w.Account.Lang
	}
	var err error
	if in.Credentials, err = s.workStore.Credentials(ctx, w.Account.ID); err != nil {
		return nil, err
	}
	organizations, err := s.workStore.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range organizations {
		if slices.Contains(w.Account.Organizations, o.Code) {
			in.Organizations = append(in.Organizations, o)
		}
	}
	own, err := s.sessionsOf(ctx, w.Account.ID)
	if err != nil {
		return nil, err
	}
	here := s.hereAs(ctx)
	for _, f := range own {
		in.Sessions = append(in.Sessions, view.SessionInput{
			Token: f.token, UserAgent: f.device, Began: f.began, Seen: f.seen, Here: f.token == here, Pending: f.pending,
		})
	}
	return view.AccountPage(w.L, in), nil
}

// saveDetails saves name and language.
func (s *Server) saveDetails(ctx context.Context, w *Work) (*Response, error) {
	a := *w.Account
	a.Name, a.Lang = strings.TrimSpace(w.Form.Get("name")), tracker.Lang(w.Form.Get("lang"))
	version, _ := strconv.ParseInt(w.Form.Get("version"), 10, 64) // none is stale
	in := view.AccountInput{Name: a.Name, Lang: a.Lang, Problems: a.Validate()}
	if len(in.Problems) > 0 {
		return s.showAccount(ctx, w, http.StatusUnprocessableEntity, in)
	}
	a.Version = version
	_, err := s.workStore.SaveAccount(ctx, own(w.Account), a)
	if errors.Is(err, tracker.ErrStale) {
		in.Stale = true
		return s.showAccount(ctx, w, http.StatusConflict, in)
	}
	if err != nil {
		return nil, err
	}
	s.say(ctx, w.L.T("work.account.saved"))
	return seeOther(view.Links{Lang: w.Lang}.Account()), nil
}

// askAgain checks the password of who is signed in, once more. It returns the
// answer where it is wrong, nil where it is right; wrong marks the field that it
// was typed in.
func (s *Server) askAgain(ctx context.Context, w *Work, password string, wrong func(*view.AccountInput)) (*Response, error) {
	p, err := s.checkPassword(ctx, w.Request, w.Account.Email, password)
	if err != nil || p.account != nil {
		return nil, err
	}
	var in view.AccountInput
	if p.wait > 0 {
		in.Why = waitFor(w.Request, p.wait)
		page, err := s.ownAccount(ctx, w, in)
		if err != nil {
			return nil, err
		}
		return s.tooMany(page, p.wait)
	}
	wrong(&in)
	return s.showAccount(ctx, w, http.StatusUnprocessableEntity, in)
}

// changePassword sets a new password, and ends the other sessions: somebody may
// have had the old one.
func (s *Server) changePassword(ctx context.Context, w *Work) (*Response, error) {
	refused, err := s.askAgain(ctx, w, w.Form.Get("old_password"), func(in *view.AccountInput) { in.OldWrong = true })
	if err != nil || refused != nil {
		return refused, err
	}
	hash, fault, err := s.newPassword(ctx, w.Request, w.Form, w.Account.Name, w.Account.Email)
	if err != nil {
		return nil, err
	}
	if fault != "" {
		return s.showAccount(ctx, w, http.StatusUnprocessableEntity, view.AccountInput{Fault: fault})
	}
	if err := s.workStore.SetPassword(ctx, own(w.Account), w.Account.ID, hash); err != nil {
		return nil, err
	}
	if err := s.endSessions(ctx, w.Account.ID, s.hereAs(ctx)); err != nil {
		return nil, err
	}
	s.say(ctx, w.L.T("work.account.password_changed"))
	return seeOther(view.Links{Lang: w.Lang}.Account()), nil
}

// provedTime is how long a password that was typed again is good for setting up a
// second factor.
const provedTime = 15 * time.Minute

// proved reports whether the password was typed again a short while ago.
func (s *Server) proved(ctx context.Context, now time.Time) bool {
	at, err := time.Parse(time.RFC3339, s.sessions.GetString(ctx, sessionProved))
	return err == nil && now.Sub(at) <= provedTime
}

// ownFactorPage shows a new second factor to somebody who has just given the
// password again.
func (s *Server) ownFactorPage(ctx context.Context, w *Work) (*Response, error) {
	if !s.proved(ctx, w.Now) {
		return seeOther(view.Links{Lang: w.Lang}.Account()), nil
	}
	return s.enrolPage(ctx, w.Request, http.StatusOK, w.Account, view.EnrolInput{Account: w.Account})
}

// ownFactor does something about one's own second factor, with the password typed
// again; or puts into use the one that is shown, with a code of it.
func (s *Server) ownFactor(ctx context.Context, w *Work) (*Response, error) {
	account := view.Links{Lang: w.Lang}.Account()
	if _, confirms := w.Form["code"]; confirms {
		if !s.proved(ctx, w.Now) {
			return seeOther(account), nil
		}
		return s.confirmOwnFactor(ctx, w, account)
	}
	refused, err := s.askAgain(ctx, w, w.Form.Get("password"), func(in *view.AccountInput) { in.FactorWrong = true })
	if err != nil || refused != nil {
		return refused, err
	}
	switch w.Form.Get("do") {
	case view.SetFactor:
		s.sessions.Put(ctx, sessionProved, w.Now.UTC().Format(time.RFC3339))
		return seeOther(view.Links{Lang: w.Lang}.AccountSecondFactor()), nil
	case view.RemoveFactor:
		if w.Account.NeedsSecondFactor() {
			return nil, &Problem{Status: http.StatusForbidden, Key: "work.factor.needed"}
		}
		if err := s.workStore.RemoveSecondFactor(ctx, own(w.Account), w.Account.ID); err != nil {
			return nil, err
		}
		s.say(ctx, w.L.T("work.factor.removed"))
		return seeOther(account), nil
	case view.NewCodes:
		return s.newCodes(ctx, w, account)
	}
	return nil, badRequest("web.error.choice")
}

// newCodes replaces the recovery codes of an account that has a second factor.
func (s *Server) newCodes(ctx context.Context, w *Work, account string) (*Response, error) {
	c, err := s.workStore.Credentials(ctx, w.Account.ID)
	if err != nil {
		return nil, err
	}
	if !c.HasSecondFactor() {
		return seeOther(account), nil
	}
	codes, kept := credential.NewRecoveryCodes()
	if err := s.workStore.SetRecoveryCodes(ctx, own(w.Account), w.Account.ID, kept); err != nil {
		return nil, err
	}
	return s.render(http.StatusOK, view.CodesPage(w.L, w.Account, codes, account, nil))
}

// confirmOwnFactor puts a new second factor into use in place of the old one, and
// ends the other sessions.
func (s *Server) confirmOwnFactor(ctx context.Context, w *Work, account string) (*Response, error) {
	codes, err := s.confirmFactor(ctx, w.Request, w.Account, w.Form.Get("code"))
	if err != nil {
		return nil, err
	}
	if codes == nil {
		return s.enrolPage(ctx, w.Request, http.StatusUnprocessableEntity, w.Account, view.EnrolInput{Account: w.Account, Failed: true})
	}
	s.sessions.Remove(ctx, sessionProved)
	if err := s.endSessions(ctx, w.Account.ID, s.hereAs(ctx)); err != nil {
		return nil, err
	}
	return s.render(http.StatusOK, view.CodesPage(w.L, w.Account, codes, account, nil))
}

// endOwnSessions ends one of one's own sessions, or all but this one.
func (s *Server) endOwnSessions(ctx context.Context, w *Work) (*Response, error) {
	here := view.Links{Lang: w.Lang}.Account()
	if w.Form.Get("others") != "" {
		if err := s.endSessions(ctx, w.Account.ID, s.hereAs(ctx)); err != nil {
			return nil, err
		}
		s.say(ctx, w.L.T("work.session.others_ended"))
		return seeOther(here), nil
	}
	own, err := s.sessionsOf(ctx, w.Account.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range own {
		if f.token == w.Form.Get("session") {
			if err := s.sessionStore.DeleteCtx(ctx, f.token); err != nil {
				return nil, err
			}
		}
	}
	s.say(ctx, w.L.T("work.session.ended"))
	return seeOther(here), nil
}

// accountForm reads the account that a form describes.
func accountForm(form url.Values) tracker.Account {
	a := tracker.Account{
		Name: strings.TrimSpace(form.Get("name")), Email: tracker.FoldEmail(form.Get("email")), Lang: tracker.Lang(form.Get("lang")),
		Organizations: append([]string{}, form["organizations"]...), Jurisdictions: append([]string{}, form["jurisdictions"]...),
		Disabled: form.Get("disabled") != "",
	}
	for _, role := range form["roles"] {
		a.Roles = append(a.Roles, tracker.Role(role))
	}
	a.Version, _ = strconv.ParseInt(form.Get("version"), 10, 64) // none is stale
	return a
}
