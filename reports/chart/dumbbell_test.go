package chart_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// TestSelfAgainstIndependent draws the levels of every sample beside a review's, and
// compares a small one with golden files.
func TestSelfAgainstIndependent(t *testing.T) {
	for _, lang := range tracker.Langs {
		for name, o := range samples() {
			a := charttest.Plan(o)
			for _, size := range sizes {
				c := chart.SelfAgainstIndependent(locale.For(lang), a, charttest.Review(a), size)
				checkChart(t, fmt.Sprintf("%s %s %d", name, lang, size), c, "self-independent", size)
				if c.Note == "" || len(c.Table.Rows) != len(a.Commitments) {
					t.Errorf("%s: note %q, %d rows of %d", name, c.Note, len(c.Table.Rows), len(a.Commitments))
				}
			}
		}
	}
	a := charttest.Plan(charttest.Options{Commitments: 5, Leaves: 3, Themes: true})
	for lang, size := range map[tracker.Lang]chart.Size{tracker.EN: chart.Wide, tracker.FR: chart.Narrow} {
		c := chart.SelfAgainstIndependent(locale.For(lang), a, charttest.Review(a), size)
		var got bytes.Buffer
		fmt.Fprintf(&got, "%s\n%s\n%s\n%s\n%d x %d\n\n", c.Title, c.Subtitle, c.Sentence, c.Note, c.Width, c.Height)
		for _, row := range append([][]string{c.Table.Head}, c.Table.Rows...) {
			fmt.Fprintf(&got, "%q\n", row)
		}
		if err := json.Indent(&got, c.Options, "", " "); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
		golden(t, fmt.Sprintf("%s-%s-%d.txt", c.ID, lang, size), got.Bytes())
	}
}
