package web

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
)

const securityHeadersOfEveryAnswer = `Content-Security-Policy: default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'
Cross-Origin-Opener-Policy: same-origin
Cross-Origin-Resource-Policy: same-origin
Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
Referrer-Policy: strict-origin-when-cross-origin
Strict-Transport-Security: max-age=63072000; includeSubDomains
X-Content-Type-Options: nosniff
X-Frame-Options: DENY
`

// headersOf writes the headers of an answer, in the order of their names, without
// those that are about its length and its version.
func headersOf(h http.Header) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if name != "Content-Length" && name != "Etag" {
			fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(h[name], " | "))
		}
	}
	return b.String()
}

// TestHeaders compares all headers of public, sign-in and work pages, so that one
// that goes missing, or one too many, is seen.
func TestHeaders(t *testing.T) {
	d := newDesk(t)
	with := func(more string) string {
		lines := strings.Split(strings.TrimSpace(securityHeadersOfEveryAnswer+more), "\n")
		slices.Sort(lines)
		return strings.Join(lines, "\n") + "\n"
	}
	private := with("Cache-Control: no-store\nContent-Type: text/html; charset=utf-8")
	for _, c := range []struct {
		name string
		get  *answered
		want string
	}{
		{"public page", d.visitor().get("/en/plans"), with("Cache-Control: no-cache\nContent-Type: text/html; charset=utf-8\nVary: Accept-Encoding")},
		{"public page, signed in", d.signedIn("lead").get("/en/plans"), with("Cache-Control: no-cache\nContent-Type: text/html; charset=utf-8\nVary: Accept-Encoding")},
		{"sign-in page", d.visitor().get("/en/sign-in"), private},
		{"refused sign-in", d.visitor().post("/en/sign-in", url.Values{}), private},
		{"work page", d.signedIn("lead").get("/en/work"), private},
		{"page that is refused", d.signedIn("lead").get("/en/work/accounts"), private},
		{"one's own account", d.signedIn("lead").get("/fr/travail/compte"), private},
	} {
		if got := headersOf(c.get.Header()); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	for _, target := range []string{"/", "/en", "/en/plans/", "/nothing", "/healthz", "/api/v1/plans", "/sitemap.xml", "/static/x/style.css", SignOnReturn, "/en/plans?q=" + strings.Repeat("x", maxURL)} {
		h := d.visitor().get(target).Header()
		for _, line := range strings.Split(strings.TrimSpace(securityHeadersOfEveryAnswer), "\n") {
			name, value, _ := strings.Cut(line, ": ")
			if got := strings.Join(h[name], " | "); got != value {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
	}
}

// TestCookies compares whole cookies: there are two, neither before signing in.
func TestCookies(t *testing.T) {
	d := newDesk(t)
	for _, target := range []string{"/en/", "/en/plans", "/en/about", "/en/sign-in", "/en/work", "/en/nothing"} {
		if got := d.visitor().get(target).Header()["Set-Cookie"]; got != nil {
			t.Errorf("%s sets %v for a reader", target, got)
		}
	}
	v := d.visitor()
	set := v.post("/en/sign-in", signInForm("lead", deskPassword)).Header()["Set-Cookie"]
	slices.Sort(set)
	var names []string
	for _, c := range set {
		name, rest, _ := strings.Cut(c, "=")
		_, attributes, _ := strings.Cut(rest, "; ")
		names = append(names, name+"; "+attributes)
	}
	want := []string{
		"__Host-device; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Strict",
		"__Host-session; Path=/; HttpOnly; Secure; SameSite=Lax",
	}
	if !slices.Equal(names, want) {
		t.Errorf("cookies %q", names)
	}
	if token := v.cookies["__Host-session"]; len(token) < 43 {
		t.Errorf("a session's token has %d characters", len(token))
	}
	out := v.post("/en/sign-out", url.Values{}).Header().Get("Set-Cookie")
	if !strings.HasPrefix(out, "__Host-session=;") || !strings.Contains(out, "Max-Age=0") {
		t.Errorf("signing out sets %q", out)
	}
}

// No other site can send a form in somebody's name.
func TestOtherSitesCannotAct(t *testing.T) {
	d := newDesk(t)
	for name, header := range map[string][2]string{
		"fetch metadata": {"Sec-Fetch-Site", "cross-site"},
		"sister site":    {"Sec-Fetch-Site", "same-site"},
		"old browser":    {"Origin", "https://evil.example.org"},
	} {
		v := d.signedIn("admin")
		for _, target := range []string{"/en/sign-in", "/en/sign-out", "/en/work/accounts/new", "/en/work/account/password", "/en/sign-in/link"} {
			r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(accountFields().Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(header[0], header[1])
			if a := v.do(r); a.Code != http.StatusForbidden {
				t.Errorf("%s, %s: %d", name, target, a.Code)
			}
		}
	}
	if accounts, err := d.store.Accounts(t.Context()); err != nil || len(accounts) != len(d.account) {
		t.Errorf("%d accounts, %v", len(accounts), err)
	}
}

// What people type as names is shown as text, wherever it is shown.
func TestHostileNames(t *testing.T) {
	d := newDesk(t)
	for i, name := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "=HYPERLINK(\"http://x\")", "a\u202eb", "a\x00b", "{{.}}", "\U0001f9ed",
	} {
		admin := d.signedIn("admin")
		form := accountFields()
		form.Set("name", name)
		form.Set("email", fmt.Sprintf("n%d@example.org", i))
		a := admin.post("/en/work/accounts/new", form)
		pages := []*answered{a, admin.get("/en/work/accounts"), admin.get(fmt.Sprintf("/en/work/accounts/%d", len(d.account)+i+1))}
		for j, p := range pages {
			body := p.Body.String()
			if p.Code != http.StatusOK || strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") || strings.ContainsAny(body, "\x00\u202e") {
				t.Errorf("%q, page %d: status %d", name, j, p.Code)
			}
		}
	}
	admin := d.signedIn("admin")
	form := accountFields()
	form.Set("name", strings.Repeat("é", 1<<19-100))
	form.Set("email", "long@example.org")
	if a := admin.post("/en/work/accounts/new", form); a.Code != http.StatusRequestEntityTooLarge && a.Code != http.StatusUnprocessableEntity {
		t.Errorf("a long name: %d", a.Code)
	}
}

// Neither the log nor a page tells a password, a code, a token or a secret, even
// where the store fails.
func TestNoSecretIsTold(t *testing.T) {
	d := newDesk(t)
	var log bytes.Buffer
	d.server.log = slog.New(slog.NewTextHandler(&log, nil))
	secret := d.enrolled("coordinator")
	v := d.visitor()
	token := d.link("lead")
	v.post("/en/sign-in", signInForm("coordinator", deskPassword))
	v.post("/en/sign-in/code", url.Values{"code": {d.codeOf(secret)}})
	if err := d.store.Close(); err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, a := range []*answered{
		v.post("/en/sign-in", signInForm("coordinator", deskPassword)),
		v.post("/en/sign-in/link", url.Values{"token": {token}, "new_password": {freshPassword}, "again": {freshPassword}}),
		v.get("/en/work"),
	} {
		if a.Code != http.StatusInternalServerError && a.Code != http.StatusServiceUnavailable {
			t.Errorf("status %d", a.Code)
		}
		said += a.Body.String()
	}
	secrets := []string{deskPassword, freshPassword, secret, token, v.cookies["__Host-session"]}
	for _, private := range append(secrets, "example.org") {
		if strings.Contains(log.String(), private) {
			t.Errorf("the log tells %q:\n%s", private, log.String())
		}
	}
	for _, private := range append(secrets, "sql") {
		if strings.Contains(said, private) {
			t.Errorf("a page tells %q", private)
		}
	}
	if log.Len() == 0 {
		t.Error("the failures are not logged")
	}
}

// Nobody has a password, a second factor or a role that nobody gave them.
func TestThereIsNoDefaultAccount(t *testing.T) {
	d := newDesk(t)
	saved, err := d.store.SaveAccount(t.Context(), "test", tracker.Account{
		Email: "fresh@example.org", Name: "Fresh", Roles: []tracker.Role{tracker.Reviewer}, Lang: tracker.EN, Organizations: []string{}, Jurisdictions: []string{},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"", "password", "fresh@example.org"} {
		if a := d.visitor().post("/en/sign-in", signInForm("fresh", password)); a.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q signs in to an account without a password: %d", password, a.Code)
		}
	}
	if c, err := d.store.Credentials(t.Context(), saved.ID); err != nil || credential.PasswordMatches(c.Password, "") {
		t.Errorf("%+v, %v", c, err)
	}
}
