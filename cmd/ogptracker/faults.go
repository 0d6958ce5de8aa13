package main

import (
	"cmp"
	"strings"

	"ogptracker/tracker/exchange"
)

// rowFault is one thing wrong with a file, as printed and as JSON.
type rowFault struct {
	File    string `json:"file,omitempty"` // where the command reads several
	Row     int    `json:"row"`            // of a table; the line of YAML and JSON
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

// faultsByKind returns the first fault of each kind in each column, with how many
// more there are: a column of text is one mistake.
func (o *output) faultsByKind(faults []exchange.RowError) []rowFault {
	type kind struct{ column, key string }
	count := map[kind]int{}
	var first []exchange.RowError
	for _, f := range faults {
		k := kind{f.Column, f.Key}
		if count[k]++; count[k] == 1 {
			first = append(first, f)
		}
	}
	out := o.rowFaults(first)
	for i, f := range first {
		if more := count[kind{f.Column, f.Key}] - 1; more > 0 {
			out[i].Message = o.l.N("cli.fault.alike", more, "message", out[i].Message)
		}
	}
	return out
}

// fault says on one line what is wrong and where. What is not known of the place is
// left out.
func (o *output) fault(file string, f rowFault, lines bool) string {
	var place []string
	if file != "" {
		place = append(place, file)
	}
	switch {
	case f.Row > 0 && lines:
		place = append(place, o.l.T("cli.fault.line", "row", f.Row))
	case f.Row > 0:
		place = append(place, o.l.T("cli.fault.row", "row", f.Row))
	}
	if f.Column != "" {
		place = append(place, f.Column)
	}
	if len(place) == 0 {
		return f.Message
	}
	return o.l.T("cli.fault.at", "place", strings.Join(place, ", "), "message", f.Message)
}

// shownNotes is how many notes about single values are told unless all are asked
// for: OGP's whole sheet has hundreds. So it is of kinds of faults.
const shownNotes = 10

// tellNotes says of a file's values what could not be taken as it stands.
func (o *output) tellNotes(file string, notes []rowFault, all bool) {
	shown := notes
	if !all {
		shown = notes[:min(shownNotes, len(notes))]
	}
	for _, note := range shown {
		o.say(o.fault(file, note, false))
	}
	if rest := len(notes) - len(shown); rest > 0 {
		o.say(o.l.N("cli.benchmark.more_notes", rest))
	}
}

// faulty is a file with everything that is wrong with it.
type faulty struct {
	file   string
	faults []rowFault
	kinds  []rowFault // what is told instead, where there is one fault a kind
	lines  bool       // places are lines, of YAML or JSON, and no rows
	sum    string     // catalogue key of the line that ends the list
}

// refuse tells the faults of a file, all of them as part of the result where that is
// JSON; nothing was written.
func (o *output) refuse(f faulty, result interface{ fail(said) }) error {
	sum := o.l.N(f.sum, len(f.faults))
	told := f.faults
	if f.kinds != nil {
		told = f.kinds[:min(shownNotes, len(f.kinds))]
	}
	for _, fault := range told {
		o.say(o.fault(cmp.Or(fault.File, f.file), fault, f.lines))
	}
	if rest := len(f.kinds) - len(told); rest > 0 {
		o.say(o.l.N("cli.fault.more_kinds", rest))
	}
	o.say(sum)
	if o.json {
		result.fail(said{Code: "faults", Exit: exitData, Message: sum})
		if err := o.document(result); err != nil {
			return err
		}
	}
	return faultsShown
}

// fileFaults is the result of a command that has no other where a file has faults.
type fileFaults struct {
	failed
	Errors []rowFault `json:"errors"`
}

// The lines that end a list of faults.
const (
	nothingWritten = "cli.import.nothing_written"
	faultsFound    = "cli.fault.found"
)
