package trackertest

import (
	"math"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Index returns a small benchmark index, new at each call: four countries in two
// editions, of which one is missing from the first, two tie in the second, and
// one lacks a component. The figures are the Open Data Barometer's, Leaders
// Edition, absolute series (World Wide Web Foundation, CC BY 4.0).
func Index() *benchmark.Index {
	return &benchmark.Index{
		ID:         "odb",
		Name:       tracker.Text{EN: "Open Data Barometer", FR: "Baromètre des données ouvertes"},
		Source:     tracker.Text{EN: "World Wide Web Foundation", FR: "World Wide Web Foundation"},
		SourceURL:  "https://opendatabarometer.org/",
		Licence:    "CC BY 4.0",
		LicenceURL: "https://creativecommons.org/licenses/by/4.0/",
		Series:     benchmark.Absolute,
		Components: []benchmark.Component{
			{Code: "readiness", Name: tracker.Text{EN: "Readiness", FR: "État de préparation"}},
			{Code: "implementation", Name: tracker.Text{EN: "Implementation", FR: "Mise en œuvre"}},
			{Code: "impact", Name: tracker.Text{EN: "Impact", FR: "Retombées"}},
		},
		Editions: []benchmark.Edition{
			{Year: 2016, Scores: []benchmark.Score{
				{Country: "CA", Value: 68}, {Country: "GB", Value: 75}, {Country: "FR", Value: 65},
			}},
			{Year: 2017, Name: tracker.Text{EN: "Leaders Edition", FR: "Édition des chefs de file"}, Scores: []benchmark.Score{
				{Country: "CA", Value: 76, Components: []float64{86, 87, 55}},
				{Country: "GB", Value: 76, Components: []float64{83, 89, 57}},
				{Country: "FR", Value: 72, Components: []float64{84, 77, 55}},
				{Country: "KR", Value: 72, Components: []float64{82, math.NaN(), 67}},
			}},
		},
		Note: tracker.Text{EN: "Editions cover different countries.", FR: "Les éditions ne couvrent pas les mêmes pays."},
	}
}
