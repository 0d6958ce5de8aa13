package exchange

import (
	"encoding/json"
	"io"
	"reflect"
	"slices"

	"ogptracker/tracker"
)

// PlanOptions say what a plan's file leaves out; what it says itself stands.
type PlanOptions struct {
	Jurisdiction string // code, "CA"
	Number       int    // place among the jurisdiction's plans, 0 to read it from the file
}

// PlanFile is a plan's file that was read.
type PlanFile struct {
	Record *tracker.Record
	// Schema says that the file is Canada's schema, which can express only part of
	// what may be recorded of a plan: see [KeepRecorded].
	Schema bool
}

// ReadPlanFile reads a plan from one of two formats, told apart by their outermost
// fields: Canada's schema of its tracker's tables ("resources", see
// schema.go), and this project's own record ("plan"), as YAML or JSON with the
// json names of [tracker.Record]. Every fault of the file is reported with its
// line; the record is nil where there is one. The error is r's own.
//
// In a record the identifier follows from jurisdiction and number, commitments
// without a number are numbered in their order, items without a weight have that
// of 1, and what each deadline means is read from its text, unless it says
// set_by_hand.
func ReadPlanFile(r io.Reader, opts PlanOptions) (PlanFile, []RowError, error) {
	var faults report
	n, err := readTree(r, &faults)
	if n == nil {
		return PlanFile{}, faults.faults, err
	}
	var file PlanFile
	switch {
	case n.get("resources") != nil:
		file = PlanFile{readSchema(n, opts, &faults), true}
	case n.get("plan") != nil:
		file = PlanFile{readRecord(n, opts, &faults), false}
	default:
		faults.add(n.line, "", "exchange.not_a_plan")
	}
	if len(faults.faults) > 0 {
		return PlanFile{}, faults.faults, nil
	}
	return file, nil, nil
}

// ReadPlan is [ReadPlanFile] for who wants the record alone.
func ReadPlan(r io.Reader, opts PlanOptions) (*tracker.Record, []RowError, error) {
	file, faults, err := ReadPlanFile(r, opts)
	return file.Record, faults, err
}

// WriteRecord writes a record as indented JSON, which [ReadPlan] reads back to
// the same value. The same record gives the same bytes.
func WriteRecord(w io.Writer, record *tracker.Record) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(record)
}

func readRecord(n *node, opts PlanOptions, faults *report) *tracker.Record {
	var record tracker.Record
	decoder{faults}.decode(n, reflect.ValueOf(&record).Elem(), "")

	plan := &record.Plan
	if record.Jurisdiction.Code == "" {
		record.Jurisdiction.Code = opts.Jurisdiction
	}
	if plan.Jurisdiction == "" {
		plan.Jurisdiction = record.Jurisdiction.Code
	}
	if plan.Number == 0 {
		plan.Number = opts.Number
	}
	identify(n, &record, faults)
	for i := range plan.Commitments {
		if plan.Commitments[i].Number == 0 {
			plan.Commitments[i].Number = i + 1
		}
	}
	plan.Weigh()
	plan.ReadDeadlines()
	checkUpdates(n, &record, faults)
	return &record
}

// identify sets the plan's identifier, or reports what it is made of as missing.
func identify(n *node, record *tracker.Record, faults *report) {
	plan := &record.Plan
	if plan.Jurisdiction == "" {
		faults.add(n.line, "jurisdiction.code", "exchange.required")
	}
	if plan.Number <= 0 {
		faults.add(n.line, "plan.number", "exchange.number_missing")
	}
	if plan.ID == "" {
		plan.ID = tracker.PlanID(plan.Jurisdiction, plan.Number)
	}
}

// checkUpdates reports updates of a leaf or for a period that the plan does not
// have.
func checkUpdates(n *node, record *tracker.Record, faults *report) {
	leaves := make(map[string]bool)
	for _, leaf := range record.Plan.Leaves() {
		leaves[leaf.Code] = true
	}
	updates := n.get("updates")
	for i, u := range record.Updates {
		at, path := updates.items[i], indexed("updates", i)
		if !leaves[u.Leaf] {
			faults.add(at.line, path+".leaf", "exchange.code_unknown", "value", shorten(u.Leaf))
		}
		if !slices.Contains(record.Plan.Periods, u.Period) {
			faults.add(at.line, path+".period", "exchange.period_not_in_plan", "value", shorten(string(u.Period)))
		}
	}
}
