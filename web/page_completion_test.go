package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

// ogpSample is a server with the sample of OGP's commitments, as the demonstration has
// it.
func ogpSample(t *testing.T) *Server {
	t.Helper()
	open := func(name string) *os.File {
		f, err := os.Open("../cmd/ogptracker/demo/" + name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	read := exchange.ReadCommitments(open("ogp.csv"), false)
	source, err := exchange.ReadCommitmentSource(open("ogp.yaml"))
	if err != nil || len(read.Faults) > 0 {
		t.Fatal(err, read.Faults)
	}
	store := fixtureStore()
	store.commitments, store.commitmentSource = read.Commitments, source
	return newTestServer(t, store)
}

// standingsOf are the rows of the table: "Canada 100% 3 of 3 44–100%", and what each
// says beside the home country.
func standingsOf(doc *goquery.Document) (rows, beside []string) {
	doc.Find("table.standings tbody tr").Each(func(_ int, row *goquery.Selection) {
		said := ""
		for _, selector := range []string{"th", ".num", ".of", ".interval"} {
			said += " " + strings.Join(strings.Fields(row.Find(selector).First().Text()), " ")
		}
		rows = append(rows, said[1:])
		beside = append(beside, strings.TrimSpace(row.Find(".beside").Text()))
	})
	return rows, beside
}

func TestCompletionPage(t *testing.T) {
	s := ogpSample(t)
	const en, fr = "/en/benchmark/completion", "/fr/comparaison-internationale/realisation"
	for _, tt := range []struct {
		page  string
		n     int
		first []string
	}{
		{en, 29, []string{"Ireland 100% 9 of 9 70–100%", "Albania 100% 6 of 6 61–100%"}},
		{fr, 29, []string{"Irlande 100 % 9 sur 9 70–100 %", "Albanie 100 % 6 sur 6 61–100 %"}},
		{en + "?order=ascending", 29, []string{"Honduras 0% 0 of 2 0–66%", "Italy 0% 0 of 1 0–79%", "Tunisia 17% 1 of 6 3–56%"}},
		{en + "?sort=name", 29, []string{"Albania 100% 6 of 6 61–100%", "Armenia 100% 6 of 6 61–100%"}},
		{fr + "?tri=nom&ordre=decroissant", 29, []string{"Uruguay 100 % 2 sur 2 34–100 %", "Tunisie 17 % 1 sur 6 3–56 %"}},
		{en + "?sort=assessed", 29, []string{"Serbia 53% 10 of 19 32–73%"}},
		{en + "?sort=lower-bound&order=descending", 29, []string{"Ireland 100% 9 of 9 70–100%"}},
		// The home country stands beside those chosen.
		{en + "?group=africa", 5, []string{"Canada 100% 3 of 3 44–100%", "Côte d’Ivoire 100% 3 of 3 44–100%", "Malawi 100% 1 of 1 21–100%", "Morocco 63% 5 of 8 31–86%", "Tunisia 17% 1 of 6 3–56%"}},
		{en + "?country=fr,it&group=", 3, []string{"Canada 100% 3 of 3 44–100%", "France 100% 3 of 3 44–100%", "Italy 0% 0 of 1 0–79%"}},
		{en + "?by=plan&country=CA", 3, []string{"Canada, plan 22014 100% 1 of 1 21–100%", "Canada, plan 32016 100% 1 of 1 21–100%"}},
		{en + "?by=area&country=CA", 13, []string{"Legislation 100% 3 of 3 44–100%", "Access to information 100% 1 of 1 21–100%"}},
		{en + "?area=Legislation&country=SE", 2, []string{"Canada 100% 3 of 3 44–100%", "Sweden 50% 1 of 2 9–91%"}},
	} {
		doc := read(t, s, tt.page, http.StatusOK)
		rows, beside := standingsOf(doc)
		if len(rows) != tt.n || !slices.Equal(rows[:min(len(rows), len(tt.first))], tt.first) {
			t.Errorf("%s: %d rows, %q, want %q", tt.page, len(rows), rows, tt.first)
		}
		if strings.Contains(tt.page, "by=") {
			continue
		}
		for i, said := range beside { // with three commitments nothing can be told
			if home := strings.HasPrefix(rows[i], "Canada"); (said == "–") != home || !home && !slices.Contains([]string{"Not distinguishable", "Non distinguable", "Cannot be told"}, said) {
				t.Errorf("%s: %s is said to be %q", tt.page, rows[i], said)
			}
		}
	}
}

// The page says what the figures are of, and ranks nobody.
func TestCompletionPageSaysWhatItIs(t *testing.T) {
	s := ogpSample(t)
	for page, wants := range map[string][]string{
		"/en/benchmark/completion": {"3 of 3 assessed commitments were completed", "None of the 28 other countries is distinguishable from Canada", "This is a sample",
			"Where two intervals overlap", "Interval of Canada", "Nothing was assessed in this view for 6 more", "6 commitments of local and other members", "Open Government Partnership"},
		"/fr/comparaison-internationale/realisation?vue=avec-rapport-d-etape": {"d’un échantillon", "n’ont qu’un rapport d’étape", "ne peut être distingué"},
		"/en/benchmark/completion?country=US":                                 {"One country chosen is not in these data: the United States."},
		"/fr/comparaison-internationale/realisation?pays=US,AU,FR":            {"2 pays choisis ne figurent pas dans ces données"},
		"/en/benchmark/completion?area=Aid":                                   nil,
	} {
		if wants == nil { // OGP's sample has no commitment about aid
			read(t, s, page, http.StatusBadRequest)
			continue
		}
		doc := read(t, s, page, http.StatusOK)
		text := strings.Join(strings.Fields(doc.Find("main").Text()), " ")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", page, want)
			}
		}
		if doc.Find("table.standings .rank").Length() > 0 || doc.Find("table.standings [aria-sort]").Length() != 1 {
			t.Errorf("%s has ranks, or is sorted in no way", page)
		}
	}
}

func TestCompletionRefusesWhatIsNotThere(t *testing.T) {
	s := ogpSample(t)
	for _, query := range []string{"by=continent", "view=first", "group=g9", "country=XX", "area=Cooking", "sort=rank", "order=up"} {
		read(t, s, "/en/benchmark/completion?"+query, http.StatusBadRequest)
	}
	for _, path := range []string{"data/completion.pdf", "data/odb.csv", "data/completion"} {
		read(t, s, "/en/benchmark/completion/"+path, http.StatusNotFound)
	}
	empty := newTestServer(t, fixtureStore())
	if doc := read(t, empty, "/en/benchmark/completion", http.StatusOK); !strings.Contains(doc.Find("main").Text(), "No commitments") {
		t.Error("an empty tracker does not say so")
	}
	read(t, empty, "/en/benchmark/completion/data/completion.csv", http.StatusNotFound)
}

// Whatever the page shows, its files hold.
func TestCompletionFiles(t *testing.T) {
	s := ogpSample(t)
	doc := read(t, s, "/en/benchmark/completion?by=plan&view=with-progress-report&group=g7&sort=name", http.StatusOK)
	var files []string
	doc.Find(".section.first .chart-foot .actions a").Each(func(_ int, a *goquery.Selection) { files = append(files, a.AttrOr("href", "")) })
	if len(files) != 2 {
		t.Fatalf("files %q", files)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(answerTo(t, s, http.MethodGet, files[0]).Body.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 11 || !strings.HasPrefix(strings.Join(rows[1], ","), "plan,with_progress_report,AP_FRA01,France,France,FR,1,2015,3,0,0,3,3,1,0.4385") {
		t.Errorf("%v: %d rows, %q", err, len(rows), rows)
	}
	var got struct {
		Note      struct{ EN string }
		Standings map[string]struct{ High, Assessed int }
	}
	if err := json.Unmarshal(answerTo(t, s, http.MethodGet, files[1]).Body.Bytes(), &got); err != nil || len(got.Standings) != 10 || got.Standings["AP_FRA01"].Assessed != 3 || !strings.Contains(got.Note.EN, "sample") {
		t.Errorf("%v: %+v", err, got)
	}
	var api struct {
		Source      struct{ FR string }
		Commitments []benchmark.Commitment
	}
	if err := json.Unmarshal(answerTo(t, s, http.MethodGet, "/api/v1/ogp/commitments").Body.Bytes(), &api); err != nil || len(api.Commitments) != 288 || !strings.Contains(api.Source.FR, "PGO") {
		t.Errorf("%v: %d commitments", err, len(api.Commitments))
	}
}

// The chart is of what the page shows, and so are its files.
func TestCompletionChart(t *testing.T) {
	s := ogpSample(t)
	doc := read(t, s, "/fr/comparaison-internationale/realisation?pays=IE,GR", http.StatusOK)
	figure := doc.Find("figure[data-chart=completion]")
	if figure.Length() != 1 || figure.Find("svg").Length() < 2 || !strings.Contains(figure.Text(), "Irlande") {
		t.Errorf("the chart is %s", figure.Text())
	}
	for _, ext := range []string{"svg", "png", "csv"} {
		address := figure.Find(`a[href*="completion.`+ext+`"]`).AttrOr("href", "")
		w := answerTo(t, s, http.MethodGet, address)
		if w.Code != http.StatusOK || w.Body.Len() < 200 {
			t.Errorf("%s: %d, %d bytes", address, w.Code, w.Body.Len())
		}
		if ext == "csv" && strings.Count(w.Body.String(), "\n") != 4 { // with Canada
			t.Errorf("the chart's data are %s", w.Body)
		}
	}
	read(t, s, "/en/benchmark/completion/charts/scores.svg", http.StatusNotFound)
	read(t, s, "/en/benchmark/completion/charts/completion.svg?country=JM", http.StatusNotFound) // nothing was assessed
}
