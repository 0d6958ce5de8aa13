package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

const sheetAddress = "/en/work/spreadsheet/ca-3"

// upload sends a file as a browser does.
func (v *visitor) upload(target, name string, file []byte) *answered {
	v.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		v.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, target, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return v.do(r)
}

func TestFirstPeriod(t *testing.T) {
	p := tracker.Plan{Start: tracker.MustDate("2016-07-01"), Periods: []tracker.Period{"2017-06", "2017-12", "2018-06"}}
	for day, want := range map[string]tracker.Period{
		"2017-03-01": "2017-06", // the only one that has begun
		"2017-07-15": "2017-12", // open, while reports for the one before still come in
		"2018-06-30": "2018-06",
		"2018-08-01": "2018-06", // ended, and still asked for
		"2020-01-01": "2018-06",
	} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		w := &Work{Request: &Request{Now: now.Add(12 * time.Hour)}}
		if got := w.firstPeriod(&p); got != want {
			t.Errorf("on %s %s is offered first, want %s", day, got, want)
		}
	}
}

// workbook downloads a workbook and fills it in: values by "code organization field",
// where the organization's code may stay out.
func (v *visitor) workbook(query string, values map[string]string) []byte {
	v.Helper()
	a := v.get(sheetAddress + "/workbook.xlsx?" + query)
	if a.Code != http.StatusOK || a.Header().Get("Content-Type") != xlsxType || !strings.HasPrefix(a.Header().Get("Content-Disposition"), `attachment; filename="ca-3-`) {
		v.Fatalf("%d %v: %s", a.Code, a.Header(), a.text("main"))
	}
	return fillIn(v.T, a.Body.Bytes(), values)
}

func fillIn(t testing.TB, file []byte, values map[string]string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Updates")
	if err != nil {
		t.Fatal(err)
	}
	filled := 0
	for n, row := range rows[1:] {
		for column, header := range rows[0] {
			for _, key := range []string{row[0] + " " + header, row[0] + " " + row[5] + " " + header} {
				value, ok := values[key]
				if !ok {
					continue
				}
				filled++
				cell, err := excelize.CoordinatesToCellName(column+1, n+2)
				if err == nil {
					err = f.SetCellStr("Updates", cell, value)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if filled != len(values) {
		t.Fatalf("filled in %d of %d cells; the sheet has %q", filled, len(values), rows)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// preview uploads a file and returns its preview and the address.
func (v *visitor) preview(file []byte) (*answered, string) {
	v.Helper()
	a := v.upload(sheetAddress, "mine.xlsx", file)
	at := a.Header().Get("Location")
	if a.Code != http.StatusSeeOther {
		v.Fatalf("upload: %d %s", a.Code, a.text("main"))
	}
	page := v.get(at)
	if page.Code != http.StatusOK {
		v.Fatalf("preview: %d", page.Code)
	}
	return page, at
}

// confirm sends the form of a preview.
func (v *visitor) confirm(at string, page *answered, then string, choices url.Values) *answered {
	v.Helper()
	form := page.fields("main form")
	form.Set("then", then)
	for name, values := range choices {
		form[name] = values
	}
	return v.post(at, form)
}

func (d *desk) drafts() []tracker.Draft {
	d.Helper()
	drafts, err := d.store.Drafts(d.Context(), "ca-3")
	if err != nil {
		d.Fatal(err)
	}
	return drafts
}

// amend changes the plan of the tests.
func (d *desk) amend(change func(*tracker.Plan)) {
	d.Helper()
	rec, err := d.store.Record(d.Context(), "ca-3")
	if err == nil {
		change(&rec.Plan)
		_, err = d.store.SavePlan(d.Context(), "test", rec)
	}
	if err != nil {
		d.Fatal(err)
	}
}

// TestSheetJourney walks a department's lead from the download to the public page.
func TestSheetJourney(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	if page := v.get(sheetAddress); page.Code != http.StatusOK || page.doc.Find(`#organization option`).Length() != 1 || page.doc.Find(`#period option`).Length() != 3 {
		t.Fatalf("%d %s", page.Code, page.text("main"))
	}
	file := v.workbook("period=2018-06", map[string]string{
		"C01.1.2 Status": "SP – Substantial progress", "C01.1.2 Progress in English": "Nearly done.\n- one\n- two", "C01.1.2 Progress in French": "Presque terminé.",
		"C01.1.2 Kind of challenge": "People",
		"C03 Status":                "LP", "C03 Progress in English": "<script>alert(1)</script> =1+1 \u202e",
	})
	page, at := v.preview(file)
	if len(d.drafts()) != 0 {
		t.Error("something was saved before it was confirmed")
	}
	counts := page.text("main ul.plain")
	if !strings.Contains(counts, "2 updates change.") || !strings.Contains(counts, "rows change nothing.") {
		t.Errorf("counts: %s", counts)
	}
	if got := page.doc.Find("section.change").Length(); got != 2 {
		t.Fatalf("%d changes", got)
	}
	owed := page.doc.Find("section.change").Last().Find(".sheet-owed").Text()
	for _, want := range []string{"Progress in French", "Challenges in English", "Challenges in French"} {
		if !strings.Contains(owed, want) {
			t.Errorf("%q does not say that %s is owed", owed, want)
		}
	}
	if html := page.Body.String(); strings.Contains(html, "<script>alert") || strings.Contains(html, "\u202e") {
		t.Error("what was typed is not shown harmlessly")
	}
	done := v.confirm(at, page, "publish", nil)
	if done.Code != http.StatusSeeOther || done.Header().Get("Location") != at {
		t.Fatalf("confirm: %d %s", done.Code, done.text("main"))
	}
	result := v.get(at)
	if got := result.text("main"); !strings.Contains(got, "One update was published") || !strings.Contains(got, "One update was saved as a draft") {
		t.Errorf("result: %s", got)
	}
	drafts := d.drafts()
	if len(drafts) != 1 || drafts[0].Update.Leaf != "C03" || drafts[0].State != tracker.DraftOpen || drafts[0].Update.Organization != "tbs-sct" ||
		drafts[0].Author != d.account["lead"].ID || drafts[0].Update.Progress.EN != "<script>alert(1)</script> =1+1 \u202e" {
		t.Errorf("drafts: %+v", drafts)
	}
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	u := rec.Reported("C01.1.2", "2018-06", "tbs-sct")
	if u == nil || u.Status != tracker.Substantial || u.Risk != tracker.RiskPeople || u.Progress.EN != "Nearly done.\n- one\n- two" ||
		u.Author != fmt.Sprintf("account:%d contributor tbs-sct", d.account["lead"].ID) {
		t.Errorf("published: %+v", u)
	}
	// Sent twice, nothing happens twice; and a workbook of now changes nothing.
	if again := v.confirm(at, page, "publish", nil); again.Code != http.StatusSeeOther || len(d.drafts()) != 1 {
		t.Errorf("sent twice: %d", again.Code)
	}
	if page, _ := v.preview(v.workbook("period=2018-06", nil)); page.doc.Find("section.change").Length() != 0 || !strings.Contains(page.text("main"), "The file changes nothing.") {
		t.Errorf("a round trip without edits: %s", page.text("main"))
	}
	// So does the same file once more: it stands as it was filled in.
	if page, _ := v.preview(file); page.doc.Find("section.change").Length() != 0 {
		t.Errorf("the same file twice: %s", page.text("main"))
	}
}

// TestSheetConflict holds that nobody overwrites anybody: a cell that somebody else
// changed meanwhile is chosen from, and what changes after the preview is shown
// before anything is saved.
func TestSheetConflict(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	base := tracker.Draft{Plan: "ca-3", State: tracker.DraftOpen, Update: tracker.Update{Leaf: "C03", Period: "2018-06", Organization: "tbs-sct",
		Status: tracker.Substantial, Progress: tracker.Text{EN: "Original.", FR: "Origine."}}}
	saved, err := d.store.SaveDraft(t.Context(), "test", base)
	if err != nil {
		t.Fatal(err)
	}
	file := v.workbook("period=2018-06&organization=tbs-sct", map[string]string{"C03 Progress in English": "Mine.", "C03 Evidence in English": "Seen.", "C03 Evidence in French": "Vu."})
	theirs := *saved
	theirs.Update.Progress = tracker.Text{EN: "Theirs.", FR: "Le leur."}
	theirs.State = tracker.DraftSubmitted
	if saved, err = d.store.SaveDraft(t.Context(), "test", theirs); err != nil {
		t.Fatal(err)
	}
	page, at := v.preview(file)
	name, _ := page.doc.Find(`input[type=radio]`).First().Attr("name")
	for _, want := range []string{"Mine.", "Theirs.", "Original."} {
		if !strings.Contains(page.text(".radios.three"), want) {
			t.Errorf("%s is not among %q", want, page.text(".radios.three"))
		}
	}
	if got := page.doc.Find(".state-theirs").Length(); got != 1 {
		t.Errorf("%d cells were changed by somebody else only", got)
	}
	if page.doc.Find("input[type=radio][checked]").Length() != 0 {
		t.Error("a choice is made for the reader")
	}
	unchosen := v.confirm(at, page, "draft", nil)
	if unchosen.Code != http.StatusUnprocessableEntity || unchosen.doc.Find(".error-summary a").Length() != 1 || unchosen.doc.Find(".has-error .err").Length() != 1 {
		t.Errorf("without a choice: %d %s", unchosen.Code, unchosen.text(".error-summary"))
	}
	if href, _ := unchosen.doc.Find(".error-summary a").Attr("href"); unchosen.doc.Find(href).Length() != 1 {
		t.Errorf("the summary leads to %q", href)
	}
	// Somebody writes between the preview and its confirmation.
	theirs = *saved
	theirs.Update.Status = tracker.Complete
	if _, err = d.store.SaveDraft(t.Context(), "test", theirs); err != nil {
		t.Fatal(err)
	}
	stale := v.confirm(at, page, "draft", url.Values{name: {"mine"}})
	if stale.Code != http.StatusConflict || stale.doc.Find(".state-theirs").Length() != 2 {
		t.Fatalf("stale: %d %s", stale.Code, stale.text("main"))
	}
	if got, _ := stale.doc.Find("input[type=radio][checked]").Attr("value"); got != "mine" {
		t.Errorf("the choice was forgotten: %q", got)
	}
	if d.drafts()[0].Version != 3 {
		t.Error("a stale confirmation saved something")
	}
	if done := v.confirm(at, stale, "draft", nil); done.Code != http.StatusSeeOther {
		t.Fatalf("confirm: %d", done.Code)
	}
	got := d.drafts()[0]
	want := tracker.Update{Status: tracker.Complete, Progress: tracker.Text{EN: "Mine.", FR: "Le leur."}, EvidenceIn: tracker.Text{EN: "Seen.", FR: "Vu."}}
	if fmt.Sprint(got.Update.Fields()) != fmt.Sprint(want.Fields()) || got.Version != 4 || got.State != tracker.DraftOpen {
		t.Errorf("saved %+v", got)
	}
	for choice, want := range map[string]string{"theirs": "Theirs again.", "original": "Original."} {
		theirs := d.drafts()[0]
		theirs.Update.Progress.EN = "Theirs again."
		if _, err = d.store.SaveDraft(t.Context(), "test", theirs); err != nil {
			t.Fatal(err)
		}
		page, at := v.preview(file)
		name, _ := page.doc.Find(`input[type=radio]`).First().Attr("name")
		if done := v.confirm(at, page, "draft", url.Values{name: {choice}}); done.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d", choice, done.Code)
		}
		if got := d.drafts()[0].Update.Progress.EN; got != want {
			t.Errorf("%s: %q, want %q", choice, got, want)
		}
	}
}

// TestSheetIsHandedIn holds what a plan whose coordinator publishes does with it.
func TestSheetIsHandedIn(t *testing.T) {
	d := newDesk(t)
	d.amend(func(p *tracker.Plan) { p.Publication = tracker.Approval })
	v := d.signedIn("other")
	values := map[string]string{"C02.2 Status": "SP", "C02.2 Progress in English": "Begun.", "C02.2 Progress in French": "Commencé.", "C02.1 Status": "NS"}
	page, at := v.preview(v.workbook("period=2018-06", values))
	if v.confirm(at, page, "publish", nil).Code != http.StatusBadRequest {
		t.Error("a contributor publishes")
	}
	if done := v.confirm(at, page, "submit", nil); done.Code != http.StatusSeeOther {
		t.Fatalf("%d", done.Code)
	}
	states := map[string]tracker.DraftState{}
	for _, draft := range d.drafts() {
		states[draft.Update.Leaf] = draft.State
		if draft.Update.Leaf == "C02.1" && (draft.Update.Replaces != 6 || draft.Update.EvidenceIn.EN != "The list is on file.") {
			t.Errorf("a correction: %+v", draft)
		}
	}
	if len(states) != 2 || states["C02.2"] != tracker.DraftSubmitted || states["C02.1"] != tracker.DraftOpen {
		t.Errorf("%v", states)
	}
	if got := v.get(at).text("main"); !strings.Contains(got, "One update was handed in") {
		t.Errorf("result: %s", got)
	}
	// A coordinator's workbook holds them, and publishes them.
	c := d.signedIn("coordinator")
	page, at = c.preview(c.workbook("period=2018-06", map[string]string{"C02.2 Progress in English": "Well begun."}))
	if done := c.confirm(at, page, "publish", nil); done.Code != http.StatusSeeOther {
		t.Fatalf("%d", done.Code)
	}
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	if u := rec.Reported("C02.2", "2018-06", "lac-bac"); u == nil || u.Progress.EN != "Well begun." {
		t.Errorf("%+v", u)
	}
}

// TestSheetRights holds that a file changes nothing that its sender may not.
func TestSheetRights(t *testing.T) {
	d := newDesk(t)
	file := d.signedIn("coordinator").workbook("period=2018-06", map[string]string{"C03 Status": "C", "C02.2 Status": "SP"})
	v := d.signedIn("lead")
	page, at := v.preview(file)
	if got := page.doc.Find("section.change .code").Text(); got != "C03" {
		t.Errorf("changes %q", got)
	}
	if got := page.text("table"); !strings.Contains(got, "C02.2") || !strings.Contains(got, "Another organization leads this item") {
		t.Errorf("faults: %s", got)
	}
	for _, name := range []string{"other", "coordinator"} {
		if a := d.signedIn(name).get(at); a.Code != http.StatusNotFound || !strings.Contains(a.text("main"), "Upload the file again") {
			t.Errorf("%s sees another's upload: %d", name, a.Code)
		}
	}
	for _, query := range []string{"organization=lac-bac&period=2018-12", "organization=nobody", "period=x"} {
		if a := v.get(sheetAddress + "/workbook.xlsx?" + query); a.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", query, a.Code)
		}
	}
	// Rights that end between the preview and its confirmation are gone.
	lead := *d.account["lead"]
	lead.Organizations = []string{"lac-bac"}
	if _, err := d.store.SaveAccount(t.Context(), "test", lead); err != nil {
		t.Fatal(err)
	}
	if a := v.confirm(at, page, "publish", nil); a.Code != http.StatusConflict || len(d.drafts()) != 0 {
		t.Errorf("%d, %d drafts", a.Code, len(d.drafts()))
	}
}

// TestSheetOfCanada uploads what the public download holds: nothing changes, and
// what is changed in it is shown.
func TestSheetOfCanada(t *testing.T) {
	d := newDesk(t)
	d.amend(func(p *tracker.Plan) { p.Rules = tracker.UpdateRules{} }) // the sample breaks its own
	v := d.signedIn("coordinator")
	rec, err := d.store.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := exchange.WriteUpdatesCSV(&file, &rec.Plan, rec.Updates, exchange.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	page, _ := v.preview(file.Bytes())
	if n := page.doc.Find("section.change").Length(); n != 0 {
		t.Errorf("%d changes: %s", n, page.text("main"))
	}
	changed := strings.Replace(file.String(), "All is listed.", "All is listed; twice.", 1)
	changed = strings.ReplaceAll(changed, "lac-bac", "") // as a department's own file has it
	page, at := v.preview([]byte(changed))
	if n := page.doc.Find("section.change").Length(); n != 1 || page.text("section.change .diff ins") == "" {
		t.Fatalf("%d changes: %s", n, page.text("main"))
	}
	if done := v.confirm(at, page, "publish", nil); done.Code != http.StatusSeeOther {
		t.Fatalf("%d", done.Code)
	}
	if rec, err = d.store.Record(t.Context(), "ca-3"); err != nil {
		t.Fatal(err)
	}
	if u := rec.Reported("C02.1", "2018-06", "lac-bac"); u == nil || u.Progress.EN != "All is listed; twice." || u.Replaces != 6 {
		t.Errorf("%+v", u)
	}
}

func TestSheetBadFiles(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	good := v.workbook("period=2018-06", map[string]string{"C03 Status": "LP"})
	edit := func(f func(*excelize.File) error) []byte {
		book, err := excelize.OpenReader(bytes.NewReader(good))
		if err == nil {
			err = f(book)
		}
		var out bytes.Buffer
		if err == nil {
			err = book.Write(&out)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":         {nil, "The file is empty"},
		"a picture":     {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "neither a workbook (XLSX) nor a table as text (CSV)"},
		"UTF-16":        {[]byte("\xff\xfeC\x00o\x00d\x00e\x00"), "UTF-16"},
		"no workbook":   {[]byte("PK\x03\x04 and nothing"), "not a readable XLSX workbook"},
		"text":          {[]byte("hello"), "The column is missing"},
		"cut short":     {good[:len(good)-500], "not a readable XLSX workbook"},
		"stamps gone":   {edit(func(f *excelize.File) error { return f.DeleteSheet("_ogptracker") }), "hidden sheet is gone"},
		"another plan":  {edit(func(f *excelize.File) error { return f.SetCellStr("_ogptracker", "C1", "ca-4") }), "hidden sheet was altered"},
		"100,000 rows":  {edit(func(f *excelize.File) error { return f.SetCellStr("Updates", "A100001", "x") }), "more than 10,000 rows"},
		"over 5 MB":     {append([]byte("PK"), make([]byte, exchange.MaxWorkbookBytes)...), "larger than 5 MB"},
		"merged header": {edit(func(f *excelize.File) error { return f.MergeCell("Updates", "A1", "B1") }), "Merged cells"},
	} {
		t.Run(name, func(t *testing.T) {
			a := v.upload(sheetAddress, "<b>.xlsx", c.file)
			if a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.text("main"), c.want) {
				t.Errorf("%d %s", a.Code, a.text("main"))
			}
			if a.doc.Find(".error-summary a[href='#file']").Length() != 1 {
				t.Error("the summary does not lead to the file")
			}
		})
	}
	if a := v.upload(sheetAddress, "a.xlsx", make([]byte, exchange.MaxWorkbookBytes+maxBody)); a.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("far too large: %d", a.Code)
	}
	// A formula spoils its row and no other.
	bad := edit(func(f *excelize.File) error { return f.SetCellFormula("Updates", "I2", `WEBSERVICE("http://x")`) })
	page, _ := v.preview(bad)
	if !strings.Contains(page.text("table"), "The cell holds a formula") || page.doc.Find("section.change .code").Text() != "C03" {
		t.Errorf("%s", page.text("main"))
	}
	// So does a text that is too long, and one that nobody may report for yet.
	long := v.workbook("period=2018-06", map[string]string{"C03 Status": "LP", "C01.1.1 Progress in English": strings.Repeat("é", tracker.UpdateTextMost+1)})
	page, _ = v.preview(long)
	if !strings.Contains(page.text("table"), "C01.1.1 Progress in English") || !strings.Contains(page.text("table"), "4,001 characters") || page.doc.Find("section.change .code").Text() != "C03" {
		t.Errorf("%s", page.text("main"))
	}
	d.now = time.Date(2018, 1, 5, 12, 0, 0, 0, time.UTC)
	early := d.signedIn("lead")
	file := early.workbook("period=2018-06", map[string]string{"C03 Status": "LP"})
	if early.get(sheetAddress+"/workbook.xlsx?period=2018-06").Code != http.StatusOK {
		t.Error("a period that runs is not offered")
	}
	d.now = time.Date(2017, 12, 5, 12, 0, 0, 0, time.UTC)
	early = d.signedIn("lead")
	if page, _ := early.preview(file); !strings.Contains(page.text("table"), "June 2018 has not begun") {
		t.Errorf("%s", page.text("main"))
	}
	if a := early.get(sheetAddress + "/workbook.xlsx?period=2018-06"); a.Code != http.StatusBadRequest {
		t.Errorf("a period that has not begun: %d", a.Code)
	}
	// In French, a fault is told in French.
	a := early.upload("/fr/travail/tableur/ca-3", "a.xlsx", good[:100])
	if !strings.Contains(a.text("main"), "classeur XLSX lisible") {
		t.Errorf("%s", a.text("main"))
	}
}

// TestSheetUploadsMakePlace holds that somebody who uploads file after file fills
// no disk.
func TestSheetUploadsMakePlace(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	_, at := v.preview(v.workbook("period=2018-06", map[string]string{"C03 Status": "LP"}))
	for range tracker.UploadsMost {
		v.preview(v.workbook("period=2018-06", nil))
	}
	if a := v.get(at); a.Code != http.StatusNotFound || !strings.Contains(a.text("main"), "no longer kept") {
		t.Errorf("%d %s", a.Code, a.text("main"))
	}
}

// TestSheetInFrench fills in the French workbook and reads it in English.
func TestSheetInFrench(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("lead")
	a := v.get("/fr/travail/tableur/ca-3/classeur.xlsx?periode=2018-06")
	f, err := excelize.OpenReader(bytes.NewReader(a.Body.Bytes()))
	if err != nil {
		t.Fatal(a.Code, err)
	}
	rows, err := f.GetRows("Mises à jour")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(rows[0], "Statut") || rows[0][1] != "Titre en français" {
		t.Errorf("header %q", rows[0])
	}
	rules, err := f.GetDataValidations("Mises à jour")
	if err != nil || !strings.Contains(rules[0].Formula1, "LP – Progrès limité") {
		t.Errorf("%+v, %v", rules, err)
	}
	for _, r := range rules {
		if len([]rune(*r.Prompt)) > 255 || len([]rune(*r.PromptTitle)) > 32 {
			t.Errorf("%q: %q is longer than a spreadsheet program shows", *r.PromptTitle, *r.Prompt)
		}
	}
	if err := f.SetCellStr("Mises à jour", "H2", "C – Réalisé"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	page, _ := v.preview(out.Bytes())
	if got := page.text(".was-is"); !strings.Contains(got, "C – Complete") {
		t.Errorf("%s", page.text("main"))
	}
}
