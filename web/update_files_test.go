package web

import (
	"bytes"
	"encoding/json"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

var pdfFile = []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")

// attach sends a form with a file by one of its buttons, as a browser does.
func (v *visitor) attach(address, action string, form url.Values, name string, data []byte) *answered {
	v.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	form = maps.Clone(form)
	form.Set(view.SentAction, action)
	for field, values := range form {
		for _, value := range values {
			if err := w.WriteField(field, value); err != nil {
				v.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile(view.SentFile, name)
	if err != nil {
		v.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return v.do(r)
}

// kept is the only file of the draft of the report.
func (d *desk) kept() *tracker.Evidence {
	d.Helper()
	draft := d.draft("C01.1.2", "2018-06", "tbs-sct")
	if draft == nil || len(draft.Update.Evidence) != 1 || !draft.Update.Evidence[0].IsFile() {
		d.Fatalf("the draft holds no file: %+v", draft)
	}
	return &draft.Update.Evidence[0]
}

// TestFileIsKeptByEveryButton holds that a file is drafted at once whatever the form
// is sent for, with what was typed.
func TestFileIsKeptByEveryButton(t *testing.T) {
	for action, c := range map[string]struct {
		status int
		values []string
	}{
		view.ActAttach:  {http.StatusOK, nil},
		view.ActAdd:     {http.StatusOK, nil},
		view.ActCopy:    {http.StatusOK, nil},
		view.ActPreview: {http.StatusOK, nil},
		view.ActSave:    {http.StatusSeeOther, nil},
		view.ActSubmit:  {http.StatusUnprocessableEntity, nil}, // owes a status
		view.ActPublish: {http.StatusUnprocessableEntity, []string{"progress_fr", strings.Repeat("a", tracker.UpdateTextMost+1)}},
	} {
		t.Run(action, func(t *testing.T) {
			d := newDesk(t)
			lead := d.signedIn("lead")
			form := lead.fill(reportAddress, append(c.values, "progress_en", "Typed", "file_lang", "fr", "file_title_en", "Minutes", "file_title_fr", "Procès-verbal")...)
			a := lead.attach(reportAddress, action, form, "minutes.pdf", pdfFile)
			expect(t, a, c.status)
			e := d.kept()
			if e.Media != "application/pdf" || e.Size != int64(len(pdfFile)) || e.CapturedOn.IsZero() {
				t.Errorf("kept: %+v", e)
			}
			if c.status == http.StatusSeeOther {
				a = lead.get(reportAddress)
			}
			again := a.fields("#update-form")
			if again.Get("progress_en") != "Typed" || again.Get("link_title_fr") != "Procès-verbal" || again.Get("link_lang") != "fr" || again.Get("file_title_en") != "" {
				t.Errorf("the form is shown with %v", again)
			}
			link, _ := a.doc.Find(".file-name a").Attr("href")
			if link != "/en/work/files/"+tracker.FileName(e.SHA256, e.Media) || lead.get(link).Code != http.StatusOK {
				t.Errorf("the file cannot be looked at: %q", link)
			}
			for _, says := range []string{"PDF", "29 bytes", "3 July 2018", "SHA-256 " + e.SHA256[:12]} {
				if !strings.Contains(a.text(".file-name"), says) {
					t.Errorf("the file's facts do not say %q: %s", says, a.text(".file-name"))
				}
			}
			again.Set("progress_fr", "Saisi")
			expect(t, lead.press(reportAddress, view.ActSave, again), http.StatusSeeOther)
			if got := d.kept().Title; got != (tracker.Text{EN: "Minutes", FR: "Procès-verbal"}) {
				t.Errorf("the title is %+v", got)
			}
			expect(t, lead.press(reportAddress, view.ActRemove+"1", lead.fill(reportAddress)), http.StatusOK)
		})
	}
}

// What is wrong with a file is said at its control, and nothing else is lost.
func TestFileIsRefusedAtTheField(t *testing.T) {
	for name, c := range map[string]struct {
		file     string
		data     []byte
		says, fr string
	}{
		"too large":    {"large.pdf", append(bytes.Clone(pdfFile), make([]byte, tracker.FileMost)...), "larger than 10 MB", "dépasse 10 Mo"},
		"empty":        {"empty.pdf", nil, "is empty", "est vide"},
		"a page":       {"page.pdf", []byte("<!DOCTYPE html><script>alert(1)</script>"), "not accepted", "n’est pas accepté"},
		"a drawing":    {"drawing.pdf", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "not accepted", "n’est pas accepté"},
		"a program":    {"minutes.pdf", []byte("MZ\x90\x00\x03\x00\x00\x00"), "not accepted", "n’est pas accepté"},
		"an archive":   {"minutes.docx", []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00"), "not accepted", "n’est pas accepté"},
		"strange name": {"../../etc/\u202Efdp.exe", []byte("\x7fELF\x02\x01\x01\x00"), "not accepted", "n’est pas accepté"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			lead := d.signedIn("lead")
			for address, says := range map[string]string{reportAddress: c.says, "/fr/travail/mises-a-jour/ca-3/C01.1.2/2018-06": c.fr} {
				form := lead.fill(address, "progress_en", "Typed", "file_lang", "en", "file_title_en", "Minutes", "file_title_fr", "Procès-verbal")
				a := lead.attach(address, view.ActSave, form, c.file, c.data)
				expect(t, a, http.StatusUnprocessableEntity)
				if got := a.text("#evidence_file-error"); !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), says) {
					t.Errorf("at the field: %q, want %q", got, says)
				}
				if a.doc.Find(`.error-summary a[href="#evidence_file"]`).Length() != 1 || a.doc.Find("details.add-file[open]").Length() != 1 {
					t.Error("the summary does not lead to the control")
				}
				again := a.fields("#update-form")
				for name, want := range map[string]string{"progress_en": "Typed", "file_lang": "en", "file_title_en": "Minutes", "file_title_fr": "Procès-verbal"} {
					if again.Get(name) != want {
						t.Errorf("%s is lost: %q", name, again.Get(name))
					}
				}
			}
			if d.draft("C01.1.2", "2018-06", "tbs-sct") != nil {
				t.Error("something was drafted")
			}
		})
	}
}

// A name that means harm is nowhere kept: files are named by what is in them.
func TestFileNameIsNotKept(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	a := lead.attach(reportAddress, view.ActAttach, lead.fill(reportAddress), "..\\..\\\u202Efdp.exe<script>", pdfFile)
	expect(t, a, http.StatusOK, "The file is kept with the draft.")
	for _, bad := range []string{"fdp", "\u202E"} {
		if strings.Contains(a.Body.String(), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

func TestFileWithoutAFile(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	expect(t, lead.press(reportAddress, view.ActAttach, lead.fill(reportAddress)), http.StatusUnprocessableEntity, "Choose the file.")
	a := lead.press(reportAddress, view.ActSave, lead.fill(reportAddress, "file_title_en", "Minutes"))
	expect(t, a, http.StatusUnprocessableEntity, "Choose the file.")
	a = lead.press(reportAddress, view.ActPreview, lead.fill(reportAddress, "file_title_en", "Minutes"))
	expect(t, a, http.StatusOK)
	if a.fields("#update-form").Get("file_title_en") != "Minutes" {
		t.Error("the title is lost")
	}
}

// Somebody else was quicker: both pieces stay, the file too.
func TestFileOutlivesAConflict(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	mine := lead.fill(reportAddress, "progress_en", "Mine.")
	d.theirs(t, "progress_en", "Theirs.")
	a := lead.attach(reportAddress, view.ActSave, mine, "minutes.pdf", pdfFile)
	expect(t, a, http.StatusConflict)
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct").Update; len(got.Evidence) != 0 || got.Progress.EN != "Theirs." {
		t.Errorf("theirs was overwritten: %+v", got)
	}
	form := a.fields("main form")
	form.Set("choice_progress_en", view.ChoiceMine)
	expect(t, lead.press(reportAddress, view.ActResolve, form), http.StatusSeeOther)
	if d.kept().Media != "application/pdf" {
		t.Error("the file is lost")
	}
	// One that is previewed before the conflict shows is kept by the form alone.
	mine = lead.fill(reportAddress)
	d.theirs(t, "progress_en", "Theirs, again.", "link_file", "", "link_url", "https://example.org/")
	other := append(bytes.Clone(pdfFile), "more"...)
	a = lead.attach(reportAddress, view.ActPreview, mine, "more.pdf", other)
	expect(t, a, http.StatusOK)
	if a.doc.Find(".file-name a").Length() != 0 {
		t.Error("a file that nobody may read yet has an address")
	}
	a = lead.press(reportAddress, view.ActSave, a.fields("#update-form"))
	expect(t, a, http.StatusConflict)
	if !strings.Contains(a.text("#field-links"), "PDF, 33 bytes") {
		t.Errorf("the choice does not name the file: %s", a.text("#field-links"))
	}
	form = a.fields("main form")
	form.Set("choice_links", view.ChoiceMine)
	expect(t, lead.press(reportAddress, view.ActResolve, form), http.StatusSeeOther)
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct").Update.Evidence; len(got) != 2 {
		t.Errorf("kept: %+v", got)
	}
}

// A hash that somebody has read somewhere gives no file to a form.
func TestFileIsNotClaimedByItsHash(t *testing.T) {
	d := newDesk(t)
	lead, other := d.signedIn("lead"), d.signedIn("other")
	a := lead.attach(reportAddress, view.ActAttach, lead.fill(reportAddress), "secret.pdf", pdfFile)
	form := a.fields("#update-form")
	const address = "/en/work/updates/ca-3/C02.1/2018-06"
	claim := other.fill(address, "link_url", "", "link_lang", "", "link_title_en", "x", "link_title_fr", "x", "link_file", form.Get("link_file"))
	for name, proofs := range map[string][]string{"none": nil, "somebody else's": form["kept_file"], "nonsense": {"e30.00", ".", ""}} {
		claim["kept_file"] = proofs
		expect(t, other.press(address, view.ActSave, claim), http.StatusUnprocessableEntity, "The file could not be kept.")
		if got := d.draft("C02.1", "2018-06", "lac-bac"); got != nil {
			t.Errorf("%s: claimed %+v", name, got)
		}
	}
}

// enters signs in as one does, so that the browser is known.
func (v *visitor) enters(name, secret string, form url.Values) *answered {
	v.Helper()
	form.Set("email", name+"@example.org")
	form.Set("password", deskPassword)
	a := v.post("/en/sign-in", form)
	if secret == "" {
		return a
	}
	if a.Code == http.StatusSeeOther {
		a = v.get(a.Header().Get("Location"))
	}
	form = a.fields("main form")
	form.Set("code", v.codeOf(secret))
	return v.post("/en/sign-in/code", form)
}

// A file that comes after the session ended is kept through the password and the
// second factor, and so is what was typed.
func TestFileOutlivesTheSession(t *testing.T) {
	for _, name := range []string{"lead", "coordinator"} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			secret := d.enrolled(name)
			v := d.visitor()
			v.enters(name, secret, url.Values{})
			form := v.fill(reportAddress, "progress_en", "Typed for an hour.", "file_title_en", "Minutes", "file_title_fr", "Procès-verbal")
			d.now = d.now.Add(idleSession + time.Minute)
			a := v.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile)
			expect(t, a, http.StatusUnauthorized, "What you typed is kept")
			a = v.enters(name, secret, a.fields("main form"))
			expect(t, a, http.StatusOK)
			action, _ := a.doc.Find("main form").Attr("action")
			expect(t, v.post(action, a.fields("main form")), http.StatusSeeOther)
			got := d.draft("C01.1.2", "2018-06", "tbs-sct")
			if got == nil || got.Update.Progress.EN != "Typed for an hour." || len(got.Update.Evidence) != 1 {
				t.Fatalf("kept: %+v", got)
			}
			e := got.Update.Evidence[0]
			if f, err := d.store.File(t.Context(), e.SHA256); err != nil || !bytes.Equal(f.Data, pdfFile) || e.Title.FR != "Procès-verbal" {
				t.Errorf("kept: %+v, %v", e, err)
			}
		})
	}
}

// A browser that nobody has signed in from leaves no file here; what was typed is
// kept, and the file is asked for again.
func TestUnknownBrowserLeavesNoFile(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress, "progress_en", "Typed.", "file_title_en", "Minutes", "file_title_fr", "Procès-verbal")
	v := d.visitor()
	v.cookies[deviceCookie] = "1.forged.00"
	a := v.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile)
	expect(t, a, http.StatusUnauthorized)
	if removed, err := d.store.RemoveStrayFiles(t.Context(), d.now.AddDate(100, 0, 0)); err != nil || removed != 0 {
		t.Errorf("%d files were left, %v", removed, err)
	}
	a = v.enters("lead", "", a.fields("main form"))
	a = v.post(reportAddress, a.fields("main form"))
	expect(t, a, http.StatusUnprocessableEntity, "The file could not be kept. Choose it again.")
	if got := a.fields("#update-form"); got.Get("progress_en") != "Typed." || got.Get("file_title_en") != "Minutes" {
		t.Errorf("what was typed is gone: %v", got)
	}
	// Nor does a known one leave many at once, or one that is too large.
	for range 10 {
		v.cookies = map[string]string{deviceCookie: v.cookies[deviceCookie]}
		v.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile)
	}
	a = v.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile)
	if kept := a.fields("main form").Get("kept"); !strings.Contains(kept, "file_lost=gone") {
		t.Errorf("the eleventh file: %s", kept)
	}
}

// The script of the form sends no files, and drops none that are kept.
func TestAutosaveKeepsFiles(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.attach(reportAddress, view.ActAttach, lead.fill(reportAddress), "minutes.pdf", pdfFile).fields("#update-form")
	form.Set("progress_en", "Begun.")
	a := lead.post(reportAddress+"/draft", form)
	var told autosaved
	if err := json.Unmarshal(a.Body.Bytes(), &told); err != nil || a.Code != http.StatusOK {
		t.Fatalf("status %d, %s", a.Code, a.Body)
	}
	if d.kept(); d.draft("C01.1.2", "2018-06", "tbs-sct").Update.Progress.EN != "Begun." {
		t.Error("what was typed is not kept")
	}
}

// What is larger than any form with a file is refused before it is read; and so is
// text beyond what a form without one may have.
func TestFileFormsAreBounded(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress)
	a := lead.attach(reportAddress, view.ActSave, form, "huge.pdf", make([]byte, 100<<20))
	expect(t, a, http.StatusRequestEntityTooLarge, "At most 21 MB can be sent at once.")
	form.Set("progress_en", strings.Repeat("a", maxBody))
	expect(t, lead.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile), http.StatusRequestEntityTooLarge, "At most 1 MB can be sent at once.")
}

// TestFileIsPublished holds that a reader gets the file from the public page.
func TestFileIsPublished(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	a := lead.attach(reportAddress, view.ActPublish, lead.fill(reportAddress, written("Nine of ten feeds run.")...), "minutes.pdf", pdfFile)
	expect(t, a, http.StatusSeeOther)
	public := d.visitor().get("/en/plans/ca-3/commitments/C01")
	expect(t, public, http.StatusOK, "File (PDF)")
	link, _ := public.doc.Find(`#evidence a[href^="/files/"]`).Attr("href")
	a = d.visitor().get(link)
	if a.Code != http.StatusOK || !bytes.Equal(a.Body.Bytes(), pdfFile) || !strings.HasPrefix(a.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("%s: %d, %v", link, a.Code, a.Header())
	}
	// The form that corrects it leads to the public file, and keeps it.
	again := lead.get(reportAddress)
	if got := again.doc.Find(".file-name a"); got.AttrOr("href", "") != link || got.Text() != "File (PDF)" {
		t.Errorf("%q leads to %q", got.Text(), got.AttrOr("href", ""))
	}
	// What was published stands beside it with what shows it.
	if got := again.doc.Find("aside .facts a"); got.AttrOr("href", "") != link {
		t.Errorf("beside the form: %s", again.text("aside"))
	}
}

// A level that asks for proof is reminded of it, and nobody is kept from going on.
func TestEvidenceReminder(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	for level, want := range map[tracker.Level]bool{tracker.Limited: false, tracker.Substantial: true, tracker.Complete: true} {
		expect(t, lead.press(reportAddress, view.ActSave, lead.fill(reportAddress, "status", string(level))), http.StatusSeeOther)
		a := lead.get(reportAddress)
		if got := strings.Contains(a.text("#evidence"), "No link or file is attached yet"); got != want || a.doc.Find(".error-summary").Length() != 0 {
			t.Errorf("%s: reminded %v", level, got)
		}
	}
	expect(t, lead.attach(reportAddress, view.ActSave, lead.fill(reportAddress), "minutes.pdf", pdfFile), http.StatusSeeOther)
	if a := lead.get(reportAddress); strings.Contains(a.text("#evidence"), "No link or file") {
		t.Error("reminded of what is there")
	}
}

// The counts of "My work" lead to their lists, and what is overdue stands first.
func TestWorkCountsLeadToLists(t *testing.T) {
	d := newDesk(t)
	for _, who := range []string{"lead", "coordinator"} {
		a := d.signedIn(who).get("/en/work")
		links := a.doc.Find(".work-counts a[href^='#']")
		if links.Length() == 0 {
			t.Errorf("%s: no count leads anywhere: %s", who, a.text(".work-counts"))
		}
		links.Each(func(_ int, link *goquery.Selection) {
			if a.doc.Find(link.AttrOr("href", "")).Length() != 1 {
				t.Errorf("%s: %s leads nowhere", who, link.AttrOr("href", ""))
			}
		})
		upcoming := false
		a.doc.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
			late := row.Find(".reports-due .is-late").Length() > 0
			if late && upcoming {
				t.Errorf("%s: overdue below what is not: %s", who, row.Text())
			}
			upcoming = upcoming || !late
		})
	}
}

// How much has evidence is shown to who reports and who coordinates.
func TestEvidenceCoverageIsShown(t *testing.T) {
	d := newDesk(t)
	for _, who := range []string{"lead", "coordinator"} {
		v := d.signedIn(who)
		for _, address := range []string{"/en/work", reportAddress} {
			a := v.get(address)
			expect(t, a, http.StatusOK, "Evidence given", "items reported beyond “not started”.")
			link, _ := a.doc.Find(".coverage + details a").Attr("href")
			if v.get(link).Code != http.StatusOK {
				t.Errorf("%s as %s: %q leads nowhere", address, who, link)
			}
		}
	}
}

// Where nothing can be written, what was typed is offered again, and the file asked
// for again.
func TestFileOnAFullDisk(t *testing.T) {
	d := newDesk(t)
	store := &stuck{WorkStore: d.server.workStore}
	d.server.workStore = store
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress, "progress_en", "Typed.")
	store.err = tracker.ErrFull
	a := lead.attach(reportAddress, view.ActSave, form, "minutes.pdf", pdfFile)
	expect(t, a, http.StatusServiceUnavailable, "This was not saved")
	store.err = nil
	a = lead.post(reportAddress, a.fields("main form"))
	expect(t, a, http.StatusUnprocessableEntity, "The file could not be kept. Choose it again.")
	if got := a.fields("#update-form").Get("progress_en"); got != "Typed." {
		t.Errorf("what was typed is gone: %q", got)
	}
	expect(t, lead.press(reportAddress, view.ActSave, a.fields("#update-form")), http.StatusSeeOther)
}
