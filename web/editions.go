package web

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/reports/html"
	"ogptracker/reports/opendata"
	"ogptracker/tracker/edition"
	"ogptracker/web/view"
)

// editionsPage lists a plan's frozen editions.
func (s *Server) editionsPage(ctx context.Context, r *Request) (*view.Page, error) {
	rec, all, err := s.lib.Editions(ctx, r.Params("plan"))
	if err != nil {
		return nil, err
	}
	in := view.EditionsInput{Record: rec, Editions: all}
	in.Modified, err = s.lastChange(ctx)
	return view.EditionsPage(r.L, in), err
}

// frozenEdition is an edition that an address names.
type frozenEdition struct {
	edition.Edition
	content []byte
	frozen  *edition.Frozen
}

// edition reads the edition that an address names.
func (s *Server) edition(ctx context.Context, r *Request, name string) (*frozenEdition, error) {
	return s.frozenEdition(ctx, r.Params("plan"), name)
}

// frozenEdition reads an edition of a plan by its number as addresses write it.
func (s *Server) frozenEdition(ctx context.Context, planID, name string) (*frozenEdition, error) {
	_, all, err := s.lib.Editions(ctx, planID)
	if err != nil {
		return nil, err
	}
	listed, err := editionNamed(all, name)
	if err != nil {
		return nil, err
	}
	e := &frozenEdition{Edition: listed}
	if e.content, err = s.store.Edition(ctx, e.Plan, e.Number); err != nil {
		return nil, err
	}
	e.frozen, err = edition.Read(e.content)
	return e, err
}

// editionNamed returns the edition with a number as addresses write it.
func editionNamed(all []edition.Edition, name string) (edition.Edition, error) {
	number, err := strconv.Atoi(name)
	if err != nil || strconv.Itoa(number) != name || number < 1 || number > len(all) {
		return edition.Edition{}, notFound
	}
	return all[number-1], nil
}

// editionAnswer answers with the page of an edition or, where the address ends with
// ".json", with the edition itself.
func (s *Server) editionAnswer(ctx context.Context, r *Request) (*Response, error) {
	name, asJSON := strings.CutSuffix(r.Params("edition"), ".json")
	e, err := s.edition(ctx, r, name)
	if err != nil {
		return nil, err
	}
	if asJSON {
		return &Response{
			Status: http.StatusOK, Type: "application/json; charset=utf-8", Body: e.content,
			Filename: e.Plan + "-edition-" + name + ".json",
		}, nil
	}
	return s.show(func(ctx context.Context, r *Request) (*view.Page, error) {
		in := view.EditionInput{Edition: e.Edition, Frozen: e.frozen, Figures: e.frozen.Assessment()}
		if e.frozen.Review != nil {
			c, err := s.figure(ctx, r, func(size chart.Size) chart.Chart {
				return chart.SelfAgainstIndependent(r.L, in.Figures, e.frozen.Review, size)
			})
			if err != nil {
				return nil, err
			}
			in.Chart = c.With(view.EditionChartFiles(r.L, e.Plan, e.Number, c.ID), view.Links{Lang: r.Lang}.Methodology("review"))
		}
		return view.EditionPage(r.L, in), nil
	})(ctx, r)
}

// review reads the edition with a review that an address names.
func (s *Server) review(ctx context.Context, r *Request) (*frozenEdition, error) {
	e, err := s.edition(ctx, r, r.Params("edition"))
	if err != nil {
		return nil, err
	}
	if e.frozen.Review == nil {
		return nil, notFound
	}
	return e, nil
}

// editionChart answers with the chart of an edition's review as a file.
func (s *Server) editionChart(ctx context.Context, r *Request) (*Response, error) {
	e, err := s.review(ctx, r)
	if err != nil {
		return nil, err
	}
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	c := chart.SelfAgainstIndependent(r.L, e.frozen.Assessment(), e.frozen.Review, chart.Wide)
	if id != c.ID {
		return nil, notFound
	}
	return s.chartFile(ctx, r, c, ext, e.Plan+"-edition-"+strconv.Itoa(e.Number)+"-"+id)
}

// editionReviewCSV answers with what an edition's review found of each commitment.
func (s *Server) editionReviewCSV(ctx context.Context, r *Request) (*Response, error) {
	e, err := s.review(ctx, r)
	if err != nil {
		return nil, err
	}
	table := opendata.ReviewTable(e.frozen)
	name := e.Plan + "-edition-" + strconv.Itoa(e.Number) + "-" + view.WordsOf(r.Lang).Review + ".csv"
	return download(csvType, name, func(w io.Writer) error { return table.WriteCSV(w, csvOptions(r)) })
}

// editionData answers with one data file of an edition, as the plan's own files are, but
// of what was frozen: "commitments.csv".
func (s *Server) editionData(ctx context.Context, r *Request) (*Response, error) {
	e, err := s.edition(ctx, r, r.Params("edition"))
	if err != nil {
		return nil, err
	}
	file := r.Params("file")
	mediaType, write := s.planFile(r, e.frozen.Assessment(), file)
	if write == nil {
		return nil, notFound
	}
	return download(mediaType, e.Plan+"-edition-"+strconv.Itoa(e.Number)+"-"+file, write)
}

// editionReport composes a report of an edition, from what was frozen and nothing else.
func (s *Server) editionReport(name string) planReport {
	return func(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
		e, err := s.edition(ctx, r, r.Params("edition"))
		if err != nil {
			return nil, err
		}
		all := compose.OfEdition(e.frozen)
		i := slices.IndexFunc(all, func(report compose.EditionReport) bool { return report.Name == name })
		if i < 0 {
			return nil, notFound
		}
		to := editionReports[name]
		return &composedReport{
			lasting: true,
			doc:     all[i].Compose(r.L, s.frozenOptions(r, e, screen)), name: e.Plan + "-edition-" + strconv.Itoa(e.Number) + "-" + name,
			to:   func(k view.Links, ext string) string { return to(k, e.Plan, e.Number, ext) },
			back: html.Link{Text: r.L.T("web.edition.to_edition"), Href: view.Links{Lang: r.Lang}.Edition(e.Plan, e.Number)},
		}, nil
	}
}

// editionReports are the addresses of the reports of [compose.OfEdition], by name.
var editionReports = map[string]func(k view.Links, plan string, number int, ext string) string{
	"selfassessment": view.Links.EditionReport, "summary": view.Links.EditionSummary, "slippage": view.Links.EditionSlippage, "review": view.Links.EditionReview,
}

func (s *Server) frozenOptions(r *Request, e *frozenEdition, screen bool) compose.Options {
	o := compose.EditionOptions(e.frozen, e.SHA256)
	o.Screen, o.Home, o.Key = screen, s.site.Home, s.packages.signingKey()
	if s.site.Base != "" {
		k := view.Links{Lang: r.Lang}
		o.Page, o.Computation = s.site.Base+k.Edition(e.Plan, e.Number), s.site.Base+k.EditionComputation(e.Plan, e.Number, "")
	}
	return o
}
