package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"ogptracker/reports/typeface"
)

// The types here are those of go-echarts with the options that ECharts has and
// they have no field for. A field stands in for an embedded one of its name.

// series is one series of a chart.
type series struct {
	charts.SingleSeries
	Z         int        `json:"z,omitempty"`
	Silent    bool       `json:"silent,omitempty"`
	Clip      types.Bool `json:"clip,omitempty"`
	LineStyle *lineStyle `json:"lineStyle,omitempty"`
	ItemStyle *itemStyle `json:"itemStyle,omitempty"`
	Emphasis  *emphasis  `json:"emphasis,omitempty"`
	Cursor    string     `json:"cursor,omitempty"`
}

type lineStyle struct {
	opts.LineStyle
	Dash []float64 `json:"type,omitempty"`
	Join string    `json:"join,omitempty"`
}

type itemStyle struct {
	opts.ItemStyle
	Decal *decal `json:"decal,omitempty"`
}

// painted returns the style of an area in one colour.
func painted(color string) *itemStyle { return &itemStyle{ItemStyle: opts.ItemStyle{Color: color}} }

// emphasis is how an item looks when it is pointed at: as before, since the
// colours of a chart are not the library's to choose.
type emphasis struct {
	Disabled bool `json:"disabled"`
}

// decal is a pattern over an item's colour.
type decal struct {
	Symbol       string    `json:"symbol"`
	SymbolSize   float64   `json:"symbolSize"`
	DashX        []float64 `json:"dashArrayX"`
	DashY        []float64 `json:"dashArrayY"`
	Rotation     float64   `json:"rotation"`
	Color        string    `json:"color"`
	MaxTileWidth float64   `json:"maxTileWidth"`
}

// hatch is the pattern of what is unknown. Its tile is wide, so that few tiles
// fill an area; ECharts rounds lengths up to whole pixels.
func hatch(unit float64) *decal {
	const tile = 600
	return &decal{
		Symbol: "rect", SymbolSize: 1, DashX: []float64{tile, 0}, DashY: []float64{1, math.Ceil(5 * unit)},
		Rotation: -0.7854, Color: colorUnknown, MaxTileWidth: tile,
	}
}

// levelStyle is how bars that stand for a level look.
func (p *plot) levelStyle(paint levelPaint) *itemStyle {
	u := p.size.unit()
	style := &itemStyle{ItemStyle: opts.ItemStyle{Color: paint.fill, BorderColor: paint.edge, BorderWidth: float32(u)}}
	if paint.hatched {
		style.Decal = hatch(u)
	}
	return style
}

type textStyle struct {
	Color      string `json:"color,omitempty"`
	FontFamily string `json:"fontFamily,omitempty"`
}

// tooltip is what the live chart shows beside the pointer: the name of the item
// pointed at, drawn as text, never as HTML. The page's script says so, since
// ECharts escapes for HTML what its templates fill in.
type tooltip struct {
	Trigger         string    `json:"trigger"`
	RenderMode      string    `json:"renderMode"`
	Confine         bool      `json:"confine"`
	BackgroundColor string    `json:"backgroundColor"`
	BorderColor     string    `json:"borderColor"`
	BorderWidth     float64   `json:"borderWidth"`
	Padding         []float64 `json:"padding"`
	ShadowBlur      float64   `json:"shadowBlur"`
	TextStyle       textStyle `json:"textStyle"`
}

func newTooltip() tooltip {
	return tooltip{
		Trigger: "item", RenderMode: "richText", Confine: true,
		BackgroundColor: colorPage, BorderColor: colorEdge, BorderWidth: 1, Padding: []float64{8, 12},
		TextStyle: textStyle{Color: colorInk},
	}
}

const (
	tipType  = 12  // size of type in tooltips; ECharts has no other
	tipWidth = 270 // how wide their words may be, in pixels
)

// tip returns the text of a tooltip in lines that fit; ECharts would let them run
// out of the picture.
func tip(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, typeface.Wrap(line, tipWidth, tipType, false, 4)...)
	}
	return inert(strings.Join(lines, "\n"))
}
