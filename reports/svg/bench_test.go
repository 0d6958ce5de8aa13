package svg_test

import (
	"context"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// benchCharts are all charts of a plan of ordinary size and of an index.
func benchCharts() map[string]chart.Chart {
	l := locale.For(tracker.FR)
	a := charttest.Plan(charttest.Options{Commitments: 22, Leaves: 3, Themes: true})
	t := benchmark.TableOf(charttest.WideIndex(30), 2017)
	out := map[string]chart.Chart{}
	for _, id := range chart.PlanCharts {
		draw, _ := chart.ForPlan(id)
		out[id] = draw(l, a, chart.Wide)
	}
	for _, id := range chart.BenchmarkCharts {
		draw, _ := chart.ForBenchmark(id)
		out[id] = draw(l, t, "CA", chart.Wide)
	}
	return out
}

func BenchmarkSVG(b *testing.B) {
	r := svg.NewRenderer(1)
	r.Warm()
	for id, c := range benchCharts() {
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.SVG(context.Background(), c, tracker.FR); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPNG(b *testing.B) {
	r := svg.NewRenderer(1)
	for id, c := range benchCharts() {
		picture, err := r.SVG(context.Background(), c, tracker.FR)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				if _, err := svg.PNG(picture, 2); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStart is the first chart of a process, compiling included where no
// other benchmark has compiled already.
func BenchmarkStart(b *testing.B) {
	c := benchCharts()["progress"]
	for b.Loop() {
		if _, err := svg.NewRenderer(1).SVG(context.Background(), c, tracker.FR); err != nil {
			b.Fatal(err)
		}
	}
}
