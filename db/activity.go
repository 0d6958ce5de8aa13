package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ogptracker/tracker"
)

// Activity lists published changes, newest first: updates, revised deadlines and
// amendments. Each kind is read from its own index, so a page of the list costs
// the same however long the record is.
func (s *Store) Activity(ctx context.Context, query tracker.ActivityQuery) ([]tracker.Activity, error) {
	limit := query.Limit
	if limit <= 0 {
		limit = tracker.ActivityLimit
	}
	limit = min(limit, tracker.ActivityMost)
	all := []tracker.Activity{}
	err := s.view(ctx, func(q querier) error {
		before, err := activityCursor(ctx, q, query.BeforeSeq)
		if err != nil {
			return err
		}
		for _, source := range activitySources {
			if !source.offers(query) {
				continue
			}
			statement, args := source.statement(query, before, limit)
			part, err := list(ctx, q, statement, scanActivity, args...)
			if err != nil {
				return err
			}
			all = append(all, part...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the activity: %w", err)
	}
	slices.SortFunc(all, func(a, b tracker.Activity) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Seq, a.Seq))
	})
	return all[:min(limit, len(all))], nil
}

// activitySource is one table that published changes are read from. All sources
// select the same columns, so that one scan reads them.
type activitySource struct {
	kinds        []tracker.ActivityKind
	columns      string
	from         string
	at           string // the column of the time of publication
	plan         string
	commitment   string
	organization string // blank where a change has none
	kind         string // the column of the kind, blank where there is only one
}

var activitySources = []activitySource{
	{
		kinds: []tracker.ActivityKind{tracker.ActivityUpdate},
		// A correction changes what it replaces; any other update follows the last one
		// for the same or an earlier period that was out by then.
		columns: `u.seq, u.published_at, 'update', u.plan_id, u.leaf, i.commitment, i.title_en, i.title_fr, u.period,
			coalesce((SELECT r.status FROM updates r WHERE r.id = u.replaces),
				(SELECT p.status FROM updates p
				 WHERE p.plan_id = u.plan_id AND p.leaf = u.leaf AND p.period <= u.period
				   AND p.published_at <= u.published_at AND p.id <> u.id
				 ORDER BY p.period DESC, p.published_at DESC, p.id DESC LIMIT 1), ''),
			u.status, '', '', '', '', u.organization, u.replaces IS NOT NULL`,
		from:         `updates u JOIN items i ON i.plan_id = u.plan_id AND i.code = u.leaf`,
		at:           "u.published_at",
		plan:         "u.plan_id",
		commitment:   "i.commitment",
		organization: "u.organization",
	},
	{
		kinds: []tracker.ActivityKind{tracker.ActivityDeadline},
		columns: `u.seq, u.published_at, 'deadline', u.plan_id, u.item, i.commitment, i.title_en, i.title_fr, '', '', '',
			coalesce((SELECT e.due FROM deadline_revisions e
				WHERE e.plan_id = u.plan_id AND e.item = u.item AND e.position = u.position - 1), d.due),
			u.due, u.reason_en, u.reason_fr, '', FALSE`,
		from: `deadline_revisions u JOIN items i ON i.plan_id = u.plan_id AND i.code = u.item
			JOIN deadlines d ON d.plan_id = u.plan_id AND d.item = u.item
			JOIN plans p ON p.id = u.plan_id AND NOT p.draft`,
		at:         "u.published_at",
		plan:       "u.plan_id",
		commitment: "i.commitment",
	},
	{
		kinds: []tracker.ActivityKind{tracker.ActivityAmendment, tracker.ActivityImport},
		columns: `u.seq, u.at, u.kind, u.plan_id, u.item, u.commitment,
			CASE WHEN u.item = '' THEN p.short_en ELSE coalesce(i.title_en, '') END,
			CASE WHEN u.item = '' THEN p.short_fr ELSE coalesce(i.title_fr, '') END,
			'', '', '', '', '', u.reason_en, u.reason_fr, '', FALSE`,
		from: `amendments u JOIN plans p ON p.id = u.plan_id
			LEFT JOIN items i ON i.plan_id = u.plan_id AND i.code = u.item`,
		at:         "u.at",
		plan:       "u.plan_id",
		commitment: "u.commitment",
		kind:       "u.kind",
	},
}

// offers reports whether a source can hold anything that is asked for.
func (a activitySource) offers(q tracker.ActivityQuery) bool {
	return (q.Kind == "" || slices.Contains(a.kinds, q.Kind)) && (q.Organization == "" || a.organization != "")
}

// statement writes the query of a source: only the conditions that are asked for,
// so that the index in order of time serves it and it ends at the limit.
func (a activitySource) statement(q tracker.ActivityQuery, before cursor, limit int) (string, []any) {
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		where = append(where, condition)
	}
	if q.Plan != "" {
		add(a.plan+" = ?", q.Plan)
	}
	if q.Commitment != "" {
		add(a.commitment+" = ?", q.Commitment)
	}
	if q.Organization != "" {
		add(a.organization+" = ?", q.Organization)
	}
	if q.Kind != "" && a.kind != "" {
		add(a.kind+" = ?", q.Kind)
	}
	if !q.From.IsZero() {
		add(a.at+" >= ?", formatTime(q.From.UTC()))
	}
	if !q.To.IsZero() {
		add(a.at+" < ?", formatTime(q.To.AddDays(1).UTC()))
	}
	if before.seq != 0 {
		add("("+a.at+", u.seq) < (?, ?)", before.at, before.seq)
	}
	text := "SELECT " + a.columns + " FROM " + a.from
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	return fmt.Sprintf("%s ORDER BY %s DESC, u.seq DESC LIMIT %d", text, a.at, limit), args
}

func scanActivity(r row) (a tracker.Activity, err error) {
	err = r.Scan(&a.Seq, asTime{&a.At}, &a.Kind, &a.Plan, &a.Item, &a.Commitment, &a.Title.EN, &a.Title.FR, &a.Period,
		&a.From, &a.To, asDate{&a.DueFrom}, asDate{&a.DueTo}, &a.Reason.EN, &a.Reason.FR, &a.Organization, &a.Correction)
	return a, err
}

// cursor is a place in the list.
type cursor struct {
	at  string
	seq int64
}

// activityCursor returns the place of a change in the list; the zero cursor is
// the list's beginning. A change that is not there is its beginning, too.
func activityCursor(ctx context.Context, q querier, seq int64) (cursor, error) {
	if seq == 0 {
		return cursor{}, nil
	}
	c, found, err := maybe(one(ctx, q, `SELECT published_at FROM updates WHERE seq = $1
		UNION ALL SELECT published_at FROM deadline_revisions WHERE seq = $1
		UNION ALL SELECT at FROM amendments WHERE seq = $1`, scanString, seq))
	if !found {
		return cursor{}, err
	}
	return cursor{c, seq}, nil
}

// noteAmendment lists a change of a plan, or of an item of it, among the
// published changes.
func (w *writing) noteAmendment(ctx context.Context, seq int64, kind tracker.ActivityKind, planID, code, commitment string) error {
	return w.exec(ctx, `INSERT INTO amendments (seq, at, kind, plan_id, item, commitment, reason_en, reason_fr)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		seq, formatTime(w.at), kind, planID, code, commitment, w.reason.EN, w.reason.FR)
}
