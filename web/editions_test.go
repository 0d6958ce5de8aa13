package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

// TestCoordinatorFreezesAPlan goes from the checklist to a public edition, goes on with
// the plan, and finds the edition as it was.
func TestCoordinatorFreezesAPlan(t *testing.T) {
	d := newDesk(t)
	coordinator := d.signedIn("coordinator")
	const form = "/fr/travail/plans/ca-3/figer"
	first := coordinator.get(form)
	if first.Code != http.StatusOK || !strings.Contains(first.Body.String(), "Jamais déclarés") {
		t.Fatalf("%d: %s", first.Code, first.Body)
	}
	send := func(v url.Values) (int, string) {
		a := coordinator.send(http.MethodPost, form, v)
		return a.Code, a.Header().Get("Location") + a.Body.String()
	}
	good := url.Values{"as_of": {"2018-06-30"}, "kind": {"end_of_term"}, "reason_en": {""}, "reason_fr": {""}}
	with := func(pairs ...string) url.Values {
		v := url.Values{}
		for name, values := range good {
			v[name] = values
		}
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return v
	}
	for name, c := range map[string]struct {
		form url.Values
		want string
	}{
		"no day":          {with("as_of", ""), "Une date est manquante."},
		"a day to come":   {with("as_of", "2099-01-01"), "n’est pas encore venu"},
		"no kind":         {with("kind", "yearly"), "Choisissez le genre"},
		"one language":    {with("reason_en", "Why"), "dans les deux langues"},
		"corrects none":   {with("corrects", "4"), "n’existe pas"},
		"corrects a word": {with("corrects", "x"), "n’existe pas"},
	} {
		if code, text := send(c.form); code != http.StatusUnprocessableEntity || !strings.Contains(text, c.want) {
			t.Errorf("%s: %d, %q is missing", name, code, c.want)
		}
	}
	if code, _ := send(with("preview", "1")); code != http.StatusOK {
		t.Errorf("the checklist of another day: %d", code)
	}
	if all, err := d.store.Editions(t.Context(), "ca-3"); err != nil || len(all) != 0 {
		t.Fatalf("%v: frozen by a refusal: %+v", err, all)
	}
	if code, to := send(good); code != http.StatusSeeOther || to != "/fr/plans/ca-3/editions/1" {
		t.Fatalf("%d to %s", code, to)
	}

	public := d.visitor()
	page := func(address string) string {
		a := public.get(address)
		if a.Code != http.StatusOK {
			t.Errorf("%s: %d", address, a.Code)
		}
		return a.Body.String()
	}
	content := page("/en/plans/ca-3/editions/1.json")
	f, err := edition.Read([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	sum := edition.Sum([]byte(content))
	if !strings.Contains(page("/en/plans/ca-3/editions"), sum) || !strings.Contains(page("/fr/plans/ca-3/editions/1"), sum) {
		t.Error("the hash is not on the pages")
	}
	report := page("/en/plans/ca-3/editions/1/report")
	if !strings.Contains(report, sum) {
		t.Error("the report does not cite the edition's hash")
	}

	// The plan goes on: nothing of the edition changes, neither its bytes nor its report.
	_, _, _, err = d.store.AddUpdates(t.Context(), "test", "ca-3", []tracker.Update{{Leaf: "C02.2", Period: "2018-06", Status: tracker.Complete, Organization: "tbs-sct",
		Progress: tracker.Text{EN: "Done.", FR: "Fait."}}})
	if err != nil {
		t.Fatal(err)
	}
	if page("/en/plans/ca-3/editions/1.json") != content || page("/en/plans/ca-3/editions/1/report") != report {
		t.Error("the edition changed with the plan")
	}

	// Its report was set once: the answer is kept whatever is written.
	if kept := cacheKey(0, "", "/en/plans/ca-3/editions/1/report", ""); d.server.pages.get(kept) == nil {
		t.Error("the report of an edition is not kept")
	}
	if kept := cacheKey(0, "", "/en/plans/ca-3/editions/1", ""); d.server.pages.get(kept) != nil {
		t.Error("the page of an edition is kept, which may be corrected")
	}

	// A correction names what it corrects, and is named by it.
	if code, _ := send(with("corrects", "1")); code != http.StatusUnprocessableEntity {
		t.Errorf("a correction without its reason: %d", code)
	}
	if code, to := send(with("as_of", "2018-07-03", "corrects", "1", "reason_en", "An update was late.", "reason_fr", "Une mise à jour tardait.")); code != http.StatusSeeOther {
		t.Fatalf("%d: %s", code, to)
	}
	if !strings.Contains(page("/en/plans/ca-3/editions/1"), "Corrected by edition 2") || !strings.Contains(page("/en/plans/ca-3/editions/2"), "Corrects edition 1") {
		t.Error("the two editions do not name each other")
	}
	if code, text := send(with("corrects", "1", "reason_en", "Again.", "reason_fr", "Encore.")); code != http.StatusUnprocessableEntity || !strings.Contains(text, "déjà été corrigée") {
		t.Errorf("corrected twice: %d", code)
	}
	for _, address := range []string{"/en/plans/ca-3/editions/3", "/en/plans/ca-3/editions/0", "/en/plans/ca-3/editions/01", "/en/plans/ca-3/editions/x.json", "/en/plans/ca-9/editions", "/en/plans/ca-3/editions/-1/report"} {
		if a := public.get(address); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, a.Code)
		}
	}

	// The first edition lacks what the plan went on with; the second says so.
	changes := page("/fr/plans/ca-3/editions/changements?de=1&vers=2")
	if !strings.Contains(changes, "C02.2") || !strings.Contains(changes, "Réalisé") {
		t.Error("the comparison does not tell the update")
	}
	if same := page("/en/plans/ca-3/editions/changes?from=2&to=2"); !strings.Contains(same, "Nothing changed") {
		t.Error("an edition differs from itself")
	}
	var told struct{ Items []struct{ Code string } }
	if err := json.Unmarshal([]byte(page("/en/plans/ca-3/editions/changes.json")), &told); err != nil || len(told.Items) != 2 || told.Items[1].Code != "C02.2" {
		t.Errorf("%v: %+v", err, told.Items)
	}
	for _, address := range []string{"/en/plans/ca-3/editions/changes?from=1&to=9", "/en/plans/ca-3/editions/changes.json?from=x"} {
		if a := public.get(address); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, a.Code)
		}
	}

	// Page and report state the figures that the edition holds.
	var figures struct{ Lower, Upper float64 }
	if err := json.Unmarshal(f.Figures, &figures); err != nil {
		t.Fatal(err)
	}
	a := f.Assessment()
	if figures.Lower != a.Lower.Float() || figures.Upper != a.Upper.Float() {
		t.Errorf("frozen %+v, computed %v to %v", figures, a.Lower, a.Upper)
	}
}
