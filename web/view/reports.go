package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Reports are a plan's self-assessment reports, one a day of interest.
type Reports struct {
	Title Text
	Href  string
	ID    string // anchor
	Rows  []ReportRow
	// Editions is the address of the plan's frozen editions.
	Editions string
	// Others are its other reports, as of the day that the plan shows by itself.
	Others []ReportFiles
	// RecordOnly is set where only the plan's own record is kept.
	RecordOnly bool
}

// ReportRow is the report as of one day, in both languages.
type ReportRow struct {
	Name string // "End of June 2018"
	AsOf Date
	// Files are PDF and page, in the page's language first.
	Files []Link
}

// reportsOf offers the report as of today and as of the end of each reporting
// period.
func reportsOf(l *locale.Locale, r *tracker.Record, today tracker.Date) Reports {
	p := &r.Plan
	out := Reports{
		Title: planTitle(l, p), Href: Links{Lang: l.Lang()}.Plan(p.ID), ID: Anchor(p.ID),
		RecordOnly: len(p.Commitments) == 0,
	}
	if out.RecordOnly {
		return out
	}
	out.Editions = Links{Lang: l.Lang()}.Editions(p.ID)
	k := Links{Lang: l.Lang()}
	out.Others = []ReportFiles{
		reportFiles(l.T("report.summary.kind"), func(ext string) string { return k.Summary(p.ID, ext) }),
		reportFiles(l.T("report.slippage.kind"), func(ext string) string { return k.Slippage(p.ID, ext) }),
	}
	usual := r.ReportingDay(today)
	out.Rows = append(out.Rows, reportRow(l, p, l.T("web.reports.latest"), usual, tracker.Date{}))
	for _, period := range periodsSoFar(p, today) {
		if period.End() != usual {
			out.Rows = append(out.Rows, reportRow(l, p, l.T("web.reports.period", "period", period), period.End(), period.End()))
		}
	}
	return out
}

// reportRow offers the report as of a day; in addresses, asked is zero for the
// day that the plan shows by itself.
func reportRow(l *locale.Locale, p *tracker.Plan, name string, day, asked tracker.Date) ReportRow {
	row := ReportRow{Name: name, AsOf: shortDateOf(l, day)}
	for _, lang := range []tracker.Lang{l.Lang(), l.Lang().Other()} {
		k := Links{Lang: lang, AsOf: asked}
		hidden := " " + l.T("web.reports.hidden", "day", day)
		pdf, page := filesIn(l, lang)
		row.Files = append(row.Files,
			Link{Href: k.SelfAssessment(p.ID, ".pdf"), Label: pdf, Hidden: hidden},
			Link{Href: k.SelfAssessment(p.ID, ""), Label: page, Hidden: hidden})
	}
	return row
}

// filesIn names the files of a report in a language: as PDF and as a page.
func filesIn(l *locale.Locale, lang tracker.Lang) (pdf, page string) {
	if lang == tracker.FR {
		return l.T("web.reports.pdf_fr"), l.T("web.reports.html_fr")
	}
	return l.T("web.reports.pdf_en"), l.T("web.reports.html_en")
}

// ReportsInput is what the page of reports needs.
type ReportsInput struct {
	Records  []*tracker.Record // newest plan first
	Today    func(*tracker.Plan) tracker.Date
	Home     string
	Tables   []benchmark.Table // of each index, the newest edition that covers the home country
	Modified tracker.Date
}

// ReportsPage lists every report.
func ReportsPage(l *locale.Locale, in ReportsInput) *Page {
	page := plainPage(l, "reports", InReports, Links.Reports)
	page.Title, page.Description = l.T("web.reports.title"), l.T("web.reports.description")
	page.Modified = in.Modified
	data := &ReportList{Method: page.Links().Methodology("as-of"), Comparisons: comparisonsOf(l, in)}
	illustrative := false
	for _, r := range in.Records {
		data.Plans = append(data.Plans, reportsOf(l, r, in.Today(&r.Plan)))
		illustrative = illustrative || r.Plan.Illustrative
	}
	page.Notice = noticeOf(l, illustrative)
	page.Data = data
	return page
}

// ReportList is the page of reports.
type ReportList struct {
	Method      string
	Plans       []Reports
	Comparisons *Comparisons // nil where no index covers the home country
}

// plainPage is a page that belongs to no plan.
func plainPage(l *locale.Locale, template string, section Section, to func(Links) string) *Page {
	lang := l.Lang()
	page := &Page{
		Template: template, Lang: lang, L: l, Section: section,
		Path: to(Links{Lang: lang}), OtherPath: to(Links{Lang: lang.Other()}),
	}
	page.Crumbs = []Link{{Href: page.Links().Home(), Label: l.T("web.crumb.home")}}
	return page
}

// planFiles are a plan's data as files.
func planFiles(l *locale.Locale, k Links, plan string) []Link {
	files := []struct{ name, label string }{
		{"plan.xlsx", l.T("web.file.plan_xlsx")},
		{"commitments.csv", l.T("web.file.commitments_csv")},
		{"milestones.csv", l.T("web.file.milestones_csv")},
		{"indicators.csv", l.T("web.file.indicators_csv")},
		{"updates.csv", l.T("web.file.updates_csv")},
		{"evidence.csv", l.T("web.file.evidence_csv")},
		{"deadlines.csv", l.T("web.file.deadlines_csv")},
		{"burn_up.csv", l.T("web.file.burn_up_csv")},
		{"plan.json", l.T("web.file.plan_json")},
		{"assessment.json", l.T("web.file.assessment_json")},
		{"package.zip", l.T("web.file.package_zip")},
		{"deadlines.ics", l.T("web.file.deadlines_ics")},
	}
	links := make([]Link, len(files))
	for i, f := range files {
		links[i] = Link{Href: k.PlanData(plan, f.name), Label: f.label}
	}
	return links
}
