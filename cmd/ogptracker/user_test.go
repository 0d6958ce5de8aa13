package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/credential"
)

func TestUserCommands(t *testing.T) {
	data, _ := folder(t)
	const good = "nine wet maps turn slowly\n"
	add := func(email string, more ...string) []string {
		return append([]string{"user", "add", email, "--name", "Somebody"}, more...)
	}
	tests := []struct {
		name  string
		stdin string
		args  []string
		code  int
		has   string
	}{
		{"administrator", good, add("Admin@example.org", "--role", "administrator", "--password-stdin"), exitDone, "admin@example.org was created"},
		{"contributor with a link", "", add("lead@example.org", "--role", "contributor", "--organization", "dept", "--link", "--base-url", "https://x.example.org/", "--lang", "fr"), exitDone, "https://x.example.org/fr/connexion/lien?token="},
		{"address that is taken", good, add("lead@example.org", "--role", "reviewer", "--password-stdin"), exitData, "already"},
		{"address that is none", good, add("lead", "--role", "reviewer", "--password-stdin"), exitData, "lead"},
		{"role that is none", good, add("x@example.org", "--role", "king", "--password-stdin"), exitData, "king"},
		{"contributor for nobody", good, add("x@example.org", "--role", "contributor", "--password-stdin"), exitData, "organization"},
		{"organization that is none", good, add("x@example.org", "--role", "contributor", "--organization", "none", "--password-stdin"), exitData, "none"},
		{"short password", "short\n", add("x@example.org", "--role", "reviewer", "--password-stdin"), exitData, "8"},
		{"common password", "password1\n", add("x@example.org", "--role", "reviewer", "--password-stdin"), exitData, "guessed"},
		{"no password", "", add("x@example.org", "--role", "reviewer", "--password-stdin"), exitData, "too short"},
		{"no terminal to ask on", good, add("x@example.org", "--role", "reviewer"), exitUsage, "--password-stdin"},
		{"two ways at once", good, add("x@example.org", "--role", "reviewer", "--password-stdin", "--link"), exitUsage, "exclude each other"},
		{"no such flag: a password is no argument", good, add("x@example.org", "--role", "reviewer", "--password", "x"), exitUsage, "no option --password"},
		{"list", "", []string{"user", "list"}, exitDone, "lead@example.org"},
		{"reset", "another four words here\n", []string{"user", "reset", "lead@example.org", "--password-stdin"}, exitDone, "was reset"},
		{"remove the second factor", "", []string{"user", "reset", "admin@example.org", "--second-factor"}, exitDone, "taken away"},
		{"nobody", "", []string{"user", "reset", "nobody@example.org", "--link"}, exitData, "nobody@example.org"},
		{"disable", "", []string{"user", "disable", "lead@example.org"}, exitDone, "no longer"},
		{"enable", "", []string{"user", "enable", "lead@example.org"}, exitDone, "again"},
		{"the last administrator", "", []string{"user", "disable", "admin@example.org"}, exitData, "only administrator"},
		{"the code of somebody real", "", []string{"user", "code", "admin@example.org"}, exitData, "demonstration"},
		{"a folder that is not there", "", []string{"user", "list", "--data", data + "-mistyped"}, exitEnvironment, "-mistyped"},
		{"help has examples", "", []string{"user", "add", "--help"}, exitDone, "Examples:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			args := tt.args
			if !strings.Contains(strings.Join(args, " "), "--data") {
				args = append(args, "--data", data)
			}
			code, stdout, stderr := command(t, tt.stdin, args...)
			if code != tt.code || !strings.Contains(stdout+stderr, tt.has) {
				t.Errorf("exit %d, want %d, with %q in\n%s%s", code, tt.code, tt.has, stdout, stderr)
			}
		})
	}
	s, err := db.Open(t.Context(), data, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lead, err := s.AccountByEmail(t.Context(), "lead@example.org")
	if err != nil || lead.Lang != tracker.FR || lead.Disabled {
		t.Fatalf("%+v, %v", lead, err)
	}
	if c, err := s.Credentials(t.Context(), lead.ID); err != nil || !credential.PasswordMatches(c.Password, "another four words here") {
		t.Errorf("the password is not the one that was typed: %v", err)
	}
	code, stdout, _ := command(t, "", "user", "list", "--json", "--data", data)
	var listed []tracker.Account
	if err := json.Unmarshal([]byte(stdout), &listed); err != nil || code != exitDone || len(listed) != 2 {
		t.Errorf("%d accounts, %v", len(listed), err)
	}
}

// serving starts the program and returns what it printed as JSON.
func serving(t *testing.T, args ...string) started {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	printed, done := newLineWriter(), make(chan int, 1)
	errs := &strings.Builder{}
	go func() {
		done <- run(ctx, append(args, "--json", "--addr", "127.0.0.1:0"), strings.NewReader(""), printed, errs)
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			t.Errorf("exit %d: %s", code, errs)
		}
	})
	var s started
	if err := json.Unmarshal([]byte(<-printed.lines), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// cookieJar is a client that keeps cookies, secure ones too: the address is this
// machine's.
type cookieJar struct {
	*testing.T
	cookies map[string]string
}

func (b *cookieJar) post(address string, form url.Values) *http.Response {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	for _, c := range resp.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return resp
}

// TestFirstStart follows the link that an empty folder prints, as far as the
// second factor; a second start prints none.
func TestFirstStart(t *testing.T) {
	dir := t.TempDir()
	s := serving(t, "serve", "--data", dir)
	u, err := url.Parse(s.Setup)
	if err != nil || !strings.HasPrefix(s.Setup, s.Address+"/en/sign-in/link?token=") {
		t.Fatalf("link %q, %v", s.Setup, err)
	}
	b := &cookieJar{t, map[string]string{}}
	form := url.Values{
		"token": {u.Query().Get("token")}, "name": {"First"}, "email": {"first@example.org"},
		"new_password": {"nine wet maps turn slowly"}, "again": {"nine wet maps turn slowly"},
	}
	resp := b.post(s.Address+"/en/sign-in/link", form)
	if got := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(got, "/en/sign-in/second-factor") {
		t.Fatalf("status %d, to %q", resp.StatusCode, got)
	}
	if resp := b.post(s.Address+"/en/sign-in/link", form); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the link is good a second time: %d", resp.StatusCode)
	}
	if again := serving(t, "serve", "--data", dir); again.Setup != "" {
		t.Errorf("a link to create the first of two: %s", again.Setup)
	}
}

// TestDemoSignIn signs in with what the demonstration prints, for each role.
func TestDemoSignIn(t *testing.T) {
	dir := t.TempDir()
	s := serving(t, "demo", "--data", dir)
	if len(s.Accounts) != len(tracker.Roles) || s.Setup != "" {
		t.Fatalf("%d accounts, link %q", len(s.Accounts), s.Setup)
	}
	for _, a := range s.Accounts {
		b := &cookieJar{t, map[string]string{}}
		resp := b.post(s.Address+"/en/sign-in", url.Values{"email": {a.Email}, "password": {a.Password}})
		want := "/en/work"
		if a.Secret != "" {
			want = "/en/sign-in/code?next=%2Fen%2Fwork"
		}
		if got := resp.Header.Get("Location"); got != want {
			t.Errorf("%s: status %d, to %q", a.Email, resp.StatusCode, got)
		}
		if a.Secret == "" {
			continue
		}
		_, code, _ := command(t, "", "user", "code", a.Email, "--data", dir)
		resp = b.post(s.Address+"/en/sign-in/code", url.Values{"code": {strings.TrimSpace(code)}})
		if got := resp.Header.Get("Location"); got != "/en/work" {
			t.Errorf("%s: status %d, to %q", a.Email, resp.StatusCode, got)
		}
	}
	if weak := credential.Check(demo.Password); weak != "" {
		t.Errorf("the password is %s", weak)
	}
}

// Accounts that everybody can sign in to are not served to everybody by mistake.
func TestDemoAccountsStayHere(t *testing.T) {
	dir := t.TempDir()
	s, err := db.Open(t.Context(), dir, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range demo.Accounts() {
		a.Organizations = []string{}
		saved, err := s.SaveAccount(t.Context(), demoActor, a.Account)
		if err == nil {
			err = s.SetPassword(t.Context(), demoActor, saved.ID, credential.HashPassword(demo.Password))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := command(t, "", "serve", "--data", dir, "--addr", "127.0.0.1:0", "--base-url", "https://tracker.example.org")
	if code != exitData || !strings.Contains(stderr, "--allow-demo-accounts") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	var out, errs strings.Builder
	if code := run(ctx, []string{"serve", "--data", dir, "--addr", "127.0.0.1:0", "--base-url", "https://tracker.example.org", "--allow-demo-accounts"}, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	for base, want := range map[string]bool{
		"http://127.0.0.1:8080": true, "http://localhost:8080": true, "http://[::1]:1": true,
		"http://0.0.0.0:8080": false, "http://[::]:8080": false, "https://localhost.example.org": false, "https://tracker.example.org": false,
	} {
		if got := loopback(base); got != want {
			t.Errorf("%s: %v", base, got)
		}
	}
}
