package opendata

import (
	"bytes"
	"encoding/csv"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

// updates is the table of what was reported, in the layout of Canada's tracker
// rows, which package exchange owns: the CSV is the one that can be imported
// again, and the sheet holds the same cells.
func updates(a *tracker.Assessment) Table {
	plan, published := &a.Record.Plan, a.Record.Updates
	rows := func(w *bytes.Buffer, o exchange.WriteOptions) error {
		o.Published = true
		return exchange.WriteUpdatesCSV(w, plan, published, o)
	}
	t := Table{Name: "updates", csv: func(o CSVOptions) ([]byte, error) {
		var b bytes.Buffer
		err := rows(&b, exchange.WriteOptions{BOM: !o.NoBOM, Verbatim: o.Verbatim})
		return b.Bytes(), err
	}}
	var plain bytes.Buffer
	// Writing to memory does not fail, and what was just written can be read.
	_ = rows(&plain, exchange.WriteOptions{Verbatim: true})
	all, _ := csv.NewReader(&plain).ReadAll()
	if len(all) == 0 {
		return t
	}
	for _, name := range all[0] {
		kind := String
		if name == "reporting_period" {
			kind = Month
		}
		t.Fields = append(t.Fields, Field{name, kind})
	}
	for _, cells := range all[1:] {
		row := make([]any, len(cells))
		for i, cell := range cells {
			row[i] = cell
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
