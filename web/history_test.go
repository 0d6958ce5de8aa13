package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
	"ogptracker/web/view"
)

// editedDesk is a desk at which a coordinator changed a title and a contact, a
// department reported, and then corrected itself.
func editedDesk(t *testing.T) *desk {
	d := newDesk(t)
	coordinator, lead := d.account["coordinator"], d.account["lead"]
	reason := tracker.Amendment{Plan: "ca-3", Reason: tracker.Text{EN: "Clearer words.", FR: "Des mots plus clairs."}}
	_, err := d.store.EditPlan(t.Context(), coordinator.Actor(tracker.Coordinator, "").String(), reason, func(r *tracker.Record) error {
		c := &r.Plan.Commitments[0]
		c.Title.EN, c.Contact.Email = "Publish all spending data", "new@example.org"
		c.Leads = []string{"tbs-sct", "lac-bac"}
		c.Problem.FR = "Les dépenses sont très difficiles à suivre."
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, progress := range []string{"Work goes on & on.", "Work goes on slowly."} {
		_, _, _, err := d.store.AddUpdates(t.Context(), lead.Actor(tracker.Contributor, "tbs-sct").String(), "ca-3", []tracker.Update{{
			Leaf: "C01.1.2", Period: "2018-06", Status: tracker.Limited, Organization: "tbs-sct", Author: "A typist",
			Progress: tracker.Text{EN: progress, FR: "Les travaux avancent."}, Challenges: tracker.Text{EN: "Few people.", FR: "Peu de gens."},
			Portal: &tracker.PortalRecord{User: "somebody@portal"},
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestHistoryPage(t *testing.T) {
	d := editedDesk(t)
	page := d.visitor().get("/en/plans/ca-3/commitments/C01/history")
	if page.Code != http.StatusOK {
		t.Fatalf("status %d", page.Code)
	}
	main := strings.Join(strings.Fields(page.doc.Find("main").Text()), " ")
	for _, says := range []string{"Published · update · June 2018", "Contributor, Treasury Board of Canada Secretariat", "Coordinator", "Reason: Clearer words.", "The program", "Changed · commitment", "Changed. It names a person", "Audit entry"} {
		if !strings.Contains(main, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	for _, never := range []string{"A department lead", "A coordinator", "A typist", "somebody@portal", "lead@example.org", "new@example.org", "account:", "Author"} {
		if strings.Contains(page.Body.String(), never) {
			t.Errorf("the page says %q", never)
		}
	}
	entries := page.doc.Find(".history > li")
	correction := entries.First()
	if got := strings.Join(strings.Fields(correction.Find("del").Text()), " "); got != "removed: & on end of change" {
		t.Errorf("the correction removes %q", got)
	}
	if got := strings.Join(strings.Fields(correction.Find("ins").Text()), " "); got != "added: slowly end of change" {
		t.Errorf("the correction adds %q", got)
	}
	if correction.Find("dt").Length() != 1 {
		t.Errorf("the correction shows what stayed: %s", correction.Text())
	}
	title := entries.FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Find("h2").Text(), "Changed · commitment")
	})
	if got := title.Find("[lang=fr]").Text(); !strings.Contains(got, "très") {
		t.Errorf("the French text is not marked as French: %q", got)
	}
	if got := title.Find("ins").Text(); !strings.Contains(got, "all") || !strings.Contains(got, "Library and Archives Canada") {
		t.Errorf("added are %q", got)
	}
	if href, _ := entries.First().Find(".dots a").First().Attr("href"); href != "/en/plans/ca-3?as-of=2018-07-03" {
		t.Errorf("the plan on that day is at %s", href)
	}
	if hash := entries.First().Find("code").Text(); len(hash) != 64 {
		t.Errorf("the hash is %q", hash)
	}
}

func TestHistoryOfAnItem(t *testing.T) {
	d := editedDesk(t)
	page := d.visitor().get("/fr/plans/ca-3/engagements/C01/historique?element=C01.1.2")
	if page.Code != http.StatusOK || page.doc.Find(".history > li").Length() < 3 {
		t.Fatalf("status %d, %d entries", page.Code, page.doc.Find(".history > li").Length())
	}
	page.doc.Find(".history > li .code").Each(func(_ int, s *goquery.Selection) {
		if s.Text() != "C01.1.2" {
			t.Errorf("%s is in the history of C01.1.2", s.Text())
		}
	})
	if got := page.doc.Find("html").AttrOr("lang", ""); got != "fr" {
		t.Errorf("the page is in %q", got)
	}
	if href, _ := page.doc.Find(".site-tools a[hreflang]").Attr("href"); href != "/en/plans/ca-3/commitments/C01/history?item=C01.1.2" {
		t.Errorf("the toggle leads to %s", href)
	}
	for target, status := range map[string]int{
		"/en/plans/ca-3/commitments/C01/history?item=C02.1":  http.StatusNotFound,
		"/en/plans/ca-3/commitments/C01/history?before=x":    http.StatusBadRequest,
		"/en/plans/ca-3/commitments/C01/history?before=1":    http.StatusOK,
		"/en/plans/ca-3/commitments/C01.1/history":           http.StatusNotFound,
		"/en/plans/zz-3/commitments/C01/history":             http.StatusNotFound,
		"/fr/plans/ca-3/engagements/C99/historique":          http.StatusNotFound,
		"/en/plans/ca-3/commitments/C01/history?before=9999": http.StatusOK,
	} {
		if got := d.visitor().get(target).Code; got != status {
			t.Errorf("%s: %d, want %d", target, got, status)
		}
	}
}

// Those signed in see who wrote by name; the public page stays as it is for them.
func TestHistoryInsideHasNames(t *testing.T) {
	d := editedDesk(t)
	inside := d.signedIn("other").get("/en/work/history/ca-3/C01")
	for _, says := range []string{"A department lead", "A coordinator"} {
		if !strings.Contains(inside.text("main"), says) {
			t.Errorf("inside, the page does not say %q", says)
		}
	}
	if inside.doc.Find(".history a[href^='/en/work/audit/']").Length() > 0 {
		t.Error("a contributor is led to the audit trail")
	}
	if d.signedIn("coordinator").get("/en/work/history/ca-3/C01").doc.Find(".history a[href^='/en/work/audit/']").Length() == 0 {
		t.Error("a coordinator is not led to the audit trail")
	}
	public := d.signedIn("coordinator").get("/en/plans/ca-3/commitments/C01/history")
	if strings.Contains(public.text("main"), "A department lead") {
		t.Error("the public page has a name for those signed in")
	}
}

func TestAuditTrail(t *testing.T) {
	d := editedDesk(t)
	v := d.signedIn("coordinator")
	for i := range auditPageSize {
		u := tracker.Update{Leaf: "C01.1.2", Period: "2018-06", Status: tracker.Limited, Organization: "lac-bac", Progress: text(jsonOf(i))}
		if _, _, _, err := d.store.AddUpdates(t.Context(), d.account["lead"].Actor(tracker.Contributor, "lac-bac").String(), "ca-3", []tracker.Update{u}); err != nil {
			t.Fatal(err)
		}
	}
	all := v.get("/en/work/audit")
	if n := all.doc.Find(".trail tbody tr").Length(); n != auditPageSize {
		t.Errorf("%d entries on a page", n)
	}
	if !strings.Contains(all.text("main"), "A department lead") {
		t.Error("the trail has no names")
	}
	older, ok := all.doc.Find(".pager a[rel=next]").Attr("href")
	if !ok || v.get(older).doc.Find(".trail tbody tr").Length() == 0 {
		t.Errorf("older entries are at %q", older)
	}
	id := d.account["lead"].ID
	for query, want := range map[string]string{
		"who=" + view.WhoCommands + "&kind=account": "account/",
		"kind=update&plan=ca-3":                     "update/",
		"who=" + url.QueryEscape(jsonOf(id)):        "update/",
		"kind=revision&to=2018-07-03":               "revision/",
	} {
		page := v.get("/en/work/audit?" + query)
		rows := page.doc.Find(".trail tbody tr")
		if rows.Length() == 0 {
			t.Errorf("%s: nothing", query)
		}
		rows.Each(func(_ int, s *goquery.Selection) {
			if got := s.Find("td .sub").Last().Text(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s", query, got)
			}
		})
	}
	for query, status := range map[string]int{"who=x": 400, "kind=none": 400, "from=soon": 400, "to=2018-02-30": 400, "before=-1": 400, "from=2030-01-01": 200, "plan=none": 200} {
		if got := v.get("/en/work/audit?" + query).Code; got != status {
			t.Errorf("%s: %d, want %d", query, got, status)
		}
	}
	if got := v.get("/en/work/audit?from=2030-01-01").text("main"); !strings.Contains(got, "Nothing matches") {
		t.Error("a search that finds nothing does not say so")
	}
}

func jsonOf(v any) string { b, _ := json.Marshal(v); return string(b) }

func TestAuditEntryPage(t *testing.T) {
	d := editedDesk(t)
	v := d.signedIn("admin")
	h, err := d.store.History(t.Context(), tracker.HistoryQuery{Plan: "ca-3", Item: "C01", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	e := h.Entries[0]
	page := v.get(view.Links{Lang: tracker.FR}.AuditEntry(e.Seq))
	for _, says := range []string{"Publish all spending data", "new@example.org", e.Hash, e.Prev, "account:2 coordinator", "C’est bien l’empreinte"} {
		if !strings.Contains(page.text("main"), says) {
			t.Errorf("the entry does not say %q", says)
		}
	}
	if page.doc.Find("pre.json").Length() != 2 {
		t.Error("the entry does not show both sides as they were written")
	}
	for target, status := range map[string]int{"/en/work/audit/0": 404, "/en/work/audit/99999": 404, "/en/work/audit/x": 404, "/en/work/audit/1": 200} {
		if got := v.get(target).Code; got != status {
			t.Errorf("%s: %d, want %d", target, got, status)
		}
	}
}

func TestAuditExport(t *testing.T) {
	d := editedDesk(t)
	w := d.signedIn("coordinator").get("/en/work/audit.jsonl")
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="audit.jsonl"` {
		t.Errorf("the file is sent as %q", got)
	}
	lines := bytes.Split(bytes.TrimSpace(w.Body.Bytes()), []byte("\n"))
	seq, _, err := d.store.AuditHead(t.Context())
	if err != nil || int64(len(lines)) != seq {
		t.Errorf("%d lines of %d entries, %v", len(lines), seq, err)
	}
	// Whoever has the file can replay the chain.
	err = tracker.VerifyChain(func(yield func(*tracker.AuditEntry, error) bool) {
		for _, line := range lines {
			var e tracker.AuditEntry
			if err := json.Unmarshal(line, &e); !yield(&e, err) {
				return
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAuditVerify(t *testing.T) {
	d := editedDesk(t)
	v := d.signedIn("coordinator")
	if got := v.post("/en/work/audit/verify", url.Values{}); got.Code != http.StatusSeeOther {
		t.Fatalf("status %d", got.Code)
	}
	if got := v.get("/en/work/audit").text("[role=status]"); !strings.Contains(got, "The chain is whole") {
		t.Errorf("the page says %q", got)
	}
}

// A long replay goes on after the answer, and a second one is not begun beside it.
func TestVerifierInTheBackground(t *testing.T) {
	var v verifier
	var begun atomic.Int32
	finish := make(chan struct{})
	replay := func(context.Context) (int64, int64, error) {
		begun.Add(1)
		<-finish
		return 7, 3, nil
	}
	now := func() time.Time { return time.Date(2018, 7, 3, 0, 0, 0, 0, time.UTC) }
	answered := make(chan struct{}, 2)
	for range 2 {
		go func() { v.run(replay, now); answered <- struct{}{} }()
	}
	<-answered
	<-answered
	if got := v.state().State; got != view.VerifyRunning || begun.Load() != 1 {
		t.Errorf("%q, and %d replays", got, begun.Load())
	}
	v.mu.Lock()
	running := v.running
	v.mu.Unlock()
	close(finish)
	<-running
	if got := v.state(); got.State != view.VerifyBroken || got.Broken != 3 || got.Entries != 7 {
		t.Errorf("%+v", got)
	}
}

func TestHistoriesAreInTheSitemap(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	body := answerTo(t, s, http.MethodGet, "/sitemap.xml").Body.String()
	for _, address := range []string{"/en/plans/ca-3/commitments/C01/history", "/fr/plans/ca-3/engagements/C01/historique"} {
		if !strings.Contains(body, "<loc>https://tracker.example.org"+address+"</loc>") {
			t.Errorf("%s is missing", address)
		}
	}
	if strings.Contains(body, "item=") || strings.Contains(body, "element=") {
		t.Error("items have pages of their own in the sitemap")
	}
}
