package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// autosaved is what the script of a form is told.
type autosaved struct {
	// Said is the sentence that the form shows.
	Said string `json:"said"`
	// Version and Base are what the form is made from now; blank where nothing was
	// kept.
	Version int64          `json:"version,omitempty"`
	Base    tracker.Fields `json:"base,omitempty"`
}

// autosave keeps what is being typed as a draft. It never takes back what was handed
// in, and never overwrites what somebody else kept meanwhile.
func (s *Server) autosave(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.report(ctx, w)
	switch {
	case errors.Is(err, leafRemoved), errors.Is(err, leafWithdrawn):
		return tell(problemOf(err).Status, autosaved{Said: w.L.T("work.auto.gone")})
	case err != nil:
		return nil, err
	}
	if err := s.readKept(ctx, w, r); err != nil {
		return nil, err
	}
	f := r.readUpdate(w.Form)
	switch {
	case !f.whole:
		return tell(http.StatusUnprocessableEntity, autosaved{Said: w.L.T("work.update.not_whole")})
	case len(f.update.Check()) > 0, f.file.Fault != "":
		return tell(http.StatusUnprocessableEntity, autosaved{Said: w.L.T("work.auto.wrong")})
	case r.stale(f), r.row.Draft != nil && r.row.Draft.State == tracker.DraftSubmitted:
		return tell(http.StatusConflict, autosaved{Said: w.L.T("work.auto.stale")})
	}
	d, err := s.workStore.SaveDraft(ctx, r.actor(w), r.draft(w, f.update, tracker.DraftOpen))
	switch {
	case errors.Is(err, tracker.ErrStale):
		return tell(http.StatusConflict, autosaved{Said: w.L.T("work.auto.stale")})
	case err != nil:
		return nil, err
	}
	return tell(http.StatusOK, autosaved{Said: view.SavedAt(w.L, r.plan(), d.SavedAt), Version: d.Version, Base: d.Update.AllFields()})
}

func tell(status int, v autosaved) (*Response, error) {
	b, err := json.Marshal(v)
	return &Response{Status: status, Type: "application/json; charset=utf-8", Body: b}, err
}
