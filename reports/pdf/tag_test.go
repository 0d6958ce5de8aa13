package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// write sets a document and returns the file.
func write(t testing.TB, d *document.Document, opts Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d, renderer, opts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// paints lists the operators that put something on the page.
var paints = []string{"Tj", "TJ", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do"}

// TestMarkedContent holds that all that is painted is either content of an
// element or an artifact, and that the file's tree knows every mark.
func TestMarkedContent(t *testing.T) {
	f := read(t, write(t, sample(tracker.FR, 2), Options{}))
	_, tree := f.ref(f.catalog(), "/StructTreeRoot")
	_, parents := f.ref(tree, "/ParentTree")
	for i, page := range f.pages() {
		if want := fmt.Sprintf("/StructParents %d", i); !strings.Contains(f.objects[page], want) {
			t.Errorf("page %d has no %s", i+1, want)
		}
		m := regexp.MustCompile(fmt.Sprintf(`(?:\[|\n)%d \[([^\]]*)\]`, i)).FindStringSubmatch(parents)
		if m == nil {
			t.Fatalf("page %d is not in the parent tree", i+1)
		}
		owners := f.refs(m[1])
		depth, mark, painted := 0, 0, 0
		operators(f.content(page), func(operator string, operands []string) {
			switch {
			case operator == "BMC":
				depth++
			case operator == "BDC":
				depth++
				tag, number := operands[0], atoi(t, operands[len(operands)-1])
				if number != mark || number >= len(owners) {
					t.Fatalf("page %d: mark %d where %d of %d is due", i+1, number, mark, len(owners))
				}
				owner := f.objects[owners[number]]
				if !strings.Contains(owner, "/S "+tag+" ") {
					t.Errorf("page %d: mark %d is %s, its element %.60s", i+1, number, tag, owner)
				}
				if !holdsMark(owner, page, number) {
					t.Errorf("page %d: mark %d is not in its element %.200s", i+1, number, owner)
				}
				mark++
			case operator == "EMC":
				depth--
			case slices.Contains(paints, operator):
				painted++
				if depth != 1 {
					t.Fatalf("page %d: %s at depth %d of marked content", i+1, operator, depth)
				}
			}
			if depth < 0 || depth > 1 {
				t.Fatalf("page %d: marked content nests to %d", i+1, depth)
			}
		})
		if depth != 0 || mark != len(owners) || painted == 0 {
			t.Errorf("page %d: depth %d, %d of %d marks, %d painted", i+1, depth, mark, len(owners), painted)
		}
	}
}

// holdsMark reports whether an element lists a mark of a page.
func holdsMark(element string, page, number int) bool {
	if strings.Contains(element, fmt.Sprintf("/MCR /Pg %d 0 R /MCID %d>>", page, number)) {
		return true
	}
	if !strings.Contains(element, fmt.Sprintf("/Pg %d 0 R ", page)) {
		return false
	}
	kids := element[strings.Index(element, "/K ["):]
	kids = regexp.MustCompile(`<<.*?>>|\d+ 0 R`).ReplaceAllString(kids[:strings.LastIndex(kids, "]")], "")
	return slices.Contains(strings.Fields(strings.TrimPrefix(kids, "/K [")), fmt.Sprint(number))
}

// TestFileDictionary holds what readers look for in the file itself.
func TestFileDictionary(t *testing.T) {
	for _, lang := range tracker.Langs {
		f := read(t, write(t, sample(lang, 1), Options{}))
		catalog := f.catalog()
		for _, want := range []string{"/Lang (" + string(lang) + ")", "/MarkInfo <</Marked true>>", "/DisplayDocTitle true", "/Outlines", "/Version /1.7"} {
			if !strings.Contains(catalog, want) {
				t.Errorf("%s: catalog has no %s", lang, want)
			}
		}
		_, metadata := f.ref(catalog, "/Metadata")
		for _, want := range []string{"<rdf:li>" + string(lang) + "</rdf:li>", "<pdfuaid:part>1</pdfuaid:part>"} {
			if !strings.Contains(metadata, want) {
				t.Errorf("%s: metadata have no %s", lang, want)
			}
		}
		_, info := f.ref(f.trailer, "/Info")
		for _, want := range []string{"/CreationDate (D:20171115140000)", "/ModDate (D:20171115140000)", "/Title"} {
			if !strings.Contains(info, want) {
				t.Errorf("%s: information has no %s", lang, want)
			}
		}
	}
}

// TestNotes holds that a reader finds each note by its name.
func TestNotes(t *testing.T) {
	f := read(t, write(t, sample(tracker.EN, len(commitments)), Options{}))
	names := map[string]bool{}
	for _, object := range f.objects {
		if !strings.Contains(object, "/S /Note ") {
			continue
		}
		m := regexp.MustCompile(`/ID \((note\d+)\)`).FindStringSubmatch(object)
		if m == nil || names[m[1]] {
			t.Fatalf("a note without a name of its own: %.200s", object)
		}
		names[m[1]] = true
	}
	if len(names) == 0 {
		t.Error("no notes")
	}
}

// TestUnicode holds that every font says what its codes stand for, in ranges that a
// reader takes: none goes over more than the last byte of a code.
func TestUnicode(t *testing.T) {
	f := read(t, write(t, sample(tracker.FR, 1), Options{}))
	fonts := 0
	for _, font := range f.objects {
		if !strings.Contains(font, "/Subtype /Type0") {
			continue
		}
		fonts++
		_, table := f.ref(font, "/ToUnicode")
		covered := 0
		for _, m := range regexp.MustCompile(`<(..)00> <(..)FF> <(..)00>`).FindAllStringSubmatch(string(f.inflate(table)), -1) {
			if m[1] != m[2] || m[1] != m[3] {
				t.Errorf("range %s", m[0])
			}
			covered++
		}
		if covered != 0x100-8 { // all but the surrogates
			t.Errorf("%d ranges", covered)
		}
	}
	if fonts < 4 {
		t.Errorf("%d fonts", fonts)
	}
}

// TestOutline holds that every chapter and section has a bookmark, the contents
// too, nested as they are.
func TestOutline(t *testing.T) {
	f := read(t, write(t, sample(tracker.FR, 2), Options{}))
	root, outlines := f.ref(f.catalog(), "/Outlines")
	var titles []string
	n, item := f.ref(outlines, "/First")
	for n != 0 {
		titles = append(titles, outlineTitle(t, item))
		if parent, _ := f.ref(item, "/Parent"); parent != root {
			t.Errorf("%q is not at the top", titles[len(titles)-1])
		}
		if !strings.Contains(item, "/Next") {
			break
		}
		n, item = f.ref(item, "/Next")
	}
	want := []string{
		"En bref", "Table des matières", "1  Introduction et contexte", "2  Élaboration du plan d’action", "3  Recommandations de l’examen indépendant",
		"4  Mise en œuvre des engagements", "5  Conclusion et prochaines étapes", "6  Comparaison internationale", "7  Méthodologie", "8  Intégrité",
	}
	if !slices.Equal(titles, want) {
		t.Errorf("bookmarks %q, want %q", titles, want)
	}
	_, chapter := f.ref(item, "/First")
	if got := outlineTitle(t, chapter); got != "8.1  Comment vérifier" {
		t.Errorf("the last chapter holds %q", got)
	}
}

// outlineTitle reads a bookmark's title, which is UTF-16 with escapes.
func outlineTitle(t *testing.T, item string) string {
	t.Helper()
	begin := strings.Index(item, "/Title (") + len("/Title (")
	var units []uint16
	var raw []byte
	for i := begin; item[i] != ')'; i++ {
		if item[i] == '\\' {
			i++
			if item[i] == 'r' {
				raw = append(raw, '\r')
				continue
			}
		}
		raw = append(raw, item[i])
	}
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// TestLinks holds that every link is an area with words, tied to a Link element,
// and leads to a page of the file or to an address.
func TestLinks(t *testing.T) {
	f := read(t, write(t, sample(tracker.EN, 2), Options{}))
	_, tree := f.ref(f.catalog(), "/StructTreeRoot")
	_, parents := f.ref(tree, "/ParentTree")
	pages := f.pages()
	inside, outside := 0, 0
	for i, page := range pages {
		dict := f.objects[page]
		if !strings.Contains(dict, "/Annots [") {
			continue
		}
		annots := dict[strings.Index(dict, "/Annots ["):]
		for _, n := range f.refs(annots[:strings.Index(annots, "]")]) {
			area := f.objects[n]
			if !strings.Contains(area, "/Contents <FEFF") {
				t.Errorf("page %d: a link without words: %s", i+1, area)
			}
			switch {
			case strings.Contains(area, "/Dest ["):
				inside++
				if to, _ := f.ref(area, `/Dest \[`); !slices.Contains(pages, to) {
					t.Errorf("page %d: a link to %d, which is no page", i+1, to)
				}
			case strings.Contains(area, "/S /URI /URI (https://example.org/"):
				outside++
			default:
				t.Errorf("page %d: a link to nowhere: %s", i+1, area)
			}
			key := regexp.MustCompile(`/StructParent (\d+)`).FindStringSubmatch(area)
			if key == nil {
				t.Fatalf("page %d: a link outside the tree: %s", i+1, area)
			}
			owner := regexp.MustCompile(`\n` + key[1] + ` (\d+) 0 R`).FindStringSubmatch(parents)
			if owner == nil {
				t.Fatalf("link %s is not in the parent tree", key[1])
			}
			if e := f.objects[atoi(t, owner[1])]; !strings.Contains(e, "/S /Link ") || !strings.Contains(e, fmt.Sprintf("/Obj %d 0 R", n)) {
				t.Errorf("link %s belongs to %.200s", key[1], e)
			}
		}
	}
	if inside < 20 || outside < 3 {
		t.Errorf("%d links inside, %d outside", inside, outside)
	}
}

// TestStructure walks the tree as it is laid out: headings do not skip a level,
// tables are rectangular, figures are described.
func TestStructure(t *testing.T) {
	for _, lang := range tracker.Langs {
		f := layOut(sample(lang, len(commitments)), sampleCharts(t, lang), Letter)
		heading := 0
		count := map[string]int{}
		walk(f.stack[0], func(e *element) {
			count[e.tag]++
			if len(e.tag) == 2 && e.tag[0] == 'H' {
				level := int(e.tag[1] - '0')
				if level > heading+1 {
					t.Errorf("%s: %s after H%d", lang, e.tag, heading)
				}
				heading = level
			}
			switch e.tag {
			case "Table":
				rectangular(t, e)
			case "Figure":
				if e.alt == "" {
					t.Errorf("%s: a figure is not described", lang)
				}
			case "TH", "TD":
				if e.tag == "TH" && e.scope == "" {
					t.Errorf("%s: a head cell without scope", lang)
				}
				if e.empty() {
					t.Errorf("%s: a blank cell would be left out, and those after it lose their columns", lang)
				}
			case "Span":
				if e.lang == "" {
					t.Errorf("%s: a span says nothing", lang)
				}
			}
		})
		if len(f.stack) != 1 {
			t.Errorf("%s: %d elements are left open", lang, len(f.stack)-1)
		}
		for tag, least := range map[string]int{"H1": 10, "H2": 26, "H3": 60, "P": 200, "TOCI": 30, "Table": 48, "LI": 6, "Figure": 9, "Link": 80, "Span": 1, "Note": 1} {
			if count[tag] < least {
				t.Errorf("%s: %d %s, want %d or more", lang, count[tag], tag, least)
			}
		}
	}
}

func walk(e *element, visit func(*element)) {
	visit(e)
	for _, k := range e.kids {
		if k.element != nil {
			walk(k.element, visit)
		}
	}
}

// rectangular holds that all rows of a table take as many columns.
func rectangular(t *testing.T, table *element) {
	t.Helper()
	want := -1
	for _, k := range table.kids {
		if k.element.tag != "TR" {
			continue
		}
		columns := 0
		for _, cell := range k.element.kids {
			columns += max(cell.element.span, 1)
		}
		if want < 0 {
			want = columns
		}
		if columns != want {
			t.Errorf("a row of %d columns in a table of %d", columns, want)
		}
	}
}
