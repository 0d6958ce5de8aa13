package pdf

import "ogptracker/tracker"

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

// limit keeps n lines, where the passage was fitted to a measure, and marks the
// cut. It is for titles and labels, which stand whole on one page.
func (p *passage) limit(n int, measure float64) *passage {
	if len(p.lines) > n {
		p.lines = append(p.lines[:n-1], p.cut(p.lines[n-1].first, measure))
	}
	return p
}

// truncate makes the passage one line of at most some width and returns how wide
// it came out.
func (p *passage) truncate(width float64) float64 {
	p.split(width)
	p.lines = nil
	if len(p.words) > 0 {
		p.lines = []line{newLine(p.words, 0, len(p.words), false)}
		if p.lines[0].width > width+fits {
			p.lines[0] = p.cut(0, width)
		}
	}
	return p.width()
}

// cut makes one line of the words from first on that fit the measure before an
// ellipsis.
func (p *passage) cut(first int, measure float64) line {
	dots := widthOf(ellipsis, p.style)
	l := line{first, first + 1, p.words[first].width}
	for l.last < len(p.words) {
		more := p.words[l.last-1].space + p.words[l.last].width
		if l.width+more+dots > measure {
			break
		}
		l.width += more
		l.last++
	}
	w := &p.words[l.last-1]
	end := &p.fragments[w.last-1]
	end.text += ellipsis
	end.width += dots
	w.width += dots
	w.space, w.hyphen, w.stop = 0, 0, false
	l.width += dots
	return l
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
