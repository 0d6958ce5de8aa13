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
	Polyline  bool       `json:"polyline,omitempty"`
}

// datum is one item of a series.
type datum struct {
	Name       string          `json:"name,omitempty"`
	Value      any             `json:"value"`
	Symbol     string          `json:"symbol,omitempty"`
	SymbolSize any             `json:"symbolSize,omitempty"`
	LineStyle  *lineStyle      `json:"lineStyle,omitempty"`
	AreaStyle  *opts.AreaStyle `json:"areaStyle,omitempty"`
	ItemStyle  *itemStyle      `json:"itemStyle,omitempty"`
	Label      *label          `json:"label,omitempty"`
	Tooltip    *tooltip        `json:"tooltip,omitempty"`
}

type lineStyle struct {
	opts.LineStyle
	Dash []float64 `json:"type,omitempty"`
	Cap  string    `json:"cap,omitempty"`
	Join string    `json:"join,omitempty"`
}

type itemStyle struct {
	opts.ItemStyle
	Decal *decal `json:"decal,omitempty"`
}

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

type label struct {
	opts.Label
	FontSize        float64   `json:"fontSize"`
	FontWeight      int       `json:"fontWeight,omitempty"`
	Offset          []float64 `json:"offset,omitempty"`
	Padding         []float64 `json:"padding,omitempty"`
	TextBorderColor string    `json:"textBorderColor,omitempty"`
	TextBorderWidth float64   `json:"textBorderWidth,omitempty"`
}

// newLabel returns a label that reads text, whatever the text holds.
func newLabel(text string, size float64, bold bool, color string) *label {
	l := &label{FontSize: size}
	l.Show = opts.Bool(true)
	l.Position = "inside"
	l.Formatter = inert(typeface.Clean(text))
	l.Color = color
	if bold {
		l.FontWeight = 600
	}
	return l
}

// shield sets the label on a ground of its own, for legibility over a hatch.
func (l *label) shield(unit float64) {
	l.BackgroundColor = colorPage
	l.Padding = []float64{2 * unit, 4 * unit}
}

// tooltip is what the live chart shows beside the pointer. It is drawn as text,
// never as HTML.
type tooltip struct {
	Trigger    string `json:"trigger,omitempty"`
	RenderMode string `json:"renderMode,omitempty"`
	Confine    bool   `json:"confine,omitempty"`
	Formatter  string `json:"formatter,omitempty"`

	BackgroundColor string     `json:"backgroundColor,omitempty"`
	BorderColor     string     `json:"borderColor,omitempty"`
	BorderWidth     float64    `json:"borderWidth,omitempty"`
	Padding         []float64  `json:"padding,omitempty"`
	ShadowBlur      *float64   `json:"shadowBlur,omitempty"` // set to have none
	TextStyle       *textStyle `json:"textStyle,omitempty"`
}

type textStyle struct {
	Color      string `json:"color,omitempty"`
	FontFamily string `json:"fontFamily,omitempty"`
}

// newTooltip returns the look that all tooltips of a chart share.
func newTooltip() tooltip {
	return tooltip{
		Trigger: "item", RenderMode: "richText", Confine: true,
		BackgroundColor: colorPage, BorderColor: colorEdge, BorderWidth: 1, Padding: []float64{8, 12}, ShadowBlur: new(float64),
		TextStyle: &textStyle{Color: colorInk},
	}
}

// tipType is the size of type in tooltips; ECharts has no other.
const tipType = 12

// tipWidth is how wide the words of a tooltip may be, in pixels.
const tipWidth = 270

// tip returns the tooltip that says text; its lines are wrapped here, since
// ECharts would let them run out of the picture.
func tip(text string) *tooltip {
	if text == "" {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, typeface.Wrap(line, tipWidth, tipType, false, 4)...)
	}
	return &tooltip{Formatter: inert(strings.Join(lines, "\n"))}
}
