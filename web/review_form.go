package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/review"
	"ogptracker/web/view"
)

// reviewPart is what one form of a review is about: a commitment, or the plan as a
// whole; what the reviewer writes of it, or the government.
type reviewPart struct {
	commitment string // blank for the plan as a whole
	fields     func(*review.Review) tracker.Fields
	set        func(*review.Review, tracker.Fields)
	to         func(view.Links) string
}

// part is the part of the review that an address names.
func (r *reviewing) part() (reviewPart, error) {
	plan, number := r.of.Plan, r.of.Number
	code := r.Params("code")
	if code == "" {
		p := reviewPart{
			fields: (*review.Review).Fields, set: (*review.Review).SetFields,
			to: func(k view.Links) string { return k.ReviewWhole(plan, number) },
		}
		if r.replies {
			p.fields = (*review.Review).ReplyFields
		}
		return p, nil
	}
	if r.plan().Commitment(code) == nil {
		return reviewPart{}, notFound
	}
	asked := review.Variables(r.plan())
	return reviewPart{
		commitment: code,
		fields: func(of *review.Review) tracker.Fields {
			if r.replies {
				return of.Assess(r.plan(), code).ReplyFields()
			}
			return of.Assess(r.plan(), code).Fields(asked)
		},
		set: func(of *review.Review, f tracker.Fields) { of.Assess(r.plan(), code).SetFields(f) },
		to:  func(k view.Links) string { return k.ReviewCommitment(plan, number, code) },
	}, nil
}

// reviewForm shows the form of a part of a review, or where nothing may be written what
// stands there.
func (s *Server) reviewForm(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.begun(ctx, w)
	if err != nil {
		return nil, err
	}
	part, err := r.part()
	if err != nil {
		return nil, err
	}
	fields := part.fields(&r.kept.Review)
	return s.showReviewForm(ctx, http.StatusOK, r, part, view.ReviewFormInput{Fields: fields, Base: fields})
}

func (s *Server) showReviewForm(ctx context.Context, status int, r *reviewing, part reviewPart, in view.ReviewFormInput) (*Response, error) {
	in.ReviewInput, in.To, in.Commitment = r.input(), part.to, part.commitment
	return s.showWork(ctx, status, view.ReviewFormPage(r.L, in))
}

// sendReview saves a part of a review. What somebody else saved of the same part
// meanwhile is shown beside it.
func (s *Server) sendReview(ctx context.Context, w *Work) (*Response, error) {
	r, part, err := s.reviewToWrite(ctx, w)
	if err != nil {
		return s.lostReview(ctx, w, err)
	}
	unresolved := resolveChoices(w.Form)
	sent := view.SentBase
	if unresolved {
		sent = "seen" // where it was put back
	}
	base, whole := readFields(w.Form.Get(sent))
	mine := typedFields(w.Form, part.fields(&r.kept.Review))
	again := view.ReviewFormInput{Fields: mine, Base: base}
	if !whole {
		again.Base, again.Message = part.fields(&r.kept.Review), w.L.T("work.update.not_whole")
		return s.showReviewForm(ctx, http.StatusUnprocessableEntity, r, part, again)
	}
	if unresolved {
		return s.reviewConflict(ctx, r, part, base, mine)
	}
	again.Problems, err = s.saveReview(ctx, r, part, base, mine)
	switch {
	case errors.Is(err, tracker.ErrStale) && !r.writes():
		return s.lostReview(ctx, w, reviewClosed)
	case errors.Is(err, tracker.ErrStale):
		return s.reviewConflict(ctx, r, part, base, mine)
	case err != nil:
		return nil, err
	case len(again.Problems) > 0:
		return s.showReviewForm(ctx, http.StatusUnprocessableEntity, r, part, again)
	}
	s.say(ctx, w.L.T("work.review.did.save"))
	if next := r.after(part.commitment); w.Form.Get(view.SentAction) == view.ActNext && next != "" {
		return seeOther(view.Links{Lang: w.Lang}.ReviewCommitment(r.of.Plan, r.of.Number, next)), nil
	}
	return seeOther(part.to(view.Links{Lang: w.Lang})), nil
}

// after returns the commitment after another in the plan, the first one after the plan
// as a whole; blank for none.
func (r *reviewing) after(code string) string {
	all := r.plan().Commitments
	i := slices.IndexFunc(all, func(c tracker.Commitment) bool { return c.Code == code }) + 1
	if i < len(all) {
		return all[i].Code
	}
	return ""
}

// reviewClosed refuses what is written of a review in a state in which it is not written
// on.
var reviewClosed error = &Problem{Status: http.StatusConflict, Key: "work.review.closed"}

// reviewToWrite reads a part of a review that the account may write on.
func (s *Server) reviewToWrite(ctx context.Context, w *Work) (*reviewing, reviewPart, error) {
	r, err := s.begun(ctx, w)
	if err != nil {
		return nil, reviewPart{}, err
	}
	part, err := r.part()
	if err == nil && !r.writes() {
		err = reviewClosed
	}
	return r, part, err
}

// saveReview keeps one part of a review, where nobody else changed that part since base.
// Else it is [tracker.ErrStale], and r holds what is kept now. What keeps it from being
// kept at all comes back as problems.
func (s *Server) saveReview(ctx context.Context, r *reviewing, part reviewPart, base, mine tracker.Fields) ([]tracker.Problem, error) {
	for {
		now := part.fields(&r.kept.Review)
		switch {
		case !r.writes():
			return nil, tracker.ErrStale
		case slices.Equal(mine, now):
			return nil, nil
		case !slices.Equal(base, now):
			return nil, tracker.ErrStale
		}
		k := *r.kept
		k.Assessments = slices.Clone(k.Assessments)
		part.set(&k.Review, mine)
		if r.reviews {
			k.Author = r.Account.ID
		}
		if problems := k.Check(r.plan()); len(problems) > 0 {
			return problems, nil
		}
		saved, err := s.workStore.SaveReview(ctx, r.actor(), k)
		if err == nil {
			r.kept = saved
			return nil, nil
		}
		if !errors.Is(err, tracker.ErrStale) {
			return nil, err
		}
		// Somebody saved another part, or this one.
		if r.kept, err = s.workStore.Review(ctx, r.of.Plan, r.of.Number); err != nil {
			return nil, err
		}
	}
}

// reviewConflict shows what was saved meanwhile beside what was typed.
func (s *Server) reviewConflict(ctx context.Context, r *reviewing, part reviewPart, base, mine tracker.Fields) (*Response, error) {
	theirs := part.fields(&r.kept.Review)
	address := part.to(view.Links{Lang: r.Lang})
	return s.showEditConflict(ctx, r.Work, view.EditConflictInput{
		To: part.to, Action: address, Back: address,
		Kept: []view.Hidden{view.FieldsHidden(view.SentBase, theirs), view.FieldsHidden(view.SentBegan, base)},
		Show: func(name, value string) string { return view.FieldValue(r.L, name, value, nil) },
	}, base, mine, theirs)
}

// autosaveReview keeps what is being typed. It never overwrites what somebody else kept
// meanwhile.
func (s *Server) autosaveReview(ctx context.Context, w *Work) (*Response, error) {
	r, part, err := s.reviewToWrite(ctx, w)
	switch {
	case errors.Is(err, noReview), errors.Is(err, reviewClosed):
		return tell(problemOf(err).Status, autosaved{Said: w.L.T("work.review.auto_closed")})
	case err != nil:
		return nil, err
	}
	base, whole := readFields(w.Form.Get(view.SentBase))
	if !whole {
		return tell(http.StatusUnprocessableEntity, autosaved{Said: w.L.T("work.update.not_whole")})
	}
	problems, err := s.saveReview(ctx, r, part, base, typedFields(w.Form, part.fields(&r.kept.Review)))
	switch {
	case errors.Is(err, tracker.ErrStale):
		return tell(http.StatusConflict, autosaved{Said: w.L.T("work.auto.stale")})
	case err != nil:
		return nil, err
	case len(problems) > 0:
		return tell(http.StatusUnprocessableEntity, autosaved{Said: w.L.T("work.auto.wrong")})
	}
	return tell(http.StatusOK, autosaved{
		Said: view.SavedAt(w.L, r.plan(), r.kept.SavedAt), Version: r.kept.Version, Base: part.fields(&r.kept.Review),
	})
}

// lostReview answers a form that can no longer be saved, as where the review was made
// final meanwhile, with what was typed into it. Where that is nothing, the refusal
// stands alone.
func (s *Server) lostReview(ctx context.Context, w *Work, err error) (*Response, error) {
	var why *Problem
	if !errors.As(err, &why) || why.Key == "" {
		return nil, err
	}
	texts := view.LostEdit(w.L, reviewTyped(w.Form), nil)
	if len(texts) == 0 {
		return nil, err
	}
	k := view.Links{Lang: w.Lang}
	way := view.Link{Href: k.Reviews(), Label: w.L.T("work.review.list")}
	path := w.URL.Path
	to := func(other view.Links) string {
		if other.Lang == w.Lang {
			return path
		}
		return other.Reviews()
	}
	return s.showWork(ctx, why.Status, view.LostPage(w.L, w.Account, why.Status, to, w.L.T(why.Key, why.Args...), way, texts))
}

// reviewTyped returns what a form of the review area sent, of whatever part.
func reviewTyped(form url.Values) tracker.Fields {
	var whole review.Review
	var a review.Assessment
	var typed tracker.Fields
	for _, f := range slices.Concat(whole.Fields(), a.Fields(review.Every), a.ReplyFields()) {
		if form.Has(f.Name) && !slices.ContainsFunc(typed, func(t tracker.Field) bool { return t.Name == f.Name }) {
			typed = append(typed, typedFields(form, tracker.Fields{{Name: f.Name}})...)
		}
	}
	return typed
}
