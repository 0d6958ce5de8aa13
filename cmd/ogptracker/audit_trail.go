package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ogptracker/tracker"
)

type auditListCommand struct {
	Plan       string `help:"cli.help.flag.audit_plan" placeholder:"ID"`
	Commitment string `help:"cli.help.flag.audit_commitment" placeholder:"CODE"`
	Item       string `help:"cli.help.flag.audit_item" placeholder:"CODE"`
	Account    int64  `help:"cli.help.flag.audit_account" placeholder:"NUMBER"`
	Kind       string `help:"cli.help.flag.audit_kind" placeholder:"KIND"`
	By         int64  `help:"cli.help.flag.audit_by" placeholder:"NUMBER"`
	From       string `help:"cli.help.flag.audit_from" placeholder:"DATE"`
	To         string `help:"cli.help.flag.audit_to" placeholder:"DATE"`
	Before     int64  `help:"cli.help.flag.audit_before" placeholder:"NUMBER"`
	Limit      int    `help:"cli.help.flag.audit_limit" default:"50"`
}

// Run lists entries, newest first. One search looks at a bounded part of the
// chain, so it goes on until it has what was asked for or has seen all.
func (c *auditListCommand) Run(ctx context.Context, all *commands, out *output) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	found := []tracker.AuditEntry{}
	for len(found) < c.Limit {
		q.Limit = min(c.Limit-len(found), tracker.HistoryMost)
		page, err := store.History(ctx, q)
		if err != nil {
			return err
		}
		for i := range page.Entries {
			e := page.Entries[i].AuditEntry
			found = append(found, e)
			if err := out.print(auditLine(&e)); err != nil {
				return err
			}
		}
		if q.BeforeSeq = page.More; q.BeforeSeq == 0 {
			break
		}
	}
	if out.json {
		return out.document(found)
	}
	if len(found) == 0 {
		out.say(out.l.T("cli.audit.none"))
	}
	return nil
}

func (c *auditListCommand) query() (tracker.HistoryQuery, error) {
	q := tracker.HistoryQuery{
		Plan: c.Plan, Commitment: c.Commitment, Item: c.Item, Account: c.Account,
		Kind: tracker.SubjectKind(c.Kind), By: c.By, BeforeSeq: c.Before,
	}
	if c.Plan == "" && (c.Commitment != "" || c.Item != "") {
		return q, usageFault("cli.error.audit_plan")
	}
	if c.Limit < 1 {
		return q, usageFault("cli.error.audit_limit", "value", c.Limit)
	}
	var err error
	if q.From, err = tracker.ParseDate(c.From); err != nil {
		return q, usageFault("cli.error.date", "value", c.From)
	}
	if q.To, err = tracker.ParseDate(c.To); err != nil {
		return q, usageFault("cli.error.date", "value", c.To)
	}
	if c.Kind != "" && !tracker.SubjectIsDecided(q.Kind) {
		kinds := make([]string, len(tracker.SubjectKinds))
		for i, k := range tracker.SubjectKinds {
			kinds[i] = string(k)
		}
		return q, usageFault("cli.error.audit_kind", "value", c.Kind, "kinds", strings.Join(kinds, ", "))
	}
	return q, nil
}

// auditLine is an entry as one line of columns, whatever language is spoken.
func auditLine(e *tracker.AuditEntry) string {
	return fmt.Sprintf("%7d  %s  %-28s  %-10s  %s", e.Seq, e.At.UTC().Format(time.DateTime), terminalText(e.Actor), terminalText(e.Action), terminalText(e.Subject))
}

// terminalText writes a text of the record so that a terminal only shows it.
func terminalText(s string) string {
	quoted := fmt.Sprintf("%+q", s)
	if quoted == `"`+s+`"` {
		return s
	}
	return strings.Trim(fmt.Sprintf("%q", s), `"`)
}

type auditShowCommand struct {
	Seq int64 `arg:"" help:"cli.help.arg.audit_seq"`
}

// auditShown is what `audit show --json` prints.
type auditShown struct {
	failed
	tracker.AuditEntry
	Reason  tracker.Text  `json:"reason"`
	Fits    bool          `json:"fits"` // whether the hash is that of the entry
	Changes []auditChange `json:"changes"`
}

type auditChange struct {
	Path string       `json:"path"`
	Lang tracker.Lang `json:"lang,omitempty"`
	From []string     `json:"from"`
	To   []string     `json:"to"`
}

// Run shows one entry and what it changed.
func (c *auditShowCommand) Run(ctx context.Context, all *commands, out *output) error {
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	e, err := store.AuditEntry(ctx, c.Seq)
	if errors.Is(err, tracker.ErrNotFound) {
		return dataFault("cli.error.no_entry", "entry", c.Seq)
	}
	if err != nil {
		return err
	}
	shown := auditShown{AuditEntry: e.AuditEntry, Reason: e.Reason, Fits: e.Hash == e.Sum(), Changes: []auditChange{}}
	lines := []string{auditLine(&e.AuditEntry)}
	if reason := out.l.Text(e.Reason); reason != "" {
		lines = append(lines, out.l.T("cli.audit.reason", "reason", terminalText(reason)))
	}
	for _, change := range e.Changes() {
		shown.Changes = append(shown.Changes, auditChange{change.Path, change.Lang, change.From, change.To})
		lines = append(lines, changeLines(&change)...)
	}
	lines = append(lines, "prev "+e.Prev, "hash "+e.Hash)
	if !shown.Fits {
		differs := out.l.T("cli.audit.differs", "entry", c.Seq)
		out.say(differs)
		shown.fail(said{Code: "differs", Exit: exitData, Message: differs})
	}
	if err := out.result(shown, lines...); err != nil {
		return err
	}
	if !shown.Fits {
		return faultsShown
	}
	return nil
}

// changeLines shows one changed field as a patch does.
func changeLines(c *tracker.FieldChange) []string {
	name := terminalText(c.Path)
	if c.Lang != "" {
		name += " (" + string(c.Lang) + ")"
	}
	lines := []string{name}
	for _, v := range c.From {
		lines = append(lines, "  - "+terminalText(v))
	}
	for _, v := range c.To {
		lines = append(lines, "  + "+terminalText(v))
	}
	return lines
}

type auditExportCommand struct {
	From   int64  `help:"cli.help.flag.audit_export_from" default:"1" placeholder:"NUMBER"`
	Output string `short:"o" required:"" help:"cli.help.flag.output" placeholder:"FILE"`
}

// Run writes the chain as JSON lines.
func (c *auditExportCommand) Run(ctx context.Context, all *commands, out *output) error {
	if c.Output == "-" && out.json {
		return usageFault("cli.error.two_results", "format", "JSON Lines")
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	entries := 0
	err = out.writeFile(c.Output, func(w io.Writer) error {
		buffer := bufio.NewWriter(w)
		lines := json.NewEncoder(buffer)
		lines.SetEscapeHTML(false)
		err := store.AuditEntries(ctx, c.From, func(e *tracker.AuditEntry) error {
			entries++
			return lines.Encode(e)
		})
		if err != nil {
			return err
		}
		return buffer.Flush()
	})
	if err != nil || c.Output == "-" {
		return err
	}
	return out.result(map[string]any{"file": c.Output, "entries": entries}, out.l.N("cli.audit.exported", entries, "file", c.Output))
}
