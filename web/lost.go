package web

import (
	"context"
	"errors"
	"net/http"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// lostUpdate answers the form of a report that can no longer be made, as where the
// item was removed or withdrawn meanwhile, with what was typed into it. Where that is
// nothing, the refusal stands alone.
func (s *Server) lostUpdate(ctx context.Context, w *Work, err error) (*Response, error) {
	var why *Problem
	if !errors.As(err, &why) || why.Key == "" {
		return nil, err
	}
	u := (&report{}).readUpdate(w.Form).update
	typed := view.LostUpdate(w.L, &u)
	if len(typed) == 0 {
		return nil, err
	}
	status := why.Status
	if errors.Is(err, leafWithdrawn) {
		status = http.StatusConflict
	}
	k := view.Links{Lang: w.Lang}
	to := func(k view.Links) string {
		return k.Update(tracker.DraftKey{Plan: w.Params("plan"), Leaf: w.Params("leaf"), Period: tracker.Period(w.Params("period"))})
	}
	way := view.Link{Href: k.Work(), Label: w.L.T("work.home.title")}
	return s.showWork(ctx, status, view.LostPage(w.L, w.Account, status, to, w.L.T(why.Key, why.Args...), way, typed))
}

// lostEdit answers a form of the plan editor about something that is no longer in the
// plan with what was typed into it. Where that is nothing, it is a refusal.
func (s *Server) lostEdit(ctx context.Context, p *planEdit, to func(view.Links) string) (*Response, error) {
	var typed tracker.Fields
	for _, name := range editedNames() {
		if values := p.Form[name]; len(values) > 0 {
			typed = append(typed, typedFields(p.Form, tracker.Fields{{Name: name}})...)
		}
	}
	texts := view.LostEdit(p.L, typed, p.organizations)
	if len(texts) == 0 {
		return nil, notFound
	}
	way := view.Link{Href: p.overview(""), Label: p.L.T("work.lost.plan")}
	page := view.LostPage(p.L, p.Account, http.StatusNotFound, to, p.L.T("work.lost.removed"), way, texts)
	return s.showWork(ctx, http.StatusNotFound, page)
}

// editedNames lists the names under which the forms of the editor send what is typed
// about a part of a plan, each once.
func editedNames() []string {
	things := []tracker.Editable{
		&tracker.Commitment{}, &tracker.Milestone{}, &tracker.Indicator{}, &tracker.Event{}, &tracker.Recommendation{}, &tracker.Amendment{},
	}
	names := []string{"code", "due"}
	seen := map[string]bool{}
	for _, thing := range things {
		for _, f := range thing.Fields() {
			if !seen[f.Name] {
				names = append(names, f.Name)
			}
			seen[f.Name] = true
		}
	}
	return names
}
