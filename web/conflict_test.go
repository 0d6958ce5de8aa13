package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// theirs saves a report as a colleague would who opened it at the same time.
func (d *desk) theirs(t *testing.T, values ...string) {
	t.Helper()
	colleague := d.signedIn("coordinator")
	expect(t, colleague.press(reportAddress, view.ActSave, colleague.fill(reportAddress, values...)), http.StatusSeeOther)
}

func TestStaleSave(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	d.theirs(t, "progress_en", "Work began here.", "challenges_en", "None.", "status", "limited")
	mine := lead.fill(reportAddress)
	d.theirs(t, "progress_en", "Work began there, slowly.", "challenges_fr", "Aucun.")
	mine.Set("progress_en", "Work began here, quickly.")
	mine.Set("progress_fr", "Les travaux ont commencé.")
	mine.Set("status", "substantial")
	a := lead.press(reportAddress, view.ActPublish, mine)
	expect(t, a, http.StatusConflict, "A coordinator saved this draft on", "Progress in English", "Changed only in what was saved", "Challenges in French")
	if a.doc.Find("fieldset .diff ins").Length() == 0 || a.doc.Find("fieldset .diff del").Length() == 0 {
		t.Error("no difference is shown")
	}
	if n := a.doc.Find("fieldset").Length(); n != 1 {
		t.Errorf("%d fields are to choose from, one is contested", n)
	}
	open := a.fields("main form")
	if got, want := open.Get("hand_progress_en"), "Work began ⟦Typed: here, quickly.⟧ ⟦Saved: there, slowly.⟧"; got != want {
		t.Errorf("merged: %q, want %q", got, want)
	}
	open.Set("choice_progress_en", view.ChoiceHand) // as it was offered
	expect(t, lead.press(reportAddress, view.ActResolve, open), http.StatusUnprocessableEntity, "Keep one of the two versions")
	open = a.fields("main form")
	open.Set("hand_progress_en", "Both of us.")
	refused := lead.press(reportAddress, view.ActResolve, open)
	expect(t, refused, http.StatusUnprocessableEntity, "Choose which text shall stand", "Challenges in French")
	kept := refused.fields("main form")
	for name, want := range map[string]string{
		"hand_progress_en": "Both of us.", "mine_progress_en": "Work began here, quickly.", "mine_status": "substantial", "choice_progress_en": "",
	} {
		if got := kept.Get(name); got != want {
			t.Errorf("without a choice, %s is %q, want %q", name, got, want)
		}
	}
	if got := refused.text("#field-progress_en-error"); got != "Choose which text shall stand" {
		t.Errorf("the field is marked %q", got)
	}
	before := d.draft("C01.1.2", "2018-06", "tbs-sct")
	if before.Update.Progress.EN != "Work began there, slowly." {
		t.Errorf("theirs was overwritten: %q", before.Update.Progress.EN)
	}
	for choice, want := range map[string]string{
		view.ChoiceMine: "Work began here, quickly.", view.ChoiceTheirs: "Work began there, slowly.", view.ChoiceHand: "Both of us.",
	} {
		form := a.fields("main form")
		form.Set("choice_progress_en", choice)
		form.Set("hand_progress_en", "Both of us.")
		// Each choice starts from the page that was shown.
		d.reset(t, before)
		form.Set("version", strconv.FormatInt(d.draft("C01.1.2", "2018-06", "tbs-sct").Version, 10))
		expect(t, lead.press(reportAddress, view.ActResolve, form), http.StatusSeeOther)
		u := d.draft("C01.1.2", "2018-06", "tbs-sct").Update
		if u.Progress.EN != want || u.Progress.FR != "Les travaux ont commencé." || u.Challenges.FR != "Aucun." || u.Status != tracker.Substantial {
			t.Errorf("%s: %+v", choice, u)
		}
	}
}

// reset saves a draft as it was, as one more version.
func (d *desk) reset(t *testing.T, was *tracker.Draft) {
	t.Helper()
	again := *was
	again.Version = d.draft(was.Update.Leaf, was.Update.Period, was.Update.Organization).Version
	if _, err := d.store.SaveDraft(t.Context(), "test", again); err != nil {
		t.Fatal(err)
	}
}

// A conflict that is resolved too late is shown once more.
func TestStaleChoice(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	mine := lead.fill(reportAddress, "progress_en", "Mine.")
	d.theirs(t, "progress_en", "Theirs.")
	a := lead.press(reportAddress, view.ActSave, mine)
	expect(t, a, http.StatusConflict)
	form := a.fields("main form")
	form.Set("choice_progress_en", view.ChoiceMine)
	d.theirs(t, "progress_en", "Theirs, again.")
	a = lead.press(reportAddress, view.ActResolve, form)
	expect(t, a, http.StatusConflict, "Theirs, again")
	if got := a.fields("main form").Get("mine_progress_en"); got != "Mine." {
		t.Errorf("mine is lost: %q", got)
	}
}

// Somebody published while the form was open: what was typed becomes a correction,
// if its writer says so.
func TestPublishedMeanwhile(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	mine := lead.fill(reportAddress, written("Mine.")...)
	other := d.signedIn("coordinator")
	expect(t, other.press(reportAddress, view.ActPublish, other.fill(reportAddress, written("Theirs.")...)), http.StatusSeeOther)
	a := lead.press(reportAddress, view.ActPublish, mine)
	expect(t, a, http.StatusConflict, "An update by A coordinator for this period was published", "saving it begins a correction")
	form := a.fields("main form")
	form.Set("choice_progress_en", view.ChoiceMine)
	expect(t, lead.press(reportAddress, view.ActResolve, form), http.StatusSeeOther)
	draft := d.draft("C01.1.2", "2018-06", "tbs-sct")
	if draft.Update.Replaces == 0 || draft.Update.Progress.EN != "Mine." {
		t.Errorf("the correction: %+v", draft.Update)
	}
	expect(t, lead.press(reportAddress, view.ActPublish, lead.fill(reportAddress)), http.StatusSeeOther)
}

// Both added evidence: both stays unless somebody says otherwise.
func TestBothAddEvidence(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	link := func(form url.Values, address string) url.Values {
		form["link_url"], form["link_lang"] = append(form["link_url"], address), append(form["link_lang"], "en")
		form["link_title_en"], form["link_title_fr"] = append(form["link_title_en"], ""), append(form["link_title_fr"], "")
		form["link_file"] = append(form["link_file"], "")
		return form
	}
	mine := link(lead.fill(reportAddress), "https://example.org/mine")
	other := d.signedIn("coordinator")
	expect(t, other.press(reportAddress, view.ActSave, link(other.fill(reportAddress), "https://example.org/theirs")), http.StatusSeeOther)
	a := lead.press(reportAddress, view.ActSave, mine)
	expect(t, a, http.StatusConflict, "Links and files", "https://example.org/theirs", "https://example.org/mine")
	expect(t, lead.press(reportAddress, view.ActResolve, a.fields("main form")), http.StatusSeeOther)
	if got := d.draft("C01.1.2", "2018-06", "tbs-sct").Update.Evidence; len(got) != 2 {
		t.Errorf("evidence: %+v", got)
	}
}

// What was changed in one's own other window is no colleague's; and what does not
// overlap is joined, for whoever chooses so.
func TestOwnOtherWindow(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	expect(t, lead.press(reportAddress, view.ActSave, lead.fill(reportAddress, "progress_en", "Work began in June. Nine offices are open.")), http.StatusSeeOther)
	here := lead.fill(reportAddress, "progress_en", "Work began in July. Nine offices are open.")
	expect(t, lead.press(reportAddress, view.ActSave, lead.fill(reportAddress, "progress_en", "Work began in June. Nine offices are open, one is not.")), http.StatusSeeOther)
	a := lead.press(reportAddress, view.ActSave, here)
	expect(t, a, http.StatusConflict, "You saved this draft in another window on", "Both changes are joined here already")
	if strings.Contains(a.Body.String(), "Somebody") {
		t.Error("somebody else is blamed")
	}
	if n := a.doc.Find("input[type=radio][checked]").Length(); n != 0 {
		t.Errorf("%d choices are made beforehand", n)
	}
	form := a.fields("main form")
	form.Set("choice_progress_en", view.ChoiceHand)
	expect(t, lead.press(reportAddress, view.ActResolve, form), http.StatusSeeOther)
	if got, want := d.draft("C01.1.2", "2018-06", "tbs-sct").Update.Progress.EN, "Work began in July. Nine offices are open, one is not."; got != want {
		t.Errorf("joined: %q, want %q", got, want)
	}
}

// Who returned a draft is named, too.
func TestReturnedMeanwhile(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	expect(t, lead.press(reportAddress, view.ActSubmit, lead.fill(reportAddress, written("Once.")...)), http.StatusSeeOther)
	mine := lead.fill(reportAddress, "progress_en", "Twice.")
	draft := d.draft("C01.1.2", "2018-06", "tbs-sct")
	draft.State, draft.Comment, draft.ReturnedBy = tracker.DraftReturned, "More, please.", d.account["coordinator"].ID
	if _, err := d.store.SaveDraft(t.Context(), "test", *draft); err != nil {
		t.Fatal(err)
	}
	expect(t, lead.press(reportAddress, view.ActSave, mine), http.StatusConflict, "A coordinator returned this draft on")
}

// To send a form twice is no conflict with oneself.
func TestSentTwice(t *testing.T) {
	d := newDesk(t)
	lead := d.signedIn("lead")
	form := lead.fill(reportAddress, written("Once.")...)
	expect(t, lead.press(reportAddress, view.ActSave, form), http.StatusSeeOther)
	expect(t, lead.press(reportAddress, view.ActSave, form), http.StatusSeeOther)
	stale := lead.fill(reportAddress)
	d.theirs(t, "progress_en", "Theirs.")
	expect(t, lead.press(reportAddress, view.ActDiscard, stale), http.StatusConflict)
	if d.draft("C01.1.2", "2018-06", "tbs-sct") == nil {
		t.Error("theirs was discarded")
	}
}
