package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// accountsStore is what managing accounts needs.
type accountsStore interface {
	Accounts(ctx context.Context) ([]tracker.Account, error)
	// LastSignIns returns when each account last signed in.
	LastSignIns(ctx context.Context) (map[int64]time.Time, error)
	AddLink(ctx context.Context, account int64, hash string, expires time.Time) error
}

// accountsRoutes lays out the pages of those who manage accounts.
func (s *Server) accountsRoutes(on func(method, path string, h workAnswer), w view.Words) {
	at := "/" + w.Accounts
	manage := func(method, path string, h workAnswer) {
		on(method, at+path, func(ctx context.Context, w *Work) (*Response, error) {
			if err := w.may(tracker.MayManageAccounts, tracker.Subject{}); err != nil {
				return nil, err
			}
			return h(ctx, w)
		})
	}
	manage(http.MethodGet, "", s.accountsPage)
	manage(http.MethodGet, "/"+w.NewAccount, s.newAccountPage)
	manage(http.MethodPost, "/"+w.NewAccount, s.createAccount)
	manage(http.MethodGet, "/:account", s.editAccountPage)
	manage(http.MethodPost, "/:account", s.editAccount)
	manage(http.MethodPost, "/:account/"+w.ResetLink, s.resetAccount)
	manage(http.MethodPost, "/:account/"+w.SecondFactor, s.removeFactor)
}

// accountsPage lists all accounts.
func (s *Server) accountsPage(ctx context.Context, w *Work) (*Response, error) {
	in := view.AccountsInput{Account: w.Account}
	var err error
	if in.All, err = s.workStore.Accounts(ctx); err != nil {
		return nil, err
	}
	if in.Clock, err = s.zone(ctx, ""); err != nil {
		return nil, err
	}
	if in.LastSignIns, err = s.workStore.LastSignIns(ctx); err != nil {
		return nil, err
	}
	if in.Organizations, err = s.workStore.Organizations(ctx); err != nil {
		return nil, err
	}
	return s.showWork(ctx, http.StatusOK, view.AccountsPage(w.L, in))
}

// newAccountPage is the form for a new account.
func (s *Server) newAccountPage(ctx context.Context, w *Work) (*Response, error) {
	return s.accountForm(ctx, w, http.StatusOK, view.EditAccountInput{Edited: tracker.Account{Lang: w.Lang}})
}

// accountForm shows the form for an account, with what it may be given.
func (s *Server) accountForm(ctx context.Context, w *Work, status int, in view.EditAccountInput) (*Response, error) {
	in.Account = w.Account
	var err error
	if in.Organizations, err = s.workStore.Organizations(ctx); err != nil {
		return nil, err
	}
	if in.Jurisdictions, err = s.store.Jurisdictions(ctx); err != nil {
		return nil, err
	}
	if in.Edited.ID != 0 {
		c, err := s.workStore.Credentials(ctx, in.Edited.ID)
		if err != nil {
			return nil, err
		}
		in.HasFactor = c.HasSecondFactor()
	}
	return s.render(status, view.EditAccountPage(w.L, in))
}

// saveAccount saves an account as a form has it. It returns the answer where it is
// refused, with all that was typed.
func (s *Server) saveAccount(ctx context.Context, w *Work, edited tracker.Account) (*tracker.Account, *Response, error) {
	in := view.EditAccountInput{Edited: edited, Problems: edited.Validate()}
	if len(in.Problems) > 0 {
		resp, err := s.accountForm(ctx, w, http.StatusUnprocessableEntity, in)
		return nil, resp, err
	}
	saved, err := s.workStore.SaveAccount(ctx, w.Account.Actor(tracker.Administrator, "").String(), edited)
	status := http.StatusUnprocessableEntity
	switch {
	case err == nil:
		return saved, nil, nil
	case errors.Is(err, tracker.ErrStale):
		status = http.StatusConflict
		if in.Theirs, err = s.workStore.Account(ctx, edited.ID); err != nil {
			return nil, nil, err
		}
		in.Edited.Version = in.Theirs.Version
	case errors.Is(err, tracker.ErrLastAdministrator):
		in.Last = true
	case errors.Is(err, tracker.ErrConflict):
		in.Taken = true
	default:
		return nil, nil, err
	}
	resp, err := s.accountForm(ctx, w, status, in)
	return nil, resp, err
}

// createAccount creates an account, and shows the link by which its owner sets a
// password.
func (s *Server) createAccount(ctx context.Context, w *Work) (*Response, error) {
	edited := accountForm(w.Form)
	edited.Version = 0
	saved, refused, err := s.saveAccount(ctx, w, edited)
	if err != nil || refused != nil {
		return refused, err
	}
	return s.showLink(ctx, w, saved, true)
}

// showLink makes a one-time link for an account and shows it, this once.
func (s *Server) showLink(ctx context.Context, w *Work, of *tracker.Account, created bool) (*Response, error) {
	token, kept := credential.NewToken()
	if err := s.workStore.AddLink(ctx, of.ID, kept, w.Now.Add(view.LinkLasts)); err != nil {
		return nil, err
	}
	link := s.site.Base + view.Links{Lang: of.Lang}.OneTime(token)
	return s.render(http.StatusOK, view.AccountLinkPage(w.L, w.Account, of, link, created))
}

// accountAt returns the account that an address names.
func (s *Server) accountAt(ctx context.Context, w *Work) (*tracker.Account, error) {
	id, err := strconv.ParseInt(w.Params("account"), 10, 64)
	if err != nil {
		return nil, notFound
	}
	return s.workStore.Account(ctx, id)
}

// editAccountPage is the form for an account that is there.
func (s *Server) editAccountPage(ctx context.Context, w *Work) (*Response, error) {
	account, err := s.accountAt(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.accountForm(ctx, w, http.StatusOK, view.EditAccountInput{Edited: *account})
}

// editAccount saves an account. One that is disabled is signed out everywhere.
func (s *Server) editAccount(ctx context.Context, w *Work) (*Response, error) {
	account, err := s.accountAt(ctx, w)
	if err != nil {
		return nil, err
	}
	edited := accountForm(w.Form)
	edited.ID = account.ID
	saved, refused, err := s.saveAccount(ctx, w, edited)
	if err != nil || refused != nil {
		return refused, err
	}
	if saved.Disabled {
		if err := s.endSessions(ctx, saved.ID, ""); err != nil {
			return nil, err
		}
	}
	s.say(ctx, w.L.T("work.accounts.saved"))
	return seeOther(view.Links{Lang: w.Lang}.Accounts()), nil
}

// resetAccount shows a link by which an account's owner sets a new password. The
// old one stays good until then.
func (s *Server) resetAccount(ctx context.Context, w *Work) (*Response, error) {
	account, err := s.accountAt(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.showLink(ctx, w, account, false)
}

// removeFactor takes the second factor of an account away, for somebody who has
// lost it, and ends the account's sessions.
func (s *Server) removeFactor(ctx context.Context, w *Work) (*Response, error) {
	account, err := s.accountAt(ctx, w)
	if err != nil {
		return nil, err
	}
	if err := s.workStore.RemoveSecondFactor(ctx, w.Account.Actor(tracker.Administrator, "").String(), account.ID); err != nil {
		return nil, err
	}
	if err := s.endSessions(ctx, account.ID, ""); err != nil {
		return nil, err
	}
	s.say(ctx, w.L.T("work.accounts.factor_removed"))
	return seeOther(view.Links{Lang: w.Lang}.Accounts()), nil
}
