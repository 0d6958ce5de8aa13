package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

// Record returns everything recorded about a plan, as one state: no write that
// is under way shows in part. It reports [tracker.ErrNotFound] for a plan that
// is not there.
func (s *Store) Record(ctx context.Context, planID string) (*tracker.Record, error) {
	var rec *tracker.Record
	err := s.view(ctx, func(q querier) (err error) {
		rec, err = readWhole(ctx, q, planID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read plan %s: %w", planID, err)
	}
	return rec, nil
}

// readWhole returns a plan's record with its updates.
func readWhole(ctx context.Context, q querier, planID string) (*tracker.Record, error) {
	rec, err := readPlan(ctx, q, planID)
	if err != nil {
		return nil, err
	}
	if rec.Updates, err = readUpdates(ctx, q, planID); err != nil {
		return nil, err
	}
	rec.Links, err = readLinkChecks(ctx, q, planID)
	return rec, err
}

// readPlan returns a plan's record without its updates.
func readPlan(ctx context.Context, q querier, planID string) (*tracker.Record, error) {
	h, err := readHeader(ctx, q, planID)
	if err != nil {
		return nil, err
	}
	rec := &tracker.Record{Plan: h.Plan, NextPlanStart: h.NextPlanStart, Conclusion: h.Conclusion}
	if rec.Jurisdiction, err = readJurisdiction(ctx, q, h.Jurisdiction); err != nil {
		return nil, err
	}
	if rec.Organizations, err = readOrganizations(ctx, q, planID); err != nil {
		return nil, err
	}
	if rec.Plan.Commitments, err = readCommitments(ctx, q, planID); err != nil {
		return nil, err
	}
	if rec.Events, err = readEvents(ctx, q, planID); err != nil {
		return nil, err
	}
	rec.Recommendations, err = readRecommendations(ctx, q, planID)
	return rec, err
}

// SavePlan records a plan, new or amended, with everything in r but the updates,
// which are [Store.AddUpdates]'s. It writes the records that differ and leaves an
// audit entry for each; where nothing differs it writes nothing.
//
// Items are known by their codes. One that is missing from r is removed, which
// is refused with [tracker.ErrConflict] for an item that was reported on: it is
// withdrawn instead. A jurisdiction or organization with nothing but its code
// leaves what is recorded of it.
func (s *Store) SavePlan(ctx context.Context, actor string, r *tracker.Record) (tracker.Change, error) {
	return s.save(ctx, actor, r, nil, func(context.Context, *writing, *tracker.Record) error { return nil })
}

// CreatePlan records a plan as [Store.SavePlan] does, where there is none by its name:
// else it reports [tracker.ErrConflict].
func (s *Store) CreatePlan(ctx context.Context, actor string, r *tracker.Record) (tracker.Change, error) {
	isNew := func(recorded, _ *tracker.Record) error {
		if recorded != nil {
			return fmt.Errorf("%w: the plan is there already", tracker.ErrConflict)
		}
		return nil
	}
	return s.save(ctx, actor, r, isNew, func(context.Context, *writing, *tracker.Record) error { return nil })
}

// SaveRecord records a plan as [Store.SavePlan] does and publishes its updates as
// [Store.AddUpdates] does, all of it or nothing.
func (s *Store) SaveRecord(ctx context.Context, actor string, r *tracker.Record) (tracker.Change, error) {
	return s.ImportRecord(ctx, actor, r, nil)
}

// ImportRecord is [Store.SaveRecord] for a file that may say less than is recorded.
// Before anything is written, prepare is given what is recorded of the plan, without
// its updates, nil for a plan that is new, and what is about to be; it may fill in
// the latter, and an error of its ends the write. Within it the store may not be
// asked: its writing connection is taken.
func (s *Store) ImportRecord(ctx context.Context, actor string, r *tracker.Record, prepare func(recorded, fresh *tracker.Record) error) (tracker.Change, error) {
	return s.save(ctx, actor, r, prepare, func(ctx context.Context, w *writing, fresh *tracker.Record) error {
		_, err := w.merge(ctx, fresh.Plan.ID, fresh.Updates)
		return err
	})
}

// save writes the plan of r, then what more does, in one transaction.
func (s *Store) save(ctx context.Context, actor string, r *tracker.Record,
	prepare func(recorded, fresh *tracker.Record) error, more func(context.Context, *writing, *tracker.Record) error) (tracker.Change, error) {
	fresh, err := clean(*r)
	if err == nil {
		err = coherent(&fresh)
	}
	if err != nil {
		return tracker.Change{}, fmt.Errorf("save plan %s: %w", r.Plan.ID, err)
	}
	var change tracker.Change
	err = s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		recorded, found, err := maybe(readPlan(ctx, w, fresh.Plan.ID))
		if err != nil {
			return err
		}
		if !found {
			recorded = nil
		}
		if prepare != nil {
			if err := prepare(recorded, &fresh); err != nil {
				return err
			}
			if err := coherent(&fresh); err != nil {
				return err
			}
		}
		if !found {
			recorded = &tracker.Record{}
		}
		if found { // an amendment publishes a plan, and nothing takes it back
			fresh.Plan.Draft = recorded.Plan.Draft
		}
		begin := w.seq
		if err := w.savePlan(ctx, recorded, &fresh, found); err != nil {
			return err
		}
		if err := more(ctx, w, &fresh); err != nil {
			return err
		}
		change = tracker.Change{Changed: w.seq > begin, Created: !found, Entries: int(w.seq - begin)}
		return nil
	})
	if err != nil {
		return tracker.Change{}, fmt.Errorf("save plan %s: %w", r.Plan.ID, err)
	}
	return change, nil
}

// savePlan writes what differs between two states of a plan.
func (w *writing) savePlan(ctx context.Context, old, new *tracker.Record, found bool) error {
	if err := w.saveJurisdiction(ctx, new.Jurisdiction); err != nil {
		return err
	}
	for _, o := range new.Organizations {
		if err := w.saveOrganization(ctx, o); err != nil {
			return err
		}
	}
	plan := headerOf(new)
	planSeq, _, err := w.save(ctx, tracker.PlanSubject(new.Plan.ID), present(headerOf(old), found), plan, func(int64) error {
		return w.storeHeader(ctx, plan)
	})
	if err != nil {
		return err
	}
	items, order, err := w.saveItems(ctx, &old.Plan, &new.Plan)
	if err != nil {
		return err
	}
	events, err := w.saveEvents(ctx, new.Plan.ID, old.Events, new.Events)
	if err != nil {
		return err
	}
	recommendations, err := w.saveRecommendations(ctx, new.Plan.ID, old.Recommendations, new.Recommendations)
	if err != nil {
		return err
	}
	switch {
	case new.Plan.Draft: // nobody is told before it is published
		return nil
	case !found, old.Plan.Draft:
		w.tell(tracker.NewPlanOccasion(&new.Plan, w.by(), w.at))
		return w.noteAmendment(ctx, planSeq, tracker.ActivityImport, new.Plan.ID, "", "")
	}
	w.tellAmended(&old.Plan, &new.Plan, items)
	if seq := max(planSeq, order, events, recommendations); seq > 0 {
		if err := w.noteAmendment(ctx, seq, tracker.ActivityAmendment, new.Plan.ID, "", ""); err != nil {
			return err
		}
	}
	for _, plan := range []*tracker.Plan{&new.Plan, &old.Plan} { // the old one for what was removed
		for _, it := range itemsOf(plan) {
			seq, changed := items[it.Code]
			if !changed {
				continue
			}
			delete(items, it.Code)
			err := w.noteAmendment(ctx, seq, tracker.ActivityAmendment, new.Plan.ID, it.Code, it.commitment)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// headerOf returns the part of a record that the plan's own row keeps.
func headerOf(r *tracker.Record) header {
	h := header{Plan: r.Plan, NextPlanStart: r.NextPlanStart, Conclusion: r.Conclusion, Organizations: []string{}}
	for _, o := range r.Organizations {
		h.Organizations = append(h.Organizations, o.Code)
	}
	if h.Periods == nil {
		h.Periods = []tracker.Period{}
	}
	if h.Themes == nil {
		h.Themes = []tracker.Theme{}
	}
	return h
}

// coherent reports, as [tracker.ErrConflict], what no row could express: a record
// that does not know its own name, or two things by one name. Whether the plan is
// a good one is for [tracker.Plan.Validate].
func coherent(r *tracker.Record) error {
	if r.Plan.ID == "" {
		return fmt.Errorf("%w: the plan has no identifier", tracker.ErrConflict)
	}
	if r.Plan.Jurisdiction == "" || r.Jurisdiction.Code != r.Plan.Jurisdiction {
		return fmt.Errorf("%w: the plan's jurisdiction is %q, the record's %q",
			tracker.ErrConflict, r.Plan.Jurisdiction, r.Jurisdiction.Code)
	}
	codes := make(map[string]bool)
	for _, it := range itemsOf(&r.Plan) {
		if it.Code == "" || codes[it.Code] {
			return fmt.Errorf("%w: code %q is blank or used twice", tracker.ErrConflict, it.Code)
		}
		codes[it.Code] = true
	}
	listed := make(map[string]bool)
	for _, o := range r.Organizations {
		if o.Code == "" || listed[o.Code] {
			return fmt.Errorf("%w: organization %q is blank or listed twice", tracker.ErrConflict, o.Code)
		}
		listed[o.Code] = true
	}
	return nil
}
