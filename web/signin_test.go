package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker"
)

func signInForm(name, password string) url.Values {
	return url.Values{"email": {name + "@example.org"}, "password": {password}}
}

func TestSignIn(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	a := v.get("/en/work")
	if a.Code != http.StatusSeeOther || a.Header().Get("Location") != "/en/sign-in?next=%2Fen%2Fwork" {
		t.Fatalf("status %d, to %s", a.Code, a.Header().Get("Location"))
	}
	a = v.get(a.Header().Get("Location"))
	form := a.fields("main form")
	form.Set("email", " Lead@Example.org")
	form.Set("password", deskPassword)
	a = v.post("/en/sign-in", form)
	if a.Code != http.StatusSeeOther || a.Header().Get("Location") != "/en/work" {
		t.Fatalf("status %d, to %s", a.Code, a.Header().Get("Location"))
	}
	cookie := a.Header().Get("Set-Cookie")
	for _, part := range []string{"__Host-session=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	a = v.get("/en/work")
	if a.Code != http.StatusOK || !strings.Contains(a.text(".site-tools"), "A department lead") {
		t.Errorf("status %d, %s", a.Code, a.text(".site-tools"))
	}
	if got := a.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	if a = v.post("/en/sign-out", url.Values{}); a.Code != http.StatusSeeOther {
		t.Errorf("signing out: %d", a.Code)
	}
	if a = v.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("after signing out: %d", a.Code)
	}
}

func TestSignInIsRefused(t *testing.T) {
	d := newDesk(t)
	disabled := *d.account["other"]
	disabled.Disabled = true
	if _, err := d.store.SaveAccount(t.Context(), "test", disabled); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for name, form := range map[string]url.Values{
		"wrong password":   signInForm("lead", "wrong"),
		"unknown address":  signInForm("nobody", deskPassword),
		"nothing":          {},
		"disabled account": signInForm("other", deskPassword),
	} {
		a := d.visitor().post("/fr/connexion", form)
		if a.Code != http.StatusUnprocessableEntity || a.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: %d, %s", name, a.Code, a.Header().Get("Set-Cookie"))
		}
		said[a.text(".error-summary")] = true
		if got, _ := a.doc.Find("#email").Attr("value"); got != form.Get("email") {
			t.Errorf("%s: the address is gone", name)
		}
	}
	if len(said) != 1 {
		t.Errorf("the answers tell the reasons apart: %v", said)
	}
}

// Whoever is signed in gets a new session at signing in, so that one that somebody
// else planted is worth nothing.
func TestSessionIsRenewed(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("reviewer")
	before := v.cookies["__Host-session"]
	if a := v.post("/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusSeeOther {
		t.Fatal(a.Code)
	}
	if after := v.cookies["__Host-session"]; after == before {
		t.Error("the session kept its token")
	}
	planted := d.visitor()
	planted.cookies["__Host-session"] = before
	if a := planted.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("the old token is still good: %d", a.Code)
	}
}

func TestSessionEnds(t *testing.T) {
	for name, c := range map[string]struct {
		steps []time.Duration
		ends  bool
	}{
		"in use":               {[]time.Duration{50 * time.Minute, 50 * time.Minute, 50 * time.Minute}, false},
		"not used for an hour": {[]time.Duration{idleSession + time.Minute}, true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			v := d.signedIn("lead")
			var a *answered
			for _, step := range c.steps {
				d.now = d.now.Add(step)
				a = v.get("/en/work")
			}
			if ended := a.Code == http.StatusSeeOther; ended != c.ends {
				t.Errorf("ended: %v", ended)
			}
		})
	}
	t.Run("account disabled", func(t *testing.T) {
		d := newDesk(t)
		v := d.signedIn("lead")
		disabled := *d.account["lead"]
		disabled.Disabled = true
		if _, err := d.store.SaveAccount(t.Context(), "test", disabled); err != nil {
			t.Fatal(err)
		}
		if a := v.get("/en/work"); a.Code != http.StatusSeeOther {
			t.Errorf("status %d", a.Code)
		}
	})
}

func TestNobodyIsLedAway(t *testing.T) {
	d := newDesk(t)
	for next, want := range map[string]string{
		"/en/work?x=1":            "/en/work?x=1",
		"/en/plans/ca-3":          "/en/plans/ca-3",
		"":                        "/en/work",
		"https://example.com/en/": "/en/work",
		"//example.com/en/":       "/en/work",
		"/\\example.com":          "/en/work",
		"/en/\\example.com":       "/en/work",
		"javascript:alert(1)":     "/en/work",
		"/fr/travail":             "/en/work",
		"en/work":                 "/en/work",
	} {
		form := signInForm("lead", deskPassword)
		form.Set("next", next)
		a := d.visitor().post("/en/sign-in", form)
		if got := a.Header().Get("Location"); got != want {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

// A form that was sent after the session had ended is offered again, with every
// value, once its writer has signed in.
func TestNothingTypedIsLostWithTheSession(t *testing.T) {
	d := newDesk(t)
	const address = "/en/work/echo"
	d.server.engine.POST(address, d.server.work(tracker.EN, func(_ context.Context, w *Work) (*Response, error) {
		return &Response{Status: http.StatusOK, Type: "text/plain", Body: []byte(w.Form.Encode())}, nil
	}))
	v := d.visitor()
	typed := url.Values{"progress_fr": {"Voilà <b>&amp;</b>\nla suite"}, "many": {"a", "b"}}
	r := v.post(address, typed)
	if r.Code != http.StatusUnauthorized {
		t.Fatalf("status %d", r.Code)
	}
	form := r.fields("main form")
	form.Set("email", "lead@example.org")
	form.Set("password", "wrong")
	r = v.post("/en/sign-in", form)
	form = r.fields("main form") // a mistyped password loses nothing either
	form.Set("email", "lead@example.org")
	form.Set("password", deskPassword)
	r = v.post("/en/sign-in", form)
	if r.Code != http.StatusOK {
		t.Fatalf("status %d", r.Code)
	}
	if action, _ := r.doc.Find("main form").Attr("action"); action != address {
		t.Errorf("the form leads to %s", action)
	}
	if got := v.post(address, r.fields("main form")).Body.String(); got != typed.Encode() {
		t.Errorf("arrived: %s, typed: %s", got, typed.Encode())
	}
}

func TestFormsAreBounded(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	if a := v.post("/en/sign-in", url.Values{"email": {strings.Repeat("a", maxBody)}}); a.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", a.Code)
	}
}
