package pdf

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"ogptracker/reports/assets"
)

// face is one of the fonts of a report.
type face uint8

// The faces. Each is registered with gofpdf on its first use in a document.
const (
	sans face = iota
	sansSemi
	sansItalic
	lato
	latoBlack
	mono
	symbols
	faceCount
)

// fonts says for each face which file it is, how gofpdf calls it, and which faces
// stand in for runes it lacks. Noto Sans has no arrows and triangles, Lato no
// narrow no-break space; what is in none of them never reaches a style (see
// [cleaner]).
var fonts = [faceCount]struct {
	file          string
	family, style string
	fallback      []face
}{
	sans:       {"NotoSans_400Regular", "noto", "", []face{symbols, mono}},
	sansSemi:   {"NotoSans_600SemiBold", "noto", "B", []face{symbols, mono}},
	sansItalic: {"NotoSans_400Regular_Italic", "noto", "I", []face{sans, symbols, mono}},
	lato:       {"Lato_700Bold", "lato", "", []face{sansSemi, symbols, mono}},
	latoBlack:  {"Lato_900Black", "lato", "B", []face{sansSemi, symbols, mono}},
	mono:       {"NotoSansMono_400Regular", "mono", "", []face{sans, symbols}},
	symbols:    {"SourceSans3_400Regular", "symbols", "", []face{sans, mono}},
}

// kernFrom is the least kerning worth a cut in the text, in thousandths of an em.
const kernFrom = 18

// metrics are a face's widths and kerning, in thousandths of an em. Measuring and
// setting both read them, so a line is as wide as it was measured. They are
// shared by all documents and only ever filled, so they need no lock.
type metrics struct {
	widths [1 << 16]int16 // by rune; -1 where the face has no glyph
	font   *sfnt.Font
	kerns  [kernRunes]atomic.Pointer[[kernRunes]int16] // rows, computed when first asked for
}

var loaded [faceCount]struct {
	once sync.Once
	metrics
}

// load returns a face's metrics, reading its file the first time.
func load(f face) *metrics {
	l := &loaded[f]
	l.once.Do(func() {
		parsed, err := sfnt.Parse(assets.Font(fonts[f].file))
		if err != nil {
			panic(fmt.Sprintf("pdf: embedded font %s: %v", fonts[f].file, err))
		}
		l.font = parsed
		var buf sfnt.Buffer
		for r := range l.widths {
			l.widths[r] = -1
			if g, err := parsed.GlyphIndex(&buf, rune(r)); err == nil && g != 0 {
				if w, err := parsed.GlyphAdvance(&buf, g, fixed.I(1000), font.HintingNone); err == nil {
					l.widths[r] = int16(w.Round())
				}
			}
		}
	})
	return &l.metrics
}

// has reports whether the face itself has a glyph for r.
func (f face) has(r rune) bool { return r <= 0xffff && load(f).widths[r] >= 0 }

// resolve returns the face that sets r where f is asked for, and r's width in it.
// A rune that no face has (none is left in cleaned text) counts as U+FFFD.
func (f face) resolve(r rune) (face, int) {
	if r > 0xffff {
		r = replacement
	}
	if w := load(f).widths[r]; w >= 0 {
		return f, int(w)
	}
	for _, g := range fonts[f].fallback {
		if w := load(g).widths[r]; w >= 0 {
			return g, int(w)
		}
	}
	return f.resolve(replacement)
}

// replacement stands for what no font can show.
const replacement = '\uFFFD'

// Runes that take part in kerning: Latin-1, Latin Extended-A and general
// punctuation.
const (
	kernLatin = 0x180
	kernPunct = 0x2010
	kernRunes = kernLatin + 0x30
)

func kernIndex(r rune) int {
	switch {
	case r < kernLatin:
		return int(r)
	case r >= kernPunct && r < kernPunct+kernRunes-kernLatin:
		return int(r-kernPunct) + kernLatin
	}
	return -1
}

func kernRune(i int) rune {
	if i < kernLatin {
		return rune(i)
	}
	return rune(i - kernLatin + kernPunct)
}

// kern returns by how much b moves when it follows a, 0 where it is not worth it.
func (m *metrics) kern(a, b rune) int {
	i, j := kernIndex(a), kernIndex(b)
	if i < 0 || j < 0 {
		return 0
	}
	row := m.kerns[i].Load()
	if row == nil {
		// Two documents may compute the same row at once; both get the same values.
		row = m.kernRow(a)
		m.kerns[i].Store(row)
	}
	return int(row[j])
}

func (m *metrics) kernRow(a rune) *[kernRunes]int16 {
	row := new([kernRunes]int16)
	var buf sfnt.Buffer
	left, err := m.font.GlyphIndex(&buf, a)
	if err != nil || left == 0 {
		return row
	}
	for j := range row {
		right, err := m.font.GlyphIndex(&buf, kernRune(j))
		if err != nil || right == 0 {
			continue
		}
		k, err := m.font.Kern(&buf, left, right, fixed.I(1000), font.HintingNone)
		if v := k.Round(); err == nil && (v >= kernFrom || v <= -kernFrom) {
			row[j] = int16(v)
		}
	}
	return row
}
