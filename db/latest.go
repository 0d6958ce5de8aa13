package db

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ogptracker/tracker"
)

// LeafStatus is the latest that was published for a leaf by some day.
type LeafStatus struct {
	Leaf        string
	Status      tracker.Level  // [tracker.NoEvidence] when nothing was published
	Period      tracker.Period // blank then
	PublishedAt time.Time      // zero then
}

// selectLatest finds the latest update of each leaf: the first entry of the leaf's
// run in the index updates_latest that was out by then and not replaced by then.
// It is the rule of tracker.Assess in SQL; a test holds the two together.
//
// What is wanted of the entry is put into one text, for a subquery returns one
// value: so it is answered from the index, and no row of the table is fetched.
const selectLatest = `SELECT i.code, coalesce((
		SELECT x.status || ' ' || x.period || ' ' || x.published_at FROM updates x
		WHERE x.plan_id = i.plan_id AND x.leaf = i.code AND x.published_at < $2
		  AND NOT EXISTS (SELECT 1 FROM updates r WHERE r.replaces = x.id AND r.published_at < $2)
		ORDER BY x.period DESC, x.published_at DESC, x.id DESC LIMIT 1), '')
	FROM items i WHERE i.plan_id = $1 AND i.leaf ORDER BY i.position`

func scanLatest(r row) (s LeafStatus, err error) {
	var latest string
	if err := r.Scan(&s.Leaf, &latest); err != nil {
		return s, err
	}
	if latest == "" {
		s.Status = tracker.NoEvidence
		return s, nil
	}
	status, rest, _ := strings.Cut(latest, " ")
	period, at, _ := strings.Cut(rest, " ")
	s.Status, s.Period = tracker.Level(status), tracker.Period(period)
	s.PublishedAt, err = parseTime(at)
	return s, err
}

// LatestStatuses returns, for each leaf of a plan in its order, the latest that
// was published up to the end of a day where the plan lives. It reads no text and
// takes the same time however many updates there are. It reports
// [tracker.ErrNotFound] for a plan that is not there.
func (s *Store) LatestStatuses(ctx context.Context, planID string, asOf tracker.Date) ([]LeafStatus, error) {
	var latest []LeafStatus
	err := s.view(ctx, func(q querier) error {
		plan := tracker.Plan{}
		var err error
		if plan.TimeZone, err = one(ctx, q, `SELECT time_zone FROM plans WHERE id = $1`, scanString, planID); err != nil {
			return err
		}
		dayAfter := asOf.EndIn(plan.Location()).Add(time.Nanosecond)
		latest, err = list(ctx, q, selectLatest, scanLatest, planID, formatTime(dayAfter))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the latest statuses of %s: %w", planID, err)
	}
	return latest, nil
}
