package edition_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

func asOf(day string) edition.Request {
	r := request()
	r.AsOf = tracker.MustDate(day)
	return r
}

// TestCompareWithItself holds that an edition does not differ from itself on any day, nor
// from one of the same day frozen later.
func TestCompareWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := request()
		r.AsOf = day.AddDays(-rapid.IntRange(0, 900).Draw(t, "days before"))
		f, err := edition.Freeze(state(), r)
		if err != nil {
			t.Fatal(err)
		}
		later := state()
		later.Now = now.AddDate(1, 0, 0)
		g, err := edition.Freeze(later, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range []*edition.Frozen{f, g} {
			if c := edition.Compare(f, other); !c.IsEmpty() {
				t.Fatalf("%+v", c)
			}
		}
	})
}

// TestCompareFindsEveryLevel holds that every leaf whose level or date differs between
// two days is told, with both, and that none other is said to have changed its level.
func TestCompareFindsEveryLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var editions [2]*edition.Frozen
		for i := range editions {
			r := request()
			r.AsOf = day.AddDays(-rapid.IntRange(0, 900).Draw(t, "days before"))
			f, err := edition.Freeze(state(), r)
			if err != nil {
				t.Fatal(err)
			}
			editions[i] = f
		}
		c := edition.Compare(editions[0], editions[1])
		a, b := editions[0].Assessment(), editions[1].Assessment()
		for i := range a.Leaves {
			x, y := &a.Leaves[i], b.Leaf(a.Leaves[i].Code)
			at := slices.IndexFunc(c.Items, func(item edition.ItemChange) bool { return item.Code == x.Code })
			if at < 0 {
				if x.Status != y.Status || x.Schedule.Current != y.Schedule.Current {
					t.Fatalf("%s changed and is not told", x.Code)
				}
				continue
			}
			if item := c.Items[at]; item.LevelFrom != x.Status || item.LevelTo != y.Status || item.DueFrom != x.Schedule.Current || item.DueTo != y.Schedule.Current {
				t.Fatalf("%s is told as %+v", x.Code, item)
			}
		}
	})
}

func TestCompareTellsTextsAndItems(t *testing.T) {
	s := state()
	before := freeze(t, s, asOf("2018-06-30"))
	s = state()
	p := &s.Record.Plan
	p.Title.FR = "Autre titre"
	p.Commitments[1].Title.EN = "Another title"
	gone := p.Commitments[0].Milestones[0].Indicators[0].Code
	p.Commitments[0].Milestones[0].Indicators = p.Commitments[0].Milestones[0].Indicators[1:]
	s.Record.Updates = slices.DeleteFunc(s.Record.Updates, func(u tracker.Update) bool { return u.Leaf == gone })
	after := freeze(t, s, asOf("2018-06-30"))
	c := edition.Compare(before, after)
	if len(c.Texts) != 1 || c.Texts[0].Lang != tracker.FR || c.Texts[0].To[0] != "Autre titre" {
		t.Errorf("the plan: %+v", c.Texts)
	}
	found := map[string]edition.ItemChange{}
	for _, item := range c.Items {
		found[item.Code] = item
	}
	if item := found[p.Commitments[1].Code]; len(item.Texts) != 1 || item.Texts[0].To[0] != "Another title" || item.Change != edition.Changed {
		t.Errorf("the commitment: %+v", item)
	}
	if item := found[gone]; item.Change != edition.Removed || item.LevelFrom == "" || item.LevelTo != "" || item.Commitment != p.Commitments[0].Code {
		t.Errorf("the indicator that is gone: %+v", item)
	}
	if back := edition.Compare(after, before); len(back.Items) != len(c.Items) {
		t.Errorf("%d changes one way, %d the other", len(c.Items), len(back.Items))
	}
	if _, err := json.Marshal(c); err != nil {
		t.Error(err)
	}
}
