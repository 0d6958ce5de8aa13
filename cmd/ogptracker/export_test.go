package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// reported returns a folder with an update in it.
func reported(t *testing.T) (data string, file func(name, content string) string) {
	t.Helper()
	data, file = folder(t)
	rows := file("rows.csv", strings.TrimSuffix(rowsHead, "\n")+",record_modified\n2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,,2025-06-01T12:00:00\n")
	if code, _, stderr := command(t, "", "import", "updates", rows, "--plan", "ca-9", "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	return data, file
}

func TestExportsHoldWhatTheirNamesSay(t *testing.T) {
	data, file := reported(t)
	files := func(content []byte) (names []string) {
		t.Helper()
		r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			names = append(names, filepath.Base(f.Name))
		}
		return names
	}
	for _, tt := range []struct {
		what, format string
		has, lacks   []string
	}{
		{"plan", "json", []string{"Commitment"}, []string{"Done much"}},
		{"updates", "json", []string{"Done much"}, []string{"Commitment"}},
		{"all", "json", []string{"Commitment", "Done much"}, nil},
		{"plan", "csv", []string{"By June 2030"}, nil},
		{"updates", "csv", []string{"Done much"}, []string{"By June 2030"}},
		{"all", "csv", []string{"indicators.csv", "updates.csv", "evidence.csv"}, []string{"plan.json"}},
		{"plan", "package", []string{"plan.json", "indicators.csv", "datapackage.json"}, []string{"updates.csv", "evidence.csv"}},
		{"updates", "package", []string{"updates.csv", "evidence.csv", "datapackage.json"}, []string{"plan.json", "indicators.csv"}},
		{"all", "package", []string{"plan.json", "indicators.csv", "updates.csv"}, nil},
	} {
		path := file("out", "")
		code, stdout, stderr := command(t, "", "export", tt.what, "--plan", "ca-9", "--format", tt.format, "-o", path, "--json", "--data", data)
		if code != exitDone {
			t.Fatalf("%s %s: exit %d: %s%s", tt.what, tt.format, code, stdout, stderr)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		has := func(s string) bool { return bytes.Contains(content, []byte(s)) }
		if bytes.HasPrefix(content, []byte("PK")) {
			names := files(content)
			has = func(s string) bool { return slices.Contains(names, s) }
		}
		for _, s := range tt.has {
			if !has(s) {
				t.Errorf("%s %s lacks %q", tt.what, tt.format, s)
			}
		}
		for _, s := range tt.lacks {
			if has(s) {
				t.Errorf("%s %s has %q", tt.what, tt.format, s)
			}
		}
		var result exported
		if err := json.Unmarshal([]byte(stdout), &result); err != nil || result.What != tt.what || result.Format != tt.format {
			t.Errorf("%s: %v", stdout, err)
		}
	}
}

// A day that is asked for is the day that is written, and only then it is claimed.
func TestExportsAreAsOfTheDayAskedFor(t *testing.T) {
	data, file := reported(t)
	for _, what := range []string{"updates", "all"} {
		for _, tt := range []struct {
			day string
			has bool
		}{{"", true}, {"2025-05-31", false}, {"2025-06-01", true}} {
			path := file("out.json", "")
			args := []string{"export", what, "--plan", "ca-9", "--format", "json", "-o", path, "--json", "--data", data}
			if tt.day != "" {
				args = append(args, "--as-of", tt.day)
			}
			code, stdout, stderr := command(t, "", args...)
			if code != exitDone {
				t.Fatal(stderr)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var result exported
			if err := json.Unmarshal([]byte(stdout), &result); err != nil || result.AsOf != tt.day {
				t.Errorf("%s as of %q claims %q, %v", what, tt.day, result.AsOf, err)
			}
			if got := bytes.Contains(content, []byte("Done much")); got != tt.has {
				t.Errorf("%s as of %q: the update is there: %v, want %v", what, tt.day, got, tt.has)
			}
		}
	}
}

func TestATextTooLongForASpreadsheetIsSaidInWords(t *testing.T) {
	data, file := folder(t)
	rows := file("rows.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,"+strings.Repeat("x", 40_000)+",Fait,,,,\n")
	if code, _, stderr := command(t, "", "import", "updates", rows, "--plan", "ca-9", "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	code, stdout, stderr := command(t, "", "export", "updates", "--plan", "ca-9", "--format", "xlsx", "-o", file("x.xlsx", ""), "--lang", "fr", "--data", data)
	if code != exitData || !strings.Contains(stderr, "progress_en\u00a0: Le texte dépasse") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
}

func TestWriteFileKeepsWhatItIsGiven(t *testing.T) {
	data, file := reported(t)
	export := func(path string) {
		t.Helper()
		if code, _, stderr := command(t, "", "export", "updates", "--plan", "ca-9", "-o", path, "--data", data); code != exitDone {
			t.Fatalf("%s: exit %d: %s", path, code, stderr)
		}
	}
	real := file("real.csv", "old")
	link, dangling := filepath.Join(filepath.Dir(real), "link"), filepath.Join(filepath.Dir(real), "dangling")
	for name, to := range map[string]string{link: "real.csv", dangling: "new.csv"} {
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
		export(name)
		if info, err := os.Lstat(name); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v", name, err)
		}
		content, err := os.ReadFile(filepath.Join(filepath.Dir(real), to))
		if err != nil || !bytes.Contains(content, []byte("Done much")) {
			t.Errorf("%s was not written: %v", to, err)
		}
	}
	if info, err := os.Stat(real); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is not kept: %v", err)
	}
	export(os.DevNull)
	if info, err := os.Lstat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("the device is a file now: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(real), ".ogptracker-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A plan that is being prepared leaves the folder only where it is asked for as such.
func TestPreparedPlansAreKeptBack(t *testing.T) {
	data, file := folder(t)
	prepared := file("prepared.yaml", strings.NewReplacer("id: ca-9", "id: ca-10\n  draft: true", "number: 9", "number: 10", "Ninth plan", "Secret plan").Replace(smallPlan))
	if code, _, stderr := command(t, "", "import", "plan", prepared, "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	for _, args := range [][]string{
		{"export", "plan", "-o", "OUT"}, {"export", "updates", "-o", "OUT"}, {"export", "all", "-o", "-", "--format", "json"},
		{"export", "all", "--format", "package", "-o", "OUT"}, {"report", "selfassessment", "-o", "OUT.html"}, {"report", "selfassessment", "-o", "OUT.pdf"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		for i := range args {
			args[i] = strings.Replace(args[i], "OUT", out, 1)
		}
		args = append(args, "--plan", "ca-10", "--data", data)
		code, stdout, stderr := command(t, "", args...)
		left, err := filepath.Glob(out + "*")
		if code != exitData || !strings.Contains(stderr, "being prepared") || strings.Contains(stdout, "Secret") || err != nil || len(left) > 0 {
			t.Errorf("%v: exit %d, %s%s, %v", args, code, stdout, stderr, left)
		}
		if code, _, stderr := command(t, "", append(args, "--prepared")...); code != exitDone {
			t.Errorf("%v --prepared: exit %d, %s", args, code, stderr)
		}
	}
}
