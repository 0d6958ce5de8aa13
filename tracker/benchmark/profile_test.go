package benchmark

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestProfile(t *testing.T) {
	p := ProfileOf(demonstration(t), "CA")
	var got [][4]int
	for _, a := range p.Appearances {
		got = append(got, [4]int{a.Edition.Year, a.Rank, a.Of, int(a.Change)})
	}
	if want := [][4]int{{2013, 7, 77, 0}, {2014, 7, 86, 4}, {2015, 4, 92, 2}, {2016, 2, 115, 4}, {2017, 1, 30, 8}}; !slices.Equal(got, want) {
		t.Errorf("Canada: %v, want %v", got, want)
	}
	if last := p.Appearances[4]; !last.Tied || last.Among != (Place{1, true}) || p.Appearances[0].Among != (Place{4, true}) || len(p.Common) != 25 {
		t.Errorf("among %d: from %d to %d", len(p.Common), p.Appearances[0].Among.Rank, last.Among.Rank)
	}
	// One that is not in all editions is followed through those it is in.
	if ua := ProfileOf(demonstration(t), "UA"); len(ua.Appearances) != 4 || ua.Appearances[0].Since != 0 || ua.Appearances[0].Among.Rank == 0 || len(ua.Common) <= 25 {
		t.Errorf("Ukraine: %+v among %d", ua.Appearances, len(ua.Common))
	}
	if none := ProfileOf(demonstration(t), "AQ"); none.Appearances != nil || none.Common != nil {
		t.Errorf("a country that is nowhere: %+v", none)
	}
}

// No points are counted over a change of method, nor in a scaled series.
func TestProfileCountsWhatCompares(t *testing.T) {
	ix := &Index{Series: Absolute, Editions: []Edition{
		{Year: 2015, Scores: []Score{{Country: "CA", Value: 10}}},
		{Year: 2016, Scores: []Score{{Country: "FR", Value: 20}}, Break: tracker.Text{EN: "Changed.", FR: "Changée."}},
		{Year: 2017, Scores: []Score{{Country: "CA", Value: 40}}},
		{Year: 2018, Scores: []Score{{Country: "CA", Value: 45}}},
	}}
	a := ProfileOf(ix, "CA").Appearances
	if a[1].Since != 0 || a[1].Change != 0 || a[2].Since != 2017 || a[2].Change != 5 {
		t.Errorf("%+v", a)
	}
	ix.Series = Scaled
	if a := ProfileOf(ix, "CA").Appearances; a[2].Since != 0 || a[2].Change != 0 {
		t.Errorf("scaled: %+v", a)
	}
}

func TestMeasures(t *testing.T) {
	ix := &Index{Components: []Component{{Code: "high"}, {Code: "low", LowerIsBetter: true}}, Editions: []Edition{{Year: 2017, Scores: []Score{
		{Country: "CA", Value: 70, Components: Values{50, 8}}, {Country: "FR", Value: 80, Components: Values{60, 4}},
		{Country: "GB", Value: 60, Components: Values{60, math.NaN()}},
	}}}}
	table := TableOf(ix, 2017)
	for _, c := range []struct {
		country                      string
		measure                      int
		value, best, gap, percentile float64
		rank, of                     int
		tied                         bool
		leaders                      []string
	}{
		{"CA", 0, 70, 80, 10, 0.5, 2, 3, false, []string{"FR"}},
		{"CA", 1, 50, 60, 10, 0, 3, 3, false, []string{"FR", "GB"}},
		{"CA", 2, 8, 4, 4, 0, 2, 2, false, []string{"FR"}},
		{"GB", 1, 60, 60, 0, 0.5, 1, 3, true, []string{"FR", "GB"}},
		{"GB", 2, missing, 0, 0, missing, 0, 0, false, nil},
	} {
		m := table.Measures(c.country)[c.measure]
		equal(t, c.country, Values{m.Value, m.Best, m.Gap, m.Percentile}, Values{c.value, c.best, c.gap, c.percentile})
		if m.Rank != c.rank || m.Of != c.of || m.Tied != c.tied || !slices.Equal(m.Leaders, c.leaders) || (m.Component == nil) != (c.measure == 0) {
			t.Errorf("%s, %d: %+v", c.country, c.measure, m)
		}
	}
	m := table.Measures("CA")[2]
	if median, of := table.MedianOf(&m, []string{"CA", "FR", "GB", "XX"}); median != 6 || of != 2 {
		t.Errorf("median %v of %d", median, of)
	}
	if median, of := table.MedianOf(&m, []string{"GB"}); !math.IsNaN(median) || of != 0 {
		t.Errorf("median of nothing: %v of %d", median, of)
	}
	if table.Measures("XX") != nil {
		t.Error("a country that is not there has measures")
	}
}

// What a table says of a score is what its measures say.
func TestMeasuresAgreeWithTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, _ := drawMatrix(t, true)
		edition := Edition{Year: 2017}
		for i, country := range m.Countries {
			edition.Scores = append(edition.Scores, Score{Country: country, Value: float64(rapid.IntRange(0, 5).Draw(t, "score")), Components: m.Values[i]})
		}
		ix := &Index{Components: m.Components, Editions: []Edition{edition}}
		table := TableOf(ix, 2017)
		for i := range table.Rows {
			r := &table.Rows[i]
			got := table.Measures(r.Country)
			if s := got[0]; s.Rank != r.Rank || s.Tied != r.Tied || s.Gap != r.Gap || orElse(s.Percentile, 0) != r.Percentile {
				t.Fatalf("%+v, and the table %+v", s, *r)
			}
			for _, c := range got[1:] {
				if !math.IsNaN(c.Value) && (c.Gap < 0 || (c.Gap == 0) != (c.Rank == 1) && c.Gap > TieWithin || c.Rank < 1 || c.Rank > c.Of) {
					t.Fatalf("%+v", c)
				}
			}
			if p := ProfileOf(ix, r.Country).Appearances; len(p) != 1 || p[0].Rank != r.Rank || p[0].Among != p[0].Place || p[0].Of != table.Size() {
				t.Fatalf("%+v, and the table %+v", p, *r)
			}
		}
	})
}
