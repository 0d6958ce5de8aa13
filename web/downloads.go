package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/web/view"
)

// Media types of the files that readers take away.
const (
	csvType  = "text/csv; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	zipType  = "application/zip"
	icsType  = "text/calendar; charset=utf-8"
	atomType = "application/atom+xml; charset=utf-8"
)

// published are what a plan's files state beside its data.
func (s *Server) published(a *tracker.Assessment) opendata.Options {
	o := opendata.Options{Program: s.site.Program, Licence: s.site.Licence, LicenceURL: s.site.LicenceURL}
	for _, lang := range tracker.Langs {
		o.Page = o.Page.With(lang, s.site.Base+view.Links{Lang: lang}.Plan(a.Record.Plan.ID))
	}
	o.Item = func(lang tracker.Lang, commitment, item string) string {
		return s.site.Base + view.Links{Lang: lang}.Item(a.Record.Plan.ID, commitment, item)
	}
	return o
}

// planData answers with one data file of a plan: "updates.csv".
func (s *Server) planData(ctx context.Context, r *Request) (*Response, error) {
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, err
	}
	day, err := s.asOf(r, view.WordsOf(r.Lang).AsOf, rec)
	if err != nil {
		return nil, err
	}
	a, err := s.lib.Assessment(ctx, rec.Plan.ID, day)
	if err != nil {
		return nil, err
	}
	file := r.Params("file")
	mediaType, write := s.planFile(r, a, file)
	if write == nil {
		return nil, notFound
	}
	return download(mediaType, rec.Plan.ID+"-"+file, write)
}

// planFile finds the writer of a data file, nil when there is no such file.
func (s *Server) planFile(r *Request, a *tracker.Assessment, file string) (mediaType string, write func(io.Writer) error) {
	o := s.published(a)
	e := opendata.Of(a, o)
	switch file {
	case "plan.json":
		return jsonType, e.WriteRecord
	case "assessment.json":
		return jsonType, e.WriteAssessment
	case "plan.xlsx":
		return xlsxType, e.WriteXLSX
	case "package.zip":
		return zipType, e.WritePackage
	case "deadlines.ics":
		if len(a.Commitments) == 0 {
			return "", nil // only the record of the plan is kept
		}
		return icsType, func(w io.Writer) error { return opendata.WriteCalendar(w, r.L, a, o) }
	}
	if name, ok := strings.CutSuffix(file, ".csv"); ok {
		if t := e.Table(name); t != nil {
			return csvType, func(w io.Writer) error { return t.WriteCSV(w, csvOptions(r)) }
		}
	}
	return "", nil
}

// csvOptions reads ?bom=0, which leaves the byte-order mark out.
func csvOptions(r *Request) opendata.CSVOptions {
	return opendata.CSVOptions{NoBOM: r.Query.Get("bom") == "0"}
}

// download writes a whole file into memory, and answers with it.
func download(mediaType, name string, write func(io.Writer) error) (*Response, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: mediaType, Body: b.Bytes(), Filename: name}, nil
}

// benchmarkData answers with an index as a file: "odb.csv" or "odb.json".
func (s *Server) benchmarkData(ctx context.Context, r *Request) (*Response, error) {
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	index, err := s.lib.Index(ctx, id)
	if err != nil {
		return nil, err
	}
	switch ext {
	case "json":
		resp, err := asJSON(index)
		if err == nil {
			resp.Filename = id + ".json"
		}
		return resp, err
	case "csv":
		choice, err := tableChoice(r, index, view.BenchmarkChoice{})
		if err != nil {
			return nil, err
		}
		year := choice.Year
		if latest := index.Latest(); year == 0 && latest != nil {
			year = latest.Year
		}
		table := benchmark.TableOf(index, year)
		if !choice.IsAll() {
			table = choice.Shown(&table, s.site.Home)
		}
		return download(csvType, id+".csv", func(w io.Writer) error {
			return opendata.WriteBenchmarkCSV(w, &table, csvOptions(r))
		})
	}
	return nil, notFound
}

// activityFeed answers with the newest published changes as an Atom feed.
func (s *Server) activityFeed(ctx context.Context, r *Request) (*Response, error) {
	choice, ok := view.ParseActivityChoice(r.Lang, r.Query.Get)
	if !ok {
		return nil, badRequest("web.error.choice")
	}
	changes, err := s.store.Activity(ctx, tracker.ActivityQuery{Plan: choice.Plan, Organization: choice.Organization, Kind: choice.Kind})
	if err != nil {
		return nil, err
	}
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	k := view.Links{Lang: r.Lang}
	o := opendata.FeedOptions{
		Self: s.site.Base + k.ActivityFeed(choice),
		Page: s.site.Base + k.Activity(choice),
		Item: func(a tracker.Activity) string { return s.site.Base + view.ActivityAddress(k, a) },
		Illustrative: slices.ContainsFunc(plans, func(p tracker.Plan) bool {
			return p.Illustrative && (choice.Plan == "" || choice.Plan == p.ID)
		}),
	}
	var b bytes.Buffer
	if err := opendata.WriteFeed(&b, r.L, changes, o); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: atomType, Body: b.Bytes()}, nil
}
