package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Subject is what countries are compared by, in the reader's language.
type Subject struct {
	Name   string // "Open Data Barometer, 2017"
	Credit string // who published it, under which licence; blank where a reader made it
}

// SubjectOf returns an edition of an index as a subject.
func SubjectOf(l *locale.Locale, t *benchmark.Table) Subject {
	return Subject{Name: l.Text(t.Index.Name) + ", " + year(t.Year), Credit: indexNote(l, t)}
}

// Ranges are countries ranked by a composite, and how far their ranks hang on how it
// is made.
type Ranges struct {
	Subject
	Of    int     // how many countries are ranked, shown or not; 0 for as many as Spans
	Most  int     // how many are drawn at most; 0 for as many as have room
	Delta float64 // share by which weights vary in the rank range
	Draws int     // of the simulation; 0 for none
	Seed  uint64
	Spans []RankSpan // in any order
}

// RankSpan is one country. Ranks of 0 and percentiles of NaN are not known: the
// country did not enter the composite, or there was no simulation.
type RankSpan struct {
	Country           string
	Published         int  // rank of the published score
	Tied              bool // it is the rank of another country too, shown or not
	Rank              int  // of the composite, within Best to Worst
	Best, Worst       int  // see [benchmark.RankRange]
	Low, Median, High float64
}

// RangesOf returns the ranges of an edition of an index. The simulation is of
// [benchmark.MatrixOf] the edition, nil for none.
func RangesOf(l *locale.Locale, t *benchmark.Table, s *benchmark.Simulated, seed uint64) Ranges {
	r := Ranges{Subject: SubjectOf(l, t), Of: t.Entered(), Delta: t.WeightDelta}
	place := map[string]int{}
	if edition := t.Index.Edition(t.Year); s != nil && edition != nil {
		r.Draws, r.Seed = s.Draws, seed
		for i := range edition.Scores {
			place[edition.Scores[i].Country] = i
		}
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		span := RankSpan{
			Country: row.Country, Published: row.Rank, Tied: row.Tied, Rank: row.CompositeRank, Best: row.Best, Worst: row.Worst,
			Low: math.NaN(), Median: math.NaN(), High: math.NaN(),
		}
		if k, ok := place[row.Country]; ok && k < len(s.Median) {
			span.Low, span.Median, span.High = s.Low[k], s.Median[k], s.High[k]
		}
		r.Spans = append(r.Spans, span)
	}
	return r
}

// RangesOfStudy returns the ranges of some countries of a composite.
func RangesOfStudy(s Subject, study *benchmark.Study, countries []string) Ranges {
	r := Ranges{Subject: s, Of: study.Entered(), Delta: study.Simulation.Delta, Draws: study.Simulated.Draws, Seed: study.Simulation.Seed}
	for i, country := range study.Matrix.Countries {
		if !slices.Contains(countries, country) {
			continue
		}
		span := RankSpan{
			Country: country, Rank: study.Composite.Ranks[i], Best: study.Ranges.Best[i], Worst: study.Ranges.Worst[i],
			Low: study.Simulated.Low[i], Median: study.Simulated.Median[i], High: study.Simulated.High[i],
		}
		if study.Published != nil {
			span.Published, span.Tied = study.Published[i], benchmark.Tied(study.Published, i)
		}
		r.Spans = append(r.Spans, span)
	}
	return r
}

// BenchmarkRankRanges shows [RankRanges] of an edition without a simulation.
func BenchmarkRankRanges(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	return RankRanges(l, RangesOf(l, &t, nil, 0), home, size, chosen...)
}

// RankRanges shows for each country the ranks between which it stays, with its rank
// as a mark, and below, where there was a simulation, the sensitivity range with its
// median.
func RankRanges(l *locale.Locale, r Ranges, home string, size Size, chosen ...string) Chart {
	g := newRanges(r, home, chosen)
	c := Chart{
		ID:       "rank-range",
		Title:    l.T("chart.rank_range.title"),
		Subtitle: l.T("chart.rank_range.subtitle", "name", r.Name, "delta", deltaPercent(l, r.Delta)),
		Sentence: g.sentence(l),
		Note:     r.Credit,
		Table:    g.table(l),
		Width:    int(size),
	}
	if len(g.ranked) == 0 {
		return c.empty(c.Sentence, size)
	}
	g.draw(l, size)
	c.Height, c.Options = int(g.height), g.options()
	return c
}

// seedText writes a seed, which is not a number of anything.
func seedText(seed uint64) string { return strconv.FormatUint(seed, 10) }

// deltaPercent writes the share by which weights vary: "25%".
func deltaPercent(l *locale.Locale, delta float64) string {
	return l.T("chart.percent", "n", l.AtMost(100*delta))
}

type rangesPlot struct {
	*plot
	Ranges
	home    string
	peers   []string
	ranked  []RankSpan // that entered, by rank
	simular bool       // a simulation is shown
	bar     float64    // height of a rank range

	lastRank int // of the axis
}

// paperRows is how many countries a report shows where not all have room.
const paperRows = 20

func newRanges(r Ranges, home string, chosen []string) *rangesPlot {
	g := &rangesPlot{Ranges: r, home: home, peers: Peers(home, chosen)}
	g.Spans = slices.Clone(r.Spans)
	slices.SortStableFunc(g.Spans, func(a, b RankSpan) int {
		if (a.Rank == 0) != (b.Rank == 0) {
			return cmp.Compare(b.Rank, a.Rank)
		}
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Country, b.Country))
	})
	for _, s := range g.Spans {
		if s.Rank > 0 {
			g.ranked = append(g.ranked, s)
			g.simular = g.simular || !math.IsNaN(s.Median)
		}
	}
	return g
}

func (g *rangesPlot) span(country string) *RankSpan {
	i := slices.IndexFunc(g.ranked, func(s RankSpan) bool { return s.Country == country })
	if i < 0 {
		return nil
	}
	return &g.ranked[i]
}

// rows are those that have room, those that stand out among them.
func (g *rangesPlot) rows(most int) []RankSpan {
	return keepLooks(g.ranked, most, func(s RankSpan) bool { return lookOf(s.Country, g.home, g.peers).order() > 0 })
}

func (g *rangesPlot) draw(l *locale.Locale, size Size) {
	u := size.unit()
	key := g.key(l)
	row := 24 * u
	g.bar = 11 * u
	if size == Print { // so that thirty countries stand on a page, with what is said of them
		row, g.bar = 19*u, 8*u
	}
	if g.simular {
		row += g.bar * 0.7
	}
	f := frame{top: keyHeight(size, key) + 34*u, bottom: 4 * u, right: 2 * u, left: 2 * u}
	if size == Narrow {
		row += 24
		f.left, f.right = 8, 8
	} else {
		f.left = map[Size]float64{Wide: 190, Print: 118}[size]
		f.right = map[Size]float64{Wide: 104, Print: 60}[size]
		if g.simular {
			f.right += 88 * u
		}
	}
	most := scoreRows(size)
	if size == Print && len(g.ranked) > most { // a report has the others in a table
		most = paperRows
	}
	if g.Most > 0 {
		most = min(most, g.Most)
	}
	rows := g.rows(most)
	last := 1.0
	for _, s := range rows {
		last = max(last, float64(max(s.Rank, s.Worst, s.Published)))
		if !math.IsNaN(s.High) {
			last = max(last, math.Ceil(s.High))
		}
	}
	g.lastRank = int(last)
	g.plot = newPlot(size, f.top+row*float64(len(rows))+f.bottom, f, scale{min: 0.5, max: last + 0.5}, stepScale(len(rows)))
	g.plot.key(key)
	g.axis(l)
	for i := range rows {
		g.row(l, &rows[i], float64(i))
	}
	g.moreRows(l, len(g.Spans)-len(rows))
}

// key explains the marks that are in the picture.
func (g *rangesPlot) key(l *locale.Locale) []keyItem {
	items := []keyItem{
		{width: 30, name: l.T("chart.rank_range.key.range", "delta", deltaPercent(l, g.Delta)), draw: func(p *plot, x, y float64) {
			p.rangeBar(boxAround(x, y, 30*p.size.unit(), 11*p.size.unit()), contextLook)
		}},
		{width: 11, name: l.T("chart.rank_range.key.rank"), draw: func(p *plot, x, y float64) {
			p.symbols(contextLook.mark(p.size, 10), item{at: p.at(x, y)})
		}},
	}
	if slices.ContainsFunc(g.ranked, func(s RankSpan) bool { return s.Published > 0 }) {
		items = append(items, keyItem{width: 5, name: l.T("chart.rank_range.key.published"), draw: func(p *plot, x, y float64) {
			p.publishedTick(x, y)
		}})
	}
	if g.simular {
		items = append(items, keyItem{width: 34, name: l.T("chart.rank_range.key.sensitivity"), draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			p.whisker(x-17*u, x+17*u, y, colorQuiet)
			p.medianRing(x, y, colorQuiet)
		}})
	}
	return items
}

// axis sets the ranks along the top, with a line down from each.
func (g *rangesPlot) axis(l *locale.Locale) {
	u, last := g.size.unit(), g.lastRank
	step := 1
	for _, s := range []int{1, 5, 10, 20, 50, 100} {
		if step = s; last/s <= 10 {
			break
		}
	}
	var labels []caption
	for rank := 1; rank <= last; rank++ {
		if rank != 1 && rank%step != 0 {
			continue
		}
		x := float64(rank)
		g.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x, g.y.min}, point{x, g.y.max}})
		labels = append(labels, caption{at: point{x, g.y.min}, dy: -12 * u, align: "center", text: l.Int(rank), color: colorQuiet})
	}
	g.captions(labels...)
	if g.size == Narrow {
		return
	}
	head := func(x, dx float64, align, text string) {
		g.captions(caption{at: point{x, g.y.min}, dx: dx, dy: -12 * u, align: align, text: text, color: colorQuiet, bold: true})
	}
	head(g.x.min, -g.frame.left, "left", l.T("chart.column.country"))
	if g.simular {
		head(g.x.max, g.frame.right-92*u, "right", l.T("chart.rank_range.head.range"))
		head(g.x.max, g.frame.right, "right", l.T("chart.rank_range.head.sensitivity"))
	} else {
		head(g.x.max, g.frame.right, "right", l.T("chart.rank_range.head.range"))
	}
	g.segments(stroke{color: colorInk, width: 1.5 * u}, layerGrid, segment{g.at(0, g.frame.top), g.at(g.width, g.frame.top)})
}

// row draws a country around the middle of its row.
func (g *rangesPlot) row(l *locale.Locale, s *RankSpan, y float64) {
	u, text := g.size.unit(), g.size.text()
	k := lookOf(s.Country, g.home, g.peers)
	strong := k.order() > 0
	name, ink := l.Country(s.Country), colorInk
	if strong {
		ink = k.ink()
	}
	middle := g.py(y)
	ranges, sensitivity := g.spanText(l, s), g.sensitivityText(l, s)
	if g.size == Narrow {
		line := g.py(y-0.5) + 13
		g.captions(
			caption{at: g.at(2, line), text: typeface.Fit(name, 150, text, strong), bold: strong, color: ink, halo: true},
			caption{at: g.at(g.width-2, line), align: "right", text: strings.TrimSpace(ranges + "  " + bracketed(sensitivity)), bold: strong, halo: true},
		)
		middle = line + 19
	} else {
		g.captions(caption{at: g.at(0, middle), text: typeface.Fit(name, g.frame.left-12*u, text, strong), bold: strong, color: ink})
		right := g.width
		if g.simular {
			g.captions(caption{at: g.at(right, middle), align: "right", text: sensitivity, color: colorQuiet, bold: strong})
			right -= 92 * u
		}
		g.captions(caption{at: g.at(right, middle), align: "right", text: ranges, bold: strong})
		g.segments(stroke{color: colorLine, width: u}, layerGrid, segment{g.at(0, g.py(y+0.5)), g.at(g.width, g.py(y+0.5))})
	}
	if g.simular {
		middle -= g.bar * 0.45
	}
	g.rangeBar(box{g.px(float64(s.Best)-0.5) + u, middle - g.bar/2, g.px(float64(s.Worst)+0.5) - u, middle + g.bar/2}, k)
	if s.Published > 0 {
		g.publishedTick(g.px(float64(s.Published)), middle)
	}
	g.symbols(k.mark(g.size, 9), item{at: g.at(g.px(float64(s.Rank)), middle), tip: g.tip(l, s)})
	if !math.IsNaN(s.Median) {
		below := middle + g.bar*1.15
		g.whisker(g.px(s.Low), g.px(s.High), below, k.ink())
		g.medianRing(g.px(s.Median), below, k.ink())
	}
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

// rangeBar draws the rank range.
func (p *plot) rangeBar(b box, k countryLook) {
	style := elementStyle{Fill: colorTrack, Stroke: k.color, LineWidth: p.size.unit()}
	if k.home {
		style.Fill, style.Stroke = colorLimited, colorSubstantial
	}
	p.element("rect", layerItems-1, b.shape(), style)
}

// publishedTick marks the rank of the published score.
func (p *plot) publishedTick(x, y float64) {
	u := p.size.unit()
	p.segments(stroke{color: colorPage, width: 5 * u}, layerItems-1, segment{p.at(x, y-8*u), p.at(x, y+8*u)})
	p.segments(stroke{color: colorInk, width: 2.5 * u}, layerItems-1, segment{p.at(x, y-8*u), p.at(x, y+8*u)})
}

// whisker draws a range with caps at its ends.
func (p *plot) whisker(from, to, y float64, color string) {
	u := p.size.unit()
	s := stroke{color: color, width: 1.5 * u}
	p.segments(s, layerItems-1,
		segment{p.at(from, y), p.at(to, y)},
		segment{p.at(from, y-3.5*u), p.at(from, y+3.5*u)}, segment{p.at(to, y-3.5*u), p.at(to, y+3.5*u)})
}

// medianRing marks a median on its whisker.
func (p *plot) medianRing(x, y float64, color string) {
	u := p.size.unit()
	p.element("circle", layerItems-1, circleShape{round(x), round(y), round(3 * u)}, elementStyle{Fill: colorPage, Stroke: color, LineWidth: 1.5 * u})
}

// spanText writes a rank range: "1–4", or "3" where the rank stays.
func (g *rangesPlot) spanText(l *locale.Locale, s *RankSpan) string {
	if s.Best == s.Worst {
		return l.Int(s.Best)
	}
	return l.Int(s.Best) + "–" + l.Int(s.Worst)
}

// sensitivityText writes a sensitivity range; blank where there is none.
func (g *rangesPlot) sensitivityText(l *locale.Locale, s *RankSpan) string {
	switch {
	case math.IsNaN(s.Median):
		return ""
	case s.Low == s.High:
		return l.AtMost(s.Low)
	}
	return l.AtMost(s.Low) + "–" + l.AtMost(s.High)
}

func (g *rangesPlot) tip(l *locale.Locale, s *RankSpan) string {
	tip := l.Country(s.Country) + "\n" + l.T("chart.rank_range.tip", "rank", s.Rank, "range", g.spanText(l, s))
	if s.Published > 0 {
		tip += "\n" + l.T("chart.rank_range.tip_published", "rank", s.Published)
	}
	if !math.IsNaN(s.Median) {
		tip += "\n" + l.T("chart.rank_range.tip_sensitivity", "range", g.sensitivityText(l, s), "median", l.AtMost(s.Median))
	}
	return tip
}

// sentence says how far the home country's rank can be relied on.
func (g *rangesPlot) sentence(l *locale.Locale) string {
	if len(g.ranked) == 0 {
		return l.T("chart.rank_range.none")
	}
	delta := deltaPercent(l, g.Delta)
	home := g.span(g.home)
	if home == nil {
		fixed, widest := 0, &g.ranked[0]
		for i := range g.ranked {
			s := &g.ranked[i]
			if s.Best == s.Worst {
				fixed++
			}
			if s.Worst-s.Best > widest.Worst-widest.Best {
				widest = s
			}
		}
		return l.N("chart.rank_range.sentence.all", len(g.ranked), "fixed", fixed, "delta", delta,
			"country", l.Country(widest.Country), "best", l.Ordinal(widest.Best), "worst", l.Ordinal(widest.Worst))
	}
	said := []any{
		"country", l.Country(home.Country), "rank", l.Ordinal(home.Rank), "delta", delta,
		"best", l.Ordinal(home.Best), "worst", l.Ordinal(home.Worst),
	}
	form := "chart.rank_range.sentence.moves"
	if home.Best == home.Worst {
		form = "chart.rank_range.sentence.stays"
	}
	parts := []string{l.N(form, max(g.Of, len(g.ranked)), said...)}
	if home.Published > 0 {
		form := "chart.rank_range.sentence.published"
		if home.Tied {
			form = "chart.rank_range.sentence.published_tied"
		}
		parts = append(parts, l.T(form, "rank", l.Ordinal(home.Published)))
	}
	overlapping := 0
	for _, s := range g.ranked {
		if s.Country != home.Country && s.Best <= home.Worst && s.Worst >= home.Best {
			overlapping++
		}
	}
	if overlapping > 0 {
		parts = append(parts, l.N("chart.rank_range.sentence.overlap", overlapping))
	}
	if !math.IsNaN(home.Median) {
		parts = append(parts, l.T("chart.rank_range.sentence.sensitivity", "draws", g.Draws, "seed", seedText(g.Seed),
			"low", l.AtMost(home.Low), "high", l.AtMost(home.High), "median", l.AtMost(home.Median)))
	}
	return strings.Join(parts, " ")
}

func (g *rangesPlot) table(l *locale.Locale) Table {
	out := Table{
		Caption: l.T("chart.rank_range.caption", "name", g.Name),
		Head: []string{
			l.T("chart.column.country"), l.T("chart.rank_range.column.published"), l.T("chart.rank_range.column.rank"),
			l.T("chart.rank_range.column.best"), l.T("chart.rank_range.column.worst"),
		},
		Numeric: []bool{false, true, true, true, true},
	}
	if g.simular {
		out.Head = append(out.Head, l.T("chart.rank_range.column.low"), l.T("chart.rank_range.column.median"), l.T("chart.rank_range.column.high"))
		out.Numeric = append(out.Numeric, true, true, true)
	}
	number := func(rank int) string {
		if rank == 0 {
			return ""
		}
		return l.Int(rank)
	}
	var percentiles []float64
	for _, s := range g.Spans {
		percentiles = append(percentiles, s.Low, s.Median, s.High)
	}
	for _, s := range g.Spans {
		out.Rows = append(out.Rows, []string{l.Country(s.Country), number(s.Published), number(s.Rank), number(s.Best), number(s.Worst)})
		for _, v := range []float64{s.Low, s.Median, s.High} {
			if g.simular {
				out.add(l, v, digitsOf(percentiles))
			}
		}
	}
	return out
}
