package view

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/templates"
)

// Files that every page is made of; each other file is a page of its own.
var shared = []string{"layout.html", "sprite.html", "partials.html", "drawings.html", "bench-table.html", "form.html", "evidence-form.html"}

// sets are the templates of every page, one set a language, parsed once. A
// template speaks one language, so that "t" needs no more than the key. A server
// does so at its start, for the pages that it keeps ready; the templates are part of
// the program, and a mistake in one panics. Commands that serve no page parse none.
var sets = sync.OnceValue(func() map[tracker.Lang]*template.Template { return parse(templates.FS) })

// parse reads the templates. A page's file defines "main", which goes into the set
// under the name of the file: a set for each page, with what all pages share copied
// into it, would hold the same text forty times.
func parse(files fs.FS) map[tracker.Lang]*template.Template {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		panic(err)
	}
	all := map[tracker.Lang]*template.Template{}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		fresh := func() *template.Template {
			return template.New("").Option("missingkey=error").Funcs(template.FuncMap{
				"t": func(key string) string { return l.T(key) },
			})
		}
		set := template.Must(fresh().ParseFS(files, shared...))
		for _, name := range names {
			if isShared(name) {
				continue
			}
			for _, t := range template.Must(fresh().ParseFS(files, name)).Templates() {
				as := t.Name()
				switch as {
				case "", name: // what stands around the definitions: nothing
					continue
				case "main":
					as = pageName(name)
				}
				if set.Lookup(as) != nil {
					panic(fmt.Sprintf("template %q of %s is defined twice", as, name))
				}
				template.Must(set.AddParseTree(as, t.Tree))
			}
		}
		all[lang] = set
	}
	return all
}

func pageName(file string) string { return "page/" + strings.TrimSuffix(file, ".html") }

func isShared(name string) bool { return slices.Contains(shared, name) }

// Render returns the whole page. Nothing is sent before all of it is made, so a
// failing template never leaves half a page behind.
func Render(p *Page) ([]byte, error) {
	set := sets()[p.Lang]
	name := pageName(p.Template)
	if set.Lookup(name) == nil {
		return nil, fmt.Errorf("view: no template %q in %q", p.Template, p.Lang)
	}
	var main, whole bytes.Buffer
	main.Grow(1 << 16)
	if err := set.ExecuteTemplate(&main, name, p.Data); err != nil {
		return nil, fmt.Errorf("view: page %s: %w", p.Template, err)
	}
	whole.Grow(main.Len() + 1<<14)
	err := set.ExecuteTemplate(&whole, "layout", struct {
		*Page
		Main template.HTML
	}{p, template.HTML(main.String())}) //nolint:gosec // a template of ours wrote it, and escaped what it was given
	if err != nil {
		return nil, fmt.Errorf("view: layout of page %s: %w", p.Template, err)
	}
	return whole.Bytes(), nil
}
