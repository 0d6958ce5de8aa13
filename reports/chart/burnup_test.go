package chart

import (
	"testing"

	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// TestBurnUpNamesKeepOffLines holds that no name of a line stands on a line, on
// any day of a plan.
func TestBurnUpNamesKeepOffLines(t *testing.T) {
	for _, day := range []string{"2016-12-31", "2017-03-31", "2017-06-30", "2017-11-15", "2018-01-16", "2018-06-30"} {
		a := charttest.Plan(charttest.Options{Commitments: 8, Leaves: 4, AsOf: day})
		for _, lang := range tracker.Langs {
			for _, size := range []Size{Wide, Narrow, Print} {
				p := newBurnUpPlot(locale.For(lang), a, size)
				p.names(locale.For(lang), a)
				for _, e := range p.elements {
					s := e.Style
					b := box{e.X, e.Y - s.FontSize/2, e.X + typeface.Width(s.Text, s.FontSize, s.FontWeight == 600), e.Y + s.FontSize/2}
					for _, line := range [][]point{p.earned, p.original, p.current} {
						for n := range len(line) - 1 {
							from, to := line[n], line[n+1]
							if on := b.crossed(p.px(from.x), p.py(from.y), p.px(to.x), p.py(to.y)); on > s.FontSize/4 {
								t.Errorf("%s %s %d: a line runs through %g pixels of %q", day, lang, size, on, s.Text)
							}
						}
					}
				}
			}
		}
	}
}
