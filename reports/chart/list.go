package chart

import (
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// PlanCharts lists the charts of a plan by the names they have in addresses, in
// the order in which pages show them.
var PlanCharts = []string{"progress", "status", "burn-up", "timeline", "heatmap"}

// BenchmarkCharts lists the charts of an index likewise.
var BenchmarkCharts = []string{"scores", "trends", "ranks", "components", "component-heat-map", "rank-range", "dominance", "scatter"}

// PlanChart draws a chart of a plan.
type PlanChart func(l *locale.Locale, a *tracker.Assessment, size Size) Chart

// BenchmarkChart draws a chart of an edition of an index. The countries chosen stand
// out beside the home country, at most [MostPeers].
type BenchmarkChart func(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart

// ForPlan returns the chart of a plan with a name, and whether there is one.
func ForPlan(id string) (PlanChart, bool) {
	c, ok := map[string]PlanChart{
		"progress": PlanProgress,
		"status":   StatusByCommitment,
		"burn-up":  BurnUp,
		"timeline": MilestoneTimeline,
		"heatmap":  StatusHeatmap,
	}[id]
	return c, ok
}

// ForBenchmark returns the chart of an index with a name, and whether there is
// one.
func ForBenchmark(id string) (BenchmarkChart, bool) {
	c, ok := map[string]BenchmarkChart{
		"scores":     BenchmarkBars,
		"trends":     BenchmarkTrends,
		"ranks":      BenchmarkRanks,
		"components": ComponentsRadar,
		"rank-range": BenchmarkRankRanges,
		"dominance":  BenchmarkDominance,
		"scatter":    BenchmarkScatter,

		"component-heat-map": BenchmarkComponents,
	}[id]
	return c, ok
}
