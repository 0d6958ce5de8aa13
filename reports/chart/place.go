package chart

import (
	"math"

	"ogptracker/reports/typeface"
)

func (b box) grown(by float64) box {
	return box{b.left - by, b.top - by, b.right + by, b.bottom + by}
}

// overlap returns the area that two boxes share.
func (b box) overlap(o box) float64 {
	return max(0, min(b.right, o.right)-max(b.left, o.left)) * max(0, min(b.bottom, o.bottom)-max(b.top, o.top))
}

// crossed returns how much of a straight line lies in the box, in pixels.
func (b box) crossed(x1, y1, x2, y2 float64) float64 {
	from, to := 0.0, 1.0 // the part of the line still inside (Liang-Barsky)
	for _, edge := range [4][2]float64{{x1 - x2, x1 - b.left}, {x2 - x1, b.right - x1}, {y1 - y2, y1 - b.top}, {y2 - y1, b.bottom - y1}} {
		d, room := edge[0], edge[1]
		switch {
		case d == 0 && room < 0:
			return 0
		case d < 0:
			from = max(from, room/d)
		case d > 0:
			to = min(to, room/d)
		}
	}
	if from >= to {
		return 0
	}
	return (to - from) * math.Hypot(x2-x1, y2-y1)
}

// tag is a label that names a line directly, beside one of the line's points.
type tag struct {
	text  string
	bold  bool
	color string
	line  []point
	own   int // which of the lines given to placeTags it names, -1 for none
}

// obstacle is a line that labels keep off, the more the heavier it is.
type obstacle struct {
	line   []point
	weight float64 // of each pixel covered
}

// farther is what it costs a label to stand a step farther from its line.
const farther = 12

// placeTags sets each label beside its line where it covers least: other lines,
// labels already set, its own line, the edges of the data's area. The first
// labels choose first. Near the line's end is better than far from it.
func (p *plot) placeTags(lines []obstacle, tags []tag, taken []box) {
	size := p.size.text()
	for _, t := range tags {
		width := typeface.Width(typeface.Clean(t.text), size, t.bold)
		best, least := box{}, math.Inf(1)
		for i, anchor := range p.along(t.line) {
			for far, gap := range []float64{7, 16, 28, 44} { // farther off where all that is near is taken
				for j, b := range spots(anchor, width, size*1.15, gap*p.size.unit()) {
					cost := float64(i)*0.6 + float64(j)*3 + float64(far)*farther + p.cost(b, t.own, lines, taken)
					if cost < least {
						best, least = b, cost
					}
				}
			}
		}
		if math.IsInf(least, 1) {
			continue // there is no line
		}
		taken = append(taken, best)
		p.captions(caption{at: p.at(best.left, (best.top+best.bottom)/2), text: t.text, bold: t.bold, color: t.color, halo: true})
	}
}

// spots returns where a label may stand around a point, the best first: above to
// the left, below to the right, above, below, and the other two corners.
func spots(at point, width, height, gap float64) []box {
	place := func(x, y float64) box { return box{at.x + x, at.y + y, at.x + x + width, at.y + y + height} }
	left, middle, right, above, below := -gap-width, -width/2, gap, -gap-height, gap
	return []box{place(left, above), place(right, below), place(middle, above), place(middle, below), place(right, above), place(left, below)}
}

// cost says how much a label in a box would cover.
func (p *plot) cost(b box, own int, lines []obstacle, taken []box) float64 {
	area := box{p.frame.left, p.frame.top, p.width - p.frame.right, p.height - p.frame.bottom}
	cost := 4 * ((b.right-b.left)*(b.bottom-b.top) - b.overlap(area))
	for _, o := range taken {
		cost += 4 * b.grown(3).overlap(o)
	}
	for k, o := range lines {
		weight := o.weight
		if k == own {
			weight /= 2
		}
		for n := range len(o.line) - 1 {
			from, to := o.line[n], o.line[n+1]
			cost += weight * b.grown(2).crossed(p.px(from.x), p.py(from.y), p.px(to.x), p.py(to.y))
		}
	}
	return cost
}

// along returns places on a line in pixels, from its end backwards, about every
// twelve pixels.
func (p *plot) along(line []point) []point {
	var out []point
	for n := len(line) - 1; n > 0; n-- {
		a := point{p.px(line[n].x), p.py(line[n].y)}
		b := point{p.px(line[n-1].x), p.py(line[n-1].y)}
		steps := max(1, int(math.Hypot(b.x-a.x, b.y-a.y)/12))
		for i := range steps {
			share := float64(i) / float64(steps)
			out = append(out, point{a.x + (b.x-a.x)*share, a.y + (b.y-a.y)*share})
		}
	}
	if len(line) > 0 {
		out = append(out, point{p.px(line[0].x), p.py(line[0].y)})
	}
	return out
}

// spread moves the middles of labels apart until neighbours are at least gap
// apart, as little as it takes, within low and high where they fit. The middles
// must be in ascending order; they come back in it.
func spread(middles []float64, gap, low, high float64) []float64 {
	// Pool adjacent violators: labels that touch move as one block, which sits at
	// the mean of where its labels would like to be.
	type block struct {
		sum   float64 // of wished positions, each less its offset in the block
		count int
	}
	at := func(b block) float64 {
		top := b.sum / float64(b.count)
		return max(low, min(top, high-gap*float64(b.count-1)))
	}
	var blocks []block
	for _, m := range middles {
		blocks = append(blocks, block{m, 1})
		for n := len(blocks); n > 1; n = len(blocks) {
			a, b := blocks[n-2], blocks[n-1]
			if at(a)+gap*float64(a.count) <= at(b) {
				break
			}
			blocks = append(blocks[:n-2], block{a.sum + b.sum - gap*float64(a.count*b.count), a.count + b.count})
		}
	}
	out := make([]float64, 0, len(middles))
	for _, b := range blocks {
		for i := range b.count {
			out = append(out, at(b)+gap*float64(i))
		}
	}
	return out
}
