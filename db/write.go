package db

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ogptracker/tracker"
)

// writing is one write transaction: everything in it is stamped with one instant
// and one actor, and every record it changes leaves an audit entry.
type writing struct {
	*sql.Tx
	actor string
	// reason is published beside what is amended; blank where none was given.
	reason tracker.Text
	at     time.Time
	seq    int64  // of the last audit entry
	head   string // and its hash
	chain  *sql.Stmt
	// occasions are what accounts are told of when the write is done.
	occasions []occasion
}

// update runs fn in a write transaction and commits it, all or nothing. A
// transaction that leaves no audit entry has changed nothing of the record, and is
// not committed. Within fn only w may be asked: the one writing connection is
// taken.
func (s *Store) update(ctx context.Context, actor string, fn func(ctx context.Context, w *writing) error) error {
	return s.transact(ctx, actor, func(ctx context.Context, w *writing) (bool, error) {
		before := w.seq
		err := fn(ctx, w)
		return w.seq > before, err
	})
}

// keep is [Store.update] for what is no part of the record: drafts, login state,
// notices. It leaves no audit entry and is always committed.
func (s *Store) keep(ctx context.Context, fn func(ctx context.Context, w *writing) error) error {
	return s.keepBy(ctx, "", fn)
}

// keepBy is [Store.keep] for what may leave an audit entry; actor is who writes.
func (s *Store) keepBy(ctx context.Context, actor string, fn func(ctx context.Context, w *writing) error) error {
	return s.transact(ctx, actor, func(ctx context.Context, w *writing) (bool, error) { return true, fn(ctx, w) })
}

// transact runs fn in a write transaction and commits it where fn says so.
func (s *Store) transact(ctx context.Context, actor string, fn func(ctx context.Context, w *writing) (commit bool, err error)) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err)
	}
	defer tx.Rollback() // does nothing after the commit
	w := &writing{Tx: tx, actor: cleanText(actor), at: s.now().UTC().Truncate(time.Microsecond)}
	if w.seq, w.head, err = auditHead(ctx, tx); err != nil {
		return err
	}
	if w.chain, err = tx.PrepareContext(ctx, insertAudit); err != nil {
		return wrap(err)
	}
	// The driver starts a goroutine for every statement whose context can end, which
	// would cost an import a tenth of its time. BeginTx watches ctx already: when it
	// ends, the transaction is rolled back and the next statement fails.
	whole := context.WithoutCancel(ctx)
	commit, err := fn(whole, w)
	commit = commit && !onTrial(ctx)
	if err == nil && commit {
		err = w.tellAll(whole)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return wrap(err)
	}
	if !commit {
		return nil
	}
	if err := tx.Commit(); err != nil {
		return wrap(err)
	}
	s.advance(w.seq)
	return nil
}

// audit adds an entry to the chain and returns its number. Before is nil for a
// record that was created, after for one that was removed; both are written as
// JSON.
func (w *writing) audit(ctx context.Context, action, subject string, before, after any) (int64, error) {
	e := tracker.AuditEntry{
		Seq: w.seq + 1, At: w.at, Actor: w.actor, Action: action, Subject: subject,
		Before: document(before), After: document(after), Salt: newSalt(), Prev: w.head,
	}
	e.Hash = e.Sum()
	_, err := w.chain.ExecContext(ctx, e.Seq, formatTime(e.At), e.Actor, e.Action, e.Subject,
		nullable(e.Before), nullable(e.After), e.Salt, e.Prev, e.Hash)
	if err != nil {
		return 0, fmt.Errorf("write audit entry %d: %w", e.Seq, err)
	}
	w.seq, w.head = e.Seq, e.Hash
	return e.Seq, nil
}

// newSalt returns what nobody can guess.
func newSalt() string {
	var b [tracker.SaltSize]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}

// document writes one side of an audit entry; nil stays nil.
func document(v any) json.RawMessage {
	switch v := v.(type) {
	case nil:
		return nil
	case string: // written already
		return json.RawMessage(v)
	}
	return json.RawMessage(toJSON(v))
}

func nullable(document json.RawMessage) any {
	if document == nil {
		return nil
	}
	return string(document)
}

// exec runs a statement whose result nobody asks for.
func (w *writing) exec(ctx context.Context, query string, args ...any) error {
	_, err := w.ExecContext(ctx, query, args...)
	return err
}

// save writes one record where it differs from what is recorded: the audit entry,
// then, through store, the record itself. Before is nil for one that is new,
// after for one that goes. It returns the entry's number and whether there was
// anything to write.
func (w *writing) save(ctx context.Context, subject string, before, after any, store func(seq int64) error) (int64, bool, error) {
	action := "update"
	switch {
	case before == nil && after == nil:
		return 0, false, nil
	case before == nil:
		action = "create"
	case after == nil:
		action = "remove"
	default:
		old, new := toJSON(before), toJSON(after)
		if old == new {
			return 0, false, nil
		}
		before, after = old, new
	}
	seq, err := w.audit(ctx, action, subject, before, after)
	if err == nil {
		err = store(seq)
	}
	if err != nil {
		return 0, false, fmt.Errorf("%s %s: %w", action, subject, err)
	}
	return seq, true, nil
}

// saveList writes the records of a list that differ from those recorded, each
// known by its place from 1, and returns the last audit entry that it left, 0 for
// none.
func saveList[T any](ctx context.Context, w *writing, subject string, old, new []T,
	store func(position int, seq int64, v T) error, remove func(position int) error) (int64, error) {
	var last int64
	for i := range max(len(old), len(new)) {
		position := i + 1
		var before, after any
		if i < len(old) {
			before = old[i]
		}
		write := func(int64) error { return remove(position) }
		if i < len(new) {
			after = new[i]
			write = func(seq int64) error { return store(position, seq, new[i]) }
		}
		seq, changed, err := w.save(ctx, fmt.Sprintf("%s/%d", subject, position), before, after, write)
		if err != nil {
			return 0, err
		}
		if changed {
			last = seq
		}
	}
	return last, nil
}

// maybe turns "there is none" into an answer.
func maybe[T any](v T, err error) (T, bool, error) {
	if errors.Is(err, tracker.ErrNotFound) {
		return v, false, nil
	}
	return v, err == nil, err
}

// present returns v for a record that is there, and nil for one that is not.
func present[T any](v T, found bool) any {
	if !found {
		return nil
	}
	return v
}
