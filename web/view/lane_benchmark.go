package view

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// scoreLane draws a score out of 100.
func scoreLane(score float64, home bool) Lane {
	class := "f-other"
	if home {
		class = "f-c"
	}
	return Lane{Height: 20, Rects: []Rect{
		{X: "0", Width: "100%", Y: 3, Height: 14, Class: "f-track"},
		{X: "0", Width: at(score), Y: 3, Height: 14, Class: class},
	}}
}

// rangeLane draws the range of a country's rank by components, the best rank on
// the left, with a tick at the rank itself.
func rangeLane(row benchmark.Row, of int) Lane {
	place := func(rank int) string { return at(100 * (float64(rank) - 0.5) / float64(of)) }
	return Lane{Height: 16, Lines: []Line{
		{X1: "0", X2: "100%", Y1: "8", Y2: "8", Class: "grid"},
		{X1: place(row.Best), X2: place(row.Worst), Y1: "8", Y2: "8", Class: "s-c round", Thick: "8"},
		{X1: place(row.CompositeRank), X2: place(row.CompositeRank), Y1: "1", Y2: "15", Class: "s-ink", Thick: "2.5"},
	}}
}

// The drawing of a trend, in pixels.
const (
	sparkLeft, sparkRight = 28.0, 100.0
	sparkTop, sparkBottom = 8.0, 32.0
)

// trendScale is the lowest and highest score of the trends shown together.
func trendScale(rows []benchmark.Row) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, row := range rows {
		for _, v := range row.Trend {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return low, high
}

// sparkOf draws a country's scores through the editions. Editions that leave the
// country out are passed over; where the method changed, the line is broken.
func sparkOf(l *locale.Locale, t *benchmark.Table, row benchmark.Row, low, high float64) Spark {
	var points, said []string
	s := Spark{}
	end := func() {
		if len(points) > 0 {
			s.Runs = append(s.Runs, strings.Join(points, " "))
		}
		points = nil
	}
	for i, v := range row.Trend {
		if math.IsNaN(v) {
			continue
		}
		x, y := sparkRight, (sparkTop+sparkBottom)/2
		if n := len(row.Trend); n > 1 {
			x = sparkLeft + (sparkRight-sparkLeft)*float64(i)/float64(n-1)
		}
		if high > low {
			y = sparkBottom - (sparkBottom-sparkTop)*(v-low)/(high-low)
		}
		if e := t.Index.Edition(t.Years[i]); e != nil && !e.Break.IsZero() {
			end()
		}
		if len(said) == 0 {
			s.First, s.FirstY = scoreOf(l, t, v), tenth(y+4)
		}
		s.Last, s.LastX, s.LastY, s.LastTextY = scoreOf(l, t, v), tenth(x), tenth(y), tenth(y+4)
		points = append(points, tenth(x)+","+tenth(y))
		said = append(said, strconv.Itoa(t.Years[i])+" "+scoreOf(l, t, v))
	}
	if len(said) == 0 {
		return Spark{None: true}
	}
	end()
	s.Label = l.T("web.benchmark.spark", "country", l.Country(row.Country), "scores", strings.Join(said, ", "))
	return s
}

func tenth(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// ratOf is an exact share for a number written in the program.
func ratOf(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
