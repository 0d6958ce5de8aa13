package main

import (
	"bytes"
	"math"
	"math/big"
	"slices"
	"strings"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/exchange"
)

type benchmarkCompletionCommand struct {
	File     string `arg:"" help:"cli.help.arg.commitments"`
	By       string `help:"cli.help.flag.by" default:"country" enum:"country,plan,policy_area,commitment" placeholder:"BY"`
	Progress bool   `help:"cli.help.flag.progress"`
	All      bool   `help:"cli.help.flag.all"`
	Notes    bool   `help:"cli.help.flag.notes"`
	countryChoice
	textChoice
}

// Run computes what became of the commitments in OGP's sheet, and tells on
// standard error what in it could not be taken as it stands.
func (c *benchmarkCompletionCommand) Run(out *output) error {
	chosen, err := c.countries()
	if err != nil {
		return err
	}
	raw, err := out.readFile(c.File)
	if err != nil {
		return err
	}
	read := exchange.ReadCommitments(bytes.NewReader(raw), isWorkbook(c.File, raw))
	if len(read.Faults) > 0 {
		return refuseCountries(out, c.File, read.Faults, false)
	}
	out.tellNotes(c.File, out.rowFaults(read.Notes), c.Notes)
	commitments := slices.DeleteFunc(read.Commitments, func(one benchmark.Commitment) bool {
		return chosen != nil && !slices.Contains(chosen, one.Country)
	})
	if c.By == "commitment" {
		return out.document(append([]benchmark.Commitment{}, commitments...))
	}
	view := benchmark.EndOfTerm
	if c.Progress {
		view = benchmark.WithProgress
	}
	standings, err := benchmark.Standings(commitments, benchmark.Grouping(c.By), view)
	if err != nil {
		return dataFault("cli.error.many_groups", "limit", benchmark.MaxStandings)
	}
	if !c.All {
		standings = slices.DeleteFunc(standings, func(s benchmark.Standing) bool { return s.Completed.Assessed == 0 })
	}
	if c.asText(out) {
		return c.print(out, standings)
	}
	byKey := make(map[string]benchmark.Standing, len(standings))
	for _, s := range standings {
		byKey[s.Key] = s
	}
	return out.document(byKey)
}

// print writes a table for people, which has no column of ranks.
func (c *benchmarkCompletionCommand) print(out *output, standings []benchmark.Standing) error {
	l := out.l
	heading := "cli.benchmark.completion_end"
	if c.Progress {
		heading = "cli.benchmark.completion_progress"
	}
	t := textTable{words: 1, head: []string{
		l.T("cli.benchmark.by." + c.By), l.T("cli.benchmark.completed"), l.T("cli.benchmark.assessed"), l.T("cli.benchmark.share"),
		l.T("cli.benchmark.interval"), l.T("cli.benchmark.starred"), l.T("cli.benchmark.beyond_doubt"),
	}}
	assessed := 0
	for _, s := range standings {
		if s.Completed.Assessed > 0 {
			assessed++
		}
	}
	for _, s := range standings {
		low, high := s.Completed.Wilson95()
		name := opendata.GroupName(l, benchmark.Grouping(c.By), &s)
		if c.By == string(benchmark.ByPlan) {
			name = s.Key + ", " + name
		}
		t.add(name, l.Int(s.Completed.High), l.Int(s.Completed.Assessed), out.share(s.Completed.Share()),
			l.T("cli.benchmark.from_to", "from", out.share(low), "to", out.share(high)),
			l.T("cli.benchmark.of", "n", s.Starred.High, "of", s.Starred.Assessed), out.standing(s, assessed))
	}
	return out.printTable(l.T(heading), t, l.T("cli.benchmark.completion_note"))
}

// standing says from whom a group can be told, and never a rank.
func (o *output) standing(s benchmark.Standing, of int) string {
	var said []string
	if n := len(s.Above); n > 0 {
		said = append(said, o.l.T("cli.benchmark.above", "n", n))
	}
	if n := len(s.Below); n > 0 {
		said = append(said, o.l.T("cli.benchmark.below", "n", n))
	}
	if s.Completed.Assessed == 0 {
		return o.l.T("cli.benchmark.not_assessed")
	}
	if rest := of - 1 - len(s.Above) - len(s.Below); rest > 0 {
		said = append(said, o.l.T("cli.benchmark.not_distinguishable", "n", rest))
	}
	return strings.Join(said, ", ")
}

// share writes a share in whole per cent; a dash where there is none.
func (o *output) share(x float64) string {
	if math.IsNaN(x) {
		return o.l.Decimal(x, 0)
	}
	return o.l.Percent(tracker.RatioOf(new(big.Rat).SetFloat64(x)))
}
