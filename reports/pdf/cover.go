package pdf

import (
	"strings"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
)

// Heights on the cover, in points from the top of the page or of what stands
// below. Facts and notice stand at the foot; a long title pushes the facts down.
const (
	coverBand      = 14.0
	coverTopLine   = 95.0
	coverTopRule   = 108.0
	coverKicker    = 180.0
	coverSignGap   = 26.0
	coverSignStep  = 20.0
	coverSignRows  = 4
	noticeLines    = 12
	coverFactsGap  = 3 * unit
	coverNoticeGap = 85.0 // between facts and notice
	coverFoot      = 72.0 // below the notice
	noticePad      = 9.0
	noticeBar      = 5.0
	noticeInset    = 18.0
)

// cover sets the first page. What it cannot hold goes on overleaf.
func (f *flow) cover() {
	c := f.doc.Cover
	f.newPage()
	f.page.plain = true
	f.box(0, 0, f.width, coverBand, navy)

	f.begin("P")
	f.furniture(f.plain(c.Top, coverTopStyle), f.plain(c.TopRight, coverTopStyle), coverTopLine)
	f.end()
	f.rule(coverTopRule, navy, 0.8)

	f.y = coverKicker
	for _, part := range []struct {
		text  document.Inline
		style style
		lines int // at most
		gap   float64
	}{
		{document.Plainly(c.Kicker), coverKickerStyle, 2, 12},
		{f.coverTitle(), coverTitleStyle, 6, 6},
		{document.Plainly(c.Subtitle), coverYearsStyle, 2, 0},
	} {
		p := f.passage(part.text, part.style).balance(measure).limit(part.lines, measure)
		f.begin("P")
		f.y += f.block(p, f.left, f.y) + part.gap
		f.end()
	}
	f.coverSigns()

	notice := f.passage(f.noticeText(), captionStyle).fit(measure-2*noticeInset).limit(noticeLines, measure-2*noticeInset)
	noticeHeight := 0.0
	if f.doc.Notice != "" {
		noticeHeight = notice.height() + 2*noticePad
	}
	noticeTop := f.height - coverFoot - noticeHeight
	facts := f.facts(c.Facts)
	height := 0.0
	for _, b := range facts {
		height += b.height()
	}
	f.y = max(f.y+coverFactsGap, noticeTop-coverNoticeGap-height)
	f.gap = 0
	for _, b := range facts {
		f.need(b.opening())
		b.place(f)
	}
	if f.doc.Notice == "" {
		return
	}
	if f.y += unit; f.y > noticeTop {
		f.newPage()
	} else {
		f.y = noticeTop
	}
	f.notice(notice, noticeHeight)
}

// coverTitle returns the title with its forced line breaks, or in spans where the
// document's title has them.
func (f *flow) coverTitle() document.Inline {
	if f.doc.TitleSpans != nil && f.doc.Cover.Title == f.doc.Title {
		return f.doc.TitleSpans
	}
	return document.Plainly(strings.ReplaceAll(f.doc.Cover.Title, "|", "\n"))
}

// oneLine sets the first line of a passage on a baseline.
func (f *flow) oneLine(p *passage, x, baseline float64) {
	if len(p.lines) > 0 {
		f.set(p, 0, x, baseline-p.style.baseline())
		f.text(x+p.lines[0].width, baseline, " ", p.style)
	}
}

// coverSigns draws a sign for every commitment, the cover's only ornament. A
// blank level leaves a gap between themes.
func (f *flow) coverSigns() {
	signs := f.doc.Cover.Signs
	if len(signs) == 0 {
		return
	}
	step := coverSignStep
	if wide := measure / float64(len(signs)); wide < step {
		step = max(wide, 2.4*signLarge)
	}
	f.y += coverSignGap
	x, row := f.left, 1
	for _, l := range signs {
		if l == "" {
			x += step * 0.65
			continue
		}
		if x+2*signLarge > f.right {
			if row++; row > coverSignRows {
				break
			}
			x = f.left
			f.y += step
		}
		f.sign(l, x+signLarge, f.y+signLarge, signLarge)
		x += step
	}
	f.y += 2*signLarge + 8
	f.begin("P")
	f.y += f.block(f.plain(f.doc.Cover.SignNote, smallStyle).fit(measure).limit(3, measure), f.left, f.y)
	f.end()
}

// noticeText is the notice, its beginning strong where that is the notice in
// short.
func (f *flow) noticeText() document.Inline {
	rest, begins := strings.CutPrefix(f.doc.Notice, f.doc.NoticeShort)
	if !begins || f.doc.NoticeShort == "" {
		return document.Plainly(f.doc.Notice)
	}
	return document.Inline{{Text: f.doc.NoticeShort, Style: document.Strong}, {Text: rest}}
}

// notice sets the remark that the data are illustrative, in a box.
func (f *flow) notice(p *passage, height float64) {
	f.put(&shapeOp{path: rectangle(f.left, f.y, measure, height), fill: white, stroke: svg.Stroke{Color: navy, Width: 0.8}})
	f.box(f.left, f.y, noticeBar, height, navy)
	f.begin("P")
	f.block(p, f.left+noticeInset, f.y+noticePad)
	f.end()
	f.y += height
}
