package opendata

import (
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// cellLimit is how many UTF-16 units a spreadsheet cell holds.
const cellLimit = 32767

// WriteXLSX writes all tables as one workbook, a sheet each, after a sheet that
// says in both languages what they are. Cells are typed: text is text, so that no
// spreadsheet program runs it, and days and numbers can be reckoned with. A text
// longer than a cell holds ends in a mark that says so; the CSV has all of it.
//
// The same export gives the same bytes: the file bears the day of the data.
func (e *Export) WriteXLSX(w io.Writer) error {
	book := &workbook{File: excelize.NewFile()}
	defer book.Close()
	if err := book.styles(); err != nil {
		return fmt.Errorf("opendata: %w", err)
	}
	if err := e.aboutSheet(book); err != nil {
		return fmt.Errorf("opendata: %w", err)
	}
	for i := range e.Tables {
		if err := book.table(&e.Tables[i]); err != nil {
			return fmt.Errorf("opendata: %s: %w", e.Tables[i].Name, err)
		}
	}
	day := e.a.AsOf.UTC().Format(time.RFC3339)
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "ogptracker", Title: e.PackageName(), Created: day, Modified: day}); err != nil {
		return fmt.Errorf("opendata: %w", err)
	}
	return book.Write(w)
}

// workbook is a workbook with the styles of its cells.
type workbook struct {
	*excelize.File
	head, body, day, instant, number int
}

func (b *workbook) styles() error {
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&b.body, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: 49}},
		{&b.day, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: ptr("yyyy-mm-dd")}},
		{&b.instant, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: ptr("yyyy-mm-dd hh:mm:ss")}},
		{&b.number, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
	} {
		var err error
		if *s.id, err = b.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return nil
}

func ptr[T any](v T) *T { return &v }

// aboutSheet says what the workbook holds.
func (e *Export) aboutSheet(b *workbook) error {
	const sheet = "about"
	if err := b.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	row := 0
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for _, line := range e.about(l) {
			row++
			for i, text := range []string{line.label, line.text} {
				if err := b.text(sheet, i+1, row, text, [2]int{b.head, b.body}[i]); err != nil {
					return err
				}
			}
		}
		for i := range e.Tables {
			row++
			for i, text := range []string{e.Tables[i].Name, e.Tables[i].Title(l)} {
				if err := b.text(sheet, i+1, row, text, b.body); err != nil {
					return err
				}
			}
		}
		row++
	}
	if err := b.SetColWidth(sheet, "A", "A", 24); err != nil {
		return err
	}
	return b.SetColWidth(sheet, "B", "B", 96)
}

// table writes one table as a sheet with its head in sight and a filter on it.
func (b *workbook) table(t *Table) error {
	if _, err := b.NewSheet(t.Name); err != nil {
		return err
	}
	for i, f := range t.Fields {
		if err := b.text(t.Name, i+1, 1, f.Name, b.head); err != nil {
			return err
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(t.Name, name, name, width(t, i)); err != nil {
			return err
		}
	}
	for r, row := range t.Rows {
		for i, v := range row {
			if err := b.cell(t.Name, i+1, r+2, v); err != nil {
				return err
			}
		}
	}
	if len(t.Fields) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(t.Fields), len(t.Rows)+1)
	if err != nil {
		return err
	}
	if err := b.AutoFilter(t.Name, "A1:"+last, nil); err != nil {
		return err
	}
	return b.SetPanes(t.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// width makes long texts readable without making short ones wide.
func width(t *Table, column int) float64 {
	longest := len(t.Fields[column].Name)
	for _, row := range t.Rows {
		if s, ok := row[column].(string); ok {
			longest = max(longest, min(len(s), 48))
		}
	}
	return float64(max(10, longest+2))
}

// cell writes one value by its type; nothing for no value.
func (b *workbook) cell(sheet string, column, row int, v any) error {
	value, style := any(nil), b.number
	switch v := v.(type) {
	case string:
		return b.text(sheet, column, row, v, b.body)
	case int, float64, bool:
		value = v
	case tracker.Ratio:
		if v.Valid() {
			value = v.Float()
		}
	case tracker.Date:
		if !v.IsZero() {
			value, style = v.UTC(), b.day
		}
	case time.Time:
		if !v.IsZero() {
			value, style = v.UTC(), b.instant
		}
	}
	if value == nil {
		return nil
	}
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	if err := b.SetCellValue(sheet, at, value); err != nil {
		return err
	}
	return b.SetCellStyle(sheet, at, at, style)
}

// text writes a text as text.
func (b *workbook) text(sheet string, column, row int, s string, style int) error {
	if s = short(tidy(s)); s == "" {
		return nil
	}
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	if err := b.SetCellStr(sheet, at, s); err != nil {
		return err
	}
	return b.SetCellStyle(sheet, at, at, style)
}

// cut marks a text that a cell cannot hold in full.
const cut = " […]"

// short returns a text that a cell holds, cut and marked where it is longer.
func short(s string) string {
	if len(s) <= cellLimit {
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= cellLimit {
		return s
	}
	return string(utf16.Decode(units[:cellLimit-len(cut)])) + cut
}
