package tracker_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// editables are one of each thing that is edited, from the small plan of the tests,
// and an empty one of the same kind.
func editables() map[string][2]tracker.Editable {
	r := trackertest.Record()
	c := &r.Plan.Commitments[0]
	m := &c.Milestones[0]
	stated := &r.Plan.Commitments[2]
	return map[string][2]tracker.Editable{
		"plan":           {r, &tracker.Record{}},
		"commitment":     {c, &tracker.Commitment{}},
		"stated":         {stated, &tracker.Commitment{}},
		"milestone":      {m, &tracker.Milestone{}},
		"indicator":      {&m.Indicators[0], &tracker.Indicator{}},
		"event":          {&r.Events[0], &tracker.Event{}},
		"recommendation": {&r.Recommendations[0], &tracker.Recommendation{}},
		"organization":   {&r.Organizations[0], &tracker.Organization{}},
		"jurisdiction":   {&r.Jurisdiction, &tracker.Jurisdiction{}},
	}
}

// What a form shows, sent back, changes nothing; and sent into a blank thing makes
// the same fields.
func TestFieldsComeBack(t *testing.T) {
	for name, pair := range editables() {
		want := pair[0].Fields()
		if ps := pair[0].SetFields(want); len(ps) > 0 || !cmp.Equal(pair[0].Fields(), want) {
			t.Errorf("%s: %v %s", name, ps, cmp.Diff(want, pair[0].Fields()))
		}
		if ps := pair[1].SetFields(want); len(ps) > 0 {
			t.Errorf("%s into a blank one: %v", name, ps)
		}
		if diff := cmp.Diff(want, pair[1].Fields()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(trackertest.Record().Plan.Commitments, func() []tracker.Commitment {
		r := trackertest.Record()
		for i := range r.Plan.Commitments {
			c := &r.Plan.Commitments[i]
			c.SetFields(c.Fields())
		}
		return r.Plan.Commitments
	}()); diff != "" {
		t.Errorf("an edit of nothing changed something:\n%s", diff)
	}
}

// Any value is either read, and then shown as it was typed, or refused with its
// field named, and then nothing is changed.
func TestAnyValueIsReadOrRefused(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := editables()
		name := rapid.SampledFrom([]string{"plan", "commitment", "milestone", "indicator", "event", "recommendation", "organization", "jurisdiction"}).Draw(rt, "kind")
		thing := all[name][0]
		before := thing.Fields()
		field := before[rapid.IntRange(0, len(before)-1).Draw(rt, "field")].Name
		value := rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{"", "1", "0", "-3", "2027-02-30", "2027-02-28", "approval", "limited", "a\r\nb", "x\x00", "\u202eabc", "dated", "text", "1e400", "2,5",
				strings.Repeat("a", tracker.ProseMost+1)}),
		).Draw(rt, "value")
		ps := thing.SetFields(tracker.Fields{{Name: field, Value: value}})
		after := thing.Fields()
		if len(ps) > 0 {
			if !strings.HasPrefix(ps[0].Field, "theme_") && ps[0].Field != field {
				rt.Fatalf("%s: the problem names %s", field, ps[0].Field)
			}
			if !cmp.Equal(before, after) && !strings.HasPrefix(field, "theme_") {
				rt.Fatalf("%s: refused, and yet changed:\n%s", field, cmp.Diff(before, after))
			}
			return
		}
		if again := thing.SetFields(after); len(again) > 0 || !cmp.Equal(after, thing.Fields(), cmpopts.EquateEmpty()) {
			rt.Fatalf("%s = %q does not come back: %v\n%s", field, value, again, cmp.Diff(after, thing.Fields()))
		}
	})
}

func TestFieldsAreReadAsMeant(t *testing.T) {
	c := &trackertest.Record().Plan.Commitments[0]
	set := func(pairs ...string) []tracker.Problem {
		var f tracker.Fields
		for i := 0; i < len(pairs); i += 2 {
			f = append(f, tracker.Field{Name: pairs[i], Value: pairs[i+1]})
		}
		return c.SetFields(f)
	}
	set("weight", "2,5", "leads", "tbs-sct\r\n\r\nlac-bac ", "policy_areas_en", "One\n-\nThree", "policy_areas_fr", "Un\nDeux")
	if c.Weight != 2.5 || len(c.Leads) != 2 || c.Leads[1] != "lac-bac" {
		t.Errorf("weight %v, leads %q", c.Weight, c.Leads)
	}
	want := []tracker.Text{{EN: "One", FR: "Un"}, {FR: "Deux"}, {EN: "Three"}}
	if diff := cmp.Diff(want, c.PolicyAreas); diff != "" {
		t.Error(diff)
	}
	set("deadline_reading", "dated", "deadline_due", "2027-03-31")
	if m := c.Deadline.Meaning; !c.Deadline.SetByHand || m.Kind != tracker.Dated || m.Due != tracker.MustDate("2027-03-31") || len(m.Dates) != 1 {
		t.Errorf("by hand: %+v", c.Deadline)
	}
	set("deadline_reading", "text", "deadline_en", "By fall 2027", "deadline_fr", "D’ici l’automne 2027", "deadline_due", "2027-03-31")
	if agree := c.Deadline.Read(tracker.MustDate("2026-01-01")); !agree || c.Deadline.Meaning.Due != tracker.MustDate("2027-11-30") {
		t.Errorf("from the text: %+v", c.Deadline)
	}
	set("deadline_reading", "undated")
	if m := c.Deadline.Meaning; m.Kind != tracker.Undated || !m.Due.IsZero() {
		t.Errorf("undated: %+v", m)
	}
	set("stated_level", "limited", "stated_reason_en", "Why")
	set("stated_level", "", "stated_reason_en", "")
	if c.Stated != nil {
		t.Errorf("still stated: %+v", c.Stated)
	}
}

func TestListOrganizations(t *testing.T) {
	r := trackertest.Record()
	r.Organizations = r.Organizations[:1]
	r.Plan.Commitments[0].Contact.Organization = "new"
	r.ListOrganizations([]tracker.Organization{{Code: "lac-bac"}, {Code: "partner"}, {Code: "new"}, {Code: "unused"}})
	var codes []string
	for _, o := range r.Organizations {
		codes = append(codes, o.Code)
	}
	if got := strings.Join(codes, " "); got != "tbs-sct lac-bac partner new" {
		t.Error(got)
	}
}
