package svg_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shared draws for all tests that do not need a renderer of their own.
var shared = svg.NewRenderer(2)

// all draws every chart of a plan and of an index.
func all(lang tracker.Lang, size chart.Size, o charttest.Options) []chart.Chart {
	l, a := locale.For(lang), charttest.Plan(o)
	t := benchmark.TableOf(charttest.Index(), 2017)
	var out []chart.Chart
	for _, id := range chart.PlanCharts {
		draw, _ := chart.ForPlan(id)
		out = append(out, draw(l, a, size))
	}
	for _, id := range chart.BenchmarkCharts {
		draw, _ := chart.ForBenchmark(id)
		out = append(out, draw(l, t, "CA", size))
	}
	return out
}

func draw(t *testing.T, r *svg.Renderer, c chart.Chart, lang tracker.Lang) []byte {
	t.Helper()
	b, err := r.SVG(t.Context(), c, lang)
	if err != nil {
		t.Fatalf("%s: %v", c.ID, err)
	}
	return b
}

// TestGolden compares the pictures of a small plan with golden files.
func TestGolden(t *testing.T) {
	for _, v := range []struct {
		lang tracker.Lang
		size chart.Size
	}{{tracker.FR, chart.Wide}, {tracker.EN, chart.Print}} {
		for _, c := range all(v.lang, v.size, charttest.Options{Commitments: 2, Leaves: 3, Themes: true}) {
			name := fmt.Sprintf("%s-%s-%d.svg", c.ID, v.lang, v.size)
			t.Run(name, func(t *testing.T) {
				got := append(bytes.ReplaceAll(draw(t, shared, c, v.lang), []byte("><"), []byte(">\n<")), '\n')
				path := filepath.Join("testdata", name)
				if *update {
					if err := os.WriteFile(path, got, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s differs; look at the picture, then run with -update", path)
				}
			})
		}
	}
}

// TestDeterminism draws the same charts twice, by two renderers, side by side:
// the bytes must not depend on what an engine drew before, nor on who drew.
func TestDeterminism(t *testing.T) {
	list := all(tracker.EN, chart.Narrow, charttest.Options{Commitments: 2, Leaves: 2})
	want := make([][]byte, len(list))
	for i, c := range list {
		want[i] = draw(t, shared, c, tracker.EN)
	}
	other := svg.NewRenderer(2)
	other.Warm()
	var wg sync.WaitGroup
	for _, r := range []*svg.Renderer{shared, other} {
		for i := range list {
			wg.Go(func() {
				i := len(list) - 1 - i // another order
				got, err := r.SVG(context.Background(), list[i], tracker.EN)
				if err != nil || !bytes.Equal(got, want[i]) {
					t.Errorf("%s: drawn again it differs (%v)", list[i].ID, err)
				}
			})
		}
	}
	wg.Wait()
}

// allowed is every attribute a picture in a page may have: the page's security
// policy forbids styles, and nothing in a picture runs or loads anything.
var allowed = strings.Fields(`xmlns viewBox width height role aria-labelledby lang font-family id
	x y rx ry cx cy r x1 y1 x2 y2 d points transform
	fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity
	text-anchor font-size font-weight paint-order clip-path patternUnits patternTransform`)

var allowedElements = strings.Fields("svg title desc g path rect circle ellipse line polyline polygon text defs clipPath pattern")

// inspect reads a picture and checks what must hold of each. It returns the
// identifiers and the words in it.
func inspect(t *testing.T, name string, picture []byte) (ids []string, words string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(picture))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: not well-formed: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !slices.Contains(allowedElements, e.Name.Local) {
				t.Errorf("%s: an element %s", name, e.Name.Local)
			}
			for _, a := range e.Attr {
				if !slices.Contains(allowed, a.Name.Local) {
					t.Errorf("%s: an attribute %s on %s", name, a.Name.Local, e.Name.Local)
				}
				if a.Name.Local == "id" {
					ids = append(ids, a.Value)
				}
			}
		case xml.CharData:
			words += string(e) + "\n"
		}
	}
	for _, use := range regexp.MustCompile(`url\(#([^)]*)\)`).FindAllSubmatch(picture, -1) {
		if !slices.Contains(ids, string(use[1])) {
			t.Errorf("%s: %s is used but not there", name, use[1])
		}
	}
	return ids, words
}

func TestPictures(t *testing.T) {
	langs := tracker.Langs
	if testing.Short() {
		langs = langs[1:]
	}
	for _, lang := range langs {
		seen := map[string]string{}
		for _, size := range []chart.Size{chart.Wide, chart.Narrow} {
			for _, c := range all(lang, size, charttest.Options{Commitments: 3, Leaves: 4, Themes: true}) {
				name := fmt.Sprintf("%s %s %d", c.ID, lang, size)
				picture := draw(t, shared, c, lang)
				ids, words := inspect(t, name, picture)
				for _, id := range ids {
					if other, ok := seen[id]; ok {
						t.Errorf("%s and %s both have %s", name, other, id)
					}
					seen[id] = name
				}
				if !strings.HasPrefix(words, c.Title+"\n"+c.Sentence+"\n") {
					t.Errorf("%s does not begin with title and sentence", name)
				}
				head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" role="img" aria-labelledby="%[3]s-%[1]d-t %[3]s-%[1]d-d" lang="%[4]s"`, c.Width, c.Height, c.ID, lang)
				if !bytes.HasPrefix(picture, []byte(head)) {
					t.Errorf("%s begins with %.250s", name, picture)
				}
				for _, hex := range regexp.MustCompile(`"(#[0-9a-fA-F]+|rgba?\([^"]*)"`).FindAllSubmatch(picture, -1) {
					if !slices.ContainsFunc(chart.Palette, func(p chart.Token) bool { return p.Hex == string(hex[1]) }) {
						t.Errorf("%s: the colour %s is not in the palette", name, hex[1])
					}
				}
			}
		}
	}
}

// TestHostile holds that no text breaks a picture, whatever is in it.
func TestHostile(t *testing.T) {
	drawn := len(chart.PlanCharts)
	if testing.Short() {
		drawn = 2 // the others set titles by the same means
	}
	for i, text := range charttest.Hostile {
		for _, c := range all(tracker.EN, chart.Wide, charttest.Options{Commitments: 1, Leaves: 2, Title: text})[:drawn] {
			name := fmt.Sprintf("text %d %s", i, c.ID)
			c.Title, c.Sentence = text, text
			picture := draw(t, shared, c, tracker.EN)
			inspect(t, name, picture)
			for _, bad := range []string{"<script", "onmouseover=\"", "onload=\"", "style=", "\x00", "javascript:"} {
				if bytes.Contains(picture, []byte(bad)) {
					t.Errorf("%s: the picture holds %q", name, bad)
				}
			}
			if _, err := svg.PNG(picture, 0.5); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// options returns a chart with options of the test's own.
func options(json string) chart.Chart {
	return chart.Chart{ID: "test", Title: "Test", Sentence: "A test.", Options: []byte(json), Width: 200, Height: 100}
}

// TestBadOptions holds that what an engine cannot draw is an error, and that the
// renderer goes on working.
func TestBadOptions(t *testing.T) {
	r := svg.NewRenderer(1)
	for _, bad := range []string{``, `{`, `[]]`, `{"series":[{"type":"line","data":[1]}]}`} {
		if _, err := r.SVG(t.Context(), options(bad), tracker.EN); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
	for _, good := range []string{`{}`, `{"series":[]}`} {
		if _, err := r.SVG(t.Context(), options(good), tracker.EN); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

// TestInterrupt holds that a chart that takes too long ends with its context,
// and that the engine which was interrupted draws no other.
func TestInterrupt(t *testing.T) {
	r := svg.NewRenderer(1)
	good := options(`{"graphic":{"elements":[{"type":"circle","shape":{"cx":50,"cy":50,"r":9},"style":{"fill":"#333333"}}]}}`)
	want := draw(t, r, good, tracker.EN)

	var elements []map[string]any
	for i := range 200_000 {
		elements = append(elements, map[string]any{"type": "circle", "shape": map[string]any{"cx": i, "cy": i, "r": 1}})
	}
	endless, err := json.Marshal(map[string]any{"graphic": map[string]any{"elements": elements}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := r.SVG(ctx, options(string(endless)), tracker.EN); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that time is up", err)
	}
	if _, err := r.SVG(ctx, good, tracker.EN); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that time was up before", err)
	}
	if got := draw(t, r, good, tracker.EN); !bytes.Equal(got, want) {
		t.Error("after an interruption the picture differs")
	}
}

// TestEngineLetsGo holds that an engine which drew a large chart keeps nothing of it:
// held on to, the last chart of each would be most of what the program holds.
func TestEngineLetsGo(t *testing.T) {
	r := svg.NewRenderer(1)
	r.Warm()
	kept := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	draw(t, r, options(`{"title":{"text":"small"}}`), tracker.EN)
	before := kept()
	points := strings.Repeat(`{"type":"text","x":1,"y":1,"style":{"text":"a label"}},`, 1000)
	draw(t, r, options(`{"graphic":{"elements":[`+strings.TrimSuffix(points, ",")+`]}}`), tracker.EN)
	const most = 2 << 20
	if after := kept(); after > before+most {
		t.Errorf("%d bytes are kept of a chart", after-before)
	}
	runtime.KeepAlive(r)
}

// TestWaiting holds that a caller who waits for an engine may give up.
func TestWaiting(t *testing.T) {
	r := svg.NewRenderer(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.SVG(ctx, options(`{}`), tracker.EN); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFile(t *testing.T) {
	c := all(tracker.FR, chart.Wide, charttest.Options{Commitments: 2, Leaves: 2})[1]
	c.Note += " <Fin>"
	picture, err := svg.File(draw(t, shared, c, tracker.FR), c)
	if err != nil {
		t.Fatal(err)
	}
	_, words := inspect(t, "file", picture)
	for _, want := range []string{c.Title, c.Sentence, "Plan d’essai, au 16\u00a0janvier 2018 (règles v1). <Fin>"} {
		if !strings.Contains(words, "\n"+want+"\n") {
			t.Errorf("the file does not say %q", want)
		}
	}
	width, height := svg.Size(picture)
	if width != float64(c.Width)+40 || height < float64(c.Height)+100 {
		t.Errorf("the file is %g x %g around %d x %d", width, height, c.Width, c.Height)
	}
	b, err := svg.PNG(picture, 2)
	if err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil || float64(size.Width) != 2*width || float64(size.Height) != 2*height {
		t.Errorf("the picture is %d x %d pixels, %v", size.Width, size.Height, err)
	}
	if _, err := svg.File([]byte("<svg>"), c); err == nil {
		t.Error("no error")
	}
}
