package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

// header is a plan without its commitments, as one row keeps it.
type header struct {
	tracker.Plan
	NextPlanStart tracker.Date `json:"next_plan_start"`
	Conclusion    tracker.Text `json:"conclusion"`
	// Organizations are the codes of those the plan lists.
	Organizations []string `json:"organizations"`
	// Elsewhere hides the commitments of Plan from JSON: each is a record of its own.
	Elsewhere *struct{} `json:"commitments,omitempty"`
}

const selectPlans = `SELECT id, jurisdiction, number, title_en, title_fr, short_en, short_fr, summary_en, summary_fr,
		background_en, background_fr, conclusion_en, conclusion_fr, starts_on, ends_on, next_starts_on,
		cycle_years, ogp_id, source, time_zone, publication, rules, periods, themes, promised, illustrative, draft
	FROM plans`

func scanHeader(r row) (h header, err error) {
	p := &h.Plan
	err = r.Scan(&p.ID, &p.Jurisdiction, &p.Number, &p.Title.EN, &p.Title.FR, &p.Short.EN, &p.Short.FR,
		&p.Summary.EN, &p.Summary.FR, &p.Background.EN, &p.Background.FR, &h.Conclusion.EN, &h.Conclusion.FR,
		asDate{&p.Start}, asDate{&p.End}, asDate{&h.NextPlanStart},
		&p.CycleYears, &p.OGPID, &p.Source, &p.TimeZone, &p.Publication,
		asJSON{&p.Rules}, asJSON{&p.Periods}, asJSON{&p.Themes}, &p.Promised, &p.Illustrative, &p.Draft)
	return h, err
}

// Plans returns every plan without its commitments, the one that begins last
// first.
func (s *Store) Plans(ctx context.Context) ([]tracker.Plan, error) {
	headers, err := list(ctx, s.read, selectPlans+` ORDER BY starts_on DESC, number DESC, id`, scanHeader)
	if err != nil {
		return nil, fmt.Errorf("read the plans: %w", err)
	}
	plans := make([]tracker.Plan, len(headers))
	for i, h := range headers {
		plans[i] = h.Plan
	}
	return plans, nil
}

func readHeader(ctx context.Context, q querier, planID string) (header, error) {
	return one(ctx, q, selectPlans+` WHERE id = $1`, scanHeader, planID)
}

// storeHeader writes a plan's row and the list of its organizations.
func (w *writing) storeHeader(ctx context.Context, h header) error {
	p := &h.Plan
	err := w.exec(ctx, `INSERT INTO plans (id, jurisdiction, number, title_en, title_fr, short_en, short_fr,
			summary_en, summary_fr, background_en, background_fr, conclusion_en, conclusion_fr,
			starts_on, ends_on, next_starts_on, cycle_years, ogp_id, source, time_zone, publication,
			rules, periods, themes, promised, illustrative, draft)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
			$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
		ON CONFLICT (id) DO UPDATE SET jurisdiction = excluded.jurisdiction, number = excluded.number,
			title_en = excluded.title_en, title_fr = excluded.title_fr,
			short_en = excluded.short_en, short_fr = excluded.short_fr,
			summary_en = excluded.summary_en, summary_fr = excluded.summary_fr,
			background_en = excluded.background_en, background_fr = excluded.background_fr,
			conclusion_en = excluded.conclusion_en, conclusion_fr = excluded.conclusion_fr,
			starts_on = excluded.starts_on, ends_on = excluded.ends_on, next_starts_on = excluded.next_starts_on,
			cycle_years = excluded.cycle_years, ogp_id = excluded.ogp_id, source = excluded.source,
			time_zone = excluded.time_zone, publication = excluded.publication, rules = excluded.rules,
			periods = excluded.periods, themes = excluded.themes, promised = excluded.promised,
			illustrative = excluded.illustrative, draft = excluded.draft`,
		p.ID, p.Jurisdiction, p.Number, p.Title.EN, p.Title.FR, p.Short.EN, p.Short.FR,
		p.Summary.EN, p.Summary.FR, p.Background.EN, p.Background.FR, h.Conclusion.EN, h.Conclusion.FR,
		p.Start.String(), p.End.String(), h.NextPlanStart.String(),
		p.CycleYears, p.OGPID, p.Source, p.TimeZone, p.Publication,
		toJSON(p.Rules), toJSON(p.Periods), toJSON(p.Themes), p.Promised, p.Illustrative, p.Draft)
	if err != nil {
		return err
	}
	return w.listOrganizations(ctx, p.ID, h.Organizations)
}
