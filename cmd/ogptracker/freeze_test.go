package main

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"ogptracker/tracker/edition"
)

// TestFreezeCommand freezes the third plan of the demonstration and writes the report
// of the edition, which has the same bytes after the plan went on.
func TestFreezeCommand(t *testing.T) {
	data, file := folder(t)
	if code, stdout, stderr := command(t, "", "import", "plan", "demo/ca-3.yaml", "--data", data); code != exitDone {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	freeze := func(args ...string) (int, string) {
		code, stdout, stderr := command(t, "", append([]string{"freeze", "--plan", "ca-3", "--json", "--data", data}, args...)...)
		return code, stdout + stderr
	}
	code, said := freeze("--as-of", "2017-06-30")
	var e edition.Edition
	if err := json.Unmarshal([]byte(said), &e); code != exitDone || err != nil || e.Number != 1 || e.Kind != edition.MidTerm || len(e.SHA256) != 64 {
		t.Fatalf("exit %d, %v: %s", code, err, said)
	}
	report := func() []byte {
		path := file("report.pdf", "")
		code, stdout, stderr := command(t, "", "report", "selfassessment", "--plan", "ca-3", "--edition", "1", "--lang", "fr", "-o", path, "--data", data)
		if code != exitDone {
			t.Fatalf("exit %d: %s%s", code, stdout, stderr)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := report()
	if code, said := freeze("--as-of", "2018-06-30"); code != exitDone {
		t.Fatalf("exit %d: %s", code, said)
	}
	if !bytes.Equal(first, report()) {
		t.Error("the report of an edition changed")
	}
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"no such edition":  {[]string{"--corrects", "9", "--reason-en", "Wrong.", "--reason-fr", "Erroné."}, exitData},
		"no reason":        {[]string{"--corrects", "1"}, exitData},
		"one language":     {[]string{"--reason-en", "Wrong."}, exitUsage},
		"a day to come":    {[]string{"--as-of", "2999-01-01"}, exitData},
		"no kind":          {[]string{"--kind", "yearly"}, exitUsage},
		"another language": {[]string{"--as-of", "30 June"}, exitUsage},
	} {
		if code, said := freeze(c.args...); code != c.code {
			t.Errorf("%s: exit %d: %s", name, code, said)
		}
	}
	for _, args := range [][]string{{"--edition", "7"}, {"--edition", "1", "--as-of", "2018-06-30"}} {
		code, _, _ := command(t, "", append([]string{"report", "selfassessment", "--plan", "ca-3", "-o", file("x.pdf", ""), "--data", data}, args...)...)
		if code == exitDone {
			t.Errorf("%v: a report was written", args)
		}
	}
	if code, stdout, stderr := command(t, "", "audit", "verify", "--data", data); code != exitDone {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}
