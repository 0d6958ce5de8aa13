package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"ogptracker/tracker"
)

// Every file AREA.LANG.json is part of the catalogue of its language; a new
// area needs no more than its two files. Keys begin with the area's name.
//
//go:embed catalog/*.json
var files embed.FS

// catalogue is every message of one language.
type catalogue struct {
	tag      language.Tag
	messages []*i18n.Message
}

// load reads the catalogue of a language. The files are part of the program, so
// one that cannot be read is a mistake in it, and panics.
func load(lang tracker.Lang) catalogue {
	paths, err := fs.Glob(files, "catalog/*."+string(lang)+".json")
	if err != nil {
		panic(err)
	}
	c := catalogue{tag: language.MustParse(string(lang))}
	for _, path := range paths {
		text, err := files.ReadFile(path)
		if err != nil {
			panic(err)
		}
		file, err := i18n.ParseMessageFileBytes(text, path, nil)
		if err != nil {
			panic(fmt.Sprintf("locale: %s: %v", path, err))
		}
		c.messages = append(c.messages, file.Messages...)
	}
	return c
}

// localizer returns the messages ready to be used. The bundle knows this one
// language only, so that nothing falls back to the other.
func (c catalogue) localizer() *i18n.Localizer {
	bundle := i18n.NewBundle(c.tag)
	bundle.MustAddMessages(c.tag, c.messages...)
	return i18n.NewLocalizer(bundle, c.tag.String())
}

func (c catalogue) known() map[string]bool {
	known := make(map[string]bool, len(c.messages))
	for _, m := range c.messages {
		known[m.ID] = true
	}
	return known
}

// plain returns the messages that say the same whatever they are given.
func (c catalogue) plain() map[string]string {
	plain := make(map[string]string, len(c.messages))
	for _, m := range c.messages {
		forms := m.Zero + m.One + m.Two + m.Few + m.Many
		if forms == "" && !strings.Contains(m.Other, "{{") {
			plain[m.ID] = m.Other
		}
	}
	return plain
}

// Keys returns the keys of each language's catalogue in alphabetical order, for
// tests.
func Keys() map[tracker.Lang][]string {
	keys := make(map[tracker.Lang][]string, len(tracker.Langs))
	for _, lang := range tracker.Langs {
		for _, m := range load(lang).messages {
			keys[lang] = append(keys[lang], m.ID)
		}
		slices.Sort(keys[lang])
	}
	return keys
}

// placeholders reads messages whose only markup is {{.name}}. It stands in for
// text/template: a catalogue cannot call anything, and filling a message in
// costs a few copies.
type placeholders struct{}

// Cacheable tells go-i18n to keep what Parse returns.
func (placeholders) Cacheable() bool { return true }

// Parse splits a message at its placeholders.
func (placeholders) Parse(source, _, _ string) (template.ParsedTemplate, error) {
	var m filler
	for {
		before, rest, found := strings.Cut(source, "{{")
		m.texts = append(m.texts, before)
		if !found {
			return m, nil
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed || len(name) < 2 || name[0] != '.' || strings.ContainsAny(name, " {|") {
			return nil, fmt.Errorf("%q is not a placeholder as {{.name}}", "{{"+name)
		}
		m.names = append(m.names, name[1:])
		source = after
	}
}

// filler is a message cut at its placeholders: texts[0], the value of names[0],
// texts[1], and so on.
type filler struct {
	texts []string
	names []string
}

// Execute fills the placeholders in from a map[string]string.
func (m filler) Execute(data any) (string, error) {
	if len(m.names) == 0 {
		return m.texts[0], nil
	}
	values, _ := data.(map[string]string)
	var b strings.Builder
	b.WriteString(m.texts[0])
	for i, name := range m.names {
		value, ok := values[name]
		if !ok {
			mistake(name, "a placeholder without a value")
		}
		b.WriteString(value)
		b.WriteString(m.texts[i+1])
	}
	return b.String(), nil
}
