package opendata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// commitments are nine of a country that completed all, nine of one that completed
// none, and one of a member that is no country and was not assessed.
func commitments() []benchmark.Commitment {
	var all []benchmark.Commitment
	add := func(n int, c benchmark.Commitment) {
		for range n {
			c.National, c.PolicyAreas = true, []string{"Open Data"}
			all = append(all, c)
		}
	}
	add(9, benchmark.Commitment{Member: "Korea, Republic of", Country: "KR", Plan: "AP_KOR01", PlanNumber: 1, Submitted: 2012, EndOfTerm: benchmark.CompletionComplete})
	add(9, benchmark.Commitment{Member: "Canada", Country: "CA", Plan: "AP_CAN02", PlanNumber: 2, EndOfTerm: benchmark.CompletionLimited, Midterm: benchmark.CompletionLimited})
	add(1, benchmark.Commitment{Member: "=Basque Country", Plan: "AP_X", EndOfTerm: benchmark.CompletionWithdrawn})
	return all
}

func completion(t *testing.T, by benchmark.Grouping) benchmark.Completed {
	t.Helper()
	standings, err := benchmark.Standings(commitments(), by, benchmark.EndOfTerm)
	if err != nil {
		t.Fatal(err)
	}
	return benchmark.Completed{By: by, View: benchmark.EndOfTerm, Standings: standings,
		Source: benchmark.CommitmentSource{Source: tracker.Text{EN: "OGP", FR: "PGO"}, Note: tracker.Text{EN: "A sample", FR: "Un échantillon"}}}
}

func TestCompletionCSV(t *testing.T) {
	for by, want := range map[benchmark.Grouping][]string{
		benchmark.ByCountry: {
			"country,end_of_term,Korea\\, Republic of,South Korea,Corée du Sud,KR,,,9,0,0,9,9,1,0.7008549,1,0,0,0,0,0,0,0,0,0,0,Canada,",
			"country,end_of_term,Canada,Canada,Canada,CA,,,9,0,0,0,9,0,0,0.2991450,0,0,0,0,0,0,0,0,0,0,,Korea\\, Republic of",
			"country,end_of_term,'=Basque Country,'=Basque Country,'=Basque Country,,,,1,1,0,0,0,,,,0,0,0,0,0,0,0,0,0,0,,"},
		benchmark.ByPlan:       {"plan,end_of_term,AP_KOR01,South Korea,Corée du Sud,KR,1,2012,9,0,0,9,9,1,", "plan,end_of_term,AP_CAN02,Canada,Canada,CA,2,,9,", "plan,end_of_term,AP_X,"},
		benchmark.ByPolicyArea: {"policy_area,end_of_term,Open Data,Open data,Données ouvertes,,,,19,1,0,9,18,0.5,"},
	} {
		c := completion(t, by)
		table := opendata.CompletionTable(c)
		var b bytes.Buffer
		if err := table.WriteCSV(&b, opendata.CSVOptions{NoBOM: true}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != len(want)+1 || len(rows[0]) != len(table.Fields) {
			t.Fatalf("%s: %d rows, %v", by, len(rows), err)
		}
		for i, start := range want {
			cells := strings.Split(strings.ReplaceAll(start, "\\,", "\x00"), ",")
			for j, cell := range cells {
				if cell = strings.ReplaceAll(cell, "\x00", ","); !strings.HasPrefix(rows[i+1][j], cell) || cell == "" && j < len(cells)-1 && rows[i+1][j] != "" {
					t.Errorf("%s, row %d, %s: %q, want %q", by, i+1, rows[0][j], rows[i+1][j], cell)
				}
			}
		}
	}
}

func TestCompletionJSON(t *testing.T) {
	c := completion(t, benchmark.ByCountry)
	var b bytes.Buffer
	if err := opendata.WriteCompletionJSON(&b, c); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Source, Note   tracker.Text
		Grouping, View string
		Standings      map[string]struct {
			High, Assessed int
			Share          *float64
			Wilson95       []float64
			Above, Below   []string
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	kr, none := got.Standings["Korea, Republic of"], got.Standings["=Basque Country"]
	if got.Source.FR != "PGO" || got.Note.EN != "A sample" || got.Grouping != "country" || got.View != "end_of_term" || len(got.Standings) != 3 ||
		kr.High != 9 || *kr.Share != 1 || len(kr.Above) != 1 || none.Share != nil || none.Wilson95 != nil {
		t.Errorf("%s", b.String())
	}
}
