package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// sheetRecord is the small plan of the tests with only what a sheet holds.
func sheetRecord() *tracker.Record {
	r := trackertest.Record()
	r.Updates, r.Events, r.Recommendations = nil, nil, nil
	r.Plan.Illustrative = false
	r.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions = nil
	return r
}

var sheetOptions = SheetOptions{PlanOptions: PlanOptions{Jurisdiction: "CA", Number: 3}}

// The sheet of a plan is read back to the same plan, in both formats and with the
// names of columns in both languages, and written again to the same bytes.
func TestPlanSheetComesBack(t *testing.T) {
	want := sheetRecord()
	want.Jurisdiction = canada
	want.Plan.Promised = 3
	want.Plan.Commitments[2].Stated.On = tracker.Date{} // the day is the editor's to set
	for i := range want.Organizations {                 // names are no part of a sheet
		o := &want.Organizations[i]
		if name, ok := departments[o.Code]; ok {
			o.Name = name
		} else {
			o.Name, o.Kind = tracker.Text{EN: o.Code, FR: o.Code}, tracker.Department
		}
	}
	for _, lang := range tracker.Langs {
		var csvFile, again, xlsx bytes.Buffer
		if err := WritePlanSheetCSV(&csvFile, sheetRecord(), SheetLayout{Lang: lang, BOM: true}); err != nil {
			t.Fatal(err)
		}
		if err := WritePlanSheetXLSX(&xlsx, sheetRecord(), SheetLayout{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		written := bytes.Clone(csvFile.Bytes())
		fromCSV, faults := ReadPlanSheetCSV(&csvFile, sheetOptions)
		if len(faults) > 0 {
			t.Fatalf("%s: %v", lang, faults)
		}
		fromXLSX, faults := ReadPlanSheetXLSX(&xlsx, sheetOptions)
		if len(faults) > 0 {
			t.Fatalf("%s: %v", lang, faults)
		}
		for format, got := range map[string]*tracker.Record{"CSV": fromCSV, "XLSX": fromXLSX} {
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", lang, format, diff)
			}
		}
		if err := WritePlanSheetCSV(&again, fromCSV, SheetLayout{Lang: lang, BOM: true}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written, again.Bytes()) {
			t.Errorf("%s: written again:\n%s", lang, cmp.Diff(string(written), again.String()))
		}
	}
}

// A sheet amends a plan that is recorded: what it does not say stays.
func TestPlanSheetAmends(t *testing.T) {
	base := trackertest.Record()
	o := sheetOptions
	o.Base = base
	file := "engagement,jalon,indicateur,indicateur_titre_fr\nC01,C01.1,C01.1.1,Autre\nC01,C01.1,C01.1.2,\nC01,C01.2,C01.2.1,\nC01,C01.2,C01.2.2,\nC02,C02.1,,\nC02,C02.2,,\nC03,,,\n"
	got, faults := ReadPlanSheetCSV(strings.NewReader(file), o)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := trackertest.Record()
	want.Plan.Promised = 3
	want.Plan.Commitments[0].Milestones[0].Indicators[0].Title.FR = "Autre"
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(trackertest.Record(), base); diff != "" {
		t.Errorf("what was recorded was changed:\n%s", diff)
	}
}

// An empty sheet has the columns of every plan and no rows.
func TestPlanTemplate(t *testing.T) {
	for lang, want := range map[tracker.Lang]string{tracker.EN: "commitment,commitment_title_en,", tracker.FR: "engagement,engagement_titre_en,"} {
		var b bytes.Buffer
		if err := WritePlanSheetCSV(&b, nil, SheetLayout{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), want) || strings.Count(b.String(), "\n") != 1 {
			t.Errorf("%s: %s", lang, b.String())
		}
	}
	for _, c := range planColumns {
		for _, lang := range tracker.Langs {
			if name := c.name(lang); strings.HasSuffix(name, "_") || strings.Contains(name, "__") {
				t.Errorf("%v has no word in %s: %s", c, lang, name)
			}
		}
	}
}

func TestPlanSheetFaults(t *testing.T) {
	const head = "commitment,commitment_title_en,commitment_leads,commitment_weight,milestone,milestone_title_en,milestone_deadline_due,indicator,indicator_title_en,plan_title_en,plan_start,plan_end\n"
	const first = "C1,One,tbs-sct,1,C1.1,A,,,,Plan,2027-01-01,2028-12-31\n"
	known := []tracker.Organization{{Code: "tbs-sct"}}
	for name, c := range map[string]struct{ file, want string }{
		"nothing wrong":           {head + first, ""},
		"no code":                 {head + first + ",x,,,,,,,,,,\n", "3 commitment exchange.required"},
		"no milestone":            {head + first + "C1,,,,,,,C1.1.1,x,,,\n", "3 milestone exchange.required"},
		"a row twice":             {head + first + first, "3  exchange.sheet_row_twice"},
		"two opinions":            {head + first + "C1,Two,,,C1.2,B,,,,,,\n", "3 commitment_title_en exchange.sheet_disagrees"},
		"a code elsewhere":        {head + first + "C2,Two,,,C1.1,B,,,,,,\n", "3 milestone exchange.sheet_code_elsewhere"},
		"a field without code":    {head + first + "C2,Two,,,,B,,,,,,\n", "3 milestone_title_en exchange.sheet_no_code"},
		"a weight that is none":   {head + first + "C2,Two,,-1,,,,,,,,\n", "3 commitment_weight problem.weight_malformed"},
		"a date that is none":     {head + first + "C1,,,,C1.2,B,soon,,,,,\n", "3 milestone_deadline_due problem.date_malformed"},
		"an unknown organization": {head + first + "C2,Two,xyz,,,,,,,,,\n", "3 commitment_leads problem.organization_unknown"},
		"no title":                {head + first + "C2,,,,,,,,,,,\n", "3 commitment_title_en problem.title_missing"},
		"several":                 {head + first + "C2,Two,,-1,,,,,,,,\nC3,Three,,x,,,,,,,,\n", "3 commitment_weight problem.weight_malformed; 4 commitment_weight problem.weight_malformed"},
		"no plan":                 {"commitment,commitment_title_en\nC1,One\n", "2 plan_title_en exchange.required; 2 plan_start exchange.required; 2 plan_end exchange.required"},
		"an unknown column":       {"commitment,colour\nC1,x\n", "1 colour exchange.sheet_column_unknown"},
		"unknown columns":         {"commitment,colour,,shape,size\nC1,x,,y,z\n", "1  exchange.sheet_columns_unknown"},
		"many unknown columns":    {"commitment,a,b,c,d,e,f,g,h,i,j,k\nC1\n", "1  exchange.sheet_columns_unknown_more"},
		"a computed table":        {"plan,as_of,illustrative,commitment,milestone\nca-3,2018-06-30,false,C1,\n", "0  exchange.sheet_computed"},
		"a column twice":          {"commitment,engagement\nC1,x\n", "1 engagement exchange.column_twice"},
		"no column of codes":      {"commitment_title_en\nC1\n", "1 commitment exchange.column_missing"},
		"backwards":               {strings.Replace(head+first, "2028-12-31", "2026-12-31", 1), "0  problem.dates_reversed"},
	} {
		o := sheetOptions
		o.Organizations = known
		record, faults := ReadPlanSheetCSV(strings.NewReader(c.file), o)
		var got []string
		for _, f := range faults {
			got = append(got, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Key))
		}
		if s := strings.Join(got, "; "); s != c.want || (record == nil) != (c.want != "") {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

// Deadlines are read from their texts, and a date beside a text stands.
func TestPlanSheetDeadlines(t *testing.T) {
	file := "commitment,commitment_title_en,milestone,milestone_title_en,milestone_deadline_en,milestone_deadline_fr,milestone_deadline_due,plan_title_en,plan_start,plan_end\n" +
		"C1,One,C1.1,A,By fall 2027,D’ici l’automne 2027,,Plan,2027-01-01,2030-12-31\nC1,,C1.2,B,By fall 2027,,2027-10-15,,,\n"
	r, faults := ReadPlanSheetCSV(strings.NewReader(file), sheetOptions)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	m := r.Plan.Commitments[0].Milestones
	if d := m[0].Deadline; d.SetByHand || d.Meaning.Due != tracker.MustDate("2027-11-30") {
		t.Errorf("%+v", d)
	}
	if d := m[1].Deadline; !d.SetByHand || d.Meaning.Due != tracker.MustDate("2027-10-15") {
		t.Errorf("%+v", d)
	}
	if r.Plan.CycleYears != 4 || len(r.Plan.Periods) != 8 || r.Plan.Periods[0] != "2027-06" {
		t.Errorf("%d years, periods %v", r.Plan.CycleYears, r.Plan.Periods)
	}
}

func FuzzReadPlanSheet(f *testing.F) {
	var whole bytes.Buffer
	if err := WritePlanSheetCSV(&whole, sheetRecord(), SheetLayout{Lang: tracker.FR}); err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes())
	f.Add([]byte("commitment,commitment_title_en,milestone,commitment_theme,plan_title_en,plan_start,plan_end,plan_periods\nC1,a,m,t,P,2027-01-01,2028-01-01,2027-06;2027-12\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		record, faults := ReadPlanSheetCSV(bytes.NewReader(file), sheetOptions)
		if (record == nil) != (len(faults) > 0) {
			t.Fatalf("record %v, faults %v", record, faults)
		}
		if record == nil {
			return
		}
		if problems := record.Validate(); len(problems) > 0 {
			t.Fatalf("accepted with %v", problems)
		}
		// What was read is written, and read to the same plan.
		var first, second bytes.Buffer
		if err := WritePlanSheetCSV(&first, record, SheetLayout{Lang: tracker.EN}); err != nil {
			t.Fatal(err)
		}
		written := first.String()
		back, faults := ReadPlanSheetCSV(&first, sheetOptions)
		if len(record.Plan.Commitments) == 0 {
			return
		}
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, written)
		}
		if err := WritePlanSheetCSV(&second, back, SheetLayout{Lang: tracker.EN}); err != nil {
			t.Fatal(err)
		}
		if written != second.String() {
			t.Fatalf("written %q, then %q", written, second.String())
		}
	})
}
