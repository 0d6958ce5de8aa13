// Package typeface measures and outlines text in the fonts that the program
// carries, so that the layout of a chart is known before anything draws it and
// comes out the same in a page, a picture and a report.
//
// It sets single lines of left-to-right text without kerning or ligatures; it
// shapes no script that needs shaping, and stands a sign for what the fonts do
// not have.
package typeface

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"ogptracker/reports/assets"
)

// Family lists the fonts that a picture asks for, the embedded one first.
const Family = "Noto Sans, system-ui, sans-serif"

// Measures of Noto Sans in parts of its size.
const (
	// CapMiddle is how far the middle of capitals and figures lies above the
	// baseline. Text that is to look centred has its baseline this far below.
	CapMiddle = 0.357
	// Ascent is how far accented capitals reach above the baseline.
	Ascent = 0.95
)

const (
	// unitsPerEm is the size at which glyphs are asked for: large enough that
	// rounding to 1/64 does not show.
	unitsPerEm = 1000
	// tabled is where the table of advances ends. Beyond it the fonts have
	// nothing: East Asian scripts and pictographs, as wide as they are high.
	tabled = 0x3000
	// missing is the advance taken for a character that no font has.
	missing = 0.6
)

// replacement stands for a character that no font has.
const replacement = '\uFFFD'

// face is one weight: its font, and the fonts asked in turn for what it lacks.
type face struct {
	fonts    []*sfnt.Font
	advances []float32 // in ems, by rune below tabled
}

var (
	regular = sync.OnceValue(func() *face { return load("NotoSans_400Regular") })
	bold    = sync.OnceValue(func() *face { return load("NotoSans_600SemiBold") })
)

func faceOf(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// load parses a face and its fallback and tables the advances, about 3 ms. It
// panics where a font cannot be parsed: the fonts are embedded.
func load(name string) *face {
	f := &face{advances: make([]float32, tabled)}
	for _, n := range []string{name, "SourceSans3_400Regular"} {
		parsed, err := sfnt.Parse(assets.Font(n))
		if err != nil {
			panic("typeface: " + n + ": " + err.Error())
		}
		f.fonts = append(f.fonts, parsed)
	}
	var buf sfnt.Buffer
	for r := range rune(tabled) {
		f.advances[r] = missing
		if from, glyph := f.lookUp(&buf, r); glyph != 0 {
			if a, err := from.GlyphAdvance(&buf, glyph, fixed.I(unitsPerEm), font.HintingNone); err == nil {
				f.advances[r] = float32(a) / 64 / unitsPerEm
			}
		}
	}
	return f
}

// lookUp returns the first font that has r, and its glyph; glyph 0 where none
// has it.
func (f *face) lookUp(buf *sfnt.Buffer, r rune) (*sfnt.Font, sfnt.GlyphIndex) {
	for _, candidate := range f.fonts {
		if g, err := candidate.GlyphIndex(buf, r); err == nil && g != 0 {
			return candidate, g
		}
	}
	return f.fonts[0], 0
}

func (f *face) advance(r rune) float64 {
	if r < tabled {
		return float64(f.advances[r])
	}
	return 1
}

// Width returns how wide a line of text is at a size, in the size's unit.
func Width(s string, size float64, isBold bool) float64 {
	f, sum := faceOf(isBold), 0.0
	for _, r := range s {
		sum += f.advance(r)
	}
	return sum * size
}

// Glyph is the outline of one character, for a size of 1.
type Glyph struct {
	Segments []Segment
	Advance  float64
}

// Segment is one step of an outline. Points lie right of the origin and, since y
// grows downwards, mostly above it. Op says how many of them count: 1 to move
// or draw a line, 2 for a quadratic and 3 for a cubic curve.
type Segment struct {
	Op     sfnt.SegmentOp
	Points [3]struct{ X, Y float64 }
}

// Pen outlines text in one weight. It keeps working memory, so it must not be
// used by two goroutines at once.
type Pen struct {
	face   *face
	buf    sfnt.Buffer
	glyphs map[rune]Glyph
}

// NewPen returns a pen for one weight.
func NewPen(isBold bool) *Pen {
	return &Pen{face: faceOf(isBold), glyphs: map[rune]Glyph{}}
}

// Glyph returns the outline of a character, the replacement character's where
// no font has it. The caller must not change the segments.
func (p *Pen) Glyph(r rune) Glyph {
	if g, ok := p.glyphs[r]; ok {
		return g
	}
	g := Glyph{Advance: p.face.advance(r)}
	from, index := p.face.lookUp(&p.buf, r)
	if index == 0 {
		from, index = p.face.lookUp(&p.buf, replacement)
	}
	segments, err := from.LoadGlyph(&p.buf, index, fixed.I(unitsPerEm), nil)
	if err == nil { // an outline that cannot be read leaves a gap of its width
		g.Segments = make([]Segment, len(segments))
		for i, s := range segments {
			g.Segments[i].Op = s.Op
			for j, a := range s.Args {
				g.Segments[i].Points[j].X = float64(a.X) / 64 / unitsPerEm
				g.Segments[i].Points[j].Y = float64(a.Y) / 64 / unitsPerEm
			}
		}
	}
	p.glyphs[r] = g
	return g
}
