package main

import (
	"bufio"
	"encoding/json"
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
	if code, stdout, _ := command(t, "en\tBy fall 2027\nxx\tBy\n", "deadline", "-"); code != exitData || stdout != "" {
		t.Errorf("exit %d, and half a result: %s", code, stdout)
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
