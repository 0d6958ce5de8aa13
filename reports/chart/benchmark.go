package chart

import (
	"math"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// score writes a score of a table's index.
func score(l *locale.Locale, t *benchmark.Table, v float64) string {
	return l.Decimal(v, t.ScoreDigits)
}

// partText writes a component of a table's index.
func partText(l *locale.Locale, t *benchmark.Table, v float64) string {
	return l.Decimal(v, t.PartDigits)
}

// signedScore writes a change of score: "+18", "−4", "+0.5".
func signedScore(l *locale.Locale, t *benchmark.Table, v float64) string {
	return l.SignedDecimal(v, t.ScoreDigits)
}

// countryName returns a country's name in the reader's language.
func countryName(l *locale.Locale, r *benchmark.Row) string { return l.Country(r.Country) }

// countryIn returns it as it stands within a sentence.
func countryIn(l *locale.Locale, r *benchmark.Row) string { return l.CountryIn(r.Country) }

// indexNote gives an index's credit; blank where none is recorded.
func indexNote(l *locale.Locale, t *benchmark.Table) string {
	return credit(l, t.Index.Source, t.Index.Licence)
}

// credit says who published data, and under which licence.
func credit(l *locale.Locale, by tracker.Text, licence string) string {
	source := l.Text(by)
	if source == "" {
		return ""
	}
	if licence == "" {
		return l.T("chart.note.source", "source", source)
	}
	return l.T("chart.note.licensed", "source", source, "licence", licence)
}

// year writes a year, which is not a number of anything.
func year(n int) string { return strconv.Itoa(n) }

// ceiling returns the end of an axis from 0 that holds all scores: 100, as
// indices are published, or the next power of ten.
func ceiling(t *benchmark.Table) float64 {
	end := 100.0
	for i := range t.Rows {
		for !math.IsInf(t.Rows[i].Score, 0) && t.Rows[i].Score > end {
			end *= 10
		}
	}
	return end
}

// withHome returns the first n rows, with the home country's in place of the
// last where it ranks below.
func withHome(t *benchmark.Table, home string, n int) []*benchmark.Row {
	var out []*benchmark.Row
	for i := range t.Rows {
		if len(out) < n {
			out = append(out, &t.Rows[i])
		} else if t.Rows[i].Country == home {
			out[n-1] = &t.Rows[i]
		}
	}
	return out
}
