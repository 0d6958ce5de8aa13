package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

	"ogptracker/tracker"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings a file up to the schema of this program. Only a file that needs
// it is touched, and then by one program at a time with every other kept out:
// that programs which start together do not both migrate, and that none goes on
// with a schema it does not know.
func migrate(ctx context.Context, path string, wait time.Duration) error {
	for deadline := time.Now().Add(wait); ; {
		pending, err := isBehind(ctx, path, wait)
		if err == nil && !pending {
			return nil
		}
		if err == nil {
			err = migrateAlone(ctx, path, wait)
		}
		// Locked out, most likely by another program that is at the same work.
		if err == nil || !errors.Is(wrap(err), tracker.ErrLocked) || time.Now().After(deadline) {
			return err
		}
	}
}

// isBehind reports whether the file has an older schema than this program, and
// fails where it has a newer one.
func isBehind(ctx context.Context, path string, wait time.Duration) (bool, error) {
	pool, err := openReaders(path, wait)
	if err != nil {
		return false, err
	}
	defer pool.Close()
	provider, err := newProvider(pool)
	if err != nil {
		return false, err
	}
	sources := provider.ListSources()
	ours := sources[len(sources)-1].Version
	exists, err := tableExists(ctx, pool, goose.DefaultTablename)
	if err != nil || !exists {
		return true, err
	}
	var theirs int64
	err = pool.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM `+goose.DefaultTablename+` WHERE is_applied`).Scan(&theirs)
	if err != nil {
		return false, err
	}
	if theirs > ours {
		return false, fmt.Errorf("%w: schema %d, this one knows %d", tracker.ErrNewerSchema, theirs, ours)
	}
	return theirs < ours, nil
}

// migrateAlone applies what is missing, each migration in a transaction.
func migrateAlone(ctx context.Context, path string, wait time.Duration) error {
	pool, err := openExclusive(path, wait)
	if err != nil {
		return err
	}
	defer pool.Close()
	provider, err := newProvider(pool)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema up to date: %w", err)
	}
	return nil
}

func newProvider(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true))
}
