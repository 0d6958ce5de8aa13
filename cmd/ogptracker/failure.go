package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

// The exit codes, as docs/operations.md lists them.
const (
	exitDone        = 0
	exitData        = 1 // the data are at fault
	exitUsage       = 2 // the command line is at fault
	exitEnvironment = 3 // disk, port or permission is at fault
	exitOurs        = 70
)

// failure is an error with its exit code and what the reader is told.
type failure struct {
	code  int
	id    string // for programs; the key's last part where blank
	key   string // catalogue key; blank where lines say it, or all was said already
	args  []any
	lines []string // what is said where there is no key
	err   error    // shown as the technical detail
	hint  string   // a line that follows, for people only
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

// faultsShown ends a command whose faults were shown, and are part of its result.
var faultsShown error = &failure{code: exitData}

// known says in the reader's language what went wrong outside the program. Where
// detail is set, what the system says follows for those who look after it.
var known = []struct {
	err    error
	code   int
	key    string
	detail bool
}{
	{context.Canceled, exitEnvironment, "cli.error.interrupted", false},
	{tracker.ErrNoData, exitEnvironment, "cli.error.no_data", false},
	{tracker.ErrNotFound, exitData, "cli.error.not_found", false},
	{tracker.ErrConflict, exitData, "cli.error.conflict", true},
	{tracker.ErrCorrupt, exitEnvironment, "cli.error.corrupt", true},
	{tracker.ErrNewerSchema, exitEnvironment, "cli.error.newer_schema", false},
	{tracker.ErrReadOnly, exitEnvironment, "cli.error.read_only", false},
	{tracker.ErrFull, exitEnvironment, "cli.error.disk_full", false},
	{tracker.ErrDisk, exitEnvironment, "cli.error.disk", true},
	{tracker.ErrLocked, exitEnvironment, "cli.error.locked", false},
	{syscall.EADDRINUSE, exitEnvironment, "cli.error.port_taken", false},
	{syscall.ENOSPC, exitEnvironment, "cli.error.disk_full", false},
	{syscall.EDQUOT, exitEnvironment, "cli.error.disk_full", false},
	{syscall.EFBIG, exitEnvironment, "cli.error.disk_full", false},
	{syscall.ENOTDIR, exitEnvironment, "cli.error.not_a_folder", false},
	{syscall.EISDIR, exitEnvironment, "cli.error.is_a_folder", false},
	{syscall.EROFS, exitEnvironment, "cli.error.permission", false},
	{fs.ErrPermission, exitEnvironment, "cli.error.permission", false},
	{fs.ErrNotExist, exitEnvironment, "cli.error.no_file", false},
	{syscall.EPIPE, exitEnvironment, "cli.error.pipe", false},
	{syscall.EIO, exitEnvironment, "cli.error.disk", true},
}

// explain turns whatever ended a command into a failure that says it.
func (o *output) explain(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	var faults exchange.Faults
	if errors.As(err, &faults) {
		f := &failure{code: exitData}
		for _, fault := range o.rowFaults(faults) {
			f.lines = append(f.lines, o.fault("", fault, false))
		}
		return f
	}
	for _, k := range known {
		if !errors.Is(err, k.err) {
			continue
		}
		f := &failure{code: k.code, key: k.key, args: []any{"file", fileOf(err)}}
		if k.detail {
			f.err = err
		}
		return f
	}
	return &failure{code: exitOurs, key: "cli.error.ours", err: err}
}

// fileOf returns the file or folder that an error is about.
func fileOf(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Path
	}
	return err.Error()
}

// said is a failure as JSON.
type said struct {
	Code    string `json:"code"` // what went wrong, for programs: "disk_full"
	Exit    int    `json:"exit"`
	Message string `json:"message"`
	Detail  string `json:"detail,omitempty"` // technical, in English
}

// failed is the part of a result that says why there is no more of it.
type failed struct {
	Error *said `json:"error,omitempty"`
}

func (f *failed) fail(s said) { f.Error = &s }

// message returns what the reader is told, one line or several.
func (o *output) message(f *failure) string {
	if f.key != "" {
		return o.l.T(f.key, f.args...)
	}
	return strings.Join(f.lines, "\n")
}

// name returns a failure's code for programs.
func (f *failure) name() string {
	return cmp.Or(f.id, f.key[strings.LastIndexByte(f.key, '.')+1:], "data")
}

// finish tells what went wrong, if anything, and returns the exit code.
func (o *output) finish(err error) int {
	if err == nil {
		return exitDone
	}
	f := o.explain(err)
	message := o.message(f)
	if message == "" {
		return f.code
	}
	detail := ""
	if f.err != nil {
		detail = f.err.Error()
	}
	o.say(message)
	if detail != "" {
		o.say("  " + o.l.T("cli.error.detail", "detail", detail))
	}
	if f.hint != "" {
		o.say(f.hint)
	}
	if o.json {
		if err := o.document(failed{&said{f.name(), f.code, message, detail}}); err != nil {
			o.say(fmt.Sprint(err)) // there is nowhere else left to say it
		}
	}
	return f.code
}
