package chart

import "ogptracker/tracker"

// The colours of charts: the light values of the stylesheet's tokens. Options
// hold these and no others, in lower case, so that a page can swap each for its
// token's value in the reader's colour scheme (web/static/charts.css for the
// pictures, web/static/chart.js for the live charts).
const (
	colorPage        = "#ffffff"
	colorPanel       = "#f3f5f7"
	colorTrack       = "#e6e9ee"
	colorInk         = "#333333"
	colorQuiet       = "#595959"
	colorLine        = "#d5d9df"
	colorEdge        = "#767d87"
	colorComplete    = "#0f4c6b" // also the home country, and what was earned
	colorSubstantial = "#2b789b"
	colorLimited     = "#a9d5e5" // too light to stand alone: always outlined in colorSubstantial
	colorLimitedInk  = "#14202b"
	colorUnknown     = "#6b7280" // of the hatch
	colorLate        = "#b3192e" // overdue, nothing else
	colorSecond      = "#b45309" // the second series of a chart
	colorContext     = "#768193" // series that are there for comparison
)

// Token is a colour of charts and the custom property that holds it in pages.
type Token struct {
	Hex  string // "#0f4c6b"
	Name string // "--st-c"
}

// Palette lists the colours of charts. White is the page, and the ink on strong
// colours, which both turn dark in the dark scheme.
var Palette = []Token{
	{colorPage, "--bg"},
	{colorPanel, "--bg-2"},
	{colorTrack, "--bg-3"},
	{colorInk, "--ink"},
	{colorQuiet, "--ink-2"},
	{colorLine, "--line"},
	{colorEdge, "--line-2"},
	{colorComplete, "--st-c"},
	{colorSubstantial, "--st-sp"},
	{colorLimited, "--st-lp"},
	{colorLimitedInk, "--st-lp-ink"},
	{colorUnknown, "--st-unk"},
	{colorLate, "--late"},
	{colorSecond, "--alt"},
	{colorContext, "--other"},
}

// levelPaint is how an area that stands for a level is painted. Colour never
// tells a level alone: its code is printed on it, and unknown is hatched.
type levelPaint struct {
	fill, ink, edge string
	hatched         bool
}

var levelPaints = map[tracker.Level]levelPaint{
	tracker.Complete:    {fill: colorComplete, ink: colorPage, edge: colorComplete},
	tracker.Substantial: {fill: colorSubstantial, ink: colorPage, edge: colorSubstantial},
	tracker.Limited:     {fill: colorLimited, ink: colorLimitedInk, edge: colorSubstantial},
	tracker.NotStarted:  {fill: colorPage, ink: colorInk, edge: colorEdge},
	tracker.NoEvidence:  {fill: colorPage, ink: colorInk, edge: colorEdge, hatched: true},
	tracker.Withdrawn:   {fill: colorPanel, ink: colorQuiet, edge: colorEdge},
}

// paintOf returns how a level is painted; anything that is no level is unknown.
func paintOf(v tracker.Level) levelPaint {
	if p, ok := levelPaints[v]; ok {
		return p
	}
	return levelPaints[tracker.NoEvidence]
}
