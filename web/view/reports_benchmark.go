package view

import (
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// reportChoice is the report on a country beside others; blank where the edition does
// not cover it. The choice of the home country stays blank, and so do countries that
// are more than stand out beside each other.
func reportChoice(t *benchmark.Table, c ReportChoice, home string) (ReportChoice, bool) {
	subject := c.Subject
	if subject == "" {
		subject = home
	} else if subject == home {
		c.Subject = ""
	}
	if t.Row(subject) == nil {
		return c, false
	}
	c.Countries = slices.DeleteFunc(slices.Clone(c.Countries), func(code string) bool { return code == subject || t.Row(code) == nil })
	if len(c.Countries) > chart.MostPeers {
		c.Countries = nil
	}
	slices.Sort(c.Countries)
	return c, true
}

// reportLinks lead to the report on a country beside others, as a page and as a file;
// nil where the edition does not cover the country.
func reportLinks(l *locale.Locale, t *benchmark.Table, c ReportChoice, home string) []Link {
	c, covered := reportChoice(t, c, home)
	if !covered {
		return nil
	}
	k := Links{Lang: l.Lang()}
	return []Link{
		{Href: k.BenchmarkReport(c, ""), Label: l.T("web.benchmark.report")},
		{Href: k.BenchmarkReport(c, ".pdf"), Label: l.T("web.benchmark.report_pdf")},
	}
}

// Comparisons are the reports on the home country beside others, one an index.
type Comparisons struct {
	Title string
	Href  string // where other countries can be chosen
	Rows  []ComparisonRow
}

// ComparisonRow is the report on one index, in both languages.
type ComparisonRow struct {
	Name  string // "Open Data Barometer"
	Year  string
	Files []Link // PDF and page, in the page's language first
}

// comparisonsOf offers the reports on the newest edition of each index that covers
// the home country; nil where none does.
func comparisonsOf(l *locale.Locale, in ReportsInput) *Comparisons {
	out := &Comparisons{Title: l.T("web.reports.comparison", "country", l.Country(in.Home)), Href: Links{Lang: l.Lang()}.Compare(CompareChoice{})}
	for i := range in.Tables {
		t := &in.Tables[i]
		row := ComparisonRow{Name: textOf(l, t.Index.Name).plain(), Year: strconv.Itoa(t.Year)}
		c := ReportChoice{Index: t.ID}
		for _, lang := range []tracker.Lang{l.Lang(), l.Lang().Other()} {
			k, hidden := Links{Lang: lang}, " "+l.T("web.reports.comparison_hidden", "index", row.Name)
			pdf, page := filesIn(l, lang)
			row.Files = append(row.Files,
				Link{Href: k.BenchmarkReport(c, ".pdf"), Label: pdf, Hidden: hidden},
				Link{Href: k.BenchmarkReport(c, ""), Label: page, Hidden: hidden})
		}
		out.Rows = append(out.Rows, row)
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return out
}
