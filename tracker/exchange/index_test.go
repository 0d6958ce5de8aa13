package exchange

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// barometerMapping and barometerTable have the features of the published file of
// the Open Data Barometer: odd column names, regions among the countries, and NA
// for both Namibia and regions.
const barometerMapping = `
id: odb
name: {en: Open Data Barometer, fr: Baromètre des données ouvertes}
source: {en: World Wide Web Foundation, fr: World Wide Web Foundation}
licence: CC BY 4.0
series: absolute
columns: {country: ISO2, year: Year, score: ODB-Score-Scaled}
components:
  - {code: readiness, column: Readiness-Scaled, name: {en: Readiness, fr: Préparation}}
  - {code: debt, column: Debt, name: {en: Debt, fr: Dette}, lower_is_better: true}
missing: ["-"]
editions:
  - {year: 2017, name: {en: Leaders Edition, fr: Édition des chefs de file}}
  - {year: 2016}
skip:
  - column: ISO2
  - column: ISO2
    equals: NA
    unless: {column: name, equals: Namibia}
`

const barometerTable = `"ISO2","Year","ODB-Score-Scaled","Readiness-Scaled","Debt","name","region"
"GB",2017,76,83,12.33,"United Kingdom","x"
"CA",2017,76,86,-,"Canada","x"
"NA",2016,14,27,13,"Namibia","x"
"NA",2016,17,28.68,15.97,"Sub-Saharan Africa ","x"
"",2017,40.38,48.31,57.49,"Latin America & Caribbean ","x"
"CA",2016,68,,,"Canada","x"
`

func TestReadIndex(t *testing.T) {
	m, err := ReadMapping(strings.NewReader(barometerMapping))
	if err != nil {
		t.Fatal(err)
	}
	ix, faults := ReadIndex(strings.NewReader(barometerTable), m)
	sameFaults(t, "barometer", faults)
	if ix.ID != "odb" || ix.Name.FR != "Baromètre des données ouvertes" || ix.Series != benchmark.Absolute || ix.Licence != "CC BY 4.0" ||
		len(ix.Components) != 2 || !ix.Components[1].LowerIsBetter || ix.Components[0].Name.FR != "Préparation" {
		t.Errorf("header %+v", ix)
	}
	nan := math.NaN()
	want := []benchmark.Edition{
		{Year: 2016, Scores: []benchmark.Score{{Country: "CA", Value: 68}, {Country: "NA", Value: 14, Components: benchmark.Values{27, 13}}}},
		{Year: 2017, Name: tracker.Text{EN: "Leaders Edition", FR: "Édition des chefs de file"}, Scores: []benchmark.Score{
			{Country: "CA", Value: 76, Components: benchmark.Values{86, nan}}, {Country: "GB", Value: 76, Components: benchmark.Values{83, 12.33}}}},
	}
	if !math.IsNaN(ix.Editions[1].Scores[0].Components[1]) {
		t.Error("a component that was not published has a value")
	}
	ix.Editions[1].Scores[0].Components[1], want[1].Scores[0].Components[1] = 0, 0 // NaN equals nothing
	if !reflect.DeepEqual(ix.Editions, want) {
		t.Errorf("editions\n%+v\nwant\n%+v", ix.Editions, want)
	}
}

// The plain table of this project's own, and countries by other names.
func TestReadIndexByOtherNames(t *testing.T) {
	const mapping = `{"id": "x", "name": {"en": "X", "fr": "X"}, "series": "scaled",
		"columns": {"country": "country", "year": "year", "score": "score"}, "country_by": "NAMING",
		"countries": [{"name": "Korea, Rep.", "iso2": "KR"}]}`
	for _, c := range []struct {
		by, rows string
		want     []string
	}{
		{"iso2", "CA\nKR\nKorea, Rep.\n", []string{"CA", "KR", "KR"}},
		{"iso3", "CAN\nKorea, Rep.\nDEU\n", []string{"CA", "DE", "KR"}},
		{"name", "canada\nRoyaume-Uni\nGermany\nCôte d’Ivoire\n\"Korea, Rep.\"\n", []string{"CA", "CI", "DE", "GB", "KR"}},
	} {
		m, err := ReadMapping(strings.NewReader(strings.Replace(mapping, "NAMING", c.by, 1)))
		if err != nil {
			t.Fatal(err)
		}
		table := "country,year,score\n"
		for i, row := range strings.Split(strings.TrimSpace(c.rows), "\n") {
			if strings.Contains(row, ",") && !strings.HasPrefix(row, `"`) {
				row = `"` + row + `"`
			}
			table += row + ",200" + string(rune('0'+i)) + ",1\n"
		}
		ix, faults := ReadIndex(strings.NewReader(table), m)
		sameFaults(t, c.by, faults)
		var got []string
		for _, e := range ix.Editions {
			got = append(got, e.Scores[0].Country)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("by %s: %v, want %v", c.by, got, c.want)
		}
	}
}

func TestReadIndexFaults(t *testing.T) {
	m, err := ReadMapping(strings.NewReader(barometerMapping))
	if err != nil {
		t.Fatal(err)
	}
	_, faults := ReadIndex(strings.NewReader("ISO2,Year,ODB-Score-Scaled,Readiness-Scaled,Debt,name,Debt\n"), m)
	sameFaults(t, "header", faults, "1 Debt column_twice")
	_, faults = ReadIndex(strings.NewReader("ISO2,Year\n"), m)
	sameFaults(t, "header", faults, "1 Debt column_missing", "1 ODB-Score-Scaled column_missing", "1 Readiness-Scaled column_missing", "1 name column_missing", "1  index_columns")
	_, faults = ReadIndex(strings.NewReader(`ISO2,Year,ODB-Score-Scaled,Readiness-Scaled,Debt,name
CA,2017,high,low,NaN,Canada
UK,2017,1e300,-Inf,1,United Kingdom
,2017,1,1,1,World
,,,,,
CA,2020,1,1,1,Canada
CA,soon,,1,1,Canada
CA,2016,1,1,1,Canada
CA,2016,2,1,1,Canada
CA,,1,1,1,Canada
`), m)
	sameFaults(t, "rows", faults,
		"2 ODB-Score-Scaled number_malformed", "2 Readiness-Scaled number_malformed", "2 Debt number_malformed",
		"3 ISO2 country_unknown", "3 ODB-Score-Scaled number_range", "3 Readiness-Scaled number_range",
		"6 Year year_unknown", "7 Year year_malformed", "7 ODB-Score-Scaled required",
		"9 ISO2 country_twice", "10 Year required")
	m.OtherYears = OtherYearsSkip
	ix, faults := ReadIndex(strings.NewReader(strings.Replace(barometerTable, `"GB",2017`, `"GB",2020`, 1)), m)
	sameFaults(t, "other years are skipped", faults)
	if n := len(ix.Editions); n != 2 {
		t.Errorf("%d editions", n)
	}
}

func TestReadMappingFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{"0  nothing"}},
		{"all missing", "id: x\n", []string{"1 name.en required", "1 name.fr required", "1 series required",
			"1 columns.country required", "1 columns.year required", "1 columns.score required"}},
		{"wrong words", strings.NewReplacer("absolute", "relative", "skip:", "country_by: flag\nskipp:").Replace(barometerMapping),
			[]string{"6 series value_unknown", "15 country_by value_unknown", "16 skipp field_unknown", "2 series required"}},
		{"components", strings.NewReplacer("code: debt", "code: readiness", "column: Readiness-Scaled, ", "").Replace(barometerMapping),
			[]string{"9 components[0] component_incomplete", "10 components[1].code component_twice"}},
		{"a country that is none", barometerMapping + "countries:\n  - {name: Atlantis, iso2: QX}\n",
			[]string{"21 countries[0].iso2 country_unknown"}},
	} {
		_, err := ReadMapping(strings.NewReader(c.text))
		var faults Faults
		if !errors.As(err, &faults) || faults.Error() == "" {
			t.Errorf("%s: error %v", c.name, err)
		}
		sameFaults(t, c.name, faults, c.want...)
	}
	broken := errors.New("disk on fire")
	if _, err := ReadMapping(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("a reader that fails gives %v", err)
	}
	if _, _, err := ReadPlan(failing{broken}, PlanOptions{}); !errors.Is(err, broken) {
		t.Errorf("a reader that fails gives %v", err)
	}
	_, faults := ReadIndex(failing{broken}, Mapping{})
	sameFaults(t, "a reader that fails", faults, "0  unread")
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadMatrix(t *testing.T) {
	m, faults := ReadMatrix(strings.NewReader("iso2,readiness,published_score,impact\nCA,86,76,55\nGB,83,76,NA\nXX,,,nan\n"))
	sameFaults(t, "matrix", faults)
	if !slices.Equal(m.Countries, []string{"CA", "GB", "XX"}) || len(m.Components) != 2 || m.Components[1].Code != "impact" ||
		m.Values[0][1] != 55 || !math.IsNaN(m.Values[1][1]) || m.Scores[1] != 76 || !math.IsNaN(m.Scores[2]) {
		t.Errorf("read %+v", m)
	}
	m, faults = ReadMatrix(strings.NewReader("country;score\nCA;76\nGB;80\n"))
	sameFaults(t, "a score alone", faults)
	if len(m.Components) != 1 || m.Values[1][0] != 80 || m.Scores[1] != 80 {
		t.Errorf("read %+v", m)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{"0  empty"}},
		{"no component", "country\nCA\n", []string{"1  no_component"}},
		{"no country", "country,a\n", []string{"1  no_country"}},
		{"columns", "country,a,,a\n", []string{"1  column_twice", "1 a column_twice"}},
		{"rows", "country,a,b\nCA,1,many\nCA,2,3\n,4,1e99\nDE,1\n", []string{
			"2 b number_malformed", "3 country country_twice_in_table", "4 country required", "4 b number_range", "5  row_length"}},
	} {
		_, faults := ReadMatrix(strings.NewReader(c.text))
		sameFaults(t, c.name, faults, c.want...)
	}
}
