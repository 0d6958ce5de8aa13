package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ogptracker/db"
)

// TestFailuresAreOneJSONDocument holds that with --json a program finds one document
// on standard output, however a command ends.
func TestFailuresAreOneJSONDocument(t *testing.T) {
	data, file := folder(t)
	bad := file("bad.csv", rowsHead+"2030-06,C1,C1.1,C9,SP,Done,Fait,,,,\n")
	for _, tt := range []struct {
		args []string
		code string
		exit int
	}{
		{[]string{"fly"}, "usage", exitUsage},
		{[]string{"export", "plan", "--plan", "zz-1", "-o", "x"}, "plan_unknown", exitData},
		{[]string{"import", "plan", "none.yaml"}, "no_file", exitEnvironment},
		{[]string{"import", "updates", bad, "--plan", "ca-9"}, "faults", exitData},
		{[]string{"import", "index", bad, "--map", file("map.yaml", "a: 1")}, "faults", exitData},
		{[]string{"benchmark", "rank", file("m.csv", "country\nCA\n")}, "faults", exitData},
		{[]string{"benchmark", "range", file("n.csv", "country,a\nCA,1\n"), "--delta", "5"}, "delta", exitUsage},
		{[]string{"score", file("s.json", "null")}, "trees", exitData},
		{[]string{"user", "add", "x", "--name", "x", "--role", "king", "--link"}, "account", exitData},
		{[]string{"doctor", "--data", filepath.Join(data, "none")}, "not_well", exitEnvironment},
	} {
		args := append(tt.args, "--json")
		if !strings.Contains(strings.Join(args, " "), "--data") {
			args = append(args, "--data", data)
		}
		code, stdout, stderr := command(t, "", args...)
		var got struct{ Error *said }
		if err := json.Unmarshal([]byte(stdout), &got); err != nil || got.Error == nil {
			t.Errorf("%v: %v in %q", tt.args, err, stdout)
			continue
		}
		if code != tt.exit || got.Error.Exit != tt.exit || got.Error.Code != tt.code || got.Error.Message == "" {
			t.Errorf("%v: exit %d, %+v; want %s, %d", tt.args, code, *got.Error, tt.code, tt.exit)
		}
		if stderr == "" && tt.code != "not_well" {
			t.Errorf("%v: nothing is said to people", tt.args)
		}
	}
}

// english finds what a French reader should not be told: what the parser, the
// system or the database say.
var english = regexp.MustCompile(`(?i)\b(unknown|unexpected|missing|expected|must be|no such|sql:|constraint|is a directory|not a directory|permission denied|token|flags)\b|Run "`)

func TestFailuresAreInTheReadersLanguage(t *testing.T) {
	data, file := folder(t)
	dir := t.TempDir()
	for _, args := range [][]string{
		{}, {"fly"}, {"serv"}, {"version", "--fly"}, {"version", "--jso"}, {"import", "plan"}, {"import"}, {"export", "plan"},
		{"import", "plan", "a", "b"}, {"export", "boo", "--plan", "ca-9", "-o", "x"}, {"benchmark", "range", "x", "--delta", "abc"},
		{"benchmark", "range", "x", "--delta"}, {"benchmark", "simulate", "x", "--seed=-1"}, {"benchmark", "rank", "x", "--year", "then"}, {"import", "plan", "x", "--number", "a"}, {"version", "--json=maybe"},
		{"user", "reset", "x", "--link", "--password-stdin"}, {"user", "add"},
		{"export", "plan", "--plan", "zz-1", "-o", "x"}, {"import", "plan", dir}, {"import", "plan", "none"},
		{"export", "plan", "--plan", "ca-9", "-o", dir}, {"deadline", file("long", strings.Repeat("x", 2<<20))},
		{"import", "plan", file("anchor.yaml", "plan: &a {x: 1}\n")}, {"doctor", "--data", file("plain", "")}, {"import", "--help"},
	} {
		args := append(args, "--lang", "fr")
		if !strings.Contains(strings.Join(args, " "), "--data") {
			args = append(args, "--data", data)
		}
		_, stdout, stderr := command(t, "", args...)
		if found := english.FindString(stdout + stderr); found != "" {
			t.Errorf("%v: %q in\n%s%s", args, found, stdout, stderr)
		}
	}
}

func TestTheConfigurationNamesTheLanguage(t *testing.T) {
	for _, name := range []string{"OGPTRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "") // so that it is put back
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	_, file := folder(t)
	config := file("config.json", `{"lang": "fr"}`)
	for _, tt := range []struct {
		args []string
		has  string
	}{
		{[]string{"fly", "--config", config}, "n’est pas comprise"},
		{[]string{"fly", "--config=" + config}, "n’est pas comprise"},
		{[]string{"fly", "--config", config, "--lang", "en"}, "not understood"},
		{[]string{"version", "--config", config}, "règles v1"},
		{[]string{"fly", "--config", file("broken.json", `{"lang"`)}, "not understood"},
	} {
		if _, stdout, stderr := command(t, "", tt.args...); !strings.Contains(stdout+stderr, tt.has) {
			t.Errorf("%v: %q is missing in %s%s", tt.args, tt.has, stdout, stderr)
		}
	}
	t.Setenv("OGPTRACKER_LANG", "en")
	if _, _, stderr := command(t, "", "fly", "--config", config); !strings.Contains(stderr, "not understood") {
		t.Errorf("the environment does not win: %s", stderr)
	}
}

func TestInterruptedCommandsWriteNothing(t *testing.T) {
	data, file := folder(t)
	rows := file("rows.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,\n")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, args := range [][]string{
		{"import", "updates", rows, "--plan", "ca-9"}, {"export", "all", "--plan", "ca-9", "-o", file("out", "kept")}, {"audit", "verify"}, {"doctor"},
	} {
		var out, errs bytes.Buffer
		if code := run(ctx, append(args, "--data", data), strings.NewReader(""), &out, &errs); code != exitEnvironment {
			t.Errorf("%v: exit %d: %s", args, code, errs.String())
		}
		if said := out.String() + errs.String(); !strings.Contains(said, "Interrupted") {
			t.Errorf("%v: %s", args, said)
		}
	}
	code, stdout, _ := command(t, "", "export", "updates", "--plan", "ca-9", "--no-bom", "-o", "-", "--data", data)
	if code != exitDone || stdout != rowsHead {
		t.Errorf("exit %d, something was written:\n%s", code, stdout)
	}
}

func TestDoctorOnSickFolders(t *testing.T) {
	sick := func(name string, prepare func(dir string)) (dir string) {
		t.Helper()
		dir = filepath.Join(t.TempDir(), name)
		prepare(dir)
		return dir
	}
	mkdir := func(dir string) {
		t.Helper()
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write := func(name string, content string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	change := func(dir, statement string) {
		t.Helper()
		data, _ := folder(t)
		if err := os.Rename(data, dir); err != nil {
			t.Fatal(err)
		}
		rawExec(t, dir, statement)
	}
	for _, tt := range []struct {
		name    string
		prepare func(dir string)
		code    int
		has     []string
	}{
		{"nothing", func(string) {}, exitEnvironment, []string{"no folder", "not checked  database", "not checked  audit"}},
		{"a file", func(dir string) { write(dir, "") }, exitEnvironment, []string{"where a folder must be", "not checked  database"}},
		{"empty", mkdir, exitEnvironment, []string{"no data", "not checked  audit"}},
		{"zero bytes", func(dir string) { mkdir(dir); write(filepath.Join(dir, db.FileName), "") }, exitEnvironment, []string{"no data"}},
		{"no database", func(dir string) {
			mkdir(dir)
			write(filepath.Join(dir, db.FileName), strings.Repeat("no database ", 500))
		}, exitEnvironment, []string{"Restore the last backup", "not checked  audit"}},
		{"a folder in its place", func(dir string) { mkdir(dir); mkdir(filepath.Join(dir, db.FileName)) }, exitEnvironment, []string{"is a folder", "not checked  audit"}},
		{"newer", func(dir string) {
			change(dir, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)`)
		}, exitEnvironment, []string{"newer version", "not checked  audit"}},
		{"rewritten", func(dir string) {
			change(dir, `DROP TRIGGER audit_is_never_changed; UPDATE audit SET actor = 'x' WHERE seq = 2`)
		}, exitData, []string{"well         database", "entries were changed"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := sick("data", tt.prepare)
			_, before := os.Stat(dir)
			code, stdout, stderr := command(t, "", "doctor", "--data", dir)
			if code != tt.code {
				t.Errorf("exit %d, want %d: %s%s", code, tt.code, stdout, stderr)
			}
			for _, has := range tt.has {
				if !strings.Contains(stdout, has) {
					t.Errorf("%q is missing in\n%s", has, stdout)
				}
			}
			if strings.Contains(stdout, "last backup") && tt.name != "no database" && tt.name != "rewritten" {
				t.Errorf("a backup mends nothing here:\n%s", stdout)
			}
			if _, after := os.Stat(dir); os.IsNotExist(before) != os.IsNotExist(after) {
				t.Error("the doctor made the folder")
			}
			if verified, _, said := command(t, "", "audit", "verify", "--data", dir); verified != tt.code {
				t.Errorf("audit verify: exit %d, want %d as the doctor: %s", verified, tt.code, said)
			}
		})
	}
}

func TestOnlyWhatBeginsARecordMakesAFolder(t *testing.T) {
	_, file := folder(t)
	plan := file("p.yaml", smallPlan)
	dir := filepath.Join(t.TempDir(), "mistyped")
	for _, args := range [][]string{
		{"audit", "verify"}, {"doctor"}, {"export", "plan", "--plan", "ca-9", "-o", "-"}, {"links", "check"}, {"user", "list"},
		{"report", "selfassessment", "--plan", "ca-9", "-o", file("x.pdf", "")}, {"import", "updates", plan, "--plan", "ca-9"},
	} {
		if code, _, stderr := command(t, "", append(args, "--data", dir)...); code != exitEnvironment {
			t.Errorf("%v: exit %d: %s", args, code, stderr)
		}
	}
	code, stdout, stderr := command(t, "", "import", "plan", plan, "--dry-run", "--json", "--data", dir)
	if code != exitDone || !strings.Contains(stdout, `"changed": true`) {
		t.Errorf("a dry run: exit %d, %s%s", code, stdout, stderr)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder is there: %v", err)
	}
}

// rawExec changes a data file behind the program's back.
func rawExec(t *testing.T, dir, statement string) {
	t.Helper()
	pool, err := sql.Open("sqlite", "file:"+filepath.Join(dir, db.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
