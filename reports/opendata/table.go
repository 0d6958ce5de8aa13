package opendata

import (
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Table is one table of the open data: its fields, and rows of typed values.
type Table struct {
	Name   string // "commitments": the name of its file and sheet
	Fields []Field
	// Rows hold one value a field: a string, int, float64, bool, [tracker.Ratio],
	// [tracker.Date], [time.Time] or nil.
	Rows [][]any
	// Key lists the fields that tell its rows apart.
	Key []string
	// csv replaces the CSV that the table itself would give, where another package
	// owns the layout.
	csv func(CSVOptions) ([]byte, error)
}

// Field is one column of a table. What it means is in the catalogues, in both
// languages, see [Field.Description].
type Field struct {
	Name string
	Type Type
}

// Type is a type of the Table Schema (Frictionless Data).
type Type string

// The types.
const (
	String   Type = "string"
	Integer  Type = "integer"
	Number   Type = "number"
	Boolean  Type = "boolean"
	Day      Type = "date"
	DateTime Type = "datetime"
	Month    Type = "yearmonth"
)

// Description says in a language what the field means.
func (f Field) Description(l *locale.Locale) string { return l.T("opendata.field." + f.Name) }

// Title says in a language what the table holds.
func (t *Table) Title(l *locale.Locale) string { return l.T("opendata.table." + t.Name) }

// column is a field and how a row's value of it is had.
type column[R any] struct {
	name  string
	kind  Type
	value func(R) any
}

// build makes a table of one row a record.
func build[R any](name string, key []string, records []R, columns []column[R]) Table {
	t := Table{Name: name, Key: key}
	for _, c := range columns {
		t.Fields = append(t.Fields, Field{c.name, c.kind})
	}
	for _, r := range records {
		row := make([]any, len(columns))
		for i, c := range columns {
			row[i] = c.value(r)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// texts are the two columns of a text: name_en and name_fr.
func texts[R any](name string, text func(R) tracker.Text) []column[R] {
	var columns []column[R]
	for _, lang := range tracker.Langs {
		columns = append(columns, column[R]{name + "_" + string(lang), String, func(r R) any { return text(r).In(lang) }})
	}
	return columns
}

// written is a value as a CSV holds it: days and instants as ISO 8601 in UTC,
// numbers with a decimal point, nothing for no value.
func written(v any) string {
	switch v := v.(type) {
	case string:
		return tidy(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case tracker.Ratio:
		if v.Valid() {
			return strconv.FormatFloat(v.Float(), 'g', -1, 64)
		}
	case tracker.Date:
		return v.String()
	case time.Time:
		if !v.IsZero() {
			return v.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// tidy returns a text fit for any file: valid, its lines ended by "\n", and
// U+FFFD for the control characters that no format can hold.
func tidy(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\t' && r != '\n', r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, s)
}

// codes joins codes as one cell holds them.
func codes(list []string) string { return strings.Join(list, ";") }
