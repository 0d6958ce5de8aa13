package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
)

const selectEditions = `SELECT header, sha256, length(CAST(content AS BLOB)) FROM editions WHERE plan_id = $1 ORDER BY number`

func scanEdition(r row) (e edition.Edition, err error) {
	err = r.Scan(asJSON{&e.Header}, &e.SHA256, &e.Size)
	return e, err
}

// Editions lists the editions of a plan, the first one first: edition n is at n-1.
func (s *Store) Editions(ctx context.Context, planID string) ([]edition.Edition, error) {
	all, err := readFrozen(ctx, s.read, planID)
	if err != nil {
		return nil, fmt.Errorf("read the editions of plan %s: %w", planID, err)
	}
	return all, nil
}

func readFrozen(ctx context.Context, q querier, planID string) ([]edition.Edition, error) {
	all, err := list(ctx, q, selectEditions, scanEdition, planID)
	for i := range all {
		if corrected := all[i].Corrects; corrected > 0 && corrected <= len(all) {
			all[corrected-1].CorrectedBy = all[i].Number
		}
	}
	return all, err
}

// Edition returns the bytes of an edition. It reports [tracker.ErrNotFound] for one
// that is not there, and [tracker.ErrCorrupt] where the bytes are not those that were
// frozen.
func (s *Store) Edition(ctx context.Context, planID string, number int) ([]byte, error) {
	content, err := readContent(ctx, s.read, planID, number)
	if err != nil {
		return nil, fmt.Errorf("read edition %d of plan %s: %w", number, planID, err)
	}
	return content, nil
}

func readContent(ctx context.Context, q querier, planID string, number int) ([]byte, error) {
	var content, sum string
	_, err := one(ctx, q, `SELECT content, sha256 FROM editions WHERE plan_id = $1 AND number = $2`,
		func(r row) (none struct{}, err error) { return none, r.Scan(&content, &sum) }, planID, number)
	if err == nil && edition.Sum([]byte(content)) != sum {
		err = fmt.Errorf("%w: its bytes have another hash", tracker.ErrCorrupt)
	}
	return []byte(content), err
}

// Freeze freezes a plan as it is recorded, as an edition with the next number, and
// returns what it says of itself. The audit entry of it holds the edition's hash. It
// reports [tracker.ErrNotFound] for a plan that is not there, and the reasons of
// [edition.Freeze] with [tracker.ErrConflict].
func (s *Store) Freeze(ctx context.Context, actor string, request edition.Request) (edition.Edition, error) {
	var frozen edition.Edition
	asked, err := clean(request)
	if err == nil {
		err = s.update(ctx, actor, func(ctx context.Context, w *writing) error {
			state, err := w.freezable(ctx, asked.Plan)
			if err != nil {
				return err
			}
			f, err := edition.Freeze(state, asked)
			if err != nil {
				return fmt.Errorf("%w: %w", tracker.ErrConflict, err)
			}
			frozen, err = w.storeEdition(ctx, f)
			return err
		})
	}
	if err != nil {
		return edition.Edition{}, fmt.Errorf("freeze plan %s: %w", request.Plan, err)
	}
	return frozen, nil
}

// freezable reads what there is to freeze.
func (w *writing) freezable(ctx context.Context, planID string) (s edition.State, err error) {
	s.Now, s.Audit = w.at, edition.Head{Seq: w.seq, Hash: w.head}
	if s.Record, err = readWhole(ctx, w, planID); err != nil {
		return s, err
	}
	if s.Editions, err = readFrozen(ctx, w, planID); err != nil {
		return s, err
	}
	s.Index, err = firstIndex(ctx, w)
	return s, err
}

// firstIndex returns the index that reports compare countries by, nil for none.
func firstIndex(ctx context.Context, q querier) (*benchmark.Index, error) {
	ids, err := list(ctx, q, `SELECT id FROM indices ORDER BY id LIMIT 1`, scanString)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	ix, err := readIndex(ctx, q, ids[0])
	return &ix, err
}

// storeEdition writes an edition and its audit entry.
func (w *writing) storeEdition(ctx context.Context, f *edition.Frozen) (edition.Edition, error) {
	content, err := f.Bytes()
	if err != nil {
		return edition.Edition{}, err
	}
	e := edition.Edition{Header: f.Header, SHA256: edition.Sum(content), Size: int64(len(content))}
	seq, err := w.audit(ctx, "freeze", fmt.Sprintf("edition/%s/%d", f.Plan, f.Number), nil, e)
	if err != nil {
		return e, err
	}
	return e, w.exec(ctx, `INSERT INTO editions (plan_id, number, header, sha256, content, seq) VALUES ($1, $2, $3, $4, $5, $6)`,
		f.Plan, f.Number, toJSON(f.Header), e.SHA256, string(content), seq)
}
