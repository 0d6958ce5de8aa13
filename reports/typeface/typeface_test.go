package typeface

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWidth(t *testing.T) {
	// Advances of Noto Sans in thousandths of the size.
	for s, want := range map[string]float64{"": 0, "0": 572, "00": 1144, "A": 639, "é": 564, "\u00a0": 260, "\u202f": 166, "%": 831} {
		if got := Width(s, 1000, false); math.Abs(got-want) > 1 {
			t.Errorf("Width(%q) = %g, want %g", s, got, want)
		}
	}
	if Width("Canada", 10, true) <= Width("Canada", 10, false) {
		t.Error("the bold face is not wider")
	}
	if got := Width("国🚀", 10, false); got != 20 {
		t.Errorf("full-width characters measure %g, want 20", got)
	}
	// Tabular figures: all as wide as each other.
	for _, r := range "0123456789" {
		if Width(string(r), 1, false) != Width("0", 1, false) {
			t.Errorf("%c has a width of its own", r)
		}
	}
}

// TestCharacters holds that the faces have what both languages need.
func TestCharacters(t *testing.T) {
	const needed = "ABCabc ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ «»’“”–—−…·×±% 0123456789 \u00a0\u202f"
	for _, isBold := range []bool{false, true} {
		f := faceOf(isBold)
		for _, r := range needed {
			if _, glyph := f.lookUp(&NewPen(isBold).buf, r); glyph == 0 {
				t.Errorf("bold %v lacks %q (%U)", isBold, r, r)
			}
		}
	}
}

func TestGlyph(t *testing.T) {
	pen := NewPen(false)
	if g := pen.Glyph('A'); len(g.Segments) < 3 || g.Advance != Width("A", 1, false) {
		t.Errorf("A has %d segments and advances by %g", len(g.Segments), g.Advance)
	}
	if g := pen.Glyph(' '); len(g.Segments) != 0 || g.Advance == 0 {
		t.Errorf("a space has %d segments and advances by %g", len(g.Segments), g.Advance)
	}
	// What no font has is shown by a sign, not left out.
	if g := pen.Glyph('🚀'); len(g.Segments) == 0 {
		t.Error("a missing character leaves a hole")
	}
	for _, s := range pen.Glyph('H').Segments {
		if s.Points[0].Y > 0.01 || s.Points[0].Y < -1 {
			t.Errorf("a capital reaches to %g", s.Points[0].Y)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a \n\t b  ":                   "a b",
		"58\u00a0%":                      "58\u00a0%",
		"a\x00b\x07c\x1b[0m":             "abc[0m",
		"\u202eevil\u202c \u2066x\u2069": "evil x",
		"e\u0301":                        "é",
		"\xff\xfe":                       "\ufffd",
		"a\uffffb":                       "ab",
		"soft\u00adhyphen":               "softhyphen",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if n := len(Clean(strings.Repeat("é", 1<<20))); n > maxInput {
		t.Errorf("a megabyte leaves %d bytes", n)
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		in    string
		width float64
		want  string
	}{
		{"Open data", 100, "Open data"},
		{"Improve access to information", 125, "Improve access…"},
		{"Improve access, to information", 125, "Improve access…"},
		{"Unwahrscheinlichkeitsdichte", 80, "Unwahrsc…"},
		{"anything", 3, ""},
	} {
		if got := Fit(tt.in, tt.width, 14, false); got != tt.want {
			t.Errorf("Fit(%q, %g) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("Develop open government skills across the federal public service", 200, 14, false, 2)
	if len(got) != 2 || got[0] != "Develop open government" || got[1] != "skills across the federal…" {
		t.Errorf("got %q", got)
	}
	if got := Wrap("30\u00a0juin\u00a02018", 30, 14, false, 3); len(got) != 1 {
		t.Errorf("no-break spaces broke: %q", got)
	}
}

// TestLinesFit holds that no line is wider than it may be, whatever the text.
func TestLinesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		width := rapid.Float64Range(1, 400).Draw(t, "width")
		n := rapid.IntRange(1, 4).Draw(t, "lines")
		isBold := rapid.Bool().Draw(t, "bold")
		lines := Wrap(s, width, 14, isBold, n)
		if len(lines) > n {
			t.Fatalf("%d lines, want at most %d", len(lines), n)
		}
		for _, line := range lines {
			if w := Width(line, 14, isBold); w > width+1e-9 {
				t.Fatalf("%q is %g wide, want at most %g", line, w, width)
			}
			if !utf8.ValidString(line) || Clean(line) != line {
				t.Fatalf("%q is not clean", line)
			}
		}
	})
}

func FuzzFit(f *testing.F) {
	f.Add("Open data 🚀 \x00 \u202e", 50.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if got := Fit(s, width, 14, false); width >= 0 && Width(got, 14, false) > width+1e-9 {
			t.Errorf("Fit(%q, %g) = %q", s, width, got)
		}
	})
}
