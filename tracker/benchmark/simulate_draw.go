package benchmark

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
)

// drawn is one draw of every choice.
type drawn struct {
	weights   []float64
	zscore    bool // instead of min-max
	geometric bool // instead of arithmetic
	dropped   int  // the component left out, -1 for none
}

// tally is one worker's count of the ranks that came out, and its room to work in.
// Everything is a whole number: sums do not depend on their order.
type tally struct {
	*simulator
	counts []uint32 // how often each country had each rank: country x (rank - 1)
	// Sums over the pairs of draws, by country: of both ranks and their squares.
	sum, squares []int64
	// Sums by choice and country, a and b being the ranks of the pair and ab that
	// of a with the one choice taken from b: of b (ab - a), of ab - a, of its square.
	product, change, jansen [][]int64

	source     *rand.ChaCha8
	random     *rand.Rand
	a, b, mix  drawn
	ra, rb, rm []int // ranks
	scores     []float64
	order      []int // of the countries, the best first, as the last draw left it
	kept       []float64
}

func (s *simulator) newTally() *tally {
	n := len(s.entered)
	t := &tally{
		simulator: s, counts: make([]uint32, n*n), sum: make([]int64, n), squares: make([]int64, n),
		ra: make([]int, n), rb: make([]int, n), rm: make([]int, n), scores: make([]float64, n), order: make([]int, n),
		kept: make([]float64, s.parts), source: rand.NewChaCha8([32]byte{}),
	}
	t.random = rand.New(t.source)
	for _, d := range []*drawn{&t.a, &t.b, &t.mix} {
		d.weights = make([]float64, s.parts)
	}
	for range s.Vary {
		t.product, t.change, t.jansen = append(t.product, make([]int64, n)), append(t.change, make([]int64, n)), append(t.jansen, make([]int64, n))
	}
	for i := range t.order {
		t.order[i] = i
	}
	return t
}

// draw draws a pair, ranks both, and the first again with each choice taken from
// the second. Each pair has a stream of random numbers of its own.
func (t *tally) draw(pair int) {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], t.Seed)
	binary.LittleEndian.PutUint64(seed[8:], uint64(pair))
	t.source.Seed(seed)
	t.fill(&t.a)
	t.fill(&t.b)
	t.rank(&t.a, t.ra)
	t.rank(&t.b, t.rb)
	n := len(t.entered)
	for i := range n {
		a, b := t.ra[i], t.rb[i]
		t.counts[i*n+a-1]++
		t.counts[i*n+b-1]++
		t.sum[i] += int64(a + b)
		t.squares[i] += int64(a*a + b*b)
	}
	for c, choice := range t.Vary {
		if !t.mixed(choice) {
			continue // ab is a
		}
		t.rank(&t.mix, t.rm)
		product, change, jansen := t.product[c], t.change[c], t.jansen[c]
		for i, ab := range t.rm {
			d := ab - t.ra[i]
			product[i] += int64(t.rb[i] * d)
			change[i] += int64(d)
			jansen[i] += int64(d * d)
		}
	}
}

// fill draws every choice, in a fixed order; those that are not varied are drawn
// and put back, so that the others come out the same.
func (t *tally) fill(d *drawn) {
	for j, w := range t.weights {
		d.weights[j] = w * (1 - t.Delta + 2*t.Delta*t.random.Float64())
	}
	d.zscore, d.geometric = t.random.IntN(2) == 1, t.random.IntN(2) == 1
	d.dropped = t.droppable[t.random.IntN(len(t.droppable))]
	for _, choice := range Choices {
		if slices.Contains(t.Vary, choice) {
			continue
		}
		switch choice {
		case VaryWeights:
			copy(d.weights, t.weights)
		case VaryNormalisation:
			d.zscore = false
		case VaryAggregation:
			d.geometric = false
		case VaryComponents:
			d.dropped = -1
		}
	}
}

// mixed makes mix the first of the pair with one choice of the second, and reports
// whether that can rank otherwise than the first.
func (t *tally) mixed(choice Choice) bool {
	copy(t.mix.weights, t.a.weights)
	t.mix.zscore, t.mix.geometric, t.mix.dropped = t.a.zscore, t.a.geometric, t.a.dropped
	switch choice {
	case VaryWeights:
		copy(t.mix.weights, t.b.weights)
		return true
	case VaryNormalisation:
		t.mix.zscore = t.b.zscore
		return t.a.zscore != t.b.zscore && !t.a.geometric
	case VaryAggregation:
		t.mix.geometric = t.b.geometric
		return t.a.geometric != t.b.geometric
	default:
		t.mix.dropped = t.b.dropped
		return t.a.dropped != t.b.dropped
	}
}

// rank makes the composite of a draw and ranks it, as [Compose] would.
func (t *tally) rank(d *drawn, ranks []int) {
	values := t.minmax
	switch {
	case d.geometric:
		values = t.log
	case d.zscore:
		values = t.zscore
	}
	kept, total := t.kept, 0.0
	copy(kept, d.weights)
	if d.dropped >= 0 {
		kept[d.dropped] = 0
	}
	for _, w := range kept {
		total += w
	}
	scores := t.scores
	clear(scores)
	for j, w := range kept {
		for i, x := range values[j*len(scores):][:len(scores)] {
			scores[i] += w * x
		}
	}
	for i, gaps := range t.gaps {
		weight := total
		if gaps != nil {
			weight = 0
			for j, w := range kept {
				if !gaps[j] {
					weight += w
				}
			}
		}
		if scores[i] /= weight; d.geometric {
			scores[i] = math.Exp(scores[i])
		}
	}
	t.sort()
	above := 0 // how many are better than the one at hand by more than a tie
	for _, i := range t.order {
		for scores[t.order[above]]-scores[i] > TieWithin {
			above++
		}
		ranks[i] = 1 + above
	}
}

// sort puts the countries in order of their scores. One draw's order is nearly that
// of the draw before, which insertion makes the most of. The ranks do not depend on
// where the sort began.
func (t *tally) sort() {
	order, scores := t.order, t.scores
	for at := 1; at < len(order); at++ {
		i := order[at]
		score, to := scores[i], at
		for to > 0 && scores[order[to-1]] < score {
			order[to] = order[to-1]
			to--
		}
		order[to] = i
	}
}

// merge adds another worker's counts.
func (t *tally) merge(o *tally) {
	for i, n := range o.counts {
		t.counts[i] += n
	}
	add := func(to, from []int64) {
		for i, x := range from {
			to[i] += x
		}
	}
	add(t.sum, o.sum)
	add(t.squares, o.squares)
	for c := range t.Vary {
		add(t.product[c], o.product[c])
		add(t.change[c], o.change[c])
		add(t.jansen[c], o.jansen[c])
	}
}

// result turns the counts of all workers into figures.
func (t *tally) result(m Matrix, pairs int) *Simulated {
	n, all := len(t.entered), len(m.Countries)
	r := &Simulated{Draws: 2 * pairs, Nominal: t.nominal, Least: make([]int, all), Greatest: make([]int, all), ByCountry: make([][]Influence, all)}
	for range all {
		r.Median, r.Low, r.High = append(r.Median, math.NaN()), append(r.Low, math.NaN()), append(r.High, math.NaN())
	}
	overall := make([]parts, len(t.Vary))
	for at, i := range t.entered {
		counts := t.counts[at*n : (at+1)*n]
		r.Median[i], r.Low[i], r.High[i] = quantile(counts, 0.5), quantile(counts, 0.05), quantile(counts, 0.95)
		r.Least[i], r.Greatest[i] = int(quantile(counts, 0)), int(quantile(counts, 1))
		for c, choice := range t.Vary {
			p := t.variance(c, at, float64(pairs))
			overall[c].add(p)
			r.ByCountry[i] = append(r.ByCountry[i], p.influence(choice))
		}
	}
	for i := range r.ByCountry {
		if r.ByCountry[i] == nil {
			for _, choice := range t.Vary {
				r.ByCountry[i] = append(r.ByCountry[i], parts{}.influence(choice))
			}
		}
	}
	for c, choice := range t.Vary {
		r.Overall = append(r.Overall, overall[c].influence(choice))
	}
	return r
}

// parts are a rank's variance and what of it goes back to a choice.
type parts struct{ variance, first, total float64 }

func (t *tally) variance(c, country int, pairs float64) parts {
	mean := float64(t.sum[country]) / (2 * pairs)
	return parts{
		variance: float64(t.squares[country])/(2*pairs) - mean*mean,
		first:    (float64(t.product[c][country]) - mean*float64(t.change[c][country])) / pairs,
		total:    float64(t.jansen[c][country]) / (2 * pairs),
	}
}

func (p *parts) add(o parts) {
	p.variance += o.variance
	p.first += o.first
	p.total += o.total
}

func (p parts) influence(choice Choice) Influence {
	if p.variance <= TieWithin { // what floating point leaves of none
		return Influence{choice, math.NaN(), math.NaN()}
	}
	return Influence{choice, min(max(p.first/p.variance, 0), 1), min(max(p.total/p.variance, 0), 1)}
}

// quantile returns the p-quantile of ranks, given how often each was drawn: R's type 7,
// which interpolates between the ranks drawn next to it.
func quantile(counts []uint32, p float64) float64 {
	n := 0
	for _, c := range counts {
		n += int(c)
	}
	h := float64(n-1) * p
	below := math.Floor(h)
	lower := nth(counts, int(below))
	return lower + (h-below)*(nth(counts, min(int(below)+1, n-1))-lower)
}

// nth returns the k-th of the ranks in order, counted from 0.
func nth(counts []uint32, k int) float64 {
	for rank, c := range counts {
		if k -= int(c); k < 0 {
			return float64(rank + 1)
		}
	}
	return float64(len(counts))
}
