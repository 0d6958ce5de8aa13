package web

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

// barometer is a server whose index is the Open Data Barometer, as the demonstration
// has it.
func barometer(t *testing.T) *Server { return serving(t, barometerIndex(t)) }

// serving is a server of one index.
func serving(t *testing.T, index *benchmark.Index) *Server {
	t.Helper()
	store := fixtureStore()
	store.indices = []*benchmark.Index{index}
	return newTestServer(t, store)
}

// barometerIndex is the Open Data Barometer, as the demonstration has it.
func barometerIndex(t *testing.T) *benchmark.Index {
	t.Helper()
	read := func(name string) *os.File {
		f, err := os.Open("../cmd/ogptracker/demo/" + name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	m, err := exchange.ReadMapping(read("odb.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	index, faults := exchange.ReadIndex(read("odb.csv"), m)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return index
}

// cells are what a row of the table says, its columns found by their classes.
func cells(row *goquery.Selection) (rank, country, score, change string) {
	say := func(selector string) string { return strings.Join(strings.Fields(row.Find(selector).Text()), " ") }
	return say(".rank"), say("th"), say(".num"), say(".since > span")
}

// The table of the page is the one of which the programme's slides show the first
// rows.
func TestBarometerOnThePage(t *testing.T) {
	s := barometer(t)
	for _, tt := range []struct {
		page, tied string
		rows       []string
	}{
		{"/en/benchmark", "tied", []string{"Canada 76 ▲ +18", "United Kingdom 76 ▼ −4", "Australia 75 ▲ +17", "France 72 ▲ +17", "South Korea 72 ▲ +25", "Mexico 69 ▲ +33", "Japan 68 ▲ +24"}},
		{"/fr/comparaison-internationale", "à égalité", []string{"Canada 76 ▲ +18", "Royaume-Uni 76 ▼ −4", "Australie 75 ▲ +17", "France 72 ▲ +17", "Corée du Sud 72 ▲ +25", "Mexique 69 ▲ +33", "Japon 68 ▲ +24"}},
	} {
		rows := read(t, s, tt.page, http.StatusOK).Find("table.bench tbody tr")
		if rows.Length() != 10 {
			t.Fatalf("%s: %d rows", tt.page, rows.Length())
		}
		for i, want := range tt.rows {
			rank, country, score, change := cells(rows.Eq(i))
			if got := country + " " + score + " " + change; got != want {
				t.Errorf("%s, row %d: %q, want %q", tt.page, i+1, got, want)
			}
			if want := []string{"1 " + tt.tied + "=", "1 " + tt.tied + "=", "3", "4 " + tt.tied + "=", "4 " + tt.tied + "=", "6", "7 " + tt.tied + "="}[i]; rank != want {
				t.Errorf("%s: %s has rank %q, want %q", tt.page, country, rank, want)
			}
			if said, _ := rows.Eq(i).Find(".spark").Attr("aria-label"); !strings.Contains(said, "2013") || !strings.Contains(said, "2017 "+score) {
				t.Errorf("%s: the trend of %s is %q", tt.page, country, said)
			}
		}
	}
}

// rowsOf are the countries of a table in their order, with their ranks.
func rowsOf(doc *goquery.Document) (countries, ranks, among []string) {
	doc.Find("table.bench tbody tr").Each(func(_ int, row *goquery.Selection) {
		rank, country, _, _ := cells(row)
		countries, ranks = append(countries, country), append(ranks, strings.TrimSuffix(rank, " tied="))
		among = append(among, strings.TrimSpace(strings.Split(row.Find(".group-rank").Text(), " tied")[0]))
	})
	return countries, ranks, among
}

// Whatever is chosen and however it is sorted, ranks stay those of the edition.
func TestChoosingCountries(t *testing.T) {
	s := barometer(t)
	for _, tt := range []struct {
		query            string
		countries, ranks []string
		among            []string // ranks within the group
		sorted           string   // the head that says so, and how
	}{
		{"?group=g7", []string{"Canada", "United Kingdom", "France", "Japan", "United States", "Germany", "Italy"},
			[]string{"1", "1", "4", "7", "9", "10", "14"}, []string{"1", "1", "3", "4", "5", "6", "7"}, "Rank ↑ ascending"},
		{"?group=G7&country=KR&sort=group-rank&order=descending", []string{"Italy", "Germany", "United States", "Japan", "France", "Canada", "United Kingdom", "South Korea"},
			[]string{"14", "10", "9", "7", "4", "1", "1", "4"}, []string{"7", "6", "5", "4", "3", "1", "1", "–"}, "Rank in G7 ↓ descending"},
		{"?country=MX&country=ca,gb", []string{"Canada", "United Kingdom", "Mexico"}, []string{"1", "1", "6"}, nil, "Rank ↑ ascending"},
		{"?country=MX,CA,GB&sort=change", []string{"Mexico", "Canada", "United Kingdom"}, []string{"6", "1", "1"}, nil, "Change since 2013 ↓ descending"},
		{"?country=MX,CA,GB&sort=country&order=descending", []string{"United Kingdom", "Mexico", "Canada"}, []string{"1", "6", "1"}, nil, "Country ↓ descending"},
		{"?country=MX,CA,GB&sort=component-impact", []string{"Mexico", "United Kingdom", "Canada"}, []string{"6", "1", "1"}, nil, "Impact ↓ descending"},
		{"?country=MX,CA,GB&sort=rank-by-components", []string{"United Kingdom", "Canada", "Mexico"}, []string{"1", "1", "6"}, nil, "Rank by components (range) ↑ ascending"},
		{"?country=MX,CA,GB&sort=score&order=ascending", []string{"Mexico", "Canada", "United Kingdom"}, []string{"6", "1", "1"}, nil, "Score ↑ ascending"},
		{"?country=CA,AE", []string{"Canada"}, []string{"1"}, nil, "Rank ↑ ascending"},
	} {
		doc := read(t, s, "/en/benchmark"+tt.query, http.StatusOK)
		countries, ranks, among := rowsOf(doc)
		if !slices.Equal(countries, tt.countries) || !slices.Equal(ranks, tt.ranks) || tt.among != nil && !slices.Equal(among, tt.among) {
			t.Errorf("%s: %v with ranks %v, %v", tt.query, countries, ranks, among)
		}
		head := doc.Find("table.bench th[aria-sort]")
		if how, _ := head.Attr("aria-sort"); head.Length() != 1 || head.Text()+" "+how != tt.sorted {
			t.Errorf("%s: %q says that it is sorted, %s", tt.query, head.Text(), how)
		}
		if n := doc.Find("figure[data-chart='scores'] details tbody tr").Length(); n != len(countries) {
			t.Errorf("%s: the chart shows %d countries", tt.query, n)
		}
		file := href(t, doc, "#scores ~ .chart-foot a")
		if lines := strings.Count(answerTo(t, s, http.MethodGet, file).Body.String(), "\n"); lines != len(countries)+1 {
			t.Errorf("%s has %d lines", file, lines)
		}
	}
	said := read(t, s, "/fr/comparaison-internationale?groupe=g20&pays=AE&edition=2017", http.StatusOK).Find("section.first").Text()
	for _, part := range []string{"dont 19 dans cette édition", "année de l’édition", "Ce pays ne figure pas dans l’édition de 2017\u00a0: Émirats arabes unis", "19 pays sur 30", "l’ensemble des 30 pays"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not said: %.600s", part, said)
		}
	}
	whole := read(t, s, "/en/benchmark?group=all&edition=2016", http.StatusOK)
	if n, drawn := whole.Find("table.bench tbody tr").Length(), whole.Find("figure[data-chart='scores'] details tbody tr").Length(); n != 115 || drawn != 40 || !strings.Contains(whole.Find("section.first").Text(), "Charts show the first 40") {
		t.Errorf("%d rows, %d drawn", n, drawn)
	}
	if none := read(t, s, "/en/benchmark?country=AE&edition=2017", http.StatusOK); none.Find("table.bench, figure").Length() != 0 {
		t.Error("no country is left, and something is drawn")
	}
}

// Following a head sorts by it, and once more turns the order round; what was chosen
// stays chosen.
func TestHeadsSort(t *testing.T) {
	s := barometer(t)
	doc := read(t, s, "/fr/comparaison-internationale?pays=CA,GB,MX", http.StatusOK)
	once := href(t, doc, "th.since a")
	if once != "/fr/comparaison-internationale?pays=CA,GB,MX&tri=variation#scores" {
		t.Errorf("the head leads to %s", once)
	}
	twice := href(t, read(t, s, once[:strings.Index(once, "#")], http.StatusOK), "th.since a")
	if twice != "/fr/comparaison-internationale?pays=CA,GB,MX&tri=variation&ordre=croissant#scores" {
		t.Errorf("followed once, it leads to %s", twice)
	}
	third := href(t, read(t, s, twice[:strings.Index(twice, "#")], http.StatusOK), "th.since a")
	if third != once {
		t.Errorf("followed twice, it leads to %s", third)
	}
}

// A change of method ends what is counted and drawn, and is said.
func TestChangeOfMethodOnThePage(t *testing.T) {
	store := fixtureStore()
	ix := store.indices[0]
	ix.Editions = []benchmark.Edition{
		{Year: 2013, Scores: []benchmark.Score{{Country: "CA", Value: 10}, {Country: "GB", Value: 20}}},
		{Year: 2015, Scores: []benchmark.Score{{Country: "CA", Value: 30}, {Country: "GB", Value: 20}}, Break: tracker.Text{EN: "Peers counted anew.", FR: "Nouveau décompte."}},
		{Year: 2017, Scores: []benchmark.Score{{Country: "CA", Value: 40}, {Country: "GB", Value: 45}}},
	}
	s := newTestServer(t, store)
	doc := read(t, s, "/en/benchmark", http.StatusOK)
	if text := doc.Find("main").Text(); !strings.Contains(text, "The method changed with the edition of 2015: Peers counted anew. No change is counted across it.") || !strings.Contains(text, "Change since 2015") || strings.Contains(text, "+30") {
		t.Error("the change of method is not said, or counted over")
	}
	if n := doc.Find("table.bench tbody tr").First().Find("polyline").Length(); n != 2 {
		t.Errorf("the trend has %d lines", n)
	}
	ix.Series = benchmark.Scaled
	store.version.Add(1)
	scaled := read(t, s, "/en/benchmark", http.StatusOK)
	if scaled.Find("th.since").Length() != 0 || !strings.Contains(scaled.Find("main").Text(), "no change is shown") {
		t.Error("a scaled series shows a change")
	}
}

func TestBadChoicesOfTheTable(t *testing.T) {
	s := barometer(t)
	for query, says := range map[string]string{
		"country=ZZ":                           "“ZZ” is not the code of a country",
		"country=CA,%3Cscript%3E":              "“<script>” is not the code",
		"country=Canada":                       "“Canada” is not the code",
		"country=" + strings.Repeat("CA", 200): "cannot be read",
		"group=g8":                             "",
		"edition=2017.5":                       "",
		"edition=-1":                           "",
		"edition=99999999999999999999":         "",
		"sort=beauty":                          "",
		"sort=component-beauty":                "",
		"sort=score&order=up":                  "",
		"index=odb2":                           "",
	} {
		doc := read(t, s, "/en/benchmark?"+query, http.StatusBadRequest)
		if text := doc.Find("main").Text(); !strings.Contains(text, says) {
			t.Errorf("%s: %q is not said in %s", query, says, text)
		}
		read(t, s, "/en/benchmark/charts/scores.svg?"+query, map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[strings.HasPrefix(query, "sort")])
	}
	// One and the same, however it is asked for.
	for _, query := range []string{"country=GB,CA", "country=ca&country=gb", "country=CA,,GB,CA", "country=CA,GB&x=1"} {
		if got := href(t, read(t, s, "/en/benchmark?"+query, http.StatusOK), "link[rel=canonical]"); !strings.HasSuffix(got, "/en/benchmark?country=CA,GB") {
			t.Errorf("%s is %s", query, got)
		}
	}
}
