package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

const editor3 = "/en/work/plans/ca-3"

// filled returns the form of a page with some values in it, each a name and what is
// typed.
func (v *visitor) filled(address string, pairs ...string) url.Values {
	v.Helper()
	a := v.get(address)
	if a.Code != http.StatusOK {
		v.Fatalf("%s: %d", address, a.Code)
	}
	form := a.fields("main form")
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// recorded is the plan of the tests as it stands.
func (d *desk) recorded() *tracker.Record {
	d.Helper()
	r, err := d.store.Record(d.Context(), "ca-3")
	if err != nil {
		d.Fatal(err)
	}
	return r
}

func TestEditItem(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	address := editor3 + "/items/C01"
	form := v.filled(address, "title_en", "Publish all spending", "weight", "2.5", "reason_en", "A wider scope")
	form["leads"] = []string{"lac-bac", "tbs-sct", ""}
	a := v.post(address, form)
	expect(t, a, http.StatusSeeOther)
	c := d.recorded().Plan.Commitments[0]
	if c.Title.EN != "Publish all spending" || c.Weight != 2.5 || !slices.Equal(c.Leads, []string{"lac-bac", "tbs-sct"}) {
		t.Errorf("%q, %v, %v", c.Title.EN, c.Weight, c.Leads)
	}
	if a = v.get(strings.Split(a.Header().Get("Location"), "#")[0]); !strings.Contains(a.text(".done"), "Saved") {
		t.Errorf("it says %q", a.text(".done"))
	}
	// Public pages are new at once, and say why.
	if a = d.visitor().get("/en/plans/ca-3/commitments/C01"); !strings.Contains(a.text("h1"), "Publish all spending") {
		t.Errorf("the public page says %q", a.text("h1"))
	}
	if a = d.visitor().get("/en/activity"); !strings.Contains(a.text("main"), "A wider scope") {
		t.Error("the activity does not say why")
	}
	// The same form again changes nothing.
	before := d.store.Version()
	expect(t, v.post(address, v.filled(address, "reason_en", "x")), http.StatusSeeOther)
	if d.store.Version() != before {
		t.Error("a form that nobody touched changed something")
	}
}

// What is wrong is said at its field, and all that was typed is kept.
func TestEditIsRefusedAtTheField(t *testing.T) {
	long := strings.Repeat("a", tracker.LineMost+1)
	for name, c := range map[string]struct {
		address, field, value string
		control, says         string
	}{
		"no title":           {"/items/C03", "title_en", "", "title_en", "blank in both"},
		"a weight of none":   {"/items/C01.1", "weight", "-1", "weight", "above 0"},
		"a long title":       {"/items/C01.1", "title_fr", long, "title_fr", "too long"},
		"a strange sign":     {"/items/C01.1", "title_fr", "a\u202eb", "title_fr", "U+202E"},
		"no reason":          {"/items/C01.1", "reason_en", "", "reason_en", "Say why"},
		"an impossible day":  {"/items/C01.1.1", "actual_on", "2017-02-30", "actual_on", "not a day"},
		"no day by hand":     {"/items/C01.1.1", "deadline_reading", "dated", "deadline_due", "names no date"},
		"an unknown level":   {"/items/C02", "stated_level", "great", "stated_level", "none of the choices"},
		"a level and no why": {"/items/C02", "stated_level", "limited", "stated_reason_en", "without a published reason"},
		"a period in use":    {"/whole", "periods", "2017-06", "periods", "2017"},
		"periods in a knot":  {"/whole", "periods", "2018-06\n2017-06", "periods", "must come after"},
		"a zone of none":     {"/whole", "time_zone", "Ottawa", "time_zone", "not a time zone"},
		"an unsafe address":  {"/whole", "source", "javascript:x", "source", "http"},
		"a theme no code":    {"/whole", "theme_2_en", "x", "theme_2_code", "no code"},
		"an event no day":    {"/process/events/1", "on", "", "on", "missing"},
		"an unknown lead":    {"/items/C02", "leads", "nobody", "leads", "nobody"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			v := d.signedIn("coordinator")
			version := d.store.Version()
			form := v.filled(editor3+c.address, "reason_en", "Why", "reason_fr", "Pourquoi")
			if c.field == "reason_en" {
				form.Del("reason_fr")
			}
			form.Set(c.field, c.value)
			a := v.post(editor3+c.address, form)
			expect(t, a, http.StatusUnprocessableEntity)
			if got := a.text("#" + c.control + "-error"); !strings.Contains(got, c.says) {
				t.Errorf("at the field: %q, want %q; in all: %s", got, c.says, a.text(".error-summary"))
			}
			if a.doc.Find(`.error-summary a[href="#`+c.control+`"]`).Length() != 1 {
				t.Errorf("the summary does not lead to it: %s", a.text(".error-summary"))
			}
			kept := a.fields("main form")
			if got := kept[c.field]; c.field != "leads" && (len(got) == 0 || strings.ReplaceAll(got[0], "\r", "") != c.value) {
				t.Errorf("typed %q, kept %q", c.value, got)
			}
			if d.store.Version() != version {
				t.Error("something was written")
			}
		})
	}
}

// A stale save is shown both texts and the one that both started from; each choice
// can be made, and what somebody else alone changed stays.
func TestStaleEdit(t *testing.T) {
	for choice, want := range map[string]string{view.ChoiceMine: "Mine", view.ChoiceTheirs: "Theirs", view.ChoiceHand: "Both"} {
		t.Run(choice, func(t *testing.T) {
			d := newDesk(t)
			address := editor3 + "/items/C02"
			mine, other := d.signedIn("coordinator"), d.signedIn("coordinator")
			form := mine.filled(address, "title_en", "Mine", "objective_en", "My objective", "weight", "3", "reason_en", "My reason")
			expect(t, other.post(address, other.filled(address, "title_en", "Theirs", "title_fr", "Le leur", "weight", "2", "reason_en", "Their reason")), http.StatusSeeOther)
			a := mine.post(address, form)
			expect(t, a, http.StatusConflict)
			for _, says := range []string{"Open the archives", "Title in English", "Weight", "Nothing was overwritten"} {
				if !strings.Contains(a.text("main"), says) {
					t.Errorf("the page does not say %q", says)
				}
			}
			if n := a.doc.Find("main fieldset").Length(); n != 2 {
				t.Errorf("%d fields to choose, want the title and the weight", n)
			}
			if got := d.recorded().Plan.Commitments[1].Title.EN; got != "Theirs" {
				t.Errorf("overwritten by %q", got)
			}
			resolved := a.fields("main form")
			resolved.Set("choice_title_en", choice)
			resolved.Set("hand_title_en", "Both")
			resolved.Set("choice_weight", view.ChoiceMine)
			expect(t, mine.post(address, resolved), http.StatusSeeOther)
			c := d.recorded().Plan.Commitments[1]
			if c.Title.EN != want || c.Title.FR != "Le leur" || c.Objective.EN != "My objective" || c.Weight != 3 {
				t.Errorf("%+v, objective %q, weight %v", c.Title, c.Objective.EN, c.Weight)
			}
		})
	}
}

// A conflict that is answered too late is a conflict again.
func TestStaleTwice(t *testing.T) {
	d := newDesk(t)
	address := editor3 + "/whole"
	mine, other := d.signedIn("coordinator"), d.signedIn("coordinator")
	form := mine.filled(address, "summary_en", "Mine", "reason_en", "r")
	save := func(text string) {
		expect(t, other.post(address, other.filled(address, "summary_en", text, "reason_en", "r")), http.StatusSeeOther)
	}
	save("Theirs")
	first := mine.post(address, form)
	expect(t, first, http.StatusConflict)
	open := first.fields("main form")
	open.Set("hand_summary_en", "Both")
	refused := mine.post(address, open)
	expect(t, refused, http.StatusUnprocessableEntity)
	kept := refused.fields("main form")
	if refused.text("#field-summary_en-error") == "" || kept.Get("hand_summary_en") != "Both" || kept.Get("mine_summary_en") != "Mine" || kept.Get("choice_summary_en") != "" {
		t.Errorf("without a choice: %v", kept)
	}
	save("Theirs, later")
	open.Set("choice_summary_en", view.ChoiceMine)
	second := mine.post(address, open)
	expect(t, second, http.StatusConflict)
	if !strings.Contains(second.text("main"), "later") {
		t.Error("the page shows an older text")
	}
	resolved := second.fields("main form")
	resolved.Set("choice_summary_en", view.ChoiceMine)
	expect(t, mine.post(address, resolved), http.StatusSeeOther)
}

func TestReviseDeadline(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	address := editor3 + "/items/C01.1.2/deadline"
	form := v.filled(address, "due", "2018-09-30", "on", "2018-04-01", "reason_en", "A new supplier", "reason_fr", "Un nouveau fournisseur")
	a := v.post(address, form)
	expect(t, a, http.StatusOK)
	if got := a.text("main form .note"); !strings.Contains(got, "457 days") && !strings.Contains(got, "+457") {
		t.Errorf("the effect: %q", got)
	}
	if n := len(d.recorded().Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions); n != 1 {
		t.Fatalf("%d revisions before it is saved", n)
	}
	shown := a.fields("main form")
	changed := url.Values{}
	for name, values := range shown {
		changed[name] = values
	}
	changed.Set("due", "2018-10-31")
	expect(t, v.post(address, changed), http.StatusOK) // another date than was shown
	expect(t, v.post(address, shown), http.StatusSeeOther)
	ledger := d.recorded().Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions
	if len(ledger) != 2 || ledger[1].Due != tracker.MustDate("2018-09-30") || ledger[1].Reason.FR != "Un nouveau fournisseur" || ledger[0].Due != tracker.MustDate("2018-03-31") {
		t.Errorf("%+v", ledger)
	}
	// The form that was sent shows an older ledger now.
	a = v.post(address, shown)
	expect(t, a, http.StatusConflict)
	if a.fields("main form").Get("reason_en") != "A new supplier" || a.doc.Find(".ledger tbody tr").Length() != 2 {
		t.Error("what was typed is lost, or the ledger is an old one")
	}
	// Before the last revision nothing counts.
	early := v.filled(address, "due", "2018-12-31", "on", "2018-03-01", "reason_en", "r")
	early.Set("shown", "2018-12-31 2018-03-01")
	a = v.post(address, early)
	expect(t, a, http.StatusUnprocessableEntity)
	if !strings.Contains(a.text("#due-error"), "listed after a later one") {
		t.Errorf("%q", a.text(".error-summary"))
	}
}

func TestWithdraw(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	address := editor3 + "/items/C01/withdraw"
	a := v.post(address, v.filled(address, "reason_en", "Not needed"))
	expect(t, a, http.StatusUnprocessableEntity)
	if !strings.Contains(a.text("#reason_fr-error"), "both languages") {
		t.Errorf("%q", a.text(".error-summary"))
	}
	expect(t, v.post(address, v.filled(address, "reason_en", "Not needed", "reason_fr", "Inutile")), http.StatusSeeOther)
	r := d.recorded()
	state := tracker.Assess(r, tracker.DateOf(d.now))
	for _, leaf := range state.Leaves[:4] {
		if leaf.Status != tracker.Withdrawn {
			t.Errorf("%s is %s", leaf.Code, leaf.Status)
		}
	}
	if r.Plan.Commitments[0].WithdrawReason.FR != "Inutile" || len(r.Updates) != 6+3 {
		t.Errorf("reason %q, %d updates", r.Plan.Commitments[0].WithdrawReason, len(r.Updates))
	}
}

func TestMoveAddRemove(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	order := func() string {
		var codes []string
		for _, leaf := range d.recorded().Plan.Leaves() {
			codes = append(codes, leaf.Code)
		}
		return strings.Join(codes, " ")
	}
	for _, c := range []struct {
		address string
		form    []string
		status  int
		want    string
	}{
		{"/items/C02.1/place", []string{"step", "down"}, http.StatusSeeOther, "C01.1.1 C01.1.2 C01.2.1 C01.2.2 C02.2 C02.1 C03"},
		{"/items/C02/place", []string{"place", "1"}, http.StatusSeeOther, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/items/C01.2.1/place", []string{"under", "C01.1", "place", "9"}, http.StatusSeeOther, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/items/C02.2/place", []string{"place", "x"}, http.StatusUnprocessableEntity, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/items/C02.2/place", []string{"under", "C9"}, http.StatusUnprocessableEntity, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/add?under=C02", []string{"title_en", "A third step"}, http.StatusSeeOther, "C02.2 C02.1 C02.3 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/add", []string{"code", "C02.3", "title_en", "x"}, http.StatusUnprocessableEntity, "C02.2 C02.1 C02.3 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/add", []string{"code", "a b", "title_en", "x"}, http.StatusUnprocessableEntity, "C02.2 C02.1 C02.3 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/items/C02.3/remove", nil, http.StatusSeeOther, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"},
		{"/items/C02.1/remove", nil, http.StatusUnprocessableEntity, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03"}, // it was reported on
		{"/add", []string{"title_fr", "Un quatrième"}, http.StatusSeeOther, "C02.2 C02.1 C01.1.1 C01.1.2 C01.2.1 C01.2.2 C03 C04"},
	} {
		form := v.filled(editor3+c.address, append([]string{"reason_en", "r"}, c.form...)...)
		a := v.post(editor3+c.address, form)
		if a.Code != c.status || order() != c.want {
			t.Fatalf("%s %v: %d, %s; want %d, %s\n%s", c.address, c.form, a.Code, order(), c.status, c.want, a.text(".error-summary"))
		}
	}
	if got := d.recorded().Plan.Commitments; got[0].Code != "C02" || got[0].Number != 1 || got[3].Number != 4 {
		t.Errorf("numbers %d and %d", got[0].Number, got[3].Number)
	}
}

func TestProcess(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	events := editor3 + "/process/events/"
	expect(t, v.post(events+"new", v.filled(events+"new", "kind", "consultation", "on", "2018-02-01", "title_en", "Round table", "reason_en", "r")), http.StatusSeeOther)
	expect(t, v.post(events+"1", v.filled(events+"1", "note_fr", "Une note", "reason_en", "r")), http.StatusSeeOther)
	form := v.filled(events+"2", "reason_en", "Recorded twice")
	form.Set("remove", "1")
	expect(t, v.post(events+"2", form), http.StatusSeeOther)
	advice := editor3 + "/process/recommendations/"
	expect(t, v.post(advice+"new", v.filled(advice+"new", "text_en", "Publish minutes", "reason_en", "r")), http.StatusSeeOther)
	expect(t, v.post(advice+"1", v.filled(advice+"1", "response_fr", "Fait.", "reason_en", "r")), http.StatusSeeOther)
	r := d.recorded()
	if len(r.Events) != 3 || r.Events[0].Note.FR != "Une note" || r.Events[2].Kind != tracker.Consultation {
		t.Errorf("%+v", r.Events)
	}
	if len(r.Recommendations) != 2 || r.Recommendations[0].Response.FR != "Fait." || r.Recommendations[1].Number != 2 {
		t.Errorf("%+v", r.Recommendations)
	}
	if a := v.get(events + "9"); a.Code != http.StatusNotFound {
		t.Errorf("an event that is not there: %d", a.Code)
	}
	// Somebody else removes what is being edited.
	stale := v.filled(events+"3", "note_en", "Mine", "reason_en", "r")
	form = v.filled(events+"3", "reason_en", "r")
	form.Set("remove", "1")
	expect(t, v.post(events+"3", form), http.StatusSeeOther)
	expect(t, v.post(events+"3", stale), http.StatusNotFound)
}

func TestNames(t *testing.T) {
	d := newDesk(t)
	v, other := d.signedIn("coordinator"), d.signedIn("coordinator")
	expect(t, v.post("/en/work/organizations/new", v.filled("/en/work/organizations/new", "code", "new-one", "name_en", "New", "kind", "other")), http.StatusSeeOther)
	a := v.post("/en/work/organizations/new", v.filled("/en/work/organizations/new", "code", "new-one", "name_en", "New"))
	expect(t, a, http.StatusUnprocessableEntity)
	if !strings.Contains(a.text("#code-error"), "more than once") {
		t.Errorf("%q", a.text(".error-summary"))
	}
	address := "/en/work/organizations/code/partner"
	mine := v.filled(address, "name_fr", "Mon nom")
	expect(t, other.post(address, other.filled(address, "name_fr", "Leur nom")), http.StatusSeeOther)
	a = v.post(address, mine)
	expect(t, a, http.StatusConflict)
	resolved := a.fields("main form")
	resolved.Set("choice_name_fr", view.ChoiceMine)
	expect(t, v.post(address, resolved), http.StatusSeeOther)
	if got := d.recorded().Organizations[2].Name.FR; got != "Mon nom" {
		t.Errorf("%q", got)
	}
	expect(t, v.post("/en/work/jurisdictions/code/CA", v.filled("/en/work/jurisdictions/code/CA", "since", "2011")), http.StatusSeeOther)
	if d.recorded().Jurisdiction.Since != 2011 {
		t.Error("the government is not changed")
	}
}

// A plan that is being prepared is nobody else's to see until it is published.
func TestPreparePlan(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	address := "/en/work/plans/new?after=ca-3"
	a := v.post(address, v.filled(address, "title_en", "Fourth plan"))
	expect(t, a, http.StatusSeeOther)
	if got := a.Header().Get("Location"); got != "/en/work/plans/ca-4" {
		t.Fatalf("to %s", got)
	}
	public := []string{"/en/plans/ca-4", "/fr/plans/ca-4/engagements/C01", "/api/v1/plans/ca-4", "/en/plans/ca-4/data/plan.json", "/en/plans/ca-4/reports/self-assessment"}
	hidden := func(want int) {
		t.Helper()
		for _, address := range public {
			if got := d.visitor().get(address).Code; got != want {
				t.Errorf("%s: %d, want %d", address, got, want)
			}
		}
		for _, list := range []string{"/en/", "/en/plans", "/sitemap.xml", "/api/v1/plans", "/en/activity", "/en/reports", "/en/data"} {
			if got := strings.Contains(d.visitor().get(list).Body.String(), "ca-4"); got != (want == http.StatusOK) {
				t.Errorf("%s names it: %v", list, got)
			}
		}
	}
	hidden(http.StatusNotFound)
	if got := v.get("/en/work/plans/ca-4").text("main"); !strings.Contains(got, "Being prepared") {
		t.Errorf("%.200s", got)
	}
	expect(t, v.post("/en/work/plans/ca-4/items/C02", v.filled("/en/work/plans/ca-4/items/C02", "title_en", "Without a reason")), http.StatusSeeOther)
	expect(t, v.post("/en/work/plans/ca-4/publish", v.filled("/en/work/plans/ca-4/publish")), http.StatusUnprocessableEntity)
	expect(t, v.post("/en/work/plans/ca-4/publish", v.filled("/en/work/plans/ca-4/publish", "reason_en", "Adopted")), http.StatusSeeOther)
	public[1] = "/fr/plans/ca-4/engagements/C02"
	hidden(http.StatusOK)
	a = v.post("/en/work/plans/new", v.filled("/en/work/plans/new", "number", "4", "title_en", "x", "start", "2018-07-01", "end", "2020-06-30", "jurisdiction", "CA"))
	expect(t, a, http.StatusUnprocessableEntity)
	if !strings.Contains(a.text("#number-error"), "already") {
		t.Errorf("%q", a.text(".error-summary"))
	}
}

// sendSheet sends a file to where a plan is created from one.
func (v *visitor) sendSheet(form url.Values, name string, file []byte) *answered {
	v.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for key, values := range form {
		for _, value := range values {
			_ = w.WriteField(key, value)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		v.Fatal(err)
	}
	_, _ = part.Write(file)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, "/en/work/plans/import", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return v.do(r)
}

func TestPlanFromSheet(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	form := url.Values{"jurisdiction": {"CA"}, "number": {"5"}}
	for _, ext := range []string{"csv", "xlsx"} {
		sheet := v.get(editor3 + "/sheet." + ext)
		expect(t, sheet, http.StatusOK)
		form.Set("preview", "1")
		a := v.sendSheet(form, "plan."+ext, sheet.Body.Bytes())
		expect(t, a, http.StatusOK)
		if got := a.text("main form .note"); !strings.Contains(got, "Indicators: 4") {
			t.Errorf("%s: %q", ext, got)
		}
		form.Del("preview")
		expect(t, v.sendSheet(form, "plan."+ext, sheet.Body.Bytes()), http.StatusSeeOther)
		form.Set("number", "6")
	}
	r, err := d.store.Record(d.Context(), "ca-6")
	if err != nil || !r.Plan.Draft || len(r.Plan.Leaves()) != 7 || r.Organizations[0].Name.EN != "Treasury Board of Canada Secretariat" {
		t.Errorf("%v, %+v", err, r)
	}
	form.Set("number", "7")
	a := v.sendSheet(form, "plan.csv", []byte("commitment,commitment_title_en,commitment_weight\nC1,One,-1\n"))
	expect(t, a, http.StatusUnprocessableEntity)
	if got := a.text(".faults"); !strings.Contains(got, "commitment_weight") || !strings.Contains(got, "plan_start") {
		t.Errorf("%q", got)
	}
	if _, err := d.store.Record(d.Context(), "ca-7"); err == nil {
		t.Error("half a plan was recorded")
	}
	if a := v.get("/fr/travail/plans/modele.csv"); !strings.Contains(a.Body.String(), "engagement_titre_fr") {
		t.Errorf("%.100s", a.Body.String())
	}
}

// Everything that can be edited stands in its form, and every page can be shown in
// French.
func TestFormsHoldEveryField(t *testing.T) {
	d := newDesk(t)
	v := d.signedIn("coordinator")
	r := d.recorded()
	for address, thing := range map[string]tracker.Editable{
		"/ensemble":                     r,
		"/elements/C03":                 &r.Plan.Commitments[2],
		"/elements/C01.1":               &r.Plan.Commitments[0].Milestones[0],
		"/elements/C01.1.2":             &r.Plan.Commitments[0].Milestones[0].Indicators[1],
		"/processus/evenements/1":       &r.Events[0],
		"/processus/recommandations/1":  &r.Recommendations[0],
		"/processus/recommandations/00": nil,
	} {
		a := v.get("/fr/travail/plans/ca-3" + address)
		if thing == nil {
			continue
		}
		expect(t, a, http.StatusOK)
		form := a.fields("main form")
		for _, f := range thing.Fields() {
			optional := strings.HasPrefix(f.Name, "theme_") || strings.HasPrefix(f.Name, "withdraw_reason") || f.Name == "s4d" ||
				f.Name == "challenges_for" || f.Name == "evidence_for"
			if _, ok := form[f.Name]; !ok && !optional {
				t.Errorf("%s has no %s", address, f.Name)
			}
		}
	}
}
