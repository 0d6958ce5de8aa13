package tracker

import (
	"encoding/json"
	"slices"
	"strings"
)

// RecordChanges says what differs between two states of a plan's record, updates
// aside: which items by their codes, and which fields by their names in the
// record's JSON.
type RecordChanges struct {
	Plan    FieldsChanged `json:"plan"` // of the plan itself, without its items
	Added   []string      `json:"added"`
	Changed []ItemChanged `json:"changed"`
	Removed []string      `json:"removed"`
	// Shorter counts the lists that have become shorter, as "events".
	Shorter []ListChange `json:"shorter,omitempty"`
}

// FieldsChanged are the fields that differ. Cleared are those of them that said
// something before and say nothing now.
type FieldsChanged struct {
	Fields  []string `json:"fields,omitempty"`
	Cleared []string `json:"cleared,omitempty"`
}

// ItemChanged are the fields of an item that differ.
type ItemChanged struct {
	Code string `json:"code"`
	FieldsChanged
}

// ListChange is a list that has become shorter.
type ListChange struct {
	Name   string `json:"name"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// CompareRecords returns what differs from one state to the next. What is below an
// item is not among its fields. A plan that was not recorded is all added: before
// is nil then.
func CompareRecords(before, after *Record) RecordChanges {
	if before == nil {
		before = &Record{}
	}
	changes := RecordChanges{Added: []string{}, Changed: []ItemChanged{}, Removed: []string{}}
	if before.Plan.ID != "" {
		changes.Plan = fieldsChanged(headOf(before), headOf(after))
	}
	for _, l := range []ListChange{
		{"organizations", len(before.Organizations), len(after.Organizations)},
		{"themes", len(before.Plan.Themes), len(after.Plan.Themes)},
		{"periods", len(before.Plan.Periods), len(after.Plan.Periods)},
		{"events", len(before.Events), len(after.Events)},
		{"recommendations", len(before.Recommendations), len(after.Recommendations)},
	} {
		if l.After < l.Before {
			changes.Shorter = append(changes.Shorter, l)
		}
	}
	codes, old := itemsByCode(before)
	freshCodes, fresh := itemsByCode(after)
	for _, code := range freshCodes {
		was, found := old[code]
		if !found {
			changes.Added = append(changes.Added, code)
		} else if c := fieldsChanged(was, fresh[code]); len(c.Fields) > 0 {
			changes.Changed = append(changes.Changed, ItemChanged{code, c})
		}
	}
	for _, code := range codes {
		if _, kept := fresh[code]; !kept {
			changes.Removed = append(changes.Removed, code)
		}
	}
	return changes
}

// fieldsChanged lists the outermost fields that differ, in order of their names.
func fieldsChanged(before, after any) FieldsChanged {
	from, to := mustJSON(before), mustJSON(after)
	var c FieldsChanged
	for _, change := range FieldChanges(from, to) {
		name := change.Path
		if end := strings.IndexAny(name, ".["); end >= 0 {
			name = name[:end]
		}
		c.Fields = append(c.Fields, name)
	}
	said, says := parseSide(from), parseSide(to)
	for _, name := range fieldNames(said) {
		if member(says, name) == nil {
			c.Cleared = append(c.Cleared, name)
		}
	}
	slices.Sort(c.Fields)
	slices.Sort(c.Cleared)
	c.Fields = slices.Compact(c.Fields)
	return c
}

// mustJSON writes a value of the domain, each of which can be written.
func mustJSON(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("tracker: a value of the domain is no JSON: " + err.Error())
	}
	return raw
}

// headOf returns what is compared of a plan itself, under the names that a record
// gives it.
func headOf(r *Record) any {
	plan := r.Plan
	plan.Commitments = nil
	return struct {
		Plan
		Jurisdiction    Jurisdiction     `json:"jurisdiction"`
		Organizations   []Organization   `json:"organizations"`
		Events          []Event          `json:"events"`
		Recommendations []Recommendation `json:"recommendations"`
		NextPlanStart   Date             `json:"next_plan_start"`
		Conclusion      Text             `json:"conclusion"`
	}{plan, r.Jurisdiction, r.Organizations, r.Events, r.Recommendations, r.NextPlanStart, r.Conclusion}
}

// itemsByCode returns the codes of every item in the plan's order, and each item
// without what is below it.
func itemsByCode(r *Record) (codes []string, items map[string]any) {
	items = make(map[string]any)
	add := func(code string, item any) {
		codes = append(codes, code)
		items[code] = item
	}
	for _, c := range r.Plan.Commitments {
		milestones := c.Milestones
		c.Milestones = nil
		add(c.Code, c)
		for _, m := range milestones {
			indicators := m.Indicators
			m.Indicators = nil
			add(m.Code, m)
			for _, in := range indicators {
				add(in.Code, in)
			}
		}
	}
	return codes, items
}
