package main

import (
	"context"
	"errors"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

type freezeCommand struct {
	Plan     string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	Kind     string `help:"cli.help.flag.kind" enum:",interim,mid_term,end_of_term" default:"" placeholder:"KIND"`
	AsOf     string `help:"cli.help.flag.as_of" placeholder:"DATE"`
	Corrects int    `help:"cli.help.flag.corrects" placeholder:"NUMBER"`
	ReasonEN string `help:"cli.help.flag.reason_en" name:"reason-en" placeholder:"TEXT"`
	ReasonFR string `help:"cli.help.flag.reason_fr" name:"reason-fr" placeholder:"TEXT"`
}

// freezeRefusals are the messages for the reasons for which nothing is frozen.
var freezeRefusals = []struct {
	err error
	key string
}{
	{edition.ErrEmpty, "problem.plan_empty"},
	{edition.ErrNoEdition, "problem.no_edition"},
	{edition.ErrCorrected, "problem.edition_corrected"},
	{edition.ErrNeedsReason, "problem.correction_reason"},
}

// Run freezes a plan as an edition.
func (c *freezeCommand) Run(ctx context.Context, all *commands, out *output) error {
	reason := tracker.Text{EN: tracker.TidyText(c.ReasonEN), FR: tracker.TidyText(c.ReasonFR)}
	if len(reason.Missing()) > 0 {
		return usageFault("problem.reason_language")
	}
	store, rec, day, err := all.plan(ctx, chosenPlan{Plan: c.Plan, AsOf: c.AsOf})
	if err != nil {
		return err
	}
	defer store.Close()
	kind := edition.Kind(c.Kind)
	if kind == "" {
		kind = edition.KindOf(&rec.Plan, day)
	}
	e, err := store.Freeze(ctx, "ogptracker freeze", edition.Request{
		Plan: rec.Plan.ID, Kind: kind, AsOf: day, Corrects: c.Corrects, Reason: reason, Program: version,
	})
	for _, refusal := range freezeRefusals {
		if errors.Is(err, refusal.err) {
			return dataFault(refusal.key)
		}
	}
	if err != nil {
		return err
	}
	return out.result(e, out.l.T("cli.freeze.done", "number", e.Number, "plan", e.Plan, "hash", e.SHA256))
}
