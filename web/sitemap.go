package web

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/http"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/country"
	"ogptracker/tracker/edition"
	"ogptracker/web/view"
)

// sitemapURL is one page in one language, with the same page in both.
type sitemapURL struct {
	Loc   string         `xml:"loc"`
	Links []sitemapTwins `xml:"xhtml:link"`
}

type sitemapTwins struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemap lists every public page in both languages.
func (s *Server) sitemap(ctx context.Context, _ *Request) (*Response, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	pages := []func(view.Links) string{
		view.Links.Home,
		view.Links.Plans,
		func(k view.Links) string { return k.Benchmark(view.BenchmarkChoice{}) },
		func(k view.Links) string { return k.Compare(view.CompareChoice{}) },
		func(k view.Links) string { return k.Composite(view.CompositeChoice{}) },
		func(k view.Links) string { return k.Completion(view.CompletionChoice{}) },
		func(k view.Links) string { return k.Methodology("") },
		view.Links.Data,
		view.Links.Reports,
		func(k view.Links) string { return k.Activity(view.ActivityChoice{}) },
		func(k view.Links) string { return k.About("") },
	}
	index, err := s.indexOf(ctx, "")
	if err != nil {
		return nil, err
	}
	if index != nil && newestWith(index, s.site.Home) != nil {
		pages = append(pages, func(k view.Links) string { return k.BenchmarkReport(view.ReportChoice{}, "") })
	}
	countries, err := s.countriesShown(ctx)
	if err != nil {
		return nil, err
	}
	for _, code := range countries {
		pages = append(pages, func(k view.Links) string { return k.Country(code) })
	}
	for _, p := range plans {
		rec, err := s.lib.Record(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		pages = append(pages, func(k view.Links) string { return k.Plan(p.ID) })
		if len(rec.Plan.Commitments) == 0 {
			continue
		}
		pages = append(pages,
			func(k view.Links) string { return k.Timeline(p.ID, view.TimelineFilter{}) },
			func(k view.Links) string { return k.SelfAssessment(p.ID, "") },
			func(k view.Links) string { return k.Computation(p.ID, "") },
			func(k view.Links) string { return k.Summary(p.ID, "") },
			func(k view.Links) string { return k.Slippage(p.ID, "") })
		_, editions, err := s.lib.Editions(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		pages = append(pages, func(k view.Links) string { return k.Editions(p.ID) })
		if len(editions) > 1 {
			pages = append(pages,
				func(k view.Links) string { return k.EditionChanges(p.ID, 0, 0, "") },
				func(k view.Links) string { return k.EditionChangesReport(p.ID, 0, 0, "") })
		}
		for i := range editions {
			number := editions[i].Number
			pages = append(pages,
				func(k view.Links) string { return k.Edition(p.ID, number) },
				func(k view.Links) string { return k.EditionReport(p.ID, number, "") },
				func(k view.Links) string { return k.EditionComputation(p.ID, number, "") },
				func(k view.Links) string { return k.EditionSummary(p.ID, number, "") },
				func(k view.Links) string { return k.EditionSlippage(p.ID, number, "") })
			if editions[i].Kind == edition.Reviewed {
				pages = append(pages, func(k view.Links) string { return k.EditionReview(p.ID, number, "") })
			}
		}
		for i := range rec.Plan.Commitments {
			code := rec.Plan.Commitments[i].Code
			pages = append(pages,
				func(k view.Links) string { return k.Commitment(p.ID, code) },
				func(k view.Links) string { return k.FactSheet(p.ID, code, "") },
				func(k view.Links) string { return k.History(p.ID, code, view.HistoryChoice{}) })
		}
	}
	doc := struct {
		XMLName xml.Name     `xml:"urlset"`
		NS      string       `xml:"xmlns,attr"`
		XHTML   string       `xml:"xmlns:xhtml,attr"`
		URLs    []sitemapURL `xml:"url"`
	}{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, page := range pages {
		var twins []sitemapTwins
		for _, lang := range tracker.Langs {
			twins = append(twins, sitemapTwins{"alternate", string(lang), s.site.Base + page(view.Links{Lang: lang})})
		}
		for _, t := range twins {
			doc.URLs = append(doc.URLs, sitemapURL{Loc: t.Href, Links: twins})
		}
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(doc); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: "application/xml; charset=utf-8", Body: b.Bytes()}, nil
}

// countriesShown are the countries whose pages are worth finding: the home country and
// those of the edition that the benchmark shows first, some thirty. Others, which a
// wide index covers by the hundred, are reached by links: search engines, and whoever
// else follows the map, need not go through all of them in two languages.
func (s *Server) countriesShown(ctx context.Context) ([]string, error) {
	var codes []string
	if country.Valid(s.site.Home) {
		codes = append(codes, s.site.Home)
	}
	index, err := s.indexOf(ctx, "")
	if err != nil || index == nil || index.Latest() == nil {
		return codes, err
	}
	for _, score := range index.Latest().Scores {
		codes = append(codes, score.Country)
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

// robots lets search engines read everything, and tells them where to begin.
func (s *Server) robots(context.Context, *Request) (*Response, error) {
	body := "User-agent: *\nAllow: /\n"
	if s.site.Base != "" {
		body += "Sitemap: " + s.site.Base + "/sitemap.xml\n"
	}
	return &Response{Status: http.StatusOK, Type: "text/plain; charset=utf-8", Body: []byte(body)}, nil
}
