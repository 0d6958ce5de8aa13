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

// ComponentsRadar sets the parts of the home country's score against those of
// the two that rank highest beside it. Their values stand beside the picture,
// since shapes alone compare badly.
func ComponentsRadar(l *locale.Locale, t benchmark.Table, home string, size Size) Chart {
	c := Chart{
		ID:       "components",
		Title:    l.T("chart.components.title"),
		Subtitle: l.T("chart.components.subtitle", "index", l.Text(t.Index.Name), "year", year(t.Year)),
		Sentence: componentsSentence(l, &t, home),
		Table:    componentsTable(l, &t),
		Width:    int(size),
	}
	profiles := pickProfiles(&t, home)
	if len(t.Components) < 3 || len(profiles) == 0 {
		return c.empty(l.T("chart.components.none"), size)
	}
	u := size.unit()
	r := &radar{table: &t, profiles: profiles, radius: 130 * u, centre: point{190 * u, 178 * u}}
	height, listLeft, listTop := 340*u, 400*u, 90*u
	if size == Narrow {
		r.radius, r.centre = 100, point{float64(size) / 2, 140}
		height = 262 + 24*float64(len(profiles)+2)
		listLeft, listTop = 0, 262
	}
	// One unit of both axes is a pixel: nothing here lies on axes but the shapes,
	// which have their own.
	r.plot = newPlot(size, height, frame{}, scale{min: 0, max: float64(size)}, scale{min: 0, max: math.Ceil(height), steps: 1})
	r.shapes(l)
	r.names(l)
	r.list(l, listLeft, listTop)
	c.Height, c.Options = int(r.height), r.options()
	return c
}

type radar struct {
	*plot
	table    *benchmark.Table
	profiles []profile
	radius   float64
	centre   point
}

// profile is a country whose parts are drawn.
type profile struct {
	row  *benchmark.Row
	look stroke
	home bool
}

// pickProfiles returns the home country and the two others that rank highest,
// of those whose parts are all published.
func pickProfiles(t *benchmark.Table, home string) []profile {
	whole := func(r *benchmark.Row) bool {
		return len(r.Components) == len(t.Components) && !slices.ContainsFunc(r.Components, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	}
	var out []profile
	if r := t.Row(home); r != nil && whole(r) {
		out = append(out, profile{row: r, look: stroke{color: colorComplete, width: 3}, home: true})
	}
	looks := []stroke{{colorSecond, 2, []float64{6, 4}}, {colorContext, 2, []float64{2, 3}}}
	for i := range t.Rows {
		if r := &t.Rows[i]; len(looks) > 0 && r.Country != home && whole(r) {
			out = append(out, profile{row: r, look: looks[0]})
			looks = looks[1:]
		}
	}
	return out
}

// radarAxes is go-echarts' radar with the options it lacks.
type radarAxes struct {
	opts.RadarComponent
	Center   []float64 `json:"center"`
	Radius   float64   `json:"radius"`
	AxisName struct {
		Show bool `json:"show"`
	} `json:"axisName"`
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
			text += "\n" + l.Text(r.table.Components[j].Name) + l.T("chart.colon") + score(l, v)
		}
		d := datum{Value: values, Tooltip: tip(text), Symbol: "circle", SymbolSize: 7 * u,
			ItemStyle: &itemStyle{ItemStyle: opts.ItemStyle{Color: p.look.color, Opacity: opts.Float(1)}},
			LineStyle: &lineStyle{LineStyle: opts.LineStyle{Color: p.look.color, Width: float32(p.look.width * u), Opacity: opts.Float(1)}, Dash: scaled(p.look.dash, u)},
		}
		r.add(series{SingleSeries: charts.SingleSeries{Type: "radar", Data: []datum{d}}, Z: 3})
	}
}

func scaled(lengths []float64, by float64) []float64 {
	out := make([]float64, len(lengths))
	for i, v := range lengths {
		out[i] = v * by
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// names sets the parts' names at the ends of their axes, and the scale along the
// first.
func (r *radar) names(l *locale.Locale) {
	u, n := r.size.unit(), len(r.table.Components)
	for i, component := range r.table.Components {
		sin, cos := math.Sincos(math.Pi/2 + 2*math.Pi*float64(i)/float64(n))
		at := point{r.centre.x + (r.radius+12*u)*cos, r.centre.y - (r.radius+12*u)*sin}
		name := caption{at: at, text: l.Text(component.Name), align: "center", bold: true}
		room := float64(r.size)
		switch {
		case cos > 0.3:
			name.align, room = "left", r.nameRoom()-at.x
		case cos < -0.3:
			name.align, room = "right", at.x
		case sin > 0:
			name.dy = -6 * u
		default:
			name.dy = 6 * u
		}
		if math.Abs(cos) > 0.3 && sin < 0 && n == 3 {
			// The lower corners of a triangle: under the corner, where there is room.
			name.align, name.dy, room = "center", 8*u, 2*min(at.x, r.nameRoom()-at.x)
		}
		name.text = typeface.Fit(name.text, room, r.size.text(), true)
		r.captions(name)
	}
	for _, v := range []float64{50, 100} {
		r.captions(caption{at: point{r.centre.x + 6*u, r.centre.y - r.radius*v/100 + 8*u}, text: l.Int(int(v)), size: r.size.small(), color: colorQuiet, halo: true})
	}
}

// nameRoom is where names must end on the right.
func (r *radar) nameRoom() float64 {
	if r.size == Narrow {
		return r.width
	}
	return 390 * r.size.unit()
}

// list names the shapes and gives their values in columns.
func (r *radar) list(l *locale.Locale, left, top float64) {
	u, text := r.size.unit(), r.size.text()
	const row = 24
	columns := r.table.Components
	width := r.width - left
	column := 84 * u
	if r.size == Narrow {
		column = 62
	}
	if float64(len(columns))*column > width*0.7 {
		columns = nil // too many for columns: the data table has them
	}
	nameWidth := width - float64(len(columns))*column - 42*u
	if len(columns) > 0 {
		for j, component := range columns {
			right := left + width - float64(len(columns)-1-j)*column
			name := typeface.Fit(l.Text(component.Name), column-4*u, r.size.small(), true)
			r.captions(caption{at: point{right, top}, align: "right", text: name, bold: true, size: r.size.small(), color: colorQuiet})
		}
		r.segments(stroke{color: colorInk, width: 1.5 * u}, true, segment{point{left, top + 12*u}, point{left + width, top + 12*u}})
	}
	for i, p := range r.profiles {
		y := top + float64(i+1)*row*u + 4*u
		sample := stroke{p.look.color, p.look.width * u, scaled(p.look.dash, u)}
		r.segments(sample, false, segment{point{left, y}, point{left + 28*u, y}})
		r.marks(mark{at: point{left + 14*u, y}, symbol: "circle", width: 7 * u, height: 7 * u, fill: p.look.color})
		r.captions(caption{at: point{left + 38*u, y}, text: typeface.Fit(countryName(l, p.row), nameWidth, text, p.home), bold: p.home})
		for j := range columns {
			right := left + width - float64(len(columns)-1-j)*column
			r.captions(caption{at: point{right, y}, align: "right", text: score(l, p.row.Components[j]), bold: p.home})
		}
		r.segments(stroke{color: colorLine, width: u}, true, segment{point{left, y + row/2*u}, point{left + width, y + row/2*u}})
	}
}

func componentsSentence(l *locale.Locale, t *benchmark.Table, home string) string {
	profiles := pickProfiles(t, home)
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
		"best", l.Text(t.Components[best].Name), "high", score(l, p.row.Components[best]),
		"worst", l.Text(t.Components[worst].Name), "low", score(l, p.row.Components[worst]))
	var ahead []string
	for j, v := range p.row.Components {
		if !slices.ContainsFunc(profiles[1:], func(o profile) bool { return o.row.Components[j] > v }) {
			ahead = append(ahead, l.Text(t.Components[j].Name))
		}
	}
	var peers []string
	for _, o := range profiles[1:] {
		peers = append(peers, countryName(l, o.row))
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
				row = append(row, score(l, v))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
