package opendata

import (
	"archive/zip"
	"encoding/json"
	"io"
	"slices"

	"ogptracker/tracker"
)

// Part is which of a plan's data an export holds.
type Part string

// The parts.
const (
	Everything  Part = "all"
	PlanItself  Part = "plan"    // what is promised and how it stands
	ReportsOnly Part = "updates" // what was reported, and its evidence
)

// partTables are the tables of each part that has not all of them.
var partTables = map[Part][]string{
	PlanItself:  {"commitments", "milestones", "indicators", "deadlines", "burn_up"},
	ReportsOnly: {"updates", "evidence"},
}

// Only returns the part of an export.
func (e *Export) Only(p Part) *Export {
	tables, partial := partTables[p]
	if !partial {
		return e
	}
	out := *e
	out.part = p
	out.Tables = slices.DeleteFunc(slices.Clone(e.Tables), func(t Table) bool { return !slices.Contains(tables, t.Name) })
	return &out
}

// Record returns the record that is published: as of the export's day, and without
// the accounts that wrote it. The plan itself is without its updates.
func (e *Export) Record() *tracker.Record {
	if e.part != PlanItself {
		return e.a.Record
	}
	r := *e.a.Record
	r.Updates = nil
	return &r
}

// documents are the JSON files of a package beside its description.
func (e *Export) documents() []string {
	if e.part == ReportsOnly {
		return nil // the tables are all there is
	}
	return []string{"plan", "assessment"}
}

// WriteTables writes the tables as a ZIP of CSV files. The same export gives the
// same bytes.
func (e *Export) WriteTables(w io.Writer, o CSVOptions) error {
	out := zip.NewWriter(w)
	for i := range e.Tables {
		t := &e.Tables[i]
		part, err := out.CreateHeader(&zip.FileHeader{Name: t.Name + ".csv", Method: zip.Deflate, Modified: zipDay(e.a.AsOf)})
		if err != nil {
			return err
		}
		if err := t.WriteCSV(part, o); err != nil {
			return err
		}
	}
	return out.Close()
}

// WriteUpdates writes updates as JSON, under the name of their plan.
func WriteUpdates(w io.Writer, r *tracker.Record) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		Plan    string           `json:"plan"`
		Updates []tracker.Update `json:"updates"`
	}{r.Plan.ID, append([]tracker.Update{}, r.Updates...)})
}
