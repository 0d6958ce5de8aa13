package chart

import (
	"math"
	"slices"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// BenchmarkDominance shows [DominanceMatrix] of an edition, by rank.
func BenchmarkDominance(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	return DominanceMatrix(l, SubjectOf(l, &t), matrixOf(&t), countriesOf(&t), home, size, chosen...)
}

// squareRows is how many countries a square of all pairs has room for; a list has as
// many.
const squareRows = 32

// DominanceMatrix shows which of some countries dominate which, see
// [benchmark.Dominance], in the order given. On a narrow screen it counts, for each
// country, those that it dominates, those that dominate it, and those with which the
// order hangs on the weights.
func DominanceMatrix(l *locale.Locale, s Subject, m benchmark.Matrix, countries []string, home string, size Size, chosen ...string) Chart {
	d := newDominance(m, countries, home, chosen)
	c := Chart{
		ID:       "dominance",
		Title:    l.T("chart.dominance.title"),
		Subtitle: l.T("chart.dominance.subtitle", "name", s.Name),
		Sentence: d.sentence(l),
		Note:     s.Credit,
		Table:    d.table(l, s),
		Width:    int(size),
	}
	if len(d.countries) < 2 || len(m.Components) == 0 {
		return c.empty(c.Sentence, size)
	}
	if size == Narrow {
		d.list(l, size)
	} else {
		d.square(l, size)
	}
	c.Height, c.Options = int(d.height), d.options()
	return c
}

type dominance struct {
	*plot
	components int
	countries  []string
	lacking    []bool       // by country: a component
	relations  [][]relation // by country, then by other country
	home       string
	peers      []string
}

func newDominance(m benchmark.Matrix, countries []string, home string, chosen []string) *dominance {
	d := &dominance{components: len(m.Components), home: home, peers: Peers(home, chosen)}
	pairs, err := benchmark.Dominance(m)
	if err != nil {
		return d // nothing that could be compared
	}
	place := make(map[string]int)
	for _, country := range countries {
		if i := slices.Index(m.Countries, country); i >= 0 {
			place[country] = len(d.countries)
			d.countries, d.lacking = append(d.countries, country), append(d.lacking, slices.ContainsFunc(m.Values[i], math.IsNaN))
		}
	}
	for i := range d.countries {
		row := make([]relation, len(d.countries))
		for k := range row {
			if d.lacking[i] || d.lacking[k] {
				row[k] = unknown
			}
		}
		d.relations = append(d.relations, row)
	}
	for _, p := range pairs {
		over, shown := place[p.Over]
		under, both := place[p.Under]
		if shown && both {
			d.relations[over][under], d.relations[under][over] = dominates, dominated
		}
	}
	return d
}

// relation is how a country stands to another.
type relation int

const (
	open      relation = iota // the order hangs on the weights
	dominates                 // no weighting puts the other above it
	dominated                 // no weighting puts it above the other
	unknown                   // one of them lacks a component
)

// beside lists the other countries by how one stands to them.
func (d *dominance) beside(i int) (by [4][]string) {
	for k, r := range d.relations[i] {
		if k != i {
			by[r] = append(by[r], d.countries[k])
		}
	}
	return by
}

func (d *dominance) look(country string) countryLook { return lookOf(country, d.home, d.peers) }

// shown are the places of up to so many countries, those that stand out among them.
func (d *dominance) shown(most int) []int {
	all := make([]int, len(d.countries))
	for i := range all {
		all[i] = i
	}
	return keepLooks(all, most, func(i int) bool { return d.look(d.countries[i]).order() > 0 })
}

// square draws all pairs: a row's country beside a column's.
func (d *dominance) square(l *locale.Locale, size Size) {
	u := size.unit()
	shown := d.shown(squareRows)
	n := float64(len(shown))
	left := map[Size]float64{Wide: 180, Print: 106}[size]
	room := float64(size) - left - 2*u
	side := min(room/n, 34*u)
	key := d.key(l, true)
	f := frame{left: left, top: keyHeight(size, key) + 30*u, right: 2*u + room - side*n, bottom: 4 * u}
	d.plot = newPlot(size, f.top+side*n+f.bottom, f, scale{min: -0.5, max: n - 0.5}, scale{min: -0.5, max: n - 0.5, down: true})
	d.plot.key(key)
	for at := d.x.min; at <= d.x.max; at++ {
		d.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{at, d.y.min}, point{at, d.y.max}}, segment{point{d.x.min, at}, point{d.x.max, at}})
	}
	for y, i := range shown {
		country, at := d.countries[i], float64(y)
		k := d.look(country)
		ink := colorInk
		if k.order() > 0 {
			ink = k.ink()
		}
		name := typeface.Fit(l.Country(country), left-12*u, size.text(), k.order() > 0)
		d.captions(
			caption{at: d.at(0, d.py(at)), text: name, bold: k.order() > 0, color: ink},
			caption{at: point{at, d.y.min}, dy: -10 * u, align: "center", text: typeface.Fit(country, side+2*u, size.small(), k.order() > 0), size: size.small(), bold: k.order() > 0, color: ink},
		)
		for x, j := range shown {
			d.pair(l, i, j, point{float64(x), at}, side)
		}
	}
	d.moreRows(l, len(d.countries)-len(shown))
}

// pair draws how a row's country stands to a column's; an open order leaves the
// cell blank.
func (d *dominance) pair(l *locale.Locale, i, j int, at point, side float64) {
	area := boxAround(d.px(at.x), d.py(at.y), side-2*d.size.unit(), side-2*d.size.unit())
	r := d.relations[i][j]
	switch {
	case i == j:
		d.element("rect", layerData, area.shape(), elementStyle{Fill: colorTrack})
	case r == unknown:
		d.dashedBox(area)
	case r != open:
		d.relationSign(r, at, side, d.say(l, d.countries[i], d.countries[j], r))
	}
}

// The signs of a relation, as outlines on a field of 16 by 16: a square with a
// triangle cut out that points up, and a triangle that points down.
const (
	signDominates = "M0 0H16V16H0Z" + "M8 4L3.5 11.5H12.5Z"
	signDominated = "M0 0H16L8 13.5Z"
)

// relationSign marks that one country dominates another, or is dominated, by a
// sign that is no other's in shape.
func (p *plot) relationSign(r relation, at point, side float64, tip string) {
	k := look{symbol: "path://" + signDominates, width: side - 2*p.size.unit(), height: side - 2*p.size.unit(), fill: colorComplete}
	if r == dominated {
		k = look{symbol: "path://" + signDominated, width: side * 0.5, height: side * 0.42, fill: colorSubstantial}
	}
	p.symbols(k, item{at: at, tip: tip})
}

// say says which of two countries dominates the other.
func (d *dominance) say(l *locale.Locale, country, other string, r relation) string {
	if r == dominated {
		country, other = other, country
	}
	return l.T("chart.dominance.tip", "over", l.Country(country), "under", l.Country(other))
}

// key explains the cells, or the parts of the bars, that are in the picture.
func (d *dominance) key(l *locale.Locale, square bool) []keyItem {
	name := map[relation]string{
		dominates: l.T("chart.dominance.key.dominates"), dominated: l.T("chart.dominance.key.dominated"),
		open: l.T("chart.dominance.key.open"), unknown: l.T("chart.dominance.key.unknown"),
	}
	if !square {
		name[dominates], name[dominated] = l.T("chart.dominance.key.over"), l.T("chart.dominance.key.under")
	}
	relations := []relation{dominates, dominated, open}
	if slices.Contains(d.lacking, true) {
		relations = append(relations, unknown)
	}
	items := make([]keyItem, len(relations))
	for i, r := range relations {
		items[i] = keyItem{width: 18, name: name[r], draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			if square && (r == dominates || r == dominated) {
				p.relationSign(r, p.at(x, y), 18*u, "")
				return
			}
			p.relationArea(boxAround(x, y, 16*u, 14*u), r)
		}}
	}
	return items
}

// relationArea paints an area by relation.
func (p *plot) relationArea(b box, r relation) {
	u := p.size.unit()
	style := elementStyle{Fill: colorPage, Stroke: colorEdge, LineWidth: u}
	switch r {
	case dominates:
		style.Fill, style.Stroke = colorComplete, colorComplete
	case dominated:
		style.Fill, style.Stroke = colorLimited, colorSubstantial
	case unknown:
		p.dashedBox(b)
		return
	}
	p.element("rect", layerItems, b.shape(), style)
}

// list draws one bar a country, in parts: those that it dominates, those with which
// the order is open or unknown, those that dominate it.
func (d *dominance) list(l *locale.Locale, size Size) {
	const row = 46.0
	shown := d.shown(squareRows)
	key := d.key(l, false)
	f := frame{left: 1, right: 1, top: keyHeight(size, key) + 8, bottom: 4}
	d.plot = newPlot(size, f.top+row*float64(len(shown))+f.bottom, f, scale{min: 0, max: float64(len(d.countries) - 1)}, stepScale(len(shown)))
	d.plot.key(key)
	for y, i := range shown {
		country := d.countries[i]
		k, middle := d.look(country), d.py(float64(y))
		ink := colorInk
		if k.order() > 0 {
			ink = k.ink()
		}
		by := d.beside(i)
		d.captions(caption{at: d.at(1, middle-12), text: typeface.Fit(l.Country(country), d.width-2, size.text(), k.order() > 0), bold: k.order() > 0, color: ink})
		from := 0.0
		for _, r := range []relation{dominates, open, unknown, dominated} {
			count := len(by[r])
			if count == 0 {
				continue
			}
			area := box{d.px(from), middle - 2, d.px(from + float64(count)), middle + 16}
			d.relationArea(area, r)
			from += float64(count)
			label := l.Int(count)
			if area.right-area.left < widest(size.small(), true, label)+4 {
				continue
			}
			inks := map[relation]string{dominates: colorPage, dominated: colorLimitedInk, open: colorInk, unknown: colorInk}
			d.captions(caption{at: d.at((area.left+area.right)/2, middle+7), align: "center", text: label, size: size.small(), bold: true, color: inks[r]})
		}
	}
	d.moreRows(l, len(d.countries)-len(shown))
}

// namedOpen is up to how many countries the sentence names.
const namedOpen = 8

// sentence says which of the home country's comparisons no weighting can turn round.
func (d *dominance) sentence(l *locale.Locale) string {
	if len(d.countries) < 2 || d.components == 0 {
		return l.T("chart.dominance.none")
	}
	home := slices.Index(d.countries, d.home)
	if home < 0 {
		settled := 0
		for i := range d.countries {
			settled += len(d.beside(i)[dominates])
		}
		n := len(d.countries)
		return l.N("chart.dominance.sentence.pairs", n*(n-1)/2, "settled", settled)
	}
	by := d.beside(home)
	if d.lacking[home] {
		return l.T("chart.dominance.sentence.lacks", "country", l.Country(d.home))
	}
	parts := []string{l.N("chart.dominance.sentence.over", len(d.countries)-1, "country", l.Country(d.home), "over", orNone(l, len(by[dominates])), "under", orNone(l, len(by[dominated])))}
	if n := len(by[open]); n > namedOpen {
		parts = append(parts, l.N("chart.dominance.sentence.open", n))
	} else if n > 0 {
		parts = append(parts, l.T("chart.dominance.sentence.open_named", "countries", names(l, by[open])))
	}
	if n := len(by[unknown]); n > 0 {
		parts = append(parts, l.N("chart.dominance.sentence.unknown", n))
	}
	return strings.Join(parts, " ")
}

// orNone writes a number of countries, none as a word.
func orNone(l *locale.Locale, n int) string {
	if n == 0 {
		return l.T("chart.dominance.no_country")
	}
	return l.Int(n)
}

// names lists countries as they stand within a sentence.
func names(l *locale.Locale, countries []string) string {
	out := make([]string, len(countries))
	for i, country := range countries {
		out[i] = l.CountryIn(country)
	}
	return l.List(out)
}

func (d *dominance) table(l *locale.Locale, s Subject) Table {
	out := Table{
		Caption: l.T("chart.dominance.caption", "name", s.Name),
		Head: []string{
			l.T("chart.column.country"), l.T("chart.dominance.column.over"), l.T("chart.dominance.column.under"),
			l.T("chart.dominance.column.open"), l.T("chart.dominance.column.unknown"), l.T("chart.dominance.column.whom"),
		},
		Numeric: []bool{false, true, true, true, true, false},
	}
	for i, country := range d.countries {
		by := d.beside(i)
		var whom []string
		for _, other := range by[dominates] {
			whom = append(whom, l.Country(other))
		}
		out.Rows = append(out.Rows, []string{
			l.Country(country), l.Int(len(by[dominates])), l.Int(len(by[dominated])), l.Int(len(by[open])), l.Int(len(by[unknown])), strings.Join(whom, l.T("chart.semicolon")),
		})
	}
	return out
}
