package charttest

import (
	"fmt"
	"math"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Index returns an index of ten countries over five editions. The scores are
// those published by the Open Data Barometer (World Wide Web Foundation, CC BY
// 4.0), absolute series; the order of countries is not.
func Index() *benchmark.Index {
	ix := &benchmark.Index{
		ID: "odb", Name: tracker.Text{EN: "Open Data Barometer", FR: "Open Data Barometer"}, Series: benchmark.Absolute,
		Components: []benchmark.Component{
			{Code: "readiness", Name: tracker.Text{EN: "Readiness", FR: "État de préparation"}},
			{Code: "implementation", Name: tracker.Text{EN: "Implementation", FR: "Mise en œuvre"}},
			{Code: "impact", Name: tracker.Text{EN: "Impact", FR: "Incidence"}},
		},
	}
	countries := []string{"US", "CA", "GB", "AU", "FR", "KR", "MX", "JP", "NZ", "DE"}
	scores := [][]float64{
		{75, 75, 67, 63, 64}, {58, 62, 64, 68, 76}, {80, 81, 79, 75, 76}, {58, 58, 58, 62, 75}, {55, 66, 67, 65, 72},
		{47, 50, 60, 62, 72}, {36, 44, 51, 58, 69}, {44, 47, 52, 58, 68}, {63, 66, 61, 61, 68}, {56, 58, 55, 56, 58},
	}
	parts := [][]float64{
		{79, 76, 37}, {86, 87, 55}, {83, 89, 57}, {79, 84, 62}, {84, 77, 55}, {82, 67, 67}, {79, 67, 62}, {78, 68, 58}, {79, 72, 52}, {76, 72, 27},
	}
	for k := range 5 {
		e := benchmark.Edition{Year: 2013 + k}
		for i, c := range countries {
			s := benchmark.Score{Country: c, Value: scores[i][k]}
			if k == 4 {
				s.Components = parts[i]
			}
			e.Scores = append(e.Scores, s)
		}
		ix.Editions = append(ix.Editions, e)
	}
	return ix
}

// WideIndex returns an index of n countries with gaps in the editions, missing
// parts, scores that are not whole, and ties.
func WideIndex(n int) *benchmark.Index {
	ix := Index()
	for k := range ix.Editions {
		e := &ix.Editions[k]
		e.Scores = nil
		for i := range n {
			if (i+k)%7 == 3 && k < 4 {
				continue // not covered that year
			}
			s := benchmark.Score{Country: string([]byte{'A' + byte(i/26%26), 'A' + byte(i%26)}), Value: math.Round(float64((i*37+k*11)%90)*2) / 2}
			if i%5 != 0 {
				s.Components = []float64{float64(i * 13 % 100), math.NaN(), float64(i * 29 % 100)}
				if i%3 != 0 {
					s.Components[1] = float64(i * 7 % 100)
				}
			}
			e.Scores = append(e.Scores, s)
		}
	}
	return ix
}

// ManyComponents returns the ten countries with n made-up components of long names,
// some missing and some of which a small value is good.
func ManyComponents(n int) *benchmark.Index {
	ix := Index()
	ix.Components = nil
	for j := range n {
		name := fmt.Sprintf("Component %d, whose name is longer than any column is wide", j+1)
		ix.Components = append(ix.Components, benchmark.Component{
			Code: fmt.Sprintf("c%d", j+1), Name: tracker.Text{EN: name, FR: name}, LowerIsBetter: j%4 == 3,
		})
	}
	latest := ix.Latest()
	for i := range latest.Scores {
		latest.Scores[i].Components = make(benchmark.Values, n)
		for j := range n {
			latest.Scores[i].Components[j] = float64((i*37+j*53)%101) + float64(j%3)/4
			if (i+j)%11 == 0 {
				latest.Scores[i].Components[j] = math.NaN()
			}
		}
	}
	return ix
}
