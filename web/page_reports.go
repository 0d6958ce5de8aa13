package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// reportsPage lists every report.
func (s *Server) reportsPage(ctx context.Context, r *Request) (*view.Page, error) {
	records, err := s.records(ctx)
	if err != nil {
		return nil, err
	}
	modified, err := s.lastChange(ctx)
	return view.ReportsPage(r.L, view.ReportsInput{
		Records: records, Modified: modified,
		Today: func(p *tracker.Plan) tracker.Date { return p.Today(r.Now) },
	}), err
}
