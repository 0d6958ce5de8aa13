package chart

import (
	"slices"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// BenchmarkBars shows the countries of an edition by rank: score as a bar, and
// its change since the country's first edition. The home country stands out. Where
// others are chosen, only they are shown beside it.
func BenchmarkBars(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	if peers := Peers(home, chosen); len(peers) > 0 {
		return scoreBars(l, t, home, size, rowsOf(&t, home, peers), 0)
	}
	rows := withHome(&t, home, scoreRows(size))
	return scoreBars(l, t, home, size, rows, len(t.Rows)-len(rows))
}

// scoreBars draws some of the rows; more is how many there was no room for.
func scoreBars(l *locale.Locale, t benchmark.Table, home string, size Size, rows []*benchmark.Row, more int) Chart {
	c := Chart{
		ID:       "scores",
		Title:    l.T("chart.scores.title", "year", year(t.Year)),
		Subtitle: l.T("chart.scores.subtitle", "index", l.Text(t.Index.Name), "max", l.Int(int(ceiling(&t)))),
		Sentence: scoresSentence(l, &t, home),
		Note:     indexNote(l, &t),
		Table:    scoresTable(l, &t),
		Width:    int(size),
	}
	if len(rows) == 0 {
		return c.empty(c.Sentence, size)
	}
	u := size.unit()
	s := &scoresPlot{table: &t, home: home, rows: rows}
	f, row, height := frame{top: 4 * u, bottom: 4 * u}, 28*u, 15*u
	if size == Narrow {
		row, height = 46, 10
	} else {
		f.top = 34 * u
		f.left = map[Size]float64{Wide: 268, Print: 158}[size]
		f.right = map[Size]float64{Wide: 150, Print: 92}[size]
	}
	s.plot = newPlot(size, f.top+f.bottom+row*float64(len(s.rows)), f, scale{min: 0, max: ceiling(&t)}, stepScale(len(s.rows)))
	s.draw(l, height)
	s.moreRows(l, more)
	c.Height, c.Options = int(s.height), s.options()
	return c
}

// scoreRows is how many countries are shown.
func scoreRows(size Size) int {
	if size == Print {
		return 36
	}
	return maxRows
}

type scoresPlot struct {
	*plot
	table *benchmark.Table
	home  string
	rows  []*benchmark.Row
}

func (s *scoresPlot) draw(l *locale.Locale, barHeight float64) {
	u := s.size.unit()
	if s.size != Narrow {
		s.heads(l)
	}
	var homeBars, bars, tracks []item
	for i, r := range s.rows {
		y := float64(i)
		if s.size == Narrow {
			s.narrowRow(l, r, y)
		} else {
			s.row(l, r, y)
			s.segments(stroke{color: colorLine, width: u}, layerGrid, segment{
				point{-s.frame.left * s.x1px(), y + 0.5}, point{s.x.max + s.frame.right*s.x1px(), y + 0.5}})
		}
		value := max(0, min(s.x.max, r.Score))
		bar := item{at: point{value, y}, tip: countryName(l, r) + l.T("chart.colon") + score(l, s.table, r.Score) + "\n" + s.change(l, r)}
		if r.Country == s.home {
			homeBars = append(homeBars, bar)
		} else {
			bars = append(bars, bar)
		}
		bar.at.x = s.x.max - value
		tracks = append(tracks, bar)
	}
	s.bars("score", barHeight, painted(colorComplete), homeBars...)
	s.bars("score", barHeight, painted(colorContext), bars...)
	s.bars("score", barHeight, painted(colorTrack), tracks...)
}

// The columns of the wide drawing, in units from the left edge of the bars.
const (
	rankColumn    = -233 // right edge of the rank
	countryColumn = -206 // left edge of the country
	scoreColumn   = -14  // right edge of the score
)

func (s *scoresPlot) heads(l *locale.Locale) {
	u := s.size.unit()
	head := func(x float64, dx float64, align, text string) {
		s.captions(caption{at: point{x, s.y.min}, dx: dx, dy: -16 * u, align: align, text: text, color: colorQuiet, bold: true})
	}
	head(0, -s.frame.left, "left", l.T("chart.column.rank"))
	head(0, countryColumn*u, "left", l.T("chart.column.country"))
	head(0, scoreColumn*u, "right", l.T("chart.column.score"))
	if s.changes() {
		head(s.x.max, s.frame.right, "right", l.T("chart.scores.change", "year", year(s.table.Base())))
	}
	s.segments(stroke{color: colorInk, width: 1.5 * u}, layerGrid, segment{
		point{-s.frame.left * s.x1px(), s.y.min}, point{s.x.max + s.frame.right*s.x1px(), s.y.min}})
}

func (s *scoresPlot) row(l *locale.Locale, r *benchmark.Row, y float64) {
	u, home := s.size.unit(), r.Country == s.home
	s.captions(
		caption{at: point{0, y}, dx: rankColumn * u, align: "right", text: l.Rank(r.Rank, r.Tied), bold: home},
		caption{at: point{0, y}, dx: countryColumn * u, text: typeface.Fit(countryName(l, r), 150*u, s.size.text(), home), bold: home},
		caption{at: point{0, y}, dx: scoreColumn * u, align: "right", text: score(l, s.table, r.Score), bold: true},
	)
	if r.Since == 0 {
		return
	}
	right := s.frame.right
	if r.Since != s.table.Base() {
		note := "(" + year(r.Since) + ")"
		s.captions(caption{at: point{s.x.max, y}, dx: right - 64*u, align: "right", text: note, size: s.size.small(), color: colorQuiet})
	}
	s.captions(caption{at: point{s.x.max, y}, dx: right, align: "right", text: signedScore(l, s.table, r.Change), bold: home})
	s.arrow(point{s.x.max + (right-46*u)*s.x1px(), y}, r.Change)
}

func (s *scoresPlot) narrowRow(l *locale.Locale, r *benchmark.Row, y float64) {
	home, text := r.Country == s.home, s.size.text()
	const up = -15
	value := score(l, s.table, r.Score)
	right := -widest(text, true, value) - 14
	s.captions(caption{at: point{s.x.max, y}, dy: up, align: "right", text: value, bold: true})
	if r.Since != 0 {
		change := signedScore(l, s.table, r.Change)
		s.captions(caption{at: point{s.x.max, y}, dx: right, dy: up, align: "right", text: change, color: colorQuiet})
		s.arrow(point{s.x.max + (right-widest(text, false, change)-9)*s.x1px(), y + up*s.y1px()}, r.Change)
	}
	s.captions(
		caption{at: point{0, y}, dy: up, text: l.Rank(r.Rank, r.Tied), color: colorQuiet, bold: home},
		caption{at: point{0, y}, dx: 30, dy: up, text: typeface.Fit(countryName(l, r), 180, text, home), bold: home},
	)
}

// arrow draws the triangle of a change; none where nothing changed.
func (p *plot) arrow(at point, change float64) {
	u := p.size.unit()
	x, y, up := p.px(at.x), p.py(at.y), 3.75*u
	switch {
	case change == 0:
		return
	case change < 0:
		up = -up
	}
	points := [][2]float64{{round(x - 4.5*u), round(y + up)}, {round(x), round(y - up)}, {round(x + 4.5*u), round(y + up)}}
	p.element("polygon", layerItems, pointsShape{points}, elementStyle{Fill: colorQuiet})
}

// changes reports whether any country has a change to show.
func (s *scoresPlot) changes() bool {
	return slices.ContainsFunc(s.rows, func(r *benchmark.Row) bool { return r.Since != 0 })
}

// change says how a country's score changed, or that it is new.
func (s *scoresPlot) change(l *locale.Locale, r *benchmark.Row) string {
	if r.Since == 0 {
		return l.T("chart.scores.new")
	}
	return l.T("chart.scores.since", "change", signedScore(l, s.table, r.Change), "year", year(r.Since))
}

func scoresSentence(l *locale.Locale, t *benchmark.Table, home string) string {
	if len(t.Rows) == 0 {
		return l.T("chart.scores.none")
	}
	name, r := l.Text(t.Index.Name), t.Row(home)
	if r == nil {
		first, last := &t.Rows[0], &t.Rows[len(t.Rows)-1]
		return l.N("chart.scores.sentence.range", len(t.Rows), "index", name, "year", year(t.Year),
			"first", countryIn(l, first), "high", score(l, t, first.Score), "last", countryIn(l, last), "low", score(l, t, last.Score))
	}
	said := []any{"country", countryName(l, r), "score", score(l, t, r.Score), "max", l.Int(int(ceiling(t))), "index", name, "year", year(t.Year)}
	sentence := l.T("chart.scores.sentence.score", said...)
	if r.Since != 0 {
		sentence = l.T("chart.scores.sentence.change", append(said, "change", signedScore(l, t, r.Change), "since", year(r.Since))...)
	}
	var tied []string
	for i := range t.Rows {
		if other := &t.Rows[i]; other.Rank == r.Rank && other.Country != home {
			tied = append(tied, countryIn(l, other))
		}
	}
	if len(tied) > 0 {
		return sentence + " " + l.N("chart.scores.sentence.tied", t.Size(), "rank", l.Ordinal(r.Rank), "others", l.List(tied))
	}
	if r.Tied { // with countries that are not shown
		return sentence + " " + l.N("chart.scores.sentence.level", t.Size(), "rank", l.Ordinal(r.Rank))
	}
	return sentence + " " + l.N("chart.scores.sentence.rank", t.Size(), "rank", l.Ordinal(r.Rank))
}

func scoresTable(l *locale.Locale, t *benchmark.Table) Table {
	out := Table{
		Caption: l.T("chart.scores.caption", "index", l.Text(t.Index.Name), "year", year(t.Year)),
		Head:    []string{l.T("chart.column.rank"), l.T("chart.column.country"), l.T("chart.column.score"), l.T("chart.column.change"), l.T("chart.column.since")},
		Numeric: []bool{true, false, true, true, true},
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		change, since := "", ""
		if r.Since != 0 {
			change, since = signedScore(l, t, r.Change), year(r.Since)
		}
		out.Rows = append(out.Rows, []string{l.Rank(r.Rank, r.Tied), countryName(l, r), score(l, t, r.Score), change, since})
	}
	return out
}
