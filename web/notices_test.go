package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// handIn hands in a report of the lead, of which the coordinator is told.
func (d *desk) handIn(leaf string) *tracker.Draft {
	d.Helper()
	saved, err := d.store.SaveDraft(d.Context(), "test", tracker.Draft{Plan: "ca-3", State: tracker.DraftSubmitted, Author: d.account["lead"].ID, Update: tracker.Update{
		Leaf: leaf, Period: "2018-06", Status: tracker.Substantial, Organization: "tbs-sct",
		Progress: tracker.Text{EN: "Half-done.", FR: "À moitié fait."}}})
	if err != nil {
		d.Fatal(err)
	}
	return saved
}

// readAll reads all that an account was told so far.
func (v *visitor) readAll() {
	v.Helper()
	if got := v.post("/en/work/notices/read", url.Values{"last": {"1000"}}); got.Code != http.StatusSeeOther {
		v.Fatalf("%d", got.Code)
	}
}

func TestNoticesPage(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	v.readAll()
	if got := v.get("/en/work").text(".site-tools a"); got != "Notices" {
		t.Errorf("the head says %q where nothing is new", got)
	}
	d.handIn("C01.1.2")
	d.handIn("C01.2.1")
	for path, want := range map[string]string{"/en/work": "2 new notices", "/en/work/notices/settings": "2 new notices", "/fr/travail/a-publier": "2 nouveaux avis"} {
		if got := v.get(path).text(".site-tools a"); got != want {
			t.Errorf("the head of %s says %q, want %q", path, got, want)
		}
	}
	page := v.get("/en/work/notices")
	if got, want := page.text(".notices li.new"), "3 July 2018 · A department lead New Update handed in C01.2.1 Users are asked what they need Third plan, 2016–18 · June 2018 Mark as read: Update handed in, Users are asked what they need"; strings.ReplaceAll(got, "\u00a0", " ") != want {
		t.Errorf("the newest says\n%q, want\n%q", got, want)
	}
	if href, _ := page.doc.Find(".notices li.new a").Attr("href"); href != "/en/work/to-publish" {
		t.Errorf("it leads to %s", href)
	}
	if got := v.get("/fr/travail/avis").text(".notices .what"); got != "Nouveau Mise à jour remise" {
		t.Errorf("in French: %q", got)
	}
	// One, then the others.
	if got := v.post("/en/work/notices/read", page.fields(".notices form")); got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/en/work/notices" {
		t.Errorf("%d to %s", got.Code, got.Header().Get("Location"))
	}
	page = v.get("/en/work/notices")
	if got := page.doc.Find(".notices li.new").Length(); got != 1 {
		t.Errorf("%d are new", got)
	}
	all := page.fields(".notices-tools form")
	d.handIn("C03") // what comes meanwhile stays new
	v.post("/en/work/notices/read", all)
	if got := v.get("/en/work/notices").text(".notices li.new .code"); got != "C03" {
		t.Errorf("%q is new", got)
	}
	if got := d.signedIn("reviewer").get("/en/work/notices"); got.doc.Find(".notices li").Length() != 1 || got.text(".notices .what") != "New Your account was created" {
		t.Errorf("the reviewer sees %q", got.text(".notices"))
	}
}

func TestNobodyReadsAnothersNotices(t *testing.T) {
	d := newDesk(t)
	d.handIn("C01.1.2")
	d.signedIn("other").readAll()
	if got := d.signedIn("coordinator").get("/en/work").text(".site-tools a"); got != "2 new notices" {
		t.Errorf("%q", got)
	}
}

func TestNoticesComeInPages(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	for i := range 60 {
		draft := d.handIn("C01.1.2")
		v.readAll()
		if err := d.store.DiscardDraft(t.Context(), tracker.Actor{Account: draft.Author}.String(), draft.ID, draft.Version); err != nil {
			t.Fatal(i, err)
		}
	}
	first := v.get("/en/work/notices")
	older, _ := first.doc.Find(`.pager a[rel="next"]`).Attr("href")
	if n := first.doc.Find(".notices li").Length(); n != noticesPageSize || older == "" {
		t.Fatalf("%d notices, then %q", n, older)
	}
	second := v.get(older)
	if n := second.doc.Find(".notices li").Length(); n != 11 || second.doc.Find(`.pager a[rel="next"]`).Length() != 0 {
		t.Errorf("%d notices on the second page", n)
	}
}

func TestNoticeSettingsPage(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	page := v.get("/en/work/notices/settings")
	if !strings.Contains(page.text("main"), "does not send e-mail yet") {
		t.Error("nothing says that this site sends no e-mail")
	}
	form := page.fields("main form")
	if form.Has(string(tracker.NoticeHandedIn)) || form.Get(string(tracker.NoticeReturned)) != string(tracker.AtOnce) || form.Get("digest") != string(tracker.Daily) {
		t.Errorf("the form holds %v", form)
	}
	form.Set(string(tracker.NoticeReturned), string(tracker.NoMail))
	form.Set("digest", string(tracker.Weekly))
	if got := v.post("/en/work/notices/settings", form); got.Code != http.StatusSeeOther {
		t.Fatalf("%d", got.Code)
	}
	if got := v.get("/en/work/notices").text(".done"); got != "Your e-mail settings are saved." {
		t.Errorf("what was done: %q", got)
	}
	if got := v.get("/fr/travail/avis/preferences").fields("main form"); got.Encode() != form.Encode() {
		t.Errorf("kept %v, want %v", got, form)
	}
}

func TestNoticeFormsThatNoPageSends(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	for target, form := range map[string]url.Values{
		"/en/work/notices/read":     {"last": {"all"}},
		"/fr/travail/avis/lus":      {"first": {"-1"}},
		"/en/work/notices/settings": {"returned": {"pigeon"}},
	} {
		if got := v.post(target, form).Code; got != http.StatusBadRequest {
			t.Errorf("%s %v: %d", target, form, got)
		}
	}
	if got := v.get("/en/work/notices?before=x").Code; got != http.StatusBadRequest {
		t.Errorf("%d", got)
	}
}

// Names and titles are hostile, and shown as what they are.
func TestNoticesShowHostileTexts(t *testing.T) {
	d := newDesk(t)
	evil := *d.account["lead"]
	evil.Name = "<script>alert(1)</script>\u202egro"
	if _, err := d.store.SaveAccount(t.Context(), "test", evil); err != nil {
		t.Fatal(err)
	}
	d.handIn("C01.1.2")
	body := d.signedIn("coordinator").get("/en/work/notices").Body.String()
	if strings.Contains(body, "<script>alert") || strings.Contains(body, "\u202e") || !strings.Contains(body, "&lt;script&gt;") {
		t.Errorf("%.400q", body)
	}
}
