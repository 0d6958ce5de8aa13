package web

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/reports/chart"
	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/web/view"
)

// What a reader's own composite may cost. Its draws are those of published pages and
// reports, so that the same composite has the same figures everywhere; they take a
// quarter of a second for 190 countries.
const (
	compositeBudget = 5 * time.Second // of the wait for a turn, and then of the computing
	compositesMade  = 2               // answers at once, their charts included
	compositesAsked = 4               // answers at once, those that wait among them
)

// inTurn makes an answer about a composite when it is its turn. The reader who leaves
// ends the work.
func (s *Server) inTurn(h answer) answer {
	return func(ctx context.Context, r *Request) (*Response, error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(r.Context(), cancel)()
		leave, err := s.composing.enter(ctx, compositeBudget)
		if err != nil {
			return nil, err
		}
		defer leave()
		resp, err := h(ctx, r)
		if errors.Is(err, context.Canceled) {
			err = errBusy // somebody else may wait for the same
		}
		return resp, err
	}
}

// compositePage makes a composite as a reader asks for it.
func (s *Server) compositePage(ctx context.Context, r *Request) (*view.Page, error) {
	c, err := s.composition(ctx, r)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return view.EmptyCompositePage(r.L), nil
	}
	if err := s.examine(ctx, r, c); err != nil {
		return nil, err
	}
	in := &c.in
	if in.Study != nil {
		for _, id := range view.CompositeCharts {
			drawn, err := s.figure(ctx, r, func(size chart.Size) chart.Chart { return c.chart(r, id, size) })
			if err != nil {
				return nil, err
			}
			in.Charts = append(in.Charts, drawn.With(view.CompositeChartFiles(r.L, in.Made, id), view.Links{Lang: r.Lang}.Methodology("composite")))
		}
	}
	in.Modified, err = s.lastChange(ctx)
	return view.CompositePage(r.L, *in), err
}

// examine makes the composite. Where it cannot be made, what is wrong is added.
func (s *Server) examine(ctx context.Context, r *Request, c *composition) error {
	if len(c.in.Wrong) > 0 {
		return nil
	}
	study, err := s.study(ctx, c)
	if err != nil {
		return err
	}
	if c.in.Study = study; study.Entered() >= 2 {
		return nil
	}
	c.in.Study = nil
	compared := func(best int) bool { return best > 0 }
	if slices.ContainsFunc(study.Ranges.Best, compared) && study.Entered() == 0 {
		c.wrong(view.CompositeWeights, "", r.L.T("web.composite.error.constant"))
	} else {
		c.wrong(view.CompositeWeights, "", r.L.T("web.composite.error.nobody"))
	}
	return nil
}

// study returns the composite that is kept, or makes it.
func (s *Server) study(ctx context.Context, c *composition) (*benchmark.Study, error) {
	return s.lib.Study(c.key(), func() (*benchmark.Study, error) {
		ctx, cancel := context.WithTimeout(ctx, compositeBudget)
		defer cancel()
		study, err := benchmark.Examine(ctx, c.matrix, c.method, c.simulation())
		if errors.Is(err, context.DeadlineExceeded) {
			err = errBusy
		}
		return study, err
	})
}

// key names a composite by all that it hangs on, in whatever way it was asked for.
func (c *composition) key() string {
	var b strings.Builder
	for _, source := range c.in.Sources {
		b.WriteString(source.Index.ID + " " + strconv.Itoa(source.Year) + "\n")
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	for j, component := range c.matrix.Components {
		b.WriteString(component.Code + "=" + number(c.method.Weights[j]) + "\n")
	}
	b.WriteString(string(c.method.Normalisation) + " " + string(c.method.Aggregation) + " " + number(c.delta) + "\n")
	b.WriteString(strings.Join(c.matrix.Countries, " "))
	return b.String()
}

// chart draws a chart of the composite.
func (c *composition) chart(r *Request, id string, size chart.Size) chart.Chart {
	in := &c.in
	drawn := view.CompositeDrawn(in)
	subject := c.subject(r)
	switch id {
	case view.ChartInfluence:
		return chart.Influences(r.L, chart.SensitivityOfStudy(subject, in.Study, in.Home), in.Home, size)
	case view.ChartDominance:
		return chart.DominanceMatrix(r.L, subject, in.Study.Matrix, drawn, in.Home, size)
	}
	return chart.RankRanges(r.L, chart.RangesOfStudy(subject, in.Study, drawn), in.Home, size)
}

// subject says what the composite is made of.
func (c *composition) subject(r *Request) chart.Subject {
	var subjects []chart.Subject
	for _, source := range c.in.Sources {
		t := benchmark.TableOf(source.Index, source.Year)
		subjects = append(subjects, chart.SubjectOf(r.L, &t))
	}
	if len(subjects) == 1 {
		return subjects[0]
	}
	var all chart.Subject
	names := make([]string, len(subjects))
	for i, s := range subjects {
		names[i] = s.Name
		if !strings.Contains(all.Credit, s.Credit) {
			all.Credit = strings.TrimSpace(all.Credit + " " + s.Credit)
		}
	}
	all.Name = r.L.T("web.composite.of", "indices", r.L.List(names))
	return all
}

// composed returns a composite that a file is asked of, or why there is none.
func (s *Server) composed(ctx context.Context, r *Request) (*composition, error) {
	c, err := s.composition(ctx, r)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, notFound
	}
	if err := s.examine(ctx, r, c); err != nil {
		return nil, err
	}
	if len(c.in.Wrong) > 0 {
		return nil, badRequest("web.error.composite", "what", c.in.Wrong[0].Message)
	}
	return c, nil
}

// compositeChart answers with a chart of a composite as a file.
func (s *Server) compositeChart(ctx context.Context, r *Request) (*Response, error) {
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	if !slices.Contains(view.CompositeCharts, id) {
		return nil, notFound
	}
	c, err := s.composed(ctx, r)
	if err != nil {
		return nil, err
	}
	return s.chartFile(ctx, r, c.chart(r, id, chart.Wide), ext, c.name()+"-"+id)
}

// name begins the names of the composite's files.
func (c *composition) name() string {
	if len(c.in.Sources) != 1 {
		return "composite"
	}
	return c.in.Sources[0].Index.ID + "-" + strconv.Itoa(c.in.Sources[0].Year) + "-composite"
}

// compositeData answers with a composite as a file, or with the components that it is
// made of, as the commands read them.
func (s *Server) compositeData(ctx context.Context, r *Request) (*Response, error) {
	c, err := s.composed(ctx, r)
	if err != nil {
		return nil, err
	}
	o := opendata.CompositeOptions{CSVOptions: csvOptions(r)}
	for _, lang := range tracker.Langs {
		o.Page = o.Page.With(lang, s.site.Base+view.Links{Lang: lang}.Composite(c.in.Made))
	}
	made := opendata.Composite{Sources: c.in.Sources, Study: c.in.Study}
	switch r.Params("file") {
	case view.CompositeCSV:
		return download(csvType, c.name()+".csv", func(w io.Writer) error { return made.WriteCSV(w, o) })
	case view.CompositeJSON:
		return download(jsonType, c.name()+".json", func(w io.Writer) error { return made.WriteJSON(w, o) })
	case view.ComponentsCSV:
		return download(csvType, view.ComponentsCSV, made.WriteComponents)
	}
	return nil, notFound
}
