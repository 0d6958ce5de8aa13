package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker/benchmark"
)

// ticked are the boxes of countries that are ticked.
func ticked(doc *goquery.Document) []string {
	var codes []string
	doc.Find("details.choose input[checked]").Each(func(_ int, box *goquery.Selection) { codes = append(codes, box.AttrOr("value", "")) })
	slices.Sort(codes)
	return codes
}

func TestComparingCountries(t *testing.T) {
	s := barometer(t)
	doc := read(t, s, "/en/benchmark/compare", http.StatusOK)
	if got := ticked(doc); !slices.Equal(got, []string{"AU", "CA", "FR", "GB", "JP", "KR", "MX"}) {
		t.Errorf("compared where nobody is chosen: %v", got)
	}
	countries, _, _ := rowsOf(doc)
	if !slices.Equal(countries, []string{"Canada", "United Kingdom", "Australia", "France", "South Korea", "Mexico", "Japan"}) {
		t.Errorf("in the table: %v", countries)
	}
	verdicts := doc.Find(".verdicts").Text()
	for _, says := range []string{
		"Canada is at least as good as France on every component and better on at least one: no weighting can turn them round.",
		"Australia is at least as good as each of Mexico and Japan", "The United Kingdom stays ahead of Australia, France", "Canada and the United Kingdom",
	} {
		if !strings.Contains(verdicts, says) {
			t.Errorf("%q is not said: %s", says, verdicts)
		}
	}
	var best []string
	doc.Find("table.bench tbody tr").Each(func(_ int, row *goquery.Selection) {
		row.Find(".sub").Each(func(_ int, mark *goquery.Selection) {
			best = append(best, row.Find("th").Text()+" "+mark.Parent().AttrOr("data-l", "Score"))
		})
	})
	if want := []string{"Canada Score", "Canada Readiness", "United Kingdom Score", "United Kingdom Implementation", "South Korea Impact"}; !slices.Equal(best, want) {
		t.Errorf("marked as best: %v, want %v", best, want)
	}
	for _, id := range []string{"trends", "ranks", "component-heat-map", "components", "rank-range", "dominance", "scatter"} {
		figure := doc.Find("figure[data-chart='" + id + "']")
		if figure.Find(".chart-wide svg, .chart-narrow svg").Length() != 2 || figure.Find("figcaption").Text() == "" || figure.Find("details tbody tr").Length() == 0 {
			t.Errorf("%s is not whole", id)
		}
		figure.Find(".actions a").Each(func(_ int, a *goquery.Selection) {
			if file := answerTo(t, s, http.MethodGet, a.AttrOr("href", "")); file.Code != http.StatusOK {
				t.Errorf("%s: %d", a.AttrOr("href", ""), file.Code)
			}
		})
	}
	chosen := read(t, s, "/fr/comparaison-internationale/comparer?pays=uy&pays=FR,CA&x=odb&y=odb.impact", http.StatusOK)
	if got := href(t, chosen, ".site-tools a[hreflang]"); got != "/en/benchmark/compare?country=CA,FR,UY&x=odb&y=odb.impact" {
		t.Errorf("the other language is at %s", got)
	}
	if got := href(t, chosen, "figure[data-chart='scatter'] .actions a"); got != "/fr/comparaison-internationale/comparer/graphiques/scatter.svg?pays=CA,FR,UY&x=odb&y=odb.impact" {
		t.Errorf("the chart is at %s", got)
	}
	if chosen.Find("option[value='odb.impact'][selected]").Length() != 1 || len(ticked(chosen)) != 3 {
		t.Error("the form does not show what was chosen")
	}
}

// What cannot be compared is said, with everything that was chosen kept.
func TestComparingWhatCannotBe(t *testing.T) {
	s := barometer(t)
	const nine = "CA,GB,AU,FR,KR,MX,JP,NZ,US"
	for _, tt := range []struct {
		query  string
		status int
		says   string
		ticked int
		rows   int
	}{
		{"country=" + nine, http.StatusBadRequest, "At most 8 countries can be compared; 9 are chosen.", 9, 0},
		{"country=" + nine + "&country=ZZ", http.StatusBadRequest, "“ZZ” is not the code of a country", 9, 0},
		{"country=Canada,FR", http.StatusBadRequest, "“Canada” is not the code of a country", 1, 0},
		{"country=" + strings.Repeat("X", 150), http.StatusBadRequest, strings.Repeat("X", 39) + "…” is not the code", 0, 0},
		{"country=%3Cscript%3Ealert(1)%3C/script%3E", http.StatusBadRequest, "“<script>alert(1)</script>” is not the code", 0, 0},
		{"country=" + strings.Repeat("X", 250), http.StatusBadRequest, "cannot be read", 0, 0},
		{"country=CA,CA,FR", http.StatusOK, "This country was chosen more than once and counts once: Canada.", 2, 2},
		{"country=CA&country=ca&country=FR,fr", http.StatusOK, "These countries were chosen more than once and count once: Canada and France.", 2, 2},
		{"country=CA", http.StatusOK, "There is nothing to compare with", 1, 1},
		{"country=CA,AE", http.StatusOK, "This country is not in the edition of 2017: the United Arab Emirates.", 2, 1},
		{"country=AE&edition=2017", http.StatusOK, "This country is not in the edition of 2017", 1, 0},
		{"country=CA,FR&x=odb.impact&y=odb.impact", http.StatusOK, "The last chart needs two different measures.", 2, 2},
		{"x=beauty", http.StatusBadRequest, "", 0, 0},
		{"y=odb.beauty", http.StatusBadRequest, "", 0, 0},
		{"edition=1999", http.StatusBadRequest, "", 0, 0},
		{"edition=NaN", http.StatusBadRequest, "", 0, 0},
		{"index=none", http.StatusBadRequest, "", 0, 0},
	} {
		doc := read(t, s, "/en/benchmark/compare?"+tt.query, tt.status)
		if text := doc.Find("main").Text(); !strings.Contains(text, tt.says) {
			t.Errorf("%s: %q is not said: %.400s", tt.query, tt.says, text)
		}
		if got := len(ticked(doc)); got != tt.ticked {
			t.Errorf("%s: %d boxes are ticked", tt.query, got)
		}
		if got := doc.Find("table.bench tbody tr").Length(); got != tt.rows {
			t.Errorf("%s: %d countries are compared", tt.query, got)
		}
		if said := doc.Find(".error-summary a[href='#country']").Length() == 1; said != (tt.status == http.StatusBadRequest && doc.Find("details.choose").Length() == 1) {
			t.Errorf("%s: the summary of what is wrong leads to the countries: %t", tt.query, said)
		}
		if file := answerTo(t, s, http.MethodGet, "/en/benchmark/compare/charts/scatter.svg?"+tt.query); file.Code >= http.StatusInternalServerError || tt.status != http.StatusOK && file.Code == http.StatusOK {
			t.Errorf("%s: the chart answers %d", tt.query, file.Code)
		}
	}
}

func TestComparingWithoutMuch(t *testing.T) {
	if text := read(t, newTestServer(t, &memory{}), "/fr/comparaison-internationale/comparer", http.StatusOK).Find("main").Text(); !strings.Contains(text, "Aucun indice") {
		t.Error("it is not said that no index is recorded")
	}
	// An index without components: scores, and nothing that hangs on weights.
	store := fixtureStore()
	store.indices[0].Components = nil
	bare := &benchmark.Index{ID: "bare", Name: text("Bare"), Series: benchmark.Scaled, Editions: []benchmark.Edition{{Year: 2018, Scores: []benchmark.Score{{Country: "CA", Value: 100}, {Country: "GB", Value: 90}, {Country: "FR", Value: 80}}}}}
	store.indices = append(store.indices, bare)
	s := newTestServer(t, store)
	doc := read(t, s, "/en/benchmark/compare?country=CA,GB,FR", http.StatusOK)
	if doc.Find(".verdicts, figure[data-chart='dominance'], figure[data-chart='rank-range']").Length() != 0 || doc.Find("table.bench tbody tr").Length() != 2 {
		t.Error("more is shown than there is")
	}
	if n := doc.Find("#care ~ div .credit").Length(); n != 2 {
		t.Errorf("%d indices are credited, and two are shown", n)
	}
	// Two indices are set against each other where their editions have no components.
	if text := doc.Find("figure[data-chart='scatter'] .chart-sub").Text(); !strings.Contains(text, "Barometer 2017 across, Bare 2018 upwards; 2 countries") {
		t.Errorf("two indices: %q", text)
	}
	twice := *store.indices[0]
	twice.Components = []benchmark.Component{{Code: "a", Name: text("A")}}
	twice.Editions = []benchmark.Edition{{Year: 2017, Scores: []benchmark.Score{{Country: "CA", Value: 1, Components: benchmark.Values{1}}, {Country: "CA", Value: 1, Components: benchmark.Values{1}}}}}
	store.indices = []*benchmark.Index{&twice}
	store.version.Add(1)
	read(t, s, "/en/benchmark/compare?country=CA", http.StatusOK)
}
