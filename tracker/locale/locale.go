// Package locale says things in English and in French: the catalogues of
// messages, plurals, numbers, dates, names of countries, sorting, and the
// typography of each language.
//
// Every text a reader sees that is not part of the record comes from the
// catalogues, catalog/AREA.LANG.json. The package never decides what a figure
// is, and never lets one language stand in for the other.
package locale

import (
	"fmt"
	"sync"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"ogptracker/tracker"
)

// Locale is one language. It is never changed once made, and any number of
// goroutines may share it.
type Locale struct {
	lang      tracker.Lang
	messages  *i18n.Localizer
	known     map[string]bool   // keys of the catalogues
	plain     map[string]string // messages of one form and no placeholder: most of them
	months    [12]string
	shorts    [12]string
	collators sync.Pool // of *collate.Collator, which only one goroutine may use at a time
}

var (
	english = sync.OnceValue(func() *Locale { return build(tracker.EN) })
	french  = sync.OnceValue(func() *Locale { return build(tracker.FR) })
)

// For returns the locale of a language, English for any that is not French.
func For(lang tracker.Lang) *Locale {
	if lang == tracker.FR {
		return french()
	}
	return english()
}

func build(lang tracker.Lang) *Locale {
	c := load(lang)
	l := &Locale{lang: lang, messages: c.localizer(), known: c.known(), plain: c.plain()}
	l.collators.New = func() any { return newCollator(lang) }
	for i := range 12 {
		l.months[i] = l.T(fmt.Sprintf("common.month.%02d", i+1))
		l.shorts[i] = l.T(fmt.Sprintf("common.month_short.%02d", i+1))
	}
	return l
}

// Lang returns the language.
func (l *Locale) Lang() tracker.Lang { return l.lang }

// T returns the message of a key with its placeholders filled in. The
// arguments are pairs of a name and a value:
//
//	l.T("plan.reported", "known", 54, "of", 65)
//
// Values are written as the language writes them: integers with thousands set
// apart (a year is therefore passed as text), [tracker.Date], [tracker.Period],
// [tracker.Ratio], [tracker.Level] and [tracker.Text] as the methods of Locale
// write them, anything else as [fmt.Sprint] does.
//
// A key that no catalogue has, or a placeholder without a value, is a mistake
// in the program: it panics in tests. Elsewhere the reader gets the key, or the
// message without that value.
func (l *Locale) T(key string, args ...any) string {
	if s, ok := l.plain[key]; ok {
		return s
	}
	return l.message(key, nil, pairs(key, args))
}

// N is [Locale.T] for a message that depends on a number: the catalogue holds
// the forms that the language tells apart ("one", "other"; French also "many",
// for millions). {{.Count}} is the number.
func (l *Locale) N(key string, count int, args ...any) string {
	data := pairs(key, args)
	data["Count"] = count
	return l.message(key, count, data)
}

// Message is [Locale.T] for arguments that come as a map, as those of a
// [tracker.Problem] do. A message with plural forms takes its number from
// "count", which must be an int.
func (l *Locale) Message(key string, args map[string]any) string {
	data := make(map[string]any, len(args)+1)
	for name, value := range args {
		data[name] = value
	}
	if count, ok := args["count"].(int); ok {
		data["Count"] = count
		return l.message(key, count, data)
	}
	return l.message(key, nil, data)
}

// Has reports whether the catalogues hold a key.
func (l *Locale) Has(key string) bool { return l.known[key] }

// message fills in a message. Count is the number that decides the form, an
// int, or nil for a message that has only one.
func (l *Locale) message(key string, count any, args map[string]any) string {
	if !l.known[key] {
		return mistake(key, "no catalogue has it")
	}
	values := make(map[string]string, len(args))
	for name, value := range args {
		values[name] = l.value(value)
	}
	// An error with a message means that the language has a form ("many") that
	// the catalogue does not tell apart; the message is then the general form.
	s, err := l.messages.Localize(&i18n.LocalizeConfig{
		MessageID: key, PluralCount: count, TemplateData: values, TemplateParser: placeholders{},
	})
	if err != nil && s == "" {
		return mistake(key, err.Error())
	}
	return s
}

// value writes an argument as the language writes it.
func (l *Locale) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return l.Int(v)
	case int64:
		return l.Int(int(v))
	case tracker.Date:
		return l.Date(v)
	case tracker.Period:
		return l.Month(v)
	case tracker.Ratio:
		return l.Percent(v)
	case tracker.Level:
		return l.Level(v)
	case tracker.Text:
		return l.Text(v)
	}
	return fmt.Sprint(v)
}

// pairs reads alternating names and values.
func pairs(key string, args []any) map[string]any {
	data := make(map[string]any, len(args)/2+1)
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok || i+1 == len(args) {
			mistake(key, fmt.Sprintf("its arguments are not pairs of a name and a value: %v", args))
			break
		}
		data[name] = args[i+1]
	}
	return data
}

// mistake panics in tests, so that none is published, and returns the key
// elsewhere, so that a reader loses a label and not a page.
func mistake(key, what string) string {
	if testing.Testing() {
		panic("locale: message " + key + ": " + what)
	}
	return key
}

// Text returns a text of the record in the locale's own language, typeset; it
// is "" where the text is missing. The other language is the caller's to offer,
// marked as such.
func (l *Locale) Text(t tracker.Text) string { return l.Typeset(t.In(l.lang)) }
