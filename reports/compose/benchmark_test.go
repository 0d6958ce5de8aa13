package compose_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// comparing returns what a benchmark report of an index compares, simulated where
// its components allow it.
func comparing(t *testing.T, ix *benchmark.Index, year int, country string, peers ...string) compose.Compared {
	t.Helper()
	in := compose.Compared{Index: ix, Year: year, Country: country, Peers: peers, Day: reporttest.Day,
		Simulation: benchmark.Simulation{Delta: benchmark.WeightDelta, Draws: 200, Seed: 1}}
	if s, err := benchmark.Simulate(t.Context(), benchmark.MatrixOf(ix, ix.Edition(year)), in.Simulation); err == nil {
		in.Simulated = s
	}
	standings, err := benchmark.Standings(charttest.Commitments(4), benchmark.ByCountry, benchmark.EndOfTerm)
	if err != nil {
		t.Fatal(err)
	}
	in.Commitments = &benchmark.Completed{By: benchmark.ByCountry, View: benchmark.EndOfTerm, Source: charttest.CommitmentSource(), Standings: standings}
	return in
}

// comparisons are what benchmark reports must cope with.
func comparisons(t *testing.T) map[string]compose.Compared {
	ix := charttest.Index()
	latest := *charttest.Index()
	latest.Editions = latest.Editions[4:]
	bare := *charttest.Index()
	bare.Components = nil
	broken := charttest.Index()
	broken.Editions[2].Break = tracker.Text{EN: "New questions."}
	hostile := charttest.Index()
	hostile.Name, hostile.Note = tracker.Text{EN: charttest.Hostile[0], FR: charttest.Hostile[3]}, tracker.Text{EN: charttest.Hostile[4]}
	hostile.SourceURL, hostile.LicenceURL, hostile.Components[0].Name.EN = "javascript:alert(1)", "data:text/html,x", charttest.Hostile[7]
	unknown := charttest.Index()
	for i := range unknown.Editions[4].Scores {
		unknown.Editions[4].Scores[i].Value = math.NaN()
	}
	none := comparing(t, ix, 2017, "CA")
	none.Commitments = nil
	return map[string]compose.Compared{
		"peers":          comparing(t, ix, 2017, "CA", "GB", "FR", "DE"),
		"no peers":       none,
		"too many":       comparing(t, ix, 2017, "CA", "GB", "GB", "CA", "US", "AU", "FR", "KR", "MX", "JP", "NZ", "DE"),
		"not covered":    comparing(t, ix, 2017, "XX", "GB", "YY"),
		"one edition":    comparing(t, &latest, 2017, "CA", "GB"),
		"no components":  comparing(t, &bare, 2017, "CA", "GB"),
		"another method": comparing(t, broken, 2017, "CA", "GB"),
		"wide":           comparing(t, charttest.WideIndex(130), 2017, "AA", "AB", "EZ"),
		"one country":    comparing(t, charttest.WideIndex(1), 2017, "AA", "GB"),
		"hostile":        comparing(t, hostile, 2017, "CA", "GB"),
		"unknown scores": comparing(t, unknown, 2017, "CA", "GB"),
		"many parts":     comparing(t, charttest.ManyComponents(20), 2017, "CA", "GB"),
	}
}

func TestBenchmarkGolden(t *testing.T) {
	all := comparisons(t)
	for name, file := range map[string]string{"peers": "benchmark", "no components": "benchmark-scores-only"} {
		for _, lang := range tracker.Langs {
			got := dump(compose.Benchmark(locale.For(lang), all[name], options))
			path := filepath.Join("testdata", file+"."+string(lang)+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the document differs from %s; run with -update and look at the difference", path)
			}
		}
	}
}

// TestBenchmarkReports holds of every benchmark report what must hold of a
// self-assessment: links that lead somewhere, numbers in order, tables in shape, and
// nothing that could break the page it is set on.
func TestBenchmarkReports(t *testing.T) {
	for name, in := range comparisons(t) {
		for _, lang := range tracker.Langs {
			for _, screen := range []bool{false, true} {
				o := options
				o.Screen = screen
				d := compose.Benchmark(locale.For(lang), in, o)
				sound(t, name+" "+string(lang), d)
				if first, again := dump(d), dump(compose.Benchmark(locale.For(lang), in, o)); first != again {
					t.Errorf("%s %s: two reports of the same differ", name, lang)
				}
			}
		}
	}
}

// sound checks what must hold of every document.
func sound(t *testing.T, name string, d *document.Document) {
	t.Helper()
	places := make(map[string]bool)
	tables, figures := 0, 0
	walk(d, func(s document.Section) {
		if s.ID == "" || places[s.ID] || s.Title == "" {
			t.Errorf("%s: section %q has no place of its own: %q", name, s.Title, s.ID)
		}
		places[s.ID] = true
	}, func(b document.Block) {
		switch b := b.(type) {
		case document.Figure:
			if figures++; b.Number != figures || b.Caption == "" {
				t.Errorf("%s: figure %d %q is not the %dth", name, b.Number, b.Caption, figures)
			}
		case document.Table:
			if b.Number > 0 {
				if tables++; b.Number != tables {
					t.Errorf("%s: table %d is not the %dth", name, b.Number, tables)
				}
			}
			for _, g := range b.Groups {
				for _, row := range g.Rows {
					if len(row.Cells) != len(b.Columns) {
						t.Errorf("%s: %s: %d cells for %d columns", name, b.Caption, len(row.Cells), len(b.Columns))
					}
				}
			}
		}
	})
	eachSpan(d, func(s document.Span) {
		id, inside := strings.CutPrefix(s.Link, "#")
		if inside && !places[id] || s.Link != "" && !inside && !strings.HasPrefix(s.Link, "https://") {
			t.Errorf("%s: %q leads to %q", name, s.Text, s.Link)
		}
	})
	eachText(d, func(s string) {
		if i := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F || r >= 0x202A && r <= 0x202E }); i >= 0 {
			t.Errorf("%s: %.60q holds a character that must not be set", name, s[i:])
		}
		if strings.Contains(s, "NaN") || strings.Contains(s, "report.") && !strings.Contains(s, "-o report.") && !strings.Contains(s, " this report") {
			t.Errorf("%s: %.80q", name, s)
		}
	})
}
