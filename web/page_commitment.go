package web

import (
	"context"

	"ogptracker/web/view"
)

// commitmentPage is one commitment with its milestones, updates and evidence.
func (s *Server) commitmentPage(ctx context.Context, r *Request) (*view.Page, error) {
	a, day, err := s.planState(ctx, r)
	if err != nil {
		return nil, err
	}
	code := r.Params("code")
	amended, err := s.amended(ctx, a, code)
	if err != nil {
		return nil, err
	}
	in := view.CommitmentInput{Code: code, Day: day, Amended: amended}
	if in.Reviewed, err = s.reviewed(ctx, a, day); err != nil {
		return nil, err
	}
	page := view.CommitmentPage(r.L, a, in)
	if page == nil {
		return nil, notFound
	}
	return page, nil
}
