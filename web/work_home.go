package web

import (
	"context"
	"net/http"
	"slices"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// workHome is what is due from the reader, and where the reports stand.
func (s *Server) workHome(ctx context.Context, w *Work) (*Response, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	var in view.WorkInput
	for i := range plans {
		p := view.WorkPlanInput{Coordinates: w.may(tracker.MayPublish, tracker.Subject{Plan: &plans[i]}) == nil}
		if !p.Coordinates && !w.Account.Has(tracker.Contributor) {
			continue
		}
		if p.State, err = s.planToday(ctx, w, plans[i].ID); err != nil {
			return nil, err
		}
		drafts, err := s.workStore.Drafts(ctx, plans[i].ID)
		if err != nil {
			return nil, err
		}
		if p.Coordinates {
			p.Owed = owed(p.State, drafts)
			p.Waiting = len(slices.DeleteFunc(slices.Clone(drafts), func(d tracker.Draft) bool { return d.State != tracker.DraftSubmitted }))
		}
		p.Due = dueFrom(w.Account, p.State, drafts)
		p.Drafts = slices.DeleteFunc(drafts, func(d tracker.Draft) bool {
			return !w.mayWrite(p.State, &d) || p.Coordinates && d.Author != w.Account.ID
		})
		in.Plans = append(in.Plans, p)
	}
	if in.Organizations, err = s.ownOrganizations(ctx, w.Account, plans); err != nil {
		return nil, err
	}
	if in.Reviews, err = s.reviewsFor(ctx, w); err != nil {
		return nil, err
	}
	in.Now = w.Now
	return s.showWork(ctx, http.StatusOK, view.WorkPage(w.L, w.Account, in))
}

// mayWrite reports whether the account may write on a draft.
func (w *Work) mayWrite(state *tracker.Assessment, d *tracker.Draft) bool {
	leaf := state.Leaf(d.Update.Leaf)
	return leaf != nil && slices.Contains(w.Account.ReportsAs(&state.Record.Plan, leaf), d.Update.Organization)
}

// ownOrganizations names the organizations that an account reports for, as the plans
// name them.
func (s *Server) ownOrganizations(ctx context.Context, account *tracker.Account, plans []tracker.Plan) ([]tracker.Organization, error) {
	own := make([]tracker.Organization, len(account.Organizations))
	for i, code := range account.Organizations {
		own[i] = tracker.Organization{Code: code, Name: tracker.Text{EN: code, FR: code}}
		for j := range plans {
			rec, err := s.lib.Record(ctx, plans[j].ID)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(rec.Organizations, func(o tracker.Organization) bool { return o.Code == code }) {
				own[i] = rec.Organization(code)
				break
			}
		}
	}
	return own, nil
}

// updateList lists what the account may report on in a plan.
func (s *Server) updateList(ctx context.Context, w *Work) (*Response, error) {
	state, err := s.planToday(ctx, w, w.Params("plan"))
	if err != nil {
		return nil, err
	}
	in := view.UpdateListInput{State: state}
	for i := range state.Leaves {
		leaf := &state.Leaves[i]
		if len(w.Account.ReportsAs(&state.Record.Plan, leaf)) > 0 {
			in.Leaves = append(in.Leaves, leaf)
		}
	}
	if len(in.Leaves) == 0 {
		if err := w.may(tracker.MayReport, tracker.Subject{Plan: &state.Record.Plan}); err != nil && !w.Account.Has(tracker.Contributor) {
			return nil, err
		}
	}
	return s.showWork(ctx, http.StatusOK, view.UpdateListPage(w.L, w.Account, in))
}
