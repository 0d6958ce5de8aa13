package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/tracker/trackertest"
)

// secretMark is in every text that is nobody's to read yet, in whatever case.
const secretMark = "qzxsecret"

// preparedPlan is the identifier of the plan that is being prepared.
const preparedPlan = "ca-4"

// mark puts a text that can be found again into every text below a value.
func mark(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[tracker.Text]():
		v.Set(reflect.ValueOf(tracker.Text{EN: secretMark, FR: secretMark}))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				mark(v.Field(i))
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			mark(v.Index(i))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		mark(v.Elem())
	}
}

// prepared is a plan that is being prepared, with everything that such a plan can
// have. Nothing is reported on it: the store refuses that.
func prepared() *tracker.Record {
	r := trackertest.Record()
	r.Updates = nil
	mark(reflect.ValueOf(&r.Plan))
	mark(reflect.ValueOf(r.Events))
	mark(reflect.ValueOf(r.Recommendations))
	r.Plan.ID, r.Plan.Number, r.Plan.Draft = preparedPlan, 4, true
	r.Plan.Start, r.Plan.End = tracker.MustDate("2016-09-01"), tracker.MustDate("2018-08-31")
	r.Conclusion = tracker.Text{EN: secretMark, FR: secretMark}
	r.Organizations = append(r.Organizations, tracker.Organization{Code: secretMark, Kind: tracker.Department, Name: tracker.Text{EN: secretMark, FR: secretMark}})
	r.Plan.Commitments[0].Leads = append(r.Plan.Commitments[0].Leads, secretMark)
	return r
}

// withSecrets is a desk whose store holds, beside the public plan, everything that
// is not public: a plan being prepared, reports in every state before they are
// published, an upload, names of accounts, notices. It returns the names of the files
// that belong to them.
func withSecrets(t *testing.T) (d *desk, files []string) {
	t.Helper()
	d = newDesk(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	file := func(text string) string {
		hash, err := d.store.SaveFile(ctx, "text/plain", []byte(secretMark+text))
		must(err)
		files = append(files, tracker.FileName(hash, "text/plain"))
		return hash
	}
	for name, a := range d.account {
		a.Name = secretMark + " " + name
		saved, err := d.store.SaveAccount(ctx, dbtest.Actor, *a)
		must(err)
		d.account[name] = saved
	}
	_, err := d.store.SaveIndex(ctx, dbtest.Actor, trackertest.Index())
	must(err)
	_, err = d.store.SaveCommitments(ctx, dbtest.Actor, trackertest.CommitmentSource(), trackertest.Commitments(), false)
	must(err)
	dbtest.Save(t, d.store, prepared())
	_, err = d.store.EditPlan(ctx, dbtest.Actor, tracker.Amendment{Plan: preparedPlan, Reason: tracker.Text{EN: secretMark, FR: secretMark}},
		func(r *tracker.Record) error { r.Plan.Commitments[1].Weight = 7; return nil })
	must(err)
	// What is published, by somebody who is not named.
	_, _, _, err = d.store.AddUpdates(ctx, d.account["lead"].Actor(tracker.Contributor, "tbs-sct").String(), "ca-3", []tracker.Update{{
		Leaf: "C02.2", Period: "2018-06", Status: tracker.Substantial, Organization: "tbs-sct", Author: secretMark,
		Progress: tracker.Text{EN: "Public.", FR: "Public."}}})
	must(err)
	for _, day := range []string{"2017-06-30", "2018-06-30"} {
		_, err = d.store.Freeze(ctx, d.account["coordinator"].Actor(tracker.Coordinator, "").String(),
			edition.Request{Plan: "ca-3", Kind: edition.Interim, AsOf: tracker.MustDate(day)})
		must(err)
	}
	// A review that everybody reads, and one that its reviewer is still at.
	frozenReview(t, d.store, d.account["reviewer"].ID, func(*review.Review) {})
	editions, err := d.store.Editions(ctx, "ca-3")
	must(err)
	rec, err := d.store.Record(ctx, "ca-3")
	must(err)
	unfinished := review.New(&rec.Plan, 1, editions[0].SHA256)
	unfinished.Findings, unfinished.Reviewer = tracker.Text{EN: secretMark, FR: secretMark}, tracker.Text{EN: secretMark}
	for i := range unfinished.Assessments {
		unfinished.Assessments[i].Findings = tracker.Text{EN: secretMark, FR: secretMark}
	}
	_, err = d.store.SaveReview(ctx, dbtest.Actor, review.Kept{Review: *unfinished, State: review.Draft, Author: d.account["reviewer"].ID})
	must(err)
	_, err = d.store.SaveReview(ctx, dbtest.Actor, review.Kept{Review: *unfinished, State: review.Final, Author: d.account["reviewer"].ID, Version: 1})
	must(err)
	for leaf, state := range map[string]tracker.DraftState{"C01.1.1": tracker.DraftOpen, "C01.1.2": tracker.DraftSubmitted, "C02.1": tracker.DraftReturned} {
		u := tracker.Update{Leaf: leaf, Period: "2018-06", Status: tracker.Substantial, Organization: "tbs-sct",
			Evidence: []tracker.Evidence{{SHA256: file(leaf), Media: "text/plain", Size: 1}, {URL: "https://example.org/" + secretMark}}}
		mark(reflect.ValueOf(&u))
		draft := tracker.Draft{Plan: "ca-3", State: state, Author: d.account["lead"].ID, Update: u}
		if state == tracker.DraftReturned {
			draft.Comment, draft.ReturnedBy = secretMark, d.account["coordinator"].ID
		}
		_, err := d.store.SaveDraft(ctx, dbtest.Actor, draft)
		must(err)
	}
	_, err = d.store.SaveUpload(ctx, tracker.Upload{Account: d.account["lead"].ID, Plan: "ca-3", Name: secretMark + ".xlsx",
		Document: []byte(`{"text": "` + secretMark + `"}`), ExpiresAt: d.now.Add(tracker.UploadWaits)})
	must(err)
	return d, files
}

// TestNothingLeaksBeforeItIsPublished walks every public address: from the pages,
// by their links, to everything that they lead to, and to the same addresses for the
// plan that is being prepared. Each public route of the router's own table is met.
// Nothing that was not published is there, in whatever format.
func TestNothingLeaksBeforeItIsPublished(t *testing.T) {
	d, files := withSecrets(t)
	// Those who may see it look first: nothing of that may stay for others.
	coordinator := d.signedIn("coordinator")
	for _, address := range []string{"/en/work/plans/" + preparedPlan, "/en/work/plans/" + preparedPlan + "/items/C01", "/en/work/to-publish", "/en/work/history/ca-3/C02"} {
		if a := coordinator.get(address); a.Code != http.StatusOK || !strings.Contains(a.Body.String(), secretMark) {
			t.Fatalf("%s: %d; the coordinator sees nothing that could leak", address, a.Code)
		}
	}

	w := &walk{visitor: d.visitor(), seen: map[string]int{}, look: leaks}
	w.add(everywhere...)
	w.add("/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/.well-known/ogptracker-keys", SignOnReturn, "/en/plans/ca-3?as-of=2018-06-30", "/fr/plans/ca-3?au=2018-06-30",
		"/en/activity?plan="+preparedPlan, "/fr/activite?plan="+preparedPlan, "/en/activity?organization="+secretMark, "/en/activity.atom?plan="+preparedPlan,
		"/en/plans/ca-3/timeline?lead="+secretMark, "/en/plans/ca-3/commitments/C02/history?item=C02.2")
	for _, name := range files {
		w.add("/files/" + name)
	}
	w.run()
	for _, name := range files {
		if w.seen["/files/"+name] != http.StatusNotFound {
			t.Errorf("a file of what is not published: %d", w.seen["/files/"+name])
		}
	}

	// The same of the plan that is not there yet.
	public := slices.Sorted(maps.Keys(w.seen))
	for _, address := range public {
		if other := strings.ReplaceAll(address, "ca-3", preparedPlan); other != address && strings.Contains(strings.Split(address, "?")[0], "ca-3") {
			if got := w.visit(other); got != http.StatusNotFound {
				t.Errorf("%s: %d, as if it were there", other, got)
			}
		}
	}

	for _, r := range d.server.engine.Routes() {
		if r.Method != http.MethodGet || isPrivate(r.Path) {
			continue
		}
		pattern := regexp.MustCompile("^" + regexp.MustCompile(`[:*]\w+`).ReplaceAllString(r.Path, `[^?]+`) + `(\?|$)`)
		if !slices.ContainsFunc(public, pattern.MatchString) {
			t.Errorf("%s is public, and was not looked at", r.Path)
		}
	}
	if len(public) < 100 {
		t.Errorf("only %d addresses were looked at", len(public))
	}
}

// isPrivate reports whether a route is for those who sign in.
func isPrivate(route string) bool {
	return strings.Contains(route, "/work") || strings.Contains(route, "/travail") ||
		strings.Contains(route, "/sign-") || strings.Contains(route, "/connexion") || strings.Contains(route, "/deconnexion")
}

// everywhere are addresses that lead, by links, to every other public one.
var everywhere = []string{"/", "/en/", "/fr/", "/sitemap.xml", "/api/v1/openapi.json", "/api/v1/plans", "/api/v1/plans/ca-3",
	"/api/v1/plans/ca-3/assessment", "/api/v1/indices", "/api/v1/indices/odb", "/api/v1/ogp/commitments"}

// walk follows links.
type walk struct {
	*visitor
	seen map[string]int // the status of each address
	next []string
	// look looks at an answer, of which text is the body, unpacked.
	look func(w *walk, address string, a *answered, text []byte)
}

func (w *walk) add(addresses ...string) {
	for _, a := range addresses {
		if _, met := w.seen[a]; !met {
			w.seen[a] = 0
			w.next = append(w.next, a)
		}
	}
}

func (w *walk) run() {
	w.Helper()
	for len(w.next) > 0 {
		address := w.next[0]
		w.next = w.next[1:]
		w.seen[address] = w.visit(address)
	}
}

var mapped = regexp.MustCompile(`<loc>[^<]*//[^/]+([^<]*)</loc>`)

// visit looks at one address, and notes where it leads.
func (w *walk) visit(address string) int {
	w.Helper()
	a := w.get(address)
	text := opened(w.T, a.Body.Bytes())
	w.look(w, address, a, text)
	if a.Code >= http.StatusInternalServerError && !strings.HasSuffix(address, "z") {
		w.Errorf("%s: %d", address, a.Code)
	}
	for _, m := range mapped.FindAllSubmatch(text, -1) {
		w.add(string(m[1]))
	}
	if !strings.HasPrefix(a.Header().Get("Content-Type"), "text/html") {
		return a.Code
	}
	a.doc.Find("[href], [src]").Each(func(_ int, s *goquery.Selection) {
		for _, name := range []string{"href", "src"} {
			target, err := url.Parse(s.AttrOr(name, ""))
			// A query narrows what the address without it shows.
			if err == nil && target.Host == "" && strings.HasPrefix(target.Path, "/") && !isPrivate(target.Path) {
				w.add(target.EscapedPath())
			}
		}
	})
	return a.Code
}

// leaks looks for what was not published.
func leaks(w *walk, address string, a *answered, text []byte) {
	for name, values := range a.Header() {
		text = append(text, fmt.Sprintf("\n%s: %s", name, values)...)
	}
	asked := strings.Contains(address, secretMark) // what is asked for may be repeated
	if at := bytes.Index(bytes.ToLower(text), []byte(secretMark)); at >= 0 && !asked {
		w.Errorf("%s leaks: …%.200q", address, text[max(0, at-100):])
	}
	if bytes.Contains(text, []byte(preparedPlan)) && !strings.Contains(address, preparedPlan) {
		w.Errorf("%s names the plan that is being prepared", address)
	}
}

// opened is what a file says: of an archive, and of a workbook, which is one, what
// its files say.
func opened(t *testing.T, body []byte) []byte {
	t.Helper()
	if !bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return body
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, f.Name...), opened(t, text)...)
	}
	return all
}

// TestPreparedPlanIsForCoordinators holds, for every address of the work area that
// names a plan, that one which is being prepared is there for the coordinators of its
// jurisdiction and for nobody else.
func TestPreparedPlanIsForCoordinators(t *testing.T) {
	d, _ := withSecrets(t)
	d.elsewhere()
	for _, a := range plansAccesses() {
		target := strings.ReplaceAll(a.address(), "ca-3", preparedPlan)
		for _, name := range append(slices.Sorted(maps.Keys(d.account)), nobody) {
			if name == "coordinator" {
				continue
			}
			got := d.as(name).send(a.method, target, a.form())
			allowed := []int{http.StatusForbidden, http.StatusNotFound}
			if name == nobody {
				allowed = []int{away, unknown}
			}
			body := got.Body.String()
			if name != nobody {
				body = strings.ReplaceAll(body, d.account[name].Name, "") // one's own
			}
			if !slices.Contains(allowed, got.Code) || strings.Contains(body, secretMark) {
				t.Errorf("%s %s as %s: %d", a.method, target, name, got.Code)
			}
		}
	}
}

// TestCoordinatorsKeepToTheirJurisdictions holds the same of a plan that somebody
// else coordinates: who coordinates another jurisdiction may read what is public, and
// change nothing.
func TestCoordinatorsKeepToTheirJurisdictions(t *testing.T) {
	d := newDesk(t)
	d.elsewhere()
	_, before, err := d.store.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range plansAccesses() {
		got := d.as("elsewhere").send(a.method, a.address(), a.form())
		want := []int{http.StatusForbidden, http.StatusNotFound}
		if strings.HasPrefix(a.route, "/en/work/history/") { // of what is published, with names
			want = []int{http.StatusOK}
		}
		if !slices.Contains(want, got.Code) {
			t.Errorf("%s %s: %d", a.method, a.address(), got.Code)
		}
	}
	if _, after, err := d.store.AuditHead(t.Context()); err != nil || after != before {
		t.Errorf("something was written, %v", err)
	}
}

// TestReportsByRecord holds role by record where a contributor's right hangs on the
// item: one's own organization's, one that it supports, another's, one that was
// withdrawn, and what is not there.
func TestReportsByRecord(t *testing.T) {
	d, _ := withSecrets(t)
	d.elsewhere()
	mine := func(names ...string) map[string]int {
		want := map[string]int{everyone: refused, nobody: away}
		for _, name := range names {
			want[name] = ok
		}
		return want
	}
	for path, want := range map[string]map[string]int{
		"ca-3/C01.1.2/2018-06":                            mine("lead", "coordinator"),
		"ca-3/C02.1/2018-06":                              mine("lead", "other", "coordinator"), // led by one, supported by the other
		"ca-3/C02.1/2018-06?organization=lac-bac":         mine("other", "coordinator"),
		"ca-3/C02.1/2018-06?organization=tbs-sct":         mine("lead", "coordinator"),
		"ca-3/C03/2018-06":                                mine("lead", "coordinator"),
		"ca-3/C01.2.2/2018-06":                            mine(), // withdrawn
		"ca-3/C01.1.2/2030-06":                            {everyone: refused, nobody: away, "lead": absent, "coordinator": absent},
		"ca-3/C99/2018-06":                                {everyone: absent, nobody: away},
		preparedPlan + "/C01.1.2/2018-06":                 {everyone: absent, nobody: away},
		"ca-99/C01.1.2/2018-06":                           {everyone: absent, nobody: away},
		"ca-3/C01.1.2/2018-06?organization=" + secretMark: mine(),
	} {
		for _, name := range append(slices.Sorted(maps.Keys(d.account)), nobody) {
			status, listed := want[name]
			if !listed {
				status = want[everyone]
			}
			get := d.as(name).get("/en/work/updates/" + path)
			if get.Code != status {
				t.Errorf("%s as %s: %d, want %d", path, name, get.Code, status)
			}
			address, query, _ := strings.Cut(path, "?")
			for _, below := range []string{"", "/draft"} { // a form asks the same
				switch post := d.as(name).post("/en/work/updates/"+address+below+"?"+query, url.Values{}); {
				case status == ok && (post.Code == missing || post.Code == http.StatusConflict): // of a draft that is there, it knows nothing
				case status == away && post.Code == unknown:
				case status != ok && post.Code == status:
				default:
					t.Errorf("a form to %s%s as %s: %d, and its page %d", path, below, name, post.Code, status)
				}
			}
		}
	}
}

// plansAccesses are the addresses of the work area that are about a plan.
func plansAccesses() []access {
	return slices.DeleteFunc(slices.Concat(accesses, editorAccesses, reviewAccesses), func(a access) bool { return !strings.Contains(a.route, ":plan") })
}

// address is where an access is tried.
func (a *access) address() string {
	if a.target == "" {
		return a.route
	}
	return a.target
}

// form is what is sent: nothing, or an empty form.
func (a *access) form() url.Values {
	if a.method == http.MethodPost {
		return url.Values{}
	}
	return nil
}

// as returns a visitor by the part of the address before @, or nobody.
func (d *desk) as(name string) *visitor {
	if name == nobody {
		return d.visitor()
	}
	return d.signedIn(name)
}

// elsewhere adds a coordinator of another jurisdiction.
func (d *desk) elsewhere() {
	d.Helper()
	j := tracker.Jurisdiction{Code: "GB", Level: tracker.National, Name: tracker.Text{EN: "United Kingdom", FR: "Royaume-Uni"}}
	if err := d.store.SaveJurisdiction(context.Background(), dbtest.Actor, j, 0); err != nil {
		d.Fatal(err)
	}
	saved, err := d.store.SaveAccount(d.Context(), dbtest.Actor, tracker.Account{
		Email: "elsewhere@example.org", Name: "Who coordinates elsewhere", Roles: []tracker.Role{tracker.Coordinator}, Jurisdictions: []string{"GB"}, Lang: tracker.EN,
	})
	if err != nil {
		d.Fatal(err)
	}
	d.account["elsewhere"] = saved
}
