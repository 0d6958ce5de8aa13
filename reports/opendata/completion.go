package opendata

import (
	"encoding/json"
	"io"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// CompletionTable is what became of OGP's commitments: a row a group, in the order of the standings: shares with their 95 %
// Wilson intervals, and the groups from which the row is told apart beyond doubt.
func CompletionTable(c benchmark.Completed) Table {
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	type row = benchmark.Standing
	counts := func(name string, of func(row) benchmark.Proportion) []column[row] {
		return []column[row]{
			{name, Integer, func(s row) any { return of(s).High }},
			{name + "_assessed", Integer, func(s row) any { return of(s).Assessed }},
		}
	}
	figure := func(name string, of func(benchmark.Proportion) float64) column[row] {
		return column[row]{name, Number, func(s row) any {
			if s.Completed.Assessed == 0 {
				return nil
			}
			return of(s.Completed)
		}}
	}
	columns := []column[row]{
		{"grouping", String, func(row) any { return string(c.By) }},
		{"view", String, func(row) any { return string(c.View) }},
		{"group", String, func(s row) any { return s.Key }},
		{"group_en", String, func(s row) any { return GroupName(en, c.By, &s) }},
		{"group_fr", String, func(s row) any { return GroupName(fr, c.By, &s) }},
		{"country", String, func(s row) any { return s.Country }},
		{"plan_number", Integer, func(s row) any { return orNone(s.Number) }},
		{"submitted", Integer, func(s row) any { return orNone(s.Submitted) }},
		{"commitment_count", Integer, func(s row) any { return s.Commitments }},
		{"withdrawn", Integer, func(s row) any { return s.Withdrawn }},
		{"progress_report_only", Integer, func(s row) any { return s.Halfway }},
		{"completed", Integer, func(s row) any { return s.Completed.High }},
		{"assessed", Integer, func(s row) any { return s.Completed.Assessed }},
		figure("share", benchmark.Proportion.Share),
		figure("wilson_low", func(p benchmark.Proportion) float64 { low, _ := p.Wilson95(); return low }),
		figure("wilson_high", func(p benchmark.Proportion) float64 { _, high := p.Wilson95(); return high }),
	}
	columns = append(columns, counts("starred", func(s row) benchmark.Proportion { return s.Starred })...)
	columns = append(columns, counts("starred_2015", func(s row) benchmark.Proportion { return s.Starred2015 })...)
	columns = append(columns, counts("high_ambition", func(s row) benchmark.Proportion { return s.Ambitious })...)
	columns = append(columns, counts("substantial_potential", func(s row) benchmark.Proportion { return s.Promising })...)
	columns = append(columns, counts("strong_early_results", func(s row) benchmark.Proportion { return s.Strong })...)
	columns = append(columns,
		column[row]{"higher_than", String, func(s row) any { return codes(s.Above) }},
		column[row]{"lower_than", String, func(s row) any { return codes(s.Below) }},
		column[row]{"source_en", String, func(row) any { return c.Source.Source.EN }},
		column[row]{"source_fr", String, func(row) any { return c.Source.Source.FR }},
		column[row]{"note_en", String, func(row) any { return c.Source.Note.EN }},
		column[row]{"note_fr", String, func(row) any { return c.Source.Note.FR }})
	return build("completion", []string{"group"}, c.Standings, columns)
}

// GroupName is a group's name in a language. A plan has none but its identifier, and
// is named by whose it is.
func GroupName(l *locale.Locale, by benchmark.Grouping, s *benchmark.Standing) string {
	switch {
	case by == benchmark.ByPolicyArea:
		return l.PolicyArea(s.Key)
	case s.Country != "":
		return l.Country(s.Country)
	}
	return s.Member
}

// WriteCompletionJSON writes the same with the source's own note and credit, each group under
// its key.
func WriteCompletionJSON(w io.Writer, c benchmark.Completed) error {
	byKey := make(map[string]benchmark.Standing, len(c.Standings))
	for _, s := range c.Standings {
		byKey[s.Key] = s
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		benchmark.CommitmentSource
		By        benchmark.Grouping            `json:"grouping"`
		View      benchmark.View                `json:"view"`
		Standings map[string]benchmark.Standing `json:"standings"`
	}{c.Source, c.By, c.View, byKey})
}
