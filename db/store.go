// Package db keeps the record: it stores what package tracker defines, and
// gives it back the same. Every write leaves its audit entries in the same
// transaction, and nothing that was published is ever changed.
//
// It decides no rule and computes no figure, and nobody above it sees SQL. Its
// errors are the sentinels of package tracker ([tracker.ErrNotFound] and its
// neighbours), wrapped with what was attempted.
//
// One connection writes and a pool reads. A write takes the lock when its
// transaction begins, so it waits for its turn instead of failing half-way; a
// read sees one state of the whole record and waits for nobody.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"ogptracker/tracker"
)

// FileName is the name of the data file in a data folder.
const FileName = "tracker.db"

// Store is an open data folder. Its methods may be called by any number of
// goroutines, and several programs may have one folder open.
type Store struct {
	read    *sql.DB
	write   *sql.DB // one connection
	now     func() time.Time
	version atomic.Int64
}

// Options are the choices there are on opening; the zero value is usual.
type Options struct {
	// Now is the clock that stamps writes, [time.Now] when nil.
	Now func() time.Time
	// Existing refuses, with [tracker.ErrNoData], a folder in which nothing was ever
	// recorded, and creates nothing.
	Existing bool
	// LockWait is how long a write waits for another program's, 10 seconds when 0.
	LockWait time.Duration
}

// Open opens the data file of a folder. It creates what is missing, folder and
// file, and brings an older file up to date.
//
// It reports [tracker.ErrReadOnly] for a folder or file that may not be written,
// [tracker.ErrCorrupt] for a file that is damaged or is something else,
// [tracker.ErrNewerSchema] for one that a newer version of the program wrote,
// [tracker.ErrLocked] where another program has it and does not let go,
// [tracker.ErrFull], and [tracker.ErrDisk].
func Open(ctx context.Context, dir string, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.LockWait == 0 {
		opts.LockWait = 10 * time.Second
	}
	path := filepath.Join(dir, FileName)
	if opts.Existing {
		if err := recorded(path); err != nil {
			return nil, fmt.Errorf("open data folder %s: %w", dir, err)
		}
	}
	if err := ensureWritable(dir, path); err != nil {
		return nil, fmt.Errorf("open data folder %s: %w", dir, err)
	}
	if err := migrate(ctx, path, opts.LockWait); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, wrap(err))
	}
	s := &Store{now: opts.Now}
	var err error
	if s.write, err = openWriter(path, opts.LockWait); err == nil {
		s.read, err = openReaders(path, opts.LockWait)
	}
	if err == nil {
		err = s.refresh(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Join(wrap(err), s.Close()))
	}
	return s, nil
}

// Close closes the store once the writes and reads under way have ended.
func (s *Store) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{s.read, s.write} { // the writer last: it tidies the file up
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Version returns the version of the data: the number of the last audit entry,
// 0 for an empty store. It asks nobody, so a page may ask it each time. It counts
// this program's own writes at once, and those of others as
// [Store.WatchVersion] sees them.
func (s *Store) Version() int64 { return s.version.Load() }

// WatchVersion looks for writes by other programs at every interval until ctx
// ends. An error is passed to report, which may be nil, and does not end it.
func (s *Store) WatchVersion(ctx context.Context, every time.Duration, report func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.refresh(ctx); err != nil && ctx.Err() == nil && report != nil {
			report(err)
		}
	}
}

// refresh reads the version from the file.
func (s *Store) refresh(ctx context.Context) error {
	seq, _, err := auditHead(ctx, s.read)
	if err != nil {
		return fmt.Errorf("read the data version: %w", wrap(err))
	}
	s.advance(seq)
	return nil
}

// advance raises the version; a slower reader must not turn it back.
func (s *Store) advance(seq int64) {
	for {
		old := s.version.Load()
		if seq <= old || s.version.CompareAndSwap(old, seq) {
			return
		}
	}
}

// recorded reports [tracker.ErrNoData] where there is no data file, or an empty one
// such as a copy that failed leaves behind.
func recorded(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", tracker.ErrNoData, err)
	case err != nil:
		return explain(err)
	case info.Size() == 0:
		// What was written last may still be in the journal beside it.
		if journal, err := os.Stat(path + "-wal"); err != nil || journal.Size() == 0 {
			return fmt.Errorf("%w: %s is empty", tracker.ErrNoData, path)
		}
	}
	return nil
}

// ensureWritable creates the folder and the file where they are missing, and
// finds out in plain words why they cannot be written. SQLite itself would say
// no more than that it is unable to open the file.
func ensureWritable(dir, path string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return explain(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return explain(err)
	}
	if err := f.Close(); err != nil {
		return explain(err)
	}
	// SQLite keeps its journal beside the file.
	probe, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return explain(err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// explain adds the sentinel that fits an error of the file system.
func explain(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: %w", tracker.ErrReadOnly, err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w: %w", tracker.ErrFull, err)
	}
	return err
}
