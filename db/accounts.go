package db

import (
	"context"
	"fmt"
	"slices"

	"ogptracker/tracker"
)

const selectAccounts = `SELECT id, email, name, roles, organizations, jurisdictions, lang, disabled, created_at, version FROM accounts`

func scanAccount(r row) (a tracker.Account, err error) {
	err = r.Scan(&a.ID, &a.Email, &a.Name, asJSON{&a.Roles}, asJSON{&a.Organizations}, asJSON{&a.Jurisdictions},
		&a.Lang, &a.Disabled, asTime{&a.CreatedAt}, &a.Version)
	return a, err
}

// Accounts lists every account by name.
func (s *Store) Accounts(ctx context.Context) ([]tracker.Account, error) {
	all, err := list(ctx, s.read, selectAccounts+` ORDER BY name, id`, scanAccount)
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	return all, nil
}

// Account returns the account with a number.
func (s *Store) Account(ctx context.Context, id int64) (*tracker.Account, error) {
	a, err := readAccount(ctx, s.read, id)
	if err != nil {
		return nil, fmt.Errorf("read account %d: %w", id, err)
	}
	return &a, nil
}

func readAccount(ctx context.Context, q querier, id int64) (tracker.Account, error) {
	return one(ctx, q, selectAccounts+` WHERE id = $1`, scanAccount, id)
}

// AccountByEmail returns the account that signs in with an address.
func (s *Store) AccountByEmail(ctx context.Context, email string) (*tracker.Account, error) {
	a, err := one(ctx, s.read, selectAccounts+` WHERE email = $1`, scanAccount, cleanText(tracker.FoldEmail(email)))
	if err != nil {
		return nil, fmt.Errorf("read an account by its address: %w", err)
	}
	return &a, nil
}

// SaveAccount records a new account, where its number is 0, or a changed one, and
// returns it as it is recorded. It reports [tracker.ErrStale] where somebody else
// saved it since the version it carries, [tracker.ErrConflict] for an address that
// another account has or an organization that is not there, and
// [tracker.ErrLastAdministrator] where nobody could manage accounts any more.
func (s *Store) SaveAccount(ctx context.Context, actor string, a tracker.Account) (*tracker.Account, error) {
	fresh, err := clean(a)
	if err == nil {
		fresh.Email = tracker.FoldEmail(fresh.Email)
		err = s.update(ctx, actor, func(ctx context.Context, w *writing) error { return w.saveAccount(ctx, &fresh) })
	}
	if err != nil {
		return nil, fmt.Errorf("save account %d: %w", a.ID, err)
	}
	return &fresh, nil
}

// accountRecord is what the audit trail says of an account: what it may do. Names
// and addresses are not in it, for the trail is handed to reviewers.
type accountRecord struct {
	Roles         []tracker.Role `json:"roles"`
	Organizations []string       `json:"organizations"`
	Jurisdictions []string       `json:"jurisdictions"`
	Disabled      bool           `json:"disabled"`
	Version       int64          `json:"version"`
}

func recordOf(a tracker.Account) accountRecord {
	return accountRecord{a.Roles, a.Organizations, a.Jurisdictions, a.Disabled, a.Version}
}

func accountSubject(id int64) string { return fmt.Sprintf("account/%d", id) }

func (w *writing) saveAccount(ctx context.Context, a *tracker.Account) error {
	for _, code := range a.Organizations {
		if _, err := one(ctx, w, `SELECT code FROM organizations WHERE code = $1`, scanString, code); err != nil {
			return fmt.Errorf("%w: organization %s: %w", tracker.ErrConflict, code, err)
		}
	}
	var before any
	hadAdministrator := false
	var was *tracker.Account
	if a.ID == 0 {
		id, err := w.nextAccount(ctx)
		if err != nil {
			return err
		}
		a.ID, a.CreatedAt = id, w.at
	} else {
		old, err := readAccount(ctx, w, a.ID)
		if err != nil {
			return err
		}
		if old.Version != a.Version {
			return tracker.ErrStale
		}
		if slices.Equal(old.Roles, a.Roles) && slices.Equal(old.Organizations, a.Organizations) &&
			slices.Equal(old.Jurisdictions, a.Jurisdictions) && old.Email == a.Email && old.Name == a.Name &&
			old.Lang == a.Lang && old.Disabled == a.Disabled {
			return nil
		}
		a.CreatedAt = old.CreatedAt
		before, was = recordOf(old), &old
		hadAdministrator = old.Has(tracker.Administrator) && !old.Disabled
	}
	a.Version++
	_, _, err := w.save(ctx, accountSubject(a.ID), before, recordOf(*a), func(int64) error {
		return w.exec(ctx, `INSERT INTO accounts (id, email, name, roles, organizations, jurisdictions, lang, disabled, created_at, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, roles = excluded.roles,
				organizations = excluded.organizations, jurisdictions = excluded.jurisdictions, lang = excluded.lang,
				disabled = excluded.disabled, version = excluded.version`,
			a.ID, a.Email, a.Name, toJSON(a.Roles), toJSON(a.Organizations), toJSON(a.Jurisdictions),
			string(a.Lang), a.Disabled, formatTime(a.CreatedAt), a.Version)
	})
	w.tell(tracker.AccountOccasions(w.by(), w.at, was, a)...)
	if err != nil || !hadAdministrator {
		return err
	}
	return w.requireAdministrator(ctx)
}

// nextAccount returns the number of an account that is recorded next.
func (w *writing) nextAccount(ctx context.Context) (id int64, err error) {
	err = w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM accounts`).Scan(&id)
	return id, err
}

// requireAdministrator refuses a state in which nobody can manage accounts.
func (w *writing) requireAdministrator(ctx context.Context) error {
	all, err := list(ctx, w, selectAccounts, scanAccount)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Has(tracker.Administrator) && !a.Disabled {
			return nil
		}
	}
	return tracker.ErrLastAdministrator
}

// HasAdministrator reports whether anybody can manage accounts.
func (s *Store) HasAdministrator(ctx context.Context) (bool, error) {
	all, err := s.Accounts(ctx)
	return slices.ContainsFunc(all, func(a tracker.Account) bool { return a.Has(tracker.Administrator) && !a.Disabled }), err
}
