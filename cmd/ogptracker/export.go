package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"ogptracker/db"
	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

type exportCommand struct {
	What   string `arg:"" enum:"plan,updates,all" help:"${arg_what}"`
	Plan   string `required:"" help:"${flag_plan}" placeholder:"ID"`
	Format string `enum:"csv,xlsx,json,package" default:"csv" help:"${flag_format}"`
	AsOf   string `help:"${flag_as_of}" placeholder:"DATE"`
	Output string `short:"o" required:"" help:"${flag_output}" placeholder:"FILE"`
	NoBOM  bool   `help:"${flag_no_bom}" name:"no-bom"`
	// Published adds a column, so it is asked for: rows that came in go out the
	// same.
	Published bool `help:"${flag_published}"`
}

func (c *exportCommand) Run(ctx context.Context, all *commands, out *output) error {
	store, rec, day, err := all.plan(ctx, c.Plan, c.AsOf)
	if err != nil {
		return err
	}
	defer store.Close()
	write := c.writer(rec, opendata.Of(tracker.Assess(rec, day), opendata.Options{Program: version}))
	if write == nil {
		return usageFault("cli.error.export_format", "what", c.What, "format", c.Format)
	}
	if err := out.writeFile(c.Output, write); err != nil {
		return err
	}
	if c.Output == "-" {
		return nil
	}
	return out.result(map[string]string{"file": c.Output, "plan": c.Plan, "as_of": day.String(), "format": c.Format},
		out.l.T("cli.export.written", "file", c.Output))
}

// writer returns what writes the chosen part in the chosen format, nil where
// there is no such file. Updates go out as the rows that `import updates` reads,
// bookkeeping included: who runs the command may see the accounts.
func (c *exportCommand) writer(rec *tracker.Record, e *opendata.Export) func(io.Writer) error {
	rows := exchange.WriteOptions{BOM: !c.NoBOM, Published: c.Published, Accounts: true}
	switch c.What + " " + c.Format {
	case "updates csv":
		return func(w io.Writer) error { return exchange.WriteUpdatesCSV(w, &rec.Plan, rec.Updates, rows) }
	case "updates xlsx":
		return func(w io.Writer) error { return exchange.WriteUpdatesXLSX(w, &rec.Plan, rec.Updates, rows) }
	case "plan json", "all json":
		return func(w io.Writer) error { return exchange.WriteRecord(w, rec) }
	case "plan csv":
		return func(w io.Writer) error {
			return e.Table("indicators").WriteCSV(w, opendata.CSVOptions{NoBOM: c.NoBOM})
		}
	case "plan xlsx", "all xlsx":
		return e.WriteXLSX
	case "plan package", "all package":
		return e.WritePackage
	}
	return nil
}

// writeFile writes a result whole or not at all: into a temporary file beside the
// target, renamed when it is complete. "-" is standard output.
func (o *output) writeFile(name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		_, err := b.WriteTo(o.stdout)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".ogptracker-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // closed already where closing is what failed
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// plan opens the data folder for a command about one plan, and reads the day that
// its figures are of: the plan's own where none is given.
func (all *commands) plan(ctx context.Context, id, asOf string) (store *db.Store, rec *tracker.Record, day tracker.Date, err error) {
	if day, err = tracker.ParseDate(asOf); err != nil {
		return nil, nil, day, usageFault("cli.error.date", "value", asOf)
	}
	if store, err = all.store(ctx); err != nil {
		return nil, nil, day, err
	}
	if rec, err = store.Record(ctx, id); err != nil {
		store.Close()
		return nil, nil, day, err
	}
	if day.IsZero() {
		day = rec.ReportingDay(rec.Plan.Today(time.Now()))
	}
	return store, rec, day, nil
}
