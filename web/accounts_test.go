package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ogptracker/tracker"
)

func accountFields() url.Values {
	return url.Values{"name": {"New <person>"}, "email": {"New@example.org"}, "lang": {"fr"}, "roles": {"contributor"}, "organizations": {"tbs-sct"}}
}

func TestCreateAccount(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("admin")
	for name, change := range map[string]func(url.Values){
		"no name":           func(f url.Values) { f.Set("name", "") },
		"name too long":     func(f url.Values) { f.Set("name", strings.Repeat("x", 1000)) },
		"no address":        func(f url.Values) { f.Set("email", "nobody") },
		"address taken":     func(f url.Values) { f.Set("email", "Lead@example.org") },
		"no role":           func(f url.Values) { f.Del("roles") },
		"unknown role":      func(f url.Values) { f.Set("roles", "king") },
		"reviewer and more": func(f url.Values) { f.Add("roles", "reviewer") },
		"no organization":   func(f url.Values) { f.Del("organizations") },
	} {
		form := accountFields()
		change(form)
		a := v.post("/en/work/accounts/new", form)
		if a.Code != http.StatusUnprocessableEntity || a.text(".error-summary") == "" {
			t.Errorf("%s: %d, %s", name, a.Code, a.text(".error-summary"))
		}
		kept := a.fields("main form")
		if kept.Get("name") != form.Get("name") || kept.Get("lang") != "fr" || len(kept["organizations"]) != len(form["organizations"]) {
			t.Errorf("%s: what was typed is gone: %v", name, kept)
		}
	}
	a := v.post("/en/work/accounts/new", accountFields())
	link, found := strings.CutPrefix(a.text(".one-time"), "https://tracker.example.org")
	if a.Code != http.StatusOK || !found || !strings.HasPrefix(link, "/fr/connexion/lien?token=") {
		t.Fatalf("status %d, %s", a.Code, a.text(".one-time"))
	}
	owner := d.visitor()
	owner.post("/fr/connexion/lien", url.Values{
		"token": {strings.TrimPrefix(link, "/fr/connexion/lien?token=")}, "new_password": {freshPassword}, "again": {freshPassword},
	}).whereTo(t, "/fr/travail")
	if a := v.get("/en/work/accounts"); !strings.Contains(a.text("tbody"), "New <person>new@example.org Contributor") {
		t.Errorf("the list says %s", a.text("tbody"))
	}
}

func TestEditAccount(t *testing.T) {
	d := newDesk(t)
	v, lead := d.signedIn("admin"), d.signedIn("lead")
	const address = "/en/work/accounts/3"
	form, stale := v.get(address).fields("main form"), v.get(address).fields("main form")
	if form.Get("email") != "lead@example.org" || form.Get("organizations") != "tbs-sct" || form.Get("roles") != "contributor" {
		t.Fatalf("the form holds %v", form)
	}
	form["organizations"] = []string{"tbs-sct", "lac-bac"}
	form["jurisdictions"] = []string{"CA"}
	v.post(address, form).whereTo(t, "/en/work/accounts")
	saved, err := d.store.Account(t.Context(), 3)
	if err != nil || len(saved.Organizations) != 2 || len(saved.Jurisdictions) != 1 || saved.Version != 2 {
		t.Fatalf("%+v, %v", saved, err)
	}

	// The second of two who edit at once sees what the first saved, and chooses.
	stale.Set("name", "Mine")
	a := v.post(address, stale)
	if a.Code != http.StatusConflict || !strings.Contains(a.text(".note"), "lac-bac, tbs-sct") || a.fields("main form").Get("name") != "Mine" {
		t.Errorf("status %d, %s", a.Code, a.text(".note"))
	}
	v.post(address, a.fields("main form")).whereTo(t, "/en/work/accounts")

	form = v.get(address).fields("main form")
	form.Set("disabled", "1")
	v.post(address, form).whereTo(t, "/en/work/accounts")
	if a := lead.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("a disabled account is still signed in: %d", a.Code)
	}
	for _, nowhere := range []string{"/en/work/accounts/99", "/en/work/accounts/x"} {
		if a := v.get(nowhere); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", nowhere, a.Code)
		}
	}
}

func TestLastAdministratorStays(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("admin")
	for name, change := range map[string]func(url.Values){
		"disabled":     func(f url.Values) { f.Set("disabled", "1") },
		"another role": func(f url.Values) { f.Set("roles", "coordinator") },
	} {
		form := v.get("/en/work/accounts/1").fields("main form")
		change(form)
		if a := v.post("/en/work/accounts/1", form); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.text(".error-summary"), "only administrator") {
			t.Errorf("%s: %d, %s", name, a.Code, a.text(".error-summary"))
		}
	}
	if a, err := d.store.Account(t.Context(), 1); err != nil || a.Disabled || !a.Has(tracker.Administrator) {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestResetAccount(t *testing.T) {
	d := newDesk(t)
	d.enrolled("coordinator")
	v, coordinator := d.signedIn("admin"), d.signedIn("coordinator")
	first := v.post("/en/work/accounts/2/reset", url.Values{}).text(".one-time")
	second := v.post("/en/work/accounts/2/reset", url.Values{}).text(".one-time")
	for link, want := range map[string]int{first: http.StatusNotFound, second: http.StatusOK} {
		if a := d.visitor().get(strings.TrimPrefix(link, "https://tracker.example.org")); a.Code != want {
			t.Errorf("%s: %d", link, a.Code)
		}
	}
	if v.get("/en/work/accounts/2").doc.Find("form[action$=second-factor]").Length() != 1 {
		t.Error("removing the second factor is not offered")
	}
	v.post("/en/work/accounts/2/second-factor", url.Values{}).whereTo(t, "/en/work/accounts")
	if c, err := d.store.Credentials(t.Context(), 2); err != nil || c.HasSecondFactor() {
		t.Errorf("%+v, %v", c, err)
	}
	if a := coordinator.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("still signed in: %d", a.Code)
	}
}
