package tracker_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestOwed(t *testing.T) {
	rules := tracker.UpdateRules{
		ChallengesFor: []tracker.Level{tracker.NotStarted, tracker.Limited},
		EvidenceFor:   []tracker.Level{tracker.Complete},
	}
	en, fr := tracker.Text{EN: "Done."}, tracker.Text{FR: "Fait."}
	link := []tracker.Evidence{{URL: "https://example.org/"}}
	for name, c := range map[string]struct {
		update tracker.Update
		want   []string // field language [level | other]
	}{
		"nothing written":       {tracker.Update{}, []string{"status", "progress en", "progress fr"}},
		"whole":                 {tracker.Update{Status: tracker.Substantial, Progress: both("Done.")}, nil},
		"one language":          {tracker.Update{Status: tracker.Substantial, Progress: en}, []string{"progress fr"}},
		"blanks are nothing":    {tracker.Update{Status: tracker.Substantial, Progress: tracker.Text{EN: "Done.", FR: " \n"}}, []string{"progress fr"}},
		"unknown level":         {tracker.Update{Status: "done", Progress: both("Done.")}, []string{"status"}},
		"challenges asked":      {tracker.Update{Status: tracker.Limited, Progress: both("Begun.")}, []string{"challenges en limited", "challenges fr limited"}},
		"challenges in one":     {tracker.Update{Status: tracker.Limited, Progress: both("Begun."), Challenges: fr}, []string{"challenges en limited"}},
		"challenges of a kind":  {tracker.Update{Status: tracker.Substantial, Progress: both("Begun."), Challenges: fr}, []string{"challenges en other"}},
		"evidence asked":        {tracker.Update{Status: tracker.Complete, Progress: both("Done.")}, []string{"evidence en complete", "evidence fr complete"}},
		"a link is evidence":    {tracker.Update{Status: tracker.Complete, Progress: both("Done."), Evidence: link}, nil},
		"link and half a word":  {tracker.Update{Status: tracker.Complete, Progress: both("Done."), Evidence: link, EvidenceIn: en}, []string{"evidence fr other"}},
		"withdrawn needs words": {tracker.Update{Status: tracker.Withdrawn}, []string{"progress en", "progress fr"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, o := range rules.Owed(&c.update) {
				s := string(o.Field)
				if o.Lang != "" {
					s += " " + string(o.Lang)
				}
				if o.Level != "" {
					s += " " + string(o.Level)
				}
				if o.Other {
					s += " other"
				}
				got = append(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestStaleLanguage(t *testing.T) {
	at := func(minutes int) time.Time {
		return time.Date(2026, 11, 2, 10, minutes, 0, 0, time.UTC)
	}
	for name, c := range map[string]struct {
		en, fr time.Time
		want   tracker.Lang
	}{
		"never written":      {time.Time{}, time.Time{}, ""},
		"one language only":  {at(0), time.Time{}, ""},
		"written in one go":  {at(0), at(30), ""},
		"English is older":   {at(0), at(31), tracker.EN},
		"French is older":    {at(59), at(0), tracker.FR},
		"at the same moment": {at(5), at(5), ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := tracker.Draft{SavedEN: c.en, SavedFR: c.fr}
			if got := d.StaleLanguage(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestMerge holds what two people who edit one thing can rely on: what only one
// changed is kept, what both changed differently is shown to them, and nothing
// else is.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.SampledFrom([]string{"", "a", "b", "c"})
		draw := func(who string) (f tracker.Fields) {
			for i := range 4 {
				f = append(f, tracker.Field{Name: fmt.Sprint(i), Value: value.Draw(rt, who)})
			}
			return f
		}
		base, mine, theirs := draw("base"), draw("mine"), draw("theirs")
		merged, differences := tracker.Merge(base, mine, theirs)
		contested := map[string]bool{}
		for _, d := range differences {
			contested[d.Name] = true
			if d.Mine == d.Theirs || d.Mine == d.Base || d.Theirs == d.Base {
				rt.Fatalf("%+v is no difference", d)
			}
			if d.Base != base.Get(d.Name) || d.Mine != mine.Get(d.Name) || d.Theirs != theirs.Get(d.Name) {
				rt.Fatalf("%+v states other values than were given", d)
			}
		}
		for _, f := range merged {
			b, m, o := base.Get(f.Name), mine.Get(f.Name), theirs.Get(f.Name)
			switch {
			case contested[f.Name]:
				if f.Value != m {
					rt.Fatalf("contested %s is %q, not mine", f.Name, f.Value)
				}
			case m != b && f.Value != m, o != b && f.Value != o, m == b && o == b && f.Value != b:
				rt.Fatalf("%s: %q, %q, %q became %q", f.Name, b, m, o, f.Value)
			}
		}
	})
}
