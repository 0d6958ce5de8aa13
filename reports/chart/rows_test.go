package chart_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// TestReportsHaveAllRows holds that a chart in a report leaves no commitment out,
// however many there are, has them in the order of its table, by theme, and parts
// them evenly among pages.
func TestReportsHaveAllRows(t *testing.T) {
	for _, n := range []int{1, 4, 22, 23, 60, 130} {
		record := charttest.Record(charttest.Options{Commitments: n, Leaves: 2, Themes: true})
		// The plan's themes stand in another order than its commitments, and not
		// all commitments have one that it lists.
		slices.Reverse(record.Plan.Themes)
		for i := range record.Plan.Commitments {
			switch i % 7 {
			case 2:
				record.Plan.Commitments[i].Theme = ""
			case 5:
				record.Plan.Commitments[i].Theme = "unlisted"
			}
		}
		a := tracker.Assess(record, tracker.MustDate("2018-01-16"))
		for _, lang := range tracker.Langs {
			for id, draw := range map[string]chart.PlanChart{"status": chart.StatusByCommitment, "heatmap": chart.StatusHeatmap} {
				name := fmt.Sprintf("%s of %d, %s", id, n, lang)
				first := draw(locale.For(lang), a, chart.Print)
				parts := append([]chart.Chart{first}, first.Rest...)
				var got, want []string
				for i, part := range parts {
					checkChart(t, fmt.Sprintf("%s part %d", name, i+1), part, id, chart.Print)
					if apart := part.Height - first.Height; apart < -70 || apart > 70 {
						t.Errorf("%s: part %d is %d points high, the first %d", name, i+1, part.Height, first.Height)
					}
					got = append(got, numbersIn(t, part)...)
				}
				for _, row := range first.Table.Rows {
					number, _, _ := strings.Cut(row[0], ".")
					want = append(want, number)
				}
				if len(want) != n || !slices.Equal(got, want) {
					t.Errorf("%s: rows %v, the table has %v", name, got, want)
				}
			}
		}
	}
}

// numbersIn returns the numbers of the commitments that a chart draws, from top
// to bottom.
func numbersIn(t *testing.T, c chart.Chart) []string {
	t.Helper()
	var o struct {
		Graphic struct {
			Elements []struct {
				Type  string
				Style struct{ Text string }
			}
		}
	}
	if err := json.Unmarshal(c.Options, &o); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range o.Graphic.Elements {
		if number, _, titled := strings.Cut(e.Style.Text, ". "); e.Type == "text" && titled && strings.Trim(number, "0123456789") == "" {
			out = append(out, number)
		}
	}
	return out
}
