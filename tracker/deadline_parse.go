package tracker

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDeadlineText is how many bytes of a deadline's text are read. Canada's
// longest has 400.
const maxDeadlineText = 4096

// ParseDeadline reads a deadline's text in one language (rules v1, 4). The date
// due is the last day of the period meant, so that nobody is called late early;
// of several dates the last decides. Text that goes on or comes back ("Ongoing",
// "Annually") is recurring, and due only where it names an end. What cannot be
// read is undated; no text is an error.
//
// planStart is the day the plan begins, zero when it is not known. It matters to
// winters alone: "winter 2025" ends in February 2025, or in February 2026 where
// the former lies before the plan begins.
func ParseDeadline(text string, lang Lang, planStart Date) Meaning {
	r := dateReader{symbols: symbolsOf(text, vocabularies[lang]), planStart: planStart}
	return r.meaning()
}

// ReadDeadline reads both languages, each by itself, and reports whether they
// agree on the kind and on every date. Where one is blank the other alone counts.
// Where they disagree the reading with the later date is returned, marked as
// ambiguous.
func ReadDeadline(t Text, planStart Date) (m Meaning, agree bool) {
	en, fr := ParseDeadline(t.EN, EN, planStart), ParseDeadline(t.FR, FR, planStart)
	switch {
	case blank(t.FR):
		return en, true
	case blank(t.EN):
		return fr, true
	case en.Kind == fr.Kind && slices.Equal(en.Dates, fr.Dates) && en.Due == fr.Due:
		en.Ambiguous = en.Ambiguous || fr.Ambiguous
		return en, true
	}
	if fr.Due.After(en.Due) {
		en = fr
	}
	en.Ambiguous = true
	return en, false
}

// symbolsOf turns a text into symbols: numbers, signs, and the longest phrases
// that the vocabulary knows. Links are passed over.
func symbolsOf(text string, v vocabulary) []symbol {
	tokens := tokensOf(text)
	symbols := make([]symbol, 0, len(tokens))
	for i := 0; i < len(tokens); {
		t := tokens[i]
		switch {
		case t.sign != 0:
			if n := len(symbols); t.sign == '.' && n > 0 && symbols[n-1].kind == kMonth {
				break // "Sept. 2026"
			} else if t.sign == '.' && n > 0 && symbols[n-1].kind == kNumber && i+1 < len(tokens) && tokens[i+1].glued && isNumber(tokens[i+1].word) {
				symbols = append(symbols, symbol{kind: kHyphen, glued: true}) // "31.03.2026"
				break
			}
			symbols = append(symbols, symbol{kind: signs[t.sign], glued: t.glued})
		case isNumber(t.word):
			n, _ := strconv.Atoi(t.word[:min(len(t.word), 9)])
			symbols = append(symbols, symbol{kNumber, n, len(t.word), t.glued})
			if i+1 < len(tokens) && tokens[i+1].glued && ordinalEndings[tokens[i+1].word] {
				i++ // "1st", "1er"
			}
		default:
			s, used := v.longestPhrase(tokens[i:])
			symbols = append(symbols, s)
			i += used - 1
		}
		i++
	}
	return symbols
}

// longestPhrase returns the symbol of the longest phrase with which the tokens
// start and how many tokens that is; an unknown word is one kOther. A hyphen may
// stand between the words of a phrase, as in "mi-mars" or "on-going".
func (v vocabulary) longestPhrase(tokens []token) (symbol, int) {
	best, used := symbol{}, 1
	phrase := ""
	for i, words := 0, 0; i < len(tokens) && words < v.longest; i++ {
		switch {
		case tokens[i].sign == '-':
			continue
		case tokens[i].sign != 0 || isNumber(tokens[i].word):
			return best, used
		case phrase == "":
			phrase = tokens[i].word
		default:
			phrase += " " + tokens[i].word
		}
		words++
		if s, ok := v.phrases[phrase]; ok {
			best, used = s, i+1
		}
	}
	return best, used
}

// token is a run of letters, a run of digits, or one sign.
type token struct {
	word  string
	sign  rune // 0 for a word or number
	glued bool // no space before it
}

func isNumber(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// tokensOf cuts a folded text into tokens.
func tokensOf(text string) []token {
	s := foldLetters(text[:min(len(text), maxDeadlineText)])
	var tokens []token
	glued := false
	for len(s) > 0 {
		if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			s = s[strings.IndexFunc(s+" ", func(r rune) bool { return r == ' ' || r == '\n' || r == ')' }):]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsLetter(r):
			size = runLength(s, unicode.IsLetter)
			tokens = append(tokens, token{word: s[:size], glued: glued})
		case r >= '0' && r <= '9':
			size = runLength(s, func(r rune) bool { return r >= '0' && r <= '9' })
			tokens = append(tokens, token{word: s[:size], glued: glued})
		case signs[r] != kOther:
			tokens = append(tokens, token{sign: r, glued: glued})
		}
		glued = r != ' '
		s = s[size:]
	}
	return tokens
}

// runLength returns how many bytes at the start of s hold runes that fit.
func runLength(s string, fits func(rune) bool) int {
	for i, r := range s {
		if !fits(r) {
			return i
		}
	}
	return len(s)
}
