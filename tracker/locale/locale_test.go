package locale

import (
	"strings"
	"sync"
	"testing"

	"ogptracker/tracker"
)

func TestMessages(t *testing.T) {
	en, fr := For(tracker.EN), For(tracker.FR)
	for _, c := range []struct{ name, got, want string }{
		{"a plain message", en.T("common.level.complete"), "Complete"},
		{"the same in French", fr.T("common.level.complete"), "Réalisé"},
		{"a value", en.T("common.list.last", "list", "a", "item", "b"), "a and b"},
		{"a number", en.T("common.list.last", "list", 1234, "item", int64(-5)), "1,234 and −5"},
		{"a number in French", fr.T("common.list.last", "list", 1234, "item", "b"), "1\u202f234 et b"},
		{"a day", fr.T("common.range.from", "from", tracker.MustDate("2018-07-01")), "à partir du 1er\u00a0juillet 2018"},
		{"a period", en.T("common.range.from", "from", tracker.Period("2018-06")), "from June 2018"},
		{"a share", fr.T("common.range.until", "to", tracker.NewRatio(1, 2)), "jusqu’au 50\u00a0%"},
		{"a level", fr.T("common.range.until", "to", tracker.Limited), "jusqu’au Progrès limité"},
		{"a text", fr.T("common.range.until", "to", tracker.Text{EN: "x", FR: "oui?"}), "jusqu’au oui?"},
		{"anything else", en.T("common.range.until", "to", 1.5), "until 1.5"},
		{"one", en.N("common.days", 1), "1\u00a0day"},
		{"none", en.N("common.days", 0), "0\u00a0days"},
		{"many", en.N("common.days", 1234), "1,234\u00a0days"},
		{"one in French", fr.N("common.days", 1), "1\u00a0jour"},
		{"none in French", fr.N("common.days", 0), "0\u00a0jour"},
		{"two in French", fr.N("common.days", 2), "2\u00a0jours"},
		{"millions in French", fr.N("common.days", 2000000), "2\u202f000\u202f000\u00a0de jours"},
		{"arguments in a map", en.Message("common.list.last", map[string]any{"list": "a", "item": 2}), "a and 2"},
		{"a count in a map", fr.Message("common.days", map[string]any{"count": 3}), "3\u00a0jours"},
		{"a value with markup of its own", en.T("common.range.until", "to", "{{.from}}<b>"), "until {{.from}}<b>"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestMistakesPanicInTests(t *testing.T) {
	for name, call := range map[string]func(){
		"an unknown key":               func() { For(tracker.EN).T("common.no.such.key") },
		"a placeholder without value":  func() { For(tracker.EN).T("common.list.last", "list", "a") },
		"a name without a value":       func() { For(tracker.EN).T("common.range.until", "to") },
		"a name that is not a text":    func() { For(tracker.EN).T("common.range.until", 1, 2) },
		"an unknown key with a number": func() { For(tracker.FR).N("common.no.such.key", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			call()
		}()
	}
}

func TestForKnowsTwoLanguages(t *testing.T) {
	if For("fr").Lang() != tracker.FR || For("en").Lang() != tracker.EN || For("de").Lang() != tracker.EN || For("").Lang() != tracker.EN {
		t.Error("For does not return the language asked for, or English")
	}
	if first := For("fr"); For("fr") != first {
		t.Error("For makes a new locale at each call")
	}
}

// Run with -race: one locale serves every request.
func TestLocaleIsSharedByGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		for _, lang := range tracker.Langs {
			group.Go(func() {
				l := For(lang)
				for i := range 100 {
					l.N("common.days", i)
					l.T("common.level.complete")
					l.Typeset("l'été: 30 juin 2018; 58%")
					l.Compare("côte", "coté")
					l.Country("KR")
					l.Date(tracker.MustDate("2018-06-30"))
					Fold("Été")
				}
			})
		}
	}
	group.Wait()
}

func TestPlaceholdersAreNothingMore(t *testing.T) {
	for _, text := range []string{"{{.a", "{{a}}", "{{}}", "{{.}}", "{{ .a }}", "{{.a | html}}", "{{call .a}}", "{{.a{{.b}}}}"} {
		if _, err := (placeholders{}).Parse(text, "", ""); err == nil {
			t.Errorf("%q was taken for a message", text)
		}
	}
	parsed, err := placeholders{}.Parse("{{.a}}{{.b}}: {{.a}}", "", "")
	if err != nil {
		t.Fatal(err)
	}
	got, err := parsed.Execute(map[string]string{"a": "1", "b": "2"})
	if err != nil || got != "12: 1" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTextIsInItsOwnLanguage(t *testing.T) {
	text := tracker.Text{EN: "It's", FR: ""}
	if got := For(tracker.EN).Text(text); got != "It’s" {
		t.Errorf("English: %q", got)
	}
	if got := For(tracker.FR).Text(text); got != "" {
		t.Errorf("French stands in for nothing, got %q", got)
	}
}

func BenchmarkMessage(b *testing.B) {
	l := For(tracker.FR)
	for b.Loop() {
		l.N("common.days", 16)
	}
}

func BenchmarkTypeset(b *testing.B) {
	l := For(tracker.FR)
	text := strings.Repeat("L'engagement 3 porte sur l'ouverture des données: 58% des jalons sont atteints au 30 juin 2018; les autres suivent. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Typeset(text)
	}
}
