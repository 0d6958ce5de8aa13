package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// queue lists what waits for a coordinator, of every plan that the account
// coordinates.
func (s *Server) queue(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MayPublish, tracker.Subject{}); err != nil {
		return nil, err
	}
	return s.showQueue(ctx, w, http.StatusOK, "", "")
}

// showQueue shows the queue; message is what is wrong with the form of a plan.
func (s *Server) showQueue(ctx context.Context, w *Work, status int, planID, message string) (*Response, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	var in []view.QueuePlan
	for i := range plans {
		if w.may(tracker.MayPublish, tracker.Subject{Plan: &plans[i]}) != nil {
			continue
		}
		waiting, err := s.waiting(ctx, plans[i].ID)
		if err != nil {
			return nil, err
		}
		if len(waiting) == 0 {
			if plans[i].ID != planID {
				continue
			}
		}
		state, err := s.planToday(ctx, w, plans[i].ID)
		if err != nil {
			return nil, err
		}
		q := view.QueuePlan{State: state, Drafts: waiting}
		if plans[i].ID == planID {
			q.Message, q.Chosen = message, w.Form[view.SentDraft]
		}
		in = append(in, q)
	}
	return s.showWork(ctx, status, view.QueuePage(w.L, w.Account, in))
}

// waiting lists the drafts of a plan that wait for a coordinator.
func (s *Server) waiting(ctx context.Context, planID string) ([]tracker.Draft, error) {
	drafts, err := s.workStore.Drafts(ctx, planID)
	return slices.DeleteFunc(drafts, func(d tracker.Draft) bool { return d.State != tracker.DraftSubmitted }), err
}

// publishMany publishes the drafts that were chosen, all or none.
func (s *Server) publishMany(ctx context.Context, w *Work) (*Response, error) {
	state, err := s.planToday(ctx, w, w.Params("plan"))
	if err != nil {
		return nil, err
	}
	plan := &state.Record.Plan
	if err := w.may(tracker.MayPublish, tracker.Subject{Plan: plan}); err != nil {
		return nil, err
	}
	var seen []tracker.DraftVersion
	for _, value := range w.Form[view.SentDraft] {
		v, ok := readDraftVersion(value)
		if !ok || slices.ContainsFunc(seen, func(o tracker.DraftVersion) bool { return o.ID == v.ID }) {
			return nil, badRequest("web.error.form")
		}
		seen = append(seen, v)
	}
	if len(seen) == 0 {
		return s.showQueue(ctx, w, http.StatusUnprocessableEntity, plan.ID, w.L.T("work.queue.none_chosen"))
	}
	for range 2 { // what changes between looking and publishing is found at the second look
		changed, err := s.unfit(ctx, w, state, seen)
		if err != nil {
			return nil, err
		}
		if len(changed) > 0 {
			return s.showQueue(ctx, w, http.StatusConflict, plan.ID, w.L.N("work.queue.changed", len(changed), "codes", w.L.List(changed)))
		}
		err = s.workStore.PublishDrafts(ctx, w.Account.Actor(tracker.Coordinator, "").String(), plan.ID, seen)
		switch {
		case errors.Is(err, tracker.ErrStale), errors.Is(err, tracker.ErrNotFound):
			continue
		case err != nil:
			return nil, err
		}
		s.say(ctx, w.L.N("work.queue.published", len(seen)))
		return seeOther(view.Links{Lang: w.Lang}.Queue()), nil
	}
	return s.showQueue(ctx, w, http.StatusConflict, plan.ID, w.L.T("work.queue.busy"))
}

// readDraftVersion reads "12.3": the third version of draft 12.
func readDraftVersion(s string) (v tracker.DraftVersion, ok bool) {
	id, version, ok := strings.Cut(s, ".")
	if !ok {
		return v, false
	}
	var err, err2 error
	v.ID, err = strconv.ParseInt(id, 10, 64)
	v.Version, err2 = strconv.ParseInt(version, 10, 64)
	return v, err == nil && err2 == nil
}

// unfit names those of the drafts that cannot be published as they were seen: saved,
// taken back or published since, overtaken by another update, or owing something.
func (s *Server) unfit(ctx context.Context, w *Work, state *tracker.Assessment, seen []tracker.DraftVersion) ([]string, error) {
	var names []string
	for _, v := range seen {
		d, err := s.workStore.Draft(ctx, v.ID)
		if errors.Is(err, tracker.ErrNotFound) {
			names = append(names, w.L.T("work.queue.gone", "n", v.ID))
			continue
		}
		if err != nil {
			return nil, err
		}
		rec, err := s.lib.Record(ctx, state.Record.Plan.ID)
		if err != nil {
			return nil, err
		}
		if d.Version != v.Version || !publishable(rec, d) {
			names = append(names, d.Update.Leaf)
		}
	}
	return names, nil
}

// publishable reports whether a draft waits, owes nothing, and replaces what stands.
func publishable(rec *tracker.Record, d *tracker.Draft) bool {
	standing := int64(0)
	if u := rec.Reported(d.Update.Leaf, d.Update.Period, d.Update.Organization); u != nil {
		standing = u.ID
	}
	return d.Plan == rec.Plan.ID && d.State == tracker.DraftSubmitted && standing == d.Update.Replaces &&
		len(rec.Plan.Rules.Owed(&d.Update)) == 0
}

// queued finds the draft that an address names, for who may publish it.
func (s *Server) queued(ctx context.Context, w *Work) (*tracker.Assessment, *tracker.Draft, error) {
	state, err := s.planToday(ctx, w, w.Params("plan"))
	if err != nil {
		return nil, nil, err
	}
	if err := w.may(tracker.MayPublish, tracker.Subject{Plan: &state.Record.Plan}); err != nil {
		return nil, nil, err
	}
	id, err := strconv.ParseInt(w.Params("draft"), 10, 64)
	if err != nil {
		return nil, nil, notFound
	}
	d, err := s.workStore.Draft(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if d.Plan != state.Record.Plan.ID || state.Leaf(d.Update.Leaf) == nil {
		return nil, nil, notFound
	}
	return state, d, nil
}

// queuedDraft shows a draft with its difference to what is published.
func (s *Server) queuedDraft(ctx context.Context, w *Work) (*Response, error) {
	state, d, err := s.queued(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.showQueued(ctx, w, http.StatusOK, view.QueuedInput{State: state, Draft: d})
}

func (s *Server) showQueued(ctx context.Context, w *Work, status int, in view.QueuedInput) (*Response, error) {
	if by, err := s.workStore.Account(ctx, in.Draft.Author); err == nil {
		in.By = by.Name
	} else if !errors.Is(err, tracker.ErrNotFound) {
		return nil, err
	}
	return s.showWork(ctx, status, view.QueuedPage(w.L, w.Account, in))
}

// decideDraft publishes a draft, or returns it with a comment.
func (s *Server) decideDraft(ctx context.Context, w *Work) (*Response, error) {
	state, d, err := s.queued(ctx, w)
	if err != nil {
		return nil, err
	}
	in := view.QueuedInput{State: state, Draft: d, Comment: typed(w.Form.Get(view.SentComment))}
	version, err := strconv.ParseInt(w.Form.Get(view.SentVersion), 10, 64)
	action := w.Form.Get(view.SentAction)
	switch {
	case err != nil, action != view.ActPublish && action != view.ActReturn:
		in.Message = w.L.T("work.update.not_whole")
		return s.showQueued(ctx, w, http.StatusUnprocessableEntity, in)
	case version != d.Version || d.State != tracker.DraftSubmitted:
		in.Message = w.L.T("work.queue.changed_one")
		return s.showQueued(ctx, w, http.StatusConflict, in)
	}
	if action == view.ActReturn {
		switch n := len([]rune(in.Comment)); {
		case n == 0:
			in.Wrong = w.L.T("work.queue.no_comment")
		case n > tracker.UpdateTextMost:
			in.Wrong = w.L.T("problem.text_too_long", "n", n, "most", tracker.UpdateTextMost)
		}
		if in.Wrong != "" {
			return s.showQueued(ctx, w, http.StatusUnprocessableEntity, in)
		}
		d.State, d.Comment, d.ReturnedBy = tracker.DraftReturned, in.Comment, w.Account.ID
		_, err = s.workStore.SaveDraft(ctx, w.coordinatorActor(), *d)
	} else {
		in.Owed = state.Record.Plan.Rules.Owed(&d.Update)
		if len(in.Owed) > 0 {
			return s.showQueued(ctx, w, http.StatusUnprocessableEntity, in)
		}
		err = s.workStore.PublishDrafts(ctx, w.coordinatorActor(), d.Plan, []tracker.DraftVersion{{ID: d.ID, Version: version}})
	}
	switch {
	case errors.Is(err, tracker.ErrStale), errors.Is(err, tracker.ErrNotFound):
		fresh, err := s.workStore.Draft(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		in.Draft, in.Message = fresh, w.L.T("work.queue.changed_one")
		return s.showQueued(ctx, w, http.StatusConflict, in)
	case err != nil:
		return nil, err
	}
	if action == view.ActReturn {
		s.say(ctx, w.L.T("work.queue.did_return", "code", d.Update.Leaf))
	} else {
		s.say(ctx, w.L.T("work.update.did_publish", "code", d.Update.Leaf, "period", d.Update.Period))
	}
	return seeOther(view.Links{Lang: w.Lang}.Queue()), nil
}
