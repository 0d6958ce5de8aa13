package web

import (
	"context"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/web/view"
)

// countryPage shows a country in every index, and what became of its commitments.
func (s *Server) countryPage(ctx context.Context, r *Request) (*view.Page, error) {
	code := strings.ToUpper(r.Params("country")) // the page says by which address it goes
	if !country.Valid(code) {
		return nil, notFound
	}
	in := view.CountryInput{Code: code, Home: r.Site.Home}
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	for i := range indices {
		index, err := s.lib.Index(ctx, indices[i].ID)
		if err != nil {
			return nil, err
		}
		ix := view.CountryIndex{Index: index, Table: newestWith(index, code)}
		if ix.Table != nil && len(ix.Table.Years) > 1 {
			ix.Trends, err = s.figure(ctx, r, func(size chart.Size) chart.Chart {
				c := countryTrends(r, *ix.Table, code, size)
				c.ID += "-" + index.ID // one page shows several
				return c
			})
			if err != nil {
				return nil, err
			}
			ix.Trends.With(view.CountryChartFiles(r.L, code, "trends", index.ID), view.Links{Lang: r.Lang}.Methodology("rank"))
		}
		in.Indices = append(in.Indices, ix)
	}
	if in.OGP, err = s.commitmentsOf(ctx, code); err != nil {
		return nil, err
	}
	in.Modified, err = s.lastChange(ctx)
	return view.CountryPage(r.L, in), err
}

// newestWith returns the table of the newest edition that covers a country, nil where
// none does.
func newestWith(index *benchmark.Index, code string) *benchmark.Table {
	for i := len(index.Editions) - 1; i >= 0; i-- {
		if index.Editions[i].Score(code) != nil {
			table := benchmark.TableOf(index, index.Editions[i].Year)
			return &table
		}
	}
	return nil
}

// countryTrends draws a country's scores, beside those of the home country or, for that
// one, of those that lead.
func countryTrends(r *Request, t benchmark.Table, code string, size chart.Size) chart.Chart {
	var beside []string
	if code != r.Site.Home && t.Row(r.Site.Home) != nil {
		beside = []string{r.Site.Home}
	}
	return chart.BenchmarkTrends(r.L, t, code, size, beside...)
}

// countryChart answers with a chart of a country in an index as a file.
func (s *Server) countryChart(ctx context.Context, r *Request) (*Response, error) {
	code := r.Params("country")
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	if !country.Valid(code) || id != "trends" {
		return nil, notFound
	}
	index, err := s.indexOf(ctx, r.Query.Get(view.WordsOf(r.Lang).Index))
	if err != nil {
		return nil, err
	}
	if index == nil {
		return nil, notFound
	}
	table := newestWith(index, code)
	if table == nil {
		return nil, notFound
	}
	name := strings.Join([]string{index.ID, id, code, strconv.Itoa(table.Year)}, "-")
	return s.chartFile(ctx, r, countryTrends(r, *table, code, chart.Wide), ext, name)
}

// commitmentsOf returns what is recorded of a country's commitments, and its plans on
// this site.
func (s *Server) commitmentsOf(ctx context.Context, code string) (view.OGPInput, error) {
	var in view.OGPInput
	all, err := s.lib.Commitments(ctx)
	if err != nil {
		return in, err
	}
	for i := range all {
		if all[i].Country == code {
			in.Commitments = append(in.Commitments, all[i])
		}
	}
	if in.Source, err = s.lib.CommitmentSource(ctx); err != nil {
		return in, err
	}
	plans, err := s.lib.Plans(ctx)
	for i := range plans {
		if plans[i].Jurisdiction == code {
			in.Plans = append(in.Plans, plans[i])
		}
	}
	return in, err
}
