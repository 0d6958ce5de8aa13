package tracker

import "strings"

// Lang is one of the two languages everything public exists in.
type Lang string

// The languages, by their BCP 47 codes.
const (
	EN Lang = "en"
	FR Lang = "fr"
)

// Langs lists the languages in the order in which they are written out.
var Langs = []Lang{EN, FR}

// Other returns the other language.
func (l Lang) Other() Lang {
	if l == FR {
		return EN
	}
	return FR
}

// Text is one piece of writing in both languages. Either may be empty while it
// waits for its translation; neither ever stands in for the other unmarked.
type Text struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

// In returns the text in one language, which may be empty.
func (t Text) In(l Lang) string {
	if l == FR {
		return t.FR
	}
	return t.EN
}

// With returns a copy of t that says s in language l.
func (t Text) With(l Lang, s string) Text {
	if l == FR {
		t.FR = s
	} else {
		t.EN = s
	}
	return t
}

// IsZero reports whether the text is blank in both languages.
func (t Text) IsZero() bool { return blank(t.EN) && blank(t.FR) }

// Missing returns the languages in which the text is blank although the other
// is not: what a translator still owes.
func (t Text) Missing() []Lang {
	switch en, fr := blank(t.EN), blank(t.FR); {
	case en && !fr:
		return []Lang{EN}
	case fr && !en:
		return []Lang{FR}
	}
	return nil
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
