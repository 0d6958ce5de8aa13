package edition

import (
	"slices"

	"ogptracker/tracker"
)

// Finding is one point of the checklist with the items that it is about.
type Finding struct {
	Point Point    `json:"point"`
	Items []string `json:"items"` // codes, in the plan's order; empty where all is well
}

// Point is something to look at before a plan is frozen.
type Point string

// The points of the checklist.
const (
	MissingLanguage Point = "missing_language" // a text is there in one language only
	Unreported      Point = "unreported"       // leaves of which no level was ever published
	WithoutEvidence Point = "without_evidence" // leaves reported beyond not started without any evidence
	WithoutDate     Point = "without_date"     // leaves whose deadline names no date
	OverdueUpdate   Point = "overdue_update"   // commitments that were not updated for half a year
)

// Points lists the points in the order in which they are shown.
var Points = []Point{MissingLanguage, Unreported, WithoutEvidence, WithoutDate, OverdueUpdate}

// Checklist says, for each point, which items ask to be looked at before the
// assessment's day is frozen. Nothing on it keeps a plan from being frozen: it is
// frozen too, so that a reader sees what was known.
func Checklist(a *tracker.Assessment) []Finding {
	found := map[Point][]string{}
	add := func(p Point, code string) {
		if !slices.Contains(found[p], code) {
			found[p] = append(found[p], code)
		}
	}
	for _, f := range a.Flags {
		if f.Check == tracker.CheckLanguageMissing {
			add(MissingLanguage, f.Item)
		}
	}
	for _, l := range a.Unreported() {
		add(Unreported, l.Code)
	}
	for _, l := range a.EvidenceShare(func(*tracker.LeafState) bool { return true }).Without {
		add(WithoutEvidence, l.Code)
	}
	for i := range a.Leaves {
		switch l := &a.Leaves[i]; l.Schedule.State {
		case tracker.NoDate, tracker.CompleteNoDue:
			add(WithoutDate, l.Code)
		}
	}
	for _, c := range a.Clocks {
		if c.Code == tracker.ClockCommitments {
			for _, code := range c.Items {
				add(OverdueUpdate, code)
			}
		}
	}
	findings := make([]Finding, len(Points))
	for i, p := range Points {
		findings[i] = Finding{Point: p, Items: found[p]}
		if found[p] == nil {
			findings[i].Items = []string{}
		}
	}
	return findings
}
