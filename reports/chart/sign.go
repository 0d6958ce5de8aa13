package chart

import (
	"fmt"
	"math"
	"strings"

	"ogptracker/tracker"
)

// The signs of levels, as outlines on a field of 16 by 16. Holes run against the
// outline around them. They are the signs of the pages: a disc filled as far as
// the level's points go.
var (
	signRing        = disc(7.25, true) + disc(5.75, false)
	signComplete    = disc(7.25, true) + "M5.24 7.66L3.96 8.94L7.03 12L12.26 6.31L10.94 5.09L6.97 9.4Z"
	signSubstantial = signRing + "M8 8V3.2A4.8 4.8 0 1 1 3.84 10.4Z"
	signLimited     = signRing + "M8 8V3.2A4.8 4.8 0 0 1 12.16 10.4Z"
	signWithdrawn   = signRing + "M3.07 11.87L11.87 3.07L12.93 4.13L4.13 12.93Z"
	signOverdue     = "M8 .7L15.9 14.8H.1Z" + "M7.15 5.6V10.4H8.85V5.6Z" + "M9 12.4A1 1 0 0 0 7 12.4A1 1 0 0 0 9 12.4Z"
	signUnknown     = dashedRing(7.25, 5.75, 9)
)

// disc returns a circle around the middle of the field.
func disc(radius float64, clockwise bool) string {
	sweep := 0
	if clockwise {
		sweep = 1
	}
	return fmt.Sprintf("M%[1]g 8A%[3]g %[3]g 0 1 %[4]d %[2]g 8A%[3]g %[3]g 0 1 %[4]d %[1]g 8Z", 8-radius, 8+radius, radius, sweep)
}

// dashedRing returns a ring cut into pieces.
func dashedRing(outer, inner float64, pieces int) string {
	var b strings.Builder
	for i := range pieces {
		from := 2 * math.Pi * float64(i) / float64(pieces)
		to := from + 2*math.Pi/float64(pieces)*0.58
		sin1, cos1 := math.Sincos(from)
		sin2, cos2 := math.Sincos(to)
		fmt.Fprintf(&b, "M%.2f %.2fA%g %g 0 0 1 %.2f %.2fL%.2f %.2fA%g %g 0 0 0 %.2f %.2fZ",
			8+outer*cos1, 8+outer*sin1, outer, outer, 8+outer*cos2, 8+outer*sin2,
			8+inner*cos2, 8+inner*sin2, inner, inner, 8+inner*cos1, 8+inner*sin1)
	}
	return b.String()
}

// signMarks returns the marks that make the sign of a level, or of lateness,
// around a place: a ground that keeps lines off it, then the sign.
func signMarks(at point, level tracker.Level, overdue bool, size, unit float64, tip string) []mark {
	outline, color := signRing, colorComplete
	label := ""
	width, height := size, size
	switch {
	case overdue:
		outline, color = signOverdue, colorLate
		width, height = size*1.09, size*0.97
	case level == tracker.Complete:
		outline = signComplete
	case level == tracker.Substantial:
		outline = signSubstantial
	case level == tracker.Limited:
		outline = signLimited
	case level == tracker.NotStarted:
		color = colorQuiet
	case level == tracker.Withdrawn:
		outline, color = signWithdrawn, colorQuiet
	default:
		outline, color, label = signUnknown, colorQuiet, "?"
	}
	return []mark{
		{at: at, symbol: "circle", width: size + 2*unit, height: size + 2*unit, fill: colorPage},
		{at: at, symbol: "path://" + outline, width: width, height: height, fill: color, tip: tip, label: label, labelSize: size * 0.72, ink: color},
	}
}
