package svg

import "math"

// pathData reads the d attribute of a path: M L H V C S Q T A Z, absolute and
// relative. Reading ends at the first thing it does not understand, as the
// standard asks; what came before is kept.
func pathData(d string) Path {
	r := pathReader{data: d}
	for r.command() {
		if !r.step() {
			break
		}
	}
	return r.path
}

// pathReader holds the state between commands.
type pathReader struct {
	data string
	at   int
	cmd  byte
	path Path

	pen, start Point
	// control is the last control point, for the smooth commands; smooth says
	// after which kind of curve it may be used.
	control Point
	smooth  byte
}

// command moves to the next command, or to the next set of arguments of the
// same one. It is false at the end.
func (r *pathReader) command() bool {
	r.space()
	if r.at == len(r.data) {
		return false
	}
	if c := r.data[r.at]; c|0x20 >= 'a' && c|0x20 <= 'z' {
		r.cmd = c
		r.at++
		return true
	}
	return r.cmd != 0 && r.cmd|0x20 != 'z'
}

// step carries out one command. It is false where arguments are missing.
func (r *pathReader) step() bool {
	relative := r.cmd >= 'a'
	base := Point{}
	if relative {
		base = r.pen
	}
	kind := r.cmd | 0x20
	if kind != 'm' && len(r.path) == 0 {
		return false // a path begins by moving to its first point
	}
	smooth := byte(0)
	switch kind {
	case 'm':
		to, ok := r.point(base)
		if !ok {
			return false
		}
		r.path = append(r.path, Segment{Kind: MoveTo, To: to})
		r.pen, r.start = to, to
		r.cmd-- // more points draw lines: M is followed by L, m by l
	case 'l':
		to, ok := r.point(base)
		if !ok {
			return false
		}
		r.line(to)
	case 'h', 'v':
		v, ok := r.number()
		if !ok {
			return false
		}
		if kind == 'h' {
			r.line(Point{base.X + v, r.pen.Y})
		} else {
			r.line(Point{r.pen.X, base.Y + v})
		}
	case 'c', 's':
		c1 := r.reflected('c')
		ok := true
		if kind == 'c' {
			c1, ok = r.point(base)
		}
		c2, ok2 := r.point(base)
		to, ok3 := r.point(base)
		if !ok || !ok2 || !ok3 {
			return false
		}
		r.curve(c1, c2, to)
		r.control, smooth = c2, 'c'
	case 'q', 't':
		c := r.reflected('q')
		ok := true
		if kind == 'q' {
			c, ok = r.point(base)
		}
		to, ok2 := r.point(base)
		if !ok || !ok2 {
			return false
		}
		r.quadratic(c, to)
		r.control, smooth = c, 'q'
	case 'a':
		rx, ok1 := r.number()
		ry, ok2 := r.number()
		tilt, ok3 := r.number()
		large, ok4 := r.flag()
		sweep, ok5 := r.flag()
		to, ok6 := r.point(base)
		if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 {
			return false
		}
		r.arc(rx, ry, tilt, large, sweep, to)
	case 'z':
		r.path = append(r.path, Segment{Kind: ClosePath})
		r.pen = r.start
	default:
		return false
	}
	r.smooth = smooth
	return true
}

func (r *pathReader) line(to Point) {
	r.path = append(r.path, Segment{Kind: LineTo, To: to})
	r.pen = to
}

func (r *pathReader) curve(c1, c2, to Point) {
	r.path = append(r.path, Segment{Kind: CurveTo, C1: c1, C2: c2, To: to})
	r.pen = to
}

func (r *pathReader) quadratic(c, to Point) {
	between := func(a, b Point) Point { return Point{a.X + (b.X-a.X)*2/3, a.Y + (b.Y-a.Y)*2/3} }
	r.curve(between(r.pen, c), between(to, c), to)
}

// reflected is the control point that a smooth curve takes for granted.
func (r *pathReader) reflected(after byte) Point {
	if r.smooth != after {
		return r.pen
	}
	return Point{2*r.pen.X - r.control.X, 2*r.pen.Y - r.control.Y}
}

// arc appends an elliptical arc as curves of at most a quarter turn (SVG 2,
// implementation notes, "Conversion from endpoint to center parameterization").
func (r *pathReader) arc(rx, ry, tilt float64, large, sweep bool, to Point) {
	from := r.pen
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || from == to {
		r.line(to)
		return
	}
	sinT, cosT := math.Sincos(tilt * math.Pi / 180)
	dx, dy := (from.X-to.X)/2, (from.Y-to.Y)/2
	x, y := cosT*dx+sinT*dy, cosT*dy-sinT*dx
	if grow := x*x/(rx*rx) + y*y/(ry*ry); grow > 1 { // too small to reach: grow until it does
		rx *= math.Sqrt(grow)
		ry *= math.Sqrt(grow)
	}
	denominator := rx*rx*y*y + ry*ry*x*x
	k := math.Sqrt(max(0, (rx*rx*ry*ry-denominator)/denominator))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	centre := Point{cosT*cx - sinT*cy + (from.X+to.X)/2, sinT*cx + cosT*cy + (from.Y+to.Y)/2}
	begin := math.Atan2((y-cy)/ry, (x-cx)/rx)
	turn := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - begin
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	if math.IsNaN(turn) || math.IsInf(turn, 0) {
		r.line(to)
		return
	}
	pieces := max(1, math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9))
	step := turn / pieces
	reach := 4.0 / 3 * math.Tan(step/4)
	at := func(u, v float64) Point {
		return Point{centre.X + cosT*rx*u - sinT*ry*v, centre.Y + sinT*rx*u + cosT*ry*v}
	}
	for i := range int(pieces) {
		sin1, cos1 := math.Sincos(begin + float64(i)*step)
		sin2, cos2 := math.Sincos(begin + float64(i+1)*step)
		end := at(cos2, sin2)
		if i == int(pieces)-1 {
			end = to
		}
		r.curve(at(cos1-reach*sin1, sin1+reach*cos1), at(cos2+reach*sin2, sin2-reach*cos2), end)
	}
}

func (r *pathReader) point(base Point) (Point, bool) {
	x, ok := r.number()
	y, ok2 := r.number()
	return Point{base.X + x, base.Y + y}, ok && ok2
}

func (r *pathReader) space() {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case ' ', ',', '\n', '\t', '\r':
			r.at++
		default:
			return
		}
	}
}

// flag reads the 0 or 1 of an arc, which may stand without a space behind it.
func (r *pathReader) flag() (bool, bool) {
	r.space()
	if r.at == len(r.data) || (r.data[r.at] != '0' && r.data[r.at] != '1') {
		return false, false
	}
	r.at++
	return r.data[r.at-1] == '1', true
}

// number reads one number; "1-2" and "1.5.5" are two each.
func (r *pathReader) number() (float64, bool) {
	r.space()
	begin, dot, exponent := r.at, false, false
	for ; r.at < len(r.data); r.at++ {
		c := r.data[r.at]
		switch {
		case c >= '0' && c <= '9':
			continue
		case c == '-' || c == '+':
			if r.at == begin || r.data[r.at-1]|0x20 == 'e' {
				continue
			}
		case c == '.' && !dot && !exponent:
			dot = true
			continue
		case c|0x20 == 'e' && !exponent && r.at > begin:
			exponent = true
			continue
		}
		break
	}
	v := number(r.data[begin:r.at], math.NaN())
	return v, !math.IsNaN(v)
}
