package svg

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// element is one element of a picture. Text is what stands directly inside it.
type element struct {
	name     string
	attrs    []attr
	children []*element
	text     string
}

type attr struct{ name, value string }

// Limits on what is parsed; the largest chart stays below a tenth of them.
const (
	maxBytes = 8 << 20
	maxDepth = 64
)

var errTooLarge = errors.New("svg: picture too large or nested too deeply")

// parse reads a picture. It understands XML without entities or document types,
// forgets namespaces ("xlink:href" is "href"), and turns style attributes into
// the attributes that say the same.
func parse(b []byte) (*element, error) {
	if len(b) > maxBytes {
		return nil, errTooLarge
	}
	d := xml.NewDecoder(strings.NewReader(string(b)))
	var open []*element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("svg: no picture")
		}
		if err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) == maxDepth {
				return nil, errTooLarge
			}
			e := &element{name: t.Name.Local}
			for _, a := range t.Attr {
				if a.Name.Local == "style" && a.Name.Space == "" {
					e.setStyle(a.Value)
					continue
				}
				e.set(a.Name.Local, a.Value)
			}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			}
			open = append(open, e)
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(t)
			}
		case xml.EndElement:
			if len(open) == 1 {
				if open[0].name != "svg" {
					return nil, fmt.Errorf("svg: the outermost element is %q", open[0].name)
				}
				return open[0], nil
			}
			open = open[:len(open)-1]
		}
	}
}

// get returns an attribute's value, "" when there is none.
func (e *element) get(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// set gives an attribute its value, unless a style declaration, which counts
// more, has already given it one.
func (e *element) set(name, value string) {
	for _, a := range e.attrs {
		if a.name == name {
			return
		}
	}
	e.attrs = append(e.attrs, attr{name, value})
}

// setStyle turns the declarations of a style attribute into attributes.
func (e *element) setStyle(style string) {
	for declaration := range strings.SplitSeq(style, ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok {
			name = strings.TrimSpace(name)
			e.attrs = slices.DeleteFunc(e.attrs, func(a attr) bool { return a.name == name })
			e.attrs = append(e.attrs, attr{name, strings.TrimSpace(value)})
		}
	}
}

// walk calls f for the element and everything in it, parents first.
func (e *element) walk(f func(*element)) {
	f(e)
	for _, c := range e.children {
		c.walk(f)
	}
}

// write appends the element as XML. Escaping everything that could end a text
// or a quoted value also keeps it harmless inside an HTML page.
func (e *element) write(b *strings.Builder) {
	b.WriteByte('<')
	b.WriteString(e.name)
	for _, a := range e.attrs {
		b.WriteByte(' ')
		b.WriteString(a.name)
		b.WriteString(`="`)
		escaper.WriteString(b, a.value)
		b.WriteByte('"')
	}
	if len(e.children) == 0 && e.text == "" {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	escaper.WriteString(b, e.text)
	for _, c := range e.children {
		c.write(b)
	}
	b.WriteString("</")
	b.WriteString(e.name)
	b.WriteByte('>')
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// legal drops what XML cannot hold, however it is escaped, and mends what is not
// UTF-8.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
