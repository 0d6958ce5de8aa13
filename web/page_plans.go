package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// plansPage lists every plan with its figures.
func (s *Server) plansPage(ctx context.Context, r *Request) (*view.Page, error) {
	records, err := s.records(ctx)
	if err != nil {
		return nil, err
	}
	var in view.PlansInput
	for _, rec := range records {
		a, _, err := s.usualState(ctx, r, rec)
		if err != nil {
			return nil, err
		}
		in.Plans = append(in.Plans, a)
	}
	in.Modified, err = s.lastChange(ctx)
	return view.PlansPage(r.L, in), err
}

// records returns every plan with all that is recorded about it, newest first.
func (s *Server) records(ctx context.Context) ([]*tracker.Record, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]*tracker.Record, len(plans))
	for i := range plans {
		if records[i], err = s.lib.Record(ctx, plans[i].ID); err != nil {
			return nil, err
		}
	}
	return records, nil
}
