package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
	"ogptracker/web/view"
)

const compositeAt = "/en/benchmark/composite"

func TestComposite(t *testing.T) {
	s := barometer(t)
	doc := read(t, s, compositeAt, http.StatusOK)
	lead := doc.Find(".lead").Text()
	for _, says := range []string{"Canada ranks 2 of 30 by this composite.", "Any weights within 25% of these keep it between 1 and 2.", "Across 10,000 draws of weights, method and components, the middle 90% of its ranks is 1 to "} {
		if !strings.Contains(lead, says) {
			t.Errorf("the lead does not say %q: %s", says, lead)
		}
	}
	// The page and the index table cannot disagree.
	index := s.store.(*memory).indices[0]
	table := benchmark.TableOf(index, 2017)
	rows := doc.Find("table.composite tbody tr")
	if rows.Length() != len(table.Rows) {
		t.Errorf("%d countries, want %d", rows.Length(), len(table.Rows))
	}
	home := table.Row("CA")
	own := doc.Find("table.composite tr.me")
	for selector, want := range map[string]string{
		"td.rank": strconv.Itoa(home.CompositeRank), "td.num": strconv.FormatFloat(home.Composite, 'f', 1, 64),
		".rrt": strconv.Itoa(home.Best) + "–" + strconv.Itoa(home.Worst), "td[data-l='Published rank']": "1 tied=",
	} {
		if got := strings.TrimSpace(own.Find(selector).Text()); got != want {
			t.Errorf("%s of Canada is %q, want %q", selector, got, want)
		}
	}
	for _, id := range view.CompositeCharts {
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
	if own := doc.Find("link[rel='canonical']").AttrOr("href", ""); own != "https://tracker.example.org"+compositeAt {
		t.Errorf("the canonical address is %s", own)
	}
}

// However an address is written, what stands for it is one address, and what it makes
// is made once.
func TestCompositeAddresses(t *testing.T) {
	s := barometer(t)
	for _, tt := range []struct{ query, canonical, permanent string }{
		{"", "", "?index=odb&edition=2017"},
		{"vary=25&weight-impact=1&weight-readiness=1.0&weight-implementation=1&normalisation=min-max&aggregation=arithmetic", "", "?index=odb&edition=2017"},
		{"weight-impact=2&weight-readiness=2&weight-implementation=2", "", "?index=odb&edition=2017"},
		{"weight-impact=1,50&country=fr,CA&country=GB&weight-readiness=3&edition=2017&weight-implementation=0", "?edition=2017&weight-readiness=3&weight-impact=1.5&country=CA,FR,GB", "?index=odb&edition=2017&weight-readiness=3&weight-impact=1.5&country=CA,FR,GB"},
		{"group=G7&vary=12.50&normalisation=z-score&index=odb", "?index=odb&normalisation=z-score&vary=12.5&group=g7", "?index=odb&edition=2017&normalisation=z-score&vary=12.5&group=g7"},
	} {
		doc := read(t, s, compositeAt+"?"+tt.query, http.StatusOK)
		if got := doc.Find("link[rel='canonical']").AttrOr("href", ""); got != "https://tracker.example.org"+compositeAt+tt.canonical {
			t.Errorf("%s: canonical %s", tt.query, got)
		}
		permanent := doc.Find(".chart-foot a:contains('Permanent address')").AttrOr("href", "")
		if permanent != compositeAt+tt.permanent {
			t.Errorf("%s: permanent %s", tt.query, permanent)
		}
	}
	// The first three are one composite; the order of parameters makes none.
	if n := s.lib.current().studies.Len(); n != 3 {
		t.Errorf("%d composites were made of five addresses, want 3", n)
	}
	// A reader can leave out a component, and go by another method.
	doc := read(t, s, "/fr/comparaison-internationale/indice-composite?poids-readiness=1&poids-impact=3&agregation=geometrique&variation=0", http.StatusOK)
	if text := doc.Find("main").Text(); !strings.Contains(text, "moyenne géométrique") || strings.Contains(doc.Find(".lead").Text(), "près de celle-ci") || doc.Find("#f-item-poids-implementation").AttrOr("value", "?") != "" {
		t.Error("the choice is not shown as made")
	}
	// Scores of several indices stand side by side.
	other := &benchmark.Index{ID: "other", Name: text("Other"), Series: benchmark.Absolute, Editions: []benchmark.Edition{{Year: 2019, Scores: []benchmark.Score{{Country: "CA", Value: 1}, {Country: "GB", Value: 3}, {Country: "XK", Value: 2}}}}}
	store := s.store.(*memory)
	store.indices = append(store.indices, other)
	store.version.Add(1)
	doc = read(t, s, compositeAt+"?index=several&weight-other-2019=1&weight-odb-2017=1", http.StatusOK)
	if n := doc.Find("table.composite tbody tr").Length(); n != 2 || doc.Find("table.composite td[data-l='Published rank']").Length() != 0 {
		t.Errorf("%d countries have both scores, or a rank was published", n)
	}
	if text := doc.Find("main").Text(); !strings.Contains(text, "Australia, lacks: Other 2019") {
		t.Error("it is not said what keeps Australia out")
	}
	// A group promises no more countries than can be ranked.
	for address, want := range map[string]string{
		"?index=several&weight-other-2019=1&weight-odb-2017=1": "G7 (2)",
		"?index=several&weight-other-2019=0&weight-odb-2017=1": "G7 (7)",
		"?index=several&vary=x":                                "G7",
	} {
		status := http.StatusOK
		if want == "G7" { // nothing was counted
			status = http.StatusBadRequest
		}
		if got := read(t, s, compositeAt+address, status).Find("#f-group option[value='g7']").Text(); got != want {
			t.Errorf("%s offers %q, want %q", address, got, want)
		}
	}
	read(t, s, compositeAt+"?index=several", http.StatusOK)
}

// What is wrong is said at its control, in both languages, and all else is kept.
func TestWrongComposites(t *testing.T) {
	index := barometerIndex(t)
	scores := func(values ...benchmark.Values) (all []benchmark.Score) {
		for i, v := range values {
			all = append(all, benchmark.Score{Country: []string{"CA", "GB", "FR"}[i], Value: float64(i), Components: v})
		}
		return all
	}
	gap := math.NaN()
	index.Editions = append(index.Editions,
		benchmark.Edition{Year: 2030, Scores: scores(benchmark.Values{5, 5, 5}, benchmark.Values{5, 5, 5}, benchmark.Values{5, 5, 5})},
		benchmark.Edition{Year: 2031, Scores: scores(benchmark.Values{gap, gap, 1}, benchmark.Values{gap, gap, 2}, benchmark.Values{gap, gap, gap})},
		benchmark.Edition{Year: 2032, Scores: append(scores(benchmark.Values{1, 2, 3}), scores(benchmark.Values{1, 2, 3})...)},
		benchmark.Edition{Year: 2033, Scores: scores(benchmark.Values{1, 2, 3}, benchmark.Values{1, 4, 5}, benchmark.Values{1, 3, 4})})
	scaled := &benchmark.Index{ID: "scaled", Name: text("Scaled"), Series: benchmark.Scaled, Editions: []benchmark.Edition{{Year: 2018, Scores: scores(nil, nil)}}}
	bare := &benchmark.Index{ID: "bare", Name: text("Bare"), Series: benchmark.Absolute}
	store := fixtureStore()
	store.indices = []*benchmark.Index{index, scaled, bare}
	s := newTestServer(t, store)
	long := strings.Repeat("9", 100)
	for _, tt := range []struct{ en, at, says, dit string }{
		{"weight-beauty=1", "item-weight-beauty", "“beauty” is not among the components", "« beauty » ne figure pas"},
		{"weight-readiness=-1", "item-weight-readiness", "“-1” is not a number from 0 to 1,000", "« -1 » n’est pas un nombre de 0 à 1 000"},
		{"weight-readiness=much", "item-weight-readiness", "“much” is not a number", "« much » n’est pas un nombre"},
		{"weight-readiness=Inf", "item-weight-readiness", "“Inf” is not a number", "« Inf » n’est pas"},
		{"weight-readiness=NaN", "item-weight-readiness", "“NaN” is not a number", "« NaN » n’est pas"},
		{"weight-readiness=1e9", "item-weight-readiness", "“1e9” is not a number", "« 1e9 » n’est pas"},
		{"weight-readiness=1001", "item-weight-readiness", "“1001” is not a number", "« 1001 » n’est pas"},
		{"weight-readiness=" + long, "item-weight-readiness", "999…” is not", "999…"},
		{"weight-readiness=0&weight-impact=0", "weights", "No component weighs anything", "Aucune composante n’a de poids"},
		{"weight-readiness=&weight-impact=", "weights", "No component weighs anything", "Aucune composante n’a de poids"},
		{"normalisation=z-score&aggregation=geometric", "f-aggregation", "min-max values only", "que de valeurs min-max"},
		{"normalisation=rank", "f-normalisation", "“rank” cannot be chosen", "« rank » ne peut être choisi"},
		{"aggregation=best", "f-aggregation", "“best” cannot be chosen", "« best » ne peut être choisi"},
		{"vary=51", "f-vary", "“51” is not a number from 0 to 50", "« 51 » n’est pas un nombre de 0 à 50"},
		{"vary=-5", "f-vary", "“-5” is not", "« -5 » n’est pas"},
		{"vary=Infinity", "f-vary", "“Infinity” is not", "« Infinity » n’est pas"},
		{"group=g9", "f-group", "There is no group “g9”", "Il n’y a pas de groupe « g9 »"},
		{"edition=1999", "f-edition", "There is no edition “1999”", "Il n’y a pas d’édition « 1999 »"},
		{"edition=soon", "f-edition", "There is no edition “soon”", "Il n’y a pas d’édition « soon »"},
		{"index=none", "f-index", "There is no index “none”", "Il n’y a pas d’indice « none »"},
		{"index=bare", "f-index", "publishes no components", "ne publie pas de composantes"},
		{"index=scaled", "f-index", "publishes no components", "ne publie pas de composantes"},
		{"country=Canada", "country", "“Canada” is not the code of a country", "« Canada » n’est pas le code d’un pays"},
		{"edition=2017&country=CA", "country", "Only one of the countries chosen is covered here, Canada", "Un seul des pays choisis est couvert ici : Canada"},
		{"edition=2017&country=VA", "country", "None of the countries chosen is covered", "Aucun des pays choisis"},
		{"edition=2030", "weights", "No component that weighs anything tells these countries apart", "Aucune composante qui a un poids ne distingue"},
		{"edition=2031&weight-readiness=1&weight-impact=1", "weights", "Fewer than two of these countries have values", "Moins de deux de ces pays"},
		{"edition=2032", "f-edition", "no composite can be made of them", "aucun indice composite ne peut"},
		{"index=several&weight-odb-2017=1&weight-scaled-2018=1", "weights", "Absolute: Open Data Barometer. Scaled: Scaled.", "Relatives : Scaled (fr)"},
	} {
		for lang, says := range map[tracker.Lang]string{tracker.EN: tt.says, tracker.FR: tt.dit} {
			query, at := tt.en, tt.at
			if !strings.Contains(query, "index=") && !strings.Contains(query, "weight-impact") {
				query += "&weight-impact=7&weight-implementation=1"
			}
			address := compositeAt
			if lang == tracker.FR {
				address = "/fr/comparaison-internationale/indice-composite"
				query, at = inFrench.Replace(query), inFrench.Replace(at)
			}
			doc := read(t, s, address+"?"+query, http.StatusBadRequest)
			summary := doc.Find(".error-summary a[href='#" + at + "'], .error-summary a[href='#f-" + at + "']")
			if got := summary.Text(); !strings.Contains(plainSpaces.Replace(got), says) {
				t.Errorf("%s: the summary says %q at %s, want %q: %s", query, got, at, says, doc.Find(".error-summary").Text())
				continue
			}
			control := doc.Find(summary.AttrOr("href", "#nothing"))
			if control.Length() != 1 || !strings.Contains(plainSpaces.Replace(control.Closest(".field").Find(".err").Text()), says) {
				t.Errorf("%s: nothing is said at the control", query)
			}
			if strings.Contains(query, "impact=7") && doc.Find("input[name='"+view.WordsOf(lang).Weight+"impact']").AttrOr("value", "") != "7" {
				t.Errorf("%s: the other weights are not kept", query)
			}
			if doc.Find("table.composite, figure").Length() != 0 {
				t.Errorf("%s: something is computed all the same", query)
			}
			for _, file := range []string{"/data/composite.csv", "/charts/dominance.svg"} {
				if lang == tracker.FR {
					file = inFrench.Replace(file)
				}
				if got := answerTo(t, s, http.MethodGet, address+file+"?"+query).Code; got != http.StatusBadRequest {
					t.Errorf("%s of %s: %d", file, query, got)
				}
			}
		}
	}
	// One component that tells nobody apart is left out, and said to be.
	if text := read(t, s, compositeAt+"?edition=2033", http.StatusOK).Find("main").Text(); !strings.Contains(text, "Left out, since it does not tell these countries apart: Readiness.") {
		t.Error("a constant component is not said to be left out")
	}
	read(t, s, compositeAt+"?weight-readiness="+strings.Repeat("9", maxParam+1), http.StatusBadRequest)
	var many strings.Builder
	for i := range maxFamily + 1 {
		many.WriteString("&weight-" + strconv.Itoa(i) + "=1")
	}
	read(t, s, compositeAt+"?"+many.String()[1:], http.StatusBadRequest)
	for _, file := range []string{"/data/other.csv", "/charts/scores.svg", "/charts/dominance.gif"} {
		if got := answerTo(t, s, http.MethodGet, compositeAt+file+"?edition=2017").Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", file, got)
		}
	}
	if text := read(t, newTestServer(t, &memory{}), compositeAt, http.StatusOK).Find("main").Text(); !strings.Contains(text, "No cross-country index") {
		t.Errorf("without an index: %s", text)
	}
}

// inFrench turns an address of the composite's page into the French one.
var inFrench = strings.NewReplacer("weight-", "poids-", "z-score", "cote-z", "aggregation", "agregation", "geometric", "geometrique", "vary", "variation", "group", "groupe",
	"country", "pays", "index", "indice", "several", "plusieurs", "/data/", "/donnees/", "/charts/", "/graphiques/")

// plainSpaces makes spaces of those that typography asks for.
var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// The files state what they were made of and how, and the commands read the components.
func TestCompositeFiles(t *testing.T) {
	s := barometer(t)
	query := "?weight-readiness=3&weight-impact=1&vary=10&group=g7"
	rows, err := csv.NewReader(strings.NewReader(answerTo(t, s, http.MethodGet, compositeAt+"/data/composite.csv"+query+"&bom=0").Body.String())).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"rank": "1", "weights": "readiness=0.75,impact=0.25", "normalisation": "minmax", "aggregation": "arithmetic", "weight_delta": "0.1", "draws": "10000", "seed": "1",
		"source": "World Wide Web Foundation", "licence": "CC BY 4.0",
		"page_en": "https://tracker.example.org/en/benchmark/composite?index=odb&edition=2017&weight-readiness=3&weight-impact=1&vary=10&group=g7",
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
	var got struct {
		ISO2    []string           `json:"iso2"`
		Seed    uint64             `json:"seed"`
		Weights map[string]float64 `json:"weights"`
		MinMax  []float64          `json:"minmax_arithmetic"`
		Best    []int              `json:"best_possible_rank"`
		Q95     []float64          `json:"q95_rank"`
		Sources []struct {
			Licence string `json:"licence"`
		} `json:"sources"`
	}
	if err := json.Unmarshal(answerTo(t, s, http.MethodGet, compositeAt+"/data/composite.json"+query).Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	m, faults := exchange.ReadMatrix(answerTo(t, s, http.MethodGet, compositeAt+"/data/components.csv"+query).Body)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want, err := benchmark.Examine(t.Context(), m, benchmark.Method{Normalisation: benchmark.MinMax, Aggregation: benchmark.Arithmetic, Weights: []float64{0.75, 0.25}}, benchmark.Simulation{Delta: 0.1, Draws: benchmark.Usual().Draws, Seed: benchmark.Usual().Seed})
	if err != nil {
		t.Fatal(err)
	}
	for i, country := range m.Countries {
		if got.ISO2[i] != country || math.Abs(got.MinMax[i]-want.Composite.Values[i]) > 1e-9 || got.Best[i] != want.Ranges.Best[i] || got.Q95[i] != want.Simulated.High[i] {
			t.Errorf("%s: the file and the commands disagree", country)
		}
	}
	if got.Seed != benchmark.Usual().Seed || got.Weights["readiness"] != 0.75 || got.Sources[0].Licence != "CC BY 4.0" {
		t.Errorf("%+v", got)
	}
}

// Whoever comes while as many composites are made as the server makes at a time is
// told to come back, and other pages are answered as ever.
func TestCompositesAreBounded(t *testing.T) {
	s := barometer(t)
	for range compositesAsked {
		if !s.composing.line.TryAcquire(1) {
			t.Fatal("there is no room")
		}
	}
	for address, says := range map[string]string{compositeAt: "Too many composites are being computed", "/fr/comparaison-internationale/indice-composite": "Trop d’indices composites"} {
		w := answerTo(t, s, http.MethodGet, address)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %d, Retry-After %q", address, w.Code, w.Header().Get("Retry-After"))
		}
	}
	read(t, s, "/en/benchmark", http.StatusOK)
	s.composing.line.Release(compositesAsked)
	read(t, s, compositeAt+"?vary=5", http.StatusOK)
}

func TestGate(t *testing.T) {
	g := newGate(1, 2)
	leave, err := g.enter(t.Context(), time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(gone, time.Hour); !errors.Is(err, errBusy) { // the reader left while waiting
		t.Errorf("error %v", err)
	}
	if _, err := g.enter(t.Context(), 0); !errors.Is(err, errBusy) { // the wait grew too long
		t.Errorf("error %v", err)
	}
	leave()
	if leave, err = g.enter(t.Context(), time.Hour); err != nil {
		t.Errorf("whoever left is still counted: %v", err)
	}
	leave()
}
