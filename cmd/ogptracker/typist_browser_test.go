package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// house is a site and a browser, for all who visit the site in one language, with
// the pages' scripts or without.
type house struct {
	base    string
	browser context.Context
	lang    tracker.Lang
	script  bool
	// seen are the pages that were looked at, and codes the time of the last one-time
	// code that was given, by secret: each is good once.
	seen  map[string]bool
	codes map[string]time.Time
}

// houseAt opens a browser upon a site.
func houseAt(t *testing.T, base string, lang tracker.Lang, script bool) *house {
	t.Helper()
	return &house{base: base, browser: browser(t), lang: lang, script: script, seen: map[string]bool{}, codes: map[string]time.Time{}}
}

// typist is somebody who has only a keyboard. What a page must say, and where it is,
// are asked of the catalogues and the links, so that one journey does for both
// languages.
type typist struct {
	*testing.T
	*house
	ctx context.Context
	l   *locale.Locale
	k   view.Links
}

// watch keeps what a page's security policy stopped, and what failed in its scripts.
const watch = `
	window.trouble = [];
	addEventListener("securitypolicyviolation", e => trouble.push(e.violatedDirective + " " + e.blockedURI));
	addEventListener("error", e => trouble.push(String(e.message)));
	addEventListener("unhandledrejection", e => trouble.push(String(e.reason)));`

// visitor lets somebody in who is known to nobody: with cookies of their own.
func (h *house) visitor(t *testing.T) *typist {
	t.Helper()
	ctx, cancel := chromedp.NewContext(h.browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &typist{T: t, house: h, ctx: ctx}
	p.read(h.lang)
	// Several may sit at one browser, and each has the keyboard.
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	if err == nil {
		_, err = chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !h.script})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	}
	if err != nil {
		t.Fatal(err)
	}
	colours(t, ctx, "light")
	p.do("the window", chromedp.EmulateViewport(1280, 900))
	return p
}

// member lets somebody in who has an account of the demonstration, and signs in.
func (h *house) member(t *testing.T, email string) *typist {
	t.Helper()
	p := h.visitor(t)
	p.signIn(email, demo.Password)
	return p
}

// read goes on in a language.
func (p *typist) read(lang tracker.Lang) { p.l, p.k = locale.For(lang), view.Links{Lang: lang} }

func (p *typist) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	short, cancel := context.WithTimeout(p.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(short, actions...); err != nil {
		p.Fatalf("%s: %v", what, err)
	}
}

// asks returns what an expression is on the page that is open.
func asks[T any](p *typist, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for something to be so. An expression that cannot be told, since the
// page is on its way out, is not so yet.
func (p *typist) until(what, expression string) {
	p.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if so, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](expression)); err == nil && so {
			return
		}
	}
	at := asks[string](p, `document.activeElement.outerHTML.slice(0, 120)`)
	p.Fatalf("%s does not come about on %s, with the focus on %s: %s", what, p.path(), at, expression)
}

// path is the address of the page that is open, below the site's.
func (p *typist) path() string {
	p.Helper()
	return asks[string](p, `location.pathname + location.search + location.hash`)
}

// open goes to an address, as somebody does who types it.
func (p *typist) open(path string) {
	p.Helper()
	p.do(path, chromedp.Navigate(strings.TrimSuffix(p.base, "/")+path))
	p.look()
}

// stop is where a press of the Tab key led.
type stop struct {
	Reached, Skip, Held bool
	// Fault says why somebody who looks would not see it.
	Fault string
}

// stopped tells where the focus is. %q is what is looked for.
const stopped = `(selector => {
	const at = document.activeElement, was = window.lastStop;
	window.lastStop = at;
	if (!at || at === document.body) return {};
	const ring = getComputedStyle(at), box = at.getBoundingClientRect();
	let fault = "";
	// The button of a calendar, within a date, has a ring of the browser's.
	const calendar = at.type === "date" && !at.matches(":focus-visible");
	if (!calendar && (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) === 0)) fault = "shows no focus";
	else if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) fault = "has the focus out of sight";
	return { Reached: at.matches(selector), Skip: at.matches(".skip"), Held: at === was, Fault: fault && at.outerHTML.slice(0, 200) + " " + fault };
})(%q)`

// ahead tells whether the Tab key is the shorter way to %q, or Shift and Tab.
const ahead = `(selector => {
	const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
	const to = stops.findIndex(e => e.matches(selector)), from = stops.indexOf(document.activeElement);
	return from < 0 ? to < stops.length / 2 : to > from;
})(%q)`

// tab presses the key, or goes back with it, until something has the focus. Whatever
// has it on the way must show it and let it go. The link past the menu is taken where
// it leads there.
func (p *typist) tab(selector string) {
	p.Helper()
	find := fmt.Sprintf(stopped, selector)
	if asks[stop](p, find).Reached {
		return
	}
	forward := asks[bool](p, fmt.Sprintf(ahead, selector))
	var shift chromedp.Modifier
	if !forward {
		shift = chromedp.ModifierShift
	}
	// A date has a stop for each of its parts.
	const parts = 6
	held, rounds := 0, 0
	for {
		p.key(kb.Tab, shift)
		s := asks[stop](p, find)
		if s.Fault != "" {
			p.Errorf("%s: %s", p.path(), s.Fault)
		}
		if held++; !s.Held {
			held = 0
		}
		switch {
		case s.Reached:
			return
		case held > parts:
			p.Fatalf("%s: the focus is held: %s", p.path(), asks[string](p, `document.activeElement.outerHTML.slice(0, 200)`))
		case s.Skip && rounds == 2:
			p.Fatalf("%s: the keyboard does not reach %s", p.path(), selector)
		case s.Skip:
			rounds++
			if forward && rounds == 1 && asks[bool](p, fmt.Sprintf(`!!document.querySelector("main").querySelector(%q)`, selector)) {
				p.key(kb.Enter, 0)
				p.until("the skip link", `document.activeElement.matches("main")`)
			}
		}
	}
}

// key presses keys, each down with what it types and up again. What a link does on
// the way down keeps the rest from where it leads, as with a keyboard.
func (p *typist) key(keys string, held chromedp.Modifier) {
	p.Helper()
	for _, r := range keys {
		events := kb.Encode(r)
		down, up := *events[0], *events[len(events)-1]
		if len(events) > 2 { // a character between the two
			down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
		}
		for _, e := range []input.DispatchKeyEventParams{down, up} {
			e.Modifiers |= int64(held)
			if _, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, e); err != nil {
				p.Fatal(err)
			}
		}
	}
}

// press gives the focus to something and presses a key on it.
func (p *typist) press(selector, key string) {
	p.Helper()
	p.tab(selector)
	p.key(key, 0)
}

// write types into a control, in place of what stands there.
func (p *typist) write(selector, text string) {
	p.Helper()
	p.tab(selector)
	_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "rawKeyDown", Commands: []string{"selectAll"}})
	if err == nil {
		_, err = chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	}
	if err != nil {
		p.Fatal(err)
	}
}

// date types a day, written as 2018-06-30, into its parts: month, day and year in an
// English browser. Whoever comes from behind goes to the first part.
func (p *typist) date(selector, day string) {
	p.Helper()
	p.tab(selector)
	for asks[bool](p, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
		p.key(kb.Tab, chromedp.ModifierShift)
	}
	p.key(kb.Tab+day[5:7]+day[8:]+day[:4], 0)
	if got := asks[string](p, `document.activeElement.value`); got != day {
		p.Errorf("%s holds %s, want %s", selector, got, day)
	}
}

// pick goes from the chosen one of several radio buttons to another.
func (p *typist) pick(selector string) {
	p.Helper()
	p.tab(fmt.Sprintf(`input[name=%q]`, asks[string](p, fmt.Sprintf(`document.querySelector(%q).name`, selector))))
	p.key(" ", 0)
	const most = 12
	for range most {
		if asks[bool](p, fmt.Sprintf(`document.activeElement.matches(%q) && document.activeElement.checked`, selector)) {
			return
		}
		p.key(kb.ArrowDown, 0)
	}
	p.Fatalf("the arrows do not reach %s", selector)
}

// choose goes down a list to a value.
func (p *typist) choose(selector, value string) {
	p.Helper()
	p.press(selector, kb.Home)
	for last := "-"; ; {
		now := asks[string](p, `document.activeElement.value`)
		if now == value {
			return
		}
		if now == last {
			p.Fatalf("%s does not offer %s", selector, value)
		}
		last = now
		p.key(kb.ArrowDown, 0)
	}
}

// enter presses a button or follows a link, and looks at the page after it.
func (p *typist) enter(selector string) {
	p.Helper()
	p.tab(selector)
	asks[bool](p, `window.left = true`) // gone with the page
	p.key(kb.Enter, 0)
	p.until("a page after "+selector, `!window.left && document.readyState === "complete" && !!document.querySelector(".site-foot")`)
	p.look()
}

// follow follows the link to an address.
func (p *typist) follow(href string) { p.Helper(); p.enter(linkTo(href)) }

func linkTo(href string) string { return fmt.Sprintf(`a[href=%q]`, href) }

// misled are the links of the list of what is wrong that lead to nothing, or back.
const misled = `(() => {
	let last = document.querySelector(".error-summary");
	return [...document.querySelectorAll('.error-summary a[href^="#"]')].filter(a => {
		const before = last;
		last = document.getElementById(a.hash.slice(1));
		return !last || !(before.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING);
	}).map(a => a.hash).join(" ");
})()`

// look looks at the page that is open, once in each state: it is in the reader's
// language, what is wrong with a form leads to its controls, nothing scrolls sideways
// at 320 px, its security policy had nothing to stop, and axe-core finds nothing, light or dark in turn. The checker is a script:
// where there are none, the same pages are looked at by those who have them, as the
// public ones are by TestPagesInTheBrowser.
func (p *typist) look() {
	p.Helper()
	if lang := asks[string](p, `document.documentElement.lang`); lang != string(p.k.Lang) {
		p.Errorf("%s is in %q", p.path(), lang)
	}
	state := asks[string](p, `location.pathname + " " + [...document.querySelectorAll(".error-summary, .done, .preview, h1")].map(e => e.innerText).join(" ")`)
	if p.seen[state] {
		return
	}
	p.seen[state] = true
	if p.script {
		if trouble := asks[[]string](p, `window.trouble`); len(trouble) > 0 {
			p.Errorf("%s: %q", p.path(), trouble)
		}
	}
	if p.script && asks[bool](p, `!!document.querySelector("meta[name=robots]")`) {
		scheme := []string{"light", "dark"}[len(p.seen)%2]
		colours(p.T, p.ctx, scheme)
		asks[bool](p, `document.querySelectorAll("details:not([open])").forEach(d => { d.open = true; d.dataset.shut = "" }), true`)
		for _, found := range axe(p.T, p.ctx) {
			p.Errorf("%s (%s): %s", p.path(), scheme, found)
		}
	}
	if astray := asks[string](p, misled); astray != "" {
		p.Errorf("%s: what is wrong does not lead to its controls, in the order of the form: %s", p.path(), astray)
	}
	p.do("narrow", chromedp.EmulateViewport(320, 800))
	if wide := asks[string](p, `document.documentElement.scrollWidth <= 320 ? "" : [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > 321).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" ")`); wide != "" {
		p.Errorf("%s scrolls sideways at 320 px: %s", p.path(), wide)
	}
	asks[bool](p, `document.querySelectorAll("details[data-shut]").forEach(d => { d.open = false; delete d.dataset.shut }), true`)
	p.do("wide", chromedp.EmulateViewport(1280, 900))
}

// reads holds that the page says something.
func (p *typist) reads(text string) {
	p.Helper()
	said := strings.Join(strings.Fields(asks[string](p, `document.body.innerText`)), " ")
	if text = strings.Join(strings.Fields(text), " "); !strings.Contains(said, text) {
		p.Errorf("%s does not say %q: %.900s", p.path(), text, said)
	}
}

// says is the same of what a catalogue has under a key.
func (p *typist) says(key string, args ...any) { p.Helper(); p.reads(p.l.T(key, args...)) }

// tells is the same of what depends on a count.
func (p *typist) tells(key string, count int) { p.Helper(); p.reads(p.l.N(key, count)) }

// mends follows a link of the list of what is wrong with a form to its control.
func (p *typist) mends(control string) {
	p.Helper()
	p.press(fmt.Sprintf(`.error-summary a[href="#%s"]`, control), kb.Enter)
	p.until("the way to the control", fmt.Sprintf(`location.hash === "#%s" && (document.activeElement.id === %[1]q || document.querySelector(":target").contains(document.activeElement) || document.activeElement === document.body)`, control))
}

// signIn signs in, with a code where one is asked for.
func (p *typist) signIn(email, password string) {
	p.Helper()
	p.open(p.k.SignIn(""))
	p.write("#email", email)
	p.write("#password", password)
	p.enter("main form button")
	if secret := member(email).Secret; secret != "" {
		p.code(secret)
	}
}

// member is the account of the demonstration that has an address, nobody for another
// address.
func member(email string) demo.Account {
	for _, a := range demo.Accounts() {
		if a.Email == email {
			return a
		}
	}
	return demo.Account{}
}

// code types a one-time code that was not used yet, and sends it. A code is good once
// and in the step before its own: the third within half a minute has to wait.
func (p *typist) code(secret string) {
	p.Helper()
	const step = 30 * time.Second
	at := time.Now().Truncate(step)
	if next := p.codes[secret].Add(step); next.After(at) {
		at = next
	}
	time.Sleep(time.Until(at.Add(-step)))
	code, err := credential.TOTPCode(secret, at)
	if err != nil {
		p.Fatal(err)
	}
	p.codes[secret] = at
	p.write("#code", code)
	p.enter("main form button")
}

// enrols takes up the second factor that the page shows, and returns its secret.
func (p *typist) enrols() (secret string) {
	p.Helper()
	p.says("work.enrol.title")
	secret = strings.ReplaceAll(asks[string](p, `document.querySelector(".secret").textContent`), " ", "")
	p.code(secret)
	p.says("work.codes.once")
	p.enter("main a.btn")
	return secret
}

func (p *typist) signOut() {
	p.Helper()
	p.enter(".site-tools form button")
}

// toggle reads the page that is open in the other language, which must be the same
// page: want is its address in either.
func (p *typist) toggle(want func(view.Links) string) {
	p.Helper()
	p.read(p.k.Lang.Other())
	p.enter(fmt.Sprintf(`.site-tools a[hreflang=%q]`, p.k.Lang))
	if got := p.path(); got != want(p.k) {
		p.Errorf("the language toggle leads to %s, want %s", got, want(p.k))
	}
}

// download returns what a link of the page gives, which the keyboard reaches.
func (p *typist) download(href string) []byte {
	p.Helper()
	p.tab(linkTo(href))
	return p.fetch(href)
}

// fetch asks for an address with the browser's cookies.
func (p *typist) fetch(path string) []byte {
	p.Helper()
	cookies, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}})
	if err != nil {
		p.Fatal(err)
	}
	header := make([]string, len(cookies.Cookies))
	for i, c := range cookies.Cookies {
		header[i] = (&http.Cookie{Name: c.Name, Value: c.Value}).String()
	}
	resp, body := get(p.T, p.base+path, "Cookie", strings.Join(header, "; "))
	if resp.StatusCode != http.StatusOK {
		p.Fatalf("%s: %s", path, resp.Status)
	}
	return []byte(body)
}
