package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"ogptracker/tracker"
)

type deadlineCommand struct {
	File string `arg:"" help:"cli.help.arg.deadlines"`
}

// readDeadline is one line of the result.
type readDeadline struct {
	Text      string               `json:"text"`
	Kind      tracker.DeadlineKind `json:"kind"`
	Precision tracker.Precision    `json:"precision"`
	From      *tracker.Date        `json:"from"`
	Dates     []tracker.Date       `json:"dates"`
	Due       *tracker.Date        `json:"due"`
	Ambiguous bool                 `json:"ambiguous"`
}

// Run reads lines "en<TAB>text" or "fr<TAB>text" and prints a JSON object a line,
// whether or not --json is given. Lines at fault are told with their numbers, all of
// them; with --json they alone are, as one document.
func (c *deadlineCommand) Run(out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	var faults []rowFault
	n := 0
	for line := range bytes.Lines(bytes.TrimPrefix(raw, []byte("\ufeff"))) {
		n++
		line := strings.TrimRight(string(line), "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		lang, text, ok := strings.Cut(line, "\t")
		if !ok || (lang != string(tracker.EN) && lang != string(tracker.FR)) {
			faults = append(faults, rowFault{Row: n, Message: out.l.T("cli.fault.deadline")})
			continue
		}
		m := tracker.ParseDeadline(text, tracker.Lang(lang), tracker.Date{})
		if err := enc.Encode(readDeadline{
			Text: text, Kind: m.Kind, Precision: m.Precision, From: orNull(m.From),
			Dates: append([]tracker.Date{}, m.Dates...), Due: orNull(m.Due), Ambiguous: m.Ambiguous,
		}); err != nil {
			return err
		}
	}
	if len(faults) == 0 || !out.json {
		if _, err := b.WriteTo(out.stdout); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return out.refuse(faulty{file: c.File, faults: faults, lines: true, sum: faultsFound}, &fileFaults{Errors: faults})
	}
	return nil
}

// orNull makes no date null in JSON.
func orNull(d tracker.Date) *tracker.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
