package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"ogptracker/tracker"
)

const selectMails = `SELECT id, token, account, digest, made_at, attempts, next_at, reason, sent_at, failed_at FROM mails`

func scanMail(r row) (m tracker.Mail, err error) {
	var sent, failed string
	err = r.Scan(&m.ID, &m.Token, &m.Account.ID, &m.Digest, asTime{&m.MadeAt}, &m.Attempts, asTime{&m.NextAt}, &m.Reason, &sent, &failed)
	for text, to := range map[string]*time.Time{sent: &m.SentAt, failed: &m.FailedAt} {
		if err == nil && text != "" {
			*to, err = parseTime(text)
		}
	}
	return m, err
}

// waiting is the condition of an e-mail that is still to be sent.
const waiting = ` sent_at = '' AND failed_at = ''`

// addMail puts an e-mail to an account into the outbox and returns its token.
func (w *writing) addMail(ctx context.Context, account int64, digest bool) (token string, err error) {
	var id int64
	if err := w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM mails`).Scan(&id); err != nil {
		return "", err
	}
	token = rand.Text()
	return token, w.exec(ctx, `INSERT INTO mails (id, account, token, digest, made_at, attempts, next_at, reason, sent_at, failed_at)
		VALUES ($1, $2, $3, $4, $5, 0, $5, '', '', '')`, id, account, token, digest, formatTime(w.at))
}

// fillMail adds to an e-mail whom it goes to and what it tells.
func fillMail(ctx context.Context, q querier, m *tracker.Mail) (err error) {
	if m.Account, err = readAccount(ctx, q, m.Account.ID); err != nil {
		return err
	}
	m.Notices, err = list(ctx, q, selectNotices+` WHERE mail = $1 ORDER BY id`, scanNotice, m.Token)
	return err
}

// Mails returns the e-mails that wait to be sent, and those that were given up, in
// order of their making.
func (s *Store) Mails(ctx context.Context) ([]tracker.Mail, error) {
	var mails []tracker.Mail
	err := s.view(ctx, func(q querier) (err error) {
		if mails, err = list(ctx, q, selectMails+` WHERE sent_at = '' ORDER BY id`, scanMail); err != nil {
			return err
		}
		for i := range mails {
			if err := fillMail(ctx, q, &mails[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the e-mails: %w", err)
	}
	return mails, nil
}

// ClaimMail takes the e-mail that waits longest out of those whose time has come,
// for one attempt to send it: until the attempt is over, or lease has passed, nobody
// else gets it. It reports [tracker.ErrNotFound] where there is none.
//
// Whoever claims it says afterwards how it went, with [Store.MailSent] or
// [Store.MailFailed]. Where nobody does, for the program was killed, it is sent
// again after the lease: once too often rather than never.
//
// An e-mail to an account that may no longer sign in, or whose notices were all
// taken over by newer ones, is not sent.
func (s *Store) ClaimMail(ctx context.Context, lease time.Duration) (*tracker.Mail, error) {
	// To look first costs other writers nothing.
	m, err := nextMail(ctx, s.read, s.now())
	if err == nil {
		err = s.keep(ctx, func(ctx context.Context, w *writing) (err error) {
			for m, err = nextMail(ctx, w, w.at); err == nil && !worthSending(&m); m, err = nextMail(ctx, w, w.at) {
				if err := w.exec(ctx, `DELETE FROM mails WHERE id = $1`, m.ID); err != nil {
					return err
				}
			}
			if errors.Is(err, tracker.ErrNotFound) { // what was removed stays so
				m.ID = 0
				return nil
			}
			if err != nil {
				return err
			}
			m.Attempts++
			m.NextAt = w.at.Add(lease)
			return w.exec(ctx, `UPDATE mails SET attempts = $1, next_at = $2 WHERE id = $3`, m.Attempts, formatTime(m.NextAt), m.ID)
		})
	}
	if err == nil && m.ID == 0 {
		err = tracker.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("claim an e-mail: %w", err)
	}
	return &m, nil
}

// nextMail returns the e-mail whose turn it is.
func nextMail(ctx context.Context, q querier, now time.Time) (tracker.Mail, error) {
	m, err := one(ctx, q, selectMails+` WHERE`+waiting+` AND next_at <= $1 ORDER BY next_at, id LIMIT 1`, scanMail, formatTime(now))
	if err != nil {
		return m, err
	}
	return m, fillMail(ctx, q, &m)
}

func worthSending(m *tracker.Mail) bool { return len(m.Notices) > 0 && !m.Account.Disabled }

// MailSent says that the mail server took an e-mail.
func (s *Store) MailSent(ctx context.Context, m *tracker.Mail) error {
	return s.closeMail(ctx, m, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `UPDATE mails SET sent_at = $1, reason = '' WHERE id = $2 AND`+waiting, formatTime(w.at), m.ID)
	})
}

// MailFailed says that the mail server did not take an e-mail, and why. It is tried
// again later, unless it is final or was tried for days.
func (s *Store) MailFailed(ctx context.Context, m *tracker.Mail, reason string, final bool) error {
	return s.closeMail(ctx, m, func(ctx context.Context, w *writing) error {
		next, again := m.Retry(w.at)
		failed := ""
		if final || !again {
			failed = formatTime(w.at)
		}
		return w.exec(ctx, `UPDATE mails SET reason = $1, next_at = $2, failed_at = $3 WHERE id = $4 AND attempts = $5 AND`+waiting,
			cleanText(reason), formatTime(next), failed, m.ID, m.Attempts)
	})
}

func (s *Store) closeMail(ctx context.Context, m *tracker.Mail, fn func(context.Context, *writing) error) error {
	if err := s.keep(ctx, fn); err != nil {
		return fmt.Errorf("close e-mail %d: %w", m.ID, err)
	}
	return nil
}

// ForgetMail empties the outbox, where no e-mail is sent at all: what was told
// before it is set up is no news by then.
func (s *Store) ForgetMail(ctx context.Context) error {
	n := 0
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM mails WHERE`+waiting).Scan(&n)
	if err == nil && n > 0 {
		err = s.keep(ctx, func(ctx context.Context, w *writing) error {
			return w.exec(ctx, `DELETE FROM mails WHERE`+waiting)
		})
	}
	if err != nil {
		return fmt.Errorf("forget the e-mails that wait: %w", wrap(err))
	}
	return nil
}

// MakeDigests makes the digests that are due at the time of day that now has where
// its location is, and returns how many. An account for which nothing waits, or that
// read all of it, gets none.
func (s *Store) MakeDigests(ctx context.Context, now time.Time) (made int, err error) {
	accounts, err := digestsDue(ctx, s.read, now)
	if err == nil && len(accounts) > 0 {
		err = s.keep(ctx, func(ctx context.Context, w *writing) error {
			// Another program may have made some of them meanwhile.
			accounts, err := digestsDue(ctx, w, now)
			if err != nil {
				return err
			}
			for _, account := range accounts {
				did, err := w.makeDigest(ctx, account)
				if err != nil {
					return err
				}
				made += did
			}
			return nil
		})
	}
	if err != nil {
		return 0, fmt.Errorf("make the digests: %w", wrap(err))
	}
	return made, nil
}

// PreviewDigests returns the digests that [Store.MakeDigests] would make, and makes
// none.
func (s *Store) PreviewDigests(ctx context.Context, now time.Time) ([]tracker.Mail, error) {
	var mails []tracker.Mail
	err := s.view(ctx, func(q querier) error {
		accounts, err := digestsDue(ctx, q, now)
		if err != nil {
			return err
		}
		for _, account := range accounts {
			holds, err := digestOf(ctx, q, account)
			if err != nil {
				return err
			}
			if len(holds) == 0 {
				continue
			}
			a, err := readAccount(ctx, q, account)
			if err != nil {
				return err
			}
			mails = append(mails, tracker.Mail{Account: a, Digest: true, Notices: holds, MadeAt: now, NextAt: now})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look at the digests: %w", err)
	}
	return mails, nil
}

// digestOf returns what the digest of an account holds.
func digestOf(ctx context.Context, q querier, account int64) ([]tracker.Notice, error) {
	waiting, err := list(ctx, q, selectNotices+` WHERE account = $1 AND delivery = 'digest' AND mail = '' ORDER BY id`, scanNotice, account)
	return tracker.DigestOf(waiting), err
}

// digestsDue returns the accounts for which something waits, and a digest is due.
func digestsDue(ctx context.Context, q querier, now time.Time) ([]int64, error) {
	waiting, err := list(ctx, q, selectAccounts+` WHERE id IN (SELECT account FROM notices WHERE delivery = 'digest' AND mail = '') ORDER BY id`, scanAccount)
	if err != nil {
		return nil, err
	}
	var due []int64
	for i := range waiting {
		a := &waiting[i]
		c, err := readChoice(ctx, q, a.ID)
		if err != nil {
			return nil, err
		}
		last := c.digestAt
		if last.IsZero() {
			last = a.CreatedAt
		}
		if c.DigestDue(last, now) {
			due = append(due, a.ID)
		}
	}
	return due, nil
}

// makeDigest makes the digest of an account and returns 1, 0 where there is nothing
// to tell. What it considered is not considered again.
func (w *writing) makeDigest(ctx context.Context, account int64) (made int, err error) {
	holds, err := digestOf(ctx, w, account)
	if err != nil {
		return 0, err
	}
	if len(holds) > 0 {
		mail, err := w.addMail(ctx, account, true)
		if err != nil {
			return 0, err
		}
		for _, n := range holds {
			if err := w.exec(ctx, `UPDATE notices SET mail = $1 WHERE id = $2`, mail, n.ID); err != nil {
				return 0, err
			}
		}
		made = 1
	}
	err = w.exec(ctx, `UPDATE notices SET delivery = 'none' WHERE account = $1 AND delivery = 'digest' AND mail = ''`, account)
	if err != nil {
		return 0, err
	}
	return made, w.exec(ctx, `INSERT INTO notice_settings (account, document, digest_at) VALUES ($1, '{}', $2)
		ON CONFLICT (account) DO UPDATE SET digest_at = excluded.digest_at`, account, formatTime(w.at))
}
