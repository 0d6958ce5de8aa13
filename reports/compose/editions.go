package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// EditionReport is a report of an edition.
type EditionReport struct {
	Name    string // in commands and files: "selfassessment"
	Compose func(l *locale.Locale, o Options) *document.Document
}

// OfEdition lists the reports that an edition has. They state what was frozen and
// nothing else.
func OfEdition(f *edition.Frozen) []EditionReport {
	a := f.Assessment()
	reports := []EditionReport{
		{"selfassessment", func(l *locale.Locale, o Options) *document.Document { return SelfAssessment(l, a, f.Table(), o) }},
		{"summary", func(l *locale.Locale, o Options) *document.Document { return Summary(l, a, o) }},
		{"slippage", func(l *locale.Locale, o Options) *document.Document { return Slippage(l, a, o) }},
	}
	if f.Review != nil {
		reports = append(reports, EditionReport{"review", func(l *locale.Locale, o Options) *document.Document { return Review(l, a, f.Review, o) }})
	}
	return reports
}

// EditionOptions are the options of an edition's reports: what is not the reader's
// choice. Whether the edition was corrected since is no part of them, so that its
// reports stay as they are.
func EditionOptions(f *edition.Frozen, sha256 string) Options {
	return Options{Edition: &edition.Edition{Header: f.Header, SHA256: sha256}, AuditHead: f.Audit.Hash, Program: f.Program}
}
