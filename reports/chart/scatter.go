package chart

import (
	"math"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// BenchmarkScatter sets the first two components of an edition against each other.
func BenchmarkScatter(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	return Scatter(l, SubjectOf(l, &t), matrixOf(&t), 0, 1, home, size, chosen...)
}

// Scatter sets two components of a matrix against each other, by their places in it:
// components of an index, or indices that [benchmark.Join] put together. The home
// country and the chosen ones are named.
func Scatter(l *locale.Locale, s Subject, m benchmark.Matrix, x, y int, home string, size Size, chosen ...string) Chart {
	p := newScatter(l, m, x, y, home, chosen)
	c := Chart{
		ID:       "scatter",
		Title:    l.T("chart.scatter.title"),
		Subtitle: s.Name,
		Sentence: p.sentence(l),
		Note:     s.Credit,
		Table:    p.table(l, s),
		Width:    int(size),
	}
	if len(p.dots) == 0 {
		return c.empty(c.Sentence, size)
	}
	c.Subtitle = l.N("chart.scatter.subtitle", len(p.dots), "name", s.Name, "x", p.xName, "y", p.yName)
	p.draw(l, size)
	c.Height, c.Options = int(p.height), p.options()
	return c
}

type scatter struct {
	*plot
	home         string
	peers        []string
	xName, yName string
	dots         []dot
	rho          float64
	n            int
	digits       [2]int // of the values across and up
}

// dot is a country with both values.
type dot struct {
	country string
	at      point
}

func newScatter(l *locale.Locale, m benchmark.Matrix, x, y int, home string, chosen []string) *scatter {
	s := &scatter{home: home, peers: Peers(home, chosen), rho: math.NaN()}
	if x >= len(m.Components) || y >= len(m.Components) {
		return s
	}
	s.xName, s.yName = l.Text(m.Components[x].Name), l.Text(m.Components[y].Name)
	var a, b []float64
	for i, row := range m.Values {
		a, b = append(a, row[x]), append(b, row[y])
		if finite(row[x]) && finite(row[y]) {
			s.dots = append(s.dots, dot{m.Countries[i], point{row[x], row[y]}})
		}
	}
	s.rho, s.n = benchmark.Spearman(a, b)
	s.digits = [2]int{partDigits(m, x), partDigits(m, y)}
	return s
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// ticksOf returns a scale whose ends and ticks are round and which holds all
// values: some five steps of 1, 2 or 5 times a power of ten.
func ticksOf(values []float64) (scale, []float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if high-low < 1e-9*max(1, math.Abs(high)) {
		low, high = low-1, high+1
	}
	step := math.Pow(10, math.Floor(math.Log10((high-low)/4)))
	for _, k := range []float64{1, 2, 5, 10} {
		if (high-low)/(k*step) <= 6 {
			step *= k
			break
		}
	}
	first, last := math.Floor(low/step), math.Ceil(high/step)
	var ticks []float64
	for i := first; i <= last; i++ {
		ticks = append(ticks, i*step)
	}
	return scale{min: first * step, max: last * step}, ticks
}

func (s *scatter) draw(l *locale.Locale, size Size) {
	u, text := size.unit(), size.text()
	var xs, ys []float64
	for _, d := range s.dots {
		xs, ys = append(xs, d.at.x), append(ys, d.at.y)
	}
	x, xTicks := ticksOf(xs)
	y, yTicks := ticksOf(ys)
	labels := 0.0
	for _, v := range yTicks {
		labels = max(labels, widest(text, false, tickLabel(l, v)))
	}
	height := map[Size]float64{Wide: 440, Narrow: 360, Print: 240}[size]
	// The margin on the right is for names; it makes the area about as high as wide.
	f := frame{left: labels + 12*u, top: 34 * u, right: float64(size) * 0.24, bottom: 58 * u}
	s.plot = newPlot(size, height, f, x, y)
	for _, v := range yTicks {
		s.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x.min, v}, point{x.max, v}})
		s.captions(caption{at: point{x.min, v}, dx: -8 * u, align: "right", text: tickLabel(l, v), color: colorQuiet})
	}
	var below []caption
	for _, v := range xTicks {
		s.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{v, y.min}, point{v, y.max}})
		below = append(below, caption{at: point{v, y.min}, dy: 17 * u, align: "center", text: tickLabel(l, v), color: colorQuiet})
	}
	s.captions(s.thin(below)...)
	s.segments(stroke{color: colorEdge, width: u}, layerGrid, segment{point{x.min, y.min}, point{x.max, y.min}}, segment{point{x.min, y.min}, point{x.min, y.max}})
	right := s.px(x.max)
	s.captions(
		caption{at: s.at(0, 12*u), text: typeface.Fit("↑ "+s.yName, s.width-4, text, true), bold: true, color: colorQuiet},
		caption{at: s.at(right, s.height-14*u), align: "right", text: typeface.Fit(s.xName+" →", right-4, text, true), bold: true, color: colorQuiet},
	)
	s.mark(l)
}

// tickLabel writes a value on an axis, without more decimals than it has.
func tickLabel(l *locale.Locale, v float64) string {
	for digits := range 6 {
		scaled := v * math.Pow(10, float64(digits))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*max(1, math.Abs(scaled)) {
			return l.Decimal(v, digits)
		}
	}
	return l.Decimal(v, 6)
}

// mark draws the countries, those that stand out on top and with their names.
func (s *scatter) mark(l *locale.Locale) {
	u := s.size.unit()
	var named []dot
	var taken []box
	for order := range 3 {
		for _, d := range s.dots {
			k := lookOf(d.country, s.home, s.peers)
			if k.order() != order {
				continue
			}
			across := map[int]float64{0: 7, 1: 10, 2: 12}[order]
			s.symbols(k.mark(s.size, across), item{at: d.at, tip: l.Country(d.country) + "\n" +
				s.xName + l.T("chart.colon") + l.Decimal(d.at.x, s.digits[0]) + "\n" + s.yName + l.T("chart.colon") + l.Decimal(d.at.y, s.digits[1])})
			taken = append(taken, boxAround(s.px(d.at.x), s.py(d.at.y), across*u, across*u))
			if order > 0 {
				named = append([]dot{d}, named...)
			}
		}
	}
	for _, d := range named {
		taken = append(taken, s.name(l, d, taken))
	}
}

// name sets a country's name beside its dot where it covers least, with a line to it
// where that is not close by, and returns where it stands.
func (s *scatter) name(l *locale.Locale, d dot, taken []box) box {
	u, text := s.size.unit(), s.size.text()
	k := lookOf(d.country, s.home, s.peers)
	name := typeface.Fit(l.Country(d.country), s.width*0.4, text, true)
	width, height := widest(text, true, name), text*1.15
	x, y := s.px(d.at.x), s.py(d.at.y)
	room := box{0, s.frame.top - 14*u, s.width, s.height - s.frame.bottom}
	best, least := box{}, math.Inf(1)
	for far, gap := range []float64{9, 18, 30, 44, 60} {
		for j, side := range [8][2]float64{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}} {
			b := boxAround(x+side[0]*(gap*u+width/2), y+side[1]*(gap*u+height/2), width, height)
			cost := float64(far)*farther + float64(j)*2 + 8*((b.right-b.left)*(b.bottom-b.top)-b.overlap(room))
			for _, o := range taken {
				cost += 4 * b.grown(2*u).overlap(o)
			}
			if cost < least {
				best, least = b, cost
			}
		}
	}
	s.captions(caption{at: s.at(best.left, (best.top+best.bottom)/2), text: name, bold: true, color: k.ink(), halo: true})
	toX, toY := max(best.left, min(x, best.right)), max(best.top, min(y, best.bottom))
	if away := math.Hypot(toX-x, toY-y); away > 14*u {
		from := 7 * u / away
		s.segments(stroke{color: k.color, width: u}, layerGrid, segment{s.at(x+(toX-x)*from, y+(toY-y)*from), s.at(toX, toY)})
	}
	return best
}

// sentence says how far the two go together, and where the home country stands.
func (s *scatter) sentence(l *locale.Locale) string {
	if len(s.dots) == 0 {
		return l.T("chart.scatter.none")
	}
	var parts []string
	for _, d := range s.dots {
		if d.country == s.home {
			parts = append(parts, l.T("chart.scatter.sentence.home", "country", l.Country(d.country), "x", s.xName, "x_value", l.Decimal(d.at.x, s.digits[0]), "y", s.yName, "y_value", l.Decimal(d.at.y, s.digits[1])))
		}
	}
	if math.IsNaN(s.rho) {
		parts = append(parts, l.N("chart.scatter.sentence.no_rho", s.n))
	} else {
		parts = append(parts, l.N("chart.scatter.sentence.rho", s.n, "rho", l.Decimal(s.rho, 2)))
	}
	return strings.Join(parts, " ")
}

func (s *scatter) table(l *locale.Locale, subject Subject) Table {
	out := Table{
		Caption: l.T("chart.scatter.caption", "name", subject.Name),
		Head:    []string{l.T("chart.column.country"), s.xName, s.yName}, Numeric: []bool{false, true, true},
	}
	for _, d := range s.dots {
		out.Rows = append(out.Rows, []string{l.Country(d.country)})
		out.add(l, d.at.x, s.digits[0])
		out.add(l, d.at.y, s.digits[1])
	}
	return out
}
