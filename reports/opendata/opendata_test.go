package opendata_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ogptracker/reports/chart"
	"ogptracker/reports/opendata"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

var update = flag.Bool("update", false, "write the golden files anew")

var options = opendata.Options{
	Program: "1.0.0",
	Page:    tracker.Text{EN: "https://example.org/en/plans/ca-3", FR: "https://example.org/fr/plans/ca-3"},
}

func export(r *tracker.Record) *opendata.Export {
	return opendata.Of(tracker.Assess(r, reporttest.Day), options)
}

func records() map[string]*tracker.Record {
	return map[string]*tracker.Record{
		"sample": reporttest.Sample(), "record only": reporttest.RecordOnly(), "unreported": reporttest.Unreported(),
		"withdrawn": reporttest.Withdrawn(), "hostile": reporttest.Hostile(), "nothing at all": {},
	}
}

// packaged returns the files of an export's package by name, without the folder.
func packaged(t *testing.T, e *opendata.Export) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.WritePackage(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		folder, name, ok := strings.Cut(f.Name, "/")
		if !ok || folder != e.PackageName() || !filepath.IsLocal(f.Name) || strings.Contains(name, "/") {
			t.Errorf("the package holds %q", f.Name)
		}
		files[name] = content
	}
	return files
}

func TestGolden(t *testing.T) {
	files := packaged(t, export(reporttest.Sample()))
	for name, got := range files {
		path := filepath.Join("testdata", "package", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s differs; run with -update and look at the difference", path)
		}
	}
	golden, err := os.ReadDir(filepath.Join("testdata", "package"))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range golden {
		if files[g.Name()] == nil {
			t.Errorf("the package lacks %s", g.Name())
		}
	}
}

func TestSameBytes(t *testing.T) {
	for name, write := range map[string]func(*opendata.Export, io.Writer) error{
		"package": (*opendata.Export).WritePackage, "xlsx": (*opendata.Export).WriteXLSX,
	} {
		var first, second bytes.Buffer
		if err := write(export(reporttest.Sample()), &first); err != nil {
			t.Fatal(err)
		}
		if err := write(export(reporttest.Sample()), &second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("two writings of the same %s differ", name)
		}
	}
}

// descriptor is what the tests read of datapackage.json.
type descriptor struct {
	Name, Title, Description string
	TitleFR                  string `json:"title_fr"`
	Illustrative             bool
	Licenses                 []struct{ Title, Path string }
	Resources                []struct {
		Name, Path, Hash string
		Bytes            int
		Schema           struct {
			Fields []struct {
				Name, Type, Description string
				DescriptionFR           string `json:"description_fr"`
			}
			PrimaryKey []string
		}
	}
}

// TestDescriptor holds that datapackage.json describes the tables beside it as
// they are: hash, size, fields in order, values of the stated type, a key that
// tells rows apart.
func TestDescriptor(t *testing.T) {
	for name, r := range records() {
		files := packaged(t, export(r))
		var d descriptor
		if err := json.Unmarshal(files["datapackage.json"], &d); err != nil {
			t.Fatal(err)
		}
		if d.Title == "" || d.TitleFR == "" || d.Description == "" || len(d.Licenses) != 1 || d.Licenses[0].Title == "" {
			t.Errorf("%s: datapackage.json lacks title, description or licence", name)
		}
		if len(d.Resources) != 7 {
			t.Errorf("%s: %d tables", name, len(d.Resources))
		}
		for _, res := range d.Resources {
			content := files[res.Path]
			sum := sha256.Sum256(content)
			if res.Bytes != len(content) || res.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
				t.Errorf("%s: %s is not the file that is described", name, res.Path)
			}
			rows := readCSV(t, content)
			keys := make(map[string]bool)
			for i, f := range res.Schema.Fields {
				if f.Description == "" || f.DescriptionFR == "" {
					t.Errorf("%s: %s.%s is not described", name, res.Name, f.Name)
				}
				if i >= len(rows[0]) || rows[0][i] != f.Name {
					t.Fatalf("%s: %s has columns %v", name, res.Name, rows[0])
				}
				for _, row := range rows[1:] {
					if !holds(f.Type, row[i]) {
						t.Errorf("%s: %s.%s is %s, but holds %.60q", name, res.Name, f.Name, f.Type, row[i])
					}
				}
			}
			for _, row := range rows[1:] {
				var key []string
				for _, k := range res.Schema.PrimaryKey {
					for i, f := range res.Schema.Fields {
						if f.Name == k {
							key = append(key, row[i])
						}
					}
				}
				if len(key) != len(res.Schema.PrimaryKey) {
					t.Errorf("%s: %s has no field of its key %v", name, res.Name, res.Schema.PrimaryKey)
				}
				if k := strings.Join(key, "\x00"); len(key) > 0 && keys[k] {
					t.Errorf("%s: %s has two rows %v", name, res.Name, key)
				} else {
					keys[k] = true
				}
			}
		}
		for line := range strings.Lines(string(files["SHA256SUMS"])) {
			hash, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
			sum := sha256.Sum256(files[file])
			if !ok || hash != hex.EncodeToString(sum[:]) {
				t.Errorf("%s: SHA256SUMS is wrong about %q", name, file)
			}
		}
		if got := strings.Count(string(files["SHA256SUMS"]), "\n"); got != len(files)-1 {
			t.Errorf("%s: SHA256SUMS lists %d of %d files", name, got, len(files)-1)
		}
	}
}

// holds reports whether a cell can be read as a type of the Table Schema.
func holds(kind, cell string) bool {
	if cell == "" {
		return true
	}
	switch kind {
	case "integer":
		_, err := strconv.Atoi(cell)
		return err == nil
	case "number":
		v, err := strconv.ParseFloat(cell, 64)
		return err == nil && v >= 0 && v <= 1
	case "boolean":
		return cell == "true" || cell == "false"
	case "date":
		_, err := tracker.ParseDate(cell)
		return err == nil
	case "datetime":
		return len(cell) == len("2017-06-30T12:00:00Z") && strings.HasSuffix(cell, "Z")
	case "yearmonth":
		_, err := tracker.ParsePeriod(cell)
		return err == nil
	}
	return kind == "string"
}

func readCSV(t *testing.T, content []byte) [][]string {
	t.Helper()
	text, ok := bytes.CutPrefix(content, []byte("\uFEFF"))
	if !ok {
		t.Error("a CSV for people has no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestNothingPrivate holds that no file tells who has an account, or what came
// after the day.
func TestNothingPrivate(t *testing.T) {
	r := reporttest.Sample()
	r.Updates[1].Portal = &tracker.PortalRecord{User: "somebody", Created: "2017-01-09T10:00:00"}
	e := export(r)
	files := packaged(t, e)
	var book bytes.Buffer
	if err := e.WriteXLSX(&book); err != nil {
		t.Fatal(err)
	}
	files["sheets"] = sheets(t, book.Bytes())
	for name, content := range files {
		for _, secret := range []string{"somebody", "After the day", "Après la date"} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s says %q", name, secret)
			}
		}
	}
	if len(r.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions) != 2 || r.Updates[0].Author != "somebody" || r.Updates[1].Portal.User != "somebody" {
		t.Error("the record itself was changed")
	}
}

// sheets returns all texts of a workbook.
func sheets(t *testing.T, book []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return []byte(b.String())
}

// TestRecordRoundTrip holds that plan.json is the record again.
func TestRecordRoundTrip(t *testing.T) {
	e := export(reporttest.Sample())
	var first, second bytes.Buffer
	if err := e.WriteRecord(&first); err != nil {
		t.Fatal(err)
	}
	r, faults, err := exchange.ReadPlan(bytes.NewReader(first.Bytes()), exchange.PlanOptions{})
	if err != nil || len(faults) > 0 {
		t.Fatalf("reading it back: %v %v", err, faults)
	}
	if err := export(r).WriteRecord(&second); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Error("export, import and export do not give the same bytes")
	}
}

// TestUpdatesRoundTrip holds that updates.csv can be imported, and comes out the
// same.
func TestUpdatesRoundTrip(t *testing.T) {
	r := reporttest.Sample()
	// Rows must be in both languages; the sample has one that is not, on purpose.
	for i := range r.Updates {
		r.Updates[i].Progress = tracker.Text{EN: "Said.", FR: "Dit."}
		r.Updates[i].Evidence = nil
	}
	first := packaged(t, export(r))["updates.csv"]
	updates, faults := exchange.ReadUpdatesCSV(bytes.NewReader(first), &r.Plan)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for i := range updates {
		updates[i].ID = int64(i + 1)
	}
	r.Updates = updates
	if second := packaged(t, export(r))["updates.csv"]; !bytes.Equal(first, second) {
		t.Errorf("export, import and export do not give the same bytes:\n%s\n%s", first, second)
	}
}

// TestSameFigures holds that tables and JSON state what was assessed.
func TestSameFigures(t *testing.T) {
	a := tracker.Assess(reporttest.Sample(), reporttest.Day)
	files := packaged(t, opendata.Of(a, options))
	var stated struct {
		Progress    float64
		Lower       float64
		Commitments []struct {
			Code     string
			Level    string
			Progress *float64
		}
	}
	if err := json.Unmarshal(files["assessment.json"], &stated); err != nil {
		t.Fatal(err)
	}
	if stated.Progress != a.Progress.Float() || stated.Lower != a.Lower.Float() || len(stated.Commitments) != len(a.Commitments) {
		t.Errorf("assessment.json states %v", stated)
	}
	rows := readCSV(t, files["commitments.csv"])
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	for i, c := range a.Commitments {
		row := rows[i+1]
		progress := ""
		if c.Progress.Valid() {
			progress = strconv.FormatFloat(c.Progress.Float(), 'g', -1, 64)
		}
		if row[column["commitment"]] != c.Code || row[column["level"]] != string(c.Level) || row[column["progress"]] != progress {
			t.Errorf("commitments.csv states %v of %s", row, c.Code)
		}
		if s := stated.Commitments[i]; s.Code != c.Code || s.Level != string(c.Level) || (s.Progress != nil) != c.Progress.Valid() {
			t.Errorf("assessment.json states %v of %s", s, c.Code)
		}
	}
}

func TestXLSX(t *testing.T) {
	e := export(reporttest.Hostile())
	var b bytes.Buffer
	if err := e.WriteXLSX(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"about"}
	for _, table := range e.Tables {
		want = append(want, table.Name)
	}
	if got := f.GetSheetList(); !reflect.DeepEqual(got, want) {
		t.Fatalf("sheets %v, want %v", got, want)
	}
	for _, table := range e.Tables {
		rows, err := f.GetRows(table.Name)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(table.Rows)+1 {
			t.Errorf("%s: %d rows, want %d", table.Name, len(rows), len(table.Rows)+1)
		}
		for column := range table.Fields {
			for row := range table.Rows {
				at, err := excelize.CoordinatesToCellName(column+1, row+2)
				if err != nil {
					t.Fatal(err)
				}
				if formula, _ := f.GetCellFormula(table.Name, at); formula != "" {
					t.Errorf("%s!%s holds the formula %.40q", table.Name, at, formula)
				}
				kind, err := f.GetCellType(table.Name, at)
				if err != nil {
					t.Fatal(err)
				}
				_, text := table.Rows[row][column].(string)
				if isText := kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString; isText && !text {
					t.Errorf("%s!%s: a %T became text", table.Name, at, table.Rows[row][column])
				}
			}
		}
	}
	// The long word is cut to what a cell holds, and says so.
	var longest string
	rows, err := f.GetRows("indicators")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if len(cell) > len(longest) {
				longest = cell
			}
		}
	}
	if len(longest) > 32767+8 || !strings.HasSuffix(longest, " […]") {
		t.Errorf("the longest cell has %d bytes and ends in %q", len(longest), longest[len(longest)-8:])
	}
}

// TestFormulas holds that no cell of a CSV for people begins as a formula does,
// and that a CSV for programs is left as it is.
func TestFormulas(t *testing.T) {
	e := export(reporttest.Hostile())
	verbatim := false
	for i := range e.Tables {
		var people, programs bytes.Buffer
		if err := e.Tables[i].WriteCSV(&people, opendata.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := e.Tables[i].WriteCSV(&programs, opendata.CSVOptions{NoBOM: true, Verbatim: true}); err != nil {
			t.Fatal(err)
		}
		for _, row := range readCSV(t, people.Bytes()) {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					if _, err := strconv.ParseFloat(cell, 64); err != nil {
						t.Errorf("%s: a cell begins %.20q", e.Tables[i].Name, cell)
					}
				}
			}
		}
		if bytes.HasPrefix(programs.Bytes(), []byte("\uFEFF")) {
			t.Errorf("%s: a CSV for programs has a byte order mark", e.Tables[i].Name)
		}
		verbatim = verbatim || strings.Contains(programs.String(), ",\"=HYPERLINK")
	}
	if !verbatim {
		t.Error("a CSV for programs lost a text that begins as a formula does")
	}
}

func TestChartCSV(t *testing.T) {
	table := chart.Table{
		Head: []string{"=A", "Points"}, Numeric: []bool{false, true},
		Rows: [][]string{{reporttest.Formula, "-4"}, {"Québec\r\nligne", "+18"}},
	}
	for _, test := range []struct {
		o          opendata.CSVOptions
		note, want string
	}{
		{opendata.CSVOptions{}, "", "\uFEFF'=A,Points\n\"'=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")\",-4\n\"Québec\nligne\",+18\n"},
		{opendata.CSVOptions{NoBOM: true}, "Source: =x", "'=A,Points,Note\n\"'=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")\",-4,Source: =x\n\"Québec\nligne\",+18,Source: =x\n"},
		{opendata.CSVOptions{NoBOM: true, Verbatim: true}, "", "=A,Points\n\"=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")\",-4\n\"Québec\nligne\",+18\n"},
	} {
		var b bytes.Buffer
		if err := opendata.WriteChartCSV(&b, chart.Chart{Table: table, Note: test.note}, test.o); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("%+v gives\n%q, want\n%q", test.o, b.String(), test.want)
		}
	}
}

func TestBenchmark(t *testing.T) {
	table := reporttest.Table()
	var b bytes.Buffer
	if err := opendata.WriteBenchmarkCSV(&b, table, opendata.CSVOptions{NoBOM: true}); err != nil {
		t.Fatal(err)
	}
	want := `country,country_en,country_fr,rank,tied,score,since,change,score_2013,score_2014,score_2017,readiness,implementation,impact,mean_of_components,mean_rank,composite,composite_rank,best_possible_rank,worst_possible_rank
CA,Canada,Canada,1,true,76,2013,18,58,62,76,86,87,55,76,2,61.1111111111111,2,1,2
GB,United Kingdom,Royaume-Uni,1,true,76,2013,-4,80,81,76,83,89,57,76.33333333333333,1,66.66666666666666,1,1,2
FR,France,France,3,false,72,2013,17,55,,72,84,77,55,72,3,11.11111111111111,3,3,3
UA,Ukraine,Ukraine,4,false,47,2014,25,,22,47,,,,,,,,,
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	if err := opendata.WriteBenchmarkJSON(&b, table); err != nil {
		t.Fatal(err)
	}
	var stated struct {
		Source  tracker.Text
		Licence string
		Year    int
		Rows    []struct {
			Country string
			Score   float64
			Trend   []*float64
		}
	}
	if err := json.Unmarshal(b.Bytes(), &stated); err != nil {
		t.Fatal(err)
	}
	if stated.Licence != "CC BY 4.0" || stated.Source.EN == "" || stated.Year != 2017 || len(stated.Rows) != 4 || stated.Rows[3].Trend[0] != nil {
		t.Errorf("the JSON states %+v", stated)
	}
}
