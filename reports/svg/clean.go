package svg

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/typeface"
	"ogptracker/tracker"
)

// keep lists the attributes that a page's picture may have, by element. What is
// not listed goes: identifiers and classes of the library, style sheets, and
// anything that could run or load something.
var keep = map[string][]string{
	"g":        {"clip-path", "opacity"},
	"path":     {"d"},
	"rect":     {"x", "y", "width", "height", "rx"},
	"circle":   {"cx", "cy", "r"},
	"ellipse":  {"cx", "cy", "rx", "ry"},
	"line":     {"x1", "y1", "x2", "y2"},
	"polyline": {"points"},
	"polygon":  {"points"},
	"text":     {"x", "y", "text-anchor", "font-size", "font-weight", "paint-order"},
	"defs":     nil,
	"clipPath": {"id"},
	"pattern":  {"id", "width", "height", "patternUnits", "patternTransform"},
}

// keepPainted lists what every painted element may have besides.
var keepPainted = []string{
	"transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
	"stroke-dasharray", "stroke-linecap", "stroke-linejoin",
}

// clean turns what ECharts wrote into a picture for a page: no style sheet and
// no style attribute, which the page's security policy forbids; identifiers
// numbered anew in the order of their use, so that the same chart gives the same
// bytes; nothing that cannot be seen; and the chart's title and sentence for
// those who do not see it.
func clean(raw string, c chart.Chart, lang tracker.Lang) ([]byte, error) {
	in, err := parse([]byte(legal(raw)))
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.ID, err)
	}
	prefix := fmt.Sprintf("%s-%d", c.ID, c.Width)
	w := cleaner{prefix: prefix, ids: map[string]string{}}
	out := &element{name: "svg", attrs: []attr{
		{"xmlns", "http://www.w3.org/2000/svg"},
		{"viewBox", fmt.Sprintf("0 0 %d %d", c.Width, c.Height)},
		{"width", strconv.Itoa(c.Width)},
		{"height", strconv.Itoa(c.Height)},
		{"role", "img"},
		{"aria-labelledby", prefix + "-t " + prefix + "-d"},
		{"lang", string(lang)},
		{"font-family", typeface.Family},
	}}
	out.children = append(out.children,
		&element{name: "title", attrs: []attr{{"id", prefix + "-t"}}, text: legal(c.Title)},
		&element{name: "desc", attrs: []attr{{"id", prefix + "-d"}}, text: legal(c.Sentence)},
	)
	for _, child := range in.children {
		if kept := w.element(child); kept != nil {
			out.children = append(out.children, kept)
		}
	}
	var b strings.Builder
	b.Grow(len(raw))
	out.write(&b)
	return []byte(b.String()), nil
}

// cleaner numbers the identifiers of one picture.
type cleaner struct {
	prefix string
	ids    map[string]string // the library's identifier -> ours
	inClip bool              // what it holds has a shape and no paint
}

func (w *cleaner) id(old string) string {
	id, ok := w.ids[old]
	if !ok {
		id = fmt.Sprintf("%s-%d", w.prefix, len(w.ids)+1)
		w.ids[old] = id
	}
	return id
}

// element returns the part of e that a page shows, nil where there is none.
func (w *cleaner) element(e *element) *element {
	own, known := keep[e.name]
	if !known || invisible(e) {
		return nil
	}
	out := &element{name: e.name}
	for _, a := range e.attrs {
		if !slices.Contains(own, a.name) && (w.inClip || !slices.Contains(keepPainted, a.name)) {
			continue
		}
		if v := w.value(a); v != "" {
			out.attrs = append(out.attrs, attr{a.name, v})
		}
	}
	if e.name == "text" {
		out.text = e.text
		placeText(out, e)
	}
	w.inClip = e.name == "clipPath"
	for _, c := range e.children {
		if kept := w.element(c); kept != nil {
			out.children = append(out.children, kept)
		}
	}
	w.inClip = false
	if e.name == "pattern" {
		trimTile(out)
	}
	if (e.name == "g" || e.name == "defs") && len(out.children) == 0 {
		return nil
	}
	return out
}

// trimTile drops from a pattern's tile what lies wholly outside of it: ECharts
// repeats the neighbours' content there.
func trimTile(tile *element) {
	width, height := number(tile.get("width"), 0), number(tile.get("height"), 0)
	tile.walk(func(e *element) {
		e.children = slices.DeleteFunc(e.children, func(c *element) bool {
			if c.name != "path" {
				return false
			}
			low, high := bounds(pathData(c.get("d")))
			return high.X <= 0 || high.Y <= 0 || low.X >= width || low.Y >= height
		})
	})
}

// value rewrites an attribute's value, to "" where it says nothing.
func (w *cleaner) value(a attr) string {
	switch a.name {
	case "id":
		return w.id(a.value)
	case "clip-path", "fill", "stroke":
		if id, ok := reference(a.value); ok {
			return "url(#" + w.id(id) + ")"
		}
		if c, ok := color(a.value); ok && c.A == 1 {
			return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
		}
		return a.value
	case "stroke-width", "fill-opacity", "stroke-opacity", "opacity":
		v := short(number(a.value, 1))
		if v == "1" {
			return "" // the default
		}
		return v
	case "font-size":
		return short(number(a.value, 12))
	case "text-anchor":
		if a.value == "start" {
			return ""
		}
	case "stroke-dasharray":
		return strings.ReplaceAll(a.value, ",", " ")
	}
	return a.value
}

// placeText moves a text to its own x and y on the baseline: viewers disagree
// about where the middle of a line is, and a plain place is what the drawing
// backends want. A turned text keeps its transformation.
func placeText(out, in *element) {
	size := number(in.get("font-size"), 12)
	x, y := number(in.get("x"), 0), number(in.get("y"), 0)
	switch in.get("dominant-baseline") {
	case "central", "middle":
		y += typeface.CapMiddle * size
	case "hanging", "text-before-edge":
		y += typeface.Ascent * size
	}
	var rest []attr
	for _, a := range out.attrs {
		switch a.name {
		case "x", "y":
		case "transform":
			m := transform(a.value)
			if m[0] != 1 || m[1] != 0 || m[2] != 0 || m[3] != 1 {
				rest = append(rest, a)
				continue
			}
			x, y = x+m[4], y+m[5]
		default:
			rest = append(rest, a)
		}
	}
	out.attrs = append([]attr{{"x", short(x)}, {"y", short(y)}}, rest...)
	if in.get("stroke") != "" {
		out.attrs = append(out.attrs, attr{"stroke-linejoin", "round"})
	}
}

// invisible reports whether nothing of a painted element can be seen, as with
// the tiny symbols that only carry a label.
func invisible(e *element) bool {
	switch e.name {
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text":
	default:
		return false
	}
	blank := func(paint, opacity, missing string) bool {
		v := e.get(paint)
		if v == "" {
			v = missing
		}
		return v == "none" || v == "transparent" || number(e.get(opacity), 1) == 0
	}
	noStroke := blank("stroke", "stroke-opacity", "none") || number(e.get("stroke-width"), 1) == 0
	return number(e.get("opacity"), 1) == 0 || blank("fill", "fill-opacity", "#000000") && noStroke
}
