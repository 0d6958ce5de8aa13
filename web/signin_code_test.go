package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker/credential"
)

// enrolled gives an account of the desk a second factor, and returns its secret.
func (d *desk) enrolled(name string, recovery ...string) string {
	d.Helper()
	secret := credential.NewTOTPSecret()
	var kept []string
	for _, code := range recovery {
		kept = append(kept, credential.KeptRecoveryCode(code))
	}
	if err := d.store.SetSecondFactor(d.Context(), "test", d.account[name].ID, secret, 0, kept); err != nil {
		d.Fatal(err)
	}
	return secret
}

// codeOf returns the code of a secret at the desk's time.
func (d *desk) codeOf(secret string) string {
	d.Helper()
	code, err := credential.TOTPCode(secret, d.now)
	if err != nil {
		d.Fatal(err)
	}
	return code
}

// whereTo fails unless an answer leads to an address.
func (a *answered) whereTo(t *testing.T, want string) {
	t.Helper()
	if got := a.Header().Get("Location"); a.Code != http.StatusSeeOther || got != want {
		t.Errorf("status %d, to %q instead of %q", a.Code, got, want)
	}
}

func TestSecondFactor(t *testing.T) {
	d := newDesk(t)
	secret := d.enrolled("coordinator")
	v := d.visitor()
	form := signInForm("coordinator", deskPassword)
	form.Set("next", "/en/plans/ca-3")
	a := v.post("/en/sign-in", form)
	a.whereTo(t, "/en/sign-in/code?next=%2Fen%2Fplans%2Fca-3")
	v.get("/en/work").whereTo(t, "/en/sign-in?next=%2Fen%2Fwork") // a password alone opens nothing
	v.get("/en/sign-in/second-factor").whereTo(t, "/en/sign-in/code?next=%2Fen%2Fwork")

	a = v.get(a.Header().Get("Location"))
	form = a.fields("main form")
	for _, wrong := range []string{"", "000000", "12345", "abcd-efgh-ijkl-mnop", strings.Repeat("1", 1000)} {
		form.Set("code", wrong)
		if a = v.post("/en/sign-in/code", form); a.Code != http.StatusUnprocessableEntity || a.text(".err") == "" {
			t.Errorf("%.20q: status %d, %s", wrong, a.Code, a.text(".err"))
		}
	}
	form = a.fields("main form")
	form.Set("code", d.codeOf(secret))
	v.post("/en/sign-in/code", form).whereTo(t, "/en/plans/ca-3")
	if a = v.get("/en/work"); a.Code != http.StatusOK {
		t.Errorf("status %d", a.Code)
	}
	v.get("/en/sign-in/code").whereTo(t, "/en/sign-in?next=%2Fen%2Fwork")
}

// A code is good once, whoever saw it being typed.
func TestCodeIsNotReplayed(t *testing.T) {
	d := newDesk(t)
	secret := d.enrolled("coordinator", "aaaa-bbbb-cccc-dddd")
	for _, code := range []string{d.codeOf(secret), "AAAA BBBB CCCC DDDD"} {
		for i, want := range []int{http.StatusSeeOther, http.StatusUnprocessableEntity} {
			v := d.visitor()
			v.post("/en/sign-in", signInForm("coordinator", deskPassword))
			if a := v.post("/en/sign-in/code", url.Values{"code": {code}}); a.Code != want {
				t.Errorf("%s, time %d: status %d", code, i+1, a.Code)
			}
		}
	}
}

// Whoever needs a second factor and has none is led through setting one up, and
// does nothing before that.
func TestEnrolment(t *testing.T) {
	for _, name := range []string{"coordinator", "admin"} {
		d := newDesk(t)
		v := d.visitor()
		a := v.post("/fr/connexion", signInForm(name, deskPassword))
		a.whereTo(t, "/fr/connexion/deuxieme-facteur?next=%2Ffr%2Ftravail")
		v.get("/fr/travail").whereTo(t, "/fr/connexion?next=%2Ffr%2Ftravail")
		v.get("/fr/connexion/code").whereTo(t, "/fr/connexion/deuxieme-facteur?next=%2Ffr%2Ftravail")

		a = v.get("/fr/connexion/deuxieme-facteur?next=%2Ffr%2Ftravail")
		if src, _ := a.doc.Find("main img").Attr("src"); !strings.HasPrefix(src, "data:image/png;base64,") {
			t.Errorf("the picture is %.30q", src)
		}
		secret := strings.ReplaceAll(a.text(".secret"), " ", "")
		form := a.fields("main form")
		form.Set("code", "000000")
		a = v.post("/fr/connexion/deuxieme-facteur", form)
		if a.Code != http.StatusUnprocessableEntity || strings.ReplaceAll(a.text(".secret"), " ", "") != secret {
			t.Errorf("a mistyped code: status %d, another secret", a.Code)
		}
		form = a.fields("main form")
		form.Set("code", d.codeOf(secret))
		before := v.cookies["__Host-session"]
		a = v.post("/fr/connexion/deuxieme-facteur", form)
		codes := a.doc.Find(".codes code")
		if a.Code != http.StatusOK || codes.Length() != 10 || v.cookies["__Host-session"] == before {
			t.Errorf("status %d, %d recovery codes", a.Code, codes.Length())
		}
		if next, _ := a.doc.Find("main .btn").Attr("href"); next != "/fr/travail" {
			t.Errorf("goes on to %q", next)
		}
		if a = v.get("/fr/travail"); a.Code != http.StatusOK {
			t.Errorf("status %d", a.Code)
		}
		// The recovery codes that were shown let somebody in.
		again := d.visitor()
		again.post("/fr/connexion", signInForm(name, deskPassword)).whereTo(t, "/fr/connexion/code?next=%2Ffr%2Ftravail")
		again.post("/fr/connexion/code", url.Values{"code": {codes.First().Text()}}).whereTo(t, "/fr/travail")
	}
}

func TestPasswordGrowsOld(t *testing.T) {
	d := newDesk(t)
	secret := d.enrolled("coordinator")
	v := d.visitor()
	v.post("/en/sign-in", signInForm("coordinator", deskPassword))
	d.now = d.now.Add(pendingTime + time.Second)
	a := v.post("/en/sign-in/code", url.Values{"code": {d.codeOf(secret)}, "next": {"/en/plans"}, "kept": {"a=1"}})
	if form := a.fields("main form"); a.Code != http.StatusUnauthorized || form.Get("kept") != "a=1" || form.Get("next") != "/en/plans" {
		t.Errorf("status %d, %v", a.Code, form)
	}
	if a = v.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("status %d", a.Code)
	}
}

// What was typed before the session ended survives every step of signing in.
func TestKeptFormSurvivesTheSecondFactor(t *testing.T) {
	typed := url.Values{"progress_en": {"One <b>\ntwo"}, "many": {"a", "b"}}
	signIn := func(v *visitor, name string) *answered {
		form := signInForm(name, deskPassword)
		form.Set("next", "/en/work/echo")
		form.Set("kept", typed.Encode())
		return v.post("/en/sign-in", form)
	}
	t.Run("with a second factor", func(t *testing.T) {
		d := newDesk(t)
		secret := d.enrolled("coordinator")
		v := d.visitor()
		a := signIn(v, "coordinator")
		form := a.fields("main form")
		form.Set("code", "000000")
		form = v.post("/en/sign-in/code", form).fields("main form")
		form.Set("code", d.codeOf(secret))
		a = v.post("/en/sign-in/code", form)
		if got := a.fields("main form").Encode(); got != typed.Encode() {
			t.Errorf("status %d, %s", a.Code, got)
		}
	})
	t.Run("without one", func(t *testing.T) {
		d := newDesk(t)
		v := d.visitor()
		a := signIn(v, "coordinator")
		form := a.fields("main form")
		form.Set("code", d.codeOf(strings.ReplaceAll(a.text(".secret"), " ", "")))
		a = v.post("/en/sign-in/second-factor", form)
		action, _ := a.doc.Find("main form").Attr("action")
		if got := a.fields("main form").Encode(); got != typed.Encode() || action != "/en/work/echo" {
			t.Errorf("status %d, to %s, %s", a.Code, action, got)
		}
	})
}
