package web

import (
	"context"
	"net/http"

	"ogptracker/web/view"
)

// workHome is the first page of the work area.
func (s *Server) workHome(_ context.Context, w *Work) (*Response, error) {
	return s.render(http.StatusOK, view.WorkPage(w.L, w.Account, nil))
}
