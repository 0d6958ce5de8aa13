package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// hashesAtOnce bounds how many passwords are worked on at a time: each takes 19 MB
// and a processor for some 30 ms.
const hashesAtOnce = 4

// passwordMatches is [credential.PasswordMatches], a few at a time.
func (s *Server) passwordMatches(ctx context.Context, hash, password string) (bool, error) {
	if err := s.hashing.Acquire(ctx, 1); err != nil {
		return false, err
	}
	defer s.hashing.Release(1)
	return credential.PasswordMatches(hash, password), nil
}

// newPassword reads a new password that was typed twice, and returns its hash, or
// what is wrong with it. about is as [credential.Check] has it.
func (s *Server) newPassword(ctx context.Context, r *Request, form url.Values, about ...string) (hash string, fault view.PasswordFault, err error) {
	password := form.Get("new_password")
	if weak := credential.Check(password, append(about, r.L.T("web.site"))...); weak != "" {
		return "", view.PasswordFault(weak), nil
	}
	if form.Get("again") != password {
		return "", view.PasswordsDiffer, nil
	}
	if err := s.hashing.Acquire(ctx, 1); err != nil {
		return "", "", err
	}
	defer s.hashing.Release(1)
	return credential.HashPassword(password), "", nil
}

// proved is what came of an attempt to prove who one is.
type proved struct {
	account *tracker.Account // nil where it failed
	wait    time.Duration    // until another attempt is let pass; 0 where this one was
}

// checkPassword looks for the account that an address and a password belong to. It
// takes as long for an address that has none.
func (s *Server) checkPassword(ctx context.Context, r *Request, email, password string) (proved, error) {
	account, err := s.workStore.AccountByEmail(ctx, email)
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return proved{}, err
	}
	uses, err := s.passwordUses(ctx, r, email, account)
	if err != nil {
		return proved{}, err
	}
	if wait := s.throttle.spend(r.Now, uses); wait > 0 {
		return proved{wait: wait}, nil
	}
	var c tracker.Credentials
	if account != nil {
		if c, err = s.workStore.Credentials(ctx, account.ID); err != nil {
			return proved{}, err
		}
	}
	right, err := s.passwordMatches(ctx, c.Password, password)
	if err != nil || !right || account == nil || account.Disabled {
		return proved{}, err
	}
	s.throttle.forgive(uses)
	return proved{account: account}, nil
}

// tooMany sends a page that says how long to wait, with what was typed.
func (s *Server) tooMany(page *view.Page, wait time.Duration) (*Response, error) {
	resp, err := s.render(http.StatusTooManyRequests, page)
	if err == nil {
		resp.RetryAfter = strconv.Itoa(int((wait + time.Second - 1) / time.Second))
	}
	return resp, err
}

// waitFor says how long to wait, in whole minutes.
func waitFor(r *Request, wait time.Duration) string {
	return r.L.N("work.wait", int((wait+time.Minute-1)/time.Minute))
}
