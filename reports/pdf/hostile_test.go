package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// hostile are texts that have broken setters of text.
var hostile = map[string]string{
	"markup":        `<script>alert(1)</script> & "quotes" </p>`,
	"operators":     ") Tj ET Q EMC endstream endobj (",
	"names":         "/MCID 0 >> BDC << /S /URI >>",
	"backslashes":   `\\\(\)\n\r\123`,
	"NUL":           "a\x00b\x01c",
	"emoji":         "\U0001F600 \U0001F468\u200d\U0001F469\u200d\U0001F467 \U0001F1E8\U0001F1E6",
	"right to left": "\u202eabc\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
	"no script":     "漢字かな交じり文",
	"piled marks":   "e" + strings.Repeat("\u0301", 5000),
	"invalid UTF-8": "\xff\xfe\x80abc\xc3",
	"hyphens only":  strings.Repeat("\u00ad", 3000),
	"spaces only":   strings.Repeat(" \u00a0\u202f\t\n", 500),
	"line breaks":   strings.Repeat("line\n", 300),
	"surrogates":    "\xed\xa0\x80\xed\xb0\x80",
	"last runes":    "\ufffd\ufffe\uffff\U0010ffff",
	"one letter":    strings.Repeat("W", 1<<20),
	"many words":    strings.Repeat("word ", 1<<18),
	"addresses":     "https://example.org/" + strings.Repeat("a-b/c_d.e=f&", 2000),
}

// hostileDocument has a text everywhere a document can have one.
func hostileDocument(s string) *document.Document {
	in := document.Inline{{Text: s}, {Text: s, Style: document.Strong}, {Text: s, Style: document.Late}, {Text: s, Style: document.Code, Link: "https://example.org/" + s}, {Text: s, Lang: tracker.FR, Link: "#a"}}
	cell := document.Cell{Text: in, Sub: []document.Inline{in}, Sign: tracker.Limited}
	row := document.Row{ID: s, Cells: []document.Cell{cell, {Text: in, Bar: &document.Bar{Lower: math.NaN(), Upper: math.Inf(1), Progress: -3, HasProgress: true}}, cell}}
	return &document.Document{
		Lang: tracker.EN, Title: s, Kind: s, Subject: s, Notice: s, NoticeShort: s, RunningHead: s, Foot: s,
		Cover: document.Cover{Top: s, TopRight: s, Kicker: s, Title: s, Subtitle: s, SignNote: s, Signs: []tracker.Level{tracker.Level(s), ""}, Facts: []document.Fact{{Label: s, Value: []document.Inline{in}}}},
		Sections: []document.Section{{ID: "a", Number: s, Title: s, Head: s, Blocks: []document.Block{
			document.Paragraph{Lead: true, Text: in}, document.Paragraph{Label: s, Text: in}, document.List{Label: s, Ordered: true, Items: []document.Inline{in}},
			document.Facts{Rows: []document.Fact{{Label: s, Value: []document.Inline{in}}}}, document.KeyFigures{Items: []document.KeyFigure{{Value: s, Label: s, Note: s, Late: true}}},
			document.Levels{Title: s, Items: []document.LevelCount{{Level: tracker.Level(s), Name: s, Count: math.MaxInt}, {Level: tracker.NoEvidence, Name: s, Count: -1}}},
			document.Status{LevelLabel: s, Level: tracker.Level(s), LevelName: s, BarLabel: s, BarText: s, LateLabel: s, Late: s},
			document.Heading{Text: s}, document.Note{Text: in},
			document.Table{Number: -1, Caption: s, Note: in, Columns: []document.Column{{Head: s, Share: math.NaN()}, {Head: s, Share: math.Inf(1)}, {Head: s, Share: -1, Align: document.End}}, Groups: []document.Group{{Title: s, Cells: []document.Cell{cell, cell}, Rows: []document.Row{row, row}}}},
		}, Sections: []document.Section{{Number: s, Title: s, Sections: []document.Section{{Title: s}}}}}},
	}
}

// TestHostile sets hostile texts everywhere: the file stays whole, no text takes
// more room than the bounds allow, and titles stay inside the page.
func TestHostile(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			d := hostileDocument(s)
			f := layOut(d, nil, Letter)
			if n := len(f.pages); n > 1000 {
				t.Errorf("%d pages", n)
			}
			for i, p := range f.pages {
				for _, o := range p.ops {
					if o, ok := o.(*textOp); ok && (o.y > f.height || math.IsNaN(o.x) || math.IsNaN(o.y)) {
						t.Fatalf("page %d: %.30q stands at %v, %v", i+1, o.text, o.x, o.y)
					}
				}
			}
			file := read(t, write(t, d, Options{}))
			for i, page := range file.pages() {
				depth := 0
				operators(file.content(page), func(operator string, _ []string) {
					switch operator {
					case "BDC", "BMC", "q", "BT":
						depth++
					case "EMC", "Q", "ET":
						depth--
					}
				})
				if depth != 0 {
					t.Errorf("page %d: %d left open", i+1, depth)
				}
			}
		})
	}
}

// TestDrawings draws values that no table should hold.
func TestDrawings(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	var cells []document.Cell
	for _, v := range []float64{nan, inf, -inf, -1, 0, 0.5, 1, 2, 1e300} {
		cells = append(cells,
			document.Cell{Bar: &document.Bar{Lower: v, Upper: 1 - v, Progress: v, HasProgress: true}},
			document.Cell{Fill: &document.Fill{Value: v, Of: v}},
			document.Cell{Line: &document.Line{Values: []float64{v, nan, v}, Min: v, Max: v}},
			document.Cell{Line: &document.Line{}},
			document.Cell{Span: &document.Range{Best: int(int32(share(v) * 9)), Worst: -5, Of: int(share(v) * 1e6)}},
		)
	}
	var rows []document.Row
	for _, c := range cells {
		rows = append(rows, document.Row{Cells: []document.Cell{c}})
	}
	f := one(document.Table{Columns: []document.Column{{Head: "Drawn"}}, Groups: []document.Group{{Rows: rows}}})
	for i, p := range f.pages {
		for _, o := range p.ops {
			if o, ok := o.(*shapeOp); ok {
				for _, s := range o.path {
					if bad := math.IsNaN(s.To.X + s.To.Y + s.C1.X + s.C2.Y); bad || s.To.X < -1 || s.To.X > f.width+1 {
						t.Fatalf("page %d: a shape at %v", i+1, s)
					}
				}
			}
		}
	}
}

// FuzzText sets any text: every word of it comes out, in pieces that gofpdf can
// set, on lines no wider than the measure unless a single letter is.
func FuzzText(f *testing.F) {
	for _, s := range hostile {
		if len(s) > 2000 {
			s = s[:2000]
		}
		f.Add(s, 120.0)
	}
	f.Add("du 16 au 30\u00a0juin «\u00a0idées\u00a0»\u202f;", 40.0)
	f.Fuzz(func(t *testing.T, s string, measure float64) {
		if !(measure > 1 && measure < 1000) {
			return
		}
		fl := newFlow(&document.Document{Lang: tracker.FR}, nil, Letter)
		clean := fl.clean.text(s)
		if !utf8.ValidString(clean) {
			t.Fatalf("%q is not UTF-8", clean)
		}
		p := fl.plain(s, leadStyle).fit(measure)
		var out strings.Builder
		for i, l := range p.lines {
			p.runs(i, func(r run) {
				out.WriteString(r.text)
				shape(r.text, r.style, func(piece piece) {
					for _, c := range piece.text {
						if !piece.face.has(c) {
							t.Fatalf("%U is set in %s, which lacks it", c, fonts[piece.face].file)
						}
					}
				})
			})
			if l.width > measure+fits && (l.last-l.first > 1 || utf8.RuneCountInString(strings.Trim(word1(p, l), "\u00ad")) > 1) {
				t.Fatalf("line %d is %v wide, the measure %v: %q", i, l.width, measure, word1(p, l))
			}
		}
		strip := strings.NewReplacer(" ", "", "\n", "", "\u00ad", "").Replace
		if got, want := strip(out.String()), strip(clean); got != want {
			t.Fatalf("%q comes out as %q", want, got)
		}
	})
}

// word1 returns the text of a line's first word.
func word1(p *passage, l line) string {
	s := ""
	for _, f := range p.fragments[p.words[l.first].first:p.words[l.first].last] {
		s += f.text
	}
	return s
}

// FuzzWrite writes documents with any text everywhere and reads the file back.
func FuzzWrite(f *testing.F) {
	const longest = 120 // bytes: the text comes fifty times
	for _, s := range hostile {
		f.Add(s[:min(len(s), longest)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = s[:min(len(s), longest)]
		file := read(t, write(t, hostileDocument(s), Options{}))
		for _, page := range file.pages() {
			file.content(page)
		}
		if len(file.objects) < 20 {
			t.Fatal(fmt.Sprint(len(file.objects), " objects"))
		}
	})
}
