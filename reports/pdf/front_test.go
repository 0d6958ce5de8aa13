package pdf

import (
	"testing"

	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// crowded is a plan with a commitment at every level and more past its date than
// the first page lists, under titles of a usual length.
func crowded() *tracker.Record {
	r := reporttest.Sample()
	r.Updates, r.Plan.Commitments = nil, nil
	levels := append([]tracker.Level{tracker.Limited, tracker.Limited, tracker.Limited, tracker.NotStarted}, tracker.Levels...)
	for i, level := range levels {
		c := tracker.Commitment{Number: i + 1, Item: tracker.Item{
			Code: "C" + string(rune('a'+i)), Title: tracker.Text{EN: "Contracts over $10,000 published with common identifiers", FR: "Marchés de plus de 10 000 $ publiés avec des identificateurs communs"},
			Deadline: tracker.Deadline{Text: tracker.Text{EN: "September 2016", FR: "Septembre 2016"}},
		}}
		c.Deadline.Meaning, _ = tracker.ReadDeadline(c.Deadline.Text, r.Plan.Start)
		r.Plan.Commitments = append(r.Plan.Commitments, c)
		if level == tracker.NoEvidence {
			continue
		}
		r.Updates = append(r.Updates, tracker.Update{
			ID: int64(i + 1), Leaf: c.Code, Period: "2016-12", Status: level, PublishedAt: tracker.MustDate("2016-12-20").UTC(),
		})
	}
	return r
}

// TestFirstPage holds that what opens the report stands on one page, full as it
// may be.
func TestFirstPage(t *testing.T) {
	a := tracker.Assess(crowded(), reporttest.Day)
	for _, lang := range tracker.Langs {
		d := compose.SelfAssessment(locale.For(lang), a, nil, compose.Options{})
		if levels := d.Sections[0].Blocks[3].(document.Levels); len(levels.Items) != len(tracker.Levels) {
			t.Fatalf("%s: %d levels", lang, len(levels.Items))
		}
		drawn, err := drawCharts(t.Context(), d, renderer)
		if err != nil {
			t.Fatal(err)
		}
		f := layOut(d, drawn, Letter)
		checkPages(t, f)
		// The bookmarks begin with the first page and the contents; page 0 is the cover.
		for i, want := range []int{1, 2} {
			if got := f.outline[i]; got.page != want {
				t.Errorf("%s: %q stands on page %d, want %d", lang, got.title, got.page+1, want+1)
			}
		}
	}
}

// TestHeadingBesideCaption holds that a short heading stands on the line of the
// caption below it, and a long one above.
func TestHeadingBesideCaption(t *testing.T) {
	table := document.Table{Number: 1, Caption: "Caption", Columns: columns("Head", 1, document.Start)}
	for heading, beside := range map[string]bool{"Evidence": true, "A heading that takes more than its column": false} {
		f := one(document.Heading{Text: heading}, table)
		at := map[string]float64{}
		for _, p := range f.pages {
			for _, o := range p.ops {
				if o, ok := o.(*textOp); ok {
					at[o.text] = o.y
				}
			}
		}
		if got := at[heading] == at[" Caption"] || at[heading] == at["Caption"]; got != beside {
			t.Errorf("%q beside its caption: %v (%v)", heading, got, at)
		}
	}
}
