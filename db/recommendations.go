package db

import (
	"context"

	"ogptracker/tracker"
)

func scanRecommendation(r row) (v tracker.Recommendation, err error) {
	err = r.Scan(&v.Number, &v.Text.EN, &v.Text.FR, &v.Response.EN, &v.Response.FR, &v.Level, &v.Source)
	return v, err
}

func readRecommendations(ctx context.Context, q querier, planID string) ([]tracker.Recommendation, error) {
	return list(ctx, q, `SELECT number, text_en, text_fr, response_en, response_fr, level, source
		FROM recommendations WHERE plan_id = $1 ORDER BY position`, scanRecommendation, planID)
}

// saveRecommendations writes the recommendations of a plan that differ, each
// known by its place in the list. It returns the last audit entry that it left, 0
// for none.
func (w *writing) saveRecommendations(ctx context.Context, planID string, old, new []tracker.Recommendation) (int64, error) {
	return saveList(ctx, w, "recommendation/"+planID, old, new,
		func(position int, _ int64, v tracker.Recommendation) error {
			return w.exec(ctx, `INSERT INTO recommendations (plan_id, position, number, text_en, text_fr,
					response_en, response_fr, level, source)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
				ON CONFLICT (plan_id, position) DO UPDATE SET number = excluded.number,
					text_en = excluded.text_en, text_fr = excluded.text_fr,
					response_en = excluded.response_en, response_fr = excluded.response_fr,
					level = excluded.level, source = excluded.source`,
				planID, position, v.Number, v.Text.EN, v.Text.FR, v.Response.EN, v.Response.FR, v.Level, v.Source)
		},
		func(position int) error {
			return w.exec(ctx, `DELETE FROM recommendations WHERE plan_id = $1 AND position = $2`, planID, position)
		})
}
