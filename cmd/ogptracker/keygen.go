package main

import (
	"crypto/ed25519"
	"errors"
	"io/fs"
	"os"

	"ogptracker/reports/reviewpack"
)

type keygenCommand struct {
	Output string `short:"o" required:"" help:"cli.help.flag.key_output" placeholder:"FILE"`
}

// keyMade is what `keygen --json` prints.
type keyMade struct {
	File      string `json:"file"`
	Public    string `json:"public_file"`
	ID        string `json:"id"`
	PublicKey string `json:"public_key"`
}

// Run makes a key that review packages are signed with, and beside it the file of its
// public half. A file that is there stays as it is: another key would make the packages
// signed with it look forged.
func (c *keygenCommand) Run(out *output) error {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	public := reviewpack.PublicOf(key)
	private, err := reviewpack.EncodeKey(key)
	if err != nil {
		return err
	}
	text, err := reviewpack.EncodePublicKey(public)
	if err != nil {
		return err
	}
	made := keyMade{File: c.Output, Public: c.Output + ".pub", ID: public.ID(), PublicKey: public.String()}
	for _, file := range []struct {
		name string
		text []byte
		mode fs.FileMode
	}{{made.File, private, 0o600}, {made.Public, text, 0o644}} {
		if err := createFile(file.name, file.text, file.mode); errors.Is(err, fs.ErrExist) {
			return environmentFault(err, "cli.error.key_exists", "file", file.name)
		} else if err != nil {
			return err
		}
	}
	return out.result(made, out.l.T("cli.keygen.done", "file", made.File, "public", made.Public, "key", made.PublicKey, "id", made.ID))
}

// createFile writes a file that is not there yet, and makes sure that it stays.
func createFile(name string, text []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
