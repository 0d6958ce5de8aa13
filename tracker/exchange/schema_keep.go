package exchange

import (
	"slices"

	"ogptracker/tracker"
)

// KeepRecorded fills into a record that was read from Canada's schema what the
// schema cannot express and is recorded of the same plan: the texts of
// commitments, weights, themes, contacts, dates set by hand, revisions, events,
// recommendations and all else. What the schema does express is taken from it:
// periods, titles, deadlines, leads, codes and their order. An item that the schema
// lacks is not kept.
func KeepRecorded(recorded, fresh *tracker.Record) {
	leads := !leadsGathered(recorded.Plan)
	keepHead(recorded, fresh)
	commitments := make(map[string]tracker.Commitment)
	milestones := make(map[string]tracker.Milestone)
	indicators := make(map[string]tracker.Indicator)
	most := 0
	for _, c := range recorded.Plan.Commitments {
		commitments[c.Code], most = c, max(most, c.Number)
		for _, m := range c.Milestones {
			milestones[m.Code] = m
			for _, i := range m.Indicators {
				indicators[i.Code] = i
			}
		}
	}
	for i := range fresh.Plan.Commitments {
		c := &fresh.Plan.Commitments[i]
		if old, found := commitments[c.Code]; found {
			read := *c
			*c = old
			c.Item, c.Milestones = keepItem(old.Item, read.Item, leads), read.Milestones
		} else if most > 0 {
			most++
			c.Number = most
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if old, found := milestones[m.Code]; found {
				m.Item, m.ExpectedOutput = keepItem(old.Item, m.Item, leads), old.ExpectedOutput
			}
			for k := range m.Indicators {
				in := &m.Indicators[k]
				if old, found := indicators[in.Code]; found {
					read := *in
					*in = old
					in.Item, in.S4D = keepItem(old.Item, read.Item, false), read.S4D
				}
			}
		}
	}
	fresh.Plan.ReadDeadlines() // a plan that begins on its own day reads winters by it
}

// keepHead keeps what is said of the plan as a whole.
func keepHead(recorded, fresh *tracker.Record) {
	read := *fresh
	*fresh = *recorded
	fresh.Updates = read.Updates
	p := &fresh.Plan
	p.Commitments, p.Periods, p.Rules.ChallengesFor = read.Plan.Commitments, read.Plan.Periods, read.Plan.Rules.ChallengesFor
	p.Title = orElse(read.Plan.Title, p.Title)
	fresh.Organizations = slices.Clone(recorded.Organizations)
	for _, o := range read.Organizations {
		if !slices.ContainsFunc(recorded.Organizations, func(known tracker.Organization) bool { return known.Code == o.Code }) {
			fresh.Organizations = append(fresh.Organizations, o)
		}
	}
}

// keepItem returns an item as it is recorded, with what the schema says of it. The
// schema names leads of indicators only: those of what stands above are kept where
// somebody chose them.
func keepItem(old, read tracker.Item, leads bool) tracker.Item {
	item := old
	item.Title = orElse(read.Title, old.Title)
	if !read.Deadline.Text.IsZero() {
		item.Deadline.Text = read.Deadline.Text
		if !item.Deadline.SetByHand {
			item.Deadline.Meaning = read.Deadline.Meaning
		}
	}
	if !leads {
		item.Leads, item.Supporting = read.Leads, read.Supporting
	}
	return item
}

// orElse returns a text with what it lacks in a language taken from another.
func orElse(t, other tracker.Text) tracker.Text {
	for _, lang := range tracker.Langs {
		if t.In(lang) == "" {
			t = t.With(lang, other.In(lang))
		}
	}
	return t
}

// leadsGathered reports whether the leads of a plan's commitments and milestones
// are nothing but those of what is below them.
func leadsGathered(plan tracker.Plan) bool {
	for _, c := range plan.Commitments {
		gathered := tracker.Commitment{Milestones: slices.Clone(c.Milestones)}
		for i := range gathered.Milestones {
			gathered.Milestones[i].Leads, gathered.Milestones[i].Supporting = nil, nil
		}
		gatherLeads(&gathered)
		if !slices.Equal(gathered.Leads, c.Leads) || !slices.Equal(gathered.Supporting, c.Supporting) {
			return false
		}
		for i, m := range gathered.Milestones {
			if !slices.Equal(m.Leads, c.Milestones[i].Leads) || !slices.Equal(m.Supporting, c.Milestones[i].Supporting) {
				return false
			}
		}
	}
	return true
}
