package view

import (
	"strconv"

	"ogptracker/tracker"
)

// BenchmarkWords are the words of one language in the addresses of the benchmark.
type BenchmarkWords struct {
	// In paths, below the benchmark's own.
	Countries, Compare, Composite, Completion string
	Index, Edition                            string // in queries
}

var benchmarkWords = map[tracker.Lang]BenchmarkWords{
	tracker.EN: {
		Countries: "countries", Compare: "compare", Composite: "composite", Completion: "completion",
		Index: "index", Edition: "edition",
	},
	tracker.FR: {
		Countries: "pays", Compare: "comparer", Composite: "indice-composite", Completion: "realisation",
		Index: "indice", Edition: "edition",
	},
}

// BenchmarkChoice is what the benchmark page shows. The zero value shows the
// first index's latest edition, and the countries around the home country.
type BenchmarkChoice struct {
	Index     string
	Year      int
	Countries string // [AllCountries] or blank
}

// AllCountries shows every country of an edition.
const AllCountries = "all"

func (k Links) chosen(path string, c BenchmarkChoice) string {
	w, year := k.words(), ""
	if c.Year != 0 {
		year = strconv.Itoa(c.Year)
	}
	return query(path, w.Index, c.Index, w.Edition, year, w.Countries, c.Countries)
}

// Benchmark compares countries on an index.
func (k Links) Benchmark(c BenchmarkChoice) string { return k.chosen(k.path(k.words().Benchmark), c) }

// BenchmarkChart is a chart of the benchmark as a file; ext is "svg", "png" or
// "csv".
func (k Links) BenchmarkChart(chart, ext string, c BenchmarkChoice) string {
	w := k.words()
	return k.chosen(k.path(w.Benchmark, w.Charts, chart+"."+ext), c)
}

// BenchmarkData is a data file of the benchmark: "odb.csv".
func (k Links) BenchmarkData(file string) string {
	w := k.words()
	return k.path(w.Benchmark, w.Data, file)
}
