// Package document is what a report says, before it is set: sections of
// paragraphs, tables and figures in one language. One composed document is set
// as PDF by reports/pdf and as HTML by reports/html, so both say the same.
//
// It holds no layout beyond what carries meaning, and computes no figure.
package document

import (
	"time"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
)

// Document is a whole report in one language.
type Document struct {
	Lang  tracker.Lang
	Title string // "Third Biennial Plan to the Open Government Partnership, 2016–18"
	// TitleSpans is the title in spans where part of it is in the other language;
	// nil where Title says it all. So it is with sections and groups.
	TitleSpans Inline
	Kind       string // "Mid-term self-assessment"
	Edition    string // "Edition 2"; blank for a report of what can change
	Subject    string // for the file's metadata
	// Notice is set in a box on the cover and in short at every foot: that the
	// data are illustrative. Blank when they are not.
	Notice      string
	NoticeShort string
	Cover       Cover
	RunningHead string // left of every page's head
	Foot        string // left of every page's foot: edition, as-of day, rules version
	// Brief sets the document without a cover page and without contents: its title
	// stands over the first page.
	Brief bool
	// Date stamps the file. It comes from the data, never from a clock, so that
	// the same data give the same bytes.
	Date     time.Time
	Sections []Section
}

// Cover is the first page.
type Cover struct {
	Top      string          // "Canada"
	TopRight string          // "Self-assessment report"
	Kicker   string          // "Mid-term self-assessment"
	Title    string          // may hold "|" where a line should break
	Subtitle string          // "2016–2018"
	Signs    []tracker.Level // one sign a commitment
	SignNote string
	Facts    []Fact
}

// Section is a chapter or a part of one.
type Section struct {
	ID         string // anchor, unique in the document: "c-1.2"
	Number     string // "4.2"; blank for unnumbered ones
	Title      string
	TitleSpans Inline
	Head       string // right of the running head; Title when blank
	NewPage    bool   // starts a page even where it would fit
	Blocks     []Block
	Sections   []Section
	NoTOC      bool
}

// Block is a piece of a section.
type Block interface{ block() }

// Inline is a run of text with emphasis and links.
type Inline []Span

// Span is text set in one way.
type Span struct {
	Text  string
	Style Style
	// Link is an address, "https://...", or "#" and a section's ID.
	Link string
	// Lang is set where the text is in the other language.
	Lang tracker.Lang
}

// Style is how a span is set.
type Style int

// The styles.
const (
	Plain Style = iota
	Strong
	Quiet // grey, for what explains
	Code  // fixed width, for codes, hashes, formulas
	Late  // for lateness only; set with a triangle
)

// Plainly returns one plain span.
func Plainly(s string) Inline { return Inline{{Text: s}} }

// Paragraph is running text. Label, when there is one, stands in the margin
// column beside it.
type Paragraph struct {
	Label string
	Text  Inline
	Lead  bool // the sentence that opens a chapter
}

// List is a list of short texts.
type List struct {
	Label   string
	Ordered bool
	Items   []Inline
}

// Facts are labelled values, one a row.
type Facts struct {
	Rows []Fact
}

// Fact is one labelled value; several paragraphs where Value has several.
type Fact struct {
	Label string
	Value []Inline
}

// KeyFigures are two to five large figures side by side.
type KeyFigures struct {
	Items []KeyFigure
}

// KeyFigure is one large figure.
type KeyFigure struct {
	Value string // "52 %"
	Label string
	Note  string
	Late  bool
}

// Levels are counts by level: one bar in parts, and in words what each part is.
type Levels struct {
	Title string
	Items []LevelCount
}

// LevelCount is how many stand at a level.
type LevelCount struct {
	Level tracker.Level
	Name  string
	Count int
}

// Status is the strip that opens a commitment: its level, progress with bounds,
// and what is overdue.
type Status struct {
	LevelLabel string // "Level of completion"
	Level      tracker.Level
	LevelName  string
	BarLabel   string
	Bar        Bar
	BarText    string // "48 %, between 41 % and 55 %"
	LateLabel  string
	Late       string // "3 indicators", blank when none
}

// Heading is a small heading inside a section, not in the table of contents.
type Heading struct {
	Text string
}

// Note is a remark set apart from the text.
type Note struct {
	Text Inline
}

// Figure is a chart with its caption and its text alternative.
type Figure struct {
	Number  int
	Caption string
	Chart   chart.Chart
	// Narrow is the same chart drawn for a phone; nil where the document is
	// composed for paper.
	Narrow *chart.Chart
}

// Table is a table that may break across pages; its head then repeats.
type Table struct {
	Number  int
	Caption string
	Columns []Column
	Groups  []Group
	Note    Inline
}

// Column is one column of a table.
type Column struct {
	Head  string
	Align Align
	// Share is the column's part of the table's width; shares need not sum to 1.
	Share float64
	// RowHead marks the column whose cells name their rows; where no column is
	// marked it is the first.
	RowHead bool
}

// Align is how a column is aligned.
type Align int

// The alignments.
const (
	Start Align = iota
	End
)

// Group is a run of rows, under a row of its own where it has a title.
type Group struct {
	Title      string
	TitleSpans Inline
	// Cells stand beside the title, from the second column on; may be nil. The
	// title runs on over the blank ones.
	Cells []Cell
	Rows  []Row
}

// Row is one row of a table.
type Row struct {
	Cells  []Cell
	Strong bool // the home country, the total
	ID     string
}

// Cell is what stands in one cell: text first, then whatever else is set.
type Cell struct {
	Text Inline
	Sub  []Inline      // smaller lines below
	Sign tracker.Level // a level's sign before the text; blank for none
	Bar  *Bar          // a progress bar
	Line *Line         // a small trend
	Span *Range        // a rank range
	Fill *Fill         // a score as a bar
}

// Bar is progress between its bounds, each 0 to 1.
type Bar struct {
	Lower, Upper, Progress float64
	HasProgress            bool
}

// Line is a small trend; all lines of a column share one scale.
type Line struct {
	Values   []float64 // NaN where there is none
	Min, Max float64
}

// Range is an interval on an axis from 1 to Of.
type Range struct {
	Best, Worst, Of int
}

// Fill is a value as a bar from 0 to Of.
type Fill struct {
	Value, Of float64
}

func (Paragraph) block()  {}
func (List) block()       {}
func (Facts) block()      {}
func (KeyFigures) block() {}
func (Levels) block()     {}
func (Status) block()     {}
func (Heading) block()    {}
func (Note) block()       {}
func (Figure) block()     {}
func (Table) block()      {}
