package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// computationPage shows how a plan's figures come about.
func (s *Server) computationPage(ctx context.Context, r *Request) (*view.Page, error) {
	a, day, err := s.planState(ctx, r)
	if err != nil {
		return nil, err
	}
	if len(a.Commitments) == 0 {
		return nil, notFound // only the record of the plan is kept
	}
	in := view.ComputationInput{Day: day}
	in.Modified, err = s.lastChange(ctx)
	return view.ComputationPage(r.L, a, in), err
}

// editionComputationPage shows how an edition's figures come about.
func (s *Server) editionComputationPage(ctx context.Context, r *Request) (*view.Page, error) {
	e, err := s.edition(ctx, r, r.Params("edition"))
	if err != nil {
		return nil, err
	}
	return view.ComputationPage(r.L, e.frozen.Assessment(), view.ComputationInput{
		Edition: &e.Edition, Modified: tracker.DateOf(e.FrozenAt.In(e.frozen.Record.Plan.Location())),
	}), nil
}
