package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

// ogpUnread are the columns of OGP's sheet of 2024 that the demonstration's file does
// not have: with them there are 171.
var ogpUnread = strings.Split("Region|Commitment Dummy|Action Plan End Year|Action Plan Duration (Years)|Theme|Commitment Title|Short Title|"+
	"Full Text|Lead Institution|Supporting Institution(s)|Report Publication Year (Progress Report)|Compound|Cluster|_Specificity|"+
	"OGP Value Access To Information|OGP Value Civic Participation|OGP Value Public Accountability|OGP Value Technology|_Potential Impact|"+
	"_CompletionProgress|Starred (2015 Only)|Starred (Current Formula) Progress Report|_Potential for Results|Cluster (AP Review)|"+
	"Cluster Commitment ID(s)|Report Publication Year (End Of Term)|_CompletionEndTerm|Change In Completion|_ChangeCompletion|"+
	"_Early Results|_OpenGovernment|Did It Open Government (Access To Information)|_DIOGATI|Did It Open Government (Civic Participation)|"+
	"_DIOGCP|Did It Open Government: Public Accountability|_DIOGPA|Starred (Current Formula) End of Term|Carried Forward|"+
	"Most Recently Assessed|Star - Most Recently Assessed|IRM Assessed|Updated? (Website)|Active Commitment|Max star|Ambition Assessed|"+
	"Comp Assessed|DIOG Assessed|Midterm Only|Max Completion|Raw Completion|High Completion|High Ambition|High DIOG|"+
	"Ambitious and complete, or DIOG|Ambitious but not complete|Complete but not ambitious|Not complete or ambitious|Not reviewed|CHECKSUM|"+
	"IRM-Based Score|Binding constraint|Latest IRM Report|Subnational in NAPs|id", "|")

// ogpTable returns the demonstration's commitments with all 171 columns of OGP's
// sheet, those that are not read first.
func ogpTable(t *testing.T) [][]string {
	t.Helper()
	i := slices.IndexFunc(demo.Files(), func(f demo.File) bool { return f.Kind == demo.Commitments })
	rows, err := csv.NewReader(bytes.NewReader(demo.Files()[i].Data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		more := slices.Repeat([]string{"ND"}, len(ogpUnread))
		if i == 0 {
			more = ogpUnread
		}
		rows[i] = slices.Concat(more, row)
	}
	if len(rows) != 289 || len(rows[0]) != 171 {
		t.Fatalf("%d rows of %d columns", len(rows), len(rows[0]))
	}
	return rows
}

func asCSV(t *testing.T, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func asWorkbook(t *testing.T, rows [][]string) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", cell, &rows[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestImportOGP(t *testing.T) {
	data, file := folder(t)
	rows := ogpTable(t)
	sheet, book := file("ogp.csv", asCSV(t, rows)), file("ogp.xlsx", asWorkbook(t, rows))
	step := func(name string, want int, wantResult importedCommitments, args ...string) importedCommitments {
		t.Helper()
		code, stdout, stderr := command(t, "", append([]string{"import", "ogp", "--json", "--data", data}, args...)...)
		var got importedCommitments
		if err := json.Unmarshal([]byte(stdout), &got); err != nil || code != want {
			t.Fatalf("%s: exit %d, want %d, %v: %s%s", name, code, want, err, stdout, stderr)
		}
		counts := got
		counts.failed, counts.Warnings, counts.Errors = failed{}, nil, nil
		if !cmpEqual(counts, wantResult) {
			t.Errorf("%s: %+v, want %+v", name, counts, wantResult)
		}
		for _, e := range slices.Concat(got.Warnings, got.Errors) {
			if e.Row == 0 || e.Message == "" || strings.Contains(e.Message, "exchange.") {
				t.Errorf("%s: %+v does not say where and what", name, e)
			}
		}
		return got
	}
	all := importedCommitments{Rows: 288, Added: 288}
	tried := all
	tried.DryRun = true
	step("dry run", exitDone, tried, sheet, "--dry-run")
	first := step("first run", exitDone, all, sheet)
	if len(first.Warnings) != 6 || !slices.ContainsFunc(first.Warnings, func(w rowFault) bool {
		return w.Row == 32 && w.Column == "End Date" && strings.Contains(w.Message, "Permanent activity")
	}) {
		t.Errorf("the first run warns %+v", first.Warnings)
	}
	step("second run", exitDone, importedCommitments{Rows: 288, Unchanged: 288}, sheet)
	step("the same as a workbook", exitDone, importedCommitments{Rows: 288, Unchanged: 288}, book)

	// A doubtful value is a warning and read as not given, at its place.
	column, id := slices.Index(rows[0], "Completion (End Of Term)"), slices.Index(rows[0], "Commitment Unique Identifier")
	rows[1][column] = "Nearly"
	changed := step("a doubtful value", exitDone, importedCommitments{Rows: 288, Unchanged: 288}, file("ogp.csv", asCSV(t, rows)))
	if len(changed.Warnings) != 7 || changed.Warnings[0].Row != 2 || changed.Warnings[0].Column != "Completion (End Of Term)" {
		t.Errorf("a doubtful value: %+v", changed.Warnings)
	}
	rows[1][column] = "Complete"
	step("a change", exitDone, importedCommitments{Rows: 288, Changed: 1, Unchanged: 287}, file("ogp.csv", asCSV(t, rows)))

	// A fault refuses the whole.
	twice, blank := rows[3][id], rows[5][id]
	rows[1][column], rows[3][id], rows[5][id] = "Limited", rows[2][id], ""
	refused := step("faults", exitData, importedCommitments{Rows: 288}, file("bad.csv", asCSV(t, rows)))
	if len(refused.Errors) != 2 || refused.Errors[0].Row != 4 || refused.Errors[1].Row != 6 || refused.Errors[1].Column != "Commitment Unique Identifier" {
		t.Errorf("faults: %+v", refused.Errors)
	}
	rows[1][column], rows[3][id], rows[5][id] = "Complete", twice, blank

	// What a sheet does not have stays, unless it is to go.
	part := file("part.csv", asCSV(t, rows[:len(rows)-2]))
	step("a part", exitDone, importedCommitments{Rows: 286, Unchanged: 286, Missing: 2}, part)
	code, stdout, _ := command(t, "", "import", "ogp", part, "--remove", "--data", data, "--lang", "fr")
	if code != exitDone || !strings.Contains(stdout, "2 engagements absents du fichier sont supprimés\u00a0: "+rows[len(rows)-2][id]) || !strings.Contains(stdout, "C’est écrit") {
		t.Errorf("exit %d, removing says %s", code, stdout)
	}
	step("after removing", exitDone, importedCommitments{Rows: 288, Added: 2, Unchanged: 286}, file("ogp.csv", asCSV(t, rows)))
	if code, stdout, stderr := command(t, "", "audit", "verify", "--data", data); code != exitDone {
		t.Error(stdout, stderr)
	}
}

func cmpEqual(a, b importedCommitments) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// Where commitments are from is recorded with them, and what is wrong with it told.
func TestImportOGPSource(t *testing.T) {
	data, file := folder(t)
	sheet := file("ogp.csv", asCSV(t, ogpTable(t)))
	about := file("about.yaml", "source: {en: OGP, fr: PGO}\nlicence: CC BY 4.0\nnote: {en: A sample, fr: Un échantillon}\n")
	source := func(want string, args ...string) {
		t.Helper()
		code, stdout, stderr := command(t, "", append([]string{"import", "ogp", sheet, "--data", data}, args...)...)
		if code != exitDone || !strings.Contains(stdout, want) {
			t.Fatalf("exit %d: %s%s", code, stdout, stderr)
		}
	}
	source("Written", "--about", about)
	source("Nothing to change", "--about", about)
	store, err := db.Open(t.Context(), data, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.CommitmentSource(t.Context())
	if err != nil || got.Note.FR != "Un échantillon" || got.Licence != "CC BY 4.0" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	source("Written") // OGP's whole sheet is no sample

	bad := file("about.yaml", "source: {en: OGP}\nnotes: x\n")
	code, stdout, _ := command(t, "", "import", "ogp", sheet, "--about", bad, "--json", "--data", data)
	var res importedCommitments
	if err := json.Unmarshal([]byte(stdout), &res); err != nil || code != exitData || len(res.Errors) != 2 || res.Errors[0].File != bad {
		t.Errorf("exit %d, %v: %s", code, err, stdout)
	}
}

// The demonstration holds a sample of OGP's data. What is computed from the store is
// what an independent implementation computed from OGP's sheet: its figures are typed
// in, and compared with the file where OGPTRACKER_VECTORS names a folder that has it.
func TestCompletionFromTheStore(t *testing.T) {
	type figures struct {
		High, Assessed int
		Wilson95       [2]float64
	}
	want := map[string]figures{
		"Albania": {6, 6, [2]float64{0.609665712, 1}}, "Armenia": {6, 6, [2]float64{0.609665712, 1}},
		"Bulgaria": {6, 7, [2]float64{0.486872171, 0.974320376}}, "Canada": {3, 3, [2]float64{0.438502968, 1}},
		"Cote d'Ivoire": {3, 3, [2]float64{0.438502968, 1}}, "Czech Republic": {2, 4, [2]float64{0.150038989, 0.849961011}},
		"Estonia": {4, 4, [2]float64{0.510109164, 1}}, "France": {3, 3, [2]float64{0.438502968, 1}},
		"Greece": {2, 9, [2]float64{0.063225107, 0.547411031}}, "Honduras": {0, 2, [2]float64{0, 0.657619772}},
		"Ireland": {9, 9, [2]float64{0.700854952, 1}}, "Italy": {0, 1, [2]float64{0, 0.793450686}},
		"Latvia": {4, 5, [2]float64{0.37553463, 0.963775891}}, "Lithuania": {3, 4, [2]float64{0.300641843, 0.954412739}},
		"Malawi": {1, 1, [2]float64{0.206549314, 1}}, "Mongolia": {3, 13, [2]float64{0.081795287, 0.502563759}},
		"Morocco": {5, 8, [2]float64{0.305742395, 0.863155714}}, "New Zealand": {3, 3, [2]float64{0.438502968, 1}},
		"North Macedonia": {7, 11, [2]float64{0.353801175, 0.848335289}}, "Panama": {1, 1, [2]float64{0.206549314, 1}},
		"Paraguay": {8, 9, [2]float64{0.565000294, 0.980109112}}, "Philippines": {4, 6, [2]float64{0.299993315, 0.903228589}},
		"Serbia": {10, 19, [2]float64{0.317078092, 0.726701948}}, "Slovak Republic": {8, 13, [2]float64{0.355228915, 0.822902922}},
		"Spain": {1, 1, [2]float64{0.206549314, 1}}, "Sweden": {1, 2, [2]float64{0.094531206, 0.905468794}},
		"Tunisia": {1, 6, [2]float64{0.03005337, 0.563502822}}, "United Kingdom": {3, 3, [2]float64{0.438502968, 1}},
		"Uruguay": {2, 2, [2]float64{0.342380228, 1}},
	}
	data, file := folder(t)
	sheet := file("ogp.csv", asCSV(t, ogpTable(t)))
	if dir := os.Getenv("OGPTRACKER_VECTORS"); dir != "" {
		b, err := os.ReadFile(filepath.Join(dir, "ogp_completion_sample.json"))
		if err != nil {
			t.Fatal(err)
		}
		want = nil
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		sheet = filepath.Join(dir, "..", "ogp", "ogp_commitments_sample.csv")
	}
	if code, stdout, stderr := command(t, "", "import", "ogp", sheet, "--data", data); code != exitDone {
		t.Fatal(stdout, stderr)
	}
	store, err := db.Open(t.Context(), data, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	commitments, err := store.Commitments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	standings, err := benchmark.Standings(commitments, benchmark.ByCountry, benchmark.EndOfTerm)
	if err != nil {
		t.Fatal(err)
	}
	assessed := 0
	for _, s := range standings {
		if s.Completed.Assessed == 0 {
			continue
		}
		assessed++
		w, there := want[s.Key]
		low, high := s.Completed.Wilson95()
		if !there || s.Completed != (benchmark.Proportion{High: w.High, Assessed: w.Assessed}) ||
			math.Abs(low-w.Wilson95[0]) > 1e-9 || math.Abs(high-w.Wilson95[1]) > 1e-9 {
			t.Errorf("%s: %+v, %v to %v, want %+v", s.Key, s.Completed, low, high, w)
		}
	}
	if assessed != len(want) {
		t.Errorf("%d countries, want %d", assessed, len(want))
	}
	if got, err := store.CommitmentSource(t.Context()); err != nil || got != exchange.OGPSource {
		t.Errorf("%+v, %v", got, err)
	}
}
