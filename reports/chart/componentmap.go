package chart

import (
	"math"
	"slices"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// BenchmarkComponents shows [ComponentHeatMap] of an edition: all countries of the
// table, by rank.
func BenchmarkComponents(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	return ComponentHeatMap(l, SubjectOf(l, &t), matrixOf(&t), countriesOf(&t), home, size, chosen...)
}

// matrixOf returns the whole edition of a table, of which the table may hold a part.
func matrixOf(t *benchmark.Table) benchmark.Matrix {
	if edition := t.Index.Edition(t.Year); edition != nil {
		return benchmark.MatrixOf(&t.Index, edition)
	}
	return benchmark.Matrix{Components: t.Components}
}

// countriesOf lists the countries of a table, by rank.
func countriesOf(t *benchmark.Table) []string {
	countries := make([]string, len(t.Rows))
	for i := range t.Rows {
		countries[i] = t.Rows[i].Country
	}
	return countries
}

// ComponentHeatMap prints the value of each component for some countries of a
// matrix, in the order given. The shade says in which quarter it lies between the
// lowest and the highest of all countries of the matrix, darker being better.
func ComponentHeatMap(l *locale.Locale, s Subject, m benchmark.Matrix, countries []string, home string, size Size, chosen ...string) Chart {
	h := newComponentMap(m, countries, home, chosen)
	c := Chart{
		ID:       "component-heat-map",
		Title:    l.T("chart.component_map.title"),
		Subtitle: l.N("chart.component_map.subtitle", len(m.Countries), "name", s.Name),
		Sentence: h.sentence(l),
		Note:     s.Credit,
		Table:    h.table(l, s),
		Width:    int(size),
	}
	if len(h.rows) == 0 || len(m.Components) == 0 {
		return c.empty(c.Sentence, size)
	}
	h.draw(l, size)
	c.Height, c.Options = int(h.height), h.options()
	return c
}

type componentMap struct {
	*plot
	m        benchmark.Matrix
	quarters []benchmark.Values // as the matrix: 0 lowest to 3 highest quarter, NaN for none
	home     string
	peers    []string
	rows     []int // places in the matrix
}

func newComponentMap(m benchmark.Matrix, countries []string, home string, chosen []string) *componentMap {
	h := &componentMap{m: m, home: home, peers: Peers(home, chosen), quarters: quartersOf(m)}
	for _, country := range countries {
		if i := slices.Index(m.Countries, country); i >= 0 {
			h.rows = append(h.rows, i)
		}
	}
	return h
}

// quartersOf returns in which quarter of a component's span each value lies; NaN
// where it is missing, or the component tells no countries apart.
func quartersOf(m benchmark.Matrix) []benchmark.Values {
	directed := m.Directed()
	out := make([]benchmark.Values, len(directed))
	for i := range directed {
		out[i] = make(benchmark.Values, len(m.Components))
	}
	for j := range m.Components {
		low, high := math.Inf(1), math.Inf(-1)
		for _, row := range directed {
			if !math.IsNaN(row[j]) {
				low, high = min(low, row[j]), max(high, row[j])
			}
		}
		for i, row := range directed {
			out[i][j] = math.NaN()
			if high-low > benchmark.TieWithin && !math.IsNaN(row[j]) {
				out[i][j] = min(3, math.Floor(4*(row[j]-low)/(high-low)))
			}
		}
	}
	return out
}

// quarterPaints are how the quarters are painted, the lowest first.
var quarterPaints = [4]levelPaint{
	{fill: colorPage, ink: colorInk, edge: colorEdge},
	{fill: colorLimited, ink: colorLimitedInk, edge: colorSubstantial},
	{fill: colorSubstantial, ink: colorPage, edge: colorSubstantial},
	{fill: colorComplete, ink: colorPage, edge: colorComplete},
}

// The measures of the grid, in units.
const (
	leastCell   = 33.0 // width of a column of values
	namedColumn = 74.0 // width from which on a column is headed by its name
)

func (h *componentMap) draw(l *locale.Locale, size Size) {
	u := size.unit()
	rows := h.shown(size)
	scored := 0 // a column of scores stands before the components
	if h.m.Scores != nil {
		scored = 1
	}
	left, row := map[Size]float64{Wide: 190, Narrow: 126, Print: 112}[size], 27*u
	columns := len(h.m.Components) + scored
	above := size == Narrow && (float64(size)-left)/float64(columns) < leastCell
	if above { // the name stands over its values
		left, row = 0, 50
	}
	room := float64(size) - left - 1
	columns = min(columns, int(room/(leastCell*u)))
	width := min(room/float64(columns), 140*u)
	named := width >= namedColumn*u

	key := h.key(l)
	head := 22 * u
	heads, headSize := make([][]string, columns), h.headSize(l, size, width-3*u)
	for k := range heads {
		heads[k] = []string{l.Int(k + 1 - scored)}
		if k < scored {
			heads[k] = []string{l.T("chart.column.score")}
		} else if named {
			heads[k] = typeface.Wrap(l.Text(h.m.Components[k-scored].Name), width-3*u, headSize, true, 3)
			head = max(head, float64(len(heads[k]))*headSize*leading+8*u)
		}
	}
	f := frame{left: left, top: keyHeight(size, key) + 8*u + head, right: 1 + room - width*float64(columns), bottom: 4 * u}
	height := f.top + row*float64(len(rows))
	listed := 0
	if !named {
		listed = columns - scored
		f.bottom += 20*u*math.Ceil(float64(listed)/float64(h.listColumns(size))) + 10*u
	}
	h.plot = newPlot(size, height+f.bottom, f, scale{min: -0.5, max: float64(columns) - 0.5}, stepScale(len(rows)))
	h.plot.key(key)
	for k, lines := range heads {
		c := caption{at: point{float64(k), h.y.min}, dy: -6*u - (float64(len(lines))-0.5)*headSize*leading, align: "center", size: headSize, bold: true, color: colorQuiet}
		h.lines(c, lines)
	}
	for y, i := range rows {
		h.row(l, i, float64(y), columns, scored, above)
	}
	if listed > 0 {
		h.list(l, listed, height+10*u)
	}
	h.more(l, len(h.rows)-len(rows), len(h.m.Components)+scored-columns)
}

// headSize is the size of type of the components' names: that of text, or that of codes
// where a word is too wide.
func (h *componentMap) headSize(l *locale.Locale, size Size, width float64) float64 {
	for _, c := range h.m.Components {
		for _, word := range strings.Fields(l.Text(c.Name)) {
			if widest(size.text(), true, word) > width {
				return size.small()
			}
		}
	}
	return size.text()
}

// shown are the rows that have room, those that stand out among them.
func (h *componentMap) shown(size Size) []int {
	return keepLooks(h.rows, scoreRows(size), func(i int) bool {
		return lookOf(h.m.Countries[i], h.home, h.peers).order() > 0
	})
}

// keepLooks returns the first items up to most, with those that stand out in place
// of the last ones where they come later.
func keepLooks[T any](items []T, most int, standsOut func(T) bool) []T {
	if len(items) <= most {
		return items
	}
	var later []T
	for i, item := range items {
		if i >= most-MostPeers-1 && standsOut(item) {
			later = append(later, item)
		}
	}
	out := slices.Clone(items[:most-MostPeers-1])
	for _, item := range items[most-MostPeers-1:] {
		if !standsOut(item) && len(out)+len(later) < most {
			out = append(out, item)
		}
	}
	return append(out, later...)
}

func (h *componentMap) key(l *locale.Locale) []keyItem {
	names := []string{
		l.T("chart.component_map.lowest"), l.T("chart.component_map.second"), l.T("chart.component_map.third"), l.T("chart.component_map.highest"),
	}
	items := make([]keyItem, 0, len(names)+1)
	for q := len(names) - 1; q >= 0; q-- {
		items = append(items, keyItem{width: 20, name: names[q], draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			swatch(p, boxAround(x, y, 20*u, 12*u), quarterPaints[q])
		}})
	}
	gap := func(i int) bool { return slices.ContainsFunc(h.m.Values[i], math.IsNaN) }
	if slices.ContainsFunc(h.rows, gap) {
		items = append(items, keyItem{width: 20, name: l.T("chart.component_map.missing"), draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			p.dashedBox(boxAround(x, y, 20*u, 12*u))
		}})
	}
	return items
}

// row prints a country's values around the middle of its row.
func (h *componentMap) row(l *locale.Locale, i int, y float64, columns, scored int, above bool) {
	u, text := h.size.unit(), h.size.text()
	country := h.m.Countries[i]
	k := lookOf(country, h.home, h.peers)
	ink := colorInk
	if k.order() > 0 {
		ink = k.ink()
	}
	name := caption{at: h.at(0, h.py(y)), bold: k.order() > 0, color: ink}
	width := h.frame.left - 10*u
	middle := h.py(y)
	if above {
		width = h.width - 4
		name.at = h.at(2, middle-14)
		middle += 8
	}
	name.text = typeface.Fit(l.Country(country), width, text, name.bold)
	h.captions(name)
	cellWidth := h.px(1) - h.px(0) - 2*u
	if columns == 1 {
		cellWidth = h.width - h.frame.left - h.frame.right - 2*u
	}
	for c := range columns {
		at := h.at(h.px(float64(c)), middle)
		if c < scored {
			h.captions(caption{at: at, align: "center", text: h.fitted(l.Decimal(h.m.Scores[i], h.m.ScoreDigits), cellWidth), bold: true})
			continue
		}
		j := c - scored
		area := boxAround(h.px(float64(c)), middle, cellWidth, 23*u)
		value, quarter := h.m.Values[i][j], h.quarters[i][j]
		if math.IsNaN(value) {
			h.dashedBox(area)
			h.captions(caption{at: at, align: "center", text: "–", color: colorQuiet})
			continue
		}
		paint := quarterPaints[0]
		if !math.IsNaN(quarter) {
			paint = quarterPaints[int(quarter)]
		}
		tip := l.Country(country) + "\n" + l.Text(h.m.Components[j].Name) + l.T("chart.colon") + l.Decimal(value, partDigits(h.m, j))
		mark := look{symbol: "rect", width: cellWidth, height: 23 * u, fill: paint.fill}
		if paint.edge != paint.fill {
			// A symbol is stretched, and its outline would be with it.
			swatch(h.plot, area, paint)
			mark.fill = "transparent"
		}
		h.symbols(mark, item{at: at, tip: tip})
		shown := h.fitted(l.Decimal(value, partDigits(h.m, j)), cellWidth)
		h.captions(caption{at: at, align: "center", text: shown, bold: k.home, color: paint.ink})
	}
}

func (h *componentMap) fitted(s string, width float64) string {
	return typeface.Fit(s, width, h.size.text(), true)
}

// partDigits is how many decimals a component of a matrix is written with: as many as
// its index has, or as its values need where a reader brought them.
func partDigits(m benchmark.Matrix, j int) int {
	if m.Digits != nil {
		return m.Digits[j]
	}
	column := make([]float64, len(m.Values))
	for i, row := range m.Values {
		column[i] = row[j]
	}
	return digitsOf(column)
}

// digitsOf is how many decimals the values of a column are written with: one where
// some value has any and all are small.
func digitsOf(column []float64) int {
	digits := 0
	for _, v := range column {
		switch {
		case math.Abs(v) >= 1000:
			return 0
		case !math.IsNaN(v) && v != math.Trunc(v):
			digits = 1
		}
	}
	return digits
}

// listColumns is in how many columns the components are listed by number.
func (h *componentMap) listColumns(size Size) int {
	if size == Narrow {
		return 1
	}
	return 2
}

// list names the components that the columns give by number.
func (h *componentMap) list(l *locale.Locale, n int, top float64) {
	u, across := h.size.unit(), h.listColumns(h.size)
	deep := int(math.Ceil(float64(n) / float64(across)))
	width := h.width / float64(across)
	for j := range n {
		x, y := float64(j/deep)*width, top+(float64(j%deep)+0.5)*20*u
		h.captions(
			caption{at: h.at(x+18*u, y), align: "right", text: l.Int(j + 1), bold: true},
			caption{at: h.at(x+26*u, y), text: typeface.Fit(l.Text(h.m.Components[j].Name), width-34*u, h.size.text(), false)},
		)
	}
}

// more says which rows and columns are in the table only.
func (h *componentMap) more(l *locale.Locale, rows, columns int) {
	h.moreRows(l, rows)
	if columns > 0 {
		h.remark(l.N("chart.component_map.more_columns", columns))
	}
}

// sentence says how often the home country is in the highest and in the lowest
// quarter, and where it is best and worst by them.
func (h *componentMap) sentence(l *locale.Locale) string {
	if len(h.m.Components) == 0 || len(h.m.Countries) == 0 {
		return l.T("chart.component_map.none")
	}
	i := slices.Index(h.m.Countries, h.home)
	if i < 0 {
		return l.N("chart.component_map.sentence.all", len(h.rows), "components", len(h.m.Components))
	}
	var names [4][]string
	missing := 0
	for j, q := range h.quarters[i] {
		switch {
		case math.IsNaN(h.m.Values[i][j]):
			missing++
		case !math.IsNaN(q):
			names[int(q)] = append(names[int(q)], l.Text(h.m.Components[j].Name))
		}
	}
	said := []any{"country", l.Country(h.home), "of", len(h.m.Components)}
	lowest := l.Int(len(names[0]))
	if len(names[0]) == 0 {
		lowest = l.T("chart.component_map.no_component")
	}
	sentence := l.N("chart.component_map.sentence.home", len(names[3]), append(said, "lowest", lowest)...)
	if n := len(names[0]) + len(names[1]); n > 0 && n <= 3 {
		sentence += " " + l.T("chart.component_map.sentence.lower", "components", l.List(slices.Concat(names[0], names[1])))
	}
	if missing > 0 {
		sentence += " " + l.N("chart.component_map.sentence.missing", missing)
	}
	return sentence
}

func (h *componentMap) table(l *locale.Locale, s Subject) Table {
	out := Table{Caption: l.T("chart.component_map.caption", "name", s.Name), Head: []string{l.T("chart.column.country")}, Numeric: []bool{false}}
	if h.m.Scores != nil {
		out.Head, out.Numeric = append(out.Head, l.T("chart.column.score")), append(out.Numeric, true)
	}
	for _, c := range h.m.Components {
		out.Head, out.Numeric = append(out.Head, l.Text(c.Name)), append(out.Numeric, true)
	}
	for _, i := range h.rows {
		out.Rows = append(out.Rows, []string{l.Country(h.m.Countries[i])})
		if h.m.Scores != nil {
			out.add(l, h.m.Scores[i], h.m.ScoreDigits)
		}
		for j, v := range h.m.Values[i] {
			out.add(l, v, partDigits(h.m, j))
		}
	}
	return out
}

// add adds a figure to the last row, blank where there is none, and notes it where
// it is rounded.
func (t *Table) add(l *locale.Locale, v float64, digits int) {
	last := len(t.Rows) - 1
	t.note(last, len(t.Rows[last]), v)
	text := ""
	if !math.IsNaN(v) {
		text = l.Decimal(v, digits)
	}
	t.Rows[last] = append(t.Rows[last], text)
}
