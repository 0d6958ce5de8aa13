package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

const selectJurisdictions = `SELECT code, level, name_en, name_fr, since FROM jurisdictions`

func scanJurisdiction(r row) (j tracker.Jurisdiction, err error) {
	err = r.Scan(&j.Code, &j.Level, &j.Name.EN, &j.Name.FR, &j.Since)
	return j, err
}

// Jurisdictions returns every jurisdiction in the order of their codes.
func (s *Store) Jurisdictions(ctx context.Context) ([]tracker.Jurisdiction, error) {
	all, err := list(ctx, s.read, selectJurisdictions+` ORDER BY code`, scanJurisdiction)
	if err != nil {
		return nil, fmt.Errorf("read the jurisdictions: %w", err)
	}
	return all, nil
}

// SaveJurisdiction records a jurisdiction, new or changed, as
// [Store.SaveOrganization] does an organization.
func (s *Store) SaveJurisdiction(ctx context.Context, actor string, j tracker.Jurisdiction, seen int64) error {
	return s.saveNamed(ctx, actor, tracker.JurisdictionSubject(j.Code), seen, func(ctx context.Context, w *writing) (bool, error) {
		_, found, err := maybe(readJurisdiction(ctx, w, j.Code))
		return found, err
	}, func(ctx context.Context, w *writing) error {
		j, err := clean(j)
		if err == nil {
			err = w.saveJurisdiction(ctx, j)
		}
		return err
	})
}

func readJurisdiction(ctx context.Context, q querier, code string) (tracker.Jurisdiction, error) {
	return one(ctx, q, selectJurisdictions+` WHERE code = $1`, scanJurisdiction, code)
}

// saveJurisdiction writes a jurisdiction where it differs. One that is named by
// its code alone leaves what is recorded of it.
func (w *writing) saveJurisdiction(ctx context.Context, j tracker.Jurisdiction) error {
	old, found, err := maybe(readJurisdiction(ctx, w, j.Code))
	if err != nil || found && (j == tracker.Jurisdiction{Code: j.Code}) {
		return err
	}
	_, _, err = w.save(ctx, tracker.JurisdictionSubject(j.Code), present(old, found), j, func(int64) error {
		return w.exec(ctx, `INSERT INTO jurisdictions (code, level, name_en, name_fr, since) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (code) DO UPDATE SET level = excluded.level, name_en = excluded.name_en,
				name_fr = excluded.name_fr, since = excluded.since`,
			j.Code, j.Level, j.Name.EN, j.Name.FR, j.Since)
	})
	return err
}
