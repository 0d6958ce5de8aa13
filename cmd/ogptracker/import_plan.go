package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

type importPlanCommand struct {
	File         string `arg:"" help:"cli.help.arg.file"`
	Jurisdiction string `help:"cli.help.flag.jurisdiction" default:"CA" placeholder:"CODE"`
	Number       int    `help:"cli.help.flag.number"`
	Remove       bool   `help:"cli.help.flag.remove"`
	DryRun       bool   `help:"cli.help.flag.dry_run"`
}

// importedPlan is what `import plan` reports.
type importedPlan struct {
	failed
	Plan        string                 `json:"plan"`
	Commitments int                    `json:"commitments"`
	Milestones  int                    `json:"milestones"`
	Indicators  int                    `json:"indicators"`
	Periods     int                    `json:"periods"`
	Changed     bool                   `json:"changed"`
	DryRun      bool                   `json:"dry_run,omitempty"`
	Changes     *tracker.RecordChanges `json:"changes,omitempty"`
	Warnings    []string               `json:"warnings,omitempty"`
	Errors      []rowFault             `json:"errors,omitempty"`
}

// errWouldRemove ends an import that would remove items without being told to.
var errWouldRemove = errors.New("the file lacks items that are recorded")

func (c *importPlanCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	file, faults, err := c.read(ctx, all, raw)
	if err != nil {
		return err
	}
	res := importedPlan{DryRun: c.DryRun, Errors: out.rowFaults(faults)}
	if len(faults) > 0 {
		return out.refuse(faulty{file: c.File, faults: res.Errors, lines: !c.isSheet(raw), sum: nothingWritten}, &res)
	}
	store, done, err := all.storeForImport(ctx, out, c.DryRun)
	if err != nil {
		return err
	}
	defer done()
	change, err := store.ImportRecord(trial(ctx, c.DryRun), importActor, file.Record, func(recorded, fresh *tracker.Record) error {
		if recorded != nil && file.Schema {
			exchange.KeepRecorded(recorded, fresh)
		}
		changes := tracker.CompareRecords(recorded, fresh)
		if recorded != nil {
			res.Changes = &changes
		}
		res.describe(&fresh.Plan)
		for _, p := range fresh.Validate() {
			res.Warnings = append(res.Warnings, out.problem(p))
		}
		if len(changes.Removed) > 0 && !c.Remove {
			return errWouldRemove
		}
		return nil
	})
	res.Changed = change.Changed
	if errors.Is(err, errWouldRemove) {
		return out.refuseRemoval(c.File, &res)
	}
	if err != nil {
		return err
	}
	lines := []string{out.l.T("cli.import.plan", "plan", res.Plan, "commitments", res.Commitments,
		"milestones", res.Milestones, "indicators", res.Indicators, "periods", res.Periods)}
	if !out.json {
		for _, w := range res.Warnings {
			out.say(w)
		}
		lines = append(lines, out.recordLines(res.Changes)...)
	}
	return out.result(res, append(lines, out.outcome(res.Changed, c.DryRun))...)
}

// isSheet tells a sheet of a plan from a record and from Canada's schema.
func (c *importPlanCommand) isSheet(raw []byte) bool {
	return isWorkbook(c.File, raw) || strings.EqualFold(filepath.Ext(c.File), ".csv")
}

// read reads a plan from its record, from Canada's schema or from a sheet. A sheet
// amends the plan as it is recorded.
func (c *importPlanCommand) read(ctx context.Context, all *commands, raw []byte) (exchange.PlanFile, []exchange.RowError, error) {
	o := exchange.PlanOptions{Jurisdiction: c.Jurisdiction, Number: c.Number}
	if !c.isSheet(raw) {
		return exchange.ReadPlanFile(bytes.NewReader(raw), o)
	}
	base, err := c.recorded(ctx, all)
	if err != nil {
		return exchange.PlanFile{}, nil, err
	}
	read := exchange.ReadPlanSheetCSV
	if isWorkbook(c.File, raw) {
		read = exchange.ReadPlanSheetXLSX
	}
	rec, faults := read(bytes.NewReader(raw), exchange.SheetOptions{PlanOptions: o, Base: base})
	return exchange.PlanFile{Record: rec}, faults, nil
}

// recorded returns the plan as it is recorded, nil where there is none or no data.
func (c *importPlanCommand) recorded(ctx context.Context, all *commands) (*tracker.Record, error) {
	store, err := db.Open(ctx, all.Data, db.Options{Existing: true})
	if errors.Is(err, tracker.ErrNoData) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer store.Close()
	rec, err := store.Record(ctx, tracker.PlanID(c.Jurisdiction, c.Number))
	if errors.Is(err, tracker.ErrNotFound) {
		return nil, nil
	}
	return rec, err
}

// refuseRemoval tells which items a file lacks. A file cut short looks like one
// that removes.
func (o *output) refuseRemoval(file string, res *importedPlan) error {
	removed := res.Changes.Removed
	message := o.l.N("cli.import.would_remove", len(removed), "file", file, "codes", o.some(removed))
	o.say(message)
	if o.json {
		res.fail(said{Code: "would_remove", Exit: exitData, Message: message})
		if err := o.document(res); err != nil {
			return err
		}
	}
	return faultsShown
}

// recordLines says what an import changes of what is recorded.
func (o *output) recordLines(c *tracker.RecordChanges) []string {
	if c == nil {
		return nil
	}
	var lines []string
	list := func(key string, values []string) {
		if len(values) > 0 {
			lines = append(lines, o.l.T(key, "count", len(values), "list", o.some(values)))
		}
	}
	var changed, cleared []string
	for _, i := range c.Changed {
		changed = append(changed, i.Code)
		for _, name := range i.Cleared {
			cleared = append(cleared, i.Code+" "+name)
		}
	}
	cleared = append(cleared, c.Plan.Cleared...)
	list("cli.import.changes_plan", c.Plan.Fields)
	list("cli.import.changes_added", c.Added)
	list("cli.import.changes_changed", changed)
	list("cli.import.changes_cleared", cleared)
	list("cli.import.changes_removed", c.Removed)
	for _, l := range c.Shorter {
		lines = append(lines, o.l.T("cli.import.changes_shorter", "name", l.Name, "before", l.Before, "after", l.After))
	}
	return lines
}

// some lists values for people, not too many of them.
func (o *output) some(values []string) string {
	const most = 20
	if len(values) <= most {
		return strings.Join(values, ", ")
	}
	return strings.Join(values[:most], ", ") + o.l.T("cli.import.and_more", "count", len(values)-most)
}

func (res *importedPlan) describe(p *tracker.Plan) {
	res.Plan, res.Commitments, res.Periods = p.ID, len(p.Commitments), len(p.Periods)
	for _, c := range p.Commitments {
		res.Milestones += len(c.Milestones)
		for _, m := range c.Milestones {
			res.Indicators += len(m.Indicators)
		}
	}
}

// problem says in words what Validate found.
func (o *output) problem(p tracker.Problem) string {
	return o.l.T("cli.import.problem", "item", p.Item, "message", o.l.Message(p.Code, p.Args))
}
