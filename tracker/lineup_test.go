package tracker_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestUpdateFieldsThereAndBack(t *testing.T) {
	want := tracker.Update{
		Status: tracker.Limited, Risk: tracker.RiskChange, Progress: tracker.Text{EN: "a", FR: "b"},
		EvidenceIn: tracker.Text{EN: "c", FR: "d"}, Challenges: tracker.Text{EN: "e\r\nf", FR: "g\rh"},
	}
	var got tracker.Update
	got.SetFields(want.Fields())
	want.Challenges = tracker.Text{EN: "e\nf", FR: "g\nh"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for name, lang := range map[string]tracker.Lang{tracker.FieldProgressFR: tracker.FR, tracker.FieldChallengesEN: tracker.EN, tracker.FieldStatus: "", "other_fr": ""} {
		if got := tracker.FieldLang(name); got != lang {
			t.Errorf("%s: %q, want %q", name, got, lang)
		}
	}
}

func TestReported(t *testing.T) {
	r := trackertest.Record()
	if u := r.Reported("C01.1.2", "2017-06", "tbs-sct"); u == nil || u.ID != 5 {
		t.Errorf("the correction does not stand: %+v", u)
	}
	if u := r.Reported("C01.1.2", "2017-06", "lac-bac"); u != nil {
		t.Errorf("somebody else's: %+v", u)
	}
	if u := r.LastReported("C01.1.2", "2018-06"); u == nil || u.ID != 5 {
		t.Errorf("last reported: %+v", u)
	}
	if u := r.LastReported("C01.1.1", "2017-12"); u == nil || u.ID != 1 {
		t.Errorf("before the period: %+v", u)
	}
	if u := r.LastReported("C01.1.1", "2017-06"); u != nil {
		t.Errorf("before the first: %+v", u)
	}
	for i := range r.Updates { // what names itself or each other ends nowhere
		r.Updates[i].Replaces = r.Updates[i].ID
	}
	if u := r.Reported("C01.1.1", "2017-06", "tbs-sct"); u == nil {
		t.Error("nothing stands")
	}
}

func TestRows(t *testing.T) {
	r := trackertest.Record()
	drafts := []tracker.Draft{{ID: 4, Version: 2, Plan: "ca-3", Update: tracker.Update{
		Leaf: "C02.1", Period: "2018-06", Organization: "tbs-sct", Status: tracker.Limited}}}
	list := func(rows []tracker.ReportRow) (s []string) {
		for _, row := range rows {
			s = append(s, fmt.Sprintf("%s %s %s %s", row.Key.Leaf, row.Key.Organization, row.Stamp, row.Now.Status))
		}
		return s
	}
	for name, c := range map[string]struct {
		organizations []string
		want          []string
	}{
		"everything": {nil, []string{
			"C01.1.1 tbs-sct new ", "C01.1.2 tbs-sct new ", "C01.2.1 tbs-sct new ", "C01.2.2 tbs-sct new ",
			"C02.1 lac-bac u6 complete", "C02.1 tbs-sct d4.2 limited", "C02.2 lac-bac new ", "C03 tbs-sct new "}},
		"one organization": {[]string{"lac-bac"}, []string{"C02.1 lac-bac u6 complete", "C02.2 lac-bac new "}},
		"no organization":  {[]string{}, nil},
	} {
		if got := list(r.Rows("2018-06", c.organizations, drafts)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

// TestLineUp holds what an upload promises: nothing that others wrote is lost
// unless it was chosen, nothing that was filled in is left out unless it was
// chosen, and what is taken over is the same when it comes a second time.
func TestLineUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.SampledFrom([]string{"", "a", "b", "c"})
		draw := func(who string) (f tracker.Fields) {
			for _, name := range tracker.UpdateFields {
				f = append(f, tracker.Field{Name: name, Value: value.Draw(rt, who)})
			}
			return f
		}
		base, mine, theirs := draw("base"), draw("mine"), draw("theirs")
		if rapid.Bool().Draw(rt, "stamped") {
			base = nil
		}
		choices := map[string]tracker.Choice{}
		for _, name := range tracker.UpdateFields {
			choices[name] = rapid.SampledFrom(append([]tracker.Choice{""}, tracker.Choices...)).Draw(rt, "choice")
		}
		chosen := func(name string) tracker.Choice { return choices[name] }
		cells := tracker.LineUp(base, mine, theirs)
		stands := tracker.Resolve(cells, chosen)
		for i, c := range cells {
			got := stands.Get(c.Name)
			was := c.Theirs
			if base != nil {
				was = base.Get(c.Name)
			}
			if c.Base != was || c.Mine != mine.Get(c.Name) || c.Theirs != theirs.Get(c.Name) || stands[i].Name != c.Name {
				rt.Fatalf("%+v states other values than were given", c)
			}
			iChanged, theyChanged := c.Mine != c.Base, c.Theirs != c.Base
			var want tracker.CellState
			switch {
			case c.Mine == c.Theirs, !iChanged && !theyChanged:
				want = tracker.CellSame
			case iChanged && theyChanged:
				want = tracker.CellConflict
			case theyChanged:
				want = tracker.CellTheirs
			case c.Theirs == "":
				want = tracker.CellNew
			default:
				want = tracker.CellChanged
			}
			if c.State != want {
				rt.Fatalf("%+v is not %s", c, want)
			}
			switch {
			case theyChanged && got != c.Theirs && choices[c.Name] != tracker.ChooseMine && choices[c.Name] != tracker.ChooseOriginal:
				rt.Fatalf("%+v became %q: theirs is lost, and nobody chose that", c, got)
			case iChanged && !theyChanged && got != c.Mine:
				rt.Fatalf("%+v became %q: mine is lost, and nobody else wrote anything", c, got)
			case got != c.Mine && got != c.Theirs && got != c.Base:
				rt.Fatalf("%+v became %q", c, got)
			}
		}
		// The same file again changes nothing that is not chosen anew.
		for _, c := range tracker.LineUp(base, mine, stands) {
			if c.State == tracker.CellNew || c.State == tracker.CellChanged {
				if conflicted := cells[slices.IndexFunc(cells, func(o tracker.Cell) bool { return o.Name == c.Name })].State == tracker.CellConflict; !conflicted {
					rt.Fatalf("again: %+v", c)
				}
			}
		}
		// And once it stands as I filled it in, nothing at all.
		for _, c := range tracker.LineUp(base, mine, mine) {
			if c.State != tracker.CellSame {
				rt.Fatalf("what stands already: %+v", c)
			}
		}
	})
}
