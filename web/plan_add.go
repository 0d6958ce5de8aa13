package web

import (
	"context"
	"net/http"
	"strings"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// addItem adds a commitment, or a milestone or indicator below what the address
// names.
func (s *Server) addItem(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := p.record.Plan.ID
	under := w.Query.Get(view.WordsOf(w.Lang).Under)
	var thing tracker.Editable = &tracker.Commitment{}
	var parent *tracker.Item
	if under != "" {
		above := findItem(&p.record.Plan, under)
		switch above.(type) {
		case *tracker.Commitment:
			thing = &tracker.Milestone{}
		case *tracker.Milestone:
			thing = &tracker.Indicator{}
		default:
			return s.lostEdit(ctx, p, func(k view.Links) string { return k.AddItem(plan, under) })
		}
		parent = itemOf(above)
	}
	to := func(k view.Links) string { return k.AddItem(plan, under) }
	code, fields := p.record.Plan.NextCode(under), thing.Fields()
	page := func(in view.EditInput) *view.Page {
		in.Extra = append(in.Extra, view.NewCodeInput(w.L, code))
		return view.NewItemPage(w.L, in, thing, parent, fields)
	}
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, page(p.input(to)))
	}
	code, fields = tracker.TidyText(w.Form.Get("code")), typedFields(w.Form, fields)
	itemOf(thing).Code = code
	problems := append(codeProblems(&p.record.Plan, code), p.setItem(p.record, thing, fields)...)
	return s.change(ctx, p, change{
		edit: func(r *tracker.Record) error {
			if !r.Plan.Add(under, thing) {
				return tracker.ErrStale
			}
			r.ListOrganizations(p.organizations)
			return nil
		},
		page: page, to: to, back: p.overview(code), conflict: "work.add.refused", problems: problems,
	})
}

// codeProblems says what is wrong with the code of a new item.
func codeProblems(p *tracker.Plan, code string) []tracker.Problem {
	problem := ""
	switch _, taken := p.Find(code); {
	case code == "":
		problem = "problem.code_missing"
	case taken:
		problem = "problem.code_duplicate"
	case badCode(code):
		problem = "problem.code_characters"
	default:
		return nil
	}
	return []tracker.Problem{{Field: "code", Code: problem, Args: map[string]any{"code": code}}}
}

// badCode reports whether a code that somebody types would be awkward in an address:
// only letters, digits, ".", "-" and "_" are accepted, and 60 of them.
func badCode(code string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"
	return len(code) > 60 || strings.Trim(code, allowed) != "" || strings.Trim(code, ".") == ""
}
