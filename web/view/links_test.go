package view

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

func TestLinks(t *testing.T) {
	day := tracker.MustDate("2018-06-30")
	en, fr := Links{Lang: tracker.EN}, Links{Lang: tracker.FR}
	enDay, frDay := Links{Lang: tracker.EN, AsOf: day}, Links{Lang: tracker.FR, AsOf: day}
	for _, c := range []struct{ name, got, want string }{
		{"home", en.Home(), "/en/"},
		{"accueil", fr.Home(), "/fr/"},
		{"plan", en.Plan("ca-3"), "/en/plans/ca-3"},
		{"plan as of a day", frDay.Plan("ca-3"), "/fr/plans/ca-3?au=2018-06-30"},
		{"commitment", fr.Commitment("ca-3", "C01"), "/fr/plans/ca-3/engagements/C01"},
		{"a code with a slash", en.Commitment("ca-3", "a/b c"), "/en/plans/ca-3/commitments/a%2Fb%20c"},
		{"item", enDay.Item("ca-3", "C01", "C01.2"), "/en/plans/ca-3/commitments/C01?as-of=2018-06-30#item-C01.2"},
		{"timeline", fr.Timeline("ca-3", TimelineFilter{Lead: "tbs-sct", Show: ShowAttention}), "/fr/plans/ca-3/calendrier?responsable=tbs-sct&afficher=attention"},
		{"report", enDay.SelfAssessment("ca-3", ".pdf"), "/en/plans/ca-3/reports/self-assessment.pdf?as-of=2018-06-30"},
		{"rapport", fr.SelfAssessment("ca-3", ""), "/fr/plans/ca-3/rapports/auto-evaluation"},
		{"chart", fr.PlanChart("ca-3", "burn-up", "svg"), "/fr/plans/ca-3/graphiques/burn-up.svg"},
		{"data", fr.PlanData("ca-3", "updates.csv"), "/fr/plans/ca-3/donnees/updates.csv"},
		{"benchmark", en.Benchmark(BenchmarkChoice{Year: 2016, Group: AllCountries}), "/en/benchmark?edition=2016&group=all"},
		{"countries and order", en.Benchmark(BenchmarkChoice{Group: "g7", Countries: []string{"KR", "MX"}, Sort: ComponentSort("a b"), Order: Ascending}), "/en/benchmark?group=g7&country=KR,MX&sort=component-a+b&order=ascending"},
		{"pays seulement", fr.Benchmark(BenchmarkChoice{Countries: []string{"CA"}, Sort: SortChange}), "/fr/comparaison-internationale?pays=CA&tri=variation"},
		{"table as a file", fr.BenchmarkData("odb.csv", BenchmarkChoice{Index: "odb", Group: "g7", Sort: SortScore}), "/fr/comparaison-internationale/donnees/odb.csv?groupe=g7"},
		{"comparaison", fr.BenchmarkChart("scores", "png", BenchmarkChoice{Index: "odb"}), "/fr/comparaison-internationale/graphiques/scores.png?indice=odb"},
		{"compare", en.Compare(CompareChoice{Countries: []string{"CA", "FR"}, X: "odb.a b"}), "/en/benchmark/compare?country=CA,FR&x=odb.a+b"},
		{"report on countries", en.BenchmarkReport(ReportChoice{Index: "odb", Subject: "FR", Countries: []string{"CA", "GB"}}, ".pdf"), "/en/benchmark/reports/comparison.pdf?index=odb&for=FR&country=CA,GB"},
		{"rapport sur des pays", fr.BenchmarkReport(ReportChoice{Year: 2016}, ""), "/fr/comparaison-internationale/rapports/comparaison?edition=2016"},
		{"comparer", fr.CompareChart("dominance", "svg", CompareChoice{Year: 2016}), "/fr/comparaison-internationale/comparer/graphiques/dominance.svg?edition=2016"},
		{"country", fr.Country("CA"), "/fr/comparaison-internationale/pays/CA"},
		{"composite", en.Composite(CompositeChoice{Index: "odb", Year: 2017, Group: "g7", Weights: []ComponentWeight{{"a b", "2"}, {"c", ""}}, Normalisation: benchmark.ZScore, Vary: "10"}), "/en/benchmark/composite?index=odb&edition=2017&weight-a+b=2&normalisation=z-score&vary=10&group=g7"},
		{"indice composite", fr.CompositeData("composite.csv", CompositeChoice{Index: SeveralIndices, Aggregation: benchmark.Geometric, Countries: []string{"CA", "FR"}}), "/fr/comparaison-internationale/indice-composite/donnees/composite.csv?indice=plusieurs&agregation=geometrique&pays=CA,FR"},
		{"a country's chart", en.CountryChart("CA", "trends", "svg", "odb"), "/en/benchmark/countries/CA/charts/trends.svg?index=odb"},
		{"methodology", fr.Methodology("rollup"), "/fr/methodologie#rollup"},
		{"activity", en.Activity(ActivityChoice{Kind: tracker.ActivityUpdate, Before: 7}), "/en/activity?kind=update&before=7"},
		{"feed", fr.ActivityFeed(ActivityChoice{Plan: "ca-3", Before: 7}), "/fr/activite.atom?plan=ca-3"},
		{"about", en.About("privacy"), "/en/about#privacy"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}

// A route is made of these words: two that were the same would answer for each
// other.
func TestWordsOfALanguageDiffer(t *testing.T) {
	paths := []string{"Plans", "Reports", "Data", "Benchmark", "Methodology", "Activity", "About"}
	queries := [][]string{{"AsOf", "Theme", "Lead", "Show"}, {"Index", "Edition", "Group", "Country", "Sort", "SortOrder", "Across", "Up", "Subject", "Normalisation", "Aggregation", "Vary"}, {"Countries", "Compare", "Composite", "Completion", "Charts", "Data", "Reports"}, {"Plan", "Organization", "Kind", "Before"}}
	for _, lang := range tracker.Langs {
		w := reflect.ValueOf(WordsOf(lang))
		for _, f := range reflect.VisibleFields(w.Type()) {
			if s := w.FieldByIndex(f.Index).String(); !f.Anonymous && (s == "" || url.PathEscape(s) != s) {
				t.Errorf("%s: %s is %q", lang, f.Name, s)
			}
		}
		for _, group := range append(queries, paths) {
			seen := map[string]string{}
			for _, name := range group {
				s := w.FieldByName(name).String()
				if other, twice := seen[s]; twice {
					t.Errorf("%s: %s and %s are both %q", lang, name, other, s)
				}
				seen[s] = name
			}
		}
	}
}

func TestAnchor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		id := Anchor(a)
		if strings.ContainsAny(id, " \t\n\r\f\"'<>&#%") {
			t.Fatalf("%q is no id", id)
		}
		if a != b && id == Anchor(b) {
			t.Fatalf("%q and %q have the same anchor", a, b)
		}
	})
}

func TestParseActivityChoice(t *testing.T) {
	for _, c := range []struct {
		name, query string
		want        ActivityChoice
		ok          bool
	}{
		{"nothing", "", ActivityChoice{}, true},
		{"everything", "plan=ca-3&organisation=tbs&type=deadline&avant=12", ActivityChoice{Plan: "ca-3", Organization: "tbs", Kind: tracker.ActivityDeadline, Before: 12}, true},
		{"unknown kind", "type=rumour", ActivityChoice{Kind: "rumour"}, false},
		{"no number", "avant=x", ActivityChoice{}, false},
		{"negative", "avant=-1", ActivityChoice{}, false},
		{"too large", "avant=99999999999999999999", ActivityChoice{}, false},
	} {
		q, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ParseActivityChoice(tracker.FR, q.Get)
		if got != c.want || ok != c.ok {
			t.Errorf("%s: %+v, %t", c.name, got, ok)
		}
	}
}

func TestInOther(t *testing.T) {
	for from, to := range map[string]string{
		"/en/benchmark": "/fr/comparaison-internationale", "/fr/plans/ca-6/calendrier": "/en/plans/ca-6/timeline",
		"/en/plans/ca-6/commitments/C01": "/fr/plans/ca-6/engagements/C01", "/fr/activite": "/en/activity",
		"/en/benchmark/countries/CA": "/fr/comparaison-internationale/pays/CA", "/fr/comparaison-internationale/comparer": "/en/benchmark/compare", "/en/benchmark/x": "/fr/",
		"/en/benchmark/reports/comparison": "/fr/comparaison-internationale/rapports/comparaison", "/en/benchmark/reports/x": "/fr/",
		"/en/plans/timeline": "/fr/plans/timeline", "/en/nothing": "/fr/", "/en/plans/a/b": "/fr/", "/nothing": "/fr/",
	} {
		lang := tracker.EN
		if from[:3] == "/fr" {
			lang = tracker.FR
		}
		if got := InOther(lang, from); got != to {
			t.Errorf("%s leads to %s, want %s", from, got, to)
		}
	}
}
