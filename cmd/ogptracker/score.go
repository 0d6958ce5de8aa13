package main

import (
	"bytes"
	"errors"

	"ogptracker/tracker"
)

type scoreCommand struct {
	File string `arg:"" help:"cli.help.arg.trees"`
}

// Run reads plan trees and prints their figures as JSON, whether or not --json
// is given: the command exists to be compared with.
func (c *scoreCommand) Run(out *output) error {
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	trees, err := tracker.ReadTrees(bytes.NewReader(raw))
	var fault *tracker.TreeFault
	if errors.As(err, &fault) {
		place := rowFault{File: c.File, Column: fault.Place, Message: out.l.Message(fault.Code, fault.Args)}
		return &failure{code: exitData, id: "trees", lines: []string{out.fault(c.File, place, false)}}
	}
	if err != nil {
		return err
	}
	scores := make([]tracker.TreeScore, len(trees))
	for i, t := range trees {
		scores[i] = tracker.Score(t.Plan, t.AsOf)
	}
	return out.document(scores)
}
