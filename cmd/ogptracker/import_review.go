package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/exchange"
	"ogptracker/tracker/review"
)

type importReviewCommand struct {
	File    string `arg:"" help:"cli.help.arg.review"`
	Plan    string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	Edition int    `required:"" help:"cli.help.flag.reviewed_edition" placeholder:"NUMBER"`
	Author  string `required:"" help:"cli.help.flag.author" placeholder:"EMAIL"`
	Notes   bool   `help:"cli.help.flag.notes"`
	DryRun  bool   `help:"cli.help.flag.dry_run"`
}

// importedReview is what `import review` reports. Its counts are of commitments.
type importedReview struct {
	failed
	Rows      int        `json:"rows"`
	Added     int        `json:"added"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Missing   []string   `json:"missing"` // commitments that the file says nothing of, left as they are
	Version   int64      `json:"version"` // of the draft
	DryRun    bool       `json:"dry_run,omitempty"`
	Warnings  []rowFault `json:"warnings"` // values that were read as not given
	Errors    []rowFault `json:"errors"`
}

func (c *importReviewCommand) Run(ctx context.Context, all *commands, out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	of, err := editionOf(ctx, store, c.Plan, c.Edition)
	if err != nil {
		return err
	}
	draft, err := c.draft(ctx, store, of)
	if err != nil {
		return err
	}
	read, err := c.read(raw, draft, of.content)
	if err != nil {
		return err
	}
	res := importedReview{Rows: read.Rows, Missing: []string{}, Version: draft.Version, DryRun: c.DryRun, Warnings: out.rowFaults(read.Notes), Errors: out.rowFaults(read.Faults)}
	if len(res.Errors) > 0 {
		return out.refuse(faulty{file: c.File, faults: res.Errors, lines: !c.isSheet(raw), sum: nothingWritten}, &res)
	}
	var taken review.Taken
	draft.Review, taken = draft.Take(&read.Review)
	res.Added, res.Changed, res.Unchanged = taken.Added, taken.Changed, taken.Unchanged
	for i := range draft.Assessments {
		if code := draft.Assessments[i].Commitment; read.Review.Of(code) == nil {
			res.Missing = append(res.Missing, code)
		}
	}
	writes := taken.Added+taken.Changed > 0 || taken.Whole
	if writes {
		saved, err := store.SaveReview(trial(ctx, c.DryRun), importActor, *draft)
		if err != nil {
			return err
		}
		if !c.DryRun {
			res.Version = saved.Version
		}
	}
	out.tellNotes(c.File, res.Warnings, c.Notes)
	lines := []string{out.l.T("cli.import.review", "rows", res.Rows, "added", res.Added, "changed", res.Changed, "unchanged", res.Unchanged)}
	if n := len(res.Missing); n > 0 {
		lines = append(lines, out.l.N("cli.import.review_missing", n, "codes", out.some(res.Missing)))
	}
	return out.result(res, append(lines, out.outcome(writes, c.DryRun))...)
}

// draft returns the review to import into, begun where there is none. One that is final
// or further is left alone.
func (c *importReviewCommand) draft(ctx context.Context, store *db.Store, of *frozenEdition) (*review.Kept, error) {
	if of.Kind == edition.Reviewed {
		return nil, dataFault("cli.error.review_of_review", "number", c.Edition)
	}
	author, err := store.AccountByEmail(ctx, c.Author)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return nil, dataFault("cli.error.account_unknown", "email", c.Author)
	case err != nil:
		return nil, err
	case !author.May(tracker.MayReview, tracker.Subject{}).Allowed:
		return nil, dataFault("cli.error.no_reviewer", "email", c.Author)
	}
	k, err := store.Review(ctx, c.Plan, c.Edition)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return &review.Kept{Review: *review.New(&of.content.Record.Plan, c.Edition, of.SHA256), State: review.Draft, Author: author.ID}, nil
	case err != nil:
		return nil, err
	case k.State != review.Draft:
		return nil, dataFault("cli.error.review_final", "plan", c.Plan, "number", c.Edition)
	}
	return k, nil
}

// isSheet tells OGP's sheet from a review written as YAML or JSON.
func (c *importReviewCommand) isSheet(raw []byte) bool {
	return isWorkbook(c.File, raw) || strings.EqualFold(filepath.Ext(c.File), ".csv")
}

func (c *importReviewCommand) read(raw []byte, draft *review.Kept, of *edition.Frozen) (exchange.ReviewFile, error) {
	if c.isSheet(raw) {
		return exchange.ReadReviewSheet(bytes.NewReader(raw), isWorkbook(c.File, raw), &of.Record.Plan, of.Kind == edition.MidTerm), nil
	}
	return exchange.ReadReview(bytes.NewReader(raw), &of.Record.Plan, &draft.Review)
}
