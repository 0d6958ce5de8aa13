package main

import (
	"bytes"
	"context"
	"errors"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

type importOGPCommand struct {
	File   string `arg:"" help:"cli.help.arg.commitments"`
	About  string `help:"cli.help.flag.about" placeholder:"FILE"`
	Remove bool   `help:"cli.help.flag.remove_commitments"`
	Notes  bool   `help:"cli.help.flag.notes"`
	DryRun bool   `help:"cli.help.flag.dry_run"`
}

// importedCommitments is what `import ogp` reports.
type importedCommitments struct {
	failed
	Rows      int        `json:"rows"`
	Added     int        `json:"added"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Removed   int        `json:"removed"`
	Missing   int        `json:"missing"` // recorded, not in the file, and left as they are
	DryRun    bool       `json:"dry_run,omitempty"`
	Warnings  []rowFault `json:"warnings"` // values that were read as not given, or as the message says
	Errors    []rowFault `json:"errors"`
}

func (c *importOGPCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	source, err := c.source(out)
	if err != nil {
		return err
	}
	bar := out.progress(out.l.T("cli.import.reading", "file", c.File), 2)
	read := exchange.ReadCommitments(bytes.NewReader(raw), isWorkbook(c.File, raw))
	bar.add(1)
	res := importedCommitments{Rows: read.Rows, DryRun: c.DryRun, Warnings: out.rowFaults(read.Notes), Errors: out.rowFaults(read.Faults)}
	if len(res.Errors) > 0 {
		bar.done()
		return out.refuse(faulty{file: c.File, faults: res.Errors, sum: nothingWritten}, &res)
	}
	store, done, err := all.storeForImport(ctx, out, c.DryRun)
	if err != nil {
		return err
	}
	defer done()
	saved, err := store.SaveCommitments(trial(ctx, c.DryRun), importActor, source, read.Commitments, c.Remove)
	bar.add(1)
	bar.done()
	if err != nil {
		return err
	}
	out.tellNotes(c.File, res.Warnings, c.Notes)
	res.Added, res.Changed, res.Unchanged = saved.Added, saved.Changed, saved.Unchanged
	lines := []string{out.l.T("cli.import.ogp", "rows", res.Rows, "added", res.Added, "changed", res.Changed, "unchanged", res.Unchanged)}
	if n := len(saved.Missing); n > 0 {
		key := "cli.import.ogp_missing"
		if res.Missing = n; c.Remove {
			key, res.Missing, res.Removed = "cli.import.ogp_removed", 0, n
		}
		lines = append(lines, out.l.N(key, n, "codes", out.some(saved.Missing)))
	}
	return out.result(res, append(lines, out.outcome(saved.Wrote(), c.DryRun))...)
}

// source reads where the commitments are from.
func (c *importOGPCommand) source(out *output) (benchmark.CommitmentSource, error) {
	if c.About == "" {
		return exchange.OGPSource, nil
	}
	raw, err := out.readFile(c.About)
	if err != nil {
		return benchmark.CommitmentSource{}, err
	}
	source, err := exchange.ReadCommitmentSource(bytes.NewReader(raw))
	var wrong exchange.Faults
	if !errors.As(err, &wrong) {
		return source, err
	}
	res := importedCommitments{DryRun: c.DryRun, Warnings: []rowFault{}, Errors: out.rowFaults(wrong)}
	for i := range res.Errors {
		res.Errors[i].File = c.About
	}
	return source, out.refuse(faulty{file: c.About, faults: res.Errors, lines: true, sum: nothingWritten}, &res)
}
