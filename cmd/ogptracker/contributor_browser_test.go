package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/tracker"
	"ogptracker/web/view"
)

const (
	lead        = "contributor@example.org"
	coordinator = "coordinator@example.org"
	saveDraft   = `.submit button[value="save"]`
	handIn      = `.submit button[value="submit"]`
)

// form is the link to the form of an item that is due.
func form(code string) string { return fmt.Sprintf(`main table a[href*="/%s/"]`, code) }

// fillIn chooses a status and writes what is done.
func (p *typist) fillIn(progressEN, progressFR string) {
	p.Helper()
	p.pick("#status-substantial")
	p.write("#progress_en", progressEN)
	p.write("#progress_fr", progressFR)
}

// leadReports goes from what is due to the public page: a draft with everything that
// can be missing, handed in, returned, corrected, published; two more published at
// once.
func leadReports(t *testing.T, h *house) {
	p, c := h.member(t, lead), h.member(t, coordinator)
	p.says("work.home.due")
	p.enter(form("C01.4.2"))
	p.write("#progress_en", "The second group *began* its year.")
	p.enter(saveDraft)
	p.says("work.update.did_save")
	p.open(p.k.Work())
	p.says("work.home.begun")
	p.enter(`main .items a[href*="/C01.4.2/"]`)
	p.enter(`button[value="preview"]`)
	p.says("work.update.preview")
	p.enter("#add-evidence")
	p.write("#link-1-url", "example.org/no-scheme")
	p.enter(handIn)
	p.mends("link-1-url")
	p.write("#link-1-url", "https://example.org/second-group")
	p.enter(handIn)
	p.mends("progress_fr")
	p.write("#link-1-title_en", "List of the group")
	p.write("#link-1-title_fr", "Liste du groupe")
	p.fillIn("The second group *began* its year.", "Le second groupe a *commencé* son année.")
	p.handsIn("C01.4.2")
	p.says("work.home.waiting")
	for _, code := range []string{"C01.4.3", "C01.4.4"} {
		p.enter(form(code))
		p.fillIn("Refined: "+code, "Amélioré : "+code)
		p.handsIn(code)
	}

	c.says("work.home.owed")
	c.enter(`.plan-nav ` + linkTo(c.k.Queue()))
	c.enter(`main .queue li:first-child p a`)
	c.enter(`button[value="return"]`)
	c.says("work.queue.no_comment")
	c.mends(view.SentComment)
	c.write("#comment", "Say how many they are.")
	c.enter(`button[value="return"]`)
	c.says("work.queue.did_return", "code", "C01.4.2")

	p.enter(`.site-tools ` + linkTo(p.k.Notices(0)))
	p.tells("work.notice.what.returned", 1)
	p.enter(`.notices a[href*="/C01.4.2/"]`)
	p.says("work.update.returned")
	p.reads("Say how many they are.")
	p.write("#progress_en", "The second group, of twelve, *began* its year.")
	p.write("#progress_fr", "Le second groupe, de douze personnes, a *commencé* son année.")
	p.handsIn("C01.4.2")

	c.open(c.k.Queue())
	c.enter(`main form button.btn`)
	c.says("work.queue.none_chosen")
	for _, code := range []string{"C01.4.3", "C01.4.4"} {
		c.press("#"+asks[string](c, fmt.Sprintf(`[...document.querySelectorAll(".queue label")].find(l => l.innerText.includes(%q)).htmlFor`, code)), " ")
	}
	c.enter(`main form button.btn`)
	c.tells("work.queue.published", 2)
	c.enter(`main .queue li p a`)
	c.reads(tracker.Text{EN: "List of the group", FR: "Liste du groupe"}.In(h.lang))
	c.enter(`button[value="publish"]`)

	p.open(p.k.Notices(0))
	p.tells("work.notice.what.published", 2)
	p.enter(`.notices-tools button`)
	p.says("work.notice.none_new")
	p.follow(p.k.NoticeSettings())
	p.enter(`main form button`)
	p.says("work.notice.saved")
	p.open(p.k.Commitment("ca-6", "C01"))
	p.reads(tracker.Text{EN: "The second group, of twelve, began its year.", FR: "Le second groupe, de douze personnes, a commencé son année."}.In(h.lang))
	p.follow(p.k.Work())
	p.signOut()
}

// period is the one that the form which is open is about.
func (p *typist) period() tracker.Period {
	p.Helper()
	return tracker.Period(asks[string](p, `location.pathname.split("/").pop()`))
}

// handsIn sends the form that is open to a coordinator.
func (p *typist) handsIn(code string) {
	p.Helper()
	period := p.period()
	p.enter(handIn)
	p.says("work.update.did_submit", "code", code, "period", period)
}

// leadsMeet lets two write on one update at the same time: the second sees what the
// first wrote, and joins the two.
func leadsMeet(t *testing.T, h *house) {
	p, other := h.member(t, lead), h.member(t, lead)
	p.enter(form("C02.3.1"))
	other.open(p.path())
	other.write("#progress_en", "Theirs.")
	other.write("#progress_fr", "Le leur.")
	other.enter(saveDraft)
	p.write("#progress_en", "Mine.")
	p.write("#progress_fr", "Le mien.")
	p.enter(saveDraft)
	p.says("work.conflict.title")
	p.reads("Theirs")
	p.pick("#choice_progress_fr-theirs")
	p.pick("#choice_progress_en-hand")
	p.write("#hand_progress_en", "Mine, and theirs.")
	p.enter(`button[value="resolve"]`)
	p.says("work.update.did_save")
	for id, want := range map[string]string{"#progress_en": "Mine, and theirs.", "#progress_fr": "Le leur."} {
		if got := asks[string](p, fmt.Sprintf(`document.querySelector(%q).value`, id)); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	p.press(".discard summary", " ")
	p.enter(`button[value="discard"]`)
	p.says("work.update.did_discard")
}

// filledIn writes values into the row of a code of a workbook, by the header of their
// column, and returns the name of the file that holds it.
func (p *typist) filledIn(workbook []byte, code string, values map[string]string) string {
	p.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		p.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		p.Fatal(err)
	}
	n := slices.IndexFunc(rows, func(row []string) bool { return row[0] == code })
	for column, value := range values {
		cell, err := excelize.CoordinatesToCellName(slices.Index(rows[0], p.l.T("work.sheet.column."+column))+1, n+1)
		if err == nil {
			err = f.SetCellStr(sheet, cell, value)
		}
		if err != nil {
			p.Fatal(err)
		}
	}
	name := filepath.Join(p.TempDir(), "filled-in.xlsx")
	if err := f.SaveAs(name); err != nil {
		p.Fatal(err)
	}
	return name
}

// leadFillsIn reports by spreadsheet, past a conflict with a draft that was written
// meanwhile.
func leadFillsIn(t *testing.T, h *house) {
	const code = "C02.3.3"
	p := h.member(t, lead)
	p.enter(form(code))
	written, period := p.path(), p.period()
	organization := asks[string](p, `new URL(document.getElementById("update-form").getAttribute("action"), location).searchParams.values().next().value || ""`)
	p.enter(`.plan-nav ` + linkTo(p.k.Sheets()))
	p.follow(p.k.Sheet("ca-6"))
	file := p.filledIn(p.fetch(p.k.Workbook("ca-6", period, organization)), code, map[string]string{
		"status": "SP", "progress_en": "Mine, from the sheet.", "progress_fr": "Le mien, du tableur.",
	})
	p.open(written)
	p.write("#progress_en", "Written meanwhile.")
	p.enter(saveDraft)

	p.open(p.k.Sheet("ca-6"))
	p.enter(`form[enctype] button`)
	p.says("work.sheet.file.missing")
	p.mends("file")
	if _, err := chromedp.Run(p.ctx, chromedp.SetUploadFiles("#file", []string{file})); err != nil {
		t.Fatal(err)
	}
	p.enter(`form[enctype] button`)
	p.reads("Written meanwhile.")
	p.enter(`button[value="draft"]`)
	p.says("work.sheet.choose")
	p.pick(`main input[type="radio"][value="mine"]`)
	p.enter(`button[value="draft"]`)
	p.enter(`.uploaded a, main .actions a`)
	p.open(written)
	if got := asks[string](p, `document.querySelector("#progress_en").value`); got != "Mine, from the sheet." {
		t.Errorf("the form holds %q", got)
	}
}

// leadKeepsAccount ends the sessions that were left open elsewhere, and changes name,
// password and second factor.
func leadKeepsAccount(t *testing.T, h *house) {
	const another = "eight portages and a paddle"
	h.member(t, lead)
	elsewhere, p := h.member(t, lead), h.member(t, lead)
	p.enter(`.plan-nav ` + linkTo(p.k.Account()))
	p.write("#name", "")
	p.enter(`form:has(#name) button`)
	p.mends("name")
	p.write("#name", "Another name")
	p.choose("#lang", string(h.lang))
	p.enter(`form:has(#name) button`)
	p.says("work.account.saved")
	p.enter(`#sessions td button`)
	p.says("work.session.ended")
	p.enter(`#sessions > form button`)
	p.says("work.session.others_ended")
	elsewhere.open(elsewhere.k.Work())
	elsewhere.says("work.sign_in.title")

	change := func(old, password, again string) {
		p.write("#old_password", old)
		p.write("#new_password", password)
		p.write("#again", again)
		p.enter(`form:has(#old_password) button`)
	}
	change(demo.Password+"?", another, another)
	p.mends("old_password")
	change(demo.Password, another, another+"?")
	p.says("work.weak.differ")
	change(demo.Password, another, another)
	p.says("work.account.password_changed")

	p.write("#password", another)
	p.enter(`button[value="set"]`)
	secret := p.enrols()
	p.tells("work.factor.on", 10)
	p.signOut()
	p.signIn(lead, another)
	p.says("work.code.title")
	p.write("#code", "000000")
	p.enter("main form button")
	p.says("work.code.failed")
	p.code(secret)
	p.says("work.home.title")
	p.signOut()
}

// TestDraftIsSavedInTheBrowser holds that the script keeps what is typed, and that
// going on from there is no conflict.
func TestDraftIsSavedInTheBrowser(t *testing.T) {
	p := houseAt(t, ownSite(t, fillSite), tracker.EN, true).member(t, lead)
	p.enter(form("C01.4.2"))
	at := p.path()
	p.write("#progress_en", "Typed and left")
	saved := fmt.Sprintf(`document.getElementById("autosaved").textContent.startsWith(%q)`, "Draft saved")
	p.until("the draft", saved)
	p.open(p.k.Work())
	p.says("work.home.begun")
	p.open(at)
	if got := asks[string](p, `document.querySelector("#progress_en").value`); got != "Typed and left" {
		t.Errorf("the form holds %q", got)
	}
	version := asks[string](p, `document.querySelector("[name=version]").value`)
	p.write("#progress_fr", "Saisi et laissé")
	p.until("the draft", fmt.Sprintf(`document.querySelector("[name=version]").value !== %q`, version))
	p.enter(saveDraft)
	p.says("work.update.did_save")
}
