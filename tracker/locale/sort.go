package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"ogptracker/tracker"
)

// Compare returns a number below, equal to or above 0 as a reader of the
// language expects a before, beside or after b: accents and capitals decide
// only between words that are otherwise the same.
func (l *Locale) Compare(a, b string) int {
	c := l.collators.Get().(*collate.Collator)
	defer l.collators.Put(c)
	return c.CompareString(a, b)
}

// newCollator returns the order of Canada's two languages. French compares accents
// from the end of a word ("cote", "côte", "coté", "côté"), as dictionaries in
// Canada do; x/text takes that from the option kb of the tag, not from the tag.
func newCollator(lang tracker.Lang) *collate.Collator {
	tag := language.English
	if lang == tracker.FR {
		tag = language.MustParse("fr-CA-u-kb-true")
	}
	return collate.New(tag, collate.OptionsFromTag(tag))
}

// ligatures are letters that Unicode does not take apart but readers do.
var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "’", "'", "‘", "'")

// Fold returns the key under which a text is searched for, the same for both
// languages: lower case, without accents, ligatures taken apart, every run of
// white space one space. "Échéancier  de l’œuvre" becomes "echeancier de
// l'oeuvre".
func Fold(s string) string {
	s = ligatures.Replace(strings.ToLower(norm.NFKD.String(s)))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
