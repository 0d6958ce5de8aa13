package db

import (
	"context"
	"time"

	"ogptracker/tracker"
)

// storeDeadline writes the deadline of an item, without its revisions.
func (w *writing) storeDeadline(ctx context.Context, planID, code string, d tracker.Deadline) error {
	return w.exec(ctx, `INSERT INTO deadlines (plan_id, item, text_en, text_fr, kind, due, meaning, set_by_hand)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (plan_id, item) DO UPDATE SET text_en = excluded.text_en, text_fr = excluded.text_fr,
			kind = excluded.kind, due = excluded.due, meaning = excluded.meaning, set_by_hand = excluded.set_by_hand`,
		planID, code, d.Text.EN, d.Text.FR, d.Meaning.Kind, d.Original().String(), toJSON(d.Meaning), d.SetByHand)
}

func (w *writing) removeDeadline(ctx context.Context, planID, code string) error {
	return w.exec(ctx, `DELETE FROM deadlines WHERE plan_id = $1 AND item = $2`, planID, code)
}

// readRevisions returns the revisions of a plan's deadlines by item, each list in
// its order.
func readRevisions(ctx context.Context, q querier, planID string) (map[string][]tracker.Revision, error) {
	revisions := make(map[string][]tracker.Revision)
	err := each(ctx, q, `SELECT item, effective_on, due, reason_en, reason_fr, author FROM deadline_revisions
		WHERE plan_id = $1 ORDER BY item, position`, func(r row) error {
		var code string
		var v tracker.Revision
		err := r.Scan(&code, asDate{&v.On}, asDate{&v.Due}, &v.Reason.EN, &v.Reason.FR, &v.Author)
		revisions[code] = append(revisions[code], v)
		return err
	}, planID)
	return revisions, err
}

// saveRevisions writes the revisions of an item's deadline that differ from the
// old ones, each a record with its own audit entry.
func (w *writing) saveRevisions(ctx context.Context, p *tracker.Plan, code string, old, new []tracker.Revision) error {
	_, err := saveList(ctx, w, "revision/"+p.ID+"/"+code, old, new,
		func(position int, seq int64, r tracker.Revision) error {
			return w.exec(ctx, `INSERT INTO deadline_revisions (plan_id, item, position, effective_on, due,
					reason_en, reason_fr, author, published_at, seq)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
				ON CONFLICT (plan_id, item, position) DO UPDATE SET effective_on = excluded.effective_on,
					due = excluded.due, reason_en = excluded.reason_en, reason_fr = excluded.reason_fr,
					author = excluded.author, published_at = excluded.published_at, seq = excluded.seq`,
				p.ID, code, position, r.On.String(), r.Due.String(),
				r.Reason.EN, r.Reason.FR, r.Author, formatTime(w.revisedAt(p, r.On)), seq)
		},
		func(position int) error {
			return w.exec(ctx, `DELETE FROM deadline_revisions WHERE plan_id = $1 AND item = $2 AND position = $3`,
				p.ID, code, position)
		})
	return err
}

// revisedAt returns when the activity list shows a revision: at the beginning of
// the day from which it counts, where the plan lives, but never later than it was
// written. A ledger that is imported so keeps its own dates.
func (w *writing) revisedAt(p *tracker.Plan, on tracker.Date) time.Time {
	at := time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, p.Location())
	if on.IsZero() || at.After(w.at) {
		return w.at
	}
	return at
}
