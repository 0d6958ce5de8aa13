package benchmark

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestReferenceFigures compares every figure with those of an independent
// implementation: the file benchmark_odb_2017.json in the folder that
// OGPTRACKER_VECTORS names, or else the leading countries typed in below.
func TestReferenceFigures(t *testing.T) {
	want := Analysis{
		ISO2:           []string{"AU", "CA", "FR", "GB", "JP", "KR"},
		PublishedScore: Values{75, 76, 72, 76, 68, 72},
		PublishedRank:  []int{3, 1, 4, 1, 6, 4},
		Components:     leaders().Values,

		RawArithmetic:     Values{75, 76, 72, 76.333333333, 68, 72},
		RawArithmeticRank: []int{3, 2, 4, 1, 6, 4},
	}
	components := leaders().Components
	dir := os.Getenv("OGPTRACKER_VECTORS")
	if dir != "" {
		b, err := os.ReadFile(filepath.Join(dir, "benchmark_odb_2017.json"))
		if err != nil {
			t.Fatal(err)
		}
		want = Analysis{}
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
	}
	m := Matrix{Countries: want.ISO2, Components: components, Values: want.Components, Scores: want.PublishedScore}

	ranks, err := AnalyseRanks(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	sameRanks(t, "published", ranks.PublishedRank, want.PublishedRank)
	equal(t, "raw arithmetic", ranks.RawArithmetic, want.RawArithmetic)
	sameRanks(t, "raw arithmetic", ranks.RawArithmeticRank, want.RawArithmeticRank)
	if dir == "" {
		return
	}

	composites, err := AnalyseComposites(m, want.Weights)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "min-max arithmetic", composites.MinMaxArithmetic, want.MinMaxArithmetic)
	sameRanks(t, "min-max arithmetic", composites.MinMaxArithmeticRank, want.MinMaxArithmeticRank)
	equal(t, "min-max geometric", composites.MinMaxGeometric, want.MinMaxGeometric)
	sameRanks(t, "min-max geometric", composites.MinMaxGeometricRank, want.MinMaxGeometricRank)
	equal(t, "z-score arithmetic", composites.ZScoreArithmetic, want.ZScoreArithmetic)
	sameRanks(t, "z-score arithmetic", composites.ZScoreArithmeticRank, want.ZScoreArithmeticRank)

	ranges, err := AnalyseRange(m, nil, Method{Normalisation: MinMax, Aggregation: Arithmetic}, *want.WeightDelta)
	if err != nil {
		t.Fatal(err)
	}
	sameRanks(t, "best possible", ranges.BestPossibleRank, want.BestPossibleRank)
	sameRanks(t, "worst possible", ranges.WorstPossibleRank, want.WorstPossibleRank)
}

func sameRanks(t *testing.T, what string, got, want []int) {
	t.Helper()
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("%s: ranks %v, want %v", what, got, want)
	}
}
