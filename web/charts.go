package web

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"

	"ogptracker/reports/chart"
	"ogptracker/reports/opendata"
	"ogptracker/reports/svg"
	"ogptracker/web/view"
)

// pngScale makes a downloaded picture sharp on paper and on dense screens.
const pngScale = 2

// planChart answers with one chart of a plan as a file: "burn-up.svg".
func (s *Server) planChart(ctx context.Context, r *Request) (*Response, error) {
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	build, ok := chart.ForPlan(id)
	if !ok {
		return nil, notFound
	}
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
	return s.chartFile(ctx, r, build(r.L, a, chart.Wide), ext, rec.Plan.ID+"-"+id+"-"+day.String())
}

// chartFile answers with a chart as a picture or as its data.
func (s *Server) chartFile(ctx context.Context, r *Request, c chart.Chart, ext, name string) (*Response, error) {
	name += "." + ext
	switch ext {
	case "svg", "png":
		picture, err := s.draw.svg(ctx, c, r.Lang)
		if err != nil {
			return nil, err
		}
		if picture, err = svg.File(picture, c); err != nil {
			return nil, err
		}
		if ext == "svg" {
			return &Response{Status: http.StatusOK, Type: "image/svg+xml", Body: picture, Filename: name}, nil
		}
		picture, err = svg.PNG(picture, pngScale)
		if err != nil {
			return nil, err
		}
		return &Response{Status: http.StatusOK, Type: "image/png", Body: picture, Filename: name}, nil
	case "csv":
		var b bytes.Buffer
		if err := opendata.WriteChartCSV(&b, c, opendata.CSVOptions{}); err != nil {
			return nil, err
		}
		return &Response{Status: http.StatusOK, Type: csvType, Body: b.Bytes(), Filename: name}, nil
	}
	return nil, notFound
}

// benchmarkChart answers with one chart of an index as a file.
func (s *Server) benchmarkChart(ctx context.Context, r *Request) (*Response, error) {
	id, ext, _ := strings.Cut(r.Params("file"), ".")
	build, ok := chart.ForBenchmark(id)
	if !ok {
		return nil, notFound
	}
	index, table, choice, err := s.benchmarkState(ctx, r)
	if err != nil {
		return nil, err
	}
	if table == nil {
		return nil, notFound
	}
	name := index.ID + "-" + id + "-" + strconv.Itoa(table.Year)
	drawn := choice.Drawn(table, s.site.Home)
	return s.chartFile(ctx, r, build(r.L, drawn, s.site.Home, chart.Wide, choice.Peers(id, &drawn)...), ext, name)
}
