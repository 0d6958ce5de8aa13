package compose

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// text says a text of the record in the report's language. Where it exists only
// in the other one, it says that one, marked as such; it is nil where the text is
// blank in both.
func (c *author) text(t tracker.Text) document.Inline {
	lang := c.l.Lang()
	if own := clean(t.In(lang)); own != "" {
		return linked(c.l, own)
	}
	if other := clean(t.In(lang.Other())); other != "" {
		out := linked(c.other, other)
		for i := range out {
			out[i].Lang = lang.Other()
		}
		return append(out, document.Span{Text: " " + c.l.T("report.only_in_other"), Style: document.Quiet})
	}
	return nil
}

// markdownSpan is a link, or what stands out, as Markdown writes it.
var markdownSpan = regexp.MustCompile(`\[([^\[\]]+)\]\((https?://[^\s()]+)\)|\*\*([^*\s][^*]*)\*\*`)

// linked sets a text, with the links and the emphasis that it holds in Markdown. The rest
// of Markdown reads well as it is.
func linked(l *locale.Locale, s string) document.Inline {
	var out document.Inline
	for {
		at := markdownSpan.FindStringSubmatchIndex(s)
		if at == nil {
			break
		}
		if at[0] > 0 {
			out = append(out, document.Span{Text: l.Typeset(s[:at[0]])})
		}
		if at[2] >= 0 {
			out = append(out, document.Span{Text: l.Typeset(s[at[2]:at[3]]), Link: s[at[4]:at[5]]})
		} else {
			out = append(out, document.Span{Text: l.Typeset(s[at[6]:at[7]]), Style: document.Strong})
		}
		s = s[at[1]:]
	}
	if s != "" {
		out = append(out, document.Span{Text: l.Typeset(s)})
	}
	return out
}

// orBlank is [author.text], with "not recorded" for a text that is blank.
func (c *author) orBlank(t tracker.Text) document.Inline {
	return orElse(c.text(t), c.blank())
}

// blank says that something is not recorded.
func (c *author) blank() document.Inline { return c.quiet("report.blank") }

// paragraphs is [author.orBlank] for a text of several paragraphs: one a line.
func (c *author) paragraphs(t tracker.Text) []document.Inline {
	var out []document.Inline
	lang := c.l.Lang()
	if t.In(lang) == "" || clean(t.In(lang)) == "" {
		lang = lang.Other()
	}
	for _, line := range strings.Split(t.In(lang), "\n") {
		line = clean(line)
		if item, ok := strings.CutPrefix(line, "- "); ok {
			line = "• " + item
		}
		if line != "" {
			out = append(out, c.text(tracker.Text{}.With(lang, line)))
		}
	}
	if out == nil {
		return []document.Inline{c.blank()}
	}
	return out
}

// titled returns a text as a title: its words, and its spans where part of it is
// in the other language.
func titled(text document.Inline) (string, document.Inline) {
	for _, span := range text {
		if span.Lang != "" {
			return plain(text), text
		}
	}
	return plain(text), nil
}

// name is a text that names something, "Untitled" where it is blank.
func (c *author) name(t tracker.Text) document.Inline {
	return orElse(c.text(t), document.Plainly(c.l.T("report.untitled")))
}

// words is [author.name] where no language can be marked beside the text
// itself.
func (c *author) words(t tracker.Text) string { return plain(c.name(t)) }

// organization names an organization.
func (c *composer) organization(code string) document.Inline {
	return orElse(c.text(c.r.Organization(code).Name), document.Plainly(clean(code)))
}

// organizations names several, set apart by semicolons; nil for none.
func (c *composer) organizations(codes []string) document.Inline {
	names := make([]document.Inline, len(codes))
	for i, code := range codes {
		names[i] = c.organization(code)
	}
	return join(names, c.separator())
}

// separator stands between the items of an enumeration.
func (c *author) separator() string { return c.l.T("report.separator") }

// leads names who leads an item: itself, or the commitment it belongs to.
func (c *composer) leads(leaf tracker.Leaf) document.Inline {
	codes := leaf.Leads
	if len(codes) == 0 && leaf.Commitment != nil {
		codes = leaf.Commitment.Leads
	}
	return orElse(c.organizations(codes), c.blank())
}

// leadCell names who leads an item, and below whom the public can ask.
func (c *composer) leadCell(leaf tracker.Leaf) document.Cell {
	cell := document.Cell{Text: c.leads(leaf)}
	if leaf.Commitment != nil {
		contact := leaf.Commitment.Contact
		contact.Organization = "" // it stands above
		if ask := c.contact(contact); plain(ask) != plain(c.blank()) {
			cell.Sub = append(cell.Sub, ask)
		}
	}
	return cell
}

// itemLink names an item by code and title and links to where the report shows
// it.
func (c *composer) itemLink(item tracker.Item) document.Inline {
	out := document.Inline{{Text: clean(item.Code), Style: document.Quiet}, {Text: " "}}
	link := c.anchors.of(item.Code)
	for i, span := range orElse(c.text(item.Title), c.quiet("report.untitled")) {
		if i == 0 && link != "" {
			span.Link = "#" + link
		}
		out = append(out, span)
	}
	return out
}

// list joins codes as a sentence does, and says how many more there are where
// they are too many to list.
func (c *author) list(codes []string, most int) string {
	shown := make([]string, 0, len(codes))
	for _, code := range codes {
		shown = append(shown, clean(code))
	}
	if len(shown) > most {
		rest := len(shown) - most
		shown = append(shown[:most:most], c.l.N("report.more", rest))
	}
	return c.l.List(shown)
}

// join sets texts one after another with a separator between them; nil for none.
func join(texts []document.Inline, separator string) document.Inline {
	var out document.Inline
	for _, t := range texts {
		if len(t) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, document.Span{Text: separator})
		}
		out = append(out, t...)
	}
	return out
}

// around sets a message around a text of the record, which stands at {{.text}} and
// keeps its language.
func (c *author) around(text document.Inline, key string, args ...any) document.Inline {
	const here = "\x00"
	before, after, _ := strings.Cut(c.l.T(key, append(args, "text", here)...), here)
	out := append(document.Inline{{Text: before}}, text...)
	if after != "" {
		out = append(out, document.Span{Text: after})
	}
	return out
}

// sentences sets messages one after another with a space between them.
func sentences(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// orElse returns a text, or another one where the first says nothing.
func orElse(text, other document.Inline) document.Inline {
	if plain(text) == "" {
		return other
	}
	return text
}

// plain returns the words of a text alone.
func plain(text document.Inline) string {
	var b strings.Builder
	for _, span := range text {
		b.WriteString(span.Text)
	}
	return b.String()
}

// late is how late something is, set so that nobody misses it.
func late(s string) document.Inline { return document.Inline{{Text: s, Style: document.Late}} }

// address links to an address of the web; anything else is shown as it is and
// leads nowhere.
func address(url string) document.Span {
	span := document.Span{Text: clean(url)}
	if lower := strings.ToLower(span.Text); strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://") {
		span.Link = span.Text
		_, span.Text, _ = strings.Cut(span.Text, "://")
	}
	return span
}

// clean returns a text of the record fit to be set: on one line, without control
// characters, and without the marks that turn the direction of what follows.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\uFEFF':
			return -1
		}
		return r
	}, s)
	return strings.Trim(s, " ")
}

// anchors names the places of a report that items are shown at. Codes are
// opaque, so the names are made from them and kept unique.
type anchors struct{ byCode map[string]string }

func newAnchors(p *tracker.Plan) anchors {
	a := anchors{make(map[string]string)}
	taken := make(map[string]bool)
	name := func(prefix, code string) {
		id := prefix + slug(code)
		for n := 2; taken[id]; n++ {
			id = prefix + slug(code) + "-" + strconv.Itoa(n)
		}
		taken[id] = true
		if _, twice := a.byCode[code]; !twice {
			a.byCode[code] = id
		}
	}
	for i := range p.Commitments {
		commitment := &p.Commitments[i]
		name("c-", commitment.Code)
		for j := range commitment.Milestones {
			milestone := &commitment.Milestones[j]
			name("i-", milestone.Code)
			for k := range milestone.Indicators {
				name("i-", milestone.Indicators[k].Code)
			}
		}
	}
	return a
}

// of returns the place that shows an item, "" when there is none.
func (a anchors) of(code string) string { return a.byCode[code] }

// slug returns a code as part of an anchor: letters, digits, dots and hyphens.
func slug(code string) string {
	const most = 64
	var b strings.Builder
	for _, r := range code {
		switch {
		case b.Len() == most:
			return b.String()
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}
