package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"github.com/pressly/goose/v3"

	"ogptracker/tracker"
)

// lockName is the name of the empty file beside the data file that says whose turn
// it is to migrate.
const lockName = "tracker.lock"

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings a file up to the schema of this program. A file that needs it is
// migrated by one program, with every other kept out: programs that start together
// do not both migrate, and none goes on under a schema it does not know.
func migrate(ctx context.Context, path string, wait time.Duration) (err error) {
	behind, err := isBehind(ctx, path, wait)
	if err != nil || !behind {
		return err
	}
	giveBack, err := takeTurn(ctx, filepath.Join(filepath.Dir(path), lockName), wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, giveBack()) }()
	// Whose turn it was before may have done it.
	behind, err = isBehind(ctx, path, wait)
	if err != nil || !behind {
		return err
	}
	return migrateAlone(ctx, path, wait)
}

// isBehind reports whether the file has an older schema than this program, and
// fails where it has a newer one.
func isBehind(ctx context.Context, path string, wait time.Duration) (behind bool, err error) {
	pool, err := openToLook(path, wait)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	provider, err := newProvider(pool)
	if err != nil {
		return false, err
	}
	sources := provider.ListSources()
	ours := sources[len(sources)-1].Version
	tables, err := tableNames(ctx, pool)
	switch {
	case err != nil:
		return false, err
	case len(tables) == 0:
		return true, nil
	case !slices.Contains(tables, goose.DefaultTablename): // which is made before any other
		return false, fmt.Errorf("%w: it is another program's", tracker.ErrCorrupt)
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

// migrateAlone applies what is missing, each migration in a transaction. It fails
// with [tracker.ErrLocked] where a program, most likely an older version of this
// one, goes on having the file open.
func migrateAlone(ctx context.Context, path string, wait time.Duration) (err error) {
	pool, err := openExclusive(path, wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
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
