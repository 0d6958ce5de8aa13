package main

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/exchange"
)

type benchmarkCommand struct {
	Rank      benchmarkRankCommand      `cmd:"" help:"cli.help.cmd.benchmark_rank"`
	Composite benchmarkCompositeCommand `cmd:"" help:"cli.help.cmd.benchmark_composite"`
	Range     benchmarkRangeCommand     `cmd:"" help:"cli.help.cmd.benchmark_range"`
	Simulate  benchmarkSimulateCommand  `cmd:"" help:"cli.help.cmd.benchmark_simulate"`

	Completion benchmarkCompletionCommand `cmd:"" help:"cli.help.cmd.benchmark_completion"`
}

// comparison is what the commands that compare countries read, and among whom.
type comparison struct {
	Files   []string `arg:"" name:"file" help:"cli.help.arg.countries"`
	Map     []string `help:"cli.help.flag.index_map" placeholder:"MAPFILE"`
	Year    int      `help:"cli.help.flag.year" placeholder:"YEAR"`
	Weights string   `help:"cli.help.flag.weights" placeholder:"LIST"`
	countryChoice
	textChoice
}

type benchmarkRankCommand struct {
	comparison
	Since int    `help:"cli.help.flag.since" placeholder:"YEAR"`
	Peers string `help:"cli.help.flag.peers" placeholder:"LIST"`
}

type benchmarkCompositeCommand struct{ comparison }

type benchmarkRangeCommand struct {
	comparison
	Delta         float64                 `help:"cli.help.flag.delta" default:"0.25"`
	Normalisation benchmark.Normalisation `help:"cli.help.flag.normalisation" default:"minmax" enum:"minmax,zscore,dist2max,none"`
	Aggregation   benchmark.Aggregation   `help:"cli.help.flag.aggregation" default:"arithmetic" enum:"arithmetic,geometric"`
}

type benchmarkSimulateCommand struct {
	comparison
	Delta float64            `help:"cli.help.flag.delta" default:"0.25"`
	Draws int                `help:"cli.help.flag.draws" default:"10000"`
	Seed  uint64             `help:"cli.help.flag.seed" default:"1"`
	Vary  []benchmark.Choice `help:"cli.help.flag.vary" placeholder:"LIST"`
}

func (c *benchmarkRankCommand) Run(out *output) error {
	peers, err := countryCodes(c.Peers)
	if err != nil {
		return err
	}
	read, err := c.read(out)
	if err != nil {
		return err
	}
	a, err := benchmark.AnalyseRanks(read.matrix, read.weights)
	if err != nil {
		return c.refused(read, err)
	}
	if peers != nil {
		if a.SetPeers(among(peers)); a.Peers == nil {
			return usageFault("cli.error.no_country_chosen", "value", c.Peers)
		}
	}
	var warnings []string
	if c.Since != 0 {
		if warnings, err = c.since(out, read, a); err != nil {
			return err
		}
	}
	for _, warning := range warnings {
		out.say(warning)
	}
	return c.write(out, read, a, out.rankTable)
}

// since adds the comparison with an earlier edition, and says why scores cannot be
// subtracted where they cannot.
func (c *benchmarkRankCommand) since(out *output, read *countriesRead, a *benchmark.Analysis) (warnings []string, err error) {
	if len(read.sources) != 1 {
		return nil, usageFault("cli.error.since_map")
	}
	source := read.sources[0]
	compared, err := benchmark.Compare(source.Index, c.Since, source.Year)
	if err != nil {
		return nil, noEdition(source.Index, c.Since)
	}
	a.SetSince(c.Since, compared)
	if source.Index.Series == benchmark.Scaled {
		warnings = append(warnings, out.l.T("cli.benchmark.scaled", "index", source.Index.ID))
	}
	for _, e := range compared.Breaks {
		warnings = append(warnings, out.l.T("cli.benchmark.break", "year", strconv.Itoa(e.Year), "reason", out.l.Text(e.Break)))
	}
	return warnings, nil
}

func (c *benchmarkCompositeCommand) Run(out *output) error {
	read, err := c.read(out)
	if err != nil {
		return err
	}
	a, err := benchmark.AnalyseComposites(read.matrix, read.weights)
	if err != nil {
		return c.refused(read, err)
	}
	return c.write(out, read, a, out.compositeTable)
}

func (c *benchmarkRangeCommand) Run(out *output) error {
	read, err := c.read(out)
	if err != nil {
		return err
	}
	how := benchmark.Method{Normalisation: c.Normalisation, Aggregation: c.Aggregation}
	a, err := benchmark.AnalyseRange(read.matrix, read.weights, how, c.Delta)
	if errors.Is(err, benchmark.ErrGeometric) {
		return usageFault("cli.error.geometric")
	}
	if err != nil {
		return c.refused(read, err)
	}
	return c.write(out, read, a, func(a *benchmark.Analysis) error { return out.rangeTable(a, how) })
}

func (c *benchmarkSimulateCommand) Run(ctx context.Context, out *output) error {
	read, err := c.read(out)
	if err != nil {
		return err
	}
	a, err := benchmark.AnalyseSimulation(ctx, read.matrix, read.weights, benchmark.Simulation{Delta: c.Delta, Draws: c.Draws, Seed: c.Seed, Vary: c.Vary})
	switch {
	case errors.Is(err, benchmark.ErrDraws):
		return usageFault("cli.error.draws", "limit", benchmark.MaxDraws)
	case errors.Is(err, benchmark.ErrTooMany):
		return dataFault("cli.error.too_many_countries", "n", len(read.matrix.Countries), "limit", benchmark.MaxSimulated)
	case errors.Is(err, benchmark.ErrChoice):
		return usageFault("cli.error.vary", "expected", joined(benchmark.Choices))
	case err != nil:
		return c.refused(read, err)
	}
	return c.write(out, read, a, out.simulationTable)
}

func joined[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, ", ")
}

// write prints what was computed, as JSON unless a table is asked for.
func (c *comparison) write(out *output, read *countriesRead, a *benchmark.Analysis, table func(*benchmark.Analysis) error) error {
	if len(read.sources) == 1 {
		a.Index, a.Edition = read.sources[0].Index.Name.EN, read.sources[0].Year
	}
	if c.asText(out) {
		return table(a)
	}
	return out.document(a)
}

// countriesRead is what was read to compare countries by.
type countriesRead struct {
	matrix  benchmark.Matrix
	weights map[string]float64 // nil for equal ones
	sources []benchmark.Source // nil where the file is a plain table
}

// read reads a plain table of countries, or indices with their mappings.
func (c *comparison) read(out *output) (*countriesRead, error) {
	chosen, err := c.countries()
	if err != nil {
		return nil, err
	}
	read := &countriesRead{}
	if read.weights, err = readWeights(c.Weights); err != nil {
		return nil, err
	}
	switch {
	case len(c.Map) == 0 && (len(c.Files) > 1 || c.Year != 0), len(c.Map) > 0 && len(c.Map) != len(c.Files):
		return nil, usageFault("cli.error.maps", "files", len(c.Files), "maps", len(c.Map))
	case len(c.Map) == 0:
		read.matrix, err = readTable(out, c.Files[0])
	default:
		err = c.readIndices(out, read)
	}
	if err != nil {
		return nil, err
	}
	if chosen != nil {
		if read.matrix = read.matrix.Where(among(chosen)); len(read.matrix.Countries) == 0 {
			return nil, dataFault("cli.error.no_country_chosen", "value", strings.Join(chosen, ", "))
		}
	}
	return read, nil
}

// among reports whether a country, by code or name, is one of the codes.
func among(codes []string) func(string) bool {
	return func(name string) bool {
		code, known := country.Find(name)
		return known && slices.Contains(codes, code)
	}
}

func readTable(out *output, file string) (benchmark.Matrix, error) {
	raw, err := out.readFile(file)
	if err != nil {
		return benchmark.Matrix{}, err
	}
	m, faults := exchange.ReadMatrix(bytes.NewReader(raw))
	if len(faults) > 0 {
		return benchmark.Matrix{}, refuseCountries(out, file, faults, false)
	}
	return m, nil
}

// readIndices reads indices, each with its mapping. One gives its components, several
// their scores.
func (c *comparison) readIndices(out *output, read *countriesRead) error {
	for i, file := range c.Files {
		rawMap, err := out.readFile(c.Map[i])
		if err != nil {
			return err
		}
		mapping, err := exchange.ReadMapping(bytes.NewReader(rawMap))
		var wrong exchange.Faults
		if errors.As(err, &wrong) {
			return refuseCountries(out, c.Map[i], wrong, true)
		}
		if err != nil {
			return err
		}
		raw, err := out.readFile(file)
		if err != nil {
			return err
		}
		ix, faults := exchange.ReadIndex(bytes.NewReader(raw), mapping)
		if len(faults) > 0 {
			return refuseCountries(out, file, faults, false)
		}
		latest := ix.Latest()
		if latest == nil {
			return dataFault("cli.error.no_edition_at_all", "file", file)
		}
		source := benchmark.Source{Index: ix, Year: latest.Year}
		if c.Year != 0 {
			source.Year = c.Year
		}
		if ix.Edition(source.Year) == nil {
			return noEdition(ix, source.Year)
		}
		read.sources = append(read.sources, source)
	}
	if len(read.sources) == 1 {
		source := read.sources[0]
		if read.matrix = benchmark.MatrixOf(source.Index, source.Index.Edition(source.Year)); len(source.Index.Components) > 0 {
			return nil
		}
	}
	joined, err := benchmark.Join(read.sources...)
	if errors.Is(err, benchmark.ErrMixedSeries) {
		return &failure{code: exitData, key: "cli.error.mixed_series", err: err}
	}
	read.matrix = joined
	return err
}

// noEdition says which editions an index has.
func noEdition(ix *benchmark.Index, year int) error {
	var years []string
	for _, e := range ix.Editions {
		years = append(years, strconv.Itoa(e.Year))
	}
	return usageFault("cli.error.no_edition", "index", ix.ID, "year", strconv.Itoa(year), "years", strings.Join(years, ", "))
}

func refuseCountries(out *output, file string, faults []exchange.RowError, lines bool) error {
	shown := out.rowFaults(faults)
	f := faulty{file: file, faults: shown, kinds: out.faultsByKind(faults), lines: lines, sum: faultsFound}
	return out.refuse(f, &fileFaults{Errors: shown})
}

// refused says why countries cannot be compared.
func (c *comparison) refused(read *countriesRead, err error) error {
	switch {
	case errors.Is(err, benchmark.ErrDelta):
		return usageFault("cli.error.delta")
	case errors.Is(err, benchmark.ErrWeights):
		codes := make([]string, len(read.matrix.Components))
		for i, component := range read.matrix.Components {
			codes[i] = component.Code
		}
		return usageFault("cli.error.weights_unfit", "value", c.Weights, "components", strings.Join(codes, ", "))
	case errors.Is(err, context.Canceled):
		return err
	}
	return &failure{code: exitData, key: "cli.error.unreadable", args: []any{"file", c.Files[0]}, err: err}
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
		if _, twice := weights[name]; !ok || err != nil || twice {
			return nil, usageFault("cli.error.weights", "value", part)
		}
		weights[name] = w
	}
	return weights, nil
}
