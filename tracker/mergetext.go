package tracker

import (
	"slices"
	"strings"
	"unicode"
)

// MergedRun is a stretch of two edits of one text that were merged. Where Overlap
// is not set, Mine is Theirs and stands; where it is, the two were changed in
// different ways, and somebody must say which shall stand.
type MergedRun struct {
	Overlap      bool
	Mine, Theirs string
}

const (
	// mergeApart is how many unchanged words two changes must have between them to
	// be taken for two: what was written side by side was hardly meant to be read
	// together.
	mergeApart = 2
	// mergeMost bounds the work of comparing two texts, in pairs of words that
	// neither begin nor end both alike. Beyond it, that part counts as replaced.
	mergeMost = 4_000_000
)

// MergeText merges two edits of a text that started from base, word by word. A
// stretch that only one of them changed is taken from that one, and one that both
// changed alike from either. The rest overlaps, and is returned with both versions.
func MergeText(base, mine, theirs string) []MergedRun {
	b, m, t := mergeWords(base), mergeWords(mine), mergeWords(theirs)
	inMine, inTheirs := alignWords(b, m), alignWords(b, t)
	var runs []MergedRun
	add := func(r MergedRun) {
		last := len(runs) - 1
		if last >= 0 && !runs[last].Overlap && !r.Overlap {
			runs[last].Mine += r.Mine
			runs[last].Theirs += r.Theirs
		} else if r.Mine != "" || r.Theirs != "" {
			runs = append(runs, r)
		}
	}
	changed := func(b, m, t []string) {
		was, my, their := strings.Join(b, ""), strings.Join(m, ""), strings.Join(t, "")
		switch {
		case my == their, their == was:
			add(MergedRun{Mine: my, Theirs: my})
		case my == was:
			add(MergedRun{Mine: their, Theirs: their})
		default:
			add(MergedRun{Overlap: true, Mine: my, Theirs: their})
		}
	}
	var i, j, k int // words of each that are merged
	for at := 0; at < len(b); {
		n := keptWords(inMine, inTheirs, at)
		between := at > 0 && at+n < len(b) // a change may stand on either side
		if n == 0 || between && n < mergeApart {
			at++
			continue
		}
		changed(b[i:at], m[j:inMine[at]], t[k:inTheirs[at]])
		same := strings.Join(b[at:at+n], "")
		add(MergedRun{Mine: same, Theirs: same})
		i, j, k = at+n, inMine[at]+n, inTheirs[at]+n
		at = i
	}
	changed(b[i:], m[j:], t[k:])
	return runs
}

// keptWords counts the words from at that both edits kept, side by side.
func keptWords(inMine, inTheirs []int, at int) int {
	n := 0
	for at+n < len(inMine) && inMine[at+n] >= 0 && inTheirs[at+n] >= 0 &&
		inMine[at+n] == inMine[at]+n && inTheirs[at+n] == inTheirs[at]+n {
		n++
	}
	return n
}

// mergeWords cuts a text into words, each with the space before it, so that a word
// stays the same when a text goes on after it. Together they are the text.
func mergeWords(s string) []string {
	var words []string
	begin, inWord := 0, false
	for i, r := range s {
		space := unicode.IsSpace(r)
		if space && inWord {
			words = append(words, s[begin:i])
			begin = i
		}
		inWord = !space
	}
	if begin < len(s) {
		words = append(words, s[begin:])
	}
	return words
}

// alignWords finds the longest row of words that two texts have in common: for each
// word of from its place in to, -1 for one that is gone.
func alignWords(from, to []string) []int {
	places := slices.Repeat([]int{-1}, len(from))
	begin, end := 0, 0
	for begin < min(len(from), len(to)) && from[begin] == to[begin] {
		places[begin] = begin
		begin++
	}
	for end < min(len(from), len(to))-begin && from[len(from)-1-end] == to[len(to)-1-end] {
		end++
		places[len(from)-end] = len(to) - end
	}
	a, b := from[begin:len(from)-end], to[begin:len(to)-end]
	if len(a)*len(b) > mergeMost {
		return places
	}
	wide := len(b) + 1
	longest := make([]int32, (len(a)+1)*wide) // of what is left from each pair on
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*wide+j] = longest[(i+1)*wide+j+1] + 1
			} else {
				longest[i*wide+j] = max(longest[(i+1)*wide+j], longest[i*wide+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			places[begin+i] = begin + j
			i++
			j++
		case longest[(i+1)*wide+j] >= longest[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
	return places
}
