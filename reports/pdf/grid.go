package pdf

import "math"

// Paper is the size of the pages.
type Paper int

// The sizes. Letter is the default, being Canada's.
const (
	Letter Paper = iota
	A4
)

// size returns the width and height in points.
func (p Paper) size() (w, h float64) {
	if p == A4 {
		return 595.28, 841.89
	}
	return 612, 792
}

// The grid, in points. The text block is as wide on both papers, so that lines
// and rows come out the same; only the number of lines a page differs.
const (
	unit      = 13.0  // the leading of text
	half      = 6.5   // to which headings, tables and figures snap
	measure   = 486.0 // width of the text block
	gutter    = 10.0  // between the 12 columns
	headLine  = 48.0  // baseline of the running head
	headRule  = 54.0
	textTop   = 78.0
	footRule  = 54.0 // from the foot of the page
	footLine  = 42.0 // from the foot of the page, baseline
	footSpace = 76.0 // kept free below the text
)

// grid is where things stand on a page.
type grid struct {
	width, height float64 // of the paper
	left, right   float64 // edges of the text block
	top, bottom   float64
}

func newGrid(p Paper) grid {
	w, h := p.size()
	lines := math.Floor((h - textTop - footSpace) / unit)
	left := (w - measure) / 2
	return grid{
		width: w, height: h,
		left: left, right: left + measure,
		top: textTop, bottom: textTop + lines*unit,
	}
}

// column returns where grid column n begins, counted from the left edge of the
// text block; n is 0 to 12.
func column(n int) float64 { return float64(n) * (measure + gutter) / 12 }

// The two columns of running text: labels in the first three grid columns, text
// in the other nine.
var (
	textIndent  = column(3)
	textMeasure = measure - textIndent
	labelWidth  = textIndent - 14
	titleIndent = column(1) // of a numbered heading's title
)

// snap returns y on the half unit, at or below y.
func (g grid) snap(y float64) float64 {
	// The tolerance keeps sums of leadings that are off by rounding where they are.
	return g.top + math.Ceil((y-g.top)/half-0.02)*half
}
