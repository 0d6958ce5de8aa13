package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker/credential"
)

// link makes a one-time link for an account of the desk.
func (d *desk) link(name string) (token string) {
	d.Helper()
	token, kept := credential.NewToken()
	id := int64(0)
	if name != "" {
		id = d.account[name].ID
	}
	if err := d.store.AddLink(d.Context(), id, kept, d.now.Add(time.Hour)); err != nil {
		d.Fatal(err)
	}
	return token
}

func TestOneTimeLink(t *testing.T) {
	d := newDesk(t)
	old := d.signedIn("lead")
	token := d.link("lead")
	v := d.visitor()
	a := v.get("/fr/connexion/lien?token=" + token)
	if a.Code != http.StatusOK || !strings.Contains(a.text(".lead"), "lead@example.org") {
		t.Fatalf("status %d, %s", a.Code, a.text(".lead"))
	}
	form := a.fields("main form")
	const fresh = "seven quiet otters swim north"
	for _, c := range []struct{ password, again, says string }{
		{"short", "short", "trop court"},
		{strings.Repeat("x", 257), strings.Repeat("x", 257), "trop long"},
		{"password1", "password1", "devine"},
		{"lead@example.org", "lead@example.org", "devine"},
		{fresh, fresh + "!", "identiques"},
	} {
		form.Set("new_password", c.password)
		form.Set("again", c.again)
		if a = v.post("/fr/connexion/lien", form); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.text(".err"), c.says) {
			t.Errorf("%.20s: status %d, %s", c.password, a.Code, a.text(".err"))
		}
	}
	form.Set("new_password", fresh)
	form.Set("again", fresh)
	v.post("/fr/connexion/lien", form).whereTo(t, "/fr/travail")
	if a = v.post("/fr/connexion/lien", form); a.Code != http.StatusNotFound || !strings.Contains(a.text("main"), "a déjà servi") {
		t.Errorf("a second time: %d, %s", a.Code, a.text("main"))
	}
	old.get("/en/work").whereTo(t, "/en/sign-in?next=%2Fen%2Fwork") // whoever had the old password is out
	if a = d.visitor().post("/en/sign-in", signInForm("lead", deskPassword)); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("the old password: %d", a.Code)
	}
	d.visitor().post("/en/sign-in", signInForm("lead", fresh)).whereTo(t, "/en/work")
}

// A link stands in for the password only.
func TestOneTimeLinkAsksForTheSecondFactor(t *testing.T) {
	d := newDesk(t)
	d.enrolled("coordinator")
	v := d.visitor()
	v.post("/en/sign-in/link", url.Values{
		"token": {d.link("coordinator")}, "new_password": {"seven quiet otters swim north"}, "again": {"seven quiet otters swim north"},
	}).whereTo(t, "/en/sign-in/code?next=%2Fen%2Fwork")
	v.get("/en/work").whereTo(t, "/en/sign-in?next=%2Fen%2Fwork")
}

func TestOneTimeLinkIsRefused(t *testing.T) {
	d := newDesk(t)
	disabled := *d.account["other"]
	disabled.Disabled = true
	if _, err := d.store.SaveAccount(t.Context(), "test", disabled); err != nil {
		t.Fatal(err)
	}
	for name, token := range map[string]string{
		"none": "", "unknown": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "disabled account": d.link("other"), "hash instead of token": credential.Kept(d.link("lead")),
	} {
		if a := d.visitor().get("/en/sign-in/link?token=" + token); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, a.Code)
		}
	}
	// The first administrator's is worth nothing once there is one.
	a := d.visitor().post("/en/sign-in/link", url.Values{
		"token": {d.link("")}, "name": {"Me"}, "email": {"me@example.org"},
		"new_password": {"seven quiet otters swim north"}, "again": {"seven quiet otters swim north"},
	})
	if a.Code != http.StatusUnprocessableEntity {
		t.Errorf("status %d", a.Code)
	}
}
