package pdf

import (
	"math"
	"strconv"

	"ogptracker/reports/document"
)

// Columns and steps of the contents.
var (
	contentsNumber = [2]float64{0, column(1)}
	contentsTitle  = [2]float64{column(1), column(1) + 33}
)

// contentsStyle is closer than running text: hardly a line of the contents goes
// on in another.
var contentsStyle = style{sans, bodyStyle.size, 12, ink}

const (
	contentsGap   = 4.0  // above a chapter
	leaderStep    = 5.0  // of the raster that dots of all lines stand on
	leaderSpace   = 8.0  // free on either side of the dots
	contentsRight = 40.0 // kept free for the number
	contentsLines = 3    // of a title, at most
)

// tableOfContents sets a line for every listed section of the document, with
// places for the page numbers.
func (f *flow) tableOfContents() {
	f.head = f.words.T("pdf.contents")
	f.newPage()
	title := &headingBox{title: f.plain(f.words.T("pdf.contents"), chapterStyle).balance(measure), text: f.words.T("pdf.contents"), head: f.head}
	title.place(f)
	f.y += unit
	f.begin("TOC")
	f.contentsLines(f.doc.Sections, 0)
	f.end()
	f.gap = sectionSpace
}

func (f *flow) contentsLines(sections []document.Section, level int) {
	for _, s := range sections {
		if !s.NoTOC {
			f.contentsLine(s, level)
		}
		if level == 0 {
			f.contentsLines(s.Sections, 1)
		}
	}
}

func (f *flow) contentsLine(s document.Section, level int) {
	st := contentsStyle
	if level == 0 {
		st = st.strong()
	}
	number := f.plain(s.Number, st)
	number.truncate(contentsTitle[level] - contentsNumber[level])
	x := contentsTitle[level]
	if len(number.lines) == 0 {
		x = contentsNumber[level]
	}
	title := f.passage(titleOf(s.Title, s.TitleSpans), st).fit(measure-x-contentsRight).limit(contentsLines, measure-x-contentsRight)
	if level == 0 && !f.atTop() {
		f.y += contentsGap
	}
	f.need(title.height())

	f.begin("TOCI")
	f.begin("Reference")
	e := f.begin("Link")
	top := f.y
	if len(number.lines) > 0 {
		f.spaced(number, f.left+contentsNumber[level], f.y)
	}
	f.spaced(title, f.left+x, f.y)
	f.y += title.height()
	base := f.y - st.leading + st.baseline()
	slot := f.text(f.right, base, "", st)
	if level > 0 {
		last := 0.0
		if n := len(title.lines); n > 0 {
			last = title.lines[n-1].width
		}
		f.leader(f.left+x+last, base)
	}
	if target := f.target("#" + s.ID); target != "" {
		f.area(e, target, f.left, top, measure, f.y-top)
	}
	f.end()
	f.end()
	f.end()
	f.slots = append(f.slots, slot)
}

// leader draws dots from x to where the numbers stand, on one raster for all
// lines.
func (f *flow) leader(x, y float64) {
	end := f.right - contentsRight/2
	first := math.Ceil((x + leaderSpace - f.left) / leaderStep)
	dots := smallStyle
	f.artifact(func() {
		for at := f.left + first*leaderStep; at <= end; at += leaderStep {
			f.text(at, y, ".", dots)
		}
	})
}

// numberContents writes the page numbers into the contents, once all pages are set.
func (f *flow) numberContents() {
	for i, slot := range f.slots {
		slot.text = strconv.Itoa(f.contents[i])
		slot.x = f.right - widthOf(slot.text, slot.style)
	}
}
