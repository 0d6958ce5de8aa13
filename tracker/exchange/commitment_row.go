package exchange

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// commitmentRow is a row of OGP's commitment sheet, whose columns are found by name. What
// could not be taken as it stands is noted, what keeps the file from being read is a
// fault.
type commitmentRow struct {
	report
	notes report
	place map[string]int // of each column in a row, by name
	row   int
	cells []string
}

// placeColumns finds the columns that are wanted, or reports those that are there twice
// and those of the required ones that are missing.
func (r *commitmentRow) placeColumns(header, required, optional []string) bool {
	r.place = make(map[string]int)
	for i, name := range header {
		name = oneLine(name)
		_, known := r.place[name]
		switch {
		case !slices.Contains(required, name) && !slices.Contains(optional, name):
		case known:
			r.add(1, name, "exchange.column_twice")
		default:
			r.place[name] = i
		}
	}
	for _, name := range required {
		if _, found := r.place[name]; !found {
			r.add(1, name, "exchange.column_missing")
		}
	}
	return len(r.faults) == 0
}

// noteAbsent notes which of these columns the sheet lacks.
func (r *commitmentRow) noteAbsent(columns []string) {
	var absent []string
	for _, name := range columns {
		if _, found := r.place[name]; !found {
			absent = append(absent, name)
		}
	}
	if absent != nil {
		r.notes.add(1, "", "exchange.ogp_columns_missing", "columns", strings.Join(absent, ", "))
	}
}

// oneLine returns a column's name without the line ends and spaces that a header cell
// may hold.
func oneLine(name string) string { return strings.Join(strings.Fields(name), " ") }

// cell returns a column's text, blank where OGP has one of its codes for what is
// missing.
func (r *commitmentRow) cell(column string) string {
	i, found := r.place[column]
	if !found {
		return ""
	}
	text := strings.TrimSpace(r.cells[i])
	if slices.Contains(ogpMissing, strings.ToUpper(text)) {
		return ""
	}
	return text
}

func (r *commitmentRow) required(column string) string {
	text := r.cell(column)
	if text == "" {
		r.add(r.row, column, "exchange.required")
	}
	return text
}

// coded reads one of a coding's values, or notes that the text is none of them.
func coded[T comparable](r *commitmentRow, column string, values map[string]T) (value T) {
	text := r.cell(column)
	value, known := values[strings.ToLower(text)]
	if text != "" && !known {
		r.notes.add(r.row, column, "exchange.ogp_value_unknown", "value", shorten(text), "expected", choices(values))
	}
	return value
}

// whole reads a whole number, or notes that the text is none.
func (r *commitmentRow) whole(column string) int {
	text := r.cell(column)
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 0 || n > 9999) {
		r.notes.add(r.row, column, "exchange.ogp_whole", "value", shorten(text))
		return 0
	}
	return n
}

// choices lists the texts that a coding knows.
func choices[T any](values map[string]T) string {
	return strings.Join(slices.Sorted(maps.Keys(values)), ", ")
}
