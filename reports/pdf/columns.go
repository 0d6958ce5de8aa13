package pdf

import "ogptracker/reports/document"

// columnBox is one column of a table.
type columnBox struct {
	x, width float64 // from the left edge; without the gutter
	end      bool
	drawn    bool // something in it is drawn
	head     *passage
	beside   float64 // width that texts beside drawings take
}

const (
	cellGutter = 8.0
	turnGutter = 14.0 // from figures to what begins beside them
	// leastWide bounds what a cell may ask for as its least width, so that one
	// long word does not squeeze all other columns.
	leastWide = 120.0
	// shortText is how wide a text may be that should not wrap: "31 December 2016".
	shortText = 84.0
)

// gutter returns what is kept free to the right of column i: nothing after the
// last one, so that figures end on the margin.
func (b *tableBox) gutter(i int) float64 {
	if i == len(b.columns)-1 {
		return 0
	}
	if next := &b.columns[i+1]; b.columns[i].end && (!next.end || next.drawn) {
		return turnGutter
	}
	return cellGutter
}

// columnWidths gives each column its share of the measure, but no less than the
// least it needs, gutter included; who has more than that gives way.
func columnWidths(columns []document.Column, least []float64) []float64 {
	n := len(columns)
	sum := 0.0
	for _, c := range columns {
		sum += positive(c.Share)
	}
	widths := make([]float64, n)
	total, slack := 0.0, 0.0
	for i, c := range columns {
		widths[i] = measure / float64(n)
		if sum > 0 {
			widths[i] = measure * positive(c.Share) / sum
		}
		widths[i] = max(widths[i], least[i])
		total += widths[i]
		slack += widths[i] - least[i]
	}
	over := total - measure
	for i := range widths {
		switch {
		case over <= 0: // nothing to take: shares summed to the measure
		case slack >= over:
			widths[i] -= (widths[i] - least[i]) * over / slack
		default: // the least widths alone are too much
			widths[i] *= measure / total
		}
	}
	return widths
}

// positive returns a column's share, and 0 for what is none.
func positive(v float64) float64 {
	if v > 0 && v < 1e6 {
		return v
	}
	return 0
}
