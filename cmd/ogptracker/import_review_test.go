package main

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ogptracker/db"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// ogpReviewSheet has commitments of two plans in some of OGP's columns, two of them of
// the demonstration's third plan.
const ogpReviewSheet = `URL,Commitment Unique Identifier,Country/Locality,Code,National Or Local,Action Plan Number,Commitment Number,Specificity,OGP Value Access To Information,OGP Value Civic Participation,OGP Value Public Accountability,OGP Value Technology,Potential Impact,Completion (End Of Term),Did It Open Government (Overall)
x,CA0036,Canada,CAN,National,2,7,High,1,0,0,0,Moderate,Complete,Major
x,CA0042,Canada,CAN,National,3,1,Medium,1,1,0,0,Minor,Substantial,Marginal
x,CA0046,Canada,CAN,National,3,5,ND,ND,ND,ND,ND,ND,Limited,NA
`

func TestImportReview(t *testing.T) {
	data, file := folder(t)
	for _, args := range [][]string{
		{"import", "plan", "demo/ca-3.yaml"},
		{"freeze", "--plan", "ca-3", "--as-of", "2018-06-30"},
		{"user", "add", "reviewer@example.org", "--name", "A reviewer", "--role", "reviewer", "--link", "--base-url", "https://tracker.example.org"},
		{"user", "add", "lead@example.org", "--name", "A lead", "--role", "contributor", "--organization", "tbs-sct", "--link", "--base-url", "https://tracker.example.org"},
	} {
		if code, stdout, stderr := command(t, "", append(args, "--data", data)...); code != exitDone {
			t.Fatalf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
	}
	sheet := file("ogp.csv", ogpReviewSheet)
	runs := func(path string, args ...string) (int, importedReview) {
		t.Helper()
		all := slices.Concat([]string{"import", "review", path, "--json", "--data", data}, args)
		for flag, value := range map[string]string{"--plan": "ca-3", "--edition": "1", "--author": "reviewer@example.org"} {
			if !slices.Contains(args, flag) {
				all = append(all, flag, value)
			}
		}
		code, stdout, stderr := command(t, "", all...)
		var got importedReview
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%v: %v: %s%s", args, err, stdout, stderr)
		}
		return code, got
	}
	step := func(name string, want importedReview, path string, args ...string) {
		t.Helper()
		code, got := runs(path, args...)
		counts := got
		counts.Missing, counts.Warnings, counts.Errors = nil, nil, nil
		if code != exitDone || !reflect.DeepEqual(counts, want) {
			t.Errorf("%s: exit %d, %+v, want %+v", name, code, got, want)
		}
	}
	step("dry run", importedReview{Rows: 2, Added: 2, DryRun: true}, sheet, "--dry-run")
	step("first run", importedReview{Rows: 2, Added: 2, Version: 1}, sheet)
	step("second run", importedReview{Rows: 2, Unchanged: 2, Version: 1}, sheet)
	step("a change", importedReview{Rows: 2, Changed: 1, Unchanged: 1, Version: 2}, file("ogp2.csv", strings.Replace(ogpReviewSheet, "Limited", "Complete", 1)))
	findings := file("findings.yaml", "reviewer: {en: An institute, fr: Un institut}\nassessments:\n  - {commitment: \"1\", findings: {en: Much is done., fr: Beaucoup est fait.}}\n")
	step("findings", importedReview{Rows: 1, Changed: 1, Version: 3}, findings)

	store, err := db.Open(t.Context(), data, db.Options{Existing: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	kept, err := store.Review(t.Context(), "ca-3", 1)
	if err != nil {
		t.Fatal(err)
	}
	if a, five := kept.Of("1"), kept.Of("5"); kept.State != review.Draft || len(kept.Assessments) != 22 || kept.Reviewer.FR != "Un institut" ||
		a.Completion != benchmark.CompletionSubstantial || a.Findings.FR != "Beaucoup est fait." || five.Completion != benchmark.CompletionComplete {
		t.Errorf("kept: %+v", kept)
	}

	// Columns that a sheet lacks are told, and what stands in the draft for them stays.
	if code, got := runs("demo/ogp.csv"); code != exitDone || got.Rows != 1 || got.Unchanged != 1 || len(got.Missing) != 21 ||
		len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0].Message, "OGP Value Civic Participation") {
		t.Errorf("few columns: exit %d, %+v", code, got)
	}

	// What is wrong is told with its place, and nothing is written.
	for _, c := range []struct {
		path, row, column, expected string
		args                        []string
	}{
		{file("bad.csv", strings.Replace(ogpReviewSheet, "Substantial", "Nearly", 1)), "3", "Completion (End Of Term)", "limited", nil},
		{file("bad2.csv", strings.Replace(ogpReviewSheet, "CA0046,Canada,CAN,National,3,5", "CA0046,Canada,CAN,National,3,55", 1)), "4", "Commitment Number", "22", nil},
		{file("bad.yaml", "assessments:\n  - {commitment: \"1\", completion: nearly}\n"), "2", "assessments[0].completion", "limited", nil},
	} {
		code, got := runs(c.path, c.args...)
		if code != exitData || len(got.Errors) != 1 || got.Error == nil {
			t.Fatalf("%s: exit %d, %+v", c.path, code, got)
		}
		if e := got.Errors[0]; e.Column != c.column || !strings.Contains(e.Message, c.expected) || c.row != string(rune('0'+e.Row)) {
			t.Errorf("%s: %+v", c.path, e)
		}
	}
	for name, args := range map[string][]string{
		"no such edition":  {"--edition", "7"},
		"no such account":  {"--author", "nobody@example.org"},
		"no reviewer":      {"--author", "lead@example.org"},
		"another language": {"--author", "lead@example.org", "--lang", "fr"},
	} {
		if code, got := runs(sheet, args...); code != exitData || got.Error == nil || got.Error.Message == "" {
			t.Errorf("%s: exit %d, %+v", name, code, got)
		}
	}

	// A review that is final is the reviewer's last word.
	kept.State = review.Final
	if kept, err = store.SaveReview(t.Context(), "test", *kept); err != nil {
		t.Fatal(err)
	}
	if code, got := runs(sheet); code != exitData || got.Error == nil || got.Error.Code != "review_final" {
		t.Errorf("a final review: exit %d, %+v", code, got)
	}
	kept.State = review.Replied
	if kept, err = store.SaveReview(t.Context(), "test", *kept); err != nil {
		t.Fatal(err)
	}
	if _, err := store.FreezeReview(t.Context(), "test", "ca-3", 1, kept.Version, "test"); err != nil {
		t.Fatal(err)
	}
	if code, got := runs(sheet, "--edition", "2"); code != exitData || got.Error == nil || got.Error.Code != "review_of_review" {
		t.Errorf("a review of a review: exit %d, %+v", code, got)
	}
}
