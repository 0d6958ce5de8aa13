package pdf

import (
	"strings"
	"unicode/utf8"

	"ogptracker/reports/document"
)

const softHyphen = "\u00ad"

// passage splits inline text into words. A line may end at U+0020 and at soft
// hyphens only: no-break spaces hold, as French punctuation and figures need.
func (f *flow) passage(in document.Inline, st style) *passage {
	s := splitter{p: &passage{style: st}}
	for _, span := range in {
		m := manner{style: spanStyle(span, st), link: f.target(span.Link)}
		if span.Lang != "" && span.Lang != f.doc.Lang {
			m.lang = span.Lang
			if span.Style == document.Plain {
				m.style = m.style.italic()
			}
		}
		if m.link != "" {
			m.style.color = linked
		}
		s.span(f.clean.text(span.Text), m, span.Style == document.Late)
	}
	s.close(0, 0)
	return s.p
}

// plain is [flow.passage] for text in one style.
func (f *flow) plain(text string, st style) *passage {
	return f.passage(document.Plainly(text), st)
}

// spanStyle returns the style of a span inside text of style st.
func spanStyle(s document.Span, st style) style {
	switch s.Style {
	case document.Strong:
		return st.strong()
	case document.Quiet:
		return st.in(grey)
	case document.Code:
		return st.mono()
	case document.Late:
		return st.strong().in(late)
	}
	return st
}

// splitter builds a passage's words.
type splitter struct {
	p     *passage
	first int // of the open word's fragments
}

func (s *splitter) span(text string, m manner, late bool) {
	for len(text) > 0 {
		i := strings.IndexAny(text, " \n"+softHyphen)
		if i < 0 {
			s.add(text, m, late)
			return
		}
		if i > 0 {
			s.add(text[:i], m, late)
			late = false
		}
		at, size := utf8.DecodeRuneInString(text[i:])
		switch at {
		case ' ':
			s.close(widthOf(" ", m.style), 0)
		case '\n':
			s.close(0, 0)
			if n := len(s.p.words); n > 0 {
				s.p.words[n-1].stop = true
			}
		default:
			s.close(0, widthOf(softHyphen, m.style))
		}
		text = text[i+size:]
	}
}

// add appends text to the open word.
func (s *splitter) add(text string, m manner, late bool) {
	fs := s.p.fragments
	if n := len(fs); n > s.first && fs[n-1].manner == m && !late {
		f := &fs[n-1]
		f.width += widthOf(f.text+text, m.style) - widthOf(f.text, m.style)
		f.text += text
		return
	}
	f := fragment{text: text, manner: m, late: late, width: widthOf(text, m.style)}
	if late {
		f.width += triangleWidth(m.style)
	}
	s.p.fragments = append(s.p.fragments, f)
}

// close ends the open word, if there is one.
func (s *splitter) close(space, hyphen float64) {
	n := len(s.p.fragments)
	if n == s.first {
		if k := len(s.p.words); k > 0 && space > 0 && !s.p.words[k-1].stop {
			s.p.words[k-1].space = space
			s.p.words[k-1].hyphen = 0
		}
		return
	}
	w := word{first: s.first, last: n, space: space, hyphen: hyphen}
	for _, f := range s.p.fragments[w.first:w.last] {
		w.width += f.width
	}
	s.p.words = append(s.p.words, w)
	s.first = n
}
