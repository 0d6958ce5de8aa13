package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/tracker/credential"
)

// ownSite starts a site that no other test writes to.
func ownSite(t *testing.T) string {
	t.Helper()
	addr, stop, err := openSite()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return addr
}

// typist is somebody at a browser who has only a keyboard.
type typist struct {
	*testing.T
	ctx  context.Context
	base string
}

func (p *typist) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	short, cancel := context.WithTimeout(p.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(short, actions...); err != nil {
		p.Fatalf("%s: %v", what, err)
	}
}

// open goes to an address, as somebody does who types it.
func (p *typist) open(path string) {
	p.Helper()
	p.do(path, chromedp.Navigate(p.base+path), chromedp.WaitVisible(`.site-foot`))
}

func (p *typist) is(expression string) bool {
	p.Helper()
	yes, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return yes
}

// tab presses the key until something has the focus.
func (p *typist) tab(selector string) {
	p.Helper()
	const most = 250
	for range most {
		p.do("tab", chromedp.KeyEvent(kb.Tab))
		if p.is(fmt.Sprintf("!!document.activeElement && document.activeElement.matches(%q)", selector)) {
			return
		}
	}
	p.Fatalf("the keyboard does not reach %s", selector)
}

// write types into a control.
func (p *typist) write(selector, text string) {
	p.Helper()
	p.tab(selector)
	p.do(text, chromedp.KeyEvent(text))
}

// enter presses a button or follows a link, and waits for the page after it.
func (p *typist) enter(selector string) {
	p.Helper()
	p.tab(selector)
	p.do(selector, chromedp.KeyEvent(kb.Enter))
	// What was there is gone when the page after it has come.
	for range 200 {
		time.Sleep(50 * time.Millisecond)
		gone, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && (!document.activeElement || document.activeElement === document.body || document.activeElement.matches(".error-summary"))`))
		if err == nil && gone {
			return
		}
	}
	p.Fatalf("nothing comes after %s", selector)
}

// says reports whether the page says something.
func (p *typist) says(text string) {
	p.Helper()
	if !p.is(fmt.Sprintf(`document.body.innerText.replace(/\s+/g, " ").includes(%q)`, text)) {
		said, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`))
		p.Errorf("the page does not say %q: %.600s", text, said)
	}
}

// signIn signs in to the demonstration, with a code where one is asked for.
func (p *typist) signIn(lang, email string) {
	p.Helper()
	i := slices.IndexFunc(demo.Accounts(), func(a demo.Account) bool { return a.Email == email })
	p.open(map[string]string{"en": "/en/sign-in", "fr": "/fr/connexion"}[lang])
	p.write("#email", email)
	p.write("#password", demo.Password)
	p.enter("main form button")
	if secret := demo.Accounts()[i].Secret; secret != "" {
		code, err := credential.TOTPCode(secret, time.Now())
		if err != nil {
			p.Fatal(err)
		}
		p.write("#code", code)
		p.enter("main form button")
	}
}

func (p *typist) signOut() {
	p.Helper()
	p.enter(".site-tools form button")
}

// reports opens the form of an item from my work, fills it in and hands it in.
func (p *typist) reports(code, progressEN, progressFR string) {
	p.Helper()
	p.enter(`main a[href*="` + code + `"]`)
	p.reportsHere(progressEN, progressFR)
}

// TestReportJourney walks, with the keyboard alone, from a lead's work to the public
// page: the lead reports in French and in English and hands in, the coordinator
// publishes both. It does so with the script that saves drafts, and without
// JavaScript.
func TestReportJourney(t *testing.T) {
	for name, script := range map[string]bool{"script": true, "no script": false} {
		t.Run(name, func(t *testing.T) {
			p := &typist{T: t, ctx: browser(t), base: ownSite(t)}
			if !script {
				if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
					t.Fatal(err)
				}
			}
			p.signIn("fr", "contributor@example.org")
			p.says("À déclarer par vous")
			p.reports("C01.4.2", "The second group began its year.", "Le second groupe a commencé son année.")
			p.says("est remise. Un coordonnateur la publiera.")
			p.says("En attente d’un coordonnateur")
			p.open("/en/work")
			p.reports("C01.4.3", "The model is being refined.", "Le modèle est en cours d’ajustement.")
			p.says("is handed in. A coordinator will publish it.")
			p.signOut()

			p.signIn("en", "coordinator@example.org")
			p.says("Who owes what")
			p.enter(`.plan-nav a[href="/en/work/to-publish"]`)
			for _, id := range []string{"draft-1", "draft-2"} {
				p.tab("#" + id)
				p.do("choose", chromedp.KeyEvent(" "))
			}
			p.enter(`main form button.btn`)
			p.says("2 updates are published.")
			p.open("/en/plans/ca-6/commitments/C01")
			p.says("The second group began its year.")
			p.says("The model is being refined.")
			p.open("/fr/plans/ca-6/engagements/C01")
			p.says("Le second groupe a commencé son année.")
			p.open("/en/work")
			p.signOut()

			p.signIn("en", "contributor@example.org")
			p.enter(`.site-tools a[href="/en/work/notices"]`)
			p.says("2 of your updates were published")
			p.enter(`.notices-tools button`)
			p.says("Nothing is new.")
		})
	}
}

// TestDraftIsSavedWhileTyping holds that the script keeps what is typed, and that
// going on from there is no conflict.
func TestDraftIsSavedWhileTyping(t *testing.T) {
	p := &typist{T: t, ctx: browser(t), base: ownSite(t)}
	p.signIn("en", "contributor@example.org")
	p.open("/en/work/updates/ca-6/C01.4.2/2026-12")
	p.write("#progress_en", "Typed and left")
	saved := false
	for range 150 {
		time.Sleep(100 * time.Millisecond)
		if saved = p.is(`document.getElementById("autosaved").textContent.startsWith("Draft saved")`); saved {
			break
		}
	}
	if !saved {
		t.Fatal("the draft was not saved")
	}
	p.open("/en/work")
	p.says("Drafts begun")
	p.open("/en/work/updates/ca-6/C01.4.2/2026-12")
	if !p.is(`document.getElementById("progress_en").value === "Typed and left"`) {
		t.Error("what was typed is gone")
	}
	p.write("#progress_fr", "Saisi et laissé")
	p.do("wait for the script", chromedp.Sleep(6*time.Second))
	p.enter(`.submit button[value="save"]`)
	p.says("The draft is saved.")
}

// looker returns what looks at the page that is open: axe-core finds no violation,
// light or dark in turn, and nothing scrolls sideways at 320 px.
func (p *typist) looker() func(what string) {
	p.Helper()
	script, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		p.Fatalf("axe-core is fetched by `make assets`: %v", err)
	}
	if _, err := chromedp.Call(p.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		p.Fatal(err)
	}
	looks := 0
	return func(what string) {
		p.Helper()
		scheme := []string{"light", "dark"}[looks%2]
		looks++
		colours(p.T, p.ctx, scheme)
		p.do("wide", chromedp.EmulateViewport(1280, 900))
		p.is(`document.querySelectorAll("details").forEach(d => d.open = true), true`)
		for _, found := range axe(p.T, p.ctx, string(script)) {
			p.Errorf("%s (%s): %s", what, scheme, found)
		}
		p.do("narrow", chromedp.EmulateViewport(320, 800))
		if !p.is(`document.documentElement.scrollWidth <= 320`) {
			p.Errorf("%s scrolls sideways at 320 px", what)
		}
		p.do("wide", chromedp.EmulateViewport(1280, 900))
	}
}

// TestWorkPagesInTheBrowser holds on the pages of reports what
// TestPagesInTheBrowser holds on those of the public.
func TestWorkPagesInTheBrowser(t *testing.T) {
	p := &typist{T: t, ctx: browser(t), base: ownSite(t)}
	look := p.looker()
	const en, fr = "/en/work/updates/ca-6/C01.4.2/2026-12", "/fr/travail/mises-a-jour/ca-6/C01.4.2/2026-12"
	p.signIn("en", "contributor@example.org")
	for _, path := range []string{"/en/work", "/fr/travail", "/en/work/updates/ca-6", "/fr/travail/mises-a-jour/ca-6", en, fr} {
		p.open(path)
		look(path)
	}
	p.open(fr)
	p.enter(`.submit button[value="submit"]`)
	look("form with errors")
	p.open(en)
	p.write("#progress_en", "Mine, and *with emphasis*.")
	p.enter(`#add-evidence`)
	look("form with a link")
	p.write("#link-1-url", "https://example.org/")
	p.enter(`button[value="preview"]`)
	look("form with a preview")
	p.is(`document.querySelector("[name=version]").value = 7, true`)
	p.enter(`.submit button[value="save"]`)
	p.says("Somebody else discarded this draft")
	look("conflict")
	p.open(en)
	p.reportsHere("Mine.", "Le mien.")
	p.open(en)
	look("form that waits")
	p.open("/en/work")
	p.signOut()
	p.signIn("fr", "coordinator@example.org")
	for _, path := range []string{"/fr/travail", "/en/work", "/fr/travail/a-publier", "/en/work/to-publish",
		"/fr/travail/avis", "/en/work/notices", "/en/work/notices/settings", "/fr/travail/avis/preferences", "/fr/travail/a-publier/ca-6/1"} {
		p.open(path)
		look(path)
	}
	p.enter(`button[value="return"]`)
	look("return without a comment")
}

// reportsHere fills in the form that is open and hands it in.
func (p *typist) reportsHere(progressEN, progressFR string) {
	p.Helper()
	p.tab(`#status-not_started, #status-substantial`)
	p.do("substantial", chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown))
	p.write("#progress_en", progressEN)
	p.write("#progress_fr", progressFR)
	p.enter(`button[value="submit"]`)
	if p.is(`!!document.querySelector(".error-summary")`) {
		said, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.querySelector(".error-summary").innerText`))
		p.Errorf("not handed in: %s", strings.TrimSpace(said))
	}
}
