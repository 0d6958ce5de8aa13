package pdf

import (
	"math"

	"ogptracker/reports/svg"
)

func moveTo(x, y float64) svg.Segment {
	return svg.Segment{Kind: svg.MoveTo, To: svg.Point{X: x, Y: y}}
}

func lineTo(x, y float64) svg.Segment {
	return svg.Segment{Kind: svg.LineTo, To: svg.Point{X: x, Y: y}}
}

func closePath() svg.Segment { return svg.Segment{Kind: svg.ClosePath} }

// polygon returns the closed path through points given as x, y, x, y, ...
func polygon(xy ...float64) svg.Path {
	p := polyline(xy...)
	return append(p, closePath())
}

// polyline returns the open path through points given as x, y, x, y, ...
func polyline(xy ...float64) svg.Path {
	p := make(svg.Path, 0, len(xy)/2+1)
	for i := 0; i+1 < len(xy); i += 2 {
		if i == 0 {
			p = append(p, moveTo(xy[0], xy[1]))
		} else {
			p = append(p, lineTo(xy[i], xy[i+1]))
		}
	}
	return p
}

func rectangle(x, y, w, h float64) svg.Path {
	return polygon(x, y, x+w, y, x+w, y+h, x, y+h)
}

func circle(cx, cy, r float64) svg.Path {
	p := svg.Path{moveTo(cx, cy-r)}
	return append(arc(p, cx, cy, r, 0, 1), closePath())
}

// pie returns a circle's sector from the top, clockwise, by its share of the
// whole.
func pie(cx, cy, r, share float64) svg.Path {
	p := polyline(cx, cy, cx, cy-r)
	return append(arc(p, cx, cy, r, 0, share), closePath())
}

// arc appends curves along a circle, clockwise, between two shares of the whole
// turn counted from the top.
func arc(p svg.Path, cx, cy, r, from, to float64) svg.Path {
	steps := int(math.Ceil((to - from) * 4))
	step := (to - from) * 2 * math.Pi / float64(steps)
	k := 4.0 / 3 * math.Tan(step/4) * r
	for i := range steps {
		a := from*2*math.Pi + float64(i)*step
		b := a + step
		p = append(p, svg.Segment{
			Kind: svg.CurveTo,
			C1:   svg.Point{X: cx + r*math.Sin(a) + k*math.Cos(a), Y: cy - r*math.Cos(a) + k*math.Sin(a)},
			C2:   svg.Point{X: cx + r*math.Sin(b) - k*math.Cos(b), Y: cy - r*math.Cos(b) - k*math.Sin(b)},
			To:   svg.Point{X: cx + r*math.Sin(b), Y: cy - r*math.Cos(b)},
		})
	}
	return p
}
