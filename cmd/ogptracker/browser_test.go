package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

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
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

func axeScript(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is fetched by `make assets`: %v", err)
	}
	return string(b)
}

// axe returns what axe-core finds against WCAG 2.2 AA and its good practices,
// one line a violation.
func axe(ctx context.Context, script string) ([]string, error) {
	var raw string
	err := chromedp.Run(ctx,
		chromedp.Evaluate(script+"; true", nil),
		chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v =>
			v.id + ": " + v.help + " @ " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", "))))`,
			&raw, awaitPromise),
	)
	if err != nil {
		return nil, err
	}
	var found []string
	return found, json.Unmarshal([]byte(raw), &found)
}

// TestAxe holds that no public page, in either language, light or dark, has an
// accessibility violation that axe-core can see.
func TestAxe(t *testing.T) {
	if testing.Short() {
		t.Log("short: the first pages only")
	}
	pages := sitePages(t)
	if testing.Short() {
		pages = pages[:4]
	}
	ctx, script := browser(t), axeScript(t)
	for i, address := range pages {
		scheme := []string{"light", "dark"}[i/2%2]
		err := chromedp.Run(ctx,
			// The page's policy forbids foreign scripts; the checker is one.
			page.SetBypassCSP(true),
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
			chromedp.Navigate(address),
			chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil),
		)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		found, err := axe(ctx, script)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, f := range found {
			t.Errorf("%s (%s): %s", address, scheme, f)
		}
	}
}

// TestNarrow holds that no page scrolls sideways at 320 CSS pixels, with all
// details open.
func TestNarrow(t *testing.T) {
	ctx := browser(t)
	pages := sitePages(t)
	if testing.Short() {
		pages = pages[:4]
	}
	for _, address := range pages {
		var width float64
		err := chromedp.Run(ctx,
			chromedp.EmulateViewport(320, 800),
			chromedp.Navigate(address),
			chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil),
			chromedp.Evaluate(`document.documentElement.scrollWidth`, &width),
		)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if width > 320 {
			t.Errorf("%s is %.0f px wide at 320 px", address, width)
		}
	}
}

// TestNoScriptJourney walks from the home page to a report without JavaScript,
// by the links that a reader would follow, in both languages.
func TestNoScriptJourney(t *testing.T) {
	base := startSite(t)
	for _, lang := range []string{"en", "fr"} {
		t.Run(lang, func(t *testing.T) {
			ctx := browser(t)
			step := func(what string, actions ...chromedp.Action) {
				t.Helper()
				short, cancel := context.WithTimeout(ctx, 20*time.Second)
				defer cancel()
				if err := chromedp.Run(short, actions...); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
			step("turn scripts off", emulation.SetScriptExecutionDisabled(true))
			step("home", chromedp.Navigate(base+"/"+lang+"/"), chromedp.WaitVisible("h1"))
			step("to the plan", chromedp.Click(`main a[href*="/plans/"]`), chromedp.WaitVisible(`svg`))
			var headline, location string
			step("read the headline", chromedp.Text(`.figure-num`, &headline))
			if !strings.ContainsAny(headline, "0123456789") {
				t.Errorf("the headline reads %q", headline)
			}
			step("charts stand in the page", chromedp.WaitVisible(`figure.chart svg`))
			word := map[string]string{"en": "/commitments/", "fr": "/engagements/"}[lang]
			step("to a commitment", chromedp.Click(`main a[href*="`+word+`"]`), chromedp.WaitVisible(`h1`), chromedp.Location(&location))
			if !strings.Contains(location, word) {
				t.Errorf("the link led to %s", location)
			}
			other := map[string]string{"en": "fr", "fr": "en"}[lang]
			step("switch the language", chromedp.Click(`a[hreflang^="`+other+`"]`), chromedp.WaitVisible(`html[lang^="`+other+`"] h1`), chromedp.Location(&location))
			if !strings.Contains(location, "/"+other+"/plans/") {
				t.Errorf("the language toggle lost the place: %s", location)
			}
		})
	}
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
