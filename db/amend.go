package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ogptracker/tracker"
)

// EditPlan amends a plan: edit is given the record as it stands and changes it,
// and what then differs is written with its audit entries, all of it or nothing.
// The reason stands beside the amendment in the list of activities.
//
// Updates that edit adds, without a number, are published as [Store.AddUpdates]
// does; those published before stay as they are. Within edit the store may not be
// asked: its writing connection is taken.
//
// It reports [tracker.ErrNotFound] for a plan that is not there,
// [tracker.ErrStale] where something that the amendment is about was changed since
// it was seen, a [*tracker.Refusal] for a record that would be worse than before,
// [tracker.ErrConflict] for what no row can express, and whatever edit returns.
func (s *Store) EditPlan(ctx context.Context, actor string, a tracker.Amendment, edit func(*tracker.Record) error) (tracker.Change, error) {
	var change tracker.Change
	reason, err := clean(a.Reason)
	if err != nil {
		return change, fmt.Errorf("amend plan %s: %w", a.Plan, err)
	}
	a.Reason = reason
	err = s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		w.reason = a.Reason
		before, after, err := w.amended(ctx, a, edit)
		if err != nil {
			return err
		}
		begin := w.seq
		if err := w.savePlan(ctx, before, after, true); err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(after.Updates), func(u tracker.Update) bool { return u.ID != 0 })
		if len(fresh) > 0 {
			if _, err := w.merge(ctx, a.Plan, fresh); err != nil {
				return err
			}
		}
		change = tracker.Change{Changed: w.seq > begin, Entries: int(w.seq - begin)}
		return nil
	})
	if err != nil {
		return tracker.Change{}, fmt.Errorf("amend plan %s: %w", a.Plan, err)
	}
	return change, nil
}

// amended returns a plan's record as it stands and as edit makes it, where that may
// be recorded.
func (w *writing) amended(ctx context.Context, a tracker.Amendment, edit func(*tracker.Record) error) (before, after *tracker.Record, err error) {
	if err := w.unchangedSince(ctx, a.Seen, a.About...); err != nil {
		return nil, nil, err
	}
	if before, err = readPlan(ctx, w, a.Plan); err != nil {
		return nil, nil, err
	}
	if before.Updates, err = readUpdates(ctx, w, a.Plan); err != nil {
		return nil, nil, err
	}
	draft, err := clean(*before) // a copy that shares nothing
	if err != nil {
		return nil, nil, err
	}
	if err := edit(&draft); err != nil {
		return nil, nil, err
	}
	if draft, err = clean(draft); err != nil {
		return nil, nil, err
	}
	if draft.Plan.ID != a.Plan {
		return nil, nil, fmt.Errorf("%w: an amendment keeps the plan's identifier", tracker.ErrConflict)
	}
	if err := coherent(&draft); err != nil {
		return nil, nil, err
	}
	for i := range draft.Updates { // an update without a time is published now
		if u := &draft.Updates[i]; u.PublishedAt.IsZero() {
			u.PublishedAt = w.at
		}
	}
	return before, &draft, a.Accept(before, &draft)
}

// unchangedSince reports as [tracker.ErrStale] that one of the things named was
// changed after a version of the data; version 0 is any.
func (w *writing) unchangedSince(ctx context.Context, version int64, about ...string) error {
	if version <= 0 {
		return nil
	}
	for _, subject := range about {
		from, to := subject, subject
		if below, ok := strings.CutSuffix(subject, "/"); ok {
			to = below + "0" // the character after the slash
		}
		var n int
		err := w.QueryRowContext(ctx, `SELECT count(*) FROM audit WHERE subject >= $1 AND subject <= $2 AND seq > $3`,
			from, to, version).Scan(&n)
		if err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: %s, since entry %d", tracker.ErrStale, subject, version)
		}
	}
	return nil
}
