package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// change is an amendment that no fields are edited in: something is added, moved,
// removed, revised or withdrawn.
type change struct {
	about []string
	edit  func(*tracker.Record) error
	page  func(in view.EditInput) *view.Page
	to    func(view.Links) string
	back  string
	// conflict is the catalogue key that says why the record would contradict itself.
	conflict string
	problems []tracker.Problem // found so far
	// reasoned is set where a reason is asked for even of a plan that is prepared.
	reasoned bool
}

// change makes an amendment of what a form sent. One that somebody else came before
// is shown again, with all that was typed, above what holds now.
func (s *Server) change(ctx context.Context, p *planEdit, c change) (*Response, error) {
	a, problems := p.amendment(c.about...)
	problems = slices.Concat(c.problems, problems) // the form's own first: it may ask for more of the reason
	if c.reasoned && a.Reason.IsZero() && p.record.Plan.Draft {
		problems = append(problems, tracker.Problem{Field: "reason", Code: "problem.reason_missing"})
	}
	in := p.input(c.to)
	in.Reason, in.Seen = a.Reason, a.Seen
	var done tracker.Change
	err := refusalOf(problems)
	if err == nil {
		done, err = s.workStore.EditPlan(ctx, p.coordinatorActor(), a, c.edit)
	}
	status, again := refusedForm(err, &in)
	switch {
	case again:
	case errors.Is(err, tracker.ErrStale):
		status, in.Seen, in.Message = http.StatusConflict, p.seen, p.L.T("work.stale")
	case errors.Is(err, tracker.ErrConflict) && c.conflict != "":
		status, in.Message = http.StatusUnprocessableEntity, p.L.T(c.conflict)
	case err != nil:
		return nil, err
	default:
		return s.saved(ctx, p.Work, c.back, done), nil
	}
	return s.showWork(ctx, status, c.page(in))
}

// ofItem answers a request about the item of a plan that its address names. A form
// about one that is no longer there gives back what was typed.
func (s *Server) ofItem(to func(k view.Links, plan, code string) string, h func(ctx context.Context, p *planEdit, item *tracker.Item) (*Response, error)) workAnswer {
	return func(ctx context.Context, w *Work) (*Response, error) {
		p, err := s.planEdit(ctx, w)
		if err != nil {
			return nil, err
		}
		code := w.Params("code")
		thing := findItem(&p.record.Plan, code)
		if thing == nil {
			return s.lostEdit(ctx, p, func(k view.Links) string { return to(k, p.record.Plan.ID, code) })
		}
		return h(ctx, p, itemOf(thing))
	}
}

// overview is the place of an item in the overview of its plan.
func (p *planEdit) overview(code string) string {
	address := view.Links{Lang: p.Lang}.PlanEditor(p.record.Plan.ID)
	if code == "" {
		return address
	}
	return address + "#" + view.Anchor(code)
}

// moveItem gives an item another place.
func (s *Server) moveItem(ctx context.Context, p *planEdit, item *tracker.Item) (*Response, error) {
	plan, code := p.record.Plan.ID, item.Code
	place, _ := p.record.Plan.Find(code)
	to := func(k view.Links) string { return k.MoveItem(plan, code) }
	typed := view.MoveInput{Code: code, Under: place.Parent, Index: strconv.Itoa(place.Index + 1)}
	if p.Form == nil {
		return s.showWork(ctx, http.StatusOK, view.MovePage(p.L, p.input(to), typed))
	}
	index := place.Index
	var problems []tracker.Problem
	switch p.Form.Get("step") {
	case "up":
		index = max(0, index-1)
	case "down":
		index++
	default:
		typed.Index = p.Form.Get("place")
		if place.Kind != tracker.KindCommitment {
			typed.Under = p.Form.Get("under")
		}
		n, err := strconv.Atoi(typed.Index)
		if err != nil || n < 1 {
			problems = append(problems, tracker.Problem{Field: "place", Code: "problem.number_malformed", Args: map[string]any{"value": typed.Index}})
		}
		index = n - 1
	}
	return s.change(ctx, p, change{
		about: []string{tracker.OrderSubject(plan), tracker.ItemSubject(plan, code)},
		edit: func(r *tracker.Record) error {
			if !r.Plan.Move(code, typed.Under, index) {
				return tracker.ErrConflict
			}
			return nil
		},
		page: func(in view.EditInput) *view.Page { return view.MovePage(p.L, in, typed) },
		to:   to, back: p.overview(code), conflict: "work.move.refused", problems: problems,
	})
}

// removeItem removes an item that was not reported on.
func (s *Server) removeItem(ctx context.Context, p *planEdit, item *tracker.Item) (*Response, error) {
	plan, code := p.record.Plan.ID, item.Code
	to := func(k view.Links) string { return k.RemoveItem(plan, code) }
	page := func(in view.EditInput) *view.Page { return view.RemovePage(p.L, in, code) }
	if p.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	about := []string{tracker.ItemSubject(plan, code)}
	for _, leaf := range p.record.Plan.LeavesOf(code) {
		about = append(about, tracker.ItemSubject(plan, leaf.Code))
	}
	return s.change(ctx, p, change{
		about: about,
		edit: func(r *tracker.Record) error {
			if r.HasReports(code) || !r.Plan.Remove(code) {
				return tracker.ErrConflict
			}
			return nil
		},
		page: page, to: to, back: p.overview(""), conflict: "work.remove.reported",
	})
}

// withdrawItem withdraws an item with a reason.
func (s *Server) withdrawItem(ctx context.Context, p *planEdit, item *tracker.Item) (*Response, error) {
	plan, code := p.record.Plan.ID, item.Code
	today := p.record.Plan.Today(p.Now)
	period := latestPeriod(p.record.Plan.Periods, today)
	to := func(k view.Links) string { return k.WithdrawItem(plan, code) }
	page := func(in view.EditInput) *view.Page {
		return view.WithdrawPage(p.L, in, code, period, p.record.StillRunning(code, today))
	}
	if p.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	period = p.Form.Get("period")
	c := change{
		about: []string{tracker.ItemSubject(plan, code)}, page: page, to: to, back: p.overview(code), conflict: "work.withdraw.refused", reasoned: true,
	}
	reason := tracker.Text{EN: tracker.TidyText(p.Form.Get("reason_en")), FR: tracker.TidyText(p.Form.Get("reason_fr"))}
	for _, lang := range tracker.Langs {
		if reason.In(lang) == "" {
			c.problems = append(c.problems, tracker.Problem{Field: "reason_" + string(lang), Code: "problem.reason_language"})
		}
	}
	if !slices.Contains(p.record.Plan.Periods, tracker.Period(period)) {
		c.problems = append(c.problems, tracker.Problem{Field: "period", Code: "problem.choice", Args: map[string]any{"value": period}})
	}
	c.edit = func(r *tracker.Record) error {
		if r.Plan.Draft {
			return tracker.ErrConflict
		}
		r.Withdraw(code, reason, tracker.Period(period), p.coordinatorActor(), today)
		return nil
	}
	return s.change(ctx, p, c)
}

// latestPeriod returns the reporting period that a day falls into, the last one
// after all of them.
func latestPeriod(periods []tracker.Period, day tracker.Date) string {
	for _, p := range periods {
		if !p.End().Before(day) {
			return string(p)
		}
	}
	if len(periods) == 0 {
		return ""
	}
	return string(periods[len(periods)-1])
}

// reviseDeadline adds a revision to the ledger of a deadline. What it changes is
// shown before it is saved.
func (s *Server) reviseDeadline(ctx context.Context, p *planEdit, item *tracker.Item) (*Response, error) {
	plan, code := p.record.Plan.ID, item.Code
	to := func(k view.Links) string { return k.ReviseDeadline(plan, code) }
	typed := view.ReviseInput{Item: item, On: p.record.Plan.Today(p.Now).String()}
	page := func(in view.EditInput) *view.Page { return view.RevisePage(p.L, in, typed) }
	if p.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	typed.Due, typed.On = tracker.TidyText(p.Form.Get("due")), tracker.TidyText(p.Form.Get("on"))
	var revision tracker.Revision
	c := change{
		about: []string{tracker.ItemSubject(plan, code), tracker.RevisionsSubject(plan, code)},
		page:  page, to: to, back: p.overview(code), conflict: "work.stale", reasoned: true,
	}
	for _, field := range []struct {
		name, value string
		to          *tracker.Date
	}{{"due", typed.Due, &revision.Due}, {"on", typed.On, &revision.On}} {
		day, problem := dayOf(field.name, field.value)
		*field.to, c.problems = day, append(c.problems, problem...)
	}
	// What was shown and what is sent must be the same, or it is shown again.
	shown := typed.Due + " " + typed.On
	a, problems := p.amendment()
	if len(c.problems)+len(problems) == 0 {
		typed.Shown = shown
		if p.Form.Get("shown") != shown {
			in := p.input(to)
			in.Reason, in.Seen, in.Effect = a.Reason, a.Seen, view.RevisionEffect(p.L, item.Deadline, revision.Due)
			return s.showWork(ctx, http.StatusOK, page(in))
		}
	}
	c.edit = func(r *tracker.Record) error {
		thing := findItem(&r.Plan, code)
		if thing == nil {
			return tracker.ErrStale
		}
		revision.Reason, revision.Author = a.Reason, p.coordinatorActor()
		d := &itemOf(thing).Deadline
		d.Revisions = append(d.Revisions, revision)
		return nil
	}
	return s.change(ctx, p, c)
}

// publishPlan publishes a plan that was prepared.
func (s *Server) publishPlan(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := p.record.Plan.ID
	if !p.record.Plan.Draft {
		return nil, notFound
	}
	to := func(k view.Links) string { return k.PublishPlan(plan) }
	page := func(in view.EditInput) *view.Page { return view.PublishPage(w.L, in) }
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	return s.change(ctx, p, change{
		about: []string{tracker.PlanSubject(plan)},
		edit:  func(r *tracker.Record) error { r.Plan.Draft = false; return nil },
		page:  page, to: to, back: p.overview(""), reasoned: true,
	})
}
