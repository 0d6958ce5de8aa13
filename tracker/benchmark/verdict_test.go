package benchmark

import (
	"slices"
	"testing"
)

func TestRelations(t *testing.T) {
	ix := demonstration(t)
	m := MatrixOf(ix, ix.Edition(2017))
	got, err := Verdicts(m, WeightDelta, []string{"CA", "GB", "FR", "XX", "MX"})
	want := []PairVerdict{
		{Pair{"CA", "GB"}, Open}, {Pair{"CA", "FR"}, Dominates}, {Pair{"CA", "MX"}, Ahead},
		{Pair{"GB", "FR"}, Ahead}, {Pair{"GB", "MX"}, Ahead}, {Pair{"FR", "MX"}, Ahead},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	turned, err := Verdicts(m, WeightDelta, []string{"FR", "CA"})
	if err != nil || !slices.Equal(turned, []PairVerdict{{Pair{"CA", "FR"}, Dominates}}) {
		t.Errorf("turned round: %v, %v", turned, err)
	}
	few := Matrix{Countries: []string{"X", "Y", "Z"}, Components: []Component{{Code: "a"}, {Code: "b"}}, Values: []Values{{1, missing}, {2, 3}, {2, 3}}}
	got, err = Verdicts(few, WeightDelta, few.Countries)
	if err != nil || !slices.Equal(got, []PairVerdict{{Pair{"X", "Y"}, Incomparable}, {Pair{"X", "Z"}, Incomparable}, {Pair{"Y", "Z"}, Open}}) {
		t.Errorf("a country that lacks half, and twins: %v, %v", got, err)
	}
	if _, err := Verdicts(Matrix{}, WeightDelta, nil); err == nil {
		t.Error("nothing is compared")
	}
}
