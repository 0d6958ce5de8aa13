package view

import (
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// EditionsInput is what the list of a plan's editions needs.
type EditionsInput struct {
	Record   *tracker.Record
	Editions []edition.Edition // the first one first
	Modified tracker.Date
}

// Editions is the list of a plan's editions, the newest first.
type Editions struct {
	Plan    Link
	Changes Link // what changed between two, blank for fewer
	Rows    []EditionRow
}

// EditionRow is an edition in the list.
type EditionRow struct {
	Name   Link   // "Edition 2"
	Kind   string // "Mid-term self-assessment"
	AsOf   Date
	Frozen Date
	SHA256 string
	Note   string // that it corrects another, or is corrected by one
	Reason Text
	Files  []Link
}

// EditionsPage lists a plan's editions.
func EditionsPage(l *locale.Locale, in EditionsInput) *Page {
	p := &in.Record.Plan
	page := planFrame(l, in.Record, Day{}, "editions", func(k Links) string { return k.Editions(p.ID) })
	page.Title = l.T("web.title_of", "title", l.T("web.editions.title"), "of", planShort(l, p).plain())
	page.Modified = in.Modified
	data := &Editions{Plan: Link{Href: page.Links().Plan(p.ID), Label: planTitle(l, p).plain()}}
	if len(in.Editions) > 1 {
		data.Changes = Link{Href: page.Links().EditionChanges(p.ID, 0, 0, ""), Label: l.T("web.changes.title")}
	}
	for i := len(in.Editions) - 1; i >= 0; i-- {
		data.Rows = append(data.Rows, editionRow(l, p, &in.Editions[i]))
	}
	page.Data = data
	return page
}

func editionRow(l *locale.Locale, p *tracker.Plan, e *edition.Edition) EditionRow {
	k := Links{Lang: l.Lang()}
	row := EditionRow{
		Name: Link{Href: k.Edition(p.ID, e.Number), Label: l.T("web.edition.title", "number", e.Number)},
		Kind: l.T("report.kind." + string(e.Kind)), AsOf: shortDateOf(l, e.AsOf),
		Frozen: shortDateOf(l, tracker.DateOf(e.FrozenAt.In(p.Location()))), SHA256: e.SHA256, Reason: textOf(l, e.Reason),
	}
	switch {
	case e.CorrectedBy != 0:
		row.Note = l.T("web.edition.corrected_by", "number", e.CorrectedBy)
	case e.Corrects != 0:
		row.Note = l.T("web.edition.corrects", "number", e.Corrects)
	}
	hidden := " " + l.T("web.edition.of", "number", e.Number)
	for _, lang := range []tracker.Lang{l.Lang(), l.Lang().Other()} {
		other := Links{Lang: lang}
		pdf, page := filesIn(l, lang)
		row.Files = append(row.Files,
			Link{Href: other.EditionReport(p.ID, e.Number, ".pdf"), Label: pdf, Hidden: hidden},
			Link{Href: other.EditionReport(p.ID, e.Number, ""), Label: page, Hidden: hidden})
	}
	row.Files = append(row.Files,
		Link{Href: k.EditionJSON(p.ID, e.Number), Label: "JSON", Hidden: hidden},
		Link{Href: k.EditionPackage(p.ID, e.Number), Label: l.T("web.edition.package"), Hidden: hidden})
	return row
}

// EditionInput is what the page of an edition needs. Nothing on it is live, but that a
// later edition corrects it.
type EditionInput struct {
	Edition edition.Edition
	Frozen  *edition.Frozen
	Figures *tracker.Assessment // of Frozen
	Chart   *Chart              // of its review, nil where it holds none
}

// Edition is the page of an edition.
type Edition struct {
	EditionRow
	Plan        Text
	All         string // address of the list
	Corrected   Link   // to the edition that corrects it, blank for none
	Share       Share
	Bar         Lane
	Level       string
	Rules       Link
	Program     string
	Audit       string // hash of the last entry before
	AuditSeq    string
	Commitments []EditionCommitment
	Checklist   []CheckRow
	Review      *Review
	Reports     []ReportFiles // beside the self-assessment
	Computation string
	Data        []Link
	// Inside leads those who review or reply to the review of the edition, blank where
	// it holds one itself.
	Inside string
}

// ReportFiles is a report as a page and as a file.
type ReportFiles struct {
	Name  string
	Files []Link
}

// reportFiles names a report, to whose address an ending is given.
func reportFiles(name string, address func(ext string) string) ReportFiles {
	hidden := " " + name
	return ReportFiles{Name: name, Files: []Link{{Href: address(""), Label: "HTML", Hidden: hidden}, {Href: address(".pdf"), Label: "PDF", Hidden: hidden}}}
}

// editionReports lists the reports of an edition beside its self-assessment.
func editionReports(l *locale.Locale, k Links, e *edition.Edition) []ReportFiles {
	out := []ReportFiles{
		reportFiles(l.T("report.summary.kind"), func(ext string) string { return k.EditionSummary(e.Plan, e.Number, ext) }),
		reportFiles(l.T("report.slippage.kind"), func(ext string) string { return k.EditionSlippage(e.Plan, e.Number, ext) }),
	}
	if e.Kind == edition.Reviewed {
		out = append(out, reportFiles(l.T("report.kind.review"), func(ext string) string { return k.EditionReview(e.Plan, e.Number, ext) }))
	}
	return out
}

// EditionCommitment is a commitment as the edition states it.
type EditionCommitment struct {
	Item   Item
	Status Status
	Share  Share
}

// CheckRow is a point of the checklist.
type CheckRow struct {
	Point string
	Count string
	Items string // codes
}

// EditionPage shows what an edition states.
func EditionPage(l *locale.Locale, in EditionInput) *Page {
	f, e := in.Frozen, in.Edition
	p := &f.Record.Plan
	page := planFrame(l, &f.Record, Day{}, "edition", func(k Links) string { return k.Edition(p.ID, e.Number) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Editions(p.ID), Label: l.T("web.editions.title")})
	page.Title = l.T("web.title_of", "title", l.T("web.edition.title", "number", e.Number), "of", planShort(l, p).plain())
	page.Modified = tracker.DateOf(e.FrozenAt.In(p.Location()))
	a := in.Figures
	data := &Edition{
		EditionRow: editionRow(l, p, &e), Plan: planTitle(l, p), All: k.Editions(p.ID),
		Share: shareOf(l, a.Figures), Bar: shareLane(a.Figures), Level: l.Level(a.Level),
		Rules: Link{Href: k.Methodology("editions"), Label: e.Rules}, Program: e.Program,
		Audit: e.Audit.Hash, AuditSeq: l.Int(int(e.Audit.Seq)), Checklist: checkRows(l, f.Checklist),
	}
	data.Reports, data.Computation = editionReports(l, k, &e), k.EditionComputation(p.ID, e.Number, "")
	for _, f := range []struct{ file, label string }{
		{"commitments.csv", l.T("web.file.commitments_csv")}, {"indicators.csv", l.T("web.file.indicators_csv")},
		{"updates.csv", l.T("web.file.updates_csv")}, {"evidence.csv", l.T("web.file.evidence_csv")}, {"assessment.json", l.T("web.file.assessment_json")},
	} {
		data.Data = append(data.Data, Link{Href: k.EditionData(p.ID, e.Number, f.file), Label: f.label})
	}
	if e.CorrectedBy != 0 {
		data.Corrected = Link{Href: k.Edition(p.ID, e.CorrectedBy), Label: data.Note}
	}
	for i := range a.Commitments {
		c := &a.Commitments[i]
		data.Commitments = append(data.Commitments, EditionCommitment{
			Item:   Item{Href: Links{Lang: l.Lang(), AsOf: e.AsOf}.Commitment(p.ID, c.Code), Code: c.Code, Title: titleOf(l, c.Title, c.Code)},
			Status: levelOf(l, c.Level), Share: shareOf(l, c.Figures),
		})
	}
	data.Review = reviewOf(l, f, a, in.Chart)
	if e.Kind != edition.Reviewed {
		data.Inside = k.Review(p.ID, e.Number)
	}
	page.Live = in.Chart != nil
	page.Data = data
	return page
}

// checkRows shows a checklist.
func checkRows(l *locale.Locale, findings []edition.Finding) []CheckRow {
	rows := make([]CheckRow, len(findings))
	for i, f := range findings {
		rows[i] = CheckRow{Point: l.T("web.edition.check." + string(f.Point)), Count: l.Int(len(f.Items)), Items: l.List(f.Items)}
	}
	return rows
}

// FreezeInput is what the form that freezes a plan needs, as typed.
type FreezeInput struct {
	EditInput
	Editions             []edition.Edition
	Checklist            []edition.Finding
	Day                  tracker.Date // that the checklist is as of
	AsOf, Kind, Corrects string
}

// FreezePage freezes a plan. It begins with what to look at first.
func FreezePage(l *locale.Locale, in FreezeInput) *Page {
	kind := Input{ID: "kind", Type: "select", Label: l.T("work.freeze.kind")}
	for _, k := range edition.Kinds {
		kind.Options = append(kind.Options, Option{string(k), l.T("report.kind." + string(k)), string(k) == in.Kind})
	}
	corrects := Input{ID: "corrects", Type: "select", Label: l.T("work.freeze.corrects"), Options: []Option{{Label: l.T("work.freeze.corrects_none")}}}
	for _, e := range in.Editions {
		if e.CorrectedBy == 0 {
			value := strconv.Itoa(e.Number)
			corrects.Options = append(corrects.Options, Option{value, l.T("web.edition.title", "number", e.Number), value == in.Corrects})
		}
	}
	in.Extra = []Input{{ID: "as_of", Type: "date", Label: l.T("work.freeze.as_of"), Value: in.AsOf, Hint: l.T("work.freeze.as_of_hint")}, kind}
	if len(corrects.Options) > 1 {
		in.Extra = append(in.Extra, corrects)
	}
	in.AskReason = true
	plan := in.Record.Plan.ID
	form := editForm{
		intro: l.T("work.freeze.intro"), submit: l.T("work.freeze.submit"), buttons: []EditButton{{"preview", "1", l.T("work.freeze.check")}},
		back:  func(k Links) string { return k.PlanEditor(plan) },
		facts: []Fact{{Label: l.T("work.freeze.checklist"), Text: l.Date(in.Day)}},
	}
	for _, row := range checkRows(l, in.Checklist) {
		text := row.Count
		if row.Items != "" {
			text += l.T("work.freeze.items", "items", row.Items)
		}
		form.facts = append(form.facts, Fact{Label: row.Point, Text: text})
	}
	page := editPage(l, in.EditInput, Text{Text: l.T("work.freeze.title")}, form)
	page.Data.(*Edit).Reason.EN.Hint = l.T("work.freeze.reason_hint")
	return page
}
