package view

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// WordDiff shows what became of a text, word by word. The template "diff" draws
// it: what was removed is struck through and what was added is underlined, and
// both are said to those who hear the page.
type WordDiff struct {
	// Runs are the changes with a few words around them.
	Runs []DiffRun
	// Whole is the text with all that stayed, nil where Runs leave nothing out.
	Whole []DiffRun
	// Unseen is set where the two texts look alike: only spaces or marks that
	// cannot be seen differ.
	Unseen bool
}

// DiffRun is a stretch of a text.
type DiffRun struct {
	Kind DiffKind
	Text string
	Lang tracker.Lang // set only where it is not the page's
}

// DiffKind is what became of a stretch of a text.
type DiffKind string

// The kinds of stretches.
const (
	DiffSame    DiffKind = "same"
	DiffAdded   DiffKind = "added"
	DiffRemoved DiffKind = "removed"
	DiffGap     DiffKind = "gap" // left out; the text says how much
)

const (
	// diffContext is how many words are shown on each side of a change.
	diffContext = 12
	// diffLongest is how many words of one change are shown before the rest is
	// folded away.
	diffLongest = 60
	// diffMost is how many words and spaces two texts may differ in and still be
	// compared word by word: the work grows with the square of it. It also keeps
	// each different word within diffBase's range.
	diffMost = 6000
	// diffBase begins a range of 6,400 characters that mean nothing to anybody. One
	// stands for each different word, so that the library compares words.
	diffBase = 0xE000
)

// diffOf compares two texts of one language for a page in l; lang is blank for a
// text in none.
func diffOf(l *locale.Locale, lang tracker.Lang, from, to string) WordDiff {
	if lang == l.Lang() {
		lang = ""
	}
	from, to = clean(from), clean(to)
	if from == to {
		d := WordDiff{Unseen: true}
		if from != "" {
			d.Runs = []DiffRun{{DiffSame, from, lang}}
		}
		return d
	}
	whole := compareWords(diffWords(from), diffWords(to))
	var d WordDiff
	folded := false
	for i, run := range whole {
		whole[i].Lang = lang
		run.Lang = lang
		parts := foldRun(l, run, i > 0, i < len(whole)-1)
		folded = folded || len(parts) > 1
		d.Runs = append(d.Runs, parts...)
	}
	if folded {
		d.Whole = whole
	}
	return d
}

// foldRun leaves out the middle of a long stretch: of one that stayed, all but the
// words beside a change; of a change, all but its beginning.
func foldRun(l *locale.Locale, run DiffRun, after, before bool) []DiffRun {
	words := diffWords(run.Text)
	head, tail := 0, 0
	switch {
	case run.Kind != DiffSame:
		head = 2 * diffLongest // each word has a space
	default:
		if after {
			head = 2 * diffContext
		}
		if before {
			tail = 2 * diffContext
		}
	}
	// A gap that hides no more than a few words would hide nothing.
	if len(words) <= head+tail+2*diffContext {
		return []DiffRun{run}
	}
	hidden := 0
	for _, w := range words[head : len(words)-tail] {
		if isWord(w) {
			hidden++
		}
	}
	part := func(words []string) DiffRun { return DiffRun{run.Kind, strings.Join(words, ""), run.Lang} }
	var parts []DiffRun
	if head > 0 {
		parts = append(parts, part(words[:head]))
	}
	parts = append(parts, DiffRun{Kind: DiffGap, Text: l.N("web.diff.gap", hidden)})
	if tail > 0 {
		parts = append(parts, part(words[len(words)-tail:]))
	}
	return parts
}

// diffWords cuts a text into words, spaces and single other characters; together
// they are the text.
func diffWords(s string) []string {
	var words []string
	begin, last := 0, 0
	for i, r := range s {
		class := wordClass(r)
		if i > 0 && (class != last || class == 0) {
			words = append(words, s[begin:i])
			begin = i
		}
		last = class
	}
	if begin < len(s) {
		words = append(words, s[begin:])
	}
	return words
}

// wordClass is 0 for characters that stand alone.
func wordClass(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '\'', r == '’', r == '-', r == '_':
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}

func isWord(s string) bool {
	for _, r := range s {
		return wordClass(r) == 1
	}
	return false
}

// compareWords finds the stretches that two texts have in common. Texts that
// differ in more than diffMost words are shown as replaced in whole between what
// they begin and end with.
func compareWords(from, to []string) []DiffRun {
	begin := 0
	for begin < min(len(from), len(to)) && from[begin] == to[begin] {
		begin++
	}
	end := 0
	for end < min(len(from), len(to))-begin && from[len(from)-1-end] == to[len(to)-1-end] {
		end++
	}
	var runs []DiffRun
	add := func(kind DiffKind, words []string) {
		if text := strings.Join(words, ""); text != "" {
			runs = append(runs, DiffRun{Kind: kind, Text: text})
		}
	}
	add(DiffSame, from[:begin])
	oldWords, newWords := from[begin:len(from)-end], to[begin:len(to)-end]
	if len(oldWords)+len(newWords) > diffMost {
		add(DiffRemoved, oldWords)
		add(DiffAdded, newWords)
	} else {
		runs = append(runs, compareMiddle(oldWords, newWords)...)
	}
	add(DiffSame, from[len(from)-end:])
	return runs
}

// compareMiddle has the library compare words as if each were a character.
func compareMiddle(from, to []string) []DiffRun {
	var dictionary []string
	known := map[string]rune{}
	encode := func(words []string) []rune {
		runes := make([]rune, len(words))
		for i, w := range words {
			r, ok := known[w]
			if !ok {
				r = diffBase + rune(len(dictionary))
				known[w] = r
				dictionary = append(dictionary, w)
			}
			runes[i] = r
		}
		return runes
	}
	old, new := encode(from), encode(to)
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same answer each time; diffMost bounds the work
	var runs []DiffRun
	for _, diff := range d.DiffCleanupSemantic(d.DiffMainRunes(old, new, false)) {
		var text strings.Builder
		for _, r := range diff.Text {
			text.WriteString(dictionary[r-diffBase])
		}
		kind := DiffSame
		switch diff.Type {
		case diffmatchpatch.DiffDelete:
			kind = DiffRemoved
		case diffmatchpatch.DiffInsert:
			kind = DiffAdded
		}
		if text.Len() > 0 {
			runs = append(runs, DiffRun{Kind: kind, Text: text.String()})
		}
	}
	return runs
}
