package tracker_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"ogptracker/tracker"
)

// expectation is what a file of vectors says of one tree, and of each of its
// commitments: numbers, a level, or null.
type expectation struct {
	Expect      map[string]any            `json:"expect"`
	Commitments map[string]map[string]any `json:"commitments"`
}

// TestScoreVectors scores the trees of testdata/scoring.json, and of scoring.json
// in the folder that OGPTRACKER_VECTORS names where it is set, and compares every
// figure to 1e-9.
func TestScoreVectors(t *testing.T) {
	files := []string{filepath.Join("testdata", "scoring.json")}
	if dir := os.Getenv("OGPTRACKER_VECTORS"); dir != "" {
		files = append(files, filepath.Join(dir, "scoring.json"))
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		trees, err := tracker.ReadTrees(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		var want []expectation
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		compared := 0
		for i, tree := range trees {
			b, err := json.Marshal(tracker.Score(tree.Plan, tree.AsOf))
			if err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			if err := json.Unmarshal(b, &got); err != nil {
				t.Fatal(err)
			}
			commitments := got["commitments"].(map[string]any)
			delete(got, "commitments")
			compared += compareFigures(t, name, i, "plan", got, want[i].Expect)
			if len(commitments) != len(want[i].Commitments) {
				t.Errorf("%s[%d]: %d commitments, want %d", name, i, len(commitments), len(want[i].Commitments))
			}
			for code, w := range want[i].Commitments {
				g, _ := commitments[code].(map[string]any)
				compared += compareFigures(t, name, i, code, g, w)
			}
		}
		t.Logf("%s: %d trees, %d figures", name, len(trees), compared)
	}
}

func compareFigures(t *testing.T, name string, i int, node string, got, want map[string]any) int {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s[%d] %s: got %v, want %v", name, i, node, got, want)
	}
	for field, w := range want {
		g := got[field]
		gf, gok := g.(float64)
		wf, wok := w.(float64)
		if gok && wok && math.Abs(gf-wf) <= 1e-9 || !gok && !wok && g == w {
			continue
		}
		t.Errorf("%s[%d] %s: %s is %v, want %v", name, i, node, field, g, w)
	}
	return len(want)
}
