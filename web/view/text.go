package view

import (
	"bytes"
	"html"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Text is a short text of the record as a page shows it. Where the page's
// language is missing, it is the other language's, marked as such for those who
// see it (Mark) and for those who hear it (Lang).
type Text struct {
	Text string
	Lang tracker.Lang // set only where it is not the page's
	Mark string       // "in French only"
}

// IsZero reports whether there is nothing to show.
func (t Text) IsZero() bool { return t.Text == "" }

// textOf returns a text of the record for a page in l.
func textOf(l *locale.Locale, t tracker.Text) Text {
	if s := clean(l.Text(t)); s != "" {
		return Text{Text: s}
	}
	other := locale.For(l.Lang().Other())
	s := clean(other.Text(t))
	if s == "" {
		return Text{}
	}
	mark := l.T("web.only_in.en")
	if other.Lang() == tracker.FR {
		mark = l.T("web.only_in.fr")
	}
	return Text{Text: s, Lang: other.Lang(), Mark: mark}
}

// clean takes out of a text what cannot be seen and could harm what stands
// around it: control characters, and marks that turn the direction of reading.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r == utf8.RuneError:
			return -1
		}
		return r
	}, s))
}

// plain returns a text for places that hold no markup, as a title in the
// browser's tab: the mark then follows in brackets.
func (t Text) plain() string {
	if t.Mark == "" {
		return t.Text
	}
	return t.Text + " (" + t.Mark + ")"
}

// Prose is a longer text of the record: paragraphs, bullets and links.
type Prose struct {
	HTML template.HTML
	Lang tracker.Lang // set only where it is not the page's
	Mark string
}

// IsZero reports whether there is nothing to show.
func (p Prose) IsZero() bool { return p.HTML == "" }

// proseOf returns a text of the record, written in Markdown, for a page in l.
func proseOf(l *locale.Locale, t tracker.Text) Prose {
	text := textOf(l, t)
	return Prose{HTML: markdown(text.Text), Lang: text.Lang, Mark: text.Mark}
}

// progressOf returns what an update says of progress. Departments write NIL for
// none, which a reader need not know.
func progressOf(l *locale.Locale, t tracker.Text) Prose {
	switch word := strings.ToUpper(strings.Trim(strings.TrimSpace(t.In(l.Lang())), ".")); word {
	case "NIL", "NUL", "NÉANT":
		return Prose{HTML: markdown(l.T("web.no_progress", "word", word))}
	}
	return proseOf(l, t)
}

// excerptOf is the beginning of a text as one plain line of at most so many
// characters.
func excerptOf(l *locale.Locale, t tracker.Text, most int) Text {
	text := textOf(l, t)
	text.Text = shorten(plainLine(text.Text), most)
	return text
}

var (
	// Of Markdown, only paragraphs, lists, links and emphasis are read. Everything
	// else, markup too, is what it looks like: text.
	toHTML = goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewLinkParser(), 200),
				util.Prioritized(parser.NewEmphasisParser(), 500),
			),
		)),
		goldmark.WithExtensions(extension.Linkify),
	)
	// prosePolicy lets paragraphs, lists, emphasis and links through, and nothing
	// else. A link of the record leads away from the site, and no search engine
	// need follow it.
	prosePolicy = func() *bluemonday.Policy {
		p := bluemonday.NewPolicy()
		p.AllowElements("p", "ul", "ol", "li", "em", "strong", "br")
		p.AllowAttrs("href").OnElements("a")
		p.AllowURLSchemes("http", "https", "mailto")
		p.RequireNoFollowOnLinks(true)
		p.RequireNoReferrerOnLinks(true)
		return p
	}()
	noMarkup = bluemonday.StrictPolicy()
)

// markdown turns a text of the record into safe HTML. It is the only way by
// which such a text becomes markup.
func markdown(s string) template.HTML {
	if s == "" {
		return ""
	}
	var b bytes.Buffer
	if err := toHTML.Convert([]byte(s), &b); err != nil {
		return template.HTML("<p>" + html.EscapeString(s) + "</p>") // escaped
	}
	return template.HTML(prosePolicy.SanitizeBytes(b.Bytes())) // sanitized
}

// plainLine returns what a Markdown text says, on one line and without markup.
func plainLine(s string) string {
	if strings.ContainsAny(s, "*_[<`#>&\n") {
		s = blockEnds.Replace(string(markdown(s)))
		s = html.UnescapeString(noMarkup.Sanitize(s))
	}
	// No-break spaces stay.
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }), " ")
}

// blockEnds sets the words of two paragraphs apart.
var blockEnds = strings.NewReplacer("</p>", " </p>", "</li>", " </li>", "<br", " <br")

// shorten cuts a line after at most so many characters, between words where
// there is a space to cut at.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := []rune(s)[:most-1]
	cut := string(runes)
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.-") + "…"
}
