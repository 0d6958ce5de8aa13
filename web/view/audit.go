package view

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// AuditInput is what the page of the audit trail needs.
type AuditInput struct {
	Account  *tracker.Account
	Choice   AuditChoice
	History  tracker.History
	Accounts []tracker.Account
	Plans    []tracker.Plan
	// Entries and Head are the number of entries and the hash of the last one.
	Entries      int64
	Head         string
	Verification Verification
}

// Verification is how the last replay of the chain ended, or that one runs.
type Verification struct {
	State   VerifyState // blank where none was asked for
	At      time.Time   // when it ended, or began while it runs
	Entries int64       // how many were replayed
	Broken  int64       // the first broken entry
}

// VerifyState is how a replay of the chain stands.
type VerifyState string

// The states of a replay.
const (
	VerifyRunning VerifyState = "running"
	VerifyWhole   VerifyState = "whole"
	VerifyBroken  VerifyState = "broken"
	VerifyFailed  VerifyState = "failed" // the chain could not be read
)

// Audit is the audit trail, newest first.
type Audit struct {
	Form         AuditForm
	Head         string
	Count        string // "3,204 entries"
	Verify       string // address that the form posts to
	Verification string // how the last replay ended, blank for none
	Sound        bool   // whether it found the chain whole
	Export       string
	Rows         []AuditRow
	None         string // what to say where no row is left
	Newest       string
	Older        string
}

// AuditForm narrows the trail.
type AuditForm struct {
	Form
	From, To Input
}

// AuditRow is one entry in the list.
type AuditRow struct {
	Href    string
	Seq     string
	At      time.Time
	On      Date
	Time    string
	Who     Who
	What    string
	Subject string
}

// AuditPage is the audit trail for those who may see it.
func AuditPage(l *locale.Locale, in AuditInput) *Page {
	page := workPage(l, in.Account, "audit", func(k Links) string { return k.Audit(in.Choice) })
	page.Title = l.T("work.audit.title")
	k := page.Links()
	data := &Audit{
		Form: auditForm(l, k, in), Head: in.Head, Count: l.N("work.audit.count", int(in.Entries)),
		Verify: k.AuditVerify(), Export: k.AuditExport(),
	}
	data.Verification, data.Sound = verified(l, in.Verification)
	names := map[int64]string{}
	for _, a := range in.Accounts {
		names[a.ID] = a.Name
	}
	for i := range in.History.Entries {
		data.Rows = append(data.Rows, auditRow(l, k, &in.History.Entries[i].AuditEntry, func(id int64) string { return names[id] }))
	}
	if in.History.More > 0 {
		older := in.Choice
		older.Before = in.History.More
		data.Older = k.Audit(older)
	}
	if in.Choice.Before > 0 {
		newest := in.Choice
		newest.Before = 0
		data.Newest = k.Audit(newest)
	}
	switch {
	case len(data.Rows) > 0:
	case data.Older != "":
		data.None = l.T("work.audit.none_yet", "entry", l.Int(int(in.History.More)))
	default:
		data.None = l.T("work.audit.none")
	}
	page.Data = data
	return page
}

func auditForm(l *locale.Locale, k Links, in AuditInput) AuditForm {
	w, c := k.words(), in.Choice
	who := Choice{Name: w.Who, Label: l.T("work.audit.who"), Options: []Option{
		{Label: l.T("work.audit.everybody"), Selected: c.Who == ""},
		{Value: WhoCommands, Label: l.T("work.audit.commands"), Selected: c.Who == WhoCommands},
	}}
	for _, a := range in.Accounts {
		id := strconv.FormatInt(a.ID, 10)
		who.Options = append(who.Options, Option{Value: id, Label: clean(a.Name), Selected: c.Who == id})
	}
	what := Choice{Name: w.Kind, Label: l.T("work.audit.what"), Options: []Option{{Label: l.T("work.audit.everything"), Selected: c.Kind == ""}}}
	for _, kind := range tracker.SubjectKinds {
		what.Options = append(what.Options, Option{Value: string(kind), Label: subjectName(l, string(kind)), Selected: c.Kind == string(kind)})
	}
	plans := Choice{Name: w.Plan, Label: l.T("web.activity.plan"), Options: []Option{{Label: l.T("web.activity.all_plans"), Selected: c.Plan == ""}}}
	for i := range in.Plans {
		p := &in.Plans[i]
		plans.Options = append(plans.Options, Option{Value: p.ID, Label: planShort(l, p).plain(), Selected: c.Plan == p.ID})
	}
	form := AuditForm{
		Form: Form{Action: k.Audit(AuditChoice{}), Choices: []Choice{who, what, plans}, Submit: l.T("web.form.apply")},
		From: Input{ID: "audit-from", Name: w.From, Type: "date", Label: l.T("work.audit.from"), Value: c.From},
		To:   Input{ID: "audit-to", Name: w.To, Type: "date", Label: l.T("work.audit.to"), Value: c.To},
	}
	if c != (AuditChoice{}) {
		form.Reset = form.Action
	}
	return form
}

// verified says how a replay of the chain stands, and whether it found it whole.
func verified(l *locale.Locale, v Verification) (text string, sound bool) {
	args := []any{"day", tracker.DateOf(v.At.UTC()), "time", timeOf(l, v.At.UTC())}
	switch v.State {
	case VerifyRunning:
		return l.T("work.audit.running", args...), false
	case VerifyWhole:
		return l.N("work.audit.whole", int(v.Entries), args...), true
	case VerifyBroken:
		return l.T("work.audit.broken", append(args, "entry", l.Int(int(v.Broken)))...), false
	case VerifyFailed:
		return l.T("work.audit.failed", args...), false
	}
	return "", false
}

// auditRow shows an entry in a list; its time is in UTC, for the trail is of all
// plans.
func auditRow(l *locale.Locale, k Links, e *tracker.AuditEntry, name func(int64) string) AuditRow {
	at := e.At.UTC()
	row := AuditRow{
		Href: k.AuditEntry(e.Seq), Seq: l.Int(int(e.Seq)), At: at, On: shortDateOf(l, tracker.DateOf(at)), Time: timeOf(l, at),
		Who: whoOf(l, nil, e.Actor, name), What: whatOf(l, e), Subject: clean(e.Subject),
	}
	if tracker.ParseActor(e.Actor).Account == 0 {
		row.Who = Who{Role: clean(e.Actor)} // which command it was matters here
	}
	return row
}

// AuditEntryInput is what the page of one entry needs.
type AuditEntryInput struct {
	Account *tracker.Account
	Entry   *tracker.HistoryEntry
	Last    int64 // number of the last entry of the chain
	Name    func(account int64) string
	Record  *tracker.Record // of the plan that it is of, nil for none
}

// AuditEntry is one entry of the audit trail.
type AuditEntry struct {
	AuditRow
	Actor       string
	Reason      Text
	Hash, Prev  string
	Fits        bool // whether the hash is that of what the entry says
	Changes     []ChangeRow
	Left        string // how many further changes are not shown, blank for none
	Compared    string // says that a correction is compared with what it replaces
	Sides       []AuditSide
	Trail       string
	Before, Aft string // the neighbours, blank at the ends
}

// AuditSide is one side of an entry as it was written.
type AuditSide struct{ Label, JSON string }

// auditSideMost is how many bytes of one side are shown; the export has all.
const auditSideMost = 200_000

// AuditEntryPage is one entry of the trail with everything in it.
func AuditEntryPage(l *locale.Locale, in AuditEntryInput) *Page {
	e := in.Entry
	page := workPage(l, in.Account, "audit-entry", func(k Links) string { return k.AuditEntry(e.Seq) })
	page.Title = l.T("work.audit.entry", "entry", l.Int(int(e.Seq)))
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Audit(AuditChoice{}), Label: l.T("work.audit.title")})
	changes := e.Changes()
	shown := changes[:min(len(changes), changesMost)]
	data := &AuditEntry{
		AuditRow: auditRow(l, k, &e.AuditEntry, in.Name), Actor: clean(e.Actor), Reason: textOf(l, e.Reason),
		Hash: e.Hash, Prev: e.Prev, Fits: e.Hash == e.Sum(), Changes: changeRows(l, in.Record, shown),
		Trail: k.Audit(AuditChoice{Before: e.Seq + 1}),
	}
	if n := len(changes) - len(shown); n > 0 {
		data.Left = l.N("work.audit.left", n)
	}
	switch {
	case e.Before == nil && e.Base != nil:
		data.Compared = l.T("work.audit.compared")
	case e.Before == nil:
		data.Changes = plainRows(data.Changes)
	}
	for _, side := range []AuditSide{{l.T("work.audit.before"), sideOf(l, e.Before)}, {l.T("work.audit.after"), sideOf(l, e.After)}} {
		if side.JSON != "" {
			data.Sides = append(data.Sides, side)
		}
	}
	if e.Seq > 1 {
		data.Before = k.AuditEntry(e.Seq - 1)
	}
	if e.Seq < in.Last {
		data.Aft = k.AuditEntry(e.Seq + 1)
	}
	page.Data = data
	return page
}

// sideOf lays a side of an entry out for reading.
func sideOf(l *locale.Locale, raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Indent(&b, raw, "", "  ") != nil {
		b.Reset()
		b.Write(raw)
	}
	text := clean(b.String())
	if len(text) > auditSideMost {
		text = text[:auditSideMost] + "\n" + l.T("work.audit.cut")
	}
	return text
}
