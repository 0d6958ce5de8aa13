package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
)

// portal is a definition of the portal's table for the small plan.
const portal = `
dataset_type: nap9
resources:
- title: Ninth plan
  fields:
  - {datastore_id: reporting_period, choices: {2030-06: 2030-06, 2030-12: 2030-12}}
  - datastore_id: commitments
    description: {en: The commitment in the New ninth plan, fr: L’engagement dans le Nouveau neuvième plan}
    choices: {C1: {en: Commitment, fr: Engagement}}
  - {datastore_id: milestones, choices: {C1.1: {en: Milestone renamed, fr: Jalon renommé}}}
  - datastore_id: indicators
    choices:
      C1.1.1: {en: One, fr: Un, lead_dept: dept, deadline: {en: By June 2031, fr: D’ici juin 2031}}
`

// richPlan adds to the small plan what the portal's table cannot express.
var richPlan = strings.NewReplacer(
	"  cycle_years: 2", "  illustrative: true\n  summary: {en: Why, fr: Pourquoi}\n  themes: [{code: data, name: {en: Data, fr: Données}}]\n  cycle_years: 2",
	"      leads: [dept]", "      leads: [dept]\n      theme: data\n      weight: 3\n      problem: {en: A problem, fr: Un problème}",
	"plan:\n", "events: [{kind: forum_meeting, on: 2030-02-01, title: {en: Meeting, fr: Réunion}}]\nrecommendations: [{number: 1, text: {en: Do it, fr: Faites-le}}]\nconclusion: {en: The end, fr: La fin}\nplan:\n",
).Replace(smallPlan)

func TestThePortalsTableTakesNothingAwayThatItCannotExpress(t *testing.T) {
	data, file := folder(t)
	must := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := command(t, "", append(args, "--data", data)...)
		if code != exitDone {
			t.Fatalf("%v: exit %d: %s%s", args, code, stdout, stderr)
		}
		return stdout
	}
	must("import", "plan", file("rich.yaml", richPlan))
	full := file("full.yaml", portal+"      C1.1.2: {en: Two, fr: Deux, lead_dept: dept, deadline: {en: Ongoing, fr: En cours}}\n")

	var dry struct {
		Changed bool
		Changes struct {
			Plan    struct{ Fields, Cleared []string }
			Added   []string
			Removed []string
			Changed []struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(must("import", "plan", full, "--dry-run", "--json")), &dry); err != nil {
		t.Fatal(err)
	}
	if c := dry.Changes; !dry.Changed || len(c.Added) != 0 || len(c.Removed) != 0 || len(c.Plan.Cleared) != 0 || len(c.Changed) != 3 || c.Changed[0].Code != "C1.1" {
		t.Errorf("the dry run reports %+v", dry)
	}
	if text := must("import", "plan", full, "--dry-run"); !strings.Contains(text, "Items changed (3): C1.1, C1.1.1, C1.1.2") || !strings.Contains(text, "dry run") {
		t.Errorf("the dry run says %s", text)
	}
	must("import", "plan", full)
	record := must("export", "all", "--plan", "ca-9", "--format", "json", "-o", "-")
	for _, kept := range []string{"Pourquoi", "Un problème", "Données", "Faites-le", "La fin", "forum_meeting", `"illustrative": true`, `"weight": 3`, "team@example.org", "2031-12-31",
		"Jalon renommé", "By June 2031", "Nouveau neuvième plan"} {
		if !strings.Contains(record, kept) {
			t.Errorf("%q is gone or was not read", kept)
		}
	}

	half := file("half.yaml", portal)
	for _, dryRun := range [][]string{{"--dry-run"}, nil} {
		code, stdout, stderr := command(t, "", append([]string{"import", "plan", half, "--json", "--data", data}, dryRun...)...)
		if code != exitData || !strings.Contains(stdout, `"would_remove"`) || !strings.Contains(stderr, "1 item is recorded and not in") || !strings.Contains(stderr, "C1.1.2") {
			t.Errorf("half a file: exit %d, %s%s", code, stdout, stderr)
		}
	}
	if again := must("export", "all", "--plan", "ca-9", "--format", "json", "-o", "-"); again != record {
		t.Error("half a file was written")
	}
	if text := must("import", "plan", half, "--remove"); !strings.Contains(text, "Items removed (1): C1.1.2") {
		t.Errorf("the removal is not said: %s", text)
	}
}

// A record that says less than before is what its writer wants, and is said.
func TestARecordThatEmptiesFieldsSaysSo(t *testing.T) {
	data, file := folder(t)
	for _, content := range []string{richPlan, smallPlan} {
		code, stdout, stderr := command(t, "", "import", "plan", file("p.yaml", content), "--data", data)
		if code != exitDone {
			t.Fatal(stderr)
		}
		if content == smallPlan {
			for _, has := range []string{"C1 problem", "conclusion", "Shorter list, events: 1 before, 0 after", "Shorter list, recommendations"} {
				if !strings.Contains(stdout, has) {
					t.Errorf("%q is missing in\n%s", has, stdout)
				}
			}
		}
	}
}

func TestADamagedWorkbookIsRefusedWhole(t *testing.T) {
	data, file := folder(t)
	rows := file("rows.csv", rowsHead+"2030-06,C1,C1.1,C1.1.1,SP,Done much,Beaucoup fait,,,,\n2030-06,C1,C1.1,C1.1.2,C,Done,Fait,,,,\n")
	if code, _, stderr := command(t, "", "import", "updates", rows, "--plan", "ca-9", "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	whole := file("rows.xlsx", "")
	if code, _, stderr := command(t, "", "export", "updates", "--plan", "ca-9", "--format", "xlsx", "-o", whole, "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	packed, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := folder(t)
	damaged := file("damaged.xlsx", string(cutSheet(t, packed)))
	code, stdout, stderr := command(t, "", "import", "updates", damaged, "--plan", "ca-9", "--data", other)
	if code != exitData || !strings.Contains(stderr, "workbook is damaged") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	if code, stdout, stderr := command(t, "", "import", "updates", whole, "--plan", "ca-9", "--dry-run", "--data", other); code != exitDone || !strings.Contains(stdout, "added 2") || !strings.Contains(stdout, "dry run") {
		t.Errorf("the whole one: exit %d, %s%s", code, stdout, stderr)
	}
}

// cutSheet returns a workbook whose sheet ends before its last row.
func cutSheet(t *testing.T, packed []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Name, "worksheets/") {
			content = content[:bytes.Index(content, []byte(`<row r="3"`))]
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The faults of a mapping are told as those of rows are, with the file they are in.
func TestAMappingsFaultsAreRowFaults(t *testing.T) {
	data, file := folder(t)
	mapping := file("map.yaml", "id: x\nfly: 1\n")
	code, stdout, stderr := command(t, "", "import", "index", file("x.csv", "a\n1\n"), "--map", mapping, "--json", "--data", data)
	var got struct{ Errors []rowFault }
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if code != exitData || len(got.Errors) < 2 || got.Errors[0] != (rowFault{mapping, 2, "fly", got.Errors[0].Message}) || strings.Contains(stdout+stderr, "exchange.") {
		t.Errorf("exit %d, %+v\n%s", code, got, stderr)
	}
}

// A plan's tables are computed and not read back; the message names what is.
func TestAComputedTableIsToldFromAPlansSheet(t *testing.T) {
	data, file := folder(t)
	if code, _, stderr := command(t, "", "import", "plan", file("small.yaml", smallPlan), "--data", data); code != exitDone {
		t.Fatal(stderr)
	}
	for _, format := range []string{"csv", "xlsx", "json"} {
		table := file("table."+format, "")
		if code, _, stderr := command(t, "", "export", "plan", "--plan", "ca-9", "--format", format, "-o", table, "--data", data); code != exitDone {
			t.Fatal(stderr)
		}
		for lang, want := range map[string]string{"en": "computed table of a plan", "fr": "tableau calculé d’un plan"} {
			code, stdout, stderr := command(t, "", "import", "plan", table, "--number", "9", "--data", data, "--lang", lang)
			if format == "json" {
				if code != exitDone {
					t.Errorf("%s: exit %d: %s%s", format, code, stdout, stderr)
				}
				continue
			}
			if said := stdout + stderr; code != exitData || strings.Count(said, want) != 1 || !strings.Contains(said, "--format json") || strings.Count(said, "\n") > 3 {
				t.Errorf("%s in %s: exit %d: %s", format, lang, code, said)
			}
		}
	}
}
