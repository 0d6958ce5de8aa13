package pdf

import (
	"strings"
	"unicode/utf8"
)

// split cuts words wider than the measure: after the signs of addresses, paths
// and hashes, and where that is not enough between letters.
func (p *passage) split(measure float64) {
	// A line that ends in the word ends in its hyphen too.
	tooWide := func(w word) bool { return w.width+w.hyphen > measure+fits }
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
					head := cutToWidth(part, f.style, measure-w.hyphen)
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
	end, w := len(s), 0.0
	for i, r := range s {
		_, advance := st.face.resolve(r)
		w += float64(max(advance, 0)) * st.size / 1000
		if i > 0 && w > width {
			end = i
			break
		}
	}
	// Kerning was left out so far: it mostly narrows, which leaves the piece a
	// little short, but where it widens, the piece gives letters back.
	for widthOf(s[:end], st) > width {
		_, size := utf8.DecodeLastRuneInString(s[:end])
		if size == end {
			break
		}
		end -= size
	}
	return s[:end]
}
