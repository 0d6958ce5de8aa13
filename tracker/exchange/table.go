package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
	"time"
)

// table is a table being read: rows of clean text below a header.
type table struct {
	header []string
	// rows yields the number of each row that is not blank, as a spreadsheet
	// shows it, and its cells, as many as the header has. The slice is reused for
	// the next row.
	rows iter.Seq2[int, []string]
	// serial reads the number by which a spreadsheet keeps a date; nil where
	// cells are text.
	serial func(cell string) (time.Time, bool)
	sheet  string // name of the sheet in a workbook; blank for a CSV file
	count  int    // rows read so far, those that do not fit the header too
}

// csvTable begins to read a CSV file: UTF-8 with or without a byte order mark,
// separated by commas or, as spreadsheet programs in French write it, by
// semicolons. It returns nil when there is no header, with the fault reported.
func csvTable(r io.Reader, faults *report) *table {
	in := bufio.NewReaderSize(&bounded{r, MaxBytes}, 1<<16)
	if start, _ := in.Peek(2); isUTF16(start) {
		faults.add(0, "", "exchange.is_utf16")
		return nil
	}
	if mark, _ := in.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark)) // just peeked
	}
	reader := csv.NewReader(in)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	reader.Comma = separator(in)

	row, nextLine := 0, 1
	return newTable(func() (int, []string, bool) {
		record, err := reader.Read()
		var malformed *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return row, nil, false
		case errors.As(err, &malformed):
			faults.add(row+1+malformed.StartLine-nextLine, "", "exchange.csv_quotes")
			return row, nil, false
		case err != nil:
			faults.unread(err, MaxBytes)
			return row, nil, false
		}
		// Rows are not lines, since a cell may hold line ends; and the csv package
		// skips blank lines in silence.
		first, _ := reader.FieldPos(0)
		last, _ := reader.FieldPos(len(record) - 1)
		row += 1 + first - nextLine
		nextLine = last + strings.Count(record[len(record)-1], "\n") + 1
		for i, cell := range record {
			record[i] = unescapeFormula(cell)
		}
		return row, record, true
	}, faults)
}

// separator guesses from the first line what separates cells.
func separator(in *bufio.Reader) rune {
	line, _ := in.Peek(in.Size())
	line, _, _ = bytes.Cut(line, []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// newTable reads the header and prepares to read the rows that next gives. It
// returns nil when there is no header, with the fault reported.
func newTable(next func() (row int, cells []string, ok bool), faults *report) *table {
	row, cells, ok := next()
	if !ok || blankRow(cells) {
		if len(faults.faults) == 0 {
			faults.add(row, "", "exchange.empty")
		}
		return nil
	}
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1] // as spreadsheet programs leave behind
	}
	if len(cells) > maxColumns {
		faults.add(row, "", "exchange.too_many_columns", "limit", maxColumns)
		return nil
	}
	t := &table{header: make([]string, len(cells))}
	for i, cell := range cells {
		text, key, args := clean(cell)
		if key != "" {
			faults.add(row, "", key, args...)
			return nil
		}
		t.header[i] = strings.TrimSpace(text)
	}
	t.rows = func(yield func(int, []string) bool) {
		for {
			row, cells, ok := next()
			if !ok {
				return
			}
			if blankRow(cells) {
				continue
			}
			if t.count++; t.count > MaxRows {
				faults.add(row, "", "exchange.too_many_rows", "limit", MaxRows)
				return
			}
			if cells, ok = t.fit(row, cells, faults); ok && !yield(row, cells) {
				return
			}
		}
	}
	return t
}

// fit cleans a row's cells and returns as many as the header has, or reports that
// there are more or fewer. A cell that cannot be read is reported and stands in
// for itself as U+FFFD, so that the row's other faults are found too.
func (t *table) fit(row int, cells []string, faults *report) ([]string, bool) {
	if len(cells) > len(t.header) && blankRow(cells[len(t.header):]) {
		cells = cells[:len(t.header)]
	}
	if len(cells) != len(t.header) {
		faults.add(row, "", "exchange.row_length", "cells", len(cells), "columns", len(t.header))
		return nil, false
	}
	for i, cell := range cells {
		text, key, args := clean(cell)
		if key != "" {
			faults.add(row, t.header[i], key, args...)
			text = "\uFFFD"
		}
		cells[i] = text
	}
	return cells, true
}

func blankRow(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
