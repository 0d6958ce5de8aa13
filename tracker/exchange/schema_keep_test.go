package exchange

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/tracker"
)

// What the schema expresses is taken from it, and the rest is kept; read again it
// changes nothing.
func TestKeepRecorded(t *testing.T) {
	read := func() *tracker.Record {
		t.Helper()
		file, faults, err := ReadPlanFile(bytes.NewReader(testFile(t, "schema.yaml")), PlanOptions{Jurisdiction: "CA"})
		if err != nil || len(faults) > 0 || !file.Schema {
			t.Fatal(err, faults, file.Schema)
		}
		return file.Record
	}
	recorded := read()
	recorded.Conclusion = tracker.Text{EN: "The end", FR: "La fin"}
	recorded.Plan.Illustrative = true
	recorded.Organizations = append(recorded.Organizations, tracker.Organization{Code: "partner", Kind: tracker.CivilSociety})
	c := &recorded.Plan.Commitments[0]
	c.Weight, c.Problem, c.Number = 3, tracker.Text{EN: "A problem"}, 7
	in := &c.Milestones[0].Indicators[0]
	in.Baseline, in.Deadline.SetByHand = tracker.Text{EN: "0"}, true
	in.Deadline.Meaning = tracker.Meaning{Kind: tracker.Dated, Due: tracker.MustDate("2028-01-31")}
	in.Deadline.Revisions = []tracker.Revision{{On: tracker.MustDate("2027-01-01"), Due: tracker.MustDate("2028-06-30")}}

	same := read()
	KeepRecorded(recorded, same)
	if diff := cmp.Diff(recorded, same); diff != "" {
		t.Errorf("the schema of the same plan changes it:\n%s", diff)
	}

	fresh := read()
	fresh.Plan.Commitments[0].Title.EN = "Renamed"
	fresh.Plan.Commitments[0].Milestones[0].Indicators[0].Leads = []string{"hc-sc"}
	fresh.Plan.Periods = fresh.Plan.Periods[:2]
	KeepRecorded(recorded, fresh)
	got := fresh.Plan.Commitments[0]
	if got.Title.EN != "Renamed" || got.Title.FR == "" || got.Weight != 3 || got.Problem.EN != "A problem" || got.Number != 7 {
		t.Errorf("the commitment: %+v", got)
	}
	if i := got.Milestones[0].Indicators[0]; i.Leads[0] != "hc-sc" || i.Baseline.EN != "0" || i.Deadline.Meaning.Due != tracker.MustDate("2028-01-31") || len(i.Deadline.Revisions) != 1 {
		t.Errorf("the indicator: %+v", i)
	}
	if len(fresh.Plan.Periods) != 2 || !fresh.Plan.Illustrative || fresh.Conclusion.FR != "La fin" {
		t.Errorf("the plan: %+v", fresh.Plan)
	}
}
