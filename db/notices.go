package db

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"ogptracker/tracker"
)

const selectNotices = `SELECT id, account, kind, plan_id, item, period, tally, told_at, by_account, seen FROM notices`

func scanNotice(r row) (n tracker.Notice, err error) {
	err = r.Scan(&n.ID, &n.Account, &n.Kind, &n.Plan, &n.Item, &n.Period, &n.Count, asTime{&n.At}, &n.By, &n.Read)
	return n, err
}

// noticesMost is how many notices an account keeps; older ones go.
const noticesMost = 500

// Notices returns notices of an account, newest first, at most so many. Where before
// is not 0 they are those that come after that notice in the list.
func (s *Store) Notices(ctx context.Context, account, before int64, most int) ([]tracker.Notice, error) {
	all, err := list(ctx, s.read, selectNotices+` WHERE account = $1 AND ($2 = 0 OR id < $2) ORDER BY id DESC LIMIT $3`,
		scanNotice, account, before, most)
	if err != nil {
		return nil, fmt.Errorf("read the notices of account %d: %w", account, err)
	}
	return all, nil
}

// UnreadNotices counts the notices that an account has not read.
func (s *Store) UnreadNotices(ctx context.Context, account int64) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM notices WHERE account = $1 AND NOT seen`, account).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count the notices of account %d: %w", account, wrap(err))
	}
	return n, nil
}

// ReadNotices marks notices of an account as read: from the one numbered first to
// the one numbered last. It leaves other accounts' alone.
func (s *Store) ReadNotices(ctx context.Context, account, first, last int64) error {
	err := s.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `UPDATE notices SET seen = TRUE WHERE account = $1 AND id BETWEEN $2 AND $3 AND NOT seen`, account, first, last)
	})
	if err != nil {
		return fmt.Errorf("mark notices of account %d as read: %w", account, err)
	}
	return nil
}

// NoticeSettings returns what an account chose of its e-mail.
func (s *Store) NoticeSettings(ctx context.Context, account int64) (tracker.NoticeSettings, error) {
	c, err := readChoice(ctx, s.read, account)
	if err != nil {
		return c.NoticeSettings, fmt.Errorf("read the notice settings of account %d: %w", account, err)
	}
	return c.NoticeSettings, nil
}

// SaveNoticeSettings keeps what an account chooses of its e-mail. It holds for what
// is told from then on.
func (s *Store) SaveNoticeSettings(ctx context.Context, account int64, settings tracker.NoticeSettings) error {
	err := s.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `INSERT INTO notice_settings (account, document, digest_at) VALUES ($1, $2, '')
			ON CONFLICT (account) DO UPDATE SET document = excluded.document`, account, toJSON(settings))
	})
	if err != nil {
		return fmt.Errorf("save the notice settings of account %d: %w", account, err)
	}
	return nil
}

// choice is a row of settings.
type choice struct {
	tracker.NoticeSettings
	digestAt time.Time
}

// readChoice returns the settings of an account; those of one that chose nothing
// are blank.
func readChoice(ctx context.Context, q querier, account int64) (choice, error) {
	c, _, err := maybe(one(ctx, q, `SELECT document, digest_at FROM notice_settings WHERE account = $1`, func(r row) (c choice, err error) {
		var at string
		if err = r.Scan(asJSON{&c.NoticeSettings}, &at); err == nil && at != "" {
			c.digestAt, err = parseTime(at)
		}
		return c, err
	}, account))
	return c, err
}

// occasion is something to tell when the write is done, about a plan that is looked
// up then where only its name is given.
type occasion struct {
	tracker.Occasion
	planID string
}

// tell has accounts told of what this write does, once all of it is done: what
// happens many times in one write is one notice that counts.
func (w *writing) tell(occasions ...tracker.Occasion) { w.tellOf("", occasions...) }

// tellOf is [writing.tell] for what is about a plan.
func (w *writing) tellOf(planID string, occasions ...tracker.Occasion) {
	for _, o := range occasions {
		w.occasions = append(w.occasions, occasion{o, planID})
	}
}

// tellAll writes the notices of what this write did, and the e-mails that go out at
// once.
func (w *writing) tellAll(ctx context.Context) error {
	if len(w.occasions) == 0 {
		return nil
	}
	plans := map[string]*tracker.Plan{}
	occasions := make([]tracker.Occasion, len(w.occasions))
	for i, o := range w.occasions {
		if o.planID != "" && plans[o.planID] == nil {
			r, err := readPlan(ctx, w, o.planID)
			if err != nil {
				return err
			}
			plans[o.planID] = &r.Plan
		}
		occasions[i] = o.Occasion
		if o.planID != "" {
			occasions[i].Plan = plans[o.planID]
		}
	}
	accounts, err := list(ctx, w, selectAccounts+` ORDER BY id`, scanAccount)
	if err != nil {
		return err
	}
	for _, n := range tracker.Tell(accounts, occasions) {
		if err := w.addNotice(ctx, n); err != nil {
			return fmt.Errorf("tell account %d: %w", n.Account, err)
		}
	}
	return nil
}

// addNotice writes a notice in the place of one that tells the same and was not
// read, and makes its e-mail.
func (w *writing) addNotice(ctx context.Context, n tracker.Notice) error {
	err := w.exec(ctx, `DELETE FROM notices WHERE account = $1 AND NOT seen AND kind = $2 AND plan_id = $3 AND item = $4 AND period = $5`,
		n.Account, string(n.Kind), n.Plan, n.Item, string(n.Period))
	if err != nil {
		return err
	}
	settings, err := readChoice(ctx, w, n.Account)
	if err != nil {
		return err
	}
	mail := ""
	delivery := settings.DeliveryOf(n.Kind)
	if delivery == tracker.AtOnce {
		if mail, err = w.addMail(ctx, n.Account, false); err != nil {
			return err
		}
	}
	if err := w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM notices`).Scan(&n.ID); err != nil {
		return err
	}
	err = w.exec(ctx, `INSERT INTO notices (id, account, kind, plan_id, item, period, tally, told_at, by_account, seen, delivery, mail)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10, $11)`,
		n.ID, n.Account, string(n.Kind), n.Plan, n.Item, string(n.Period), n.Count, formatTime(n.At), n.By, string(delivery), mail)
	if err != nil {
		return err
	}
	return w.exec(ctx, `DELETE FROM notices WHERE account = $1 AND id <= (
		SELECT id FROM notices WHERE account = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)`, n.Account, noticesMost)
}

// by returns who writes.
func (w *writing) by() tracker.Actor { return tracker.ParseActor(w.actor) }

// tellPublished tells of updates that were just published.
func (w *writing) tellPublished(ctx context.Context, planID string, updates []*tracker.Update) error {
	if len(updates) == 0 {
		return nil
	}
	drafts, err := list(ctx, w, selectDrafts+` WHERE d.plan_id = $1`, scanDraft, planID)
	if err != nil {
		return err
	}
	w.tellOf(planID, tracker.PublishedOccasions(w.by(), w.at, updates, drafts)...)
	return nil
}

// tellAmended tells of items of a plan that were changed.
func (w *writing) tellAmended(old, new *tracker.Plan, items map[string]int64) {
	w.tell(tracker.AmendmentOccasions(old, new, w.by(), w.at, slices.Sorted(maps.Keys(items)))...)
}

// RemindersGiven returns the reminders of a plan that were given.
func (s *Store) RemindersGiven(ctx context.Context, planID string) ([]tracker.Reminder, error) {
	given, err := list(ctx, s.read, `SELECT period, days FROM reminders WHERE plan_id = $1 ORDER BY period, days`,
		func(r row) (m tracker.Reminder, err error) {
			err = r.Scan(&m.Period, &m.Days)
			return m, err
		}, planID)
	if err != nil {
		return nil, fmt.Errorf("read the reminders of %s: %w", planID, err)
	}
	return given, nil
}

// Remind gives a reminder of a plan, and remembers that it was given: of programs
// that do so at the same time one does, and the others report
// [tracker.ErrConflict].
func (s *Store) Remind(ctx context.Context, planID string, m tracker.Reminder, occasions []tracker.Occasion) error {
	err := s.keep(ctx, func(ctx context.Context, w *writing) error {
		if err := w.exec(ctx, `INSERT INTO reminders (plan_id, period, days) VALUES ($1, $2, $3)`, planID, string(m.Period), m.Days); err != nil {
			return err
		}
		w.tell(occasions...)
		return nil
	})
	if err != nil {
		return fmt.Errorf("remind of %s in %s: %w", m.Period, planID, err)
	}
	return nil
}

// How long what was dealt with is kept.
const (
	readNoticesKept = 90 * 24 * time.Hour
	mailsKept       = 90 * 24 * time.Hour
)

// TidyNotices removes notices that were read long ago, and e-mails that were sent or
// given up long ago.
func (s *Store) TidyNotices(ctx context.Context) error {
	err := s.keep(ctx, func(ctx context.Context, w *writing) error {
		return errors.Join(
			w.exec(ctx, `DELETE FROM notices WHERE seen AND told_at < $1`, formatTime(w.at.Add(-readNoticesKept))),
			w.exec(ctx, `DELETE FROM mails WHERE sent_at || failed_at <> '' AND made_at < $1`, formatTime(w.at.Add(-mailsKept))))
	})
	if err != nil {
		return fmt.Errorf("tidy the notices up: %w", err)
	}
	return nil
}
