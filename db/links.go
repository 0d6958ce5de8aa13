package db

import (
	"context"
	"fmt"
	"time"

	"ogptracker/tracker"
)

const selectLinkChecks = `SELECT c.url, c.checked_at, c.status, c.failing_since, c.failures, c.sha256, c.media, c.captured_at
	FROM link_checks c`

func scanLinkCheck(r row) (c tracker.LinkCheck, err error) {
	err = r.Scan(&c.URL, asTime{&c.CheckedAt}, &c.Status, asMaybeTime{&c.FailingSince}, &c.Failures, &c.SHA256, &c.Media, asMaybeTime{&c.CapturedAt})
	return c, err
}

// asMaybeTime reads a column of instants that may be blank.
type asMaybeTime struct{ to *time.Time }

// Scan implements [sql.Scanner].
func (a asMaybeTime) Scan(v any) error {
	if v == "" {
		*a.to = time.Time{}
		return nil
	}
	return asTime(a).Scan(v)
}

func formatMaybeTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return formatTime(t)
}

// readLinkChecks returns what was found at the links of a plan's evidence, by
// address.
func readLinkChecks(ctx context.Context, q querier, planID string) ([]tracker.LinkCheck, error) {
	return list(ctx, q, selectLinkChecks+` WHERE c.url IN (SELECT e.url FROM evidence e JOIN updates u ON u.id = e.update_id WHERE u.plan_id = $1)
		ORDER BY c.url`, scanLinkCheck, planID)
}

// Links returns, of every link in published evidence, what was last found there,
// the one that was not looked at for the longest first. Links of illustrative plans
// are not among them: they lead nowhere on purpose.
func (s *Store) Links(ctx context.Context) ([]tracker.LinkCheck, error) {
	links, err := list(ctx, s.read, `SELECT DISTINCT e.url, coalesce(c.checked_at, ''), coalesce(c.status, 0), coalesce(c.failing_since, ''),
			coalesce(c.failures, 0), coalesce(c.sha256, ''), coalesce(c.media, ''), coalesce(c.captured_at, '')
		FROM evidence e JOIN updates u ON u.id = e.update_id JOIN plans p ON p.id = u.plan_id
			LEFT JOIN link_checks c ON c.url = e.url
		WHERE e.url <> '' AND NOT p.illustrative ORDER BY 2, 1`, func(r row) (c tracker.LinkCheck, err error) {
		err = r.Scan(&c.URL, asMaybeTime{&c.CheckedAt}, &c.Status, asMaybeTime{&c.FailingSince}, &c.Failures, &c.SHA256, &c.Media, asMaybeTime{&c.CapturedAt})
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the links: %w", err)
	}
	return links, nil
}

// SaveLinkCheck records what was found at a link. What is published of it, whether
// it is dead and which copy is kept, leaves an audit entry where it changes.
func (s *Store) SaveLinkCheck(ctx context.Context, actor string, c tracker.LinkCheck) error {
	fresh, err := clean(c)
	if err == nil {
		err = s.transact(ctx, actor, func(ctx context.Context, w *writing) (bool, error) {
			old, found, err := maybe(one(ctx, w, selectLinkChecks+` WHERE c.url = $1`, scanLinkCheck, fresh.URL))
			if err != nil {
				return false, err
			}
			store := func(int64) error {
				return w.exec(ctx, `INSERT INTO link_checks (url, checked_at, status, failing_since, failures, sha256, media, captured_at)
					VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
					ON CONFLICT (url) DO UPDATE SET checked_at = excluded.checked_at, status = excluded.status,
						failing_since = excluded.failing_since, failures = excluded.failures, sha256 = excluded.sha256,
						media = excluded.media, captured_at = excluded.captured_at`,
					fresh.URL, formatTime(fresh.CheckedAt), fresh.Status, formatMaybeTime(fresh.FailingSince), fresh.Failures,
					fresh.SHA256, fresh.Media, formatMaybeTime(fresh.CapturedAt))
			}
			if found && old.Status == fresh.Status && old.FailingSince.Equal(fresh.FailingSince) && old.SHA256 == fresh.SHA256 &&
				min(old.Failures, 2) == min(fresh.Failures, 2) {
				return true, store(0)
			}
			_, _, err = w.save(ctx, "link/"+fresh.URL, present(old, found), fresh, store)
			return true, err
		})
	}
	if err != nil {
		return fmt.Errorf("save the check of a link: %w", err)
	}
	return nil
}
