package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
	"ogptracker/web/view"
)

// sheetDocument is what is kept of an upload.
type sheetDocument struct {
	Period tracker.Period      `json:"period,omitempty"` // blank for a file of several
	Rows   []exchange.SheetRow `json:"rows,omitempty"`
	Faults []exchange.RowError `json:"faults,omitempty"`
	More   int                 `json:"more,omitempty"` // faults beyond those
	// Same is how many rows came back as they were, and Missing how many did not.
	Same    int `json:"same,omitempty"`
	Missing int `json:"missing,omitempty"`
	// Done is what became of the rows, once they were saved.
	Done []view.UploadOutcomeInput `json:"done,omitempty"`
}

// faultsShown is how many faults of a file are listed.
const faultsShown = 100

// someFaults returns the first faults, and how many more there are.
func someFaults(faults []exchange.RowError) (shown []exchange.RowError, more int) {
	n := min(len(faults), faultsShown)
	return faults[:n], len(faults) - n
}

// faults returns the faults with their numbers as numbers: JSON knows only one kind.
func (d *sheetDocument) faults() []exchange.RowError {
	for _, f := range d.Faults {
		for name, v := range f.Args {
			if n, ok := v.(float64); ok && n == math.Trunc(n) {
				f.Args[name] = int(n)
			}
		}
	}
	return d.Faults
}

// readSheet reads a file of either format. It returns nil and the faults for one
// that is refused as a whole.
func (w *Work) readSheet(rec *tracker.Record, drafts []tracker.Draft, packed []byte) (*sheetDocument, []exchange.RowError) {
	doc := &sheetDocument{}
	var faults []exchange.RowError
	if isPacked(packed) {
		var back *exchange.Returned
		if back, faults = exchange.ReadWorkbook(bytes.NewReader(packed), &rec.Plan); back == nil {
			return nil, faults
		}
		doc.Period, doc.Missing = back.Period, back.Missing
		for _, row := range back.Rows {
			if slices.Equal(row.Base, row.Mine) {
				doc.Same++
			} else {
				doc.Rows = append(doc.Rows, row)
			}
		}
	} else {
		var updates []tracker.Update
		if updates, faults = exchange.ReadUpdatesCSV(bytes.NewReader(packed), &rec.Plan); len(faults) > 0 {
			return nil, faults
		}
		for i := range updates {
			doc.Rows = append(doc.Rows, w.rowOf(rec, drafts, &updates[i]))
		}
	}
	doc.Faults, doc.More = someFaults(faults)
	return doc, nil
}

// isPacked reports whether a file is packed, as workbooks are.
func isPacked(file []byte) bool { return bytes.HasPrefix(file, []byte("PK")) }

// rowOf returns a row of Canada's layout, which does not say what it was made from.
// Links are not its to change, and it knows no kinds of challenge. A row that names
// no organization is that of the one which reports on the leaf.
func (w *Work) rowOf(rec *tracker.Record, drafts []tracker.Draft, u *tracker.Update) exchange.SheetRow {
	key := tracker.DraftKey{Plan: rec.Plan.ID, Leaf: u.Leaf, Period: u.Period, Organization: u.Organization}
	for _, leaf := range rec.Plan.Leaves() {
		if leaf.Code != key.Leaf {
			continue
		}
		if key.Organization == "" {
			if d := w.Account.May(tracker.MayReport, tracker.Subject{Plan: &rec.Plan, Leaf: &leaf}); d.Organization != "" {
				key.Organization = d.Organization
			} else if reported := rec.Reporters(leaf, key.Period, nil, drafts); len(reported) > 0 {
				key.Organization = reported[0]
			}
		}
		now := rec.Row(leaf, key.Period, key.Organization, drafts).Now
		u.EvidenceIn = exchange.EvidenceWords(u.EvidenceIn, &now)
	}
	mine := slices.DeleteFunc(u.Fields(), func(f tracker.Field) bool { return f.Name == tracker.FieldRisk })
	return exchange.SheetRow{Key: key, Mine: mine}
}

// linedUp is an upload against what is recorded now.
type linedUp struct {
	rows   []linedRow
	same   int
	faults []exchange.RowError
	seen   string // names the state of what is recorded
}

// linedRow is a row that changes something, or that somebody else changed meanwhile.
type linedRow struct {
	view.UploadLine
	stands tracker.Fields // what it will be
	may    tracker.Decision
}

// lineUp sets the rows of an upload against what is recorded now. Rows that the
// account may not report are faults.
func (d *sheetDocument) lineUp(w *Work, rec *tracker.Record, drafts []tracker.Draft) *linedUp {
	leaves := map[string]tracker.Leaf{}
	for _, leaf := range rec.Plan.Leaves() {
		leaves[leaf.Code] = leaf
	}
	out := &linedUp{}
	sum := sha256.New()
	for i, row := range d.Rows {
		leaf, ok := leaves[row.Key.Leaf]
		if !ok {
			out.faults = append(out.faults, exchange.RowError{Row: row.Row, Column: row.Key.Leaf, Key: "exchange.workbook_leaf_gone",
				Args: map[string]any{"value": row.Key.Leaf}})
			continue
		}
		may := w.mayReportAs(&rec.Plan, &leaf, row.Key.Organization)
		if !may.Allowed {
			out.faults = append(out.faults, exchange.RowError{Row: row.Row, Column: row.Key.Leaf, Key: "common.why." + string(may.Why)})
			continue
		}
		if !slices.Contains(w.periods(&rec.Plan), row.Key.Period) {
			out.faults = append(out.faults, exchange.RowError{Row: row.Row, Column: row.Key.Leaf, Key: "work.sheet.not_open",
				Args: map[string]any{"period": row.Key.Period}})
			continue
		}
		now := rec.Row(leaf, row.Key.Period, row.Key.Organization, drafts)
		_, _ = fmt.Fprintf(sum, "%q %s\n", row.Key, now.Stamp) // hashes never fail
		line := linedRow{may: may, UploadLine: view.UploadLine{
			Place: row.Row, Now: now, Cells: tracker.LineUp(row.Base, row.Mine, now.Now.Fields()),
			Name:   func(field string) string { return fmt.Sprintf("choice-%d-%s", i, field) },
			Chosen: func(field string) tracker.Choice { return w.choice(fmt.Sprintf("choice-%d-%s", i, field)) },
		}}
		if !slices.ContainsFunc(line.Cells, func(c tracker.Cell) bool { return c.State != tracker.CellSame && c.State != tracker.CellTheirs }) {
			out.same++
			continue
		}
		line.stands = tracker.Resolve(line.Cells, line.Chosen)
		u := now.Now
		u.SetFields(line.stands)
		if wrong := wrongIn(w, row, u); len(wrong) > 0 {
			out.faults = append(out.faults, wrong...)
			continue
		}
		line.Owed = rec.Plan.Rules.Owed(&u)
		out.rows = append(out.rows, line)
	}
	out.seen = hex.EncodeToString(sum.Sum(nil))
	return out
}

// wrongIn returns what keeps the texts of a row from being kept even as a draft.
// Evidence that is there already is not the file's concern.
func wrongIn(w *Work, row exchange.SheetRow, u tracker.Update) (faults []exchange.RowError) {
	u.SetFields(row.Mine)
	for _, p := range u.Check() {
		if slices.Contains(tracker.UpdateFields, p.Field) {
			faults = append(faults, exchange.RowError{Row: row.Row, Column: row.Key.Leaf + " " + w.L.T("work.sheet.column."+p.Field), Key: p.Code, Args: p.Args})
		}
	}
	return faults
}

// choice returns what was chosen under a name, blank for nothing that can be.
func (w *Work) choice(name string) tracker.Choice {
	if c := tracker.Choice(w.Form.Get(name)); slices.Contains(tracker.Choices, c) {
		return c
	}
	return ""
}

// open reports whether a conflict was not chosen from.
func (l *linedUp) open() bool {
	return slices.ContainsFunc(l.rows, func(r linedRow) bool {
		return slices.ContainsFunc(r.Cells, func(c tracker.Cell) bool { return c.State == tracker.CellConflict && r.Chosen(c.Name) == "" })
	})
}

// mayReportAs decides whether the account may report on a leaf in the name of an
// organization: a contributor only in that of its own.
func (w *Work) mayReportAs(plan *tracker.Plan, leaf *tracker.Leaf, organization string) tracker.Decision {
	d := w.Account.May(tracker.MayReport, tracker.Subject{Plan: plan, Leaf: leaf})
	if d.Allowed && d.Role == tracker.Contributor {
		if !slices.Contains(w.Account.Organizations, organization) || !slices.Contains(leaf.Responsible(), organization) {
			return tracker.Decision{Why: tracker.AskLead, Ask: []string{organization}}
		}
		d.Organization = organization
	}
	return d
}

// What can follow the confirmation of an upload.
const (
	thenPublish = "publish"
	thenSubmit  = "submit"
	thenDraft   = "draft"
)

// thens returns what the account may do with the reports of a plan, what most come
// for first.
func (w *Work) thens(plan *tracker.Plan) []string {
	if plan.Publication == tracker.Direct || w.Account.May(tracker.MayPublish, tracker.Subject{Plan: plan}).Allowed {
		return []string{thenPublish, thenDraft}
	}
	return []string{thenSubmit, thenDraft}
}

// saveLines saves the rows as drafts, all or none. Those that owe nothing are then
// handed in or published; those that do stay drafts. It reports [tracker.ErrStale]
// where somebody else saved one of them first.
func (s *Server) saveLines(ctx context.Context, w *Work, plan *tracker.Plan, lines []linedRow, then string) ([]view.UploadOutcomeInput, error) {
	done := []view.UploadOutcomeInput{}
	var drafts []tracker.Draft
	var actor string
	for _, line := range lines {
		now := line.Now.Now.Fields()
		if !slices.ContainsFunc(line.stands, func(f tracker.Field) bool { return f.Value != now.Get(f.Name) }) {
			continue // theirs was chosen throughout
		}
		d := line.draft(w, then)
		actor = d.Update.Author
		drafts = append(drafts, d)
		what := map[string]string{thenPublish: "published", thenSubmit: "submitted", thenDraft: "draft"}[then]
		if len(line.Owed) > 0 {
			what = "draft"
		}
		done = append(done, view.UploadOutcomeInput{Key: d.Key(), What: what, Owed: line.Owed})
	}
	if len(drafts) == 0 {
		return done, nil
	}
	saved, err := s.workStore.SaveDrafts(ctx, actor, drafts)
	if err != nil || then != thenPublish {
		return done, err
	}
	var ready []tracker.DraftVersion
	for i, d := range saved {
		if done[i].What == "published" {
			ready = append(ready, tracker.DraftVersion{ID: d.ID, Version: d.Version})
		}
	}
	if len(ready) == 0 {
		return done, nil
	}
	err = s.workStore.PublishDrafts(ctx, actor, plan.ID, ready)
	if errors.Is(err, tracker.ErrStale) { // the drafts are kept, and say so
		for i := range done {
			if done[i].What == "published" {
				done[i].What = "kept"
			}
		}
		return done, nil
	}
	return done, err
}

// draft returns the row as a draft to be saved.
func (r *linedRow) draft(w *Work, then string) tracker.Draft {
	d := tracker.Draft{Plan: r.Now.Key.Plan}
	if r.Now.Draft != nil {
		d = *r.Now.Draft
	}
	u := r.Now.Now
	u.SetFields(r.stands)
	if r.Now.Draft == nil {
		u.Replaces = 0
		if r.Now.Published != nil {
			u.Replaces = r.Now.Published.ID
		}
	}
	u.ID, u.PublishedAt, u.Portal = 0, time.Time{}, nil
	actor := w.Account.Actor(r.may.Role, r.Now.Key.Organization)
	u.Author = actor.String()
	d.Update, d.Author = u, w.Account.ID
	if d.State != tracker.DraftReturned {
		d.State = tracker.DraftOpen
	}
	if then == thenSubmit && len(r.Owed) == 0 {
		d.State, d.Comment, d.ReturnedBy = tracker.DraftSubmitted, "", 0
	}
	return d
}
