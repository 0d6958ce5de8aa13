package main

import (
	"context"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"${cmd_audit_verify}"`
	List   auditListCommand   `cmd:"" help:"${cmd_audit_list}"`
	Show   auditShowCommand   `cmd:"" help:"${cmd_audit_show}"`
	Export auditExportCommand `cmd:"" help:"${cmd_audit_export}"`
}

type auditVerifyCommand struct{}

// Run replays the whole chain: every entry's hash, and that each follows the one
// before.
func (auditVerifyCommand) Run(ctx context.Context, all *commands, out *output) error {
	store, err := all.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.VerifyAudit(ctx); err != nil {
		return &failure{code: exitData, key: "cli.audit.broken", err: err}
	}
	seq, hash, err := store.AuditHead(ctx)
	if err != nil {
		return err
	}
	return out.result(map[string]any{"entries": seq, "head": hash},
		out.l.N("cli.audit.whole", int(seq), "head", hash))
}
