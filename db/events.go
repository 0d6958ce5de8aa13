package db

import (
	"context"

	"ogptracker/tracker"
)

func scanEvent(r row) (e tracker.Event, err error) {
	err = r.Scan(&e.Kind, asDate{&e.On}, asDate{&e.Until}, &e.Title.EN, &e.Title.FR, &e.Note.EN, &e.Note.FR, &e.URL)
	return e, err
}

func readEvents(ctx context.Context, q querier, planID string) ([]tracker.Event, error) {
	return list(ctx, q, `SELECT kind, on_day, until, title_en, title_fr, note_en, note_fr, url
		FROM events WHERE plan_id = $1 ORDER BY position`, scanEvent, planID)
}

// saveEvents writes the events of a plan that differ, each known by its place in
// the list. It returns the last audit entry that it left, 0 for none.
func (w *writing) saveEvents(ctx context.Context, planID string, old, new []tracker.Event) (int64, error) {
	return saveList(ctx, w, "event/"+planID, old, new,
		func(position int, _ int64, e tracker.Event) error {
			return w.exec(ctx, `INSERT INTO events (plan_id, position, kind, on_day, until, title_en, title_fr, note_en, note_fr, url)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
				ON CONFLICT (plan_id, position) DO UPDATE SET kind = excluded.kind, on_day = excluded.on_day,
					until = excluded.until, title_en = excluded.title_en, title_fr = excluded.title_fr,
					note_en = excluded.note_en, note_fr = excluded.note_fr, url = excluded.url`,
				planID, position, e.Kind, e.On.String(), e.Until.String(),
				e.Title.EN, e.Title.FR, e.Note.EN, e.Note.FR, e.URL)
		},
		func(position int) error {
			return w.exec(ctx, `DELETE FROM events WHERE plan_id = $1 AND position = $2`, planID, position)
		})
}
