package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// from sends a form from a network address.
func (v *visitor) from(address, target string, form url.Values) *answered {
	v.Helper()
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = address + ":1234"
	return v.do(r)
}

func TestGuessingIsSlowedDown(t *testing.T) {
	d := newDesk(t)
	const attacker, neighbour, elsewhere = "203.0.113.7", "203.0.113.8", "198.51.100.1"
	wrong := signInForm("lead", "wrong")
	for range accountFromNetwork.burst {
		if a := d.visitor().from(attacker, "/en/sign-in", wrong); a.Code != http.StatusUnprocessableEntity {
			t.Fatalf("status %d", a.Code)
		}
	}
	// The right password, too, has to wait: else guessing would only be slower to see.
	form := signInForm("lead", deskPassword)
	form.Set("kept", "a=1")
	for _, lang := range []struct{ path, says string }{{"/en/sign-in", "Wait"}, {"/fr/connexion", "Attendez"}} {
		a := d.visitor().from(neighbour, lang.path, form)
		seconds, err := strconv.Atoi(a.Header().Get("Retry-After"))
		if a.Code != http.StatusTooManyRequests || err != nil || seconds < 1 || seconds > 60 || !strings.Contains(a.text(".error-summary"), lang.says) {
			t.Errorf("status %d, Retry-After %q, %s", a.Code, a.Header().Get("Retry-After"), a.text(".error-summary"))
		}
		if sent := a.fields("main form"); sent.Get("email") != "lead@example.org" || sent.Get("kept") != "a=1" {
			t.Errorf("what was typed is gone: %v", sent)
		}
	}
	if a := d.visitor().from(elsewhere, "/en/sign-in", form); a.Code != http.StatusOK {
		t.Errorf("the owner elsewhere is locked out: %d", a.Code)
	}
	if a := d.visitor().from(attacker, "/en/sign-in", signInForm("other", deskPassword)); a.Code != http.StatusSeeOther {
		t.Errorf("another account on the same network: %d", a.Code)
	}
	d.now = d.now.Add(accountFromNetwork.every)
	if a := d.visitor().from(neighbour, "/en/sign-in", form); a.Code != http.StatusOK {
		t.Errorf("after waiting: %d", a.Code)
	}
}

// An address without an account is slowed down like one with, so that nobody
// learns which there are.
func TestThrottleTellsNothing(t *testing.T) {
	d := newDesk(t)
	said := map[string]int{}
	for _, name := range []string{"lead", "nobody"} {
		for range accountFromNetwork.burst + 1 {
			a := d.visitor().from("203.0.113.7", "/en/sign-in", signInForm(name, "wrong"))
			said[fmt.Sprint(a.Code, a.text(".error-summary"))]++
		}
	}
	for what, times := range said {
		if times%2 != 0 {
			t.Errorf("%d times: %s", times, what)
		}
	}
}

// Nobody can lock somebody else out: a browser from which the account has signed
// in before has an allowance of its own, even within the attacker's network.
func TestKnownDeviceIsNotLockedOut(t *testing.T) {
	d := newDesk(t)
	const network = "203.0.113.7"
	owner := d.visitor()
	if a := owner.from(network, "/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusSeeOther {
		t.Fatal(a.Code)
	}
	owner.post("/en/sign-out", url.Values{})
	for range accountFromNetwork.burst {
		d.visitor().from(network, "/en/sign-in", signInForm("lead", "wrong"))
		d.visitor().from(network, "/en/sign-in", signInForm("other", "wrong"))
	}
	if a := d.visitor().from(network, "/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusTooManyRequests {
		t.Fatalf("an unknown browser: %d", a.Code)
	}
	if a := owner.from(network, "/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusSeeOther {
		t.Errorf("the owner's browser: %d", a.Code)
	}
	// What the cookie is worth, it is worth to this account and this browser only.
	forged := d.visitor()
	value := owner.cookies[deviceCookie]
	for name, cookie := range map[string]string{
		"signed by nobody":  value[:len(value)-1],
		"of another device": strings.Replace(value, ".", ".X", 1),
		"nonsense":          "...",
	} {
		forged.cookies[deviceCookie] = cookie
		if a := forged.from(network, "/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusTooManyRequests {
			t.Errorf("%s: %d", name, a.Code)
		}
	}
	forged.cookies[deviceCookie] = value
	if a := forged.from(network, "/en/sign-in", signInForm("other", deskPassword)); a.Code != http.StatusTooManyRequests {
		t.Errorf("of another account: %d", a.Code)
	}
	// A stolen one is slowed down as well.
	slowed := false
	for range knownDevice.burst + 1 {
		slowed = forged.from(network, "/en/sign-in", signInForm("lead", "wrong")).Code == http.StatusTooManyRequests
	}
	if !slowed {
		t.Error("a known device may guess for ever")
	}
}

func TestGuessingCodesIsSlowedDown(t *testing.T) {
	d := newDesk(t)
	secret := d.enrolled("coordinator")
	owner := d.visitor()
	owner.post("/en/sign-in", signInForm("coordinator", deskPassword))
	if a := owner.post("/en/sign-in/code", url.Values{"code": {d.codeOf(secret)}}); a.Code != http.StatusSeeOther {
		t.Fatal(a.Code)
	}
	owner.post("/en/sign-out", url.Values{})
	d.now = d.now.Add(time.Minute)
	var a *answered
	for i := range accountCodes.burst + 1 {
		v := d.visitor() // each from its own network, each with the password
		address := fmt.Sprintf("198.51.%d.1", i)
		v.from(address, "/en/sign-in", signInForm("coordinator", deskPassword))
		a = v.from(address, "/en/sign-in/code", url.Values{"code": {"000000"}})
	}
	if a.Code != http.StatusTooManyRequests || a.Header().Get("Retry-After") == "" {
		t.Errorf("status %d", a.Code)
	}
	owner.post("/en/sign-in", signInForm("coordinator", deskPassword))
	if a := owner.post("/en/sign-in/code", url.Values{"code": {d.codeOf(secret)}}); a.Code != http.StatusSeeOther {
		t.Errorf("the owner's browser: %d", a.Code)
	}
}

// Only a proxy that is trusted is believed about whose request it hands on.
func TestTrustedProxies(t *testing.T) {
	for _, c := range []struct {
		name, remote, forwarded string
		slowed                  bool
	}{
		{"through the proxy", "10.0.0.1", "198.51.100.%d", false},
		{"past the proxy", "203.0.113.7", "198.51.100.%d", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			if err := d.server.engine.SetTrustedProxies([]string{"10.0.0.0/8"}); err != nil {
				t.Fatal(err)
			}
			slowed := false
			for i := range accountFromNetwork.burst + 1 {
				form := signInForm("lead", "wrong")
				r := httptest.NewRequest(http.MethodPost, "/en/sign-in", strings.NewReader(form.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("X-Forwarded-For", strings.Replace(fmt.Sprintf(c.forwarded, i), ".100.", fmt.Sprintf(".%d.", i), 1))
				r.RemoteAddr = c.remote + ":1"
				slowed = d.visitor().do(r).Code == http.StatusTooManyRequests
			}
			if slowed != c.slowed {
				t.Errorf("slowed down: %v", slowed)
			}
		})
	}
}

func TestNetworks(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.7":        "203.0.113.0/24",
		"::ffff:203.0.113.7": "203.0.113.0/24",
		"2001:db8:1:2:3::4":  "2001:db8:1:2::/64",
		"fe80::1%eth0":       "fe80::/64",
		"":                   "",
		"nonsense":           "nonsense",
	} {
		if got := networkOf(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

// However attempts come in, no more are let pass in a time than the allowance
// gives, and waiting as long as is said is enough.
func TestThrottleKeepsItsAllowance(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		th := newThrottle()
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		now, passed := start, 0
		uses := []use{{accountFromNetwork, "a"}, {wholeNetwork, "n"}}
		for _, gap := range rapid.SliceOfN(rapid.IntRange(0, 90), 1, 60).Draw(rt, "seconds") {
			now = now.Add(time.Duration(gap) * time.Second)
			wait := th.spend(now, uses)
			if wait == 0 {
				passed++
			} else if th.spend(now.Add(wait), uses) == 0 {
				now, passed = now.Add(wait), passed+1
			} else {
				rt.Fatalf("%v was not enough", wait)
			}
		}
		if most := accountFromNetwork.burst + int((now.Sub(start)+time.Millisecond)/accountFromNetwork.every); passed > most {
			rt.Fatalf("%d passed, %d are allowed", passed, most)
		}
	})
}
