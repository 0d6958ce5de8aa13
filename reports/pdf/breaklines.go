package pdf

import "math"

// fits is how far a line may exceed its measure: less than can be seen, more than
// sums of widths are off by.
const fits = 0.01

// What counts against a way to break a paragraph, on top of the squared slack of
// its lines.
const (
	costLine   = 0.012 // a line more
	costHyphen = 0.02
	costStub   = 0.5  // a last line of next to nothing
	costWide   = 50   // a word that does not fit
	stub       = 0.22 // a last line shorter than this part of the measure
)

// breakLines cuts words into lines so that the slack, squared and summed over
// each paragraph, is least; so one line's gain is not the next line's gap. The
// last line is free unless balance asks for lines of equal width.
func breakLines(words []word, measure float64, balance bool) []line {
	var lines []line
	for first := 0; first < len(words); {
		last := first
		for last < len(words)-1 && !words[last].stop {
			last++
		}
		lines = breakParagraph(lines, words, first, last+1, measure, balance)
		first = last + 1
	}
	return lines
}

// breakParagraph breaks words[first:last], which hold no forced break inside, and
// appends the lines.
func breakParagraph(lines []line, words []word, first, last int, measure float64, balance bool) []line {
	n := last - first
	type choice struct {
		cost float64
		from int
	}
	best := make([]choice, n+1)
	for j := 1; j <= n; j++ {
		best[j].cost = math.Inf(1)
		end := words[first+j-1]
		width := 0.0
		for i := j - 1; i >= 0; i-- {
			w := words[first+i]
			width += w.width
			if i < j-1 {
				width += w.space
			}
			shown := width + end.hyphen
			if j == n {
				shown = width
			}
			if shown > measure+fits && i < j-1 {
				break
			}
			if c := best[i].cost + lineCost(shown, measure, end.hyphen > 0, i == 0, j == n && !balance); c < best[j].cost {
				best[j] = choice{c, i}
			}
		}
	}
	at := len(lines)
	for j := n; j > 0; j = best[j].from {
		lines = append(lines, newLine(words, first+best[j].from, first+j, j < n))
	}
	for a, b := at, len(lines)-1; a < b; a, b = a+1, b-1 {
		lines[a], lines[b] = lines[b], lines[a]
	}
	return lines
}

// lineCost is what a line of some width counts. The last line of several is free,
// but must not be a stub.
func lineCost(width, measure float64, hyphen, only, free bool) float64 {
	cost := costLine
	switch {
	case width > measure+fits:
		cost += costWide
	case !free:
		slack := (measure - width) / measure
		cost += slack * slack
		if hyphen {
			cost += costHyphen
		}
	case !only && width < stub*measure:
		cost += costStub * (1 - width/(stub*measure))
	}
	return cost
}

// newLine returns the line of words[first:last]; broken says that a hyphen at its
// end shows.
func newLine(words []word, first, last int, broken bool) line {
	l := line{first: first, last: last}
	for k := first; k < last; k++ {
		l.width += words[k].width
		if k < last-1 {
			l.width += words[k].space
		} else if broken {
			l.width += words[k].hyphen
		}
	}
	return l
}
