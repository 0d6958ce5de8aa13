package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// ogpSheet returns a sheet of the columns and rows given, as CSV.
func ogpSheet(t testing.TB, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ogpHeader has the columns in another order than OGP, an unknown one among them,
// and two of the policy areas.
var ogpHeader = []string{"Completion (End Of Term)", "Tax", "Country/Locality", "Commitment Unique Identifier", "CHECKSUM", "Code",
	"National Or Local", "Action Plan ID", "Action Plan Number", "Year Of Submission", "Start Date", "End  Date", "Commitment Title",
	"Verifiable", "Specificity", "_Relevant", "Potential Impact", "Potential for Results", "Completion (Progress Report)",
	"Did It Open Government (Overall)", "Early Results", "Open Data", "Commitment Number", "Lead Institution", "URL"}

func ogpRow(changes map[string]string) []string {
	row := map[string]string{"Completion (End Of Term)": "Complete", "Tax": "1", "Country/Locality": "Canada", "Commitment Unique Identifier": "CA0001",
		"CHECKSUM": "1", "Code": "CAN", "National Or Local": "National", "Action Plan ID": "AP_CAN01", "Action Plan Number": "1",
		"Year Of Submission": "2012", "Start Date": "1/4/2012", "End  Date": "30/6/2013", "Commitment Title": "Tax data", "Verifiable": "ND",
		"Specificity": "Medium", "_Relevant": "1", "Potential Impact": "Moderate", "Potential for Results": "ND",
		"Completion (Progress Report)": "NA", "Did It Open Government (Overall)": "Did Not Change", "Early Results": "NR", "Open Data": "ND",
		"Commitment Number": "2.1", "Lead Institution": "NA", "URL": "https://example.org/1"}
	for column, text := range changes {
		row[column] = text
	}
	cells := make([]string, len(ogpHeader))
	for i, name := range ogpHeader {
		cells[i] = row[name]
	}
	return cells
}

// ogpCommitment is what the unchanged row says.
func ogpCommitment() benchmark.Commitment {
	return benchmark.Commitment{ID: "CA0001", Member: "Canada", Country: "CA", National: true, Plan: "AP_CAN01", PlanNumber: 1, Submitted: 2012,
		Number: "2.1", Title: "Tax data", Start: tracker.MustDate("2012-04-01"), End: tracker.MustDate("2013-06-30"), PolicyAreas: []string{"Tax"},
		URL: "https://example.org/1", Verifiable: benchmark.Yes, Relevant: benchmark.Yes, Impact: benchmark.ImpactModerate,
		EndOfTerm: benchmark.CompletionComplete, Opened: benchmark.OpenedUnchanged}
}

func TestReadCommitments(t *testing.T) {
	rows := [][]string{ogpHeader, ogpRow(nil),
		ogpRow(map[string]string{"Commitment Unique Identifier": "CI0001", "Country/Locality": "Cote d'Ivoire", "Code": "CIV"}),
		ogpRow(map[string]string{"Commitment Unique Identifier": "GBSC1", "Country/Locality": "Scotland, United Kingdom", "Code": "GBSC", "National Or Local": "Legacy Local"})}
	read := ReadCommitments(bytes.NewReader(ogpSheet(t, rows...)), false)
	sameFaults(t, "faults", read.Faults)
	sameFaults(t, "notes", read.Notes)
	if len(read.Commitments) != 3 || !reflect.DeepEqual(read.Commitments[0], ogpCommitment()) {
		t.Fatalf("read %+v", read.Commitments)
	}
	if read.Commitments[1].Country != "CI" || read.Commitments[2].Country != "" || read.Commitments[2].National {
		t.Errorf("members %+v", read.Commitments[1:])
	}

	// The same as a workbook, with figures typed as figures.
	book := excelize.NewFile()
	for i, row := range rows {
		for j, cell := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			var value any = cell
			if i > 0 && cell == "1" {
				value = 1
			}
			if err := book.SetCellValue("Sheet1", name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	if fromBook := ReadCommitments(&b, true); !reflect.DeepEqual(fromBook, read) {
		t.Errorf("the workbook gives %+v", fromBook)
	}
}

func TestReadCommitmentsNotes(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes map[string]string
		notes   []string
		want    func(*benchmark.Commitment)
	}{
		{"a dirty coding", map[string]string{"Potential Impact": "Huge", "Tax": "yes"},
			[]string{"2 Tax ogp_value_unknown", "2 Potential Impact ogp_value_unknown"},
			func(c *benchmark.Commitment) { c.Impact, c.PolicyAreas = "", nil }},
		{"a figure for an answer", map[string]string{"Verifiable": "0"}, nil, func(c *benchmark.Commitment) { c.Verifiable = benchmark.No }},
		{"case and spaces", map[string]string{"Completion (End Of Term)": " not started "}, nil,
			func(c *benchmark.Commitment) { c.EndOfTerm = benchmark.CompletionNotStarted }},
		{"whole numbers", map[string]string{"Action Plan Number": "first", "Year Of Submission": "-4"},
			[]string{"2 Action Plan Number ogp_whole", "2 Year Of Submission ogp_whole"},
			func(c *benchmark.Commitment) { c.PlanNumber, c.Submitted = 0, 0 }},
		{"dates", map[string]string{"Start Date": "7/15/1905", "End  Date": "Ongoing"},
			[]string{"2 Start Date ogp_year_as_date", "2 End Date ogp_date"},
			func(c *benchmark.Commitment) { c.Start, c.End = tracker.MustDate("2023-01-01"), tracker.Date{} }},
		{"no country", map[string]string{"Country/Locality": "Atlantis", "Code": "ATL"}, []string{"2 Country/Locality ogp_country_unknown"},
			func(c *benchmark.Commitment) { c.Member, c.Country = "Atlantis", "" }},
		{"another's code", map[string]string{"Code": "FRA"}, []string{"2 Code ogp_code_differs"}, func(*benchmark.Commitment) {}},
		{"a name that the code explains", map[string]string{"Country/Locality": "The Great North"}, nil,
			func(c *benchmark.Commitment) { c.Member = "The Great North" }},
	} {
		read := ReadCommitments(bytes.NewReader(ogpSheet(t, ogpHeader, ogpRow(c.changes))), false)
		sameFaults(t, c.name, read.Faults)
		sameFaults(t, c.name, read.Notes, c.notes...)
		want := ogpCommitment()
		c.want(&want)
		if len(read.Commitments) != 1 || !reflect.DeepEqual(read.Commitments[0], want) {
			t.Errorf("%s: %+v", c.name, read.Commitments)
		}
	}
}

func TestReadCommitmentsFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		rows   [][]string
		faults []string
	}{
		{"no identifier, no member", [][]string{ogpHeader, ogpRow(map[string]string{"Commitment Unique Identifier": "", "Country/Locality": "NA"})},
			[]string{"2 Commitment Unique Identifier required", "2 Country/Locality required"}},
		{"twice", [][]string{ogpHeader, ogpRow(nil), ogpRow(nil)}, []string{"3 Commitment Unique Identifier ogp_twice"}},
		{"no row", [][]string{ogpHeader}, []string{"1  ogp_no_commitment"}},
		{"columns", [][]string{{"Country/Locality", "Tax", "Tax"}}, []string{"1 Tax column_twice", "1 Commitment Unique Identifier column_missing",
			"1 National Or Local column_missing", "1 Action Plan ID column_missing", "1 Completion (Progress Report) column_missing",
			"1 Completion (End Of Term) column_missing"}},
	} {
		read := ReadCommitments(bytes.NewReader(ogpSheet(t, c.rows...)), false)
		sameFaults(t, c.name, read.Faults, c.faults...)
		if read.Commitments != nil {
			t.Errorf("%s: commitments in spite of faults", c.name)
		}
	}
	if read := ReadCommitments(strings.NewReader("no workbook"), true); len(read.Faults) == 0 {
		t.Error("text is taken for a workbook")
	}
}

// Every policy area has a French name, which for a few is OGP's own.
func TestPolicyAreasHaveNames(t *testing.T) {
	fr, alike := locale.For(tracker.FR), []string{"Audits", "Lobbying", "Inclusion", "LGBTQIA+", "Justice"}
	for _, area := range policyAreas {
		if name := fr.PolicyArea(area); name == "" || (name == area) != slices.Contains(alike, area) {
			t.Errorf("%s is %q in French", area, name)
		}
	}
	if got := fr.PolicyArea("New Area"); got != "New Area" {
		t.Errorf("an area that is new is %q", got)
	}
}

// Whoever submitted a plan was a member: the sample of OGP's data that the
// demonstration has holds the list of members to it, as far as that goes.
func TestMembersSubmittedPlans(t *testing.T) {
	f, err := os.Open("../../cmd/ogptracker/demo/ogp.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read := ReadCommitments(f, false)
	sameFaults(t, "the sample", read.Faults)
	ogp, seen := country.GroupOf("ogp"), map[string]bool{}
	for _, c := range read.Commitments {
		if !c.National || c.Submitted > ogp.Through {
			continue
		}
		seen[c.Country] = true
		if !slices.Contains(ogp.Members(c.Submitted), c.Country) {
			t.Errorf("%s submitted plan %d in %d, and is no member then", c.Country, c.PlanNumber, c.Submitted)
		}
	}
	if len(seen) != 32 {
		t.Errorf("%d members submitted plans up to %d", len(seen), ogp.Through)
	}
}

func TestReadDates(t *testing.T) {
	for _, c := range []struct{ text, first, last string }{
		{"12/31/2015", "2015-12-31", "2015-12-31"}, {"08/01/2022", "2022-08-01", "2022-08-01"}, {"1/1/19", "2019-01-01", "2019-01-01"},
		{"2014", "2014-01-01", "2014-12-31"}, {"2014.0", "2014-01-01", "2014-12-31"}, {"June 2015", "2015-06-01", "2015-06-30"},
		{"Feb 2016", "2016-02-01", "2016-02-29"}, {"I quarter of 2021", "2021-01-01", "2021-03-31"}, {"IV quarter of 2020", "2020-10-01", "2020-12-31"},
		{"Quarter 2 2015", "2015-04-01", "2015-06-30"}, {"Q3 2022", "2022-07-01", "2022-09-30"}, {"2021-05-06", "2021-05-06", "2021-05-06"},
		{"2021-05-06 00:00:00", "2021-05-06", "2021-05-06"}, {"6 May 2021", "2021-05-06", "2021-05-06"}, {"7/19/1905", "2027-01-01", "2027-12-31"},
		{"", "", ""}, {"Ongoing", "", ""}, {"2/30/2015", "", ""}, {"13/13/2015", "", ""}, {"1/1/1889", "", ""}, {"0014", "", ""}, {"V quarter of 2020", "", ""},
	} {
		day := startsWithDay(c.text)
		first, _, _ := dateReader{}.read(c.text, day, false)
		last, _, ok := dateReader{}.read(c.text, day, true)
		if first.String() != c.first || last.String() != c.last || ok != (c.last != "") {
			t.Errorf("%q: %s to %s, want %s to %s", c.text, first, last, c.first, c.last)
		}
	}
}

// TestReferenceCompletion compares OGP's sample with an independent implementation,
// and the rules for stars, completion, ambition and early results with OGP's own
// columns: both files stand in the folder that OGPTRACKER_VECTORS names and in ogp
// beside it. Without it, countries of the sample are typed in.
func TestReferenceCompletion(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_VECTORS")
	if dir == "" {
		// Canada's three commitments of OGP's sample, and one of Italy's.
		rows := [][]string{ogpHeader}
		for i, done := range []string{"Complete", "Substantial", "Complete"} {
			rows = append(rows, ogpRow(map[string]string{"Commitment Unique Identifier": "CA" + string(rune('0'+i)), "Completion (End Of Term)": done}))
		}
		rows = append(rows, ogpRow(map[string]string{"Commitment Unique Identifier": "IT1", "Country/Locality": "Italy", "Code": "ITA", "Completion (End Of Term)": "Limited"}))
		read := ReadCommitments(bytes.NewReader(ogpSheet(t, rows...)), false)
		standings, err := benchmark.Standings(read.Commitments, benchmark.ByCountry, benchmark.EndOfTerm)
		if err != nil || len(standings) != 2 {
			t.Fatal(standings, err)
		}
		for _, s := range standings {
			low, high := s.Completed.Wilson95()
			want := map[string][2]float64{"Canada": {0.438502968, 1}, "Italy": {0, 0.793450686}}[s.Key]
			if math.Abs(low-want[0]) > 1e-9 || math.Abs(high-want[1]) > 1e-9 {
				t.Errorf("%s: %v to %v", s.Key, low, high)
			}
		}
		return
	}
	var want map[string]struct {
		High, Assessed int
		Share          float64
		Wilson95       [2]float64
	}
	b, err := os.ReadFile(filepath.Join(dir, "ogp_completion_sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	sheet, err := os.ReadFile(filepath.Join(dir, "..", "ogp", "ogp_commitments_sample.csv"))
	if err != nil {
		t.Fatal(err)
	}
	read := ReadCommitments(bytes.NewReader(sheet), false)
	sameFaults(t, "sample", read.Faults)
	assessed := 0
	standings, err := benchmark.Standings(read.Commitments, benchmark.ByCountry, benchmark.EndOfTerm)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range standings {
		if s.Completed.Assessed == 0 {
			continue
		}
		assessed++
		w, low := want[s.Key], 0.0
		low, high := s.Completed.Wilson95()
		if s.Completed != (benchmark.Proportion{High: w.High, Assessed: w.Assessed}) || math.Abs(s.Completed.Share()-w.Share) > 1e-9 ||
			math.Abs(low-w.Wilson95[0]) > 1e-9 || math.Abs(high-w.Wilson95[1]) > 1e-9 {
			t.Errorf("%s: %+v %v to %v, want %+v", s.Key, s.Completed, low, high, w)
		}
		if s.Country == "" {
			t.Errorf("%s has no code", s.Key)
		}
	}
	if assessed != len(want) {
		t.Errorf("%d countries, want %d", assessed, len(want))
	}
	checkPublishedVerdicts(t, sheet, read.Commitments)
}

// checkPublishedVerdicts holds our verdicts to those that OGP publishes, where it
// publishes any: 1 or 0.
func checkPublishedVerdicts(t *testing.T, sheet []byte, commitments []benchmark.Commitment) {
	rows, err := csv.NewReader(bytes.NewReader(sheet)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	first := func(is, _ bool) bool { return is }
	// A progress report's star is that of a commitment without an end of term.
	midterm := func(c benchmark.Commitment) benchmark.Commitment { c.EndOfTerm = ""; return c }
	for column, ours := range map[string]func(c benchmark.Commitment) bool{
		"Starred (2015 Only)": func(c benchmark.Commitment) bool {
			c = midterm(c)
			return first(c.Starred2015(benchmark.WithProgress))
		},
		"Starred (Current Formula) Progress Report": func(c benchmark.Commitment) bool {
			c = midterm(c)
			return first(c.Starred(benchmark.WithProgress))
		},
		"Starred (Current Formula) End of Term": func(c benchmark.Commitment) bool { return first(c.Starred(benchmark.EndOfTerm)) },
		"High Completion":                       func(c benchmark.Commitment) bool { return c.Completion(benchmark.WithProgress).High() },
		"High Ambition":                         func(c benchmark.Commitment) bool { return first(c.Ambitious()) },
		"High DIOG":                             func(c benchmark.Commitment) bool { return first(c.StrongEarlyResults()) },
	} {
		at, compared := slices.Index(rows[0], column), 0
		for i, c := range commitments {
			published := rows[i+1][at]
			if published != "0" && published != "1" {
				continue
			}
			compared++
			if ours(c) != (published == "1") {
				t.Errorf("%s, %s: OGP says %s", c.ID, column, published)
			}
		}
		if compared < 50 {
			t.Errorf("%s: only %d compared", column, compared)
		}
	}
}

func FuzzReadCommitments(f *testing.F) {
	f.Add(ogpSheet(f, ogpHeader, ogpRow(nil), ogpRow(map[string]string{"Commitment Unique Identifier": "X", "Start Date": "Q1 2012", "Tax": "2"})))
	f.Add([]byte(strings.ReplaceAll(string(ogpSheet(f, ogpHeader, ogpRow(nil))), ",", ";")))
	f.Fuzz(func(t *testing.T, file []byte) {
		read := ReadCommitments(bytes.NewReader(file), false)
		if (len(read.Commitments) == 0) != (len(read.Faults) > 0) {
			t.Fatalf("%d commitments, faults %v", len(read.Commitments), read.Faults)
		}
		for _, by := range benchmark.Groupings {
			standings, err := benchmark.Standings(read.Commitments, by, benchmark.WithProgress)
			if err != nil && !errors.Is(err, benchmark.ErrManyGroups) {
				t.Fatal(err)
			}
			if _, err := json.Marshal(standings); err != nil {
				t.Fatal(err)
			}
		}
	})
}
