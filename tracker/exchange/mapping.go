package exchange

import (
	"io"
	"reflect"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// Mapping says how to read one index's table: what the index is, which column
// holds what, and which rows are no country's. It is written by hand, as YAML or
// JSON.
type Mapping struct {
	ID         string           `json:"id"` // "odb"
	Name       tracker.Text     `json:"name"`
	Source     tracker.Text     `json:"source"` // who publishes it, as it asks to be credited
	SourceURL  string           `json:"source_url"`
	Licence    string           `json:"licence"`
	LicenceURL string           `json:"licence_url"`
	Series     benchmark.Series `json:"series"` // "absolute" or "scaled": the table cannot say
	Note       tracker.Text     `json:"note"`
	Columns    MappedColumns    `json:"columns"`
	// CountryBy is how the country column names countries.
	CountryBy CountryNaming `json:"country_by"`
	// Countries gives the ISO 3166-1 alpha-2 code of countries that the column
	// names in a way of its own: "Korea, Rep.": KR.
	Countries  []CountryName     `json:"countries"`
	Components []MappedComponent `json:"components"`
	// Editions names editions. Where it names any, a row of another year is a
	// fault, unless OtherYears is "skip".
	Editions   []MappedEdition `json:"editions"`
	OtherYears OtherYears      `json:"other_years"`
	// Missing lists the texts that stand for a component not published, beside
	// the blank.
	Missing []string   `json:"missing"`
	Skip    []SkipRule `json:"skip"`
}

// MappedColumns names the columns that every index has.
type MappedColumns struct {
	Country string `json:"country"`
	Year    string `json:"year"`
	Score   string `json:"score"`
}

// MappedComponent is a component and the column that holds it.
type MappedComponent struct {
	Code          string       `json:"code"`
	Column        string       `json:"column"`
	Name          tracker.Text `json:"name"`
	LowerIsBetter bool         `json:"lower_is_better"`
}

// MappedEdition is an edition's own name, which may be blank, and what changed in
// the method since the edition before, where their scores cannot be compared.
type MappedEdition struct {
	Year  int          `json:"year"`
	Name  tracker.Text `json:"name"`
	Break tracker.Text `json:"break"`
}

// CountryName is a country as a table names it.
type CountryName struct {
	Name string `json:"name"`
	ISO2 string `json:"iso2"`
}

// SkipRule leaves out rows: those whose Column says Equals (a blank, where that
// is not given), except where Unless holds.
type SkipRule struct {
	Column string     `json:"column"`
	Equals string     `json:"equals"`
	Unless *Condition `json:"unless"`
}

// Condition holds for rows whose Column says Equals.
type Condition struct {
	Column string `json:"column"`
	Equals string `json:"equals"`
}

// CountryNaming is how a column names countries.
type CountryNaming string

// The ways of naming countries.
const (
	ByISO2 CountryNaming = "iso2" // ISO 3166-1 alpha-2; where nothing is said
	ByISO3 CountryNaming = "iso3" // ISO 3166-1 alpha-3
	ByName CountryNaming = "name" // a name that [country.Named] knows
)

// OtherYears is what to do with rows of years that no edition is named for.
type OtherYears string

// The ways of treating other years.
const (
	OtherYearsFault OtherYears = "fault" // where nothing is said
	OtherYearsSkip  OtherYears = "skip"
)

// ReadMapping reads a mapping. The error is [Faults] where the file is at fault,
// and r's own otherwise.
func ReadMapping(r io.Reader) (Mapping, error) {
	var faults report
	var m Mapping
	n, err := readTree(r, &faults)
	if err != nil {
		return Mapping{}, err
	}
	if n != nil {
		decoder{&faults}.decode(n, reflect.ValueOf(&m).Elem(), "")
		m.check(n, &faults)
	}
	if len(faults.faults) > 0 {
		return Mapping{}, faults.faults
	}
	return m, nil
}

// check reports what is missing or there twice.
func (m *Mapping) check(n *node, faults *report) {
	for _, f := range []struct{ path, value string }{
		{"id", m.ID}, {"name.en", m.Name.EN}, {"name.fr", m.Name.FR}, {"series", string(m.Series)},
		{"columns.country", m.Columns.Country}, {"columns.year", m.Columns.Year}, {"columns.score", m.Columns.Score},
	} {
		if f.value == "" {
			faults.add(n.line, f.path, "exchange.required")
		}
	}
	for i, c := range m.Countries {
		if !country.Valid(c.ISO2) {
			at := n.get("countries").items[i]
			faults.add(at.line, indexed("countries", i)+".iso2", "exchange.country_unknown", "value", shorten(c.ISO2))
		}
	}
	var seen []string
	for i, c := range m.Components {
		line, path := n.get("components").items[i].line, indexed("components", i)
		switch {
		case c.Code == "" || c.Column == "":
			faults.add(line, path, "exchange.component_incomplete")
		case slices.Contains(seen, c.Code):
			faults.add(line, path+".code", "exchange.component_twice", "value", shorten(c.Code))
		}
		seen = append(seen, c.Code)
	}
}
