package pdf

import (
	"math"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

// Radii of level signs, and how far text stands from the left of a sign's place.
const (
	signRadius = 3.4 // beside text
	signLarge  = 6.5
	signIndent = 11.0
)

// sign draws a level as a pie filled by its points: a tick when complete, a dash
// when withdrawn, a dashed ring when nothing is known. The word stands beside it
// everywhere, so it is never content of its own.
func (f *flow) sign(l tracker.Level, cx, cy, r float64) {
	ring := svg.Stroke{Color: navy, Width: 0.8}
	switch l {
	case tracker.Complete:
		f.put(&shapeOp{path: circle(cx, cy, r), fill: navy, stroke: ring})
		tick := polyline(cx-r*0.48, cy+r*0.02, cx-r*0.12, cy+r*0.40, cx+r*0.50, cy-r*0.36)
		f.put(&shapeOp{path: tick, stroke: svg.Stroke{Color: white, Width: r * 0.32, Cap: svg.RoundCap, Join: svg.RoundJoin}})
		return
	case tracker.Withdrawn:
		ring.Color = grey
	case tracker.NotStarted, tracker.Limited, tracker.Substantial:
	default:
		ring.Color, ring.Dash = grey, []float64{1.2, 1.1}
	}
	f.put(&shapeOp{path: circle(cx, cy, r), fill: white, stroke: ring})
	switch {
	case l == tracker.Withdrawn:
		f.line(cx-r*0.5, cy, cx+r*0.5, cy, grey, 0.8)
	case l.Steps() > 0:
		f.put(&shapeOp{path: pie(cx, cy, r, float64(l.Steps())/3), fill: navy})
	}
}

// triangle is the sign of lateness, before text whose baseline begins at x, y.
func (f *flow) triangle(x, y float64, st style) {
	w := triangleWidth(st) * 0.64
	f.put(&shapeOp{path: polygon(x, y-0.02*st.size, x+w, y-0.02*st.size, x+w/2, y-0.68*st.size), fill: late})
}

// triangleWidth is the room that a triangle takes before text, space included.
func triangleWidth(st style) float64 { return st.size * 1.1 }

const barHeight = 6.0

// bar draws progress: dark to the lower bound, pale to the upper, an outline to
// the whole, and a tick at the progress where the bounds differ.
func (f *flow) bar(b *document.Bar, x, y, w float64) {
	lower, upper := share(b.Lower), share(b.Upper)
	f.box(x, y, w, barHeight, white)
	f.box(x, y, w*upper, barHeight, pale)
	f.box(x, y, w*lower, barHeight, navy)
	f.frame(x, y, w, barHeight, grey, 0.4)
	if b.HasProgress && upper-lower > 0.005 {
		at := x + w*share(b.Progress)
		f.line(at, y-1.6, at, y+barHeight+1.6, ink, 1)
	}
}

// fill draws a value as a bar from an axis at 0.
func (f *flow) fill(v *document.Fill, x, y, w float64, c color) {
	f.box(x, y, w*share(v.Value/v.Of), barHeight, c)
	f.line(x, y-1, x, y+barHeight+1, navy, 0.6)
}

const trendHeight = 11.0

// trend draws values as a small line with a dot each, the latest filled. Gaps
// stay gaps.
func (f *flow) trend(t *document.Line, x, y, w float64) {
	f.line(x, y+trendHeight, x+w, y+trendHeight, hairline, 0.4)
	n := len(t.Values)
	at := func(i int) (float64, float64) {
		px := x + w
		if n > 1 {
			px = x + w*float64(i)/float64(n-1)
		}
		return px, y + trendHeight*(1-share((t.Values[i]-t.Min)/(t.Max-t.Min)))
	}
	known := func(i int) bool { return !math.IsNaN(t.Values[i]) && !math.IsInf(t.Values[i], 0) }
	var path svg.Path
	for i := range t.Values {
		if !known(i) {
			continue
		}
		px, py := at(i)
		if i > 0 && known(i-1) {
			path = append(path, lineTo(px, py))
		} else {
			path = append(path, moveTo(px, py))
		}
	}
	if len(path) > 1 {
		f.put(&shapeOp{path: path, stroke: svg.Stroke{Color: navy, Width: 0.9, Join: svg.RoundJoin}})
	}
	for i := range t.Values {
		if !known(i) {
			continue
		}
		px, py := at(i)
		if i == n-1 {
			f.put(&shapeOp{path: circle(px, py, 1.7), fill: navy})
		} else {
			f.put(&shapeOp{path: circle(px, py, 1), fill: white, stroke: svg.Stroke{Color: navy, Width: 0.6}})
		}
	}
}

// rankRange draws an interval of ranks on an axis with a mark for every rank: a
// ring at either end, or a disc where they are one. y is the axis.
func (f *flow) rankRange(r *document.Range, x, y, w float64) {
	of := min(max(r.Of, 1), 200)
	at := func(rank int) float64 {
		return x + w*(float64(min(max(rank, 1), of))-0.5)/float64(of)
	}
	f.line(x, y, x+w, y, hairline, 0.4)
	if of <= 40 { // more marks than that run together
		for rank := 1; rank <= of; rank++ {
			f.line(at(rank), y-1, at(rank), y+1, hairline, 0.4)
		}
	}
	if at(r.Best) == at(r.Worst) {
		f.put(&shapeOp{path: circle(at(r.Best), y, 2), fill: navy})
		return
	}
	f.line(at(r.Best), y, at(r.Worst), y, navy, 1.6)
	for _, rank := range []int{r.Best, r.Worst} {
		f.put(&shapeOp{path: circle(at(rank), y, 1.9), fill: white, stroke: svg.Stroke{Color: navy, Width: 0.9}})
	}
}

// share bounds a value to 0..1; what is not a number counts as 0.
func share(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	return min(v, 1)
}
