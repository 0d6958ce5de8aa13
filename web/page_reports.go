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
	in := view.ReportsInput{Records: records, Today: func(p *tracker.Plan) tracker.Date { return p.Today(r.Now) }, Home: r.Site.Home}
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	for i := range indices {
		index, err := s.lib.Index(ctx, indices[i].ID)
		if err != nil {
			return nil, err
		}
		if newest := newestWith(index, r.Site.Home); newest != nil {
			in.Tables = append(in.Tables, *newest)
		}
	}
	in.Modified, err = s.lastChange(ctx)
	return view.ReportsPage(r.L, in), err
}
