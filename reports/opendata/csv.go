package opendata

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"

	"ogptracker/reports/chart"
	"ogptracker/tracker/exchange"
)

// CSVOptions choose how a CSV is written. The zero value is for people: with a
// byte order mark, without which spreadsheet programs do not recognise UTF-8, and
// with an apostrophe before texts that they would run as a formula.
type CSVOptions struct {
	NoBOM    bool
	Verbatim bool // no apostrophes: for programs that run nothing
}

// byteOrderMark begins UTF-8 files for spreadsheet programs.
const byteOrderMark = "\uFEFF"

// WriteCSV writes the table as CSV (RFC 4180, lines ended by "\n").
func (t *Table) WriteCSV(w io.Writer, o CSVOptions) error {
	if t.csv != nil {
		b, err := t.csv(o)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	}
	head := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		head[i] = f.Name
	}
	return writeCSV(w, o, head, func(write func([]string) error) error {
		cells := make([]string, len(t.Fields))
		for _, row := range t.Rows {
			for i, v := range row {
				cells[i] = written(v)
				if _, text := v.(string); text && !o.Verbatim {
					cells[i] = exchange.EscapeFormula(cells[i])
				}
			}
			if err := write(cells); err != nil {
				return err
			}
		}
		return nil
	})
}

// WriteChartCSV writes the table behind a chart as CSV, its figures as the page
// writes them. What the chart must say wherever it goes, its source for one, stands
// in a last column.
func WriteChartCSV(w io.Writer, c chart.Chart, o CSVOptions) error {
	t := c.Table
	noted := func(row []string, note string) []string {
		if c.Note == "" {
			return row
		}
		return append(slices.Clip(row), note)
	}
	escaped := func(row []string, numeric []bool) []string {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = tidy(cell)
			if number := i < len(numeric) && numeric[i]; !number && !o.Verbatim {
				cells[i] = exchange.EscapeFormula(cells[i])
			}
		}
		return cells
	}
	return writeCSV(w, o, escaped(noted(t.Head, "Note"), nil), func(write func([]string) error) error {
		for i, row := range t.Rows {
			row = slices.Clone(row)
			for j := range row {
				if exact, ok := t.Exact[[2]int{i, j}]; ok {
					row[j] = exact
				}
			}
			if err := write(escaped(noted(row, c.Note), t.Numeric)); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeCSV writes a head and the rows that rows hands to write. Nothing reaches w
// before all of it is written.
func writeCSV(w io.Writer, o CSVOptions, head []string, rows func(write func([]string) error) error) error {
	var b bytes.Buffer
	if !o.NoBOM {
		b.WriteString(byteOrderMark)
	}
	out := csv.NewWriter(&b)
	if err := out.Write(head); err != nil {
		return err
	}
	if err := rows(out.Write); err != nil {
		return err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
