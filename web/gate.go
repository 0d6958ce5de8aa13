package web

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"
)

// gate lets few answers of a costly kind be made at a time. A few more wait, and
// whoever comes after them is told to come back: however many ask, they never hold all
// of [Server.building], and other pages are answered as ever.
type gate struct{ line, work *semaphore.Weighted }

// newGate lets so many work, and so many be there in all.
func newGate(work, line int64) *gate {
	return &gate{line: semaphore.NewWeighted(line), work: semaphore.NewWeighted(work)}
}

// errBusy sends a reader away for a moment.
var errBusy error = &Problem{Status: http.StatusServiceUnavailable, Key: "web.error.busy"}

// enter waits for a turn, and returns how to leave. It reports errBusy where there is
// no room to wait, the wait grew too long, or the context ended first.
func (g *gate) enter(ctx context.Context, longest time.Duration) (leave func(), err error) {
	if !g.line.TryAcquire(1) {
		return nil, errBusy
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	if err := g.work.Acquire(ctx, 1); err != nil {
		g.line.Release(1)
		return nil, errBusy
	}
	return func() {
		g.work.Release(1)
		g.line.Release(1)
	}, nil
}
