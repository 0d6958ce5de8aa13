package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds on what is set, so that no text can make a report endless. A text that
// exceeds one is cut there and says so.
const (
	maxText  = 20_000    // runes in one text
	maxWord  = 1_000     // runes without a space
	maxTotal = 2_000_000 // runes in one document
	maxMarks = 3         // combining marks on one letter
)

// cleaner makes any text safe to set. All text of a document passes through one
// cleaner, which counts.
type cleaner struct {
	left  int    // runes that the document may still hold
	short string // set where a text was cut: "[…]"
}

// text returns s in NFC, with one line break for each of any kind and one space
// for each other white space that is not a no-break space; without control and
// formatting characters (but soft hyphens); and with U+FFFD for runs of what no
// font can show. It stops at the bounds.
func (c *cleaner) text(s string) string {
	if c.plain(s) {
		c.left -= len(s)
		return s
	}
	limit := min(maxText, c.left)
	// Normalising joins runes, by a few at most: cutting first keeps a text of
	// any length cheap.
	cut := len(s) > utf8.UTFMax*limit
	if cut {
		s = strings.ToValidUTF8(s[:utf8.UTFMax*limit], "")
	}
	s = norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n"))

	var b strings.Builder
	b.Grow(len(s))
	runes, word, marks := 0, 0, 0
	last := rune(0)
	for _, r := range s {
		if runes >= limit {
			cut = true
			break
		}
		switch r = safeRune(r); {
		case r < 0, r == replacement && last == replacement:
			continue
		case r == ' ' || r == '\n':
			if word > maxWord {
				b.WriteString(c.short)
			}
			word = 0
		case unicode.Is(unicode.Mn, r):
			if marks++; marks > maxMarks {
				continue
			}
			word++
		default:
			marks = 0
			word++
		}
		if word > maxWord {
			continue // the rest of the word, up to the next space
		}
		b.WriteRune(r)
		runes++
		last = r
	}
	if cut || word > maxWord {
		b.WriteString(c.short)
	}
	c.left -= runes
	return b.String()
}

// plain reports whether s is short printable ASCII, as most texts are.
func (c *cleaner) plain(s string) bool {
	if len(s) > maxWord || len(s) > c.left {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// safeRune returns what is set for r: itself, a space, a line break or U+FFFD; or
// -1 when nothing is.
func safeRune(r rune) rune {
	switch {
	case r >= ' ' && r <= '~', r == '\n', r == '\u00a0', r == '\u202f', r == '\u00ad':
		return r
	case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
		return '\n'
	case r > 0xffff:
		return replacement
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case !anyFaceHas(r):
		return replacement
	}
	return r
}

// anyFaceHas reports whether a face that every other falls back on has r.
func anyFaceHas(r rune) bool { return sans.has(r) || symbols.has(r) || mono.has(r) }
