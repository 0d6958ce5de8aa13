package main

import (
	"bytes"

	"ogptracker/tracker"
)

type scoreCommand struct {
	File string `arg:"" help:"${arg_trees}"`
}

// Run reads plan trees and prints their figures as JSON, whether or not --json
// is given: the command exists to be compared with.
func (c *scoreCommand) Run(out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	trees, err := tracker.ReadTrees(bytes.NewReader(raw))
	if err != nil {
		return &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.File}, err: err}
	}
	scores := make([]tracker.TreeScore, len(trees))
	for i, t := range trees {
		scores[i] = tracker.Score(t.Plan, t.AsOf)
	}
	return out.document(scores)
}
