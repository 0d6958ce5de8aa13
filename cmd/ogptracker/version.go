package main

import (
	"runtime"

	"ogptracker/tracker"
)

type versionCommand struct{}

func (versionCommand) Run(out *output) error {
	v := map[string]string{"version": version, "rules": tracker.RulesVersion, "go": runtime.Version()}
	return out.result(v, out.l.T("cli.version.line", "version", version, "rules", tracker.RulesVersion, "go", runtime.Version()))
}
