package opendata

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Composite is a composite that a reader made, with the indices that it is made of.
type Composite struct {
	Sources []benchmark.Source
	Study   *benchmark.Study
}

// CompositeOptions are what its files state beside it.
type CompositeOptions struct {
	CSVOptions
	Page tracker.Text // permanent address of the composite, in each language
}

// WriteCSV writes a composite: a row a country, by rank, those that have none last. How
// it was made, from what and under which licence stands in every row, so that a row
// taken out of the file still says so.
func (c Composite) WriteCSV(w io.Writer, o CompositeOptions) error {
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	s, m := c.Study, c.Study.Matrix
	type row = int // place in the matrix
	constant := func(name string, kind Type, value any) column[row] {
		return column[row]{name, kind, func(row) any { return value }}
	}
	figure := func(name string, of benchmark.Values) column[row] {
		return column[row]{name, Number, func(i row) any { return at(of, i) }}
	}
	rank := func(name string, of []int) column[row] {
		return column[row]{name, Integer, func(i row) any { return orNone(of[i]) }}
	}
	columns := []column[row]{
		{"country", String, func(i row) any { return m.Countries[i] }},
		{"country_en", String, func(i row) any { return en.Country(m.Countries[i]) }},
		{"country_fr", String, func(i row) any { return fr.Country(m.Countries[i]) }},
		rank("rank", s.Composite.Ranks),
		{"tied", Boolean, func(i row) any { return benchmark.Tied(s.Composite.Ranks, i) }},
		figure("composite", s.Composite.Values),
	}
	if s.Published != nil {
		columns = append(columns, figure("published_score", m.Scores), rank("published_rank", s.Published))
	}
	for j, part := range m.Components {
		columns = append(columns, column[row]{part.Code, Number, func(i row) any { return at(m.Values[i], j) }})
	}
	columns = append(columns,
		column[row]{"renormalised", Boolean, func(i row) any { return s.Composite.Partial[i] }},
		rank("best_possible_rank", s.Ranges.Best), rank("worst_possible_rank", s.Ranges.Worst),
		figure("q5_rank", s.Simulated.Low), figure("median_rank", s.Simulated.Median), figure("q95_rank", s.Simulated.High),
		constant("weights", String, weightsText(s)),
		constant("normalisation", String, string(s.Method.Normalisation)),
		constant("aggregation", String, string(s.Method.Aggregation)),
		constant("weight_delta", Number, s.Simulation.Delta),
		constant("draws", Integer, s.Simulated.Draws),
		constant("seed", Integer, int(s.Simulation.Seed)),
		constant("source", String, c.credit(func(ix *benchmark.Index) string { return ix.Source.EN })),
		constant("licence", String, c.credit(func(ix *benchmark.Index) string { return ix.Licence })),
		constant("page_en", String, o.Page.EN), constant("page_fr", String, o.Page.FR))
	table := build("composite", []string{"country"}, byRank(s), columns)
	return table.WriteCSV(w, o.CSVOptions)
}

// byRank lists the places of the countries, those without a rank last.
func byRank(s *benchmark.Study) []int {
	places := make([]int, len(s.Matrix.Countries))
	for i := range places {
		places[i] = i
	}
	last := func(i int) int {
		if rank := s.Composite.Ranks[i]; rank > 0 {
			return rank
		}
		return math.MaxInt
	}
	slices.SortStableFunc(places, func(a, b int) int {
		if by := last(a) - last(b); by != 0 {
			return by
		}
		return strings.Compare(s.Matrix.Countries[a], s.Matrix.Countries[b])
	})
	return places
}

// weightsText writes weights as the commands read them.
func weightsText(s *benchmark.Study) string {
	parts := make([]string, len(s.Matrix.Components))
	for j, part := range s.Matrix.Components {
		parts[j] = part.Code + "=" + strconv.FormatFloat(s.Method.Weights[j], 'g', -1, 64)
	}
	return strings.Join(parts, ",")
}

// credit lists what is to be said of each index, once.
func (c Composite) credit(of func(*benchmark.Index) string) string {
	var all []string
	for _, source := range c.Sources {
		if s := of(source.Index); s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return strings.Join(all, "; ")
}

// compositeSource is an edition in the JSON file.
type compositeSource struct {
	Index      string           `json:"index"`
	Name       tracker.Text     `json:"name"`
	Edition    int              `json:"edition"`
	Series     benchmark.Series `json:"series"`
	Source     tracker.Text     `json:"source"`
	SourceURL  string           `json:"source_url"`
	Licence    string           `json:"licence"`
	LicenceURL string           `json:"licence_url"`
}

// WriteJSON writes a composite by the names that the commands `benchmark composite`,
// `range` and `simulate` print, with how it was made, from what and under which licence.
func (c Composite) WriteJSON(w io.Writer, o CompositeOptions) error {
	s := c.Study
	a := s.Analysis()
	sources := make([]compositeSource, len(c.Sources))
	for i, source := range c.Sources {
		ix := source.Index
		sources[i] = compositeSource{ix.ID, ix.Name, source.Year, ix.Series, ix.Source, ix.SourceURL, ix.Licence, ix.LicenceURL}
	}
	codes := make([]string, len(s.Matrix.Components))
	for j, part := range s.Matrix.Components {
		codes[j] = part.Code
	}
	if len(c.Sources) == 1 {
		a.Index, a.Edition = c.Sources[0].Index.Name.EN, c.Sources[0].Year
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		Page          tracker.Text            `json:"page"`
		Sources       []compositeSource       `json:"sources"`
		Normalisation benchmark.Normalisation `json:"normalisation"`
		Aggregation   benchmark.Aggregation   `json:"aggregation"`
		Vary          []benchmark.Choice      `json:"vary"`
		Codes         []string                `json:"component_codes"`
		*benchmark.Analysis
	}{o.Page, sources, s.Method.Normalisation, s.Method.Aggregation, benchmark.Choices, codes, a})
}

// WriteComponents writes what the composite is made of, as the commands read it: a
// column a component, turned so that greater is better, and the published score.
func (c Composite) WriteComponents(w io.Writer) error {
	m := c.Study.Matrix
	values := m.Directed()
	columns := []column[int]{{"country", String, func(i int) any { return m.Countries[i] }}}
	for j, part := range m.Components {
		columns = append(columns, column[int]{part.Code, Number, func(i int) any { return at(values[i], j) }})
	}
	if m.Scores != nil {
		columns = append(columns, column[int]{"published_score", Number, func(i int) any { return at(m.Scores, i) }})
	}
	rows := make([]int, len(m.Countries))
	for i := range rows {
		rows[i] = i
	}
	table := build("components", []string{"country"}, rows, columns)
	return table.WriteCSV(w, CSVOptions{NoBOM: true})
}
