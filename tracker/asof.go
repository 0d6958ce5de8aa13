package tracker

import (
	"cmp"
	"slices"
	"time"
)

// ledger holds what was published for each leaf of a record, so that the state
// as of any day can be read from it (rules v1, 3). Nothing is ever erased from a
// record: what was published and corrected later still counts before its
// correction came out.
type ledger struct {
	loc    *time.Location // where the plan's days begin and end
	byLeaf map[string][]publication
}

// publication is an update and how long it stood.
type publication struct {
	*Update
	replacedAt time.Time // when its first correction came out, zero for never
}

// newLedger indexes the updates of a record. An update without an instant of
// publication is not published and left out; a correction must concern the same
// leaf to replace anything.
func newLedger(r *Record) ledger {
	type correction struct {
		leaf string
		id   int64
	}
	corrected := make(map[correction]time.Time)
	for i := range r.Updates {
		u := &r.Updates[i]
		if u.Replaces == 0 || u.Replaces == u.ID || u.PublishedAt.IsZero() {
			continue
		}
		key := correction{u.Leaf, u.Replaces}
		if at, ok := corrected[key]; !ok || u.PublishedAt.Before(at) {
			corrected[key] = u.PublishedAt
		}
	}
	l := ledger{loc: r.Plan.Location(), byLeaf: make(map[string][]publication)}
	for i := range r.Updates {
		u := &r.Updates[i]
		if u.PublishedAt.IsZero() {
			continue
		}
		p := publication{Update: u}
		if u.ID != 0 {
			p.replacedAt = corrected[correction{u.Leaf, u.ID}]
		}
		l.byLeaf[u.Leaf] = append(l.byLeaf[u.Leaf], p)
	}
	for _, ps := range l.byLeaf {
		slices.SortFunc(ps, func(a, b publication) int { return standingOrder(a.Update, b.Update) })
	}
	return l
}

// standingOrder sorts updates so that the one that decides comes last: a late
// correction of an old period does not undo a newer period.
func standingOrder(a, b *Update) int {
	return cmp.Or(
		cmp.Compare(a.Period, b.Period),
		a.PublishedAt.Compare(b.PublishedAt),
		cmp.Compare(a.ID, b.ID),
	)
}

// stands reports whether the update counts at instant at: published by then, and
// not corrected by then.
func (p publication) stands(at time.Time) bool {
	return !p.PublishedAt.After(at) && (p.replacedAt.IsZero() || p.replacedAt.After(at))
}

// latest returns the update that counts for a leaf at instant at, or nil.
func (l ledger) latest(leaf string, at time.Time) *Update {
	ps := l.byLeaf[leaf]
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].stands(at) {
			return ps[i].Update
		}
	}
	return nil
}

// level returns the level of a leaf at instant at, NoEvidence when nothing
// counts.
func (l ledger) level(leaf string, at time.Time) Level {
	if u := l.latest(leaf, at); u != nil {
		return u.Status
	}
	return NoEvidence
}

// reported returns, for each period in which an update counts at instant at, the
// one that does, in order of time.
func (l ledger) reported(leaf string, at time.Time) []PeriodUpdate {
	var out []PeriodUpdate
	for _, p := range l.byLeaf[leaf] {
		if !p.stands(at) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Period == p.Period {
			out[n-1].Update = p.Update
		} else {
			out = append(out, PeriodUpdate{p.Period, p.Update})
		}
	}
	return out
}

// published returns all that was published for a leaf by instant at, corrections
// and what they correct included, newest first.
func (l ledger) published(leaf string, at time.Time) []*Update {
	var out []*Update
	for _, p := range l.byLeaf[leaf] {
		if !p.PublishedAt.After(at) {
			out = append(out, p.Update)
		}
	}
	slices.SortFunc(out, func(a, b *Update) int {
		return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(b.ID, a.ID))
	})
	return out
}

// history lines up what was reported with the plan's periods: those that had
// ended by day at, and those reported early.
func history(periods []Period, reported []PeriodUpdate, at Date) []PeriodUpdate {
	out := make([]PeriodUpdate, 0, len(periods))
	for _, p := range periods {
		i, found := slices.BinarySearchFunc(reported, p, func(u PeriodUpdate, p Period) int {
			return cmp.Compare(u.Period, p)
		})
		switch {
		case found:
			out = append(out, reported[i])
		case !p.End().After(at):
			out = append(out, PeriodUpdate{Period: p})
		}
	}
	return out
}

// completedOn returns the first day of the completion that still holds, zero
// where the last level reported is not complete: a leaf that fell back and was
// completed again counts from the second time. A period without a report does
// not break a completion.
//
// The work was complete by the end of the period it is reported for, or by the
// day of publication where that came first; a report that takes a month to
// publish does not make the work late.
func (l ledger) completedOn(reported []PeriodUpdate) Date {
	var on Date
	for _, p := range reported {
		switch {
		case p.Update.Status != Complete:
			on = Date{}
		case on.IsZero():
			on = DateOf(p.Update.PublishedAt.In(l.loc))
			if end := p.Period.End(); !end.IsZero() && end.Before(on) {
				on = end
			}
		}
	}
	return on
}
