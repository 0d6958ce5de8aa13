package web

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// homeActivity is how many changes the home page asks for.
const homeActivity = 4

// homeKinds are the changes that the home page tells: that a plan was recorded
// says nothing about it.
var homeKinds = []tracker.ActivityKind{tracker.ActivityUpdate, tracker.ActivityDeadline, tracker.ActivityAmendment}

// homePage shows the current plan at a glance, what changed lately, what is most
// overdue, and where the country stands.
func (s *Server) homePage(ctx context.Context, r *Request) (*view.Page, error) {
	in := view.HomeInput{Home: r.Site.Home, Jurisdiction: tracker.Jurisdiction{Code: r.Site.Home}}
	jurisdictions, err := s.lib.Jurisdictions(ctx)
	if err != nil {
		return nil, err
	}
	for _, j := range jurisdictions {
		if j.Code == r.Site.Home {
			in.Jurisdiction = j
		}
	}
	current, err := s.currentPlan(ctx, r)
	if err != nil {
		return nil, err
	}
	if current != nil {
		if in.Current, in.Day, err = s.usualState(ctx, r, current); err != nil {
			return nil, err
		}
	}
	if in.Activity, err = s.newest(ctx, homeKinds, homeActivity); err != nil {
		return nil, err
	}
	if in.Records, err = s.recordsOf(ctx, in.Activity); err != nil {
		return nil, err
	}
	if in.Clock, err = s.zone(ctx, ""); err != nil {
		return nil, err
	}
	if in.Benchmark, err = s.latestTable(ctx); err != nil {
		return nil, err
	}
	in.Modified, err = s.lastChange(ctx)
	return view.HomePage(r.L, in), err
}

// currentPlan returns the home jurisdiction's plan that runs today, else the
// newest one whose progress is tracked; nil when there is none.
func (s *Server) currentPlan(ctx context.Context, r *Request) (*tracker.Record, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	var newest *tracker.Record
	for i := range plans { // newest first
		p := &plans[i]
		if p.Jurisdiction != r.Site.Home && r.Site.Home != "" {
			continue
		}
		rec, err := s.lib.Record(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		if len(rec.Plan.Commitments) == 0 {
			continue
		}
		today := p.Today(r.Now)
		if !p.Start.After(today) && !p.End.Before(today) {
			return rec, nil
		}
		if newest == nil {
			newest = rec
		}
	}
	return newest, nil
}

// newest returns the newest changes of some kinds.
func (s *Server) newest(ctx context.Context, kinds []tracker.ActivityKind, most int) ([]tracker.Activity, error) {
	var all []tracker.Activity
	for _, kind := range kinds {
		some, err := s.store.Activity(ctx, tracker.ActivityQuery{Kind: kind, Limit: most})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b tracker.Activity) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Seq, a.Seq)) })
	return all[:min(most, len(all))], nil
}

// lastChange returns the day, where its plan is, of the newest published change; zero
// when nothing was published.
func (s *Server) lastChange(ctx context.Context) (tracker.Date, error) {
	newest, err := s.store.Activity(ctx, tracker.ActivityQuery{Limit: 1})
	if err != nil || len(newest) == 0 {
		return tracker.Date{}, err
	}
	zone, err := s.zone(ctx, newest[0].Plan)
	return tracker.DateOf(newest[0].At.In(zone)), err
}

// zone returns the zone in which people read the days of a plan; that of the home
// jurisdiction where the plan is blank or gone.
func (s *Server) zone(ctx context.Context, plan string) (*time.Location, error) {
	plans, err := s.lib.Plans(ctx)
	if i := slices.IndexFunc(plans, func(p tracker.Plan) bool { return p.ID == plan }); i >= 0 {
		return plans[i].Location(), err
	}
	return tracker.HomeLocation(plans, s.site.Home), err
}

// recordsOf looks up the plans of some changes. A plan that is gone is nil.
func (s *Server) recordsOf(ctx context.Context, changes []tracker.Activity) (func(plan string) *tracker.Record, error) {
	records := map[string]*tracker.Record{}
	for _, c := range changes {
		if _, ok := records[c.Plan]; ok || c.Plan == "" {
			continue
		}
		rec, err := s.lib.Record(ctx, c.Plan)
		if err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return nil, err
		}
		records[c.Plan] = rec
	}
	return func(plan string) *tracker.Record { return records[plan] }, nil
}
