// Package benchmark compares countries on published indices: rank, change,
// trend, composite, rank range and dominance. Names follow COINr and the
// OECD/JRC Handbook on Constructing Composite Indicators.
//
// Everything here is a value or a pure function. The package knows no file
// format, no database and no page.
package benchmark

import (
	"encoding/json"
	"math"
	"slices"

	"ogptracker/tracker"
)

// Index is a published cross-country index.
type Index struct {
	ID         string       `json:"id"` // "odb"
	Name       tracker.Text `json:"name"`
	Source     tracker.Text `json:"source"`     // who publishes it, as it asks to be credited
	SourceURL  string       `json:"source_url"` // where it was published
	Licence    string       `json:"licence"`    // "CC BY 4.0"
	LicenceURL string       `json:"licence_url"`
	Series     Series       `json:"series"`
	Components []Component  `json:"components"`
	Editions   []Edition    `json:"editions"` // in order of year
	Note       tracker.Text `json:"note"`     // what a reader must know before comparing
}

// Series is how an index's scores are anchored. The two are never mixed.
type Series string

// The kinds of series.
const (
	Absolute Series = "absolute" // comparable from one edition to the next
	Scaled   Series = "scaled"   // the leader of each edition is 100
)

// Component is one part of an index.
type Component struct {
	Code string       `json:"code"`
	Name tracker.Text `json:"name"`
	// LowerIsBetter is set where a small value is good.
	LowerIsBetter bool `json:"lower_is_better,omitempty"`
}

// Edition is an index as published in one year. It covers its own set of
// countries: a rank in one edition is not a rank in another.
type Edition struct {
	Year   int          `json:"year"`
	Name   tracker.Text `json:"name"` // "Leaders Edition"
	Scores []Score      `json:"scores"`
	// Break says what changed in the method since the edition before, where the
	// scores of both can no longer be compared; blank otherwise.
	Break tracker.Text `json:"break,omitzero"`
}

// Score is one country in one edition.
type Score struct {
	Country string  `json:"country"` // ISO 3166-1 alpha-2
	Value   float64 `json:"value"`
	// Components holds the parts in the order of Index.Components; NaN where a
	// part was not published. It is nil when none was.
	Components Values `json:"components,omitempty"`
}

// Edition returns the edition of a year, or nil when the index has none.
func (ix *Index) Edition(year int) *Edition {
	for i := range ix.Editions {
		if ix.Editions[i].Year == year {
			return &ix.Editions[i]
		}
	}
	return nil
}

// Latest returns the newest edition, or nil when the index has none.
func (ix *Index) Latest() *Edition {
	if len(ix.Editions) == 0 {
		return nil
	}
	return &ix.Editions[len(ix.Editions)-1]
}

// Score returns what a country scored in the edition, or nil when the edition
// does not cover it.
func (e *Edition) Score(country string) *Score {
	i := slices.IndexFunc(e.Scores, func(s Score) bool { return s.Country == country })
	if i < 0 {
		return nil
	}
	return &e.Scores[i]
}

// Values are figures of which some may be missing. A missing one is NaN in Go
// and null in JSON, which has no NaN.
type Values []float64

// MarshalJSON writes missing values as null.
func (v Values) MarshalJSON() ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	b := []byte{'['}
	for i, x := range v {
		if i > 0 {
			b = append(b, ',')
		}
		if math.IsNaN(x) {
			b = append(b, "null"...)
			continue
		}
		n, err := json.Marshal(x)
		if err != nil {
			return nil, err
		}
		b = append(b, n...)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads what [Values.MarshalJSON] writes.
func (v *Values) UnmarshalJSON(b []byte) error {
	var known []*float64
	if err := json.Unmarshal(b, &known); err != nil {
		return err
	}
	*v = nil
	if known == nil {
		return nil
	}
	*v = make(Values, len(known))
	for i, x := range known {
		(*v)[i] = math.NaN()
		if x != nil {
			(*v)[i] = *x
		}
	}
	return nil
}
