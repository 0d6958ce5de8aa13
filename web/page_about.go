package web

import (
	"context"

	"ogptracker/web/view"
)

// aboutPage says what the site is and is not.
func (s *Server) aboutPage(ctx context.Context, r *Request) (*view.Page, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	source, err := s.recordedSource(ctx)
	if err != nil {
		return nil, err
	}
	return view.AboutPage(r.L, view.AboutInput{
		Contact: r.Site.Contact, Licence: r.Site.Licence, LicenceURL: r.Site.LicenceURL, Program: r.Site.Program,
		Plans: plans, Indices: indices, Commitments: source,
	}), nil
}
