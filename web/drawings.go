package web

import (
	"context"
	"crypto/sha256"
	"fmt"
	"html/template"

	lru "github.com/hashicorp/golang-lru/v2"

	"ogptracker/reports/chart"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

// drawings remembers charts by what they show: a page for another day often
// holds the same chart, and drawing one costs more than all else on the page.
type drawings struct {
	renderer *svg.Renderer
	kept     *lru.Cache[[sha256.Size]byte, []byte]
}

// drawingsKept bounds the charts remembered, at some 20 KB each.
const drawingsKept = 96

func newDrawings(r *svg.Renderer) *drawings {
	kept, _ := lru.New[[sha256.Size]byte, []byte](drawingsKept) // the size is positive
	return &drawings{renderer: r, kept: kept}
}

// svg returns a chart as a picture.
func (d *drawings) svg(ctx context.Context, c chart.Chart, lang tracker.Lang) ([]byte, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s %s %d %d %q %q %q\n", c.ID, lang, c.Width, c.Height, c.Title, c.Subtitle, c.Sentence)
	h.Write(c.Options)
	key := [sha256.Size]byte(h.Sum(nil))
	if b, ok := d.kept.Get(key); ok {
		return b, nil
	}
	b, err := d.renderer.SVG(ctx, c, lang)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.ID, err)
	}
	b = exact(b)
	d.kept.Add(key, b)
	return b, nil
}

// chart returns a chart to stand in a page.
func (s *Server) chart(ctx context.Context, c chart.Chart, lang tracker.Lang) (template.HTML, error) {
	b, err := s.draw.svg(ctx, c, lang)
	return template.HTML(b), err //nolint:gosec // made by our renderer, which escapes every text
}
