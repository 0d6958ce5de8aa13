package view

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Lane is a small drawing as wide as its place: positions across are per cent,
// positions down are pixels, so that it is crisp at every width and needs no
// script. Shapes are drawn in the order of the fields.
type Lane struct {
	// Label says what the drawing shows; it is blank where the words beside it
	// already do.
	Label  string
	Height int
	Rects  []Rect
	Lines  []Line
	Marks  []Mark
	Texts  []LaneText
}

// Rect is a bar or a part of one.
type Rect struct {
	X, Width  string // per cent
	Y, Height float64
	Class     string
	Hatch     bool   // filled with the pattern for what is unknown
	Shift     string // "translate(-17 0)": half its width where that is in pixels
}

// Line is a straight line.
type Line struct {
	X1, X2 string
	Y1, Y2 string
	Class  string
	Thick  string // width in pixels, blank for 1
	Dash   string
}

// Mark is a sign at a place.
type Mark struct {
	X     string
	Y     int
	Glyph string // a status's sign; blank for the diamond of an original date
}

// LaneText is a label. Class may confine it to wide or to narrow screens.
type LaneText struct {
	X, DX, Y string
	Anchor   string // "start", "middle", "end"
	Size     int
	Class    string
	Text     string
}

// Classes that show a part of a drawing on one kind of screen only. A label that
// fits on a wide screen may run into its neighbour on a narrow one.
const (
	onWide   = "only-wide"
	onNarrow = "only-narrow"
)

// percent writes a place across a drawing, 0 to 100, and keeps anything else
// inside it.
func percent(x float64) string {
	x = min(max(x, 0), 100)
	return strconv.FormatFloat(x, 'f', -1, 64) + "%"
}

// at rounds a place to a hundredth of a per cent: a tenth of a pixel at most.
func at(x float64) string { return percent(float64(int(x*100+0.5)) / 100) }

// Heights of the bounds bar, in pixels.
const (
	barTop, barHeight  = 28, 26
	boundsHeight       = 98
	firstRow, lastRow  = "74", "92" // baselines of the labels under the bar
	boundsLabelWide    = 13.0       // per cent that "at least 48%" takes on a wide screen
	boundsLabelNarrow  = 32.0
	timeLabelClearance = 15.0
)

// boundsLane draws progress between its bounds: solid to the lower, hatched to
// the upper, a tick at the estimate, a dotted line at the time that has passed. It
// draws nothing, with no height, where there is nothing to count.
func boundsLane(l *locale.Locale, f tracker.Figures, elapsed tracker.Ratio) Lane {
	if f.Leaves == 0 {
		return Lane{}
	}
	low, high := 100*f.Lower.Float(), 100*f.Upper.Float()
	point := 100 * f.Progress.Float()
	hasPoint := f.Progress.Valid() && !f.BoundsOnly()
	lane := Lane{Label: boundsLabel(l, f, hasPoint, elapsed), Height: boundsHeight}

	lane.Rects = append(lane.Rects, Rect{X: "0", Width: "100%", Y: barTop, Height: barHeight, Class: "f-track"})
	if high > low {
		lane.Rects = append(lane.Rects,
			Rect{X: at(low), Width: at(high - low), Y: barTop, Height: barHeight, Hatch: true},
			Rect{X: at(low), Width: at(high - low), Y: barTop + 0.5, Height: barHeight - 1, Class: "s-line f-none"})
	}
	if low > 0 {
		lane.Rects = append(lane.Rects, Rect{X: "0", Width: at(low), Y: barTop, Height: barHeight, Class: "f-c"})
	}
	if hasPoint {
		lane.Lines = append(lane.Lines, Line{X1: at(point), X2: at(point), Y1: "22", Y2: "60", Class: "s-ink", Thick: "3"})
		lane.Texts = append(lane.Texts, LaneText{
			X: at(point), Y: "16", Anchor: anchorAt(point, 4), Size: 16, Class: "b", Text: l.Percent(f.Progress),
		})
	}
	if high > low {
		lane.Texts = append(lane.Texts, boundsTexts(l, f, low, high, boundsLabelWide, onWide)...)
		lane.Texts = append(lane.Texts, boundsTexts(l, f, low, high, boundsLabelNarrow, onNarrow)...)
	}
	if high == low || low > boundsLabelWide+3 {
		lane.Texts = append(lane.Texts, axisText("0", "", firstRow, "start", onWide, "0"))
	}
	if high == low || high < 75 {
		lane.Texts = append(lane.Texts, axisText("100%", "", firstRow, "end", onWide, l.Percent(tracker.NewRatio(1, 1))))
	}

	if past := 100 * elapsed.Float(); past > 0 && past < 100 {
		lane.Lines = append(lane.Lines, Line{X1: at(past), X2: at(past), Y1: "20", Y2: strconv.Itoa(barTop + barHeight), Class: "s-muted", Thick: "1.5", Dash: "3 3"})
		row := "14"
		if hasPoint && past-point < timeLabelClearance && point-past < timeLabelClearance {
			row = lastRow
		}
		text := l.T("web.bar.time", "share", elapsed)
		lane.Texts = append(lane.Texts,
			axisText(at(past), "", row, anchorAt(past, 12), onWide, text),
			axisText(at(past), "", lastRow, anchorAt(past, 25), onNarrow, text))
	}
	return lane
}

// boundsTexts places the labels of the two bounds so that neither leaves the
// drawing nor touches the other. Room is what each takes, in per cent.
func boundsTexts(l *locale.Locale, f tracker.Figures, low, high, room float64, screen string) []LaneText {
	least, most := l.T("web.bar.least", "share", f.Lower), l.T("web.bar.most", "share", f.Upper)
	lowEnd := max(low, room) // where the label of the lower bound ends
	lowEnd = min(lowEnd, 100-room)
	highStart := max(high, lowEnd)
	texts := make([]LaneText, 0, 2)
	if low < room {
		texts = append(texts, axisText("0", "", firstRow, "start", screen, least))
	} else {
		texts = append(texts, axisText(at(lowEnd), "-4", firstRow, "end", screen, least))
	}
	if highStart+room > 100 {
		return append(texts, axisText("100%", "", firstRow, "end", screen, most))
	}
	return append(texts, axisText(at(highStart), "2", firstRow, "start", screen, most))
}

func axisText(x, dx, y, anchor, screen, text string) LaneText {
	return LaneText{X: x, DX: dx, Y: y, Anchor: anchor, Size: 14, Class: "axis " + screen, Text: text}
}

// anchorAt keeps a label of half the given width, in per cent, inside the
// drawing.
func anchorAt(x, half float64) string {
	switch {
	case x < half:
		return "start"
	case x > 100-half:
		return "end"
	}
	return "middle"
}

func boundsLabel(l *locale.Locale, f tracker.Figures, hasPoint bool, elapsed tracker.Ratio) string {
	var label string
	switch {
	case f.Lower.Cmp(f.Upper) == 0:
		label = l.T("web.bar.label_exact", "share", f.Progress)
	case hasPoint:
		label = l.T("web.bar.label", "lower", f.Lower, "upper", f.Upper, "share", f.Progress)
	default:
		label = l.T("web.bar.label_bounds", "lower", f.Lower, "upper", f.Upper)
	}
	if past := elapsed.Float(); past > 0 && past < 1 {
		label += " " + l.T("web.bar.label_time", "share", elapsed)
	}
	return label
}

// shownInBars are the levels of a bar of counts, best first.
var shownInBars = []tracker.Level{tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted, tracker.NoEvidence}

// levelsIn are the levels of a key: those of every bar, and withdrawn where some
// leaf is.
func levelsIn(leaves []tracker.LeafState) []tracker.Level {
	if slices.ContainsFunc(leaves, func(leaf tracker.LeafState) bool { return leaf.Status == tracker.Withdrawn }) {
		return append(slices.Clone(shownInBars), tracker.Withdrawn)
	}
	return shownInBars
}

// Heights of a bar of counts.
const (
	countsHeight = 26
	// narrowest part, in per cent of the bar, that its count fits into with and
	// without the level's code
	roomForCode, roomForCount = 12.0, 5.0
)

// countsLane draws how many leaves stand at each level, withdrawn ones last. Small
// are the counts that have no room on their parts: "1 LP, 2 NS".
func countsLane(l *locale.Locale, leaves []tracker.LeafState) (lane Lane, small string) {
	counts, total := map[tracker.Level]int{}, len(leaves)
	for i := range leaves {
		counts[leaves[i].Status]++
	}
	if total == 0 {
		return Lane{}, ""
	}
	lane.Height = countsHeight
	var said, outside []string
	var gaps []Rect // drawn over the parts, between them
	done := 0
	for _, v := range levelsIn(leaves) {
		n := counts[v]
		if n == 0 {
			continue
		}
		said = append(said, l.T("web.bar.count", "n", n, "level", reportedOf(l, v).Label))
		x, width := 100*float64(done)/float64(total), 100*float64(n)/float64(total)
		if done > 0 {
			gaps = append(gaps, Rect{X: at(x), Width: "2", Height: countsHeight, Class: "f-bg", Shift: "translate(-1 0)"})
		}
		if !lane.addCount(l, v, n, x, width) {
			outside = append(outside, l.Int(n)+" "+v.Code())
		}
		done += n
	}
	lane.Rects = append(lane.Rects, gaps...)
	lane.Label = l.List(said)
	return lane, strings.Join(outside, ", ")
}

// addCount draws the part of one level, and its count where there is room; it
// reports whether there was.
func (lane *Lane) addCount(l *locale.Locale, v tracker.Level, n int, x, width float64) bool {
	part := Rect{X: at(x), Width: at(width), Y: 1, Height: countsHeight - 2, Class: "seg f-" + glyphOf(v)}
	ink := "b on-" + glyphOf(v)
	if v == tracker.NoEvidence {
		part.Class, part.Hatch, ink = "f-unk", true, "b on-ns"
	}
	lane.Rects = append(lane.Rects, part)
	if width < roomForCount {
		return false
	}
	text, plate := l.Int(n)+" "+v.Code(), Rect{Width: "34", Shift: "translate(-17 0)"}
	if width < roomForCode {
		text, plate = l.Int(n), Rect{Width: "16", Shift: "translate(-8 0)"}
	}
	middle := at(x + width/2)
	if part.Hatch { // letters are not set on the pattern
		plate.X, plate.Y, plate.Height, plate.Class = middle, 2, countsHeight-4, "f-bg"
		lane.Rects = append(lane.Rects, plate)
	}
	lane.Texts = append(lane.Texts, LaneText{X: middle, Y: "17.5", Anchor: "middle", Size: 13, Class: ink, Text: text})
	return true
}
