package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// samplePlan has leaves of all three kinds: indicators, a milestone without any,
// and a commitment without milestones.
func samplePlan() *tracker.Plan {
	item := func(code string) tracker.Item {
		return tracker.Item{Code: code, Title: tracker.Text{EN: "Title " + code, FR: "Titre " + code}, Leads: []string{"tbs-sct", "hc-sc"},
			Deadline: tracker.Deadline{
				Text:    tracker.Text{EN: "By June 2027", FR: "D’ici juin 2027"},
				Meaning: tracker.Meaning{Kind: tracker.Dated, Due: tracker.MustDate("2027-06-30")},
			}}
	}
	return &tracker.Plan{
		Periods: []tracker.Period{"2026-06", "2026-12"},
		Rules:   tracker.UpdateRules{ChallengesFor: []tracker.Level{tracker.NotStarted, tracker.Limited}},
		Commitments: []tracker.Commitment{
			{Item: item("C01"), Milestones: []tracker.Milestone{
				{Item: item("C01.1"), Indicators: []tracker.Indicator{{Item: item("C01.1.1"), S4D: true}, {Item: item("C01.1.2")}}},
				{Item: item("C01.10"), Indicators: []tracker.Indicator{{Item: item("C01.10.1")}}},
				{Item: item("C01.2")},
			}},
			{Item: item("C02")},
		},
	}
}

const header = "reporting_period,commitments,milestones,indicators,status,progress_en,progress_fr,evidence_en,evidence_fr,challenges_en,challenges_fr"

// rowsCSV is a file with the required columns and the rows given.
func rowsCSV(rows ...string) string { return header + "\n" + strings.Join(rows, "\n") + "\n" }

func TestReadUpdates(t *testing.T) {
	file := "\uFEFF" + `owner_org,reporting_period,commitments,milestones,indicators,status,progress_en,progress_fr,evidence_en,evidence_fr,challenges_en,challenges_fr,indicator_en,record_created,record_modified,user_modified,owner_org_title,_id
tbs-sct,2026-06,C01,C01.1,C01.1.1,SP,"'- drafted
- sent","'- rédigé
- envoyé",,,,,not read,2026-07-01 08:00:00.25,2026-07-02T09:30:00,person,Treasury Board,17
hc-sc,2026-06,C01,C01.1,C01.1.1,SP,Done,Fait,Page,Page,,,,2026-07-01,,,,18
hc-sc,2026-06,C01: Open,C01.2: Invite,,LP: Limited progress,NIL,NUL,,,None,Aucun,,,,,,19
,2026-12,C02,,,withdrawn,NIL,NUL,,,,,,,,,,20
`
	updates, faults := ReadUpdatesCSV(strings.NewReader(file), samplePlan())
	sameFaults(t, "good file", faults)
	want := []tracker.Update{
		{Leaf: "C01.1.1", Period: "2026-06", Status: tracker.Substantial, Organization: "tbs-sct",
			Progress:    tracker.Text{EN: "- drafted\n- sent", FR: "- rédigé\n- envoyé"},
			PublishedAt: time.Date(2026, 7, 2, 9, 30, 0, 0, time.UTC),
			Portal: &tracker.PortalRecord{Created: "2026-07-01 08:00:00.25", Modified: "2026-07-02T09:30:00",
				User: "person", OrgTitle: "Treasury Board"}},
		{Leaf: "C01.1.1", Period: "2026-06", Status: tracker.Substantial, Organization: "hc-sc",
			Progress: tracker.Text{EN: "Done", FR: "Fait"}, EvidenceIn: tracker.Text{EN: "Page", FR: "Page"},
			PublishedAt: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
			Portal:      &tracker.PortalRecord{Created: "2026-07-01"}},
		{Leaf: "C01.2", Period: "2026-06", Status: tracker.Limited, Organization: "hc-sc",
			Progress: tracker.Text{EN: "NIL", FR: "NUL"}, Challenges: tracker.Text{EN: "None", FR: "Aucun"}},
		{Leaf: "C02", Period: "2026-12", Status: tracker.Withdrawn, Progress: tracker.Text{EN: "NIL", FR: "NUL"}},
	}
	if !reflect.DeepEqual(updates, want) {
		t.Errorf("read\n%+v\nwant\n%+v", updates, want)
	}
}

// Rows are numbered as a spreadsheet shows them: blank lines count, line ends
// within a cell do not.
func TestRowNumbers(t *testing.T) {
	file := rowsCSV(`2026-06,C01,C01.1,C01.1.1,SP,"a`+"\n\n"+`b","a`+"\n"+`b",,,,`, "", ",,,,,,,,,,",
		"2026-06,C01,C01.1,C01.1.2,XX,a,b,,,,")
	_, faults := ReadUpdatesCSV(strings.NewReader(file), samplePlan())
	sameFaults(t, "blank lines", faults, "5 status status_unknown")
	_, faults = ReadUpdatesCSV(strings.NewReader(strings.ReplaceAll(file, "\n", "\r\n")), samplePlan())
	sameFaults(t, "blank lines ended by CR LF", faults, "5 status status_unknown")
}

func TestReadUpdatesFaults(t *testing.T) {
	plan := samplePlan()
	plan.Rules.EvidenceFor = []tracker.Level{tracker.Complete}
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"empty file", "", []string{"0  empty"}},
		{"blank header", "\n,,\n", []string{"2  empty"}},
		{"header only", header, nil},
		{"unknown, missing and doubled columns", strings.Replace(header, "challenges_en", "chalenges_en", 1) + ",status\n",
			[]string{"1 chalenges_en column_unknown", "1 status column_twice", "1 challenges_en column_missing"}},
		{"separated by semicolons", strings.ReplaceAll(rowsCSV("2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,"), ",", ";"), nil},
		{"names in capitals, padded", strings.ToUpper(strings.ReplaceAll(header, ",", " , ")), nil},
		{"every fault of every row", rowsCSV(
			"2026-07,C01,C01.1,C01.1.1,??,,b,e,,,",
			"June,C09,C01.1,C01.1.1,NS,a,b,,,c,",
			",,,,,,,,,,x",
			"2026-06,C01,C01.1,,C,a,b,,,,",
			"2026-06,C01,C01.1,C01.10.1,LP,a,b,,,,",
			"2026-06,C02,C01.1,C01.1.1,SP,a,b,,,,",
			"2026-06,C01,C01.2,C01.1.1,SP,a,b,,,,",
			"2026-06,C01.1.1,C01,C01.1,SP,a,b,,,,"), []string{
			"2 reporting_period period_unknown", "2 status status_unknown", "2 progress_en required", "2 evidence_fr language_missing",
			"3 reporting_period period_malformed", "3 commitments code_unknown", "3 challenges_fr required_at_level",
			"4 reporting_period required", "4 commitments required", "4 status required", "4 progress_en required", "4 progress_fr required",
			"4 challenges_en language_missing",
			"5 indicators required", "5 evidence_en required_at_level", "5 evidence_fr required_at_level",
			"6 indicators not_part_of", "6 challenges_en required_at_level", "6 challenges_fr required_at_level",
			"7 milestones not_part_of",
			"8 indicators not_part_of",
			"9 commitments code_unknown",
		}},
		{"the same key twice", rowsCSV("2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,", "2026-06,C01,C01.1,C01.1.1,C,a,b,x,y,,"),
			[]string{"3  row_twice"}},
		{"short and long rows", rowsCSV("2026-06,C01,C01.1,C01.1.1,SP,a,b", "2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,,", "2026-06,C01,C01.1,C01.1.2,SP,a,b,,,,,x"),
			[]string{"2  row_length", "4  row_length"}},
		{"a stray quotation mark", rowsCSV("2026-06,C01,C01.1,C01.1.1,??,a,b,,,,", `2026-06,C01,C01.1,C01.1.2,SP,"a"b,c,,,,`),
			[]string{"2 status status_unknown", "3  csv_quotes"}},
		{"an open quotation mark", rowsCSV(`2026-06,C01,C01.1,C01.1.1,SP,"a,b,,,,`), []string{"2  csv_quotes"}},
		{"NUL, other controls, other encodings", rowsCSV("2026-06,C01,C01.1,C01.1.1,XX,a\x00,\x1b,caf\xe9,x,,"), []string{
			"2 progress_en control_character", "2 progress_fr control_character", "2 evidence_en not_utf8", "2 status status_unknown"}},
		{"a header in another encoding", "p\xe9riode\n", []string{"1  not_utf8"}},
		{"a cell too long", rowsCSV("2026-06,C01,C01.1,C01.1.1,SP," + strings.Repeat("a", MaxCellBytes+1) + ",b,,,,"),
			[]string{"2 progress_en text_too_long"}},
		{"too many columns", strings.Repeat("a,", maxColumns) + "b\n", []string{"1  too_many_columns"}},
		{"times", header + ",record_created,record_modified\n2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,,yesterday,2026-13-01\n",
			[]string{"2 record_created time_malformed", "2 record_modified time_malformed"}},
		{"a workbook taken for a CSV", "PK\x03\x04\x14\x00\x06\x00", []string{"1  control_character"}},
	} {
		updates, faults := ReadUpdatesCSV(strings.NewReader(c.file), plan)
		sameFaults(t, c.name, faults, c.want...)
		if len(faults) > 0 && updates != nil {
			t.Errorf("%s: rows in spite of faults", c.name)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	var file strings.Builder
	file.WriteString(header + "\n")
	for range MaxRows + 1 {
		file.WriteString("2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,\n")
	}
	_, faults := ReadUpdatesCSV(strings.NewReader(file.String()), samplePlan())
	if last := faults[len(faults)-1]; last.Key != "exchange.too_many_rows" || last.Row != MaxRows+2 {
		t.Errorf("the last fault is %+v", last)
	}
}

func TestWriteUpdates(t *testing.T) {
	plan := samplePlan()
	updates := []tracker.Update{
		{ID: 1, Leaf: "C01.1.1", Period: "2026-06", Status: tracker.NotStarted, Progress: tracker.Text{EN: "old", FR: "vieux"}},
		{ID: 2, Replaces: 1, Leaf: "C01.1.1", Period: "2026-06", Status: tracker.Limited, Organization: "tbs-sct",
			Progress:    tracker.Text{EN: "- one, \"two\"\n- three", FR: "=un"},
			Challenges:  tracker.Text{EN: "time", FR: "temps"},
			EvidenceIn:  tracker.Text{EN: "See", FR: "Voir"},
			Evidence:    []tracker.Evidence{{Title: tracker.Text{EN: "Page", FR: "Page (anglais)"}, URL: "https://example.org/"}, {URL: "https://example.org/2"}},
			PublishedAt: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)},
		{Leaf: "C01.2", Period: "2026-06", Status: tracker.NoEvidence, Progress: tracker.Text{EN: "NIL", FR: "NUL"},
			Portal: &tracker.PortalRecord{Created: "2026-07-01", Modified: "2026-07-02", User: "person"}},
		{Leaf: "C02", Period: "2026-12", Status: tracker.Complete, Progress: tracker.Text{EN: "\U0001F341", FR: "\U0001F341"}},
	}
	for _, c := range []struct {
		file string
		o    WriteOptions
	}{
		{"updates.golden.csv", WriteOptions{BOM: true}},
		{"updates-full.golden.csv", WriteOptions{Verbatim: true, Details: true, Published: true, Accounts: true}},
	} {
		var out bytes.Buffer
		if err := WriteUpdatesCSV(&out, plan, updates, c.o); err != nil {
			t.Fatal(err)
		}
		golden(t, c.file, out.Bytes())
		back, faults := ReadUpdatesCSV(&out, plan)
		if len(faults) > 0 || len(back) != 3 {
			t.Errorf("%s reads back as %d rows, %v", c.file, len(back), listed(faults))
		}
	}
}

func TestWriteUpdatesXLSXRefusesWhatACellWouldCut(t *testing.T) {
	long := tracker.Text{EN: strings.Repeat("é", xlsxCellLimit), FR: strings.Repeat("é", xlsxCellLimit+1)}
	err := WriteUpdatesXLSX(io.Discard, samplePlan(), []tracker.Update{{Leaf: "C02", Period: "2026-06", Status: tracker.Complete, Progress: long}}, WriteOptions{})
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	sameFaults(t, "long text", faults, "2 progress_fr xlsx_cell_limit")
}

// drawUpdates draws rows that are valid for a plan, with texts that are as
// awkward as can be.
func drawUpdates(t *rapid.T, plan *tracker.Plan) []tracker.Update {
	awkward := rapid.OneOf(
		rapid.StringN(1, 20, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("'=+-@\t\n\r,;\"é\u0301\U0001F341 _x000D_")), 1, 20, -1),
		rapid.SampledFrom([]string{"_x000D_", "_x005F_x000D_", "'", "''=", "=1", "- a\n- b", "\ufeffx", "1e5", "TRUE", "2026-06-01", " x ", "]]>", "<b>&amp;"}),
	)
	visible := func(label string) string {
		s := outgoing(awkward.Draw(t, label))
		if strings.TrimSpace(s) == "" {
			return "x" + s
		}
		return s
	}
	both := func(label string) tracker.Text { return tracker.Text{EN: visible(label), FR: visible(label)} }
	var updates []tracker.Update
	for _, leaf := range plan.Leaves() {
		for _, period := range plan.Periods {
			for _, organization := range []string{"", "tbs-sct"} {
				if rapid.Bool().Draw(t, "left out") {
					continue
				}
				u := tracker.Update{
					Leaf: leaf.Code, Period: period, Organization: organization, Progress: both("progress"),
					Status: rapid.SampledFrom(tracker.Levels).Draw(t, "status"),
				}
				if slices.Contains(plan.Rules.ChallengesFor, u.Status) || rapid.Bool().Draw(t, "challenges") {
					u.Challenges = both("challenge")
				}
				if rapid.Bool().Draw(t, "evidence") {
					u.EvidenceIn = both("evidence")
				}
				if rapid.Bool().Draw(t, "portal") {
					u.PublishedAt = time.Unix(rapid.Int64Range(0, 1<<32).Draw(t, "time"), 0).UTC()
					u.Portal = &tracker.PortalRecord{Modified: u.PublishedAt.Format("2006-01-02 15:04:05"), User: visible("user"), OrgTitle: visible("title")}
				}
				updates = append(updates, u)
			}
		}
	}
	return updates
}

// What is exported and imported is the same, and exported again has the same
// bytes, in both formats.
func TestUpdatesRoundTrip(t *testing.T) {
	plan := samplePlan()
	formats := []struct {
		name  string
		write func(*bytes.Buffer, []tracker.Update, WriteOptions) error
		read  func(*bytes.Buffer) ([]tracker.Update, []RowError)
	}{
		{"CSV", func(b *bytes.Buffer, u []tracker.Update, o WriteOptions) error { return WriteUpdatesCSV(b, plan, u, o) },
			func(b *bytes.Buffer) ([]tracker.Update, []RowError) { return ReadUpdatesCSV(b, plan) }},
		{"XLSX", func(b *bytes.Buffer, u []tracker.Update, o WriteOptions) error {
			return WriteUpdatesXLSX(b, plan, u, o)
		},
			func(b *bytes.Buffer) ([]tracker.Update, []RowError) { return ReadUpdatesXLSX(b, plan) }},
	}
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				updates := drawUpdates(t, plan)
				o := WriteOptions{BOM: rapid.Bool().Draw(t, "bom"), Accounts: true, Details: rapid.Bool().Draw(t, "details")}
				var first, second bytes.Buffer
				if err := f.write(&first, updates, o); err != nil {
					t.Fatal(err)
				}
				written := bytes.Clone(first.Bytes())
				back, faults := f.read(&first)
				if len(faults) > 0 {
					t.Fatalf("what was written does not read: %v", faults)
				}
				if !reflect.DeepEqual(back, updates) && len(updates) > 0 {
					t.Fatalf("read back\n%+v\nwant\n%+v", back, updates)
				}
				if err := f.write(&second, back, o); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(written, second.Bytes()) {
					t.Fatal("exported again, the bytes differ")
				}
			})
		})
	}
}

// A workbook that a person filled in: dates typed as dates, blank rows, a hidden
// first sheet.
func TestReadUpdatesXLSXAsTyped(t *testing.T) {
	book := excelize.NewFile()
	if err := book.SetSheetName("Sheet1", "lists"); err != nil {
		t.Fatal(err)
	}
	rows, err := book.NewSheet("rows")
	if err != nil {
		t.Fatal(err)
	}
	book.SetActiveSheet(rows) // the active sheet cannot be hidden
	if err := book.SetSheetVisible("lists", false); err != nil {
		t.Fatal(err)
	}
	cells := func(row int, values ...any) {
		if err := book.SetSheetRow("rows", fmt.Sprintf("A%d", row), &values); err != nil {
			t.Fatal(err)
		}
	}
	var names []any
	for _, name := range strings.Split(header+",record_modified", ",") {
		names = append(names, name)
	}
	cells(1, names...)
	cells(3, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), "C01", "C01.1", "C01.1.1", "SP", "=not a formula", 5, nil, nil, nil, nil,
		time.Date(2026, 7, 1, 13, 30, 0, 0, time.UTC))
	cells(5, "2026-06", "C01", "C01.1", "C01.1.9", "SP", "a", "b")
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	raw := file.Bytes()
	_, faults := ReadUpdatesXLSX(bytes.NewReader(raw), samplePlan())
	sameFaults(t, "workbook", faults, "5 indicators code_unknown")

	plan := samplePlan()
	m := &plan.Commitments[0].Milestones[0]
	m.Indicators = append(m.Indicators, tracker.Indicator{Item: tracker.Item{Code: "C01.1.9"}})
	updates, faults := ReadUpdatesXLSX(bytes.NewReader(raw), plan)
	sameFaults(t, "workbook", faults)
	if u := updates[0]; u.Period != "2026-06" || u.Progress != (tracker.Text{EN: "=not a formula", FR: "5"}) ||
		!u.PublishedAt.Equal(time.Date(2026, 7, 1, 13, 30, 0, 0, time.UTC)) {
		t.Errorf("read %+v", u)
	}
}

func TestReadUpdatesXLSXRefuses(t *testing.T) {
	for name, file := range map[string][]byte{
		"nothing": nil, "text": []byte(header), "a broken archive": []byte("PK\x03\x04 and so on"),
	} {
		_, faults := ReadUpdatesXLSX(bytes.NewReader(file), samplePlan())
		sameFaults(t, name, faults, "0  not_xlsx")
	}
	empty := excelize.NewFile()
	var file bytes.Buffer
	if err := empty.Write(&file); err != nil {
		t.Fatal(err)
	}
	_, faults := ReadUpdatesXLSX(&file, samplePlan())
	sameFaults(t, "an empty sheet", faults, "0  empty")
	_, faults = ReadUpdatesXLSX(bytes.NewReader(bomb(t)), samplePlan())
	sameFaults(t, "a bomb", faults, "0  not_xlsx")
}

// A workbook of a hundred rows whose sheet is damaged part-way: nothing of it is
// read, however whole the rows before are.
func TestReadUpdatesXLSXRefusesADamagedSheet(t *testing.T) {
	plan := samplePlan()
	plan.Periods = nil
	var rows []tracker.Update
	for i := range 100 {
		rows = append(rows, tracker.Update{Leaf: "C02", Period: tracker.Period(fmt.Sprintf("%d-06", 2000+i)),
			Status: tracker.Complete, Progress: tracker.Text{EN: "a", FR: "b"}})
	}
	var whole bytes.Buffer
	if err := WriteUpdatesXLSX(&whole, plan, rows, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	sheet := string(sheetOf(t, whole.Bytes()))
	at := strings.Index(sheet, `<row r="40"`)
	before, after := sheet[:at], sheet[at:]
	for name, damaged := range map[string]string{
		"whole":               sheet,
		"cut before a row":    before,
		"cut within a cell":   sheet[:at+70],
		"one that is not XML": before + "<row r=40><c & </row>" + after,
		"elements crossed":    before + "<row></c>" + after,
		"an entity":           `<!DOCTYPE worksheet [<!ENTITY x "y">]>` + before + "&x;" + after,
		"a document type":     strings.Replace(sheet, "<worksheet", `<!DOCTYPE worksheet><worksheet`, 1),
		"too deep":            before + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + after,
	} {
		updates, faults := ReadUpdatesXLSX(bytes.NewReader(withSheet(t, []byte(damaged))), plan)
		if name == "whole" {
			sameFaults(t, name, faults)
			if len(updates) != len(rows) {
				t.Errorf("%d rows of %d", len(updates), len(rows))
			}
			continue
		}
		sameFaults(t, name, faults, "0  xlsx_damaged")
	}
}

func TestReconcile(t *testing.T) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	recorded := []tracker.Update{
		{ID: 1, Leaf: "C02", Period: "2026-06", Status: tracker.NotStarted, Progress: tracker.Text{EN: "old", FR: "vieux"}},
		{ID: 2, Replaces: 1, Leaf: "C02", Period: "2026-06", Status: tracker.Substantial, Risk: tracker.RiskPeople, PublishedAt: at,
			Progress: tracker.Text{EN: "new", FR: "neuf"}, Evidence: []tracker.Evidence{{URL: "https://example.org/"}}},
	}
	plan := samplePlan()
	var file bytes.Buffer
	if err := WriteUpdatesCSV(&file, plan, recorded, WriteOptions{Published: true}); err != nil {
		t.Fatal(err)
	}
	rows, faults := ReadUpdatesCSV(&file, plan)
	sameFaults(t, "own export", faults)
	if got := Reconcile(rows, recorded); !reflect.DeepEqual(got, recorded[1:]) {
		t.Errorf("an export of what is recorded becomes %+v", got)
	}

	changed := slices.Clone(rows)
	changed[0].Status = tracker.Complete
	got := Reconcile(changed, recorded)[0]
	if got.Status != tracker.Complete || got.ID != 0 || got.Risk != tracker.RiskPeople || len(got.Evidence) != 1 || !got.EvidenceIn.IsZero() {
		t.Errorf("a changed row becomes %+v", got)
	}
	other := slices.Clone(rows)
	other[0].Period = "2026-12"
	if got := Reconcile(other, recorded); !reflect.DeepEqual(got, other) {
		t.Errorf("a row without a counterpart becomes %+v", got)
	}
	if rows[0].Risk != "" {
		t.Error("the rows given were changed")
	}
}

// manyUpdates are rows of the length that departments write.
func manyUpdates(plan *tracker.Plan, n int) []tracker.Update {
	text := tracker.Text{EN: strings.Repeat("Published the next part. ", 12), FR: strings.Repeat("Publié la suite – bientôt prêt. ", 12)}
	updates := make([]tracker.Update, n)
	for i := range updates {
		updates[i] = tracker.Update{Leaf: "C01.1.1", Period: "2026-06", Status: tracker.Limited, Progress: text, Challenges: text,
			EvidenceIn: text, Organization: fmt.Sprint("org-", i)}
	}
	return updates
}

func BenchmarkReadUpdates(b *testing.B) {
	plan := samplePlan()
	updates := manyUpdates(plan, 5000)
	for _, f := range []struct {
		name  string
		write func(*bytes.Buffer) error
		read  func(*bytes.Reader) []RowError
	}{
		{"CSV", func(out *bytes.Buffer) error { return WriteUpdatesCSV(out, plan, updates, WriteOptions{}) },
			func(in *bytes.Reader) []RowError { _, faults := ReadUpdatesCSV(in, plan); return faults }},
		{"XLSX", func(out *bytes.Buffer) error { return WriteUpdatesXLSX(out, plan, updates, WriteOptions{}) },
			func(in *bytes.Reader) []RowError { _, faults := ReadUpdatesXLSX(in, plan); return faults }},
	} {
		b.Run(f.name, func(b *testing.B) {
			var file bytes.Buffer
			if err := f.write(&file); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if faults := f.read(bytes.NewReader(file.Bytes())); len(faults) > 0 {
					b.Fatal(faults[0])
				}
			}
			b.ReportMetric(float64(len(updates)*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
