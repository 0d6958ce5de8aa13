package typeface

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxInput bounds how much of a text is looked at, in bytes: no line of a
// picture shows more, and a text may be a megabyte long.
const maxInput = 2000

// ellipsis marks where a text was cut.
const ellipsis = "…"

// Clean makes a text fit to stand in one line of a picture: composed characters,
// runs of white space as one space, no control characters and no marks that turn
// the direction of what follows. No-break spaces stay. Anything after the first
// 2,000 bytes is dropped.
func Clean(s string) string {
	if len(s) > maxInput {
		s = strings.ToValidUTF8(s[:maxInput], "")
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, string(replacement))) {
		switch {
		case r == '\u00a0' || r == '\u202f':
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), !isXML(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isXML reports whether a character may stand in an XML document at all.
func isXML(r rune) bool { return r != '\uFFFE' && r != '\uFFFF' }

// Fit cleans a text and, where it is wider than width, cuts it at the end of a
// word and marks the cut; a word that alone is too wide is cut inside. It
// returns "" where not even the mark has room.
func Fit(s string, width, size float64, isBold bool) string {
	s = Clean(s)
	if Width(s, size, isBold) <= width {
		return s
	}
	room := width - Width(ellipsis, size, isBold)
	if room < 0 {
		return ""
	}
	cut := prefix(s, room, size, isBold)
	// Cutting at a word may give up a third of the line, not more.
	if i := strings.LastIndexByte(cut, ' '); i > 2*len(cut)/3 && !strings.HasPrefix(s[len(cut):], " ") {
		cut = cut[:i]
	}
	return strings.TrimRightFunc(cut, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-(«", r) }) + ellipsis
}

// prefix returns the longest beginning of s that is at most width wide.
func prefix(s string, width, size float64, isBold bool) string {
	f := faceOf(isBold)
	for i, r := range s {
		width -= f.advance(r) * size
		if width < 0 {
			return s[:i]
		}
	}
	return s
}

// Wrap cleans a text and breaks it at spaces into at most lines lines, each at
// most width wide; the last is cut as [Fit] cuts. No-break spaces never break.
func Wrap(s string, width, size float64, isBold bool, lines int) []string {
	words := strings.Split(Clean(s), " ")
	var out []string
	for len(words) > 0 && len(out) < lines-1 {
		n := 1
		for n < len(words) && Width(strings.Join(words[:n+1], " "), size, isBold) <= width {
			n++
		}
		out = append(out, Fit(strings.Join(words[:n], " "), width, size, isBold))
		words = words[n:]
	}
	if len(words) > 0 {
		out = append(out, Fit(strings.Join(words, " "), width, size, isBold))
	}
	return out
}
