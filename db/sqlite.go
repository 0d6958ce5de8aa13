package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"ogptracker/tracker"
)

// Everything that only SQLite understands is in this file and in
// migrations/00002_guards.sql.

const dialect = goose.DialectSQLite3

// pragmas are set on every connection, in this order.
func pragmas(wait time.Duration) []string {
	return []string{
		// First of all, so that whatever follows waits for a lock and does not fail.
		"busy_timeout(" + strconv.FormatInt(wait.Milliseconds(), 10) + ")",
		// Readers see the last commit and never wait for the writer.
		"journal_mode(WAL)",
		// A commit is on the disk when it is acknowledged, power cut or not.
		"synchronous(FULL)",
		// SQLite checks references only where it is told to.
		"foreign_keys(1)",
		// The journal shrinks again after a large import.
		"journal_size_limit(67108864)",
	}
}

// source returns the data source name of a file. Only with the prefix file: does
// SQLite read the parameters, and then the path has to be escaped.
func source(path string, params url.Values, pragmas ...string) string {
	// In double quotes a misspelt column would silently be a text.
	params.Set("_dqs", "0")
	params["_pragma"] = pragmas
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + params.Encode()
}

// openWriter opens the connection that writes. Its transactions take the lock
// when they begin, so two that would both read and then write queue up.
func openWriter(path string, wait time.Duration) (*sql.DB, error) {
	// A large import stays in memory, up to 16 MB, until it is committed; with less,
	// pages go to the disk and back meanwhile.
	settings := append(pragmas(wait), "cache_size(-16000)")
	pool, err := sql.Open("sqlite", source(path, url.Values{"_txlock": {"immediate"}}, settings...))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	return pool, nil
}

// openReaders opens the pool that reads, and can do nothing else.
func openReaders(path string, wait time.Duration) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", source(path, url.Values{}, append(pragmas(wait), "query_only(1)")...))
	if err != nil {
		return nil, err
	}
	n := max(4, 2*runtime.NumCPU())
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n) // opening one costs more than most queries
	return pool, nil
}

// openToLook opens a connection that changes nothing about the file, not even how
// its journal is kept: while that changes, SQLite waits for nobody.
func openToLook(path string, wait time.Duration) (*sql.DB, error) {
	return sql.Open("sqlite", source(path, url.Values{}, pragmas(wait)[0], "query_only(1)"))
}

// openExclusive opens a connection that, once it has written, keeps every other
// connection of every program out until it is closed.
func openExclusive(path string, wait time.Duration) (*sql.DB, error) {
	exclusive := append([]string{pragmas(wait)[0], "locking_mode(EXCLUSIVE)"}, pragmas(wait)[1:]...)
	pool, err := sql.Open("sqlite", source(path, url.Values{"_txlock": {"exclusive"}}, exclusive...))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	return pool, nil
}

// takeTurn waits until no other program has the turn that a file stands for, and
// takes it; the function it returns gives it back. A turn ends with its program,
// however that ends. SQLite's own locks serve, on a file without contents, because
// they are there on every system it runs on. The file stays behind, empty.
//
// Programs that wait here have the data file itself closed. Were they to wait for
// that, none could have it to itself.
func takeTurn(ctx context.Context, path string, wait time.Duration) (giveBack func() error, err error) {
	pool, err := sql.Open("sqlite", source(path, url.Values{"_txlock": {"exclusive"}}, pragmas(wait)[0]))
	if err != nil {
		return nil, err
	}
	turn, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("wait for another program: %w", errors.Join(err, pool.Close()))
	}
	return func() error { return errors.Join(turn.Rollback(), pool.Close()) }, nil
}

// tableNames lists the tables of the file.
func tableNames(ctx context.Context, q querier) ([]string, error) {
	return list(ctx, q, `SELECT name FROM sqlite_master WHERE type = 'table'`, scanString)
}

// Check reads the whole file and reports [tracker.ErrCorrupt] with the first
// thing that is wrong with it: what [Store.CheckFile] finds, or an audit chain that
// does not hold.
func (s *Store) Check(ctx context.Context) error {
	if err := s.CheckFile(ctx); err != nil {
		return err
	}
	return s.VerifyAudit(ctx)
}

// CheckFile reads the whole file and reports [tracker.ErrCorrupt] with the first
// thing that is wrong with it: a damaged page or index, or a reference to a row
// that is not there.
func (s *Store) CheckFile(ctx context.Context) error {
	var finding string
	if err := s.read.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&finding); err != nil {
		return fmt.Errorf("check the file: %w", wrap(err))
	}
	if finding != "ok" {
		return fmt.Errorf("check the file: %w: %s", tracker.ErrCorrupt, finding)
	}
	orphans, err := list(ctx, s.read, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`, scanString)
	if err != nil {
		return fmt.Errorf("check the references: %w", err)
	}
	if len(orphans) > 0 {
		return fmt.Errorf("check the references: %w: a row of %s refers to nothing", tracker.ErrCorrupt, orphans[0])
	}
	return nil
}

// wrap adds to an error of the database the sentinel of package tracker that it
// amounts to. It leaves every other error as it is.
func wrap(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: %w", tracker.ErrNotFound, err)
	}
	var failure *sqlite.Error
	if !errors.As(err, &failure) || isSentinel(err) {
		return err
	}
	var sentinel error
	switch failure.Code() & 0xff { // the primary code; the rest tells kinds of it apart
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		sentinel = tracker.ErrLocked
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		sentinel = tracker.ErrReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		sentinel = tracker.ErrCorrupt
	case sqlite3.SQLITE_FULL:
		sentinel = tracker.ErrFull
	case sqlite3.SQLITE_IOERR:
		sentinel = tracker.ErrDisk
		if failure.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
			sentinel = tracker.ErrFull // the index of the journal is the first file to grow
		}
	case sqlite3.SQLITE_INTERRUPT:
		sentinel = context.Canceled
	case sqlite3.SQLITE_CONSTRAINT:
		sentinel = tracker.ErrConflict
	default:
		return err
	}
	return fmt.Errorf("%w: %w", sentinel, err)
}

// isSentinel reports whether an error was wrapped before.
func isSentinel(err error) bool {
	for _, s := range []error{tracker.ErrLocked, tracker.ErrReadOnly, tracker.ErrCorrupt, tracker.ErrFull, tracker.ErrDisk, tracker.ErrConflict} {
		if errors.Is(err, s) {
			return true
		}
	}
	return false
}
