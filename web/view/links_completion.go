package view

import (
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// CompletionWords are the words of one language in the addresses of the completion
// of OGP's commitments, beside those of the benchmark.
type CompletionWords struct{ By, View, Area string }

var completionWords = map[tracker.Lang]CompletionWords{
	tracker.EN: {By: "by", View: "view", Area: "area"},
	tracker.FR: {By: "par", View: "vue", Area: "domaine"},
}

// The values of these words, and of the columns that the table can be sorted by.
var (
	byWords = map[tracker.Lang]map[benchmark.Grouping]string{
		tracker.EN: {benchmark.ByPlan: "plan", benchmark.ByPolicyArea: "area"},
		tracker.FR: {benchmark.ByPlan: "plan", benchmark.ByPolicyArea: "domaine"},
	}
	viewWords = map[tracker.Lang]map[benchmark.View]string{
		tracker.EN: {benchmark.WithProgress: "with-progress-report"},
		tracker.FR: {benchmark.WithProgress: "avec-rapport-d-etape"},
	}
	completionSortWords = map[tracker.Lang]map[string]string{
		tracker.EN: {
			SortName: "name", SortAssessed: "assessed", SortLow: "lower-bound", SortStarred: "starred", SortAmbition: "ambition",
			SortPotential: "potential", SortResults: "early-results",
		},
		tracker.FR: {
			SortName: "nom", SortAssessed: "evalues", SortLow: "borne-inferieure", SortStarred: "etoiles", SortAmbition: "ambition",
			SortPotential: "potentiel", SortResults: "premiers-resultats",
		},
	}
)

// The columns that the completion of commitments can be sorted by, beside the share
// of completion, which is blank.
const (
	SortName      = "name"
	SortAssessed  = "assessed"
	SortLow       = "low" // end of the interval: what is certain at the least
	SortStarred   = "starred"
	SortAmbition  = "ambition"
	SortPotential = "potential"
	SortResults   = "results"
)

// CompletionChoice is what the page of OGP's commitments shows. The zero value shows
// every country, as assessed at the end of the term, by share of completion.
type CompletionChoice struct {
	By   benchmark.Grouping // blank for countries
	View benchmark.View     // blank for the end of the term
	// Group is a group's code. Countries, in order of code, are shown instead, or
	// beside the group's.
	Group     string
	Countries []string
	Area      string // a policy area, as OGP names it: only commitments tagged with it
	// Sort is the column to sort by, and Order turns its usual order round.
	Sort, Order string
}

// Grouping is by what commitments are put together.
func (c CompletionChoice) Grouping() benchmark.Grouping {
	if c.By == "" {
		return benchmark.ByCountry
	}
	return c.By
}

// Seen is which review says how far a commitment was carried out.
func (c CompletionChoice) Seen() benchmark.View {
	if c.View == "" {
		return benchmark.EndOfTerm
	}
	return c.View
}

// Tagged reports whether a commitment has the policy area of the choice.
func (c CompletionChoice) Tagged(one *benchmark.Commitment) bool {
	return c.Area == "" || slices.Contains(one.PolicyAreas, c.Area)
}

// Includes reports whether a commitment is among those chosen.
func (c CompletionChoice) Includes(one *benchmark.Commitment) bool {
	if !c.Tagged(one) {
		return false
	}
	return c.Group == "" && len(c.Countries) == 0 || slices.Contains(c.Countries, one.Country) || slices.Contains(c.members(), one.Country)
}

// Shows reports whether a commitment counts in the table: one that is chosen, and
// the home country's beside chosen countries.
func (c CompletionChoice) Shows(one *benchmark.Commitment, home string) bool {
	return c.Includes(one) || c.By == "" && one.Country == home && c.Tagged(one)
}

// members are the countries of the group, as far as its list was kept.
func (c CompletionChoice) members() []string {
	if g := country.GroupOf(c.Group); g != nil {
		return g.Members(g.Through)
	}
	return nil
}

// narrowed reports whether the choice is of some commitments, or of an order.
func (c CompletionChoice) narrowed() bool {
	return c.Group != "" || len(c.Countries) > 0 || c.Area != "" || c.Sort != "" || c.Order != ""
}

// ParseCompletion reads grouping, view, column and order from an address, and
// reports whether all may be asked for.
func ParseCompletion(lang tracker.Lang, get func(string) string) (c CompletionChoice, ok bool) {
	w := words[lang]
	var known [4]bool
	c.By, known[0] = valueOf(byWords[lang], get(w.By))
	c.View, known[1] = valueOf(viewWords[lang], get(w.View))
	c.Sort, known[2] = valueOf(completionSortWords[lang], get(w.Sort))
	c.Order, known[3] = valueOf(orderWords[lang], get(w.SortOrder))
	if c.Order == c.usualOrder(c.Sort) {
		c.Order = ""
	}
	return c, !slices.Contains(known[:], false)
}

// valueOf returns the value that a word of an address stands for, the zero value for
// a blank, and whether there is one.
func valueOf[T ~string](words map[T]string, word string) (T, bool) {
	for value, is := range words {
		if is == word {
			return value, true
		}
	}
	return "", word == ""
}

// usualOrder is the order in which a column is of most use.
func (c CompletionChoice) usualOrder(column string) string {
	if column == SortName {
		return Ascending
	}
	return Descending
}

func (k Links) completion(path string, c CompletionChoice) string {
	w, lang := k.words(), k.Lang
	path = query(path, w.By, byWords[lang][c.By], w.View, viewWords[lang][c.View], w.Group, c.Group)
	return query(listed(path, w.Country, c.Countries), w.Area, c.Area, w.Sort, completionSortWords[lang][c.Sort], w.SortOrder, orderWords[lang][c.Order])
}

// Completion says what became of OGP's commitments.
func (k Links) Completion(c CompletionChoice) string {
	w := k.words()
	return k.completion(k.path(w.Benchmark, w.Completion), c)
}

// CompletionChart is its chart as a file; ext is "svg", "png" or "csv".
func (k Links) CompletionChart(ext string, c CompletionChoice) string {
	w := k.words()
	c.Sort, c.Order = "", ""
	return k.completion(k.path(w.Benchmark, w.Completion, w.Charts, "completion."+ext), c)
}

// CompletionData is its table as a file; ext is "csv" or "json".
func (k Links) CompletionData(ext string, c CompletionChoice) string {
	w := k.words()
	c.Sort, c.Order = "", ""
	return k.completion(k.path(w.Benchmark, w.Completion, w.Data, "completion."+ext), c)
}
