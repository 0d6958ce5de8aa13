package exchange

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestReadSchema(t *testing.T) {
	record, faults, err := ReadPlan(bytes.NewReader(testFile(t, "schema.yaml")), PlanOptions{Jurisdiction: "CA"})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	plan := record.Plan
	if plan.ID != "ca-7" || plan.Number != 7 || plan.CycleYears != 4 ||
		plan.Start != tracker.MustDate("2026-01-01") || plan.End != tracker.MustDate("2027-06-30") {
		t.Errorf("plan %s, number %d, %d years, %s to %s", plan.ID, plan.Number, plan.CycleYears, plan.Start, plan.End)
	}
	if want := []tracker.Level{tracker.NotStarted, tracker.Limited}; !slices.Equal(plan.Rules.ChallengesFor, want) {
		t.Errorf("challenges are required for %v, want %v", plan.Rules.ChallengesFor, want)
	}
	// C01.1 is no parent of C01.10.1.
	var codes []string
	for _, leaf := range plan.Leaves() {
		codes = append(codes, leaf.Commitment.Code+" "+leaf.Milestone.Code+" "+leaf.Code)
	}
	if want := []string{"C01 C01.1 C01.1.1", "C01 C01.10 C01.10.1", "C02 C02.1 C02.1.1"}; !slices.Equal(codes, want) {
		t.Errorf("codes %v, want %v", codes, want)
	}
	var out bytes.Buffer
	if err := WriteRecord(&out, record); err != nil {
		t.Fatal(err)
	}
	golden(t, "schema.golden.json", out.Bytes())
}

func TestReadRecord(t *testing.T) {
	record, faults, err := ReadPlan(bytes.NewReader(testFile(t, "record.yaml")), PlanOptions{})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	first, second := record.Plan.Commitments[0], record.Plan.Commitments[1]
	if record.Plan.ID != "ca-on-2" || first.Number != 1 || second.Number != 2 || first.Weight != 2.5 {
		t.Errorf("plan %s, commitments %d and %d", record.Plan.ID, first.Number, second.Number)
	}
	if got := first.Deadline.Meaning; got.Kind != tracker.Dated || got.Due != tracker.MustDate("2027-02-28") {
		t.Errorf("the deadline means %+v", got)
	}
	if got := second.Deadline.Meaning.Due; got != tracker.MustDate("2027-05-01") {
		t.Errorf("a date set by hand was read again: %s", got)
	}
	if got := record.Updates[1].PublishedAt; got != time.Date(2027, 1, 5, 14, 30, 0, 0, time.UTC) {
		t.Errorf("published at %s", got)
	}
	var out bytes.Buffer
	if err := WriteRecord(&out, record); err != nil {
		t.Fatal(err)
	}
	golden(t, "record.golden.json", out.Bytes())
	back, faults, err := ReadPlan(bytes.NewReader(out.Bytes()), PlanOptions{})
	if err != nil || len(faults) > 0 || !reflect.DeepEqual(back, record) {
		t.Errorf("what was written reads back as %+v, %v, %v", back, faults, err)
	}
}

// Any record is written to JSON and read back to itself.
func TestRecordRoundTrip(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) tracker.Text {
		draw := func(label string) string { return outgoing(rapid.String().Draw(t, label)) }
		return tracker.Text{EN: draw("en"), FR: draw("fr")}
	})
	deadlines := rapid.SampledFrom([]tracker.Text{
		{}, {EN: "By fall 2027", FR: "D’ici l’automne 2027"}, {EN: "Ongoing", FR: "Permanent"}, {EN: "some day", FR: "un jour"},
	})
	rapid.Check(t, func(t *rapid.T) {
		record := &tracker.Record{
			Jurisdiction: tracker.Jurisdiction{Code: "CA", Level: tracker.National, Name: text.Draw(t, "name")},
			Plan: tracker.Plan{ID: "ca-3", Jurisdiction: "CA", Number: 3, Title: text.Draw(t, "title"),
				Start: tracker.MustDate("2026-07-01"), Periods: []tracker.Period{"2026-12"}},
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "commitments") {
			item := tracker.Item{Code: string(rune('A' + i)), Title: text.Draw(t, "commitment"),
				Weight: rapid.Float64Range(0.001, 1000).Draw(t, "weight")}
			item.Deadline.Text = deadlines.Draw(t, "deadline")
			if !item.Deadline.Text.IsZero() {
				item.Deadline.Meaning, _ = tracker.ReadDeadline(item.Deadline.Text, record.Plan.Start)
			}
			record.Plan.Commitments = append(record.Plan.Commitments, tracker.Commitment{Item: item, Number: i + 1})
			record.Updates = append(record.Updates, tracker.Update{
				ID: int64(i), Leaf: item.Code, Period: "2026-12", Status: rapid.SampledFrom(tracker.Levels).Draw(t, "status"),
				Progress:    text.Draw(t, "progress"),
				PublishedAt: time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).UTC(),
			})
		}
		var out bytes.Buffer
		if err := WriteRecord(&out, record); err != nil {
			t.Fatal(err)
		}
		back, faults, err := ReadPlan(&out, PlanOptions{})
		if err != nil || len(faults) > 0 || !reflect.DeepEqual(back, record) {
			t.Fatalf("read back as %+v, %v, %v", back, faults, err)
		}
	})
}

func TestReadPlanFaults(t *testing.T) {
	record := string(testFile(t, "record.yaml"))
	schema := string(testFile(t, "schema.yaml"))
	change := func(text, old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("testdata no longer has %q", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", " \n", []string{"0  nothing"}},
		{"something else", "hello: there\n", []string{"1  not_a_plan"}},
		{"a list", "- a\n- b\n", []string{"1  not_a_plan"}},
		{"two documents", "plan: {number: 1}\n---\nplan: {}\n", []string{"0  yaml_documents"}},
		{"broken YAML", "plan:\n  - a\n b: [\n", []string{"3  yaml_syntax"}},
		{"broken JSON", "{\"plan\":\n {\"number\": 1,}}", []string{"2  json_syntax"}},
		{"JSON cut off", "{\"plan\": {\n", []string{"1  json_syntax"}},
		{"JSON and more", "{\"plan\": {}}\n{}", []string{"2  json_syntax"}},
		{"deep YAML", "plan: " + strings.Repeat("[", 20_000), []string{"1  too_deep"}},
		{"deep on one line", "plan:\n" + strings.Repeat("- ", 20_000), []string{"2  too_deep"}},
		{"deep JSON", `{"plan": ` + strings.Repeat("[", 20_000), []string{"1  too_deep"}},
		{"aliases", "plan: &a\n  number: 1\nupdates: *a\n", []string{"1  yaml_unsupported", "3  yaml_unsupported"}},
		{"too large", "# " + strings.Repeat("x", MaxRecordBytes), []string{"0  too_large"}},

		{"everything wrong at once", "plan:\n  number: one\n  title: words\n  start: 2026-02-30\n  colour: red\n" +
			"  commitments:\n    - code: A\n      weight: heavy\n      titel: {en: x}\n    - code: B\n      leads: tbs-sct\n" +
			"updates:\n  - leaf: Z\n    period: 2026-06\n    status: done\n",
			[]string{
				"2 plan.number expected_whole", "3 plan.title expected_mapping", "4 plan.start expected_date",
				"5 plan.colour field_unknown", "8 plan.commitments[0].weight expected_number",
				"9 plan.commitments[0].titel field_unknown", "11 plan.commitments[1].leads expected_list",
				"15 updates[0].status value_unknown", "1 jurisdiction.code required", "1 plan.number number_missing",
				"13 updates[0].leaf code_unknown", "13 updates[0].period period_not_in_plan",
			}},
		{"other kinds", change(change(change(record, "weight: 2.5", "weight: \"2.5\""), "set_by_hand: true", "set_by_hand: yes"),
			"published_at: 2026-07-02", "published_at: soon"),
			[]string{"22 plan.commitments[0].weight expected_number", "37 plan.commitments[1].deadline.set_by_hand expected_true_or_false",
				"53 updates[0].published_at expected_time"}},
		{"infinite weight", change(record, "weight: 2.5", "weight: .inf"), []string{"22 plan.commitments[0].weight expected_number"}},
		{"a group for a text", change(record, "code: city", "code: {a: b}"), []string{"40 organizations[0].code expected_text"}},
		{"a field twice in JSON", "{\"jurisdiction\": {\"code\": \"CA\"}, \"plan\": {\n\"number\": 1,\n\"number\": 2}}",
			[]string{"3 plan.number field_twice"}},
		{"NUL", "{\"jurisdiction\": {\"code\": \"C\\u0000A\"}, \"plan\": {\"number\": 1}}",
			[]string{"1 jurisdiction.code control_character", "1 jurisdiction.code required"}},
		{"not UTF-8", "jurisdiction:\n  code: CA\nplan:\n  number: 1\n  title:\n    en: caf\xe9\n",
			[]string{"6  tree_not_utf8"}},
		{"UTF-16", "\xff\xfep\x00", []string{"0  is_utf16"}},
		{"a workbook", "PK\x03\x04 and so on", []string{"0  is_workbook"}},
		{"nothing but a comment", "# nothing\n", []string{"0  nothing"}},

		{"schema without indicators", change(schema, "datastore_id: indicators", "datastore_id: indicateurs"),
			[]string{"3 indicators schema_field_missing"}},
		{"schema without number", change(schema, "dataset_type: nap7", "dataset_type: nap"),
			[]string{"3 plan.number number_missing"}},
		{"schema with a lost indicator", change(schema, "C01.10.1:", "C01.11.1:"), []string{"52 indicators no_parent"}},
		{"schema with a lost milestone", change(schema, "      C02.1:", "      C3:"),
			[]string{"38 milestones no_parent", "62 indicators no_parent"}},
		{"schema with a bad period", change(schema, "2026-12: 2026-12", "2026-13: 2026-13"),
			[]string{"11 reporting_period period_malformed"}},
		{"schema with a blank title", change(change(schema, "en: Open contracts", "en:"), "fr: Contrats ouverts", "fr:"),
			[]string{"21 commitments.C02 required"}},
		{"schema that is a heap", "resources: 5\n", []string{"1 reporting_period schema_field_missing",
			"1 commitments schema_field_missing", "1 milestones schema_field_missing", "1 indicators schema_field_missing"}},
	} {
		var opts PlanOptions
		if strings.HasPrefix(c.name, "schema") {
			opts.Jurisdiction = "CA" // which a schema cannot say
		}
		record, faults, err := ReadPlan(strings.NewReader(c.text), opts)
		if err != nil || record != nil {
			t.Errorf("%s: %v, %v", c.name, record, err)
		}
		sameFaults(t, c.name, faults, c.want...)
	}
}
