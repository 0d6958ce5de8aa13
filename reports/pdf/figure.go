package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/reports/svg"
)

// charts holds a document's pictures.
type charts map[chartKey][]byte

// chartKey is what makes a picture what it is.
type chartKey struct {
	id, options   string
	width, height int
}

func keyOf(c chart.Chart) chartKey {
	return chartKey{c.ID, string(c.Options), c.Width, c.Height}
}

var errNoRenderer = errors.New("the document has charts, but there is no renderer")

// drawCharts has all charts of a document drawn, at once: each takes much longer
// than setting a page.
func drawCharts(ctx context.Context, d *document.Document, r *svg.Renderer) (charts, error) {
	var all []chart.Chart
	drawn := charts{}
	eachFigure(d.Sections, func(c chart.Chart) {
		if _, seen := drawn[keyOf(c)]; !seen {
			drawn[keyOf(c)] = nil
			all = append(all, c)
		}
	})
	if len(all) > 0 && r == nil {
		return nil, errNoRenderer
	}
	pictures, errs := make([][]byte, len(all)), make([]error, len(all))
	var wait sync.WaitGroup
	for i, c := range all {
		wait.Go(func() { pictures[i], errs[i] = r.SVG(ctx, c, d.Lang) })
	}
	wait.Wait()
	for i, c := range all {
		if errs[i] != nil {
			return nil, fmt.Errorf("chart %s: %w", c.ID, errs[i])
		}
		drawn[keyOf(c)] = pictures[i]
	}
	return drawn, nil
}

func eachFigure(sections []document.Section, yield func(chart.Chart)) {
	for _, s := range sections {
		for _, b := range s.Blocks {
			if fig, ok := b.(document.Figure); ok {
				yield(fig.Chart)
			}
		}
		eachFigure(s.Sections, yield)
	}
}

// figureBox is a chart under its title, with its caption below.
type figureBox struct {
	title, subtitle, caption *passage
	id, alt                  string
	picture                  []byte
	width, height            float64 // as set
	scale                    float64
}

const (
	titleGap   = 2.0
	pictureGap = 4.0
)

func (f *flow) figureBox(d document.Figure) *figureBox {
	b := &figureBox{
		picture:  f.charts[keyOf(d.Chart)],
		id:       d.Chart.ID,
		alt:      d.Chart.Sentence,
		title:    f.plain(d.Chart.Title, titleStyle).balance(measure).limit(captionLines, measure),
		subtitle: f.plain(d.Chart.Subtitle, smallStyle).fit(measure).limit(captionLines, measure),
		caption:  f.passage(f.numbered("pdf.figure", d.Number, d.Caption), smallStyle).fit(measure).limit(captionLines, measure),
		scale:    1,
	}
	w, h := float64(max(d.Chart.Width, 1)), float64(max(d.Chart.Height, 0))
	room := f.bottom - f.top - (b.opening() - b.height)
	b.scale = min(1, measure/w, room/max(h, 1))
	b.width, b.height = w*b.scale, h*b.scale
	return b
}

func (b *figureBox) space() (above, below float64) { return unit, unit }

func (b *figureBox) opening() float64 {
	return b.title.height() + b.subtitle.height() + titleGap + b.height + pictureGap + b.caption.height()
}

func (b *figureBox) place(f *flow) {
	f.begin("P")
	f.spaced(b.title, f.left, f.y)
	f.y += b.title.height()
	f.y += f.block(b.subtitle, f.left, f.y) + titleGap
	f.end()
	c := &chartCanvas{flow: f, x: f.left + (measure-b.width)/2, y: f.y, scale: b.scale}
	f.figure(b.alt, func() {
		if err := svg.Draw(b.picture, c); err != nil && f.failed == nil {
			f.failed = fmt.Errorf("chart %s: %w", b.id, err)
		}
	})
	f.y += b.height + pictureGap
	f.begin("Caption")
	f.y += f.block(b.caption, f.left, f.y)
	f.end()
}

// chartCanvas lets a chart be drawn on the page: it moves and scales.
type chartCanvas struct {
	*flow
	x, y, scale float64
}

var _ svg.Canvas = (*chartCanvas)(nil)

func (c *chartCanvas) point(p svg.Point) svg.Point {
	return svg.Point{X: c.x + p.X*c.scale, Y: c.y + p.Y*c.scale}
}

func (c *chartCanvas) path(p svg.Path) svg.Path {
	moved := make(svg.Path, len(p))
	for i, s := range p {
		moved[i] = svg.Segment{Kind: s.Kind, C1: c.point(s.C1), C2: c.point(s.C2), To: c.point(s.To)}
	}
	return moved
}

func (c *chartCanvas) stroke(s svg.Stroke) svg.Stroke {
	s.Width *= c.scale
	if s.Dash != nil {
		dash := make([]float64, len(s.Dash))
		for i, d := range s.Dash {
			dash[i] = d * c.scale
		}
		s.Dash = dash
	}
	return s
}

// Fill paints the inside of a path.
func (c *chartCanvas) Fill(p svg.Path, fill svg.Color) {
	c.put(&shapeOp{path: c.path(p), fill: fill})
}

// Stroke paints along a path.
func (c *chartCanvas) Stroke(p svg.Path, s svg.Stroke) {
	c.put(&shapeOp{path: c.path(p), stroke: c.stroke(s)})
}

// Clip restricts what follows to the inside of a path.
func (c *chartCanvas) Clip(p svg.Path) { c.put(clipOp{c.path(p)}) }

// Unclip undoes the latest Clip.
func (c *chartCanvas) Unclip() { c.put(unclipOp{}) }

// Text sets a label in the report's own face, kerned like all its text.
func (c *chartCanvas) Text(t svg.Text) {
	st := style{sans, t.Size * c.scale, t.Size * c.scale, t.Color}
	if t.Bold {
		st = st.strong()
	}
	s := strings.ReplaceAll(c.clean.text(t.String), "\n", " ")
	at := c.point(svg.Point{X: t.X, Y: t.Y})
	shift := 0.0
	switch t.Anchor {
	case svg.AnchorMiddle:
		shift = widthOf(s, st) / 2
	case svg.AnchorEnd:
		shift = widthOf(s, st)
	}
	turn := t.Angle * math.Pi / 180
	// The space keeps labels apart for who copies them.
	c.put(&textOp{
		x: at.X - shift*math.Cos(turn), y: at.Y - shift*math.Sin(turn),
		text: s + " ", style: st, angle: t.Angle,
	})
}
