package pdf

import (
	"bytes"
	"os"
	"testing"

	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

var renderer = svg.NewRenderer(2)

// TestSampleFiles writes the sample reports where OGPTRACKER_PDF_DIR says, to be
// looked at; without it they are only set.
func TestSampleFiles(t *testing.T) {
	for _, lang := range tracker.Langs {
		for paper, name := range map[Paper]string{Letter: "letter", A4: "a4"} {
			var out bytes.Buffer
			if err := Write(&out, sample(lang, len(commitments)), renderer, Options{Paper: paper}); err != nil {
				t.Fatal(err)
			}
			if dir := os.Getenv("OGPTRACKER_PDF_DIR"); dir != "" {
				if err := os.WriteFile(dir+"/"+string(lang)+"-"+name+".pdf", out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
