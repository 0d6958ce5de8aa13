package web

import (
	"net/http"
	"strings"
	"testing"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/trackertest"
)

func TestCountryPage(t *testing.T) {
	s := barometer(t)
	for _, tt := range []struct {
		page, selector string
		says           []string
	}{
		{"/en/benchmark/countries/CA", ".lead", []string{"76 out of 100", "18 points more than in 2013", "1st of 30", "level with the United Kingdom"}},
		{"/en/benchmark/countries/CA", ".through tbody", []string{"2 of 115", "7 tied= of 77", "+8"}},
		{"/fr/comparaison-internationale/pays/FR", "main", []string{"France dans les indices publiés", "Part des autres pays devancés", "Médiane\u00a0: G7", "parmi les 25 pays"}},
		{"/en/benchmark/countries/AE", "main", []string{"The newest edition, of 2017, does not cover the United Arab Emirates. The figures are those of 2016."}},
		{"/fr/comparaison-internationale/pays/AQ", ".lead", []string{"aucun indice consigné ici ne couvre ce pays"}},
	} {
		text := strings.Join(strings.FieldsFunc(read(t, s, tt.page, http.StatusOK).Find(tt.selector).Text(), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
		for _, says := range tt.says {
			if !strings.Contains(text, says) {
				t.Errorf("%s does not say %q: %s", tt.page, says, text)
			}
		}
	}
	doc := read(t, s, "/en/benchmark/countries/CA", http.StatusOK)
	for selector, want := range map[string]string{
		".site-tools a[hreflang]":   "/fr/comparaison-internationale/pays/CA",
		".crumbs li:nth-child(2) a": "/en/benchmark",
		".chart .actions a":         "/en/benchmark/countries/CA/charts/trends.svg?index=odb",
		"main .meta a":              "/en/benchmark?group=g7",
	} {
		if got := href(t, doc, selector); got != want {
			t.Errorf("%s leads to %s, want %s", selector, got, want)
		}
	}
	for page, want := range map[string]string{
		"/en/benchmark/countries/FR": "/en/benchmark/compare", "/en/benchmark/countries/UY": "/en/benchmark/compare?country=AU,CA,FR,GB,JP,KR,MX,UY",
	} {
		if got := href(t, read(t, s, page, http.StatusOK), ".more a"); got != want {
			t.Errorf("%s compares at %s, want %s", page, got, want)
		}
		read(t, s, want, http.StatusOK)
	}
	if n := read(t, s, "/en/benchmark/countries/AQ", http.StatusOK).Find("meta[name=robots][content=noindex]").Length(); n != 1 {
		t.Error("a page that says nothing may be found by search engines")
	}
}

func TestCountriesThatAreNone(t *testing.T) {
	s := barometer(t)
	for target, status := range map[string]int{
		"/en/benchmark/countries/ZZ":                           http.StatusNotFound,
		"/en/benchmark/countries/ca":                           http.StatusOK, // goes by its usual address
		"/en/benchmark/countries/UK":                           http.StatusNotFound,
		"/en/benchmark/countries/CAN":                          http.StatusNotFound,
		"/en/benchmark/countries/76":                           http.StatusNotFound,
		"/en/benchmark/countries/%3Cscript%3E":                 http.StatusNotFound,
		"/fr/comparaison-internationale/pays":                  http.StatusNotFound,
		"/en/benchmark/countries/" + strings.Repeat("CA", 500): http.StatusNotFound,
		"/en/benchmark/countries/CA/charts/scores.svg":         http.StatusNotFound,
		"/en/benchmark/countries/CA/charts/trends.gif":         http.StatusNotFound,
		"/en/benchmark/countries/AQ/charts/trends.svg":         http.StatusNotFound,
		"/en/benchmark/countries/CA/charts/trends.svg?index=x": http.StatusBadRequest,
	} {
		read(t, s, target, status)
	}
}

// What became of a country's commitments stands on its page, with links to the plans
// that this site has, and nobody else's.
func TestCommitmentsOfACountry(t *testing.T) {
	record := trackertest.Record()
	store := storeOf(record)
	one := func(member, code, plan string, number int, end benchmark.Completion) benchmark.Commitment {
		return benchmark.Commitment{Member: member, Country: code, National: true, Plan: plan, PlanNumber: number, Submitted: 2016, EndOfTerm: end}
	}
	store.commitments = []benchmark.Commitment{
		one("Canada", "CA", record.Plan.OGPID, record.Plan.Number, benchmark.CompletionComplete), one("Canada", "CA", "AP_CAN09", 9, ""),
		one("France", "FR", "AP_FRA03", record.Plan.Number, benchmark.CompletionLimited),
	}
	store.commitmentSource.Note = text("A sample only.")
	s := newTestServer(t, store)
	doc := read(t, s, "/en/benchmark/countries/CA", http.StatusOK)
	section := doc.Find("#ogp").Parent()
	rows := section.Find("tbody tr")
	if rows.Length() != 2 || !strings.Contains(rows.Eq(0).Text(), "Plan 9") || !strings.Contains(section.Text(), "A sample only.") {
		t.Fatalf("%s", section.Text())
	}
	if got := href(t, doc, "#ogp ~ table tbody a"); got != "/en/plans/"+record.Plan.ID {
		t.Errorf("the plan is at %s", got)
	}
	if text := rows.Eq(1).Text(); !strings.Contains(text, "100%") || !strings.Contains(text, "21–100%") {
		t.Errorf("%s", text)
	}
	elsewhere := read(t, s, "/en/benchmark/countries/FR", http.StatusOK)
	if elsewhere.Find("#ogp ~ table tbody tr").Length() != 1 || elsewhere.Find("#ogp ~ table tbody a").Length() != 0 {
		t.Error("another country's plan leads to one of the home country")
	}
}

// Search engines are led to the countries of the newest edition, and no further.
func TestCountriesOfTheSitemap(t *testing.T) {
	body := answerTo(t, barometer(t), http.MethodGet, "/sitemap.xml").Body.String()
	if n := strings.Count(body, "<loc>https://tracker.example.org/en/benchmark/countries/"); n != 30 {
		t.Errorf("%d countries", n)
	}
	if strings.Contains(body, "/countries/AE") || !strings.Contains(body, "/pays/CA<") {
		t.Error("not those of the newest edition")
	}
}
