package pdf

import (
	"strings"

	"ogptracker/reports/document"
)

// Spaces around headings. Together with the rest of the line they keep text on
// the half unit.
const (
	chapterSpace = 2.5 * unit
	sectionSpace = 2 * unit
	headingSpace = 1.5 * unit
)

// openFrom is the part of a page from which on a chapter or a commitment begins
// on it rather than leave it blank.
const openFrom = 0.25

// titleLines is how many lines a title may have.
const titleLines = 8

// headingBox is the title of a section: a chapter's carries a rule, a section's
// its number in the first grid column, deeper ones stand as small headings.
type headingBox struct {
	level  int // 0 for a chapter
	id     string
	number *passage // nil for none
	title  *passage
	head   string // for the running head
	page   bool   // wants to begin a page unless openFrom of one is free
	always bool   // wants to in any case
	listed bool   // in the contents
	text   string // for bookmarks
}

func (f *flow) sectionHeading(s document.Section, level int) *headingBox {
	st := []style{chapterStyle, sectionStyle, headingStyle}[min(level, 2)]
	b := &headingBox{
		level:  level,
		id:     s.ID,
		head:   f.clean.text(s.Head),
		page:   level == 0 || opensPage(s),
		always: s.NewPage,
		listed: !s.NoTOC && level < 2,
		text:   strings.TrimSpace(f.clean.text(s.Number) + "  " + f.clean.text(s.Title)),
	}
	if b.head == "" && level < 2 {
		b.head = f.clean.text(s.Title)
	}
	title := titleOf(s.Title, s.TitleSpans)
	if number := f.plain(s.Number, st.in(mid)).fit(titleIndent); len(number.lines) == 1 && level < 2 {
		b.number = number
		b.title = f.passage(title, st).balance(measure-titleIndent).limit(titleLines, measure-titleIndent)
	} else {
		if s.Number != "" {
			title = append(document.Plainly(s.Number+" "), title...)
		}
		b.title = f.passage(title, st).balance(measure).limit(titleLines, measure)
	}
	return b
}

// titleOf returns a title's spans where it has some, else the title.
func titleOf(title string, spans document.Inline) document.Inline {
	if spans != nil {
		return spans
	}
	return document.Plainly(title)
}

// opensPage reports whether a section is a commitment's, known by its status
// strip: it begins a page as chapters do.
func opensPage(s document.Section) bool {
	for _, b := range s.Blocks {
		if _, ok := b.(document.Status); ok {
			return true
		}
	}
	return false
}

func (b *headingBox) leads() {}

func (b *headingBox) open(f *flow) {
	if b.head != "" {
		f.head = b.head
	}
	if !f.atTop() && (b.always || b.page && f.free() < openFrom*(f.bottom-f.top)) {
		f.newPage()
	}
}

func (b *headingBox) space() (above, below float64) {
	switch b.level {
	case 0:
		return chapterSpace, 1.25 * unit
	case 1:
		return sectionSpace, half
	}
	return headingSpace, 0.25 * half
}

func (b *headingBox) opening() float64 {
	if b.level == 0 {
		return b.title.height() + 5
	}
	return b.title.height()
}

func (b *headingBox) place(f *flow) {
	if f.atTop() {
		f.page.head = f.head // as who opens the page at its head expects
	}
	f.anchor(b.id, f.y-half)
	if b.level < 2 {
		f.outline = append(f.outline, bookmark{place{len(f.pages) - 1, f.y - half}, b.level, b.text})
	}
	if b.listed {
		f.contents = append(f.contents, len(f.pages))
	}
	f.begin([]string{"H1", "H2", "H3"}[min(b.level, 2)])
	x := f.left
	if b.number != nil {
		f.set(b.number, 0, x, f.y)
		f.text(x+b.number.lines[0].width, f.y+b.number.style.baseline(), " ", b.number.style)
		x += titleIndent
	}
	f.y += f.block(b.title, x, f.y)
	f.end()
	if b.level == 0 {
		f.y += 4
		f.rule(f.y, navy, 1)
	}
}

// smallHeading is a heading inside a section.
type smallHeading struct{ title *passage }

func (f *flow) heading(h document.Heading) *smallHeading {
	return &smallHeading{f.plain(h.Text, headingStyle).balance(measure).limit(titleLines, measure)}
}

func (b *smallHeading) leads()                        {}
func (b *smallHeading) space() (above, below float64) { return headingSpace, 0.25 * half }
func (b *smallHeading) opening() float64              { return b.title.height() }
func (b *smallHeading) place(f *flow) {
	f.begin("H3")
	f.y += f.block(b.title, f.left, f.y)
	f.end()
}
