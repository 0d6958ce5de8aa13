package svg_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"ogptracker/reports/chart"
	"ogptracker/reports/chart/charttest"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

func TestZZLook(t *testing.T) {
	r := svg.NewRenderer(1)
	a := charttest.Plan(charttest.Options{Commitments: 10, Leaves: 4, Themes: true})
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for _, size := range []chart.Size{chart.Wide, chart.Narrow, chart.Print} {
			for _, c := range []chart.Chart{chart.BurnUp(l, a, size), chart.StatusByCommitment(l, a, size)} {
				b, err := r.SVG(context.Background(), c, lang)
				if err != nil {
					t.Error(err)
					continue
				}
				name := filepath.Join("/tmp/chartlab/out", fmt.Sprintf("%s-%s-%d", c.ID, lang, size))
				os.WriteFile(name+".svg", b, 0o644); png, err := svg.PNG(b, 1.5); if err != nil { t.Error(err) }; os.WriteFile(name+".png", png, 0o644)
				fmt.Println(name, len(b), len(c.Options), c.Sentence)
			}
		}
	}
}
