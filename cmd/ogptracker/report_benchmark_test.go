package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// compared returns a folder with the demonstration's index and commitments in it.
func compared(t *testing.T) (data string, file func(name, content string) string) {
	t.Helper()
	data, file = folder(t)
	for _, args := range [][]string{
		{"import", "index", "demo/odb.csv", "--map", "demo/odb.yaml"}, {"import", "ogp", "demo/ogp.csv"},
	} {
		if code, stdout, stderr := command(t, "", append(args, "--data", data)...); code != exitDone {
			t.Fatalf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
	}
	return data, file
}

func TestBenchmarkReportHasTheSameBytes(t *testing.T) {
	data, file := compared(t)
	for _, ext := range []string{"pdf", "html"} {
		var first []byte
		for range 2 {
			path := file("report."+ext, "")
			code, stdout, stderr := command(t, "", "report", "benchmark", "--country", "Canada", "--as-of", "2026-01-01", "--lang", "fr", "-o", path, "--data", data, "--json")
			if code != exitDone || !strings.Contains(stdout, `"peers": [`) || !strings.Contains(stdout, `"year": 2017`) {
				t.Fatalf("exit %d: %s%s", code, stdout, stderr)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if first != nil && !bytes.Equal(first, b) {
				t.Errorf("%s: the bytes differ", ext)
			}
			first = b
		}
		if said := "même rang"; ext == "html" && !bytes.Contains(first, []byte(said)) {
			t.Errorf("the page does not say %q", said)
		}
	}
}

func TestBenchmarkReportIsRefused(t *testing.T) {
	data, file := compared(t)
	bare, _ := folder(t)
	for _, c := range []struct {
		name, data string
		args       []string
		code       int
		said       string
	}{
		{"another format", data, []string{"--country", "CA", "-o", "x.doc"}, exitUsage, ".pdf"},
		{"no country", data, []string{"--country", "Atlantis", "-o", "x.pdf"}, exitUsage, "Atlantis"},
		{"not covered", data, []string{"--country", "BE", "-o", "x.pdf"}, exitData, "does not cover BE"},
		{"no such edition", data, []string{"--country", "CA", "--year", "1999", "-o", "x.pdf"}, exitUsage, "2013, 2014, 2015, 2016, 2017"},
		{"no such index", data, []string{"--country", "CA", "--index", "zz", "-o", "x.pdf"}, exitData, "Recorded are: odb"},
		{"an odd peer", data, []string{"--country", "CA", "--peers", "GB,Atlantis", "-o", "x.pdf"}, exitUsage, "Atlantis"},
		{"too many peers", data, []string{"--country", "CA", "--peers", "GB,FR,DE,IT,JP,US,MX,KR", "-o", "x.pdf"}, exitUsage, "at most 7"},
		{"a day to come", data, []string{"--country", "CA", "--as-of", "2999-01-01", "-o", "x.pdf"}, exitData, "has not come yet"},
		{"no index at all", bare, []string{"--country", "CA", "-o", "x.pdf"}, exitData, "import one first"},
	} {
		args := append([]string{"report", "benchmark"}, c.args...)
		args[len(args)-1] = file(args[len(args)-1], "untouched")
		code, _, stderr := command(t, "", append(args, "--data", c.data)...)
		if code != c.code || !strings.Contains(stderr, c.said) {
			t.Errorf("%s: exit %d: %s", c.name, code, stderr)
		}
		if left, err := os.ReadFile(args[len(args)-1]); err != nil || string(left) != "untouched" {
			t.Errorf("%s: the file was written to, %v", c.name, err)
		}
	}
}
