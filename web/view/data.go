package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// DataInput is what the page of data needs.
type DataInput struct {
	Plans   []tracker.Plan // newest first
	Indices []benchmark.Index
	// Commitments is where OGP's commitments are from, nil where none are recorded.
	Commitments *benchmark.CommitmentSource
	// Fields describes the files' fields in the page's language.
	Fields     []FileFields
	Licence    tracker.Text
	LicenceURL tracker.Text
}

// FileFields describes the fields of one file.
type FileFields struct {
	File   string // "updates.csv"
	Text   string // what a row is
	Fields []Field
}

// Field is one field of a file.
type Field struct {
	Name, Type, Text string
}

// Data is the page of downloads, formats and fields.
type Data struct {
	Plans      []PlanFiles
	DayExample string // "?as-of=2018-06-30"
	Indices    []IndexFiles
	Formats    []Format
	Fields     []FileFields
	API        []APIRow
	OpenAPI    string
	Licence    Text
	LicenceURL string
	Contents   []Link
}

// PlanFiles are the files of one plan.
type PlanFiles struct {
	ID         string // anchor
	Href       string
	Title      Text
	RecordOnly bool
	Files      []Link
}

// IndexFiles are the files of one benchmark index.
type IndexFiles struct {
	Name   Text
	Note   Prose // what a reader must know of them, beside what the pages say
	Files  []Link
	Credit Credit
}

// Format is a file format, and what to know about it.
type Format struct {
	Name, Text string
}

// APIRow is one address of the programming interface.
type APIRow struct {
	Address, Gives string
	Href           string // blank where the address has a part to fill in
}

// DataPage offers every download and says what is in it.
func DataPage(l *locale.Locale, in DataInput) *Page {
	page := plainPage(l, "data", InData, Links.Data)
	page.Title, page.Description = l.T("web.data.title"), l.T("web.data.description")
	page.Modified = TextsOf
	k := page.Links()
	data := &Data{
		Fields: in.Fields, OpenAPI: "/api/v1/openapi.json",
		Licence: textOf(l, in.Licence), LicenceURL: webAddress(in.LicenceURL.In(l.Lang())),
		Formats: formats(l), API: apiRows(l), DayExample: "?" + k.words().AsOf + "=2018-06-30",
		Contents: []Link{
			{Href: "#plans", Label: l.T("web.data.plans")},
			{Href: "#benchmark", Label: l.T("web.data.benchmark")},
			{Href: "#formats", Label: l.T("web.data.formats")},
			{Href: "#fields", Label: l.T("web.data.fields")},
			{Href: "#api", Label: l.T("web.data.api")},
			{Href: "#licence", Label: l.T("web.about.licence")},
		},
	}
	page.Data = data
	for i := range in.Plans {
		p := &in.Plans[i]
		files := PlanFiles{ID: Anchor(p.ID), Href: k.Plan(p.ID), Title: planTitle(l, p), RecordOnly: p.Promised > 0, Files: planFiles(l, k, p.ID)}
		if files.RecordOnly {
			files.Files = []Link{{Href: k.PlanData(p.ID, "plan.json"), Label: l.T("web.file.plan_json")}}
		}
		data.Plans = append(data.Plans, files)
	}
	page.Notice = noticeOf(l, anyIllustrative(in.Plans))
	for i := range in.Indices {
		ix := &in.Indices[i]
		data.Indices = append(data.Indices, IndexFiles{
			Name: textOf(l, ix.Name), Credit: creditOf(l, ix),
			Files: []Link{
				{Href: k.BenchmarkData(ix.ID+".csv", BenchmarkChoice{}), Label: "CSV"},
				{Href: k.BenchmarkData(ix.ID+".json", BenchmarkChoice{}), Label: "JSON"},
			},
		})
	}
	if in.Commitments != nil {
		data.Indices = append(data.Indices, IndexFiles{Name: Text{Text: l.T("web.completion.title")}, Note: proseOf(l, in.Commitments.Note),
			Credit: commitmentCredit(l, in.Commitments), Files: completionFiles(k, CompletionChoice{})})
	}
	return page
}

func formats(l *locale.Locale) []Format {
	return []Format{
		{l.T("web.data.csv"), l.T("web.data.csv_text")},
		{l.T("web.data.xlsx"), l.T("web.data.xlsx_text")},
		{l.T("web.data.json"), l.T("web.data.json_text")},
		{l.T("web.data.zip"), l.T("web.data.zip_text")},
		{l.T("web.data.ics"), l.T("web.data.ics_text")},
		{l.T("web.data.charts"), l.T("web.data.charts_text")},
		{l.T("web.data.atom"), l.T("web.data.atom_text")},
	}
}

func apiRows(l *locale.Locale) []APIRow {
	return []APIRow{
		{"/api/v1/plans", l.T("web.data.api_plans"), "/api/v1/plans"},
		{"/api/v1/plans/{plan}", l.T("web.data.api_plan"), ""},
		{"/api/v1/plans/{plan}/assessment?as_of=2018-06-30", l.T("web.data.api_assessment"), ""},
		{"/api/v1/indices", l.T("web.data.api_indices"), "/api/v1/indices"},
		{"/api/v1/indices/{index}", l.T("web.data.api_index"), ""},
		{"/api/v1/ogp/commitments", l.T("web.data.api_commitments"), "/api/v1/ogp/commitments"},
	}
}
