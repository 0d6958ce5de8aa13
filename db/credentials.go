package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ogptracker/tracker"
)

// Credentials returns what an account signs in with; of one that never set
// anything, the zero value.
func (s *Store) Credentials(ctx context.Context, account int64) (c tracker.Credentials, err error) {
	err = s.view(ctx, func(q querier) error {
		c, err = readCredentials(ctx, q, account)
		if err != nil {
			return err
		}
		return q.QueryRowContext(ctx, `SELECT count(*) FROM recovery_codes WHERE account = $1`, account).Scan(&c.RecoveryCodes)
	})
	if err != nil {
		return c, fmt.Errorf("read the credentials of account %d: %w", account, err)
	}
	return c, nil
}

func readCredentials(ctx context.Context, q querier, account int64) (tracker.Credentials, error) {
	c, _, err := maybe(one(ctx, q, `SELECT password, totp_secret, totp_step FROM credentials WHERE account = $1`,
		func(r row) (c tracker.Credentials, err error) {
			return c, r.Scan(&c.Password, &c.TOTPSecret, &c.TOTPStep)
		}, account))
	return c, err
}

// NoteSignIn notes that an account signed in.
func (s *Store) NoteSignIn(ctx context.Context, account int64) error {
	return s.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `INSERT INTO credentials (account, password, totp_secret, totp_step, signed_in_at) VALUES ($1, '', '', 0, $2)
			ON CONFLICT (account) DO UPDATE SET signed_in_at = excluded.signed_in_at`, account, formatTime(w.at))
	})
}

// LastSignIns returns when each account last signed in; one that never did is not
// in it.
func (s *Store) LastSignIns(ctx context.Context) (map[int64]time.Time, error) {
	last := map[int64]time.Time{}
	err := each(ctx, s.read, `SELECT account, signed_in_at FROM credentials WHERE signed_in_at IS NOT NULL`, func(r row) error {
		var account int64
		var at time.Time
		err := r.Scan(&account, asTime{&at})
		last[account] = at
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the last times of signing in: %w", err)
	}
	return last, nil
}

// changeCredentials reads what an account signs in with, changes it, and leaves an
// audit entry that says what was done and no more.
func (s *Store) changeCredentials(ctx context.Context, actor, action string, account int64, change func(context.Context, *writing, *tracker.Credentials) error) error {
	err := s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		if err := w.changeCredentials(ctx, account, change); err != nil {
			return err
		}
		_, err := w.audit(ctx, action, accountSubject(account), nil, nil)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s of account %d: %w", action, account, err)
	}
	return nil
}

func (w *writing) changeCredentials(ctx context.Context, account int64, change func(context.Context, *writing, *tracker.Credentials) error) error {
	c, err := readCredentials(ctx, w, account)
	if err != nil {
		return err
	}
	if err := change(ctx, w, &c); err != nil {
		return err
	}
	return w.exec(ctx, `INSERT INTO credentials (account, password, totp_secret, totp_step)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (account) DO UPDATE SET password = excluded.password, totp_secret = excluded.totp_secret,
			totp_step = excluded.totp_step`,
		account, c.Password, c.TOTPSecret, c.TOTPStep)
}

// SetPassword keeps the hash of an account's new password. The links by which one
// could be set are used up with it.
func (s *Store) SetPassword(ctx context.Context, actor string, account int64, hash string) error {
	err := s.update(ctx, actor, func(ctx context.Context, w *writing) error { return w.setPassword(ctx, account, hash) })
	if err != nil {
		return fmt.Errorf("set the password of account %d: %w", account, err)
	}
	return nil
}

func (w *writing) setPassword(ctx context.Context, account int64, hash string) error {
	err := w.changeCredentials(ctx, account, func(_ context.Context, _ *writing, c *tracker.Credentials) error {
		c.Password = hash
		return nil
	})
	if err == nil {
		err = w.exec(ctx, `DELETE FROM links WHERE account = $1`, account)
	}
	if err == nil {
		_, err = w.audit(ctx, "set_password", accountSubject(account), nil, nil)
	}
	return err
}

// SetSecondFactor keeps the secret of a second factor, with the step of the code
// that confirmed it and the hashes of new recovery codes, in place of what there
// was.
func (s *Store) SetSecondFactor(ctx context.Context, actor string, account int64, secret string, step int64, recovery []string) error {
	return s.changeCredentials(ctx, actor, "set_second_factor", account, func(ctx context.Context, w *writing, c *tracker.Credentials) error {
		c.TOTPSecret, c.TOTPStep = secret, step
		return w.replaceRecoveryCodes(ctx, account, recovery)
	})
}

// RemoveSecondFactor takes an account's second factor away, and its recovery
// codes with it.
func (s *Store) RemoveSecondFactor(ctx context.Context, actor string, account int64) error {
	return s.changeCredentials(ctx, actor, "remove_second_factor", account, func(ctx context.Context, w *writing, c *tracker.Credentials) error {
		c.TOTPSecret, c.TOTPStep = "", 0
		return w.replaceRecoveryCodes(ctx, account, nil)
	})
}

// SetRecoveryCodes keeps the hashes of new recovery codes in place of the old ones.
func (s *Store) SetRecoveryCodes(ctx context.Context, actor string, account int64, hashes []string) error {
	return s.changeCredentials(ctx, actor, "set_recovery_codes", account, func(ctx context.Context, w *writing, _ *tracker.Credentials) error {
		return w.replaceRecoveryCodes(ctx, account, hashes)
	})
}

func (w *writing) replaceRecoveryCodes(ctx context.Context, account int64, hashes []string) error {
	if err := w.exec(ctx, `DELETE FROM recovery_codes WHERE account = $1`, account); err != nil {
		return err
	}
	for _, h := range hashes {
		if err := w.exec(ctx, `INSERT INTO recovery_codes (account, hash) VALUES ($1, $2)`, account, h); err != nil {
			return err
		}
	}
	return nil
}

// UseTOTPStep notes that the code of a step was used. It reports
// [tracker.ErrStale] where that code or a later one was used before.
func (s *Store) UseTOTPStep(ctx context.Context, account, step int64) error {
	return s.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.changeCredentials(ctx, account, func(_ context.Context, _ *writing, c *tracker.Credentials) error {
			if step <= c.TOTPStep {
				return tracker.ErrStale
			}
			c.TOTPStep = step
			return nil
		})
	})
}

// UseRecoveryCode uses a recovery code up. It reports [tracker.ErrNotFound] for
// one that there is not, or no longer.
func (s *Store) UseRecoveryCode(ctx context.Context, actor string, account int64, hash string) error {
	return s.changeCredentials(ctx, actor, "use_recovery_code", account, func(ctx context.Context, w *writing, _ *tracker.Credentials) error {
		return w.deleteOne(ctx, `DELETE FROM recovery_codes WHERE account = $1 AND hash = $2`, account, hash)
	})
}

// deleteOne runs a statement that must delete something, and reports
// [tracker.ErrNotFound] where it did not.
func (w *writing) deleteOne(ctx context.Context, query string, args ...any) error {
	result, err := w.ExecContext(ctx, query, args...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("%w: nothing to delete", tracker.ErrNotFound)
	}
	return nil
}

// AddLink keeps the hash of a one-time link's token: to set the password of an
// account, or, where account is 0, to create the first administrator. Older links
// for the same are no longer good.
func (s *Store) AddLink(ctx context.Context, account int64, hash string, expires time.Time) error {
	return s.keep(ctx, func(ctx context.Context, w *writing) error {
		if err := w.exec(ctx, `DELETE FROM links WHERE coalesce(account, 0) = $1 OR expires_at < $2`, account, formatTime(w.at)); err != nil {
			return err
		}
		var of any
		if account != 0 {
			of = account
		}
		return w.exec(ctx, `INSERT INTO links (hash, account, expires_at) VALUES ($1, $2, $3)`, hash, of, formatTime(expires))
	})
}

// Link returns the account that a one-time link is for, 0 for the first
// administrator's. It reports [tracker.ErrNotFound] for one that is used up, past
// its time or never was.
func (s *Store) Link(ctx context.Context, hash string) (account int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(account, 0) FROM links WHERE hash = $1 AND expires_at > $2`,
		hash, formatTime(s.now())).Scan(&account)
	return account, wrap(err)
}

// UseLink sets the password of the account that a one-time link is for, and uses
// the link up. It reports [tracker.ErrNotFound] as [Store.Link] does.
func (s *Store) UseLink(ctx context.Context, link, password string) (*tracker.Account, error) {
	var a tracker.Account
	err := s.update(ctx, "", func(ctx context.Context, w *writing) error {
		id, err := w.takeLink(ctx, link)
		if err != nil {
			return err
		}
		if a, err = readAccount(ctx, w, id); err != nil {
			return err
		}
		w.actor = a.Actor(a.Roles[0], "").String()
		return w.setPassword(ctx, id, password)
	})
	if err != nil {
		return nil, fmt.Errorf("set a password by a one-time link: %w", err)
	}
	return &a, nil
}

// takeLink uses a link up and returns the account it is for, 0 for the first
// administrator's.
func (w *writing) takeLink(ctx context.Context, link string) (account int64, err error) {
	err = w.QueryRowContext(ctx, `DELETE FROM links WHERE hash = $1 AND expires_at > $2 RETURNING coalesce(account, 0)`,
		link, formatTime(w.at)).Scan(&account)
	return account, wrap(err)
}

// CreateFirstAdministrator records an account where nobody can manage accounts
// yet, and uses up the link that leads to it. It reports [tracker.ErrConflict]
// where somebody can, or where the address is another account's, and
// [tracker.ErrNotFound] as [Store.Link] does.
func (s *Store) CreateFirstAdministrator(ctx context.Context, link string, a tracker.Account, password string) (*tracker.Account, error) {
	fresh, err := clean(a)
	if err == nil {
		err = s.update(ctx, "", func(ctx context.Context, w *writing) error {
			switch err := w.requireAdministrator(ctx); {
			case err == nil:
				return fmt.Errorf("%w: there is an administrator already", tracker.ErrConflict)
			case !errors.Is(err, tracker.ErrLastAdministrator):
				return err
			}
			if account, err := w.takeLink(ctx, link); err != nil || account != 0 {
				return errors.Join(tracker.ErrNotFound, err)
			}
			id, err := w.nextAccount(ctx)
			if err != nil {
				return err
			}
			w.actor = tracker.Actor{Account: id, Role: tracker.Administrator}.String()
			if err := w.saveAccount(ctx, &fresh); err != nil {
				return err
			}
			return w.setPassword(ctx, id, password)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("create the first administrator: %w", err)
	}
	return &fresh, nil
}

// AccountByIdentity returns the account of somebody whom a provider of single
// sign-on vouches for.
func (s *Store) AccountByIdentity(ctx context.Context, issuer, subject string) (*tracker.Account, error) {
	a, err := one(ctx, s.read, selectAccounts+` WHERE id = (SELECT account FROM identities WHERE issuer = $1 AND subject = $2)`,
		scanAccount, issuer, subject)
	if err != nil {
		return nil, fmt.Errorf("read an account by its identity: %w", err)
	}
	return &a, nil
}

// AddIdentity notes that a provider's account is one of ours.
func (s *Store) AddIdentity(ctx context.Context, actor, issuer, subject string, account int64) error {
	return s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		if err := w.exec(ctx, `INSERT INTO identities (issuer, subject, account) VALUES ($1, $2, $3)`, issuer, subject, account); err != nil {
			return err
		}
		_, err := w.audit(ctx, "add_identity", accountSubject(account), nil, nil)
		return err
	})
}
