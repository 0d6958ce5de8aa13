package web

import (
	"bytes"
	"context"
	"net/http"

	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/html"
	"ogptracker/reports/pdf"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/web/view"
)

// composedReport is a report with what stands around it on a page, and what its file is
// called.
type composedReport struct {
	doc  *document.Document
	back html.Link // to where it belongs
	// to returns the address of the report in a language: of the page, or with ".pdf" of
	// the file.
	to   func(k view.Links, ext string) string
	asOf tracker.Date // that addresses carry
	name string       // of the file, without its ending
	// lasting says that the report states an edition, and will never state anything else.
	lasting bool
}

// planReport composes a report for paper or for a screen.
type planReport func(ctx context.Context, r *Request, screen bool) (*composedReport, error)

// reportPage answers with a report as a page.
func (s *Server) reportPage(report planReport) answer {
	return func(ctx context.Context, r *Request) (*Response, error) {
		c, err := report(ctx, r, true)
		if err != nil {
			return nil, err
		}
		here, there := view.Links{Lang: r.Lang, AsOf: c.asOf}, view.Links{Lang: r.Lang.Other(), AsOf: c.asOf}
		page, err := s.reportHTML(ctx, c.doc, html.Options{
			Links:     []html.Link{c.back, {Text: "PDF", Href: c.to(here, ".pdf"), Type: "application/pdf"}},
			Alternate: html.Link{Text: r.L.Language(r.Lang.Other()), Href: c.to(there, "")},
		})
		if err == nil {
			page.Lasting = c.lasting
		}
		return page, err
	}
}

// reportFile answers with a report as a file.
func (s *Server) reportFile(report planReport) answer {
	return func(ctx context.Context, r *Request) (*Response, error) {
		c, err := report(ctx, r, false)
		if err != nil {
			return nil, err
		}
		file, err := s.reportPDF(ctx, c.doc, c.name)
		if err == nil {
			file.Lasting = c.lasting
		}
		return file, err
	}
}

// live returns what a report of the live record states, as of the day that is asked for.
func (s *Server) live(ctx context.Context, r *Request, screen bool) (*tracker.Assessment, compose.Options, error) {
	var o compose.Options
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, o, err
	}
	if len(rec.Plan.Commitments) == 0 {
		return nil, o, notFound // only the record of the plan is kept: there is nothing to report
	}
	day, err := s.asOf(r, view.WordsOf(r.Lang).AsOf, rec)
	if err != nil {
		return nil, o, err
	}
	a, err := s.lib.Assessment(ctx, rec.Plan.ID, day)
	if err != nil {
		return nil, o, err
	}
	_, head, err := s.store.AuditHead(ctx)
	if err != nil {
		return nil, o, err
	}
	o = compose.Options{Screen: screen, AuditHead: head, Program: s.site.Program, Home: s.site.Home}
	if s.site.Base != "" {
		k := view.Links{Lang: r.Lang, AsOf: day}
		o.Page, o.Computation = s.site.Base+k.Plan(rec.Plan.ID), s.site.Base+k.Computation(rec.Plan.ID, "")
	}
	return a, o, nil
}

// liveReport is a report of the live record that belongs to its plan's page.
func liveReport(r *Request, a *tracker.Assessment, doc *document.Document, word string, to func(k view.Links, ext string) string) *composedReport {
	id := a.Record.Plan.ID
	return &composedReport{
		doc: doc, asOf: a.AsOf, to: to, name: id + "-" + word + "-" + a.AsOf.String(),
		back: html.Link{Text: r.L.T("web.report.to_plan"), Href: view.Links{Lang: r.Lang, AsOf: a.AsOf}.Plan(id)},
	}
}

// selfAssessmentReport composes a plan's self-assessment.
func (s *Server) selfAssessmentReport(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
	a, o, err := s.live(ctx, r, screen)
	if err != nil {
		return nil, err
	}
	table, err := s.latestTable(ctx)
	if err != nil {
		return nil, err
	}
	return liveReport(r, a, compose.SelfAssessment(r.L, a, table, o), view.WordsOf(r.Lang).SelfAssessment,
		func(k view.Links, ext string) string { return k.SelfAssessment(a.Record.Plan.ID, ext) }), nil
}

// summaryReport composes a plan's summary for executives.
func (s *Server) summaryReport(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
	a, o, err := s.live(ctx, r, screen)
	if err != nil {
		return nil, err
	}
	return liveReport(r, a, compose.Summary(r.L, a, o), view.WordsOf(r.Lang).Summary,
		func(k view.Links, ext string) string { return k.Summary(a.Record.Plan.ID, ext) }), nil
}

// slippageReport composes what is late and was moved.
func (s *Server) slippageReport(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
	a, o, err := s.live(ctx, r, screen)
	if err != nil {
		return nil, err
	}
	return liveReport(r, a, compose.Slippage(r.L, a, o), view.WordsOf(r.Lang).Slippage,
		func(k view.Links, ext string) string { return k.Slippage(a.Record.Plan.ID, ext) }), nil
}

// factSheetReport composes what is known of a commitment.
func (s *Server) factSheetReport(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
	a, o, err := s.live(ctx, r, screen)
	if err != nil {
		return nil, err
	}
	plan, code := a.Record.Plan.ID, r.Params("code")
	doc := compose.FactSheet(r.L, a, nil, code, o)
	if doc == nil {
		return nil, notFound
	}
	c := liveReport(r, a, doc, fileName(code)+"-"+view.WordsOf(r.Lang).FactSheet,
		func(k view.Links, ext string) string { return k.FactSheet(plan, code, ext) })
	c.back = html.Link{Text: r.L.T("web.report.to_commitment"), Href: view.Links{Lang: r.Lang, AsOf: a.AsOf}.Commitment(plan, code)}
	return c, nil
}

// latestTable returns the newest edition of the first index, nil when none is
// recorded.
func (s *Server) latestTable(ctx context.Context) (*benchmark.Table, error) {
	indices, err := s.lib.Indices(ctx)
	if err != nil || len(indices) == 0 {
		return nil, err
	}
	index, err := s.lib.Index(ctx, indices[0].ID)
	if err != nil {
		return nil, err
	}
	latest := index.Latest()
	if latest == nil {
		return nil, nil
	}
	t := benchmark.TableOf(index, latest.Year)
	return &t, nil
}

// reportPDF answers with a report as a file. Few are set at once, since setting one
// keeps a processor busy; others wait.
func (s *Server) reportPDF(ctx context.Context, doc *document.Document, name string) (*Response, error) {
	if err := s.reporting.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.reporting.Release(1)
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, s.draw.renderer, pdf.Options{Paper: pdf.Letter}); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: "application/pdf", Body: b.Bytes(), Filename: name + ".pdf"}, nil
}

// reportHTML answers with a report as a page.
func (s *Server) reportHTML(ctx context.Context, doc *document.Document, o html.Options) (*Response, error) {
	o.Stylesheet = s.static.path("report.css")
	var b bytes.Buffer
	if err := html.WriteContext(ctx, &b, doc, s.draw.renderer, o); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: "text/html; charset=utf-8", Body: b.Bytes()}, nil
}
