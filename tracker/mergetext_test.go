package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// marked writes a merged text with what overlaps in brackets.
func marked(runs []tracker.MergedRun) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Overlap {
			fmt.Fprintf(&b, "[%s|%s]", r.Mine, r.Theirs)
		} else {
			b.WriteString(r.Mine)
		}
	}
	return b.String()
}

func TestMergeText(t *testing.T) {
	const base = "Work began in June.\n\nNine offices are open, and two more follow."
	for name, c := range map[string]struct{ base, mine, theirs, want string }{
		"nothing":                {"", "", "", ""},
		"the same":               {"a b", "a c", "a c", "a c"},
		"only mine":              {"a b c", "a x c", "a b c", "a x c"},
		"only theirs":            {"a b c", "a b c", "b c", "b c"},
		"a word each":            {base, strings.Replace(base, "June", "July", 1), strings.Replace(base, "two", "three", 1), "Work began in July.\n\nNine offices are open, and three more follow."},
		"one ahead, one behind":  {base, "In short: " + base, base + " All is well.", "In short: " + base + " All is well."},
		"one word in two ways":   {"nine of ten", "eight of ten", "seven of ten", "[eight|seven] of ten"},
		"both went on":           {"Work began.", "Work began. It goes well.", "Work began. It is late.", "Work began.[ It goes well.| It is late.]"},
		"both began":             {"", "Mine.", "Theirs.", "[Mine.|Theirs.]"},
		"one removed it":         {"a b c d", "a d", "a b x d", "a[| b x] d"},
		"one word apart":         {"a b c d e", "a x c d e", "a b c y e", "a[ x c d| b c y] e"},
		"two words apart":        {"a b c d e f", "a x c d e f", "a b c d y f", "a x c d y f"},
		"a paragraph and a word": {base, strings.Replace(base, "\n\n", "\n\nA new one.\n\n", 1), strings.Replace(base, "more", "others", 1), "Work began in June.\n\nA new one.\n\nNine offices are open, and two others follow."},
	} {
		if got := marked(tracker.MergeText(c.base, c.mine, c.theirs)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// prose draws a text of few different words, so that edits meet.
func prose() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", " ", "\n", "  d"}), 0, 40),
		func(parts []string) string { return strings.Join(parts, "") })
}

func TestMergeTextOfOneEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), prose())
		base, edit := text.Draw(t, "base"), text.Draw(t, "edit")
		for name, runs := range map[string][]tracker.MergedRun{
			"mine": tracker.MergeText(base, edit, base), "theirs": tracker.MergeText(base, base, edit), "both": tracker.MergeText(base, edit, edit),
		} {
			if got := marked(runs); got != edit || slices.ContainsFunc(runs, func(r tracker.MergedRun) bool { return r.Overlap }) {
				t.Fatalf("%s: %q", name, got)
			}
		}
	})
}

// Whoever merges, the same is contested; and what was typed is in the result.
func TestMergeTextFromBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := prose().Draw(t, "base"), prose().Draw(t, "mine"), prose().Draw(t, "theirs")
		runs := tracker.MergeText(base, mine, theirs)
		turned := tracker.MergeText(base, theirs, mine)
		for i, r := range turned {
			turned[i].Mine, turned[i].Theirs = r.Theirs, r.Mine
			if r.Overlap && r.Mine == r.Theirs {
				t.Fatalf("%q overlaps with itself", r.Mine)
			}
		}
		if !slices.Equal(runs, turned) {
			t.Fatalf("%q, from the other side %q", marked(runs), marked(turned))
		}
	})
}

// Changes apart from each other both stand, unasked; changes of the same words are
// asked about, and both are there to choose from.
func TestMergeTextOfTwoEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := make([]string, rapid.IntRange(8, 60).Draw(t, "words"))
		for i := range words {
			words[i] = fmt.Sprintf("w%d", i)
		}
		// edit replaces the words from begin to end.
		edit := func(begin, end int, with string) string {
			return strings.Join(slices.Replace(slices.Clone(words), begin, end, with), " ")
		}
		base := strings.Join(words, " ")
		begin := rapid.IntRange(1, len(words)-4).Draw(t, "begin")
		end := rapid.IntRange(begin, len(words)-4).Draw(t, "end")
		again := rapid.IntRange(end+2, len(words)-2).Draw(t, "again")
		stop := rapid.IntRange(again, len(words)-1).Draw(t, "stop")
		both := slices.Replace(slices.Clone(words), again, stop, "theirs")
		want := strings.Join(slices.Replace(both, begin, end, "mine"), " ")
		if got := marked(tracker.MergeText(base, edit(begin, end, "mine"), edit(again, stop, "theirs"))); got != want {
			t.Fatalf("apart: %q, want %q", got, want)
		}
		over := rapid.IntRange(begin, end).Draw(t, "over")
		runs := tracker.MergeText(base, edit(begin, end+1, "mine"), edit(over, end+1, "theirs"))
		if !slices.ContainsFunc(runs, func(r tracker.MergedRun) bool {
			return r.Overlap && strings.Contains(r.Mine, "mine") && strings.Contains(r.Theirs, "theirs")
		}) {
			t.Fatalf("over each other: %q", marked(runs))
		}
	})
}
