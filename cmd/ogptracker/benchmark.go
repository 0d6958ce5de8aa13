package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

type benchmarkCommand struct {
	Rank      benchmarkRankCommand      `cmd:"" help:"${cmd_benchmark_rank}"`
	Composite benchmarkCompositeCommand `cmd:"" help:"${cmd_benchmark_composite}"`
	Range     benchmarkRangeCommand     `cmd:"" help:"${cmd_benchmark_range}"`

	Completion benchmarkCompletionCommand `cmd:"" help:"${cmd_benchmark_completion}"`
}

// countriesFile is what the benchmark commands read.
type countriesFile struct {
	File    string `arg:"" help:"${arg_countries}"`
	Weights string `help:"${flag_weights}" placeholder:"LIST"`
}

type benchmarkRankCommand struct{ countriesFile }

type benchmarkCompositeCommand struct{ countriesFile }

type benchmarkRangeCommand struct {
	countriesFile
	Delta float64 `help:"${flag_delta}" default:"0.25"`
}

func (c *benchmarkRankCommand) Run(out *output) error {
	return c.analyse(out, benchmark.AnalyseRanks)
}

func (c *benchmarkCompositeCommand) Run(out *output) error {
	return c.analyse(out, benchmark.AnalyseComposites)
}

func (c *benchmarkRangeCommand) Run(out *output) error {
	return c.analyse(out, func(m benchmark.Matrix, chosen map[string]float64) (*benchmark.Analysis, error) {
		return benchmark.AnalyseRange(m, chosen, c.Delta)
	})
}

// analyse reads the countries and prints what the analysis says, as JSON whether
// or not --json is given.
func (c *countriesFile) analyse(out *output, how func(benchmark.Matrix, map[string]float64) (*benchmark.Analysis, error)) error {
	chosen, err := readWeights(c.Weights)
	if err != nil {
		return err
	}
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	m, faults := exchange.ReadMatrix(bytes.NewReader(raw))
	if len(faults) > 0 {
		shown := out.rowFaults(faults)
		return out.refuse(faulty{c.File, shown, false, faultsFound}, &countriesFaults{Errors: shown})
	}
	a, err := how(m, chosen)
	switch {
	case errors.Is(err, benchmark.ErrDelta):
		return usageFault("cli.error.delta")
	case errors.Is(err, benchmark.ErrWeights):
		codes := make([]string, len(m.Components))
		for i, component := range m.Components {
			codes[i] = component.Code
		}
		return usageFault("cli.error.weights_unfit", "value", c.Weights, "components", strings.Join(codes, ", "))
	case err != nil:
		return &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.File}, err: err}
	}
	return out.document(a)
}

// countriesFaults is the result where the file has faults.
type countriesFaults struct {
	failed
	Errors []rowFault `json:"errors"`
}

// readWeights reads "readiness=2,impact=1"; nil for nothing given.
func readWeights(list string) (map[string]float64, error) {
	if list == "" {
		return nil, nil
	}
	weights := map[string]float64{}
	for part := range strings.SplitSeq(list, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		w, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil {
			return nil, usageFault("cli.error.weights", "value", fmt.Sprintf("%q", part))
		}
		weights[name] = w
	}
	return weights, nil
}
