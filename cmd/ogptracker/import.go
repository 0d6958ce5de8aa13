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

	"ogptracker/tracker/exchange"
)

type importCommand struct {
	Plan    importPlanCommand    `cmd:"" help:"cli.help.cmd.import_plan"`
	Updates importUpdatesCommand `cmd:"" help:"cli.help.cmd.import_updates"`
	Index   importIndexCommand   `cmd:"" help:"cli.help.cmd.import_index"`
	OGP     importOGPCommand     `cmd:"" name:"ogp" help:"cli.help.cmd.import_ogp"`
	Review  importReviewCommand  `cmd:"" help:"cli.help.cmd.import_review"`
}

// importActor signs the audit entries of an import by command.
const importActor = "ogptracker import"

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

// isWorkbook tells XLSX from text by the file's name, or its first bytes.
func isWorkbook(name string, raw []byte) bool {
	return strings.EqualFold(filepath.Ext(name), ".xlsx") || bytes.HasPrefix(raw, []byte("PK\x03\x04"))
}

type importUpdatesCommand struct {
	File   string `arg:"" help:"cli.help.arg.file"`
	Plan   string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	DryRun bool   `help:"cli.help.flag.dry_run"`
}

// importedRows is what `import updates` reports.
type importedRows struct {
	failed
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
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	rec, err := recordOf(ctx, store, c.Plan)
	if err != nil {
		return err
	}
	bar := out.progress(out.l.T("cli.import.reading", "file", c.File), 2)
	read := exchange.ReadUpdatesFile(bytes.NewReader(raw), isWorkbook(c.File, raw), &rec.Plan)
	bar.add(1)
	res := importedRows{Rows: read.Rows, DryRun: c.DryRun, Errors: out.rowFaults(read.Faults)}
	if len(res.Errors) > 0 {
		bar.done()
		return out.refuse(faulty{file: c.File, faults: res.Errors, sum: nothingWritten}, &res)
	}
	rows := exchange.Reconcile(read.Updates, rec.Updates)
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
	return out.result(res, out.l.T("cli.import.updates", "rows", res.Rows, "added", res.Added, "changed", res.Changed, "unchanged", res.Unchanged), out.outcome(res.Added+res.Changed > 0, c.DryRun))
}

type importIndexCommand struct {
	File   string `arg:"" help:"cli.help.arg.file"`
	Map    string `required:"" help:"cli.help.flag.map" placeholder:"MAPFILE"`
	DryRun bool   `help:"cli.help.flag.dry_run"`
}

// importedIndex is what `import index` reports.
type importedIndex struct {
	failed
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
	var wrong exchange.Faults
	switch {
	case errors.As(err, &wrong):
		res := importedIndex{DryRun: c.DryRun, Errors: out.rowFaults(wrong)}
		for i := range res.Errors {
			res.Errors[i].File = c.Map
		}
		return out.refuse(faulty{file: c.Map, faults: res.Errors, lines: true, sum: nothingWritten}, &res)
	case err != nil:
		return err
	}
	index, faults := exchange.ReadIndex(bytes.NewReader(raw), mapping)
	if len(faults) > 0 {
		res := importedIndex{DryRun: c.DryRun, Errors: out.rowFaults(faults)}
		return out.refuse(faulty{file: c.File, faults: res.Errors, sum: nothingWritten}, &res)
	}
	res := importedIndex{Index: index.ID, Editions: len(index.Editions), DryRun: c.DryRun}
	for _, e := range index.Editions {
		res.Scores += len(e.Scores)
	}
	store, done, err := all.storeForImport(ctx, out, c.DryRun)
	if err != nil {
		return err
	}
	defer done()
	res.Changed, err = store.SaveIndex(trial(ctx, c.DryRun), importActor, index)
	if err != nil {
		return err
	}
	return out.result(res, out.l.T("cli.import.index", "index", res.Index, "editions", res.Editions, "scores", res.Scores), out.outcome(res.Changed, c.DryRun))
}
