package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestDeadlineCommand(t *testing.T) {
	code, stdout, stderr := command(t, "\ufeffen\tBy fall 2027\r\n\nfr\tD’ici mars 2026\nen\tOngoing\n", "deadline", "-")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	want := []string{
		`{"text":"By fall 2027","kind":"dated","precision":"season","from":"2027-09-01","dates":["2027-11-30"],"due":"2027-11-30","ambiguous":false}`,
		`{"text":"D’ici mars 2026","kind":"dated","precision":"month","from":"2026-03-01","dates":["2026-03-31"],"due":"2026-03-31","ambiguous":false}`,
		`{"text":"Ongoing","kind":"recurring","precision":"","from":null,"dates":[],"due":null,"ambiguous":false}`,
	}
	var got []string
	for lines := bufio.NewScanner(strings.NewReader(stdout)); lines.Scan(); {
		got = append(got, lines.Text())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	const faulty = "en\tBy fall 2027\nxx\tBy\n\nBy\nen\tOngoing\n"
	code, stdout, stderr = command(t, faulty, "deadline", "-")
	if code != exitData || strings.Count(stdout, "\n") != 2 || !strings.HasPrefix(stdout, want[0]+"\n") || !strings.HasSuffix(stdout, want[2]+"\n") {
		t.Errorf("exit %d, of the good lines: %s", code, stdout)
	}
	for _, has := range []string{"line 2: Expected en or fr", "line 4: Expected en or fr", "2 errors."} {
		if !strings.Contains(stderr, has) {
			t.Errorf("%q not in %s", has, stderr)
		}
	}
	if code, stdout, _ := command(t, faulty, "deadline", "-", "--json"); code != exitData || !json.Valid([]byte(stdout)) || !strings.Contains(stdout, `"row": 4`) {
		t.Errorf("exit %d, with --json: %s", code, stdout)
	}
}

// TestBenchmarkRankCommand ranks countries of which one has no figures: it has no
// rank, rather than the rank 0.
func TestBenchmarkRankCommand(t *testing.T) {
	code, stdout, stderr := command(t, "country,published_score,a,b\nCA,10,1,2\nFR,20,,\nUS,20,2,3\n", "benchmark", "rank", "-")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var got struct {
		ISO2          []string `json:"iso2"`
		PublishedRank []*int   `json:"published_rank"`
		RawRank       []*int   `json:"raw_arithmetic_rank"`
		NotRanked     []string `json:"not_ranked"`
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	ranks := func(list []*int) (out []int) {
		for _, r := range list {
			if r == nil {
				out = append(out, -1)
			} else {
				out = append(out, *r)
			}
		}
		return out
	}
	if !slices.Equal(got.ISO2, []string{"CA", "FR", "US"}) || !slices.Equal(ranks(got.PublishedRank), []int{3, 1, 1}) ||
		!slices.Equal(ranks(got.RawRank), []int{2, -1, 1}) || !slices.Equal(got.NotRanked, []string{"FR"}) {
		t.Errorf("got %s", stdout)
	}
}

// commitmentRows are the columns that every edition of OGP's sheet has, and five
// commitments of which one was not assessed at the end and one is a city's.
const commitmentRows = `Commitment Unique Identifier,Country/Locality,Code,National Or Local,Action Plan ID,Completion (Progress Report),Completion (End Of Term)
CA1,Canada,CAN,National,AP_CAN01,ND,Complete
CA2,Canada,CAN,National,AP_CAN01,Limited,NR
KR1,Republic of Korea,KOR,National,AP_KOR01,ND,Limited
FR1,France,FRA,National,AP_FRA01,Substantial,
XX1,Paris,FRPA,Local,AP_FRPA1,ND,Complete
`

func TestBenchmarkCompletionCommand(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string // keys, and what was completed of what was assessed
	}{
		{nil, "Canada 1/1, Republic of Korea 0/1"},
		{[]string{"--progress"}, "Canada 1/2, France 1/1, Republic of Korea 0/1"},
		{[]string{"--all"}, "Canada 1/1, France 0/0, Republic of Korea 0/1"},
		{[]string{"--by", "plan"}, "AP_CAN01 1/1, AP_KOR01 0/1"},
		{[]string{"--group", "G7", "--progress"}, "Canada 1/2, France 1/1"},
		{[]string{"--countries", "Korea, Rep."}, "Republic of Korea 0/1"},
		{[]string{"--countries", "CAN, Corée"}, "Canada 1/1, Republic of Korea 0/1"},
	} {
		code, stdout, stderr := command(t, commitmentRows, append([]string{"benchmark", "completion", "-"}, tt.args...)...)
		if code != exitDone {
			t.Errorf("%v: exit %d: %s", tt.args, code, stderr)
			continue
		}
		var got map[string]struct{ High, Assessed int }
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatal(err)
		}
		var said []string
		for key, one := range got {
			said = append(said, fmt.Sprintf("%s %d/%d", key, one.High, one.Assessed))
		}
		slices.Sort(said)
		if all := strings.Join(said, ", "); all != tt.want {
			t.Errorf("%v: %s, want %s", tt.args, all, tt.want)
		}
	}
	_, stdout, _ := command(t, commitmentRows, "benchmark", "completion", "-", "--by", "commitment")
	var list []struct{ ID, Country string }
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || len(list) != 5 || list[2].Country != "KR" || list[4].Country != "" {
		t.Errorf("%v: %v", list, err)
	}
	for _, tt := range []struct{ lang, want string }{
		{"en", "Canada               1         1   100%   21% to 100%   0 of 0  not distinguishable from 1\n"},
		{"fr", "Corée du Sud"},
		{"fr", "seulement les engagements du fichier donné"},
	} {
		_, stdout, stderr := command(t, commitmentRows, "benchmark", "completion", "-", "--text", "--lang", tt.lang)
		if !strings.Contains(stdout, tt.want) {
			t.Errorf("%s: %q is missing in\n%s", tt.lang, tt.want, stdout)
		}
		if !strings.Contains(stderr, "Potential Impact") { // a column that is not there
			t.Errorf("%s: notes %s", tt.lang, stderr)
		}
	}
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestAFullDiskIsNoFaultOfOurs(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"version", "--json"}} {
		var errs strings.Builder
		if code := run(t.Context(), args, strings.NewReader(""), fullDisk{}, &errs); code != exitEnvironment || !strings.Contains(errs.String(), "disk is full") {
			t.Errorf("%v: exit %d: %s", args, code, errs.String())
		}
	}
}
