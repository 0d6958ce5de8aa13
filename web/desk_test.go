package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/tracker/trackertest"
)

// desk is a server over a real store with one account for each role, as the tests
// of the work area need it.
type desk struct {
	*testing.T
	server  *Server
	store   *db.Store
	now     time.Time
	account map[string]*tracker.Account // by the part of the address before @
}

// deskPassword is every account's. Hashing it takes a while, so it is done once.
const deskPassword = "nine wet maps turn slowly"

var deskHash = credential.HashPassword(deskPassword)

// newDesk records the small plan of the tests and the accounts admin, coordinator,
// lead (of tbs-sct), other (of lac-bac) and reviewer.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, store: dbtest.Open(t), now: dbtest.Clock, account: map[string]*tracker.Account{}}
	dbtest.Save(t, d.store, trackertest.Record())
	for _, a := range []tracker.Account{
		{Email: "admin@example.org", Name: "An administrator", Roles: []tracker.Role{tracker.Administrator}},
		{Email: "coordinator@example.org", Name: "A coordinator", Roles: []tracker.Role{tracker.Coordinator}},
		{Email: "lead@example.org", Name: "A department lead", Roles: []tracker.Role{tracker.Contributor}, Organizations: []string{"tbs-sct"}},
		{Email: "other@example.org", Name: "Another lead", Roles: []tracker.Role{tracker.Contributor}, Organizations: []string{"lac-bac"}},
		{Email: "reviewer@example.org", Name: "A reviewer", Roles: []tracker.Role{tracker.Reviewer}},
	} {
		a.Lang = tracker.EN
		saved, err := d.store.SaveAccount(t.Context(), dbtest.Actor, a)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.store.SetPassword(t.Context(), dbtest.Actor, saved.ID, deskHash); err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(a.Email, "@")
		d.account[name] = saved
	}
	var err error
	d.server, err = New(Config{
		Store: d.store, Work: d.store, Sessions: d.store.Sessions(),
		Renderer: svg.NewRenderer(1),
		Site:     Site{Base: "https://tracker.example.org", Home: "CA", Licence: text("Licence"), Program: "test"},
		Now:      func() time.Time { return d.now },
		Log:      slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// visitor is somebody with a browser: it keeps cookies.
type visitor struct {
	*desk
	cookies map[string]string
	agent   string // what the browser says it is
}

// visitor returns somebody who is not signed in.
func (d *desk) visitor() *visitor { return &visitor{d, map[string]string{}, ""} }

// signedIn returns somebody who is, by the part of the address before @.
func (d *desk) signedIn(name string) *visitor {
	d.Helper()
	v := d.visitor()
	ctx, err := d.server.sessions.Load(context.Background(), "")
	if err != nil {
		d.Fatal(err)
	}
	d.server.sessions.Put(ctx, sessionAccount, d.account[name].ID)
	d.server.sessions.Put(ctx, sessionSeen, d.now.UTC().Format(time.RFC3339))
	token, _, err := d.server.sessions.Commit(ctx)
	if err != nil {
		d.Fatal(err)
	}
	v.cookies[d.server.sessions.Cookie.Name] = token
	return v
}

// answer is what a visitor got.
type answered struct {
	*httptest.ResponseRecorder
	doc *goquery.Document
}

// get asks for an address.
func (v *visitor) get(target string) *answered { return v.send(http.MethodGet, target, nil) }

// post sends a form.
func (v *visitor) post(target string, form url.Values) *answered {
	return v.send(http.MethodPost, target, form)
}

func (v *visitor) send(method, target string, form url.Values) *answered {
	v.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, target, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return v.do(r)
}

func (v *visitor) do(r *http.Request) *answered {
	v.Helper()
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	r.Header.Set("User-Agent", v.agent)
	w := httptest.NewRecorder()
	v.server.Handler().ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 || c.Value == "" {
			delete(v.cookies, c.Name)
		} else {
			v.cookies[c.Name] = c.Value
		}
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(w.Body.String()))
	if err != nil {
		v.Fatal(err)
	}
	return &answered{w, doc}
}

// fields returns what the first form of a page would send, as a browser fills it
// in by itself.
func (a *answered) fields(selector string) url.Values {
	form := url.Values{}
	a.doc.Find(selector).First().Find("input, textarea, select").Each(func(_ int, in *goquery.Selection) {
		name, _ := in.Attr("name")
		value, _ := in.Attr("value")
		kind, _ := in.Attr("type")
		_, checked := in.Attr("checked")
		switch {
		case name == "", (kind == "checkbox" || kind == "radio") && !checked, kind == "submit", kind == "file":
			return
		case goquery.NodeName(in) == "textarea":
			value = strings.TrimPrefix(in.Text(), "\n")
		case goquery.NodeName(in) == "select":
			value, _ = in.Find("option[selected]").First().Attr("value")
		}
		form.Add(name, value)
	})
	return form
}

// text returns what a part of a page says, in one line.
func (a *answered) text(selector string) string {
	return strings.Join(strings.Fields(a.doc.Find(selector).First().Text()), " ")
}
