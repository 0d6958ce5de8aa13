package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// access says what each visitor gets at an address of the English work area: a
// status by name, "*" for all the others. A form is sent empty, so that whoever may
// send it is told what is missing (422) or sent on (303), and whoever may not is
// refused before anything is read (403).
//
// The French addresses are laid out from the same list.
type access struct {
	method, route string
	target        string // the route with its parameters filled in; the route where blank
	want          map[string]int
}

const (
	ok       = http.StatusOK
	away     = http.StatusSeeOther
	unknown  = http.StatusUnauthorized
	refused  = http.StatusForbidden
	missing  = http.StatusUnprocessableEntity
	nobody   = "nobody"
	everyone = "*"
)

var accesses = []access{
	{http.MethodGet, "/en/sign-in", "", map[string]int{nobody: ok, everyone: away}},
	{http.MethodPost, "/en/sign-in", "", map[string]int{everyone: missing}},
	{http.MethodGet, "/en/sign-in/code", "", map[string]int{everyone: away}}, // nobody has given a password yet
	{http.MethodPost, "/en/sign-in/code", "", map[string]int{everyone: unknown}},
	{http.MethodGet, "/en/sign-in/second-factor", "", map[string]int{everyone: away}},
	{http.MethodPost, "/en/sign-in/second-factor", "", map[string]int{everyone: unknown}},
	{http.MethodGet, "/en/sign-in/link", "", map[string]int{everyone: http.StatusNotFound}}, // a link is for whoever has it
	{http.MethodPost, "/en/sign-in/link", "", map[string]int{everyone: http.StatusNotFound}},
	{http.MethodPost, "/en/sign-in/organization", "", map[string]int{everyone: http.StatusNotFound}}, // no provider is configured
	{http.MethodPost, "/en/sign-out", "", map[string]int{everyone: away}},
	{http.MethodGet, "/en/work", "", map[string]int{nobody: away, everyone: ok}},
	{http.MethodGet, "/en/work/updates/:plan", "/en/work/updates/ca-3", map[string]int{nobody: away, "lead": ok, "other": ok, "coordinator": ok, everyone: refused}},
	{http.MethodGet, "/en/work/updates/:plan/:leaf/:period", "/en/work/updates/ca-3/C01.1.2/2018-06", map[string]int{nobody: away, "lead": ok, "coordinator": ok, everyone: refused}},
	{http.MethodPost, "/en/work/updates/:plan/:leaf/:period", "/en/work/updates/ca-3/C01.1.2/2018-06", map[string]int{nobody: unknown, "lead": missing, "coordinator": missing, everyone: refused}},
	{http.MethodPost, "/en/work/updates/:plan/:leaf/:period/draft", "/en/work/updates/ca-3/C01.1.2/2018-06/draft", map[string]int{nobody: unknown, "lead": missing, "coordinator": missing, everyone: refused}},
	{http.MethodGet, "/en/work/to-publish", "", map[string]int{nobody: away, "coordinator": ok, everyone: refused}},
	{http.MethodPost, "/en/work/to-publish/:plan", "/en/work/to-publish/ca-3", map[string]int{nobody: unknown, "coordinator": missing, everyone: refused}},
	{http.MethodGet, "/en/work/to-publish/:plan/:draft", "/en/work/to-publish/ca-3/1", map[string]int{nobody: away, "coordinator": http.StatusNotFound, everyone: refused}},
	{http.MethodPost, "/en/work/to-publish/:plan/:draft", "/en/work/to-publish/ca-3/1", map[string]int{nobody: unknown, "coordinator": http.StatusNotFound, everyone: refused}},
	{http.MethodGet, "/en/work/account", "", map[string]int{nobody: away, everyone: ok}},
	{http.MethodPost, "/en/work/account/details", "", map[string]int{nobody: unknown, everyone: missing}},
	{http.MethodPost, "/en/work/account/password", "", map[string]int{nobody: unknown, everyone: missing}},
	{http.MethodGet, "/en/work/account/second-factor", "", map[string]int{everyone: away}}, // the password is asked again
	{http.MethodPost, "/en/work/account/second-factor", "", map[string]int{nobody: unknown, everyone: missing}},
	{http.MethodPost, "/en/work/account/sessions", "", map[string]int{nobody: unknown, everyone: away}},
	{http.MethodGet, "/en/work/accounts", "", map[string]int{nobody: away, "admin": ok, everyone: refused}},
	{http.MethodGet, "/en/work/accounts/new", "", map[string]int{nobody: away, "admin": ok, everyone: refused}},
	{http.MethodPost, "/en/work/accounts/new", "", map[string]int{nobody: unknown, "admin": missing, everyone: refused}},
	{http.MethodGet, "/en/work/accounts/:account", "/en/work/accounts/1", map[string]int{nobody: away, "admin": ok, everyone: refused}},
	{http.MethodPost, "/en/work/accounts/:account", "/en/work/accounts/1", map[string]int{nobody: unknown, "admin": missing, everyone: refused}},
	{http.MethodPost, "/en/work/accounts/:account/reset", "/en/work/accounts/1/reset", map[string]int{nobody: unknown, "admin": ok, everyone: refused}},
	{http.MethodPost, "/en/work/accounts/:account/second-factor", "/en/work/accounts/5/second-factor", map[string]int{nobody: unknown, "admin": away, everyone: refused}},
	{http.MethodGet, "/en/work/notices", "", map[string]int{nobody: away, everyone: ok}},
	{http.MethodPost, "/en/work/notices/read", "", map[string]int{nobody: unknown, everyone: away}},
	{http.MethodGet, "/en/work/notices/settings", "", map[string]int{nobody: away, everyone: ok}},
	{http.MethodPost, "/en/work/notices/settings", "", map[string]int{nobody: unknown, everyone: away}},
	{http.MethodGet, "/en/work/files/:name", "/en/work/files/" + strings.Repeat("0", 64), map[string]int{nobody: away, everyone: http.StatusNotFound}},
	{http.MethodGet, "/en/work/history/:plan/:code", "/en/work/history/ca-3/C01", map[string]int{nobody: away, "reviewer": refused, everyone: ok}},
	{http.MethodGet, "/en/work/audit", "", trailReaders},
	{http.MethodGet, "/en/work/audit/:seq", "/en/work/audit/1", trailReaders},
	{http.MethodGet, "/en/work/audit.jsonl", "", trailReaders},
	{http.MethodPost, "/en/work/audit/verify", "", map[string]int{nobody: unknown, "admin": away, "coordinator": away, everyone: refused}},
	{http.MethodGet, "/en/work/spreadsheet", "", map[string]int{nobody: away, "admin": refused, "reviewer": refused, everyone: ok}},
	{http.MethodGet, "/en/work/spreadsheet/:plan", "/en/work/spreadsheet/ca-3", map[string]int{nobody: away, "admin": refused, "reviewer": refused, everyone: ok}},
	{http.MethodPost, "/en/work/spreadsheet/:plan", "/en/work/spreadsheet/ca-3", map[string]int{nobody: unknown, "admin": refused, "reviewer": refused, everyone: missing}},
	{http.MethodGet, "/en/work/spreadsheet/:plan/workbook.xlsx", "/en/work/spreadsheet/ca-3/workbook.xlsx", map[string]int{nobody: away, "admin": refused, "reviewer": refused, everyone: ok}},
	{http.MethodGet, "/en/work/spreadsheet/:plan/:upload", "/en/work/spreadsheet/ca-3/1", map[string]int{nobody: away, "admin": refused, "reviewer": refused, everyone: http.StatusNotFound}},
	{http.MethodPost, "/en/work/spreadsheet/:plan/:upload", "/en/work/spreadsheet/ca-3/1", map[string]int{nobody: unknown, "admin": refused, "reviewer": refused, everyone: http.StatusNotFound}},
}

// trailReaders may read the audit trail.
var trailReaders = map[string]int{nobody: away, "admin": ok, "coordinator": ok, everyone: refused}

// TestAccess holds who may do what, for every address of the work area that the
// router knows: one that is not listed above fails.
func TestAccess(t *testing.T) {
	d := newDesk(t)
	d.begunReview()
	listed := map[string]bool{}
	for _, a := range slices.Concat(accesses, editorAccesses, reviewAccesses) {
		listed[a.method+" "+a.route] = true
		target := a.address()
		for _, name := range append(slices.Sorted(maps.Keys(d.account)), nobody) {
			want, ok := a.want[name]
			if !ok {
				want = a.want[everyone]
			}
			if got := d.as(name).send(a.method, target, a.form()).Code; got != want {
				t.Errorf("%s %s as %s: %d, want %d", a.method, target, name, got, want)
			}
		}
	}
	known := map[string]bool{}
	for _, r := range d.server.engine.Routes() {
		known[r.Method+" "+r.Path] = true
		private := strings.HasPrefix(r.Path, "/en/work") || strings.HasPrefix(r.Path, "/en/sign-")
		if (private || r.Method != http.MethodGet && r.Method != http.MethodHead) && strings.HasPrefix(r.Path, "/en/") && !listed[r.Method+" "+r.Path] {
			t.Errorf("%s %s is not listed: say who may do it", r.Method, r.Path)
		}
	}
	for route := range listed {
		if !known[route] {
			t.Errorf("%s is listed, but the router does not know it", route)
		}
	}
}
