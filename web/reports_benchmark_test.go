package web

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker/benchmark"
)

const comparisonReport = "/en/benchmark/reports/comparison"

// few is a server of a few countries in two editions of the Barometer: drawing
// thirty would only take longer.
func few(t *testing.T) *Server {
	t.Helper()
	index := barometerIndex(t)
	index.Editions = index.Editions[3:]
	for i := range index.Editions {
		e := &index.Editions[i]
		e.Scores = slices.DeleteFunc(e.Scores, func(score benchmark.Score) bool {
			return !slices.Contains([]string{"AU", "BE", "CA", "DE", "FR", "GB"}, score.Country)
		})
	}
	return serving(t, index)
}

func TestComparisonReport(t *testing.T) {
	s := few(t)
	for target, says := range map[string][]string{
		comparisonReport: {"Canada and peers", "Leaders Edition, 2017", "United Kingdom, Australia and France. Chosen, but not in this edition: South Korea, Mexico and Japan", "Canada ranks 1st of 5, tied"},
		comparisonReport + "?country=DE,CA&country=gb":        {"Germany and United Kingdom", "is higher by"},
		comparisonReport + "?for=FR&country=GB":               {"France and peers", "France ranks 4th of 5"},
		comparisonReport + "?for=BE":                          {"Belgium and peers", "2016, 6 countries"},
		comparisonReport + "?edition=2016&country=GB,SE":      {"2016, 6 countries"},
		"/fr/comparaison-internationale/rapports/comparaison": {"Canada et pays de comparaison", "à égalité"},
	} {
		text := strings.Join(strings.Fields(read(t, s, target, http.StatusOK).Find("body").Text()), " ")
		for _, say := range says {
			if !strings.Contains(text, say) {
				t.Errorf("%s does not say %q", target, say)
			}
		}
	}
}

// A choice is kept on the way to the file and to the other language, and where it is
// the same, so are the bytes.
func TestComparisonReportKeepsTheChoice(t *testing.T) {
	s := few(t)
	doc := read(t, s, comparisonReport+"?for=FR&country=GB,CA&edition=2016", http.StatusOK)
	if got, want := href(t, doc, "nav.neighbours .other a"), "/fr/comparaison-internationale/rapports/comparaison?edition=2016&pour=FR&pays=CA,GB"; got != want {
		t.Errorf("the other language is at %s, want %s", got, want)
	}
	file := href(t, doc, "nav.neighbours a[type='application/pdf']")
	if file != comparisonReport+".pdf?edition=2016&for=FR&country=CA,GB" {
		t.Errorf("the file is at %s", file)
	}
	first := answerTo(t, s, http.MethodGet, file)
	if first.Code != http.StatusOK || !strings.HasPrefix(first.Body.String(), "%PDF-") || !strings.Contains(first.Header().Get("Content-Disposition"), `"comparison-FR-`) {
		t.Fatalf("%d, %v", first.Code, first.Header())
	}
	if again := answerTo(t, few(t), http.MethodGet, file); !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
		t.Error("another server sets other bytes")
	}
}

func TestComparisonReportRefuses(t *testing.T) {
	s := few(t)
	for query, status := range map[string]int{
		"?for=ZZ": http.StatusBadRequest, "?for=%3Cscript%3E": http.StatusBadRequest, "?country=CA,ZZ": http.StatusBadRequest,
		"?edition=1999": http.StatusBadRequest, "?index=none": http.StatusBadRequest, "?for=BE&edition=2017": http.StatusBadRequest,
		"?country=AU,DE,FR,GB,IT,JP,KR,MX": http.StatusBadRequest, "?for=AQ": http.StatusNotFound,
	} {
		for _, ext := range []string{"", ".pdf"} {
			if got := answerTo(t, s, http.MethodGet, comparisonReport+ext+query).Code; got != status {
				t.Errorf("%s%s: %d, want %d", ext, query, got, status)
			}
		}
	}
	empty := fixtureStore()
	empty.indices = nil
	if got := answerTo(t, newTestServer(t, empty), http.MethodGet, comparisonReport).Code; got != http.StatusNotFound {
		t.Errorf("without an index: %d", got)
	}
}

// Every page that compares countries leads to the report on them.
func TestComparisonReportIsFound(t *testing.T) {
	s := few(t)
	for page, want := range map[string]string{
		"/en/benchmark":                       comparisonReport,
		"/en/benchmark?country=FR,GB,CA":      comparisonReport + "?country=FR,GB",
		"/en/benchmark?group=oecd":            comparisonReport,
		"/en/benchmark/compare?country=FR,GB": comparisonReport + "?for=GB&country=FR",
		"/en/benchmark/compare?country=CA,GB": comparisonReport + "?country=GB",
		"/en/benchmark/countries/FR":          comparisonReport + "?index=odb&for=FR",
		"/en/benchmark/countries/CA":          comparisonReport + "?index=odb",
		"/en/reports":                         comparisonReport + "?index=odb",
	} {
		doc := read(t, s, page, http.StatusOK)
		var found []string
		for _, link := range doc.Find("main a[href*='/reports/comparison']").EachIter() {
			found = append(found, link.AttrOr("href", ""))
		}
		if !slices.Contains(found, want) {
			t.Errorf("%s leads to %v, not to %s", page, found, want)
		}
	}
	if body := answerTo(t, s, http.MethodGet, "/sitemap.xml").Body.String(); !strings.Contains(body, "<loc>https://tracker.example.org/fr/comparaison-internationale/rapports/comparaison</loc>") {
		t.Error("the site map leaves the report out")
	}
}

// An index that cannot be simulated still has its report, of its scores.
func TestComparisonReportOfScoresAlone(t *testing.T) {
	store := fixtureStore()
	bare := *store.indices[0]
	bare.Components = nil
	bare.Editions = slices.Clone(bare.Editions)
	store.indices = []*benchmark.Index{&bare}
	doc := read(t, newTestServer(t, store), comparisonReport, http.StatusOK)
	if text := doc.Find("body").Text(); strings.Contains(text, "How firm") || !strings.Contains(text, "Scores") {
		t.Error("the report is not one of scores alone")
	}
}
