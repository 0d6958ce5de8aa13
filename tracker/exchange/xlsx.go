package exchange

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// readXLSX gives the first visible sheet of a workbook to read, unless it has
// none with a header; whatever is wrong is reported.
//
// The package that unpacks workbooks is given a limit on the unpacked size, so
// that a small file cannot fill the memory: it checks the sizes that the archive
// declares, and archive/zip stops where a part is larger than declared.
func readXLSX(r io.Reader, faults *report, read func(*table)) {
	broken := func(row int) { faults.add(row, "", "exchange.not_xlsx", "limit", MaxBytes>>20) }
	// excelize indexes into what a workbook says; one made to harm may lead it
	// outside. That is the file's fault, not a reason to stop the program.
	defer func() {
		if p := recover(); p != nil {
			broken(0)
		}
	}()
	packed, ok := readAll(r, MaxBytes, faults)
	if !ok {
		return
	}
	book, err := excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
		UnzipSizeLimit:    MaxBytes,
		UnzipXMLSizeLimit: MaxBytes, // the same, so that nothing is unpacked to disk
		RawCellValue:      true,     // a date stays a number, whatever its format
	})
	if err != nil {
		broken(0)
		return
	}
	defer func() { _ = book.Close() }() // which removes temporary files, and there are none
	sheets := book.GetSheetList()
	first := slices.IndexFunc(sheets, func(name string) bool {
		visible, err := book.GetSheetVisible(name)
		return err == nil && visible
	})
	if first < 0 {
		faults.add(0, "", "exchange.empty")
		return
	}
	rows, err := book.Rows(sheets[first])
	if err != nil {
		broken(0)
		return
	}
	defer func() { _ = rows.Close() }() // as above
	row, width := 0, 0
	t := newTable(func() (int, []string, bool) {
		if !rows.Next() {
			if rows.Error() != nil {
				broken(row)
			}
			return row, nil, false
		}
		row++
		cells, err := rows.Columns()
		if err != nil {
			broken(row)
			return row, nil, false
		}
		if row == 1 {
			width = len(cells)
		}
		for len(cells) < width {
			cells = append(cells, "") // a sheet ends each row at its last cell
		}
		return row, cells, true
	}, faults)
	if t == nil {
		return
	}
	properties, err := book.GetWorkbookProps()
	since1904 := err == nil && properties.Date1904 != nil && *properties.Date1904
	t.serial = func(cell string) (time.Time, bool) { return serialDate(cell, since1904) }
	read(t)
}

// serialDate reads a date as a spreadsheet keeps it, in days since 1900 or 1904.
// Numbers that mean a day before 1950 or after 2200 are taken for something else.
func serialDate(cell string, since1904 bool) (time.Time, bool) {
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(days > 0 && days < 150_000) {
		return time.Time{}, false
	}
	t, err := excelize.ExcelDateToTime(days, since1904)
	return t.Round(time.Millisecond), err == nil && t.Year() >= 1950 && t.Year() <= 2200
}

// xlsxCellLimit is how many UTF-16 units a spreadsheet cell holds.
const xlsxCellLimit = 32767

// sheetColumn is how one column of a written sheet looks.
type sheetColumn struct {
	name  string
	width float64 // in characters
}

// writeXLSX writes one sheet of text cells below a header that stays in sight.
// Text is typed as text, so that no spreadsheet program runs it. The same rows
// give the same bytes: the file names no author and bears no date of its own.
func writeXLSX(w io.Writer, sheet string, columns []sheetColumn, rows [][]string) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // what matters was written by then
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	body, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: 49})
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := out.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(columns))
	write := func(row int, text func(column int) string, style int) error {
		for i := range columns {
			s := text(i)
			if n := len(utf16.Encode([]rune(s))); n > xlsxCellLimit {
				return fmt.Errorf("row %d, %s: %d characters are more than the %d that a spreadsheet cell holds",
					row, columns[i].name, n, xlsxCellLimit)
			}
			cells[i] = excelize.Cell{StyleID: style, Value: s}
		}
		return out.SetRow("A"+strconv.Itoa(row), cells)
	}
	if err := write(1, func(i int) string { return columns[i].name }, head); err != nil {
		return err
	}
	for n, row := range rows {
		if err := write(n+2, func(i int) string { return row[i] }, body); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return book.Write(w)
}
