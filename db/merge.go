package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ogptracker/tracker"
)

// sameThing reports whether two updates speak of the same thing: one leaf in one
// period, as one organization sees it.
func sameThing(a, b *tracker.Update) bool {
	return a.Leaf == b.Leaf && a.Period == b.Period && a.Organization == b.Organization
}

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
	// recorded holds the updates of each leaf that was looked at, in order of time,
	// then of number.
	recorded map[string][]*tracker.Update
	numbers  map[int64]int64 // recorded number of each update, by the number it came with
	keep     bool            // whether the numbers that updates come with are kept
	last     int64           // highest number in use
	// published are the updates that this write added.
	published []*tracker.Update
	// unpublished is set for a plan that is being prepared: it takes no updates.
	unpublished bool
}

// tally counts what became of the updates of a write.
type tally struct{ added, changed, unchanged int }

// merge publishes what the updates say that is not recorded already.
func (w *writing) merge(ctx context.Context, planID string, updates []tracker.Update) (tally, error) {
	m, err := w.merger(ctx, planID)
	if err != nil {
		return tally{}, err
	}
	leaves, err := readLeaves(ctx, w, planID)
	if err != nil {
		return tally{}, err
	}
	queue := make([]incoming, len(updates))
	for i := range updates {
		u := &updates[i]
		if err := reportable(u, leaves); err != nil {
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
	return done, w.tellPublished(ctx, planID, m.published)
}

func (w *writing) merger(ctx context.Context, planID string) (*merger, error) {
	h, err := readHeader(ctx, w, planID)
	if err != nil {
		return nil, err
	}
	m := &merger{unpublished: h.Draft, recorded: make(map[string][]*tracker.Update), numbers: make(map[int64]int64)}
	if m.publisher, err = w.publisher(ctx, planID); err != nil {
		return nil, err
	}
	err = w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM updates`).Scan(&m.last)
	return m, err
}

// of returns the recorded updates of a leaf.
func (m *merger) of(ctx context.Context, leaf string) ([]*tracker.Update, error) {
	if known, ok := m.recorded[leaf]; ok {
		return known, nil
	}
	updates, err := readLeafUpdates(ctx, m, m.planID, leaf)
	known := make([]*tracker.Update, len(updates))
	for i := range updates {
		known[i] = &updates[i]
	}
	m.recorded[leaf] = known
	return known, err
}

// remember adds an update to those that are recorded.
func (m *merger) remember(u *tracker.Update) {
	known := m.recorded[u.Leaf]
	i, _ := slices.BinarySearchFunc(known, u, func(a, b *tracker.Update) int {
		return cmp.Or(a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.ID, b.ID))
	})
	m.recorded[u.Leaf] = slices.Insert(known, i, u)
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
	if m.unpublished {
		return fmt.Errorf("%w: nothing is reported on a plan that is being prepared", tracker.ErrConflict)
	}
	known, err := m.of(ctx, u.Leaf)
	if err != nil {
		return err
	}
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
		if !slices.ContainsFunc(known, func(k *tracker.Update) bool { return k.ID == replaced }) {
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
	m.published = append(m.published, u.Update)
	if u.Replaces == 0 {
		done.added++
	} else {
		done.changed++
	}
	return nil
}

// precedent returns the update among those of its leaf that an incoming one is to
// be compared with, nil for none, and whether that one speaks for the same moment.
//
// An incoming update with a time is compared with what was published at that
// very moment, as corrected since; else with the last one before it. One without
// a time is compared with what holds now.
func precedent(known []*tracker.Update, u incoming) (previous *tracker.Update, moment bool) {
	for _, k := range known {
		if !sameThing(k, u.Update) {
			continue
		}
		switch order := k.PublishedAt.Compare(u.PublishedAt); {
		case u.timed && order == 0:
			if sameReport(k, u.Update) {
				return k, true
			}
			previous, moment = corrected(known, k), true
		case !u.timed, order < 0 && !moment:
			previous = k
		}
	}
	if previous != nil && !u.timed {
		// Times do not tell which one that is where the clock was set back.
		previous = corrected(known, previous)
	}
	return previous, moment
}

// corrected returns the last correction of an update, itself where there is none.
func corrected(known []*tracker.Update, u *tracker.Update) *tracker.Update {
	for {
		i := slices.IndexFunc(known, func(k *tracker.Update) bool { return k.Replaces == u.ID })
		if i < 0 {
			return u
		}
		u = known[i]
	}
}
