package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/db"
	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

type benchmarkReportCommand struct {
	Index   string `help:"cli.help.flag.report_index" placeholder:"ID"`
	Year    int    `help:"cli.help.flag.report_year" placeholder:"YEAR"`
	Country string `required:"" help:"cli.help.flag.report_country" placeholder:"COUNTRY"`
	Peers   string `help:"cli.help.flag.report_peers" placeholder:"LIST"`
	AsOf    string `help:"cli.help.flag.report_day" placeholder:"DATE"`
	reportFile
}

// Run writes the comparison of a country with its peers.
func (c *benchmarkReportCommand) Run(ctx context.Context, all *commands, out *output) error {
	if err := c.check(); err != nil {
		return err
	}
	day, err := c.day()
	if err != nil {
		return err
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	in, err := c.compared(ctx, store)
	if err != nil {
		return err
	}
	in.Day = day
	_, head, err := store.AuditHead(ctx)
	if err != nil {
		return err
	}
	doc := compose.Benchmark(locale.For(all.Lang), in, compose.Options{AuditHead: head, Program: version, Screen: c.asHTML()})
	if err := c.write(out, doc); err != nil {
		return err
	}
	return out.result(map[string]any{
		"file": c.Output, "index": in.Index.ID, "year": in.Year, "country": in.Country, "peers": in.Peers, "as_of": day.String(), "lang": string(all.Lang),
	}, out.l.T("cli.report.written", "file", c.Output))
}

// day is the day that the report states: today where none is given, and none that
// has not come.
func (c *benchmarkReportCommand) day() (tracker.Date, error) {
	day, err := tracker.ParseDate(c.AsOf)
	if err != nil {
		return day, usageFault("cli.error.date", "value", c.AsOf)
	}
	today := tracker.DateOf(time.Now())
	if day.After(today) {
		return day, dataFault("cli.error.future", "value", day.String(), "today", today.String())
	}
	if day.IsZero() {
		day = today
	}
	return day, nil
}

// compared gathers what the report compares.
func (c *benchmarkReportCommand) compared(ctx context.Context, store *db.Store) (compose.Compared, error) {
	var in compose.Compared
	var err error
	if in.Index, err = c.index(ctx, store); err != nil {
		return in, err
	}
	latest := in.Index.Latest()
	if latest == nil {
		return in, dataFault("cli.error.no_index")
	}
	in.Year = cmp.Or(c.Year, latest.Year)
	edition := in.Index.Edition(in.Year)
	if edition == nil {
		return in, noEdition(in.Index, in.Year)
	}
	if err := c.countries(&in, edition); err != nil {
		return in, err
	}
	if benchmark.Simulable(in.Index, edition) {
		in.Simulation = benchmark.Usual()
		if in.Simulated, err = benchmark.Simulate(ctx, benchmark.MatrixOf(in.Index, edition), in.Simulation); err != nil {
			return in, err
		}
	}
	in.Commitments, err = completed(ctx, store)
	return in, err
}

// index returns the index that is asked for, the first where none is.
func (c *benchmarkReportCommand) index(ctx context.Context, store *db.Store) (*benchmark.Index, error) {
	indices, err := store.Indices(ctx)
	if err != nil {
		return nil, err
	}
	if len(indices) == 0 {
		return nil, dataFault("cli.error.no_index")
	}
	index, err := store.Index(ctx, cmp.Or(c.Index, indices[0].ID))
	if errors.Is(err, tracker.ErrNotFound) {
		known := make([]string, len(indices))
		for i := range indices {
			known[i] = indices[i].ID
		}
		return nil, dataFault("cli.error.index_unknown", "index", c.Index, "known", strings.Join(known, ", "))
	}
	return index, err
}

// countries reads the country and its peers, the usual ones where none are given.
func (c *benchmarkReportCommand) countries(in *compose.Compared, edition *benchmark.Edition) error {
	code, known := country.Find(c.Country)
	if !known {
		return usageFault("cli.error.country", "value", c.Country)
	}
	if edition.Score(code) == nil {
		return dataFault("cli.error.not_covered", "country", code, "index", in.Index.ID, "year", strconv.Itoa(in.Year))
	}
	in.Country = code
	peers, err := countryCodes(c.Peers)
	if err != nil {
		return err
	}
	if peers == nil {
		for _, peer := range country.Beside(code) {
			if edition.Score(peer) != nil {
				peers = append(peers, peer)
			}
		}
	}
	if slices.Contains(peers, code) {
		return usageFault("cli.error.own_peer", "country", code)
	}
	if len(peers) > chart.MostPeers {
		return usageFault("cli.error.many_peers", "n", len(peers), "limit", chart.MostPeers)
	}
	in.Peers = peers
	return nil
}

// completed returns what became of the commitments recorded of OGP's data, nil where
// none is.
func completed(ctx context.Context, store *db.Store) (*benchmark.Completed, error) {
	commitments, err := store.Commitments(ctx)
	if err != nil || len(commitments) == 0 {
		return nil, err
	}
	done := &benchmark.Completed{By: benchmark.ByCountry, View: benchmark.EndOfTerm}
	if done.Source, err = store.CommitmentSource(ctx); err != nil {
		return nil, err
	}
	done.Standings, err = benchmark.Standings(commitments, done.By, done.View)
	return done, err
}
