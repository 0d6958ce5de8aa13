package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"

	"ogptracker/tracker/locale"
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

// print writes lines of the result, unless the result is JSON.
func (o *output) print(lines ...string) error {
	if o.json {
		return nil
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(o.stdout, line); err != nil {
			return err
		}
	}
	return nil
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
	return o.print(lines...)
}

// terminal reports whether a person watches standard error.
func (o *output) terminal() bool {
	f, ok := o.stderr.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
