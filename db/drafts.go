package db

import (
	"context"
	"encoding/json"
	"fmt"

	"ogptracker/tracker"
)

const selectDrafts = `SELECT d.id, d.state, d.version, d.document FROM drafts d`

func scanDraft(r row) (d tracker.Draft, err error) {
	var document string
	var id, version int64
	var state tracker.DraftState
	if err = r.Scan(&id, &state, &version, &document); err != nil {
		return d, err
	}
	err = json.Unmarshal([]byte(document), &d)
	d.ID, d.State, d.Version = id, state, version
	return d, err
}

// Draft returns the draft with a number.
func (s *Store) Draft(ctx context.Context, id int64) (*tracker.Draft, error) {
	d, err := readDraft(ctx, s.read, id)
	if err != nil {
		return nil, fmt.Errorf("read draft %d: %w", id, err)
	}
	return &d, nil
}

func readDraft(ctx context.Context, q querier, id int64) (tracker.Draft, error) {
	return one(ctx, q, selectDrafts+` WHERE d.id = $1`, scanDraft, id)
}

// DraftOf returns the draft about something.
func (s *Store) DraftOf(ctx context.Context, key tracker.DraftKey) (*tracker.Draft, error) {
	d, err := readDraftOf(ctx, s.read, key)
	if err != nil {
		return nil, fmt.Errorf("read the draft of %s for %s: %w", key.Leaf, key.Period, err)
	}
	return &d, nil
}

func readDraftOf(ctx context.Context, q querier, key tracker.DraftKey) (tracker.Draft, error) {
	return one(ctx, q, selectDrafts+` WHERE d.plan_id = $1 AND d.leaf = $2 AND d.period = $3 AND d.organization = $4`,
		scanDraft, key.Plan, key.Leaf, string(key.Period), key.Organization)
}

// Drafts lists the drafts of a plan in the plan's order, then by period.
func (s *Store) Drafts(ctx context.Context, planID string) ([]tracker.Draft, error) {
	drafts, err := list(ctx, s.read, selectDrafts+` JOIN items i ON i.plan_id = d.plan_id AND i.code = d.leaf
		WHERE d.plan_id = $1 ORDER BY i.position, d.period, d.organization`, scanDraft, planID)
	if err != nil {
		return nil, fmt.Errorf("read the drafts of %s: %w", planID, err)
	}
	return drafts, nil
}

// SaveDraft keeps a draft and returns it as it is kept. Version is the one that
// the writer started from, 0 for a new one: it reports [tracker.ErrStale] where
// that is no longer the last, and [tracker.ErrConflict] for what is no leaf of the
// plan. A draft that is handed in, returned or taken back leaves an audit entry with
// what it says; actor is who does so.
func (s *Store) SaveDraft(ctx context.Context, actor string, d tracker.Draft) (*tracker.Draft, error) {
	fresh, err := clean(d)
	if err == nil {
		err = s.keepBy(ctx, actor, func(ctx context.Context, w *writing) error { return w.saveDraft(ctx, &fresh) })
	}
	if err != nil {
		return nil, fmt.Errorf("save the draft of %s for %s: %w", d.Update.Leaf, d.Update.Period, err)
	}
	return &fresh, nil
}

// SaveDrafts keeps several drafts, all or none, each as [Store.SaveDraft] does.
func (s *Store) SaveDrafts(ctx context.Context, actor string, drafts []tracker.Draft) ([]tracker.Draft, error) {
	fresh, err := clean(drafts)
	if err == nil {
		err = s.keepBy(ctx, actor, func(ctx context.Context, w *writing) error {
			for i := range fresh {
				if err := w.saveDraft(ctx, &fresh[i]); err != nil {
					return fmt.Errorf("%s for %s: %w", fresh[i].Update.Leaf, fresh[i].Update.Period, err)
				}
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("save %d drafts: %w", len(drafts), err)
	}
	return fresh, nil
}

func (w *writing) saveDraft(ctx context.Context, d *tracker.Draft) error {
	leaves, err := readLeaves(ctx, w, d.Plan)
	if err != nil {
		return err
	}
	if !leaves[d.Update.Leaf] {
		return fmt.Errorf("%w: the plan has no leaf %q", tracker.ErrConflict, d.Update.Leaf)
	}
	old, found, err := maybe(readDraftOf(ctx, w, d.Key()))
	switch {
	case err != nil:
		return err
	case found && old.Version != d.Version, !found && d.Version != 0:
		return tracker.ErrStale
	case found:
		d.ID = old.ID
	default:
		if err := w.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM drafts`).Scan(&d.ID); err != nil {
			return err
		}
	}
	d.SavedAt = w.at
	if d.Update.Progress.EN != old.Update.Progress.EN || d.Update.Challenges.EN != old.Update.Challenges.EN || d.Update.EvidenceIn.EN != old.Update.EvidenceIn.EN {
		d.SavedEN = w.at
	}
	if d.Update.Progress.FR != old.Update.Progress.FR || d.Update.Challenges.FR != old.Update.Challenges.FR || d.Update.EvidenceIn.FR != old.Update.EvidenceIn.FR {
		d.SavedFR = w.at
	}
	d.Version++
	err = w.exec(ctx, `INSERT INTO drafts (id, plan_id, leaf, period, organization, state, version, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version, document = excluded.document`,
		d.ID, d.Plan, d.Update.Leaf, string(d.Update.Period), d.Update.Organization, string(d.State), d.Version, toJSON(d))
	if err != nil {
		return err
	}
	var before *tracker.Draft
	if found {
		before = &old
	}
	w.tellOf(d.Plan, tracker.DraftOccasions(before, d)...)
	return w.auditDraft(ctx, before, d)
}

// auditDraft leaves the entry of what became of a draft, where it leaves one.
func (w *writing) auditDraft(ctx context.Context, before, after *tracker.Draft) error {
	action := tracker.DraftStep(before, after)
	if action == "" {
		return nil
	}
	d := after
	if d == nil {
		d = before
	}
	_, err := w.audit(ctx, action, tracker.DraftSubject(d.Plan, d.Update.Leaf), nil, struct {
		Plan string `json:"plan"`
		*tracker.Update
		Comment string `json:"comment,omitempty"`
	}{d.Plan, &d.Update, d.Comment})
	return err
}

// DiscardDraft removes a draft on behalf of an actor. It reports
// [tracker.ErrStale] where it was saved since the version given.
func (s *Store) DiscardDraft(ctx context.Context, actor string, id, version int64) error {
	err := s.keepBy(ctx, actor, func(ctx context.Context, w *writing) error {
		d, err := readDraft(ctx, w, id)
		if err != nil {
			return err
		}
		if err := w.discardDraft(ctx, id, version); err != nil {
			return err
		}
		if d.Author != w.by().Account {
			w.tellOf(d.Plan, tracker.AuthorOccasion(tracker.NoticeDraftChanged, w.by(), w.at, &d))
		}
		return w.auditDraft(ctx, &d, nil)
	})
	if err != nil {
		return fmt.Errorf("discard draft %d: %w", id, err)
	}
	return nil
}

func (w *writing) discardDraft(ctx context.Context, id, version int64) error {
	d, err := readDraft(ctx, w, id)
	if err != nil {
		return err
	}
	if d.Version != version {
		return tracker.ErrStale
	}
	return w.exec(ctx, `DELETE FROM drafts WHERE id = $1`, id)
}

// PublishDrafts publishes drafts of a plan, all or none, and removes them. Each is
// named by its number and the version that the publisher has seen: it reports
// [tracker.ErrStale] for one that was saved since, or where another update for the
// same leaf, period and organization came out since it was begun. The updates keep
// their authors; actor is who publishes.
func (s *Store) PublishDrafts(ctx context.Context, actor, planID string, drafts []tracker.DraftVersion) error {
	err := s.transact(ctx, actor, func(ctx context.Context, w *writing) (bool, error) {
		updates := make([]tracker.Update, 0, len(drafts))
		for _, seen := range drafts {
			d, err := readDraft(ctx, w, seen.ID)
			if err != nil {
				return false, err
			}
			if d.Plan != planID {
				return false, fmt.Errorf("%w: draft %d is of another plan", tracker.ErrConflict, d.ID)
			}
			if err := w.discardDraft(ctx, seen.ID, seen.Version); err != nil {
				return false, err
			}
			standing, err := w.standing(ctx, planID, &d.Update)
			if err != nil {
				return false, err
			}
			if standing != d.Update.Replaces {
				return false, fmt.Errorf("%w: update %d stands, not %d", tracker.ErrStale, standing, d.Update.Replaces)
			}
			updates = append(updates, d.Update)
			w.tellOf(planID, tracker.AuthorOccasion(tracker.NoticePublished, w.by(), w.at, &d))
		}
		_, err := w.merge(ctx, planID, updates)
		return true, err
	})
	if err != nil {
		return fmt.Errorf("publish drafts of %s: %w", planID, err)
	}
	return nil
}

// standing returns the number of the update that stands for the same thing as u, 0
// for none.
func (w *writing) standing(ctx context.Context, planID string, u *tracker.Update) (int64, error) {
	updates, err := readLeafUpdates(ctx, w, planID, u.Leaf)
	if err != nil {
		return 0, err
	}
	known := make([]*tracker.Update, len(updates))
	for i := range updates {
		known[i] = &updates[i]
	}
	previous, _ := precedent(known, incoming{Update: u})
	if previous == nil {
		return 0, nil
	}
	return previous.ID, nil
}

// DraftsOfFile lists the drafts that name a file as evidence.
func (s *Store) DraftsOfFile(ctx context.Context, hash string) ([]tracker.Draft, error) {
	drafts, err := list(ctx, s.read, selectDrafts+` WHERE d.document LIKE '%' || $1 || '%' ORDER BY d.id`, scanDraft, hash)
	if err != nil {
		return nil, fmt.Errorf("read the drafts that name file %s: %w", hash, err)
	}
	return drafts, nil
}
