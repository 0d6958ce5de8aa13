package view

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// The brackets around what two people made of the same words, which nobody types.
const overlapBegin, overlapEnd = "⟦", "⟧"

// handInput is where two edits of a text are merged by hand. It begins with what
// can be joined of them, and with both versions of the rest.
func handInput(l *locale.Locale, lang tracker.Lang, d tracker.Difference) *Input {
	in := &Input{ID: SentHand + d.Name, Type: "textarea", Label: l.T("work.conflict.hand_label"), Hint: l.T("work.conflict.hand_joined"), Lang: lang}
	in2 := locale.For(lang)
	version := func(key, text string) string {
		if text = strings.TrimSpace(text); text == "" {
			text = in2.T("work.conflict.blank")
		}
		return overlapBegin + in2.T(key) + " " + text + overlapEnd
	}
	var merged strings.Builder
	for _, r := range tracker.MergeText(d.Base, d.Mine, d.Theirs) {
		if !r.Overlap {
			merged.WriteString(r.Mine)
			continue
		}
		in.Hint = l.T("work.conflict.hand_overlap")
		merged.WriteString(cmp.Or(spaceBefore(r.Mine), spaceBefore(r.Theirs)))
		merged.WriteString(version("work.conflict.hand_mine", r.Mine) + " " + version("work.conflict.hand_theirs", r.Theirs))
	}
	in.Value = merged.String()
	return in
}

// spaceBefore returns the space that a text begins with.
func spaceBefore(s string) string { return s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace))] }

// Settled reports whether a form says what shall stand in a field that both changed:
// something was chosen, and what was merged by hand holds no more two versions.
func Settled(form url.Values, name string) bool {
	choice := form.Get(SentChoice + name)
	if choice == ChoiceHand {
		return !strings.Contains(form.Get(SentHand+name), overlapBegin)
	}
	return slices.Contains([]string{ChoiceMine, ChoiceTheirs, ChoiceBoth}, choice)
}
