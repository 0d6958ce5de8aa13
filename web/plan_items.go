package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// editItem edits a commitment, a milestone or an indicator.
func (s *Server) editItem(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.edit(ctx, p, p.itemEdit(w.Params("code")))
}

// itemEdit is the item with a code.
func (p *planEdit) itemEdit(code string) edited {
	plan := p.record.Plan.ID
	return edited{
		subject: tracker.ItemSubject(plan, code),
		find:    func(r *tracker.Record) tracker.Editable { return findItem(&r.Plan, code) },
		set:     p.setItem,
		page: func(in view.EditInput, thing tracker.Editable, f tracker.Fields) *view.Page {
			return view.ItemPage(p.L, in, thing, itemOf(thing), f)
		},
		to:   func(k view.Links) string { return k.EditItem(plan, code) },
		back: view.Links{Lang: p.Lang}.PlanEditor(plan) + "#" + view.Anchor(code),
	}
}

// findItem returns the item with a code, nil where there is none.
func findItem(p *tracker.Plan, code string) tracker.Editable {
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if c.Code == code {
			return c
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if m.Code == code {
				return m
			}
			for k := range m.Indicators {
				if in := &m.Indicators[k]; in.Code == code {
					return in
				}
			}
		}
	}
	return nil
}

// setItem writes fields into an item. A deadline that is not set by hand is read
// from its text, a level that is newly stated counts from today, and the plan lists
// the organizations that the item names.
func (p *planEdit) setItem(r *tracker.Record, thing tracker.Editable, f tracker.Fields) []tracker.Problem {
	var stated *tracker.Stated
	commitment, _ := thing.(*tracker.Commitment)
	if commitment != nil {
		stated = commitment.Stated
	}
	item := itemOf(thing)
	before := item.Deadline
	problems := thing.SetFields(f)
	if commitment != nil {
		commitment.StateOn(stated, r.Plan.Today(p.Now))
	}
	if before.Text != item.Deadline.Text || before.SetByHand != item.Deadline.SetByHand {
		item.Deadline.Read(r.Plan.Start)
	}
	r.ListOrganizations(p.organizations)
	return problems
}
