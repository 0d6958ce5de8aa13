package svg

import (
	"math"
	"strconv"
	"strings"
)

// number reads a length in user units ("12", "12px"), or returns otherwise
// where it is none or not finite.
func number(s string, otherwise float64) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return otherwise
	}
	return v
}

// numbers reads a list parted by commas or spaces; what is no number is 0.
func numbers(s string) []float64 {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
	out := make([]float64, len(fields))
	for i, f := range fields {
		out[i] = number(f, 0)
	}
	return out
}

// short writes a number with at most three decimals.
func short(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// color reads the colours that charts use: #rgb, #rrggbb, rgb() and rgba().
// It is false for none, transparent and anything else.
func color(s string) (Color, bool) {
	s = strings.TrimSpace(s)
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		v, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) != 6 {
			return Color{}, false
		}
		return Color{uint8(v >> 16), uint8(v >> 8), uint8(v), 1}, true
	}
	if name, rest, ok := strings.Cut(s, "("); ok && (name == "rgb" || name == "rgba") {
		v := numbers(strings.TrimSuffix(rest, ")"))
		if len(v) < 3 {
			return Color{}, false
		}
		c := Color{octet(v[0]), octet(v[1]), octet(v[2]), 1}
		if len(v) > 3 {
			c.A = unit(v[3])
		}
		return c, true
	}
	return Color{}, false
}

func octet(v float64) uint8 { return uint8(max(0, min(255, math.Round(v)))) }

func unit(v float64) float64 { return max(0, min(1, v)) }

// matrix is an affine transformation, in the order in which SVG writes one.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the transformation that applies n first and m after it, as nested
// elements do.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

func (m matrix) apply(p Point) Point {
	return Point{m[0]*p.X + m[2]*p.Y + m[4], m[1]*p.X + m[3]*p.Y + m[5]}
}

// scale is by how much lengths grow, for transformations that keep shapes.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// angle is by how much the transformation turns, in degrees, clockwise as seen.
func (m matrix) angle() float64 { return math.Atan2(m[1], m[0]) * 180 / math.Pi }

// inverse returns the transformation that undoes m, and false where none does.
func (m matrix) inverse() (matrix, bool) {
	d := m[0]*m[3] - m[1]*m[2]
	if d == 0 || math.IsNaN(d) || math.IsInf(d, 0) || math.IsInf(1/d, 0) {
		return matrix{}, false
	}
	return matrix{
		m[3] / d, -m[1] / d, -m[2] / d, m[0] / d,
		(m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d,
	}, true
}

// transform reads a transform attribute. What it cannot read it leaves out.
func transform(s string) matrix {
	m := identity
	for {
		name, rest, ok := strings.Cut(s, "(")
		if !ok {
			return m
		}
		args, after, ok := strings.Cut(rest, ")")
		if !ok {
			return m
		}
		s = after
		v := append(numbers(args), 0, 0, 0, 0, 0, 0)
		given := len(v) - 6
		switch strings.Trim(name, " ,\n\t") {
		case "translate":
			m = m.then(matrix{1, 0, 0, 1, v[0], v[1]})
		case "scale":
			if given < 2 {
				v[1] = v[0]
			}
			m = m.then(matrix{v[0], 0, 0, v[1], 0, 0})
		case "rotate":
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			m = m.then(matrix{1, 0, 0, 1, v[1], v[2]}).then(matrix{cos, sin, -sin, cos, 0, 0}).then(matrix{1, 0, 0, 1, -v[1], -v[2]})
		case "matrix":
			if given == 6 {
				m = m.then(matrix(v[:6]))
			}
		}
	}
}
