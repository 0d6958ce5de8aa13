package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// The workbook of a period is filled in away from the program and comes back. It
// has a sheet with one row a report, a sheet that says how to fill it in, and a
// hidden one, by which a row that comes back is known: what it is about, which
// version it was made from, and what stood in each cell. Rows may be sorted and
// columns moved, for nothing is known by its place.

// The sizes beyond which a workbook that comes back is refused.
const (
	MaxWorkbookBytes  = 5 << 20  // packed
	maxWorkbookUnpack = 48 << 20 // unpacked
	maxWorkbookText   = 24 << 20 // the texts of all cells that are read
	maxWorkbookRows   = 10_000   // of a sheet
)

// The columns by which a row is known. Every other column is a field of an update
// ([tracker.UpdateFields]), or says something that is not read back.
const (
	ColumnCode         = "code"
	ColumnOrganization = "organization"
)

// WorkbookColumn is a column of the sheet that is filled in.
type WorkbookColumn struct {
	// Name is [ColumnCode], [ColumnOrganization], the name of a field, or any other
	// for a column that is only to be read.
	Name   string
	Header string
	Width  float64 // in characters
	// Prompt is the rule that shows while a cell is chosen, PromptTitle its heading.
	PromptTitle, Prompt string
	// Refusal is what the spreadsheet program says of a value that is no choice, or
	// too long.
	Refusal string
	// Most is how many characters a text may have, 0 for as many as a cell holds.
	Most int
	// Choices are the values that a cell may have; nil for any text.
	Choices []WorkbookChoice
}

// editable reports whether the column is to be filled in.
func (c *WorkbookColumn) editable() bool { return slices.Contains(tracker.UpdateFields, c.Name) }

// WorkbookChoice is one value of a column and how it is written. A label holds no
// comma, since commas set choices apart.
type WorkbookChoice struct{ Value, Label string }

// WorkbookRow is one report.
type WorkbookRow struct {
	Leaf         string // code
	Organization string // code
	Stamp        string // what it was made from, as [tracker.Stamp] writes it
	// Cells are the texts of the columns; those of fields are values as
	// [tracker.Update.Fields] has them.
	Cells []string
}

// Workbook is a period's reports to fill in.
type Workbook struct {
	Plan   string // its identifier
	Period tracker.Period
	// Sheet and Help name the two sheets that are seen.
	Sheet, Help string
	Columns     []WorkbookColumn
	Rows        []WorkbookRow
	// Instructions are the lines of the second sheet, in each language, beginning
	// with a heading.
	Instructions [][]WorkbookLine
}

// WorkbookLine is a line of the instructions.
type WorkbookLine struct {
	Text    string
	Heading bool
}

// SheetRow is one report as a file had it when it came back.
type SheetRow struct {
	Row int `json:"row,omitempty"` // as a spreadsheet numbers it; 0 where the format does not tell
	// Key is what it is about.
	Key   tracker.DraftKey `json:"key"`
	Stamp string           `json:"stamp,omitempty"`
	// Base is what stood in the row when it was made, nil where the file does not
	// tell; Mine is what stands in it now.
	Base tracker.Fields `json:"base,omitempty"`
	Mine tracker.Fields `json:"mine"`
}

// Returned is a workbook that came back.
type Returned struct {
	Period tracker.Period
	// Rows are those that could be read whole.
	Rows []SheetRow
	// Missing is how many rows of the workbook did not come back. Nothing changes for
	// them.
	Missing int
}

// The hidden sheet. Its rows begin with a word that says what they hold: first
// workbookMark with the format's version, the plan, the period, the sheet's name
// and the check sum; then the columns and their choices, then the rows.
const (
	stampSheet   = "_ogptracker"
	workbookMark = "ogptracker"
	// workbookVersion is raised when a workbook made before can no longer be read.
	workbookVersion = "1"
	markColumn      = "column" // name, header
	markChoice      = "choice" // column's name, value, label
	markRow         = "row"    // code, its cell, organization, its cell, stamp, then the fields
	// stampFields is where the fields begin in a row.
	stampFields = 6
	sumPlace    = 5 // of the check sum in the first row
)

// checkSum returns the sum over a hidden sheet without the sum itself. It shows that
// the sheet was altered by chance or in good faith; it keeps no secret.
func checkSum(rows [][]string) string {
	h := sha256.New()
	for n, row := range rows {
		if n == 0 {
			row = row[:min(len(row), sumPlace)]
		}
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1] // a sheet ends each row at its last cell
		}
		for _, cell := range row {
			_, _ = io.WriteString(h, strconv.Itoa(len(cell))+":"+cell) // hashes never fail
		}
		_, _ = io.WriteString(h, "\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// stamps returns the rows of the hidden sheet.
func (b *Workbook) stamps() [][]string {
	rows := [][]string{{workbookMark, workbookVersion, b.Plan, string(b.Period), b.Sheet, ""}}
	code, organization := -1, -1
	for i, c := range b.Columns {
		rows = append(rows, []string{markColumn, c.Name, c.Header})
		for _, choice := range c.Choices {
			rows = append(rows, []string{markChoice, c.Name, choice.Value, choice.Label})
		}
		switch c.Name {
		case ColumnCode:
			code = i
		case ColumnOrganization:
			organization = i
		}
	}
	for _, r := range b.Rows {
		row := []string{markRow, r.Leaf, r.Cells[code], r.Organization, r.Cells[organization], r.Stamp}
		for _, name := range tracker.UpdateFields {
			row = append(row, r.Cells[slices.IndexFunc(b.Columns, func(c WorkbookColumn) bool { return c.Name == name })])
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = outgoing(row[i])
		}
	}
	rows[0][sumPlace] = checkSum(rows)
	return rows
}

// shown returns how a cell's value is written in the sheet.
func (c *WorkbookColumn) shown(value string) string {
	for _, choice := range c.Choices {
		if choice.Value == value {
			return choice.Label
		}
	}
	return outgoing(value)
}

// word is what two cells are compared by: case is no difference, and neither are
// spaces around or the kind of space between.
func word(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func sameWord(a, b string) bool { return word(a) == word(b) }
