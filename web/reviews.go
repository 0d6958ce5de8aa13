package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/web/view"
)

// reviewStore is what the review area needs.
type reviewStore interface {
	Reviews(ctx context.Context) ([]review.Kept, error)
	// Review returns the review of an edition; [tracker.ErrNotFound] where none was
	// begun.
	Review(ctx context.Context, planID string, number int) (*review.Kept, error)
	// SaveReview keeps a review; [tracker.ErrStale] where it was saved since the version
	// given.
	SaveReview(ctx context.Context, actor string, k review.Kept) (*review.Kept, error)
	FreezeReview(ctx context.Context, actor, planID string, number int, version int64, program string) (edition.Edition, error)
}

// reviewRoutes lays out the addresses of the review area.
func (s *Server) reviewRoutes(on func(method, path string, h workAnswer), w view.Words) {
	form := func(path string, show, send workAnswer) {
		on(http.MethodGet, path, show)
		on(http.MethodPost, path, send)
	}
	on(http.MethodGet, "/"+w.Reviews, s.reviewsPage)
	of := "/" + w.Reviews + "/:plan/:edition"
	on(http.MethodGet, of, s.reviewOverview)
	form(of+"/"+w.Begin, s.beginReview, s.beginReview)
	for _, action := range []string{"finalize", "reopen", "reply", "freeze"} {
		form(of+"/"+w.ReviewStep(action), s.reviewStep(action), s.reviewStep(action))
	}
	for _, part := range []string{of + "/" + w.Head, of + "/" + w.Commitments + "/:code"} {
		form(part, s.reviewForm, s.sendReview)
		on(http.MethodPost, part+"/"+w.Draft, s.autosaveReview)
	}
}

// noReview says that there is no review of an edition that the reader may see. It does
// not tell whether there is one that is still a draft.
var noReview error = &Problem{Status: http.StatusNotFound, Key: "work.review.none"}

// reviewing is a request about the review of an edition.
type reviewing struct {
	*Work
	of *frozenEdition
	// kept is the review as it is kept, nil where none was begun or the account may not
	// see it.
	kept             *review.Kept
	reviews, replies bool // what the account may
}

// reviewing reads the review of the edition that an address names, as far as it is for
// the account to see: a draft is for reviewers alone.
func (s *Server) reviewing(ctx context.Context, w *Work) (*reviewing, error) {
	rec, err := s.lib.Record(ctx, w.Params("plan"))
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return nil, err
	}
	r := &reviewing{Work: w}
	refusal := w.may(tracker.MayReview, tracker.Subject{})
	r.reviews = refusal == nil
	r.replies = rec != nil && w.may(tracker.MayReply, tracker.Subject{Plan: &rec.Plan}) == nil
	switch {
	case !r.reviews && !r.replies:
		return nil, refusal
	case rec == nil:
		return nil, notFound
	}
	if r.of, err = s.edition(ctx, w.Request, w.Params("edition")); err != nil {
		return nil, err
	}
	if r.of.Kind == edition.Reviewed {
		return nil, notFound
	}
	kept, err := s.workStore.Review(ctx, r.of.Plan, r.of.Number)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
	case err != nil:
		return nil, err
	case r.reviews || kept.State != review.Draft:
		r.kept = kept
	}
	return r, nil
}

// begun is [Server.reviewing] where there must be a review.
func (s *Server) begun(ctx context.Context, w *Work) (*reviewing, error) {
	r, err := s.reviewing(ctx, w)
	if err == nil && r.kept == nil {
		err = noReview
	}
	return r, err
}

// has reports whether the account has one of the two rights that a review needs.
func (r *reviewing) has(right tracker.Right) bool {
	return right == tracker.MayReview && r.reviews || right == tracker.MayReply && r.replies
}

// writes reports whether the account may write on the review now.
func (r *reviewing) writes() bool { return r.has(r.kept.State.Writes()) }

// shown is the review as the account may read it: what the government replies is its
// own until it says that it is done.
func (r *reviewing) shown() review.Kept {
	k := *r.kept
	if !r.replies && (k.State == review.Draft || k.State == review.Final) {
		k.Reply = tracker.Text{}
		k.Assessments = slices.Clone(k.Assessments)
		for i := range k.Assessments {
			k.Assessments[i].Reply = tracker.Text{}
		}
	}
	return k
}

// actor signs what the account writes.
func (r *reviewing) actor() string {
	if r.reviews {
		return r.Account.Actor(tracker.Reviewer, "").String()
	}
	return r.coordinatorActor()
}

// plan is the plan as the edition has it.
func (r *reviewing) plan() *tracker.Plan { return &r.of.frozen.Record.Plan }

// input is what every page about the review shows.
func (r *reviewing) input() view.ReviewInput {
	in := view.ReviewInput{
		Account: r.Account, Of: r.of.Edition, Frozen: r.of.frozen, Figures: r.of.frozen.Assessment(), Reviews: r.reviews, Replies: r.replies,
	}
	if r.kept != nil {
		in.Kept = r.shown()
		in.Writes = r.writes()
	}
	return in
}

// overview is the address of the review.
func (r *reviewing) overview() string {
	return view.Links{Lang: r.Lang}.Review(r.of.Plan, r.of.Number)
}

// reviewsPage lists the reviews, and what may be reviewed.
func (s *Server) reviewsPage(ctx context.Context, w *Work) (*Response, error) {
	reviews := w.may(tracker.MayReview, tracker.Subject{})
	if reviews != nil && w.may(tracker.MayReply, tracker.Subject{}) != nil {
		return nil, reviews
	}
	in := view.ReviewsInput{Account: w.Account, Reviews: reviews == nil}
	var err error
	if in.Plans, err = s.reviewsFor(ctx, w); err != nil {
		return nil, err
	}
	return s.showWork(ctx, http.StatusOK, view.ReviewsPage(w.L, in))
}

// reviewsFor returns, by plan, the editions with the reviews that an account may see.
func (s *Server) reviewsFor(ctx context.Context, w *Work) ([]view.PlanReviews, error) {
	reviews := w.may(tracker.MayReview, tracker.Subject{}) == nil
	if !reviews && w.may(tracker.MayReply, tracker.Subject{}) != nil {
		return nil, nil
	}
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := s.workStore.Reviews(ctx)
	if err != nil {
		return nil, err
	}
	var out []view.PlanReviews
	for i := range plans {
		if !reviews && w.may(tracker.MayReply, tracker.Subject{Plan: &plans[i]}) != nil {
			continue
		}
		_, editions, err := s.lib.Editions(ctx, plans[i].ID)
		if err != nil {
			return nil, err
		}
		p := view.PlanReviews{Plan: &plans[i], Editions: editions}
		for j := range kept {
			if k := &kept[j]; k.Plan == plans[i].ID && (reviews || k.State != review.Draft) {
				listed := view.KeptReview{Kept: k}
				if k.State != review.Frozen {
					of, err := s.frozenEdition(ctx, k.Plan, strconv.Itoa(k.Edition))
					if err != nil {
						return nil, err
					}
					listed.Owed, listed.Unanswered = len(k.Owed(&of.frozen.Record.Plan)), len(k.Unanswered(&of.frozen.Record.Plan))
				}
				p.Kept = append(p.Kept, listed)
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// reviewOverview shows where a review stands, and leads a reviewer to begin one.
func (s *Server) reviewOverview(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.reviewing(ctx, w)
	switch {
	case err != nil:
		return nil, err
	case r.kept == nil && r.reviews:
		return seeOther(view.Links{Lang: w.Lang}.BeginReview(r.of.Plan, r.of.Number)), nil
	case r.kept == nil:
		return nil, noReview
	}
	in := r.input()
	if in.Into, err = s.reviewEdition(ctx, r.of); err != nil {
		return nil, err
	}
	return s.showWork(ctx, http.StatusOK, view.ReviewPage(w.L, in))
}

// reviewEdition returns the number of the edition into which the review of another was
// frozen, 0 where it was not.
func (s *Server) reviewEdition(ctx context.Context, of *frozenEdition) (int, error) {
	_, all, err := s.lib.Editions(ctx, of.Plan)
	for _, e := range all {
		if e.Of != nil && e.Of.Number == of.Number {
			return e.Number, err
		}
	}
	return 0, err
}
