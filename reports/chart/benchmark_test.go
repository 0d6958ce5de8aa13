package chart_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// computedChart draws a chart of something that was computed of an index, or of
// commitments.
type computedChart func(l *locale.Locale, home string, size chart.Size, chosen ...string) chart.Chart

// simulated draws the charts of a simulation of an edition.
func simulated(t *testing.T, ix *benchmark.Index, year int) (ranges, influence computedChart) {
	t.Helper()
	table := benchmark.TableOf(ix, year)
	s, err := benchmark.Simulate(t.Context(), benchmark.MatrixOf(ix, ix.Edition(year)), benchmark.Simulation{Delta: benchmark.WeightDelta, Draws: 500, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	ranges = func(l *locale.Locale, home string, size chart.Size, chosen ...string) chart.Chart {
		return chart.RankRanges(l, chart.RangesOf(l, &table, s, 7), home, size, chosen...)
	}
	influence = func(l *locale.Locale, home string, size chart.Size, _ ...string) chart.Chart {
		return chart.Influences(l, chart.SensitivityOf(l, &table, s, 7, home), home, size)
	}
	return ranges, influence
}

func completed(t *testing.T, commitments []benchmark.Commitment, by benchmark.Grouping, view benchmark.View) computedChart {
	t.Helper()
	standings, err := benchmark.Standings(commitments, by, view)
	if err != nil {
		t.Fatal(err)
	}
	done := benchmark.Completed{By: by, View: view, Source: charttest.CommitmentSource(), Standings: standings}
	return func(l *locale.Locale, home string, size chart.Size, chosen ...string) chart.Chart {
		return chart.Completion(l, done, home, size, chosen...)
	}
}

// indicesSideBySide draws two editions of an index as two measures.
func indicesSideBySide(t *testing.T, ix *benchmark.Index) computedChart {
	t.Helper()
	m, err := benchmark.Join(benchmark.Source{Index: ix, Year: 2013}, benchmark.Source{Index: ix, Year: 2017})
	if err != nil {
		t.Fatal(err)
	}
	return func(l *locale.Locale, home string, size chart.Size, chosen ...string) chart.Chart {
		return chart.Scatter(l, chart.Subject{Name: l.Text(ix.Name)}, m, 0, 1, home, size, chosen...)
	}
}

// TestComputedOptions compares charts of computed figures with golden files.
func TestComputedOptions(t *testing.T) {
	ranges, influence := simulated(t, charttest.Index(), 2017)
	for name, draw := range map[string]computedChart{
		"rank-range-simulated": ranges,
		"influence":            influence,
		"completion":           completed(t, charttest.Commitments(9), benchmark.ByCountry, benchmark.EndOfTerm),
		"completion-plans":     completed(t, charttest.Commitments(3), benchmark.ByPlan, benchmark.WithProgress),
		"completion-areas":     completed(t, charttest.Commitments(5), benchmark.ByPolicyArea, benchmark.EndOfTerm),
		"scatter-indices":      indicesSideBySide(t, charttest.Index()),
	} {
		for _, v := range []struct {
			lang tracker.Lang
			size chart.Size
		}{{tracker.EN, chart.Wide}, {tracker.FR, chart.Narrow}} {
			c := draw(locale.For(v.lang), "CA", v.size, "GB")
			var got bytes.Buffer
			fmt.Fprintf(&got, "%s\n%s\n%s\n%s\n%d x %d\n", c.Title, c.Subtitle, c.Sentence, c.Note, c.Width, c.Height)
			fmt.Fprintf(&got, "%s\n%s\n", c.Table.Caption, strings.Join(c.Table.Head, " | "))
			for _, row := range c.Table.Rows {
				fmt.Fprintln(&got, strings.Join(row, " | "))
			}
			if err := json.Indent(&got, c.Options, "", " "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			golden(t, fmt.Sprintf("%s-%s-%d.txt", name, v.lang, v.size), got.Bytes())
		}
	}
}

// TestComputedEverything draws charts of computed figures of every sample in both
// languages and all sizes, and checks what must hold of each.
func TestComputedEverything(t *testing.T) {
	draws := map[string]computedChart{}
	for name, ix := range map[string]*benchmark.Index{
		"ten": charttest.Index(), "one": charttest.WideIndex(1), "wide": charttest.WideIndex(150), "many components": charttest.ManyComponents(20),
		"ties": changed(func(s *benchmark.Score) {
			for j := range s.Components {
				s.Components[j] = 50
			}
		}),
	} {
		draws["rank-range of "+name], draws["influence of "+name] = simulated(t, ix, 2017)
		draws["scatter of "+name] = indicesSideBySide(t, ix)
	}
	for _, by := range benchmark.Groupings {
		for _, n := range []int{0, 1, 9, 150} {
			for _, view := range []benchmark.View{benchmark.EndOfTerm, benchmark.WithProgress} {
				draws[fmt.Sprintf("completion of %d by %s, %s", n, by, view)] = completed(t, charttest.Commitments(n), by, view)
			}
		}
	}
	for name, draw := range draws {
		id, _, _ := strings.Cut(name, " ")
		for _, lang := range tracker.Langs {
			for _, size := range sizes {
				for _, choice := range choices {
					c := draw(locale.For(lang), choice.home, size, choice.chosen...)
					checkChart(t, fmt.Sprintf("%s %s %d %q", name, lang, size, choice), c, id, size)
				}
			}
		}
	}
}

// TestCompletionTellsNoRank holds that nobody is said to be better or worse than the
// home country whose interval overlaps with its own.
func TestCompletionTellsNoRank(t *testing.T) {
	l := locale.For(tracker.EN)
	c := completed(t, charttest.Commitments(9), benchmark.ByCountry, benchmark.EndOfTerm)(l, "CA", chart.Wide)
	verdict := map[string]string{}
	for _, row := range c.Table.Rows {
		verdict[row[0]] = row[len(row)-1]
	}
	for country, want := range map[string]string{"Canada": "", "United Kingdom": "lower", "Mexico": "not distinguishable", "New Zealand": ""} {
		if got, ok := verdict[country]; !ok || got != want {
			t.Errorf("%s is %q beside Canada, want %q", country, got, want)
		}
	}
}

// TestOneSpellingOfAValue holds that a value is written with the same decimals in every
// chart of an index.
func TestOneSpellingOfAValue(t *testing.T) {
	ix := charttest.Index()
	latest := ix.Latest()
	latest.Scores[0].Components[0] += 0.5 // one decimal anywhere gives all values one
	table := benchmark.TableOf(ix, latest.Year)
	for _, id := range []string{"component-heat-map", "components", "scatter"} {
		draw, _ := chart.ForBenchmark(id)
		c := draw(locale.For(tracker.EN), table, "CA", chart.Wide)
		for _, row := range c.Table.Rows {
			for j, text := range row {
				if c.Table.Numeric[j] && c.Table.Head[j] != "Score" && !strings.Contains(text, ".") {
					t.Errorf("%s: %s of %s is written %q", id, c.Table.Head[j], row[0], text)
				}
			}
		}
	}
}

// TestHostileIndices holds that no text of an index or of OGP's data breaks a chart,
// its options or what they stand in.
func TestHostileIndices(t *testing.T) {
	for i, text := range charttest.Hostile {
		ix := charttest.Index()
		ix.Name, ix.Source, ix.Licence = tracker.Text{EN: text, FR: text}, tracker.Text{EN: text, FR: text}, text
		for j := range ix.Components {
			ix.Components[j].Name = ix.Name
		}
		table := benchmark.TableOf(ix, 2017)
		commitments := charttest.Commitments(4)
		for k := range commitments {
			if k%2 == 0 {
				commitments[k].Country, commitments[k].Member, commitments[k].PolicyAreas = "", text, []string{text}
			}
		}
		draws := map[string]computedChart{"scatter": indicesSideBySide(t, ix)}
		draws["rank-range"], draws["influence"] = simulated(t, ix, 2017)
		for _, by := range benchmark.Groupings {
			draws["completion by "+string(by)] = completed(t, commitments, by, benchmark.EndOfTerm)
		}
		for _, id := range chart.BenchmarkCharts {
			draw, _ := chart.ForBenchmark(id)
			draws[id+" of the edition"] = func(l *locale.Locale, home string, size chart.Size, chosen ...string) chart.Chart {
				return draw(l, table, home, size, chosen...)
			}
		}
		for name, draw := range draws {
			id, _, _ := strings.Cut(name, " ")
			for _, size := range sizes {
				c := draw(locale.For(tracker.EN), "CA", size, "GB")
				checkChart(t, fmt.Sprintf("text %d %s %d", i, name, size), c, id, size)
				if len(c.Options) > 90_000 {
					t.Errorf("text %d %s %d: %d bytes of options", i, name, size, len(c.Options))
				}
			}
		}
	}
}
