package exchange

import (
	"io"
	"math"
	"slices"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// ReadMatrix reads a table to compare countries by: first column the country,
// then one column a component, its header the component's code. A column named
// score or published_score holds the published score and is no component, unless
// there is no other. A value that is blank, NA, NaN or null is missing. Countries
// are taken as they are named. Every fault of every row is reported, a country
// twice among them, also by two names that [country.Find] knows.
func ReadMatrix(r io.Reader) (benchmark.Matrix, []RowError) {
	var faults report
	t := csvTable(r, &faults)
	if t == nil {
		return benchmark.Matrix{}, faults.faults
	}
	var m benchmark.Matrix
	score := -1
	for i, name := range t.header {
		switch {
		case name == "" || slices.Index(t.header, name) < i:
			faults.add(1, name, "exchange.column_twice")
		case i == 0:
		case score < 0 && (name == "score" || name == "published_score"):
			score = i
		default:
			m.Components = append(m.Components, benchmark.Component{Code: name})
		}
	}
	only := len(m.Components) == 0 && score > 0
	if only {
		m.Components = []benchmark.Component{{Code: t.header[score]}}
	}
	if len(m.Components) == 0 {
		faults.add(1, "", "exchange.no_component")
	}
	if len(faults.faults) > 0 {
		return benchmark.Matrix{}, faults.faults
	}
	firstRow := make(map[string]int)
	for row, cells := range t.rows {
		name := strings.TrimSpace(cells[0])
		same := name
		if code, known := country.Find(name); known {
			same = code
		}
		if name == "" {
			faults.add(row, t.header[0], "exchange.required")
		} else if first, twice := firstRow[same]; twice {
			faults.add(row, t.header[0], "exchange.country_twice_in_table", "country", shorten(name), "row", first)
		}
		firstRow[same] = row
		m.Countries = append(m.Countries, name)
		var values benchmark.Values
		for i := 1; i < len(cells); i++ {
			x := math.NaN()
			if text := strings.TrimSpace(cells[i]); !slices.Contains([]string{"", "na", "nan", "null"}, strings.ToLower(text)) {
				x = readNumber(&faults, row, t.header[i], text)
			}
			if i == score {
				m.Scores = append(m.Scores, x)
			}
			if i != score || only {
				values = append(values, x)
			}
		}
		m.Values = append(m.Values, values)
	}
	if len(m.Countries) == 0 {
		faults.add(1, "", "exchange.no_country")
	}
	if len(faults.faults) > 0 {
		return benchmark.Matrix{}, faults.faults
	}
	return m, nil
}
