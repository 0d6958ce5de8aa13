package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"ogptracker/db"
	"ogptracker/reports/chart"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

type doctorCommand struct{}

// finding is one thing that the doctor looked at.
type finding struct {
	Check  string `json:"check"`
	State  string `json:"state"`            // "well", "not_well", or "not_checked"
	Detail string `json:"detail,omitempty"` // what was looked at, or what is wrong and what to do
}

// The states of a finding.
const (
	well       = "well"
	notWell    = "not_well"
	notChecked = "not_checked"
)

// examined is what `doctor` reports.
type examined struct {
	failed
	Checks []finding `json:"checks"`
}

// doctor collects findings, and the gravest exit code.
type doctor struct {
	out  *output
	all  []finding
	code int
}

// note adds what a look at one thing found.
func (d *doctor) note(check, detail string, err error) {
	f := finding{check, well, detail}
	if err != nil {
		wrong := d.out.explain(err)
		f.State, f.Detail = notWell, d.out.message(wrong)
		if wrong.err != nil {
			f.Detail += " " + d.out.l.T("cli.error.detail", "detail", wrong.err.Error())
		}
		d.code = max(d.code, wrong.code)
	}
	d.all = append(d.all, f)
}

// skip adds what could not be looked at, for want of something before it.
func (d *doctor) skip(checks ...string) {
	for _, check := range checks {
		d.all = append(d.all, finding{check, notChecked, ""})
	}
}

// Run looks at everything that the program needs, and says of each whether it is
// well and what to do when it is not. It makes no folder and no file that stays; a
// data file of an older program is brought up to date, as by every command.
func (doctorCommand) Run(ctx context.Context, all *commands, out *output) error {
	d := &doctor{out: out}
	if err := writable(all.Data); err != nil {
		d.note("folder", "", err)
		d.skip("database", "audit")
	} else {
		d.note("folder", all.Data, nil)
		d.database(ctx, all)
	}
	d.note("charts", "", drawOne(ctx))
	return d.report()
}

// database looks at the data file and, where it can be read, at the audit chain.
func (d *doctor) database(ctx context.Context, all *commands) {
	store, err := all.existing(ctx)
	if err == nil {
		defer store.Close()
		err = store.CheckFile(ctx)
	}
	d.note("database", filepath.Join(all.Data, db.FileName), err)
	if err != nil {
		d.skip("audit")
		return
	}
	d.note("audit", "", chainFault(store.VerifyAudit(ctx)))
}

func (d *doctor) report() error {
	for _, f := range d.all {
		line := d.out.l.T("cli.doctor."+f.State, "what", d.out.l.T("cli.doctor.check."+f.Check), "detail", f.Detail)
		if err := d.out.print(strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	if d.out.json {
		result := examined{Checks: d.all}
		if d.code != exitDone {
			result.fail(said{Code: notWell, Exit: d.code, Message: d.out.l.T("cli.doctor.sum")})
		}
		if err := d.out.document(result); err != nil {
			return err
		}
	}
	if d.code != exitDone {
		return &failure{code: d.code}
	}
	return nil
}

// drawOne draws the smallest chart there is.
func drawOne(ctx context.Context) error {
	_, err := svg.NewRenderer(1).SVG(ctx, chart.Chart{ID: "doctor", Options: []byte(`{"series":[]}`), Width: 100, Height: 100}, tracker.EN)
	return err
}

// writable tries to make a file in the folder.
func writable(dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return &failure{code: exitEnvironment, key: "cli.error.no_folder", args: []any{"file", dir}}
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	f, err := os.CreateTemp(dir, ".ogptracker-doctor-*")
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return errors.Join(tracker.ErrReadOnly, err)
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
