package compose_test

import "ogptracker/reports/document"

// walk visits every section and block of a document in order; either function
// may be nil.
func walk(d *document.Document, section func(document.Section), block func(document.Block)) {
	var visit func([]document.Section)
	visit = func(sections []document.Section) {
		for _, s := range sections {
			if section != nil {
				section(s)
			}
			for _, b := range s.Blocks {
				if block != nil {
					block(b)
				}
			}
			visit(s.Sections)
		}
	}
	visit(d.Sections)
}

// eachInline visits every run of text of a document.
func eachInline(d *document.Document, visit func(document.Inline)) {
	facts := func(rows []document.Fact) {
		for _, f := range rows {
			for _, v := range f.Value {
				visit(v)
			}
		}
	}
	cells := func(cells []document.Cell) {
		for _, c := range cells {
			visit(c.Text)
			for _, s := range c.Sub {
				visit(s)
			}
		}
	}
	facts(d.Cover.Facts)
	walk(d, nil, func(b document.Block) {
		switch b := b.(type) {
		case document.Paragraph:
			visit(b.Text)
		case document.Note:
			visit(b.Text)
		case document.List:
			for _, item := range b.Items {
				visit(item)
			}
		case document.Facts:
			facts(b.Rows)
		case document.Table:
			visit(b.Note)
			for _, g := range b.Groups {
				cells(g.Cells)
				for _, r := range g.Rows {
					cells(r.Cells)
				}
			}
		}
	})
}

func eachSpan(d *document.Document, visit func(document.Span)) {
	eachInline(d, func(spans document.Inline) {
		for _, s := range spans {
			visit(s)
		}
	})
}

// eachText visits every text of a document, titles included.
func eachText(d *document.Document, visit func(string)) {
	for _, s := range []string{d.Title, d.Kind, d.Subject, d.RunningHead, d.Foot, d.Cover.Top, d.Cover.Title} {
		visit(s)
	}
	eachSpan(d, func(s document.Span) { visit(s.Text) })
	walk(d, func(s document.Section) { visit(s.Title) }, func(b document.Block) {
		if t, ok := b.(document.Table); ok {
			visit(t.Caption)
			for _, g := range t.Groups {
				visit(g.Title)
			}
		}
	})
}
