package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ogptracker/tracker"
)

const insertAudit = `INSERT INTO audit (seq, at, actor, action, subject, before, after, salt, prev, hash)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const selectAudit = `SELECT seq, at, actor, action, subject, before, after, salt, prev, hash
	FROM audit WHERE seq >= $1 ORDER BY seq`

func scanAudit(r row) (*tracker.AuditEntry, error) {
	var e tracker.AuditEntry
	err := r.Scan(&e.Seq, asTime{&e.At}, &e.Actor, &e.Action, &e.Subject,
		asWritten{&e.Before}, asWritten{&e.After}, &e.Salt, &e.Prev, &e.Hash)
	return &e, err
}

// asWritten reads a column that holds a JSON document byte by byte: the chain is
// over the bytes, not over what they mean.
type asWritten struct{ to *json.RawMessage }

// Scan implements [sql.Scanner].
func (a asWritten) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*a.to = nil
		return nil
	case string:
		*a.to = json.RawMessage(v)
		return nil
	}
	return fmt.Errorf("%v is not a text", v)
}

// AuditHead returns the number and the hash of the last audit entry: 0 and ""
// where nothing was written yet. Editions and reports print it.
func (s *Store) AuditHead(ctx context.Context) (seq int64, hash string, err error) {
	return auditHead(ctx, s.read)
}

func auditHead(ctx context.Context, q querier) (seq int64, hash string, err error) {
	err = each(ctx, q, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`, func(r row) error {
		return r.Scan(&seq, &hash)
	})
	return seq, hash, err
}

// AuditEntries calls fn for each audit entry from number from on, in order, and
// ends with the first error that fn returns.
func (s *Store) AuditEntries(ctx context.Context, from int64, fn func(*tracker.AuditEntry) error) error {
	return each(ctx, s.read, selectAudit, func(r row) error {
		e, err := scanAudit(r)
		if err != nil {
			return fmt.Errorf("%w: audit entry %d: %w", tracker.ErrCorrupt, e.Seq, err)
		}
		return fn(e)
	}, from)
}

// AuditLinks calls fn for each audit entry up to a number, in order, as anybody may have
// it, and ends with the first error that fn returns. What was written of a plan before it
// was published is sealed. It reports [tracker.ErrConflict] for a chain that begins with
// entries from before there was a salt: these cannot be sealed.
func (s *Store) AuditLinks(ctx context.Context, upTo int64, fn func(*tracker.AuditLink) error) error {
	public := map[string]int64{} // the entry that published each plan
	err := each(ctx, s.read, `SELECT plan_id, min(seq) FROM amendments WHERE kind = 'import' GROUP BY plan_id`, func(r row) error {
		var plan string
		var seq int64
		err := r.Scan(&plan, &seq)
		public[plan] = seq
		return err
	})
	if err != nil {
		return err
	}
	enough := errors.New("enough")
	err = s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
		switch {
		case e.Seq > upTo:
			return enough
		case !e.CanBeSealed():
			return fmt.Errorf("%w: audit entry %d was written by an earlier version and cannot be sealed", tracker.ErrConflict, e.Seq)
		}
		return fn(e.PublicLink(func(plan string) bool {
			from, published := public[plan]
			return published && e.Seq >= from
		}))
	})
	if errors.Is(err, enough) {
		return nil
	}
	return err
}

// VerifyAudit recomputes the whole chain. It reports [tracker.ErrCorrupt], with
// the first entry that does not follow from the one before it.
func (s *Store) VerifyAudit(ctx context.Context) error {
	err := tracker.VerifyChain(func(yield func(*tracker.AuditEntry, error) bool) {
		enough := errors.New("enough")
		err := s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
			if !yield(e, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, err)
		}
	})
	if broken := (*tracker.ChainError)(nil); errors.As(err, &broken) {
		return fmt.Errorf("%w: %w", tracker.ErrCorrupt, err)
	}
	return err
}
