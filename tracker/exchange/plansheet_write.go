package exchange

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// SheetLayout chooses how a plan's sheet is written.
type SheetLayout struct {
	Lang tracker.Lang // of the names of columns
	BOM  bool         // begins a CSV with a byte order mark
}

// WritePlanSheetCSV writes a plan as a sheet, one row a leaf, which
// [ReadPlanSheetCSV] reads back; a nil record gives the empty sheet to fill in.
// Revisions of deadlines, updates, events and recommendations are no part of it.
func WritePlanSheetCSV(w io.Writer, r *tracker.Record, o SheetLayout) error {
	columns, rows := planSheet(r)
	buffered := bufio.NewWriter(w)
	if o.BOM {
		if _, err := buffered.WriteString(byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(buffered)
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name(o.Lang)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = escapeFormula(cell)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// WritePlanSheetXLSX writes what [WritePlanSheetCSV] writes as a workbook with one
// sheet. The error is [Faults] where a text is longer than a cell holds.
func WritePlanSheetXLSX(w io.Writer, r *tracker.Record, o SheetLayout) error {
	columns, rows := planSheet(r)
	sheet := make([]sheetColumn, len(columns))
	for i, c := range columns {
		sheet[i] = sheetColumn{name: c.name(o.Lang), width: 18}
		if strings.HasSuffix(c.field, "_en") || strings.HasSuffix(c.field, "_fr") {
			sheet[i].width = 40
		}
	}
	return writeXLSX(w, tierWords[tierPlan].In(o.Lang), sheet, rows)
}

// planSheet returns the columns that say something, and those of the empty sheet,
// with a row for each leaf.
func planSheet(r *tracker.Record) ([]planColumn, [][]string) {
	var lines []map[planColumn]string
	if r != nil {
		lines = planLines(r)
	}
	var columns []planColumn
	for _, c := range planColumns {
		used := c.inTemplate()
		for _, line := range lines {
			used = used || line[c] != ""
		}
		if used {
			columns = append(columns, c)
		}
	}
	rows := make([][]string, len(lines))
	for i, line := range lines {
		rows[i] = make([]string, len(columns))
		for j, c := range columns {
			rows[i][j] = outgoing(line[c])
		}
	}
	return columns, rows
}

// planLines returns what each row says: the codes of all, and the fields of whatever
// it is the first row of.
func planLines(r *tracker.Record) []map[planColumn]string {
	lines := []map[planColumn]string{}
	pending := map[planColumn]string{}
	fill := func(tier planTier, fields tracker.Fields) {
		for _, f := range fields {
			c := planColumn{tier, f.Name}
			if usual(f) {
				continue
			}
			pending[c] = c.toCell(f.Value)
		}
	}
	fill(tierPlan, r.Fields())
	leaf := func(commitment, milestone, indicator string) {
		line := pending
		pending = map[planColumn]string{}
		line[planColumn{tierCommitment, ""}] = commitment
		line[planColumn{tierMilestone, ""}] = milestone
		line[planColumn{tierIndicator, ""}] = indicator
		lines = append(lines, line)
	}
	for i := range r.Plan.Commitments {
		c := &r.Plan.Commitments[i]
		fill(tierCommitment, c.Fields())
		pending[planColumn{tierCommitment, "number"}] = strconv.Itoa(c.Number)
		if t := r.Plan.Theme(c.Theme); c.Theme != "" {
			pending[planColumn{tierCommitment, "theme_name_en"}], pending[planColumn{tierCommitment, "theme_name_fr"}] = t.Name.EN, t.Name.FR
		}
		if len(c.Milestones) == 0 {
			leaf(c.Code, "", "")
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			fill(tierMilestone, m.Fields())
			if len(m.Indicators) == 0 {
				leaf(c.Code, m.Code, "")
			}
			for k := range m.Indicators {
				fill(tierIndicator, m.Indicators[k].Fields())
				leaf(c.Code, m.Code, m.Indicators[k].Code)
			}
		}
	}
	return lines
}

// usual reports whether a field says what is meant where nothing is said, so that
// its cell can stay blank.
func usual(f tracker.Field) bool {
	return f.Value == "" || f.Name == "weight" && f.Value == "1" || f.Name == "deadline_reading" && f.Value == string(tracker.ReadFromText)
}
