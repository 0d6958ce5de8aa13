// Package opendata writes what programs and spreadsheets take away: tables as CSV
// and XLSX, the record and its figures as JSON, all of it as one data package,
// the deadlines as a calendar, the changes as a feed.
//
// It publishes: accounts are left out, and so is whatever was published after the
// day that an export is of. It computes no figure, reads no file and no clock;
// the same assessment and options give the same bytes.
package opendata

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"

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
	public := tracker.Assess(publicRecord(a), a.AsOf)
	return &Export{a: public, o: o, Tables: tablesOf(public)}
}

// publicRecord returns the record as the public may see it: with what had been
// published, decided or held by the assessment's day, and without the accounts
// that wrote it.
func publicRecord(a *tracker.Assessment) *tracker.Record {
	r := *a.Record
	r.Plan.Commitments = commitmentsBy(r.Plan.Commitments, a.AsOf)
	r.Events = kept(r.Events, func(e tracker.Event) bool { return !e.On.After(a.AsOf) })
	r.Updates = nil
	for i := range a.Leaves {
		for _, u := range a.Leaves[i].Updates {
			public := *u
			public.Author = ""
			if u.Portal != nil {
				portal := *u.Portal
				portal.User = ""
				public.Portal = &portal
			}
			r.Updates = append(r.Updates, public)
		}
	}
	order := make(map[string]int, len(a.Leaves))
	for i := range a.Leaves {
		order[a.Leaves[i].Code] = i
	}
	slices.SortStableFunc(r.Updates, func(x, y tracker.Update) int {
		return cmp.Or(cmp.Compare(order[x.Leaf], order[y.Leaf]), x.PublishedAt.Compare(y.PublishedAt), cmp.Compare(x.ID, y.ID))
	})
	return &r
}

// commitmentsBy returns a copy of commitments without the deadlines revised after
// a day.
func commitmentsBy(commitments []tracker.Commitment, day tracker.Date) []tracker.Commitment {
	decided := func(item *tracker.Item) {
		item.Deadline.Revisions = kept(item.Deadline.Revisions, func(r tracker.Revision) bool { return !r.On.After(day) })
	}
	out := slices.Clone(commitments)
	for i := range out {
		decided(&out[i].Item)
		out[i].Milestones = slices.Clone(out[i].Milestones)
		for j := range out[i].Milestones {
			milestone := &out[i].Milestones[j]
			decided(&milestone.Item)
			milestone.Indicators = slices.Clone(milestone.Indicators)
			for k := range milestone.Indicators {
				decided(&milestone.Indicators[k].Item)
			}
		}
	}
	return out
}

// kept returns a copy of what keep holds for, nil for none.
func kept[T any](all []T, keep func(T) bool) []T {
	var out []T
	for _, v := range all {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
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
