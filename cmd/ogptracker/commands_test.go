package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// command runs the program as a process would.
func command(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

const smallPlan = `
jurisdiction: {code: CA, level: national, name: {en: Canada, fr: Canada}}
organizations: [{code: dept, name: {en: Department, fr: Ministère}, kind: department}]
plan:
  id: ca-9
  jurisdiction: CA
  number: 9
  title: {en: Ninth plan, fr: Neuvième plan}
  start: 2030-01-01
  end: 2031-12-31
  cycle_years: 2
  time_zone: America/Toronto
  publication: approval
  periods: ["2030-06", "2030-12"]
  commitments:
    - code: C1
      number: 1
      title: {en: Commitment, fr: Engagement}
      leads: [dept]
      contact: {title: {en: Team, fr: Équipe}, email: team@example.org}
      milestones:
        - code: C1.1
          title: {en: Milestone, fr: Jalon}
          weight: 1
          deadline: {text: {en: By June 2030, fr: D’ici juin 2030}}
          indicators:
            - {code: C1.1.1, title: {en: One, fr: Un}, weight: 1, deadline: {text: {en: By June 2030, fr: D’ici juin 2030}}}
            - {code: C1.1.2, title: {en: Two, fr: Deux}, weight: 1, deadline: {text: {en: Ongoing, fr: En cours}}}
`

const rowsHead = "reporting_period,commitments,milestones,indicators,status,progress_en,progress_fr,evidence_en,evidence_fr,challenges_en,challenges_fr\n"

// folder returns a data folder with the small plan in it, and a place for files.
func folder(t *testing.T) (data string, file func(name, content string) string) {
	t.Helper()
	dir := t.TempDir()
	file = func(name, content string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	data = filepath.Join(dir, "data")
	if code, _, stderr := command(t, "", "import", "plan", file("plan.yaml", smallPlan), "--data", data); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	return data, file
}

func TestExitCodes(t *testing.T) {
	data, file := folder(t)
	plain := file("plain", "x")
	dir := t.TempDir()
	tests := []struct {
		name  string
		stdin string
		args  []string
		code  int
		has   string // in either stream
	}{
		{"help", "", []string{"--help"}, exitDone, "Commands:"},
		{"help in French", "", []string{"--help", "--lang", "fr"}, exitDone, "Commandes"},
		{"help of a command has examples", "", []string{"import", "updates", "--help"}, exitDone, "Examples:"},
		{"no command", "", nil, exitUsage, "not understood"},
		{"unknown command", "", []string{"fly"}, exitUsage, "not understood"},
		{"unknown flag in French", "", []string{"version", "--fly", "--lang=fr"}, exitUsage, "n’est pas comprise"},
		{"version", "", []string{"version"}, exitDone, "rules v1"},
		{"plan that is not there", "", []string{"report", "selfassessment", "--plan", "zz-1", "-o", file("x.pdf", ""), "--data", data}, exitData, "no plan zz-1. Recorded are: ca-9"},
		{"report of an unknown kind", "", []string{"report", "selfassessment", "--plan", "ca-9", "-o", "x.doc", "--data", data}, exitUsage, ".pdf"},
		{"file that is not there", "", []string{"import", "plan", "none.yaml", "--data", data}, exitEnvironment, "no file none.yaml"},
		{"data folder that is a file", "", []string{"audit", "verify", "--data", plain}, exitEnvironment, "where a folder must be"},
		{"not a plan", "", []string{"import", "plan", plain, "--data", data}, exitData, "neither a plan"},
		{"a record that contradicts itself", strings.Replace(smallPlan, "plan:", "updates: [{leaf: C9, period: 2030-06, status: complete, published_at: 2030-07-01T12:00:00Z}]\nplan:", 1), []string{"import", "plan", "-", "--data", data}, exitData, "C9"},
		{"not a date", "", []string{"export", "plan", "--plan", "ca-9", "--as-of", "soon", "-o", "-", "--data", data}, exitUsage, "soon"},
		{"two results for one output", "", []string{"export", "updates", "--plan", "ca-9", "-o", "-", "--json", "--data", data}, exitUsage, "both want standard output"},
		{"a day to come", "", []string{"report", "selfassessment", "--plan", "ca-9", "--as-of", "2999-01-01", "-o", "x.pdf", "--data", data}, exitData, "has not come yet"},
		{"a folder to import", "", []string{"import", "plan", dir, "--data", data}, exitEnvironment, "is a folder"},
		{"a folder of rows", "", []string{"import", "updates", dir, "--plan", "ca-9", "--data", data}, exitEnvironment, "is a folder"},
		{"a folder to score", "", []string{"score", dir}, exitEnvironment, "is a folder"},
		{"a folder of deadlines", "", []string{"deadline", dir}, exitEnvironment, "is a folder"},
		{"a folder of countries", "", []string{"benchmark", "rank", dir}, exitEnvironment, "is a folder"},
		{"a folder to write to", "", []string{"export", "plan", "--plan", "ca-9", "-o", dir, "--data", data}, exitEnvironment, "is a folder"},
		{"a folder that is not there to write to", "", []string{"export", "plan", "--plan", "ca-9", "-o", filepath.Join(dir, "none", "x"), "--data", data}, exitEnvironment, "its folder is not there"},
		{"a file of rows that is text", "", []string{"import", "plan", file("u.yaml", "\xff\xfep\x00"), "--data", data}, exitData, "UTF-16"},
		{"audit chain", "", []string{"audit", "verify", "--data", data}, exitDone, "whole"},
		{"doctor", "", []string{"doctor", "--data", data}, exitDone, "well"},
		{"doctor on nothing", "", []string{"doctor", "--data", filepath.Join(data, "..", "new")}, exitEnvironment, "no folder"},
		{"port that cannot be", "", []string{"serve", "--addr", "127.0.0.1:99999", "--data", data}, exitEnvironment, "listen"},
		{"base address that is none", "", []string{"serve", "--addr", "127.0.0.1:0", "--base-url", "tracker", "--data", data}, exitUsage, "tracker"},
		{"single sign-on without a secret", "", []string{"serve", "--addr", "127.0.0.1:0", "--oidc-issuer", "https://id.example.org", "--oidc-client-id", "x", "--data", data}, exitUsage, "Single sign-on"},
		{"proxies that are none", "", []string{"serve", "--addr", "127.0.0.1:0", "--trusted-proxies", "proxy", "--data", data}, exitUsage, "10.0.0.0/8"},
		{"demo over other data", "", []string{"demo", "--addr", "127.0.0.1:0", "--data", data}, exitData, "empty one"},
		{"trees that are none", "{}", []string{"score", "-"}, exitData, "JSON list of plan trees"},
		{"a member misspelt", `[{"as_of": "2026-01-01", "plan": {"wieght": 2}}]`, []string{"score", "-", "--lang", "fr"}, exitData, "[0].plan.wieght\u00a0: Aucun membre"},
		{"deadline without a language", "By 2027\n", []string{"deadline", "-"}, exitData, "line 1"},
		{"weights that are none", "country,a\nCA,1\n", []string{"benchmark", "rank", "-", "--weights", "a"}, exitUsage, "readiness=2,impact=1"},
		{"weights of what is not there", "country,a\nCA,1\n", []string{"benchmark", "rank", "-", "--weights", "b=1"}, exitUsage, "The components are: a"},
		{"a geometric mean of z-scores", "country,a\nCA,1\nFR,2\n", []string{"benchmark", "range", "-", "--aggregation", "geometric", "--normalisation", "zscore"}, exitUsage, "of min-max values only"},
		{"too great a share", "country,a\nCA,1\n", []string{"benchmark", "range", "-", "--delta", "5", "--lang", "fr"}, exitUsage, "inférieur à 1"},
		{"no commitments", "country,a\nCA,1\n", []string{"benchmark", "completion", "-"}, exitData, "row 1, Commitment Unique Identifier: The column is missing."},
		{"a group that is none", "", []string{"benchmark", "completion", "-", "--group", "g9"}, exitUsage, "Groups are: g7, g20"},
		{"a group in a year that is none", "", []string{"benchmark", "completion", "-", "--group", "g7:then"}, exitUsage, "not a year"},
		{"a group before it was", "", []string{"benchmark", "completion", "-", "--group", "g7:1970"}, exitUsage, "no members in 1970"},
		{"a country that is none", "", []string{"benchmark", "completion", "-", "--countries", "CA,Atlantis", "--lang", "fr"}, exitUsage, "Atlantis\u00a0» n’est pas un pays"},
		{"text in a number column", "country,a\nCA,many\n", []string{"benchmark", "rank", "-"}, exitData, "row 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := command(t, tt.stdin, tt.args...)
			if code != tt.code {
				t.Errorf("exit %d, want %d", code, tt.code)
			}
			if !strings.Contains(stdout+stderr, tt.has) {
				t.Errorf("%q is missing in\n%s%s", tt.has, stdout, stderr)
			}
		})
	}
}

func TestImportIsAllOrNothingAndRepeatable(t *testing.T) {
	data, file := folder(t)
	good := file("good.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,\n2030-06,C1,C1.1,C1.1.2,C,Done,Fait,,,,\n")
	bad := file("bad.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,C,Done,Fait,,,,\n2030-06,C1,C1.1,C9,SP,Done,,,,,\n")
	type result struct {
		Rows, Added, Changed, Unchanged int
		Errors                          []rowFault
	}
	step := func(name string, want int, wantResult result, args ...string) {
		t.Helper()
		code, stdout, stderr := command(t, "", append(args, "--plan", "ca-9", "--json", "--data", data)...)
		if code != want {
			t.Fatalf("%s: exit %d, want %d: %s", name, code, want, stderr)
		}
		var got result
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%s: %v in %s", name, err, stdout)
		}
		if got.Rows != wantResult.Rows || got.Added != wantResult.Added || got.Changed != wantResult.Changed || got.Unchanged != wantResult.Unchanged || len(got.Errors) != len(wantResult.Errors) {
			t.Errorf("%s: %+v, want %+v", name, got, wantResult)
		}
		for _, e := range got.Errors {
			if e.Row != 3 || e.Column == "" || e.Message == "" {
				t.Errorf("%s: %+v does not say where and what", name, e)
			}
		}
	}
	step("faults", exitData, result{Rows: 2, Errors: make([]rowFault, 2)}, "import", "updates", bad)
	step("dry run", exitDone, result{Rows: 2, Added: 2}, "import", "updates", good, "--dry-run")
	step("first run", exitDone, result{Rows: 2, Added: 2}, "import", "updates", good)
	step("second run", exitDone, result{Rows: 2, Unchanged: 2}, "import", "updates", good)

	code, stdout, _ := command(t, "", "export", "updates", "--plan", "ca-9", "--no-bom", "-o", "-", "--data", data)
	want, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	if code != exitDone || stdout != string(want) {
		t.Errorf("exit %d, what came in does not go out the same:\n%s", code, stdout)
	}
}

// TestARecordGoesOutAndComesInWhole moves a plan with its updates from one folder
// to another, and gets the same file out of both.
func TestARecordGoesOutAndComesInWhole(t *testing.T) {
	data, file := folder(t)
	rows := file("rows.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,\n")
	export := func(data string) string {
		t.Helper()
		code, stdout, stderr := command(t, "", "export", "all", "--plan", "ca-9", "--format", "json", "-o", "-", "--data", data)
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		return stdout
	}
	if code, _, stderr := command(t, "", "import", "updates", rows, "--plan", "ca-9", "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	first := export(data)
	if !strings.Contains(first, "Beaucoup fait") {
		t.Fatal("the record lacks its update")
	}
	other := filepath.Join(data, "..", "other")
	if code, _, stderr := command(t, "", "import", "plan", file("record.json", first), "--data", other); code != exitDone {
		t.Fatal(stderr)
	}
	if second := export(other); second != first {
		t.Errorf("the files differ:\n%s\n%s", first, second)
	}
}

func TestReportHasTheSameBytes(t *testing.T) {
	data, file := folder(t)
	for _, ext := range []string{"pdf", "html"} {
		var first []byte
		for range 2 {
			path := file("report."+ext, "")
			code, _, stderr := command(t, "", "report", "selfassessment", "--plan", "ca-9", "--as-of", "2026-01-01", "--lang", "fr", "-o", path, "--data", data)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, stderr)
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
	}
}

// TestScoreCommand computes the example of docs/methodology.md.
func TestScoreCommand(t *testing.T) {
	code, stdout, stderr := command(t, `[{"as_of": "2030-01-01", "plan": {"code": "p", "children": [{"code": "c", "children": [
		{"code": "a", "status": "complete"}, {"code": "b", "status": "substantial"}, {"code": "d", "weight": 2}]}]}}]`, "score", "-")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var got []struct {
		Coverage, Lower, Upper, Point float64
		Level                         string
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	near := func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }
	if g := got[0]; !near(g.Coverage, 1./2) || !near(g.Lower, 5./12) || !near(g.Upper, 11./12) || !near(g.Point, 5./6) || g.Level != "limited" {
		t.Errorf("%+v", g)
	}
}

// TestServeStopsGracefully starts the program on an empty folder, reads a page,
// and ends it as SIGTERM does.
func TestServeStopsGracefully(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed, done := newLineWriter(), make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		done <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()}, strings.NewReader(""), printed, &errs)
	}()
	line := <-printed.lines
	address := line[strings.Index(line, "http://"):]
	for _, path := range []string{"/en/", "/fr/plans", "/readyz", "/en/benchmark", "/fr/activite", "/en/reports"} {
		if resp, _ := get(t, address+path); resp.StatusCode != http.StatusOK {
			t.Errorf("%s answers %d on an empty folder", path, resp.StatusCode)
		}
	}
	stop()
	if code := <-done; code != exitDone {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}

// TestStoppingFinishesTheRequestInFlight ends the program while a form is being
// sent: the form is answered, and nobody else is let in.
func TestStoppingFinishesTheRequestInFlight(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed, done := newLineWriter(), make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		done <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()}, strings.NewReader(""), printed, &errs)
	}()
	line := <-printed.lines
	host := strings.TrimSuffix(line[strings.Index(line, "http://")+len("http://"):], "/")
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	form := "email=a%40example.org&password=x"
	fmt.Fprintf(conn, "POST /en/sign-in HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", host, len(form), form[:5])
	if resp, _ := get(t, "http://"+host+"/readyz"); resp.StatusCode != http.StatusOK { // by then the first request is being read
		t.Fatalf("not ready: %d", resp.StatusCode)
	}
	stop()
	for { // until nobody is let in
		other, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", host)
		if err != nil {
			break
		}
		other.Close()
		time.Sleep(time.Millisecond)
	}
	select {
	case code := <-done:
		t.Fatalf("it ended with exit %d before it answered: %s", code, errs.String())
	case <-time.After(50 * time.Millisecond):
	}
	if _, err := conn.Write([]byte(form[5:])); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || len(body) == 0 || resp.StatusCode >= http.StatusInternalServerError {
		t.Errorf("%s, %d bytes, %v", resp.Status, len(body), err)
	}
	if code := <-done; code != exitDone {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}

// lineWriter hands on the lines written to it.
type lineWriter struct{ lines chan string }

func newLineWriter() *lineWriter { return &lineWriter{make(chan string, 16)} }

func (w *lineWriter) Write(b []byte) (int, error) {
	w.lines <- strings.TrimSpace(string(b))
	return len(b), nil
}
