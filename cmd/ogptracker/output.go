package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/mattn/go-isatty"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// The exit codes, as docs/operations.md lists them.
const (
	exitDone        = 0
	exitData        = 1 // the data are at fault
	exitUsage       = 2 // the command line is at fault
	exitEnvironment = 3 // disk, port or permission is at fault
	exitOurs        = 70
)

// output is where a command writes, and in which language.
type output struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	json           bool
	l              *locale.Locale
}

// say writes one line for people to standard error.
func (o *output) say(line string) { fmt.Fprintln(o.stderr, line) }

// print writes one line of the result, unless the result is JSON.
func (o *output) print(line string) {
	if !o.json {
		fmt.Fprintln(o.stdout, line)
	}
}

// document writes the result as the one JSON document on standard output.
func (o *output) document(v any) error {
	e := json.NewEncoder(o.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// result writes v when JSON is asked for, and the lines otherwise.
func (o *output) result(v any, lines ...string) error {
	if o.json {
		return o.document(v)
	}
	for _, line := range lines {
		fmt.Fprintln(o.stdout, line)
	}
	return nil
}

// terminal reports whether a person watches standard error.
func (o *output) terminal() bool {
	f, ok := o.stderr.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// failure is an error with its exit code and what the reader is told.
type failure struct {
	code int
	key  string // catalogue key; blank when all was said already
	args []any
	err  error
}

func (f *failure) Error() string {
	if f.err != nil {
		return f.err.Error()
	}
	return f.key
}

func (f *failure) Unwrap() error { return f.err }

func dataFault(key string, args ...any) error { return &failure{code: exitData, key: key, args: args} }
func usageFault(key string, args ...any) error {
	return &failure{code: exitUsage, key: key, args: args}
}
func environmentFault(err error, key string, args ...any) error {
	return &failure{code: exitEnvironment, key: key, args: args, err: err}
}

// faultsShown ends a command whose faults were printed one by one.
var faultsShown error = &failure{code: exitData}

// known says in the reader's language what went wrong outside the program.
var known = []struct {
	err  error
	code int
	key  string
}{
	{tracker.ErrNotFound, exitData, "cli.error.not_found"},
	{tracker.ErrConflict, exitData, "cli.error.conflict"},
	{tracker.ErrCorrupt, exitEnvironment, "cli.error.corrupt"},
	{tracker.ErrNewerSchema, exitEnvironment, "cli.error.newer_schema"},
	{tracker.ErrReadOnly, exitEnvironment, "cli.error.read_only"},
	{tracker.ErrFull, exitEnvironment, "cli.error.disk_full"},
	{tracker.ErrLocked, exitEnvironment, "cli.error.locked"},
	{syscall.EADDRINUSE, exitEnvironment, "cli.error.port_taken"},
	{syscall.ENOSPC, exitEnvironment, "cli.error.disk_full"},
	{syscall.ENOTDIR, exitEnvironment, "cli.error.not_a_folder"},
	{fs.ErrPermission, exitEnvironment, "cli.error.permission"},
	{fs.ErrNotExist, exitEnvironment, "cli.error.no_file"},
}

// finish tells what went wrong, if anything, and returns the exit code.
func (o *output) finish(err error) int {
	if err == nil {
		return exitDone
	}
	var f *failure
	if errors.As(err, &f) {
		if f.key != "" {
			o.say(o.l.T(f.key, f.args...))
		}
		if f.err != nil {
			o.say("  " + f.err.Error())
		}
		return f.code
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			o.say(o.l.T(k.key))
			o.say("  " + err.Error())
			return k.code
		}
	}
	o.say(o.l.T("cli.error.ours", "detail", err.Error()))
	return exitOurs
}
