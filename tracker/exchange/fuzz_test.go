package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// withSheet returns a workbook whose one sheet is the XML given.
func withSheet(t testing.TB, sheet []byte) []byte {
	t.Helper()
	var whole bytes.Buffer
	if err := WriteUpdatesXLSX(&whole, samplePlan(), nil, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range parts.File {
		w, err := archive.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(part.Name, "worksheets/sheet") {
			_, err = w.Write(sheet)
		} else {
			r, openErr := part.Open()
			if openErr != nil {
				t.Fatal(openErr)
			}
			_, err = io.Copy(w, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a small workbook that unpacks to more than the limit.
func bomb(t testing.TB) []byte { return withSheet(t, bytes.Repeat([]byte(" "), MaxBytes+1)) }

// sheetOf returns the sheet's XML of a workbook.
func sheetOf(t testing.TB, workbook []byte) []byte {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts.File {
		if strings.Contains(part.Name, "worksheets/sheet") {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
	}
	t.Fatal("no sheet")
	return nil
}

// checkUpdates holds rows that were read to what reading promises.
func checkRead(t *testing.T, updates []tracker.Update, faults []RowError) {
	t.Helper()
	if len(faults) > 0 {
		if updates != nil {
			t.Fatal("rows in spite of faults")
		}
		return
	}
	var out bytes.Buffer
	if err := WriteUpdatesCSV(&out, samplePlan(), updates, WriteOptions{Accounts: true}); err != nil {
		t.Fatal(err)
	}
	back, faults := ReadUpdatesCSV(&out, samplePlan())
	if len(faults) > 0 || len(back) != len(updates) {
		t.Fatalf("%d rows read back as %d, %v", len(updates), len(back), faults)
	}
	for i := range back {
		if !reflect.DeepEqual(back[i], updates[i]) {
			t.Fatalf("%+v read back as %+v", updates[i], back[i])
		}
	}
}

func FuzzReadUpdatesCSV(f *testing.F) {
	f.Add([]byte(rowsCSV("2026-06,C01,C01.1,C01.1.1,SP,a,b,,,,")))
	f.Add([]byte(header + ",owner_org,record_modified,_id\n2026-06,C01,C01.2,,LP,'=a,\"b\n\",x,y,c,d,tbs,2026-01-01T00:00:00,1\n"))
	f.Add([]byte(strings.ReplaceAll(rowsCSV("2026-06,C02,,,C,a,b,,,,"), ",", ";")))
	f.Fuzz(func(t *testing.T, file []byte) {
		updates, faults := ReadUpdatesCSV(bytes.NewReader(file), samplePlan())
		checkRead(t, updates, faults)
	})
}

func FuzzReadUpdatesXLSX(f *testing.F) {
	var workbook bytes.Buffer
	rows := []tracker.Update{{Leaf: "C02", Period: "2026-06", Status: tracker.Complete, Progress: tracker.Text{EN: "a", FR: "b"}}}
	if err := WriteUpdatesXLSX(&workbook, samplePlan(), rows, WriteOptions{}); err != nil {
		f.Fatal(err)
	}
	f.Add(sheetOf(f, workbook.Bytes()))
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>status</t></is></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		updates, faults := ReadUpdatesXLSX(bytes.NewReader(withSheet(t, sheet)), samplePlan())
		checkRead(t, updates, faults)
	})
}

func FuzzReadPlan(f *testing.F) {
	f.Add(testFile(f, "schema.yaml"))
	f.Add(testFile(f, "record.yaml"))
	f.Add(testFile(f, "record.golden.json"))
	f.Fuzz(func(t *testing.T, file []byte) {
		record, faults, err := ReadPlan(bytes.NewReader(file), PlanOptions{Jurisdiction: "CA", Number: 1})
		if err != nil {
			t.Fatal(err)
		}
		if (record == nil) != (len(faults) > 0) {
			t.Fatalf("record %v, faults %v", record, faults)
		}
		if record == nil {
			return
		}
		var first, second bytes.Buffer
		if err := WriteRecord(&first, record); err != nil {
			t.Fatal(err)
		}
		written := bytes.Clone(first.Bytes())
		back, faults, err := ReadPlan(&first, PlanOptions{})
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		if err := WriteRecord(&second, back); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written, second.Bytes()) {
			t.Fatalf("written again:\n%s\nwas\n%s", second.Bytes(), written)
		}
	})
}

func FuzzReadMapping(f *testing.F) {
	f.Add([]byte(barometerMapping))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := ReadMapping(bytes.NewReader(file)); err != nil {
			var faults Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatal(err)
			}
		}
	})
}

func FuzzReadIndex(f *testing.F) {
	f.Add([]byte(barometerTable))
	m, err := ReadMapping(strings.NewReader(barometerMapping))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		ix, faults := ReadIndex(bytes.NewReader(file), m)
		if (ix == nil) != (len(faults) > 0) {
			t.Fatalf("index %v, faults %v", ix, faults)
		}
		if ix == nil {
			return
		}
		for _, e := range ix.Editions {
			if table := benchmark.TableOf(ix, e.Year); len(table.Rows) != len(e.Scores) {
				t.Fatalf("%d rows of %d scores", len(table.Rows), len(e.Scores))
			}
			if err := benchmark.MatrixOf(ix, &e).Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzReadMatrix(f *testing.F) {
	f.Add([]byte("country,readiness,impact,score\nCA,86,55,76\nGB,,NA,1e3\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, faults := ReadMatrix(bytes.NewReader(file))
		if len(faults) > 0 {
			return
		}
		if _, err := benchmark.AnalyseComposites(m, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := benchmark.AnalyseRange(m, nil, benchmark.Method{Normalisation: benchmark.MinMax, Aggregation: benchmark.Arithmetic}, benchmark.WeightDelta); err != nil {
			t.Fatal(err)
		}
	})
}
