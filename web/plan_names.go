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

// names lists the organizations and jurisdictions.
func (s *Server) names(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MayCreatePlan, tracker.Subject{}); err != nil {
		return nil, err
	}
	organizations, err := s.workStore.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	jurisdictions, err := s.store.Jurisdictions(ctx)
	if err != nil {
		return nil, err
	}
	view.SortOrganizations(w.L, organizations)
	return s.showWork(ctx, http.StatusOK, view.NamesPage(w.L, w.Account, organizations, jurisdictions))
}

// named is an organization or a jurisdiction: what is known by a code and named in
// both languages.
type named[T any] struct {
	fresh   T
	thing   func(*T) tracker.Editable
	setCode func(v *T, code string) // names it
	all     func(*Server, context.Context) ([]T, error)
	code    func(*T) string
	asSeen  func(s *Server, ctx context.Context, code string, seen int64) (T, error)
	save    func(s *Server, ctx context.Context, actor string, v T, seen int64) error
	address func(view.Links, string) string
}

var organizationNames = named[tracker.Organization]{
	fresh:   tracker.Organization{Kind: tracker.Department},
	thing:   func(o *tracker.Organization) tracker.Editable { return o },
	setCode: func(o *tracker.Organization, code string) { o.Code = code },
	all: func(s *Server, ctx context.Context) ([]tracker.Organization, error) {
		return s.workStore.Organizations(ctx)
	},
	code: func(o *tracker.Organization) string { return o.Code },
	asSeen: func(s *Server, ctx context.Context, code string, seen int64) (tracker.Organization, error) {
		return s.workStore.OrganizationAsSeen(ctx, code, seen)
	},
	save: func(s *Server, ctx context.Context, actor string, o tracker.Organization, seen int64) error {
		return s.workStore.SaveOrganization(ctx, actor, o, seen)
	},
	address: view.Links.EditOrganization,
}

var jurisdictionNames = named[tracker.Jurisdiction]{
	fresh:   tracker.Jurisdiction{Level: tracker.National},
	thing:   func(j *tracker.Jurisdiction) tracker.Editable { return j },
	setCode: func(j *tracker.Jurisdiction, code string) { j.Code = code },
	all: func(s *Server, ctx context.Context) ([]tracker.Jurisdiction, error) {
		return s.store.Jurisdictions(ctx)
	},
	code: func(j *tracker.Jurisdiction) string { return j.Code },
	asSeen: func(s *Server, ctx context.Context, code string, seen int64) (tracker.Jurisdiction, error) {
		return s.workStore.JurisdictionAsSeen(ctx, code, seen)
	},
	save: func(s *Server, ctx context.Context, actor string, j tracker.Jurisdiction, seen int64) error {
		return s.workStore.SaveJurisdiction(ctx, actor, j, seen)
	},
	address: view.Links.EditJurisdiction,
}

func (s *Server) editOrganization(ctx context.Context, w *Work) (*Response, error) {
	return editNamed(ctx, s, w, organizationNames)
}

func (s *Server) editJurisdiction(ctx context.Context, w *Work) (*Response, error) {
	return editNamed(ctx, s, w, jurisdictionNames)
}

// editNamed adds or edits something that is known by a code.
func editNamed[T any](ctx context.Context, s *Server, w *Work, n named[T]) (*Response, error) {
	if err := w.may(tracker.MayCreatePlan, tracker.Subject{}); err != nil {
		return nil, err
	}
	now := s.store.Version()
	code := w.Params("code")
	find := func() (T, error) {
		if code == "" {
			return n.fresh, nil
		}
		all, err := n.all(s, ctx)
		if err != nil {
			return n.fresh, err
		}
		i := slices.IndexFunc(all, func(v T) bool { return n.code(&v) == code })
		if i < 0 {
			return n.fresh, notFound
		}
		return all[i], nil
	}
	v, err := find()
	if err != nil {
		return nil, err
	}
	thing := n.thing(&v)
	fields := thing.Fields()
	to := func(k view.Links) string { return n.address(k, code) }
	in := view.EditInput{Account: w.Account, To: to, Seen: now}
	newCode := ""
	page := func() *view.Page {
		if code == "" {
			in.Extra = []view.Input{view.NewCodeInput(w.L, newCode)}
		}
		return view.NamePage(w.L, in, thing, code, fields)
	}
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, page())
	}
	unresolved := resolveChoices(w.Form)
	seen, _ := strconv.ParseInt(w.Form.Get("seen"), 10, 64)
	fields = typedFields(w.Form, fields)
	in.Problems = thing.SetFields(fields)
	if name := (tracker.Text{EN: fields.Get("name_en"), FR: fields.Get("name_fr")}); name.IsZero() {
		in.Problems = append(in.Problems, tracker.Problem{Field: "name", Code: "problem.title_missing"})
	}
	switch {
	case code == "":
		seen = 0
		newCode = strings.TrimSpace(w.Form.Get("code"))
		if badCode(newCode) {
			in.Problems = append(in.Problems, tracker.Problem{Field: "code", Code: "problem.code_characters"})
		}
		n.setCode(&v, newCode)
	case seen <= 0:
		in.Problems = append(in.Problems, tracker.Problem{Field: "seen", Code: "problem.seen_missing"})
	}
	if len(in.Problems) > 0 && !unresolved {
		return s.showWork(ctx, http.StatusUnprocessableEntity, page())
	}
	err = tracker.ErrStale
	if !unresolved {
		err = n.save(s, ctx, w.coordinatorActor(), v, seen)
	}
	switch {
	case errors.Is(err, tracker.ErrStale):
		base, err := n.asSeen(s, ctx, code, seen)
		if err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return nil, err
		}
		theirs, err := find()
		if err != nil {
			return nil, err
		}
		return s.showEditConflict(ctx, w, view.EditConflictInput{
			To: to, Action: to(view.Links{Lang: w.Lang}), Back: view.Links{Lang: w.Lang}.Names(),
			Kept: []view.Hidden{{Name: "seen", Value: strconv.FormatInt(now, 10)}, {Name: view.SentBegan, Value: strconv.FormatInt(seen, 10)}},
			Show: func(_, value string) string { return value },
		}, n.thing(&base).Fields(), fields, n.thing(&theirs).Fields())
	case errors.Is(err, tracker.ErrConflict):
		in.Problems = []tracker.Problem{{Field: "code", Code: "problem.code_duplicate", Args: map[string]any{"code": newCode}}}
		return s.showWork(ctx, http.StatusUnprocessableEntity, page())
	case err != nil:
		return nil, err
	}
	s.say(ctx, w.L.T("work.saved"))
	return seeOther(view.Links{Lang: w.Lang}.Names()), nil
}
