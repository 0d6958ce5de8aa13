package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"

	"ogptracker/tracker"
)

type deadlineCommand struct {
	File string `arg:"" help:"${arg_deadlines}"`
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

// Run reads lines "en<TAB>text" or "fr<TAB>text" and prints a JSON object a
// line, whether or not --json is given.
func (c *deadlineCommand) Run(out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	w := bufio.NewWriter(out.stdout)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		lang, text, ok := strings.Cut(line, "\t")
		if !ok || (lang != string(tracker.EN) && lang != string(tracker.FR)) {
			_ = w.Flush()
			return dataFault("cli.error.deadline_line", "file", c.File, "row", n)
		}
		m := tracker.ParseDeadline(text, tracker.Lang(lang), tracker.Date{})
		if err := enc.Encode(readDeadline{
			Text: text, Kind: m.Kind, Precision: m.Precision, From: orNull(m.From),
			Dates: append([]tracker.Date{}, m.Dates...), Due: orNull(m.Due), Ambiguous: m.Ambiguous,
		}); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.File}, err: err}
	}
	return w.Flush()
}

// orNull makes no date null in JSON.
func orNull(d tracker.Date) *tracker.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
