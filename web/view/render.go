package view

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/templates"
)

// Files that every page is made of; each other file is a page of its own.
var shared = []string{"layout.html", "sprite.html", "partials.html", "drawings.html", "form.html", "evidence-form.html"}

// pages are the templates of every page in every language, parsed once. A
// template speaks one language, so that "t" needs no more than the key.
var pages = parse(templates.FS)

// parse reads the templates. They are part of the program: a mistake in one
// panics at start.
func parse(files fs.FS) map[tracker.Lang]map[string]*template.Template {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		panic(err)
	}
	all := map[tracker.Lang]map[string]*template.Template{}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		base := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
			"t": func(key string) string { return l.T(key) },
		})
		template.Must(base.ParseFS(files, shared...))
		all[lang] = map[string]*template.Template{}
		for _, name := range names {
			if isShared(name) {
				continue
			}
			page := template.Must(template.Must(base.Clone()).ParseFS(files, name))
			all[lang][strings.TrimSuffix(path.Base(name), ".html")] = page
		}
	}
	return all
}

func isShared(name string) bool { return slices.Contains(shared, name) }

// Render returns the whole page. Nothing is sent before all of it is made, so a
// failing template never leaves half a page behind.
func Render(p *Page) ([]byte, error) {
	t, ok := pages[p.Lang][p.Template]
	if !ok {
		return nil, fmt.Errorf("view: no template %q in %q", p.Template, p.Lang)
	}
	var b bytes.Buffer
	b.Grow(1 << 16)
	if err := t.ExecuteTemplate(&b, "layout", p); err != nil {
		return nil, fmt.Errorf("view: page %s: %w", p.Template, err)
	}
	return b.Bytes(), nil
}
