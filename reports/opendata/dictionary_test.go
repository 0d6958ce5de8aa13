package opendata_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// TestDataDictionary holds that docs/data-dictionary.md describes the fields as
// they are; with -update it writes it anew.
func TestDataDictionary(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Data dictionary / Dictionnaire de données\n\n" +
		"The tables of a plan's downloads and data package, of what became of OGP's commitments, and of what an independent review found. Shares run from 0 to 1; dates are ISO 8601; a blank is a value that there is not. " +
		"This file is written by a test of `reports/opendata`, from the descriptions that the package itself carries. " +
		"Accounts, drafts, notices and e-mails are in none of them: [operations](operations.md) says what is kept of these, and for how long.\n\n" +
		"Les tables des téléchargements et du paquet de données d’un plan, celle de ce que sont devenus les engagements du PGO et celle de ce qu’un examen indépendant a constaté. Les parts vont de 0 à 1; les dates suivent la norme ISO 8601; une case vide est une valeur qui n’existe pas. " +
		"Un essai de `reports/opendata` écrit ce fichier, à partir des descriptions que porte le paquet lui-même. " +
		"Les comptes, les brouillons, les avis et les courriels n’y figurent pas : [operations.md](operations.md) dit ce qui en est conservé, et pendant combien de temps.\n")
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	cell := strings.NewReplacer("|", `\|`, "\n", " ")
	for _, table := range append(opendata.Of(tracker.Assess(&tracker.Record{}, tracker.Date{}), opendata.Options{}).Tables, opendata.CompletionTable(benchmark.Completed{}), opendata.ReviewTable(&edition.Frozen{})) {
		b.WriteString("\n## " + table.Name + ".csv\n\n" + table.Title(en) + " / " + table.Title(fr) + "\n\n| field | type | meaning | sens |\n|---|---|---|---|\n")
		for _, f := range table.Fields {
			b.WriteString("| `" + f.Name + "` | " + string(f.Type) + " | " + cell.Replace(f.Description(en)) + " | " + cell.Replace(f.Description(fr)) + " |\n")
		}
	}
	file := filepath.Join("..", "..", "docs", "data-dictionary.md")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Error("docs/data-dictionary.md is not what the tables are: run this test with -update")
	}
}
