package svg

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"ogptracker/reports/assets"
	"ogptracker/reports/chart"
	"ogptracker/reports/typeface"
)

// glue is our own script in the engine: what ECharts expects from a browser, and
// the one function that is called from here.
//
//go:embed engine.js
var glue string

// programs are ECharts and the glue, parsed and compiled once (about 180 ms)
// and shared by all engines.
var programs = sync.OnceValues(func() ([]*goja.Program, error) {
	var compiled []*goja.Program
	for _, source := range []struct{ name, text string }{
		{"echarts.min.js", string(assets.ECharts())},
		{"engine.js", glue},
	} {
		p, err := goja.Compile(source.name, source.text, false)
		if err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
		compiled = append(compiled, p)
	}
	return compiled, nil
})

// engine is one virtual machine with ECharts in it. One goroutine at a time may
// use it. It takes about 20 ms to make and 5 MB to hold.
type engine struct {
	vm   *goja.Runtime
	draw goja.Callable
}

func newEngine() (*engine, error) {
	compiled, err := programs()
	if err != nil {
		return nil, err
	}
	vm := goja.New()
	vm.SetMaxCallStackSize(2000)
	if err := vm.Set("measure", measure); err != nil {
		return nil, fmt.Errorf("svg: %w", err)
	}
	// Timers only serve animation and interaction; a picture has neither.
	if err := vm.Set("setTimeout", func() int { return 0 }); err != nil {
		return nil, fmt.Errorf("svg: %w", err)
	}
	if err := vm.Set("clearTimeout", func() {}); err != nil {
		return nil, fmt.Errorf("svg: %w", err)
	}
	var result goja.Value
	for _, p := range compiled {
		if result, err = vm.RunProgram(p); err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
	}
	draw, ok := goja.AssertFunction(result)
	if !ok {
		return nil, errors.New("svg: engine.js does not end in a function")
	}
	return &engine{vm, draw}, nil
}

// render returns the picture as ECharts writes it. After an error the engine may
// be in any state and must not be used again.
func (e *engine) render(ctx context.Context, c chart.Chart) (picture string, err error) {
	defer func() {
		// goja turns scripts' exceptions into errors; a panic would be its own fault.
		if p := recover(); p != nil {
			err = fmt.Errorf("svg: chart %s: %v", c.ID, p)
		}
	}()
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(context.Cause(ctx)) })
	v, err := e.draw(goja.Undefined(), e.vm.ToValue(string(c.Options)),
		e.vm.ToValue(c.Width), e.vm.ToValue(c.Height))
	if !stop() { // interrupted, or about to be
		return "", fmt.Errorf("svg: chart %s: %w", c.ID, context.Cause(ctx))
	}
	if err != nil {
		return "", fmt.Errorf("svg: chart %s: %w", c.ID, err)
	}
	return v.String(), nil
}

// measure returns the width of a text in a CSS font such as "600 14px Noto
// Sans". ECharts takes a full-width character's width for the height of a line.
func measure(text, font string) float64 {
	size, bold := 12.0, false
	for field := range strings.FieldsSeq(font) {
		if px, ok := strings.CutSuffix(field, "px"); ok {
			size = number(px, size)
		}
		if weight, err := strconv.Atoi(field); field == "bold" || err == nil && weight >= 600 {
			bold = true
		}
	}
	return typeface.Width(text, size, bold)
}
