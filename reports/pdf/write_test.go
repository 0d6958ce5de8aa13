package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ogptracker/reports/document"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

var renderer = svg.NewRenderer(2)

func sampleCharts(t testing.TB, lang tracker.Lang) charts {
	t.Helper()
	c, err := drawCharts(context.Background(), sample(lang, 1), renderer)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sums sets the sample in all languages on all papers and returns a hash of each
// file.
func sums(t testing.TB) string {
	var out strings.Builder
	for _, lang := range tracker.Langs {
		for _, paper := range []Paper{Letter, A4} {
			file := write(t, sample(lang, 2), Options{Paper: paper})
			fmt.Fprintf(&out, "%s %d %x\n", lang, paper, sha256.Sum256(file))
		}
	}
	return out.String()
}

// TestSameBytes holds that a document gives the same file every time, in this
// process and in another one.
func TestSameBytes(t *testing.T) {
	const again = "OGPTRACKER_PDF_SUMS"
	first := sums(t)
	if os.Getenv(again) != "" { // the other process
		fmt.Print(first)
		return
	}
	if second := sums(t); second != first {
		t.Errorf("a second time:\n%swant\n%s", second, first)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$")
	cmd.Env = append(os.Environ(), again+"=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(out), first) {
		t.Errorf("another process:\n%swant\n%s", out, first)
	}
}

// TestParallel sets documents at the same time; the race detector watches the
// tables that they share.
func TestParallel(t *testing.T) {
	want := map[tracker.Lang]string{}
	for _, lang := range tracker.Langs {
		want[lang] = string(write(t, sample(lang, 1), Options{}))
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			lang := tracker.Langs[i%2]
			if got := string(write(t, sample(lang, 1), Options{})); got != want[lang] {
				t.Errorf("%s: another file when set beside others", lang)
			}
		})
	}
	wait.Wait()
}

// TestPaper holds that both papers set the same lines, only on other pages.
func TestPaper(t *testing.T) {
	text := func(p Paper) string {
		f := layOut(sample(tracker.FR, 3), sampleCharts(t, tracker.FR), p)
		var b strings.Builder
		walk(f.stack[0], func(e *element) {
			if e.tag == "P" {
				fmt.Fprintln(&b, f.read(e))
			}
		})
		return b.String()
	}
	if letter, a4 := text(Letter), text(A4); letter != a4 {
		t.Error("A4 says something else than Letter")
	}
}

// read returns the text of an element itself, in reading order.
func (f *flow) read(e *element) string {
	var b strings.Builder
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			b.WriteString(f.read(k.element))
		case !k.link:
			b.WriteString(k.page.read(k.mark))
		}
	}
	return b.String()
}

// read returns the text inside a mark of the page.
func (p *page) read(mark int) string {
	var b strings.Builder
	inside := false
	for _, o := range p.ops {
		switch o := o.(type) {
		case markOp:
			inside = o.tag != "" && o.number == mark
		case endOp:
			inside = false
		case *textOp:
			if inside {
				b.WriteString(o.text)
			}
		}
	}
	return b.String()
}

// TestWriteErrors holds that the writer's error comes back.
func TestWriteErrors(t *testing.T) {
	full := errors.New("disk full")
	if err := Write(failing{full}, sample(tracker.EN, 1), renderer, Options{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

// TestNoRenderer holds that a chart without anything to draw it is an error.
func TestNoRenderer(t *testing.T) {
	if err := Write(io.Discard, sample(tracker.EN, 1), nil, Options{}); !errors.Is(err, errNoRenderer) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (w failing) Write([]byte) (int, error) { return 0, w.err }

// TestSmallest sets documents with next to nothing in them.
func TestSmallest(t *testing.T) {
	for name, d := range map[string]*document.Document{
		"nothing":       {},
		"title":         {Lang: tracker.EN, Title: "T", Cover: document.Cover{Title: "T"}},
		"empty section": {Lang: tracker.FR, Sections: []document.Section{{}}},
		"empty blocks": {Sections: []document.Section{{Blocks: []document.Block{
			document.Paragraph{}, document.List{}, document.List{Items: []document.Inline{nil}}, document.Facts{},
			document.Facts{Rows: []document.Fact{{}}}, document.KeyFigures{}, document.KeyFigures{Items: []document.KeyFigure{{}}},
			document.Levels{}, document.Status{}, document.Heading{}, document.Note{}, document.Table{}, document.Table{Columns: make([]document.Column, 3)},
			document.Table{Columns: make([]document.Column, 2), Groups: []document.Group{{Title: "G"}, {}, {Rows: make([]document.Row, 2)}}},
			document.Table{Columns: make([]document.Column, 1), Groups: []document.Group{{Rows: []document.Row{{Cells: make([]document.Cell, 5)}}}}},
		}}}},
	} {
		f := read(t, write(t, d, Options{}))
		if len(f.pages()) == 0 {
			t.Errorf("%s: no page", name)
		}
	}
}

// TestSampleFiles sets the whole sample. Where OGPTRACKER_PDF_DIR names a folder it
// leaves the files there, to be looked at.
func TestSampleFiles(t *testing.T) {
	for _, lang := range tracker.Langs {
		for paper, name := range map[Paper]string{Letter: "letter", A4: "a4"} {
			file := write(t, sample(lang, len(commitments)), Options{Paper: paper})
			if n := len(read(t, file).pages()); n < 40 || n > 70 {
				t.Errorf("%s on %s takes %d pages", lang, name, n)
			}
			if dir := os.Getenv("OGPTRACKER_PDF_DIR"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, string(lang)+"-"+name+".pdf"), file, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
