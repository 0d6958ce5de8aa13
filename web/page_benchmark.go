package web

import (
	"context"
	"errors"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/web/view"
)

// benchmarkPage compares countries on an index.
func (s *Server) benchmarkPage(ctx context.Context, r *Request) (*view.Page, error) {
	index, table, choice, err := s.benchmarkState(ctx, r)
	if err != nil {
		return nil, err
	}
	if table == nil {
		return view.EmptyBenchmarkPage(r.L, r.Site.Home), nil
	}
	in := view.BenchmarkInput{Choice: choice, Home: r.Site.Home, Index: index}
	if in.Indices, err = s.lib.Indices(ctx); err != nil {
		return nil, err
	}
	draw := func(id string) (*view.Chart, error) {
		build, ok := chart.ForBenchmark(id)
		if !ok {
			return nil, notFound
		}
		if id == "scores" {
			build = scoreBars(choice)
		}
		c, err := s.figure(ctx, r, func(size chart.Size) chart.Chart { return build(r.L, *table, r.Site.Home, size) })
		if err != nil {
			return nil, err
		}
		return c.With(view.BenchmarkChartFiles(r.L, choice, id), view.Links{Lang: r.Lang}.Methodology("rank")), nil
	}
	if len(table.Years) > 1 {
		if in.Trends, err = draw("trends"); err != nil {
			return nil, err
		}
	}
	if len(table.Components) > 2 && table.Row(r.Site.Home) != nil {
		if in.Radar, err = draw("components"); err != nil {
			return nil, err
		}
	}
	if in.Bars, err = draw("scores"); err != nil {
		return nil, err
	}
	in.Modified, err = s.lastChange(ctx)
	return view.BenchmarkPage(r.L, table, in), err
}

// scoreBars draws the countries that are chosen.
func scoreBars(choice view.BenchmarkChoice) chart.BenchmarkChart {
	if choice.Countries == view.AllCountries {
		return chart.BenchmarkBars
	}
	return chart.FirstBars(view.FirstCountries)
}

// benchmarkState returns the index and the table that are asked for: the first
// index and its latest edition where nothing is. The table is nil when no index
// is recorded.
func (s *Server) benchmarkState(ctx context.Context, r *Request) (*benchmark.Index, *benchmark.Table, view.BenchmarkChoice, error) {
	w := view.WordsOf(r.Lang)
	choice := view.BenchmarkChoice{Index: r.Query.Get(w.Index), Countries: r.Query.Get(w.Countries)}
	if choice.Countries != "" && choice.Countries != view.AllCountries {
		return nil, nil, choice, badRequest("web.error.choice")
	}
	indices, err := s.lib.Indices(ctx)
	if err != nil || len(indices) == 0 {
		return nil, nil, choice, err
	}
	id := choice.Index
	if id == "" {
		id = indices[0].ID
	}
	index, err := s.lib.Index(ctx, id)
	if errors.Is(err, tracker.ErrNotFound) {
		err = badRequest("web.error.choice")
	}
	if err != nil {
		return nil, nil, choice, err
	}
	latest := index.Latest()
	if latest == nil {
		return nil, nil, choice, nil
	}
	year := latest.Year
	if text := r.Query.Get(w.Edition); text != "" {
		if year, err = strconv.Atoi(text); err != nil || index.Edition(year) == nil {
			return nil, nil, choice, badRequest("web.error.choice")
		}
		choice.Year = year
	}
	table := benchmark.TableOf(index, year)
	return index, &table, choice, nil
}
