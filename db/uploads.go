package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

// SaveUpload keeps an upload and returns it as it is kept: with a number where it
// has none, and for [tracker.UploadWaits] from now on. What has expired is cleared
// away, and so are an account's oldest beyond [tracker.UploadsMost].
func (s *Store) SaveUpload(ctx context.Context, u tracker.Upload) (*tracker.Upload, error) {
	err := s.keep(ctx, func(ctx context.Context, w *writing) error {
		if err := w.exec(ctx, `DELETE FROM uploads WHERE expires_at <= $1`, formatTime(w.at)); err != nil {
			return err
		}
		if u.ID == 0 {
			if err := w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM uploads`).Scan(&u.ID); err != nil {
				return err
			}
		}
		u.ExpiresAt = w.at.Add(tracker.UploadWaits)
		err := w.exec(ctx, `INSERT INTO uploads (id, account, plan_id, name, document, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (id) DO UPDATE SET document = excluded.document, expires_at = excluded.expires_at`,
			u.ID, u.Account, u.Plan, cleanText(u.Name), string(u.Document), formatTime(u.ExpiresAt))
		if err != nil {
			return err
		}
		return w.exec(ctx, `DELETE FROM uploads WHERE account = $1 AND id NOT IN
			(SELECT id FROM uploads WHERE account = $1 ORDER BY id DESC LIMIT $2)`, u.Account, tracker.UploadsMost)
	})
	if err != nil {
		return nil, fmt.Errorf("keep an upload for %s: %w", u.Plan, err)
	}
	return &u, nil
}

// Upload returns an upload that has not expired.
func (s *Store) Upload(ctx context.Context, id int64) (*tracker.Upload, error) {
	u, err := one(ctx, s.read, `SELECT id, account, plan_id, name, document, expires_at FROM uploads WHERE id = $1 AND expires_at > $2`,
		func(r row) (u tracker.Upload, err error) {
			var document, expires string
			if err = r.Scan(&u.ID, &u.Account, &u.Plan, &u.Name, &document, &expires); err != nil {
				return u, err
			}
			u.Document = []byte(document)
			u.ExpiresAt, err = parseTime(expires)
			return u, err
		}, id, formatTime(s.now()))
	if err != nil {
		return nil, fmt.Errorf("read upload %d: %w", id, err)
	}
	return &u, nil
}
