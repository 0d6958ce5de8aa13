package svg

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/typeface"
)

// The measures of a picture that stands alone, in pixels.
const (
	fileMargin    = 20
	fileTitle     = 17
	fileText      = 13
	fileTextColor = "#333333"
	fileNoteColor = "#595959"
)

// File makes of a drawn chart a picture that is understood away from its page: on
// white, with the chart's title and subtitle above, its sentence and note below.
func File(picture []byte, c chart.Chart) ([]byte, error) {
	root, err := parse(picture)
	if err != nil {
		return nil, err
	}
	page := filePage{width: float64(c.Width)}
	page.set(c.Title, fileTitle, true, fileTextColor)
	page.set(c.Subtitle, fileText, false, fileNoteColor)
	page.y += fileMargin * 0.75
	top := page.y
	page.y += float64(c.Height) + fileMargin*0.25
	page.set(c.Sentence, fileText, false, fileTextColor)
	page.set(c.Note, fileText, false, fileNoteColor)

	// What was said in the title and the description is on the picture now, but
	// stays there for those who do not see it.
	width, height := float64(c.Width)+2*fileMargin, math.Ceil(page.y+fileMargin)
	drawing := &element{name: "g", attrs: []attr{{"transform", "translate(" + short(fileMargin) + " " + short(top) + ")"}}}
	out := &element{name: "svg"}
	for _, a := range root.attrs {
		switch a.name {
		case "viewBox":
			a.value = fmt.Sprintf("0 0 %s %s", short(width), short(height))
		case "width":
			a.value = short(width)
		case "height":
			a.value = short(height)
		}
		out.attrs = append(out.attrs, a)
	}
	for _, child := range root.children {
		if child.name == "title" || child.name == "desc" {
			out.children = append(out.children, child)
		} else {
			drawing.children = append(drawing.children, child)
		}
	}
	ground := &element{name: "rect", attrs: []attr{{"width", short(width)}, {"height", short(height)}, {"fill", "#ffffff"}}}
	out.children = append(append(append(out.children, ground), page.lines...), drawing)
	var b strings.Builder
	out.write(&b)
	return []byte(b.String()), nil
}

// filePage sets paragraphs from the top down.
type filePage struct {
	width float64
	y     float64 // where the next one begins
	lines []*element
}

// maxFileLines bounds a paragraph.
const maxFileLines = 8

func (p *filePage) set(text string, size float64, bold bool, color string) {
	if typeface.Clean(text) == "" {
		return
	}
	if p.y == 0 {
		p.y = fileMargin - size*0.3
	}
	for _, line := range typeface.Wrap(text, p.width, size, bold, maxFileLines) {
		p.y += size * 1.4
		e := &element{name: "text", text: line, attrs: []attr{{"x", strconv.Itoa(fileMargin)}, {"y", short(p.y)}, {"font-size", short(size)}, {"fill", color}}}
		if bold {
			e.attrs = append(e.attrs, attr{"font-weight", "600"})
		}
		p.lines = append(p.lines, e)
	}
	p.y += size * 0.35
}
