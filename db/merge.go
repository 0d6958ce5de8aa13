package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ogptracker/tracker"
)

// identity is what makes two updates speak of the same thing.
type identity struct {
	leaf         string
	period       tracker.Period
	organization string
}

func identityOf(u *tracker.Update) identity { return identity{u.Leaf, u.Period, u.Organization} }

// sameReport reports whether two updates say the same.
func sameReport(a, b *tracker.Update) bool {
	return a.Status == b.Status && a.Progress == b.Progress && a.Challenges == b.Challenges && a.Risk == b.Risk &&
		a.EvidenceIn == b.EvidenceIn && slices.Equal(a.Evidence, b.Evidence)
}

// incoming is an update that is to be merged.
type incoming struct {
	*tracker.Update
	timed bool // whether it came with a time, or is published now
}

// merger sets incoming updates against those that are recorded.
type merger struct {
	*publisher
	leaves   map[string]bool
	recorded map[identity][]*tracker.Update // each list in order of time, then of number
	leafOf   map[int64]string               // leaf of each update, by its recorded number
	numbers  map[int64]int64                // recorded number of each update, by the number it came with
	keep     bool                           // whether the numbers that updates come with are kept
	last     int64                          // highest number in use
}

// tally counts what became of the updates of a write.
type tally struct{ added, changed, unchanged int }

// merge publishes what the updates say that is not recorded already.
func (w *writing) merge(ctx context.Context, planID string, updates []tracker.Update) (tally, error) {
	m, err := w.merger(ctx, planID)
	if err != nil {
		return tally{}, err
	}
	queue := make([]incoming, len(updates))
	for i := range updates {
		u := &updates[i]
		if err := reportable(u, m.leaves); err != nil {
			return tally{}, err
		}
		queue[i] = incoming{u, !u.PublishedAt.IsZero()}
		if u.PublishedAt.IsZero() {
			u.PublishedAt = w.at
		}
	}
	slices.SortStableFunc(queue, func(a, b incoming) int {
		return cmp.Or(a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.ID, b.ID))
	})
	m.chooseNumbers(queue)
	var done tally
	for _, u := range queue {
		if err := m.add(ctx, u, &done); err != nil {
			return tally{}, err
		}
	}
	return done, nil
}

func (w *writing) merger(ctx context.Context, planID string) (*merger, error) {
	if _, err := readHeader(ctx, w, planID); err != nil {
		return nil, err
	}
	updates, err := readUpdates(ctx, w, planID)
	if err != nil {
		return nil, err
	}
	m := &merger{
		recorded: make(map[identity][]*tracker.Update),
		leafOf:   make(map[int64]string),
		numbers:  make(map[int64]int64),
	}
	for i := range updates {
		m.remember(&updates[i])
	}
	if m.publisher, err = w.publisher(ctx, planID); err != nil {
		return nil, err
	}
	if m.leaves, err = leaves(ctx, w, planID); err != nil {
		return nil, err
	}
	err = w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM updates`).Scan(&m.last)
	return m, err
}

func (m *merger) remember(u *tracker.Update) {
	m.leafOf[u.ID] = u.Leaf
	known := m.recorded[identityOf(u)]
	i, _ := slices.BinarySearchFunc(known, u, func(a, b *tracker.Update) int {
		return cmp.Or(a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.ID, b.ID))
	})
	m.recorded[identityOf(u)] = slices.Insert(known, i, u)
}

// chooseNumbers decides whether the numbers that updates come with are kept: where
// they differ and all are higher than any in use.
func (m *merger) chooseNumbers(queue []incoming) {
	const most = 1 << 53 // what every reader of JSON still tells apart
	m.keep = true
	highest := m.last
	seen := make(map[int64]bool, len(queue))
	for _, u := range queue {
		if u.ID == 0 {
			continue
		}
		if u.ID <= m.last || u.ID > most || seen[u.ID] {
			m.keep = false
			return
		}
		seen[u.ID] = true
		highest = max(highest, u.ID)
	}
	m.last = highest
}

// add publishes one update, unless it is recorded already.
func (m *merger) add(ctx context.Context, u incoming, done *tally) error {
	known := m.recorded[identityOf(u.Update)]
	came := u.ID
	previous, moment := precedent(known, u)
	if previous != nil && (moment || u.Replaces == 0) && sameReport(previous, u.Update) {
		m.numbers[came] = previous.ID
		done.unchanged++
		return nil
	}
	switch {
	case u.Replaces != 0:
		replaced, ok := m.numbers[u.Replaces]
		if !ok {
			replaced = u.Replaces
		}
		if m.leafOf[replaced] != u.Leaf {
			return fmt.Errorf("%w: an update of %s replaces update %d, which is none of it", tracker.ErrConflict, u.Leaf, u.Replaces)
		}
		u.Replaces = replaced
	case previous != nil:
		u.Replaces = previous.ID
		if moment { // what was published at that moment stays; this corrects it now
			u.PublishedAt = m.at
		}
	}
	if !m.keep || came == 0 {
		m.last++
		u.ID = m.last
	}
	if err := m.publish(ctx, u.Update); err != nil {
		return err
	}
	m.numbers[came] = u.ID
	m.remember(u.Update)
	if u.Replaces == 0 {
		done.added++
	} else {
		done.changed++
	}
	return nil
}

// precedent returns the recorded update that an incoming one is to be compared
// with, nil for none, and whether that one speaks for the same moment.
//
// An incoming update with a time is compared with what was published at that
// very moment, as corrected since; else with the last one before it. One without
// a time is compared with the last of all.
func precedent(known []*tracker.Update, u incoming) (previous *tracker.Update, moment bool) {
	for _, k := range known {
		switch order := k.PublishedAt.Compare(u.PublishedAt); {
		case u.timed && order == 0:
			if sameReport(k, u.Update) {
				return k, true
			}
			previous, moment = corrected(known, k), true
		case order <= 0 && !moment, !u.timed:
			previous = k
		}
	}
	return previous, moment
}

// corrected returns the last correction of an update, itself where there is none.
func corrected(known []*tracker.Update, u *tracker.Update) *tracker.Update {
	for _, k := range known { // in order of time, so one pass follows the whole chain
		if k.Replaces == u.ID {
			u = k
		}
	}
	return u
}
