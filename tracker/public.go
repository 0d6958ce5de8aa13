package tracker

import (
	"cmp"
	"slices"
)

// PublicRecord returns the assessment's record as the public may see it: with what
// had been published, decided or held by the assessment's day, and without the
// accounts that wrote it. Texts are as they are recorded now. The record itself is
// not changed.
func (a *Assessment) PublicRecord() *Record {
	r := *a.Record
	r.Plan.Commitments = commitmentsBy(r.Plan.Commitments, a.AsOf)
	r.Events = kept(r.Events, func(e Event) bool { return !e.On.After(a.AsOf) })
	r.Updates = nil
	for i := range a.Leaves {
		for _, u := range a.Leaves[i].Updates {
			public := *u
			public.Author = ""
			if u.Portal != nil {
				portal := *u.Portal
				portal.User = ""
				public.Portal = &portal
			}
			r.Updates = append(r.Updates, public)
		}
	}
	order := make(map[string]int, len(a.Leaves))
	for i := range a.Leaves {
		order[a.Leaves[i].Code] = i
	}
	slices.SortStableFunc(r.Updates, func(x, y Update) int {
		return cmp.Or(cmp.Compare(order[x.Leaf], order[y.Leaf]), x.PublishedAt.Compare(y.PublishedAt), cmp.Compare(x.ID, y.ID))
	})
	return &r
}

// commitmentsBy returns a copy of commitments without the deadlines revised after
// a day, and without who revised them.
func commitmentsBy(commitments []Commitment, day Date) []Commitment {
	decided := func(item *Item) {
		item.Deadline.Revisions = kept(item.Deadline.Revisions, func(r Revision) bool { return !r.On.After(day) })
		for i := range item.Deadline.Revisions {
			item.Deadline.Revisions[i].Author = ""
		}
	}
	out := slices.Clone(commitments)
	for i := range out {
		decided(&out[i].Item)
		out[i].Milestones = slices.Clone(out[i].Milestones)
		for j := range out[i].Milestones {
			milestone := &out[i].Milestones[j]
			decided(&milestone.Item)
			milestone.Indicators = slices.Clone(milestone.Indicators)
			for k := range milestone.Indicators {
				decided(&milestone.Indicators[k].Item)
			}
		}
	}
	return out
}

// kept returns a copy of what keep holds for, nil for none.
func kept[T any](all []T, keep func(T) bool) []T {
	var out []T
	for _, v := range all {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}
