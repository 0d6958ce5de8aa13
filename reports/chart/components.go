package chart

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"ogptracker/reports/typeface"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// ComponentsRadar sets the parts of the home country's score against those of the
// chosen countries, or of the two that rank highest beside it. Their values stand
// beside the picture, since shapes alone compare badly.
func ComponentsRadar(l *locale.Locale, t benchmark.Table, home string, size Size, chosen ...string) Chart {
	profiles := pickProfiles(&t, home, chosen)
	c := Chart{
		ID:       "components",
		Title:    l.T("chart.components.title"),
		Subtitle: l.T("chart.components.subtitle", "index", l.Text(t.Index.Name), "year", year(t.Year)),
		Sentence: componentsSentence(l, &t, profiles),
		Note:     indexNote(l, &t),
		Table:    componentsTable(l, &t),
		Width:    int(size),
	}
	if len(t.Components) < 3 || len(profiles) == 0 {
		return c.empty(c.Sentence, size)
	}
	u := size.unit()
	r := &radar{table: &t, profiles: profiles, radius: 150 * u, centre: point{230 * u, 206 * u}, right: 460 * u}
	height, listLeft, listTop := 350*u, 500*u, 150*u
	if len(t.Components) > 3 { // the lower half is used as well
		height += 90 * u
	}
	if size == Narrow {
		r.radius, r.centre, r.right = 105, point{float64(size) / 2, 150}, float64(size)
		height, listLeft, listTop = 264, 4, 280
		if len(t.Components) > 3 {
			height, listTop = 310, 330
		}
		height += 26*float64(len(profiles)) + 4
	}
	listed := 0.0 // height of the list of the parts
	if r.numbered = !r.namesFit(l, size); r.numbered {
		listed = 20*u*float64(len(t.Components)) + 14*u
		if size == Narrow {
			height += listed
		} else {
			listTop = 40 * u
			height = max(height, listTop+26*u*float64(len(profiles))+listed)
		}
	}
	// One unit of both axes is a pixel: nothing here lies on axes but the shapes,
	// which have their own.
	r.plot = newPlot(size, height, frame{}, scale{min: 0, max: float64(size)}, scale{min: 0, max: math.Ceil(height), down: true})
	r.shapes(l)
	r.names(l)
	r.list(l, listLeft, listTop)
	if r.numbered {
		r.parts(l, listLeft, listTop+26*u*float64(len(profiles)))
	}
	c.Height, c.Options = int(r.height), r.options()
	return c
}

type radar struct {
	*plot
	table    *benchmark.Table
	profiles []profile
	radius   float64
	centre   point
	right    float64 // where the picture of the shapes ends
	numbered bool    // the axes bear numbers, and a list has the parts' names
}

// profile is a country whose parts are drawn.
type profile struct {
	countryLook
	row *benchmark.Row
}

// pickProfiles returns the home country and the chosen ones, or the two others that
// rank highest, of those whose parts are all published.
func pickProfiles(t *benchmark.Table, home string, chosen []string) []profile {
	whole := func(r *benchmark.Row) bool {
		return len(r.Components) == len(t.Components) && !slices.ContainsFunc(r.Components, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	}
	peers := Peers(home, chosen)
	for i := 0; i < len(t.Rows) && len(Peers(home, chosen)) == 0 && len(peers) < leadersBeside; i++ {
		if r := &t.Rows[i]; r.Country != home && whole(r) {
			peers = append(peers, r.Country)
		}
	}
	var out []profile
	for _, country := range append([]string{home}, peers...) {
		if r := t.Row(country); r != nil && whole(r) {
			out = append(out, profile{lookOf(country, home, peers), r})
		}
	}
	return out
}

// leadersBeside is how many leaders stand beside the home country where none are
// chosen.
const leadersBeside = 2

// radarAxes is go-echarts' radar with the options it lacks.
type radarAxes struct {
	opts.RadarComponent
	Center   []float64 `json:"center"`
	Radius   float64   `json:"radius"`
	AxisName struct {
		Show bool `json:"show"`
	} `json:"axisName"`
}

// radarShape is go-echarts' datum of a radar with the options it lacks.
type radarShape struct {
	Name       string     `json:"name"`
	Value      []float64  `json:"value"`
	Symbol     string     `json:"symbol"`
	SymbolSize float64    `json:"symbolSize"`
	ItemStyle  *itemStyle `json:"itemStyle"`
	LineStyle  *lineStyle `json:"lineStyle"`
}

// shapes draws the axes and the countries' shapes.
func (r *radar) shapes(l *locale.Locale) {
	u := r.size.unit()
	axes := radarAxes{Center: []float64{round(r.centre.x), round(r.centre.y)}, Radius: round(r.radius)}
	for range r.table.Components {
		axes.Indicator = append(axes.Indicator, &opts.Indicator{Max: 100})
	}
	line := opts.LineStyle{Color: colorLine, Width: float32(u), Opacity: opts.Float(1)}
	axes.SplitNumber = 4
	axes.SplitArea = &opts.SplitArea{Show: opts.Bool(false)}
	axes.SplitLine = &opts.SplitLine{Show: opts.Bool(true), LineStyle: &line}
	axes.AxisLine = &opts.AxisLine{Show: opts.Bool(true), LineStyle: &line}
	r.extra = map[string]any{"radar": axes}

	for i := len(r.profiles) - 1; i >= 0; i-- { // home last, on top
		p := r.profiles[i]
		values := make([]float64, len(p.row.Components))
		text := countryName(l, p.row)
		for j, v := range p.row.Components {
			values[j] = round(max(0, min(100, v)))
			text += "\n" + l.Text(r.table.Components[j].Name) + l.T("chart.colon") + partText(l, r.table, v)
		}
		mark, line := p.mark(r.size, 7), p.line(r.size)
		shape := radarShape{
			Name: tip(text), Value: values, Symbol: mark.symbol, SymbolSize: round(mark.width),
			ItemStyle: markStyle(mark, u),
			LineStyle: &lineStyle{LineStyle: opts.LineStyle{Color: line.color, Width: float32(line.width)}, Dash: line.dash},
		}
		r.add(series{SingleSeries: charts.SingleSeries{Type: "radar", Data: []radarShape{shape}}, Z: layerLines, Cursor: "default"})
	}
}

// axis is where a part's name stands: at the end of its axis, aligned so that it
// keeps off the shape, with so much room.
func (r *radar) axis(i int, size Size) (at point, align string, room, sin float64) {
	u, n := size.unit(), len(r.table.Components)
	sin, cos := math.Sincos(math.Pi/2 + 2*math.Pi*float64(i)/float64(n))
	at = point{r.centre.x + (r.radius+12*u)*cos, r.centre.y - (r.radius+12*u)*sin}
	switch side := math.Abs(cos) > 0.3 && (n > 3 || sin > 0); {
	case side && cos > 0:
		return at, "left", r.right - at.x, sin
	case side:
		return at, "right", at.x, sin
	}
	return at, "center", 2 * min(at.x, r.right-at.x), sin
}

// namesFit reports whether all names have room at the ends of their axes.
func (r *radar) namesFit(l *locale.Locale, size Size) bool {
	for i := range r.table.Components {
		if _, _, room, _ := r.axis(i, size); widest(size.text(), true, l.Text(r.table.Components[i].Name)) > room {
			return false
		}
	}
	return true
}

// parts lists the parts by number.
func (r *radar) parts(l *locale.Locale, left, top float64) {
	u := r.size.unit()
	for i, component := range r.table.Components {
		y := top + 14*u + float64(i)*20*u
		r.captions(
			caption{at: point{left + 16*u, y}, align: "right", text: l.Int(i + 1), bold: true},
			caption{at: point{left + 24*u, y}, text: typeface.Fit(l.Text(component.Name), r.width-left-26*u, r.size.text(), false)},
		)
	}
}

// names sets the parts' names, or numbers, at the ends of their axes with each
// country's value in its colour, and the scale along the first axis.
func (r *radar) names(l *locale.Locale) {
	u, text := r.size.unit(), r.size.text()
	beside := r.profiles
	if !r.valuesFit(l) { // the table has all
		beside = beside[:1]
	}
	for i, component := range r.table.Components {
		at, align, _, sin := r.axis(i, r.size)
		values, width := r.valuesOf(l, i, beside)
		name := caption{at: at, bold: true, align: align, text: l.Text(component.Name)}
		if r.numbered {
			name.text = l.Int(i + 1)
		}
		left := at.x - width*map[string]float64{"left": 0, "center": 0.5, "right": 1}[align]
		left = max(0, min(left, r.right-width))
		switch { // name over values, both clear of the shape
		case sin > 0.3:
			name.dy = -text*leading - 2*u
		case sin < -0.3:
			name.dy = 4 * u
		default:
			name.dy = -text * leading / 2
		}
		r.captions(name)
		for _, v := range values {
			v.at, v.dx, v.dy = at, v.dx+left-at.x, name.dy+text*leading
			r.captions(v)
		}
	}
	for _, v := range []float64{50, 100} {
		r.captions(caption{at: point{r.centre.x + 6*u, r.centre.y - r.radius*v/100 + 8*u}, text: l.Int(int(v)), size: r.size.small(), color: colorQuiet, halo: true})
	}
}

// valuesFit reports whether the values of all countries have room at the end of every
// axis.
func (r *radar) valuesFit(l *locale.Locale) bool {
	n := float64(len(r.table.Components))
	for i := range r.table.Components {
		_, align, room, _ := r.axis(i, r.size)
		if align == "center" { // they are moved into the picture
			room = r.right/2 - 10*r.size.unit()
		}
		if n > 6 { // or they touch those of the next axis
			room = min(room, 2*math.Pi*r.radius/n)
		}
		if _, width := r.valuesOf(l, i, r.profiles); width > room {
			return false
		}
	}
	return true
}

// valuesOf returns the values of a part, side by side from 0, and how wide they are
// together.
func (r *radar) valuesOf(l *locale.Locale, part int, profiles []profile) (values []caption, width float64) {
	for i, p := range profiles {
		if i > 0 {
			width += 9 * r.size.unit()
		}
		v := caption{text: partText(l, r.table, p.row.Components[part]), bold: p.home, color: p.ink(), dx: width}
		values = append(values, v)
		width += widest(r.size.text(), v.bold, v.text)
	}
	return values, width
}

// list names the shapes.
func (r *radar) list(l *locale.Locale, left, top float64) {
	u := r.size.unit()
	for i, p := range r.profiles {
		y := top + float64(i)*26*u
		r.segments(p.line(r.size), layerItems, segment{point{left, y}, point{left + 32*u, y}})
		r.symbols(p.mark(r.size, 7), item{at: point{left + 16*u, y}})
		name := typeface.Fit(countryName(l, p.row), r.width-left-42*u, r.size.text(), p.home)
		r.captions(caption{at: point{left + 42*u, y}, text: name, bold: p.home, color: p.ink()})
	}
}

func componentsSentence(l *locale.Locale, t *benchmark.Table, profiles []profile) string {
	if len(t.Components) < 3 || len(profiles) == 0 {
		return l.T("chart.components.none")
	}
	p := profiles[0]
	best, worst := 0, 0
	for j, v := range p.row.Components {
		if v > p.row.Components[best] {
			best = j
		}
		if v < p.row.Components[worst] {
			worst = j
		}
	}
	sentence := l.T("chart.components.sentence.span", "country", countryName(l, p.row),
		"best", l.Text(t.Components[best].Name), "high", partText(l, t, p.row.Components[best]),
		"worst", l.Text(t.Components[worst].Name), "low", partText(l, t, p.row.Components[worst]))
	var ahead []string
	for j, v := range p.row.Components {
		if !slices.ContainsFunc(profiles[1:], func(o profile) bool { return o.row.Components[j] > v }) {
			ahead = append(ahead, l.Text(t.Components[j].Name))
		}
	}
	var peers []string
	for _, o := range profiles[1:] {
		peers = append(peers, countryIn(l, o.row))
	}
	switch {
	case len(peers) == 0:
		return sentence
	case len(ahead) == 0:
		return sentence + " " + l.T("chart.components.sentence.behind", "peers", l.List(peers))
	}
	return sentence + " " + l.T("chart.components.sentence.ahead", "peers", l.List(peers), "components", l.List(ahead))
}

func componentsTable(l *locale.Locale, t *benchmark.Table) Table {
	out := Table{Caption: l.T("chart.components.caption", "index", l.Text(t.Index.Name), "year", year(t.Year)), Head: []string{l.T("chart.column.country")}, Numeric: []bool{false}}
	for _, c := range t.Components {
		out.Head, out.Numeric = append(out.Head, l.Text(c.Name)), append(out.Numeric, true)
	}
	for i := range t.Rows {
		row := []string{countryName(l, &t.Rows[i])}
		for _, v := range t.Rows[i].Components {
			if math.IsNaN(v) {
				row = append(row, "")
			} else {
				row = append(row, partText(l, t, v))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
