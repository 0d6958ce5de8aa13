package tracker_test

import (
	"testing"

	"ogptracker/tracker"
)

func BenchmarkAssess(b *testing.B) {
	r := bigRecord()
	b.ReportAllocs()
	for b.Loop() {
		tracker.Assess(r, day("2029-03-31"))
	}
}

func BenchmarkReadDeadline(b *testing.B) {
	text := tracker.Text{
		EN: "By June 2022 for reporting year 2022, and June 2023 for reporting year 2023",
		FR: "D’ici juin 2022 pour le rapport de 2022, et juin 2023 pour le rapport de 2023",
	}
	b.ReportAllocs()
	for b.Loop() {
		tracker.ReadDeadline(text, tracker.Date{})
	}
}
