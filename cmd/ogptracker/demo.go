package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

type demoCommand struct {
	siteFlags
}

// demoActor signs the audit entries of the demonstration data, and marks a
// folder as holding them.
const demoActor = "ogptracker demo"

func (c *demoCommand) Run(ctx context.Context, all *commands, out *output) error {
	return serveFolder(ctx, all.Data, c.siteFlags, out, func(ctx context.Context, s *db.Store) ([]demoAccount, error) {
		if err := fillDemo(ctx, s, out); err != nil {
			return nil, err
		}
		return demoSignIn(time.Now())
	})
}

// fillDemo writes the demonstration data into an empty folder, the accounts last. A
// folder that holds them already is left as it is; one that holds other data is
// refused.
func fillDemo(ctx context.Context, s *db.Store, out *output) error {
	first, err := firstActor(ctx, s)
	if err != nil {
		return err
	}
	if first != "" && first != demoActor {
		return dataFault("cli.error.demo_other_data")
	}
	if _, err := s.AccountByEmail(ctx, demo.Accounts()[0].Email); err == nil {
		return fillDemoAccounts(ctx, s)
	}
	files := demo.Files()
	bar := out.progress(out.l.T("cli.demo.filling"), len(files))
	defer bar.done()
	for _, f := range files {
		if err := fillDemoFile(ctx, s, f); err != nil {
			return fmt.Errorf("demonstration data, %s: %w", f.Name, err)
		}
		bar.add(1)
	}
	if err := freezeDemo(ctx, s); err != nil {
		return fmt.Errorf("demonstration data, editions: %w", err)
	}
	if err := reviewDemo(ctx, s); err != nil {
		return fmt.Errorf("demonstration data, review: %w", err)
	}
	return fillDemoAccounts(ctx, s)
}

// firstActor returns who wrote the first audit entry, "" in an empty folder.
func firstActor(ctx context.Context, s *db.Store) (actor string, err error) {
	found := errors.New("found")
	err = s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
		actor = e.Actor
		return found
	})
	if errors.Is(err, found) {
		err = nil
	}
	return actor, err
}

func fillDemoFile(ctx context.Context, s *db.Store, f demo.File) error {
	switch f.Kind {
	case demo.Index:
		return fillDemoIndex(ctx, s, f)
	case demo.Commitments:
		return fillDemoCommitments(ctx, s, f)
	}
	record, faults, err := exchange.ReadPlan(bytes.NewReader(f.Data), exchange.PlanOptions{})
	if err == nil {
		err = firstFault(faults)
	}
	if err == nil {
		_, err = s.SaveRecord(ctx, demoActor, record)
	}
	return err
}

func fillDemoIndex(ctx context.Context, s *db.Store, f demo.File) error {
	mapping, err := exchange.ReadMapping(bytes.NewReader(f.About))
	if err != nil {
		return err
	}
	index, faults := exchange.ReadIndex(bytes.NewReader(f.Data), mapping)
	if err := firstFault(faults); err != nil {
		return err
	}
	_, err = s.SaveIndex(ctx, demoActor, index)
	return err
}

func fillDemoCommitments(ctx context.Context, s *db.Store, f demo.File) error {
	source, err := exchange.ReadCommitmentSource(bytes.NewReader(f.About))
	if err != nil {
		return err
	}
	read := exchange.ReadCommitments(bytes.NewReader(f.Data), false)
	if err := firstFault(read.Faults); err != nil {
		return err
	}
	_, err = s.SaveCommitments(ctx, demoActor, source, read.Commitments, false)
	return err
}

// firstFault is an error where a file has faults.
func firstFault(faults []exchange.RowError) error {
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("%d faults, the first in row %d: %s %v", len(faults), faults[0].Row, faults[0].Key, faults[0].Args)
}
