package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
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

// export prepares what is published about a plan as of a day.
func (s *Server) export(a *tracker.Assessment) *opendata.Export {
	o := opendata.Options{Program: s.site.Program, Licence: s.site.Licence, LicenceURL: s.site.LicenceURL}
	for _, lang := range tracker.Langs {
		o.Page = o.Page.With(lang, s.site.Base+view.Links{Lang: lang}.Plan(a.Record.Plan.ID))
	}
	return opendata.Of(a, o)
}

// planData answers with one data file of a plan: "updates.csv".
func (s *Server) planData(ctx context.Context, r *Request) (*Response, error) {
	rec, err := s.library.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, err
	}
	day, err := s.asOf(r, view.WordsOf(r.Lang).AsOf, rec)
	if err != nil {
		return nil, err
	}
	a, err := s.library.Assessment(ctx, rec.Plan.ID, day)
	if err != nil {
		return nil, err
	}
	file := r.Params("file")
	mediaType, write := s.planFile(r, s.export(a), file)
	if write == nil {
		return nil, notFound
	}
	return download(mediaType, rec.Plan.ID+"-"+file, write)
}

// planFile finds the writer of a data file, nil when there is no such file.
func (s *Server) planFile(r *Request, e *opendata.Export, file string) (mediaType string, write func(io.Writer) error) {
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
		return icsType, func(w io.Writer) error { return e.WriteCalendar(w, r.L) }
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
	index, err := s.library.Index(ctx, id)
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
		edition, err := editionAsked(index, r.Query.Get(view.WordsOf(r.Lang).Edition))
		if err != nil {
			return nil, err
		}
		table := benchmark.TableOf(index, edition)
		return download(csvType, id+".csv", func(w io.Writer) error {
			return opendata.WriteBenchmarkCSV(w, &table, csvOptions(r))
		})
	}
	return nil, notFound
}
