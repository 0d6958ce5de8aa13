package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/review"
	"ogptracker/web/view"
)

// beginReview says what it means to review an edition, and begins.
func (s *Server) beginReview(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.reviewing(ctx, w)
	if err != nil {
		return nil, err
	}
	if err := w.may(tracker.MayReview, tracker.Subject{}); err != nil {
		return nil, err
	}
	if r.kept != nil {
		return seeOther(r.overview()), nil
	}
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, view.BeginReviewPage(w.L, r.input()))
	}
	k := review.Kept{Review: *review.New(r.plan(), r.of.Number, r.of.SHA256), State: review.Draft, Author: w.Account.ID}
	switch _, err := s.workStore.SaveReview(ctx, r.actor(), k); {
	case errors.Is(err, tracker.ErrStale): // somebody else did
	case err != nil:
		return nil, err
	default:
		s.say(ctx, w.L.T("work.review.did.begin"))
	}
	return seeOther(r.overview()), nil
}

// reviewStep says what it means to take a review a step further or back, and does it.
func (s *Server) reviewStep(action string) workAnswer {
	return func(ctx context.Context, w *Work) (*Response, error) {
		r, err := s.begun(ctx, w)
		if err != nil {
			return nil, err
		}
		ways := review.Ways(r.kept.State)
		i := slices.IndexFunc(ways, func(way review.Way) bool { return way.Action == action })
		if i < 0 {
			s.say(ctx, w.L.T("work.review.not_now"))
			return seeOther(r.overview()), nil
		}
		way := ways[i]
		if err := w.may(way.Right, tracker.Subject{Plan: r.plan()}); err != nil {
			return nil, err
		}
		in := view.ReviewStepInput{ReviewInput: r.input(), Way: way}
		if way.To == review.Final && way.From == review.Draft {
			in.Owed = r.kept.Owed(r.plan())
		}
		if w.Form == nil {
			return s.showWork(ctx, http.StatusOK, view.ReviewStepPage(w.L, in))
		}
		if len(in.Owed) > 0 {
			in.Refused = true
			return s.showWork(ctx, http.StatusUnprocessableEntity, view.ReviewStepPage(w.L, in))
		}
		version, err := strconv.ParseInt(w.Form.Get(view.SentVersion), 10, 64)
		if err != nil {
			in.Message = w.L.T("work.review.changed")
			return s.showWork(ctx, http.StatusUnprocessableEntity, view.ReviewStepPage(w.L, in))
		}
		response, err := s.takeStep(ctx, r, way, version)
		if errors.Is(err, tracker.ErrStale) {
			in.Message = w.L.T("work.review.changed")
			return s.showWork(ctx, http.StatusConflict, view.ReviewStepPage(w.L, in))
		}
		return response, err
	}
}

// takeStep takes a review a step from the version that the reader was shown.
func (s *Server) takeStep(ctx context.Context, r *reviewing, way review.Way, version int64) (*Response, error) {
	if version != r.kept.Version {
		return nil, tracker.ErrStale
	}
	if way.To == review.Frozen {
		frozen, err := s.workStore.FreezeReview(ctx, r.actor(), r.of.Plan, r.of.Number, version, s.site.Program)
		if err != nil {
			return nil, err
		}
		s.say(ctx, r.L.T("work.freeze.done", "number", frozen.Number))
		return seeOther(view.Links{Lang: r.Lang}.Edition(r.of.Plan, frozen.Number)), nil
	}
	k := *r.kept
	k.State = way.To
	if _, err := s.workStore.SaveReview(ctx, r.actor(), k); err != nil {
		return nil, err
	}
	s.say(ctx, r.L.T("work.review.did."+string(way.From)+"."+string(way.To)))
	return seeOther(r.overview()), nil
}
