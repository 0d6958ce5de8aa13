// Package chart turns domain values into charts: go-echarts options, a sentence
// that says what the chart shows, and a table of the same data. It draws
// nothing; reports/svg does, and the page's script does once more, live.
package chart

import (
	"encoding/json"
	"math"
	"strconv"

	"ogptracker/tracker"
)

// Chart is one chart in one language, for one width of drawing.
type Chart struct {
	ID       string // "burn-up": its name in addresses
	Title    string
	Subtitle string // what is measured, in which unit, from where the axis starts
	// Sentence says in words what the chart shows; it is the text alternative.
	Sentence string
	// Note says what a picture that leaves its page must say: the plan, the day and
	// the rules, and that data are illustrative; or an index's credit.
	Note  string
	Table Table
	// Options are the ECharts options, built by go-echarts and validated. They
	// hold no functions.
	Options json.RawMessage
	Width   int // CSS pixels; in a PDF, points
	Height  int
	// Rest goes on with the chart where a page of a report does not hold all of
	// its rows; it has the same words and the same table.
	Rest []Chart
}

// Table is the data behind a chart, ready to be read by people and written as
// CSV.
type Table struct {
	Caption string
	Head    []string
	Numeric []bool // by column: right-aligned
	Rows    [][]string
	// Exact holds what some cells of Rows round, by row and column, as decimal
	// numbers: CSV gives these.
	Exact map[[2]int]string
}

// exactly notes the shares that the last row rounds, from a column on, in per
// cent. A share without value is blank in both.
func (t *Table) exactly(column int, shares ...tracker.Ratio) {
	for i, r := range shares {
		if r.Valid() {
			t.note(len(t.Rows)-1, column+i, percent(r))
		}
	}
}

// note notes what a cell rounds; nothing where there is no figure.
func (t *Table) note(row, column int, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	if t.Exact == nil {
		t.Exact = map[[2]int]string{}
	}
	t.Exact[[2]int{row, column}] = strconv.FormatFloat(v, 'f', -1, 64)
}

// Size is the width a chart is drawn for, which decides what fits.
type Size int

// The sizes. Type never shrinks, so a narrow chart is another drawing.
const (
	Wide   Size = 760 // pages from 48rem
	Narrow Size = 330 // phones
	Print  Size = 486 // the text block of a report
)
