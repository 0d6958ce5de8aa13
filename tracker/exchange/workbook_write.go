package exchange

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// WriteWorkbook writes a workbook to fill in. Cells that are not to be filled in
// are locked and grey, without a password: protection guides, and keeps nobody out.
// The same workbook gives the same bytes. The error is [Faults] where a text is
// longer than a cell holds.
func WriteWorkbook(w io.Writer, b *Workbook) error {
	if faults := b.tooLong(); faults != nil {
		return faults
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // what matters was written by then
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "ogptracker"}); err != nil {
		return err
	}
	out := &workbookWriter{File: book, b: b}
	for _, step := range []func() error{out.styles, out.sheet, out.rules, out.help, out.stamps} {
		if err := step(); err != nil {
			return err
		}
	}
	return book.Write(w)
}

// tooLong reports the texts that a cell would cut.
func (b *Workbook) tooLong() error {
	columns := make([]sheetColumn, len(b.Columns))
	for i, c := range b.Columns {
		columns[i].name = c.Header
	}
	rows := make([][]string, len(b.Rows))
	for i, r := range b.Rows {
		rows[i] = r.Cells
	}
	return tooLongForCells(columns, rows)
}

type workbookWriter struct {
	*excelize.File
	b                                     *Workbook
	head, edit, locked, heading, text, id int // styles
}

// Colours of the sheet: ink, the grey of what is locked, lines, and the head.
const (
	inkColour    = "333333"
	lockedColour = "F1F2F3"
	lineColour   = "C7CBD1"
	headColour   = "26374A"
)

func (w *workbookWriter) styles() (err error) {
	line := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: lineColour, Style: 1})
	}
	top := &excelize.Alignment{WrapText: true, Vertical: "top"}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&w.head, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: fill(headColour), Border: line,
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}, NumFmt: formatText}},
		{&w.edit, excelize.Style{Font: &excelize.Font{Color: inkColour}, Border: line, Alignment: top, NumFmt: formatText,
			Protection: &excelize.Protection{Locked: false}}},
		{&w.locked, excelize.Style{Font: &excelize.Font{Color: inkColour}, Fill: fill(lockedColour), Border: line, Alignment: top, NumFmt: formatText}},
		{&w.id, excelize.Style{Font: &excelize.Font{Color: inkColour, Bold: true}, Fill: fill(lockedColour), Border: line, Alignment: top, NumFmt: formatText}},
		{&w.heading, excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Color: headColour}, Alignment: &excelize.Alignment{Vertical: "bottom"}, NumFmt: formatText}},
		{&w.text, excelize.Style{Font: &excelize.Font{Color: inkColour}, Alignment: top, NumFmt: formatText}},
	} {
		if *s.id, err = w.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return nil
}

// sheet writes the rows to fill in.
func (w *workbookWriter) sheet() error {
	name := w.b.Sheet
	if err := w.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	for i, c := range w.b.Columns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		style := w.locked
		switch {
		case c.editable():
			style = w.edit
		case c.Name == ColumnCode:
			style = w.id
		}
		if err := w.SetColWidth(name, column, column, c.Width); err != nil {
			return err
		}
		if err := w.put(name, i+1, 1, c.Header, w.head); err != nil {
			return err
		}
		for n, r := range w.b.Rows {
			if err := w.put(name, i+1, n+2, c.shown(r.Cells[i]), style); err != nil {
				return err
			}
		}
	}
	if err := w.SetRowHeight(name, 1, 36); err != nil {
		return err
	}
	for n, r := range w.b.Rows {
		lines := roomToWrite
		for i, c := range w.b.Columns {
			lines = max(lines, linesOf(c.shown(r.Cells[i]), c.Width))
		}
		if err := w.SetRowHeight(name, n+2, rowHeight(lines)); err != nil {
			return err
		}
	}
	if err := w.AutoFilter(name, w.area(1, 1), nil); err != nil {
		return err
	}
	if err := w.print(name, 2); err != nil {
		return err
	}
	return w.protect(name)
}

// Rows have a height, since not every program measures them when it opens a file:
// enough for what stands in them, and for roomToWrite lines.
const (
	roomToWrite   = 4
	lineHeight    = 15.0
	tallestRow    = 405.0 // just within what the format allows
	helpWidth     = 72.0
	headingHeight = 26.0
)

func rowHeight(lines int) float64 { return min(float64(lines)*lineHeight+3, tallestRow) }

// linesOf estimates how many lines a text takes in a column of so many characters:
// words are not broken, so that a line is never quite full.
func linesOf(text string, width float64) int {
	n := 0
	for line := range strings.Lines(text) {
		n += 1 + int(float64(utf8.RuneCountInString(line))/(width*0.9))
	}
	return n
}

// print fits a sheet's columns to the width of so many pages, of legal size.
func (w *workbookWriter) print(sheet string, wide int) error {
	legal, landscape, tall, fit := 5, "landscape", 0, true
	err := w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &legal, FitToWidth: &wide, FitToHeight: &tall})
	if err != nil {
		return err
	}
	return w.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// put writes a text into a cell, typed as text.
func (w *workbookWriter) put(sheet string, column, row int, text string, style int) error {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	if text != "" {
		if err := w.SetCellStr(sheet, cell, text); err != nil {
			return err
		}
	}
	return w.SetCellStyle(sheet, cell, cell, style)
}

// area returns the rows of the sheet from a row on, in all columns or one.
func (w *workbookWriter) area(from, column int, only ...int) string {
	last := len(w.b.Columns)
	if len(only) > 0 {
		last = only[0]
	}
	a, _ := excelize.CoordinatesToCellName(column, from) // within bounds
	z, _ := excelize.CoordinatesToCellName(last, max(len(w.b.Rows)+1, from))
	return a + ":" + z
}

// protect locks what is not to be filled in.
func (w *workbookWriter) protect(sheet string) error {
	return w.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, AutoFilter: true, Sort: true,
		EditObjects: true, EditScenarios: true,
	})
}

// frozenColumns stay in sight beside the header: the code and the title.
const frozenColumns = 2

// rules adds what guides the hand: choices, rules that show at a cell, and the
// header that stays in sight.
func (w *workbookWriter) rules() error {
	for i := range w.b.Columns {
		c := &w.b.Columns[i]
		if !c.editable() {
			continue
		}
		rule := excelize.NewDataValidation(true)
		rule.Sqref = w.area(2, i+1, i+1)
		if c.Choices != nil {
			labels := make([]string, len(c.Choices))
			for n, choice := range c.Choices {
				labels[n] = choice.Label
			}
			if err := rule.SetDropList(labels); err != nil {
				return err
			}
		}
		if c.Most > 0 {
			if err := rule.SetRange(0, c.Most, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorBetween); err != nil {
				return err
			}
		}
		if c.Refusal != "" {
			rule.SetError(excelize.DataValidationErrorStyleStop, c.PromptTitle, c.Refusal)
		}
		rule.SetInput(c.PromptTitle, c.Prompt)
		if err := w.AddDataValidation(w.b.Sheet, rule); err != nil {
			return err
		}
	}
	first, _ := excelize.CoordinatesToCellName(frozenColumns+1, 2) // within bounds
	return w.SetPanes(w.b.Sheet, &excelize.Panes{
		Freeze: true, XSplit: frozenColumns, YSplit: 1, TopLeftCell: first, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: first, ActiveCell: first, Pane: "bottomRight"}},
	})
}

// help writes how to fill the sheet in, one language beside the other.
func (w *workbookWriter) help() error {
	name := w.b.Help
	if _, err := w.NewSheet(name); err != nil {
		return err
	}
	heights := map[int]float64{}
	for i, lines := range w.b.Instructions {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := w.SetColWidth(name, column, column, helpWidth); err != nil {
			return err
		}
		for n, line := range lines {
			style, height := w.text, rowHeight(linesOf(line.Text, helpWidth))
			if line.Heading {
				style, height = w.heading, headingHeight
			}
			heights[n+1] = max(heights[n+1], height)
			if err := w.put(name, i+1, n+1, outgoing(line.Text), style); err != nil {
				return err
			}
		}
	}
	for row, height := range heights {
		if err := w.SetRowHeight(name, row, height); err != nil {
			return err
		}
	}
	if err := w.print(name, 1); err != nil {
		return err
	}
	return w.protect(name)
}

// stamps writes the hidden sheet.
func (w *workbookWriter) stamps() error {
	if _, err := w.NewSheet(stampSheet); err != nil {
		return err
	}
	for n, row := range w.b.stamps() {
		for i, text := range row {
			if err := w.put(stampSheet, i+1, n+1, text, w.text); err != nil {
				return err
			}
		}
	}
	if err := w.SetSheetVisible(stampSheet, false, true); err != nil {
		return fmt.Errorf("hide %s: %w", strconv.Quote(stampSheet), err)
	}
	w.SetActiveSheet(0)
	return nil
}
