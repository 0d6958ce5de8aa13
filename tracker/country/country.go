// Package country knows the countries of ISO 3166-1: their codes, the names that
// published tables give them in English and French, and the groups in which they
// are compared. It says nothing of how a country is shown: that is the business of
// the locale.
package country

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Valid reports whether a code is a country's in ISO 3166-1 alpha-2, in capitals,
// and not one withdrawn or only reserved, as UK is. Kosovo's XK, which the
// standard leaves to its users, counts.
func Valid(code string) bool {
	region, err := language.ParseRegion(code)
	return err == nil && region.IsCountry() && region.String() == code && region.Canonicalize() == region &&
		!slices.Contains(reserved, code) && display.Regions(language.English).Name(region) != ""
}

// reserved are codes that CLDR names but ISO 3166-1 only reserves: islands and
// exclaves of countries, the euro area and the United Nations.
var reserved = []string{"AC", "CP", "CQ", "DG", "EA", "EZ", "FQ", "IC", "TA", "UN"}

// FromISO3 returns the alpha-2 code of a country's alpha-3 code, in capitals, and
// whether there is one. Kosovo's is XKX, as the World Bank and OGP have it, and
// CLDR's XKK.
func FromISO3(code string) (string, bool) {
	if code == "XKX" {
		return "XK", true
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 3 || region.ISO3() != code || !Valid(region.String()) {
		return "", false
	}
	return region.String(), true
}

// Named returns the alpha-2 code of a country by a name in English or French, and
// whether the name is known: the usual short name ("Germany", "Allemagne"), or one
// of those that international organizations write ("Korea, Rep.", "Russian Fed.").
// Case, accents, punctuation and the article do not count. A bare code is no name.
func Named(name string) (code string, ok bool) {
	code, ok = byName()[fold(name)]
	return code, ok
}

// Find returns the alpha-2 code of a country that is given by either code or by a
// name, and whether it is known. "NA" is Namibia.
func Find(text string) (code string, ok bool) {
	text = strings.TrimSpace(text)
	if Valid(text) {
		return text, true
	}
	if code, ok := FromISO3(text); ok {
		return code, true
	}
	return Named(text)
}

// All returns the codes of all countries, in order.
var All = sync.OnceValue(func() []string {
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code := string(a) + string(b); Valid(code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
})

// byName gives the code of every country by its folded names.
var byName = sync.OnceValue(func() map[string]string {
	codes := make(map[string]string)
	for _, lang := range []language.Tag{language.English, language.French} {
		namer := display.Regions(lang)
		for _, code := range All() {
			codes[fold(namer.Name(language.MustParseRegion(code)))] = code
		}
	}
	for code, names := range aliases {
		for name := range strings.SplitSeq(names, ";") {
			codes[fold(name)] = code
		}
	}
	return codes
})

// fold returns a name without what published tables vary at will.
func fold(name string) string {
	// The chain keeps state, so that it cannot be shared.
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&' })
	for i, word := range words {
		switch word {
		case "&", "et":
			words[i] = "and"
		case "st":
			words[i] = "saint"
		}
	}
	if len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// articles may stand before a country's name.
var articles = map[string]bool{"the": true, "le": true, "la": true, "les": true, "l": true}
