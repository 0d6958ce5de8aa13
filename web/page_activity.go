package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// activityPageSize is how many changes a page lists.
const activityPageSize = 50

// activityPage lists published changes, narrowed as the address says.
func (s *Server) activityPage(ctx context.Context, r *Request) (*view.Page, error) {
	choice, ok := view.ParseActivityChoice(r.Lang, r.Query.Get)
	if !ok {
		return nil, badRequest("web.error.choice")
	}
	changes, err := s.store.Activity(ctx, tracker.ActivityQuery{
		Plan: choice.Plan, Organization: choice.Organization, Kind: choice.Kind,
		BeforeSeq: choice.Before, Limit: activityPageSize + 1,
	})
	if err != nil {
		return nil, err
	}
	in := view.ActivityInput{Choice: choice, Changes: changes, PageSize: activityPageSize}
	if in.Plans, err = s.lib.Plans(ctx); err != nil {
		return nil, err
	}
	if in.Records, err = s.recordsOf(ctx, changes); err != nil {
		return nil, err
	}
	if in.Clock, err = s.zone(ctx, ""); err != nil {
		return nil, err
	}
	records, err := s.records(ctx)
	if err != nil {
		return nil, err
	}
	in.Organizations = organizationsOf(r.L, records)
	if !in.Known() {
		return nil, badRequest("web.error.choice")
	}
	return view.ActivityPage(r.L, in), nil
}

// organizationsOf are the organizations of all plans, each once, by name.
func organizationsOf(l *locale.Locale, records []*tracker.Record) []tracker.Organization {
	seen := map[string]bool{}
	var all []tracker.Organization
	for _, rec := range records {
		for _, o := range rec.Organizations {
			if !seen[o.Code] {
				seen[o.Code] = true
				all = append(all, o)
			}
		}
	}
	view.SortOrganizations(l, all)
	return all
}
