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

// factorStore is what the second factor needs.
type factorStore interface {
	SetSecondFactor(ctx context.Context, actor string, account int64, secret string, step int64, recovery []string) error
	UseTOTPStep(ctx context.Context, account, step int64) error
	UseRecoveryCode(ctx context.Context, actor string, account int64, hash string) error
}

// pendingTime is how long somebody may take between the password and the code.
const pendingTime = 15 * time.Minute

// passed goes on after the first proof of who somebody is: to the second where the
// account has one, to setting one up where it needs one, else into the work area.
// Until then the session holds a pending account, which may do nothing else.
func (s *Server) passed(ctx context.Context, r *Request, account *tracker.Account, on view.Onward) (*Response, error) {
	c, err := s.workStore.Credentials(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	if !c.HasSecondFactor() && !account.NeedsSecondFactor() {
		return s.signedIn(ctx, r, account, on, nil)
	}
	if err := s.freshSession(ctx); err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, sessionPending, account.ID)
	s.sessions.Put(ctx, sessionPassed, r.Now.UTC().Format(time.RFC3339))
	k := view.Links{Lang: r.Lang}
	switch {
	case on.Kept == "" && c.HasSecondFactor():
		return seeOther(k.SignInCode(on.Next)), nil
	case on.Kept == "":
		return seeOther(k.SignInEnrol(on.Next)), nil
	case c.HasSecondFactor():
		return s.render(http.StatusOK, view.CodePage(r.L, view.CodeInput{Onward: on}))
	}
	return s.enrolPage(ctx, r, http.StatusOK, account, view.EnrolInput{Onward: on})
}

// pending returns the account between password and code, nil for none.
func (s *Server) pending(ctx context.Context, now time.Time) (*tracker.Account, error) {
	id := s.sessionNumber(ctx, sessionPending)
	passed, _ := time.Parse(time.RFC3339, s.sessions.GetString(ctx, sessionPassed))
	if id == 0 || now.Sub(passed) > pendingTime {
		return nil, nil
	}
	account, err := s.workStore.Account(ctx, id)
	if errors.Is(err, tracker.ErrNotFound) || err == nil && account.Disabled {
		return nil, nil
	}
	return account, err
}

// step answers one step between password and work area. Whoever has not given a
// password, or too long ago, is asked for it again, and loses nothing by it. A
// step that is not the account's goes to the one that is: nobody who has a second
// factor can put another in its place on the way in.
func (s *Server) step(enrols bool, h func(ctx context.Context, r *Request, account *tracker.Account, c tracker.Credentials, form url.Values) (*Response, error)) func(context.Context, *Request, url.Values) (*Response, error) {
	return func(ctx context.Context, r *Request, form url.Values) (*Response, error) {
		k := view.Links{Lang: r.Lang}
		next := s.ownAddress(r, r.Query.Get("next"))
		account, err := s.pending(ctx, r.Now)
		if err != nil {
			return nil, err
		}
		if account == nil && form == nil {
			return seeOther(k.SignIn(next)), nil
		}
		if account == nil {
			return s.render(http.StatusUnauthorized, s.signInForm(r, view.SignInInput{
				Onward: s.onward(r, form), Why: r.L.T("work.sign_in.late"),
			}))
		}
		c, err := s.workStore.Credentials(ctx, account.ID)
		switch {
		case err != nil:
			return nil, err
		case c.HasSecondFactor() && enrols:
			return seeOther(k.SignInCode(next)), nil
		case !c.HasSecondFactor() && !enrols:
			return seeOther(k.SignInEnrol(next)), nil
		}
		return h(ctx, r, account, c, form)
	}
}

// codePage asks for the second factor.
func (s *Server) codePage(_ context.Context, r *Request, _ *tracker.Account, _ tracker.Credentials, _ url.Values) (*Response, error) {
	return s.render(http.StatusOK, view.CodePage(r.L, view.CodeInput{Onward: s.onward(r, r.Query)}))
}

// code checks the second factor.
func (s *Server) code(ctx context.Context, r *Request, account *tracker.Account, c tracker.Credentials, form url.Values) (*Response, error) {
	in := view.CodeInput{Onward: s.onward(r, form)}
	right, wait, err := s.checkCode(ctx, r, account, c, form.Get("code"))
	switch {
	case err != nil:
		return nil, err
	case wait > 0:
		in.Why = waitFor(r, wait)
		return s.tooMany(view.CodePage(r.L, in), wait)
	case !right:
		in.Failed = true
		return s.render(http.StatusUnprocessableEntity, view.CodePage(r.L, in))
	}
	return s.signedIn(ctx, r, account, in.Onward, nil)
}

// checkCode reports whether a code is the account's, and uses it up: a one-time
// code for its time, a recovery code for good. After too many wrong ones it says
// how long to wait.
func (s *Server) checkCode(ctx context.Context, r *Request, account *tracker.Account, c tracker.Credentials, code string) (right bool, wait time.Duration, err error) {
	uses, err := s.codeUses(ctx, r, account)
	if err != nil {
		return false, 0, err
	}
	if wait := s.throttle.spend(r.Now, uses); wait > 0 {
		return false, wait, nil
	}
	err = tracker.ErrNotFound
	if step, ok := credential.MatchTOTP(c.TOTPSecret, code, r.Now, c.TOTPStep); ok {
		err = s.workStore.UseTOTPStep(ctx, account.ID, step)
	} else if strings.TrimSpace(code) != "" {
		err = s.workStore.UseRecoveryCode(ctx, own(account), account.ID, credential.KeptRecoveryCode(code))
	}
	switch {
	case errors.Is(err, tracker.ErrNotFound), errors.Is(err, tracker.ErrStale):
		return false, 0, nil
	case err != nil:
		return false, 0, err
	}
	s.throttle.forgive(uses)
	return true, 0, nil
}

// own is the actor of what an account does about itself.
func own(account *tracker.Account) string { return account.Actor(account.Roles[0], "").String() }

// enrolStep shows a new second factor.
func (s *Server) enrolStep(ctx context.Context, r *Request, account *tracker.Account, _ tracker.Credentials, _ url.Values) (*Response, error) {
	return s.enrolPage(ctx, r, http.StatusOK, account, view.EnrolInput{Onward: s.onward(r, r.Query)})
}

// enrolPage shows the second factor that is offered to an account, and draws one
// where none is. It stays in the session until a code of it was typed.
func (s *Server) enrolPage(ctx context.Context, r *Request, status int, account *tracker.Account, in view.EnrolInput) (*Response, error) {
	in.Secret = s.sessions.GetString(ctx, sessionOffer)
	if in.Secret == "" {
		in.Secret = credential.NewTOTPSecret()
		s.sessions.Put(ctx, sessionOffer, in.Secret)
	}
	var err error
	if in.Picture, err = credential.TOTPPicture(in.Secret, r.L.T("web.site"), account.Email); err != nil {
		return nil, err
	}
	return s.render(status, view.EnrolPage(r.L, in))
}

// enrol puts a second factor into use on the way in, and shows the recovery codes.
func (s *Server) enrol(ctx context.Context, r *Request, account *tracker.Account, _ tracker.Credentials, form url.Values) (*Response, error) {
	on := s.onward(r, form)
	codes, err := s.confirmFactor(ctx, r, account, form.Get("code"))
	if err != nil {
		return nil, err
	}
	if codes == nil {
		return s.enrolPage(ctx, r, http.StatusUnprocessableEntity, account, view.EnrolInput{Onward: on, Failed: true})
	}
	return s.signedIn(ctx, r, account, on, codes)
}

// confirmFactor puts the offered second factor into use where a code is one of it,
// and returns the account's new recovery codes, nil where it is not.
func (s *Server) confirmFactor(ctx context.Context, r *Request, account *tracker.Account, code string) ([]string, error) {
	secret := s.sessions.GetString(ctx, sessionOffer)
	step, ok := credential.MatchTOTP(secret, code, r.Now, 0)
	if secret == "" || !ok {
		return nil, nil
	}
	codes, kept := credential.NewRecoveryCodes()
	if err := s.workStore.SetSecondFactor(ctx, own(account), account.ID, secret, step, kept); err != nil {
		return nil, err
	}
	s.sessions.Remove(ctx, sessionOffer)
	return codes, nil
}
