package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// editStore is what the plan editor needs.
type editStore interface {
	// EditPlan amends a plan. It reports [tracker.ErrStale] where what the amendment
	// is about was changed since it was seen, and a [*tracker.Refusal].
	EditPlan(ctx context.Context, actor string, a tracker.Amendment, edit func(*tracker.Record) error) (tracker.Change, error)
	// RecordAsSeen returns a plan's record with one thing put back to what it was at a
	// version of the data.
	RecordAsSeen(ctx context.Context, planID, subject string, version int64) (*tracker.Record, error)
	// CreatePlan records a new plan; one that is there already is [tracker.ErrConflict].
	CreatePlan(ctx context.Context, actor string, r *tracker.Record) (tracker.Change, error)
	Organizations(ctx context.Context) ([]tracker.Organization, error)
	SaveOrganization(ctx context.Context, actor string, o tracker.Organization, seen int64) error
	OrganizationAsSeen(ctx context.Context, code string, version int64) (tracker.Organization, error)
	SaveJurisdiction(ctx context.Context, actor string, j tracker.Jurisdiction, seen int64) error
	JurisdictionAsSeen(ctx context.Context, code string, version int64) (tracker.Jurisdiction, error)
}

// coordinatorActor signs what a coordinator writes.
func (w *Work) coordinatorActor() string {
	return w.Account.Actor(tracker.Coordinator, "").String()
}

// planEdit is a plan that somebody edits.
type planEdit struct {
	*Work
	record *tracker.Record // read for this request, so that it may be changed
	// seen is the version of the data that the record shows, or an earlier one: what
	// was written in between is found to be newer.
	seen          int64
	organizations []tracker.Organization
}

// planEdit reads the plan that an address names, where the account may edit it.
func (s *Server) planEdit(ctx context.Context, w *Work) (*planEdit, error) {
	seen := s.store.Version()
	rec, err := s.store.Record(ctx, w.Params("plan"))
	if err != nil {
		return nil, err
	}
	if err := w.may(tracker.MayEditPlan, tracker.Subject{Plan: &rec.Plan}); err != nil {
		return nil, err
	}
	organizations, err := s.workStore.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	view.SortOrganizations(w.L, organizations)
	return &planEdit{Work: w, record: rec, seen: seen, organizations: organizations}, nil
}

// input is what every form of the editor shows.
func (p *planEdit) input(to func(view.Links) string) view.EditInput {
	return view.EditInput{
		Account: p.Account, Record: p.record, To: to, Seen: p.seen,
		AskReason: !p.record.Plan.Draft, Organizations: p.organizations,
	}
}

// edited is one thing of a plan that a form edits.
type edited struct {
	subject string
	// find returns it, nil where it is not there.
	find func(*tracker.Record) tracker.Editable
	// set writes fields into it and does what follows from them.
	set func(r *tracker.Record, thing tracker.Editable, f tracker.Fields) []tracker.Problem
	// page shows the form, with fields as typed, and its address.
	page func(in view.EditInput, thing tracker.Editable, f tracker.Fields) *view.Page
	to   func(view.Links) string
	back string // where to go afterwards
}

// edit shows the form of something, or saves what was typed into it.
func (s *Server) edit(ctx context.Context, p *planEdit, e edited) (*Response, error) {
	thing := e.find(p.record)
	if thing == nil {
		return s.lostEdit(ctx, p, e.to)
	}
	in := p.input(e.to)
	if p.Form == nil {
		fields := thing.Fields()
		in.Notes = notes(p, thing)
		return s.showWork(ctx, http.StatusOK, e.page(in, thing, fields))
	}
	unresolved := resolveChoices(p.Form)
	mine := typedFields(p.Form, thing.Fields())
	a, problems := p.amendment(e.subject)
	if unresolved {
		return s.conflict(ctx, p, e, a, mine)
	}
	problems = append(problems, e.set(p.record, thing, mine)...)
	in.Reason, in.Seen, in.Notes = a.Reason, a.Seen, notes(p, thing)
	if p.Form.Get("preview") != "" {
		in.Problems = problems
		return s.showWork(ctx, http.StatusOK, e.page(in, thing, mine))
	}
	var change tracker.Change
	err := refusalOf(problems)
	if err == nil {
		change, err = s.workStore.EditPlan(ctx, p.coordinatorActor(), a, func(r *tracker.Record) error {
			thing := e.find(r)
			if thing == nil {
				return tracker.ErrStale
			}
			return refusalOf(e.set(r, thing, mine))
		})
	}
	if errors.Is(err, tracker.ErrStale) {
		return s.conflict(ctx, p, e, a, mine)
	}
	if again, ok := refusedForm(err, &in); ok {
		return s.showWork(ctx, again, e.page(in, thing, mine))
	}
	if err != nil {
		return nil, err
	}
	return s.saved(ctx, p.Work, e.back, change), nil
}

// saved goes on after an amendment, and says whether it changed anything.
func (s *Server) saved(ctx context.Context, w *Work, back string, change tracker.Change) *Response {
	if change.Changed {
		s.say(ctx, w.L.T("work.saved"))
	} else {
		s.say(ctx, w.L.T("work.unchanged"))
	}
	return seeOther(back)
}

// amendment reads why and since when somebody changes a plan.
func (p *planEdit) amendment(about ...string) (tracker.Amendment, []tracker.Problem) {
	a := tracker.Amendment{Plan: p.record.Plan.ID, About: about}
	problems := a.SetFields(typedFields(p.Form, a.Fields()))
	if a.Reason.IsZero() && !p.record.Plan.Draft && len(problems) == 0 {
		problems = append(problems, tracker.Problem{Field: "reason", Code: "problem.reason_missing"})
	}
	var err error
	if a.Seen, err = strconv.ParseInt(p.Form.Get("seen"), 10, 64); err != nil || a.Seen <= 0 {
		a.Seen = p.seen
		problems = append(problems, tracker.Problem{Field: "seen", Code: "problem.seen_missing"})
	}
	return a, problems
}

// refusalOf makes an error of problems, nil of none.
func refusalOf(problems []tracker.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &tracker.Refusal{Problems: problems}
}

// refusedForm puts the problems of a refusal into a form's input, to be shown again with
// a status. Other errors are not for the form.
func refusedForm(err error, in *view.EditInput) (status int, ok bool) {
	var refusal *tracker.Refusal
	if !errors.As(err, &refusal) {
		return 0, false
	}
	in.Problems = refusal.Problems
	return http.StatusUnprocessableEntity, true
}

// typedFields returns the values that a form sent for fields, and those recorded for the
// fields that it did not have. A list is sent as many values of one name.
func typedFields(form url.Values, recorded tracker.Fields) tracker.Fields {
	fields := make(tracker.Fields, len(recorded))
	for i, f := range recorded {
		fields[i] = f
		if values, ok := form[f.Name]; ok {
			values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
			fields[i].Value = tracker.TidyText(strings.Join(values, "\n"))
		}
	}
	return fields
}

// resolveChoices puts what was chosen on the page of a conflict where the form has
// the fields themselves. Where a choice was left open, it puts back what was typed
// and seen before that page, and reports it.
func resolveChoices(form url.Values) (unresolved bool) {
	if choiceOpen(form) {
		for key, values := range form {
			if name, ok := strings.CutPrefix(key, view.SentMine); ok {
				form[name] = values
			}
		}
		form["seen"] = form[view.SentBegan]
		return true
	}
	for key, values := range form {
		name, ok := strings.CutPrefix(key, view.SentChoice)
		if !ok || len(values) == 0 {
			continue
		}
		switch values[0] {
		case view.ChoiceMine:
			form[name] = form[view.SentMine+name]
		case view.ChoiceTheirs:
			form[name] = form[view.SentTheirs+name]
		case view.ChoiceHand:
			form[name] = form[view.SentHand+name]
		}
	}
	return false
}

// choiceOpen reports whether a form comes from the page of a conflict and leaves a
// choice open.
func choiceOpen(form url.Values) bool {
	for key := range form {
		if name, ok := strings.CutPrefix(key, view.SentTheirs); ok && !view.Settled(form, name) {
			return true
		}
	}
	return false
}

// conflict shows what somebody else made meanwhile of what was edited, beside what
// was typed: 409, and nothing typed is lost.
func (s *Server) conflict(ctx context.Context, p *planEdit, e edited, a tracker.Amendment, mine tracker.Fields) (*Response, error) {
	seen := s.store.Version()
	now, err := s.store.Record(ctx, a.Plan)
	if err != nil {
		return nil, err
	}
	thing := e.find(now)
	if thing == nil {
		return s.lostEdit(ctx, p, e.to)
	}
	var base tracker.Fields
	theirs := thing.Fields()
	was, err := s.workStore.RecordAsSeen(ctx, a.Plan, e.subject, a.Seen)
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return nil, err
	}
	if err == nil {
		if thing := e.find(was); thing != nil {
			base = thing.Fields()
		}
	}
	kept := []view.Hidden{{Name: "seen", Value: strconv.FormatInt(seen, 10)}, {Name: view.SentBegan, Value: strconv.FormatInt(a.Seen, 10)}}
	for _, f := range a.Fields() {
		kept = append(kept, view.Hidden(f))
	}
	return s.showEditConflict(ctx, p.Work, view.EditConflictInput{
		To: e.to, Action: e.to(view.Links{Lang: p.Lang}), Back: e.back, Kept: kept,
		Show: func(name, value string) string { return view.FieldValue(p.L, name, value, p.organizations) },
	}, base, mine, theirs)
}

// showEditConflict shows two edits of one thing that started from base.
func (s *Server) showEditConflict(ctx context.Context, w *Work, in view.EditConflictInput, base, mine, theirs tracker.Fields) (*Response, error) {
	merged, differences := tracker.Merge(base, mine, theirs)
	differ := func(name string) bool {
		return slices.ContainsFunc(differences, func(d tracker.Difference) bool { return d.Name == name })
	}
	in.Account, in.Differences = w.Account, differences
	for _, f := range merged {
		if differ(f.Name) {
			continue
		}
		in.Kept = append(in.Kept, view.Hidden(f))
		if was, is := base.Get(f.Name), theirs.Get(f.Name); was != is && f.Value == is && mine.Get(f.Name) == was {
			in.Theirs = append(in.Theirs, tracker.Difference{Name: f.Name, Base: was, Theirs: is})
		}
	}
	status := http.StatusConflict
	if choiceOpen(w.Form) {
		status, in.Sent = http.StatusUnprocessableEntity, w.Form
	}
	return s.showWork(ctx, status, view.EditConflictPage(w.L, in))
}

// notes say how a deadline's text was read.
func notes(p *planEdit, thing tracker.Editable) map[string][]string {
	item := itemOf(thing)
	if item == nil {
		return nil
	}
	return map[string][]string{"deadline": view.DeadlineNotes(p.L, item.Deadline, p.record.Plan.Start)}
}

// itemOf returns what commitments, milestones and indicators have in common, nil for
// anything else.
func itemOf(thing tracker.Editable) *tracker.Item {
	switch v := thing.(type) {
	case *tracker.Commitment:
		return &v.Item
	case *tracker.Milestone:
		return &v.Item
	case *tracker.Indicator:
		return &v.Item
	}
	return nil
}
