package svg

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// recorder writes down what it is told to draw.
type recorder struct {
	strings.Builder
	clips int
}

func (r *recorder) path(p Path) {
	for _, s := range p {
		switch s.Kind {
		case MoveTo:
			fmt.Fprintf(r, " M%s,%s", short(s.To.X), short(s.To.Y))
		case LineTo:
			fmt.Fprintf(r, " L%s,%s", short(s.To.X), short(s.To.Y))
		case CurveTo:
			fmt.Fprintf(r, " C%s,%s %s,%s %s,%s", short(s.C1.X), short(s.C1.Y), short(s.C2.X), short(s.C2.Y), short(s.To.X), short(s.To.Y))
		case ClosePath:
			r.WriteString(" Z")
		}
	}
	r.WriteByte('\n')
}

func (c Color) String() string { return fmt.Sprintf("%02x%02x%02x/%s", c.R, c.G, c.B, short(c.A)) }

func (r *recorder) Fill(p Path, c Color) {
	fmt.Fprintf(r, "fill %v", c)
	r.path(p)
}

func (r *recorder) Stroke(p Path, s Stroke) {
	fmt.Fprintf(r, "stroke %v %s %v cap %d join %d", s.Color, short(s.Width), s.Dash, s.Cap, s.Join)
	r.path(p)
}

func (r *recorder) Clip(p Path) {
	r.clips++
	r.WriteString("clip")
	r.path(p)
}

func (r *recorder) Unclip() {
	r.clips--
	r.WriteString("unclip\n")
}

func (r *recorder) Text(t Text) {
	fmt.Fprintf(r, "text %q at %s,%s anchor %d size %s bold %v %v angle %s halo %s\n",
		t.String, short(t.X), short(t.Y), t.Anchor, short(t.Size), t.Bold, t.Color, short(t.Angle), short(t.Halo.Width))
}

func TestDraw(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"rect":       {`<rect x="1" y="2" width="3" height="4" fill="#ff0000"/>`, "fill ff0000/1 M1,2 L4,2 L4,6 L1,6 Z\n"},
		"default":    {`<path d="M0 0L9 0"/>`, "fill 000000/1 M0,0 L9,0\n"},
		"none":       {`<path d="M0 0L9 0" fill="none"/>`, ""},
		"empty":      {`<rect width="0" height="4"/><path d=""/><text> </text>`, ""},
		"stroke":     {`<line x1="0" y1="1" x2="5" y2="1" stroke="rgb(1,2,3)" stroke-width="2" stroke-dasharray="3 1" stroke-linecap="round" stroke-linejoin="bevel" fill="none"/>`, "stroke 010203/1 2 [3 1] cap 1 join 2 M0,1 L5,1\n"},
		"odd dash":   {`<line x2="5" stroke="#000" stroke-dasharray="3" fill="none"/>`, "stroke 000000/1 1 [3 3] cap 0 join 0 M0,0 L5,0\n"},
		"no width":   {`<line x2="5" stroke="#000" stroke-width="0" fill="none"/>`, ""},
		"inherited":  {`<g fill="#00f" opacity=".5"><g transform="translate(10 20)" opacity="0.5"><polygon points="0,0 1,0 1,1"/></g></g>`, "fill 0000ff/0.25 M10,20 L11,20 L11,21 Z\n"},
		"polyline":   {`<polyline points="0 0 4 4 8 0" fill="none" stroke="#abc" fill-opacity="0"/>`, "stroke aabbcc/1 1 [] cap 0 join 0 M0,0 L4,4 L8,0\n"},
		"scaled":     {`<g transform="matrix(2 0 0 2 1 1)"><path d="M0 0H1V1" fill="none" stroke="#000" stroke-width="1.5" stroke-dasharray="1,2"/></g>`, "stroke 000000/1 3 [2 4] cap 0 join 0 M1,1 L3,1 L3,3\n"},
		"style":      {`<path d="M0 0L1 1" style="fill: none; stroke: #123456" fill="#ffffff"/>`, "stroke 123456/1 1 [] cap 0 join 0 M0,0 L1,1\n"},
		"text":       {`<text x="5" y="10" font-size="14" text-anchor="end" font-weight="600" fill="#333333"> 58&#xa0;% of  it </text>`, "text \"58\\u00a0% of it\" at 5,10 anchor 2 size 14 bold true 333333/1 angle 0 halo 0\n"},
		"middle":     {`<text x="5" y="10" font-size="10" dominant-baseline="central" fill="#333">a</text>`, "text \"a\" at 5,13.57 anchor 0 size 10 bold false 333333/1 angle 0 halo 0\n"},
		"turned":     {`<text transform="translate(3 4) rotate(90)" font-size="10" fill="#333">a</text>`, "text \"a\" at 3,4 anchor 0 size 10 bold false 333333/1 angle 90 halo 0\n"},
		"halo":       {`<text font-size="10" fill="#333" stroke="#fff" stroke-width="4" paint-order="stroke">a</text>`, "text \"a\" at 0,0 anchor 0 size 10 bold false 333333/1 angle 0 halo 4\n"},
		"clip":       {`<defs><clipPath id="c"><path d="M0 0L5 0L5 5Z"/></clipPath></defs><g clip-path="url(#c)" transform="translate(1 1)"><rect width="9" height="9"/></g>`, "clip M1,1 L6,1 L6,6 Z\nfill 000000/1 M1,1 L10,1 L10,10 L1,10 Z\nunclip\n"},
		"no clip":    {`<g clip-path="url(#missing)"><rect width="9" height="9"/></g>`, ""},
		"pattern":    {`<defs><pattern id="p" width="10" height="5" patternUnits="userSpaceOnUse"><path d="M0 0h10v1h-10Z" fill="#666666"/></pattern></defs><rect x="2" y="2" width="10" height="6" fill="url(#p)"/>`, "clip M2,2 L12,2 L12,8 L2,8 Z\nfill 666666/1 M0,0 L10,0 L10,1 L0,1 Z\nfill 666666/1 M10,0 L20,0 L20,1 L10,1 Z\nfill 666666/1 M0,5 L10,5 L10,6 L0,6 Z\nfill 666666/1 M10,5 L20,5 L20,6 L10,6 Z\nunclip\n"},
		"recursion":  {`<defs><pattern id="p" width="9" height="9"><rect width="9" height="9" fill="url(#p)"/></pattern></defs><rect width="9" height="9" fill="url(#p)"/>`, "clip M0,0 L9,0 L9,9 L0,9 Z\nunclip\n"},
		"hidden":     {`<g display="none"><rect width="9" height="9"/></g><rect visibility="hidden" width="9" height="9"/>`, ""},
		"foreign":    {`<script>alert(1)</script><style>x{}</style><image href="x"/><foreignObject><rect width="9" height="9"/></foreignObject>`, ""},
		"not finite": {`<rect x="1e999" width="9" height="9"/><path d="M0 0L1e308 1e308" transform="scale(1e10)"/>`, "fill 000000/1 M0,0 L9,0 L9,9 L0,9 Z\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var r recorder
			if err := Draw([]byte(`<svg xmlns="http://www.w3.org/2000/svg">`+tt.in+`</svg>`), &r); err != nil {
				t.Fatal(err)
			}
			if r.String() != tt.want {
				t.Errorf("got\n%swant\n%s", r.String(), tt.want)
			}
		})
	}
}

func TestDrawCircle(t *testing.T) {
	var r recorder
	if err := Draw([]byte(`<svg><circle cx="5" cy="6" r="2"/><ellipse cx="1" cy="1" rx="3" ry="2"/></svg>`), &r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"M5,4", "7,6", "5,8", "3,6", "M1,-1", "4,1", "1,3", "-2,1"} {
		if !strings.Contains(r.String(), want) {
			t.Errorf("the curves do not pass %s:\n%s", want, r.String())
		}
	}
}

func TestDrawErrors(t *testing.T) {
	deep := strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100)
	tiles := `<svg><defs><pattern id="p" width=".001" height=".001"><rect width="1" height="1"/></pattern></defs><rect width="999" height="999" fill="url(#p)"/></svg>`
	for name, in := range map[string]string{
		"empty": "", "text": "hello", "other": "<html></html>", "cut": "<svg><g>", "entity": "<svg>&x;</svg>",
		"deep": "<svg>" + deep + "</svg>", "tiles": tiles, "large": "<svg>" + strings.Repeat(" ", maxBytes) + "</svg>",
	} {
		if err := Draw([]byte(in), &recorder{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestPathData(t *testing.T) {
	for in, want := range map[string]string{
		"M1 2 3 4":                            "M1,2 L3,4",
		"m1 2 3 4":                            "M1,2 L4,6",
		"M1-2.5.5":                            "M1,-2.5",
		"M0 0 1e1-1e-1":                       "M0,0 L10,-0.1",
		"M1 1h2v3z":                           "M1,1 L3,1 L3,4 Z",
		"M0 0C1 1 2 1 3 0s2-1 3 0":            "M0,0 C1,1 2,1 3,0 C4,-1 5,-1 6,0",
		"M0 0Q3 3 6 0T12 0":                   "M0,0 C2,2 4,2 6,0 C8,-2 10,-2 12,0",
		"M0 0A0 5 0 0 1 3 3":                  "M0,0 L3,3",
		"L1 1":                                "",
		"M0 0L1 1X9 9":                        "M0,0 L1,1",
		"M0 0L1":                              "M0,0",
		"M1 1zm1 1l1 1":                       "M1,1 Z M2,2 L3,3",
		"M10 0a5 5 0 01 5 5":                  "M10,0 C12.761,0 15,2.239 15,5",
		"M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0": "",
	} {
		var r recorder
		r.path(pathData(in))
		if got := strings.TrimSpace(r.String()); want != "" && got != want || want == "" && strings.HasPrefix(in, "L") && got != "" {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	// ECharts draws a disc as nearly a whole turn; all of it lies on the circle.
	for _, s := range pathData("M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0") {
		if r := math.Hypot(s.To.X, s.To.Y); s.Kind == CurveTo && math.Abs(r-1) > 0.06 {
			t.Errorf("a point of the circle lies at %g", r)
		}
	}
}

func TestTransform(t *testing.T) {
	for in, want := range map[string]Point{ // of the point 1, 2
		"":                                Point{1, 2},
		"translate(3)":                    {4, 2},
		"translate(3,4) scale(2)":         {5, 8},
		"scale(2 3)":                      {2, 6},
		"rotate(90)":                      {-2, 1},
		"rotate(180 1 1)":                 {1, 0},
		"matrix(1 0 0 -1 5 5)":            {6, 3},
		"matrix(1 0)":                     {1, 2},
		"skewX(30) translate(1 1":         {1, 2},
		"translate(1 1), translate(1, 1)": {3, 4},
	} {
		got := transform(in).apply(Point{1, 2})
		if math.Hypot(got.X-want.X, got.Y-want.Y) > 1e-9 {
			t.Errorf("%s: got %v, want %v", in, got, want)
		}
	}
	m := transform("translate(3 4) rotate(30) scale(2 5)")
	back, ok := m.inverse()
	if p := back.apply(m.apply(Point{1, 2})); !ok || math.Hypot(p.X-1, p.Y-2) > 1e-9 {
		t.Errorf("there and back again is %v", p)
	}
	if _, ok := transform("scale(0)").inverse(); ok {
		t.Error("nothing undoes scale(0)")
	}
}

func TestColor(t *testing.T) {
	for in, want := range map[string]string{
		"#0f4c6b": "0f4c6b/1", "#ABC": "aabbcc/1", "rgb(1, 2,3)": "010203/1", "rgba(255,0,300,.5)": "ff00ff/0.5",
		"none": "", "transparent": "", "": "", "#12345": "", "red": "", "rgb(1,2)": "", "url(#x)": "",
	} {
		got := ""
		if c, ok := color(in); ok {
			got = c.String()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// checker fails where a canvas is told something that its contract excludes.
type checker struct {
	t     *testing.T
	clips int
}

func (c *checker) path(p Path) {
	if len(p) == 0 || p[0].Kind != MoveTo {
		c.t.Errorf("a path begins with %v", p)
	}
	for _, s := range p {
		if !finite(s.To) || !finite(s.C1) || !finite(s.C2) {
			c.t.Errorf("%v is not finite", s)
		}
	}
}

func (c *checker) Fill(p Path, k Color) {
	c.path(p)
	if !(k.A > 0 && k.A <= 1) {
		c.t.Errorf("filled with %v", k)
	}
}

func (c *checker) Stroke(p Path, s Stroke) {
	c.path(p)
	if !(s.Width > 0) || math.IsInf(s.Width, 0) || !(s.Color.A > 0) || len(s.Dash)%2 != 0 {
		c.t.Errorf("stroked with %v", s)
	}
}

func (c *checker) Text(t Text) {
	if t.String == "" || !(t.Size > 0) || !finite(Point{t.X, t.Y}) || !(t.Color.A > 0) || math.IsNaN(t.Angle) {
		c.t.Errorf("text %v", t)
	}
}

func (c *checker) Clip(p Path) {
	c.path(p)
	c.clips++
}

func (c *checker) Unclip() { c.clips-- }

// FuzzDraw holds the contract of Canvas for any input, and that nothing is too
// much for the raster backend.
func FuzzDraw(f *testing.F) {
	f.Add(`<svg width="20" height="20"><g transform="rotate(3)" clip-path="url(#c)"><text x="1" y="9" font-size="9">Aé</text></g><clipPath id="c"><circle r="8"/></clipPath></svg>`)
	f.Add(`<svg width="9" height="9"><pattern id="p" width="4" height="3" patternTransform="rotate(-45)"><path d="M0 0h4v1z"/></pattern><rect width="9" height="9" fill="url(#p)" stroke="#000" stroke-dasharray="2 1"/></svg>`)
	f.Add(`<svg width="5" height="5"><path d="M0 0A3 2 30 1 0 5 5Q1 1 2 2T3 3S1 2 3 4z" stroke="rgba(1,2,3,.5)" stroke-width="3" stroke-linejoin="round" stroke-linecap="square"/></svg>`)
	f.Fuzz(func(t *testing.T, in string) {
		c := &checker{t: t}
		if err := Draw([]byte(in), c); err == nil && c.clips != 0 {
			t.Errorf("%d clips are left", c.clips)
		}
		if w, h := Size([]byte(in)); w*h < 10_000 && len(in) < 2000 {
			_, _ = PNG([]byte(in), 1) // must not panic
		}
	})
}
