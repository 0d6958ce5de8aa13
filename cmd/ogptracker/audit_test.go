package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"ogptracker/tracker"
)

func TestAuditCommands(t *testing.T) {
	data, file := folder(t)
	rows := file("rows.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,\n")
	again := file("again.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done \u202emore,Plus encore,,,,\n")
	for _, name := range []string{rows, again} {
		if code, _, stderr := command(t, "", "import", "updates", name, "--plan", "ca-9", "--data", data); code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
	}
	tests := []struct {
		name string
		args []string
		code int
		has  []string
	}{
		{"all", []string{"list"}, exitDone, []string{"publish     update/", "create      plan/ca-9", "ogptracker import"}},
		{"an item", []string{"list", "--plan", "ca-9", "--item", "C1.1.1"}, exitDone, []string{"update/2", "update/1", "item/ca-9/C1.1.1"}},
		{"a kind", []string{"list", "--kind", "organization"}, exitDone, []string{"organization/dept"}},
		{"nothing", []string{"list", "--from", "2090-01-01"}, exitDone, []string{"Nothing matches"}},
		{"an item without its plan", []string{"list", "--item", "C1"}, exitUsage, []string{"--plan"}},
		{"an unknown kind", []string{"list", "--kind", "x"}, exitUsage, []string{"recommendation"}},
		{"no number", []string{"list", "--limit", "0"}, exitUsage, nil},
		{"not a date", []string{"list", "--to", "soon"}, exitUsage, []string{"soon"}},
		{"one entry", []string{"show", "1"}, exitDone, []string{"jurisdiction/CA", "+ Canada", "hash "}},
		{"an entry that is not there", []string{"show", "999"}, exitData, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := command(t, "", append(append([]string{"audit"}, tt.args...), "--data", data)...)
			if code != tt.code {
				t.Fatalf("exit %d, want %d: %s", code, tt.code, stderr)
			}
			for _, has := range tt.has {
				if !strings.Contains(stdout+stderr, has) {
					t.Errorf("%q is missing in\n%s%s", has, stdout, stderr)
				}
			}
			if strings.Contains(stdout, "\u202e") {
				t.Error("what stands in the record reaches the terminal as it is")
			}
		})
	}
	var listed []tracker.AuditEntry
	_, stdout, _ := command(t, "", "audit", "list", "--limit", "2", "--json", "--data", data)
	if err := json.Unmarshal([]byte(stdout), &listed); err != nil || len(listed) != 2 || listed[0].Seq != listed[1].Seq+1 {
		t.Fatalf("%v in %s", err, stdout)
	}
	// The correction is shown against what it replaces.
	_, stdout, _ = command(t, "", "audit", "show", "--data", data, itoa(listed[0].Seq))
	if !strings.Contains(stdout, "- Done much") || strings.Contains(stdout, "\u202e") {
		t.Errorf("the correction is shown as\n%s", stdout)
	}
	var shown auditShown
	_, stdout, _ = command(t, "", "audit", "show", "--json", "--data", data, itoa(listed[0].Seq))
	if err := json.Unmarshal([]byte(stdout), &shown); err != nil || !shown.Fits || len(shown.Changes) == 0 {
		t.Errorf("%v in %s", err, stdout)
	}
	// The export is the whole chain, and whoever has it can replay it.
	_, exported, _ := command(t, "", "audit", "export", "-o", "-", "--data", data)
	lines := bytes.Split(bytes.TrimSpace([]byte(exported)), []byte("\n"))
	err := tracker.VerifyChain(func(yield func(*tracker.AuditEntry, error) bool) {
		for _, line := range lines {
			var e tracker.AuditEntry
			if err := json.Unmarshal(line, &e); !yield(&e, err) {
				return
			}
		}
	})
	if err != nil || int64(len(lines)) != listed[0].Seq {
		t.Errorf("%d lines of %d entries: %v", len(lines), listed[0].Seq, err)
	}
	code, stdout, stderr := command(t, "", "audit", "export", "-o", file("out.jsonl", ""), "--from", itoa(listed[0].Seq), "--data", data)
	if code != exitDone || !strings.Contains(stdout, "1 entry") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }
