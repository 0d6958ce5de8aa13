package svg

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"testing"
)

func raster(t *testing.T, body string, scale float64) image.Image {
	t.Helper()
	b, err := PNG([]byte(`<svg width="40" height="20">`+body+`</svg>`), scale)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func pixel(picture image.Image, x, y int) string {
	r, g, b, _ := picture.At(x, y).RGBA()
	return fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)
}

func TestPNG(t *testing.T) {
	const white, blue, grey = "ffffff", "0f4c6b", "808080"
	for name, tt := range map[string]struct {
		body string
		want map[image.Point]string
	}{
		"ground":  {``, map[image.Point]string{{0, 0}: white, {39, 19}: white}},
		"fill":    {`<rect x="10" y="5" width="10" height="10" fill="#0f4c6b"/>`, map[image.Point]string{{9, 9}: white, {10, 5}: blue, {19, 14}: blue, {20, 9}: white}},
		"opacity": {`<rect width="40" height="20" fill="#000000" opacity="0.498"/>`, map[image.Point]string{{9, 9}: grey}},
		"hole":    {`<path d="M0 0H40V20H0ZM10 5V15H30V5Z" fill="#0f4c6b"/>`, map[image.Point]string{{5, 5}: blue, {20, 10}: white}},
		"stroke":  {`<path d="M0 10H40" stroke="#0f4c6b" stroke-width="4" fill="none"/>`, map[image.Point]string{{20, 7}: white, {20, 8}: blue, {20, 11}: blue, {20, 12}: white}},
		"corner":  {`<path d="M10 20V8H40" stroke="#0f4c6b" stroke-width="4" fill="none"/>`, map[image.Point]string{{8, 6}: blue, {9, 19}: blue, {39, 7}: blue, {7, 7}: white}},
		"dash":    {`<path d="M0 10H40" stroke="#0f4c6b" stroke-width="4" stroke-dasharray="10 5" fill="none"/>`, map[image.Point]string{{9, 10}: blue, {12, 10}: white, {15, 10}: blue, {27, 10}: white, {30, 10}: blue}},
		"square":  {`<path d="M10 10H20" stroke="#0f4c6b" stroke-width="4" stroke-linecap="square" fill="none"/>`, map[image.Point]string{{8, 10}: blue, {21, 10}: blue, {22, 10}: white}},
		"round":   {`<path d="M10 10H20" stroke="#0f4c6b" stroke-width="8" stroke-linecap="round" fill="none"/>`, map[image.Point]string{{7, 10}: blue, {6, 6}: white}},
		"clip":    {`<clipPath id="c"><path d="M0 0H20V20H0Z"/></clipPath><rect width="40" height="20" fill="#0f4c6b" clip-path="url(#c)"/>`, map[image.Point]string{{19, 9}: blue, {20, 9}: white}},
		"clips":   {`<clipPath id="c"><path d="M0 0L20 0L0 20Z"/></clipPath><clipPath id="d"><rect x="5" width="9" height="9"/></clipPath><g clip-path="url(#c)"><rect width="40" height="20" fill="#0f4c6b" clip-path="url(#d)"/></g>`, map[image.Point]string{{6, 2}: blue, {2, 2}: white, {13, 8}: white, {6, 12}: white}},
		"text":    {`<text x="2" y="18" font-size="20" fill="#0f4c6b" font-weight="600">I</text>`, map[image.Point]string{{5, 10}: blue, {30, 10}: white}},
		"end":     {`<text x="38" y="18" font-size="20" fill="#0f4c6b" text-anchor="end" font-weight="600">I</text>`, map[image.Point]string{{34, 10}: blue, {5, 10}: white}},
	} {
		picture := raster(t, tt.body, 1)
		for at, want := range tt.want {
			if got := pixel(picture, at.X, at.Y); got != want {
				t.Errorf("%s: the pixel %v is %s, want %s", name, at, got, want)
			}
		}
	}
}

func TestPNGScale(t *testing.T) {
	picture := raster(t, `<rect x="10" y="5" width="10" height="10" fill="#0f4c6b"/>`, 2.5)
	if size := picture.Bounds().Size(); size != image.Pt(100, 50) {
		t.Errorf("the picture is %v", size)
	}
	if got := pixel(picture, 26, 13); got != "0f4c6b" {
		t.Errorf("got %s", got)
	}
}

func TestPNGErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		in    string
		scale float64
	}{
		"no size":  {`<svg/>`, 1},
		"nothing":  {``, 1},
		"huge":     {`<svg width="1e6" height="1e6"/>`, 1},
		"blown":    {`<svg width="10" height="10"/>`, 1e9},
		"negative": {`<svg width="10" height="10"/>`, -1},
		"broken":   {`<svg width="10" height="10"><g></svg>`, 1},
	} {
		if _, err := PNG([]byte(tt.in), tt.scale); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestOutline holds that a stroke covers about its length times its width,
// however it bends, and that none of its pieces turns against the others.
func TestOutline(t *testing.T) {
	for name, tt := range map[string]struct {
		path string
		s    Stroke
		want float64
	}{
		"straight": {"M0 0L100 0", Stroke{Width: 4}, 400},
		"slanted":  {"M0 0L30 40", Stroke{Width: 2}, 100},
		"square":   {"M0 0H50V50H0Z", Stroke{Width: 2}, 4*50*2 + 4},
		"dashed":   {"M0 0L100 0", Stroke{Width: 2, Dash: []float64{6, 4}}, 120},
		"nothing":  {"M5 5", Stroke{Width: 2}, 0},
		"dot":      {"M5 5L5 5", Stroke{Width: 2, Cap: RoundCap}, math.Pi},
	} {
		area := 0.0
		for _, line := range flatten(outline(pathData(tt.path), tt.s)) {
			piece := 0.0
			for i, a := range line.points {
				b := line.points[(i+1)%len(line.points)]
				piece += (a.X*b.Y - b.X*a.Y) / 2
			}
			if piece < 0 {
				t.Errorf("%s: a piece turns the other way", name)
			}
			area += piece
		}
		// Pieces overlap at corners, by half a square of the width each.
		if math.Abs(area-tt.want) > 0.1*tt.want+2*tt.s.Width*tt.s.Width*0.6 {
			t.Errorf("%s: covers %g, want %g", name, area, tt.want)
		}
	}
}

func TestDashes(t *testing.T) {
	for name, tt := range map[string]struct {
		points []Point
		closed bool
		dash   []float64
		want   []float64 // lengths
	}{
		"even":           {[]Point{{0, 0}, {10, 0}}, false, []float64{2, 3}, []float64{2, 2}},
		"bend":           {[]Point{{0, 0}, {5, 0}, {5, 5}}, false, []float64{4, 2}, []float64{4, 4}},
		"round a corner": {[]Point{{0, 0}, {5, 0}, {5, 5}}, false, []float64{7, 9}, []float64{7}},
		"closed":         {[]Point{{0, 0}, {5, 0}, {5, 5}, {0, 5}}, true, []float64{10, 5}, []float64{10, 5}},
		"through":        {[]Point{{0, 0}, {5, 0}}, false, nil, []float64{5}},
	} {
		pieces := dashes(polyline{tt.points, tt.closed}, tt.dash)
		var got []float64
		for _, p := range pieces {
			sum := 0.0
			for i := 1; i < len(p.points); i++ {
				sum += distance(p.points[i-1], p.points[i])
			}
			got = append(got, math.Round(sum*1e6)/1e6)
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s: strokes of %v, want %v", name, got, tt.want)
		}
	}
}

func TestUpright(t *testing.T) {
	for in, want := range map[string]bool{
		"M1 1H9V9H1Z": true, "M1 1H9V9H1": true, "M1 1H9V9H1V1Z": true,
		"M1 1H9V9Z": false, "M1 1L9 2L9 9L1 9Z": false, "M1 1H9V9H1ZM2 2H3": false, "M1 1C2 2 3 3 4 4": false,
	} {
		if _, got := upright(pathData(in)); got != want {
			t.Errorf("%s: got %v", in, got)
		}
	}
}
