package web

import (
	"context"

	"ogptracker/web/view"
)

// say keeps a sentence about what was just done for the next page of the work area
// to show.
func (s *Server) say(ctx context.Context, sentence string) {
	s.sessions.Put(ctx, sessionDone, sentence)
}

// showWork renders a page of the work area with what was just done, if anything was.
func (s *Server) showWork(ctx context.Context, status int, page *view.Page) (*Response, error) {
	page.Done = view.Done(s.sessions.PopString(ctx, sessionDone))
	return s.render(status, page)
}
