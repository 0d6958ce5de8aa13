package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/tracker/benchmark"
	"ogptracker/web/view"
)

// comparison is the countries that are set side by side.
type comparison struct {
	in       view.CompareInput
	shown    benchmark.Table // the countries compared
	measures []measure
}

// comparePage sets countries side by side.
func (s *Server) comparePage(ctx context.Context, r *Request) (*view.Page, error) {
	c, err := s.comparison(ctx, r)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return view.EmptyComparePage(r.L), nil
	}
	if !c.in.Wrong() {
		if err := s.compared(ctx, r, c); err != nil {
			return nil, err
		}
	}
	c.in.Modified, err = s.lastChange(ctx)
	return view.ComparePage(r.L, c.in), err
}

// comparison reads which countries are asked for. It returns nil where no index is
// recorded.
func (s *Server) comparison(ctx context.Context, r *Request) (*comparison, error) {
	w := view.WordsOf(r.Lang)
	in := view.CompareInput{Home: r.Site.Home, Choice: view.CompareChoice{Index: r.Query.Get(w.Index), X: r.Query.Get(w.Across), Y: r.Query.Get(w.Up)}}
	var err error
	if in.Index, err = s.indexOf(ctx, in.Choice.Index); err != nil || in.Index == nil {
		return nil, err
	}
	if in.Indices, err = s.lib.Indices(ctx); err != nil {
		return nil, err
	}
	if in.Choice.Year, err = editionOf(r, in.Index); err != nil {
		return nil, err
	}
	latest := in.Index.Latest()
	if latest == nil {
		return nil, nil
	}
	year := in.Choice.Year
	if year == 0 {
		year = latest.Year
	}
	table := benchmark.TableOf(in.Index, year)
	in.Table = &table
	in.Choice.Countries, in.Twice, in.Odd = countriesOf(r.Query[w.Country])
	in.Compared = in.Choice
	if len(in.Choice.Countries) == 0 {
		in.Compared.Countries = view.UsualCountries(r.Site.Home)
	}
	c := &comparison{in: in}
	c.shown = table.Only(func(code string) bool { return slices.Contains(in.Compared.Countries, code) })
	if c.measures, err = s.measures(ctx, r, in.Index, &table); err != nil {
		return nil, err
	}
	return c, c.chooseMeasures()
}

// chooseMeasures finds the two measures that are set against each other: those asked
// for, or the first two components.
func (c *comparison) chooseMeasures() error {
	in := &c.in
	for _, m := range c.measures {
		in.Measures = append(in.Measures, view.Option{Value: m.id, Label: m.label})
	}
	known := func(id string) bool {
		return slices.ContainsFunc(c.measures, func(m measure) bool { return m.id == id })
	}
	if in.Choice.X != "" && !known(in.Choice.X) || in.Choice.Y != "" && !known(in.Choice.Y) {
		return badRequest("web.error.choice")
	}
	if len(c.measures) < 2 {
		return nil
	}
	usual := c.measures[:2]
	if len(c.measures) > 2 { // the score is made of the components, and says less beside one of them
		usual = c.measures[1:3]
	}
	if in.Compared.X == "" {
		in.Compared.X = usual[0].id
	}
	if in.Compared.Y == "" {
		in.Compared.Y = usual[1].id
	}
	return nil
}

// compared adds what holds between the countries, and the charts.
func (s *Server) compared(ctx context.Context, r *Request, c *comparison) error {
	in := &c.in
	codes := make([]string, len(c.shown.Rows))
	for i := range c.shown.Rows {
		codes[i] = c.shown.Rows[i].Country
	}
	if len(in.Table.Components) > 0 {
		// An index that breaks its own rules is shown by its published scores alone.
		in.Verdicts, _ = benchmark.Verdicts(benchmark.MatrixOf(in.Index, in.Index.Edition(in.Table.Year)), in.Table.WeightDelta, codes)
	}
	if c.has(view.ChartScatter) {
		for _, id := range []string{in.Compared.X, in.Compared.Y} {
			if m := measureOf(c.measures, id); m.index.ID != in.Index.ID {
				in.Others = append(in.Others, m.index)
			}
		}
	}
	for _, id := range view.CompareCharts {
		if !c.has(id) {
			continue
		}
		drawn, err := s.figure(ctx, r, func(size chart.Size) chart.Chart { return c.chart(r, id, size) })
		if err != nil {
			return err
		}
		in.Charts = append(in.Charts, drawn.With(view.CompareChartFiles(r.L, in.Choice, id), view.Links{Lang: r.Lang}.Methodology("rank")))
	}
	return nil
}

// has reports whether a chart has something to show.
func (c *comparison) has(id string) bool {
	switch {
	case c.in.Wrong() || !slices.Contains(view.CompareCharts, id):
		return false
	case id == view.ChartScatter:
		return len(c.shown.Rows) > 0 && len(c.measures) > 1 && c.in.Compared.X != c.in.Compared.Y
	}
	return view.BenchmarkHasChart(id, &c.shown)
}

// chart draws a chart of the countries compared. The home country stands out, or the
// one that ranks highest where it is not among them.
func (c *comparison) chart(r *Request, id string, size chart.Size) chart.Chart {
	first := c.in.Home
	if c.shown.Row(first) == nil {
		first = c.shown.Rows[0].Country
	}
	if id == view.ChartScatter {
		subject, m := scatterOf(r.L, c.measures, c.in.Compared.X, c.in.Compared.Y)
		return chart.Scatter(r.L, subject, m, 0, 1, first, size, c.in.Compared.Countries...)
	}
	build, _ := chart.ForBenchmark(id) // it is one of them
	return build(r.L, c.shown, first, size, c.in.Compared.Countries...)
}

// compareChart answers with a chart of the countries compared as a file.
func (s *Server) compareChart(ctx context.Context, r *Request) (*Response, error) {
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	c, err := s.comparison(ctx, r)
	if err != nil {
		return nil, err
	}
	if c != nil && len(c.in.Odd) > 0 {
		return nil, badRequest("web.error.country", "value", c.in.Odd[0])
	}
	if c == nil || !c.has(id) {
		return nil, notFound
	}
	return s.chartFile(ctx, r, c.chart(r, id, chart.Wide), ext, c.in.Index.ID+"-"+id+"-"+strconv.Itoa(c.in.Table.Year))
}
