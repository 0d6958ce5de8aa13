package pdf

import (
	"strings"

	"ogptracker/reports/document"
)

// anchor names the place at height y of the page.
func (f *flow) anchor(id string, y float64) {
	if id != "" {
		f.anchors[id] = place{len(f.pages) - 1, y}
	}
}

// anchorsOf collects the anchors that a document will have, so that links to
// others can be told and left out.
func anchorsOf(sections []document.Section, to map[string]place) map[string]place {
	for _, s := range sections {
		to[s.ID] = place{}
		for _, b := range s.Blocks {
			if t, ok := b.(document.Table); ok {
				for _, g := range t.Groups {
					for _, r := range g.Rows {
						to[r.ID] = place{}
					}
				}
			}
		}
		anchorsOf(s.Sections, to)
	}
	delete(to, "")
	return to
}

// target returns a link's address where it may be followed from a report: the web
// and mail, and anchors of the document. Others are set as text.
func (f *flow) target(link string) string {
	if id, ok := strings.CutPrefix(link, "#"); ok {
		if _, known := f.anchors[id]; !known {
			return ""
		}
		return link
	}
	scheme, _, _ := strings.Cut(link, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		if len(link) <= maxWord {
			return link
		}
	}
	return ""
}

// linked sets text that leads somewhere, underlined, and returns its width.
func (f *flow) linked(target string, x, y float64, s string, st style) float64 {
	e := f.begin("Link")
	f.text(x, y, s, st)
	f.end()
	w := widthOf(s, st)
	f.line(x, y+1.4, x+w, y+1.4, mid, 0.35)
	f.area(e, target, x, y-0.8*st.size, w, 1.1*st.size)
	return w
}

// area makes a rectangle of the page lead to a target, as part of a link element.
func (f *flow) area(e *element, target string, x, y, w, h float64) {
	e.kids = append(e.kids, kid{page: f.page, mark: len(f.page.links), link: true})
	f.page.links = append(f.page.links, link{x, y, w, h, target, e})
}
