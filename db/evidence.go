package db

import (
	"context"

	"ogptracker/tracker"
)

const insertEvidence = `INSERT INTO evidence (update_id, position, title_en, title_fr, url, lang, captured_on, sha256, media, size)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

// readEvidence returns the evidence of a plan's updates, of those that a condition
// on them selects, by the update's number, each list in its order.
func readEvidence(ctx context.Context, q querier, condition string, args ...any) (map[int64][]tracker.Evidence, error) {
	evidence := make(map[int64][]tracker.Evidence)
	err := each(ctx, q, `SELECT e.update_id, e.title_en, e.title_fr, e.url, e.lang, e.captured_on, e.sha256, e.media, e.size
		FROM updates JOIN evidence e ON e.update_id = updates.id
		WHERE plan_id = $1`+condition+` ORDER BY e.update_id, e.position`, func(r row) error {
		var id int64
		var e tracker.Evidence
		err := r.Scan(&id, &e.Title.EN, &e.Title.FR, &e.URL, &e.Lang, asDate{&e.CapturedOn}, &e.SHA256, &e.Media, &e.Size)
		evidence[id] = append(evidence[id], e)
		return err
	}, args...)
	return evidence, err
}
