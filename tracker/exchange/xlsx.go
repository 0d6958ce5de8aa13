package exchange

import (
	"bytes"
	"errors"
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
func readXLSX(r io.Reader, faults *report, read func(*table)) {
	packed, ok := readAll(r, MaxBytes, faults)
	if !ok {
		return
	}
	broken := func(row int) { faults.add(row, "", "exchange.not_xlsx", "limit", MaxBytes>>20) }
	sheet, err := openSheet(packed)
	if err != nil {
		broken(0)
		return
	}
	defer sheet.close()
	if part, err := checkParts(packed); err != nil {
		faults.add(0, "", "exchange.xlsx_damaged", "part", shorten(part))
		return
	}
	row, width := 0, 0
	t := newTable(func() (int, []string, bool) {
		cells, more, err := sheet.next()
		if err != nil {
			broken(row + 1)
		}
		if err != nil || !more {
			return row, nil, false
		}
		if row++; row == 1 {
			width = len(cells)
		}
		for len(cells) < width {
			cells = append(cells, "") // a sheet ends each row at its last cell
		}
		return row, cells, true
	}, faults)
	if t != nil {
		t.sheet = sheet.name
		t.serial = func(cell string) (time.Time, bool) { return serialDate(cell, sheet.since1904) }
		read(t)
	}
}

// sheet is the first visible sheet of a workbook.
type sheet struct {
	book      *excelize.File
	name      string
	rows      *excelize.Rows
	since1904 bool // dates count from 1904, as old Macintosh workbooks have it
}

// openSheet opens a workbook. The package that unpacks it is given a limit on the
// unpacked size, so that a small file cannot fill the memory: it checks the sizes
// that the archive declares, and archive/zip stops where a part is larger than
// declared.
func openSheet(packed []byte) (s *sheet, err error) {
	defer recovered(&err)
	book, err := excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
		UnzipSizeLimit:    MaxBytes,
		UnzipXMLSizeLimit: MaxBytes, // the same, so that nothing is unpacked to disk
		RawCellValue:      true,     // a date stays a number, whatever its format
	})
	if err != nil {
		return nil, err
	}
	names := book.GetSheetList()
	visible := slices.IndexFunc(names, func(name string) bool {
		shown, err := book.GetSheetVisible(name)
		return err == nil && shown
	})
	if visible < 0 {
		return nil, errors.New("no sheet is visible")
	}
	rows, err := book.Rows(names[visible])
	if err != nil {
		return nil, err
	}
	properties, err := book.GetWorkbookProps()
	return &sheet{book, names[visible], rows, properties.Date1904 != nil && *properties.Date1904}, err
}

// next returns the next row's cells, up to the last that is not blank.
func (s *sheet) next() (cells []string, more bool, err error) {
	defer recovered(&err)
	if !s.rows.Next() {
		return nil, false, s.rows.Error()
	}
	cells, err = s.rows.Columns()
	return cells, true, err
}

// close lets go of the workbook. What it returns concerns temporary files, of
// which there are none.
func (s *sheet) close() {
	_ = s.rows.Close()
	_ = s.book.Close()
}

// recovered turns a panic of excelize into an error. It looks up places that the
// workbook names, and one made to harm may name some that are not there: that is
// the file's fault, and no reason to stop the program.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("excelize: %v", p)
	}
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
// give the same bytes: the file bears no date of its own. The error is [Faults]
// where a text is longer than a cell holds.
func writeXLSX(w io.Writer, name string, columns []sheetColumn, rows [][]string) error {
	if faults := tooLongForCells(columns, rows); faults != nil {
		return faults
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // what matters was written by then
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "ogptracker"}); err != nil {
		return err
	}
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	body, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: formatText})
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = excelize.Cell{StyleID: head, Value: c.name}
		if err := out.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", cells); err != nil {
		return err
	}
	for n, row := range rows {
		for i, text := range row {
			cells[i] = excelize.Cell{StyleID: body, Value: text}
		}
		if err := out.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return book.Write(w)
}

// formatText is the number format "@", by which a cell stays text when edited.
const formatText = 49

// tooLongForCells reports the texts that a spreadsheet cell would cut.
func tooLongForCells(columns []sheetColumn, rows [][]string) error {
	var faults report
	for n, row := range rows {
		for i, text := range row {
			// No text has more UTF-16 units than bytes.
			if len(text) > xlsxCellLimit && len(utf16.Encode([]rune(text))) > xlsxCellLimit {
				faults.add(n+2, columns[i].name, "exchange.xlsx_cell_limit", "limit", xlsxCellLimit)
			}
		}
	}
	if faults.faults == nil {
		return nil
	}
	return faults.faults
}
