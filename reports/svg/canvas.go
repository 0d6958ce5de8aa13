package svg

// Canvas is what [Draw] draws on. Coordinates are the picture's own units (CSS
// pixels; in a report, points) with every transformation already applied: x
// grows to the right, y downwards, the picture's top left corner is 0, 0. A
// backend only moves and scales.
//
// Draw calls the methods in painting order. Every Clip is followed by its
// Unclip, and clips nest. Nothing is called with an empty path, an empty text, a
// colour that cannot be seen, a stroke without width, or a number that is not
// finite.
type Canvas interface {
	// Fill paints the inside of a path.
	Fill(p Path, c Color)
	// Stroke paints along a path.
	Stroke(p Path, s Stroke)
	// Text sets one line of text.
	Text(t Text)
	// Clip restricts what follows to the inside of a path, on top of the clips
	// already there.
	Clip(p Path)
	// Unclip undoes the latest Clip.
	Unclip()
}

// Path is a list of segments; it always begins with [MoveTo]. Inside means
// inside by the non-zero rule.
type Path []Segment

// Segment is one step of a path.
type Segment struct {
	Kind SegmentKind
	// C1 and C2 are the control points of a [CurveTo].
	C1, C2 Point
	// To is where the segment ends; not set for [ClosePath].
	To Point
}

// SegmentKind tells segments apart. Arcs and quadratic curves have become cubic
// curves.
type SegmentKind int

// The kinds of segment.
const (
	MoveTo SegmentKind = iota
	LineTo
	CurveTo
	ClosePath
)

// Point is a place on the canvas.
type Point struct{ X, Y float64 }

// Color is a colour with its opacity A, over 0 to 1.
type Color struct {
	R, G, B uint8
	A       float64
}

// Stroke says how a line is drawn.
type Stroke struct {
	Color Color
	Width float64
	// Dash holds lengths of strokes and gaps in turn, an even number of them; nil
	// draws through.
	Dash []float64
	Cap  Cap
	Join Join
}

// Cap is how a line ends.
type Cap int

// The ends of lines.
const (
	ButtCap Cap = iota
	RoundCap
	SquareCap
)

// Join is how a line turns a corner.
type Join int

// The corners of lines.
const (
	MiterJoin Join = iota
	RoundJoin
	BevelJoin
)

// Text is one line of text on its baseline.
type Text struct {
	String string
	X, Y   float64 // the point that Anchor names, on the baseline
	Anchor Anchor
	Size   float64 // of the font
	Bold   bool    // weight 600 or more
	Color  Color
	// Angle turns the text about X, Y, in degrees, clockwise as seen.
	Angle float64
	// Halo is an outline drawn behind the letters, so that they stay legible over
	// lines; its Width is 0 when there is none. A backend may leave it out.
	Halo Stroke
}

// Anchor is which part of a text stands at its point.
type Anchor int

// The anchors.
const (
	AnchorStart Anchor = iota
	AnchorMiddle
	AnchorEnd
)
