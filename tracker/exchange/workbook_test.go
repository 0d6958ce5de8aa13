package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// sampleBook is a workbook of the sample plan with two organizations of one leaf.
func sampleBook() *Workbook {
	b := &Workbook{
		Plan: "ca-5", Period: "2026-06", Sheet: "Updates", Help: "How to",
		Columns: []WorkbookColumn{
			{Name: ColumnCode, Header: "Code", Width: 12},
			{Name: "title", Header: "Title", Width: 30},
			{Name: ColumnOrganization, Header: "Organization", Width: 20},
		},
		Instructions: [][]WorkbookLine{{{Text: "How to", Heading: true}, {Text: "Fill it in."}}, {{Text: "Marche à suivre", Heading: true}}},
	}
	for _, name := range tracker.UpdateFields {
		c := WorkbookColumn{Name: name, Header: "Head " + name, Width: 20, PromptTitle: "Rule", Prompt: "The rule.", Refusal: "Choose."}
		switch name {
		case tracker.FieldStatus:
			for _, l := range tracker.ReportedLevels {
				c.Choices = append(c.Choices, WorkbookChoice{string(l), l.Code() + " – " + string(l)})
			}
		case tracker.FieldRisk:
			for _, k := range tracker.Risks {
				c.Choices = append(c.Choices, WorkbookChoice{string(k), "Risk of " + string(k)})
			}
		}
		b.Columns = append(b.Columns, c)
	}
	for _, r := range []struct{ leaf, organization, stamp, status string }{
		{"C01.1.1", "tbs-sct", "u12 d5.3", "limited"}, {"C01.1.1", "hc-sc", "new", ""}, {"C01.2", "tbs-sct", "u7", "complete"}, {"C02", "", "new", ""},
	} {
		row := WorkbookRow{Leaf: r.leaf, Organization: r.organization, Stamp: r.stamp}
		row.Cells = []string{r.leaf, "Title of " + r.leaf, "The " + r.organization, r.status}
		for range len(tracker.UpdateFields) - 1 {
			row.Cells = append(row.Cells, "")
		}
		if r.status != "" {
			row.Cells[4], row.Cells[5] = "=Done & \"dusted\"\n- 1", " Fait  "
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

func bookPlan() *tracker.Plan {
	p := samplePlan()
	p.ID = "ca-5"
	return p
}

func written(t testing.TB, b *Workbook) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteWorkbook(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// edited returns a workbook after somebody had it open.
func edited(t testing.TB, file []byte, edit func(f *excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := edit(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(cell, value string) func(*excelize.File) error {
	return func(f *excelize.File) error { return f.SetCellStr("Updates", cell, value) }
}

// list says what was read, a line a row, with the fields that differ from the base.
func list(r *Returned) (lines []string) {
	for _, row := range r.Rows {
		line := fmt.Sprintf("%d %s %s %s", row.Row, row.Key.Leaf, row.Key.Organization, row.Stamp)
		for _, f := range row.Mine {
			if f.Value != row.Base.Get(f.Name) {
				line += fmt.Sprintf(" %s=%q", f.Name, f.Value)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

var untouched = []string{"2 C01.1.1 tbs-sct u12 d5.3", "3 C01.1.1 hc-sc new", "4 C01.2 tbs-sct u7", "5 C02  new"}

func TestWorkbookUntouchedChangesNothing(t *testing.T) {
	file := written(t, sampleBook())
	if !bytes.Equal(file, written(t, sampleBook())) {
		t.Error("the same workbook gives other bytes")
	}
	got, faults := ReadWorkbook(bytes.NewReader(file), bookPlan())
	sameFaults(t, "untouched", faults)
	if got.Period != "2026-06" || got.Missing != 0 || !slices.Equal(list(got), untouched) {
		t.Fatalf("read %s, %d missing, %q", got.Period, got.Missing, list(got))
	}
	if v := got.Rows[0].Base.Get(tracker.FieldProgressEN); v != "=Done & \"dusted\"\n- 1" {
		t.Errorf("a text that looks like a formula came back as %q", v)
	}
}

// TestWorkbookGuides holds what the sheet tells whoever fills it in.
func TestWorkbookGuides(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, sampleBook())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if shown, err := f.GetSheetVisible(stampSheet); shown || err != nil {
		t.Errorf("the hidden sheet is seen: %v", err)
	}
	if f.WorkBook.Sheets.Sheet[2].State != "veryHidden" {
		t.Errorf("the hidden sheet is only %q", f.WorkBook.Sheets.Sheet[2].State)
	}
	if f.GetSheetName(f.GetActiveSheetIndex()) != "Updates" {
		t.Error("the workbook does not open at the rows")
	}
	for cell, locked := range map[string]bool{"A2": true, "B3": true, "C2": true, "D2": false, "K5": false, "A1": true} {
		id, err := f.GetCellStyle("Updates", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := style.Protection == nil || style.Protection.Locked; got != locked {
			t.Errorf("%s is locked: %v, want %v", cell, got, locked)
		}
	}
	for _, sheet := range []string{"Updates", "How to"} {
		if p, err := f.GetSheetProtection(sheet); err != nil || !p.SelectUnlockedCells || p.Password != "" {
			t.Errorf("%s: protection %+v, %v", sheet, p, err)
		}
	}
	rules, err := f.GetDataValidations("Updates")
	if err != nil || len(rules) != len(tracker.UpdateFields) {
		t.Fatalf("%d rules, %v", len(rules), err)
	}
	if rules[0].Sqref != "D2:D5" || rules[0].Formula1 != `"NS – not_started,LP – limited,SP – substantial,C – complete,W – withdrawn"` || rules[0].Prompt == nil || !rules[0].ShowErrorMessage {
		t.Errorf("status: %+v", rules[0])
	}
	if panes, err := f.GetPanes("Updates"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes: %+v, %v", panes, err)
	}
}

func TestWorkbookEdited(t *testing.T) {
	move := func(f *excelize.File, from, to string) error { // a cell's value to another
		v, err := f.GetCellValue("Updates", from)
		if err == nil {
			err = f.SetCellStr("Updates", to, v)
		}
		return err
	}
	for name, c := range map[string]struct {
		edit   func(*excelize.File) error
		rows   []string // nil where nothing is read
		faults []string // row, column, key
	}{
		"label":        {set("D3", "SP – substantial"), []string{untouched[0], `3 C01.1.1 hc-sc new status="substantial"`, untouched[2], untouched[3]}, nil},
		"code":         {set("D3", " sp "), []string{untouched[0], `3 C01.1.1 hc-sc new status="substantial"`, untouched[2], untouched[3]}, nil},
		"withdrawn":    {set("D3", "W"), []string{untouched[0], `3 C01.1.1 hc-sc new status="withdrawn"`, untouched[2], untouched[3]}, nil},
		"text":         {set("F4", "-1+1\r\nok\te\u0301"), []string{untouched[0], untouched[1], `4 C01.2 tbs-sct u7 progress_fr="-1+1\nok\té"`, untouched[3]}, nil},
		"emptied":      {set("D2", ""), []string{`2 C01.1.1 tbs-sct u12 d5.3 status=""`, untouched[1], untouched[2], untouched[3]}, nil},
		"no choice":    {set("D2", "finished"), untouched[1:], []string{"2 Head status exchange.value_unknown"}},
		"no such risk": {set("K3", "NS"), []string{untouched[0], untouched[2], untouched[3]}, []string{"3 Head risk exchange.value_unknown"}},
		"formula": {func(f *excelize.File) error { return f.SetCellFormula("Updates", "E3", `HYPERLINK("http://x")`) },
			[]string{untouched[0], untouched[2], untouched[3]}, []string{"3 Head progress_en exchange.workbook_formula"}},
		"formula as key": {func(f *excelize.File) error { return f.SetCellFormula("Updates", "A3", "A2") },
			[]string{untouched[0], untouched[2], untouched[3]}, []string{"3 Code exchange.workbook_formula"}},
		"formula in a locked cell": {func(f *excelize.File) error { return f.SetCellFormula("Updates", "B3", "1+1") }, untouched, nil},
		"merged": {func(f *excelize.File) error { return f.MergeCell("Updates", "E2", "E3") },
			untouched[2:], []string{"2 E2:E3 exchange.workbook_merged"}},
		"merged header": {func(f *excelize.File) error { return f.MergeCell("Updates", "L1", "M2") }, nil, []string{"1 L1:M2 exchange.workbook_merged"}},
		"another code":  {set("A3", "C09"), []string{untouched[0], untouched[2], untouched[3]}, []string{"3 Code exchange.workbook_row_unknown"}},
		"another organization": {set("C3", "The lac-bac"), []string{untouched[0], untouched[2], untouched[3]},
			[]string{"3 Organization exchange.workbook_organization"}},
		"a row twice": {set("C3", "the  TBS-SCT"), untouched[2:], []string{"3  exchange.row_twice"}},
		"rows sorted": {func(f *excelize.File) error {
			for i := range 11 {
				column, _ := excelize.ColumnNumberToName(i + 1)
				if err := move(f, column+"2", column+"9"); err != nil {
					return err
				}
			}
			return f.RemoveRow("Updates", 2)
		}, []string{"2 C01.1.1 hc-sc new", "3 C01.2 tbs-sct u7", "4 C02  new", "8 C01.1.1 tbs-sct u12 d5.3"}, nil},
		"a row removed": {func(f *excelize.File) error { return f.RemoveRow("Updates", 3) }, []string{untouched[0], "3 C01.2 tbs-sct u7", "4 C02  new"}, nil},
		"columns moved": {func(f *excelize.File) error {
			if err := f.InsertCols("Updates", "A", 2); err != nil {
				return err
			}
			for row := 1; row <= 5; row++ {
				if err := move(f, fmt.Sprintf("F%d", row), fmt.Sprintf("A%d", row)); err != nil {
					return err
				}
			}
			return f.RemoveCol("Updates", "F")
		}, untouched, nil},
		"a column more": {func(f *excelize.File) error {
			if err := f.SetCellStr("Updates", "M1", "Notes"); err != nil {
				return err
			}
			return f.SetCellFormula("Updates", "M3", "1+1")
		}, untouched, []string{"1 Notes exchange.workbook_column_extra"}},
		"a locked column less": {func(f *excelize.File) error { return f.RemoveCol("Updates", "B") }, untouched, nil},
		"a column less":        {func(f *excelize.File) error { return f.RemoveCol("Updates", "E") }, nil, []string{"1 Head progress_en exchange.column_missing"}},
		"a column twice":       {set("B1", "Code"), nil, []string{"1 Code exchange.column_twice"}},
		"no header":            {func(f *excelize.File) error { return f.RemoveRow("Updates", 1) }, nil, slices.Repeat([]string{""}, 10)},
		"tab renamed":          {func(f *excelize.File) error { return f.SetSheetName("Updates", "Mine") }, untouched, nil},
		"rows copied to a second sheet": {func(f *excelize.File) error {
			i, err := f.NewSheet("Copy")
			if err == nil {
				err = f.CopySheet(0, i)
			}
			return err
		}, nil, []string{"0  exchange.workbook_two_sheets"}},
		"a sheet of notes": {func(f *excelize.File) error {
			if _, err := f.NewSheet("Notes"); err != nil {
				return err
			}
			return f.SetCellFormula("Notes", "A1", "1+1")
		}, untouched, nil},
		"help removed":  {func(f *excelize.File) error { return f.DeleteSheet("How to") }, untouched, nil},
		"rows removed":  {func(f *excelize.File) error { return f.DeleteSheet("Updates") }, nil, []string{"0  exchange.workbook_no_sheet"}},
		"stamps gone":   {func(f *excelize.File) error { return f.DeleteSheet(stampSheet) }, nil, []string{"0  exchange.workbook_no_stamps"}},
		"stamps seen":   {func(f *excelize.File) error { return f.SetSheetVisible(stampSheet, true) }, untouched, nil},
		"stamp altered": {func(f *excelize.File) error { return f.SetCellStr(stampSheet, "G20", "complete") }, nil, []string{"0  exchange.workbook_altered"}},
		"plan altered":  {func(f *excelize.File) error { return f.SetCellStr(stampSheet, "C1", "ca-6") }, nil, []string{"0  exchange.workbook_altered"}},
		"stamps as formulas": {func(f *excelize.File) error { return f.SetCellFormula(stampSheet, "G20", "1+1") }, nil,
			[]string{"0  exchange.workbook_altered"}},
		"newer format": {func(f *excelize.File) error { return f.SetCellStr(stampSheet, "B1", "2") }, nil, []string{"0  exchange.workbook_version"}},
		"an error in a cell": {func(f *excelize.File) error { return f.SetCellStr("Updates", "E3", "#REF!") }, // typed, not computed
			[]string{untouched[0], `3 C01.1.1 hc-sc new progress_en="#REF!"`, untouched[2], untouched[3]}, nil},
		"100,000 rows":   {func(f *excelize.File) error { return f.SetCellStr("Updates", "A100000", "x") }, nil, []string{"100000  exchange.too_many_rows"}},
		"16,384 columns": {func(f *excelize.File) error { return f.SetCellStr("Updates", "XFD3", "x") }, nil, []string{"3  exchange.too_many_columns"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := edited(t, written(t, sampleBook()), c.edit)
			got, faults := ReadWorkbook(bytes.NewReader(file), bookPlan())
			if (got == nil) != (c.rows == nil) {
				t.Fatalf("read %+v, %v", got, faults)
			}
			var places []string
			for _, f := range faults {
				places = append(places, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Key))
			}
			if len(c.faults) > 0 && c.faults[0] == "" {
				if len(places) != len(c.faults) {
					t.Errorf("faults %q", places)
				}
			} else if !slices.Equal(places, c.faults) {
				t.Errorf("faults %q, want %q", places, c.faults)
			}
			if got != nil && !slices.Equal(list(got), c.rows) {
				t.Errorf("read\n%q, want\n%q", list(got), c.rows)
			}
			if got != nil && got.Missing != map[string]int{"a row removed": 1, "another code": 1, "another organization": 1, "formula as key": 1, "a row twice": 1}[name] {
				t.Errorf("%d rows are missing", got.Missing)
			}
		})
	}
}

func TestWorkbookOfAnotherPlan(t *testing.T) {
	file := written(t, sampleBook())
	other := bookPlan()
	other.ID = "ca-6"
	got, faults := ReadWorkbook(bytes.NewReader(file), other)
	if got != nil || len(faults) != 1 || faults[0].Key != "exchange.workbook_other_plan" || faults[0].Args["value"] != "ca-5" {
		t.Errorf("%+v, %v", got, faults)
	}
	amended := bookPlan()
	amended.Periods = []tracker.Period{"2026-12"}
	if got, faults := ReadWorkbook(bytes.NewReader(file), amended); got != nil || len(faults) != 1 || faults[0].Key != "exchange.period_not_in_plan" {
		t.Errorf("%+v, %v", got, faults)
	}
	amended = bookPlan()
	amended.Commitments = amended.Commitments[:1]
	if got, faults := ReadWorkbook(bytes.NewReader(file), amended); len(got.Rows) != 3 || len(faults) != 1 || faults[0].Key != "exchange.workbook_leaf_gone" {
		t.Errorf("%+v, %v", got, faults)
	}
}

// repacked returns an archive with its parts as change leaves them; a part that it
// returns nil for is left out.
func repacked(t testing.TB, file []byte, change func(name string, part []byte) []byte, more map[string][]byte) []byte {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	add := func(name string, b []byte) {
		w, err := archive.Create(name)
		if err == nil {
			_, err = w.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range parts.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if b = change(part.Name, b); b != nil {
			add(part.Name, b)
		}
	}
	for name, b := range more {
		add(name, b)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWorkbookHostile(t *testing.T) {
	file := written(t, sampleBook())
	same := func(_ string, b []byte) []byte { return b }
	only := func(which string, f func([]byte) []byte) func(string, []byte) []byte {
		return func(name string, b []byte) []byte {
			if name == which {
				return f(b)
			}
			return b
		}
	}
	const sheet = "xl/worksheets/sheet1.xml"
	for name, file := range map[string][]byte{
		"nothing":        {},
		"no archive":     []byte("code,status\nC01,SP\n"),
		"cut short":      file[:len(file)/2],
		"no sheets":      repacked(t, file, func(name string, b []byte) []byte { return map[bool][]byte{false: b}[strings.Contains(name, "sheet")] }, nil),
		"bomb":           repacked(t, file, same, map[string][]byte{"xl/media/image1.png": make([]byte, maxWorkbookUnpack+1)}),
		"bomb of tags":   repacked(t, file, only("xl/sharedStrings.xml", func([]byte) []byte { return bytes.Repeat([]byte("<si/>"), maxTags+1) }), nil),
		"too large":      make([]byte, MaxWorkbookBytes+1),
		"broken sheet":   repacked(t, file, only(sheet, func(b []byte) []byte { return b[:len(b)-400] }), nil),
		"entities":       repacked(t, file, only(sheet, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("<sheetData>"), []byte("<sheetData>&lol;")) }), nil),
		"impossible row": repacked(t, file, only(sheet, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`r="A3"`), []byte(`r="A99999999"`)) }), nil),
		"another sheet behind the name": repacked(t, file, only("xl/_rels/workbook.xml.rels", func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte("worksheets/sheet1.xml"), []byte("worksheets/nowhere.xml"))
		}), nil),
	} {
		t.Run(name, func(t *testing.T) {
			got, faults := ReadWorkbook(bytes.NewReader(file), bookPlan())
			if got != nil || len(faults) == 0 {
				t.Errorf("read %+v, %v", got, faults)
			}
		})
	}
	t.Run("control character", func(t *testing.T) {
		broken := repacked(t, file, only(sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`<c r="E3"`), []byte(`<c r="E3" t="inlineStr"><is><t>a&#x85;b</t></is></c><c r="Z3"`), 1)
		}), nil)
		got, faults := ReadWorkbook(bytes.NewReader(broken), bookPlan())
		if len(faults) != 1 || faults[0].Key != "exchange.control_character" || faults[0].Column != "Head progress_en" || len(got.Rows) != 3 {
			t.Errorf("read %+v, %v", got, faults)
		}
	})
	t.Run("error in a cell", func(t *testing.T) {
		broken := repacked(t, file, only(sheet, func(b []byte) []byte {
			return bytes.Replace(b, []byte(`r="E3"`), []byte(`r="E3" t="e"`), 1)
		}), nil)
		got, faults := ReadWorkbook(bytes.NewReader(broken), bookPlan())
		if len(faults) != 1 || faults[0].Key != "exchange.workbook_error_cell" || len(got.Rows) != 3 {
			t.Errorf("read %+v, %v", got, faults)
		}
	})
}

func TestWorkbookTextLongerThanACell(t *testing.T) {
	b := sampleBook()
	b.Rows[0].Cells[4] = strings.Repeat("é", xlsxCellLimit+1)
	err := WriteWorkbook(io.Discard, b)
	var faults Faults
	if !errors.As(err, &faults) || faults[0].Key != "exchange.xlsx_cell_limit" || faults[0].Row != 2 {
		t.Errorf("%v", err)
	}
	b.Rows[0].Cells[4] = strings.Repeat("é", xlsxCellLimit)
	if got, faults := ReadWorkbook(bytes.NewReader(written(t, b)), bookPlan()); len(faults) > 0 || got.Rows[0].Mine.Get(tracker.FieldProgressEN) != b.Rows[0].Cells[4] {
		t.Errorf("a text as long as a cell: %v", faults)
	}
}

// TestWorkbookRoundTrip holds that any text comes back as it went out, and that a
// workbook that nobody touched changes nothing.
func TestWorkbookRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := sampleBook()
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("=+-@'_x000D_ \t\n<&>\"é\u0301"))))
		for i := range b.Rows {
			for c := 4; c < 10; c++ {
				b.Rows[i].Cells[c] = text.Draw(rt, "text")
			}
		}
		got, faults := ReadWorkbook(bytes.NewReader(written(t, b)), bookPlan())
		if len(faults) > 0 || len(got.Rows) != len(b.Rows) {
			rt.Fatalf("%+v, %v", got, faults)
		}
		for i, row := range got.Rows {
			if !reflect.DeepEqual(row.Base, row.Mine) {
				rt.Fatalf("%+v came back as %+v", row.Base, row.Mine)
			}
			for n, name := range tracker.UpdateFields[1:7] {
				if want := outgoing(b.Rows[i].Cells[4+n]); row.Mine.Get(name) != want {
					rt.Fatalf("%s: %+q came back as %+q", name, want, row.Mine.Get(name))
				}
			}
		}
	})
}

// TestWorkbookOfLibreOffice reads the sample with two cells changed, as another
// program has saved it: LibreOffice 7.4 writes every part anew.
func TestWorkbookOfLibreOffice(t *testing.T) {
	file, err := os.ReadFile("testdata/workbook-libreoffice.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	got, faults := ReadWorkbook(bytes.NewReader(file), bookPlan())
	sameFaults(t, "saved elsewhere", faults)
	if !slices.Equal(list(got), []string{untouched[0], `3 C01.1.1 hc-sc new status="substantial" progress_en="= two\nlines"`, untouched[2], untouched[3]}) {
		t.Errorf("read %q", list(got))
	}
}

func FuzzReadWorkbook(f *testing.F) {
	file := written(f, sampleBook())
	parts := map[string][]byte{}
	repacked(f, file, func(name string, b []byte) []byte { parts[name] = b; return b }, nil)
	f.Add(parts["xl/worksheets/sheet1.xml"], parts["xl/worksheets/sheet3.xml"], parts["xl/sharedStrings.xml"])
	f.Fuzz(func(t *testing.T, sheet, stamps, texts []byte) {
		file := repacked(t, file, func(name string, b []byte) []byte {
			switch name {
			case "xl/worksheets/sheet1.xml":
				return append([]byte{}, sheet...)
			case "xl/worksheets/sheet3.xml":
				return append([]byte{}, stamps...)
			case "xl/sharedStrings.xml":
				return append([]byte{}, texts...)
			}
			return b
		}, nil)
		got, faults := ReadWorkbook(bytes.NewReader(file), bookPlan())
		if got == nil {
			if len(faults) == 0 {
				t.Fatal("nothing read, and nothing said")
			}
			return
		}
		for _, row := range got.Rows {
			if !got.plausible(row) {
				t.Fatalf("%+v", row)
			}
		}
	})
}

// plausible holds what reading promises of a row.
func (r *Returned) plausible(row SheetRow) bool {
	level, risk := tracker.Level(row.Mine.Get(tracker.FieldStatus)), tracker.Risk(row.Mine.Get(tracker.FieldRisk))
	return row.Key.Period == r.Period && row.Row > 1 && len(row.Base) == len(tracker.UpdateFields) && len(row.Mine) == len(row.Base) &&
		(level == "" || slices.Contains(tracker.Levels, level)) && (risk == "" || slices.Contains(tracker.Risks, risk))
}

func TestEvidenceWords(t *testing.T) {
	recorded := tracker.Update{
		EvidenceIn: tracker.Text{EN: "On file.", FR: ""},
		Evidence:   []tracker.Evidence{{URL: "https://example.org/", Title: tracker.Text{EN: "The page", FR: "La page"}}},
	}
	if got := EvidenceWords(evidenceText(&recorded), &recorded); got != recorded.EvidenceIn {
		t.Errorf("what was exported reads as %+v", got)
	}
	changed := tracker.Text{EN: "Not on file.\n[The page](https://example.org/)", FR: "Ailleurs.\n[La page](https://example.com/)"}
	if got := EvidenceWords(changed, &recorded); got.EN != "Not on file." || got.FR != changed.FR {
		t.Errorf("%+v", got)
	}
	if got := EvidenceWords(changed, &tracker.Update{}); got != changed {
		t.Errorf("%+v", got)
	}
}
