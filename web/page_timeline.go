package web

import (
	"context"

	"ogptracker/web/view"
)

// timelinePage is a plan's deadlines on a time axis.
func (s *Server) timelinePage(ctx context.Context, r *Request) (*view.Page, error) {
	a, day, err := s.planState(ctx, r)
	if err != nil {
		return nil, err
	}
	if len(a.Commitments) == 0 {
		return nil, notFound // only the record of the plan is kept
	}
	w := view.WordsOf(r.Lang)
	filter := view.TimelineFilter{Theme: r.Query.Get(w.Theme), Lead: r.Query.Get(w.Lead), Show: r.Query.Get(w.Show)}
	if !filter.Fits(a) {
		return nil, badRequest("web.error.choice")
	}
	amended, err := s.amended(ctx, a, "")
	if err != nil {
		return nil, err
	}
	return view.TimelinePage(r.L, a, view.TimelineInput{Day: day, Amended: amended, Filter: filter}), nil
}
