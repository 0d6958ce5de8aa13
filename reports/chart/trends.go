package chart

import (
	"math"
	"slices"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// trendRows is how many countries the trends show: more lines cannot be told
// apart.
const trendRows = 10

// BenchmarkTrends draws the scores of countries through the editions, each line named
// at its end: of the chosen countries and the home country, or of the leading ones and
// the home country, where the best beside it stands out.
func BenchmarkTrends(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	peers := Peers(home, chosen)
	rows := rowsOf(&t, home, peers)
	if len(peers) == 0 {
		rows = withHome(&t, home, trendRows)
		peers = bestBeside(rows, home)
	}
	rows = slices.DeleteFunc(rows, func(r *benchmark.Row) bool { return math.IsNaN(r.Score) })
	low, high := trendSpan(rows)
	c := Chart{
		ID:       "trends",
		Title:    l.T("chart.trends.title"),
		Subtitle: l.T("chart.trends.subtitle", "index", l.Text(t.Index.Name), "low", l.AtMost(low), "high", l.AtMost(high)),
		Sentence: trendsSentence(l, &t, home, chosen),
		Note:     indexNote(l, &t),
		Table:    trendsTable(l, &t),
		Width:    int(size),
	}
	if len(rows) == 0 || len(t.Years) < 2 {
		return c.empty(l.T("chart.trends.none"), size)
	}
	u, text := size.unit(), size.text()
	labels := trendLabels(l, &t, rows, home, peers)
	labelWidth := 0.0
	for i := range labels {
		labels[i].text = typeface.Fit(labels[i].text, float64(size)*0.42, text, labels[i].order() > 0)
		labelWidth = max(labelWidth, widest(text, labels[i].order() > 0, labels[i].text))
	}
	f := frame{left: widest(text, false, l.AtMost(high)) + 10*u, top: 14*u + 0.5, right: labelWidth + 30*u, bottom: 34 * u}
	first, last := float64(t.Years[0]), float64(t.Years[len(t.Years)-1])
	height := map[Size]float64{Wide: 400, Narrow: 330, Print: 190}[size]
	p := newPlot(size, height, f, scale{min: first, max: last}, scale{min: low, max: high})
	p.trendGrid(l, &t)
	for _, name := range labels {
		p.trendLine(l, &t, name)
	}
	p.trendEnds(labels)
	c.Height, c.Options = int(p.height), p.options()
	return c
}

// bestBeside returns who of some countries is best beside the home country; nobody
// where the home country is not among them.
func bestBeside(rows []*benchmark.Row, home string) []string {
	best, here := "", false
	for _, r := range rows {
		if r.Country == home {
			here = true
		} else if best == "" {
			best = r.Country
		}
	}
	if !here || best == "" {
		return nil
	}
	return []string{best}
}

// trendLabel is a line's name and look.
type trendLabel struct {
	countryLook
	row  *benchmark.Row
	text string
}

// trendLabels names the lines, in the order in which they are drawn: home last.
func trendLabels(l *locale.Locale, t *benchmark.Table, rows []*benchmark.Row, home string, peers []string) []trendLabel {
	var labels []trendLabel
	for _, r := range rows {
		labels = append(labels, trendLabel{lookOf(r.Country, home, peers), r, countryName(l, r) + " " + score(l, t, r.Score)})
	}
	slices.SortStableFunc(labels, func(a, b trendLabel) int { return a.order() - b.order() })
	return labels
}

// trendSpan returns the ends of the vertical axis: the tens around the scores.
func trendSpan(rows []*benchmark.Row) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		for _, v := range r.Trend {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return 0, 100
	}
	low, high = math.Floor(low/10)*10, math.Ceil(high/10)*10
	if high-low < 20 {
		high = low + 20
	}
	return low, high
}

func (p *plot) trendGrid(l *locale.Locale, t *benchmark.Table) {
	u := p.size.unit()
	step := 10.0
	for (p.y.max-p.y.min)/step > 7 {
		step *= 2
	}
	for y := p.y.min; y <= p.y.max; y += step {
		color := colorLine
		if y == p.y.min {
			color = colorEdge
		}
		p.segments(stroke{color: color, width: u}, layerGrid, segment{point{p.x.min, y}, point{p.x.max, y}})
		p.captions(caption{at: point{p.x.min, y}, dx: -8 * u, align: "right", text: l.AtMost(y), color: colorQuiet})
	}
	var labels []caption
	var ticks []segment
	for _, n := range t.Years {
		x := float64(n)
		ticks = append(ticks, segment{point{x, p.y.min}, point{x, p.y.min + 5*u*p.y1px()}})
		labels = append(labels, caption{at: point{x, p.y.min}, dy: 19 * u, align: "center", text: year(n), color: colorQuiet})
	}
	p.segments(stroke{color: colorEdge, width: u}, layerGrid, ticks...)
	p.captions(p.thin(labels)...)
}

// trendLine draws a country's scores; an edition without it leaves a gap.
func (p *plot) trendLine(l *locale.Locale, t *benchmark.Table, name trendLabel) {
	across := map[int]float64{0: 4, 1: 7, 2: 8}[name.order()]
	var run []point
	end := func() {
		if len(run) > 1 {
			p.line(run, name.line(p.size))
		}
		run = nil
	}
	for i, v := range name.row.Trend {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			end()
			continue
		}
		at := point{float64(t.Years[i]), v}
		run = append(run, at)
		p.symbols(name.mark(p.size, across), item{at: at,
			tip: countryName(l, name.row) + "\n" + year(t.Years[i]) + l.T("chart.colon") + score(l, t, v)})
	}
	end()
}

// trendEnds sets the names at the lines' ends, apart from each other.
func (p *plot) trendEnds(labels []trendLabel) {
	u, text := p.size.unit(), p.size.text()
	ends := slices.Clone(labels)
	// Names of equal scores stand in the order of the table.
	slices.SortStableFunc(ends, func(a, b trendLabel) int {
		if a.row.Score != b.row.Score {
			if a.row.Score > b.row.Score {
				return -1
			}
			return 1
		}
		return b.order() - a.order()
	})
	wished := make([]float64, len(ends))
	for i, e := range ends {
		wished[i] = p.py(max(p.y.min, min(p.y.max, e.row.Score)))
	}
	middles := spread(wished, text*1.22, p.frame.top, p.height-p.frame.bottom+text)
	for i, e := range ends {
		right := p.px(p.x.max)
		p.segments(stroke{color: colorLine, width: u}, layerGrid, segment{p.at(right+5*u, wished[i]), p.at(right+20*u, middles[i])})
		p.captions(caption{at: p.at(right+24*u, middles[i]), text: e.text, bold: e.order() > 0, color: e.ink()})
	}
}

// trendsSentence says how the scores of the home country and of the chosen ones
// changed, and who rose most.
func trendsSentence(l *locale.Locale, t *benchmark.Table, home string, chosen []string) string {
	if len(t.Rows) == 0 || len(t.Years) < 2 {
		return l.T("chart.trends.none")
	}
	sentence := ""
	if r := t.Row(home); r != nil && r.Since != 0 {
		sentence = l.T("chart.trends.sentence.home", "country", countryName(l, r), "from", score(l, t, r.Score-r.Change), "since", year(r.Since),
			"to", score(l, t, r.Score), "year", year(t.Year), "change", signedScore(l, t, r.Change)) + " "
	}
	var changes []string
	for _, country := range Peers(home, chosen) {
		r := t.Row(country)
		switch {
		case r == nil || r.Since == 0:
		case r.Since == t.Base():
			changes = append(changes, l.T("chart.trends.change", "country", countryName(l, r), "change", signedScore(l, t, r.Change)))
		default:
			changes = append(changes, l.T("chart.trends.change_since", "country", countryName(l, r), "change", signedScore(l, t, r.Change), "since", year(r.Since)))
		}
	}
	if len(changes) > 0 {
		sentence += l.T("chart.trends.sentence.beside", "year", year(t.Base()), "changes", strings.Join(changes, ", ")) + " "
	}
	var most *benchmark.Row
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Since == t.Base() && (most == nil || r.Change > most.Change) {
			most = r
		}
	}
	switch {
	case most == nil:
		return sentence + l.T("chart.trends.sentence.not_comparable", "year", year(t.Year))
	case most.Change <= 0:
		return sentence + l.T("chart.trends.sentence.no_rise", "year", year(t.Base()))
	}
	said := []any{"country", countryName(l, most), "change", signedScore(l, t, most.Change), "year", year(t.Base())}
	if len(t.Rows) < t.Size() {
		return sentence + l.N("chart.trends.sentence.most_shown", len(t.Rows), said...)
	}
	return sentence + l.T("chart.trends.sentence.most", said...)
}

func trendsTable(l *locale.Locale, t *benchmark.Table) Table {
	out := Table{Caption: l.T("chart.trends.caption", "index", l.Text(t.Index.Name)), Head: []string{l.T("chart.column.country")}, Numeric: []bool{false}}
	for _, n := range t.Years {
		out.Head, out.Numeric = append(out.Head, year(n)), append(out.Numeric, true)
	}
	for i := range t.Rows {
		row := []string{countryName(l, &t.Rows[i])}
		for _, v := range t.Rows[i].Trend {
			if math.IsNaN(v) {
				row = append(row, "")
			} else {
				row = append(row, score(l, t, v))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
