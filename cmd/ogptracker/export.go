package main

import (
	"context"
	"io"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

type exportCommand struct {
	What string `arg:"" enum:"plan,updates,all" help:"cli.help.arg.what"`
	chosenPlan
	Format string `enum:"csv,xlsx,json,package" default:"csv" help:"cli.help.flag.format"`
	Output string `short:"o" required:"" help:"cli.help.flag.output" placeholder:"FILE"`
	NoBOM  bool   `help:"cli.help.flag.no_bom" name:"no-bom"`
	// Published adds a column, so it is asked for: rows that came in go out the
	// same.
	Published bool `help:"cli.help.flag.published"`
}

// exported is what `export` reports.
type exported struct {
	File   string `json:"file"`
	Plan   string `json:"plan"`
	What   string `json:"what"`
	Format string `json:"format"`
	AsOf   string `json:"as_of,omitempty"` // absent where everything recorded was written
}

func (c *exportCommand) Run(ctx context.Context, all *commands, out *output) error {
	if c.Output == "-" && out.json && c.Format != "json" {
		return usageFault("cli.error.two_results", "format", c.Format)
	}
	store, rec, day, err := all.plan(ctx, c.chosenPlan)
	if err != nil {
		return err
	}
	defer store.Close()
	write, dated := c.writer(rec, opendata.Of(tracker.Assess(rec, day), opendata.Options{Program: version}))
	if err := out.writeFile(c.Output, write); err != nil {
		return err
	}
	if c.Output == "-" {
		return nil
	}
	done := exported{File: c.Output, Plan: c.Plan, What: c.What, Format: c.Format}
	if dated {
		done.AsOf = day.String()
	}
	return out.result(done, out.l.T("cli.export.written", "file", c.Output))
}

// writer returns what writes the chosen part in the chosen format, and whether that
// is as of a day. Tables and packages always are. The record and the rows that
// `import` reads go out whole, bookkeeping included, for who runs the command may
// see the accounts; as of a day they are what was public then.
func (c *exportCommand) writer(rec *tracker.Record, e *opendata.Export) (write func(io.Writer) error, dated bool) {
	e = e.Only(opendata.Part(c.What))
	csv := opendata.CSVOptions{NoBOM: c.NoBOM}
	switch {
	case c.Format == "package":
		return e.WritePackage, true
	case c.What != "updates" && c.Format == "xlsx":
		return e.WriteXLSX, true
	case c.What == "plan" && c.Format == "csv":
		return func(w io.Writer) error { return e.Table("indicators").WriteCSV(w, csv) }, true
	case c.What == "all" && c.Format == "csv":
		return func(w io.Writer) error { return e.WriteTables(w, csv) }, true
	}
	dated = c.AsOf != ""
	if dated {
		rec = e.Record()
	}
	rows := exchange.WriteOptions{BOM: !c.NoBOM, Published: c.Published, Accounts: true}
	switch c.What + " " + c.Format {
	case "updates csv":
		return func(w io.Writer) error { return exchange.WriteUpdatesCSV(w, &rec.Plan, rec.Updates, rows) }, dated
	case "updates xlsx":
		return func(w io.Writer) error { return exchange.WriteUpdatesXLSX(w, &rec.Plan, rec.Updates, rows) }, dated
	case "updates json":
		return func(w io.Writer) error { return opendata.WriteUpdates(w, rec) }, dated
	case "plan json":
		plan := *rec
		plan.Updates = nil
		rec = &plan
	}
	return func(w io.Writer) error { return exchange.WriteRecord(w, rec) }, dated
}
