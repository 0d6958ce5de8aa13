package benchmark

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// barometer is a part of the Open Data Barometer's absolute series: scores as
// published, components of 2017.
func barometer() *Index {
	ix := &Index{ID: "odb", Series: Absolute, Components: leaders().Components}
	for _, e := range []struct {
		year   int
		scores map[string]float64
	}{
		{2013, map[string]float64{"CA": 58, "GB": 80, "AU": 58}},
		{2015, map[string]float64{"CA": 64, "GB": 79, "AU": 58, "PY": 19, "UA": 20}},
		{2016, map[string]float64{"CA": 68, "GB": 75, "AU": 62, "PY": 27, "UA": 34, "PA": 20}},
		{2017, map[string]float64{"CA": 76, "GB": 76, "AU": 75, "PY": 34, "PA": 30}},
	} {
		edition := Edition{Year: e.year}
		for country, value := range e.scores {
			score := Score{Country: country, Value: value}
			if e.year == 2017 {
				score.Components = map[string]Values{
					"CA": {86, 87, 55}, "GB": {83, 89, 57}, "AU": {79, 84, 62}, "PY": {41, 45, 15},
				}[country]
			}
			edition.Scores = append(edition.Scores, score)
		}
		slices.SortFunc(edition.Scores, func(a, b Score) int { return strings.Compare(a.Country, b.Country) })
		ix.Editions = append(ix.Editions, edition)
	}
	return ix
}

func TestTableOf(t *testing.T) {
	table := TableOf(barometer(), 2017)
	want := []Row{
		{Country: "CA", Rank: 1, Tied: true, Score: 76, Percentile: 0.75, Since: 2013, Change: 18,
			Trend: Values{58, 64, 68, 76}, Mean: 76, MeanRank: 2, CompositeRank: 2, Best: 1, Worst: 3},
		{Country: "GB", Rank: 1, Tied: true, Score: 76, Percentile: 0.75, Since: 2013, Change: -4,
			Trend: Values{80, 79, 75, 76}, Mean: 229.0 / 3, MeanRank: 1, CompositeRank: 1, Best: 1, Worst: 2},
		{Country: "AU", Rank: 3, Score: 75, Gap: 1, Percentile: 0.5, Since: 2013, Change: 17,
			Trend: Values{58, 58, 62, 75}, Mean: 75, MeanRank: 3, CompositeRank: 3, Best: 2, Worst: 3},
		{Country: "PY", Rank: 4, Score: 34, Gap: 42, Percentile: 0.25, Since: 2015, Change: 15,
			Trend: Values{missing, 19, 27, 34}, Mean: 101.0 / 3, MeanRank: 4, CompositeRank: 4, Best: 4, Worst: 4},
		{Country: "PA", Rank: 5, Score: 30, Gap: 46, Since: 2016, Change: 10,
			Trend: Values{missing, missing, 20, 30}},
	}
	if len(table.Rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(table.Rows), len(want))
	}
	for i, w := range want {
		got := table.Rows[i]
		equal(t, w.Country+" trend", got.Trend, w.Trend)
		equal(t, w.Country+" figures", Values{got.Score, got.Gap, got.Percentile, got.Change, got.Mean},
			Values{w.Score, w.Gap, w.Percentile, w.Change, w.Mean})
		if got.Country != w.Country || got.Rank != w.Rank || got.Tied != w.Tied || got.Since != w.Since ||
			got.MeanRank != w.MeanRank || got.CompositeRank != w.CompositeRank || got.Best != w.Best || got.Worst != w.Worst {
			t.Errorf("row %d = %+v, want %+v", i, got, w)
		}
	}
	if !slices.Equal(table.Years, []int{2013, 2015, 2016, 2017}) || !slices.Equal(table.Sizes, []int{3, 5, 6, 5}) || table.First != 2013 {
		t.Errorf("editions %v of %v from %d", table.Years, table.Sizes, table.First)
	}
	if r := table.Row("PY"); r == nil || r.Rank != 4 || table.Row("XX") != nil {
		t.Errorf("Row does not find by country")
	}
}

// The rank of the composite lies in its range: in every edition that the program
// is shown with, and for whatever else is published.
func TestCompositeRankLiesInItsRange(t *testing.T) {
	ix := demonstration(t)
	for _, e := range ix.Editions {
		table := TableOf(ix, e.Year)
		for _, r := range table.Rows {
			if r.CompositeRank == 0 || r.CompositeRank < r.Best || r.CompositeRank > r.Worst {
				t.Errorf("%d, %s: rank %d of the composite, range %d to %d", e.Year, r.Country, r.CompositeRank, r.Best, r.Worst)
			}
		}
		if got, want := table.ScoresAreMeans(), e.Year == 2017; got != want {
			t.Errorf("%d: scores are the means of the components: %v", e.Year, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m, _ := drawMatrix(t, true)
		edition := Edition{Year: 2017}
		for i, country := range m.Countries {
			edition.Scores = append(edition.Scores, Score{Country: country, Value: float64(i), Components: m.Values[i]})
		}
		for _, r := range TableOf(&Index{Components: m.Components, Editions: []Edition{edition}}, 2017).Rows {
			if r.CompositeRank != 0 && (r.CompositeRank < r.Best || r.CompositeRank > r.Worst) {
				t.Fatalf("%s: rank %d of the composite, range %d to %d", r.Country, r.CompositeRank, r.Best, r.Worst)
			}
		}
	})
}

// demonstration is the index of the demonstration data.
func demonstration(t *testing.T) *Index {
	t.Helper()
	f, err := os.Open("../../cmd/ogptracker/demo/odb.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ix := &Index{Series: Absolute}
	for _, code := range rows[0][3:] {
		ix.Components = append(ix.Components, Component{Code: code})
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, row := range rows[1:] {
		year := int(number(row[1]))
		if ix.Edition(year) == nil {
			ix.Editions = append(ix.Editions, Edition{Year: year})
		}
		score := Score{Country: row[0], Value: number(row[2])}
		for _, cell := range row[3:] {
			score.Components = append(score.Components, number(cell))
		}
		e := ix.Edition(year)
		e.Scores = append(e.Scores, score)
	}
	return ix
}

func TestTableOfAnEarlierEditionEndsThere(t *testing.T) {
	table := TableOf(barometer(), 2013)
	if ca := table.Row("CA"); ca.Rank != 2 || !ca.Tied || ca.Since != 0 || ca.Change != 0 || len(ca.Trend) != 1 || ca.MeanRank != 0 {
		t.Errorf("Canada in 2013 = %+v", *ca)
	}
}

// What is left out of a table changes nothing of what stays.
func TestTableOnlyAndAmong(t *testing.T) {
	whole := TableOf(barometer(), 2017)
	some := whole.Only(func(country string) bool { return country == "PY" || country == "GB" || country == "XX" })
	if len(some.Rows) != 2 || some.Size() != whole.Size() || some.Entered() != 4 || len(whole.Rows) != whole.Size() {
		t.Fatalf("%d of %d rows", len(some.Rows), some.Size())
	}
	for _, row := range some.Rows {
		if before := whole.Row(row.Country); row.Rank != before.Rank || row.Best != before.Best || row.Worst != before.Worst || row.Gap != before.Gap {
			t.Errorf("%s: %+v, before %+v", row.Country, row, *before)
		}
	}
	want := map[string]Place{"CA": {1, true}, "GB": {1, true}, "PY": {3, false}}
	if got := whole.Among([]string{"PY", "GB", "XX", "CA"}); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := whole.Among(nil); len(got) != 0 {
		t.Errorf("among nobody: %v", got)
	}
}

func TestTableOfScaledSeriesHasNoChange(t *testing.T) {
	ix := barometer()
	ix.Series = Scaled
	if ca := TableOf(ix, 2017).Rows[0]; ca.Since != 0 || ca.Change != 0 {
		t.Errorf("change %v since %d in a series that is scaled anew each year", ca.Change, ca.Since)
	}
}

func TestTableOfOddIndices(t *testing.T) {
	if rows := TableOf(&Index{}, 2017).Rows; rows != nil {
		t.Errorf("an empty index has rows %v", rows)
	}
	if rows := TableOf(barometer(), 1999).Rows; rows != nil {
		t.Errorf("a year without an edition has rows %v", rows)
	}
	twice := barometer()
	twice.Editions[3].Scores = append(twice.Editions[3].Scores, twice.Editions[3].Scores[0])
	if table := TableOf(twice, 2017); len(table.Rows) != 6 || table.Rows[0].MeanRank != 0 {
		t.Errorf("a country twice gives %+v", table.Rows)
	}
	lone := barometer()
	lone.Editions = lone.Editions[3:]
	lone.Editions[0].Scores = lone.Editions[0].Scores[:1]
	if row := TableOf(lone, 2017).Rows[0]; row.Rank != 1 || row.Tied || row.Best != 1 || row.Worst != 1 {
		t.Errorf("one country gives %+v", row)
	}
}

// A table goes to the public as JSON, which has no NaN.
func TestMissingFiguresSurviveJSON(t *testing.T) {
	ix := barometer()
	ix.Editions[3].Scores[0].Components[1] = missing
	b, err := json.Marshal(ix)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), `"components":[79,null,62]`) {
		t.Errorf("no null in %s", b)
	}
	var back Index
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	for i, s := range ix.Editions[3].Scores {
		equal(t, s.Country, back.Editions[3].Scores[i].Components, s.Components)
		if (s.Components == nil) != (back.Editions[3].Scores[i].Components == nil) {
			t.Errorf("%s: none and empty are mixed up", s.Country)
		}
	}
	if b, err = json.Marshal(TableOf(ix, 2017)); err != nil || !strings.Contains(string(b), `"trend":[null,19,27,34]`) {
		t.Errorf("table as JSON: %v, %s", err, b)
	}
	var v Values
	if err := json.Unmarshal([]byte(`["1"]`), &v); err == nil {
		t.Error("text is read as a number")
	}
}

func TestComparingEditions(t *testing.T) {
	ix := barometer()
	from, to := ix.Edition(2015), ix.Edition(2017)
	if got := Common(from, to); !slices.Equal(got, []string{"AU", "CA", "GB", "PY"}) {
		t.Errorf("Common = %v", got)
	}
	want := []Shift{{"AU", 58, 75, Place{3, false}, Place{3, false}}, {"CA", 64, 76, Place{2, false}, Place{1, true}}, {"GB", 79, 76, Place{1, false}, Place{1, true}}, {"PY", 19, 34, Place{4, false}, Place{4, false}}}
	if got := Between(from, to); !slices.Equal(got, want) {
		t.Errorf("Between = %v, want %v", got, want)
	}
	if median, of := MedianOf(to, []string{"GB", "AU", "XX"}); median != 75.5 || of != 2 {
		t.Errorf("MedianOf = %v of %d", median, of)
	}
	if Common() != nil || ix.Latest().Year != 2017 || (&Index{}).Latest() != nil {
		t.Error("nothing has something in common")
	}
}

func TestRankPaths(t *testing.T) {
	ix := barometer()
	want := []RankPath{{"CA", []Place{{2, false}, {1, true}}}, {"GB", []Place{{1, false}, {1, true}}}, {"AU", []Place{{3, false}, {3, false}}}, {"PY", []Place{{4, false}, {4, false}}}}
	if got := RankPaths(ix.Edition(2015), ix.Edition(2017)); !reflect.DeepEqual(got, want) {
		t.Errorf("RankPaths = %v, want %v", got, want)
	}
	unknown := Edition{Scores: []Score{{Country: "CA", Value: missing}, {Country: "GB", Value: 1}}}
	if got := RankPaths(ix.Edition(2017), &unknown); !reflect.DeepEqual(got, []RankPath{{"GB", []Place{{1, false}, {1, false}}}}) {
		t.Errorf("with an unknown score: %v", got)
	}
	if got := RankPaths(ix.Edition(2017), &Edition{}); got != nil {
		t.Errorf("nothing in common: %v", got)
	}
	if got := RankPaths(); got != nil {
		t.Errorf("no edition: %v", got)
	}
}

// A change of method ends what may be subtracted, and nothing else.
func TestBreaks(t *testing.T) {
	ix := &Index{ID: "x", Series: Absolute, Editions: []Edition{
		{Year: 2015, Scores: []Score{{Country: "CA", Value: 10}, {Country: "FR", Value: 20}}},
		{Year: 2016, Scores: []Score{{Country: "CA", Value: 30}, {Country: "FR", Value: 20}}, Break: tracker.Text{EN: "Changed.", FR: "Changée."}},
		{Year: 2017, Scores: []Score{{Country: "CA", Value: 40}, {Country: "FR", Value: 50}}},
	}}
	for _, c := range []struct {
		from, to int
		points   bool
	}{{2015, 2016, false}, {2016, 2015, false}, {2016, 2017, true}, {2015, 2017, false}, {2016, 2016, true}} {
		got, err := Compare(ix, c.from, c.to)
		if err != nil || got.Points != c.points || len(got.Shifts) != 2 {
			t.Errorf("%d to %d: %+v, %v", c.from, c.to, got, err)
		}
	}
	if _, err := Compare(ix, 2015, 2018); !errors.Is(err, ErrNoEdition) {
		t.Errorf("error %v", err)
	}
	if row := TableOf(ix, 2017).Rows[0]; row.Country != "FR" || row.Since != 2016 || row.Change != 30 || len(row.Trend) != 3 {
		t.Errorf("%+v", row)
	}
	if table := TableOf(ix, 2017); table.Base() != 2016 || table.First != 2015 {
		t.Errorf("changes count from %d, the first edition is of %d", table.Base(), table.First)
	}
	if row := TableOf(ix, 2016).Rows[0]; row.Since != 0 || row.Change != 0 {
		t.Errorf("the first edition of a method: %+v", row)
	}
}

// What an index publishes with a decimal anywhere has one everywhere, in the table and
// whatever is made of it.
func TestMatricesKeepTheDigitsOfTheirIndices(t *testing.T) {
	whole := []Component{{Code: "use"}, {Code: "products"}}
	fine := &Index{ID: "fine", Series: Absolute, Components: whole, Editions: []Edition{{Year: 2022, Scores: []Score{
		{Country: "CA", Value: 91.8, Components: Values{100, 76.6}}, {Country: "FR", Value: 90, Components: Values{100, 80}}}}}}
	plain := &Index{ID: "plain", Series: Absolute, Editions: []Edition{{Year: 2017, Scores: []Score{{Country: "CA", Value: 76}, {Country: "FR", Value: 72}}}}}
	table := TableOf(fine, 2022)
	m := MatrixOf(fine, &fine.Editions[0])
	for name, m := range map[string]Matrix{
		"all": m, "one component": m.Parts(func(code string) bool { return code == whole[0].Code }), "one country": m.Where(func(code string) bool { return code == "FR" }),
	} {
		if len(m.Digits) != len(m.Components) || m.Digits[0] != table.PartDigits || table.PartDigits != 1 || m.ScoreDigits != table.ScoreDigits || table.ScoreDigits != 1 {
			t.Errorf("%s: %v and %d, the table %d and %d", name, m.Digits, m.ScoreDigits, table.PartDigits, table.ScoreDigits)
		}
	}
	joined, err := Join(Source{plain, 2017}, Source{fine, 2022})
	if err != nil || !slices.Equal(joined.Digits, []int{0, 1}) {
		t.Errorf("side by side: %v, %v", joined.Digits, err)
	}
}

func TestJoin(t *testing.T) {
	one := &Index{ID: "one", Series: Absolute, Editions: []Edition{{Year: 2016, Scores: []Score{{Country: "CA", Value: 1}, {Country: "FR", Value: 2}}}}}
	two := &Index{ID: "two", Series: Absolute, Editions: []Edition{{Year: 2017, Scores: []Score{{Country: "GB", Value: 3}, {Country: "CA", Value: 4}}},
		{Year: 2018, Scores: []Score{{Country: "CA", Value: 5}}}}}
	m, err := Join(Source{one, 2016}, Source{two, 2017}, Source{two, 2018})
	if err != nil || !slices.Equal(m.Countries, []string{"CA", "FR", "GB"}) {
		t.Fatalf("%+v, %v", m, err)
	}
	var codes []string
	for _, c := range m.Components {
		codes = append(codes, c.Code)
	}
	if !slices.Equal(codes, []string{"one", "two-2017", "two-2018"}) {
		t.Errorf("components %v", codes)
	}
	for i, want := range []Values{{1, 4, 5}, {2, missing, missing}, {missing, 3, missing}} {
		equal(t, m.Countries[i], m.Values[i], want)
	}
	if _, err := Join(Source{one, 2017}); !errors.Is(err, ErrNoEdition) {
		t.Errorf("no edition: %v", err)
	}
	scaled := &Index{ID: "leader", Series: Scaled, Editions: one.Editions}
	if _, err := Join(Source{one, 2016}, Source{scaled, 2016}); !errors.Is(err, ErrMixedSeries) || !strings.Contains(err.Error(), "one and leader") {
		t.Errorf("mixed: %v", err)
	}
}
