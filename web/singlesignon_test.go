package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"ogptracker/tracker"
	"ogptracker/web/signon"
)

// person is somebody whom the provider of the tests knows, with what it says of
// them.
type person struct {
	*mockoidc.MockUser
	claims map[string]any
}

func (p person) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	all := jwt.MapClaims{
		"iss": base.Issuer, "sub": base.Subject, "aud": base.Audience, "exp": base.ExpiresAt, "iat": base.IssuedAt, "nonce": base.Nonce,
		"email": p.Email, "email_verified": p.EmailVerified,
	}
	for name, value := range p.claims {
		all[name] = value
	}
	return all, nil
}

func somebody(subject, email string, claims map[string]any) person {
	return person{&mockoidc.MockUser{Subject: subject, Email: email, EmailVerified: true}, claims}
}

// withSignOn gives the desk a provider of single sign-on that runs on this machine.
func (d *desk) withSignOn() *mockoidc.MockOIDC {
	d.Helper()
	m, err := mockoidc.Run()
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { _ = m.Shutdown() })
	d.server.signOn, err = signon.New(signon.Config{
		Issuer: m.Issuer(), ClientID: m.ClientID, Secret: m.ClientSecret, Redirect: "https://tracker.example.org" + SignOnReturn,
		RolesClaim: "realm.groups", OrganizationsClaim: "organizations",
		Roles: map[string]tracker.Role{"leads": tracker.Contributor, "owners": tracker.Coordinator},
	})
	if err != nil {
		d.Fatal(err)
	}
	return m
}

// atProvider begins a sign-on and returns the address at which the provider sends
// the browser back.
func (v *visitor) atProvider(form url.Values) string {
	v.Helper()
	a := v.post("/fr/connexion/organisation", form)
	_, address, _ := strings.Cut(a.Header().Get("Refresh"), "url=")
	if href, _ := a.doc.Find("main .btn").Attr("href"); a.Code != http.StatusOK || href != address {
		v.Fatalf("status %d, to %q and %q", a.Code, address, href)
	}
	r, err := http.NewRequestWithContext(v.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		v.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	defer resp.Body.Close()
	back, found := strings.CutPrefix(resp.Header.Get("Location"), "https://tracker.example.org")
	if !found {
		v.Fatalf("the provider answers %d, to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
	return back
}

func TestSingleSignOn(t *testing.T) {
	leads := map[string]any{"realm": map[string]any{"groups": []string{"staff", "leads"}}, "organizations": []string{"tbs-sct", "unknown"}, "name": "Sam"}
	for name, c := range map[string]struct {
		who     person
		to      string       // where the reader arrives
		refused string       // or what is said
		role    tracker.Role // of the account
	}{
		"a newcomer with a role": {
			somebody("1", "New@example.org", leads), "/fr/travail", "", tracker.Contributor},
		"a newcomer without a role": {
			somebody("2", "none@example.org", map[string]any{"organizations": "tbs-sct"}), "", "pas encore de rôle", ""},
		"a newcomer for no organization": {
			somebody("3", "nowhere@example.org", map[string]any{"realm": map[string]any{"groups": "leads"}}), "", "pas encore de rôle", ""},
		"somebody with an account keeps its roles": {
			somebody("4", "reviewer@example.org", leads), "/fr/travail", "", tracker.Reviewer},
		"a coordinator needs a second factor": {
			somebody("5", "coordinator@example.org", nil), "/fr/connexion/deuxieme-facteur?next=%2Ffr%2Ftravail", "", tracker.Coordinator},
		"a coordinator whose provider asked for two": {
			somebody("6", "coordinator@example.org", map[string]any{"amr": []string{"pwd", "mfa"}}), "/fr/travail", "", tracker.Coordinator},
		"a disabled account": {
			somebody("7", "other@example.org", leads), "", "désactivé", ""},
		"an address that nobody verified": {
			person{&mockoidc.MockUser{Subject: "8", Email: "lead@example.org"}, leads}, "", "n’atteste pas", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			disabled := *d.account["other"]
			disabled.Disabled = true
			if _, err := d.store.SaveAccount(t.Context(), "test", disabled); err != nil {
				t.Fatal(err)
			}
			m := d.withSignOn()
			for range 2 { // the second time by issuer and subject
				m.QueueUser(c.who)
				v := d.visitor()
				a := v.get(v.atProvider(url.Values{}))
				if c.refused != "" {
					if a.Code != http.StatusForbidden || !strings.Contains(a.text(".error-summary"), c.refused) {
						t.Errorf("status %d, %s", a.Code, a.text(".error-summary"))
					}
					v.get("/fr/travail").whereTo(t, "/fr/connexion?next=%2Ffr%2Ftravail")
					continue
				}
				a.whereTo(t, c.to)
				account, err := d.store.AccountByIdentity(t.Context(), m.Issuer(), c.who.Subject)
				if err != nil || len(account.Roles) != 1 || account.Roles[0] != c.role {
					t.Errorf("account %+v, %v", account, err)
				}
			}
		})
	}
}

// An answer counts once, for the browser and the attempt that it belongs to.
func TestSignOnIsNotForged(t *testing.T) {
	d := newDesk(t)
	m := d.withSignOn()
	lead := somebody("1", "lead@example.org", nil)
	m.QueueUser(lead)
	v := d.visitor()
	back := v.atProvider(url.Values{})
	if a := d.visitor().get(back); a.Code != http.StatusBadRequest {
		t.Errorf("another browser: %d", a.Code)
	}
	m.QueueUser(lead)
	other := d.visitor()
	otherBack := other.atProvider(url.Values{})
	if a := other.get(back); a.Code != http.StatusForbidden {
		t.Errorf("the answer to another attempt: %d", a.Code)
	}
	if a := other.get(otherBack); a.Code != http.StatusBadRequest {
		t.Errorf("an attempt that has failed: %d", a.Code)
	}
	v.get(back).whereTo(t, "/fr/travail")
	if a := v.get(back); a.Code != http.StatusBadRequest {
		t.Errorf("a second time: %d", a.Code)
	}

	// Another nonce, verifier or client is not believed either.
	for name, change := range map[string]func(*signon.Attempt){
		"nonce":    func(a *signon.Attempt) { a.Nonce = "other" },
		"verifier": func(a *signon.Attempt) { a.Verifier = strings.Repeat("v", 43) },
	} {
		attempt, address, err := d.server.signOn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		m.QueueUser(lead)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		u, err := url.Parse(resp.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		change(&attempt)
		if who, err := d.server.signOn.Finish(t.Context(), attempt, u.Query()); err == nil {
			t.Errorf("another %s: %+v", name, who)
		}
	}
}

func TestSignOnKeepsWhatWasTyped(t *testing.T) {
	d := newDesk(t)
	m := d.withSignOn()
	typed := url.Values{"progress_fr": {"Voilà <b>"}}
	on := url.Values{"next": {"/fr/travail/echo"}, "kept": {typed.Encode()}}

	m.QueueUser(somebody("1", "lead@example.org", nil))
	v := d.visitor()
	a := v.get(v.atProvider(on))
	if action, _ := a.doc.Find("main form").Attr("action"); a.Code != http.StatusOK || action != "/fr/travail/echo" || a.fields("main form").Encode() != typed.Encode() {
		t.Errorf("status %d, to %s, %v", a.Code, action, a.fields("main form"))
	}

	m.QueueUser(somebody("2", "nobody@example.org", nil))
	v = d.visitor()
	if a = v.get(v.atProvider(on)); a.fields("main form").Get("kept") != typed.Encode() {
		t.Errorf("refused, and lost: %v", a.fields("main form"))
	}

	v = d.visitor()
	back := v.atProvider(on)
	state, _, _ := strings.Cut(back[strings.Index(back, "state="):], "&")
	if a = v.get(SignOnReturn + "?error=access_denied&" + state); a.Code != http.StatusForbidden || !strings.Contains(a.text(".error-summary"), "pas laissé entrer") {
		t.Errorf("status %d, %s", a.Code, a.text(".error-summary"))
	}
}

// A provider that does not answer keeps nobody from signing in with a password.
func TestSignOnIsDown(t *testing.T) {
	d := newDesk(t)
	m := d.withSignOn()
	if err := m.Shutdown(); err != nil {
		t.Fatal(err)
	}
	a := d.visitor().post("/en/sign-in/organization", url.Values{"kept": {"a=1"}})
	if a.Code != http.StatusServiceUnavailable || a.fields("main form").Get("kept") != "a=1" {
		t.Errorf("status %d", a.Code)
	}
	d.visitor().post("/en/sign-in", signInForm("lead", deskPassword)).whereTo(t, "/en/work")
}
