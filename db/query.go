package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"ogptracker/tracker"
)

// querier is what a read needs: a pool, or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// row is one row of a result, to be scanned.
type row interface{ Scan(dest ...any) error }

// list returns every row of a query, each read by scan.
func list[T any](ctx context.Context, q querier, query string, scan func(row) (T, error), args ...any) ([]T, error) {
	all := []T{}
	err := each(ctx, q, query, func(r row) error {
		v, err := scan(r)
		all = append(all, v)
		return err
	}, args...)
	return all, err
}

// each calls fn for every row of a query.
func each(ctx context.Context, q querier, query string, fn func(row) error, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return wrap(rows.Err())
}

// one returns the only row of a query, and [tracker.ErrNotFound] when there is
// none.
func one[T any](ctx context.Context, q querier, query string, scan func(row) (T, error), args ...any) (T, error) {
	v, err := scan(q.QueryRowContext(ctx, query, args...))
	return v, wrap(err)
}

func scanString(r row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// view runs fn on one state of the record: what another connection commits
// meanwhile is not seen. Within fn only q may be asked.
func (s *Store) view(ctx context.Context, fn func(q querier) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap(err)
	}
	defer tx.Rollback() // nothing was written
	return fn(tx)
}

// timeLayout writes every instant in the same width, so that they sort as text.
const timeLayout = "2006-01-02T15:04:05.000000Z"

func formatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

func parseTime(s string) (time.Time, error) { return time.Parse(timeLayout, s) }

// asTime reads a column of instants into a [time.Time].
type asTime struct{ to *time.Time }

// Scan implements [sql.Scanner].
func (a asTime) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%v is not an instant", v)
	}
	t, err := parseTime(s)
	*a.to = t
	return err
}

// asDate reads a column of days into a [tracker.Date].
type asDate struct{ to *tracker.Date }

// Scan implements [sql.Scanner].
func (a asDate) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%v is not a day", v)
	}
	return a.to.UnmarshalText([]byte(s))
}

// asJSON reads a column that holds a JSON document into what to points to. NULL
// leaves it as it is.
type asJSON struct{ to any }

// Scan implements [sql.Scanner].
func (a asJSON) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(v), a.to)
	}
	return fmt.Errorf("%v is not a JSON document", v)
}

// toJSON writes a value of the domain as it is kept. All of them can be written;
// one that cannot is a mistake in this package.
func toJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("db: %T cannot be written as JSON: %v", v, err))
	}
	return string(text)
}
