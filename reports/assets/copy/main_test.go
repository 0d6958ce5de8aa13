package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fill makes a folder that looks like what npm installs.
func fill(t *testing.T) string {
	t.Helper()
	from := t.TempDir()
	for name, src := range files {
		for path, content := range map[string]string{src.path: "bytes of " + name, "package.json": `{"version": "1.2.3"}`} {
			full := filepath.Join(from, src.pkg, path)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return from
}

func TestRun(t *testing.T) {
	from, to := fill(t), filepath.Join(t.TempDir(), "files")
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "left-over.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var lists [2]string
	for i := range lists {
		if err := run(from, to); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(to, manifest))
		if err != nil {
			t.Fatal(err)
		}
		lists[i] = string(b)
	}
	if lists[0] != lists[1] {
		t.Errorf("two runs list differently:\n%s\n%s", lists[0], lists[1])
	}
	if n := strings.Count(lists[0], "\n"); n != len(files) {
		t.Errorf("%d files are listed, want %d", n, len(files))
	}
	for name := range files {
		if b, err := os.ReadFile(filepath.Join(to, name)); err != nil || string(b) != "bytes of "+name {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
	if _, err := os.Stat(filepath.Join(to, "left-over.txt")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what an older list left behind is still there")
	}
}

// TestMissing holds that a missing package is named and changes nothing.
func TestMissing(t *testing.T) {
	from, to := fill(t), filepath.Join(t.TempDir(), "files")
	if err := run(from, to); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(from, "echarts")); err != nil {
		t.Fatal(err)
	}
	err := run(from, to)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "echarts") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(to, "echarts.min.js")); err != nil {
		t.Errorf("the folder was spoilt: %v", err)
	}
}
