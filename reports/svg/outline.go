package svg

import "math"

// outline returns the area that a stroke covers. It consists of pieces that all
// turn the same way, so that they add up where they overlap.
func outline(p Path, s Stroke) Path {
	o := outliner{stroke: s, half: s.Width / 2}
	for _, line := range flatten(p) {
		for _, piece := range dashes(line, s.Dash) {
			o.line(piece)
		}
	}
	return o.out
}

// polyline is a run of straight lines.
type polyline struct {
	points []Point
	closed bool
}

// flatten turns a path into straight lines that stray less than a tenth of a
// pixel from it.
func flatten(p Path) []polyline {
	var out []polyline
	var line polyline
	end := func() {
		if len(line.points) > 1 || line.closed {
			out = append(out, line)
		}
		line = polyline{}
	}
	for _, s := range p {
		switch s.Kind {
		case MoveTo:
			end()
			line.points = []Point{s.To}
		case LineTo, CurveTo:
			if len(line.points) == 0 {
				line.points = []Point{s.To}
				continue
			}
			from := line.points[len(line.points)-1]
			if s.Kind == LineTo {
				line.points = append(line.points, s.To)
				continue
			}
			reach := distance(from, s.C1) + distance(s.C1, s.C2) + distance(s.C2, s.To)
			steps := int(max(2, min(200, math.Ceil(math.Sqrt(reach)*1.5))))
			for i := 1; i <= steps; i++ {
				line.points = append(line.points, onCurve(from, s, float64(i)/float64(steps)))
			}
		case ClosePath:
			if len(line.points) == 0 {
				continue
			}
			start := line.points[0]
			line.closed = true
			end()
			line.points = []Point{start}
		}
	}
	end()
	return out
}

func onCurve(from Point, s Segment, t float64) Point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{a*from.X + b*s.C1.X + c*s.C2.X + d*s.To.X, a*from.Y + b*s.C1.Y + c*s.C2.Y + d*s.To.Y}
}

func distance(a, b Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }

// maxDashes bounds the strokes of one line; a dotted line across a wide picture
// has a few hundred.
const maxDashes = 20_000

// dashes cuts a line into its strokes.
func dashes(line polyline, dash []float64) []polyline {
	if len(dash) == 0 {
		return []polyline{line}
	}
	points := line.points
	if line.closed {
		points = append(points[:len(points):len(points)], points[0])
	}
	var out []polyline
	index, left := 0, dash[0]
	current := []Point{points[0]}
	for i := 1; i < len(points) && len(out) < maxDashes; i++ {
		from, to := points[i-1], points[i]
		length := distance(from, to)
		for done := 0.0; length-done > left && len(out) < maxDashes; {
			done += left
			at := Point{from.X + (to.X-from.X)*done/length, from.Y + (to.Y-from.Y)*done/length}
			if index%2 == 0 {
				out = append(out, polyline{points: append(current, at)})
			}
			current = []Point{at}
			index = (index + 1) % len(dash)
			left = dash[index]
			if length-done <= left {
				left -= length - done
				length = 0
				break
			}
		}
		if length > 0 {
			left -= length
		}
		if index%2 == 0 {
			current = append(current, to)
		} else {
			current = []Point{to}
		}
	}
	if index%2 == 0 && len(current) > 1 {
		out = append(out, polyline{points: current})
	}
	return out
}

// outliner collects the pieces of a stroke.
type outliner struct {
	stroke Stroke
	half   float64
	out    Path
}

// line adds a line: a bar a straight piece, then its corners and ends.
func (o *outliner) line(l polyline) {
	points := make([]Point, 0, len(l.points)+1)
	for _, q := range l.points {
		if len(points) == 0 || distance(points[len(points)-1], q) > 1e-6 {
			points = append(points, q)
		}
	}
	if l.closed && len(points) > 2 && distance(points[0], points[len(points)-1]) <= 1e-6 {
		points = points[:len(points)-1]
	}
	if len(points) == 1 {
		if o.stroke.Cap == RoundCap {
			o.disc(points[0])
		}
		return
	}
	n := len(points)
	last := n - 1
	if l.closed && n > 2 {
		last = n
	}
	for i := range last {
		from, to := points[i], points[(i+1)%n]
		if o.stroke.Cap == SquareCap && last == n-1 {
			d := distance(from, to)
			dx, dy := (to.X-from.X)/d*o.half, (to.Y-from.Y)/d*o.half
			if i == 0 {
				from = Point{from.X - dx, from.Y - dy}
			}
			if i == last-1 {
				to = Point{to.X + dx, to.Y + dy}
			}
		}
		o.bar(from, to)
		if i+1 < last || last == n {
			o.corner(points[i], points[(i+1)%n], points[(i+2)%n])
		}
	}
	if o.stroke.Cap == RoundCap && last == n-1 {
		o.disc(points[0])
		o.disc(points[n-1])
	}
}

// bar adds the area along a straight piece.
func (o *outliner) bar(a, b Point) {
	n := normal(a, b, o.half)
	o.polygon(Point{a.X + n.X, a.Y + n.Y}, Point{b.X + n.X, b.Y + n.Y}, Point{b.X - n.X, b.Y - n.Y}, Point{a.X - n.X, a.Y - n.Y})
}

// corner fills the gap outside of a turn.
func (o *outliner) corner(a, b, c Point) {
	if o.half < 0.4 {
		return // too small to be seen
	}
	n1, n2 := normal(a, b, o.half), normal(b, c, o.half)
	cross := n1.X*n2.Y - n1.Y*n2.X
	dot := n1.X*n2.X + n1.Y*n2.Y
	if o.stroke.Join == RoundJoin {
		if math.Abs(cross) > 0.05*o.half*o.half || dot < 0 {
			o.disc(b)
		}
		return
	}
	if cross < 0 { // the gap lies on the other side
		n1, n2 = Point{-n1.X, -n1.Y}, Point{-n2.X, -n2.Y}
	}
	from, to := Point{b.X + n1.X, b.Y + n1.Y}, Point{b.X + n2.X, b.Y + n2.Y}
	const miterLimit = 4 // SVG's own
	// 1 / sin(angle/2)^2 is how long the miter is, squared, in half widths.
	if ratio := 2 / (1 + dot/(o.half*o.half)); o.stroke.Join == MiterJoin && ratio < miterLimit*miterLimit {
		tip := Point{b.X + (n1.X+n2.X)*ratio/2, b.Y + (n1.Y+n2.Y)*ratio/2}
		o.polygon(b, from, tip, to)
		return
	}
	o.polygon(b, from, to)
}

func (o *outliner) disc(c Point) {
	o.out = append(o.out, transformed(roundedRect(-1, -1, 2, 2, 1), matrix{o.half, 0, 0, o.half, c.X, c.Y})...)
}

// polygon adds a closed area, turning clockwise as seen, as discs do.
func (o *outliner) polygon(points ...Point) {
	area := 0.0
	for i, a := range points {
		b := points[(i+1)%len(points)]
		area += a.X*b.Y - b.X*a.Y
	}
	if area < 0 {
		for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
			points[i], points[j] = points[j], points[i]
		}
	}
	for i, q := range points {
		kind := LineTo
		if i == 0 {
			kind = MoveTo
		}
		o.out = append(o.out, Segment{Kind: kind, To: q})
	}
	o.out = append(o.out, Segment{Kind: ClosePath})
}

// normal returns the vector of a length that stands square on a line.
func normal(a, b Point, length float64) Point {
	d := distance(a, b)
	return Point{(b.Y - a.Y) / d * length, (a.X - b.X) / d * length}
}
