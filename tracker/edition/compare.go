package edition

import (
	"encoding/json"

	"ogptracker/tracker"
)

// Comparison is what changed from one edition of a plan to another.
type Comparison struct {
	Plan   string          `json:"plan"`
	From   Header          `json:"from"`
	To     Header          `json:"to"`
	Before tracker.Figures `json:"before"`
	After  tracker.Figures `json:"after"`
	// Texts are what changed of the plan as a whole: its title, its periods.
	Texts []Change `json:"texts"`
	// Items are the commitments, milestones and indicators that changed, in the order of
	// the later edition; those that it lacks stand at the end.
	Items []ItemChange `json:"items"`
}

// Change is one value that changed.
type Change struct {
	Field string       `json:"field"` // its path through the record's JSON, see [tracker.FieldChange]
	Lang  tracker.Lang `json:"lang,omitempty"`
	From  []string     `json:"from"`
	To    []string     `json:"to"`
}

// What became of an item from one edition to the other.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// ItemChange is what changed of a commitment, a milestone or an indicator. What is
// zero on both sides does not concern it.
type ItemChange struct {
	Code       string       `json:"code"`
	Commitment string       `json:"commitment"` // that it belongs to, itself for a commitment
	Title      tracker.Text `json:"title"`      // of the later edition that has it
	Change     string       `json:"change"`     // [Added], [Removed], [Changed]
	// Level is the computed level of a commitment or milestone with items below, and
	// the reported one of a leaf.
	LevelFrom tracker.Level `json:"level_from,omitempty"`
	LevelTo   tracker.Level `json:"level_to,omitempty"`
	// Progress is a commitment's, 0 to 1, null where nothing is known.
	ProgressFrom tracker.Ratio `json:"progress_from"`
	ProgressTo   tracker.Ratio `json:"progress_to"`
	// Due is a leaf's date as it stood on each edition's day.
	DueFrom tracker.Date `json:"due_from"`
	DueTo   tracker.Date `json:"due_to"`
	// Evidence is how many pieces were published for a leaf, and Updates how many updates.
	EvidenceFrom int      `json:"evidence_from"`
	EvidenceTo   int      `json:"evidence_to"`
	UpdatesFrom  int      `json:"updates_from"`
	UpdatesTo    int      `json:"updates_to"`
	Texts        []Change `json:"texts"`
}

// Compare says what changed from one edition of a plan to another. Editions of two
// plans have nothing in common, and all of it is added and removed.
func Compare(from, to *Frozen) Comparison {
	a, b := from.Assessment(), to.Assessment()
	before, after := itemsOf(a), itemsOf(b)
	c := Comparison{
		Plan: to.Plan, From: from.Header, To: to.Header, Before: a.Figures, After: b.Figures,
		Texts: changesOf(planAlone(from), planAlone(to)), Items: []ItemChange{},
	}
	for _, item := range after.order {
		if change := changeOf(before.items[item.Code], item); change != nil {
			c.Items = append(c.Items, *change)
		}
	}
	for _, item := range before.order {
		if after.items[item.Code] == nil {
			c.Items = append(c.Items, *changeOf(item, nil))
		}
	}
	return c
}

// IsEmpty reports whether nothing changed.
func (c *Comparison) IsEmpty() bool { return len(c.Texts) == 0 && len(c.Items) == 0 }

// compared is an item of one edition.
type compared struct {
	Code, commitment string
	title            tracker.Text
	level            tracker.Level
	progress         tracker.Ratio
	due              tracker.Date
	evidence         int
	updates          int
	texts            any // its own fields, without what stands below it
}

type comparedItems struct {
	order []*compared
	items map[string]*compared
}

func (all *comparedItems) add(item compared) {
	all.order = append(all.order, &item)
	all.items[item.Code] = &item
}

// itemsOf lists the items of an edition in the plan's order.
func itemsOf(a *tracker.Assessment) comparedItems {
	all := comparedItems{items: map[string]*compared{}}
	for i := range a.Commitments {
		c := &a.Commitments[i]
		alone := *c.Commitment
		alone.Milestones = nil
		alone.Deadline.Revisions = nil // told by the date
		all.add(of(a, c.Code, compared{Code: c.Code, commitment: c.Code, title: c.Title, level: c.Level, progress: c.Progress, texts: alone}))
		for j := range c.Milestones {
			m := &c.Milestones[j]
			alone := *m.Milestone
			alone.Indicators = nil
			alone.Deadline.Revisions = nil
			all.add(of(a, m.Code, compared{Code: m.Code, commitment: c.Code, title: m.Title, level: m.Level, texts: alone}))
			for k := range m.Indicators {
				in := m.Indicators[k]
				in.Deadline.Revisions = nil
				all.add(of(a, in.Code, compared{Code: in.Code, commitment: c.Code, title: in.Title, texts: in}))
			}
		}
	}
	return all
}

// of fills in what is known of a leaf; any other item stays as it is.
func of(a *tracker.Assessment, code string, item compared) compared {
	l := a.Leaf(code)
	if l == nil {
		return item
	}
	item.level, item.due, item.updates = l.Status, l.Schedule.Current, len(l.Updates)
	for _, u := range l.Updates {
		item.evidence += len(u.Evidence)
	}
	return item
}

// changeOf compares an item with itself in the other edition; nil is one that is not
// there. It returns nil where nothing changed.
func changeOf(from, to *compared) *ItemChange {
	none := &compared{}
	change := ItemChange{Change: Changed}
	switch {
	case from == nil:
		from, change.Change = none, Added
	case to == nil:
		change.Code, change.Commitment, change.Title, change.Change = from.Code, from.commitment, from.title, Removed
		to = none
	}
	if to != none {
		change.Code, change.Commitment, change.Title = to.Code, to.commitment, to.title
	}
	change.LevelFrom, change.LevelTo = from.level, to.level
	change.ProgressFrom, change.ProgressTo = from.progress, to.progress
	change.DueFrom, change.DueTo = from.due, to.due
	change.EvidenceFrom, change.EvidenceTo = from.evidence, to.evidence
	change.UpdatesFrom, change.UpdatesTo = from.updates, to.updates
	change.Texts = changesOf(from.texts, to.texts)
	same := change.Change == Changed && len(change.Texts) == 0 && from.level == to.level && sameRatio(from.progress, to.progress) &&
		from.due == to.due && from.evidence == to.evidence && from.updates == to.updates
	if same {
		return nil
	}
	return &change
}

func sameRatio(a, b tracker.Ratio) bool {
	return a.Valid() == b.Valid() && (!a.Valid() || a.Cmp(b) == 0)
}

// planAlone is the plan as a whole, without its commitments.
func planAlone(f *Frozen) any {
	plan := f.Record.Plan
	plan.Commitments = nil
	return struct {
		Plan       tracker.Plan `json:"plan"`
		Conclusion tracker.Text `json:"conclusion"`
	}{plan, f.Record.Conclusion}
}

// changesOf compares two records field by field; nil is none.
func changesOf(from, to any) []Change {
	side := func(v any) json.RawMessage {
		if v == nil {
			return nil
		}
		b, err := json.Marshal(v)
		if err != nil {
			panic("edition: a record that was read as JSON cannot be written as such: " + err.Error())
		}
		return b
	}
	changes := []Change{}
	for _, c := range tracker.FieldChanges(side(from), side(to)) {
		changes = append(changes, Change{Field: c.Path, Lang: c.Lang, From: c.From, To: c.To})
	}
	return changes
}
