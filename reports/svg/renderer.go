package svg

import (
	"context"
	"errors"
	"time"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
)

// timeLimit is how long an engine may work at one chart, whatever the caller's
// patience; waiting for an engine does not count. The largest chart takes about a
// tenth of a second on a machine that does nothing else, and many times that on
// one that is short of time: the limit is there for a chart that would never end.
const timeLimit = 30 * time.Second

var errTimeLimit = errors.New("took too long")

// Renderer draws charts as SVG. It keeps a bounded number of engines, makes them
// when they are first needed, and replaces one that failed. It may be used by
// any number of goroutines.
type Renderer struct {
	// idle holds one entry an engine that is not at work, nil where it has yet to
	// be made.
	idle chan *engine
}

// NewRenderer returns a renderer that works on at most workers charts at a time.
// It costs nothing until the first chart; see [Renderer.Warm].
func NewRenderer(workers int) *Renderer {
	r := &Renderer{idle: make(chan *engine, max(1, workers))}
	for range cap(r.idle) {
		r.idle <- nil
	}
	return r
}

// Warm makes the engines ahead of their first use, so that no reader waits for
// it. It returns when they stand; call it in a goroutine.
func (r *Renderer) Warm() {
	for range cap(r.idle) {
		e := <-r.idle
		if e == nil {
			// An error will come again, and be told, at the first use.
			e, _ = newEngine()
		}
		r.idle <- e
	}
}

// SVG draws a chart. The same chart in the same language gives the same bytes.
// The picture stands alone as a file and fits into a page under a strict
// security policy: it has no style sheets, style attributes, scripts or outside
// references, and its identifiers begin with the chart's and its width.
//
// Errors: the context's when it ends first, and anything that ECharts throws.
func (r *Renderer) SVG(ctx context.Context, c chart.Chart, lang tracker.Lang) ([]byte, error) {
	raw, err := r.render(ctx, c)
	if err != nil {
		return nil, err
	}
	return clean(raw, c, lang)
}

func (r *Renderer) render(ctx context.Context, c chart.Chart) (string, error) {
	var e *engine
	select {
	case e = <-r.idle:
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
	// An engine goes back only when it is whole.
	defer func() { r.idle <- e }()
	var err error
	if e == nil {
		if e, err = newEngine(); err != nil {
			return "", err
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeLimit, errTimeLimit)
	defer cancel()
	raw, err := e.render(ctx, c)
	if err != nil {
		e = nil
	}
	return raw, err
}
