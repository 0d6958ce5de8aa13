package web

import (
	"context"
	"net/http"
	"slices"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// plansEditor lists the plans that the account may edit.
func (s *Server) plansEditor(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MayCreatePlan, tracker.Subject{}); err != nil {
		return nil, err
	}
	plans, err := s.store.Plans(ctx)
	if err != nil {
		return nil, err
	}
	mine := slices.DeleteFunc(plans, func(p tracker.Plan) bool {
		return !w.Account.May(tracker.MayEditPlan, tracker.Subject{Plan: &p}).Allowed
	})
	return s.showWork(ctx, http.StatusOK, view.PlansEditorPage(w.L, w.Account, mine))
}

// planEditor is the overview of a plan that is edited.
func (s *Server) planEditor(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.showWork(ctx, http.StatusOK, view.PlanEditorPage(w.L, w.Account, p.record))
}

// editHead edits what concerns the plan as a whole.
func (s *Server) editHead(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := p.record.Plan.ID
	return s.edit(ctx, p, edited{
		subject: tracker.PlanSubject(plan),
		find:    func(r *tracker.Record) tracker.Editable { return r },
		set: func(r *tracker.Record, _ tracker.Editable, f tracker.Fields) []tracker.Problem {
			return append(r.SetFields(f), r.UnknownOrganizations(p.organizations)...)
		},
		page: func(in view.EditInput, _ tracker.Editable, f tracker.Fields) *view.Page {
			return view.HeadPage(p.L, in, f)
		},
		to:   func(k view.Links) string { return k.PlanHead(plan) },
		back: view.Links{Lang: p.Lang}.PlanEditor(plan),
	})
}
