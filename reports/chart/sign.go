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

// signSize is how large a sign is, in units.
const signSize = 14

// sign draws the sign of a level, or of lateness, around a place.
func (p *plot) sign(at point, level tracker.Level, overdue bool, tip string) {
	u := p.size.unit()
	k := look{symbol: "path://" + signRing, fill: colorComplete, width: signSize * u, height: signSize * u}
	switch {
	case overdue:
		k.symbol, k.fill = "path://"+signOverdue, colorLate
		k.width, k.height = k.width*1.09, k.height*0.97
	case level == tracker.Complete:
		k.symbol = "path://" + signComplete
	case level == tracker.Substantial:
		k.symbol = "path://" + signSubstantial
	case level == tracker.Limited:
		k.symbol = "path://" + signLimited
	case level == tracker.NotStarted:
		k.fill = colorQuiet
	case level == tracker.Withdrawn:
		k.symbol, k.fill = "path://"+signWithdrawn, colorQuiet
	default:
		k.symbol, k.fill = "path://"+signUnknown, colorQuiet
		p.captions(caption{at: at, align: "center", text: "?", size: round(signSize * u * 0.72), bold: true, color: colorQuiet})
	}
	ground := circleShape{round(p.px(at.x)), round(p.py(at.y)), round((signSize/2 + 1) * u)}
	p.element("circle", layerData, ground, elementStyle{Fill: colorPage}) // keeps lines off the sign
	p.symbols(k, item{at: at, tip: tip})
}

// drawDiamond marks a date that has moved.
func drawDiamond(p *plot, x, y float64) {
	u := p.size.unit()
	half := 4.5 * u
	points := [][2]float64{{round(x - half), round(y)}, {round(x), round(y - half)}, {round(x + half), round(y)}, {round(x), round(y + half)}}
	p.element("polygon", layerData, pointsShape{points}, elementStyle{Fill: colorPage, Stroke: colorQuiet, LineWidth: u})
}

// drawMove is the sign of a date that has moved, for a key.
func drawMove(p *plot, x, y float64) {
	u := p.size.unit()
	p.segments(stroke{color: colorQuiet, width: 1.5 * u}, layerGrid, segment{p.at(x-9*u, y), p.at(x+13*u, y)})
	drawDiamond(p, x-9*u, y)
}
