package pdf

import (
	"context"
	"fmt"
	"io"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
)

// Options are the choices of who asks for the file.
type Options struct {
	Paper Paper
}

// Write sets a document and writes it as PDF: tagged, with bookmarks and links.
// The same document and paper give the same bytes. The renderer draws the
// document's charts; it may be nil where there are none.
//
// Write returns the renderer's error, gofpdf's, or the writer's. No text makes it
// fail.
func Write(w io.Writer, d *document.Document, r *svg.Renderer, opts Options) error {
	charts, err := drawCharts(context.Background(), d, r)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	f := layOut(d, charts, opts.Paper)
	if f.failed != nil {
		return fmt.Errorf("pdf: %w", f.failed)
	}
	file, err := f.paint()
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	if file, err = f.tag(file); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(file)
	return err
}

// layOut sets all pages: the cover, the unnumbered sections that open the report,
// the contents, everything else.
func layOut(d *document.Document, c charts, p Paper) *flow {
	f := newFlow(d, c, p)
	if d.Brief {
		return f.brief()
	}
	f.cover()
	before := opening(d.Sections)
	for i, s := range d.Sections {
		if i == before {
			f.tableOfContents()
		}
		// What the contents do not list is no chapter, and may share their page.
		level := 0
		if s.NoTOC {
			level = 1
		}
		s.NewPage = s.NewPage || i == 0 || i == before && level == 0
		f.place(f.boxes(s, level))
	}
	f.page.end()
	f.numberContents()
	f.furnish()
	return f
}

// brief sets a document whose title stands over its first page.
func (f *flow) brief() *flow {
	c := f.doc.Cover
	f.head = f.clean.text(c.TopRight)
	f.newPage()
	f.begin("P")
	f.y += f.block(f.plain(c.Top, briefTopStyle).fit(measure).limit(2, measure), f.left, f.y)
	f.end()
	title := &headingBox{title: f.passage(titleOf(f.doc.Title, f.doc.TitleSpans), chapterStyle).balance(measure).limit(titleLines, measure),
		text: f.clean.text(f.doc.Title), head: f.head}
	title.place(f)
	f.y += half / 2
	f.begin("P")
	f.y += f.block(f.plain(c.Subtitle, smallStyle).fit(measure).limit(2, measure), f.left, f.y)
	f.end()
	f.gap = half
	for _, s := range f.doc.Sections {
		f.place(f.boxes(s, 1))
	}
	f.page.end()
	f.furnish()
	return f
}

// opening returns how many sections stand before the contents: those at the
// beginning that are listed in them without a number; none where no section has
// one.
func opening(sections []document.Section) int {
	n := 0
	for n < len(sections) && sections[n].Number == "" && !sections[n].NoTOC {
		n++
	}
	if n == len(sections) {
		return 0
	}
	return n
}
