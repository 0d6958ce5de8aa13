package locale

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestNumbers(t *testing.T) {
	en, fr := For(tracker.EN), For(tracker.FR)
	for _, c := range []struct{ got, want string }{
		{en.Int(0), "0"}, {en.Int(999), "999"}, {en.Int(1000), "1,000"}, {en.Int(-1234567), "−1,234,567"},
		{fr.Int(1000), "1\u202f000"}, {fr.Int(12345678), "12\u202f345\u202f678"},
		{en.Int(math.MinInt64), "−9,223,372,036,854,775,808"},
		{en.Decimal(1234.5, 1), "1,234.5"}, {fr.Decimal(1234.5, 1), "1\u202f234,5"}, {fr.Decimal(0.784, 2), "0,78"},
		{en.Decimal(-0.04, 1), "0.0"}, {en.Decimal(-1.25, 2), "−1.25"}, {en.Decimal(2, 0), "2"},
		{en.Decimal(math.NaN(), 1), "–"}, {fr.Decimal(math.Inf(-1), 1), "–"},
		{en.Signed(18), "+18"}, {en.Signed(-4), "−4"}, {en.Signed(0), "0"}, {fr.Signed(1234), "+1\u202f234"},
		{en.Percent(tracker.NewRatio(58, 100)), "58%"}, {fr.Percent(tracker.NewRatio(58, 100)), "58\u00a0%"},
		{en.Percent(tracker.NewRatio(999, 1000)), "99%"}, {en.Percent(tracker.Ratio{}), "–"},
		{en.Ordinal(1), "1st"}, {en.Ordinal(2), "2nd"}, {en.Ordinal(3), "3rd"}, {en.Ordinal(4), "4th"},
		{en.Ordinal(11), "11th"}, {en.Ordinal(12), "12th"}, {en.Ordinal(113), "113th"}, {en.Ordinal(22), "22nd"},
		{fr.Ordinal(1), "1er"}, {fr.Ordinal(2), "2e"}, {fr.Ordinal(21), "21e"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	en, fr := For(tracker.EN), For(tracker.FR)
	june, july, none := tracker.MustDate("2018-06-30"), tracker.MustDate("2018-07-01"), tracker.Date{}
	for _, c := range []struct{ got, want string }{
		{en.Date(june), "30\u00a0June 2018"}, {fr.Date(june), "30\u00a0juin 2018"},
		{en.Date(july), "1\u00a0July 2018"}, {fr.Date(july), "1er\u00a0juillet 2018"},
		{en.ShortDate(july), "1\u00a0Jul 2018"}, {fr.ShortDate(july), "1er\u00a0juill. 2018"},
		{en.Date(none), ""}, {en.Date(tracker.Date{Year: 2018, Month: 13, Day: 1}), ""},
		{en.Month("2018-06"), "June 2018"}, {fr.Month("2018-06"), "juin 2018"},
		{en.ShortMonth("2018-06"), "Jun 2018"}, {fr.ShortMonth("2018-02"), "févr. 2018"},
		{en.Month("soon"), "soon"}, {en.Month(""), ""},
		{en.DateRange(june, july), "30\u00a0June 2018 to 1\u00a0July 2018"},
		{fr.DateRange(june, july), "du 30\u00a0juin 2018 au 1er\u00a0juillet 2018"},
		{fr.DateRange(none, july), "jusqu’au 1er\u00a0juillet 2018"}, {en.DateRange(june, none), "from 30\u00a0June 2018"},
		{en.DateRange(none, none), ""},
		{en.Days(1), "1\u00a0day"}, {en.Days(16), "16\u00a0days"}, {fr.Days(16), "16\u00a0jours"}, {fr.Days(-16), "−16\u00a0jours"},
	} {
		if c.got != c.want {
			t.Errorf("%+q, want %+q", c.got, c.want)
		}
	}
}

func TestTypeset(t *testing.T) {
	for _, c := range []struct {
		lang     tracker.Lang
		in, want string // in want, _ is U+00A0 and ~ is U+202F
	}{
		{"fr", "", ""},
		{"fr", "Rien à faire", "Rien à faire"},
		{"fr", "Qu'est-ce?", "Qu’est-ce?"},
		{"fr", "Déjà\u202f! Oui\u00a0; non", "Déjà! Oui; non"},
		{"fr", "Vraiment ?!", "Vraiment?!"},
		{"fr", "(Vraiment?)", "(Vraiment?)"},
		{"fr", "une question (?)", "une question (?)"},
		{"fr", "Note: à 14:00, voir https://exemple.ca/?a=1&b='x': oui", "Note_: à 14:00, voir https://exemple.ca/?a=1&b='x': oui"},
		{"fr", "Voir https://exemple.ca : oui", "Voir https://exemple.ca_: oui"},
		{"fr", "le «gouvernement ouvert»", "le «_gouvernement ouvert_»"},
		{"fr", "le «  gouvernement ouvert »", "le «_gouvernement ouvert_»"},
		{"fr", "« Pourquoi? »", "«_Pourquoi?_»"},
		{"fr", "«»", "«_»"},
		{"fr", "58%, 58 %, 58\u202f%", "58_%, 58_%, 58_%"},
		{"fr", "100 % (54 sur 65)", "100_% (54 sur 65)"},
		{"fr", "1 234 567 dollars", "1~234~567 dollars"},
		{"fr", "en 2016 200 personnes", "en 2016 200 personnes"},
		{"fr", "C05 100", "C05 100"},
		{"fr", "Le 30 juin et le 1er juillet", "Le 30_juin et le 1er_juillet"},
		{"fr", "engagement 3, n° 4, p. 5, 16 jours", "engagement_3, n°_4, p._5, 16_jours"},
		{"fr", "fin\n: suite", "fin\n: suite"},
		{"fr", ": seul", ": seul"},
		{"fr", "! seul", "! seul"},
		{"en", "It's 58 % on 30 June; see commitment 3: why?", "It’s 58% on 30_June; see commitment_3: why?"},
		{"en", "«quoted»", "«quoted»"},
		{"en", "1 234", "1 234"},
		{"en", "  spaced  out  ", "  spaced  out  "},
		{"en", "'", "’"},
		{"fr", "\xff:\xfe!", "\xff:\xfe!"},
	} {
		want := strings.NewReplacer("_", "\u00a0", "~", "\u202f").Replace(c.want)
		if got := For(c.lang).Typeset(c.in); got != want {
			t.Errorf("%s: %q\n got %+q\nwant %+q", c.lang, c.in, got, want)
		}
	}
}

// texts draws texts that are rich in what the rules are about.
func texts() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("a«»%;!?:'()1234 \u00a0\u202f\n.éj/")), 0, 30, -1)
}

func TestTypesetTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := For(rapid.SampledFrom(tracker.Langs).Draw(t, "lang"))
		text := texts().Draw(t, "text")
		once := l.Typeset(text)
		if twice := l.Typeset(once); twice != once {
			t.Fatalf("%+q\nonce  %+q\ntwice %+q", text, once, twice)
		}
	})
}

// Only spaces and apostrophes ever change.
func TestTypesetKeepsTheText(t *testing.T) {
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\t", "", "\u2009", "", "’", "'")
	rapid.Check(t, func(t *rapid.T) {
		l := For(rapid.SampledFrom(tracker.Langs).Draw(t, "lang"))
		text := rapid.OneOf(texts(), rapid.String()).Draw(t, "text")
		if got := l.Typeset(text); bare.Replace(got) != bare.Replace(text) {
			t.Fatalf("%+q became %+q", text, got)
		}
	})
}

func FuzzTypeset(f *testing.F) {
	f.Add("Qu'est-ce que «58 %»? Le 30 juin: 1 234!")
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range tracker.Langs {
			once := For(lang).Typeset(text)
			if twice := For(lang).Typeset(once); twice != once {
				t.Errorf("%+q\nonce  %+q\ntwice %+q", text, once, twice)
			}
		}
	})
}

func TestCompareOrdersAsReadersExpect(t *testing.T) {
	for lang, want := range map[tracker.Lang][]string{
		tracker.EN: {"Australia", "Côte d’Ivoire", "Czechia", "São Tomé", "Senegal", "Zambia"},
		tracker.FR: {"Allemagne", "cote", "côte", "coté", "côté", "Égypte", "Estonie", "États-Unis", "Zambie"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, For(lang).Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"Échéancier  de l’œuvre":        "echeancier de l'oeuvre",
		"E\u0301te\u0301":               "ete",
		"ŒUVRE ÆON Straße":              "oeuvre aeon strasse",
		"\u00a0a\u202fb\n":              "a b",
		"Ministère de la Défense (MDN)": "ministere de la defense (mdn)",
		"ﬁn":                            "fin",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestList(t *testing.T) {
	for _, c := range []struct {
		items []string
		want  string
	}{{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a et b"}, {[]string{"a", "b", "c"}, "a, b et c"}} {
		if got := For(tracker.FR).List(c.items); got != c.want {
			t.Errorf("%q: %q", c.items, got)
		}
	}
}
