package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/db/dbtest"
	"ogptracker/tracker/trackertest"
	"ogptracker/web/view"
)

// hostileText is markup, a formula, right-to-left marks, an emoji, NUL, and what has
// a meaning to templates, Markdown, charts and XML.
const hostileText = "=cmd|'/c calc'!A1 <script>alert(1)</script> \"'><img src=x onerror=alert(1)> \u202Elive\u202C \u200Fx \x00 " +
	"\U0001F9ED {{.}} [x](javascript:alert(1)) <javascript:alert(2)> __f__alert(3)__f__ ]]> --> END:VEVENT"

// straight takes away what turns a text around.
var straight = strings.NewReplacer("\u202E", "", "\u202C", "", "\u200F", "")

// prose matches the fields of forms that take words.
var prose = regexp.MustCompile(`_(en|fr)$|^(name|comment|contact_name|extra)$`)

// typeEverywhere opens a form, types a text into every field that takes words, and
// sends it.
func (v *visitor) typeEverywhere(address, text string, pairs ...string) *answered {
	v.Helper()
	form := v.filled(address, pairs...)
	n := 0
	for name := range form {
		if prose.MatchString(name) && !strings.HasPrefix(name, "file_title_") { // which is about a file, and none is sent
			form[name] = slices.Repeat([]string{text}, len(form[name]))
			n++
		}
	}
	if n == 0 {
		v.Errorf("%s has no field for words: %v", address, form)
	}
	return v.post(address, form)
}

// hostileForms are the forms that take words, each sent by who may, with what must
// be chosen beside the words.
func hostileForms(d *desk) []struct {
	who, address string
	pairs        []string
} {
	admin := strconv.FormatInt(d.account["admin"].ID, 10)
	return []struct {
		who, address string
		pairs        []string
	}{
		{"coordinator", "/en/work/jurisdictions/code/CA", nil},
		{"coordinator", "/en/work/organizations/code/tbs-sct", nil},
		{"coordinator", editor3 + "/whole", []string{"theme_2_code", "second", "theme_3_code", "third"}},
		{"coordinator", editor3 + "/items/C01", []string{"stated_level", "limited"}},
		{"coordinator", editor3 + "/items/C01.1", nil},
		{"coordinator", editor3 + "/items/C01.1.2", nil},
		{"coordinator", editor3 + "/items/C01.1.1/deadline", []string{"due", "2018-09-30", "on", "2018-07-03", "shown", "2018-09-30 2018-07-03"}},
		{"coordinator", editor3 + "/items/C03/withdraw", nil},
		{"coordinator", editor3 + "/add?under=C02", []string{"code", "C02.9", "weight", "1"}},
		{"coordinator", editor3 + "/process/events/new", []string{"kind", "consultation", "on", "2018-02-01"}},
		{"coordinator", editor3 + "/process/recommendations/new", nil},
		{"lead", reportAddress, []string{"status", "substantial", view.SentAction, view.ActPublish}},
		{"lead", "/en/work/updates/ca-3/C02.1/2018-06", []string{"status", "limited", view.SentAction, view.ActSave}},
		{"lead", "/fr/travail/compte/renseignements", nil},
		{"admin", "/en/work/accounts/" + admin, nil},
	}
}

// TestHostileTextsThroughForms types the worst into every form that takes words, and
// then looks at every public address and the pages of those who sign in: it is shown
// as what it is, everywhere.
func TestHostileTextsThroughForms(t *testing.T) {
	d := newDesk(t)
	if _, err := d.store.SaveIndex(t.Context(), dbtest.Actor, trackertest.Index()); err != nil {
		t.Fatal(err)
	}
	coordinator := d.signedIn("coordinator")
	for _, f := range hostileForms(d) {
		v := d.signedIn(f.who)
		address := f.address
		if address == "/fr/travail/compte/renseignements" { // its form stands on another page
			form := v.get("/fr/travail/compte").fields(`form[action="` + address + `"]`)
			form.Set("name", hostileText)
			expect(t, v.post(address, form), http.StatusSeeOther)
			continue
		}
		a := v.typeEverywhere(address, hostileText, f.pairs...)
		if a.Code == http.StatusUnprocessableEntity { // what turns the text around may be refused, by its name
			if !strings.Contains(a.text(".error-summary"), "U+202E") {
				t.Errorf("%s does not say what is refused: %s", address, a.text(".error-summary"))
			}
			inert(&walk{visitor: v}, address, a)
			a = v.typeEverywhere(address, straight.Replace(hostileText), f.pairs...)
		}
		if a.Code != http.StatusSeeOther {
			t.Errorf("%s: %d %s", address, a.Code, a.text(".error-summary"))
		}
	}
	// Handed in, and returned with a comment.
	waiting := d.handIn("C01.1.1")
	queued := "/en/work/to-publish/ca-3/" + strconv.FormatInt(waiting.ID, 10)
	form := coordinator.get(queued).fields("main form")
	form.Set(view.SentComment, hostileText)
	expect(t, coordinator.press(queued, view.ActReturn, form), http.StatusSeeOther)
	// From a spreadsheet, published.
	lead := d.signedIn("lead")
	page, at := lead.preview(lead.workbook("period=2018-06", map[string]string{
		"C02.2 Status": "LP", "C02.2 Progress in English": strings.ReplaceAll(hostileText, "\x00", ""), "C02.2 Progress in French": "Texte.",
	}))
	harmless(&walk{visitor: lead}, at, page, page.Body.Bytes())

	rec := d.recorded()
	for name, kept := range map[string]string{
		"title": rec.Plan.Title.EN, "commitment": rec.Plan.Commitments[0].Title.FR, "organization": rec.Organizations[0].Name.EN,
		"jurisdiction": rec.Jurisdiction.Name.FR, "deadline": rec.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline.Revisions[0].Reason.EN,
		"update": rec.Updates[len(rec.Updates)-1].Progress.EN,
	} {
		if !strings.Contains(kept, "<script>alert(1)</script>") || !strings.Contains(kept, "\U0001F9ED") || strings.Contains(kept, "\x00") {
			t.Errorf("%s: %q is not what was typed, without NUL", name, kept)
		}
	}

	w := &walk{visitor: d.visitor(), seen: map[string]int{}, look: harmless}
	w.add(everywhere...)
	w.run()
	for who, addresses := range map[string][]string{
		"lead": {"/en/work", "/en/work/notices", "/en/work/updates/ca-3", "/en/work/updates/ca-3/C01.1.1/2018-06", "/en/work/history/ca-3/C01", "/en/work/account",
			"/en/work/spreadsheet/ca-3", "/en/work/spreadsheet/ca-3/workbook.xlsx?period=2018-06", at},
		"coordinator": {"/fr/travail", "/en/work/plans", editor3, editor3 + "/whole", editor3 + "/items/C01", editor3 + "/process", editor3 + "/sheet.csv", editor3 + "/sheet.xlsx",
			"/en/work/organizations", "/en/work/to-publish", "/en/work/audit", "/en/work/audit.jsonl"},
		"admin": {"/en/work/accounts", "/en/work/audit/5"},
	} {
		v := &walk{visitor: d.signedIn(who), seen: map[string]int{}, look: harmless}
		for _, address := range addresses {
			if got := v.visit(address); got != http.StatusOK {
				t.Errorf("%s as %s: %d", address, who, got)
			}
		}
	}
}

// TestEndlessTextsAreRefused sends texts without an end: each is refused with a
// message, and what was recorded stays.
func TestEndlessTextsAreRefused(t *testing.T) {
	d := newDesk(t)
	_, before, err := d.store.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{200_000, 1 << 20} {
		text := strings.Repeat("x", size)
		for _, f := range hostileForms(d) {
			if f.address == "/fr/travail/compte/renseignements" {
				continue
			}
			a := d.signedIn(f.who).typeEverywhere(f.address, text, f.pairs...)
			if a.Code != http.StatusUnprocessableEntity && a.Code != http.StatusRequestEntityTooLarge || a.text("main") == "" {
				t.Errorf("%d characters to %s: %d", size, f.address, a.Code)
			}
		}
		if a := d.signedIn("lead").post("/en/work/account/details", url.Values{"name": {text}}); a.Code != http.StatusUnprocessableEntity && a.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%d characters of a name: %d", size, a.Code)
		}
	}
	if _, after, err := d.store.AuditHead(t.Context()); err != nil || after != before {
		t.Errorf("something was written, %v", err)
	}
}

// harmless holds that nothing of an answer is more than text.
func harmless(w *walk, address string, a *answered, text []byte) {
	w.Helper()
	kind, _, _ := strings.Cut(a.Header().Get("Content-Type"), ";")
	own := strings.HasPrefix(address, "/static/") // what the program brings along
	switch {
	case own, kind == "application/pdf", strings.HasPrefix(kind, "image/png"): // package pdf holds its own
	case kind == "text/html":
		inert(w, address, a)
		unseen(w, address, text)
	case strings.HasSuffix(kind, "xml"):
		elements(w, address, text)
		unseen(w, address, text)
	case strings.HasSuffix(kind, "json"):
		if !json.Valid(text) {
			w.Errorf("%s is no JSON", address)
		}
	case kind == "text/csv":
		guarded(w, address, text)
	case kind == "text/calendar":
		if got, want := bytes.Count(text, []byte("\nEND:VEVENT")), bytes.Count(text, []byte("\nBEGIN:VEVENT")); got != want {
			w.Errorf("%s: %d events end and %d begin", address, got, want)
		}
	case kind == xlsxType:
		if bytes.Contains(text, []byte("<f>=cmd")) || bytes.Contains(text, []byte("<f>cmd")) || bytes.Contains(text, []byte("<script>")) {
			w.Errorf("%s: a text became a formula or markup", address)
		}
	}
}

// inert holds that no text became markup or an address.
func inert(w *walk, address string, a *answered) {
	w.Helper()
	if a.doc.Find("script:not([src]):not([type='application/json']):not([type='application/ld+json']), img[src='x'], [onerror], [onload], [onclick]").Length() > 0 {
		w.Errorf("%s: a text became markup", address)
	}
	a.doc.Find("[href], [src], [action]").Each(func(_ int, s *goquery.Selection) {
		for _, name := range []string{"href", "src", "action"} {
			if target := strings.ToLower(strings.TrimSpace(s.AttrOr(name, ""))); strings.HasPrefix(target, "javascript:") || strings.HasPrefix(target, "data:text") {
				w.Errorf("%s: a text became an address: %s", address, target)
			}
		}
	})
}

// typedIn matches what stands in the fields of forms, where one's own text is left as
// it was typed.
var typedIn = regexp.MustCompile(`(?s) value="[^"]*"|<textarea.*?</textarea>`)

// unseen holds that no character is sent that shows nothing and turns what is shown.
func unseen(w *walk, address string, text []byte) {
	w.Helper()
	text = typedIn.ReplaceAll(text, nil)
	if at := bytes.IndexAny(text, "\x00\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"); at >= 0 {
		w.Errorf("%s: %.80q", address, text[max(0, at-40):])
	}
}

// elements holds that a feed, a site map or a drawing is whole, and has no element
// that somebody typed.
func elements(w *walk, address string, text []byte) {
	w.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			w.Errorf("%s: %v", address, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "img") {
			w.Errorf("%s: a text became an element", address)
		}
	}
}

// guarded holds that no cell is a formula to a spreadsheet.
func guarded(w *walk, address string, text []byte) {
	w.Helper()
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	rows.FieldsPerRecord = -1
	all, err := rows.ReadAll()
	if err != nil {
		w.Errorf("%s: %v", address, err)
	}
	for _, row := range all {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=cmd") {
				w.Errorf("%s: a cell is a formula: %.60q", address, cell)
			}
		}
	}
}
