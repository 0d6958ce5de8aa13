package html

import (
	"context"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// safeAddress returns an address that may be linked to: a place in the page, a
// page of the web, a mailbox. Of anything else it returns "", and the text then
// stands without a link.
func safeAddress(s string) string {
	for _, scheme := range []string{"#", "https://", "http://", "mailto:"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return s
		}
	}
	return ""
}

// signID returns the id of the symbol that stands for a level.
func signID(l tracker.Level) string { return "sign-" + strings.ReplaceAll(string(l), "_", "-") }

// table is a table with what its marks need.
type table struct {
	document.Table
	ID string
}

func tableOf(t document.Table) table { return table{t, "table-" + strconv.Itoa(t.Number)} }

// Span returns how many columns a group's title takes: all up to the first that
// says something of its own.
func (t table) Span(g document.Group) int {
	for i, c := range g.Cells {
		if !blank(c) {
			return i + 1
		}
	}
	return max(1, len(t.Columns))
}

// Beside returns the cells beside a group's title, with the columns they stand
// in.
func (t table) Beside(g document.Group) []columnCell {
	var cells []columnCell
	for i := t.Span(g); i < len(t.Columns); i++ {
		var c document.Cell
		if i-1 < len(g.Cells) {
			c = g.Cells[i-1]
		}
		cells = append(cells, columnCell{t.Columns[i], c})
	}
	return cells
}

// Cells returns a row's cells with the columns they stand in, one for every
// column.
func (t table) Cells(r document.Row) []columnCell {
	cells := make([]columnCell, len(t.Columns))
	for i, col := range t.Columns {
		cells[i].Column = col
		if i < len(r.Cells) {
			cells[i].Cell = r.Cells[i]
		}
	}
	return cells
}

// Widths returns the columns' parts of the table's width, in per cent and even:
// the style sheet has a class for each, as no element may carry a style.
func (t table) Widths() []int {
	sum := 0.0
	for _, col := range t.Columns {
		sum += col.Share
	}
	widths := make([]int, len(t.Columns))
	for i, col := range t.Columns {
		share := 1 / float64(len(t.Columns))
		if sum > 0 {
			share = col.Share / sum
		}
		widths[i] = min(widest, max(2, 2*int(math.Round(50*share))))
	}
	return widths
}

// widest is the widest column that the style sheet has a class for.
const widest = 90

// RowHead returns the place of the column whose cells name their rows.
func (t table) RowHead() int {
	for i, col := range t.Columns {
		if col.RowHead {
			return i
		}
	}
	return 0
}

// columnCell is a cell with its column.
type columnCell struct {
	document.Column
	document.Cell
}

// Class says how a cell is set: "end" where figures end on its right edge, "blank"
// where there is nothing to show, so that a narrow screen leaves the line out.
func (c columnCell) Class() string {
	var classes []string
	if c.Align == document.End {
		classes = append(classes, "end")
	}
	if c.IsBlank() {
		classes = append(classes, "blank")
	}
	return strings.Join(classes, " ")
}

// IsBlank reports whether there is nothing to show.
func (c columnCell) IsBlank() bool { return blank(c.Cell) }

func blank(c document.Cell) bool {
	return len(c.Text) == 0 && len(c.Sub) == 0 && c.Sign == "" && c.Bar == nil && c.Line == nil && c.Span == nil && c.Fill == nil
}

// barMarks places a progress bar, in per cent of its width.
type barMarks struct {
	Lower, Width, Tick string // Width: of the part between the bounds
	HasTick            bool
}

func barOf(b document.Bar) barMarks {
	lower, upper := unit(b.Lower), unit(b.Upper)
	return barMarks{
		Lower: percent(lower), Width: percent(max(0, upper-lower)), Tick: percent(unit(b.Progress)),
		// A tick only says something where the bounds differ.
		HasTick: b.HasProgress && upper > lower,
	}
}

// The measures of a trend's drawing, in its own units.
const lineWidth, lineHeight = 72.0, 20.0

// lineMarks is a small trend: one polyline for each run of values.
type lineMarks struct {
	Runs   []string
	X, Y   string // the last value
	Any    bool
	Values string // in words, for who cannot see the drawing
}

func (s *setter) lineOf(l document.Line) lineMarks {
	var m lineMarks
	var run, values []string
	end := func() {
		if len(run) > 0 {
			m.Runs, run = append(m.Runs, strings.Join(run, " ")), nil
		}
	}
	for i, v := range l.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			values = append(values, s.l.T("report.html.no_value"))
			end()
			continue
		}
		values = append(values, s.l.Decimal(v, 0))
		x := 3 + (lineWidth-6)*float64(i)/float64(max(1, len(l.Values)-1))
		y := lineHeight / 2
		if l.Max > l.Min {
			y = 3 + (lineHeight-6)*(1-unit((v-l.Min)/(l.Max-l.Min)))
		}
		m.X, m.Y, m.Any = number(x), number(y), true
		run = append(run, m.X+","+m.Y)
	}
	end()
	m.Values = strings.Join(values, s.l.T("report.separator"))
	return m
}

// rangeMarks places a rank range on its axis, in per cent.
type rangeMarks struct{ Best, Worst string }

func rangeOf(r document.Range) rangeMarks {
	at := func(rank int) string {
		if r.Of <= 1 {
			return percent(0.5)
		}
		// The discs at both ends need room.
		return percent(0.06 + 0.88*unit(float64(rank-1)/float64(r.Of-1)))
	}
	return rangeMarks{at(r.Best), at(r.Worst)}
}

// fillOf returns how much of a value's bar is filled, in per cent.
func fillOf(f document.Fill) string {
	if f.Of <= 0 {
		return percent(0)
	}
	return percent(unit(f.Value / f.Of))
}

// levelPart is one level's part of a bar, in per cent of its width.
type levelPart struct {
	X, Width, Fill string
	Unknown        bool // outlined in dashes
}

// levelFills are how parts are painted, in colours that the style sheet swaps for
// the reader's scheme.
var levelFills = map[tracker.Level]string{
	tracker.Complete: "#0f4c6b", tracker.Substantial: "#2b789b", tracker.Limited: "#a9d5e5", tracker.Withdrawn: "#e6e9ee",
}

// levelParts places the parts of a bar, those of no width left out.
func levelParts(l document.Levels) []levelPart {
	total := 0
	for _, item := range l.Items {
		total += max(0, item.Count)
	}
	var parts []levelPart
	x := 0.0
	for _, item := range l.Items {
		if item.Count <= 0 {
			continue
		}
		w := float64(item.Count) / float64(total)
		p := levelPart{X: percent(x), Width: percent(w), Fill: levelFills[item.Level], Unknown: item.Level == tracker.NoEvidence}
		if p.Fill == "" {
			p.Fill = "#ffffff"
		}
		parts = append(parts, p)
		x += w
	}
	return parts
}

// unit keeps a share within 0 and 1; what is no number is 0.
func unit(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(1, max(0, v))
}

func percent(v float64) string { return number(100*v) + "%" }

func number(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

// figure is a figure with its drawings.
type figure struct {
	document.Figure
	ID           string
	Wide, Narrow template.HTML
}

// figure draws a figure's chart and sets it with its sentence and its table.
func (s *setter) figure(f document.Figure) (template.HTML, error) {
	out := figure{Figure: f, ID: "figure-" + strconv.Itoa(f.Number)}
	if s.renderer != nil {
		var err error
		if out.Wide, err = s.draw(s.ctx, f.Chart); err != nil {
			return "", err
		}
		if f.Narrow != nil {
			if out.Narrow, err = s.draw(s.ctx, *f.Narrow); err != nil {
				return "", err
			}
		}
	}
	return s.execute("figure", out)
}

func (s *setter) draw(ctx context.Context, c chart.Chart) (template.HTML, error) {
	drawing, err := s.renderer.SVG(ctx, c, s.doc.Lang)
	if err != nil {
		return "", fmt.Errorf("drawing %s: %w", c.ID, err)
	}
	return template.HTML(drawing), nil // reports/svg escapes its texts
}
