package benchmark

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// What keeps editions and indices from being compared. The error's text names them.
var (
	ErrNoEdition = errors.New("the index has no edition of that year")
	// ErrMixedSeries: in a scaled series the leader of each edition is 100, however
	// good it is, so that its scores are no measure beside absolute ones.
	ErrMixedSeries = errors.New("absolute and scaled series cannot be mixed")
)

// Shift is one country in two editions, ranked in both among the countries that
// both cover.
type Shift struct {
	Country            string
	FromScore, ToScore float64
	From, To           Place // among the countries common to both
}

// Common returns the countries that every edition covers, in order of code; nil
// for no edition. Only among them may ranks of different editions be compared.
func Common(editions ...*Edition) []string {
	covered := make(map[string]int)
	for _, e := range editions {
		for _, s := range e.Scores {
			covered[s.Country]++
		}
	}
	var common []string
	for country, n := range covered {
		if n == len(editions) {
			common = append(common, country)
		}
	}
	slices.Sort(common)
	return common
}

// Comparison is two editions of an index side by side.
type Comparison struct {
	Shifts []Shift // of the countries common to both
	// Points reports whether a difference of the scores means anything: the series
	// is absolute, and the method did not change in between. Where it does not, only
	// ranks may be compared, and after a change of method those with care.
	Points bool
	// Breaks are the editions after the first, up to the second, in which the method
	// changed.
	Breaks []*Edition
}

// Compare compares the editions of two years, or reports [ErrNoEdition].
func Compare(ix *Index, from, to int) (Comparison, error) {
	first, second := ix.Edition(from), ix.Edition(to)
	switch {
	case first == nil:
		return Comparison{}, fmt.Errorf("%w: %d", ErrNoEdition, from)
	case second == nil:
		return Comparison{}, fmt.Errorf("%w: %d", ErrNoEdition, to)
	}
	c := Comparison{Shifts: Between(first, second), Breaks: ix.breaks(from, to)}
	c.Points = ix.Series == Absolute && len(c.Breaks) == 0
	return c, nil
}

// breaks returns the editions after one year, up to another, in which the method
// changed. The years may stand in either order.
func (ix *Index) breaks(from, to int) []*Edition {
	from, to = min(from, to), max(from, to)
	var found []*Edition
	for i := range ix.Editions {
		if e := &ix.Editions[i]; e.Year > from && e.Year <= to && !e.Break.IsZero() {
			found = append(found, e)
		}
	}
	return found
}

// Source is an edition of an index, as a component of a composite.
type Source struct {
	Index *Index
	Year  int
}

// Join makes a matrix of several indices: each one's score is a component, under the
// index's identifier and, where the index stands there twice, its year. It has every
// country that any of them covers, in order of code; see [Screen] for those that not
// all cover. It reports [ErrNoEdition], and [ErrMixedSeries] where some of the indices
// are absolute and others scaled.
func Join(sources ...Source) (Matrix, error) {
	var m Matrix
	series := make(map[Series][]string)
	rows := make(map[string]Values)
	for j, source := range sources {
		ix := source.Index
		e := ix.Edition(source.Year)
		if e == nil {
			return Matrix{}, fmt.Errorf("%w: %s, %d", ErrNoEdition, ix.ID, source.Year)
		}
		series[ix.Series] = append(series[ix.Series], ix.ID)
		twice := func(other Source) bool { return other.Index.ID == ix.ID && other.Year != source.Year }
		component := Component{Code: ix.ID, Name: ix.Name}
		if slices.ContainsFunc(sources, twice) {
			year := strconv.Itoa(source.Year)
			component = Component{Code: ix.ID + "-" + year, Name: tracker.Text{EN: ix.Name.EN + " " + year, FR: ix.Name.FR + " " + year}}
		}
		digits, _ := ix.digits(source.Year)
		m.Components, m.Digits = append(m.Components, component), append(m.Digits, digits)
		for _, s := range e.Scores {
			if rows[s.Country] == nil {
				rows[s.Country] = slices.Repeat(Values{math.NaN()}, len(sources))
			}
			rows[s.Country][j] = s.Value
		}
	}
	if len(series) > 1 {
		return Matrix{}, fmt.Errorf("%w: %s and %s", ErrMixedSeries, strings.Join(series[Absolute], ", "), strings.Join(series[Scaled], ", "))
	}
	for country := range rows {
		m.Countries = append(m.Countries, country)
	}
	slices.Sort(m.Countries)
	for _, country := range m.Countries {
		m.Values = append(m.Values, rows[country])
	}
	return m, nil
}

// Between compares two editions on the countries common to both, in order of
// code. Scores of a [Scaled] series say only who is ahead: use their ranks.
func Between(from, to *Edition) []Shift {
	common := Common(from, to)
	shifts := make([]Shift, len(common))
	before, after := make([]float64, len(common)), make([]float64, len(common))
	for i, country := range common {
		before[i], after[i] = from.Score(country).Value, to.Score(country).Value
	}
	first, last := Places(before), Places(after)
	for i, country := range common {
		shifts[i] = Shift{country, before[i], after[i], first[i], last[i]}
	}
	return shifts
}

// RankPath is a country's rank in each of several editions, in their order.
type RankPath struct {
	Country string
	Places  []Place
}

// RankPaths ranks countries in every edition among those that all editions cover
// with a score: only such ranks can be followed from one edition to the next. The
// best in the last edition come first, those that tie there by code.
func RankPaths(editions ...*Edition) []RankPath {
	scored := func(country string) bool {
		return !slices.ContainsFunc(editions, func(e *Edition) bool { return math.IsNaN(e.Score(country).Value) })
	}
	var paths []RankPath
	for _, country := range Common(editions...) {
		if scored(country) {
			paths = append(paths, RankPath{Country: country})
		}
	}
	for _, e := range editions {
		scores := make([]float64, len(paths))
		for i, p := range paths {
			scores[i] = e.Score(p.Country).Value
		}
		for i, place := range Places(scores) {
			paths[i].Places = append(paths[i].Places, place)
		}
	}
	last := len(editions) - 1
	slices.SortStableFunc(paths, func(a, b RankPath) int { return cmp.Compare(a.Places[last].Rank, b.Places[last].Rank) })
	return paths
}

// MedianOf returns the median score of chosen countries in an edition, and of
// how many it is: those the edition does not cover are left out. The median is
// NaN when none is covered.
func MedianOf(e *Edition, countries []string) (median float64, of int) {
	var scores []float64
	for _, s := range e.Scores {
		if slices.Contains(countries, s.Country) {
			scores = append(scores, s.Value)
		}
	}
	return Median(scores), len(scores)
}
