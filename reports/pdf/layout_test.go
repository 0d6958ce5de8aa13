package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares where every text of a short report stands with what was
// looked at and found good.
func TestGolden(t *testing.T) {
	for _, lang := range tracker.Langs {
		got := dump(layOut(sample(lang, 1), sampleCharts(t, lang), Letter))
		name := filepath.Join("testdata", "layout."+string(lang)+".golden")
		if *updateGolden {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: layout differs from %s; look at it, then run with -update\n%s", lang, name, firstDifference(got, string(want)))
		}
	}
}

// dump writes the texts of all pages with their places and faces, but for those
// inside charts, which are not set here.
func dump(f *flow) string {
	var b strings.Builder
	for i, p := range f.pages {
		fmt.Fprintf(&b, "== page %d\n", i+1)
		chart := false
		for _, o := range p.ops {
			switch o := o.(type) {
			case markOp:
				chart = o.tag == "Figure"
			case *textOp:
				if !chart && strings.Trim(o.text, " .") != "" {
					fmt.Fprintf(&b, "%6.1f %6.1f %d/%-5.4g %s\n", o.x, o.y, o.style.face, o.style.size, strings.TrimSpace(o.text))
				}
			}
		}
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: %s\n   want: %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// TestNothingCollides holds that all text stands inside the text block and that
// no text runs into another on its line.
func TestNothingCollides(t *testing.T) {
	for _, lang := range tracker.Langs {
		for _, paper := range []Paper{Letter, A4} {
			f := layOut(sample(lang, len(commitments)), sampleCharts(t, lang), paper)
			checkPages(t, f)
		}
	}
}

type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkPages holds what is true of every page whatever it says.
func checkPages(t reporter, f *flow) {
	t.Helper()
	for i, p := range f.pages {
		lines := map[string][]*textOp{}
		for _, o := range p.ops {
			o, ok := o.(*textOp)
			if !ok || strings.TrimSpace(o.text) == "" || o.angle != 0 {
				continue
			}
			end := o.x + widthOf(strings.TrimRight(o.text, " "), o.style)
			if o.x < f.left-0.1 || end > f.right+1 {
				t.Errorf("page %d: %q reaches from %.1f to %.1f", i+1, o.text, o.x, end)
			}
			if furniture := o.y == headLine || o.y == f.height-footLine; !p.plain && !furniture && (o.y < f.top || o.y > f.bottom+1) {
				t.Errorf("page %d: %q stands at %.1f", i+1, o.text, o.y)
			}
			key := fmt.Sprintf("%.2f", o.y)
			lines[key] = append(lines[key], o)
		}
		for _, ops := range lines {
			for a, o := range ops {
				for _, other := range ops[a+1:] {
					if overlap(o, other) > 0.6 {
						t.Errorf("page %d: %q runs into %q", i+1, o.text, other.text)
					}
				}
			}
		}
	}
}

// overlap returns how far two texts on one line cover each other.
func overlap(a, b *textOp) float64 {
	aEnd := a.x + widthOf(strings.TrimRight(a.text, " "), a.style)
	bEnd := b.x + widthOf(strings.TrimRight(b.text, " "), b.style)
	return min(aEnd, bEnd) - max(a.x, b.x)
}

// TestComposed sets what package compose composes: the whole of a plan with
// something of everything in it.
func TestComposed(t *testing.T) {
	a := tracker.Assess(reporttest.Sample(), reporttest.Day)
	for _, lang := range tracker.Langs {
		d := compose.SelfAssessment(locale.For(lang), a, nil, compose.Options{Program: "test", AuditHead: strings.Repeat("0f", 32)})
		drawn, err := drawCharts(t.Context(), d, renderer)
		if err != nil {
			t.Fatal(err)
		}
		f := layOut(d, drawn, Letter)
		if f.failed != nil {
			t.Error(f.failed)
		}
		checkPages(t, f)
		walk(f.stack[0], func(e *element) {
			if e.tag == "Table" {
				rectangular(t, e)
			}
		})
	}
}

// TestGrid holds that running text stands on the half unit.
func TestGrid(t *testing.T) {
	f := layOut(sample(tracker.EN, 2), sampleCharts(t, tracker.EN), Letter)
	walk(f.stack[0], func(e *element) {
		if e.tag != "H2" {
			return
		}
		for _, k := range e.kids {
			for _, o := range k.page.ops {
				if o, ok := o.(*textOp); ok && o.style == sectionStyle && o.text == k.page.read(k.mark) {
					steps := (o.y - sectionStyle.baseline() - f.top) / half
					if off := steps - float64(int(steps+0.5)); off > 0.01 || off < -0.01 {
						t.Errorf("%q stands %.2f steps below the top", o.text, steps)
					}
				}
			}
		}
	})
}

// one lays out a document of one chapter.
func one(blocks ...document.Block) *flow {
	return layOut(&document.Document{Lang: tracker.EN, Sections: []document.Section{{ID: "s", Number: "1", Title: "Chapter", Blocks: blocks}}}, nil, Letter)
}

// TestTables sets tables of any shape: every cell comes out once and whole, heads
// and group titles stand over rows, and nothing leaves the page.
func TestTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 6).Draw(t, "columns")
		table := document.Table{Number: 1, Caption: "Caption", Note: document.Plainly("Note")}
		for i := range columns {
			table.Columns = append(table.Columns, document.Column{
				Head: fmt.Sprintf("Head%d", i), Share: rapid.Float64Range(0, 3).Draw(t, "share"),
				Align: document.Align(rapid.IntRange(0, 1).Draw(t, "align")),
			})
		}
		cell := 0
		for range rapid.IntRange(0, 4).Draw(t, "groups") {
			g := document.Group{Title: rapid.SampledFrom([]string{"", "Grouptitle"}).Draw(t, "title")}
			for range rapid.IntRange(1, 12).Draw(t, "rows") {
				r := document.Row{Strong: rapid.Bool().Draw(t, "strong")}
				for range columns {
					size := rapid.SampledFrom([]int{0, 1, 3, 30, 400}).Draw(t, "size")
					text := fmt.Sprintf("cell%d.", cell)
					for k := range size {
						text += " " + "incomprehensibilité"[:1+(cell*7+k*5)%18]
					}
					text += fmt.Sprintf(" end%d.", cell)
					r.Cells = append(r.Cells, document.Cell{Text: document.Plainly(text)})
					cell++
				}
				g.Rows = append(g.Rows, r)
			}
			table.Groups = append(table.Groups, g)
		}
		f := one(document.Paragraph{Text: document.Plainly("Before.")}, table, document.Paragraph{Text: document.Plainly("After.")})
		checkPages(t, f)
		checkBreaks(t, f)
		var found *element
		walk(f.stack[0], func(e *element) {
			if e.tag == "Table" {
				found = e
			}
		})
		text := f.read(found)
		for i := range cell {
			for _, mark := range []string{fmt.Sprintf("cell%d.", i), fmt.Sprintf("end%d.", i)} {
				if n := strings.Count(text, mark); n != 1 {
					t.Fatalf("%s comes out %d times", mark, n)
				}
			}
		}
		if cell == 0 && !strings.Contains(text, "Nothing to list") && len(table.Groups) == 0 {
			t.Fatalf("an empty table says %q", text)
		}
	})
}

// checkBreaks holds that no head and no group title of a table ends a page.
func checkBreaks(t reporter, f *flow) {
	t.Helper()
	for i, p := range f.pages {
		last := ""
		lowest := 0.0
		for _, o := range p.ops {
			if o, ok := o.(*textOp); ok && o.y > lowest && o.y < f.bottom+1 && strings.TrimSpace(o.text) != "" {
				last, lowest = o.text, o.y
			}
		}
		if strings.HasPrefix(last, "Head") || strings.HasPrefix(last, "Caption") || strings.HasPrefix(last, "Grouptitle") && i < len(f.pages)-1 {
			t.Errorf("page %d ends with %q", i+1, last)
		}
	}
}

// TestTallRow sets a row taller than two pages: it is cut between its lines, and
// every page repeats the head.
func TestTallRow(t *testing.T) {
	var text strings.Builder
	for i := range 900 {
		fmt.Fprintf(&text, "word%d ", i)
	}
	f := one(document.Table{
		Number: 1, Caption: "Tall", Columns: []document.Column{{Head: "Narrow", Share: 1}, {Head: "Code", Share: 3}},
		Groups: []document.Group{{Title: "Group", Rows: []document.Row{{Cells: []document.Cell{
			{Text: document.Plainly(text.String())}, {Text: document.Plainly("short")},
		}}}}},
	})
	if len(f.pages) < 4 { // cover, contents, the table
		t.Fatalf("%d pages", len(f.pages))
	}
	row := 0
	for i, p := range f.pages[2:] {
		all := ""
		for _, o := range p.ops {
			if o, ok := o.(*textOp); ok {
				all += o.text + "|"
				row += strings.Count(o.text, "word")
			}
		}
		if !strings.Contains(all, "Narrow|") {
			t.Errorf("page %d of the table has no head", i+1)
		}
		if again := strings.Contains(all, "(continued)"); again != (i > 0) {
			t.Errorf("page %d of the table: continued is %v", i+1, again)
		}
	}
	if row != 900 {
		t.Errorf("%d words of 900", row)
	}
	checkPages(t, f)
}

// TestParagraphBreaks sets paragraphs down a page: none leaves a line alone on
// either side of a page break, and three lines stay together.
func TestParagraphBreaks(t *testing.T) {
	for before := range 60 {
		for lines := 2; lines <= 5; lines++ {
			var blocks []document.Block
			for range before {
				blocks = append(blocks, document.Paragraph{Text: document.Plainly("Filler.")})
			}
			text := strings.TrimSuffix(strings.Repeat("Mmmmmmmmmm mmmmmmmmmm\n", lines), "\n")
			f := one(append(blocks, document.Paragraph{Text: document.Plainly(text)})...)
			var per []int
			for _, p := range f.pages {
				n := 0
				for _, o := range p.ops {
					if o, ok := o.(*textOp); ok && strings.HasPrefix(o.text, "Mmm") {
						n++
					}
				}
				if n > 0 {
					per = append(per, n)
				}
			}
			if len(per) > 1 && (lines == 3 || per[0] < 2 || per[1] < 2) {
				t.Fatalf("after %d paragraphs, %d lines are split %v", before, lines, per)
			}
		}
	}
}

// TestHeadingsAreNotAlone sets a section down a page: its heading, of one line or two,
// stands on the page on which its facts begin.
func TestHeadingsAreNotAlone(t *testing.T) {
	for before := range 60 {
		for _, title := range []string{"Titleword", "Titleword " + strings.Repeat("mmmmmmmmmm ", 7)} {
			var blocks []document.Block
			for range before {
				blocks = append(blocks, document.Facts{Rows: []document.Fact{{Label: "Filler", Value: []document.Inline{document.Plainly("Filler.")}}}})
			}
			facts := document.Facts{Rows: []document.Fact{
				{Label: "Factlabel whose words take two lines of the margin", Value: []document.Inline{document.Plainly("Value.")}},
				{Label: "Other", Value: []document.Inline{document.Plainly("Value.")}},
			}}
			f := layOut(&document.Document{Lang: tracker.EN, Sections: []document.Section{{
				ID: "s", Number: "1", Title: "Chapter", Blocks: blocks,
				Sections: []document.Section{{ID: "t", Number: "1.1", Title: title, Blocks: []document.Block{facts}}},
			}}}, nil, Letter)
			on := func(word string) int {
				for i, p := range f.pages {
					for _, o := range p.ops {
						if o, ok := o.(*textOp); ok && (o.style == sectionStyle || o.style == factLabel) && strings.HasPrefix(o.text, word) {
							return i
						}
					}
				}
				return -1
			}
			if heading, fact := on("Titleword"), on("Factlabel"); heading != fact || heading < 0 {
				t.Fatalf("after %d facts, %q stands on page %d and its facts begin on page %d", before, title, heading+1, fact+1)
			}
		}
	}
}
