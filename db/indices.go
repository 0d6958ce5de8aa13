package db

import (
	"context"
	"errors"
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

const selectIndices = `SELECT id, name_en, name_fr, source_en, source_fr, source_url, licence, licence_url, series,
		note_en, note_fr, components
	FROM indices`

func scanIndex(r row) (ix benchmark.Index, err error) {
	err = r.Scan(&ix.ID, &ix.Name.EN, &ix.Name.FR, &ix.Source.EN, &ix.Source.FR, &ix.SourceURL, &ix.Licence, &ix.LicenceURL,
		&ix.Series, &ix.Note.EN, &ix.Note.FR, asJSON{&ix.Components})
	return ix, err
}

// Indices returns every benchmark index in the order of their identifiers, with
// its editions but without their scores.
func (s *Store) Indices(ctx context.Context) ([]benchmark.Index, error) {
	var all []benchmark.Index
	err := s.view(ctx, func(q querier) (err error) {
		if all, err = list(ctx, q, selectIndices+` ORDER BY id`, scanIndex); err != nil {
			return err
		}
		for i := range all {
			if all[i].Editions, err = readEditions(ctx, q, all[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the benchmark indices: %w", err)
	}
	return all, nil
}

// Index returns a whole benchmark index. It reports [tracker.ErrNotFound] for one
// that is not there.
func (s *Store) Index(ctx context.Context, id string) (*benchmark.Index, error) {
	var ix benchmark.Index
	err := s.view(ctx, func(q querier) (err error) {
		ix, err = readIndex(ctx, q, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the benchmark index %s: %w", id, err)
	}
	return &ix, nil
}

func readIndex(ctx context.Context, q querier, id string) (benchmark.Index, error) {
	ix, err := one(ctx, q, selectIndices+` WHERE id = $1`, scanIndex, id)
	if err != nil {
		return ix, err
	}
	if ix.Editions, err = readEditions(ctx, q, id); err != nil {
		return ix, err
	}
	return ix, each(ctx, q, `SELECT year, country, value, components FROM index_scores
		WHERE index_id = $1 ORDER BY year, position`, func(r row) error {
		var year int
		var s benchmark.Score
		if err := r.Scan(&year, &s.Country, &s.Value, asJSON{&s.Components}); err != nil {
			return err
		}
		e := ix.Edition(year) // there is one: the database holds the reference
		e.Scores = append(e.Scores, s)
		return nil
	}, id)
}

func readEditions(ctx context.Context, q querier, id string) ([]benchmark.Edition, error) {
	return list(ctx, q, `SELECT year, name_en, name_fr, break_en, break_fr
		FROM index_editions WHERE index_id = $1 ORDER BY position`,
		func(r row) (e benchmark.Edition, err error) {
			err = r.Scan(&e.Year, &e.Name.EN, &e.Name.FR, &e.Break.EN, &e.Break.FR)
			return e, err
		}, id)
}

// SaveIndex records a benchmark index, new or changed, and reports whether there
// was anything to write. An index is one record: whatever differs in it, one audit
// entry holds it before and after. It reports [tracker.ErrConflict] for an index
// that lists a year, or a country within a year, twice.
func (s *Store) SaveIndex(ctx context.Context, actor string, index *benchmark.Index) (changed bool, err error) {
	ix, err := clean(*index)
	if err == nil && ix.ID == "" {
		err = fmt.Errorf("%w: it has no identifier", tracker.ErrConflict)
	}
	if err == nil {
		err = s.update(ctx, actor, func(ctx context.Context, w *writing) error {
			old, found, err := maybe(readIndex(ctx, w, ix.ID))
			if err != nil {
				return err
			}
			_, changed, err = w.save(ctx, "index/"+ix.ID, present(old, found), ix, func(int64) error {
				return w.storeIndex(ctx, &ix)
			})
			return err
		})
	}
	if err != nil {
		return false, fmt.Errorf("save the benchmark index %s: %w", index.ID, err)
	}
	return changed, nil
}

// storeIndex writes an index's row, and all its editions and scores anew.
func (w *writing) storeIndex(ctx context.Context, ix *benchmark.Index) (err error) {
	for _, table := range []string{"index_scores", "index_editions"} {
		if err := w.exec(ctx, `DELETE FROM `+table+` WHERE index_id = $1`, ix.ID); err != nil {
			return err
		}
	}
	err = w.exec(ctx, `INSERT INTO indices (id, name_en, name_fr, source_en, source_fr, source_url, licence, licence_url,
			series, note_en, note_fr, components)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET name_en = excluded.name_en, name_fr = excluded.name_fr,
			source_en = excluded.source_en, source_fr = excluded.source_fr, source_url = excluded.source_url,
			licence = excluded.licence, licence_url = excluded.licence_url, series = excluded.series,
			note_en = excluded.note_en, note_fr = excluded.note_fr, components = excluded.components`,
		ix.ID, ix.Name.EN, ix.Name.FR, ix.Source.EN, ix.Source.FR, ix.SourceURL, ix.Licence, ix.LicenceURL,
		ix.Series, ix.Note.EN, ix.Note.FR, toJSON(ix.Components))
	if err != nil {
		return err
	}
	insert, err := w.PrepareContext(ctx, `INSERT INTO index_scores (index_id, year, position, country, value, components)
		VALUES ($1, $2, $3, $4, $5, $6)`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for i, e := range ix.Editions {
		err := w.exec(ctx, `INSERT INTO index_editions (index_id, position, year, name_en, name_fr, break_en, break_fr)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			ix.ID, i+1, e.Year, e.Name.EN, e.Name.FR, e.Break.EN, e.Break.FR)
		if err != nil {
			return fmt.Errorf("edition %d: %w", e.Year, err)
		}
		for j, s := range e.Scores {
			if _, err := insert.ExecContext(ctx, ix.ID, e.Year, j+1, s.Country, s.Value, toJSON(s.Components)); err != nil {
				return fmt.Errorf("%s in %d: %w", s.Country, e.Year, err)
			}
		}
	}
	return nil
}
