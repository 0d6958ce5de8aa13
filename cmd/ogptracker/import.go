package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

type importCommand struct {
	Plan    importPlanCommand    `cmd:"" help:"${cmd_import_plan}"`
	Updates importUpdatesCommand `cmd:"" help:"${cmd_import_updates}"`
	Index   importIndexCommand   `cmd:"" help:"${cmd_import_index}"`
}

// importActor signs the audit entries of an import by command.
const importActor = "ogptracker import"

// rowFault is one thing wrong with a file, as printed and as JSON.
type rowFault struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Message string `json:"message"`
}

func (o *output) rowFaults(faults []exchange.RowError) []rowFault {
	out := make([]rowFault, len(faults))
	for i, f := range faults {
		out[i] = rowFault{Row: f.Row, Column: f.Column, Message: o.l.Message(f.Key, f.Args)}
	}
	return out
}

// refuse tells every fault of a file, as part of the result where that is JSON;
// nothing was written.
func (o *output) refuse(file string, faults []rowFault, result any) error {
	if o.json {
		if err := o.document(result); err != nil {
			return err
		}
		return faultsShown
	}
	for _, f := range faults {
		o.say(o.l.T("cli.import.fault", "file", file, "row", f.Row, "column", f.Column, "message", f.Message))
	}
	o.say(o.l.N("cli.import.nothing_written", len(faults)))
	return faultsShown
}

// outcome says what an import did.
func (o *output) outcome(changed, dryRun bool) string {
	switch {
	case !changed:
		return o.l.T("cli.import.unchanged")
	case dryRun:
		return o.l.T("cli.import.would_write")
	}
	return o.l.T("cli.import.written")
}

// readFile returns a file's bytes; "-" is standard input. A size limit keeps a
// wrong path, such as a disk image, from filling the memory.
func (o *output) readFile(name string) ([]byte, error) {
	const limit = 256 << 20
	in := o.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err == nil && len(b) > limit {
		return nil, dataFault("cli.error.file_too_large", "file", name, "limit", limit>>20)
	}
	return b, err
}

// store opens the data folder for a command.
func (all *commands) store(ctx context.Context) (*db.Store, error) {
	return db.Open(ctx, all.Data, db.Options{})
}

// trial returns the context under which a dry run does all but keep what it
// writes.
func trial(ctx context.Context, dryRun bool) context.Context {
	if dryRun {
		return db.Trial(ctx)
	}
	return ctx
}

type importPlanCommand struct {
	File         string `arg:"" help:"${arg_file}"`
	Jurisdiction string `help:"${flag_jurisdiction}" default:"CA" placeholder:"CODE"`
	Number       int    `help:"${flag_number}"`
	DryRun       bool   `help:"${flag_dry_run}"`
}

// importedPlan is what `import plan` reports.
type importedPlan struct {
	Plan        string     `json:"plan"`
	Commitments int        `json:"commitments"`
	Milestones  int        `json:"milestones"`
	Indicators  int        `json:"indicators"`
	Periods     int        `json:"periods"`
	Changed     bool       `json:"changed"`
	DryRun      bool       `json:"dry_run,omitempty"`
	Warnings    []string   `json:"warnings,omitempty"`
	Errors      []rowFault `json:"errors,omitempty"`
}

func (c *importPlanCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	rec, faults, err := c.read(ctx, all, raw)
	if err != nil {
		return err
	}
	var res importedPlan
	res.DryRun = c.DryRun
	res.Errors = out.rowFaults(faults)
	if len(faults) == 0 {
		res.describe(&rec.Plan)
		for _, p := range rec.Validate() {
			res.Warnings = append(res.Warnings, out.problem(p))
		}
	}
	if len(res.Errors) > 0 {
		return out.refuse(c.File, res.Errors, res)
	}
	store, err := all.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	change, err := store.SaveRecord(trial(ctx, c.DryRun), importActor, rec)
	if err != nil {
		return err
	}
	res.Changed = change.Changed
	if !out.json {
		for _, w := range res.Warnings {
			out.say(w)
		}
	}
	return out.result(res, out.l.T("cli.import.plan", "plan", res.Plan, "commitments", res.Commitments,
		"milestones", res.Milestones, "indicators", res.Indicators, "periods", res.Periods), out.outcome(res.Changed, c.DryRun))
}

// read reads a plan from its record, from Canada's schema or from a sheet. A sheet
// amends the plan as it is recorded.
func (c *importPlanCommand) read(ctx context.Context, all *commands, raw []byte) (*tracker.Record, []exchange.RowError, error) {
	o := exchange.PlanOptions{Jurisdiction: c.Jurisdiction, Number: c.Number}
	workbook := isWorkbook(c.File, raw)
	if !workbook && !strings.EqualFold(filepath.Ext(c.File), ".csv") {
		rec, faults, err := exchange.ReadPlan(bytes.NewReader(raw), o)
		if err != nil {
			err = &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.File}, err: err}
		}
		return rec, faults, err
	}
	store, err := all.store(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer store.Close()
	base, err := store.Record(ctx, tracker.PlanID(c.Jurisdiction, c.Number))
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return nil, nil, err
	}
	read := exchange.ReadPlanSheetCSV
	if workbook {
		read = exchange.ReadPlanSheetXLSX
	}
	rec, faults := read(bytes.NewReader(raw), exchange.SheetOptions{PlanOptions: o, Base: base})
	return rec, faults, nil
}

// isWorkbook tells XLSX from text by the file's name, or its first bytes.
func isWorkbook(name string, raw []byte) bool {
	return strings.EqualFold(filepath.Ext(name), ".xlsx") || bytes.HasPrefix(raw, []byte("PK\x03\x04"))
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

type importUpdatesCommand struct {
	File   string `arg:"" help:"${arg_file}"`
	Plan   string `required:"" help:"${flag_plan}" placeholder:"ID"`
	DryRun bool   `help:"${flag_dry_run}"`
}

// importedRows is what `import updates` reports.
type importedRows struct {
	Rows      int        `json:"rows"`
	Added     int        `json:"added"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	DryRun    bool       `json:"dry_run,omitempty"`
	Errors    []rowFault `json:"errors"`
}

func (c *importUpdatesCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	store, err := all.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	rec, err := store.Record(ctx, c.Plan)
	if err != nil {
		return err
	}
	bar := out.progress(out.l.T("cli.import.reading", "file", c.File), 2)
	read := exchange.ReadUpdatesCSV
	if isWorkbook(c.File, raw) {
		read = exchange.ReadUpdatesXLSX
	}
	rows, faults := read(bytes.NewReader(raw), &rec.Plan)
	bar.add(1)
	res := importedRows{Rows: len(rows), DryRun: c.DryRun, Errors: out.rowFaults(faults)}
	if len(faults) > 0 {
		bar.done()
		return out.refuse(c.File, res.Errors, res)
	}
	rows = exchange.Reconcile(rows, rec.Updates)
	now := time.Now().UTC().Truncate(time.Second)
	for i := range rows {
		if rows[i].PublishedAt.IsZero() {
			rows[i].PublishedAt = now
		}
	}
	res.Added, res.Changed, res.Unchanged, err = store.AddUpdates(trial(ctx, c.DryRun), importActor, c.Plan, rows)
	bar.add(1)
	bar.done()
	if err != nil {
		return err
	}
	return out.result(res, out.l.T("cli.import.updates", "rows", res.Rows, "added", res.Added, "changed", res.Changed, "unchanged", res.Unchanged))
}

type importIndexCommand struct {
	File   string `arg:"" help:"${arg_file}"`
	Map    string `required:"" help:"${flag_map}" placeholder:"MAPFILE"`
	DryRun bool   `help:"${flag_dry_run}"`
}

// importedIndex is what `import index` reports.
type importedIndex struct {
	Index    string     `json:"index"`
	Editions int        `json:"editions"`
	Scores   int        `json:"scores"`
	Changed  bool       `json:"changed"`
	DryRun   bool       `json:"dry_run,omitempty"`
	Errors   []rowFault `json:"errors,omitempty"`
}

func (c *importIndexCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	mapRaw, err := out.readFile(c.Map)
	if err != nil {
		return err
	}
	mapping, err := exchange.ReadMapping(bytes.NewReader(mapRaw))
	if err != nil {
		return &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.Map}, err: err}
	}
	index, faults := exchange.ReadIndex(bytes.NewReader(raw), mapping)
	if len(faults) > 0 {
		res := importedIndex{Errors: out.rowFaults(faults)}
		return out.refuse(c.File, res.Errors, res)
	}
	res := importedIndex{Index: index.ID, Editions: len(index.Editions), DryRun: c.DryRun}
	for _, e := range index.Editions {
		res.Scores += len(e.Scores)
	}
	store, err := all.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	res.Changed, err = store.SaveIndex(trial(ctx, c.DryRun), importActor, index)
	if err != nil {
		return err
	}
	return out.result(res, out.l.T("cli.import.index", "index", res.Index, "editions", res.Editions, "scores", res.Scores), out.outcome(res.Changed, c.DryRun))
}
