package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
	"ogptracker/web/view"
)

// reportAddress is the form of an item of the desk's plan that its lead owes.
const reportAddress = "/en/work/updates/ca-3/C01.1.2/2018-06"

// fill opens the form of a report and fills it in.
func (v *visitor) fill(address string, values ...string) url.Values {
	v.Helper()
	a := v.get(address)
	if a.Code != http.StatusOK {
		v.Fatalf("%s: %d %s", address, a.Code, a.text("main"))
	}
	form := a.fields("#update-form")
	for i := 0; i+1 < len(values); i += 2 {
		form.Set(values[i], values[i+1])
	}
	return form
}

// press sends a form by one of its buttons.
func (v *visitor) press(address, action string, form url.Values) *answered {
	v.Helper()
	form.Set(view.SentAction, action)
	return v.post(address, form)
}

// written is a report that owes nothing.
func written(progress string) []string {
	return []string{"status", "substantial", "progress_en", progress, "progress_fr", "Version française."}
}

// approval makes the desk's plan one in which a coordinator publishes.
func (d *desk) approval() {
	d.Helper()
	r := trackertest.Record()
	r.Plan.Publication = tracker.Approval
	if _, err := d.store.SavePlan(d.Context(), "test", r); err != nil {
		d.Fatal(err)
	}
}

// draft is the draft of the report, nil for none.
func (d *desk) draft(leaf string, period tracker.Period, organization string) *tracker.Draft {
	d.Helper()
	draft, err := d.store.DraftOf(d.Context(), tracker.DraftKey{Plan: "ca-3", Leaf: leaf, Period: period, Organization: organization})
	if err != nil {
		return nil
	}
	return draft
}

func expect(t *testing.T, a *answered, status int, says ...string) {
	t.Helper()
	if a.Code != status {
		t.Fatalf("status %d, want %d: %s", a.Code, status, a.text("main"))
	}
	for _, s := range says {
		if !strings.Contains(a.text("body"), s) {
			t.Errorf("the page does not say %q: %s", s, a.text("main"))
		}
	}
}

func TestReportDirect(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	home := lead.get("/en/work")
	expect(t, home, http.StatusOK, "The data are updated monthly", "June 2018, due by 28 September 2018")
	if home.doc.Find(`main a[href="`+reportAddress+`"]`).Length() == 0 {
		t.Errorf("my work does not lead to %s", reportAddress)
	}
	form := lead.fill(reportAddress, written("Nine of ten feeds run.")...)
	form.Set("link_url", "https://example.org/feeds")
	a := lead.press(reportAddress, view.ActPublish, form)
	expect(t, a, http.StatusSeeOther)
	if to := a.Header().Get("Location"); to != "/en/work" {
		t.Errorf("leads to %s", to)
	}
	expect(t, lead.get("/en/work"), http.StatusOK, "The update of C01.1.2 for June 2018 is published.")
	if again := lead.get("/en/work"); strings.Contains(again.text("body"), "is published.") {
		t.Error("it says so twice")
	}
	public := d.visitor().get("/en/plans/ca-3/commitments/C01")
	if !strings.Contains(public.Body.String(), "Nine of ten feeds run.") {
		t.Error("the public page does not show it at once")
	}
	if d.draft("C01.1.2", "2018-06", "tbs-sct") != nil {
		t.Error("the draft is still there")
	}
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	u := rec.Reported("C01.1.2", "2018-06", "tbs-sct")
	if u == nil || u.Author != d.account["lead"].Actor(tracker.Contributor, "tbs-sct").String() || len(u.Evidence) != 1 {
		t.Errorf("published: %+v", u)
	}
}

func TestReportIsRefused(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	for name, c := range map[string]struct {
		values []string
		says   []string
		at     string // the control that the message stands at
	}{
		"nothing":           {nil, []string{"3 things need your attention", "Choose a status", "Write the progress in English", "Write the progress in French"}, "status-not_started"},
		"no French":         {[]string{"status", "substantial", "progress_en", "Done."}, []string{"One thing needs your attention", "Write the progress in French"}, "progress_fr"},
		"no challenges":     {append(written("x"), "status", "limited"), []string{"Write the challenges in English: the plan asks for them at “Limited progress”"}, "challenges_en"},
		"challenges in one": {append(written("x"), "challenges_fr", "Peu."), []string{"Write the challenges in English, or leave both languages empty"}, "challenges_en"},
		"too long":          {written(strings.Repeat("a", 4001)), []string{"This text has 4,001 characters; at most 4,000 are kept."}, "progress_en"},
		"no address":        {append(written("x"), "link_url", "example.org", "link_file", "", "link_lang", "", "link_title_en", "", "link_title_fr", ""), []string{"Give the whole web address"}, "link-1-url"},
		"no such status":    {append(written("x"), "status", "done"), []string{"“done” is not a status that can be reported."}, "status-not_started"},
		"no such kind":      {append(written("x"), "risk", "rain"), []string{"“rain” is not a kind of challenge."}, "risk-none"},
	} {
		t.Run(name, func(t *testing.T) {
			form := lead.fill(reportAddress, c.values...)
			a := lead.press(reportAddress, view.ActPublish, form)
			expect(t, a, http.StatusUnprocessableEntity, c.says...)
			if a.doc.Find(`.error-summary a[href="#`+c.at+`"]`).Length() == 0 || a.doc.Find(`[id="`+c.at+`"]`).Length() == 0 {
				t.Errorf("the summary does not lead to #%s", c.at)
			}
			again := a.fields("#update-form")
			for i := 0; i+1 < len(c.values); i += 2 {
				// A choice that there is not cannot be shown as chosen.
				if name := c.values[i]; name != "status" && name != "risk" && again.Get(name) != form.Get(name) {
					t.Errorf("%s is lost: %.40q", name, again.Get(name))
				}
			}
		})
	}
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct"); got != nil {
		t.Errorf("something was kept: %+v", got)
	}
}

func TestReportOnWhatThereIsNot(t *testing.T) {
	d := newDesk(t)
	for target, want := range map[string]int{
		"/en/work/updates/ca-9/C01.1.2/2018-06":                         http.StatusNotFound,
		"/en/work/updates/ca-3/C01.1/2018-06":                           http.StatusNotFound, // no leaf
		"/en/work/updates/ca-3/C01.1.2/2018-03":                         http.StatusNotFound,
		"/en/work/updates/ca-3/C01.1.2/nonsense":                        http.StatusNotFound,
		"/en/work/updates/ca-3/C01.2.2/2018-06":                         http.StatusForbidden, // withdrawn
		"/en/work/updates/ca-3/C01.1.2/2018-06?organization=lac-bac":    http.StatusForbidden,
		"/en/work/updates/ca-3/C02.1/2018-06":                           http.StatusOK, // supported
		"/en/work/updates/ca-3/C02.1/2018-06?organization=lac-bac":      http.StatusForbidden,
		"/fr/travail/mises-a-jour/ca-3/C01.1.2/2018-06?organisation=xx": http.StatusForbidden,
		"/en/work/updates/ca-3/C01.1.2/2017-06":                         http.StatusOK, // a correction
	} {
		if got := d.signedIn("lead").get(target); got.Code != want {
			t.Errorf("%s: %d, want %d", target, got.Code, want)
		}
	}
	d.now = time.Date(2017, time.November, 1, 12, 0, 0, 0, time.UTC)
	a := d.signedIn("lead").get(reportAddress)
	expect(t, a, http.StatusForbidden, "The period June 2018 begins on 1 January 2018.")
}

// The buttons that keep nothing change the form and lose nothing of it.
func TestReportWithoutScript(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress, "progress_en", "Typed <b>here</b> [site](https://example.org/)")
	form = lead.press(reportAddress, view.ActAdd, form).fields("#update-form")
	form["link_url"] = []string{"https://example.org/1"}
	form = lead.press(reportAddress, view.ActAdd, form).fields("#update-form")
	if got := form["link_url"]; len(got) != 2 || got[0] != "https://example.org/1" {
		t.Fatalf("links %q", got)
	}
	form["link_url"] = []string{"https://example.org/1", "https://example.org/2"}
	form["link_title_en"], form["link_title_fr"] = []string{"One", "Two"}, []string{"Un", "Deux"}
	form = lead.press(reportAddress, view.ActRemove+"1", form).fields("#update-form")
	if got := form["link_title_fr"]; len(got) != 1 || got[0] != "Deux" {
		t.Fatalf("after removing the first: %q", got)
	}
	a := lead.press(reportAddress, view.ActPreview, form)
	expect(t, a, http.StatusOK)
	if html, _ := a.doc.Find(".preview").Html(); strings.Contains(html, "<b>") || !strings.Contains(html, `<a href="https://example.org/" rel="nofollow`) {
		t.Errorf("preview: %s", html)
	}
	a = lead.press(reportAddress, view.ActCopy, a.fields("#update-form"))
	form = a.fields("#update-form")
	if form.Get("progress_en") != "Typed <b>here</b> [site](https://example.org/)" || form.Get("progress_fr") != "La chaîne est en construction." ||
		form.Get("challenges_en") != "Staff left." || form.Get("risk") != "people" || form.Get("status") != "limited" {
		t.Errorf("copied: %v", form)
	}
	if d.draft("C01.1.2", "2018-06", "tbs-sct") != nil {
		t.Error("a button that keeps nothing kept something")
	}
	expect(t, lead.press(reportAddress, view.ActSave, form), http.StatusSeeOther)
	saved := d.draft("C01.1.2", "2018-06", "tbs-sct")
	if saved == nil || saved.State != tracker.DraftOpen || len(saved.Update.Evidence) != 1 || saved.Update.Risk != tracker.RiskPeople {
		t.Fatalf("saved: %+v", saved)
	}
	page := lead.get(reportAddress)
	expect(t, page, http.StatusOK, "The draft is saved.")
	if got := page.fields("#update-form"); got.Get("progress_en") != form.Get("progress_en") || got.Get("version") != "1" {
		t.Errorf("opened again: %v", got)
	}
	expect(t, lead.get("/en/work"), http.StatusOK, "Drafts begun")
	expect(t, lead.press(reportAddress, view.ActDiscard, lead.fill(reportAddress)), http.StatusSeeOther)
	if d.draft("C01.1.2", "2018-06", "tbs-sct") != nil {
		t.Error("the draft is still there")
	}
}

func TestReportByApproval(t *testing.T) {
	d := newDesk(t)
	d.approval()
	lead, coordinator := d.signedIn("lead"), d.signedIn("coordinator")
	form := lead.fill(reportAddress, written("Nine of ten feeds run.")...)
	expect(t, lead.press(reportAddress, view.ActPublish, form), http.StatusForbidden, "Only a coordinator of this plan may do this.")
	expect(t, lead.press(reportAddress, view.ActSubmit, form), http.StatusSeeOther)
	home := lead.get("/en/work")
	expect(t, home, http.StatusOK, "Waiting for a coordinator", "is handed in", "Handed in on 3")
	if strings.Contains(home.Body.String(), "Draft saved on") {
		t.Error("an update that was handed in is called a draft")
	}
	if home.doc.Find(`main table a[href="`+reportAddress+`"]`).Length() != 0 {
		t.Error("what was handed in is still due")
	}
	page := lead.get(reportAddress)
	expect(t, page, http.StatusOK, "waits for a coordinator")
	if page.doc.Find("textarea").Length() != 0 {
		t.Error("what waits can be written on")
	}

	// The lead takes it back, hands it in again, and the coordinator returns it.
	expect(t, lead.press(reportAddress, view.ActTakeBack, page.fields("#update-form")), http.StatusSeeOther)
	expect(t, coordinator.get("/en/work/to-publish"), http.StatusOK, "Nothing waits to be published.")
	expect(t, lead.press(reportAddress, view.ActSubmit, lead.fill(reportAddress)), http.StatusSeeOther)
	queue := coordinator.get("/en/work/to-publish")
	expect(t, queue, http.StatusOK, "The data are updated monthly")
	address, _ := queue.doc.Find(`main .queue a`).First().Attr("href")
	one := coordinator.get(address)
	expect(t, one, http.StatusOK, "A department lead", "Compared with what is published for June 2017.")
	if one.doc.Find(".diff ins").Length() == 0 || one.doc.Find(".diff del").Length() == 0 {
		t.Error("no difference to what was published last")
	}
	back := url.Values{"version": one.fields("main form")["version"], "action": {"return"}, "comment": {" "}}
	expect(t, coordinator.post(address, back), http.StatusUnprocessableEntity, "Write what should be changed")
	back.Set("comment", "Say which feeds & why.")
	expect(t, coordinator.post(address, back), http.StatusSeeOther)
	expect(t, coordinator.post(address, back), http.StatusConflict, "This update changed since you opened the page.")
	expect(t, lead.get("/en/work"), http.StatusOK, "Returned to you", "Say which feeds & why.")
	page = lead.get(reportAddress)
	expect(t, page, http.StatusOK, "Say which feeds & why.")

	// A draft that is being mended keeps the comment until it is handed in.
	form = page.fields("#update-form")
	form.Set("progress_en", "The first nine feeds run.")
	expect(t, lead.press(reportAddress, view.ActSave, form), http.StatusSeeOther)
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct"); got.State != tracker.DraftReturned || got.Comment == "" {
		t.Errorf("after saving: %+v", got)
	}
	expect(t, lead.press(reportAddress, view.ActSubmit, lead.fill(reportAddress)), http.StatusSeeOther)
	one = coordinator.get(address)
	publish := url.Values{"version": one.fields("main form")["version"], "action": {"publish"}}
	expect(t, coordinator.post(address, publish), http.StatusSeeOther)
	if got := d.visitor().get("/en/plans/ca-3/commitments/C01").Body.String(); !strings.Contains(got, "The first nine feeds run.") {
		t.Error("the public page does not show it")
	}
	expect(t, coordinator.post(address, publish), http.StatusNotFound)
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	if u := rec.Reported("C01.1.2", "2018-06", "tbs-sct"); !strings.HasPrefix(u.Author, "account:") || !strings.Contains(u.Author, "contributor tbs-sct") {
		t.Errorf("the author is %q", u.Author)
	}
}

func TestPublishMany(t *testing.T) {
	d := newDesk(t)
	d.approval()
	lead, coordinator := d.signedIn("lead"), d.signedIn("coordinator")
	leaves := []string{"C01.1.2", "C01.2.1", "C03"}
	for _, leaf := range leaves {
		address := "/en/work/updates/ca-3/" + leaf + "/2018-06"
		expect(t, lead.press(address, view.ActSubmit, lead.fill(address, written("Of "+leaf)...)), http.StatusSeeOther)
	}
	queue := coordinator.get("/en/work/to-publish")
	form := url.Values{}
	queue.doc.Find(`input[name="draft"]`).Each(func(_ int, in *goquery.Selection) { form.Add("draft", in.AttrOr("value", "")) })
	if len(form["draft"]) != len(leaves) {
		t.Fatalf("%d wait", len(form["draft"]))
	}
	const address = "/en/work/to-publish/ca-3"
	expect(t, coordinator.post(address, url.Values{}), http.StatusUnprocessableEntity, "Choose at least one")
	expect(t, coordinator.post(address, url.Values{"draft": {"1"}}), http.StatusBadRequest)
	expect(t, coordinator.post(address, url.Values{"draft": {form["draft"][0], form["draft"][0]}}), http.StatusBadRequest)

	// One is taken back and changed: none is published, and the page names it.
	at := "/en/work/updates/ca-3/C01.2.1/2018-06"
	expect(t, lead.press(at, view.ActTakeBack, lead.fill(at)), http.StatusSeeOther)
	a := coordinator.post(address, form)
	expect(t, a, http.StatusConflict, "Nothing was published. This one changed", "C01.2.1")
	if got := a.doc.Find(`input[name="draft"][checked]`).Length(); got != 2 {
		t.Errorf("%d are still chosen", got)
	}
	expect(t, lead.press(at, view.ActSubmit, lead.fill(at)), http.StatusSeeOther)
	seq, _, err := d.store.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	form = url.Values{}
	coordinator.get("/en/work/to-publish").doc.Find(`input[name="draft"]`).Each(func(_ int, in *goquery.Selection) { form.Add("draft", in.AttrOr("value", "")) })
	expect(t, coordinator.post(address, form), http.StatusSeeOther)
	expect(t, coordinator.get("/en/work/to-publish"), http.StatusOK, "3 updates are published.", "Nothing waits")
	if after, _, _ := d.store.AuditHead(t.Context()); after != seq+3 {
		t.Errorf("%d audit entries for three updates", after-seq)
	}
	expect(t, coordinator.post(address, form), http.StatusConflict, "which is gone")
}

// A correction replaces what was published, and says that the record keeps both.
func TestCorrection(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	const address = "/en/work/updates/ca-3/C01.1.1/2017-12"
	page := lead.get(address)
	expect(t, page, http.StatusOK, "An update for this period was published on 15 January 2018.", "the version published before stays in the record")
	form := page.fields("#update-form")
	if form.Get("progress_en") != "The set is online." || form.Get("link_url") != "https://open.canada.ca/en/open-data" {
		t.Fatalf("the form begins with %v", form)
	}
	expect(t, lead.press(address, view.ActPublish, form), http.StatusUnprocessableEntity, "This says the same as what is published.")
	form.Set("progress_en", "The set is online, with a dictionary.")
	expect(t, lead.press(address, view.ActPublish, form), http.StatusSeeOther)
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	u := rec.Reported("C01.1.1", "2017-12", "tbs-sct")
	if u.Replaces != 3 || u.Progress.EN != "The set is online, with a dictionary." || u.Evidence[0].CapturedOn.IsZero() {
		t.Errorf("the correction is %+v", u)
	}
	if n := len(tracker.Assess(rec, tracker.MustDate("2018-07-03")).Leaf("C01.1.1").Updates); n != 3 {
		t.Errorf("%d updates are in the record", n)
	}
}

// Text that means harm is kept as it was typed and shown as text.
func TestHostileReport(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	hostile := "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202Eevil\u202C \x00 [x](javascript:alert(1))"
	form := lead.fill(reportAddress, append(written(hostile), "link_title_en", "")...)
	expect(t, lead.press(reportAddress, view.ActPublish, form), http.StatusSeeOther)
	public := d.visitor().get("/en/plans/ca-3/commitments/C01").Body.String()
	for _, bad := range []string{"<script>alert", "javascript:", "\u202E", "\x00"} {
		if strings.Contains(public, bad) {
			t.Errorf("the public page holds %q", bad)
		}
	}
}

// A form that comes after the session ended is kept, and arrives whole.
func TestReportOutlivesTheSession(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress, written("Typed for an hour.\n\n- with a list")...)
	form["link_url"], form["link_title_en"], form["link_title_fr"] = []string{"https://example.org/a"}, []string{"A"}, []string{"A"}
	d.now = d.now.Add(idleSession + time.Minute)
	a := lead.press(reportAddress, view.ActSave, form)
	expect(t, a, http.StatusUnauthorized, "What you typed is kept")
	in := a.fields("main form")
	in.Set("email", "lead@example.org")
	in.Set("password", deskPassword)
	a = lead.post("/en/sign-in", in)
	expect(t, a, http.StatusOK)
	action, _ := a.doc.Find("main form").Attr("action")
	expect(t, lead.post(action, a.fields("main form")), http.StatusSeeOther)
	got := d.draft("C01.1.2", "2018-06", "tbs-sct")
	if got == nil || got.Update.Progress.EN != "Typed for an hour.\n\n- with a list" || len(got.Update.Evidence) != 1 {
		t.Errorf("kept: %+v", got)
	}
}

func TestAutosave(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	const address = reportAddress + "/draft"
	var told autosaved
	send := func(form url.Values, want int) {
		t.Helper()
		a := lead.post(address, form)
		told = autosaved{}
		if err := json.Unmarshal(a.Body.Bytes(), &told); a.Code != want || err != nil || told.Said == "" {
			t.Fatalf("status %d, want %d: %s %v", a.Code, want, a.Body, err)
		}
	}
	form := lead.fill(reportAddress, "progress_en", "Beg")
	opened := maps.Clone(form)
	send(form, http.StatusOK)
	if told.Version != 1 || strings.Join(strings.Fields(told.Said), " ") != "Draft saved on 3 July 2018 at 10:30" {
		t.Errorf("told %+v", told)
	}
	// The script goes on from what it is told.
	base, err := json.Marshal(told.Base)
	if err != nil {
		t.Fatal(err)
	}
	form.Set("version", "1")
	form.Set("base", string(base))
	form.Set("progress_en", "Begun.")
	send(form, http.StatusOK)
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct"); got.Version != 2 || got.Update.Progress.EN != "Begun." {
		t.Errorf("kept: %+v", got)
	}
	opened.Set("progress_en", "Another window.")
	send(opened, http.StatusConflict)
	form.Set("progress_en", strings.Repeat("a", 5000))
	send(form, http.StatusUnprocessableEntity)
	if a := d.visitor().post(address, form); a.Code != http.StatusUnauthorized {
		t.Errorf("signed out: %d", a.Code)
	}
	// What waits for a coordinator is not taken back by a script.
	d.approval()
	expect(t, lead.press(reportAddress, view.ActSubmit, lead.fill(reportAddress, written("Begun.")...)), http.StatusSeeOther)
	form = opened
	form.Set("version", "3")
	send(form, http.StatusConflict)
}

func TestStaleLanguageIsSaid(t *testing.T) {
	d := newDesk(t)
	draft := tracker.Draft{Plan: "ca-3", State: tracker.DraftOpen, Update: tracker.Update{Leaf: "C01.1.2", Period: "2018-06", Organization: "tbs-sct"},
		SavedEN: d.now, SavedFR: d.now.Add(-time.Hour)}
	if _, err := d.store.SaveDraft(t.Context(), "test", draft); err != nil {
		t.Fatal(err)
	}
	expect(t, d.signedIn("lead").get(reportAddress), http.StatusOK, "The French text is older than the English.")
	expect(t, d.signedIn("lead").get("/en/work"), http.StatusOK, "The French text is older than the English.")
}

// What a coordinator sees at first: who owes what.
func TestWhoOwesWhat(t *testing.T) {
	d := newDesk(t)
	a := d.signedIn("coordinator").get("/fr/travail")
	expect(t, a, http.StatusOK, "Qui doit quoi", "4 mises à jour sont attendues.", "Bibliothèque et Archives Canada")
	if got := a.doc.Find(".owed-by > li").Length(); got != 2 {
		t.Errorf("%d organizations owe", got)
	}
	d.now = d.now.AddDate(1, 0, 0) // the plan is closed
	if a := d.signedIn("coordinator").get("/en/work"); strings.Contains(a.text("main"), "Who owes what") {
		t.Error("a closed plan is owed something")
	}
}
