package view

import "ogptracker/tracker/locale"

// The pages of the benchmark, as their navigation names them.
const (
	benchTable      = "table"
	benchCompletion = "completion"
	benchCompare    = "compare"
	benchComposite  = "composite"
)

// benchNav leads to the pages that compare countries. Current is the one that is
// read, blank on a page below them, such as a country's.
func benchNav(l *locale.Locale, current string) []Link {
	k := Links{Lang: l.Lang()}
	pages := []struct{ id, href string }{
		{benchTable, k.Benchmark(BenchmarkChoice{})},
		{benchCompare, k.Compare(CompareChoice{})},
		{benchComposite, k.Composite(CompositeChoice{})},
		{benchCompletion, k.Completion(CompletionChoice{})},
	}
	nav := make([]Link, len(pages))
	for i, p := range pages {
		nav[i] = Link{Href: p.href, Label: l.T("web.benchmark.nav." + p.id), Current: p.id == current}
	}
	return nav
}
