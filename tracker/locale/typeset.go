package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/tracker"
)

// Typeset sets a text of the record as its language prints it. The text of the
// catalogues is set already.
//
// In both languages the straight apostrophe becomes ’, and a no-break space
// holds together a day and its month ("30 June") and a word and its number
// ("commitment 3", "n° 3"). In French, as the Government of Canada sets it, no space
// stands before ; ! ?, a no-break space (U+00A0) before : and % and inside « »,
// and a narrow one (U+202F) between thousands. English writes "58%" without a
// space.
//
// Addresses, and marks inside a word such as the colon of 14:00, are left alone.
// Setting a text twice is the same as setting it once.
func (l *Locale) Typeset(s string) string {
	if !touches(s) {
		return s
	}
	french := l.lang == tracker.FR
	var out strings.Builder
	out.Grow(len(s) + len(s)/16 + 8)
	left := ""
	for s != "" {
		gap, rest := cutGap(s)
		word, rest := cutWord(rest)
		out.WriteString(between(left, gap, word, french))
		setWord(&out, word, french)
		left, s = word, rest
	}
	return out.String()
}

// touches reports whether a text holds anything that a rule is about. Most
// texts of a page hold nothing, and cost one look at each byte.
func touches(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			return true
		case c == '\'', c == '%', c == ';', c == '!', c == '?', c == ':':
			return true
		case c == 0xC2: // begins « and »
			return true
		}
	}
	return false
}

// cutGap splits the white space off the beginning of s.
func cutGap(s string) (gap, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return !isGap(r) })
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// cutWord splits a run without white space off the beginning of s.
func cutWord(s string) (word, rest string) {
	i := strings.IndexFunc(s, isGap)
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

func isGap(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u2009', '\u202f':
		return true
	}
	return false
}

// between returns what stands between two words that gap parted. Line breaks
// and the ends of the text stay as they are.
func between(left, gap, right string, french bool) string {
	if left == "" || right == "" || gap == "" || strings.ContainsAny(gap, "\r\n") {
		return gap
	}
	switch {
	case right[0] == '%' && endsInDigit(left):
		if french {
			return nbsp
		}
		return ""
	case isDigit(right[0]) && labels[lastWord(left)]:
		return nbsp
	case (endsInDigit(left) || strings.HasSuffix(left, "1er")) && units[firstWord(right)]:
		return nbsp
	case !french:
		return gap
	case strings.HasSuffix(left, "«"), strings.HasPrefix(right, "»"):
		return nbsp
	case isThousands(left, right):
		return nnbsp
	case !isMark(right, 0):
		return gap
	case right[0] == ':':
		return nbsp
	}
	return ""
}

// setWord writes a word, with the spaces that French wants inside it.
func setWord(out *strings.Builder, word string, french bool) {
	if strings.Contains(word, "://") {
		out.WriteString(word)
		return
	}
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		switch {
		case r == '\'':
			out.WriteString("’")
		case !french:
			out.WriteString(word[i : i+size])
		case r == '«' && i+size < len(word):
			out.WriteString("«" + nbsp)
		case r == '»' && i > 0 && !strings.HasSuffix(word[:i], "«"):
			out.WriteString(nbsp + "»")
		case r == '%' && i > 0 && isDigit(word[i-1]):
			out.WriteString(nbsp + "%")
		case r == ':' && i > 0 && isMark(word, i) && takesSpace(word[:i]):
			out.WriteString(nbsp + ":")
		default:
			out.WriteString(word[i : i+size])
		}
		i += size
	}
}

// isMark reports whether word[i] is a mark that ends something, rather than part
// of a word such as 14:00.
func isMark(word string, i int) bool {
	after := word[i+1:]
	switch word[i] {
	case ':':
		return after == "" || strings.HasPrefix(after, "»")
	case ';', '!', '?':
		if after == "" {
			return true
		}
		r, _ := utf8.DecodeRuneInString(after)
		return strings.ContainsRune(";!?…»)]”\"*", r)
	}
	return false
}

// takesSpace reports whether a colon after this beginning of a word is parted
// from it: not from an opening bracket, nor from another mark.
func takesSpace(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return !strings.ContainsRune("([«“;!?:*", r)
}

// isThousands reports whether left and right are neighbouring groups of one
// number, as in "1 234": one to three digits, then exactly three.
func isThousands(left, right string) bool {
	head := strings.TrimRight(left, "0123456789")
	if n := len(left) - len(head); n < 1 || n > 3 {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(head); head != "" && !strings.ContainsRune("([«$+-−±~≈", r) {
		return false
	}
	tail := strings.TrimLeft(right, "0123456789")
	if len(right)-len(tail) != 3 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(tail)
	return tail == "" || !unicode.IsLetter(r) && r != '-' && r != '/'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func endsInDigit(s string) bool { return s != "" && isDigit(s[len(s)-1]) }

// firstWord returns the letters that s begins with, in lower case.
func firstWord(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		i = len(s)
	}
	return lower(s[:i])
}

// lastWord returns the letters that s ends with, in lower case; a degree sign or
// a full stop behind them belongs to them, as in "n°" and "p.".
func lastWord(s string) string {
	head := strings.TrimRight(s, "°.")
	i := strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(head[i:])
		i += size
	} else {
		i = 0
	}
	return lower(s[i:])
}

// lower lowers short words only: no unit or label is longer, and a text of one
// endless word costs nothing.
func lower(s string) string {
	if len(s) > 16 {
		return ""
	}
	return strings.ToLower(s)
}

// units are words that a number before them is not parted from.
//
//nolint:misspell // half of it is French
var units = set(`
	january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec
	janvier février mars avril mai juin juillet août septembre octobre novembre décembre
	janv févr avr juill déc
	day days month months year years country countries
	jour jours mois an ans année années pays
	commitment commitments milestone milestones indicator indicators
	engagement engagements jalon jalons indicateur indicateurs
	page pages`)

// labels are words that are not parted from the number after them.
var labels = set(`
	no no. n° no° p. pp. page pages table tableau figure section chapter chapitre annex annexe
	commitment engagement milestone jalon indicator indicateur step étape plan
	edition édition rule règle`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
