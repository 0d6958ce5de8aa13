package opendata

import (
	"fmt"
	"io"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// labelled is one line of what an export says of itself.
type labelled struct{ label, text string }

// title names the export in a language.
func (e *Export) title(l *locale.Locale) string {
	return l.T("opendata.package.title", "plan", e.planTitle(l), "day", e.a.AsOf)
}

// planTitle is the plan's title in a language, in the other one where it has none
// there, and its identifier where it has none at all.
func (e *Export) planTitle(l *locale.Locale) string {
	p := &e.a.Record.Plan
	for _, s := range []string{l.Text(p.Title), p.Title.In(l.Lang().Other()), p.ID} {
		if s = strings.TrimSpace(strings.ReplaceAll(tidy(s), "\n", " ")); s != "" {
			return s
		}
	}
	return p.ID
}

// description says in a sentence or two what the export is.
func (e *Export) description(l *locale.Locale) string {
	s := l.T("opendata.package.description", "day", e.a.AsOf, "rules", e.a.Rules)
	if e.a.Record.Plan.Illustrative {
		s = l.T("common.demonstration") + " " + s
	}
	return s
}

// about says in a language what the export is, of when, and under which licence.
func (e *Export) about(l *locale.Locale) []labelled {
	lines := []labelled{
		{l.T("opendata.about.title"), e.title(l)},
		{l.T("opendata.about.description"), e.description(l)},
		{l.T("opendata.about.day"), l.Date(e.a.AsOf)},
		{l.T("opendata.about.rules"), e.a.Rules},
		{l.T("opendata.about.licence"), strings.TrimSpace(e.o.Licence.In(l.Lang()) + " " + e.o.LicenceURL.In(l.Lang()))},
		{l.T("opendata.about.citation"), e.citation(l)},
	}
	if page := e.o.Page.In(l.Lang()); page != "" {
		lines = append(lines, labelled{l.T("opendata.about.page"), page})
	}
	if e.o.Program != "" {
		lines = append(lines, labelled{l.T("opendata.about.program"), "ogptracker " + e.o.Program})
	}
	return lines
}

// citation is how the export asks to be cited.
func (e *Export) citation(l *locale.Locale) string {
	s := l.T("opendata.citation", "government", e.government(l), "plan", e.planTitle(l), "day", e.a.AsOf, "rules", e.a.Rules)
	if page := e.o.Page.In(l.Lang()); page != "" {
		s += " " + page
	}
	return s
}

// government names whose plan it is.
func (e *Export) government(l *locale.Locale) string {
	j := e.a.Record.Jurisdiction
	if s := l.Text(j.Name); s != "" {
		return s
	}
	return j.Code
}

// writeReadme writes what a person who opens the package reads first, in English
// and then in French.
func (e *Export) writeReadme(w io.Writer) error {
	var b strings.Builder
	for i, lang := range tracker.Langs {
		l := locale.For(lang)
		pair := func(label, text string) {
			fmt.Fprintf(&b, "- %s\n", l.T("opendata.readme.pair", "label", label, "text", text))
		}
		if i > 0 {
			b.WriteString("\n---\n\n")
		}
		fmt.Fprintf(&b, "# %s\n\n%s\n\n", Markdown(e.title(l)), e.description(l))
		for _, line := range e.about(l)[2:] {
			pair("**"+line.label+"**", Markdown(line.text))
		}
		fmt.Fprintf(&b, "\n## %s\n\n", l.T("opendata.readme.files"))
		for i := range e.Tables {
			pair("`"+e.Tables[i].Name+".csv`", e.Tables[i].Title(l))
		}
		for _, name := range append(e.documents(), "datapackage") {
			pair("`"+name+".json`", l.T("opendata.readme."+name))
		}
		pair("`SHA256SUMS`", l.T("opendata.readme.sums"))
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", l.T("opendata.readme.reading"), l.T("opendata.readme.reading_text"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Markdown keeps a text of the record from being read as Markdown or HTML.
func Markdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "|", `\|`, "\n", " ").Replace(s)
}
