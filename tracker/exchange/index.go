package exchange

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// ReadIndex reads an index's table, CSV with one row a country and year, as the
// mapping says, or reports every fault of every row: a country that is none, a
// country twice in a year, text where a number belongs. Editions come in order of
// year, and their scores in order of country code. Columns that the mapping does
// not name are let pass.
func ReadIndex(r io.Reader, m Mapping) (*benchmark.Index, []RowError) {
	var faults report
	t := csvTable(r, &faults)
	if t == nil {
		return nil, faults.faults
	}
	in := indexReader{report: &faults, mapping: m}
	if !in.placeColumns(t.header) {
		return nil, faults.faults
	}
	editions := make(map[int]*benchmark.Edition)
	type entry struct {
		year    int
		country string
	}
	firstRow := make(map[entry]int)
	for row, cells := range t.rows {
		in.row, in.cells = row, cells
		if in.skipped() {
			continue
		}
		before := len(faults.faults)
		year, wanted := in.year()
		if !wanted {
			continue
		}
		score := in.score()
		if len(faults.faults) > before {
			continue
		}
		key := entry{year, score.Country}
		if first, twice := firstRow[key]; twice {
			faults.add(row, m.Columns.Country, "exchange.country_twice", "country", score.Country, "year", strconv.Itoa(year), "row", first)
			continue
		}
		firstRow[key] = row
		if editions[year] == nil {
			editions[year] = &benchmark.Edition{Year: year}
		}
		editions[year].Scores = append(editions[year].Scores, score)
	}
	if len(faults.faults) > 0 {
		return nil, faults.faults
	}
	return m.index(editions), nil
}

// index puts what was read under the mapping's header.
func (m Mapping) index(editions map[int]*benchmark.Edition) *benchmark.Index {
	ix := &benchmark.Index{
		ID: m.ID, Name: m.Name, Source: m.Source, SourceURL: m.SourceURL, Licence: m.Licence,
		LicenceURL: m.LicenceURL, Series: m.Series, Note: m.Note,
	}
	for _, c := range m.Components {
		ix.Components = append(ix.Components, benchmark.Component{Code: c.Code, Name: c.Name, LowerIsBetter: c.LowerIsBetter})
	}
	for _, e := range m.Editions {
		if read := editions[e.Year]; read != nil {
			read.Name, read.Break = e.Name, e.Break
		}
	}
	for _, e := range editions {
		slices.SortFunc(e.Scores, func(a, b benchmark.Score) int { return cmp.Compare(a.Country, b.Country) })
		ix.Editions = append(ix.Editions, *e)
	}
	slices.SortFunc(ix.Editions, func(a, b benchmark.Edition) int { return cmp.Compare(a.Year, b.Year) })
	return ix
}

// indexReader reads one row after the other.
type indexReader struct {
	*report
	mapping Mapping
	place   map[string]int // of each column in a row, by name
	row     int
	cells   []string
}

// placeColumns finds the columns that the mapping names, or reports those that
// are missing or twice.
func (r *indexReader) placeColumns(header []string) bool {
	before := len(r.faults)
	named := []string{r.mapping.Columns.Country, r.mapping.Columns.Year, r.mapping.Columns.Score}
	for _, c := range r.mapping.Components {
		named = append(named, c.Column)
	}
	for _, s := range r.mapping.Skip {
		named = append(named, s.Column)
		if s.Unless != nil {
			named = append(named, s.Unless.Column)
		}
	}
	r.place = make(map[string]int, len(named))
	for i, name := range header {
		if !slices.Contains(named, name) {
			continue
		}
		if _, twice := r.place[name]; twice {
			r.add(1, name, "exchange.column_twice")
		}
		r.place[name] = i
	}
	slices.Sort(named)
	missing := false
	for _, name := range slices.Compact(named) {
		if _, found := r.place[name]; !found {
			r.add(1, name, "exchange.column_missing")
			missing = true
		}
	}
	if missing {
		r.add(1, "", "exchange.index_columns", "columns", columnList(header))
	}
	return len(r.faults) == before
}

func (r *indexReader) cell(column string) string {
	return strings.TrimSpace(r.cells[r.place[column]])
}

// skipped reports whether the mapping leaves the current row out.
func (r *indexReader) skipped() bool {
	return slices.ContainsFunc(r.mapping.Skip, func(s SkipRule) bool {
		return r.cell(s.Column) == s.Equals && (s.Unless == nil || r.cell(s.Unless.Column) != s.Unless.Equals)
	})
}

// year reads the row's year, and whether rows of that year are wanted.
func (r *indexReader) year() (year int, wanted bool) {
	column := r.mapping.Columns.Year
	text := r.cell(column)
	year, err := strconv.Atoi(text)
	switch {
	case text == "":
		r.add(r.row, column, "exchange.required")
	case err != nil || year < 1900 || year > 2200:
		r.add(r.row, column, "exchange.year_malformed", "value", shorten(text))
	case len(r.mapping.Editions) > 0 && !slices.ContainsFunc(r.mapping.Editions, func(e MappedEdition) bool { return e.Year == year }):
		if r.mapping.OtherYears == OtherYearsSkip {
			return year, false
		}
		r.add(r.row, column, "exchange.year_unknown", "value", text)
	}
	return year, true
}

// score reads the row's country, score and components.
func (r *indexReader) score() benchmark.Score {
	s := benchmark.Score{Country: r.country()}
	s.Value = r.number(r.mapping.Columns.Score)
	for _, c := range r.mapping.Components {
		value := math.NaN()
		if text := r.cell(c.Column); text != "" && !slices.Contains(r.mapping.Missing, text) {
			value = r.number(c.Column)
		}
		s.Components = append(s.Components, value)
	}
	if !slices.ContainsFunc(s.Components, func(x float64) bool { return !math.IsNaN(x) }) {
		s.Components = nil
	}
	return s
}

func (r *indexReader) number(column string) float64 {
	return readNumber(r.report, r.row, column, r.cell(column))
}

// readNumber reads a finite decimal number no greater than the comparison takes,
// or reports why not.
func readNumber(faults *report, row int, column, text string) float64 {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case text == "":
		faults.add(row, column, "exchange.required")
	case err != nil && !math.IsInf(x, 0), math.IsNaN(x):
		faults.add(row, column, "exchange.number_malformed", "value", shorten(text))
	case math.Abs(x) > benchmark.MaxValue:
		faults.add(row, column, "exchange.number_range", "value", shorten(text))
	}
	return x
}

// country returns the row's country as ISO 3166-1 alpha-2.
func (r *indexReader) country() string {
	column := r.mapping.Columns.Country
	text := r.cell(column)
	if text == "" {
		r.add(r.row, column, "exchange.required")
		return ""
	}
	for _, c := range r.mapping.Countries {
		if c.Name == text {
			return c.ISO2
		}
	}
	code, ok := text, false
	switch r.mapping.CountryBy {
	case ByName:
		code, ok = country.Named(text)
	case ByISO3:
		code, ok = country.FromISO3(text)
	default:
		ok = country.Valid(text)
	}
	if !ok {
		r.add(r.row, column, "exchange.country_unknown", "value", shorten(text))
	}
	return code
}
