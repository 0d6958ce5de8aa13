package pdf

import (
	"strings"
	"unicode/utf8"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// passage is text on its way to the page: first split into words, then broken
// into lines for a measure.
type passage struct {
	style     style
	fragments []fragment
	words     []word
	lines     []line
}

// fragment is text set in one way, with no break inside.
type fragment struct {
	text string
	manner
	late  bool // a triangle stands before it
	width float64
}

// manner is how text is set and what it is tied to.
type manner struct {
	style style
	link  string       // an address or "#" and an anchor
	lang  tracker.Lang // where it is not the document's
}

// word is what stands between two places where a line may end.
type word struct {
	first, last int     // its fragments, last excluded
	width       float64 // of the fragments
	space       float64 // of the space that follows on the same line
	hyphen      float64 // of the hyphen that shows when a line ends here
	stop        bool    // a line ends here in any case
}

// line is a run of words.
type line struct {
	first, last int // last excluded
	width       float64
}

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
	s.p.fragments = append(fs, f)
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

// fit breaks the passage into lines no wider than the measure.
func (p *passage) fit(measure float64) *passage {
	p.split(measure)
	p.lines = breakLines(p.words, measure, false)
	return p
}

// balance breaks the passage into as few lines as the measure allows, of about
// equal width, as headings want.
func (p *passage) balance(measure float64) *passage {
	p.fit(measure)
	if balanced := breakLines(p.words, measure, true); len(balanced) == len(p.lines) {
		p.lines = balanced
	}
	return p
}

// truncate makes the passage one line of at most some width, with an ellipsis
// where words had to go, and returns how wide it came out.
func (p *passage) truncate(width float64) float64 {
	if len(p.words) == 0 {
		return 0
	}
	if p.fit(width); len(p.lines) > 1 {
		dots := widthOf(ellipsis, p.style)
		kept := 1
		for w := p.words[0].width; kept < len(p.words); kept++ {
			w += p.words[kept-1].space + p.words[kept].width
			if w+dots > width {
				break
			}
		}
		p.words = p.words[:kept]
		end := &p.words[kept-1]
		p.fragments = append(p.fragments[:end.last:end.last], fragment{
			text: ellipsis, manner: p.fragments[end.last-1].manner, width: dots,
		})
		end.last++
		end.width += dots
		p.lines = []line{newLine(p.words, 0, kept, false)}
	}
	return p.lines[0].width
}

const ellipsis = "…"

// height returns the height of all lines.
func (p *passage) height() float64 { return float64(len(p.lines)) * p.style.leading }

// width returns the width of the widest line.
func (p *passage) width() float64 {
	w := 0.0
	for _, l := range p.lines {
		w = max(w, l.width)
	}
	return w
}

// longest returns the width of the longest word, as wide as a column should be
// at least; words that can be cut at a sign count by their longest part.
func (p *passage) longest() float64 {
	w := 0.0
	for _, word := range p.words {
		if word.last-word.first > 1 {
			w = max(w, word.width)
			continue
		}
		f := p.fragments[word.first]
		lead := f.width - widthOf(f.text, f.style)
		for _, part := range cutAtSigns(f.text) {
			w = max(w, lead+widthOf(part, f.style)+word.hyphen)
			lead = 0
		}
	}
	return w
}

// natural returns the width of the passage on one line.
func (p *passage) natural() float64 {
	w := 0.0
	for i, word := range p.words {
		w += word.width
		if i+1 < len(p.words) {
			w += word.space
		}
	}
	return w
}

// split cuts words wider than the measure: after the signs of addresses, paths
// and hashes, and where that is not enough between letters.
func (p *passage) split(measure float64) {
	tooWide := func(w word) bool { return w.width > measure+fits }
	fine := true
	for _, w := range p.words {
		fine = fine && !tooWide(w)
	}
	if fine {
		return
	}
	var s splitter
	s.p = &passage{style: p.style}
	for _, w := range p.words {
		cut := tooWide(w)
		for _, f := range p.fragments[w.first:w.last] {
			if !cut {
				s.p.fragments = append(s.p.fragments, f)
				continue
			}
			late := f.late
			for _, part := range cutAtSigns(f.text) {
				for part != "" {
					head := cutToWidth(part, f.style, measure)
					s.p.fragments = append(s.p.fragments, fragment{text: head, manner: f.manner, late: late, width: widthOf(head, f.style)})
					if late {
						s.p.fragments[len(s.p.fragments)-1].width += triangleWidth(f.style)
						late = false
					}
					part = part[len(head):]
					s.close(0, 0)
				}
			}
		}
		s.close(0, 0)
		end := &s.p.words[len(s.p.words)-1]
		end.space, end.hyphen, end.stop = w.space, w.hyphen, w.stop
	}
	p.fragments, p.words = s.p.fragments, s.p.words
}

// cutAtSigns cuts s after each sign that a long token may break at, but not
// within its first characters, nor between two slashes.
func cutAtSigns(s string) []string {
	if !strings.ContainsAny(s, "/-_.=&") {
		return []string{s}
	}
	var parts []string
	begin := 0
	for i := 0; i+1 < len(s); i++ {
		if strings.IndexByte("/-_.=&", s[i]) >= 0 && i > begin+2 && s[i+1] != '/' {
			parts = append(parts, s[begin:i+1])
			begin = i + 1
		}
	}
	return append(parts, s[begin:])
}

// cutToWidth returns the longest beginning of s that fits the width, and at least
// one rune of it.
func cutToWidth(s string, st style, width float64) string {
	if widthOf(s, st) <= width {
		return s
	}
	w := 0.0
	for i, r := range s {
		// Kerning is left out here: what is cut may be a little short of the width.
		_, advance := st.face.resolve(r)
		w += float64(max(advance, 0)) * st.size / 1000
		if i > 0 && w > width {
			return s[:i]
		}
	}
	return s
}

// run is a piece of a line set in one call.
type run struct {
	fragment
	x float64 // from the line's left end
}

// runs hands out the runs of line i, neighbours in the same manner joined. A line
// that goes on ends with its space or hyphen, so that who copies or hears the
// text gets whole words.
func (p *passage) runs(i int, yield func(run)) {
	l := p.lines[i]
	var open run
	x, any := 0.0, false
	for k := l.first; k < l.last; k++ {
		w := p.words[k]
		for _, f := range p.fragments[w.first:w.last] {
			if any && open.manner == f.manner && !f.late {
				open.text += f.text
				open.width += f.width
			} else {
				if any {
					yield(open)
				}
				open, any = run{f, x}, true
			}
			x += f.width
		}
		end := k == l.last-1
		switch {
		case !any:
		case end && w.hyphen > 0 && i+1 < len(p.lines):
			open.text += softHyphen
			open.width += w.hyphen
		case (w.space > 0 || w.stop) && (!end || i+1 < len(p.lines)):
			// The space belongs to the run before it; a link's underline leaves it out
			// where the link ends.
			open.text += " "
			if !end {
				open.width += w.space
				x += w.space
			}
		}
	}
	if any {
		yield(open)
	}
}
