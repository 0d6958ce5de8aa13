package exchange

import (
	"fmt"
	"strings"
)

// RowError is one fault of a file.
type RowError struct {
	// Row is where the fault is: in a table the row as a spreadsheet numbers it,
	// the header being 1; in YAML and JSON the line. 0 means the whole file.
	Row int
	// Column is the column's name in a table, and in YAML and JSON the path of
	// the field, "plan.commitments[2].title"; blank for the whole row or file.
	Column string
	// Key is the message's key in the catalogue, "exchange.required", and Args
	// what the message names.
	Key  string
	Args map[string]any
}

// Faults are all faults of a file as one error, for readers that return one.
type Faults []RowError

// Error lists place and key of each fault, for logs. People are shown the
// messages of the catalogue.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, e := range f {
		lines[i] = fmt.Sprintf("row %d, %s: %s %v", e.Row, e.Column, e.Key, e.Args)
	}
	return strings.Join(lines, "\n")
}

// report collects the faults of one file.
type report struct {
	faults Faults
}

// add notes a fault. args are names and values in turn.
func (r *report) add(row int, column, key string, args ...any) {
	e := RowError{Row: row, Column: column, Key: key}
	if len(args) > 0 {
		e.Args = make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			e.Args[args[i].(string)] = args[i+1]
		}
	}
	r.faults = append(r.faults, e)
}
