package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"ogptracker/cmd/ogptracker/mail"
	"ogptracker/db"
	"ogptracker/tracker"
)

// herald gives reminders, makes digests and sends the e-mails that wait.
type herald struct {
	store *db.Store
	// sender is nil where this site sends no e-mail.
	sender postman
	base   string // public address, for the links
	home   string // jurisdiction by whose clock digests are made
	now    func() time.Time
	log    *slog.Logger
}

// postman hands an e-mail to a mail server.
type postman interface {
	Send(ctx context.Context, m mail.Message) error
}

const (
	// heraldEvery is how long an e-mail waits at most that goes out at once.
	heraldEvery = 20 * time.Second
	// mailLease is for how long an e-mail that is being sent is nobody else's. It is
	// longer than any conversation with a mail server.
	mailLease = 10 * time.Minute
)

// run does one round after another until ctx ends. What is under way then is
// finished: to stop between sending an e-mail and noting it would send it twice.
func (h *herald) run(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if _, err := h.round(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("notices could not be looked after", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// notified says what a round did.
type notified struct {
	Reminders int `json:"reminders"`
	Digests   int `json:"digests"`
	Sent      int `json:"sent"`
	Failed    int `json:"failed"`
}

// round does all that is due.
func (h *herald) round(ctx context.Context) (done notified, err error) {
	now := h.now()
	plans, err := h.store.Plans(ctx)
	if err != nil {
		return done, err
	}
	for i := range plans {
		given, err := h.remind(ctx, &plans[i], now)
		done.Reminders += given
		if err != nil {
			return done, err
		}
	}
	if h.sender == nil {
		err = h.store.ForgetMail(ctx)
	} else {
		done.Digests, err = h.store.MakeDigests(ctx, now.In(tracker.HomeLocation(plans, h.home)))
	}
	if err == nil && h.sender != nil {
		done.Sent, done.Failed, err = h.send(ctx, plans)
	}
	if err != nil {
		return done, err
	}
	return done, h.store.TidyNotices(ctx)
}

// due returns the reminders of a plan that are due and were not given.
func (h *herald) due(ctx context.Context, plan *tracker.Plan, now time.Time) ([]tracker.Reminder, error) {
	due := plan.RemindersDue(plan.Today(now))
	if len(due) == 0 {
		return nil, nil
	}
	given, err := h.store.RemindersGiven(ctx, plan.ID)
	return slices.DeleteFunc(due, func(m tracker.Reminder) bool { return slices.Contains(given, m) }), err
}

// occasions returns what there is to tell on the day of a reminder.
func (h *herald) occasions(ctx context.Context, plan *tracker.Plan, m tracker.Reminder, now time.Time) ([]tracker.Occasion, error) {
	record, err := h.store.Record(ctx, plan.ID)
	if err != nil {
		return nil, err
	}
	drafts, err := h.store.Drafts(ctx, plan.ID)
	if err != nil {
		return nil, err
	}
	return m.Occasions(tracker.Assess(record, plan.Today(now)), drafts, now), nil
}

// remind gives the reminders of a plan that are due, and returns how many.
func (h *herald) remind(ctx context.Context, plan *tracker.Plan, now time.Time) (given int, err error) {
	due, err := h.due(ctx, plan, now)
	if err != nil {
		return 0, err
	}
	for _, m := range due {
		occasions, err := h.occasions(ctx, plan, m, now)
		if err == nil {
			err = h.store.Remind(ctx, plan.ID, m, occasions)
		}
		switch {
		case errors.Is(err, tracker.ErrConflict): // another program gave it meanwhile
		case err != nil:
			return given, err
		default:
			given++
		}
	}
	return given, nil
}

// send sends the e-mails whose time has come, one after the other. A mail server
// that cannot be spoken to ends it: the others would fare no better.
func (h *herald) send(ctx context.Context, plans []tracker.Plan) (sent, failed int, err error) {
	words := h.words(ctx, plans)
	for ctx.Err() == nil {
		m, err := h.store.ClaimMail(ctx, mailLease)
		if errors.Is(err, tracker.ErrNotFound) {
			return sent, failed, nil
		}
		if err != nil {
			return sent, failed, err
		}
		whole := context.WithoutCancel(ctx)
		err = h.sender.Send(whole, mail.Compose(m, words))
		var refused *mail.RefusedError
		final := errors.As(err, &refused)
		if err == nil {
			sent++
			err = h.store.MailSent(whole, m)
		} else {
			failed++
			h.log.Warn("an e-mail was not taken", "mail", m.ID, "attempt", m.Attempts, "final", final, "err", err)
			if e := h.store.MailFailed(whole, m, err.Error(), final); e != nil || final {
				err = e
			}
		}
		if err != nil {
			return sent, failed, err
		}
	}
	return sent, failed, nil
}

// words returns what the words of e-mails are looked up in, each thing once.
func (h *herald) words(ctx context.Context, plans []tracker.Plan) mail.Source {
	records, names := map[string]*tracker.Record{}, map[int64]string{}
	return mail.Source{
		Base: h.base, Clock: tracker.HomeLocation(plans, h.home),
		Records: func(plan string) *tracker.Record {
			r, known := records[plan]
			if !known && plan != "" {
				r, _ = h.store.Record(ctx, plan) // a plan that is gone has no record
				records[plan] = r
			}
			return r
		},
		Name: func(account int64) string {
			name, known := names[account]
			if !known && account != 0 {
				if a, err := h.store.Account(ctx, account); err == nil {
					name = a.Name
				}
				names[account] = name
			}
			return name
		},
	}
}
