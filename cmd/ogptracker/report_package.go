package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"os"

	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

type packageCommand struct {
	Plan    string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	Edition int    `required:"" help:"cli.help.flag.edition" placeholder:"NUMBER"`
	Key     string `help:"cli.help.flag.signing_key" env:"OGPTRACKER_SIGNING_KEY" placeholder:"FILE"`
	Output  string `short:"o" required:"" help:"cli.help.flag.output" placeholder:"FILE"`
}

// Run writes the review package of an edition.
func (c *packageCommand) Run(ctx context.Context, all *commands, out *output) error {
	key, err := signingKey(c.Key)
	if err != nil {
		return err
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	e, err := editionOf(ctx, store, c.Plan, c.Edition)
	if err != nil {
		return err
	}
	source, err := reviewpack.SourceOf(ctx, store, c.Plan, c.Edition)
	if err != nil {
		return err
	}
	err = out.writeFile(c.Output, func(w io.Writer) error {
		return reviewpack.Build(ctx, w, source, svg.NewRenderer(1), reviewpack.Options{Program: version, Key: key})
	})
	if errors.Is(err, tracker.ErrConflict) {
		return dataFault("problem.unsalted_audit")
	}
	if err != nil {
		return err
	}
	return out.result(map[string]any{"file": c.Output, "plan": e.Plan, "edition": e.Number, "sha256": e.SHA256},
		out.l.T("cli.report.written", "file", c.Output))
}

// retiredKeys reads the public keys that older packages were signed with.
func retiredKeys(files []string) ([]reviewpack.PublicKey, error) {
	var all []reviewpack.PublicKey
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		keys, err := reviewpack.ReadPublicKeys(text)
		if err != nil {
			return nil, dataFault("cli.error.public_key", "file", file)
		}
		all = append(all, keys...)
	}
	return all, nil
}

// signingKey reads the key that packages are signed with; nil where no file is named.
func signingKey(file string) (ed25519.PrivateKey, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	key, err := reviewpack.ReadKey(text)
	if err != nil {
		return nil, dataFault("cli.error.signing_key", "file", file)
	}
	return key, nil
}
