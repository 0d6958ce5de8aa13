package web

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/opendata"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/web/view"
)

// completionPage says what became of OGP's commitments.
func (s *Server) completionPage(ctx context.Context, r *Request) (*view.Page, error) {
	in, err := s.completionState(ctx, r)
	if err != nil {
		return nil, err
	}
	if len(in.Commitments) == 0 {
		return view.EmptyCompletionPage(r.L), nil
	}
	if in.Whole.Completed.Assessed > 0 {
		c, err := s.figure(ctx, r, func(size chart.Size) chart.Chart { return completionFigure(r, in, size) })
		if err != nil {
			return nil, err
		}
		in.Chart = c.With(view.CompletionChartFiles(r.L, in.Choice), view.Links{Lang: r.Lang}.Methodology("commitments"))
	}
	in.Modified, err = s.lastChange(ctx)
	return view.CompletionPage(r.L, in), err
}

// completionData answers with the same as a file: "completion.csv".
func (s *Server) completionData(ctx context.Context, r *Request) (*Response, error) {
	in, err := s.completionState(ctx, r)
	if err != nil {
		return nil, err
	}
	name := r.Params("file")
	if id, _, _ := strings.Cut(name, "."); id != "completion" || len(in.Commitments) == 0 {
		return nil, notFound
	}
	name = "ogp-" + name
	switch {
	case strings.HasSuffix(name, ".json"):
		return download(jsonType, name, func(w io.Writer) error { return opendata.WriteCompletionJSON(w, in.Completed) })
	case strings.HasSuffix(name, ".csv"):
		table := opendata.CompletionTable(in.Completed)
		return download(csvType, name, func(w io.Writer) error { return table.WriteCSV(w, csvOptions(r)) })
	}
	return nil, notFound
}

// completionState reads what is asked for, and computes what became of it.
func (s *Server) completionState(ctx context.Context, r *Request) (view.CompletionInput, error) {
	in := view.CompletionInput{Home: r.Site.Home}
	var err error
	if in.Commitments, err = s.lib.Commitments(ctx); err != nil {
		return in, err
	}
	if in.Source, err = s.lib.CommitmentSource(ctx); err != nil {
		return in, err
	}
	if in.Choice, err = completionChoice(r, in.Commitments); err != nil {
		return in, err
	}
	in.By, in.View = in.Choice.Grouping(), in.Choice.Seen()
	var shown, chosen, home []benchmark.Commitment
	for i := range in.Commitments {
		c := &in.Commitments[i]
		if in.Choice.Shows(c, in.Home) {
			shown = append(shown, *c)
		}
		if in.Choice.Includes(c) {
			chosen = append(chosen, *c)
		}
		if c.Country == in.Home && in.Choice.Tagged(c) {
			home = append(home, *c)
		}
	}
	if in.Standings, err = benchmark.Standings(shown, in.By, in.View); errors.Is(err, benchmark.ErrManyGroups) {
		err = badRequest("web.error.many_groups", "limit", benchmark.MaxStandings)
	}
	in.Whole, in.Beside = benchmark.Together(chosen, in.View), benchmark.Together(home, in.View)
	return in, err
}

// completionFigure draws what is asked for.
func completionFigure(r *Request, in view.CompletionInput, size chart.Size) chart.Chart {
	return chart.Completion(r.L, in.Completed, in.Home, size, in.Choice.Countries...)
}

// completionChart answers with the chart as a file: "completion.svg".
func (s *Server) completionChart(ctx context.Context, r *Request) (*Response, error) {
	in, err := s.completionState(ctx, r)
	if err != nil {
		return nil, err
	}
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	if id != "completion" || in.Whole.Completed.Assessed == 0 {
		return nil, notFound
	}
	return s.chartFile(ctx, r, completionFigure(r, in, chart.Wide), ext, "ogp-completion")
}

// completionChoice reads what is asked for.
func completionChoice(r *Request, commitments []benchmark.Commitment) (view.CompletionChoice, error) {
	w := view.WordsOf(r.Lang)
	choice, ok := view.ParseCompletion(r.Lang, r.Query.Get)
	if choice.Group = r.Query.Get(w.Group); choice.Group != "" {
		group := country.GroupOf(choice.Group)
		if group == nil {
			return choice, badRequest("web.error.choice")
		}
		choice.Group = group.Code
	}
	choice.Area = r.Query.Get(w.Area)
	known := func(c benchmark.Commitment) bool { return slices.Contains(c.PolicyAreas, choice.Area) }
	if !ok || choice.Area != "" && !slices.ContainsFunc(commitments, known) {
		return choice, badRequest("web.error.choice")
	}
	var odd []string
	if choice.Countries, _, odd = countriesOf(r.Query[w.Country]); len(odd) > 0 {
		return choice, badRequest("web.error.country", "value", odd[0])
	}
	return choice, nil
}
