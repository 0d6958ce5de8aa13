package main

import (
	"bytes"
	"math"
	"testing"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/tracker/exchange"
)

// The score of the Statistical Performance Indicators is the mean of the five pillars,
// all of which are rounded to a tenth: a slip of typing would show.
func TestDemonstrationScoresAreTheirMeans(t *testing.T) {
	for _, f := range demo.Files() {
		if f.Name != "spi.csv" {
			continue
		}
		mapping, err := exchange.ReadMapping(bytes.NewReader(f.About))
		if err != nil {
			t.Fatal(err)
		}
		index, faults := exchange.ReadIndex(bytes.NewReader(f.Data), mapping)
		if len(faults) > 0 || len(index.Editions) != 1 || len(index.Editions[0].Scores) != 187 {
			t.Fatalf("%v, %d editions", faults, len(index.Editions))
		}
		for _, s := range index.Editions[0].Scores {
			mean := 0.0
			for _, v := range s.Components {
				mean += v / 5
			}
			if math.Abs(mean-s.Value) > 0.1 {
				t.Errorf("%s: %v, mean %v", s.Country, s.Value, mean)
			}
		}
		return
	}
	t.Error("the index is not there")
}
