package view

import (
	"encoding/json"
	"html/template"

	"ogptracker/reports/chart"
	"ogptracker/tracker/locale"
)

// Chart is a chart in a page: a drawing for wide and one for narrow screens,
// the sentence that says what it shows, and its data as a table.
type Chart struct {
	ID       string
	Name     string // for those who hear the page; the section's heading says it to the others
	Subtitle string
	Sentence string
	Drawings []Drawing
	Table    Table
	ChartFoot
}

// ChartFoot leads away from a chart.
type ChartFoot struct {
	Downloads []Link
	Method    string // where its rule is
}

// Drawing is a chart drawn for one kind of screen, with the options from which
// the page's script draws it once more, live.
type Drawing struct {
	Class   string
	SVG     template.HTML
	Options json.RawMessage
}

// Table is a plain table of data.
type Table struct {
	Caption string
	Head    []Cell
	Rows    [][]Cell
}

// Cell is a cell of a table.
type Cell struct {
	Text   string
	Number bool   // aligned right
	Label  string // names the column where a narrow screen shows no head
}

// NewChart puts a chart's two drawings together. The SVG must come from the
// renderer, which escapes every text in it.
func NewChart(wide, narrow chart.Chart, wideSVG, narrowSVG template.HTML) *Chart {
	c := &Chart{ID: wide.ID, Name: wide.Title, Subtitle: wide.Subtitle, Sentence: wide.Sentence, Table: tableOf(wide.Table)}
	c.Drawings = []Drawing{
		{Class: "chart-wide", SVG: wideSVG, Options: wide.Options},
		{Class: "chart-narrow", SVG: narrowSVG, Options: narrow.Options},
	}
	return c
}

// With adds what leads away from the chart: its files and its rule.
func (c *Chart) With(files []Link, method string) *Chart {
	c.Downloads, c.Method = files, method
	return c
}

func tableOf(t chart.Table) Table {
	number := func(i int) bool { return i < len(t.Numeric) && t.Numeric[i] }
	out := Table{Caption: t.Caption}
	for i, h := range t.Head {
		out.Head = append(out.Head, Cell{Text: h, Number: number(i)})
	}
	for _, row := range t.Rows {
		cells := make([]Cell, len(row))
		for i, s := range row {
			cells[i] = Cell{Text: s, Number: number(i)}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// chartFiles are the files of a chart; address returns that of one by its
// extension.
func chartFiles(l *locale.Locale, address func(ext string) string) []Link {
	return []Link{
		{Href: address("svg"), Label: "SVG", Hidden: l.T("web.chart.file_of")},
		{Href: address("png"), Label: "PNG", Hidden: l.T("web.chart.file_of")},
		{Href: address("csv"), Label: "CSV", Hidden: l.T("web.chart.file_of")},
	}
}

// PlanChartFiles are the files of a plan's chart, for the day that is shown.
func PlanChartFiles(l *locale.Locale, d Day, plan, id string) []Link {
	k := d.links(l.Lang())
	return chartFiles(l, func(ext string) string { return k.PlanChart(plan, id, ext) })
}

// EditionChartFiles are the files of the chart of an edition's review.
func EditionChartFiles(l *locale.Locale, plan string, number int, id string) []Link {
	k := Links{Lang: l.Lang()}
	return chartFiles(l, func(ext string) string { return k.EditionChart(plan, number, id, ext) })
}

// BenchmarkChartFiles are the files of a chart of the benchmark.
func BenchmarkChartFiles(l *locale.Locale, c BenchmarkChoice, id string) []Link {
	k := Links{Lang: l.Lang()}
	return chartFiles(l, func(ext string) string { return k.BenchmarkChart(id, ext, c) })
}

// CountryChartFiles are the files of a chart of a country in an index.
func CountryChartFiles(l *locale.Locale, code, id, index string) []Link {
	k := Links{Lang: l.Lang()}
	return chartFiles(l, func(ext string) string { return k.CountryChart(code, id, ext, index) })
}

// CompareChartFiles are the files of a chart of the countries compared.
func CompareChartFiles(l *locale.Locale, c CompareChoice, id string) []Link {
	k := Links{Lang: l.Lang()}
	return chartFiles(l, func(ext string) string { return k.CompareChart(id, ext, c) })
}
