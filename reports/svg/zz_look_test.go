package svg_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

func TestZZLook(t *testing.T) {
	r := svg.NewRenderer(1)
	a := charttest.Plan(charttest.Options{Commitments: 10, Leaves: 4, Themes: true})
	tab := benchmark.TableOf(charttest.Index(), 2017)
	only := os.Getenv("ONLY")
	tag := ""
	switch os.Getenv("CASE") {
	case "one":
		a = charttest.Plan(charttest.Options{Commitments: 1, Leaves: 1})
		tag = "one-"
	case "unknown":
		a = charttest.Plan(charttest.Options{Commitments: 6, Leaves: 3, Unknown: true})
		tag = "unknown-"
	case "empty":
		a = charttest.Plan(charttest.Options{})
		tab = benchmark.Table{}
		tag = "empty-"
	case "big":
		a = charttest.Plan(charttest.Options{Commitments: 130, Leaves: 2})
		tab = benchmark.TableOf(charttest.WideIndex(115), 2017)
		tag = "big-"
	case "long":
		a = charttest.Plan(charttest.Options{Commitments: 5, Leaves: 12, Title: strings.Repeat("Une étiquette extrêmement longue ", 6)})
		tag = "long-"
	case "complete":
		a = charttest.Plan(charttest.Options{Commitments: 5, Leaves: 3, AllComplete: true, NoRevisions: true})
		tag = "complete-"
	}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for _, size := range []chart.Size{chart.Wide, chart.Narrow, chart.Print} {
			var list []chart.Chart
			for _, id := range chart.PlanCharts {
				f, _ := chart.ForPlan(id)
				list = append(list, f(l, a, size))
			}
			for _, id := range chart.BenchmarkCharts {
				f, _ := chart.ForBenchmark(id)
				list = append(list, f(l, tab, "CA", size))
			}
			for _, c := range list {
				if only != "" && !strings.Contains(only, c.ID) {
					continue
				}
				b, err := r.SVG(context.Background(), c, lang)
				if err != nil {
					t.Error(err)
					continue
				}
				name := filepath.Join("/tmp/chartlab/out", fmt.Sprintf("%s%s-%s-%d", tag, c.ID, lang, size))
				os.WriteFile(name+".svg", b, 0o644)
				scale := 1.4
				if size == chart.Print {
					scale = 2
				}
				if c.Height > 1500 {
					scale = 0.7
				}
				png, err := svg.PNG(b, scale)
				if err != nil {
					t.Error(err)
				}
				os.WriteFile(name+".png", png, 0o644)
				if size == chart.Wide {
					fmt.Println(c.ID, len(b), len(c.Options), c.Height, "|", c.Title, "|", c.Subtitle, "|", c.Sentence)
				}
			}
		}
	}
}

func TestZZFile(t *testing.T) {
	r := svg.NewRenderer(1)
	a := charttest.Plan(charttest.Options{Commitments: 10, Leaves: 4, Themes: true})
	b, err := r.File(context.Background(), chart.StatusByCommitment(locale.For(tracker.FR), a, chart.Wide), tracker.FR, "Troisième plan, au 16 janvier 2018. Règles v1. Données de démonstration.")
	if err != nil {
		t.Fatal(err)
	}
	png, err := svg.PNG(b, 1.4)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/chartlab/file.png", png, 0o644)
}
