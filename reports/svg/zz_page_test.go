package svg_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

func TestZZPage(t *testing.T) {
	r := svg.NewRenderer(1)
	a := charttest.Plan(charttest.Options{Commitments: 6, Leaves: 4, Themes: true})
	tab := benchmark.TableOf(charttest.Index(), 2017)
	lang := tracker.FR
	l := locale.For(lang)
	out := `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>x</title>
<link rel="stylesheet" href="/static/style.css"><link rel="stylesheet" href="/static/parts.css"><link rel="stylesheet" href="/static/data.css"><link rel="stylesheet" href="/static/print.css" media="print"><link rel="stylesheet" href="/static/charts.css"><script src="/static/chart.js" defer></script></head><body><div class="wrap"><main>`
	fig := func(f func(size chart.Size) chart.Chart) {
		c := f(chart.Wide)
		out += fmt.Sprintf(`<figure class="chart" data-chart="%s"><p class="chart-title">%s</p><p class="chart-sub">%s</p>`, c.ID, c.Title, c.Subtitle)
		for _, s := range []chart.Size{chart.Wide, chart.Narrow} {
			c := f(s)
			b, err := r.SVG(context.Background(), c, lang)
			if err != nil {
				t.Fatal(err)
			}
			out += fmt.Sprintf(`<div class="drawing %s">%s<script type="application/json">%s</script></div>`, map[chart.Size]string{chart.Wide: "chart-wide", chart.Narrow: "chart-narrow"}[s], b, c.Options)
		}
		out += `<figcaption>` + c.Sentence + `</figcaption></figure>`
	}
	for _, id := range chart.PlanCharts {
		f, _ := chart.ForPlan(id)
		fig(func(s chart.Size) chart.Chart { return f(l, a, s) })
	}
	for _, id := range chart.BenchmarkCharts {
		f, _ := chart.ForBenchmark(id)
		fig(func(s chart.Size) chart.Chart { return f(l, tab, "CA", s) })
	}
	os.WriteFile("/tmp/chartlab/page.html", []byte(out+"</main></div></body></html>"), 0o644)
}
