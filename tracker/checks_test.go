package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// clean is a leaf about which nobody would ask anything.
func clean() tracker.Indicator { return indicator("L", "2018-06-30") }

// saying changes what an update says.
func saying(u tracker.Update, progress, evidence string) tracker.Update {
	u.Progress, u.EvidenceIn = both(progress), both(evidence)
	return u
}

// linking gives an update links as evidence.
func linking(u tracker.Update, links ...string) tracker.Update {
	for _, l := range links {
		u.Evidence = append(u.Evidence, tracker.Evidence{Title: both("Link"), URL: l})
	}
	return u
}

func TestChecks(t *testing.T) {
	// The first two periods are over; what is reported for both is all right.
	fine := []tracker.Update{report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), report(2, "L", "2017-06", tracker.Substantial, "2017-07-20")}
	readDeadline := func(en, fr string) func(*tracker.Record) {
		return func(r *tracker.Record) {
			d := &r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline
			d.Text = tracker.Text{EN: en, FR: fr}
			d.Meaning, _ = tracker.ReadDeadline(d.Text, r.Plan.Start)
		}
	}
	steps := func(titles ...string) func(*tracker.Record) {
		return func(r *tracker.Record) {
			m := &r.Plan.Commitments[0].Milestones[0]
			m.Indicators = []tracker.Indicator{indicator("L", "2018-06-30"), indicator("M", "2018-03-31")}
			for i := range m.Indicators {
				m.Indicators[i].Title = both(titles[i])
			}
		}
	}
	for _, c := range []struct {
		name    string
		updates []tracker.Update
		change  func(*tracker.Record)
		want    string // check item days count lang other; ...
	}{
		{name: "nothing to ask", updates: fine},
		{name: "complete with evidence", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20")}},
		{name: "complete with a link", updates: []tracker.Update{linking(saying(report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), "Done", ""), "https://open.canada.ca/")}},
		{name: "complete without evidence", updates: []tracker.Update{saying(report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), "Done", "")},
			want: "complete_without_evidence L 0 0  "},
		{name: "evidence of an earlier period counts", updates: []tracker.Update{fine[0], saying(report(2, "L", "2017-06", tracker.Complete, "2017-07-20"), "Done", "")}},
		{name: "falling back", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Substantial, "2017-01-20"), report(2, "L", "2017-06", tracker.Limited, "2017-07-20")},
			want: "status_falling_back L 0 1  2017-06"},
		{name: "no evidence in between is no fall", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), report(2, "L", "2017-06", tracker.NoEvidence, "2017-07-20")}},
		{name: "standstill", updates: []tracker.Update{saying(report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), "NIL", "x"), saying(report(2, "L", "2017-06", tracker.Limited, "2017-07-20"), "Nil.", "x")},
			want: "standstill L 0 2  2016-12"},
		{name: "no standstill: the level moved", updates: []tracker.Update{saying(report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), "NIL", "x"), saying(report(2, "L", "2017-06", tracker.Substantial, "2017-07-20"), "NIL", "x")}},
		{name: "no standstill: something is told", updates: []tracker.Update{saying(report(1, "L", "2016-12", tracker.Limited, "2017-01-20"), "NIL", "x"), report(2, "L", "2017-06", tracker.Limited, "2017-07-20")}},
		{name: "missing period", updates: fine[1:], want: "missing_period L 0 1  2016-12"},
		{name: "the last period may still come in", updates: fine[:1]},
		{name: "never reported", want: "missing_period L 0 1  2016-12"},
		{name: "nothing is missing after completion", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20")}, change: func(r *tracker.Record) {
			r.Plan.Periods = []tracker.Period{"2016-12", "2017-03", "2017-06"}
		}},
		{name: "past due", updates: fine, change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline = due("2017-07-31")
		}, want: "past_due L 31 0  "},
		{name: "due before the plan", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20")}, change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline = due("2016-06-30")
		}, want: "due_before_start L 1 0  2016-06-30"},
		{name: "due in the first period", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20")}, change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline = due("2016-07-01")
		}},
		{name: "due before the first period", updates: []tracker.Update{report(1, "L", "2016-12", tracker.Complete, "2017-01-20")}, change: func(r *tracker.Record) {
			r.Plan.Start = day("2016-01-01")
			r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline = due("2016-06-30")
		}, want: "due_before_start L 1 0  2016-06-30"},
		{name: "languages differ", updates: fine, change: readDeadline("By June 2018", "D’ici décembre 2018"),
			want: "deadline_languages_differ L 0 0  ; ambiguous_deadline L 0 0  2018-12-31"},
		{name: "a hand has settled it", updates: fine, change: func(r *tracker.Record) {
			readDeadline("By June 2018", "D’ici décembre 2018")(r)
			r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline.SetByHand = true
		}},
		{name: "ambiguous", updates: fine, change: readDeadline("By winter 2018", "D’ici l’hiver 2018"), want: "ambiguous_deadline L 0 0  2018-02-28"},
		{name: "recurring without an end", updates: fine, change: readDeadline("Ongoing", "Permanent"), want: "recurring_without_end L 0 0  "},
		{name: "recurring with an end", updates: fine, change: readDeadline("Annually until 2018", "Chaque année jusqu’en 2018")},
		{name: "dead links", updates: []tracker.Update{fine[0], linking(fine[1], "ftp://open.canada.ca/", "https://open.canada.ca/", "https://example.org/x")},
			want: "dead_link L 0 2  ftp://open.canada.ca/"},
		{name: "no lead", updates: fine, change: func(r *tracker.Record) { r.Plan.Commitments[0].Leads = nil }, want: "no_lead C1 0 0  "},
		{name: "a lead on one leaf only", updates: append(fine, report(3, "M", "2016-12", tracker.Limited, "2017-01-20")), change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Leads = nil
			m := &r.Plan.Commitments[0].Milestones[0]
			m.Indicators[0].Leads = []string{"tbs-sct"}
			m.Indicators = append(m.Indicators, indicator("M", "2018-06-30"))
		}, want: "no_lead M 0 0  "},
		{name: "no contact", updates: fine, change: func(r *tracker.Record) { r.Plan.Commitments[0].Contact = tracker.Contact{} }, want: "no_contact C1 0 0  "},
		{name: "a language is missing", updates: fine, change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Problem = tracker.Text{EN: "Nobody finds it."}
			r.Plan.Commitments[0].Results = tracker.Text{EN: "Everybody does."}
			r.Plan.Commitments[0].Milestones[0].Title = tracker.Text{FR: "Jalon"}
		}, want: "language_missing C1 0 2 fr problem; language_missing C1.1 0 1 en title"},
		{name: "placeholders", updates: []tracker.Update{fine[0], saying(fine[1], "[TBD]", "x")}, change: func(r *tracker.Record) {
			r.Plan.Commitments[0].Objective = both("À déterminer.")
			r.Plan.Commitments[0].Results = both("Tbdx is a name")
		}, want: "placeholder_text C1 0 1  objective; placeholder_text L 0 1  progress"},
		{name: "published before drafted", updates: append(fine, report(3, "M", "2016-12", tracker.Limited, "2017-01-20")),
			change: steps("Draft the open data charter", "Publish the open data charter"), want: "impossible_order L 0 1  M"},
		{name: "in their order", updates: append(fine, report(3, "M", "2016-12", tracker.Limited, "2017-01-20")), change: steps("Publish the open data charter", "Draft the open data charter")},
		{name: "of one stage", updates: append(fine, report(3, "M", "2016-12", tracker.Limited, "2017-01-20")), change: steps("Draft the open data charter", "Draft the open data charter, again")},
		{name: "of different work", updates: append(fine, report(3, "M", "2016-12", tracker.Limited, "2017-01-20")), change: steps("Draft the open data charter", "Publish the contracts register")},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := record(clean())
			r.Updates = c.updates
			if c.change != nil {
				c.change(r)
			}
			a := tracker.Assess(r, day("2017-08-31"))
			var got []string
			for _, f := range a.Flags {
				got = append(got, fmt.Sprintf("%s %s %d %d %s %s", f.Check, f.Item, f.Days, f.Count, f.Lang, f.Other))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
			for _, l := range a.Leaves {
				if len(l.Flags) != len(a.FlagsOf(l.Code)) {
					t.Errorf("leaf %s carries %v", l.Code, l.Flags)
				}
			}
		})
	}
}

func TestSupportedLevel(t *testing.T) {
	r := record(clean(), indicator("M", ""))
	r.Updates = []tracker.Update{saying(report(1, "L", "2016-12", tracker.Complete, "2017-01-20"), "Done", ""), saying(report(2, "M", "2016-12", tracker.Limited, "2017-01-20"), "Half", "")}
	a := tracker.Assess(r, day("2017-08-31"))
	if got := a.Leaf("L").Supported(); got != tracker.NoEvidence {
		t.Errorf("complete without evidence supports %s", got)
	}
	if got := a.Leaf("M").Supported(); got != tracker.Limited {
		t.Errorf("limited without evidence supports %s", got)
	}
	if a.Leaf("L").Status != tracker.Complete || a.Level != tracker.Substantial {
		t.Errorf("the reported level must stand: %s, %s", a.Leaf("L").Status, a.Level)
	}
}

func TestPublicURL(t *testing.T) {
	for link, want := range map[string]bool{
		"https://open.canada.ca/en": true, "http://www.canada.ca": true, "https://8.8.8.8/": true, "https://[2606:4700::1111]/": true,
		"": false, "open.canada.ca": false, "mailto:a@b.ca": false, "javascript:alert(1)": false, "https://": false, "https://intranet/": false,
		"https://example.org": false, "https://sub.example.com./x": false, "http://localhost:8080": false, "http://127.0.0.1": false,
		"http://10.1.2.3/x": false, "http://[::1]/": false, "http://[fe80::1]/": false, "http://files.local/": false, "http://%zz": false,
	} {
		if got := tracker.PublicURL(link); got != want {
			t.Errorf("%q: got %v", link, got)
		}
	}
}

func TestDesign(t *testing.T) {
	c := tracker.Commitment{Problem: both("Nobody finds it."), Results: tracker.Text{FR: "Tout le monde trouve."}}
	named := indicator("a", "2018-06-30")
	named.Title, named.Baseline, named.Target = both("Number of data sets"), both("10"), both("100")
	c.Milestones = []tracker.Milestone{
		{Item: tracker.Item{Code: "m"}, Indicators: []tracker.Indicator{named, indicator("b", "")}},
		{Item: tracker.Item{Code: "n", Title: both("Hold 3 workshops")}},
	}
	c.Milestones[0].Indicators[1].Title = both("Improve things")
	got := ""
	for _, p := range c.Design() {
		got += fmt.Sprintf("%s %d/%d %v; ", p.Code, p.Count, p.Of, p.Met())
	}
	want := "problem 1/1 true; outcome 1/1 true; dates 1/3 false; measurable 2/3 false; baseline 1/2 false; target 1/2 false; actual 0/2 false; changed 0/1 false; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
