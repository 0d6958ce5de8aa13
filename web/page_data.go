package web

import (
	"context"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// dataPage offers every download and says what is in it.
func (s *Server) dataPage(ctx context.Context, r *Request) (*view.Page, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	source, err := s.recordedSource(ctx)
	if err != nil {
		return nil, err
	}
	return view.DataPage(r.L, view.DataInput{
		Plans: plans, Indices: indices, Commitments: source, Fields: fieldsOfFiles(r.L), Licence: r.Site.Licence, LicenceURL: r.Site.LicenceURL,
	}), nil
}

// fieldTypes are what the page calls the types of fields.
var fieldTypes = map[opendata.Type]string{
	opendata.String: "web.data.type_string", opendata.Integer: "web.data.type_integer", opendata.Number: "web.data.type_number",
	opendata.Boolean: "web.data.type_boolean", opendata.Day: "web.data.type_date", opendata.DateTime: "web.data.type_datetime",
	opendata.Month: "web.data.type_yearmonth",
}

// recordedSource says where OGP's commitments are from, nil where none are recorded.
func (s *Server) recordedSource(ctx context.Context) (*benchmark.CommitmentSource, error) {
	commitments, err := s.lib.Commitments(ctx)
	if err != nil || len(commitments) == 0 {
		return nil, err
	}
	source, err := s.lib.CommitmentSource(ctx)
	return &source, err
}

// fieldsOfFiles describes the fields of every table. All plans have the same, so
// those of an empty plan say it.
func fieldsOfFiles(l *locale.Locale) []view.FileFields {
	var files []view.FileFields
	for _, t := range append(opendata.Of(tracker.Assess(&tracker.Record{}, tracker.Date{}), opendata.Options{}).Tables, opendata.CompletionTable(benchmark.Completed{})) {
		file := view.FileFields{File: t.Name + ".csv", Text: t.Title(l)}
		for _, f := range t.Fields {
			file.Fields = append(file.Fields, view.Field{Name: f.Name, Type: l.T(fieldTypes[f.Type]), Text: f.Description(l)})
		}
		files = append(files, file)
	}
	return files
}
