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

// selfAssessment composes a plan's report as of the day that is asked for.
func (s *Server) selfAssessment(ctx context.Context, r *Request, screen bool) (*document.Document, *tracker.Assessment, error) {
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, nil, err
	}
	if len(rec.Plan.Commitments) == 0 {
		return nil, nil, notFound // only the record of the plan is kept: there is nothing to report
	}
	day, err := s.asOf(r, view.WordsOf(r.Lang).AsOf, rec)
	if err != nil {
		return nil, nil, err
	}
	a, err := s.lib.Assessment(ctx, rec.Plan.ID, day)
	if err != nil {
		return nil, nil, err
	}
	table, err := s.latestTable(ctx)
	if err != nil {
		return nil, nil, err
	}
	_, head, err := s.store.AuditHead(ctx)
	if err != nil {
		return nil, nil, err
	}
	page := ""
	if s.site.Base != "" {
		page = s.site.Base + view.Links{Lang: r.Lang, AsOf: day}.Plan(rec.Plan.ID)
	}
	return compose.SelfAssessment(r.L, a, table, compose.Options{
		Screen: screen, AuditHead: head, Program: s.site.Program, Home: s.site.Home, Page: page,
	}), a, nil
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

// selfAssessmentHTML answers with the report as a page.
func (s *Server) selfAssessmentHTML(ctx context.Context, r *Request) (*Response, error) {
	doc, a, err := s.selfAssessment(ctx, r, true)
	if err != nil {
		return nil, err
	}
	id := a.Record.Plan.ID
	here, there := view.Links{Lang: r.Lang, AsOf: a.AsOf}, view.Links{Lang: r.Lang.Other(), AsOf: a.AsOf}
	return s.reportHTML(ctx, doc, html.Options{
		Links: []html.Link{
			{Text: r.L.T("web.report.to_plan"), Href: here.Plan(id)},
			{Text: "PDF", Href: here.SelfAssessment(id, ".pdf"), Type: "application/pdf"},
		},
		Alternate: html.Link{Text: r.L.Language(r.Lang.Other()), Href: there.SelfAssessment(id, "")},
	})
}

// selfAssessmentPDF answers with the report as a file.
func (s *Server) selfAssessmentPDF(ctx context.Context, r *Request) (*Response, error) {
	doc, a, err := s.selfAssessment(ctx, r, false)
	if err != nil {
		return nil, err
	}
	name := a.Record.Plan.ID + "-" + view.WordsOf(r.Lang).SelfAssessment + "-" + a.AsOf.String()
	return s.reportPDF(ctx, doc, name)
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
