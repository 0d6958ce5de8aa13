package main

import (
	"testing"

	"ogptracker/tracker"
)

// journeys are what people come for, by role. Each is walked by somebody new with
// the keyboard alone, and finds the site as the ones before left it.
var journeys = []struct {
	name string
	walk func(*testing.T, *house)
}{
	{"reader", readerReads},
	{"reader compares", readerCompares},
	{"reviewer", reviewerLooks},
	{"contributor and coordinator report", leadReports},
	{"contributors meet", leadsMeet},
	{"contributor attaches a file", leadAttaches},
	{"contributor fills in a spreadsheet", leadFillsIn},
	{"coordinator amends a plan", coordinatorAmends},
	{"contributor looks after an account", leadKeepsAccount},
	{"administrator", administratorBegins},
}

// TestJourneysInTheBrowser walks every journey in both languages: in English with the
// pages' scripts, in French without JavaScript. What a page does with a script does not
// hang on its language, so the other two pairs would walk the same ways again.
func TestJourneysInTheBrowser(t *testing.T) {
	for lang, script := range map[tracker.Lang]bool{tracker.EN: true, tracker.FR: false} {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			h := houseAt(t, ownSite(t, fillSite), lang, script)
			for _, j := range journeys {
				t.Run(j.name, func(t *testing.T) { j.walk(t, h) })
			}
		})
	}
}
