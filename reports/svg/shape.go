package svg

import "math"

// kappa is the reach of the control points that make a quarter circle.
const kappa = 0.5522847498307936

// shapeOf returns the outline of a shape element in its own coordinates, nil
// where it has none.
func shapeOf(e *element) Path {
	n := func(name string) float64 { return number(e.get(name), 0) }
	switch e.name {
	case "path":
		return pathData(e.get("d"))
	case "rect":
		return roundedRect(n("x"), n("y"), n("width"), n("height"), number(e.get("rx"), n("ry")))
	case "circle":
		return roundedRect(n("cx")-n("r"), n("cy")-n("r"), 2*n("r"), 2*n("r"), n("r"))
	case "ellipse":
		circle := roundedRect(-1, -1, 2, 2, 1)
		if n("rx") <= 0 || n("ry") <= 0 {
			return nil
		}
		return transformed(circle, matrix{n("rx"), 0, 0, n("ry"), n("cx"), n("cy")})
	case "line":
		return Path{{Kind: MoveTo, To: Point{n("x1"), n("y1")}}, {Kind: LineTo, To: Point{n("x2"), n("y2")}}}
	case "polyline", "polygon":
		v := numbers(e.get("points"))
		var p Path
		for i := 0; i+1 < len(v); i += 2 {
			kind := LineTo
			if i == 0 {
				kind = MoveTo
			}
			p = append(p, Segment{Kind: kind, To: Point{v[i], v[i+1]}})
		}
		if e.name == "polygon" && p != nil {
			p = append(p, Segment{Kind: ClosePath})
		}
		return p
	}
	return nil
}

func roundedRect(x, y, w, h, r float64) Path {
	if w <= 0 || h <= 0 {
		return nil
	}
	r = max(0, min(r, w/2, h/2))
	if r == 0 {
		return Path{
			{Kind: MoveTo, To: Point{x, y}}, {Kind: LineTo, To: Point{x + w, y}},
			{Kind: LineTo, To: Point{x + w, y + h}}, {Kind: LineTo, To: Point{x, y + h}}, {Kind: ClosePath},
		}
	}
	k := r * (1 - kappa)
	return Path{
		{Kind: MoveTo, To: Point{x + r, y}},
		{Kind: LineTo, To: Point{x + w - r, y}},
		{Kind: CurveTo, C1: Point{x + w - k, y}, C2: Point{x + w, y + k}, To: Point{x + w, y + r}},
		{Kind: LineTo, To: Point{x + w, y + h - r}},
		{Kind: CurveTo, C1: Point{x + w, y + h - k}, C2: Point{x + w - k, y + h}, To: Point{x + w - r, y + h}},
		{Kind: LineTo, To: Point{x + r, y + h}},
		{Kind: CurveTo, C1: Point{x + k, y + h}, C2: Point{x, y + h - k}, To: Point{x, y + h - r}},
		{Kind: LineTo, To: Point{x, y + r}},
		{Kind: CurveTo, C1: Point{x, y + k}, C2: Point{x + k, y}, To: Point{x + r, y}},
		{Kind: ClosePath},
	}
}

// transformed returns the path after a transformation, nil where a coordinate
// stops being a finite number.
func transformed(p Path, m matrix) Path {
	out := make(Path, len(p))
	for i, s := range p {
		s.To = m.apply(s.To)
		if s.Kind == CurveTo {
			s.C1, s.C2 = m.apply(s.C1), m.apply(s.C2)
		}
		if s.Kind == ClosePath {
			s.To = Point{}
		}
		if !finite(s.C1) || !finite(s.C2) || !finite(s.To) {
			return nil
		}
		out[i] = s
	}
	return out
}

func finite(p Point) bool { return !math.IsNaN(p.X-p.X) && !math.IsNaN(p.Y-p.Y) }

// bounds returns the corners of a box that holds the path.
func bounds(p Path) (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	add := func(q Point) {
		low.X, low.Y = min(low.X, q.X), min(low.Y, q.Y)
		high.X, high.Y = max(high.X, q.X), max(high.Y, q.Y)
	}
	for _, s := range p {
		if s.Kind == CurveTo {
			add(s.C1)
			add(s.C2)
		}
		if s.Kind != ClosePath {
			add(s.To)
		}
	}
	return low, high
}
