package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/credential"
)

const freshPassword = "seven quiet otters swim north"

// entered signs somebody in by the form, as a browser does.
func (d *desk) entered(name, userAgent string) *visitor {
	d.Helper()
	v := d.visitor()
	v.agent = userAgent
	if a := v.post("/en/sign-in", signInForm(name, deskPassword)); a.Code != http.StatusSeeOther {
		d.Fatalf("status %d", a.Code)
	}
	return v
}

func TestOwnDetails(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	a := v.get("/fr/travail/compte")
	if got := a.text(".facts"); !strings.Contains(got, "lead@example.org") || !strings.Contains(got, "Contributeur") || !strings.Contains(got, "Secrétariat") {
		t.Errorf("the page says %s", got)
	}
	const details = "main form[action$=renseignements]"
	form, stale := a.fields(details), a.fields(details)
	form.Set("name", "")
	a = v.post("/fr/travail/compte/renseignements", form)
	if a.Code != http.StatusUnprocessableEntity || a.text(".err") == "" {
		t.Errorf("status %d", a.Code)
	}
	form.Set("name", "Nouveau <nom>")
	form.Set("lang", "fr")
	v.post("/fr/travail/compte/renseignements", form).whereTo(t, "/fr/travail/compte")
	a = v.get("/fr/travail/compte")
	if got := a.fields(details); got.Get("name") != "Nouveau <nom>" || got.Get("lang") != "fr" || a.text(".done") == "" {
		t.Errorf("kept %v, said %q", got, a.text(".done"))
	}
	if a = v.get("/fr/travail/compte"); a.text(".done") != "" {
		t.Error("what was done is said twice")
	}
	stale.Set("name", "Other")
	a = v.post("/fr/travail/compte/renseignements", stale)
	if got := a.fields(details); a.Code != http.StatusConflict || got.Get("name") != "Other" {
		t.Errorf("a stale save: %d, %v", a.Code, got)
	}
	saved, err := d.store.Account(t.Context(), d.account["lead"].ID)
	if err != nil || len(saved.Roles) != 1 || saved.Email != "lead@example.org" {
		t.Errorf("%+v, %v", saved, err)
	}
	// Nothing but name and language is one's own to change.
	form = v.get("/fr/travail/compte").fields(details)
	form.Set("roles", "administrator")
	form.Set("email", "x@example.org")
	v.post("/fr/travail/compte/renseignements", form)
	if now, _ := d.store.Account(t.Context(), d.account["lead"].ID); now.Has(tracker.Administrator) || now.Email != saved.Email {
		t.Errorf("%+v", now)
	}
}

func TestChangePassword(t *testing.T) {
	d := newDesk(t)
	v, other := d.entered("lead", ""), d.entered("lead", "")
	for name, c := range map[string]struct {
		old, fresh, again, says string
	}{
		"wrong old one": {"wrong", freshPassword, freshPassword, "present"},
		"too short":     {deskPassword, "short", "short", "short"},
		"own name":      {deskPassword, "departmentlead", "departmentlead", "guessed"},
		"not the same":  {deskPassword, freshPassword, freshPassword + ".", "same"},
	} {
		a := v.post("/en/work/account/password", url.Values{"old_password": {c.old}, "new_password": {c.fresh}, "again": {c.again}})
		if a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.text(".err"), c.says) {
			t.Errorf("%s: %d, %s", name, a.Code, a.text(".err"))
		}
		if strings.Contains(a.Body.String(), c.fresh) && c.fresh != "short" && c.fresh != "departmentlead" {
			t.Errorf("%s: the page shows the password", name)
		}
	}
	v.post("/en/work/account/password", url.Values{"old_password": {deskPassword}, "new_password": {freshPassword}, "again": {freshPassword}}).whereTo(t, "/en/work/account")
	if a := v.get("/en/work/account"); a.Code != http.StatusOK || a.text(".done") == "" {
		t.Errorf("status %d", a.Code)
	}
	if a := other.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Error("the other session goes on")
	}
	d.visitor().post("/en/sign-in", signInForm("lead", freshPassword)).whereTo(t, "/en/work")
}

// Whoever finds a screen left open cannot guess the password there for ever.
func TestAskingAgainIsSlowedDown(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	var a *answered
	for range accountFromNetwork.burst + 1 {
		a = v.post("/en/work/account/password", url.Values{"old_password": {"wrong"}})
	}
	if a.Code != http.StatusTooManyRequests || a.Header().Get("Retry-After") == "" {
		t.Errorf("status %d, headers %v, %s", a.Code, a.Header(), a.text("main"))
	}
}

func TestOwnSecondFactor(t *testing.T) {
	d := newDesk(t)
	const address = "/en/work/account/second-factor"
	v, other := d.signedIn("lead"), d.signedIn("lead")
	do := func(what, password string) *answered {
		return v.post(address, url.Values{"do": {what}, "password": {password}})
	}
	if a := do("set", "wrong"); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("wrong password: %d", a.Code)
	}
	v.get(address).whereTo(t, "/en/work/account") // not without the password
	v.post(address, url.Values{"code": {"123456"}}).whereTo(t, "/en/work/account")

	do("set", deskPassword).whereTo(t, address)
	a := v.get(address)
	secret := strings.ReplaceAll(a.text(".secret"), " ", "")
	if a = v.post(address, url.Values{"code": {"000000"}}); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", a.Code)
	}
	form := a.fields("main form")
	form.Set("code", d.codeOf(secret))
	a = v.post(address, form)
	old := a.text(".codes code")
	if a.Code != http.StatusOK || a.doc.Find(".codes code").Length() != 10 {
		t.Fatalf("status %d", a.Code)
	}
	if a := other.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Error("a session from before the second factor goes on")
	}
	if c, _ := d.store.Credentials(t.Context(), d.account["lead"].ID); c.TOTPSecret != secret {
		t.Error("another secret was kept")
	}

	if a = do("codes", deskPassword); a.doc.Find(".codes code").Length() != 10 || a.text(".codes code") == old {
		t.Errorf("new codes: %d", a.Code)
	}
	if err := d.store.UseRecoveryCode(t.Context(), "test", d.account["lead"].ID, credential.KeptRecoveryCode(old)); err == nil {
		t.Error("an old recovery code is still good")
	}
	if a = do("nonsense", deskPassword); a.Code != http.StatusBadRequest {
		t.Errorf("nonsense: %d", a.Code)
	}
	do("remove", deskPassword).whereTo(t, "/en/work/account")
	if c, _ := d.store.Credentials(t.Context(), d.account["lead"].ID); c.HasSecondFactor() {
		t.Error("it is still there")
	}
}

// Whoever needs a second factor may replace it, and the old one stays in use until
// the new one is confirmed.
func TestNeededSecondFactorStays(t *testing.T) {
	d := newDesk(t)
	const address = "/en/work/account/second-factor"
	secret := d.enrolled("coordinator")
	v := d.signedIn("coordinator")
	if v.get("/en/work/account").doc.Find("button[value=remove]").Length() != 0 {
		t.Error("removing it is offered")
	}
	if a := v.post(address, url.Values{"do": {"remove"}, "password": {deskPassword}}); a.Code != http.StatusForbidden {
		t.Errorf("status %d", a.Code)
	}
	v.post(address, url.Values{"do": {"set"}, "password": {deskPassword}}).whereTo(t, address)
	offered := strings.ReplaceAll(v.get(address).text(".secret"), " ", "")
	if c, _ := d.store.Credentials(t.Context(), d.account["coordinator"].ID); c.TOTPSecret != secret || offered == secret {
		t.Error("the old one went before the new one was confirmed")
	}
	d.now = d.now.Add(provedTime + time.Second)
	v.post(address, url.Values{"code": {d.codeOf(offered)}}).whereTo(t, "/en/work/account") // too late
}

func TestOwnSessions(t *testing.T) {
	d := newDesk(t)
	const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
	v := d.entered("lead", firefox)
	d.now = d.now.Add(30 * time.Minute)
	phone := d.entered("lead", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1")
	third := d.entered("lead", "<script>")
	d.entered("other", "curl/8.0")
	a := v.get("/en/work/account")
	rows := a.doc.Find("#sessions tbody tr")
	said := a.text("#sessions tbody")
	if rows.Length() != 3 || !strings.Contains(said, "Firefox on Windows this one 30 minutes ago now") || !strings.Contains(said, "Safari on iPhone") || !strings.Contains(said, "Unknown device") {
		t.Fatalf("%d rows: %s", rows.Length(), said)
	}
	if strings.Contains(a.Body.String(), v.cookies["__Host-session"]) {
		t.Error("the page tells a session's token")
	}
	// Somebody else's session cannot be ended.
	token, _ := rows.Filter(":contains(iPhone)").Find("input[name=session]").Attr("value")
	d.signedIn("other").post("/en/work/account/sessions", url.Values{"session": {token}})
	if a := phone.get("/en/work"); a.Code != http.StatusOK {
		t.Errorf("somebody else ended it: %d", a.Code)
	}
	v.post("/en/work/account/sessions", url.Values{"session": {token}}).whereTo(t, "/en/work/account")
	if a := phone.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("the ended session: %d", a.Code)
	}
	v.post("/en/work/account/sessions", url.Values{"others": {"1"}}).whereTo(t, "/en/work/account")
	if a := third.get("/en/work"); a.Code != http.StatusSeeOther {
		t.Errorf("another session: %d", a.Code)
	}
	if a := v.get("/en/work/account"); a.doc.Find("#sessions tbody tr").Length() != 1 || a.text(".done") == "" {
		t.Errorf("status %d", a.Code)
	}
}
