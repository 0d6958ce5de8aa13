package main

import (
	"context"
	"errors"

	"ogptracker/tracker"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"cli.help.cmd.audit_verify"`
	List   auditListCommand   `cmd:"" help:"cli.help.cmd.audit_list"`
	Show   auditShowCommand   `cmd:"" help:"cli.help.cmd.audit_show"`
	Export auditExportCommand `cmd:"" help:"cli.help.cmd.audit_export"`
}

type auditVerifyCommand struct{}

// Run replays the whole chain: every entry's hash, and that each follows the one
// before.
func (auditVerifyCommand) Run(ctx context.Context, all *commands, out *output) error {
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := chainFault(store.VerifyAudit(ctx)); err != nil {
		return err
	}
	seq, hash, err := store.AuditHead(ctx)
	if err != nil {
		return err
	}
	return out.result(map[string]any{"entries": seq, "head": hash},
		out.l.N("cli.audit.whole", int(seq), "head", hash))
}

// chainFault says of a chain that does not hold what that means; other errors stay
// as they are.
func chainFault(err error) error {
	if errors.Is(err, tracker.ErrCorrupt) {
		return &failure{code: exitData, key: "cli.audit.broken", err: err}
	}
	return err
}
