// Package html sets a composed document as one accessible HTML page: the
// original of which the PDF is a print.
//
// The page needs no script, carries no style attribute and asks for nothing but
// the style sheet its caller names, so the strictest content security policy
// holds. Text is escaped by html/template and nothing else; the only markup taken
// as it is comes from reports/svg. The package composes no sentence and computes
// no figure.
package html

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
	"ogptracker/tracker/locale"
)

// Stylesheet is the page's style sheet. A site serves it from an address of its
// own; a stand-alone file carries it inside, see [Options.Stylesheet].
//
//go:embed report.css
var Stylesheet []byte

//go:embed *.tmpl
var sources embed.FS

// Options are what differs from one place of publication to another.
type Options struct {
	// Stylesheet is the address of [Stylesheet]. Blank sets the style sheet into
	// the page, which then stands alone.
	Stylesheet string
	// Links lead from the page to its neighbours: back to the plan, the same
	// report as PDF. They are left out of print.
	Links []Link
	// Alternate is the same report in the other language; no link where its
	// address is blank.
	Alternate Link
}

// Link is a named address.
type Link struct {
	Text string
	Href string
	Type string // media type of what it leads to, "application/pdf"; blank for a page
}

// Write writes the document as one page. r draws the figures; a nil r leaves the
// drawings out and opens their tables instead. Nothing is written when an error
// is returned before the page is whole.
//
// The same document and options give the same bytes.
func Write(w io.Writer, d *document.Document, r *svg.Renderer, o Options) error {
	return WriteContext(context.Background(), w, d, r, o)
}

// WriteContext is [Write] for a caller that may give up: drawing stops with ctx.
func WriteContext(ctx context.Context, w io.Writer, d *document.Document, r *svg.Renderer, o Options) error {
	s := &setter{ctx: ctx, doc: d, l: locale.For(d.Lang), renderer: r}
	var err error
	if s.templates, err = parsed.Clone(); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	s.templates.Funcs(s.funcs())
	var page bytes.Buffer
	if err := s.templates.ExecuteTemplate(&page, "page", s.page(o)); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	_, err = w.Write(page.Bytes())
	return err
}

// parsed holds the templates. Their functions belong to one page, so each page
// clones them and brings its own.
var parsed = template.Must(template.New("report").Funcs((&setter{}).funcs()).ParseFS(sources, "*.tmpl"))

// setter sets one page.
type setter struct {
	ctx       context.Context
	doc       *document.Document
	l         *locale.Locale
	renderer  *svg.Renderer
	templates *template.Template
}

func (s *setter) funcs() template.FuncMap {
	return template.FuncMap{
		"t":          func(key string, args ...any) string { return s.l.T(key, args...) },
		"setSection": s.section,
		"setBlock":   s.block,
		"next":       func(level int) int { return min(level+1, deepest) },
		"href":       safeAddress,
		"sign":       signID,
		"numeric":    func(columns []bool, i int) bool { return i < len(columns) && columns[i] },
		"barMarks":   barOf,
		"lineMarks":  s.lineOf,
		"rangeMarks": rangeOf,
		"fillWidth":  fillOf,
		"levelParts": levelParts,
		"count":      func(n int) string { return s.l.Int(n) },
	}
}

// page is what the outermost template shows.
type page struct {
	*document.Document
	Options
	CSS template.CSS // the style sheet of a page that stands alone
	TOC []document.Section
}

func (s *setter) page(o Options) page {
	p := page{Document: s.doc, Options: o, TOC: listed(s.doc.Sections)}
	if o.Stylesheet == "" {
		p.CSS = template.CSS(Stylesheet) // embedded: ours, not a reader's
	}
	return p
}

// listed returns the sections that the table of contents lists, and of those
// their parts.
func listed(sections []document.Section) []document.Section {
	var out []document.Section
	for _, sec := range sections {
		if sec.NoTOC {
			continue
		}
		sec.Sections = listed(sec.Sections)
		out = append(out, sec)
	}
	return out
}

// part is a section at its depth.
type part struct {
	document.Section
	Level int // of its heading: 2 for a chapter
}

// section sets a section and its parts. Headings go down to h5; what lies deeper
// stays there.
func (s *setter) section(sec document.Section, level int) (template.HTML, error) {
	return s.execute("section", part{sec, level})
}

// block sets one block of a section whose heading is at level.
func (s *setter) block(b document.Block, level int) (template.HTML, error) {
	switch b := b.(type) {
	case document.Paragraph:
		return s.execute("paragraph", b)
	case document.List:
		return s.execute("list", b)
	case document.Facts:
		return s.execute("facts", b.Rows)
	case document.KeyFigures:
		return s.execute("key-figures", b)
	case document.Levels:
		return s.execute("levels", b)
	case document.Status:
		return s.execute("status", b)
	case document.Heading:
		return s.execute("heading", heading{b.Text, min(level+1, deepest)})
	case document.Note:
		return s.execute("note", b)
	case document.Figure:
		return s.figure(b)
	case document.Table:
		return s.execute("table", tableOf(b))
	}
	return "", fmt.Errorf("no way to set a %T", b)
}

// deepest is the lowest level of heading.
const deepest = 5

// heading is a heading at its level.
type heading struct {
	Text  string
	Level int
}

// execute runs one template. What it returns went through html/template and may
// stand in another one as it is.
func (s *setter) execute(name string, data any) (template.HTML, error) {
	var buf bytes.Buffer
	err := s.templates.ExecuteTemplate(&buf, name, data)
	return template.HTML(buf.String()), err
}
