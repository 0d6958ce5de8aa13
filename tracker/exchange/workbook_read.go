package exchange

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"ogptracker/tracker"
)

// ReadWorkbook reads a workbook that [WriteWorkbook] wrote for a plan and that
// somebody filled in, with whatever program.
//
// Where the file as a whole cannot be trusted (it is of another plan, its hidden
// sheet is gone or was altered, a column is missing, two sheets hold the rows) it
// returns nil and why. Else it returns the rows that could be read whole, beside
// each fault of the others: a row with a fault is left out, so that none is half
// read. Rows may stand in any order, and so may columns; sheets beside its own are
// not read.
//
// A cell that holds a formula is a fault: what a formula gave when the file was
// saved is no text that anybody wrote, and none is ever evaluated here. The same
// goes for merged cells, which hide all values but one.
func ReadWorkbook(r io.Reader, plan *tracker.Plan) (*Returned, []RowError) {
	var faults report
	packed, ok := readAll(r, MaxWorkbookBytes, &faults)
	if !ok {
		return nil, faults.faults
	}
	reader := workbookReader{report: &faults, plan: plan, leaves: map[string]bool{}}
	for _, leaf := range plan.Leaves() {
		reader.leaves[leaf.Code] = true
	}
	err := reader.open(packed)
	if err == nil {
		defer func() { _ = reader.book.Close() }() // concerns temporary files, of which there are none
		err = reader.read()
	}
	switch {
	case errors.Is(err, errRefused):
		return nil, faults.faults
	case err != nil:
		faults.add(0, "", "exchange.not_xlsx", "limit", maxWorkbookUnpack>>20)
		return nil, faults.faults
	}
	return &reader.Returned, faults.faults
}

// errRefused means that the file as a whole was refused, with the faults reported.
var errRefused = errors.New("refused")

type workbookReader struct {
	*report
	Returned
	plan    *tracker.Plan
	book    *excelize.File
	sheets  []bookSheet
	name    string // of the sheet to read
	columns []stampColumn
	rows    map[[2]string]*stampRow // by what stands in the cells of code and organization
	codes   map[string]bool         // what stands in the cells of codes
	leaves  map[string]bool         // codes of the plan's leaves as it is now
	size    int                     // bytes read so far
}

// stampColumn is a column as the hidden sheet has it.
type stampColumn struct {
	WorkbookColumn
	place int // in the sheet's rows
}

// stampRow is a row as the hidden sheet has it.
type stampRow struct {
	SheetRow
	back int // the row in which it came back, 0 while it has not
}

func (r *workbookReader) refuse(row int, column, key string, args ...any) error {
	r.add(row, column, key, args...)
	return errRefused
}

func (r *workbookReader) open(packed []byte) (err error) {
	defer recovered(&err)
	if err := inspectArchive(packed); err != nil {
		return err
	}
	r.book, err = excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
		UnzipSizeLimit: maxWorkbookUnpack, UnzipXMLSizeLimit: maxWorkbookUnpack, RawCellValue: true,
	})
	if err != nil {
		return err
	}
	r.sheets, err = sheetsOf(r.book)
	return err
}

func (r *workbookReader) read() error {
	if err := r.stamps(); err != nil {
		return err
	}
	sheet, err := r.choose()
	if err != nil {
		return err
	}
	in, err := inspectSheet(sheet.raw)
	if err != nil {
		return err
	}
	if in.wide {
		return r.refuse(in.tooMany, "", "exchange.too_many_columns", "limit", maxColumns)
	}
	if in.tooMany > 0 {
		return r.refuse(in.tooMany, "", "exchange.too_many_rows", "limit", maxWorkbookRows)
	}
	for _, m := range in.merged {
		if m.covers(1) {
			return r.refuse(1, m.ref, "exchange.workbook_merged")
		}
		r.add(m.from.row, m.ref, "exchange.workbook_merged")
	}
	return r.lines(sheet.name, in)
}

// cells returns the rows of a sheet as clean text.
func (r *workbookReader) cells(name string, most int) (rows [][]string, err error) {
	defer recovered(&err)
	in, err := r.book.Rows(name)
	if err != nil {
		return nil, err
	}
	s := sheet{book: r.book, rows: in}
	for len(rows) < most {
		cells, more, err := s.next()
		if err != nil || !more {
			return rows, err
		}
		for _, cell := range cells {
			if r.size += len(cell); r.size > maxWorkbookText {
				return nil, errHostile
			}
		}
		rows = append(rows, cells)
	}
	return rows, nil
}

// stamps reads the hidden sheet.
func (r *workbookReader) stamps() error {
	i := slices.IndexFunc(r.sheets, func(s bookSheet) bool { return s.name == stampSheet })
	if i < 0 {
		return r.refuse(0, "", "exchange.workbook_no_stamps")
	}
	if in, err := inspectSheet(r.sheets[i].raw); err != nil {
		return err
	} else if in.tooMany > 0 || len(in.formulas) > 0 || len(in.merged) > 0 {
		return r.refuse(0, "", "exchange.workbook_altered")
	}
	rows, err := r.cells(stampSheet, maxWorkbookRows+1)
	if err != nil {
		return err
	}
	if len(rows) == 0 || cellAt(rows[0], 0) != workbookMark {
		return r.refuse(0, "", "exchange.workbook_no_stamps")
	}
	if cellAt(rows[0], 1) != workbookVersion {
		return r.refuse(0, "", "exchange.workbook_version")
	}
	for _, row := range rows {
		for i := range row {
			text, key, _ := clean(row[i])
			if key != "" {
				return r.refuse(0, "", "exchange.workbook_altered")
			}
			row[i] = text
		}
	}
	if cellAt(rows[0], sumPlace) != checkSum(rows) || !r.take(rows) {
		return r.refuse(0, "", "exchange.workbook_altered")
	}
	if id := cellAt(rows[0], 2); id != r.plan.ID {
		return r.refuse(0, "", "exchange.workbook_other_plan", "value", shorten(id), "expected", r.plan.ID)
	}
	if !slices.Contains(r.plan.Periods, r.Period) {
		return r.refuse(0, "", "exchange.period_not_in_plan", "value", shorten(string(r.Period)))
	}
	return nil
}

// take keeps what the hidden sheet says. It reports whether it says it as
// [Workbook.stamps] does.
func (r *workbookReader) take(rows [][]string) bool {
	r.Period, r.name = tracker.Period(cellAt(rows[0], 3)), cellAt(rows[0], 4)
	r.rows, r.codes = map[[2]string]*stampRow{}, map[string]bool{}
	for _, row := range rows[1:] {
		switch cellAt(row, 0) {
		case markColumn:
			r.columns = append(r.columns, stampColumn{WorkbookColumn: WorkbookColumn{Name: cellAt(row, 1), Header: cellAt(row, 2)}, place: -1})
		case markChoice:
			if len(r.columns) == 0 || r.columns[len(r.columns)-1].Name != cellAt(row, 1) {
				return false
			}
			c := &r.columns[len(r.columns)-1]
			c.Choices = append(c.Choices, WorkbookChoice{Value: cellAt(row, 2), Label: cellAt(row, 3)})
		case markRow:
			s := &stampRow{SheetRow: SheetRow{Stamp: cellAt(row, 5), Key: tracker.DraftKey{
				Plan: r.plan.ID, Leaf: cellAt(row, 1), Period: r.Period, Organization: cellAt(row, 3)}}}
			for i, name := range tracker.UpdateFields {
				value := cellAt(row, stampFields+i)
				if name == tracker.FieldStatus && value != "" && !slices.Contains(tracker.Levels, tracker.Level(value)) {
					return false
				}
				s.Base = append(s.Base, tracker.Field{Name: name, Value: value})
			}
			key := [2]string{word(cellAt(row, 2)), word(cellAt(row, 4))}
			if r.rows[key] != nil {
				return false
			}
			r.rows[key], r.codes[key[0]] = s, true
		default:
			return false
		}
	}
	for _, name := range append([]string{ColumnCode, ColumnOrganization}, tracker.UpdateFields...) {
		if r.column(name) == nil {
			return false
		}
	}
	return true
}

// column returns a column by its name, nil where there is none.
func (r *workbookReader) column(name string) *stampColumn {
	i := slices.IndexFunc(r.columns, func(c stampColumn) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &r.columns[i]
}

func cellAt(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// choose finds the sheet that holds the rows: the one with the headers, whatever
// it is called by now.
func (r *workbookReader) choose() (*bookSheet, error) {
	var found, named *bookSheet
	for i := range r.sheets {
		s := &r.sheets[i]
		if s.name == r.name {
			named = s
		}
		if s.hidden || s.name == stampSheet {
			continue
		}
		header, err := r.cells(s.name, 1)
		if err != nil {
			return nil, err
		}
		if len(header) == 0 || len(r.missing(header[0])) > 0 {
			continue
		}
		if found != nil {
			return nil, r.refuse(0, "", "exchange.workbook_two_sheets", "first", shorten(found.name), "second", shorten(s.name))
		}
		found = s
	}
	switch {
	case found != nil:
		return found, nil
	case named == nil:
		return nil, r.refuse(0, "", "exchange.workbook_no_sheet", "value", shorten(r.name))
	}
	rows, err := r.cells(named.name, 1)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, r.refuse(1, "", "exchange.empty")
	}
	for _, c := range r.missing(rows[0]) {
		r.add(1, c.Header, "exchange.column_missing")
	}
	return nil, errRefused
}

// missing returns the columns that are read and not in a header.
func (r *workbookReader) missing(header []string) (missing []stampColumn) {
	for _, c := range r.columns {
		if c.read() && !slices.ContainsFunc(header, func(cell string) bool { return sameWord(cell, c.Header) }) {
			missing = append(missing, c)
		}
	}
	return missing
}

// read reports whether the column's cells are read.
func (c *stampColumn) read() bool {
	return c.Name == ColumnCode || c.Name == ColumnOrganization || c.editable()
}

// lines reads the rows of the sheet.
func (r *workbookReader) lines(name string, in *inspection) error {
	rows, err := r.cells(name, maxWorkbookRows+1)
	if err != nil {
		return err
	}
	if err := r.placeColumns(rows[0]); err != nil {
		return err
	}
	twice := map[*stampRow]bool{}
	for n, cells := range rows[1:] {
		row := n + 2
		if blankRow(cells) {
			continue
		}
		before := len(r.faults)
		s := r.line(row, cells, in)
		if s == nil {
			continue
		}
		if s.back > 0 {
			r.add(row, "", "exchange.row_twice", "row", s.back)
			twice[s] = true
		} else {
			s.back = row
		}
		if len(r.faults) > before || slices.ContainsFunc(in.merged, func(m span) bool { return m.covers(row) }) {
			s.Mine = nil
		}
	}
	for _, s := range r.rows {
		switch { // in any order: they are sorted below
		case s.back == 0:
			r.Missing++
		case s.Mine != nil && !twice[s]:
			s.Row = s.back
			r.Returned.Rows = append(r.Returned.Rows, s.SheetRow)
		}
	}
	slices.SortFunc(r.Returned.Rows, func(a, b SheetRow) int { return a.Row - b.Row })
	return nil
}

func (r *workbookReader) placeColumns(header []string) error {
	for i, cell := range header {
		text, key, args := clean(cell)
		if key != "" {
			return r.refuse(1, "", key, args...)
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		known := slices.IndexFunc(r.columns, func(c stampColumn) bool { return sameWord(text, c.Header) })
		switch {
		case known < 0:
			r.add(1, shorten(text), "exchange.workbook_column_extra")
		case r.columns[known].place >= 0:
			return r.refuse(1, shorten(text), "exchange.column_twice")
		default:
			r.columns[known].place = i
		}
	}
	return nil
}

// line reads a row. It returns nil for one that is not of the workbook, with the
// fault reported.
func (r *workbookReader) line(row int, cells []string, in *inspection) *stampRow {
	text := func(c *stampColumn) (string, bool) {
		at := place{row, c.place + 1}
		s, key, args := clean(cellAt(cells, c.place))
		switch {
		case in.formulas[at]:
			key, args = "exchange.workbook_formula", nil
		case in.errors[at]:
			key, args = "exchange.workbook_error_cell", []any{"value", shorten(s)}
		case key == "" && len(s) > xlsxCellLimit && len(utf16.Encode([]rune(s))) > xlsxCellLimit:
			key, args = "exchange.workbook_text_long", []any{"limit", xlsxCellLimit}
		}
		if key != "" {
			r.add(row, c.Header, key, args...)
		}
		return s, key == ""
	}
	code, organization := r.column(ColumnCode), r.column(ColumnOrganization)
	codeText, ok := text(code)
	organizationText, fine := text(organization)
	if !ok || !fine {
		return nil
	}
	s := r.rows[[2]string{word(codeText), word(organizationText)}]
	if s == nil {
		if r.codes[word(codeText)] {
			r.add(row, organization.Header, "exchange.workbook_organization", "value", shorten(organizationText))
		} else {
			r.add(row, code.Header, "exchange.workbook_row_unknown", "value", shorten(codeText))
		}
		return nil
	}
	if !r.leaves[s.Key.Leaf] {
		r.add(row, code.Header, "exchange.workbook_leaf_gone", "value", shorten(s.Key.Leaf))
		return s
	}
	mine := make(tracker.Fields, len(tracker.UpdateFields))
	for i, name := range tracker.UpdateFields {
		c := r.column(name)
		value, ok := text(c)
		if ok && c.Choices != nil {
			value = r.choice(row, c, value, s.Base.Get(name))
		}
		mine[i] = tracker.Field{Name: name, Value: value}
	}
	if s.back == 0 {
		s.Mine = mine
	}
	return s
}

// choice reads a cell that has choices: a label, the value itself, or Canada's code
// of a level. What stood there before is let stand.
func (r *workbookReader) choice(row int, c *stampColumn, text, base string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	if sameWord(text, c.shown(base)) {
		return base
	}
	value, ok := c.value(text)
	if !ok {
		labels := make([]string, len(c.Choices))
		for i, choice := range c.Choices {
			labels[i] = choice.Label
		}
		r.add(row, c.Header, "exchange.value_unknown", "value", shorten(text), "expected", strings.Join(labels, ", "))
	}
	return value
}

func (c *stampColumn) value(text string) (string, bool) {
	value := text
	for _, choice := range c.Choices {
		if sameWord(text, choice.Label) {
			value = choice.Value
		}
	}
	if c.Name == tracker.FieldRisk {
		i := slices.IndexFunc(tracker.Risks, func(k tracker.Risk) bool { return sameWord(value, string(k)) })
		if i < 0 {
			return "", false
		}
		return string(tracker.Risks[i]), true
	}
	for _, level := range tracker.ReportedLevels {
		if sameWord(value, string(level)) || sameWord(value, level.Code()) {
			return string(level), true
		}
	}
	return "", false
}
