package opendata

import (
	"encoding/json"
	"io"
	"math"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// WriteBenchmarkCSV writes one edition of an index as a table, by rank: countries
// by code and in both languages, score, change, every edition's score, the
// components, and what is computed from them. A figure that was not published is
// blank.
func WriteBenchmarkCSV(w io.Writer, t *benchmark.Table, o CSVOptions) error {
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	type row = benchmark.Row
	columns := []column[row]{
		{"country", String, func(r row) any { return r.Country }},
		{"country_en", String, func(r row) any { return en.Country(r.Country) }},
		{"country_fr", String, func(r row) any { return fr.Country(r.Country) }},
		{"rank", Integer, func(r row) any { return r.Rank }},
		{"tied", Boolean, func(r row) any { return r.Tied }},
		{"score", Number, func(r row) any { return r.Score }},
		{"since", Integer, func(r row) any { return orNone(r.Since) }},
		{"change", Number, func(r row) any {
			if r.Since == 0 {
				return nil
			}
			return r.Change
		}},
	}
	for i, year := range t.Years {
		columns = append(columns, column[row]{"score_" + strconv.Itoa(year), Number, func(r row) any { return at(r.Trend, i) }})
	}
	for i, c := range t.Components {
		columns = append(columns, column[row]{c.Code, Number, func(r row) any { return at(r.Components, i) }})
	}
	columns = append(columns, []column[row]{
		{"mean_of_components", Number, func(r row) any {
			if r.MeanRank == 0 {
				return nil
			}
			return r.Mean
		}},
		{"mean_rank", Integer, func(r row) any { return orNone(r.MeanRank) }},
		{"composite", Number, func(r row) any {
			if r.CompositeRank == 0 {
				return nil
			}
			return r.Composite
		}},
		{"composite_rank", Integer, func(r row) any { return orNone(r.CompositeRank) }},
		{"best_possible_rank", Integer, func(r row) any { return orNone(r.Best) }},
		{"worst_possible_rank", Integer, func(r row) any { return orNone(r.Worst) }},
	}...)
	table := build("benchmark", []string{"country"}, t.Rows, columns)
	return table.WriteCSV(w, o)
}

// at returns a value of a row of figures, nil where it is missing.
func at(values benchmark.Values, i int) any {
	if i >= len(values) || math.IsNaN(values[i]) {
		return nil
	}
	return values[i]
}

// orNone returns a number, nil for 0, which stands for none.
func orNone(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// WriteBenchmarkJSON writes the same edition as JSON, with the credit that its
// licence asks for.
func WriteBenchmarkJSON(w io.Writer, t *benchmark.Table) error {
	ix := &t.Index
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		Name       tracker.Text     `json:"name"`
		Source     tracker.Text     `json:"source"`
		SourceURL  string           `json:"source_url"`
		Licence    string           `json:"licence"`
		LicenceURL string           `json:"licence_url"`
		Series     benchmark.Series `json:"series"`
		*benchmark.Table
	}{ix.Name, ix.Source, ix.SourceURL, ix.Licence, ix.LicenceURL, ix.Series, t})
}
