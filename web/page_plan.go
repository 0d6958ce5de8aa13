package web

import (
	"context"
	"fmt"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/web/view"
)

// planPage is a plan's dashboard, as of the day that is asked for.
func (s *Server) planPage(ctx context.Context, r *Request) (*view.Page, error) {
	a, day, err := s.planState(ctx, r)
	if err != nil {
		return nil, err
	}
	in := view.PlanInput{Day: day}
	if in.Amended, err = s.amended(ctx, a, ""); err != nil {
		return nil, err
	}
	if a.Earned.Dated > 0 {
		if in.BurnUp, err = s.planFigure(ctx, r, a, day, "burn-up", "earned"); err != nil {
			return nil, err
		}
	}
	if len(a.Commitments) > 0 && len(a.Record.Updates) > 0 {
		if in.History, err = s.planFigure(ctx, r, a, day, "heatmap", "as-of"); err != nil {
			return nil, err
		}
	}
	if in.Reviewed, err = s.reviewed(ctx, a, day); err != nil {
		return nil, err
	}
	return view.PlanPage(r.L, a, in), nil
}

// reviewed returns the newest review of a plan. A page as of a day that was asked for has
// none: nobody knew it then.
func (s *Server) reviewed(ctx context.Context, a *tracker.Assessment, day view.Day) (*view.Reviewed, error) {
	if day.AsOf != day.Usual {
		return nil, nil
	}
	return s.lib.Reviewed(ctx, a.Record.Plan.ID)
}

// planState returns the figures of the plan in the address, as of the day that
// is asked for.
func (s *Server) planState(ctx context.Context, r *Request) (*tracker.Assessment, view.Day, error) {
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, view.Day{}, err
	}
	asked, err := s.asOf(r, view.WordsOf(r.Lang).AsOf, rec)
	if err != nil {
		return nil, view.Day{}, err
	}
	today := rec.Plan.Today(r.Now)
	day := view.Day{AsOf: asked, Usual: rec.ReportingDay(today), Today: today}
	a, err := s.lib.Assessment(ctx, rec.Plan.ID, day.AsOf)
	return a, day, err
}

// amended returns the day of the last amendment of a plan, or of one commitment
// and what is below it, up to the day that is shown; zero where there is none.
func (s *Server) amended(ctx context.Context, a *tracker.Assessment, commitment string) (tracker.Date, error) {
	p := &a.Record.Plan
	query := tracker.ActivityQuery{Plan: p.ID, Commitment: commitment, Kind: tracker.ActivityAmendment, To: a.AsOf, Limit: 1}
	if len(p.Commitments) == 0 { // nothing but the record: it changes when it is recorded, whatever day is shown
		query.Kind, query.To = "", tracker.Date{}
	}
	last, err := s.store.Activity(ctx, query)
	if err != nil || len(last) == 0 {
		return tracker.Date{}, err
	}
	return tracker.DateOf(last[0].At.In(p.Location())), nil
}

// usualState returns a plan's figures on the day that it shows by itself.
func (s *Server) usualState(ctx context.Context, r *Request, rec *tracker.Record) (*tracker.Assessment, view.Day, error) {
	today := rec.Plan.Today(r.Now)
	usual := rec.ReportingDay(today)
	a, err := s.lib.Assessment(ctx, rec.Plan.ID, usual)
	return a, view.Day{AsOf: usual, Usual: usual, Today: today}, err
}

// planFigure draws a plan's chart for wide and for narrow screens.
func (s *Server) planFigure(ctx context.Context, r *Request, a *tracker.Assessment, day view.Day, id, rule string) (*view.Chart, error) {
	build, ok := chart.ForPlan(id)
	if !ok {
		return nil, notFound
	}
	plan := a.Record.Plan.ID
	key := fmt.Sprintf("%s %s %s %s %s", plan, id, r.Lang, day.AsOf, day.Usual) // the links state the day only where it is not the usual one
	return s.lib.Figure(key, func() (*view.Chart, error) {
		c, err := s.figure(ctx, r, func(size chart.Size) chart.Chart { return build(r.L, a, size) })
		if err != nil {
			return nil, err
		}
		return c.With(view.PlanChartFiles(r.L, day, plan, id), view.Links{Lang: r.Lang}.Methodology(rule)), nil
	})
}

// figure draws a chart for both kinds of screen.
func (s *Server) figure(ctx context.Context, r *Request, build func(chart.Size) chart.Chart) (*view.Chart, error) {
	wide, narrow := build(chart.Wide), build(chart.Narrow)
	wideSVG, err := s.chart(ctx, wide, r.Lang)
	if err != nil {
		return nil, err
	}
	narrowSVG, err := s.chart(ctx, narrow, r.Lang)
	if err != nil {
		return nil, err
	}
	return view.NewChart(wide, narrow, wideSVG, narrowSVG), nil
}
