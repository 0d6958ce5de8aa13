// Package opendata writes what programs and spreadsheets take away: tables as CSV
// and XLSX, the record and its figures as JSON, all of it as one data package,
// the deadlines as a calendar, the changes as a feed.
//
// It publishes: accounts are left out, and so is whatever was published after the
// day that an export is of. It computes no figure, reads no file and no clock;
// the same assessment and options give the same bytes.
package opendata

import (
	"encoding/json"
	"io"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
)

// Options are what an export states beside the plan's own data.
type Options struct {
	// Program is the version of the program.
	Program string
	// Licence names the licence of the data and LicenceURL is where its text is,
	// in both languages; blank for [DefaultLicence].
	Licence, LicenceURL tracker.Text
	// Page is the address of the plan's page in each language; blank for none.
	Page tracker.Text
	// Item returns the address of an item on its commitment's page; nil for none.
	Item func(lang tracker.Lang, commitment, item string) string
}

// DefaultLicence and DefaultLicenceURL are the licence under which data are
// published unless an institution names another.
var (
	DefaultLicence    = tracker.Text{EN: "Open Government Licence – Canada", FR: "Licence du gouvernement ouvert – Canada"}
	DefaultLicenceURL = tracker.Text{
		EN: "https://open.canada.ca/en/open-government-licence-canada",
		FR: "https://ouvert.canada.ca/fr/licence-du-gouvernement-ouvert-canada",
	}
)

// Export is everything that is published about a plan as of a day.
type Export struct {
	a      *tracker.Assessment // of the public record
	o      Options
	part   Part // blank for everything
	Tables []Table
}

// Of prepares the export of an assessment, which is not changed.
func Of(a *tracker.Assessment, o Options) *Export {
	if o.Licence.IsZero() {
		o.Licence, o.LicenceURL = DefaultLicence, DefaultLicenceURL
	}
	public := tracker.Assess(a.PublicRecord(), a.AsOf)
	return &Export{a: public, o: o, Tables: tablesOf(public)}
}

// Table returns the table of a name, nil when there is none.
func (e *Export) Table(name string) *Table {
	for i := range e.Tables {
		if e.Tables[i].Name == name {
			return &e.Tables[i]
		}
	}
	return nil
}

// WriteRecord writes the plan's record as JSON, which [exchange.ReadPlan] reads
// back.
func (e *Export) WriteRecord(w io.Writer) error { return exchange.WriteRecord(w, e.Record()) }

// WriteAssessment writes every figure of the plan as JSON.
func (e *Export) WriteAssessment(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		Plan         string       `json:"plan"`
		Title        tracker.Text `json:"title"`
		Illustrative bool         `json:"illustrative"` // progress is made up to show the program
		Program      string       `json:"program,omitempty"`
		*tracker.Assessment
		// Counted is the number of leaves that count, which the list of leaves hides
		// among the assessment's own fields.
		Counted int `json:"counted"`
	}{e.a.Record.Plan.ID, e.a.Record.Plan.Title, e.a.Record.Plan.Illustrative, e.o.Program, e.a, e.a.Figures.Leaves})
}
