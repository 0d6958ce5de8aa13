package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestBenchmarkOddInput holds that whatever a table of countries says, each command
// answers with a message at its place, or with a defined result.
func TestBenchmarkOddInput(t *testing.T) {
	for _, tt := range []struct {
		name, table string
		args        []string
		code        int
		has         string // in either stream
		not         string // in what programs read
	}{
		{"a constant component", "country,a,b\nCA,5,1\nFR,5,2\n", nil, exitDone, `"constant":["a"]`, ""},
		{"all missing", "country,a\nCA,\nFR,NA\n", nil, exitDone, `"not_ranked":["CA","FR"]`, ""},
		{"one country has no scale", "country,a\nCA,5\n", nil, exitDone, `"constant":["a"]`, ""},
		{"ties everywhere", "country,a,b\nCA,5,5\nFR,5,5\n", nil, exitDone, `"constant":["a","b"]`, ""},
		{"NaN is missing", "country,a,b\nCA,NaN,1\nFR,2,2\nGB,3,4\n", nil, exitDone, `"not_ranked":["CA"]`, "NaN"},
		{"negative weights", "country,a\nCA,1\nFR,2\n", []string{"--weights", "a=-1"}, exitUsage, "each must belong to a component of the file, be 0 or more", ""},
		{"a weight twice", "country,a\nCA,1\nFR,2\n", []string{"--weights", "a=1,a=2"}, exitUsage, "readiness=2,impact=1", ""},
		{"a country twice", "country,a\nCA,1\nFR,2\nCA,3\n", nil, exitData, "row 4, country: Row 2 already gives CA.", ""},
		{"a country twice by two names", "country,a\nKorea,1\nFR,2\n\"Korea, Rep.\",3\n", nil, exitData, "row 4, country: Row 2 already gives Korea, Rep..", ""},
		{"text in a number column", "country,a\nCA,1\nFR,many\n", nil, exitData, "row 3, a: “many” is not a number", ""},
		{"a number beyond all", "country,a\nCA,1\nFR,1e300\n", nil, exitData, "row 3, a: “1e300” is out of range", ""},
		{"a column of text", "country,region,a\nCA,North,1\nFR,West,1e300\nGB,West,2\n", nil, exitData, "row 2, region: “North” is not a number; the decimal sign is a point. There are 2 more of this kind.", ""},
		{"columns of text without end", "country,a,b,c,d,e,f,g,h,i,j,k\nCA" + strings.Repeat(",x", 11) + "\n", nil, exitData, "1 more column or kind of error is not shown; --json lists all.", ""},
		{"infinity", "country,a\nCA,1\nFR,-Inf\n", nil, exitData, "row 3, a: ", ""},
		{"no country", "country,a\n", nil, exitData, "no country below the header", ""},
		{"no component", "country\nCA\n", nil, exitData, "There is no component", ""},
		{"nothing", "", nil, exitData, "There is no header", ""},
		{"a country chosen that is none", "country,a\nCA,1\n", []string{"--countries", "XQ"}, exitUsage, "“XQ” is not a country", ""},
		{"a country chosen that is not there", "country,a\nCA,1\n", []string{"--countries", "FR"}, exitData, "None of the countries chosen is in the file: FR", ""},
		{"an edition of a plain table", "country,a\nCA,1\n", []string{"--year", "2017"}, exitUsage, "A plain table stands alone", ""},
	} {
		for _, what := range []string{"rank", "composite", "range", "simulate"} {
			code, stdout, stderr := command(t, tt.table, append([]string{"benchmark", what, "-"}, tt.args...)...)
			compact := strings.Join(strings.Fields(stdout), "")
			if code != tt.code {
				t.Errorf("%s, %s: exit %d: %s", what, tt.name, code, stderr)
			}
			wanted := strings.Contains(compact+stderr, tt.has)
			if what == "rank" && strings.Contains(tt.has, "constant") {
				wanted = true // which ranks values as they are
			}
			if !wanted || tt.not != "" && strings.Contains(stdout, tt.not) {
				t.Errorf("%s, %s: %q in\n%s%s", what, tt.name, tt.has, stdout, stderr)
			}
			if code == exitDone {
				if !json.Valid([]byte(stdout)) {
					t.Errorf("%s, %s: no JSON: %s", what, tt.name, stdout)
				}
				if code, text, stderr := command(t, tt.table, append([]string{"benchmark", what, "-", "--text", "--lang", "fr"}, tt.args...)...); code != exitDone || !strings.Contains(text, "Pays") {
					t.Errorf("%s, %s: as text exit %d: %s%s", what, tt.name, code, text, stderr)
				}
			}
		}
	}
	// One country, and ties, have no min-max ranks; published scores rank all the same.
	_, stdout, _ := command(t, "country,score,a\nCA,5,1\nFR,5,1\n", "benchmark", "composite", "-")
	if compact := strings.Join(strings.Fields(stdout), ""); !strings.Contains(compact, `"minmax_arithmetic_rank":[null,null]`) {
		t.Errorf("ties: %s", stdout)
	}
}

func TestBenchmarkSimulateCommand(t *testing.T) {
	const table = "country,a,b,c\nCA,9,4,1\nFR,6,6,6\nGB,2,8,7\nKR,1,1,9\n"
	simulate := func(args ...string) (int, string, string) {
		return command(t, table, append([]string{"benchmark", "simulate", "-", "--draws", "500"}, args...)...)
	}
	code, first, stderr := simulate()
	if _, again, _ := simulate(); code != exitDone || first != again {
		t.Errorf("exit %d, the same seed gives another result: %s", code, stderr)
	}
	if _, other, _ := simulate("--seed", "2"); other == first {
		t.Error("another seed gives the same result")
	}
	var got struct {
		Draws       int
		Seed        uint64
		Median      []float64 `json:"median_rank"`
		Q5          []float64 `json:"q5_rank"`
		Q95         []float64 `json:"q95_rank"`
		Sensitivity []struct{ Choice string }
	}
	if err := json.Unmarshal([]byte(first), &got); err != nil || got.Draws != 500 || got.Seed != 1 || len(got.Median) != 4 || len(got.Sensitivity) != 4 {
		t.Fatalf("%v: %s", err, first)
	}
	for i := range got.Median {
		if got.Q5[i] > got.Median[i] || got.Median[i] > got.Q95[i] {
			t.Errorf("%v to %v to %v", got.Q5[i], got.Median[i], got.Q95[i])
		}
	}
	if _, one, _ := simulate("--vary", "weights"); strings.Count(one, `"choice"`) != 5 {
		t.Errorf("weights alone: %s", one)
	}
	for _, tt := range []struct {
		args []string
		has  string
	}{
		{[]string{"--draws", "1"}, "from 2 to 1,000,000"}, {[]string{"--draws", "2000000"}, "from 2 to 1,000,000"},
		{[]string{"--vary", "luck"}, "weights, normalisation, aggregation, components"}, {[]string{"--delta", "1"}, "below 1"},
	} {
		if code, stdout, stderr := simulate(tt.args...); code != exitUsage || stdout != "" || !strings.Contains(stderr, tt.has) {
			t.Errorf("%v: exit %d: %s%s", tt.args, code, stdout, stderr)
		}
	}
	if _, text, _ := simulate("--text"); !strings.Contains(text, "Sensitivity range") || !strings.Contains(text, "component left out") {
		t.Error(text)
	}
}

// indexMap names the columns of a small index.
const indexMap = `id: ID
name: {en: Name, fr: Nom}
series: SERIES
columns: {country: country, year: year, score: score}
editions:
  - {year: 2015}
  - {year: 2016}
  - {year: 2017, break: BREAK}
`

func TestBenchmarkEditions(t *testing.T) {
	_, file := folder(t)
	mapping := func(name, series, broken string) string {
		return file(name+".yaml", strings.NewReplacer("ID", name, "SERIES", series, "BREAK", broken).Replace(indexMap))
	}
	absolute, scaled := mapping("one", "absolute", "{}"), mapping("two", "scaled", "{}")
	broken := mapping("three", "absolute", "{en: Weights were changed., fr: Les poids ont changé.}")
	table := file("i.csv", "country,year,score\nCA,2015,10\nFR,2015,20\nCA,2016,30\nFR,2016,20\nGB,2016,25\nCA,2017,40\nGB,2017,50\nJP,2017,60\n")
	for _, tt := range []struct {
		name string
		args []string
		code int
		has  string
	}{
		{"the latest edition", []string{"rank", table, "--map", absolute}, exitDone, `"iso2":["CA","GB","JP"]`},
		{"an earlier one", []string{"rank", table, "--map", absolute, "--year", "2016"}, exitDone, `"iso2":["CA","FR","GB"]`},
		{"ranks among the countries in common", []string{"rank", table, "--map", absolute, "--since", "2016"}, exitDone,
			`"since":2016,"common":["CA","GB"],"common_rank":[2,1],"common_rank_since":[1,2],"change":[10,25]`},
		{"a scaled series has no points", []string{"rank", table, "--map", scaled, "--since", "2016"}, exitDone, `"change":[null,null]`},
		{"and says so", []string{"rank", table, "--map", scaled, "--since", "2016"}, exitDone, "two is a scaled series"},
		{"nor has a changed method", []string{"rank", table, "--map", broken, "--since", "2016"}, exitDone, `"change":[null,null]`},
		{"which says so in French", []string{"rank", table, "--map", broken, "--since", "2016", "--lang", "fr"}, exitDone, "La méthode a changé en 2017"},
		{"but before it", []string{"rank", table, "--map", broken, "--year", "2016", "--since", "2015"}, exitDone, `"change":[20,0]`},
		{"mixing", []string{"composite", table, table, "--map", absolute, "--map", scaled}, exitData, "cannot be mixed"},
		{"two of one kind", []string{"composite", table, table, "--map", absolute, "--map", broken}, exitDone, `"weights":{"one":0.5,"three":0.5}`},
		{"as text", []string{"rank", table, "--map", absolute, "--since", "2016", "--text", "--peers", "CA,JP"}, exitDone, "Median of the peers: 50.00 (2)"},
		{"no such edition", []string{"rank", table, "--map", absolute, "--year", "2020"}, exitUsage, "Its editions are: 2015, 2016, 2017"},
		{"no such edition to compare with", []string{"rank", table, "--map", absolute, "--since", "1999"}, exitUsage, "no edition of 1999"},
		{"a comparison of a plain table", []string{"rank", file("p.csv", "country,a\nCA,1\n"), "--since", "2016"}, exitUsage, "editions of one index"},
		{"peers that are not there", []string{"rank", table, "--map", absolute, "--peers", "DE"}, exitUsage, "None of the countries chosen"},
		{"a code that is none", []string{"rank", file("c.csv", "country,year,score\nCA,2017,1\nZZ,2017,2\n"), "--map", absolute}, exitData, "row 3, country: “ZZ” is not a country"},
		{"a mapping too few", []string{"rank", table, table, "--map", absolute}, exitUsage, "one --map each"},
		{"a mapping that is none", []string{"rank", table, "--map", table}, exitData, filepath.Base(table)},
	} {
		code, stdout, stderr := command(t, "", append([]string{"benchmark"}, tt.args...)...)
		if compact := strings.Join(strings.Fields(stdout), ""); code != tt.code || !strings.Contains(compact+stdout+stderr, tt.has) {
			t.Errorf("%s: exit %d, no %q in\n%s%s", tt.name, code, tt.has, stdout, stderr)
		}
	}
}
