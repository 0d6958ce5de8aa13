package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
)

type verifyCommand struct {
	Package string `arg:"" help:"cli.help.arg.package" placeholder:"PACKAGE"`
	Against string `help:"cli.help.flag.against" placeholder:"HASH"`
	Key     string `help:"cli.help.flag.public_key" placeholder:"FILE"`
}

// verified is what `verify --json` prints.
type verified struct {
	Plan    string `json:"plan"`
	Edition int    `json:"edition"`
	SHA256  string `json:"sha256"`
	Program string `json:"program"` // version that made the package
	Files   int    `json:"files"`
	Entries int64  `json:"audit_entries"`
	Derived int    `json:"made_anew"` // files that follow from the edition and are the same
	// SignedBy is the key of the signature, in base64, blank for none.
	SignedBy string `json:"signed_by"`
}

// Run checks a review package with nothing but the file.
func (c *verifyCommand) Run(ctx context.Context, out *output) error {
	against := reviewpack.Against{Hash: strings.ToLower(strings.TrimSpace(c.Against)), Program: version}
	if against.Hash != "" && !isHash(against.Hash) {
		return usageFault("cli.error.against", "value", c.Against)
	}
	var err error
	if against.Key, err = publicKey(c.Key); err != nil {
		return err
	}
	f, err := os.Open(c.Package)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	v, err := reviewpack.Verify(ctx, f, info.Size(), svg.NewRenderer(1), against)
	if fault := (*reviewpack.Fault)(nil); errors.As(err, &fault) {
		return &failure{code: exitData, id: "package_" + string(fault.Code), key: "cli.verify.failed", args: []any{"detail", fault.Text(out.l)}}
	}
	if err != nil {
		return err
	}
	said := out.l.T("cli.verify.done", "number", v.Edition, "plan", v.Plan, "files", len(v.Files), "entries", out.l.Int(int(v.Entries)), "derived", v.Derived)
	switch {
	case v.SignedBy == "":
		said += "\n" + out.l.T("cli.verify.unsigned")
	case against.Key == nil:
		said += "\n" + out.l.T("cli.verify.signed", "key", v.SignedBy)
	default:
		said += "\n" + out.l.T("cli.verify.signed_by", "key", v.SignedBy)
	}
	return out.result(verified{
		Plan: v.Plan, Edition: v.Edition, SHA256: v.SHA256, Program: v.Program,
		Files: len(v.Files), Entries: v.Entries, Derived: v.Derived, SignedBy: v.SignedBy,
	}, said)
}

func isHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// publicKey reads a key from a file, or as it is printed; nil where there is none asked
// for.
func publicKey(given string) (reviewpack.PublicKey, error) {
	if given == "" {
		return nil, nil
	}
	if keys, err := reviewpack.ReadPublicKeys([]byte(given)); err == nil {
		return keys[0], nil
	}
	text, err := os.ReadFile(given)
	if err != nil {
		return nil, err
	}
	keys, err := reviewpack.ReadPublicKeys(text)
	if err != nil {
		return nil, dataFault("cli.error.public_key", "file", given)
	}
	return keys[0], nil
}
