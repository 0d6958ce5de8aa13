package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// asProgram has the test program be the program itself, in a process that can be
// killed.
const asProgram = "OGPTRACKER_TEST_AS_PROGRAM"

// program returns a process of the program, and what it says.
func program(args ...string) (process *exec.Cmd, says *bytes.Buffer) {
	process = exec.Command(os.Args[0], args...)
	process.Env = append(os.Environ(), asProgram+"=1")
	says = new(bytes.Buffer)
	process.Stdout, process.Stderr = says, says
	return process, says
}

// manyRows is the small plan with many indicators, and a row for each.
func manyRows(rows int) (plan, updates string) {
	indicator := "            - {code: C1.1.1, title: {en: One, fr: Un}, weight: 1, deadline: {text: {en: By June 2030, fr: D’ici juin 2030}}}\n"
	var items, table strings.Builder
	table.WriteString(rowsHead)
	for i := range rows {
		code := fmt.Sprintf("C1.1.%d", i+100)
		items.WriteString(strings.Replace(indicator, "C1.1.1", code, 1))
		fmt.Fprintf(&table, "2030-06,C1,C1.1,%s,SP,%s,Fait,,,,\n", code, strings.Repeat("Done. ", 50))
	}
	return strings.Replace(smallPlan, indicator, indicator+items.String(), 1), table.String()
}

// TestKilledImport kills the program at every moment of an import, as the system
// would, first as soon as something is written, then later and later until one comes
// to its end: all rows are there or none is, the chain holds, and what the program
// said it wrote is there.
func TestKilledImport(t *testing.T) {
	_, file := folder(t)
	const rows = 600
	planText, rowsText := manyRows(rows)
	plan, updates := file("many.yaml", planText), file("many.csv", rowsText)
	for _, c := range []struct {
		name   string
		begin  []string // before
		killed []string
		whole  func(*tracker.Record) bool
		none   func(*tracker.Record) bool
	}{
		{
			"a plan", nil, []string{"import", "plan", plan},
			func(r *tracker.Record) bool { return r != nil && len(r.Plan.Leaves()) == rows+2 },
			func(r *tracker.Record) bool { return r == nil },
		},
		{
			"rows", []string{"import", "plan", plan}, []string{"import", "updates", updates, "--plan", "ca-9"},
			func(r *tracker.Record) bool { return r != nil && len(r.Updates) == rows },
			func(r *tracker.Record) bool { return r != nil && len(r.Updates) == 0 },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			done, kills := false, 0
			for delay := 10 * time.Millisecond; !done; delay += delay / 2 {
				data := filepath.Join(t.TempDir(), "data")
				if c.begin != nil {
					if code, _, stderr := command(t, "", append(c.begin, "--data", data)...); code != exitDone {
						t.Fatal(stderr)
					}
				}
				process, says := program(append(c.killed, "--data", data)...)
				if err := process.Start(); err != nil {
					t.Fatal(err)
				}
				ended := make(chan struct{})
				inWrite := kills%2 == 1 // every other time in the midst of the writing itself
				go func() {
					from := time.Now()
					for inWrite && !writing(data) || !inWrite && time.Since(from) < delay {
						select {
						case <-ended:
							return
						case <-time.After(time.Millisecond):
						}
					}
					_ = process.Process.Kill()
				}()
				acknowledged := process.Wait() == nil
				close(ended)
				kills++
				done = acknowledged && !inWrite
				r := lookInto(t, data)
				if !c.whole(r) && !c.none(r) || acknowledged && !c.whole(r) {
					t.Errorf("killed after %v, acknowledged %v: half of it is there: %s", delay, acknowledged, says)
				}
			}
			if kills < 4 {
				t.Errorf("killed %d times only", kills)
			}
		})
	}
}

// writing reports whether a program has begun to write to a folder.
func writing(data string) bool {
	log, err := os.Stat(filepath.Join(data, db.FileName+"-wal"))
	return err == nil && log.Size() > 64<<10
}

// lookInto opens a folder as the next program would, and returns its plan; nil where
// there is none.
func lookInto(t *testing.T, data string) *tracker.Record {
	t.Helper()
	s, err := db.Open(t.Context(), data, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := errors.Join(s.Check(t.Context()), s.VerifyAudit(t.Context())); err != nil {
		t.Error(err)
	}
	r, err := s.Record(t.Context(), "ca-9")
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		t.Fatal(err)
	}
	return r
}

// Whatever the machine does to the folder has its own words and exit code, in both
// languages. How the store notices each is held in package db.
func TestEnvironmentFaultsAreSaid(t *testing.T) {
	at := func(err error) error { return &fs.PathError{Op: "open", Path: "/data/tracker.db", Err: err} }
	for _, c := range []struct {
		err    error
		en, fr string
	}{
		{tracker.ErrFull, "The disk is full", "Le disque est plein"},
		{at(syscall.ENOSPC), "The disk is full", "Le disque est plein"},
		{tracker.ErrReadOnly, "may not be written", "pas écrire"},
		{tracker.ErrLocked, "Another program", "autre programme"},
		{tracker.ErrCorrupt, "Restore the last backup", "sauvegarde"},
		{tracker.ErrNewerSchema, "newer version", "version plus récente"},
		{tracker.ErrDisk, "cannot be read or written", "disque"},
		{at(syscall.EACCES), "/data/tracker.db", "/data/tracker.db"},
	} {
		for lang, says := range map[tracker.Lang]string{tracker.EN: c.en, tracker.FR: c.fr} {
			out := &output{l: locale.For(lang)}
			f := out.explain(fmt.Errorf("add updates: %w", c.err))
			if f.code != exitEnvironment || !strings.Contains(out.message(f), says) {
				t.Errorf("%v: exit %d, %q, want %q", c.err, f.code, out.message(f), says)
			}
		}
	}
}

// A disk that is full where a file is written to is said, and no part of a file stays.
func TestFullOutput(t *testing.T) {
	data, _ := reported(t)
	code, _, stderr := command(t, "", "export", "all", "--plan", "ca-9", "--format", "json", "-o", "/dev/full", "--data", data)
	if code != exitEnvironment || !strings.Contains(stderr, "The disk is full") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// A data file that is damaged in its midst is said to be so by whatever meets the
// damage. Nothing writes to it, and the program does not fall over it.
func TestDamagedFileIsSaid(t *testing.T) {
	data, file := folder(t)
	planText, rowsText := manyRows(300)
	for _, args := range [][]string{{"plan", file("p.yaml", planText)}, {"updates", file("r.csv", rowsText), "--plan", "ca-9"}} {
		if code, _, stderr := command(t, "", append(append([]string{"import"}, args...), "--data", data)...); code != exitDone {
			t.Fatal(stderr)
		}
	}
	path := filepath.Join(data, db.FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(whole) / 4; i < len(whole); i++ {
		whole[i] ^= 0xA5
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"doctor"}, {"audit", "verify"}, {"export", "all", "--plan", "ca-9", "--format", "json", "-o", file("x.json", "")},
		{"report", "selfassessment", "--plan", "ca-9", "-o", file("x.pdf", "")}, {"import", "updates", file("again.csv", rowsText), "--plan", "ca-9"},
	} {
		code, stdout, stderr := command(t, "", append(args, "--data", data)...)
		if code != exitEnvironment && code != exitData || !strings.Contains(stdout+stderr, "backup") {
			t.Errorf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, whole) {
		t.Errorf("the damaged file was written to, %v", err)
	}
}
