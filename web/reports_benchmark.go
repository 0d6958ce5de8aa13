package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/html"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/web/view"
)

// benchmarkReport composes the comparison of a country with its peers.
func (s *Server) benchmarkReport(ctx context.Context, r *Request, screen bool) (*document.Document, view.ReportChoice, error) {
	in, choice, err := s.reportState(ctx, r)
	if err != nil {
		return nil, choice, err
	}
	edition := in.Index.Edition(in.Year)
	if in.Simulated, err = s.lib.Simulated(ctx, in.Index, edition); err != nil {
		return nil, choice, err
	}
	in.Simulation = benchmark.Usual()
	if in.Commitments, err = s.completedByCountry(ctx); err != nil {
		return nil, choice, err
	}
	zone, err := s.zone(ctx, "")
	if err != nil {
		return nil, choice, err
	}
	in.Day = tracker.DateOf(r.Now.In(zone))
	_, head, err := s.store.AuditHead(ctx)
	if err != nil {
		return nil, choice, err
	}
	page := ""
	if s.site.Base != "" {
		page = s.site.Base + view.Links{Lang: r.Lang}.BenchmarkReport(choice, "")
	}
	return compose.Benchmark(r.L, in, compose.Options{Screen: screen, AuditHead: head, Program: s.site.Program, Page: page}), choice, nil
}

// reportState reads which country is compared with whom: the home country and the
// usual peers where nobody is asked for, on the newest edition that covers it.
func (s *Server) reportState(ctx context.Context, r *Request) (in compose.Compared, choice view.ReportChoice, err error) {
	w := view.WordsOf(r.Lang)
	choice = view.ReportChoice{Index: r.Query.Get(w.Index), Subject: r.Query.Get(w.Subject)}
	if in.Index, err = s.indexOf(ctx, choice.Index); err != nil {
		return in, choice, err
	}
	if in.Index == nil {
		return in, choice, notFound
	}
	if choice.Subject != "" && !country.Valid(choice.Subject) {
		return in, choice, badRequest("web.error.country", "value", choice.Subject)
	}
	in.Country = cmp.Or(choice.Subject, s.site.Home)
	if choice.Year, err = editionOf(r, in.Index); err != nil {
		return in, choice, err
	}
	if in.Year = choice.Year; in.Year == 0 {
		newest := newestWith(in.Index, in.Country)
		if newest == nil {
			return in, choice, notFound
		}
		in.Year = newest.Year
	}
	if in.Index.Edition(in.Year).Score(in.Country) == nil {
		return in, choice, badRequest("web.error.not_covered", "country", r.L.Country(in.Country), "year", strconv.Itoa(in.Year))
	}
	var odd []string
	if choice.Countries, _, odd = countriesOf(r.Query[w.Country]); len(odd) > 0 {
		return in, choice, badRequest("web.error.country", "value", odd[0])
	}
	in.Peers = slices.DeleteFunc(slices.Clone(choice.Countries), func(code string) bool { return code == in.Country })
	if len(in.Peers) > chart.MostPeers {
		return in, choice, badRequest("web.error.many_peers", "n", len(in.Peers), "limit", chart.MostPeers)
	}
	if len(choice.Countries) == 0 {
		in.Peers = country.Beside(in.Country)
	}
	return in, choice, nil
}

// completedByCountry returns what became of the commitments recorded of OGP's data;
// nil where none is.
func (s *Server) completedByCountry(ctx context.Context) (*benchmark.Completed, error) {
	return remember(s.lib, ctx, "completed by country", func(ctx context.Context) (*benchmark.Completed, error) {
		all, err := s.lib.Commitments(ctx)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		done := &benchmark.Completed{By: benchmark.ByCountry, View: benchmark.EndOfTerm}
		if done.Source, err = s.lib.CommitmentSource(ctx); err != nil {
			return nil, err
		}
		done.Standings, err = benchmark.Standings(all, done.By, done.View)
		return done, err
	})
}

// benchmarkReportHTML answers with the report as a page.
func (s *Server) benchmarkReportHTML(ctx context.Context, r *Request) (*Response, error) {
	doc, choice, err := s.benchmarkReport(ctx, r, true)
	if err != nil {
		return nil, err
	}
	here, there := view.Links{Lang: r.Lang}, view.Links{Lang: r.Lang.Other()}
	return s.reportHTML(ctx, doc, html.Options{
		Links: []html.Link{
			{Text: r.L.T("web.report.to_benchmark"), Href: here.Benchmark(view.BenchmarkChoice{Index: choice.Index, Year: choice.Year})},
			{Text: "PDF", Href: here.BenchmarkReport(choice, ".pdf"), Type: "application/pdf"},
		},
		Alternate: html.Link{Text: r.L.Language(r.Lang.Other()), Href: there.BenchmarkReport(choice, "")},
	})
}

// benchmarkReportPDF answers with the report as a file.
func (s *Server) benchmarkReportPDF(ctx context.Context, r *Request) (*Response, error) {
	doc, choice, err := s.benchmarkReport(ctx, r, false)
	if err != nil {
		return nil, err
	}
	name := view.WordsOf(r.Lang).Comparison + "-" + cmp.Or(choice.Subject, s.site.Home)
	return s.reportPDF(ctx, doc, name+"-"+tracker.DateOf(doc.Date).String())
}
