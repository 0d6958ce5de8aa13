package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

// item is a commitment, a milestone or an indicator as one row keeps it.
type item struct {
	*tracker.Item
	kind       string // "commitment", "milestone", "indicator"
	parent     string // code of the item above, blank for a commitment
	commitment string // code of the commitment it belongs to
	position   int    // place in the whole plan, from 1, parents before their children
	leaf       bool
	whole      any // the *tracker.Commitment, *tracker.Milestone or *tracker.Indicator
}

// itemsOf lists a plan's items in its order.
func itemsOf(p *tracker.Plan) []item {
	var all []item
	add := func(kind, parent, commitment string, leaf bool, it *tracker.Item, whole any) {
		all = append(all, item{it, kind, parent, commitment, len(all) + 1, leaf, whole})
	}
	for i := range p.Commitments {
		c := &p.Commitments[i]
		add("commitment", "", c.Code, len(c.Milestones) == 0, &c.Item, c)
		for j := range c.Milestones {
			m := &c.Milestones[j]
			add("milestone", c.Code, c.Code, len(m.Indicators) == 0, &m.Item, m)
			for k := range m.Indicators {
				in := &m.Indicators[k]
				add("indicator", m.Code, c.Code, true, &in.Item, in)
			}
		}
	}
	return all
}

// itemRecord is what an audit entry says of an item: itself and where it hangs,
// without the items below it and without the revisions of its deadline, which
// are records of their own.
type itemRecord struct {
	Kind   string `json:"kind"`
	Parent string `json:"parent,omitempty"`
	// Place is where a new item was put into the plan's order, from 1; 0 later, for
	// the order is a record of its own.
	Place int `json:"place,omitempty"`
	Item  any `json:"item"`
}

func (it item) record() itemRecord {
	r := itemRecord{Kind: it.kind, Parent: it.parent}
	switch whole := it.whole.(type) {
	case *tracker.Commitment:
		c := *whole
		c.Milestones, c.Deadline.Revisions = nil, nil
		r.Item = c
	case *tracker.Milestone:
		m := *whole
		m.Indicators, m.Deadline.Revisions = nil, nil
		r.Item = m
	case *tracker.Indicator:
		in := *whole
		in.Deadline.Revisions = nil
		r.Item = in
	}
	return r
}

// elsewhere hides, from the JSON of a commitment, milestone or indicator that is
// embedded beside it, every field that has a column or a table of its own: of
// two fields with one name encoding/json takes the less deeply embedded, and
// neither where both are as deep. What is left are the details, so a field that
// is added to the domain is kept without a change here.
type elsewhere struct {
	Code        *struct{} `json:"code,omitempty"`
	Title       *struct{} `json:"title,omitempty"`
	Description *struct{} `json:"description,omitempty"`
	Weight      *struct{} `json:"weight,omitempty"`
	Leads       *struct{} `json:"leads,omitempty"`
	Supporting  *struct{} `json:"supporting,omitempty"`
	Deadline    *struct{} `json:"deadline,omitempty"`
	Milestones  *struct{} `json:"milestones,omitempty"`
	Indicators  *struct{} `json:"indicators,omitempty"`
}

type (
	commitmentDetails struct {
		*tracker.Commitment
		elsewhere
	}
	milestoneDetails struct {
		*tracker.Milestone
		elsewhere
	}
	indicatorDetails struct {
		*tracker.Indicator
		elsewhere
	}
)

// details returns what the column of that name holds, ready to be written or
// read as JSON.
func (it item) details() any {
	switch whole := it.whole.(type) {
	case *tracker.Commitment:
		return &commitmentDetails{Commitment: whole}
	case *tracker.Milestone:
		return &milestoneDetails{Milestone: whole}
	case *tracker.Indicator:
		return &indicatorDetails{Indicator: whole}
	}
	panic(fmt.Sprintf("db: %T is no item", it.whole))
}

const selectItems = `SELECT i.code, i.kind, coalesce(i.parent, ''), i.title_en, i.title_fr, i.description_en, i.description_fr,
		i.weight, i.leads, i.supporting, i.details, d.text_en, d.text_fr, d.meaning, d.set_by_hand
	FROM items i JOIN deadlines d ON d.plan_id = i.plan_id AND d.item = i.code
	WHERE i.plan_id = $1 ORDER BY i.position`

func scanItem(r row) (it item, err error) {
	var common tracker.Item
	var details string
	d := &common.Deadline
	err = r.Scan(&common.Code, &it.kind, &it.parent, &common.Title.EN, &common.Title.FR,
		&common.Description.EN, &common.Description.FR, &common.Weight, asJSON{&common.Leads}, asJSON{&common.Supporting},
		&details, &d.Text.EN, &d.Text.FR, asJSON{&d.Meaning}, &d.SetByHand)
	if err != nil {
		return it, err
	}
	common.Weigh() // older programs kept 0
	switch it.kind {
	case "commitment":
		c := &tracker.Commitment{Item: common}
		it.Item, it.whole = &c.Item, c
	case "milestone":
		m := &tracker.Milestone{Item: common}
		it.Item, it.whole = &m.Item, m
	default:
		in := &tracker.Indicator{Item: common}
		it.Item, it.whole = &in.Item, in
	}
	return it, asJSON{it.details()}.Scan(details)
}

// readCommitments returns a plan's commitments with all that hangs on them.
func readCommitments(ctx context.Context, q querier, planID string) ([]tracker.Commitment, error) {
	items, err := list(ctx, q, selectItems, scanItem, planID)
	if err != nil {
		return nil, fmt.Errorf("read the items of %s: %w", planID, err)
	}
	revisions, err := readRevisions(ctx, q, planID)
	if err != nil {
		return nil, fmt.Errorf("read the revised deadlines of %s: %w", planID, err)
	}
	commitments := []tracker.Commitment{}
	for _, it := range items {
		it.Deadline.Revisions = revisions[it.Code]
		switch whole := it.whole.(type) {
		case *tracker.Commitment:
			commitments = append(commitments, *whole)
		case *tracker.Milestone:
			c := &commitments[len(commitments)-1]
			c.Milestones = append(c.Milestones, *whole)
		case *tracker.Indicator:
			c := &commitments[len(commitments)-1]
			m := &c.Milestones[len(c.Milestones)-1]
			m.Indicators = append(m.Indicators, *whole)
		}
	}
	return commitments, nil
}

// storeItem writes an item's row and the row of its deadline.
func (w *writing) storeItem(ctx context.Context, planID string, it item) error {
	var parent any
	if it.parent != "" {
		parent = it.parent
	}
	err := w.exec(ctx, `INSERT INTO items (plan_id, code, kind, parent, commitment, position, leaf,
			title_en, title_fr, description_en, description_fr, weight, leads, supporting, details)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (plan_id, code) DO UPDATE SET kind = excluded.kind, parent = excluded.parent,
			commitment = excluded.commitment, position = excluded.position, leaf = excluded.leaf,
			title_en = excluded.title_en, title_fr = excluded.title_fr,
			description_en = excluded.description_en, description_fr = excluded.description_fr,
			weight = excluded.weight, leads = excluded.leads, supporting = excluded.supporting,
			details = excluded.details`,
		planID, it.Code, it.kind, parent, it.commitment, it.position, it.leaf,
		it.Title.EN, it.Title.FR, it.Description.EN, it.Description.FR, it.Weight,
		toJSON(it.Leads), toJSON(it.Supporting), toJSON(it.details()))
	if err != nil {
		return err
	}
	return w.storeDeadline(ctx, planID, it.Code, it.Deadline)
}

// removeItem deletes an item that has no updates; one that has is refused by the
// reference from them.
func (w *writing) removeItem(ctx context.Context, planID, code string) error {
	if err := w.removeDeadline(ctx, planID, code); err != nil {
		return err
	}
	err := w.exec(ctx, `DELETE FROM items WHERE plan_id = $1 AND code = $2`, planID, code)
	if err != nil {
		return fmt.Errorf("an item that was reported on is withdrawn, not removed: %w", err)
	}
	return nil
}

// saveItems writes the items that differ from those recorded and returns the
// audit entries that it left, by code, and that of their order, 0 for none. An item that is pushed along by others is
// no change; the order of those that stay has an entry of its own.
func (w *writing) saveItems(ctx context.Context, old, new *tracker.Plan) (map[string]int64, int64, error) {
	before := make(map[string]item)
	for _, it := range itemsOf(old) {
		before[it.Code] = it
	}
	changed := make(map[string]int64)
	kept := make(map[string]bool)
	for _, it := range itemsOf(new) {
		kept[it.Code] = true
		was, found := before[it.Code]
		var recorded any
		record := it.record()
		if found {
			recorded = was.record()
		} else {
			record.Place = it.position
		}
		store := func(int64) error { return w.storeItem(ctx, new.ID, it) }
		seq, differs, err := w.save(ctx, tracker.ItemSubject(new.ID, it.Code), recorded, record, store)
		if err != nil {
			return nil, 0, err
		}
		if differs {
			changed[it.Code] = seq
		} else if was.position != it.position || was.leaf != it.leaf || was.commitment != it.commitment {
			if err := store(0); err != nil {
				return nil, 0, err
			}
		}
		if err := w.saveRevisions(ctx, new, it.Code, was.revisions(), it.revisions()); err != nil {
			return nil, 0, err
		}
	}
	removed := itemsOf(old)
	for i := len(removed) - 1; i >= 0; i-- { // children before their parents
		it := removed[i]
		if kept[it.Code] {
			continue
		}
		if err := w.saveRevisions(ctx, new, it.Code, it.revisions(), nil); err != nil {
			return nil, 0, err
		}
		seq, _, err := w.save(ctx, tracker.ItemSubject(new.ID, it.Code), it.record(), nil, func(int64) error {
			return w.removeItem(ctx, new.ID, it.Code)
		})
		if err != nil {
			return nil, 0, err
		}
		changed[it.Code] = seq
	}
	moved, _, err := w.save(ctx, tracker.OrderSubject(new.ID), order(old, kept), order(new, before), func(int64) error { return nil })
	return changed, moved, err
}

// order lists the codes of the items of a plan that are among others.
func order[T any](p *tracker.Plan, among map[string]T) []string {
	codes := []string{}
	for _, it := range itemsOf(p) {
		if _, ok := among[it.Code]; ok {
			codes = append(codes, it.Code)
		}
	}
	return codes
}

// revisions returns those of an item that may not be there.
func (it item) revisions() []tracker.Revision {
	if it.Item == nil {
		return nil
	}
	return it.Deadline.Revisions
}
