package web

import (
	"context"

	"ogptracker/web/view"
)

// methodologyPage says how every figure is computed.
func (s *Server) methodologyPage(_ context.Context, r *Request) (*view.Page, error) {
	return view.MethodologyPage(r.L), nil
}
