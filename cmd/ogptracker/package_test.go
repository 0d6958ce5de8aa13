package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestPackageCommands makes a package and every report of an edition in two processes
// each, which gives the same bytes, and checks the package with and without its key.
func TestPackageCommands(t *testing.T) {
	data, file := folder(t)
	for _, args := range [][]string{
		{"import", "plan", "demo/ca-6.yaml"},
		{"freeze", "--plan", "ca-6", "--as-of", "2026-03-31"},
		{"freeze", "--plan", "ca-6", "--as-of", "2026-06-30"},
		{"keygen", "-o", file("here", "") + ".key"},
	} {
		if args[0] != "keygen" {
			args = append(args, "--data", data)
		}
		if code, stdout, stderr := command(t, "", args...); code != exitDone {
			t.Fatalf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
	}
	key := file("here", "") + ".key"
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v: the key is for everybody: %v", err, info.Mode())
	}
	if code, _, stderr := command(t, "", "keygen", "-o", key); code != exitEnvironment {
		t.Errorf("a key was written over: exit %d: %s", code, stderr)
	}
	twice := func(ending string, args ...string) string {
		t.Helper()
		var made [2][]byte
		var path string
		for i := range made {
			path = file(strings.Join(args[:2], "-")+string(rune('a'+i))+ending, "")
			process, says := program(append(args, "--data", data, "-o", path)...)
			if err := process.Run(); err != nil {
				t.Fatalf("%v: %v: %s", args, err, says)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			made[i] = b
		}
		if len(made[0]) == 0 || !bytes.Equal(made[0], made[1]) {
			t.Errorf("%v: two processes make two files", args)
		}
		return path
	}
	// The package holds the edition's other reports.
	for _, args := range [][]string{{"report", "factsheet", "--edition", "2", "--commitment", "C03"}, {"report", "comparison", "--from", "1", "--to", "2"}} {
		twice(".pdf", append(args, "--plan", "ca-6", "--lang", "fr")...)
	}
	signed := twice(".zip", "report", "package", "--plan", "ca-6", "--edition", "2", "--key", key)
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"as it is":         {[]string{signed}, exitDone, "Edition 2 of ca-6"},
		"in French":        {[]string{signed, "--lang", "fr"}, exitDone, "L’édition 2 de ca-6"},
		"by its key":       {[]string{signed, "--key", key + ".pub"}, exitDone, "the key asked for"},
		"against nothing":  {[]string{signed, "--against", strings.Repeat("0", 64)}, exitData, "rewritten"},
		"against no hash":  {[]string{signed, "--against", "x"}, exitUsage, "64"},
		"by no key":        {[]string{signed, "--key", signed}, exitData, "no public"},
		"no such file":     {[]string{signed + "x"}, exitEnvironment, ""},
		"not a package":    {[]string{key}, exitData, "ZIP"},
		"nothing, as JSON": {[]string{key, "--json"}, exitData, "package_archive"},
	} {
		code, stdout, stderr := command(t, "", append([]string{"verify"}, c.args...)...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%s: exit %d, want %d with %q: %s%s", name, code, c.code, c.says, stdout, stderr)
		}
	}
	for name, args := range map[string][]string{
		"no such edition":    {"report", "package", "--plan", "ca-6", "--edition", "9"},
		"no such commitment": {"report", "factsheet", "--plan", "ca-6", "--commitment", "C99"},
		"no review":          {"report", "review", "--plan", "ca-6", "--edition", "1"},
		"no later edition":   {"report", "comparison", "--plan", "ca-6", "--from", "1", "--to", "9"},
	} {
		if code, _, stderr := command(t, "", append(args, "--data", data, "-o", file("out.pdf", ""))...); code != exitData {
			t.Errorf("%s: exit %d: %s", name, code, stderr)
		}
	}
}
