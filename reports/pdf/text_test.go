package pdf

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"
	"pgregory.net/rapid"

	"ogptracker/reports/assets"
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ASCII", "Plain text: 50%.", "Plain text: 50%."},
		{"French", "Éléments\u202f; «\u00a0œuvre\u00a0»", "Éléments\u202f; «\u00a0œuvre\u00a0»"},
		{"composed", "e\u0301le\u0300ve", "élève"},
		{"white space", "a\tb\u2003c\u3000d", "a b c d"},
		{"line breaks", "a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"},
		{"control characters", "a\x00b\x1bc\x7fd", "abcd"},
		{"direction marks", "a\u202eb\u2066c\u200fd", "abcd"},
		{"joiners and byte order mark", "a\u200db\ufeffc\u200bd", "abcd"},
		{"soft hyphen stays", "Readi\u00adness", "Readi\u00adness"},
		{"emoji", "ok \U0001F600\U0001F468\u200d\U0001F469 end", "ok \uFFFD end"},
		{"variation selector", "a\ufe0fb", "ab"},
		{"no font has it", "漢字 x", "\uFFFD x"},
		{"invalid UTF-8", "a\xff\xfeb", "a\uFFFDb"},
		{"piled marks", "a\u0301\u0302\u0303\u0304\u0305\u0306b", "á\u0302\u0303\u0304b"},
		{"arrows and triangles", "→▲≤", "→▲≤"},
	} {
		cl := cleaner{left: maxTotal, short: "[cut]"}
		if got := cl.text(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCleanBounds(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	cl := cleaner{left: maxTotal, short: "[cut]"}
	if got := cl.text(long); utf8.RuneCountInString(got) != maxWord+len("[cut]") || !strings.HasSuffix(got, "x[cut]") {
		t.Errorf("a long word keeps %d runes", utf8.RuneCountInString(got))
	}
	if got := cl.text("before " + long + " after"); !strings.HasPrefix(got, "before x") {
		t.Errorf("a long word among others: %.40q", got)
	}
	if got := cl.text(strings.Repeat("ab cd ", 1<<18)); utf8.RuneCountInString(got) > maxText+len("[cut]") || !strings.HasSuffix(got, "[cut]") {
		t.Errorf("a long text keeps %d runes", utf8.RuneCountInString(got))
	}
	total := 0
	cl = cleaner{left: 5000, short: "[cut]"}
	for range 10000 {
		total += utf8.RuneCountInString(strings.TrimSuffix(cl.text("ten runes!"), "[cut]"))
	}
	if total != 5000 {
		t.Errorf("a document of 5000 runes holds %d", total)
	}
}

// TestMetrics holds that texts are as wide in the file as they were measured:
// gofpdf writes the same widths for every rune that a face has.
func TestMetrics(t *testing.T) {
	pdf := gofpdf.New("P", "pt", "Letter", "")
	for f := range faceCount {
		pdf.AddUTF8FontFromBytes(fonts[f].family, fonts[f].style, assets.Font(fonts[f].file))
		pdf.SetFont(fonts[f].family, fonts[f].style, 1000)
		m, glyphs := load(f), 0
		for r := rune(' '); r < 0xffff; r++ {
			if m.widths[r] < 0 {
				continue
			}
			glyphs++
			if got := pdf.GetStringWidth(string(r)); math.Abs(got-float64(m.widths[r])) > 1 && m.widths[r] > 0 {
				t.Fatalf("%s: %U is %v wide for gofpdf, %d for us", fonts[f].file, r, got, m.widths[r])
			}
		}
		if glyphs < 250 {
			t.Errorf("%s has %d glyphs", fonts[f].file, glyphs)
		}
		if !f.has(replacement) {
			g, _ := f.resolve(replacement)
			if !g.has(replacement) {
				t.Errorf("%s has no fallback for U+FFFD", fonts[f].file)
			}
		}
	}
}

// TestFallback holds that every rune that passes the cleaner is set in a face that
// has it, whatever face was asked for.
func TestFallback(t *testing.T) {
	cl := cleaner{left: math.MaxInt, short: ""}
	for r := rune(0); r <= 0x10fff; r++ {
		for _, clean := range cl.text(string(r)) {
			for f := range faceCount {
				if g, _ := f.resolve(clean); clean != '\n' && !g.has(clean) {
					t.Fatalf("%U in %s is set in %s, which lacks it", clean, fonts[f].file, fonts[g].file)
				}
			}
		}
	}
}

func TestShape(t *testing.T) {
	var faces []face
	var texts []string
	width := 0.0
	total := shape("52\u202f% ▲", chapterStyle, func(p piece) {
		faces = append(faces, p.face)
		texts = append(texts, p.text)
		width += p.advance
	})
	if got := strings.Join(texts, "|"); !strings.Contains(got, "|\u202f|") || faces[1] != sansSemi || faces[len(faces)-1] != symbols {
		t.Errorf("pieces %q in %v", got, faces)
	}
	if math.Abs(width-total) > 1e-9 {
		t.Errorf("pieces are %v wide, the text %v", width, total)
	}
	apart := widthOf("T", chapterStyle) + widthOf("o", chapterStyle)
	if together := widthOf("To", chapterStyle); together >= apart {
		t.Errorf("%q is not kerned: %v, apart %v", "To", together, apart)
	}
}

// TestNoBreakSpaces holds that lines end at plain spaces and soft hyphens only.
func TestNoBreakSpaces(t *testing.T) {
	f := newFlow(&document.Document{Lang: tracker.FR}, nil, Letter)
	p := f.plain("du 16 au 30\u00a0juin, 1\u202f234 «\u00a0idées\u00a0»\u202f; implé\u00admentation", bodyStyle)
	p.fit(52)
	var lines []string
	for i := range p.lines {
		line := ""
		p.runs(i, func(r run) { line += r.text })
		lines = append(lines, line)
	}
	for _, want := range []string{"30\u00a0juin, ", "1\u202f234 ", "«\u00a0idées\u00a0»\u202f; ", "implé\u00ad", "mentation"} {
		if !strings.Contains(strings.Join(lines, "|")+"|", want+"|") {
			t.Errorf("%q ends no line of %q", want, lines)
		}
	}
}

// TestLimit holds that a title that is cut says so and stays inside its measure.
func TestLimit(t *testing.T) {
	f := newFlow(&document.Document{}, nil, Letter)
	p := f.plain(strings.Repeat("Commitment ", 40), headingStyle).balance(200).limit(3, 200)
	if len(p.lines) != 3 || p.width() > 200+fits {
		t.Errorf("%d lines, %v wide", len(p.lines), p.width())
	}
	last := ""
	p.runs(2, func(r run) { last += r.text })
	if !strings.HasSuffix(last, "Commitment…") {
		t.Errorf("the last line is %q", last)
	}
}

// TestBreakLines breaks random words: no word is lost or moved, no line is wider
// than the measure unless one word is, and no other way to break costs less.
func TestBreakLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9).Draw(t, "n")
		measure := rapid.Float64Range(5, 40).Draw(t, "measure")
		balance := rapid.Bool().Draw(t, "balance")
		words := make([]word, n)
		for i := range words {
			words[i] = word{width: rapid.Float64Range(0.5, 15).Draw(t, "width"), space: 1}
			if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
				words[i].space, words[i].hyphen = 0, 0.7
			}
		}
		lines := breakLines(words, measure, balance)
		at, cost := 0, 0.0
		for i, l := range lines {
			if l.first != at || l.last <= l.first {
				t.Fatalf("line %d is %v after word %d", i, l, at)
			}
			at = l.last
			if l.width > measure+fits && l.last-l.first > 1 {
				t.Fatalf("line %d is %v wide", i, l.width)
			}
			cost += costOf(words, l.first, l.last, measure, balance)
		}
		if at != n {
			t.Fatalf("%d of %d words", at, n)
		}
		if best := cheapest(words, 0, measure, balance); cost > best+1e-9 {
			t.Fatalf("costs %v, but %v is possible", cost, best)
		}
	})
}

// costOf is what a line counts, worked out from its words.
func costOf(words []word, first, last int, measure float64, balance bool) float64 {
	end := last == len(words)
	l := newLine(words, first, last, !end)
	return lineCost(l.width, measure, words[last-1].hyphen > 0, first == 0, end && !balance)
}

// cheapest tries every way to break.
func cheapest(words []word, first int, measure float64, balance bool) float64 {
	if first == len(words) {
		return 0
	}
	best := math.Inf(1)
	for last := first + 1; last <= len(words); last++ {
		if l := newLine(words, first, last, last < len(words)); l.width > measure+fits && last > first+1 {
			continue
		}
		best = min(best, costOf(words, first, last, measure, balance)+cheapest(words, last, measure, balance))
	}
	return best
}

func TestLeadingFigure(t *testing.T) {
	for _, c := range []struct{ in, figure, rest string }{
		{"48%, between 41% and 55%", "48%", "between 41% and 55%"},
		{"48\u00a0%, entre 41\u00a0% et 55\u00a0%", "48\u00a0%", "entre 41\u00a0% et 55\u00a0%"},
		{"58% (54 of 65)", "58%", "(54 of 65)"},
		{"0,80", "0,80", ""},
		{"0,80, sur 1", "0,80", "sur 1"},
		{"between 50% and 100%", "", "between 50% and 100%"},
		{"–", "–", ""},
		{"", "", ""},
	} {
		if figure, rest := leadingFigure(c.in); figure != c.figure || rest != c.rest {
			t.Errorf("%q: %q and %q, want %q and %q", c.in, figure, rest, c.figure, c.rest)
		}
	}
}

func TestTargets(t *testing.T) {
	f := newFlow(&document.Document{Sections: []document.Section{{ID: "here"}}}, nil, Letter)
	for in, want := range map[string]string{
		"https://example.org/a": "https://example.org/a", "HTTP://example.org": "HTTP://example.org", "mailto:a@example.org": "mailto:a@example.org",
		"#here": "#here", "#nowhere": "", "javascript:alert(1)": "", "file:///etc/passwd": "", "data:text/html,x": "", "example.org": "", "": "", "#": "",
		"https://" + strings.Repeat("a", 5000): "",
	} {
		if got := f.target(in); got != want {
			t.Errorf("%.40q leads to %q, want %q", in, got, want)
		}
	}
}

func TestASCIIURI(t *testing.T) {
	if got := asciiURI("https://example.org/é a\n(b)"); got != "https://example.org/%C3%A9%20a%0A(b)" {
		t.Error(got)
	}
}
