package chart

import (
	"math"
	"slices"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// namedRanks is how many countries a bump chart names; among more it names those
// that stand out.
const namedRanks = 36

// BenchmarkRanks is a bump chart: the ranks of countries through the editions, each
// among the countries that all editions cover, since only those can be followed. The
// home country and the chosen ones stand out; the others are context.
func BenchmarkRanks(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	b := newBump(&t, home, chosen)
	c := Chart{
		ID:       "ranks",
		Title:    l.T("chart.ranks.title"),
		Subtitle: l.T("chart.ranks.subtitle_none", "index", l.Text(t.Index.Name)),
		Sentence: b.sentence(l),
		Note:     indexNote(l, &t),
		Table:    b.table(l),
		Width:    int(size),
	}
	if len(b.paths) < 2 || len(b.years) < 2 {
		return c.empty(c.Sentence, size)
	}
	c.Subtitle = l.N("chart.ranks.subtitle", len(b.paths), "index", l.Text(t.Index.Name), "first", year(b.years[0]), "last", year(b.years[len(b.years)-1]))
	b.draw(l, size)
	c.Height, c.Options = int(b.height), b.options()
	return c
}

type bump struct {
	*plot
	index  *benchmark.Index
	home   string
	peers  []string
	years  []int
	breaks []int // of years: editions whose method is another than that of the edition before
	paths  []benchmark.RankPath
}

func newBump(t *benchmark.Table, home string, chosen []string) *bump {
	b := &bump{index: &t.Index, home: home, peers: Peers(home, chosen)}
	var editions []*benchmark.Edition
	for _, n := range t.Years {
		e := t.Index.Edition(n)
		if len(editions) > 0 && !e.Break.IsZero() {
			b.breaks = append(b.breaks, n)
		}
		b.years, editions = append(b.years, n), append(editions, e)
	}
	b.paths = benchmark.RankPaths(editions...)
	return b
}

// path returns where a country stood, nil where some edition leaves it out.
func (b *bump) path(country string) *benchmark.RankPath {
	i := slices.IndexFunc(b.paths, func(p benchmark.RankPath) bool { return p.Country == country })
	if i < 0 {
		return nil
	}
	return &b.paths[i]
}

func (b *bump) look(country string) countryLook { return lookOf(country, b.home, b.peers) }

// named reports whether a country's name stands at the end of its line.
func (b *bump) named(country string) bool {
	return len(b.paths) <= namedRanks || b.look(country).order() > 0
}

func (b *bump) draw(l *locale.Locale, size Size) {
	u, text := size.unit(), size.text()
	row := map[Size]float64{Wide: 20, Narrow: 18, Print: 10.4}[size]
	height := min(row*float64(len(b.paths)), row*namedRanks)
	labelWidth := 0.0
	labels := make([]string, len(b.paths))
	for i, p := range b.paths {
		if b.named(p.Country) {
			labels[i] = typeface.Fit(l.Country(p.Country), float64(size)*0.36, text, b.look(p.Country).order() > 0)
			labelWidth = max(labelWidth, widest(text, true, labels[i]))
		}
	}
	rankWidth := widest(text, true, l.Rank(len(b.paths), true))
	f := frame{left: rankWidth + 20*u, top: 6 * u, right: rankWidth + labelWidth + 36*u, bottom: 30 * u}
	first, last := float64(b.years[0]), float64(b.years[len(b.years)-1])
	b.plot = newPlot(size, f.top+height+f.bottom, f, scale{min: first, max: last}, scale{min: 0.5, max: float64(len(b.paths)) + 0.5, down: true})
	b.grid(l)
	order := slices.Clone(b.paths)
	slices.SortStableFunc(order, func(p, q benchmark.RankPath) int { return b.look(p.Country).order() - b.look(q.Country).order() })
	for _, p := range order {
		b.follow(l, p)
	}
	b.ends(l, labels)
}

// grid sets the ranks on the left, the editions below, and a broken line where the
// method changed.
func (b *bump) grid(l *locale.Locale) {
	u := b.size.unit()
	var labels []caption
	for _, n := range b.years {
		x := float64(n)
		b.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x, b.y.min}, point{x, b.y.max}})
		labels = append(labels, caption{at: point{x, b.y.max}, dy: 16 * u, align: "center", text: year(n), color: colorQuiet})
	}
	b.captions(b.thin(labels)...)
	for _, n := range b.breaks {
		before := b.years[slices.Index(b.years, n)-1]
		x := float64(n+before) / 2
		b.segments(stroke{color: colorQuiet, width: u, dash: []float64{3 * u, 3 * u}}, layerGrid, segment{point{x, b.y.min}, point{x, b.y.max}})
	}
	for rank := 1; rank <= len(b.paths); rank++ {
		n := len(b.paths)
		if n > namedRanks && rank != 1 && rank != n && (rank%10 != 0 || n-rank < 4) {
			continue
		}
		b.captions(caption{at: point{b.x.min, float64(rank)}, dx: -16 * u, align: "right", text: l.Int(rank), color: colorQuiet})
	}
}

// follow draws a country's line.
func (b *bump) follow(l *locale.Locale, p benchmark.RankPath) {
	k := b.look(p.Country)
	if k.order() == 0 && len(b.paths) > namedRanks {
		k.width = 0.75
	}
	points := make([]point, len(p.Places))
	items := make([]item, len(p.Places))
	for i, place := range p.Places {
		points[i] = point{float64(b.years[i]), float64(place.Rank)}
		items[i] = item{at: points[i], tip: l.Country(p.Country) + "\n" + year(b.years[i]) + l.T("chart.colon") + l.Rank(place.Rank, place.Tied)}
	}
	crowded := len(b.paths) > namedRanks
	if k.order() == 0 {
		b.polyline(k.line(b.size), points)
		if !crowded {
			b.symbols(k.mark(b.size, 4), items...)
		}
		return
	}
	b.line(points, k.line(b.size))
	if !k.home || crowded {
		b.symbols(k.mark(b.size, 9), items...)
		return
	}
	b.symbols(k.mark(b.size, 19), items...)
	for i, place := range p.Places {
		b.captions(caption{at: points[i], align: "center", text: l.Int(place.Rank), size: b.size.small(), bold: true, color: colorPage})
	}
}

// ends names the countries at the ends of their lines, those that tie under each
// other.
func (b *bump) ends(l *locale.Locale, labels []string) {
	u, last := b.size.unit(), len(b.years)-1
	var at []int
	for i := range b.paths {
		if labels[i] != "" {
			at = append(at, i)
		}
	}
	// The home country, then the chosen ones, stand first among those that tie.
	slices.SortStableFunc(at, func(i, j int) int {
		p, q := b.paths[i], b.paths[j]
		if p.Places[last].Rank != q.Places[last].Rank {
			return p.Places[last].Rank - q.Places[last].Rank
		}
		return b.look(q.Country).order() - b.look(p.Country).order()
	})
	wished := make([]float64, len(at))
	for i, k := range at {
		wished[i] = b.py(float64(b.paths[k].Places[last].Rank))
	}
	middles := spread(wished, b.size.text()*1.22, b.frame.top+b.size.text()/2, b.height-b.frame.bottom-b.size.text()/2)
	right := b.px(b.x.max)
	for i, k := range at {
		p := b.paths[k]
		look := b.look(p.Country)
		if math.Abs(middles[i]-wished[i]) > 1 {
			b.segments(stroke{color: colorLine, width: u}, layerGrid, segment{b.at(right+10*u, wished[i]), b.at(right+18*u, middles[i])})
		}
		rank := l.Rank(p.Places[last].Rank, p.Places[last].Tied)
		nameAt := right + 26*u + widest(b.size.text(), true, l.Rank(len(b.paths), true))
		b.captions(
			caption{at: b.at(nameAt-6*u, middles[i]), align: "right", text: rank, bold: look.order() > 0, color: look.ink()},
			caption{at: b.at(nameAt, middles[i]), text: labels[k], bold: look.order() > 0, color: look.ink()},
		)
	}
}

// sentence says how many countries are compared, and where the home country and
// the chosen ones stood first and last.
func (b *bump) sentence(l *locale.Locale) string {
	if len(b.years) < 2 {
		return l.T("chart.ranks.none")
	}
	said := []any{"editions", len(b.years), "first", year(b.years[0]), "last", year(b.years[len(b.years)-1])}
	if len(b.paths) < 2 {
		return l.T("chart.ranks.no_common", said...)
	}
	parts := []string{l.N("chart.ranks.sentence.among", len(b.paths), said...)}
	var moves, out []string
	for _, country := range append([]string{b.home}, b.peers...) {
		if p := b.path(country); p != nil {
			moves = append(moves, b.move(l, p))
		} else if b.coveredLast(country) {
			out = append(out, l.CountryIn(country))
		}
	}
	if len(moves) == 0 {
		moves = append(moves, b.move(l, b.highest()))
	}
	parts = append(parts, l.T("chart.ranks.sentence.moves", "moves", strings.Join(moves, l.T("chart.semicolon"))))
	if len(out) > 0 {
		parts = append(parts, l.N("chart.ranks.sentence.left_out", len(out), "countries", l.List(out)))
	}
	if len(b.breaks) > 0 {
		years := make([]string, len(b.breaks))
		for i, n := range b.breaks {
			years[i] = year(n)
		}
		parts = append(parts, l.T("chart.ranks.sentence.break", "years", l.List(years)))
	}
	return strings.Join(parts, " ")
}

// highest returns who ranks first in the last edition.
func (b *bump) highest() *benchmark.RankPath { return &b.paths[0] }

// coveredLast reports whether the last edition has a country that not all have.
func (b *bump) coveredLast(country string) bool {
	return b.index.Edition(b.years[len(b.years)-1]).Score(country) != nil
}

// move says where a country stood first and last.
func (b *bump) move(l *locale.Locale, p *benchmark.RankPath) string {
	from, to := p.Places[0], p.Places[len(p.Places)-1]
	form := "chart.ranks.move.moved"
	switch {
	case from == to:
		form = "chart.ranks.move.same"
	case from.Rank == to.Rank:
		form = "chart.ranks.move.stayed"
	}
	return l.T(form, "country", l.Country(p.Country), "from", l.OrdinalRank(from.Rank, from.Tied), "to", l.OrdinalRank(to.Rank, to.Tied))
}

func (b *bump) table(l *locale.Locale) Table {
	out := Table{
		Caption: l.N("chart.ranks.caption", len(b.paths), "index", l.Text(b.index.Name)),
		Head:    []string{l.T("chart.column.country")}, Numeric: []bool{false},
	}
	for _, n := range b.years {
		out.Head, out.Numeric = append(out.Head, year(n)), append(out.Numeric, true)
	}
	for _, p := range b.paths {
		row := []string{l.Country(p.Country)}
		for _, place := range p.Places {
			row = append(row, l.Rank(place.Rank, place.Tied))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
