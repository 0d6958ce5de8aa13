package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"ogptracker/tracker"
)

type exportCommand struct {
	What   string `arg:"" enum:"plan,updates,all" help:"${arg_what}"`
	Plan   string `required:"" help:"${flag_plan}" placeholder:"ID"`
	Format string `enum:"csv,xlsx,json,package" default:"csv" help:"${flag_format}"`
	AsOf   string `help:"${flag_as_of}" placeholder:"DATE"`
	Output string `short:"o" required:"" help:"${flag_output}" placeholder:"FILE"`
	NoBOM  bool   `help:"${flag_no_bom}" name:"no-bom"`
}

// writeFile writes a result whole or not at all: into a temporary file beside the
// target, renamed when it is complete. "-" is standard output.
func (o *output) writeFile(name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		return write(o.stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".ogptracker-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
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

// asOf reads a day given on the command line, or chooses the plan's own.
func asOf(text string, rec *tracker.Record) (tracker.Date, error) {
	if text == "" {
		return rec.ReportingDay(rec.Plan.Today(time.Now())), nil
	}
	d, err := tracker.ParseDate(text)
	if err != nil {
		return d, usageFault("cli.error.date", "value", text)
	}
	return d, nil
}
