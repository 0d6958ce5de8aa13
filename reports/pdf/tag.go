package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"ogptracker/tracker"
)

// tag appends to gofpdf's file what gofpdf cannot write: the structure tree, the
// links as part of it, the language and the metadata. It does so as an
// incremental update: the objects that change (pages and catalog) are written
// once more at the end, and everything before stays as it is.
func (f *flow) tag(file []byte) ([]byte, error) {
	u, err := newUpdate(file)
	if err != nil {
		return nil, err
	}
	pages, err := u.pages(len(f.pages))
	if err != nil {
		return nil, err
	}
	t := &tagger{update: u, flow: f, pages: pages, pageNumber: map[*page]int{}}
	for i, p := range f.pages {
		t.pageNumber[p] = i
	}
	root := u.allocate()
	parents := u.allocate()
	t.number(f.stack[0])
	t.areas = make([][]int, len(f.pages))
	for i, p := range f.pages {
		for range p.links {
			t.areas[i] = append(t.areas[i], u.allocate())
		}
	}
	t.element(f.stack[0], root)
	t.links()
	t.parentTree(parents)
	u.object(root, func(b *bytes.Buffer) {
		b.WriteString("<</Type /StructTreeRoot /K ")
		reference(b, f.stack[0].number)
		b.WriteString("/ParentTree ")
		reference(b, parents)
		b.WriteString("/ParentTreeNextKey ")
		b.WriteString(strconv.Itoa(t.nextKey))
		t.names(b)
		b.WriteString(">>")
	})
	t.rewritePages()
	if err := u.mapToUnicode(); err != nil {
		return nil, err
	}
	metadata := u.allocate()
	u.stream(metadata, "/Type /Metadata /Subtype /XML", f.xmp())
	err = u.rewrite(u.root, func(b *bytes.Buffer) {
		b.WriteString("/Version /1.7 /Lang ")
		literal(b, language(f.doc.Lang))
		b.WriteString("/MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot ")
		reference(b, root)
		b.WriteString("/Metadata ")
		reference(b, metadata)
	})
	if err != nil {
		return nil, err
	}
	return u.finish(), nil
}

// tagger writes the objects of the structure tree.
type tagger struct {
	*update
	flow       *flow
	pages      []int // object numbers of the pages
	pageNumber map[*page]int
	areas      [][]int // object numbers of the links, by page
	nextKey    int     // of the parent tree
	notes      []int   // object numbers of the notes, in order
}

// number gives every element that holds something an object.
func (t *tagger) number(e *element) {
	e.number = t.allocate()
	kept := e.kids[:0]
	for _, k := range e.kids {
		if k.element != nil {
			if k.element.empty() {
				continue
			}
			t.number(k.element)
		}
		kept = append(kept, k)
	}
	e.kids = kept
}

// element writes an element and all inside it.
func (t *tagger) element(e *element, parent int) {
	t.object(e.number, func(b *bytes.Buffer) {
		b.WriteString("<</S /")
		b.WriteString(e.tag)
		if e.tag == "Note" { // each needs a name of its own
			t.notes = append(t.notes, e.number)
			b.WriteString(" /ID ")
			literal(b, noteName(len(t.notes)))
		}
		b.WriteString(" /P ")
		reference(b, parent)
		home := -1 // the page whose marks need only their number
		for _, k := range e.kids {
			if k.page != nil {
				home = t.pageNumber[k.page]
				b.WriteString("/Pg ")
				reference(b, t.pages[home])
				break
			}
		}
		b.WriteString("/K [")
		for _, k := range e.kids {
			t.kid(b, k, home)
		}
		b.WriteByte(']')
		t.attributes(b, e)
		b.WriteString(">>")
	})
	for _, k := range e.kids {
		if k.element != nil {
			t.element(k.element, e.number)
		}
	}
}

// noteName names a note by its number, in the order of the names of a tree.
func noteName(n int) string { return fmt.Sprintf("note%05d", n) }

// names writes the tree of names, where there is any.
func (t *tagger) names(b *bytes.Buffer) {
	if len(t.notes) == 0 {
		return
	}
	b.WriteString("/IDTree <</Names [")
	for i, object := range t.notes {
		literal(b, noteName(i+1))
		b.WriteByte(' ')
		reference(b, object)
	}
	b.WriteString("]>>")
}

func (t *tagger) kid(b *bytes.Buffer, k kid, home int) {
	if k.element != nil {
		reference(b, k.element.number)
		return
	}
	on := t.pageNumber[k.page]
	switch {
	case k.link:
		b.WriteString("<</Type /OBJR /Pg ")
		reference(b, t.pages[on])
		b.WriteString("/Obj ")
		reference(b, t.areas[on][k.mark])
		b.WriteString(">>")
	case on == home:
		b.WriteString(strconv.Itoa(k.mark))
		b.WriteByte(' ')
	default:
		b.WriteString("<</Type /MCR /Pg ")
		reference(b, t.pages[on])
		b.WriteString("/MCID ")
		b.WriteString(strconv.Itoa(k.mark))
		b.WriteString(">>")
	}
}

func (t *tagger) attributes(b *bytes.Buffer, e *element) {
	if e.alt != "" {
		b.WriteString(" /Alt ")
		textString(b, e.alt)
	}
	if e.lang != "" {
		b.WriteString(" /Lang ")
		literal(b, language(e.lang))
	}
	if e.scope == "" && e.span == 0 {
		return
	}
	b.WriteString(" /A <</O /Table")
	if e.scope != "" {
		b.WriteString(" /Scope /" + e.scope)
	}
	if e.span != 0 {
		b.WriteString(" /ColSpan " + strconv.Itoa(e.span))
	}
	b.WriteString(">>")
}

// language returns a language's code as PDF and XMP write it.
func language(l tracker.Lang) string {
	if l == tracker.FR {
		return "fr"
	}
	return "en"
}

// links writes the areas that lead somewhere.
func (t *tagger) links() {
	t.nextKey = len(t.pages)
	for i, p := range t.flow.pages {
		for j, l := range p.links {
			t.object(t.areas[i][j], func(b *bytes.Buffer) {
				b.WriteString("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [")
				number(b, l.x)
				number(b, t.flow.height-l.y-l.h)
				number(b, l.x+l.w)
				number(b, t.flow.height-l.y)
				b.WriteString("] ")
				if l.element != nil {
					b.WriteString("/StructParent ")
					b.WriteString(strconv.Itoa(t.nextKey))
					t.nextKey++
				}
				t.destination(b, l)
				b.WriteString(">>")
			})
		}
	}
}

// destination writes where a link leads, and says it in words.
func (t *tagger) destination(b *bytes.Buffer, l link) {
	if l.target[0] != '#' {
		b.WriteString("/Contents ")
		textString(b, l.target)
		b.WriteString(" /A <</S /URI /URI ")
		literal(b, asciiURI(l.target))
		b.WriteString(">>")
		return
	}
	at := t.flow.anchors[l.target[1:]]
	b.WriteString("/Contents ")
	textString(b, t.flow.words.T("pdf.goto", "page", at.page+1))
	b.WriteString(" /Dest [")
	reference(b, t.pages[at.page])
	b.WriteString("/XYZ 0 ")
	number(b, t.flow.height-at.y)
	b.WriteString("null]")
}

// parentTree writes which element each mark and each link belongs to.
func (t *tagger) parentTree(at int) {
	t.object(at, func(b *bytes.Buffer) {
		b.WriteString("<</Nums [")
		for i, p := range t.flow.pages {
			b.WriteString(strconv.Itoa(i))
			b.WriteString(" [")
			for _, e := range p.marks {
				reference(b, e.number)
			}
			b.WriteString("]\n")
		}
		key := len(t.pages)
		for _, p := range t.flow.pages {
			for _, l := range p.links {
				if l.element != nil {
					b.WriteString(strconv.Itoa(key))
					b.WriteByte(' ')
					reference(b, l.element.number)
					b.WriteByte('\n')
					key++
				}
			}
		}
		b.WriteString("]>>")
	})
}

// rewritePages ties the pages to the tree and to their links.
func (t *tagger) rewritePages() {
	for i := range t.pages {
		// The objects were read before, so they are there.
		_ = t.rewrite(t.pages[i], func(b *bytes.Buffer) {
			b.WriteString("/Tabs /S /StructParents ")
			b.WriteString(strconv.Itoa(i))
			if len(t.areas[i]) > 0 {
				b.WriteString(" /Annots [")
				for _, n := range t.areas[i] {
					reference(b, n)
				}
				b.WriteByte(']')
			}
		})
	}
}
