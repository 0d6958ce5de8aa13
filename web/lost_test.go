package web

import (
	"net/http"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// recovered returns what a page gives back of what was typed.
func (a *answered) recovered() string {
	var all []string
	for _, text := range a.doc.Find("textarea.lost").EachIter() {
		all = append(all, text.Text())
	}
	return strings.Join(all, "|")
}

// Somebody removed what a form of the plan editor is about: what was typed is given
// back.
func TestEditOfWhatWasRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		address string
		typed   []string
	}{
		"item":           {"/items/C03", []string{"title_en", "Typed <b>title</b>"}},
		"deadline":       {"/items/C03/deadline", []string{"due", "2018-12-31", "reason_en", "Typed reason"}},
		"withdrawal":     {"/items/C03/withdraw", []string{"reason_fr", "Raison saisie"}},
		"place":          {"/items/C03/place", []string{"reason_en", "Typed reason"}},
		"removal":        {"/items/C03/remove", []string{"reason_en", "Typed reason"}},
		"what is below":  {"/add?under=C03", []string{"code", "C03.9", "title_en", "Typed title", "description_fr", "Description\nsaisie"}},
		"event":          {"/process/events/1", []string{"title_en", "Typed event"}},
		"recommendation": {"/process/recommendations/1", []string{"response_en", "Typed response"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			v := d.signedIn("coordinator")
			form := v.filled(editor3+c.address, c.typed...)
			if _, err := d.store.EditPlan(t.Context(), "test", tracker.Amendment{Plan: "ca-3", Seen: d.store.Version(), Reason: text("r")}, func(now *tracker.Record) error {
				now.Plan.Remove("C03")
				now.Events, now.Recommendations = nil, nil
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			a := v.post(editor3+c.address, form)
			expect(t, a, http.StatusNotFound, "What you typed")
			for i := 1; i < len(c.typed); i += 2 {
				if !strings.Contains(a.recovered(), c.typed[i]) {
					t.Errorf("%q is lost: %s", c.typed[i], a.recovered())
				}
			}
			if got := v.post(editor3+c.address, map[string][]string{}); got.Code != http.StatusNotFound || got.doc.Find("textarea").Length() != 0 {
				t.Errorf("nothing typed: %d", got.Code)
			}
		})
	}
}

// Somebody removed or withdrew the item of a report that was being written, or gave
// it to another organization.
func TestReportOnWhatWasRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		says   string
		change string // address in the editor
		typed  []string
	}{
		"removed":          {http.StatusNotFound, "This item is not in the plan", "/items/C03/remove", nil},
		"withdrawn":        {http.StatusConflict, "This item was withdrawn from the plan.", "/items/C03/withdraw", []string{"period", "2018-06"}},
		"another leads it": {http.StatusForbidden, "", "/items/C03", []string{"leads", "lac-bac"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			lead, coordinator := d.signedIn("lead"), d.signedIn("coordinator")
			const address = "/en/work/updates/ca-3/C03/2018-06"
			form := lead.fill(address, append(written("Typed <b>here</b>"), "link_url", "https://example.org/typed", "link_title_en", "", "link_title_fr", "")...)
			expect(t, coordinator.post(editor3+c.change, coordinator.filled(editor3+c.change, append(c.typed, "reason_en", "Why", "reason_fr", "Pourquoi")...)), http.StatusSeeOther)
			a := lead.press(address, view.ActSave, form)
			expect(t, a, c.status, c.says, "What you typed")
			for _, typed := range []string{"Typed <b>here</b>", "Version française.", "https://example.org/typed", "Substantial"} {
				if !strings.Contains(a.recovered(), typed) {
					t.Errorf("%q is lost: %s", typed, a.recovered())
				}
			}
			if a := lead.post(address+"/draft", form); c.says != "" && (a.Code < 400 || !strings.Contains(a.Body.String(), "Send the form")) {
				t.Errorf("the script is told %d, %s", a.Code, a.Body)
			}
		})
	}
}
