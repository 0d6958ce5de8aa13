package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"ogptracker/tracker"
)

// SaveFile keeps a file and returns its hash. The same bytes are kept once.
func (s *Store) SaveFile(ctx context.Context, media string, data []byte) (hash string, err error) {
	sum := sha256.Sum256(data)
	hash = hex.EncodeToString(sum[:])
	err = s.keep(ctx, func(ctx context.Context, w *writing) error {
		return w.exec(ctx, `INSERT INTO files (sha256, media, size, kept_at, data) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at`, hash, media, len(data), formatTime(w.at), data)
	})
	if err != nil {
		return "", fmt.Errorf("keep a file: %w", err)
	}
	return hash, nil
}

const selectFile = `SELECT f.sha256, f.media, f.data FROM files f WHERE f.sha256 = $1`

func scanFile(r row) (f tracker.File, err error) {
	err = r.Scan(&f.SHA256, &f.Media, &f.Data)
	return f, err
}

// File returns a file by its hash, whoever may see it.
func (s *Store) File(ctx context.Context, hash string) (*tracker.File, error) {
	return s.file(ctx, selectFile, hash)
}

// PublicFile returns a file that something published refers to: the evidence of an
// update, or a link whose copy it is. Any other is [tracker.ErrNotFound].
func (s *Store) PublicFile(ctx context.Context, hash string) (*tracker.File, error) {
	return s.file(ctx, selectFile+` AND (EXISTS (SELECT 1 FROM evidence e WHERE e.sha256 = f.sha256 AND e.media <> '')
		OR EXISTS (SELECT 1 FROM link_checks c WHERE c.sha256 = f.sha256))`, hash)
}

func (s *Store) file(ctx context.Context, query, hash string) (*tracker.File, error) {
	f, err := one(ctx, s.read, query, scanFile, hash)
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", hash, err)
	}
	return &f, nil
}

// RemoveStrayFiles removes the files that nothing published and no draft refers to
// and that were kept before an instant, and returns how many they were.
func (s *Store) RemoveStrayFiles(ctx context.Context, before time.Time) (removed int64, err error) {
	err = s.keep(ctx, func(ctx context.Context, w *writing) error {
		result, err := w.ExecContext(ctx, `DELETE FROM files WHERE kept_at < $1
			AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.sha256 = files.sha256)
			AND NOT EXISTS (SELECT 1 FROM link_checks c WHERE c.sha256 = files.sha256)
			AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.document LIKE '%' || files.sha256 || '%')`, formatTime(before))
		if err != nil {
			return err
		}
		removed, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("remove stray files: %w", err)
	}
	return removed, nil
}
