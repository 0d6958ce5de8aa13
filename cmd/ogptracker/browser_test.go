package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "write the pictures of docs/images anew")

// browser returns a headless Chromium. `make test` installs one; a machine
// without one fails here rather than passing unseen.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); name != "" && err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium: run .ci/chromium, or name one in CHROMIUM")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// visit opens a page with every part of it shown.
func visit(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelectorAll("details").forEach(d => d.open = true), true`))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// colours makes the browser prefer light or dark pages, and none that move.
func colours(t *testing.T, ctx context.Context, scheme string) {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

var axeScript = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../../node_modules/axe-core/axe.min.js") })

// axe returns what axe-core finds in the page that is open, one line a violation.
func axe(t *testing.T, ctx context.Context) []string {
	t.Helper()
	script, err := axeScript()
	if err != nil {
		t.Fatalf("axe-core is fetched by `make assets`: %v", err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](string(script)+"; true")); err != nil {
		t.Fatal(err)
	}
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then(r =>
		JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " @ " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", "))))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := json.Unmarshal([]byte(raw), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// named matches what tells pages of one kind apart: a plan, a commitment, an edition.
var named = regexp.MustCompile(`/[^/?]*[0-9][^/?]*`)

// ofEachKind returns the first and the last page of each kind: those between are made by
// the same template from a record of the same kind.
func ofEachKind(pages []string) []string {
	byKind := map[string][]string{}
	var kinds []string
	for _, p := range pages {
		_, path, _ := strings.Cut(strings.TrimPrefix(p, "http://"), "/")
		kind := named.ReplaceAllString("/"+path, "/*")
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		byKind[kind] = append(byKind[kind], p)
	}
	var out []string
	for _, kind := range kinds {
		all := byKind[kind]
		out = append(out, all[0])
		if last := all[len(all)-1]; last != all[0] {
			out = append(out, last)
		}
	}
	return out
}

// TestPagesInTheBrowser holds, on every kind of public page in both languages and with
// all details open: no accessibility violation that axe-core can see, light and
// dark; no sideways scroll at 320 CSS pixels; nothing that the page's own
// security policy had to stop.
func TestPagesInTheBrowser(t *testing.T) {
	pages := ofEachKind(sitePages(t))
	if testing.Short() {
		pages = pages[:4]
	}
	ctx := browser(t)
	for i, address := range pages {
		scheme := []string{"light", "dark"}[i%2] // in turn
		colours(t, ctx, scheme)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
			t.Fatal(err)
		}
		visit(t, ctx, address)
		for _, found := range axe(t, ctx) {
			t.Errorf("%s (%s): %s", address, scheme, found)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 800)); err != nil {
			t.Fatal(err)
		}
		width, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.documentElement.scrollWidth`))
		if err != nil {
			t.Fatal(err)
		}
		if width > 320 {
			t.Errorf("%s is %.0f px wide at 320 px", address, width)
		}
	}
}

// TestChartsInTheBrowser holds that charts come to life under the page's own security
// policy, which has nothing to stop and nothing to report.
func TestChartsInTheBrowser(t *testing.T) {
	ctx := browser(t)
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/en/plans/ca-6", "/fr/comparaison-internationale", "/fr/plans/ca-3/calendrier", "/fr/plans/ca-3/editions/3"} {
		err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(startSite(t)+path))
		if err != nil {
			t.Fatal(err)
		}
		live, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(async () => {
			const figures = [...document.querySelectorAll("figure[data-chart]")];
			for (const f of figures) { f.scrollIntoView(); await new Promise(r => setTimeout(r, 100)); }
			for (let i = 0; i < 600; i++) {
				if (figures.every(f => f.querySelector(".is-live .live svg"))) return true;
				await new Promise(r => setTimeout(r, 100));
			}
			return figures.length === 0;
		})()`, chromedp.EvalAwaitPromise))
		if err != nil || !live {
			t.Errorf("%s: charts stay still: %v", path, err)
		}
		trouble, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`trouble`))
		if err != nil || len(trouble) > 0 {
			t.Errorf("%s: %v %q", path, err, trouble)
		}
	}
}

// TestPictures holds that the pictures of the README are there; with -update it
// takes them anew.
func TestPictures(t *testing.T) {
	pictures := map[string]string{"plan-en.png": "/en/plans/ca-6", "plan-fr.png": "/fr/plans/ca-6"}
	for name, path := range pictures {
		file := filepath.Join("..", "..", "docs", "images", name)
		if !*update {
			if info, err := os.Stat(file); err != nil || info.Size() < 10_000 {
				t.Errorf("%s is missing: run this test with -update", name)
			}
			continue
		}
		ctx := browser(t)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 1000), chromedp.Navigate(startSite(t)+path), chromedp.Sleep(2*time.Second)); err != nil {
			t.Fatal(err)
		}
		b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
