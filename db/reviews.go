package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
)

const selectReviews = `SELECT state, version, author, saved_at, document FROM reviews`

func scanReview(r row) (k review.Kept, err error) {
	err = r.Scan(&k.State, &k.Version, &k.Author, asTime{&k.SavedAt}, asJSON{&k.Review})
	return k, err
}

// Reviews lists the reviews of all plans, by plan and edition.
func (s *Store) Reviews(ctx context.Context) ([]review.Kept, error) {
	all, err := list(ctx, s.read, selectReviews+` ORDER BY plan_id, edition`, scanReview)
	if err != nil {
		return nil, fmt.Errorf("read the reviews: %w", err)
	}
	return all, nil
}

// Review returns the review of an edition. It reports [tracker.ErrNotFound] where none
// was begun.
func (s *Store) Review(ctx context.Context, planID string, number int) (*review.Kept, error) {
	k, err := readReview(ctx, s.read, planID, number)
	if err != nil {
		return nil, fmt.Errorf("read the review of edition %d of %s: %w", number, planID, err)
	}
	return &k, nil
}

func readReview(ctx context.Context, q querier, planID string, number int) (review.Kept, error) {
	return one(ctx, q, selectReviews+` WHERE plan_id = $1 AND edition = $2`, scanReview, planID, number)
}

// SaveReview keeps a review and returns it as it is kept. Version is the one that the
// writer started from, 0 for a new one: it reports [tracker.ErrStale] where that is no
// longer the last. A step to another state leaves an audit entry with what the review
// then says; [tracker.ErrConflict] reports one that there is not, and a review of no
// edition.
func (s *Store) SaveReview(ctx context.Context, actor string, k review.Kept) (*review.Kept, error) {
	fresh, err := clean(k)
	if err == nil {
		err = s.keepBy(ctx, actor, func(ctx context.Context, w *writing) error {
			if fresh.State == review.Frozen {
				return fmt.Errorf("%w: a review is frozen as an edition", tracker.ErrConflict)
			}
			return w.saveReview(ctx, &fresh)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("save the review of edition %d of %s: %w", k.Edition, k.Plan, err)
	}
	return &fresh, nil
}

func (w *writing) saveReview(ctx context.Context, k *review.Kept) error {
	old, found, err := maybe(readReview(ctx, w, k.Plan, k.Edition))
	switch {
	case err != nil:
		return err
	case !found:
		old.State = review.Draft
	}
	if old.Version != k.Version {
		return tracker.ErrStale
	}
	action, ok := review.Step(old.State, k.State)
	if !ok {
		return fmt.Errorf("%w: no way from %q to %q", tracker.ErrConflict, old.State, k.State)
	}
	editions, err := readFrozen(ctx, w, k.Plan)
	if err != nil {
		return err
	}
	if k.Edition < 1 || k.Edition > len(editions) || editions[k.Edition-1].SHA256 != k.SHA256 || editions[k.Edition-1].Kind == edition.Reviewed {
		return fmt.Errorf("%w: %w", tracker.ErrConflict, edition.ErrReview)
	}
	k.Version, k.SavedAt = old.Version+1, w.at
	err = w.exec(ctx, `INSERT INTO reviews (plan_id, edition, state, version, author, saved_at, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (plan_id, edition) DO UPDATE SET state = excluded.state, version = excluded.version, author = excluded.author,
			saved_at = excluded.saved_at, document = excluded.document`,
		k.Plan, k.Edition, string(k.State), k.Version, k.Author, formatTime(k.SavedAt), toJSON(k.Review))
	if err != nil || action == "" {
		return err
	}
	_, err = w.audit(ctx, action, tracker.ReviewSubject(k.Plan, k.Edition), nil, k.Review)
	return err
}

// FreezeReview freezes a review that was replied to, with the edition that it is of, as
// an edition of its own. It reports [tracker.ErrStale] where the review was saved since
// the version given.
func (s *Store) FreezeReview(ctx context.Context, actor, planID string, number int, version int64, program string) (edition.Edition, error) {
	var frozen edition.Edition
	err := s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		k, err := readReview(ctx, w, planID, number)
		if err != nil {
			return err
		}
		if k.Version != version {
			return tracker.ErrStale
		}
		state, err := w.freezable(ctx, planID)
		if err != nil {
			return err
		}
		content, err := readContent(ctx, w, planID, number)
		if err != nil {
			return err
		}
		base, err := edition.Read(content)
		if err != nil {
			return fmt.Errorf("%w: %w", tracker.ErrCorrupt, err)
		}
		f, err := edition.FreezeReview(state, base, &k.Review, program)
		if err != nil {
			return fmt.Errorf("%w: %w", tracker.ErrConflict, err)
		}
		k.State = review.Frozen
		if err := w.saveReview(ctx, &k); err != nil {
			return err
		}
		// What was read before is the edition's, but not the head: the step has an entry.
		f.Audit = edition.Head{Seq: w.seq, Hash: w.head}
		frozen, err = w.storeEdition(ctx, f)
		return err
	})
	if err != nil {
		return edition.Edition{}, fmt.Errorf("freeze the review of edition %d of %s: %w", number, planID, err)
	}
	return frozen, nil
}
