package pdf

import "ogptracker/reports/svg"

// color is a colour of the report. Opacity below 1 comes from charts only.
type color = svg.Color

// One hue in four lightnesses, so that grey print keeps the order; red is for
// lateness only, always with a triangle and words.
var (
	ink      = rgb(0x1f252b)
	grey     = rgb(0x56606b)
	navy     = rgb(0x26374a)
	mid      = rgb(0x5f84ab)
	pale     = rgb(0xbfd0e1)
	wash     = rgb(0xf1f4f7)
	hairline = rgb(0xc8cfd6)
	late     = rgb(0x9c2b23)
	linked   = rgb(0x284162)
	white    = rgb(0xffffff)
)

func rgb(v uint32) color {
	return color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 1}
}

// style is how a run of text is set. Sizes and leadings are in points.
type style struct {
	face          face
	size, leading float64
	color         color
}

// The styles of a report.
var (
	bodyStyle     = style{sans, 9, 13, ink}
	labelStyle    = style{sansSemi, 8, 13, navy}
	leadStyle     = style{lato, 17, 22, navy}
	longLeadStyle = style{lato, 14, 19, navy}
	chapterStyle  = style{lato, 19, 24, navy}
	sectionStyle  = style{lato, 13, 17, navy}
	headingStyle  = style{lato, 10.5, 13, navy}
	titleStyle    = style{sansSemi, 9, 13, ink} // over a figure
	captionStyle  = style{sans, 8, 11, ink}
	cellStyle     = style{sans, 8, 11, ink}
	headStyle     = style{sansSemi, 7.25, 9.5, grey}
	smallStyle    = style{sans, 7.25, 10, grey}
	figureStyle   = style{lato, 23, 24, navy} // a key figure

	briefTopStyle    = style{lato, 11, 14, mid}
	coverTopStyle    = style{lato, 11, 13, navy}
	coverKickerStyle = style{lato, 15, 20, mid}
	coverTitleStyle  = style{latoBlack, 31, 38, navy}
	coverYearsStyle  = style{lato, 22, 28, mid}
)

// monoShare is how much smaller fixed-width text is set, to look as large as the
// text around it.
const monoShare = 0.93

func (s style) strong() style {
	if s.face == sans {
		s.face = sansSemi
	}
	return s
}

func (s style) italic() style {
	if s.face == sans {
		s.face = sansItalic
	}
	return s
}

func (s style) mono() style {
	s.face, s.size = mono, s.size*monoShare
	return s
}

func (s style) in(c color) style { s.color = c; return s }

// baseline is how far below the top of its line the text stands. Lines of one
// leading up to 13 share a baseline whatever their sizes, so a label sits level
// with the text beside it.
func (s style) baseline() float64 {
	if s.leading <= unit {
		return s.leading * 0.75
	}
	return s.leading/2 + s.size*0.36
}
