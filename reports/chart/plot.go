package chart

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"ogptracker/reports/typeface"
)

// plot collects a chart: series that carry the data, in one pair of axes, and
// around them lines and words that only explain. Places are in the data's units;
// what is set beside the data keeps its distance in pixels. The axes draw nothing
// themselves, so that all words come from the catalogues.
type plot struct {
	size          Size
	width, height float64
	frame         frame
	x, y          scale
	series        []series
	items         []itemGroup
	elements      []element
	extra         map[string]any // options besides axes, series and elements
}

// frame is the room between the picture's edges and the area of the data.
type frame struct{ left, top, right, bottom float64 }

// scale is one axis.
type scale struct {
	min, max float64
	down     bool // the vertical axis runs downwards
	// steps is the number of places for bars on an axis that runs downwards, the
	// middle of place i at i. Bars need an axis of categories, which stands beside
	// that of values with the index barAxis.
	steps int
}

// barAxis is the index of the vertical axis that bars stand on.
const barAxis = 1

// stepScale returns the scale of n steps.
func stepScale(n int) scale { return scale{min: -0.5, max: float64(n) - 0.5, down: true, steps: n} }

func newPlot(size Size, height float64, f frame, x, y scale) *plot {
	return &plot{size: size, width: float64(size), height: math.Ceil(height), frame: f, x: x, y: y}
}

// px and py return where a value lies, in pixels.
func (p *plot) px(x float64) float64 {
	return p.frame.left + (x-p.x.min)/(p.x.max-p.x.min)*(p.width-p.frame.left-p.frame.right)
}

func (p *plot) py(y float64) float64 {
	share := (y - p.y.min) / (p.y.max - p.y.min)
	if !p.y.down {
		share = 1 - share
	}
	return p.frame.top + share*(p.height-p.frame.top-p.frame.bottom)
}

// x1px and y1px return how much of the data one pixel is, signed so that adding
// them moves right and down.
func (p *plot) x1px() float64 {
	return (p.x.max - p.x.min) / (p.width - p.frame.left - p.frame.right)
}

func (p *plot) y1px() float64 {
	d := (p.y.max - p.y.min) / (p.height - p.frame.top - p.frame.bottom)
	if p.y.down {
		return d
	}
	return -d
}

// at returns the place that lies so many pixels right of and below the
// picture's corner.
func (p *plot) at(x, y float64) point {
	return point{p.x.min + (x-p.px(p.x.min))*p.x1px(), p.y.min + (y-p.py(p.y.min))*p.y1px()}
}

// point is a place in the data's units.
type point struct{ x, y float64 }

// stroke is how a line is drawn.
type stroke struct {
	color string
	width float64
	dash  []float64
}

// The layers of a chart, from back to front, as ECharts numbers them.
const (
	layerGrid  = 0
	layerData  = 2
	layerLines = 3
	layerItems = 4
	layerMarks = 5
	layerWords = 6
)

// line draws a line of data through points.
func (p *plot) line(points []point, s stroke) { p.curve(points, s, series{Z: layerLines}) }

// curve adds a line series on top of what base says.
func (p *plot) curve(points []point, s stroke, base series) {
	base.Type, base.Silent = "line", true
	base.Symbol = "none"
	base.LineStyle = &lineStyle{LineStyle: opts.LineStyle{Color: s.color, Width: float32(s.width)}, Dash: s.dash, Join: "round"}
	data := make([][2]float64, len(points))
	for i, q := range points {
		data[i] = [2]float64{round(q.x), round(q.y)}
	}
	base.Data = data
	p.add(base)
}

// band fills the area between two lines that have the same x.
func (p *plot) band(lower, upper []point, fill string) {
	rise := make([]point, len(lower))
	for i := range lower {
		rise[i] = point{lower[i].x, upper[i].y - lower[i].y}
	}
	none := stroke{color: "transparent"}
	p.curve(lower, none, series{SingleSeries: charts.SingleSeries{Stack: "band"}, Z: layerData})
	area := opts.AreaStyle{Color: fill, Opacity: opts.Float(1)}
	p.curve(rise, none, series{SingleSeries: charts.SingleSeries{Stack: "band", AreaStyle: &area}, Z: layerData})
}

// bars adds parts of horizontal bars; those of one stack stand end to end, in the
// order in which they are added.
func (p *plot) bars(stack string, height float64, style *itemStyle, list ...item) {
	if len(list) == 0 {
		return
	}
	p.add(series{
		SingleSeries: charts.SingleSeries{
			Type: "bar", Stack: stack, YAxisIndex: barAxis, Encode: itemEncoding,
			BarWidth: strconv.FormatFloat(round(height), 'f', -1, 64), Data: p.data(list),
		},
		ItemStyle: style, Z: layerData, Silent: silent(list), Cursor: "default",
	})
}

// item is one datum: a value on each axis, and what the live chart says when it
// is pointed at.
type item struct {
	at  point
	tip string
}

// look is how items are drawn as symbols.
type look struct {
	symbol        string // "circle", "rect" or "path://..."
	width, height float64
	fill, edge    string // edge "" for none
}

type itemGroup struct {
	look look
	list []item
}

// symbols adds items drawn as symbols. Those that look the same make one series.
func (p *plot) symbols(k look, list ...item) {
	for i := range p.items {
		if p.items[i].look == k {
			p.items[i].list = append(p.items[i].list, list...)
			return
		}
	}
	p.items = append(p.items, itemGroup{k, list})
}

func (p *plot) symbolSeries(g itemGroup) series {
	return series{
		SingleSeries: charts.SingleSeries{
			Type: "scatter", Symbol: g.look.symbol, SymbolSize: []float64{round(g.look.width), round(g.look.height)},
			Encode: itemEncoding, Data: p.data(g.list),
		},
		ItemStyle: markStyle(g.look, p.size.unit()), Z: layerItems, Silent: silent(g.list), Cursor: "default",
	}
}

// markStyle is how a mark is painted.
func markStyle(k look, unit float64) *itemStyle {
	style := painted(k.fill)
	style.Opacity = opts.Float(1)
	if k.edge != "" {
		style.BorderColor, style.BorderWidth = k.edge, float32(unit)
	}
	return style
}

// itemEncoding says where the parts of an item's row stand: its name, which is
// what its tooltip says, comes last.
var itemEncoding = &opts.Encode{X: 0, Y: 1, ItemName: 2}

// data writes items as rows, which ECharts reads faster than objects. Nobody
// points at paper, so print has no tooltips.
func (p *plot) data(list []item) [][]any {
	rows := make([][]any, len(list))
	for i, it := range list {
		rows[i] = []any{round(it.at.x), round(it.at.y)}
		if it.tip != "" && p.size != Print {
			rows[i] = append(rows[i], tip(it.tip))
		}
	}
	return rows
}

// silent reports whether items have nothing to say.
func silent(list []item) bool {
	return !slices.ContainsFunc(list, func(it item) bool { return it.tip != "" })
}

// add adds a series.
func (p *plot) add(s series) {
	s.Clip = opts.Bool(false)
	s.Emphasis = &emphasis{Disabled: true}
	p.series = append(p.series, s)
}

// options returns what ECharts draws. The library's own type is filled in and
// validated; then come series and elements, with the options that it has no
// fields for.
func (p *plot) options() json.RawMessage {
	base := charts.NewScatter()
	x := opts.XAxis{Show: opts.Bool(false), Type: "value", Min: p.x.min, Max: p.x.max}
	y := opts.YAxis{Show: opts.Bool(false), Type: "value", Min: p.y.min, Max: p.y.max, Inverse: opts.Bool(p.y.down)}
	if p.y.steps > 0 {
		names := make([]string, p.y.steps)
		for i := range names {
			names[i] = strconv.Itoa(i + 1)
		}
		base.ExtendYAxis(opts.YAxis{Show: opts.Bool(false), Type: "category", Inverse: opts.Bool(true), Data: names})
	}
	base.SetGlobalOptions(
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(y),
		charts.WithGridOpts(opts.Grid{Left: pixels(p.frame.left), Top: pixels(p.frame.top), Right: pixels(p.frame.right), Bottom: pixels(p.frame.bottom)}),
	)
	base.Validate()
	for _, g := range p.items {
		p.add(p.symbolSeries(g))
	}
	built := base.JSON()
	for _, key := range []string{"title", "legend", "toolbox", "color"} {
		delete(built, key) // defaults that would show something nobody asked for
	}
	maps.Copy(built, p.extra)
	built["series"] = p.series
	if p.series == nil {
		built["series"] = []series{}
	}
	built["graphic"] = map[string]any{"elements": p.elements}
	built["textStyle"] = textStyle{FontFamily: typeface.Family, Color: colorInk}
	built["tooltip"] = newTooltip()
	out, err := json.Marshal(built)
	if err != nil {
		panic("chart: options hold what JSON cannot: " + err.Error()) // all numbers pass through round
	}
	return out
}

func pixels(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }

// round keeps four decimals, far below what can be seen, and 0 for what is no
// number.
func round(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return math.Round(v*1e4) / 1e4
}

// inert makes a text safe inside options: ECharts reads {name|text} as an
// instruction in some places, and go-echarts' own renderer (which is not used)
// turns what stands between two markers into script.
func inert(s string) string { return inertReplacer.Replace(s) }

var inertReplacer = strings.NewReplacer("{", "(", "}", ")", "__f__", "")
