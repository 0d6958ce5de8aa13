package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// process lists a plan's events and recommendations.
func (s *Server) process(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.showWork(ctx, http.StatusOK, view.ProcessPage(w.L, w.Account, p.record))
}

// processList is one of the two lists of a plan's process.
type processList[T any] struct {
	of      func(*tracker.Record) *[]T
	thing   func(*T) tracker.Editable
	subject func(plan string, place int) string
	address func(k view.Links, plan string, place int) string
	fresh   func(*tracker.Record) T
}

var events = processList[tracker.Event]{
	of:      func(r *tracker.Record) *[]tracker.Event { return &r.Events },
	thing:   func(e *tracker.Event) tracker.Editable { return e },
	subject: tracker.EventSubject,
	address: view.Links.EditEvent,
	fresh:   func(*tracker.Record) tracker.Event { return tracker.Event{Kind: tracker.EventKinds[0]} },
}

var recommendations = processList[tracker.Recommendation]{
	of:      func(r *tracker.Record) *[]tracker.Recommendation { return &r.Recommendations },
	thing:   func(r *tracker.Recommendation) tracker.Editable { return r },
	subject: tracker.RecommendationSubject,
	address: view.Links.EditRecommendation,
	fresh: func(r *tracker.Record) tracker.Recommendation {
		return tracker.Recommendation{Number: len(r.Recommendations) + 1}
	},
}

func (s *Server) editEvent(ctx context.Context, w *Work) (*Response, error) {
	return editProcess(ctx, s, w, events)
}

func (s *Server) addEvent(ctx context.Context, w *Work) (*Response, error) {
	return addProcess(ctx, s, w, events)
}

func (s *Server) editRecommendation(ctx context.Context, w *Work) (*Response, error) {
	return editProcess(ctx, s, w, recommendations)
}

func (s *Server) addRecommendation(ctx context.Context, w *Work) (*Response, error) {
	return addProcess(ctx, s, w, recommendations)
}

// editProcess edits one entry of a list, known by its place from 1, or removes it.
func editProcess[T any](ctx context.Context, s *Server, w *Work, list processList[T]) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := p.record.Plan.ID
	place, err := strconv.Atoi(w.Params("place"))
	if err != nil || place < 1 {
		return nil, notFound
	}
	e := edited{
		subject: list.subject(plan, place),
		find: func(r *tracker.Record) tracker.Editable {
			if all := *list.of(r); place <= len(all) {
				return list.thing(&all[place-1])
			}
			return nil
		},
		set: func(_ *tracker.Record, thing tracker.Editable, f tracker.Fields) []tracker.Problem {
			return thing.SetFields(f)
		},
		page: func(in view.EditInput, thing tracker.Editable, f tracker.Fields) *view.Page {
			return view.ProcessItemPage(w.L, in, thing, place, f)
		},
		to:   func(k view.Links) string { return list.address(k, plan, place) },
		back: view.Links{Lang: w.Lang}.Process(plan),
	}
	if w.Form == nil || w.Form.Get("remove") == "" || e.find(p.record) == nil {
		return s.edit(ctx, p, e)
	}
	thing := e.find(p.record)
	return s.change(ctx, p, change{
		about: []string{e.subject},
		edit: func(r *tracker.Record) error {
			all := list.of(r)
			if place > len(*all) {
				return tracker.ErrStale
			}
			*all = slices.Delete(*all, place-1, place)
			return nil
		},
		page: func(in view.EditInput) *view.Page { return e.page(in, thing, typedFields(w.Form, thing.Fields())) },
		to:   e.to, back: e.back,
	})
}

// addProcess adds an entry to a list, as its last one.
func addProcess[T any](ctx context.Context, s *Server, w *Work, list processList[T]) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := p.record.Plan.ID
	entry := list.fresh(p.record)
	thing := list.thing(&entry)
	fields := thing.Fields()
	to := func(k view.Links) string { return list.address(k, plan, 0) }
	page := func(in view.EditInput) *view.Page { return view.ProcessItemPage(w.L, in, thing, 0, fields) }
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	fields = typedFields(w.Form, fields)
	problems := thing.SetFields(fields)
	return s.change(ctx, p, change{
		edit: func(r *tracker.Record) error {
			all := list.of(r)
			*all = append(*all, entry)
			return nil
		},
		page: page, to: to, back: view.Links{Lang: w.Lang}.Process(plan), problems: problems,
	})
}
