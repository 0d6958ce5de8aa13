package web

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
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
	in := view.BenchmarkInput{Choice: choice, Home: r.Site.Home, Index: index, Shown: choice.Shown(table, r.Site.Home)}
	if in.Indices, err = s.lib.Indices(ctx); err != nil {
		return nil, err
	}
	drawn := choice.Drawn(table, r.Site.Home)
	for _, id := range view.TableCharts {
		if !view.BenchmarkHasChart(id, &drawn) {
			continue
		}
		build, _ := chart.ForBenchmark(id) // it is one of them
		c, err := s.figure(ctx, r, func(size chart.Size) chart.Chart {
			return build(r.L, drawn, r.Site.Home, size, choice.Peers(id, &drawn)...)
		})
		if err != nil {
			return nil, err
		}
		in.Charts = append(in.Charts, c.With(view.BenchmarkChartFiles(r.L, choice, id), view.Links{Lang: r.Lang}.Methodology("rank")))
	}
	in.Modified, err = s.lastChange(ctx)
	return view.BenchmarkPage(r.L, table, in), err
}

// benchmarkState returns the index and the table that are asked for: the first
// index and its latest edition where nothing is. The table is nil when no index
// is recorded.
func (s *Server) benchmarkState(ctx context.Context, r *Request) (*benchmark.Index, *benchmark.Table, view.BenchmarkChoice, error) {
	w := view.WordsOf(r.Lang)
	choice := view.BenchmarkChoice{Index: r.Query.Get(w.Index)}
	index, err := s.indexOf(ctx, choice.Index)
	if err != nil || index == nil {
		return nil, nil, choice, err
	}
	if choice, err = tableChoice(r, index, choice); err != nil {
		return nil, nil, choice, err
	}
	year := choice.Year
	if year == 0 {
		latest := index.Latest()
		if latest == nil {
			return nil, nil, choice, nil
		}
		year = latest.Year
	}
	table := benchmark.TableOf(index, year)
	return index, &table, choice, nil
}

// indexOf returns an index by its identifier, the first one where that is blank, and
// nil where none is recorded.
func (s *Server) indexOf(ctx context.Context, id string) (*benchmark.Index, error) {
	if id == "" {
		indices, err := s.lib.Indices(ctx)
		if err != nil || len(indices) == 0 {
			return nil, err
		}
		id = indices[0].ID
	}
	index, err := s.lib.Index(ctx, id)
	if errors.Is(err, tracker.ErrNotFound) {
		err = badRequest("web.error.choice")
	}
	return index, err
}

// tableChoice reads the edition, the countries and the order that are asked for.
func tableChoice(r *Request, index *benchmark.Index, choice view.BenchmarkChoice) (view.BenchmarkChoice, error) {
	w := view.WordsOf(r.Lang)
	var err error
	if choice.Year, err = editionOf(r, index); err != nil {
		return choice, err
	}
	var ok bool
	choice.Sort, choice.Order, ok = view.ParseSort(r.Lang, r.Query.Get(w.Sort), r.Query.Get(w.SortOrder))
	known := func(c benchmark.Component) bool { return view.ComponentSort(c.Code) == choice.Sort }
	if !ok || view.IsComponentSort(choice.Sort) && !slices.ContainsFunc(index.Components, known) {
		return choice, badRequest("web.error.choice")
	}
	if choice.Group = r.Query.Get(w.Group); choice.Group != "" && choice.Group != view.AllCountries {
		group := country.GroupOf(choice.Group)
		if group == nil {
			return choice, badRequest("web.error.choice")
		}
		choice.Group = group.Code
	}
	var odd []string
	if choice.Countries, _, odd = countriesOf(r.Query[w.Country]); len(odd) > 0 {
		return choice, badRequest("web.error.country", "value", odd[0])
	}
	return choice, nil
}

// editionOf returns the year of the edition that is asked for, 0 where none is.
func editionOf(r *Request, index *benchmark.Index) (int, error) {
	text := r.Query.Get(view.WordsOf(r.Lang).Edition)
	if text == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || index.Edition(year) == nil {
		return 0, badRequest("web.error.choice")
	}
	return year, nil
}
