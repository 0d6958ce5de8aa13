package view

import "ogptracker/tracker/benchmark"

// The drawing of an interval, in pixels.
const (
	intervalHeight          = 28
	intervalTop, intervalIn = 9.0, 10.0
)

// intervalLane draws a share with its interval on a line from 0 to 100 %, over a band
// where the home country's interval lies: where the two do not touch, they differ.
func intervalLane(p, band benchmark.Proportion, home bool) Lane {
	class := "f-other"
	if home {
		class = "f-c"
	}
	lane := Lane{Height: intervalHeight, Rects: []Rect{{X: "0", Width: "100%", Y: intervalHeight/2 - 0.5, Height: 1, Class: "f-line"}}}
	part := func(of benchmark.Proportion, y, height float64, class string) {
		low, high := of.Wilson95()
		lane.Rects = append(lane.Rects, Rect{X: at(100 * low), Width: at(100 * (high - low)), Y: y, Height: height, Class: class})
	}
	if band.Assessed > 0 {
		part(band, 0, intervalHeight, "f-track")
	}
	part(p, intervalTop, intervalIn, class)
	share := at(100 * p.Share())
	lane.Lines = []Line{{X1: share, X2: share, Y1: "4", Y2: "24", Class: "s-ink", Thick: "3"}}
	return lane
}
