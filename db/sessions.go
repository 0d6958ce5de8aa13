package db

import (
	"context"
	"time"
)

// Sessions keeps login state for the session manager that the pages use, whose
// interfaces it answers to. Tokens reach it hashed.
type Sessions struct{ store *Store }

// Sessions returns the store's login state.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

// FindCtx returns the data of a session that has not expired.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	text, found, err := maybe(one(ctx, s.store.read, `SELECT data FROM sessions WHERE token = $1 AND expires_at > $2`,
		scanString, token, formatTime(s.store.now())))
	return []byte(text), found, err
}

// CommitCtx keeps the data of a session until it expires, and clears away the
// sessions that did.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.store.keep(ctx, func(ctx context.Context, w *writing) error {
		if err := w.exec(ctx, `DELETE FROM sessions WHERE expires_at <= $1`, formatTime(w.at)); err != nil {
			return err
		}
		return w.exec(ctx, `INSERT INTO sessions (token, data, expires_at) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			token, string(data), formatTime(expires))
	})
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.store.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `DELETE FROM sessions WHERE token = $1`, token)
	})
}

// AllCtx returns the data of every session that has not expired, by token.
func (s *Sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	all := make(map[string][]byte)
	err := each(ctx, s.store.read, `SELECT token, data FROM sessions WHERE expires_at > $1`, func(r row) error {
		var token, data string
		err := r.Scan(&token, &data)
		all[token] = []byte(data)
		return err
	}, formatTime(s.store.now()))
	return all, err
}

// Find, Commit and Delete are what the session manager falls back on where it has
// no context.

// Find is [Sessions.FindCtx].
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is [Sessions.CommitCtx].
func (s *Sessions) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}

// Delete is [Sessions.DeleteCtx].
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
