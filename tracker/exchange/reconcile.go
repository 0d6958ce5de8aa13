package exchange

import (
	"cmp"
	"slices"

	"ogptracker/tracker"
)

// Reconcile fits imported rows onto the updates recorded before, so that a row
// that says nothing new changes nothing. A row that says what its recorded
// counterpart (same period, leaf and organization) says, at the same time or at
// none, is replaced by that counterpart. One that differs keeps what rows cannot
// say: the kind of risk, and evidence as links where it reads the same.
func Reconcile(rows, recorded []tracker.Update) []tracker.Update {
	current := make(map[updateKey]*tracker.Update)
	for _, u := range standing(recorded) {
		current[keyOf(u)] = u
	}
	fitted := slices.Clone(rows)
	for i := range fitted {
		row := &fitted[i]
		was := current[keyOf(row)]
		if was == nil {
			continue
		}
		row.Risk = cmp.Or(row.Risk, was.Risk)
		sameEvidence := evidenceText(row) == evidenceText(was)
		if sameEvidence {
			row.EvidenceIn, row.Evidence = was.EvidenceIn, was.Evidence
		}
		if sameEvidence && row.Status == was.Status &&
			row.Progress == outgoingText(was.Progress) && row.Challenges == outgoingText(was.Challenges) &&
			(row.PublishedAt.IsZero() || row.PublishedAt.Equal(was.PublishedAt)) {
			*row = *was
		}
	}
	return fitted
}

// standing returns the updates that no other one replaces, in their order.
func standing(updates []tracker.Update) []*tracker.Update {
	replaced := make(map[int64]bool)
	for i := range updates {
		if id := updates[i].Replaces; id != 0 {
			replaced[id] = true
		}
	}
	var stand []*tracker.Update
	for i := range updates {
		if u := &updates[i]; u.ID == 0 || !replaced[u.ID] {
			stand = append(stand, u)
		}
	}
	return stand
}
