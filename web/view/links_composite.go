package view

import (
	"net/url"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// CompositeWords are the words of one language in the addresses of composites, beside
// those of the benchmark.
type CompositeWords struct {
	// Weight begins the name of each component's weight: "weight-impact".
	Weight                           string
	Normalisation, Aggregation, Vary string
}

var compositeWords = map[tracker.Lang]CompositeWords{
	tracker.EN: {Weight: "weight-", Normalisation: "normalisation", Aggregation: "aggregation", Vary: "vary"},
	tracker.FR: {Weight: "poids-", Normalisation: "normalisation", Aggregation: "agregation", Vary: "variation"},
}

// The values of these words.
var (
	severalWords = map[tracker.Lang]string{tracker.EN: "several", tracker.FR: "plusieurs"}

	normalisationWords = map[tracker.Lang]map[benchmark.Normalisation]string{
		tracker.EN: {benchmark.MinMax: "min-max", benchmark.ZScore: "z-score", benchmark.DistanceToBest: "distance-to-best", benchmark.Raw: "none"},
		tracker.FR: {benchmark.MinMax: "min-max", benchmark.ZScore: "cote-z", benchmark.DistanceToBest: "distance-au-meilleur", benchmark.Raw: "aucune"},
	}
	aggregationWords = map[tracker.Lang]map[benchmark.Aggregation]string{
		tracker.EN: {benchmark.Arithmetic: "arithmetic", benchmark.Geometric: "geometric"},
		tracker.FR: {benchmark.Arithmetic: "arithmetique", benchmark.Geometric: "geometrique"},
	}
)

// Normalisations are those offered, the usual one first.
var Normalisations = []benchmark.Normalisation{benchmark.MinMax, benchmark.ZScore, benchmark.DistanceToBest, benchmark.Raw}

// Aggregations are those offered, the usual one first.
var Aggregations = []benchmark.Aggregation{benchmark.Arithmetic, benchmark.Geometric}

// SeveralIndices stands for the scores of several indices, where one index would.
const SeveralIndices = "several"

// CompositeChoice is how a composite is made. The zero value weighs the components of
// the first index's latest edition alike, by min-max and arithmetic mean.
type CompositeChoice struct {
	Index string // or [SeveralIndices]
	Year  int    // 0 for the latest; none where there are several indices
	// Group and Countries, in order of code, are among whom; all where there are neither.
	Group     string
	Countries []string
	// Weights are in the order of the components, nil for all alike.
	Weights       []ComponentWeight
	Normalisation benchmark.Normalisation // blank for min-max
	Aggregation   benchmark.Aggregation   // blank for arithmetic
	// Vary is the share by which weights vary, in per cent; blank for the usual one.
	Vary string
}

// ComponentWeight is a component's weight as it stands in an address.
type ComponentWeight struct{ Code, Value string }

// Made reports whether a reader chose anything but the index and its edition.
func (c CompositeChoice) Made() bool {
	return c.Group != "" || len(c.Countries) > 0 || c.Weights != nil || c.Normalisation != "" || c.Aggregation != "" || c.Vary != ""
}

// ParseIndex reads which index is asked for.
func ParseIndex(lang tracker.Lang, word string) string {
	if word == severalWords[lang] {
		return SeveralIndices
	}
	return word
}

// ParseNormalisation reads a normalisation, blank for min-max, and whether there is one
// of that name.
func ParseNormalisation(lang tracker.Lang, word string) (benchmark.Normalisation, bool) {
	n, ok := valueOf(normalisationWords[lang], word)
	if n == benchmark.MinMax {
		n = ""
	}
	return n, ok
}

// ParseAggregation reads an aggregation, blank for the arithmetic mean, and whether
// there is one of that name.
func ParseAggregation(lang tracker.Lang, word string) (benchmark.Aggregation, bool) {
	a, ok := valueOf(aggregationWords[lang], word)
	if a == benchmark.Arithmetic {
		a = ""
	}
	return a, ok
}

// indexWord is how an index stands in an address.
func (k Links) indexWord(id string) string {
	if id == SeveralIndices {
		return severalWords[k.Lang]
	}
	return id
}

func (k Links) composite(path string, c CompositeChoice) string {
	w, lang := k.words(), k.Lang
	path = query(path, w.Index, k.indexWord(c.Index), w.Edition, seqText(int64(c.Year)))
	for _, part := range c.Weights {
		path = query(path, w.Weight+url.QueryEscape(part.Code), part.Value)
	}
	path = query(path, w.Normalisation, normalisationWords[lang][c.Normalisation], w.Aggregation, aggregationWords[lang][c.Aggregation], w.Vary, c.Vary, w.Group, c.Group)
	return listed(path, w.Country, c.Countries)
}

// Composite makes a composite.
func (k Links) Composite(c CompositeChoice) string {
	w := k.words()
	return k.composite(k.path(w.Benchmark, w.Composite), c)
}

// CompositeChart is a chart of a composite as a file; ext is "svg", "png" or "csv".
func (k Links) CompositeChart(chart, ext string, c CompositeChoice) string {
	w := k.words()
	return k.composite(k.path(w.Benchmark, w.Composite, w.Charts, chart+"."+ext), c)
}

// CompositeData is a composite as a file, or the components that it is made of.
func (k Links) CompositeData(file string, c CompositeChoice) string {
	w := k.words()
	return k.composite(k.path(w.Benchmark, w.Composite, w.Data, file), c)
}
