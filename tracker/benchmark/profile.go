package benchmark

import (
	"math"
	"slices"
)

// Appearance is a country in one edition of an index.
type Appearance struct {
	Edition *Edition
	Score   float64
	Place       // among all countries of the edition
	Of      int // how many these are
	// Since is the year of the appearance before and Change the points since then; both
	// are 0 where there is none, where the method has changed since, and in a scaled
	// series.
	Since  int
	Change float64
	// Among is the place among the countries of [Profile.Common]: only such ranks can be
	// followed from one edition to the next.
	Among Place
}

// Profile is a country in all editions of an index that cover it, in order of year.
type Profile struct {
	Appearances []Appearance
	Common      []string // the countries that all of these editions cover
}

// ProfileOf returns where a country stood in every edition of an index. It has no
// appearances where no edition covers the country.
func ProfileOf(ix *Index, country string) Profile {
	var p Profile
	var covering []*Edition
	for i := range ix.Editions {
		e := &ix.Editions[i]
		if s := e.Score(country); s == nil || math.IsNaN(s.Value) {
			continue
		}
		covering = append(covering, e)
		p.Appearances = append(p.Appearances, appearanceIn(e, country))
	}
	if len(covering) == 0 {
		return p
	}
	for i := 1; i < len(covering); i++ {
		a, before := &p.Appearances[i], &p.Appearances[i-1]
		if ix.Series == Absolute && len(ix.breaks(covering[i-1].Year, covering[i].Year)) == 0 {
			a.Since, a.Change = covering[i-1].Year, a.Score-before.Score
		}
	}
	for _, path := range RankPaths(covering...) {
		p.Common = append(p.Common, path.Country)
		if path.Country == country {
			for i, place := range path.Places {
				p.Appearances[i].Among = place
			}
		}
	}
	slices.Sort(p.Common)
	return p
}

func appearanceIn(e *Edition, country string) Appearance {
	scores := make([]float64, len(e.Scores))
	at := 0
	for i, s := range e.Scores {
		scores[i] = s.Value
		if s.Country == country {
			at = i
		}
	}
	place, of := placeOf(scores, at)
	return Appearance{Edition: e, Score: scores[at], Place: place, Of: of}
}

// placeOf returns the place of one of some values, and among how many it is.
func placeOf(values []float64, at int) (place Place, of int) {
	places := Places(values)
	for _, p := range places {
		if p.Rank != 0 {
			of++
		}
	}
	return places[at], of
}

// Measure is a country's score, or one of its components, beside those of all others
// in an edition.
type Measure struct {
	Component  *Component // nil for the score
	Value      float64    // as published; NaN where it was not, and then nothing else is set
	Place                 // the best has rank 1, whichever way the component runs
	Of         int        // how many countries have a value
	Best       float64    // the best value, and Leaders the countries that have it
	Leaders    []string
	Gap        float64 // how far Value is from Best, in its own unit, 0 or more
	Percentile float64 // share of the other countries that do worse, 0 to 1; NaN without others

	column int
}

// Measures sets a country's score and components beside those of all countries of the
// edition, the score first. It returns nil where the edition does not cover the
// country. A table that was narrowed by [Table.Only] knows only what it has kept.
func (t *Table) Measures(country string) []Measure {
	at := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Country == country })
	if at < 0 {
		return nil
	}
	measures := []Measure{t.measure(scoreColumn, at)}
	for j := range t.Components {
		measures = append(measures, t.measure(j, at))
	}
	return measures
}

// scoreColumn stands for the score where a component's column is asked for.
const scoreColumn = -1

// measure sets one value of a row beside its column.
func (t *Table) measure(column, at int) Measure {
	m := Measure{column: column, Value: t.value(at, column), Percentile: math.NaN()}
	sign := 1.0
	if column != scoreColumn {
		m.Component = &t.Components[column]
		if m.Component.LowerIsBetter {
			sign = -1
		}
	}
	if math.IsNaN(m.Value) {
		return m
	}
	values := make([]float64, len(t.Rows))
	for i := range t.Rows {
		values[i] = sign * t.value(i, column)
	}
	m.Place, m.Of = placeOf(values, at)
	m.Gap, m.Percentile = GapToBest(values)[at], PercentileRank(values)[at]
	for i, rank := range Rank(values) {
		if rank == 1 {
			m.Best, m.Leaders = sign*values[i], append(m.Leaders, t.Rows[i].Country)
		}
	}
	return m
}

// value returns a score or a component of a row, NaN where it was not published.
func (t *Table) value(row, column int) float64 {
	r := &t.Rows[row]
	switch {
	case column == scoreColumn:
		return r.Score
	case column < len(r.Components):
		return r.Components[column]
	}
	return math.NaN()
}

// MedianOf returns the median of a measure among some countries of the edition, NaN
// where none has a value, and among how many it is.
func (t *Table) MedianOf(m *Measure, countries []string) (median float64, of int) {
	var values []float64
	for i := range t.Rows {
		if v := t.value(i, m.column); slices.Contains(countries, t.Rows[i].Country) && !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return Median(values), len(values)
}
