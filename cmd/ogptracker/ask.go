package main

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// ask asks for a secret on the terminal without showing what is typed.
func (o *output) ask(key string) (string, error) {
	f, ok := o.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", usageFault("cli.error.no_terminal")
	}
	fmt.Fprint(o.stderr, o.l.T(key)+" ")
	b, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(o.stderr)
	return string(b), err
}
