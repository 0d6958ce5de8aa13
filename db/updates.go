package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"ogptracker/tracker"
)

const selectUpdates = `SELECT id, leaf, period, status, progress_en, progress_fr, challenges_en, challenges_fr, risk,
		evidence_en, evidence_fr, organization, author, published_at, coalesce(replaces, 0), portal
	FROM updates WHERE plan_id = $1`

func scanUpdate(r row) (u tracker.Update, err error) {
	err = r.Scan(&u.ID, &u.Leaf, &u.Period, &u.Status, &u.Progress.EN, &u.Progress.FR, &u.Challenges.EN, &u.Challenges.FR,
		&u.Risk, &u.EvidenceIn.EN, &u.EvidenceIn.FR, &u.Organization, &u.Author, asTime{&u.PublishedAt}, &u.Replaces,
		asJSON{&u.Portal})
	return u, err
}

// readUpdates returns a plan's updates by leaf, then by time of publication.
func readUpdates(ctx context.Context, q querier, planID string) ([]tracker.Update, error) {
	return readUpdatesWhere(ctx, q, ``, planID)
}

// readLeafUpdates returns the updates of one leaf of a plan by time of publication.
func readLeafUpdates(ctx context.Context, q querier, planID, leaf string) ([]tracker.Update, error) {
	return readUpdatesWhere(ctx, q, ` AND leaf = $2`, planID, leaf)
}

func readUpdatesWhere(ctx context.Context, q querier, condition string, args ...any) ([]tracker.Update, error) {
	updates, err := list(ctx, q, selectUpdates+condition+` ORDER BY leaf, published_at, id`, scanUpdate, args...)
	if err != nil {
		return nil, fmt.Errorf("read the updates: %w", err)
	}
	if len(updates) == 0 {
		return updates, nil
	}
	evidence, err := readEvidence(ctx, q, condition, args...)
	if err != nil {
		return nil, fmt.Errorf("read the evidence: %w", err)
	}
	for i := range updates {
		updates[i].Evidence = evidence[updates[i].ID]
	}
	return updates, nil
}

// publisher publishes updates within one write: its statements are prepared once,
// and what they need is looked up once.
type publisher struct {
	*writing
	planID         string
	insertUpdate   *sql.Stmt
	insertEvidence *sql.Stmt
}

func (w *writing) publisher(ctx context.Context, planID string) (p *publisher, err error) {
	p = &publisher{writing: w, planID: planID}
	p.insertUpdate, err = w.PrepareContext(ctx, `INSERT INTO updates (id, plan_id, leaf, period, organization, status,
			progress_en, progress_fr, challenges_en, challenges_fr, evidence_en, evidence_fr,
			risk, author, published_at, replaces, portal, seq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`)
	if err != nil {
		return nil, err
	}
	p.insertEvidence, err = w.PrepareContext(ctx, insertEvidence)
	return p, err
}

// publish writes a new update with its evidence and its audit entry.
func (p *publisher) publish(ctx context.Context, u *tracker.Update) error {
	seq, err := p.audit(ctx, "publish", fmt.Sprintf("update/%d", u.ID), nil, struct {
		Plan string `json:"plan"`
		*tracker.Update
	}{p.planID, u})
	if err != nil {
		return err
	}
	var replaces, portal any
	if u.Replaces != 0 {
		replaces = u.Replaces
	}
	if u.Portal != nil {
		portal = toJSON(u.Portal)
	}
	_, err = p.insertUpdate.ExecContext(ctx, u.ID, p.planID, u.Leaf, string(u.Period), u.Organization, string(u.Status),
		u.Progress.EN, u.Progress.FR, u.Challenges.EN, u.Challenges.FR, u.EvidenceIn.EN, u.EvidenceIn.FR,
		string(u.Risk), u.Author, formatTime(u.PublishedAt), replaces, portal, seq)
	if err != nil {
		return fmt.Errorf("publish an update of %s for %s: %w", u.Leaf, u.Period, err)
	}
	for i, e := range u.Evidence {
		_, err := p.insertEvidence.ExecContext(ctx, u.ID, i+1, e.Title.EN, e.Title.FR, e.URL, string(e.Lang), e.CapturedOn.String(), e.SHA256, e.Media, e.Size)
		if err != nil {
			return fmt.Errorf("record the evidence of update %d: %w", u.ID, err)
		}
	}
	return nil
}

// AddUpdates publishes updates of a plan, all or none, and says how many of them
// were new, how many correct one that was published before, and how many say
// nothing that is not recorded already; those are not written, so that the same
// rows can be given any number of times.
//
// An update is known by its leaf, period and organization, and by when it was
// published where it says so. One that says something else than the last one so
// known becomes a correction: a new update that names the one it replaces. One
// without a time is published now. Who wrote an update, and the portal's
// bookkeeping, are no difference.
//
// Numbers given with the updates are kept where all of them are higher than any
// recorded; else the store numbers them anew, and what they replace with them.
//
// It reports [tracker.ErrNotFound] for a plan that is not there, and
// [tracker.ErrConflict] for an update of something that is no leaf of it, with no
// level or no period, or that replaces an update which is not there.
func (s *Store) AddUpdates(ctx context.Context, actor, planID string, updates []tracker.Update) (added, changed, unchanged int, err error) {
	var done tally
	fresh, err := clean(updates)
	if err == nil {
		err = s.update(ctx, actor, func(ctx context.Context, w *writing) (err error) {
			done, err = w.merge(ctx, planID, fresh)
			return err
		})
	}
	if err != nil {
		return 0, 0, 0, fmt.Errorf("add updates to %s: %w", planID, err)
	}
	return done.added, done.changed, done.unchanged, nil
}

// readLeaves returns the codes of the items of a plan that updates attach to.
func readLeaves(ctx context.Context, q querier, planID string) (map[string]bool, error) {
	codes, err := list(ctx, q, `SELECT code FROM items WHERE plan_id = $1 AND leaf`, scanString, planID)
	if err != nil {
		return nil, err
	}
	set := make(map[string]bool, len(codes))
	for _, code := range codes {
		set[code] = true
	}
	return set, nil
}

// reportable reports as [tracker.ErrConflict] why an update cannot be published.
func reportable(u *tracker.Update, leaves map[string]bool) error {
	if !leaves[u.Leaf] {
		return fmt.Errorf("%w: the plan has no leaf %q", tracker.ErrConflict, u.Leaf)
	}
	if _, err := tracker.ParsePeriod(string(u.Period)); err != nil {
		return fmt.Errorf("%w: update of %s: %w", tracker.ErrConflict, u.Leaf, err)
	}
	if !slices.Contains(tracker.Levels, u.Status) {
		return fmt.Errorf("%w: update of %s: %q is not a level", tracker.ErrConflict, u.Leaf, u.Status)
	}
	return nil
}
