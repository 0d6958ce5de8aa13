package main

import (
	"context"
	"errors"
	"os"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

// store opens the data folder for a command that may begin one.
func (all *commands) store(ctx context.Context) (*db.Store, error) {
	return db.Open(ctx, all.Data, db.Options{})
}

// existing opens the data folder for a command that only makes sense where
// something is recorded: a name that was mistyped makes no folder.
func (all *commands) existing(ctx context.Context) (*db.Store, error) {
	s, err := db.Open(ctx, all.Data, db.Options{Existing: true})
	if errors.Is(err, tracker.ErrNoData) {
		return nil, &failure{code: exitEnvironment, key: "cli.error.no_data", args: []any{"file", all.Data}}
	}
	return s, err
}

// storeForImport opens the data folder for an import, which may begin one. A dry
// run makes nothing: where there is no folder yet, it tries on one that is gone
// afterwards.
func (all *commands) storeForImport(ctx context.Context, out *output, dryRun bool) (s *db.Store, done func(), err error) {
	if !dryRun {
		s, err = all.store(ctx)
		return s, func() { s.Close() }, err
	}
	s, err = all.existing(ctx)
	var f *failure
	if !errors.As(err, &f) {
		return s, func() { s.Close() }, err
	}
	dir, err := os.MkdirTemp("", "ogptracker-dry-run-")
	if err != nil {
		return nil, nil, err
	}
	out.say(out.l.T("cli.import.new_folder", "file", all.Data))
	s, err = db.Open(ctx, dir, db.Options{})
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, func() {
		s.Close()
		_ = os.RemoveAll(dir) // the system clears its own folder in time
	}, nil
}

// trial returns the context under which a dry run does all but keep what it
// writes.
func trial(ctx context.Context, dryRun bool) context.Context {
	if dryRun {
		return db.Trial(ctx)
	}
	return ctx
}

// recordOf returns what is recorded of a plan, or says which plans there are.
func recordOf(ctx context.Context, s *db.Store, plan string) (*tracker.Record, error) {
	rec, err := s.Record(ctx, plan)
	if !errors.Is(err, tracker.ErrNotFound) {
		return rec, err
	}
	plans, err := s.Plans(ctx)
	if err != nil {
		return nil, err
	}
	if len(plans) == 0 {
		return nil, dataFault("cli.error.no_plans", "plan", plan)
	}
	known := ""
	for i, p := range plans {
		if i > 0 {
			known += ", "
		}
		known += p.ID
	}
	return nil, dataFault("cli.error.plan_unknown", "plan", plan, "known", known)
}

// chosenPlan is what a command that writes a plan to a file asks for.
type chosenPlan struct {
	Plan     string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	AsOf     string `help:"cli.help.flag.as_of" placeholder:"DATE"`
	Prepared bool   `help:"cli.help.flag.prepared"`
}

// plan opens the data folder for a command about one plan, and reads the day that
// its figures are of: the plan's own where none is given. A day that has not come
// is refused: nobody knows its figures (docs/decisions/0002). So is a plan that is
// being prepared, unless it is asked for as such: files are handed on.
func (all *commands) plan(ctx context.Context, c chosenPlan) (store *db.Store, rec *tracker.Record, day tracker.Date, err error) {
	if day, err = tracker.ParseDate(c.AsOf); err != nil {
		return nil, nil, day, usageFault("cli.error.date", "value", c.AsOf)
	}
	if store, err = all.existing(ctx); err != nil {
		return nil, nil, day, err
	}
	if rec, err = recordOf(ctx, store, c.Plan); err != nil {
		store.Close()
		return nil, nil, day, err
	}
	if rec.Plan.Draft && !c.Prepared {
		store.Close()
		return nil, nil, day, dataFault("cli.error.prepared", "plan", c.Plan)
	}
	today := rec.Plan.Today(time.Now())
	if day.After(today) {
		store.Close()
		return nil, nil, day, dataFault("cli.error.future", "value", day.String(), "today", today.String())
	}
	if day.IsZero() {
		day = rec.ReportingDay(today)
	}
	return store, rec, day, nil
}

// frozenEdition is an edition with its content.
type frozenEdition struct {
	edition.Edition
	content *edition.Frozen
}

// editionOf reads an edition of a plan, or says how many there are.
func editionOf(ctx context.Context, s *db.Store, plan string, number int) (*frozenEdition, error) {
	editions, err := s.Editions(ctx, plan)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > len(editions) {
		return nil, dataFault("cli.error.edition_unknown", "number", number, "plan", plan, "n", len(editions))
	}
	content, err := s.Edition(ctx, plan, number)
	if err != nil {
		return nil, err
	}
	f, err := edition.Read(content)
	return &frozenEdition{editions[number-1], f}, err
}
