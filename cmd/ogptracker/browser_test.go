package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
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

// colours makes the browser prefer light or dark pages.
func colours(t *testing.T, ctx context.Context, scheme string) {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// axe returns what axe-core finds in the page that is open, one line a violation.
func axe(t *testing.T, ctx context.Context, script string) []string {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script+"; true")); err != nil {
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

// TestPagesInTheBrowser holds, on every public page in both languages and with
// all details open: no accessibility violation that axe-core can see, light and
// dark; no sideways scroll at 320 CSS pixels; nothing that the page's own
// security policy had to stop.
func TestPagesInTheBrowser(t *testing.T) {
	pages := sitePages(t)
	if testing.Short() {
		pages = pages[:4]
	}
	script, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is fetched by `make assets`: %v", err)
	}
	ctx := browser(t)
	// The policy forbids foreign scripts, and the checker is one.
	if _, err := chromedp.Call(ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	for i, address := range pages {
		scheme := []string{"light", "dark"}[i/2%2] // a page's two languages follow each other
		colours(t, ctx, scheme)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
			t.Fatal(err)
		}
		visit(t, ctx, address)
		for _, found := range axe(t, ctx, string(script)) {
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

// TestNoScriptJourney walks from the home page to a commitment without
// JavaScript, by the links that a reader would follow, in both languages.
func TestNoScriptJourney(t *testing.T) {
	base := startSite(t)
	for _, lang := range []string{"en", "fr"} {
		t.Run(lang, func(t *testing.T) {
			ctx := browser(t)
			if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
				t.Fatal(err)
			}
			step := func(what string, actions ...chromedp.Action[chromedp.Void]) {
				t.Helper()
				short, cancel := context.WithTimeout(ctx, time.Minute)
				defer cancel()
				// The foot comes last: a click before it is there may be lost.
				actions = append(actions, chromedp.WaitVisible(`.site-foot`))
				if err := chromedp.Do(short, actions...); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
			location := func() string {
				t.Helper()
				at, err := chromedp.Run(ctx, chromedp.Location())
				if err != nil {
					t.Fatal(err)
				}
				return at
			}
			step("home", chromedp.Navigate(base+"/"+lang+"/"), chromedp.WaitVisible(`h1`))
			step("to the plan", chromedp.Click(`main h2 a[href*="/plans/"]`), chromedp.WaitVisible(`figure[data-chart="burn-up"] .chart-wide svg`))
			headline, err := chromedp.Run(ctx, chromedp.Text(`.figure-num`))
			if err != nil || !strings.ContainsAny(headline, "0123456789") {
				t.Errorf("the headline reads %q, %v", headline, err)
			}
			word := map[string]string{"en": "/commitments/", "fr": "/engagements/"}[lang]
			step("to a commitment", chromedp.Click(`main a[href*="`+word+`"]`), chromedp.WaitVisible(`.milestone`))
			if at := location(); !strings.Contains(at, word) {
				t.Errorf("the link led to %s", at)
			}
			other := map[string]string{"en": "fr", "fr": "en"}[lang]
			// By the keyboard: a click is lost where a font arrives and moves the link.
			step("switch the language", chromedp.SendKeys(`.site-tools a[hreflang^="`+other+`"]`, kb.Enter), chromedp.WaitVisible(`html[lang^="`+other+`"] h1`))
			if at := location(); !strings.Contains(at, "/"+other+"/plans/") {
				t.Errorf("the language toggle lost the place: %s", at)
			}
		})
	}
}

// TestLiveCharts holds that charts come to life under the page's own security
// policy, which has nothing to stop and nothing to report.
func TestLiveCharts(t *testing.T) {
	ctx := browser(t)
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		window.trouble = [];
		addEventListener("securitypolicyviolation", e => trouble.push(e.violatedDirective + " " + e.blockedURI));
		addEventListener("error", e => trouble.push(String(e.message)));
		addEventListener("unhandledrejection", e => trouble.push(String(e.reason)));`})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/en/plans/ca-6", "/fr/comparaison-internationale", "/fr/plans/ca-3/calendrier"} {
		err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(startSite(t)+path))
		if err != nil {
			t.Fatal(err)
		}
		live, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(async () => {
			const figures = [...document.querySelectorAll("figure[data-chart]")];
			for (const f of figures) { f.scrollIntoView(); await new Promise(r => setTimeout(r, 100)); }
			for (let i = 0; i < 100; i++) {
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
