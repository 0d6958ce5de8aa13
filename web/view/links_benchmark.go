package view

import (
	"strings"

	"ogptracker/tracker"
)

// BenchmarkWords are the words of one language in the addresses of the benchmark.
type BenchmarkWords struct {
	// In paths, below the benchmark's own.
	Countries, Compare, Composite, Completion string
	Comparison                                string // below the word for reports
	// In queries.
	Index, Edition, Group, Country, Sort, SortOrder string
	Across, Up                                      string // measures of a scatter
	Subject                                         string // whose report it is
}

var benchmarkWords = map[tracker.Lang]BenchmarkWords{
	tracker.EN: {
		Countries: "countries", Compare: "compare", Composite: "composite", Completion: "completion", Comparison: "comparison",
		Index: "index", Edition: "edition", Group: "group", Country: "country", Sort: "sort", SortOrder: "order",
		Across: "x", Up: "y", Subject: "for",
	},
	tracker.FR: {
		Countries: "pays", Compare: "comparer", Composite: "indice-composite", Completion: "realisation", Comparison: "comparaison",
		Index: "indice", Edition: "edition", Group: "groupe", Country: "pays", Sort: "tri", SortOrder: "ordre",
		Across: "x", Up: "y", Subject: "pour",
	},
}

// The values of [BenchmarkWords.Sort] and [BenchmarkWords.SortOrder].
var (
	sortWords = map[tracker.Lang]map[string]string{
		tracker.EN: {
			SortRank: "rank", SortGroup: "group-rank", SortCountry: "country", SortScore: "score", SortChange: "change",
			SortComponents: "rank-by-components", sortComponent: "component-",
		},
		tracker.FR: {
			SortRank: "rang", SortGroup: "rang-dans-le-groupe", SortCountry: "pays", SortScore: "note", SortChange: "variation",
			SortComponents: "rang-par-composantes", sortComponent: "composante-",
		},
	}
	orderWords = map[tracker.Lang]map[string]string{
		tracker.EN: {Ascending: "ascending", Descending: "descending"},
		tracker.FR: {Ascending: "croissant", Descending: "decroissant"},
	}
)

// BenchmarkChoice is what the benchmark page shows. The zero value shows the
// first index's latest edition, its first countries and the home country, by rank.
type BenchmarkChoice struct {
	Index string
	Year  int
	// Group is a group's code, or [AllCountries]. Countries, in order of code, are
	// shown instead of the first ones, or beside the group's.
	Group     string
	Countries []string
	// Sort is the column to sort by, blank for the rank; see [ComponentSort]. Order
	// turns its usual order round, and is blank otherwise.
	Sort, Order string
}

// AllCountries shows every country of an edition.
const AllCountries = "all"

// The columns that the table can be sorted by.
const (
	SortRank       = "rank"
	SortGroup      = "group" // rank within the group
	SortCountry    = "country"
	SortScore      = "score"
	SortChange     = "change"
	SortComponents = "components" // rank by the components
	sortComponent  = "component " // and a component's code
)

// The orders, as aria-sort names them.
const (
	Ascending  = "ascending"
	Descending = "descending"
)

// ComponentSort is the column of a component.
func ComponentSort(code string) string { return sortComponent + code }

// IsComponentSort reports whether a column is a component's.
func IsComponentSort(column string) bool { return strings.HasPrefix(column, sortComponent) }

// usualOrder is the order in which a column is of most use: the best or the first
// on top.
func usualOrder(column string) string {
	switch column {
	case "", SortRank, SortGroup, SortCountry, SortComponents:
		return Ascending
	}
	return Descending
}

// ParseSort reads the column and the order of an address, and reports whether both
// may be asked for.
func ParseSort(lang tracker.Lang, column, order string) (sort, turned string, ok bool) {
	known := column == ""
	for key, word := range sortWords[lang] {
		if key == sortComponent {
			if code, is := strings.CutPrefix(column, word); is {
				sort, known = ComponentSort(code), true
			}
		} else if word == column {
			sort, known = key, true
		}
	}
	if sort == SortRank {
		sort = ""
	}
	for key, word := range orderWords[lang] {
		if word == order {
			turned = key
		}
	}
	ok = known && (turned != "" || order == "")
	if turned == usualOrder(sort) {
		turned = ""
	}
	return sort, turned, ok
}

// sortWord is a column's name in an address, blank for the one that is sorted by
// unless another is asked for.
func (k Links) sortWord(column string) string {
	if code, is := strings.CutPrefix(column, sortComponent); is {
		return sortWords[k.Lang][sortComponent] + code
	}
	if column == SortRank {
		return ""
	}
	return sortWords[k.Lang][column]
}

func (k Links) chosen(path string, c BenchmarkChoice) string {
	w := k.words()
	path = query(path, w.Index, c.Index, w.Edition, seqText(int64(c.Year)), w.Group, c.Group)
	return query(listed(path, w.Country, c.Countries), w.Sort, k.sortWord(c.Sort), w.SortOrder, orderWords[k.Lang][c.Order])
}

// listed appends a list, with commas between its values: codes, which need no
// escape.
func listed(path, name string, values []string) string {
	if len(values) == 0 {
		return path
	}
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	return path + sep + name + "=" + strings.Join(values, ",")
}

// Benchmark compares countries on an index.
func (k Links) Benchmark(c BenchmarkChoice) string { return k.chosen(k.path(k.words().Benchmark), c) }

// BenchmarkChart is a chart of the benchmark as a file; ext is "svg", "png" or
// "csv". It shows countries by rank, whatever the table is sorted by.
func (k Links) BenchmarkChart(chart, ext string, c BenchmarkChoice) string {
	w := k.words()
	c.Sort, c.Order = "", ""
	return k.chosen(k.path(w.Benchmark, w.Charts, chart+"."+ext), c)
}

// BenchmarkData is a data file of an index: "odb.json", or "odb.csv" of the edition
// and countries chosen.
func (k Links) BenchmarkData(file string, c BenchmarkChoice) string {
	w := k.words()
	c.Index, c.Sort, c.Order = "", "", ""
	return k.chosen(k.path(w.Benchmark, w.Data, file), c)
}

// CompareChoice is which countries are compared. The zero value compares the home
// country with its usual peers in the first index's latest edition.
type CompareChoice struct {
	Index     string
	Year      int
	Countries []string // in order of code
	X, Y      string   // measures that are set against each other, see [Measures]
}

// MostCompared is how many countries are compared at a time.
const MostCompared = 8

func (k Links) compared(path string, c CompareChoice) string {
	w := k.words()
	path = listed(query(path, w.Index, c.Index, w.Edition, seqText(int64(c.Year))), w.Country, c.Countries)
	return query(path, w.Across, c.X, w.Up, c.Y)
}

// Compare compares countries with each other.
func (k Links) Compare(c CompareChoice) string {
	w := k.words()
	return k.compared(k.path(w.Benchmark, w.Compare), c)
}

// CompareChart is a chart of the countries compared as a file.
func (k Links) CompareChart(chart, ext string, c CompareChoice) string {
	w := k.words()
	return k.compared(k.path(w.Benchmark, w.Compare, w.Charts, chart+"."+ext), c)
}

// Country is the page of a country in the benchmark.
func (k Links) Country(code string) string {
	w := k.words()
	return k.path(w.Benchmark, w.Countries, code)
}

// CountryChart is a chart of a country in an index as a file.
func (k Links) CountryChart(code, chart, ext, index string) string {
	w := k.words()
	return query(k.path(w.Benchmark, w.Countries, code, w.Charts, chart+"."+ext), w.Index, index)
}

// ReportChoice is what a benchmark report compares. The zero value compares the home
// country with its usual peers, on the newest edition of the first index.
type ReportChoice struct {
	Index     string
	Year      int
	Subject   string   // whose report it is
	Countries []string // its peers, in order of code
}

// BenchmarkReport is the report of a country and its peers; ext is "" for the page and
// ".pdf" for the file.
func (k Links) BenchmarkReport(c ReportChoice, ext string) string {
	w := k.words()
	path := query(k.path(w.Benchmark, w.Reports, w.Comparison+ext), w.Index, c.Index, w.Edition, seqText(int64(c.Year)), w.Subject, c.Subject)
	return listed(path, w.Country, c.Countries)
}
